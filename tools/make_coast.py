"""Writes src/sayso/rules/coast.txt.gz from land-50m.json of the npm package world-atlas 2.0.2 (ISC), which holds
Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_coast.py package/land-50m.json src/sayso/rules/coast.txt.gz

One ring of land a line: pairs of longitude and latitude in hundredths of a degree, the first as it is, each other one
as the step from the one before. Coasts only: no borders, on which maps take sides.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

TOLERANCE = 4.0  # hundredths of a degree that a coast may be off
SMALLEST = 12.0  # hundredths of a degree that a ring must span

Point = tuple[float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    sys.setrecursionlimit(100_000)
    rings = [simplify_ring(ring) for ring in read_rings(json.loads(options.topology.read_text("utf-8")))]
    kept = [ring for ring in rings if len(ring) > 3 and span_ring(ring) >= SMALLEST]
    # No time in the head: the same sources give the same bytes.
    options.out.write_bytes(gzip.compress("".join(write_ring(ring) for ring in kept).encode(), 9, mtime=0))
    print(f"{len(kept):,} rings, {sum(map(len, kept)):,} points, {options.out.stat().st_size:,} bytes")


def read_rings(topology: dict[str, Any]) -> list[list[Point]]:
    """The rings of all land, in hundredths of a degree."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(((x * sx + tx) * 100, (y * sy + ty) * 100))
        arcs.append(points)
    shapes = [polygon for shape in topology["objects"]["land"]["geometries"] for polygon in shape["arcs"]]
    return [unwind_ring(join_arcs(ring, arcs)) for polygon in shapes for ring in polygon]


def unwind_ring(ring: list[Point]) -> list[Point]:
    """The ring without leaps from one side of the map to the other: it goes on beyond 180 degrees. A ring around a pole
    stays as it is."""
    turn = 0.0
    points = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turn += 36_000.0 if x - before < -18_000 else -36_000.0 if x - before > 18_000 else 0.0
        points.append((x + turn, y))
    return points if turn == 0 else ring


def join_arcs(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; a negative number is an arc turned about."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def simplify_ring(ring: list[Point]) -> list[tuple[int, int]]:
    """The ring with fewer points (Douglas and Peucker 1973), whole numbers, no point twice in a row."""
    middle = len(ring) // 2
    points = simplify(ring[: middle + 1])[:-1] + simplify(ring[middle:])
    whole = [(round(x), round(y)) for x, y in points]
    return [point for place, point in enumerate(whole) if place == 0 or point != whole[place - 1]]


def simplify(points: list[Point]) -> list[Point]:
    """The ends, and what is needed between them so that none is off by more than `TOLERANCE`."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    far, place = 0.0, 0
    for number, (x, y) in enumerate(points[1:-1], 1):
        if length:
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
        else:
            off = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        if off > far:
            far, place = off, number
    if far <= TOLERANCE:
        return [points[0], points[-1]]
    return simplify(points[: place + 1])[:-1] + simplify(points[place:])


def span_ring(ring: list[tuple[int, int]]) -> float:
    """The longer side of the box around it."""
    return max(max(p[axis] for p in ring) - min(p[axis] for p in ring) for axis in (0, 1))


def write_ring(ring: list[tuple[int, int]]) -> str:
    steps = [ring[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    return " ".join(f"{x} {y}" for x, y in steps) + "\n"


if __name__ == "__main__":
    main()
