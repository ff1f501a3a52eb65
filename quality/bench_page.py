"""Writes docs/performance.md, one table and one plot, from what `quality.bench` measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quality.bench import Growth, Large
    from quality.bench_beside import Beside

INTRO = """# How fast

Written by `make bench` (`python -m quality bench --help`); not by hand. Costs are CPU seconds of all processes, so
that a busy machine changes them little; made news (`python -m quality make`, a third of it copies) is what is added.
"""

WIDTH, HEIGHT, MARGIN = 640, 360, 56
FONT = 'font-family="sans-serif" font-size="12"'
LABEL = "articles added (dashed: in proportion)"


def write_page(out: Path, growth: Sequence[Growth], stations: Sequence[Beside], large: Sequence[Large]) -> str:
    """Write the page, and its plot beside it. The page's text."""
    rows = [*_list_stations(stations), *_list_growth(growth), *_list_large(large)]
    width = [max(len(row[column]) for row in rows) for column in range(3)]
    head = [("what", "sayso", "beside it"), tuple("-" * size for size in width), *rows]
    table = "\n".join(
        "| " + " | ".join(cell.ljust(size) for cell, size in zip(row, width, strict=True)) + " |" for row in head
    )
    plot = out.with_suffix(".svg")
    text = f"{INTRO}\n{table}\n\n![CPU seconds by articles added, both logarithmic]({plot.name})\n"
    out.write_text(text, encoding="utf-8")
    plot.write_text(draw_growth(growth), encoding="utf-8")
    return text


def _list_stations(stations: Sequence[Beside]) -> Iterator[tuple[str, str, str]]:
    for row in stations:
        other = "not installed" if row.other is None else f"{row.other:.1f} CPU-ms"
        yield (
            f"{row.station}, an article",
            f"{row.own:.1f} CPU-ms ({1e3 / row.own:,.0f} a CPU-s)",
            f"{row.tool}: {other}",
        )


def _list_growth(growth: Sequence[Growth]) -> Iterator[tuple[str, str, str]]:
    for run in growth:
        parts = ", ".join(f"{name} {seconds / run.articles * 1e3:.1f}" for name, seconds in run.seconds.items())
        each = run.total / run.articles
        yield f"add {run.articles:,} articles", f"{run.total:,.0f} CPU-s ({each * 1e3:.1f} CPU-ms an article)", parts
        yield (
            "… in wall time, here",
            f"{run.articles / run.wall:.1f} articles/s",
            f"two idle cores: {2 / each:.0f} at most",
        )
        yield "… memory, all processes", f"{run.peak:,.0f} MB", ""
        yield "… archive", f"{run.archive:,.0f} MB", f"{run.archive / run.articles * 1e3:.1f} kB an article"
    for before, after in pairwise(growth):
        what = f"exponent, {before.articles:,} to {after.articles:,}"
        yield f"{what}: time", f"{find_exponent(before, after, 'total'):.2f}", ""
        yield f"{what}: memory", f"{find_exponent(before, after, 'peak'):.2f}", ""
        yield f"{what}: archive", f"{find_exponent(before, after, 'archive'):.2f}", ""


def find_exponent(before: Growth, after: Growth, name: str) -> float:
    """By what power of the articles a cost grows: 1 is in proportion."""
    return math.log(getattr(after, name) / getattr(before, name)) / math.log(after.articles / before.articles)


def _list_large(large: Sequence[Large]) -> Iterator[tuple[str, str, str]]:
    for run in large:
        at = f"with {run.articles:,} articles"
        yield f"archive {at}", f"{run.archive:,.0f} MB", f"{run.archive / run.articles * 1e3:.1f} kB an article"
        yield f"one more page {at}", f"{run.more:.0f} CPU-ms", f"{run.more / large[0].more:.2f} times the first"
        for name, (middle, high) in run.latencies.items():
            yield f"{name} {at}", f"{middle:.1f} CPU-ms", f"p95 {high:.1f}"


# --- the plot -------------------------------------------------------------------------------------------------------


def draw_growth(growth: Sequence[Growth]) -> str:
    """SVG: CPU seconds by articles, and what they would be if each article cost what it cost at the smallest size."""
    sizes, costs = [run.articles for run in growth], [run.total for run in growth]
    even = [costs[0] * size / sizes[0] for size in sizes]
    x, y = _Scale(sizes, MARGIN, WIDTH - MARGIN), _Scale([*costs, *even], HEIGHT - MARGIN, MARGIN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        "<title>CPU seconds to add made articles</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _draw_line([(x(a), y(c)) for a, c in zip(sizes, even, strict=True)], 'stroke="#999" stroke-dasharray="4 4"'),
        _draw_line([(x(a), y(c)) for a, c in zip(sizes, costs, strict=True)], 'stroke="#1b5e8a" stroke-width="2"'),
    ]
    for size, cost in zip(sizes, costs, strict=True):
        lines.append(f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="4" fill="#1b5e8a"/>')
        lines.append(f'<text x="{x(size):.1f}" y="{y(cost) - 10:.1f}" text-anchor="middle">{cost:,.0f} s</text>')
        lines.append(f'<text x="{x(size):.1f}" y="{HEIGHT - MARGIN + 24}" text-anchor="middle">{size:,}</text>')
    lines.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">{LABEL}</text>')
    return "\n".join([*lines, "</svg>", ""])


class _Scale:
    """From values, logarithmic, to a place between two ends."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low, self._high = math.log(min(values)), math.log(max(values))
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        share = (math.log(value) - self._low) / (self._high - self._low or 1.0)
        return self._start + share * (self._end - self._start)


def _draw_line(points: Sequence[tuple[float, float]], style: str) -> str:
    return f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" {style}/>'
