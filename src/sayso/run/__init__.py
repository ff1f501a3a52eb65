"""Where map stations run. `Runner` is the port; `sayso.run.local` (processes on this machine) is the default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from sayso.model import Discard

T = TypeVar("T")
R = TypeVar("R")


def cut_batches(records: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of up to `size` records, in order."""
    left = iter(records)
    while batch := list(islice(left, size)):
        yield batch


class Runner(Protocol):
    """Runs one function over many records, in batches, with limits for each record.

    `function` maps a batch to one result a record, in order. It is importable by name (another process calls it).
    A record that raises `InputError` (or anything else), takes too long, takes too much memory or kills its worker
    fails alone: it is yielded as a `Discard`, and the others of its batch are run again without it.
    """

    def run(
        self,
        function: Callable[[Sequence[T]], Sequence[R]],
        records: Iterable[T],
        *,
        name: Callable[[T], str],
        batch: int | None = None,
    ) -> Iterator[tuple[T, R | Discard]]:
        """Results as they come, in the records' order. Lazy: reads ahead only as far as the workers need. `batch`: the
        records that a worker gets at once, where it is not for the runner to choose."""

    def close(self) -> None:
        """End the workers."""
