"""A JSON Feed of any size → a document an item, without holding the feed: well-formed and in UTF-8.

The file is read twice: what names a feed may stand below its items, and that it is well-formed shows at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from sayso.errors import TooLargeError
from sayso.read.json_feed import HEAD, cut_item, keep_head
from sayso.read.json_stream import JsonStream

ITEMS = "items"


class JsonSurvey(NamedTuple):
    """What names a feed that was read to its end, and which of its members is the list of its items."""

    head: dict[str, Any]
    place: int


class _Member(NamedTuple):
    """A member of the feed, by its place; of the list of items first an empty list, then each item."""

    place: int
    name: str
    value: Any
    is_item: bool = False


def survey_json(file: BinaryIO, *, max_bytes: int) -> JsonSurvey | None:
    """What names a feed, and where its items stand; None where it cannot be read as a stream: it is no JSON, in another
    charset, or holds no list of items.

    Raises:
        TooLargeError: one of its parts is larger than `max_bytes`.
    """
    known: dict[str, Any] = {}
    place: int | None = None
    try:
        for member in _read_members(file, max_bytes):
            if member.name in HEAD:
                known[member.name] = member.value
            elif member.name == ITEMS and not member.is_item:
                place = member.place if isinstance(member.value, list) else None
    except (ValueError, RecursionError):
        return None
    return None if place is None else JsonSurvey(keep_head(known), place)


def stream_json(file: BinaryIO, survey: JsonSurvey, *, max_bytes: int) -> Iterator[bytes]:
    """A feed of one item for each item, as `cut_json` makes them."""
    for member in _read_members(file, max_bytes):
        if member.is_item and member.place == survey.place and isinstance(member.value, dict):
            yield cut_item(survey.head, member.value)


def _read_members(file: BinaryIO, max_bytes: int) -> Iterator[_Member]:
    """The members of the object that the file is.

    Raises:
        ValueError: it is no JSON, or no UTF-8.
        TooLargeError: a member or an item is too large.
        RecursionError: it is nested too deeply.
    """
    file.seek(0)
    stream = JsonStream(file, max_bytes, "strict")
    try:
        for place, _ in enumerate(_read_row(stream, "{", "}")):
            if stream.peek() != '"':
                raise ValueError("a member has no name")
            name = stream.read_value()
            stream.take(":")
            if name != ITEMS or stream.peek() != "[":
                yield _Member(place, name, stream.read_value())
                continue
            yield _Member(place, name, [])
            for _ in _read_row(stream, "[", "]"):
                yield _Member(place, name, stream.read_value(), is_item=True)
    except TooLargeError as error:
        raise TooLargeError(f"one of its parts is larger than {max_bytes:,} bytes.") from error
    if stream.peek():
        raise ValueError("more stands behind the feed")


def _read_row(stream: JsonStream, opening: str, closing: str) -> Iterator[None]:
    """Halts before each of the values between two brackets, for the caller to read it."""
    stream.take(opening)
    if stream.peek() == closing:
        stream.take(closing)
        return
    while True:
        yield
        if stream.take("," + closing) == closing:
            return
