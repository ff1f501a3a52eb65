"""WARC → the pages in it: one record after the other, however large the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from sayso.errors import InputError, TooLargeError, UnreadableError
from sayso.model import Capture, Discard, Found
from sayso.read import page_id

_MAY_BE_PAGES = (
    WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.continuation
)
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
        "multipart/related",
        "application/pdf",
        "text/vtt",
        "text/x-opml",
    }
)
_NOT_OF_THE_WEB = ("dns:", "metadata:", "filedesc:", "whois:")
_CODINGS: tuple[Literal["all", "content", "transfer", "none"], ...] = ("all", "content", "transfer", "none")
"""Which codings are undone, tried in this order."""
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[^\r\n]{0,80}\r\n")
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
    if record.headers.get("WARC-Segment-Number") is not None:
        reason = f"{part}: it is cut into several records (segments), which are not joined. Fetch the page again."
        return Discard(input=part, station="read", reason=reason)
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
    if record.is_http or (record.record_type == WarcRecordType.response and data.startswith(b"HTTP/")):
        content_type, body = open_answer(data, max_bytes)
    else:
        content_type, body = record.headers.get("Content-Type"), data
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind and kind not in _PAGE_TYPES:
        raise UnreadableError(f"it is {kind[:80]}, which is no page.")
    if len(body) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes:,} bytes. Raise the limit with SAYSO_PAGE_BYTES.")
    if not body:
        raise UnreadableError("the server's answer has no body.")
    return content_type, body


def open_answer(data: bytes, max_bytes: int) -> tuple[str | None, bytes]:
    """Media type and bytes of a server's answer, its codings undone; some crawlers undo them and leave the headers.

    Raises:
        UnreadableError: the answer is another than 200, or cannot be decoded.
    """
    problem: Exception | None = None
    for coding in _CODINGS:
        answer = WarcRecord()
        answer.set_bytes_content(data)
        answer.is_http = True
        try:
            answer.parse_http(auto_decode=coding)
            body: bytes = answer.reader.read(max_bytes + 1)
        except (OSError, ValueError) as error:
            problem = problem or error
            continue
        headers = answer.http_headers
        if headers.status_code != 200:
            status = " ".join((headers.status_line or "").split()[1:])[:80]
            raise UnreadableError(f"the server answered {status or 'without a status'}, which is no page.")
        if coding in ("all", "transfer") or not _CHUNK.match(body):
            return headers.get("Content-Type"), body
    raise UnreadableError(f"its bytes cannot be decoded ({problem}).")
