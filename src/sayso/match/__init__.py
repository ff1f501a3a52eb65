"""Block, score, cluster: what collapse, group and link share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sayso.model import Edge

T = TypeVar("T", contravariant=True)
G = TypeVar("G", covariant=True)


class Gather(Protocol[T, G]):
    """A station that finds which records belong together.

    `keys` names the buckets a record falls into: only records that share one are compared. `score` compares two records;
    None means they do not belong together. `cluster` makes groups of the records of one component, sorted by id.
    """

    name: str

    def keys(self, record: T) -> Sequence[str]: ...

    def score(self, a: T, b: T) -> Edge | None: ...

    def cluster(self, records: Sequence[T], edges: Sequence[Edge]) -> Sequence[G]: ...
