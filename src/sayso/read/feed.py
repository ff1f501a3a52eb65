"""Feeds (RSS, Atom, JSON Feed) → entries, and one entry → its page.

A feed is cut into one document an entry: a feed of the same kind that holds what names the feed and this entry, each as
it was found. So an entry that stays while the feed goes on is the same page, and is read from its own bytes alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.errors import InputError, UnreadableError
from sayso.model import Capture, Discard, Found, Page
from sayso.read import page_id
from sayso.read.entry import Entry, make_entry_page
from sayso.read.json_feed import cut_json, read_json
from sayso.read.rss import cut_xml, read_xml

_BEGINNING = 1_024  # bytes by which JSON is told from XML


def cut_feed(text: str, path: str, capture: Capture) -> Iterator[Found | Discard]:
    """Each entry as a page of its own; those without text as discards.

    Raises:
        UnreadableError: it is no feed, or holds no entry; or it breaks off, after the entries that stand before.
        TooLargeError: it has more elements than any feed.
    """
    return name_documents(cut_documents(text), path, capture)


def name_documents(documents: Iterable[bytes], path: str, capture: Capture) -> Iterator[Found | Discard]:
    """The documents of a feed's entries as pages. Raises what `cut_feed` raises."""
    count = 0
    for count, data in enumerate(documents, start=1):
        (entry,) = read_entries(data.decode(), capture.url)
        yield make_found(data, entry, f"{path}#{entry.id or entry.link or count}", capture)
    if not count:
        raise UnreadableError("this feed holds no entry.")


def open_documents(file: BinaryIO, *, max_bytes: int) -> Iterator[bytes] | None:
    """The same documents, of a file that need not be held whole; None where it must be.

    Raises:
        UnreadableError: it declares entities, or is nested too deeply.
        TooLargeError: one of its parts is larger than `max_bytes`.
    """
    if _is_json(file.read(_BEGINNING).decode("utf-8-sig", "replace")):
        from sayso.read.json_feed_stream import stream_json, survey_json

        items = survey_json(file, max_bytes=max_bytes)
        return stream_json(file, items, max_bytes=max_bytes) if items else None
    from sayso.read.feed_stream import stream_documents, survey_feed

    entries = survey_feed(file, max_bytes=max_bytes)
    return stream_documents(file, entries, max_bytes=max_bytes) if entries else None


def cut_documents(text: str) -> Iterator[bytes]:
    """One document for each entry of a feed. Raises what `cut_xml` and `cut_json` raise."""
    return cut_json(text) if _is_json(text) else cut_xml(text)


def read_entries(text: str, address: str | None) -> list[Entry]:
    """What the entries of a feed found at this address say. Raises what `read_xml` and `read_json` raise."""
    return read_json(text, address) if _is_json(text) else read_xml(text, address)[1]


def make_found(data: bytes, entry: Entry, name: str, capture: Capture) -> Found | Discard:
    """The document of an entry with its capture; a discard where the entry has no text."""
    if not entry.has_text:
        return Discard(input=name, station="read", reason=f"{name}: this entry has no text of its own.")
    place = None if entry.link else name
    own = Capture(page=page_id(data), path=place, url=entry.link, retrieved=capture.retrieved, container=name)
    return Found(capture=own, data=data)


def read_entry(page: str, text: str, capture: Capture) -> Page:
    """The page with this id, from the document of one entry: its headline, then its content.

    Raises:
        UnreadableError: it cannot be parsed, has not exactly one entry, or one without text.
        TooLargeError: it has more elements than any feed.
    """
    try:
        entries = read_entries(text, None)  # what was relative to the feed's address is absolute in the capture
    except InputError as error:
        raise type(error)(f"{capture.place}: {error}") from error
    if len(entries) != 1:
        raise UnreadableError(f"{capture.place} is a feed of {len(entries)} entries, not one; add it as a file.")
    return make_entry_page(page, entries[0], capture)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")
