"""Where two texts have the same words: passages of `SIZE` words and more, found through their shingles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.match.shingles import SIZE, hash_shingles

MOST_PLACES = 8  # places of one shingle in the other text that are tried


class Run(NamedTuple):
    """`length` words that stand at word `a` of one text and at word `b` of the other."""

    a: int
    b: int
    length: int


def find_runs(a: Sequence[str], b: Sequence[str], size: int = SIZE) -> list[Run]:
    """Stretches of the same `size` words or more, by their place in `a`, none overlapping there.

    The longest stretch at each place wins; of equals the one that goes on from the run before. Words of `b` may serve
    twice (a text that repeats itself), words of `a` once. Time is linear in the words of both.
    """
    places: dict[int, list[int]] = {}
    for position, shingle in enumerate(hash_shingles(b, size)):
        found = places.setdefault(shingle, [])
        if len(found) < MOST_PLACES:
            found.append(position)
    runs: list[Run] = []
    position = 0
    shingles = hash_shingles(a, size)
    while position < len(shingles):
        run = _longest_run(a, b, position, places.get(shingles[position], ()), runs[-1] if runs else None)
        if run is None or run.length < size:
            position += 1
        else:
            runs.append(run)
            position = run.a + run.length
    return runs


def _longest_run(
    a: Sequence[str], b: Sequence[str], start: int, places: Sequence[int], before: Run | None
) -> Run | None:
    best: Run | None = None
    expected = before.b + before.length if before else 0
    for place in places:
        run = Run(start, place, _count_same(a, b, start, place))
        if best is None or (run.length, -abs(run.b - expected)) > (best.length, -abs(best.b - expected)):
            best = run
    return best


def _count_same(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    start = i
    while i < len(a) and j < len(b) and a[i] == b[j]:
        i += 1
        j += 1
    return i - start
