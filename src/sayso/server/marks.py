"""A page's text with findings marked: the text is cut wherever a mark begins or ends, and each piece bears all marks
that lie on it. Nothing is added to the text: the pieces, one after the other, are the text again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class Layer(StrEnum):
    """What kind of mark it is; each can be switched on and off. The values are names of CSS classes."""

    HEADLINE = "headline"
    CREDIT = "credit"
    BODY = "body"
    REPEAT = "repeat"
    FURNITURE = "furniture"
    NEIGHBOUR = "neighbour"  # another article of the page
    TELLS = "tells"  # contents of statements, by what the speaker does
    DISPUTES = "disputes"
    WARNS = "warns"
    ASKS = "asks"
    PROMISES = "promises"
    SOURCE = "source"
    CUE = "cue"
    VIA = "via"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"  # of people, organisations, places
    DIFFERENCE = "difference"
    REMARK = "remark"  # what people wrote beside words
    CITED = "cited"  # the words that a link pointed at


class Mark(NamedTuple):
    """The characters `[start, end)` bear this layer's mark; `note` is the number of the note that says why."""

    start: int
    end: int
    layer: Layer
    note: int


class Piece(NamedTuple):
    """Characters that all bear the same marks."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[int, ...]  # notes whose first mark begins here
    control: str | None  # the name of the invisible sign that the piece consists of

    @property
    def classes(self) -> str:
        """The layers on the piece, for CSS."""
        return " ".join(dict.fromkeys(mark.layer.value for mark in self.marks))

    @property
    def reasons(self) -> str:
        """`layer:note` of each mark, for scripts and tests."""
        return " ".join(f"{mark.layer.value}:{mark.note}" for mark in self.marks)


class Line(NamedTuple):
    """A line of the text with the newline that ends it, or a run of newlines (`blank`)."""

    pieces: tuple[Piece, ...]
    blank: bool


_LINE = re.compile(r"\n+|[^\n]+\n?")
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Signs that cannot be seen but change what is: among them those that turn the direction of writing."""


def cut_text(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The characters `[start, end)` of the text as lines of pieces. A mark of no length is a place: its note begins
    there, on no character."""
    end = len(text) if end is None else min(end, len(text))
    kept = sorted(m for m in marks if m.start < end and (m.end > start or m.start == m.end >= start))
    first = _find_beginnings(kept, start)
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text, start, end)]
    stretches = iter(_cut_stretches(text, kept, start, end, {at for line in lines for at in line}))
    for line_start, line_end in lines:
        pieces = []
        for at, upto, active in stretches:
            pieces.append(_make_piece(text, at, upto, active, first))
            if upto == line_end:
                break
        yield Line(tuple(pieces), blank=not text[line_start:line_end].strip("\n"))


def _find_beginnings(marks: Sequence[Mark], start: int) -> dict[int, tuple[int, ...]]:
    """Position → the notes whose first mark is there; a mark that begins before the window is there at its start."""
    places: dict[int, int] = {}
    for mark in marks:
        places.setdefault(mark.note, max(mark.start, start))
    beginnings: dict[int, tuple[int, ...]] = {}
    for note, place in sorted(places.items()):
        beginnings[place] = (*beginnings.get(place, ()), note)
    return beginnings


def _cut_stretches(
    text: str, marks: Sequence[Mark], start: int, end: int, borders: set[int]
) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """(start, end, marks) of each stretch within which nothing changes. `marks` are sorted."""
    controls = [match.start() for match in _CONTROL.finditer(text, start, end)]
    cuts = {at for mark in marks for at in (mark.start, mark.end) if start < at < end}
    cuts.update(borders, controls, (min(at + 1, end) for at in controls))
    places = sorted({start, end, *cuts})
    active: list[Mark] = []
    waiting = 0
    for at, upto in pairwise(places):
        active = [mark for mark in active if mark.end > at]
        while waiting < len(marks) and marks[waiting].start <= at:
            if marks[waiting].end > at:
                active.append(marks[waiting])
            waiting += 1
        yield at, upto, tuple(active)


def _make_piece(text: str, start: int, end: int, active: tuple[Mark, ...], first: dict[int, tuple[int, ...]]) -> Piece:
    words = text[start:end]
    control = name_control(words) if len(words) == 1 and _CONTROL.match(words) else None
    return Piece(start, words, active, first.get(start, ()), control)


def name_control(sign: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def hide_controls(text: str) -> str:
    """A piece of a line with its invisible signs replaced by a visible one; blanks stay where they are."""
    return _CONTROL.sub("\ufffd", re.sub(r"\s+", " ", text))


def fold_line(text: str, most: int = 400) -> str:
    """Text of a page as one line of the interface: white space folded, invisible signs replaced by a visible one, cut
    at `most` characters."""
    head = " ".join(text[: 4 * most].split())
    shown = _CONTROL.sub("\ufffd", head)
    return shown if len(shown) <= most and len(text) <= 4 * most else shown[:most].rstrip() + "…"
