"""WARC → the pages in it: one record after the other, however large the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from sayso.errors import InputError, TooLargeError, UnreadableError
from sayso.model import Capture, Discard, Found
from sayso.read import page_id

_MAY_BE_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "message/rfc822",
    }
)
_NOT_OF_THE_WEB = ("dns:", "metadata:", "filedesc:", "whois:")
_HEADERS = 65_536  # bytes that HTTP headers may take beside the page
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


def read_warc(file: BinaryIO, path: str, *, max_bytes: int) -> Iterator[Found | Discard]:
    """Each page that the file holds, and why each other answer of a server is none. A file that breaks off gives what
    stands before the break, and one `Discard` that says where it is.

    Requests, metadata, DNS answers and revisits are no pages by nature: nothing is said of them, unless there is
    nothing else.
    """
    empty = True
    for part in _read_records(file, path, max_bytes):
        empty = False
        yield part
    if empty:
        yield Discard(input=path, station="read", reason=f"{path}: there is no page in this WARC file.")


def _read_records(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Found | Discard]:
    last = "its beginning"
    try:
        for record in ArchiveIterator(file, parse_http=False):
            name = _name_record(record)
            if record.headers.get("Content-Length") is None:
                yield _say_broken(path, last, "the headers of a record are cut off")
                return
            if name is None or not record.record_type & _MAY_BE_PAGES:
                last = record.record_id or last
                continue
            data = record.reader.read(min(record.content_length, max_bytes + _HEADERS) + 1)
            if len(data) < record.content_length <= max_bytes + _HEADERS:
                yield _say_broken(
                    path, last, f"of {name} {len(data):,} bytes are there and {record.content_length:,} due"
                )
                return
            yield _read_record(record, name, data, path, max_bytes)
            last = record.record_id or name
    except OSError as error:
        yield _say_broken(path, last, str(error))


def _name_record(record: WarcRecord) -> str | None:
    """The address, without the angle brackets some write; None where it is none of the web."""
    address = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    return address if address and not address.startswith(_NOT_OF_THE_WEB) else None


def _say_broken(path: str, last: str, what: str) -> Discard:
    return Discard(
        input=path,
        station="read",
        reason=f"{path}: this WARC file is broken after {last}: {what}. What stands before was read; fetch it again.",
    )


def _read_record(record: WarcRecord, name: str, data: bytes, path: str, max_bytes: int) -> Found | Discard:
    part = f"{path}#{name}"
    try:
        content_type, body = _open_record(record, data, max_bytes)
    except InputError as error:
        return Discard(input=part, station=error.station, reason=f"{part}: {error}")
    date = record.headers.get("WARC-Date") or ""
    capture = Capture(
        page=page_id(body),
        url=name,
        retrieved=date if _DATE.fullmatch(date) else None,
        container=f"{path}#{record.record_id}",
        content_type=content_type,
    )
    return Found(capture=capture, data=body)


def _open_record(record: WarcRecord, data: bytes, max_bytes: int) -> tuple[str | None, bytes]:
    """Media type as declared, and the bytes of the page.

    Raises:
        UnreadableError: it is no page, or its coding is broken.
        TooLargeError: it has more bytes than a page may have.
    """
    record.set_bytes_content(data)
    content_type: str | None = record.headers.get("Content-Type")
    status = 200
    if record.is_http:
        try:
            record.parse_http(auto_decode="all")
        except (OSError, ValueError) as error:
            raise UnreadableError(f"its HTTP headers cannot be read ({error}).") from error
        status = record.http_headers.status_code or 0
        content_type = record.http_headers.get("Content-Type")
    kind = (content_type or "").partition(";")[0].strip().lower()
    if status != 200:
        raise UnreadableError(f"the server answered {_describe_status(record)}, which is no page.")
    if kind and kind not in _PAGE_TYPES:
        raise UnreadableError(f"it is {kind[:80]}, which is no page.")
    return content_type, _read_body(record, max_bytes)


def _describe_status(record: WarcRecord) -> str:
    return " ".join((record.http_headers.status_line or "without a status").split()[1:])[:80] or "without a status"


def _read_body(record: WarcRecord, max_bytes: int) -> bytes:
    try:
        body: bytes = record.reader.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"its bytes cannot be decoded ({error}).") from error
    if len(body) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes:,} bytes. Raise the limit with SAYSO_PAGE_BYTES.")
    if not body:
        raise UnreadableError("the server's answer has no body.")
    return body
