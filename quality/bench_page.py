"""Writes docs/performance.md from what the bench keeps: one table and one plot. What people wrote below them stays."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from quality.bench_kept import Beside, Copies, Growth, Kept, Large, in_order

INTRO = """# How fast

This part is written by `make bench` (`python -m quality bench --help`), not by hand. Costs are CPU seconds of all
processes, so that a busy machine changes them little; made news (`python -m quality make`, a third of it copies) is
what is added. A line that names a goal says what is wanted beside it.
"""
END = "<!-- what is below this line is written by hand and kept -->"
WIDTH, HEIGHT, MARGIN = 640, 360, 64
STYLE = """<style>
svg { font: 12px sans-serif; --ink: #222; --paper: #fff; --pale: #999; --line: #1b5e8a }
@media (prefers-color-scheme: dark) { svg { --ink: #ddd; --paper: #14181c; --pale: #777; --line: #6cb4e4 } }
text { fill: var(--ink) } .paper { fill: var(--paper) } .line { stroke: var(--line); stroke-width: 2; fill: none }
.even { stroke: var(--pale); stroke-dasharray: 4 4; fill: none } circle { fill: var(--line) }
</style>"""
ACROSS, UP = "articles added (dashed: in proportion)", "CPU seconds"
GOALS = {"search": "30", "ask": "200", "story": "100", "claim": "100"}  # CPU milliseconds, 95th percentile

Row = tuple[str, str, str]


def write_page(out: Path, kept: Kept) -> str:
    """Write the page, and its plot beside it. The part that is written here."""
    growth = in_order(kept.growth)
    text = f"{INTRO}\nMeasured on: {kept.machine or 'nothing yet'}.\n\n{_make_table(kept)}\n"
    text += "".join(f"\nNot measured: `{stage}` {reason}.\n" for stage, reason in sorted(kept.failed.items()))
    if growth:
        plot = out.with_suffix(".svg")
        plot.write_text(draw_growth(growth), encoding="utf-8")
        text += f"\n![CPU seconds by articles added, both logarithmic]({plot.name})\n"
    by_hand = out.read_text("utf-8").partition(END)[2] if out.exists() else "\n"
    out.write_text(f"{text}\n{END}{by_hand}", encoding="utf-8")
    return text


def _make_table(kept: Kept) -> str:
    rows = [
        *_list_stations(kept.stations),
        *_list_copies(in_order(kept.copies)),
        *_list_growth(in_order(kept.growth)),
        *_list_large(in_order(kept.filled)),
    ]
    width = [max(len(row[column]) for row in [*rows, ("what", "sayso", "beside it")]) for column in range(3)]
    head = [("what", "sayso", "beside it"), tuple("-" * size for size in width), *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(size) for cell, size in zip(row, width, strict=True)) + " |" for row in head
    )


def _list_stations(stations: Sequence[Beside]) -> Iterator[Row]:
    for row in stations:
        other = "not installed" if row.other is None else f"{row.other:.1f} CPU-ms"
        yield (
            f"{row.station}, an article",
            f"{row.own:.1f} CPU-ms ({1e3 / row.own:,.0f} a CPU-s)",
            f"{row.tool}: {other}",
        )


def _list_copies(copies: Sequence[Copies]) -> Iterator[Row]:
    for run in copies:
        each = f"{run.total:,.0f} CPU-s ({run.articles / run.total:,.0f} articles a CPU-s)"
        yield f"collapse {run.articles:,} articles at hand", each, f"{run.megabytes:,.0f} MB beyond the texts"
    for before, after in pairwise(copies):
        exponent = f"{find_exponent(before, after, 'total'):.2f}"
        yield f"exponent, {before.articles:,} to {after.articles:,}: collapse", exponent, "goal 1.10 at most"


def _list_growth(growth: Sequence[Growth]) -> Iterator[Row]:
    for run in growth:
        parts = ", ".join(f"{name} {seconds / run.articles * 1e3:.1f}" for name, seconds in run.seconds.items())
        each = run.total / run.articles
        yield f"add {run.articles:,} articles", f"{run.total:,.0f} CPU-s ({each * 1e3:.1f} CPU-ms an article)", parts
        most = f"goal 40 on two idle cores; {2 / each:.0f} if both had work all the time"
        yield "… in wall time, here", f"{run.articles / run.wall:.1f} articles/s", most
        yield "… memory, all processes", f"{run.peak:,.0f} MB", "goal 1,500 MB at most"
        yield "… archive", f"{run.archive:,.0f} MB", f"{run.archive / run.articles * 1e3:.1f} kB an article"
    for before, after in pairwise(growth):
        what = f"exponent, {before.articles:,} to {after.articles:,}"
        yield f"{what}: time", f"{find_exponent(before, after, 'total'):.2f}", "goal 1.05 at most"
        yield f"{what}: memory", f"{find_exponent(before, after, 'peak'):.2f}", ""
        yield f"{what}: archive", f"{find_exponent(before, after, 'archive'):.2f}", ""


def find_exponent(before: Growth | Copies, after: Growth | Copies, name: str) -> float:
    """By what power of the articles a cost grows: 1 is in proportion."""
    return math.log(getattr(after, name) / getattr(before, name)) / math.log(after.articles / before.articles)


def _list_large(large: Sequence[Large]) -> Iterator[Row]:
    for run in large:
        at = f"with {run.articles:,} articles"
        yield f"archive {at}", f"{run.archive:,.0f} MB", f"{run.archive / run.articles * 1e3:.1f} kB an article"
        times = "" if run is large[0] else f"{run.more / large[0].more:.2f} times the first; goal 1.5 at most"
        yield f"one more page {at}", f"{run.more:.0f} CPU-ms", times
        for name, (middle, high) in run.latencies.items():
            goal = f"; goal {GOALS[name]} at most" if name in GOALS else ""
            yield f"{name} {at}", f"{middle:.1f} CPU-ms", f"p95 {high:.1f}{goal}"


# --- the plot -------------------------------------------------------------------------------------------------------


def draw_growth(growth: Sequence[Growth]) -> str:
    """SVG: CPU seconds by articles, and what they would be if each article cost what it cost at the smallest size."""
    sizes, costs = [run.articles for run in growth], [run.total for run in growth]
    even = [costs[0] * size / sizes[0] for size in sizes]
    x, y = _Scale(sizes, MARGIN, WIDTH - MARGIN), _Scale([*costs, *even], HEIGHT - MARGIN, MARGIN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        "<title>CPU seconds to add made articles</title>",
        STYLE,
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        _draw_line([(x(a), y(c)) for a, c in zip(sizes, even, strict=True)], "even"),
        _draw_line([(x(a), y(c)) for a, c in zip(sizes, costs, strict=True)], "line"),
    ]
    for size, cost in zip(sizes, costs, strict=True):
        lines.append(f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="4"/>')
        lines.append(_draw_text(x(size), y(cost) - 10, f"{cost:,.0f} s"))
        lines.append(_draw_text(x(size), HEIGHT - MARGIN + 24, f"{size:,}"))
    lines += [_draw_text(WIDTH / 2, HEIGHT - 8, ACROSS), _draw_text(MARGIN, 24, UP)]
    return "\n".join([*lines, "</svg>", ""])


class _Scale:
    """From values, logarithmic, to a place between two ends."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low, self._high = math.log(min(values)), math.log(max(values))
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        share = (math.log(value) - self._low) / (self._high - self._low or 1.0)
        return self._start + share * (self._end - self._start)


def _draw_line(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def _draw_text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{text}</text>'
