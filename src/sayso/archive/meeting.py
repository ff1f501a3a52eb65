"""New records meet those that share their keys: which are scored, and what hangs together around them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sayso.match import Gather, Reviewing
from sayso.match.components import Groups
from sayso.match.gather import CROWD, LOOKED, choose_nearest, is_alike, screen_records, thin_keys
from sayso.model import Edge
from sayso.store import Store

MOST_AT_HAND = 2_000
"""Records that are held while others meet them."""

T = TypeVar("T")
Loader = Callable[[Sequence[str]], Mapping[str, T]]
LookAround = Callable[[Store, str, Iterable[str]], Iterator[tuple[list[str], list[Edge]]]]


def meet_neighbours(
    store: Store,
    station: Gather[T, Any],
    kind: str,
    new: Mapping[str, T],
    load: Loader[T],
    judged: Sequence[Edge] = (),
    look_around: LookAround | None = None,
) -> Iterator[tuple[list[T], list[Edge]]]:
    """Score each new record against its neighbours, then yield what is around the new records, each with the edges
    within: every component of edges that holds one, unless `look_around` says otherwise.

    What people judged replaces what the station says of the same two.
    """
    desk = _Desk(load, new)
    edges = _score_neighbours(store, station, new, desk)
    store.drop_edges(kind, sorted(new))
    store.put_edges([*edges, *judged])
    for component, within in (look_around or list_components)(store, kind, new):
        records = desk.fetch(component)
        yield [records[record] for record in component if record in records], within


def _score_neighbours(store: Store, station: Gather[T, Any], new: Mapping[str, T], desk: _Desk[T]) -> list[Edge]:
    """The edges of the new records, which are kept under their keys one after the other: of two new ones the later
    meets the earlier (or, gathered again, each the other: what the later says holds)."""
    edges: dict[frozenset[str], Edge] = {}
    met: set[str] = set()
    score = _Scorer(store, station).score
    for record in sorted(new):
        keys = station.keys(new[record])
        found = store.neighbours(station.name, keys, station.key_limit, LOOKED, station.candidates + 1)
        near = choose_nearest([other for other in found if other[0] != record], len(keys), station)
        others = desk.fetch(near)
        likely = screen_records(station, new[record], others)
        scored = {other: score(record, new[record], other, others[other]) for other in likely}
        tied = {other: edge for other, edge in scored.items() if edge}
        if record in met:
            edges = {pair: edge for pair, edge in edges.items() if record not in pair}
        edges.update({frozenset((record, other)): edge for other, edge in tied.items()})
        met.update(tied)
        alike = [others[other] for other, edge in tied.items() if is_alike(edge)]
        held = store.count_holders(station.name, keys, CROWD) if alike else {}
        store.put_keys(station.name, record, thin_keys(keys, held, map(station.keys, alike)))
    return list(edges.values())


class _Scorer(Generic[T]):
    """What a station says of two records."""

    def __init__(self, store: Store, station: Gather[T, Any]) -> None:
        self._store = store
        self._station = station
        self._reviewing = station if isinstance(station, Reviewing) else None

    def score(self, a: str, record_a: T, b: str, record_b: T) -> Edge | None:
        """The edge between two records, asked for in the order of their ids: the order of adding changes nothing."""
        first, second = (record_a, record_b) if a <= b else (record_b, record_a)
        edge = self._station.score(first, second)
        if edge is None or self._reviewing is None:
            return edge
        of_edge = (record_a, record_b) if edge.a == a else (record_b, record_a)
        return self._reviewing.review(*of_edge, edge, self._count_holders)

    def _count_holders(self, keys: Iterable[str]) -> Mapping[str, int]:
        return self._store.count_holders(self._station.name, keys, self._station.key_limit)


def list_components(
    store: Store, kind: str, start: Iterable[str], closed: Container[str] = ()
) -> Iterator[tuple[list[str], list[Edge]]]:
    """The ids of each connected component that holds one of the records, sorted, and its edges, by (a, b). `closed`
    records are reached, and lead no further."""
    known = set(start)
    front = sorted(known)
    found: dict[tuple[str, str], Edge] = {}
    while front:
        edges = list(store.edges(kind, front))
        found.update({(edge.a, edge.b): edge for edge in edges})
        met = {end for edge in edges for end in (edge.a, edge.b)} - known
        known |= met
        front = sorted(record for record in met if record not in closed)
    groups = Groups(sorted(known))
    for a, b in found:
        groups.join(a, b)
    within: dict[str, list[Edge]] = {}
    for _, edge in sorted(found.items()):
        within.setdefault(groups.members(edge.a)[0], []).append(edge)
    for component in groups.all():
        yield component, within.get(groups.members(component[0])[0], [])


class _Desk(Generic[T]):
    """Records at hand while a few new ones meet their neighbours, which are often the same."""

    def __init__(self, load: Loader[T], records: Mapping[str, T]) -> None:
        self._load = load
        self._new = records
        self._read: dict[str, T] = {}

    def fetch(self, ids: Sequence[str]) -> Mapping[str, T]:
        """The records with these ids, as far as they are there."""
        if len(self._read) > MOST_AT_HAND:
            self._read.clear()
        missing = [record for record in ids if record not in self._new and record not in self._read]
        if missing:
            self._read.update(self._load(missing))
        return {record: found for record in ids if (found := self._new.get(record, self._read.get(record))) is not None}
