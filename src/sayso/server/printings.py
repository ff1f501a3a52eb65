"""Where a copy's words differ from its original's, and the tree of a work's printings."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sayso.collapse import Passage, align
from sayso.dossier import Dossier
from sayso.model import ArticleText, Edge, Relation, Span, Work
from sayso.spans import subtract_spans, trim_span

SHORTEST = 2
"""Characters: what differs by less is a sign, not words."""


class Missing(NamedTuple):
    """Words of the original that the copy lacks: they would stand before character `at` of the copy's page."""

    at: int
    spans: tuple[Span, ...]  # in the original's page


class Differences(NamedTuple):
    """What a copy adds to its original's text, and what it lacks."""

    original: str
    added: tuple[Span, ...]
    missing: tuple[Missing, ...]


def compare_to_original(article: str, dossier: Dossier) -> Differences | None:
    """None where the article is the original, or nobody knows which printing is."""
    original = dossier.work_of(article).original
    if original is None or original == article or original not in dossier.articles:
        return None
    copy, first = dossier.articles[article], dossier.articles[original]
    passages = align(copy, first)
    return Differences(original, _find_added(copy, passages), tuple(_find_missing(copy, first, passages)))


def _find_added(copy: ArticleText, passages: Sequence[Passage]) -> tuple[Span, ...]:
    same = [Span(p.copy, p.copy + p.length) for p in passages]
    left = (span for part in copy.article.body for span in subtract_spans(part, same))
    return tuple(span for span in (_keep_words(copy.text, span) for span in left) if span)


def _find_missing(copy: ArticleText, first: ArticleText, passages: Sequence[Passage]) -> Iterator[Missing]:
    """What stands between the same two words of the copy is told as one."""
    by_original = sorted(passages, key=lambda p: p.original)
    same = [Span(p.original, p.original + p.length) for p in by_original]
    left = (span for part in first.article.body for span in subtract_spans(part, same))
    words = (span for span in (_keep_words(first.text, span) for span in left) if span)
    for at, spans in groupby(words, key=lambda span: _place_in_copy(span, by_original, copy)):
        yield Missing(at, tuple(spans))


def _place_in_copy(span: Span, by_original: Sequence[Passage], copy: ArticleText) -> int:
    index = bisect_right(by_original, span.start, key=lambda p: p.original) - 1
    if index >= 0:
        return by_original[index].copy + by_original[index].length
    return copy.article.body[0].start if copy.article.body else copy.article.block.start


def _keep_words(text: str, span: Span) -> Span | None:
    """The span without white space at its edges; None where no word is in it."""
    trimmed = trim_span(text, span.start, span.end)
    words = text[trimmed.start : trimmed.end] if trimmed else ""
    return trimmed if sum(sign.isalnum() for sign in words) >= SHORTEST else None


class Copy(NamedTuple):
    """One printing in the tree of its work, with those that were copied from it."""

    article: str
    relation: Relation
    because: str | None
    copies: tuple[Copy, ...]


def grow_tree(work: Work, edges: Iterable[Edge]) -> tuple[Copy, ...]:
    """The printings of a work: each under the one it is closest to, the original at the root. Where no original is
    known, all stand side by side."""
    if work.original is None:
        return tuple(Copy(p.article, p.relation, None, ()) for p in work.articles)
    members = {printing.article for printing in work.articles}
    ties: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge in edges:
        if edge.score > 0 and edge.a in members and edge.b in members:
            ties[edge.a][edge.b] = ties[edge.b][edge.a] = edge
    children: dict[str, list[str]] = defaultdict(list)
    for article, parent in sorted(_choose_parents(work.original, members, ties).items()):
        children[parent].append(article)
    relations = {printing.article: printing.relation for printing in work.articles}

    def grow(article: str, parent: str | None) -> Copy:
        edge = ties[article].get(parent or "")
        below = tuple(grow(child, article) for child in children[article])
        return Copy(article, relations[article], edge.because if edge else None, below)

    return (grow(work.original, None),)


def _choose_parents(root: str, members: set[str], ties: Mapping[str, Mapping[str, Edge]]) -> dict[str, str]:
    """Article → the printing that it is put under, so that the ties in the tree are the closest there are."""
    parents: dict[str, str] = {}
    placed, waiting = {root}, [(-edge.score, article, root) for article, edge in ties.get(root, {}).items()]
    heapq.heapify(waiting)
    while waiting:
        _, article, parent = heapq.heappop(waiting)
        if article not in placed:
            placed.add(article)
            parents[article] = parent
            for other, edge in ties[article].items():
                heapq.heappush(waiting, (-edge.score, other, article))
    return {**dict.fromkeys(members - placed, root), **parents}
