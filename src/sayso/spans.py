"""Offset arithmetic, in one place. A span is half open and into a page's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.model import ArticleText, Span


def slice_text(text: str, spans: Iterable[Span], joint: str = " … ") -> str:
    """The words of the spans; parts that do not touch are joined by `joint`."""
    return joint.join(text[span.start : span.end] for span in spans)


def trim_span(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its edges, or None where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def find_article(articles: Iterable[ArticleText], page: str, start: int) -> str | None:
    """The article in which this character of a page stands."""
    own = (item.article for item in articles if item.article.page == page)
    return next((article.id for article in own if article.block.start <= start < article.block.end), None)


def overlaps(a: Span, b: Span) -> bool:
    """Whether the two share a character."""
    return a.start < b.end and b.start < a.end


def contains(outer: Span, inner: Span) -> bool:
    """Whether each character of `inner` is in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as sorted spans that neither overlap nor touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def subtract_spans(span: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of `span` without the characters of `taken`."""
    left: list[Span] = []
    start = span.start
    for other in merge_spans(taken):
        if other.end <= start:
            continue
        if other.start >= span.end:
            break
        if other.start > start:
            left.append(Span(start, other.start))
        start = max(start, other.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return tuple(left)


def shift_spans(spans: Iterable[Span], offset: int) -> tuple[Span, ...]:
    """The spans, moved by `offset` characters."""
    return tuple(Span(span.start + offset, span.end + offset) for span in spans)
