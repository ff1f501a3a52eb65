"""A text printed many hundred times: one printing more meets a few that stand for all, and the rest is left unread.

What is said of the many holds as long as the new one changes nothing: whose text it is, with it and without it, by
those that stand for all. Otherwise, and where people judged, the whole component is clustered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from sayso.archive.dossiers import add_facts, read_articles
from sayso.archive.meeting import list_components
from sayso.collapse import choose_original
from sayso.collapse.join import LARGEST_WORK
from sayso.model import ArticleText, Edge, Printing, Relation, Work, group_id
from sayso.pipeline import COLLAPSE
from sayso.store import Store

CROWDED = 60
"""Printings of a work; of one that has more a few stand for all."""

STAND_INS = 6
"""Of these, the ones that are nearest to a new printing, besides the one that stands for the work."""

Component = tuple[list[str], list[Edge]]


class Crowds:
    """The works of many printings that new articles meet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._work_of: dict[str, Work] = {}  # by stand-in

    def look_around(self, store: Store, kind: str, new: Iterable[str]) -> Iterator[Component]:
        """The components of the new articles; of one crowded work in it only the stand-ins, tied to one another."""
        fresh = sorted(new)
        crowd_of = self._find_crowds(store.edges(kind, fresh), set(fresh))
        left: list[str] = []
        for members, edges in list_components(store, kind, fresh, crowd_of.keys()):
            crowds = {work.id: work for member in members if (work := crowd_of.get(member))}
            if not crowds:
                yield members, edges
            elif len(crowds) > 1 or any(edge.relation is None for edge in edges):
                left += members
            else:
                yield self._pick(members, edges, *crowds.values())
        if left:
            yield from list_components(store, kind, left)

    def _find_crowds(self, edges: Iterable[Edge], new: Set[str]) -> dict[str, Work]:
        """The crowded works that the edges lead to, by printing. One that holds a new article is gathered anew."""
        ends = {end for edge in edges for end in (edge.a, edge.b)} - new
        works = [work for work in self._store.works(sorted(ends)) if len(work.articles) > CROWDED]
        printings = [{printing.article: work for printing in work.articles} for work in works]
        return {article: work for each in printings if new.isdisjoint(each) for article, work in each.items()}

    def _pick(self, members: Sequence[str], edges: Sequence[Edge], crowd: Work) -> Component:
        """The component with the stand-ins alone; without them where the work takes no more printings."""
        old = {printing.article for printing in crowd.articles}
        others = [member for member in members if member not in old]
        near = [edge for edge in edges if (edge.a in old) != (edge.b in old)]
        ranked = sorted(near, key=lambda edge: (-edge.score, edge.a, edge.b))
        nearest = dict.fromkeys(edge.a if edge.a in old else edge.b for edge in ranked)
        stand_ins = list(dict.fromkeys([crowd.reference, *nearest]))[: STAND_INS + 1]
        if len(old) + len(others) > LARGEST_WORK:
            stand_ins = []
        self._work_of.update(dict.fromkeys(stand_ins, crowd))
        kept = {*others, *stand_ins}
        known = [edge for edge in edges if edge.a in kept and edge.b in kept and not {edge.a, edge.b} <= old]
        ties = [
            Edge(kind="copy", a=stand_ins[0], b=other, score=1.0, because="They are of one work.")
            for other in stand_ins[1:]
        ]
        return sorted(kept), [*known, *ties]

    def cluster(self, items: Sequence[ArticleText], edges: Sequence[Edge]) -> list[Work]:
        """The works of a component that was looked at, whole."""
        crowd = next((work for item in items if (work := self._work_of.get(item.article.id))), None)
        works = COLLAPSE.cluster(items, edges)
        if crowd is None:
            return works
        joined = next(work for work in works if any(part.article == crowd.reference for part in work.articles))
        if not _changes_nothing(joined, crowd, {item.article.id: item for item in items}):
            return self._cluster_whole([item.article.id for item in items])
        return [_extend(crowd, joined) if work is joined else work for work in works]

    def _cluster_whole(self, ids: Sequence[str]) -> list[Work]:
        works: list[Work] = []
        for members, edges in list_components(self._store, "copy", ids):
            items = add_facts(self._store, list(read_articles(self._store, members).values()))
            works += COLLAPSE.cluster([items[member] for member in members if member in items], edges)
        return works


def _changes_nothing(joined: Work, crowd: Work, items: Mapping[str, ArticleText]) -> bool:
    """Whether the stand-ins' original is the same with the new printings and without them."""
    old = {printing.article for printing in crowd.articles}
    stand_ins = [items[part.article] for part in joined.articles if part.article in old]
    return choose_original(stand_ins).article == joined.original


def _extend(crowd: Work, joined: Work) -> Work:
    """The crowded work with the new printings of the one that its stand-ins are in."""
    old = {printing.article for printing in crowd.articles}
    added = [part for part in joined.articles if part.article not in old]
    fresh = [
        Printing(article=part.article, relation=Relation.VERSION) if part.relation is Relation.ORIGINAL else part
        for part in added
    ]
    printings = tuple(sorted((*crowd.articles, *fresh), key=lambda part: part.article))
    ids = [part.article for part in printings]
    return Work(id=group_id("work", ids), articles=printings, original=crowd.original, because=crowd.because)
