"""Joins printings to works, surest edges first: a digest that prints parts of two texts does not make them one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.collapse.compare import compare_words
from sayso.match.components import Groups
from sayso.match.readings import read_words
from sayso.model import ArticleText, Edge, Relation

LARGEST_WORK = 2_000  # printings
KIN = 10  # words in runs that two texts of one origin share at least, however they were cut
CROWD = 8  # members of each group that are looked at before two groups are joined
_SURE = frozenset({None, Relation.IDENTICAL, Relation.NEAR})  # no relation: a person's word


def join_copies(items: Mapping[str, ArticleText], edges: Iterable[Edge]) -> list[list[str]]:
    """The works of these articles, each sorted. Edges of score 0 keep two articles apart."""
    return _Joiner(items, edges).works()


class _Joiner:
    def __init__(self, items: Mapping[str, ArticleText], edges: Iterable[Edge]) -> None:
        known = sorted(edges, key=lambda edge: (edge.relation not in _SURE, -edge.score, edge.a, edge.b))
        self._items = items
        self._edges = [edge for edge in known if edge.score > 0]
        self._groups = Groups(items, [(edge.a, edge.b) for edge in known if edge.score <= 0])
        self._kin = {frozenset((edge.a, edge.b)): True for edge in self._edges}

    def works(self) -> list[list[str]]:
        for edge in self._edges:
            if not self._groups.are_joined(edge.a, edge.b) and self._belong(edge):
                self._groups.join(edge.a, edge.b)
        return self._groups.all()

    def _belong(self, edge: Edge) -> bool:
        """Whether the groups of the edge's two articles are one text: an excerpt or a version proves it only where most
        pairs across the groups share some words in a row."""
        ours, theirs = self._groups.members(edge.a), self._groups.members(edge.b)
        if len(ours) + len(theirs) > LARGEST_WORK:
            return False
        if edge.relation in _SURE:
            return True
        pairs = [(a, b) for a in sorted(ours)[:CROWD] for b in sorted(theirs)[:CROWD]]
        return 2 * sum(self._are_kin(a, b) for a, b in pairs) > len(pairs)

    def _are_kin(self, a: str, b: str) -> bool:
        pair = frozenset((a, b))
        if pair not in self._kin:
            shorter, longer = sorted((read_words(self._items[a]), read_words(self._items[b])), key=len)
            self._kin[pair] = compare_words(shorter, longer).shared >= KIN
        return self._kin[pair]
