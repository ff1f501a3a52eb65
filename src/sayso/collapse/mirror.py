"""Ties the words of a copy to the same words of its original, character by character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from sayso.match.passages import Run, find_shared
from sayso.match.readings import read_words
from sayso.model import ArticleText, Edge, Finding, Span, Statement

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
_REACH = 3  # signs before and after a word that a passage may take in: quotation marks, brackets, full stops
_SLACK = 2  # characters by which a span may reach beyond a passage: the full stop where the original has a comma
Places = Sequence[tuple[int, int]]
SAME_WORDS = 0.8  # of the characters of two findings that tell the same


class Passage(NamedTuple):
    """`length` characters that are the same, but for the shape of quotation marks and dashes, in copy and original."""

    copy: int
    original: int
    length: int


def align(copy: ArticleText, original: ArticleText) -> list[Passage]:
    """The passages of the copy's body that stand in the original's, by their place in the copy; none overlap there."""
    ours, theirs = read_words(copy), read_words(original)
    runs = find_shared(ours, theirs)
    places = (ours.places, theirs.places) if runs else ([], [])
    passages: list[Passage] = []
    for run in runs:
        for passage in _split_run(run, *places):
            floor = passages[-1].copy + passages[-1].length if passages else 0
            passages.append(_widen(passage, copy.text, original.text, floor))
    return passages


def _split_run(run: Run, ours: Places, theirs: Places) -> Iterable[Passage]:
    """The run's words as stretches within which copy and original keep the same distance."""
    pairs = list(zip(ours[run.a : run.a + run.length], theirs[run.b : run.b + run.length], strict=True))
    for distance, stretch in groupby(pairs, key=lambda pair: pair[1][0] - pair[0][0]):
        words = [word for word, _ in stretch]
        yield Passage(words[0][0], words[0][0] + distance, words[-1][1] - words[0][0])


def _widen(passage: Passage, ours: str, theirs: str, floor: int) -> Passage:
    """Take in the marks that stand beside the words in both texts."""
    start, other, end = passage.copy, passage.original, passage.copy + passage.length
    while start > max(floor, passage.copy - _REACH) and other > 0 and _is_same_mark(ours[start - 1], theirs[other - 1]):
        start, other = start - 1, other - 1
    far = other + end - start
    limit = min(len(ours), end + _REACH)
    while end < limit and far < len(theirs) and _is_same_mark(ours[end], theirs[far]):
        end, far = end + 1, far + 1
    return Passage(start, other, end - start)


def _is_same_mark(a: str, b: str) -> bool:
    return not a.isalnum() and not a.isspace() and a.translate(STRAIGHT) == b.translate(STRAIGHT)


def mirror_spans(spans: Sequence[Span], passages: Sequence[Passage]) -> tuple[Span, ...] | None:
    """The same words in the original; None where not every span begins and ends in a passage."""
    mirrored = [mirror_span(span, passages) for span in spans]
    return None if None in mirrored else tuple(span for span in mirrored if span is not None)


def mirror_span(span: Span, passages: Sequence[Passage]) -> Span | None:
    """The span in the original. Its two ends may lie in neighbouring passages (a word was edited between them)."""
    first, last = _find_passage(span.start, passages), _find_passage(span.end - 1, passages, slack=_SLACK)
    if first is None or last is None:
        return None
    start = span.start + first.original - first.copy
    end = span.end + last.original - last.copy
    length = span.end - span.start
    is_close = abs(end - start - length) <= max(8, length // 4)
    return Span(start, end) if start < end and is_close else None


def _find_passage(position: int, passages: Sequence[Passage], slack: int = 0) -> Passage | None:
    index = bisect_right(passages, position, key=lambda passage: passage.copy) - 1
    if index < 0:
        return None
    passage = passages[index]
    return passage if position < passage.copy + passage.length + slack else None


def tie_findings(ours: Iterable[Finding], theirs: Iterable[Finding], passages: Sequence[Passage]) -> list[Edge]:
    """A "mirror" edge from each finding of the copy to the one of the same kind on the same words of the original.

    The words may differ at an edge (a comma, "on Monday"), as long as most of them are the same.
    """
    originals: dict[type[Finding], list[tuple[str, tuple[Span, ...]]]] = {}
    for finding in theirs:
        originals.setdefault(type(finding), []).append((finding.id, _list_spans(finding)))
    edges = []
    for finding in ours:
        spans = mirror_spans(_list_spans(finding), passages)
        twin = _find_twin(spans, originals.get(type(finding), ())) if spans else None
        if twin is not None:
            because = "The same words stand in the original."
            edges.append(Edge(kind="mirror", a=finding.id, b=twin, score=1.0, because=because))
    return edges


def _find_twin(spans: Sequence[Span], candidates: Sequence[tuple[str, tuple[Span, ...]]]) -> str | None:
    """The candidate on most of the same characters."""
    shares = [(_share_characters(spans, other), name) for name, other in candidates]
    best, name = max(shares, default=(0.0, ""))
    return name if best >= SAME_WORDS else None


def _share_characters(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters in both over characters in either; the spans of each are apart."""
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    either = sum(span.end - span.start for span in (*a, *b)) - both
    return both / either if either else 0.0


def _list_spans(finding: Finding) -> tuple[Span, ...]:
    return finding.content if isinstance(finding, Statement) else (Span(finding.start, finding.end),)
