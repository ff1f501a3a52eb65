"""Where two texts have the same words: passages of `SIZE` words and more, found through their shingles.

Words are compared by the hashes of their shingles, 64 bits of numbers made of BLAKE2b: a row of equal shingles is a row
of equal words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.match.shingles import SIZE, Shingles, hash_shingles
from sayso.match.words import Numbers, Words

MOST_PLACES = 8  # places of one shingle in the other text that are tried
_STEP = 64  # shingles compared at once, fourfold each time


class Run(NamedTuple):
    """`length` words that stand at word `a` of one text and at word `b` of the other."""

    a: int
    b: int
    length: int


class Hits(NamedTuple):
    """Which shingles of one text another has: for each a mark, and where it stands in `order` if it is marked."""

    marks: NDArray[np.bool_]
    ranks: NDArray[np.intp]
    order: Numbers  # the numbers of the other's shingles, sorted by value


def find_hits(a: Words, b: Words) -> Hits:
    """Which shingles of `a` stand in `b`; none where one is read by words and the other by characters."""
    if a.grain != b.grain:
        return Hits(np.zeros(len(a.shingles), np.bool_), np.zeros(len(a.shingles), np.intp), b.order)
    return _look_up(a.shingles, b.shingles, b.order)


def find_shared(a: Words, b: Words, hits: Hits | None = None) -> list[Run]:
    """The runs of two bodies, given the hits of `a` in `b` where they are known."""
    return _find_runs(a.shingles, b.shingles, hits or find_hits(a, b), SIZE * a.grain)


def find_runs(a: Sequence[str], b: Sequence[str], size: int = SIZE) -> list[Run]:
    """Stretches of the same `size` words or more, by their place in `a`, none overlapping there.

    The longest stretch at each place wins; of equals the one that goes on from the run before. Words of `b` may serve
    twice (a text that repeats itself), words of `a` once. Time is linear in the words of both.
    """
    ours, theirs = hash_shingles(a, size), hash_shingles(b, size)
    order = np.argsort(theirs, kind="stable").astype(np.int32)
    return _find_runs(ours, theirs, _look_up(ours, theirs, order), size)


def _look_up(a: Shingles, b: Shingles, order: Numbers) -> Hits:
    if not len(b):
        return Hits(np.zeros(len(a), np.bool_), np.zeros(len(a), np.intp), order)
    ranked = b[order]
    ranks = ranked.searchsorted(a)
    ranks[ranks == len(ranked)] = 0
    return Hits(ranked[ranks] == a, ranks, order)


def _find_runs(a: Shingles, b: Shingles, hits: Hits, size: int) -> list[Run]:
    runs: list[Run] = []
    marks = hits.marks.tobytes()
    position = marks.find(1)
    while position >= 0:
        run = _longest_run(a, b, position, _list_places(b, hits, position), size, runs[-1] if runs else None)
        runs.append(run)
        position = marks.find(1, run.a + run.length)
    return runs


def _list_places(b: Shingles, hits: Hits, position: int) -> Sequence[int]:
    """Where in `b` the shingle at a position of `a` stands, the first `MOST_PLACES` times."""
    rank = int(hits.ranks[position])
    places: list[int] = hits.order[rank : rank + MOST_PLACES].tolist()
    first = b[places[0]]
    if len(places) == 1 or b[places[1]] != first:
        return places[:1]
    return [place for place in places if b[place] == first]


def _longest_run(a: Shingles, b: Shingles, start: int, places: Sequence[int], size: int, before: Run | None) -> Run:
    expected = before.b + before.length if before else 0
    runs = [Run(start, place, _count_same(a, b, start, place) + size - 1) for place in places]
    return max(runs, key=lambda run: (run.length, -abs(run.b - expected))) if len(runs) > 1 else runs[0]


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
