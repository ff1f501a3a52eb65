"""A file → the pages in it. Most files are one page; a WARC, a feed, a list of records or an exported chat holds
many."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import msgspec

from sayso.errors import InputError, TooLargeError
from sayso.model import Capture, Discard, Found
from sayso.read import page_id
from sayso.read.kinds import (
    SNIFFED,
    is_feed,
    is_gzip,
    is_json_lines,
    is_json_records,
    is_mail,
    is_opml,
    is_warc,
    may_be_feed,
    unpack_head,
)
from sayso.read.text import decode_page, is_seven_bits

Parts = Iterator[Found | Discard]
Follow = Callable[[str], Parts]
"""What an address that a list names gives."""

_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]{1,2000})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a file was found, and how it is to be opened."""

    path: str
    max_bytes: int
    text_field: str | None
    follow: Follow | None
    capture: Capture


def open_container(
    file: BinaryIO,
    path: str,
    *,
    max_bytes: int,
    text_field: str | None = None,
    follow: Follow | None = None,
    capture: Capture | None = None,
) -> Parts:
    """The pages in a file, each with its bytes and where it was found; and why other parts of the file are none. A
    WARC, JSON Lines, an exported chat and a well-formed feed in UTF-8 may be of any size; their pages, and every other
    file, have `max_bytes` at most.

    Of records, `text_field` holds the text. What an OPML lists is a discard unless there is a way to `follow` it. The
    `capture` is that of the file, where it is more than its path.

    Raises:
        TooLargeError: the file is larger.
        OSError: it cannot be read.
    """
    source = _Source(path, max_bytes, text_field, follow, capture or Capture(page="", path=path))
    head = file.read(SNIFFED)
    file.seek(0)
    if is_warc(head, path):
        from sayso.read.warc import read_warc

        for part in read_warc(file, path, max_bytes=max_bytes):
            yield from _open_page(part, part.capture.container or path, None) if isinstance(part, Found) else (part,)
    elif is_gzip(head):
        yield from _open_packed(file, head, source)
    else:
        yield from _open_plain(file, head, source)


def _open_packed(file: BinaryIO, head: bytes, source: _Source) -> Parts:
    with gzip.GzipFile(fileobj=file) as unpacked:
        try:
            yield from _open_plain(cast(BinaryIO, unpacked), unpack_head(head), source)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            reason = f"this gzip file is broken ({error}). What stands before was read; fetch it again."
            yield Discard(input=source.path, station="read", reason=f"{source.path}: {reason}")


def _open_plain(file: BinaryIO, head: bytes, source: _Source) -> Parts:
    text = head.decode("utf-8-sig", "replace")
    if is_json_records(text) and not is_feed(text):
        yield from _open_json(file, text, source)
        return
    if is_feed(text) and not is_mail(head, source.capture) and not is_seven_bits(source.capture):
        streamed = yield from _stream_feed(file, source)
        if streamed:
            return
    file.seek(0)
    data = file.read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise TooLargeError(
            f"{source.path}: larger than {source.max_bytes:,} bytes. Split it, or raise SAYSO_PAGE_BYTES."
        )
    capture = msgspec.structs.replace(source.capture, page=page_id(data))
    yield from _open_page(Found(capture=capture, data=data), source.path, source.follow)


def _stream_feed(file: BinaryIO, source: _Source) -> Generator[Found | Discard, None, bool]:
    """The entries of a feed that need not be held whole; whether it is one."""
    from sayso.read.feed import name_documents, open_documents

    file.seek(0)
    try:
        documents = open_documents(file, max_bytes=source.max_bytes)
        if documents is None:
            return False
        yield from name_documents(documents, source.path, source.capture)
    except InputError as error:
        yield Discard(input=source.path, station=error.station, reason=f"{source.path}: {error}")
    return True


def _open_json(file: BinaryIO, head: str, source: _Source) -> Parts:
    """The records or messages of a file of JSON."""
    from sayso.read.records import read_json_lines, read_json_list
    from sayso.read.telegram import is_telegram_json, read_telegram_json

    if is_telegram_json(head):
        return read_telegram_json(file, source.path, max_bytes=source.max_bytes)
    read = read_json_lines if is_json_lines(head, source.path) else read_json_list
    return read(file, source.path, max_bytes=source.max_bytes, text_field=source.text_field)


def _open_page(found: Found, place: str, follow: Follow | None) -> Parts:
    """The entries of a feed, the messages of a chat, what a list names; any other page as it is, whether it can be read
    or not."""
    try:
        if is_mail(found.data, found.capture):
            yield _locate_saved_mail(found)
        elif may_be_feed(found.data) and (text := _decode(found)) and (is_feed(text) or is_opml(text)):
            yield from _open_list(text, place, found.capture, follow)
        elif b"message default" in found.data and (text := _decode(found)):
            from sayso.read.telegram import is_telegram_html, read_telegram_html

            yield from read_telegram_html(text, place) if is_telegram_html(text) else (found,)
        else:
            yield _locate_saved(found)
    except InputError as error:
        yield Discard(input=place, station=error.station, reason=f"{place}: {error}")


def _open_list(text: str, place: str, capture: Capture, follow: Follow | None) -> Parts:
    if is_feed(text):
        from sayso.read.feed import cut_feed

        yield from cut_feed(text, place, capture)
        return
    from sayso.read.opml import list_outlines

    empty = True
    for title, address in list_outlines(text):
        empty = False
        if follow is not None:
            yield from follow(address)
            continue
        reason = f"{place} lists {title} ({address}); it was not fetched. Use --follow to fetch what is listed."
        yield Discard(input=address, station="read", reason=reason)
    if empty:
        yield Discard(input=place, station="read", reason=f"{place}: this OPML lists no address.")


def _locate_saved_mail(found: Found) -> Found:
    from sayso.read.mail import locate_saved

    return msgspec.structs.replace(found, capture=locate_saved(found.data, found.capture))


def _locate_saved(found: Found) -> Found:
    """A page that a browser saved has its address in a comment at its beginning."""
    if found.capture.url is not None or b"<!--" not in found.data[:4_096]:
        return found
    saved = _SAVED_FROM.search(found.data[:4_096].decode("utf-8", "replace"))
    capture = msgspec.structs.replace(found.capture, url=saved[1]) if saved else found.capture
    return msgspec.structs.replace(found, capture=capture)


def _decode(found: Found) -> str | None:
    try:
        return decode_page(found.data, found.capture)
    except InputError:
        return None
