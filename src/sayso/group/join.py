"""Joins works to stories by average link, so that one work that touches two stories does not make them one.

The edges say which groups to look at; how alike two groups are is the mean cosine of all pairs across them: the
product of their summed term weights, whether or not each pair was ever scored.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping

from sayso.model import Edge

LIKE = 0.18  # mean likeness across two groups, below which they are two stories
COHESION = 0.75  # of the looser group's own mean likeness: two tight groups stay two, however alike their subject
ALIKE = 0.5  # mean likeness of groups that are one story, however tight each is
LED = 0.26  # mean likeness from where a work is of a story though it is led by a name that the story does not know
LARGEST_STORY = 500  # works
SURE = 1.0  # the score of a person's word that two works are of one story

Weights = Mapping[str, float]
Leads = Mapping[str, str]  # work to the name that leads it


def multiply(a: Weights, b: Weights) -> float:
    """The sum of products of the terms that both have."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum([weight * large[term] for term, weight in small.items() if term in large])


class _Cluster:
    """Works that are together so far, the sum of their terms, and the clusters that an edge leads to.

    Likenesses of pairs are kept summed up: within (each pair twice, each work with itself), and by linked cluster
    across both. Those of a joined cluster are the sums of its parts'.
    """

    __slots__ = ("links", "members", "total", "within")

    def __init__(self, members: list[str], total: Weights, within: float) -> None:
        self.members = members
        self.total = total
        self.within = within
        self.links: dict[int, float] = {}

    def cohesion(self) -> float | None:
        """Mean likeness of its pairs; None for one work."""
        size = len(self.members)
        return (self.within - size) / (size * (size - 1)) if size > 1 else None

    def joined(self, other: _Cluster, across: float) -> _Cluster:
        """Both as one, without links."""
        total = dict(self.total)
        for term, weight in other.total.items():
            total[term] = total.get(term, 0.0) + weight
        return _Cluster(self.members + other.members, total, self.within + other.within + 2 * across)


class _Joiner:
    """Average link over the works of one component. Clusters bear numbers; a joined one gets the next."""

    def __init__(self, works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads) -> None:
        names = sorted(works)
        self._leads = leads
        numbers = {name: number for number, name in enumerate(names)}
        self._clusters = {
            number: _Cluster([name], works[name], multiply(works[name], works[name]))
            for name, number in numbers.items()
        }
        self._next = len(names)
        self._apart: dict[int, set[int]] = {}
        self._queue: list[tuple[float, int, int]] = []
        for edge in sorted(edges, key=lambda edge: (edge.a, edge.b)):
            a, b = sorted((numbers[edge.a], numbers[edge.b]))
            if edge.score <= 0:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)
                continue
            self._link(a, b, multiply(self._clusters[a].total, self._clusters[b].total))

    def stories(self) -> list[list[str]]:
        """Join what belongs together, the most alike first; the stories, each sorted."""
        while self._queue:
            likeness, a, b = heapq.heappop(self._queue)
            if a in self._clusters and b in self._clusters and self._belong(a, b, -likeness):
                self._merge(a, b)
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())

    def _link(self, a: int, b: int, across: float) -> None:
        """Tie two clusters whose likenesses add up so, and queue them where they are alike enough."""
        first, second = self._clusters[a], self._clusters[b]
        first.links[b] = second.links[a] = across
        likeness = across / (len(first.members) * len(second.members))
        if likeness >= LIKE:
            heapq.heappush(self._queue, (-likeness, a, b))

    def _belong(self, a: int, b: int, likeness: float) -> bool:
        first, second = self._clusters[a], self._clusters[b]
        if b in self._apart.get(a, ()) or len(first.members) + len(second.members) > LARGEST_STORY:
            return False
        if likeness < LED and (self._is_foreign(first, second) or self._is_foreign(second, first)):
            return False
        cohesions = [cohesion for cohesion in (first.cohesion(), second.cohesion()) if cohesion is not None]
        return len(cohesions) < 2 or likeness >= min(ALIKE, COHESION * min(cohesions))

    def _is_foreign(self, cluster: _Cluster, other: _Cluster) -> bool:
        """Whether the cluster is one work, led by a name that the other does not know."""
        lead = self._leads.get(cluster.members[0]) if len(cluster.members) == 1 else None
        return lead is not None and lead not in other.total

    def _merge(self, a: int, b: int) -> None:
        """Make one cluster of two."""
        number, self._next = self._next, self._next + 1
        parts = self._clusters.pop(a), self._clusters.pop(b)
        self._clusters[number] = parts[0].joined(parts[1], parts[0].links[b])
        for other in (parts[0].links | parts[1].links).keys() - {a, b}:
            cluster = self._clusters[other]
            across = [part.links.get(other) for part in parts]
            sums = [multiply(p.total, cluster.total) if s is None else s for p, s in zip(parts, across, strict=True)]
            for gone in (a, b):
                cluster.links.pop(gone, None)
            self._link(other, number, math.fsum(sums))
        apart = self._apart.pop(a, set()) | self._apart.pop(b, set())
        for other in apart:
            self._apart[other] = self._apart.get(other, set()) - {a, b} | {number}
        self._apart[number] = apart


def join_works(works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads | None = None) -> list[list[str]]:
    """The stories of these works (id to scaled term weights), each sorted.

    An edge of score 0 keeps two works apart. Those of score 1 are for `join_follow_ups`, which joins whole stories.
    """
    return _Joiner(works, edges, leads or {}).stories()
