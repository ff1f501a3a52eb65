"""The other printings of an article's text: who shows them, by what way they came, and why the two are one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sayso.archive.dossiers import add_facts, read_articles, read_captures
from sayso.collapse.testimony import read_testimony
from sayso.model import ArticleText, Edge, Record, Relation, Span, Work
from sayso.store import Store

MOST_SHOWN = 100
"""Other printings of one text that are listed, those tied to the article itself before those tied through others."""


class Tie(Record, frozen=True):
    """Another printing of an article's text, and what says that the two are one."""

    article: str
    relation: Relation  # in the work
    way: tuple[str, ...]  # from who shows it to whose it is, as its page says: carrier, outlet, wire
    place: str
    because: str | None = None  # None: others of the work stand between the two
    is_shorter: bool = False  # than the article: what `because` calls "its" words are this printing's
    passages: tuple[tuple[Span, Span], ...] = ()  # the longest that both have: in the article, in this printing


class Printings(Record, frozen=True):
    """The work that an article belongs to, and its other printings."""

    work: str
    original: str | None
    because: str | None
    way: tuple[str, ...]  # of the article itself
    others: tuple[Tie, ...]
    unlisted: int = 0  # further printings


def list_printings(store: Store, article: str) -> Printings | None:
    """The printings of this article's text; None where it is gathered no more. Call it inside a snapshot."""
    work = next(iter(store.works([article])), None)
    if work is None:
        return None
    edges = {edge.b if edge.a == article else edge.a: edge for edge in store.edges("copy", [article])}
    others = sorted((p.article for p in work.articles if p.article != article), key=lambda a: (a not in edges, a))
    shown = others[:MOST_SHOWN]
    items = add_facts(store, list(read_articles(store, [article, *shown]).values()))
    ways = {name: read_testimony(item).chain for name, item in items.items()}
    return Printings(
        work=work.id,
        original=work.original,
        because=work.because,
        way=ways[article],
        others=tuple(_list_ties(store, article, work, items, ways, edges, shown)),
        unlisted=len(others) - len(shown),
    )


def _list_ties(
    store: Store,
    article: str,
    work: Work,
    items: Mapping[str, ArticleText],
    ways: Mapping[str, tuple[str, ...]],
    edges: Mapping[str, Edge],
    shown: Iterable[str],
) -> Iterable[Tie]:
    relations = {printing.article: printing.relation for printing in work.articles}
    pages = sorted({item.article.page for item in items.values()})
    captures = read_captures(store, pages)
    for other in shown:
        tie = Tie(other, relations[other], ways[other], captures[items[other].article.page].place)
        edge = edges.get(other)
        yield _explain_tie(tie, edge, article) if edge and edge.score > 0 else tie


def _explain_tie(tie: Tie, edge: Edge, article: str) -> Tie:
    is_shorter = edge.a != article
    passages = tuple((b, a) for a, b in edge.passages) if is_shorter else edge.passages
    return msgspec.structs.replace(tie, because=edge.because, is_shorter=is_shorter, passages=passages)
