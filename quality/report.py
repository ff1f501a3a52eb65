"""docs/quality.md: every measure of one run, beside what others reach, where it should get to, and its floor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality.floors import CEILING, Floors

Measures = Mapping[str, float]

_HEAD = """\
# Quality

Written by `python -m quality report` from one run over every set at hand; no number here is edited by hand.

- **measured**: a share of 1 where it is an F1, a precision, a recall or an accuracy; else a count, or a rate. In square
  brackets stands the interval that holds 95 per cent of the results when pages, texts or topics are drawn again with
  replacement: where it is wide the set is small, and a change within it proves nothing. P is precision, R recall.
- **others**: what plain methods and other tools reach, measured in the same run where the name is not in italics, else
  as published.
- **goal**: where the measure should get to.
- **floor**: a change that brings the measure under it fails `make quality`. "at most" marks a ceiling, for counts of
  errors and for costs. Floors are only ever raised; those of timings leave room for slower machines.

The sets other than the sample pages are texts of publishers: they are measured on, never shipped and never learned
from. `python -m quality SET PATH… --errors` lists what went wrong, item by item.
"""


def write_report(
    path: Path,
    results: Mapping[str, Measures],
    absent: Sequence[str],
    floors: Floors,
    sets: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write the report. `absent`: sets whose data was not at hand."""
    parts = [_HEAD]
    for name, measures in results.items():
        parts += write_set(name, measures, floors.get(name, {}), sets.get(name, {}))
    if absent:
        parts.append("\n## Not measured\n\nThe data of these sets was not at hand.\n\n")
        parts += [f"- `{name}` ({sets.get(name, {}).get('title', name)})\n" for name in absent]
    path.write_text("".join(parts), "utf-8")


def write_set(name: str, measures: Measures, floors: Measures, about: Mapping[str, Any]) -> Iterator[str]:
    """One set: heading, what it is, and its table. Measures named in `sets.toml` come first, the others by name."""
    yield f"\n## {about.get('title', name)}\n\n"
    yield f"`{name}`. {about['about']}\n\n" if "about" in about else f"`{name}`.\n\n"
    yield "| measure | measured | others | goal | floor |\n| --- | --- | --- | --- | --- |\n"
    for key in order_measures(measures, about):
        cells = [
            f"`{key}`",
            write_value(key, measures),
            "; ".join(write_anchors(about.get("anchors", {}).get(key, {}), measures)),
            write_goal(key, about),
            write_floor(key, floors),
        ]
        yield f"| {' | '.join(cells)} |\n"


def order_measures(measures: Measures, about: Mapping[str, Any]) -> list[str]:
    """The measures that have a row: not intervals, anchors, or the precision and recall that stand beside an F1."""
    anchors = {a for row in about.get("anchors", {}).values() for a in row.values() if isinstance(a, str)}
    beside = {f"{key}{ending}" for key in measures for ending in ("_low", "_high", ".precision", ".recall")}
    named = [key for kind in ("higher", "timed", "lower", "shown") for key in about.get(kind, ()) if key in measures]
    others = sorted(key for key in measures if key not in {*named, *anchors, *beside})
    return [*named, *others]


def write_value(key: str, measures: Measures) -> str:
    """The measure, its interval, and its precision and recall, so far as there are any."""
    text = write_number(measures[key])
    if f"{key}_low" in measures:
        text += f" [{write_number(measures[f'{key}_low'])}, {write_number(measures[f'{key}_high'])}]"
    if f"{key}.recall" in measures:
        text += f" (P {write_number(measures[f'{key}.precision'])}, R {write_number(measures[f'{key}.recall'])})"
    return text


def write_anchors(anchors: Mapping[str, str | float], measures: Measures) -> Iterator[str]:
    """`name value` for each anchor: measured in the run, or published (in italics)."""
    for name, value in anchors.items():
        if not isinstance(value, str):
            yield f"*{name}* {write_number(value)}"
        elif value in measures:
            yield f"{name} {write_number(measures[value])}"


def write_goal(key: str, about: Mapping[str, Any]) -> str:
    """The goal, "at most" before it where less is better."""
    if key not in about.get("goals", {}):
        return ""
    ceiling = key in about.get("lower", ()) or about.get("timed", {}).get(key, 0) > 1
    return ("at most " if ceiling else "") + write_number(about["goals"][key])


def write_floor(key: str, floors: Measures) -> str:
    """The floor, or the ceiling."""
    if CEILING + key in floors:
        return f"at most {write_number(floors[CEILING + key])}"
    return write_number(floors[key]) if key in floors else ""


def write_number(value: float) -> str:
    """Three decimals up to 1, one decimal below 100, none above; whole numbers as such."""
    if value == int(value):
        return str(int(value))
    if abs(value) < 1:
        return f"{value:.3f}"
    return f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
