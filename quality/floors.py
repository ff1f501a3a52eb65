"""Floors: what a measure may not fall under. `floors.toml` holds them; a floor is only ever raised.

A floor whose name begins with `max.` is a ceiling: it is for counts of errors and for costs, and is only ever lowered.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CEILING = "max."
PLACES = 10_000  # a floor is rounded down to four decimals, a ceiling up

Floors = dict[str, dict[str, float]]

_HEAD = """\
# Floors: measures may not fall under these. `max.` before a name makes it a ceiling. A floor is only ever raised:
# `python -m quality all --pin` raises each to what is measured (timings: to a share of it, named in quality/sets.toml).
"""


def read_floors(path: Path) -> Floors:
    """The floors of every set."""
    return tomllib.loads(path.read_text("utf-8"))


def check_floors(name: str, measures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One sentence for each measure on the wrong side of its floor."""
    fallen = []
    for key, floor in floors.items():
        ceiling = key.startswith(CEILING)
        value = measures.get(key.removeprefix(CEILING))
        if value is None:
            fallen.append(f"{name} {key}: has a floor of {floor}, but was not measured.")
        elif value > floor if ceiling else value < floor:
            fallen.append(f"{name} {key}: {value:.4f} is {'over' if ceiling else 'under'} {floor}.")
    return fallen


def raise_floors(
    floors: Mapping[str, float], measures: Mapping[str, float], about: Mapping[str, Any]
) -> dict[str, float]:
    """The floors of one set, each where it was or at what was measured, whichever is stricter.

    `about`: the set's table in `sets.toml`. A floor that it does not name, or that was not measured, stays.
    """
    raised = dict(floors)
    for key, value in _list_pins(measures, about):
        if key.startswith(CEILING):
            raised[key] = min(raised.get(key, math.inf), math.ceil(round(value * PLACES, 4)) / PLACES)
        else:
            raised[key] = max(raised.get(key, -math.inf), math.floor(round(value * PLACES, 4)) / PLACES)
    return raised


def _list_pins(measures: Mapping[str, float], about: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """(floor's name, value) of each measure that is pinned, in the order of the table."""
    kept = dict.fromkeys((*about.get("higher", ()), *about.get("lower", ())), 1.0) | about.get("timed", {})
    ceilings = {*about.get("lower", ()), *(key for key, share in about.get("timed", {}).items() if share > 1)}
    for key, share in kept.items():
        if key in measures:
            yield (CEILING if key in ceilings else "") + key, measures[key] * share


def write_floors(path: Path, floors: Floors, sets: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the floors as TOML, each set under its title, each timing with its slack."""
    parts = [_HEAD]
    for name, table in floors.items():
        about = sets.get(name, {})
        parts.append(f"\n# {about['title']}.\n[{name}]\n" if about else f"\n[{name}]\n")
        parts += [f"{_quote(key)} = {value!r}{_comment(key, about)}\n" for key, value in table.items()]
    path.write_text("".join(parts), "utf-8")


def _quote(key: str) -> str:
    return key if key.replace("_", "").isalnum() else json.dumps(key)


def _comment(key: str, about: Mapping[str, Any]) -> str:
    share = about.get("timed", {}).get(key.removeprefix(CEILING))
    return f"  # a timing: pinned at {share:g} of what was measured" if share else ""
