"""What kind of number is asked for, and what kind a figure is: people, things, money, a length, a share …"""

from __future__ import annotations

from functools import lru_cache

from sayso.ask.question import Question
from sayso.extract.figure_words import load_words
from sayso.link.words import find_stem
from sayso.model import Figure

COUNTS = frozenset({"count", "persons"})
NO_AMOUNT = COUNTS | {"duration", "ratio"}


def find_quantity(figure: Figure) -> str:
    """persons, count (of things), money, length, mass, share …; other where the tables have no such unit."""
    unit = (figure.unit or "").casefold()
    if unit == "persons":
        return "persons"
    if unit == "fraction":
        return "share"
    kind = _unit_kinds().get(unit)
    if kind:
        return kind
    return "other" if unit and unit not in (figure.counted or "").casefold() else "count"


@lru_cache(maxsize=1)
def _unit_kinds() -> dict[str, str]:
    return {unit.name.casefold(): unit.kind for unit in load_words().units.values()}


def fits_quantity(question: Question, figure: Figure) -> bool:
    """Whether a figure is of the kind asked for."""
    wanted, kind = question.quantity, find_quantity(figure)
    if wanted in ("", "any"):
        return True
    if wanted == "count":
        return kind in COUNTS or names_unit(question, figure)
    return kind not in NO_AMOUNT if wanted == "amount" else kind == wanted


def names_unit(question: Question, figure: Figure) -> bool:
    """Whether the unit itself is asked for: how many tonnes, how many days."""
    asked = {w.stem for w in question.counted}
    return bool(
        asked & _unit_names().get((figure.unit or "").casefold(), frozenset({find_stem(find_quantity(figure))}))
    )


@lru_cache(maxsize=1)
def _unit_names() -> dict[str, frozenset[str]]:
    """Unit, in small letters → the stems of its names and of its kind: mm → millimetre, mm, length."""
    found: dict[str, set[str]] = {}
    for name, unit in load_words().units.items():
        stems = {find_stem(word) for word in (*name.split(), unit.name, unit.kind)}
        found.setdefault(unit.name.casefold(), set()).update(stems)
    return {unit: frozenset(stems) for unit, stems in found.items()}
