"""Two texts side by side, paragraph by paragraph, with the words that only one of them has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.collapse import Passage, align
from sayso.model import ArticleText, Span
from sayso.spans import merge_spans, subtract_spans


class Stretch(NamedTuple):
    """Characters of a paragraph that both texts have, or (`own`) only this one."""

    text: str
    own: bool


class Paragraph(NamedTuple):
    """A paragraph of one of the texts."""

    span: Span
    stretches: tuple[Stretch, ...]


class Pair(NamedTuple):
    """What stands on one line: paragraphs that share words, or one that the other text lacks."""

    left: Paragraph | None
    right: Paragraph | None

    @property
    def is_same(self) -> bool:
        """Whether the two have the same words."""
        sides = (self.left, self.right)
        return all(side is not None and not any(part.own for part in side.stretches) for side in sides)


def line_up(left: ArticleText, right: ArticleText) -> list[Pair]:
    """The paragraphs of both texts (headline and body), each beside the one it shares most with, in the order of both;
    a paragraph that stands elsewhere in the other text has a line of its own."""
    passages = align(right, left)
    ours = _cut_paragraphs(left, [Span(p.original, p.original + p.length) for p in passages])
    theirs = _cut_paragraphs(right, [Span(p.copy, p.copy + p.length) for p in passages])
    partners = _keep_order(_find_partners(ours, theirs, passages))
    return list(_join(ours, theirs, partners))


def _cut_paragraphs(item: ArticleText, shared: Sequence[Span]) -> list[Paragraph]:
    places = [span for span in (item.article.headline, *item.article.body) if span]
    return [Paragraph(place, tuple(_cut(item.text, place, merge_spans(shared)))) for place in sorted(places)]


def _cut(text: str, place: Span, shared: Sequence[Span]) -> Iterator[Stretch]:
    first = bisect_right(shared, place.start, key=lambda span: span.end)
    last = bisect_left(shared, place.end, key=lambda span: span.start)
    own = [span for span in subtract_spans(place, shared[first:last]) if _has_words(text, span)]
    at = place.start
    for span in own:
        if span.start > at:
            yield Stretch(text[at : span.start], own=False)
        yield Stretch(text[span.start : span.end], own=True)
        at = span.end
    if at < place.end:
        yield Stretch(text[at : place.end], own=False)


def _has_words(text: str, span: Span) -> bool:
    return any(sign.isalnum() for sign in text[span.start : span.end])


def _find_partners(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph], passages: Sequence[Passage]
) -> list[tuple[int, int]]:
    """(place in ours, place in theirs) of paragraphs that share most characters with one another."""
    shared: Counter[tuple[int, int]] = Counter()
    for passage in passages:
        distance = passage.original - passage.copy
        for b, part in _list_overlaps(theirs, passage.copy, passage.copy + passage.length):
            for a, both in _list_overlaps(ours, part.start + distance, part.end + distance):
                shared[a, b] += both.end - both.start
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    partners = []
    for (a, b), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if a not in taken_left and b not in taken_right:
            partners.append((a, b))
            taken_left.add(a)
            taken_right.add(b)
    return sorted(partners)


def _list_overlaps(paragraphs: Sequence[Paragraph], start: int, end: int) -> Iterator[tuple[int, Span]]:
    """(place, what of the characters `[start, end)` is in it) of each paragraph that holds some of them."""
    first = bisect_right(paragraphs, start, key=lambda paragraph: paragraph.span.end)
    for place in range(first, len(paragraphs)):
        span = paragraphs[place].span
        if span.start >= end:
            return
        yield place, Span(max(start, span.start), min(end, span.end))


def _keep_order(partners: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most partners that stand in the same order in both texts (longest increasing run)."""
    ends: list[int] = []  # the smallest right place that a run of each length ends with
    runs: list[tuple[int, int]] = []  # (length, index of the partner before), by partner
    last: list[int] = []  # index of the partner that each of `ends` is of
    for index, (_, right) in enumerate(partners):
        length = bisect_left(ends, right)
        runs.append((length, last[length - 1] if length else -1))
        ends[length : length + 1] = [right]
        last[length : length + 1] = [index]
    kept = []
    index = last[-1] if last else -1
    while index >= 0:
        kept.append(partners[index])
        index = runs[index][1]
    return kept[::-1]


def _join(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph], partners: Sequence[tuple[int, int]]
) -> Iterator[Pair]:
    a = b = 0
    for left, right in [*partners, (len(ours), len(theirs))]:
        yield from (Pair(paragraph, None) for paragraph in ours[a:left])
        yield from (Pair(None, paragraph) for paragraph in theirs[b:right])
        if left < len(ours):
            yield Pair(ours[left], theirs[right])
        a, b = left + 1, right + 1
