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
    return math.fsum(weight * large[term] for term, weight in small.items() if term in large)


class _Cluster:
    """Works that are together so far, the sum of their terms, and the clusters that an edge leads to."""

    __slots__ = ("links", "members", "total")

    def __init__(self, members: list[str], total: Weights, links: set[int]) -> None:
        self.members = members
        self.total = total
        self.links = links

    def cohesion(self) -> float | None:
        """Mean likeness of its pairs; None for one work."""
        size = len(self.members)
        return (multiply(self.total, self.total) - size) / (size * (size - 1)) if size > 1 else None

    def likeness(self, other: _Cluster) -> float:
        """Mean likeness of the pairs across both."""
        return multiply(self.total, other.total) / (len(self.members) * len(other.members))

    def joined(self, other: _Cluster) -> _Cluster:
        """Both as one."""
        total = dict(self.total)
        for term, weight in other.total.items():
            total[term] = total.get(term, 0.0) + weight
        return _Cluster(self.members + other.members, total, self.links | other.links)


class _Joiner:
    """Average link over the works of one component. Clusters bear numbers; a joined one gets the next."""

    def __init__(self, works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads) -> None:
        names = sorted(works)
        self._leads = leads
        numbers = {name: number for number, name in enumerate(names)}
        self._clusters = {number: _Cluster([name], works[name], set()) for name, number in numbers.items()}
        self._next = len(names)
        self._apart: dict[int, set[int]] = {}
        self._queue: list[tuple[float, int, int]] = []
        for edge in sorted(edges, key=lambda edge: (edge.a, edge.b)):
            a, b = sorted((numbers[edge.a], numbers[edge.b]))
            if edge.score <= 0:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)
                continue
            self._clusters[a].links.add(b)
            self._clusters[b].links.add(a)
        for number in sorted(self._clusters):
            self._look_around(number)

    def stories(self) -> list[list[str]]:
        """Join what belongs together, the most alike first; the stories, each sorted."""
        while self._queue:
            likeness, a, b = heapq.heappop(self._queue)
            if a in self._clusters and b in self._clusters and self._belong(a, b, -likeness):
                self._look_around(self._merge(a, b))
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())

    def _look_around(self, number: int) -> None:
        """Queue the cluster with each neighbour that is alike enough."""
        cluster = self._clusters[number]
        for other in sorted(cluster.links):
            if other < number:
                likeness = cluster.likeness(self._clusters[other])
                if likeness >= LIKE:
                    heapq.heappush(self._queue, (-likeness, other, number))

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

    def _merge(self, a: int, b: int) -> int:
        """Make one cluster of two; the number it gets."""
        number, self._next = self._next, self._next + 1
        joined = self._clusters.pop(a).joined(self._clusters.pop(b))
        joined.links -= {a, b}
        for other in joined.links:
            self._clusters[other].links -= {a, b}
            self._clusters[other].links.add(number)
        self._clusters[number] = joined
        apart = self._apart.pop(a, set()) | self._apart.pop(b, set())
        for other in apart:
            self._apart[other] = self._apart.get(other, set()) - {a, b} | {number}
        self._apart[number] = apart
        return number


def join_works(works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads | None = None) -> list[list[str]]:
    """The stories of these works (id to scaled term weights), each sorted.

    An edge of score 0 keeps two works apart. Those of score 1 are for `join_follow_ups`, which joins whole stories.
    """
    return _Joiner(works, edges, leads or {}).stories()
