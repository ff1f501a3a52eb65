"""Words with their places on a sheet → paragraphs in the order in which they are read.

A band of a sheet is what can be read in the same columns: it ends where a line runs across the white space between
them (a headline over two columns). Its columns are read from left to right. Places are in points, from the lower left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_EDGE = 0.12  # share of the height of a sheet, above and below, where running lines stand
_OFTEN = 0.4  # share of the sheets on which a running line stands
_GUTTER = 0.9  # white space between columns, in heights of a line
_SPACE = 1.6  # distance from line to line that ends a paragraph, in usual distances
_INDENT = 0.8  # in heights of a line
_SHORT = 0.85  # share of the width of its column below which a line may be a paragraph's last
_LARGER = 1.2  # size of a heading's line, in that of usual lines
_MOST_HEADING = 200
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|seite|pagina|página|p\.|стр\.|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|sur|из)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_TORN = re.compile(r"([^\W\d_]+)[-‐]$")
_COMPOUND = re.compile(r"[^\W\d_]+[-‐][^\W\d_]+")
_ENDS = (".", "!", "?", "…", ":", "”", '"', "»", "。")
_SOFT = "\u00ad"


class Word(NamedTuple):
    """Characters without space between them."""

    left: float
    right: float
    bottom: float
    top: float
    text: str


class Sheet(NamedTuple):
    """One page of a document, in its own order."""

    width: float
    height: float
    words: tuple[Word, ...]


class Paragraph(NamedTuple):
    """`level` is 0 for running text, else the size of a heading in tenths of that of running text."""

    text: str
    level: int


Row = list[Word]
"""Words on one line, from left to right."""


def lay_out(sheets: Sequence[Sheet]) -> list[Paragraph]:
    """The paragraphs of all sheets. One that goes on in the next column or on the next sheet is one."""
    rows = [_find_rows(sheet.words) for sheet in sheets]
    running = _find_running(sheets, rows)
    columns = [
        column
        for sheet, lines in zip(sheets, rows, strict=True)
        for band in _find_bands([row for row in lines if not _is_running(sheet, row, running, len(sheets))])
        for column in band
    ]
    heights = Counter(round(_height(row), 1) for column in columns for row in column for _ in row)
    usual = heights.most_common(1)[0][0] if heights else 10.0
    compounds = {found for column in columns for row in column for found in _COMPOUND.findall(_text_of(row))}
    paragraphs: list[Paragraph] = []
    for column in columns:
        for paragraph in _find_paragraphs(column, usual, compounds):
            if paragraphs and _goes_on(paragraphs[-1], paragraph):
                joined = _join(paragraphs.pop().text, paragraph.text, compounds)
                paragraph = Paragraph(joined, 0)
            paragraphs.append(paragraph)
    return [Paragraph(paragraph.text.replace(_SOFT, ""), paragraph.level) for paragraph in paragraphs]


# --- rows -------------------------------------------------------------------------------------------------------------


def _find_rows(words: Iterable[Word]) -> list[Row]:
    """Words whose middles are at one height, from the top."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (-(word.bottom + word.top), word.left)):
        middle = (word.bottom + word.top) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row) for row in rows]


def _height(row: Row) -> float:
    return median(word.top - word.bottom for word in row)


def _text_of(row: Row) -> str:
    return " ".join(word.text for word in row)


def _zone(sheet: Sheet, row: Row) -> int:
    """1 at the upper edge of a sheet, -1 at the lower one, 0 between."""
    if row[0].bottom > sheet.height * (1 - _EDGE):
        return 1
    return -1 if row[0].top < sheet.height * _EDGE else 0


def _find_running(sheets: Sequence[Sheet], rows: Sequence[list[Row]]) -> set[tuple[int, str]]:
    """Lines, figures apart, that stand at the same edge of many sheets."""
    counts: Counter[tuple[int, str]] = Counter()
    for sheet, lines in zip(sheets, rows, strict=True):
        counts.update({(zone, _fold(row)) for row in lines if (zone := _zone(sheet, row))})
    least = max(2, _OFTEN * len(sheets))
    return {line for line, count in counts.items() if count >= least}


