"""Joins works to stories by average link, so that one work that touches two stories does not make them one.

The edges say which groups to look at; how alike two groups are is the mean cosine of all pairs across them: the
product of their summed term weights, whether or not each pair was ever scored.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.model import Edge

LIKE = 0.18  # mean likeness across two groups, below which they are two stories
COHESION = 0.75  # of the looser group's own mean likeness: two tight groups stay two, however alike their subject
ALIKE = 0.5  # mean likeness of groups that are one story, however tight each is
LED = 0.26  # mean likeness from where a work is of a story though it is led by a name that the story does not know
LARGEST_STORY = 500  # works
SURE = 1.0  # the score of a person's word that two works are of one story
DECIMALS = 12  # of a likeness that count: the last digits say in which order it was added up

Weights = Mapping[str, float]
Leads = Mapping[str, str]  # work to the name that leads it


def multiply(a: Weights, b: Weights) -> float:
    """The sum of products of the terms that both have."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum([weight * large[term] for term, weight in small.items() if term in large])


class _Sum(NamedTuple):
    """Term weights added up: the number of each term, once, and its weight, which is not 0."""

    terms: NDArray[np.intp]
    weights: NDArray[np.float64]


class _Numbers(dict[str, int]):
    """Terms by number, in the order in which they are first asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _Sheet:
    """A place for each term of some works. One sum is laid on it and held against others."""

    def __init__(self, works: Iterable[Weights]) -> None:
        self.numbers = _Numbers()
        self.sums = [self._read(weights) for weights in works]
        self._places = np.zeros(len(self.numbers))

    def _read(self, weights: Weights) -> _Sum:
        terms = np.fromiter(map(self.numbers.__getitem__, weights), np.intp, len(weights))
        return _Sum(terms, np.fromiter(weights.values(), np.float64, len(weights)))

    def add(self, one: _Sum, other: _Sum) -> _Sum:
        """Both added up."""
        places = self._places
        places[one.terms] = one.weights
        terms = np.concatenate((one.terms, other.terms[places[other.terms] == 0.0]))
        places[other.terms] += other.weights
        total = _Sum(terms, places[terms])
        places[terms] = 0.0
        return total

    def multiply(self, one: _Sum, others: Iterable[_Sum]) -> list[float]:
        """The sum of products of the terms that one and each of the others have."""
        self._places[one.terms] = one.weights
        sums = [float(self._places[terms] @ weights) for terms, weights in others]
        self._places[one.terms] = 0.0
        return sums


class _Cluster:
    """Works that are together so far, the sum of their terms, and the clusters that an edge leads to.

    Likenesses of pairs are kept summed up: within (each pair twice, each work with itself), and by linked cluster
    across both. Those of a joined cluster are the sums of its parts'.
    """

    __slots__ = ("links", "members", "total", "within")

    def __init__(self, members: list[str], total: _Sum, within: float) -> None:
        self.members = members
        self.total = total
        self.within = within
        self.links: dict[int, float] = {}

    def cohesion(self) -> float | None:
        """Mean likeness of its pairs; None for one work."""
        size = len(self.members)
        return (self.within - size) / (size * (size - 1)) if size > 1 else None


class _Joiner:
    """Average link over the works of one component. Clusters bear numbers; a joined one gets the next."""

    def __init__(self, works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads) -> None:
        names = sorted(works)
        self._sheet = _Sheet(works[name] for name in names)
        self._leads = {name: self._sheet.numbers[lead] for name, lead in leads.items()}
        self._clusters = {
            number: _Cluster([name], total, float(total.weights @ total.weights))
            for number, (name, total) in enumerate(zip(names, self._sheet.sums, strict=True))
        }
        self._next = len(names)
        self._apart: dict[int, set[int]] = {}
        self._queue: list[tuple[float, int, int]] = []
        self._link_works({name: number for number, name in enumerate(names)}, edges)

    def _link_works(self, numbers: Mapping[str, int], edges: Iterable[Edge]) -> None:
        linked: dict[int, list[int]] = {}
        for edge in edges:
            a, b = sorted((numbers[edge.a], numbers[edge.b]))
            if edge.score > 0:
                linked.setdefault(a, []).append(b)
            else:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)
        for a, others in linked.items():
            for b, across in zip(others, self._measure(self._clusters[a], others), strict=True):
                self._link(a, b, across)

    def _measure(self, cluster: _Cluster, others: Sequence[int]) -> list[float]:
        """The likenesses of all pairs across the cluster and each of the others, added up."""
        return self._sheet.multiply(cluster.total, (self._clusters[other].total for other in others))

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
            heapq.heappush(self._queue, (-round(likeness, DECIMALS), a, b))

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
        return lead is not None and lead not in other.total.terms

    def _merge(self, a: int, b: int) -> None:
        """Make one cluster of two."""
        number, self._next = self._next, self._next + 1
        parts = first, second = self._clusters.pop(a), self._clusters.pop(b)
        within = first.within + second.within + 2 * first.links[b]
        total = self._sheet.add(first.total, second.total)
        self._clusters[number] = _Cluster(first.members + second.members, total, within)
        linked = (first.links | second.links).keys() - {a, b}
        for part in parts:
            unknown = sorted(linked - part.links.keys())
            part.links.update(zip(unknown, self._measure(part, unknown), strict=True))
        for other in linked:
            for gone in (a, b):
                self._clusters[other].links.pop(gone, None)
            self._link(other, number, first.links[other] + second.links[other])
        apart = self._apart.pop(a, set()) | self._apart.pop(b, set())
        for other in apart:
            self._apart[other] = self._apart.get(other, set()) - {a, b} | {number}
        self._apart[number] = apart


def join_works(works: Mapping[str, Weights], edges: Iterable[Edge], leads: Leads | None = None) -> list[list[str]]:
    """The stories of these works (id to scaled term weights), each sorted.

    An edge of score 0 keeps two works apart. Those of score 1 are for `join_follow_ups`, which joins whole stories.
    """
    return _Joiner(works, edges, leads or {}).stories()
