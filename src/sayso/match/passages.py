"""Where two texts have the same words: passages of `SIZE` words and more, found through their shingles.

Words are compared by the hashes of their shingles, 64 bits of numbers made of BLAKE2b: a row of equal shingles is a row
of equal words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.match.shingles import SIZE, hash_shingles
from sayso.match.words import Words

MOST_PLACES = 8  # places of one shingle in the other text that are tried
_STEP = 64  # shingles compared at once, fourfold each time

Shingles = NDArray[np.uint64]


class Run(NamedTuple):
    """`length` words that stand at word `a` of one text and at word `b` of the other."""

    a: int
    b: int
    length: int


def find_shared(a: Words, b: Words) -> list[Run]:
    """The runs of two bodies; none where one is read by words and the other by characters."""
    if a.grain != b.grain:
        return []
    return _find_runs(a.shingles, b.shingles, mark_hits(a, b), mark_hits(b, a), SIZE * a.grain)


def mark_hits(a: Words, b: Words) -> NDArray[np.bool_]:
    """For each shingle of `a` whether `b` has it too."""
    return _mark_members(a.shingles, b.distinct)


def find_runs(a: Sequence[str], b: Sequence[str], size: int = SIZE) -> list[Run]:
    """Stretches of the same `size` words or more, by their place in `a`, none overlapping there.

    The longest stretch at each place wins; of equals the one that goes on from the run before. Words of `b` may serve
    twice (a text that repeats itself), words of `a` once. Time is linear in the words of both.
    """
    ours, theirs = hash_shingles(a, size), hash_shingles(b, size)
    hits, places = _mark_members(ours, np.unique(theirs)), _mark_members(theirs, np.unique(ours))
    return _find_runs(ours, theirs, hits, places, size)


def _mark_members(values: Shingles, members: Shingles) -> NDArray[np.bool_]:
    """Which of the values are among the members, which are sorted and differ."""
    if not len(members):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(members, values)
    places[places == len(members)] = 0
    found: NDArray[np.bool_] = members[places] == values
    return found


def _find_runs(a: Shingles, b: Shingles, hits: NDArray[np.bool_], places: NDArray[np.bool_], size: int) -> list[Run]:
    """The runs, given which shingles of each text stand in the other."""
    runs: list[Run] = []
    found = _list_places(b, np.flatnonzero(places))
    marks = hits.tobytes()
    position = marks.find(1)
    while position >= 0:
        run = _longest_run(a, b, position, found[int(a[position])], size, runs[-1] if runs else None)
        runs.append(run)
        position = marks.find(1, run.a + run.length)
    return runs


def _list_places(shingles: Shingles, positions: NDArray[np.intp]) -> Mapping[int, Sequence[int]]:
    """Where each shingle at one of the positions begins, the first `MOST_PLACES` times."""
    places: dict[int, list[int]] = {}
    for shingle, position in zip(shingles[positions].tolist(), positions.tolist(), strict=True):
        found = places.setdefault(shingle, [])
        if len(found) < MOST_PLACES:
            found.append(position)
    return places


def _longest_run(a: Shingles, b: Shingles, start: int, places: Sequence[int], size: int, before: Run | None) -> Run:
    expected = before.b + before.length if before else 0
    runs = (Run(start, place, _count_same(a, b, start, place) + size - 1) for place in places)
    return max(runs, key=lambda run: (run.length, -abs(run.b - expected)))


def _count_same(a: Shingles, b: Shingles, i: int, j: int) -> int:
    """How many shingles from `i` and `j` on are the same."""
    most = min(len(a) - i, len(b) - j)
    done, step = 0, _STEP
    while done < most:
        end = min(most, done + step)
        differs = a[i + done : i + end] != b[j + done : j + end]
        first = int(differs.argmax())
        if differs[first]:
            return done + first
        done, step = end, step * 4
    return most