def _fold(row: Row) -> str:
    return _DIGITS.sub("#", _text_of(row).casefold())


def _is_running(sheet: Sheet, row: Row, running: set[tuple[int, str]], sheets: int) -> bool:
    zone = _zone(sheet, row)
    if not zone:
        return False
    return (zone, _fold(row)) in running or (sheets > 1 and _NUMBER.fullmatch(_text_of(row)) is not None)


# --- columns ----------------------------------------------------------------------------------------------------------


def _find_bands(rows: Sequence[Row]) -> Iterator[list[list[Row]]]:
    """The columns of each band, from left to right, with their rows."""
    band: list[Row] = []
    edges: list[tuple[float, float]] = []
    for row in rows:
        own = _cover(row, _height(row) * _GUTTER)
        both = _merge([*edges, *own])
        if band and len(both) < max(len(edges), len(own)) and len(both) == 1:
            yield _cut_band(band, edges)
            band, both = [], own
        band.append(row)
        edges = both
    if band:
        yield _cut_band(band, edges)


def _cover(row: Row, gutter: float) -> list[tuple[float, float]]:
    """Where the row stands, as intervals with a gutter's width between them."""
    half = gutter / 2
    return _merge((word.left - half, word.right + half) for word in row)


def _merge(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(intervals):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _cut_band(rows: Sequence[Row], edges: Sequence[tuple[float, float]]) -> list[list[Row]]:
    columns: list[list[Row]] = [[] for _ in edges]
    for row in rows:
        for column, (left, right) in zip(columns, edges, strict=True):
            part = [word for word in row if left <= (word.left + word.right) / 2 <= right]
            if part:
                column.append(part)
    return columns


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _find_paragraphs(rows: Sequence[Row], usual: float, compounds: set[str]) -> Iterator[Paragraph]:
    """The paragraphs of one column."""
    left = min((row[0].left for row in rows), default=0.0)
    right = max((row[-1].right for row in rows), default=0.0)
    gaps = [above[0].bottom - below[0].bottom for above, below in pairwise(rows)]
    usual_gap = median(gaps) if gaps else 0.0
    text, level = "", 0
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else None
        own = _level(row, usual)
        if above is not None and (
            own != level
            or above[0].bottom - row[0].bottom > _SPACE * max(usual_gap if not own else 0.0, _height(row))
            or (not own and _begins(row, above, left, right, usual))
        ):
            yield Paragraph(text, level if len(text) <= _MOST_HEADING else 0)
            text = ""
        text = _join(text, _text_of(row), compounds)
        level = own
    if text:
        yield Paragraph(text, level if len(text) <= _MOST_HEADING else 0)


def _level(row: Row, usual: float) -> int:
    size = _height(row) / usual
    return round(size * 10) if size >= _LARGER else 0


def _begins(row: Row, above: Row, left: float, right: float, usual: float) -> bool:
    """Whether a line begins a paragraph: it is indented, or the one above is short and ends a sentence."""
    if row[0].left - left > _INDENT * usual and above[0].left - left <= _INDENT * usual:
        return True
    return above[-1].right - left < _SHORT * (right - left) and above[-1].text.endswith(_ENDS)


def _goes_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph that stands below a break of column or sheet is the rest of the one above."""
    if above.level or below.level or not above.text or not below.text:
        return False
    return below.text[0].islower() and not above.text.endswith(_ENDS)


def _join(above: str, below: str, compounds: set[str]) -> str:
    """Two lines as one. A word torn by a hyphen is joined; a compound keeps the hyphen that it has elsewhere."""
    if not above:
        return below
    if above.endswith(_SOFT):
        return above[:-1] + below
    torn = _TORN.search(above)
    rest = re.match(r"[^\W\d_]+", below)
    if torn is None or rest is None or not rest[0][0].islower():
        return f"{above} {below}"
    if f"{torn[1]}-{rest[0]}" in compounds:
        return above + below
    return above[:-1] + below
