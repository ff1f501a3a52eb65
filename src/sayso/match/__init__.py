"""Block, score, cluster: what collapse, group and link share.

`words` reads an article's body as words with offsets, `quotations` tells which of them stand in quotation marks,
`shingles` makes the keys by which texts that share a passage meet, `passages` aligns two texts, `components` joins what
belongs together, `gather` runs a station over records at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from sayso.model import Edge

T = TypeVar("T", contravariant=True)
G = TypeVar("G", covariant=True)


class Gather(Protocol[T, G]):
    """A station that finds which records belong together.

    `keys` names the buckets a record falls into: only records that share one are compared. `score` compares two
    records, in any order; None means they do not belong together. `cluster` makes groups of the records of one
    component, sorted by id; an edge of score 0 between two of them is a person's word that they are apart.

    A key that more than `key_limit` records hold is passed over; a record is compared with the `candidates` that share
    most keys with it. Those that share no more than a `telling` part of its keys do so by chance for the most part, and
    only a few of them are tried. What five hundred outlets print from one agency must still meet, a name that is in
    every other article must not.
    """

    name: str
    key_limit: int
    candidates: int
    telling: float

    def keys(self, record: T) -> Sequence[str]: ...

    def score(self, a: T, b: T) -> Edge | None: ...

    def cluster(self, records: Sequence[T], edges: Sequence[Edge]) -> Sequence[G]: ...


Held = Callable[[Iterable[str]], Mapping[str, int]]
"""How many records hold each of the keys; keys that none holds may be missing."""

U = TypeVar("U", contravariant=True)


@runtime_checkable
class Reviewing(Protocol[U]):
    """A station that looks again at an edge when it is known how common the keys are that made the two meet."""

    def review(self, a: U, b: U, edge: Edge, held: Held) -> Edge | None: ...


@runtime_checkable
class Screening(Protocol[U]):
    """A station that sees at a glance which of several records cannot belong with one: those are not scored."""

    def screen(self, record: U, others: Sequence[U]) -> Sequence[bool]: ...
