"""Which characters of a text stand in quotation marks: curly, straight, single, angular, corners and ``…''.

One shape opens in one language and closes in another: “…” and „…“, «…» and »…«, ”…”. A mark closes what was opened by
its partner; where nothing of that kind is open, its shape or the blanks beside it say what it does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.model import Span

LONGEST = 1500  # characters; a mark that is not closed within them ends with its paragraph
SHORT_SINGLE = 60  # characters a single-quoted phrase without a comma or full stop before its end may have
_DOUBLE = re.compile("[“”„«»\"「」『』]|``|''")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "``": "''"}
_OPENING = frozenset("“«„「『") | {"``"}
_CLOSING = frozenset("」』") | {"''"}
_SINGLE_OPEN = re.compile(r"['‘](?<![^\s(\[—–-].)(?=[^\W\d_])")  # a mark first: only marks are looked at
_SINGLE_CLOSE = re.compile(r"['’](?<=\S.)(?![^\W_'])")


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The quoted stretches of the paragraphs, marks included, sorted and apart.

    A quotation may run over several paragraphs; one that is opened anew before it was closed (each paragraph of a long
    quotation begins with a mark) ends with the paragraph in which it began.
    """
    doubles = list(_pair_doubles(text, paragraphs))
    singles = [
        quotation
        for paragraph in paragraphs
        for quotation in _pair_singles(text, paragraph)
        if not _stands_among(quotation, doubles)
    ]
    return sorted(doubles + singles)


def _stands_among(quotation: Span, others: Sequence[Span]) -> bool:
    """Whether it shares a character with one of the others, which are sorted and apart."""
    before = bisect_left(others, quotation.end, key=lambda other: other.start) - 1
    return before >= 0 and others[before].end > quotation.start


class _Opened(NamedTuple):
    """A mark that opened a quotation: where it stands, where its paragraph ends, its shape ("" if none is open)."""

    start: int
    paragraph_end: int
    shape: str


_NONE = _Opened(0, 0, "")


def _pair_doubles(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    opened = _NONE
    for paragraph in paragraphs:
        for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
            if opened.shape and mark.end() - opened.start > LONGEST:
                yield from _leave_open(opened, mark.start())
                opened = _NONE
            if opened.shape == "「" and mark.group() in "『』":
                continue
            if _opens(text, mark, opened.shape):
                yield from _leave_open(opened, mark.start())
                opened = _Opened(mark.start(), paragraph.end, mark.group())
            elif opened.shape:
                yield Span(opened.start, mark.end())
                opened = _NONE
    yield from _leave_open(opened, len(text))


def _leave_open(opened: _Opened, end: int) -> Iterator[Span]:
    """What a mark quotes that is never closed: the rest of its paragraph; nothing where its shape mostly closes."""
    if opened.shape and opened.shape not in "”»":
        yield Span(opened.start, min(opened.paragraph_end, opened.start + LONGEST, end))


def _opens(text: str, mark: re.Match[str], opener: str) -> bool:
    """Whether a mark opens a quotation, where `opener` opened one ("" if none is open): by its partner, by its shape,
    else by the blanks beside it, else by turns."""
    shape = mark.group()
    if shape in _CLOSERS.get(opener, ""):
        return False
    if shape in _OPENING or shape in _CLOSING:
        return shape in _OPENING
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    blank_before = not before or before.isspace() or before in "([—–"
    blank_after = not after or after.isspace() or after in ".,;:?!)]"
    return blank_before if blank_before != blank_after else not opener


def _pair_singles(text: str, paragraph: Span) -> Iterator[Span]:
    position = paragraph.start
    while (opening := _SINGLE_OPEN.search(text, position, paragraph.end)) is not None:
        end = _close_single(text, opening.start(), min(paragraph.end, opening.start() + LONGEST))
        if end is not None:
            yield Span(opening.start(), end)
        position = end or opening.end()


def _close_single(text: str, start: int, limit: int) -> int | None:
    """Where a single-quoted stretch ends: at a mark after a comma or full stop, or soon; None for an apostrophe."""
    for mark in _SINGLE_CLOSE.finditer(text, start + 1, limit):
        before = text[mark.start() - 1]
        if before in ",.?!…" or (before != "s" and mark.start() - start <= SHORT_SINGLE):
            return mark.end()
    return None
