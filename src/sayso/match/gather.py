"""Runs a gather station over records at hand, with a dict of buckets: what the archive does record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from sayso.match import Gather
from sayso.match.components import Groups
from sayso.model import Edge

R = TypeVar("R")
G = TypeVar("G")


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


def score_neighbours(station: Gather[R, G], by_id: dict[str, R]) -> list[Edge]:
    """An edge for each pair of records that share a key and belong together."""
    nearest: dict[str, list[tuple[int, str]]] = {}
    for (a, b), count in count_shared(station, by_id).items():
        nearest.setdefault(a, []).append((-count, b))
        nearest.setdefault(b, []).append((-count, a))
    pairs = {
        (min(record, other), max(record, other))
        for record, others in nearest.items()
        for _, other in sorted(others)[: station.candidates]
    }
    edges = (station.score(by_id[a], by_id[b]) for a, b in sorted(pairs))
    return [edge for edge in edges if edge is not None]


def count_shared(station: Gather[R, G], by_id: dict[str, R]) -> Counter[tuple[str, str]]:
    """How many keys each pair of records shares (pairs sorted); keys that too many hold are passed over."""
    buckets: dict[str, list[str]] = {}
    for record_id in sorted(by_id):
        for key in dict.fromkeys(station.keys(by_id[record_id])):
            buckets.setdefault(key, []).append(record_id)
    shared: Counter[tuple[str, str]] = Counter()
    for holders in buckets.values():
        if 1 < len(holders) <= station.key_limit:
            shared.update(combinations(holders, 2))
    return shared


def list_pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of ids (sorted) that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
