"""A file → the pages in it. Most files are one page; a WARC or a feed holds many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import InputError, TooLargeError
from sayso.model import Capture, Discard, Found
from sayso.read import page_id
from sayso.read.kinds import SNIFFED, is_feed, is_warc, may_be_feed
from sayso.read.text import decode_page


def open_container(file: BinaryIO, path: str, *, max_bytes: int) -> Iterator[Found | Discard]:
    """The pages in a file, each with its bytes and where it was found; and why other parts of the file are none. A WARC
    may be of any size; its pages, and every other file, have `max_bytes` at most.

    Raises:
        TooLargeError: the file is larger.
        OSError: it cannot be read.
    """
    head = file.read(SNIFFED)
    file.seek(0)
    if is_warc(head):
        from sayso.read.warc import read_warc

        for part in read_warc(file, path, max_bytes=max_bytes):
            yield from _open_page(part) if isinstance(part, Found) else (part,)
        return
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(
            f"{path}: larger than {max_bytes:,} bytes. Split it, or raise the limit with SAYSO_PAGE_BYTES."
        )
    yield from _open_page(Found(capture=Capture(page=page_id(data), path=path), data=data))


def _open_page(found: Found) -> Iterator[Found | Discard]:
    """The entries of a feed; any other page as it is, whether it can be read or not."""
    text = _decode_feed(found) if may_be_feed(found.data) else None
    if text is None:
        yield found
        return
    from sayso.read.feed import cut_feed

    place = found.capture.container or found.capture.place
    try:
        yield from cut_feed(text, place, found.capture)
    except InputError as error:
        yield Discard(input=place, station=error.station, reason=f"{place}: {error}")


def _decode_feed(found: Found) -> str | None:
    try:
        text = decode_page(found.data, found.capture)
    except InputError:
        return None
    return text if is_feed(text) else None
