"""Where a copy's words differ from its original's, and the tree of a work's printings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    span: Span  # in the original's page
    words: str


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


def _find_missing(copy: ArticleText, first: ArticleText, passages: Sequence[Passage]) -> Iterable[Missing]:
    same = [Span(p.original, p.original + p.length) for p in passages]
    by_original = sorted(passages, key=lambda p: p.original)
    body = copy.article.body
    for part in first.article.body:
        for left in subtract_spans(part, same):
            span = _keep_words(first.text, left)
            if span:
                before = [p for p in by_original if p.original + p.length <= span.start]
                at = before[-1].copy + before[-1].length if before else body[0].start if body else 0
                yield Missing(at, span, first.text[span.start : span.end])


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
    between = {frozenset((edge.a, edge.b)): edge for edge in edges if edge.score > 0}
    if work.original is None:
        return tuple(Copy(p.article, p.relation, None, ()) for p in work.articles)
    parents = _choose_parents(work, between)
    return (_grow(work.original, work, parents, between),)


def _choose_parents(work: Work, between: dict[frozenset[str], Edge]) -> dict[str, str]:
    """Article → the printing that it is put under: its closest among those already in the tree."""
    placed, parents = [str(work.original)], {}
    waiting = sorted(p.article for p in work.articles if p.article != work.original)
    while waiting:
        ties = [
            (edge.score, other == work.original, article, other)
            for article in waiting
            for other in placed
            if (edge := between.get(frozenset((article, other))))
        ]
        _, _, article, other = max(ties, default=(0.0, True, waiting[0], str(work.original)))
        parents[article] = other
        placed.append(article)
        waiting.remove(article)
    return parents


def _grow(article: str, work: Work, parents: dict[str, str], between: dict[frozenset[str], Edge]) -> Copy:
    relation = next(p.relation for p in work.articles if p.article == article)
    edge = between.get(frozenset((article, parents.get(article, ""))))
    children = tuple(_grow(a, work, parents, between) for a, parent in parents.items() if parent == article)
    return Copy(article, relation, edge.because if edge else None, children)
