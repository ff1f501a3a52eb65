"""Runs a gather station over records at hand, with a dict of buckets: what the archive does record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import TypeVar

from sayso.match import Gather, Reviewing, Screening
from sayso.match.components import Groups
from sayso.model import Edge

R = TypeVar("R")
G = TypeVar("G")

CROWD = 40  # records that are alike and stand for all that come after them
LOOKED = 500  # holders of a record's keys that are looked at
CHANCE = 3  # records among the nearest that may share fewer keys than tell anything


class Index:
    """Which records hold which keys."""

    def __init__(self) -> None:
        self._holders: dict[str, list[str]] = {}
        self.sizes: dict[str, int] = {}  # how many keys each record holds

    def put(self, record: str, keys: Sequence[str]) -> None:
        """Keep a new record under these keys."""
        self.sizes[record] = len(keys)
        for key in dict.fromkeys(keys):
            self._holders.setdefault(key, []).append(record)

    def count_holders(self, keys: Iterable[str]) -> dict[str, int]:
        """How many records hold each of the keys that any holds."""
        return {key: len(self._holders[key]) for key in keys if key in self._holders}

    def count_shared(self, held: Mapping[str, int], key_limit: int) -> Counter[str]:
        """How many of these keys (with how many hold each) other records hold, those with the rarest first.

        The rarest keys are looked at first, `LOOKED` holders in all: what few hold tells most. Keys that more than
        `key_limit` hold are passed over.
        """
        shared: Counter[str] = Counter()
        left = LOOKED
        for count, key in sorted((count, key) for key, count in held.items()):
            if left <= 0 or count > key_limit:
                break
            shared.update(self._holders[key])
            left -= count
        return shared


def gather(
    station: Gather[R, G], records: Iterable[R], name_record: Callable[[R], str], edges: Iterable[Edge] = ()
) -> list[G]:
    """The station's groups of these records. `edges` are what people decided: same (score 1) or apart (score 0)."""
    by_id = {name_record(record): record for record in records}
    found = {(edge.a, edge.b): edge for edge in score_neighbours(station, by_id)}
    for edge in edges:
        found.pop((edge.b, edge.a), None)
        found[edge.a, edge.b] = edge
    groups = Groups(by_id)
    for edge in found.values():
        groups.join(edge.a, edge.b)
    within: dict[str, list[Edge]] = {}
    for edge in found.values():
        within.setdefault(groups.members(edge.a)[0], []).append(edge)
    return [
        result
        for members in groups.all()
        for result in station.cluster(
            [by_id[member] for member in members], within.get(groups.members(members[0])[0], ())
        )
    ]


def score_neighbours(station: Gather[R, G], by_id: Mapping[str, R]) -> list[Edge]:
    """An edge for each pair of records that share keys and belong together, by ids. Time and memory are linear in the
    records: each looks at no more than `LOOKED` holders of its keys, and is scored against `candidates` at most."""
    index = Index()
    edges: list[Edge] = []
    for record in sorted(by_id):
        keys = station.keys(by_id[record])
        held = index.count_holders(keys)
        shared = index.count_shared(held, station.key_limit)
        near = choose_nearest([(o, n, index.sizes[o]) for o, n in shared.items()], len(keys), station)
        near = screen_records(station, by_id[record], {other: by_id[other] for other in near})
        scored = {other: station.score(by_id[other], by_id[record]) for other in near}
        alike = [by_id[other] for other, edge in scored.items() if edge and is_alike(edge)]
        index.put(record, thin_keys(keys, held, (station.keys(other) for other in alike)))
        edges += filter(None, scored.values())
    if isinstance(station, Reviewing):
        reviewed = (station.review(by_id[edge.a], by_id[edge.b], edge, index.count_holders) for edge in edges)
        edges = [edge for edge in reviewed if edge is not None]
    return sorted(edges, key=lambda edge: (edge.a, edge.b))


def choose_nearest(shared: Iterable[tuple[str, int, int]], keys: int, station: Gather[R, G]) -> list[str]:
    """Of records with how many of a record's keys they share, and how many they hold, those that share most, of equals
    those that come first; of those that share no more than a telling part of the keys of either, which phrases may do,
    a few."""
    ranked = sorted(shared, key=itemgetter(1), reverse=True)[: station.candidates]
    return [
        other
        for rank, (other, count, held) in enumerate(ranked)
        if count > station.telling * min(keys, held) or rank < CHANCE
    ]


def screen_records(station: Gather[R, G], record: R, others: Mapping[str, R]) -> list[str]:
    """Those of the others that may belong with the record, as far as the station sees at a glance."""
    if not isinstance(station, Screening):
        return list(others)
    seen = station.screen(record, list(others.values()))
    return [other for other, may_belong in zip(others, seen, strict=True) if may_belong]


def is_alike(edge: Edge) -> bool:
    """Whether it says that two records are printings of one text."""
    return edge.relation is not None


def thin_keys(keys: Sequence[str], held: Mapping[str, int], alike: Iterable[Sequence[str]]) -> list[str]:
    """The keys under which a record is kept, given how many hold each, and the keys of printings of the same text.

    All but those that `CROWD` records hold and one of these printings has too: so what five hundred outlets print is
    found through the first of them, and costs no more than what a few print."""
    crowded = {key for key in keys if held.get(key, 0) >= CROWD}
    own = set(crowded)
    for others in alike if own else ():
        own.difference_update(others)
        if not own:
            break
    return [key for key in keys if key not in crowded or key in own]


def list_pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of ids (sorted) that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
