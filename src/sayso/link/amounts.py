"""How much a figure gives, and whether two amounts can both hold or are one count: bounds, units, rounding."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.figure_words import load_words
from sayso.model import Figure
from sayso.rules.lines import load_rules

OPEN = 1.1  # how far above "more than N" a number may stand and still be the same count
OPEN_DOZENS = 1.3  # … above "more than two dozen"
DOZENS = frozenset(float(12 * many) for many in range(1, 6))
ROUND = 0.05  # how far a round number may stand from the exact one
LARGE = 1e6  # from here on a number is told rounded
VAGUE = 10.0  # "hundreds" are fewer than ten times what they begin at
NEAR = 0.15  # how far below its bound an "almost" may stand
ROUGH = frozenset(
    {"about", "around", "roughly", "some", "approximately", "estimated", "an estimated", "perhaps", "~", "or so"}
)
SHORT_OF = frozenset({"nearly", "almost", "close to", "just under", "just below", "shy of", "just shy of"})


@lru_cache(maxsize=1)
def vague_words() -> frozenset[str]:
    """ "hundreds", "tens of thousands": words that say how many digits a number has."""
    return frozenset(word for word, bounds in load_rules("counted")["vague"].items() if len(bounds) == 1)


def find_unit(unit: str | None) -> str:
    """A unit as compared: a noun is none, nor are people; fractions are percents; what converts is its kind."""
    folded = (unit or "").casefold().strip()
    if folded == "fraction":
        return "percent"
    kind = _unit_kinds().get(folded)
    if kind is None:
        return ""
    return kind if folded in _factors() else folded


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency of the tables."""
    return _unit_kinds().get((unit or "").casefold().strip()) == "money"


@lru_cache(maxsize=1)
def _unit_kinds() -> Mapping[str, str]:
    """Unit → its kind: of every unit that is not just a noun."""
    kinds = {unit.name.casefold(): unit.kind for unit in load_words().units.values()}
    return kinds | {"percent of gdp": "share", "ratio": "ratio"}


@lru_cache(maxsize=1)
def _factors() -> Mapping[str, float]:
    """Unit → one of it in the base unit of its kind."""
    units = load_words().units.values()
    return {unit.name.casefold(): unit.factor for unit in units if unit.factor is not None}


@lru_cache(maxsize=1024)
def find_scale(unit: str | None) -> float:
    """What a number of the unit is multiplied with to be compared."""
    folded = (unit or "").casefold().strip()
    return 100.0 if folded == "fraction" else _factors().get(folded, 1.0)


class _Amount(NamedTuple):
    """How much a figure gives, and nothing of what."""

    minimum: float | None
    maximum: float | None
    unit: str | None
    qualifier: str | None

    @property
    def is_open(self) -> bool:
        return self.minimum is None or self.maximum is None


def _read_amount(figure: Figure) -> _Amount:
    return _Amount(figure.minimum, figure.maximum, figure.unit, figure.qualifier)


def values_agree(a: Figure, b: Figure) -> bool:
    """Whether both values can hold: their bounds meet, where a rough, rounded or converted number has some room."""
    return _agree(_read_amount(a), _read_amount(b))


@lru_cache(maxsize=1 << 15)  # a story holds each two of its figures against each other several times
def _agree(a: _Amount, b: _Amount) -> bool:
    (low_a, high_a), (low_b, high_b) = _find_bounds(a), _find_bounds(b)
    ends = [abs(value) for value in (low_a, high_a, low_b, high_b) if math.isfinite(value)]
    room = 0.0 if a.is_open or b.is_open else max(map(find_rounding, ends), default=0.0)
    if ends and find_scale(a.unit) != find_scale(b.unit):
        room = max(room, ROUND * min(ends))
    return low_a <= high_b + room and low_b <= high_a + room


def find_rounding(value: float) -> float:
    """Half of the last digit that a large or broken number is told in: 3.6 billion may be 3.63, but 40 is 40."""
    if value == int(value) and value < LARGE:
        return 0.0
    step = 1.0
    while value % (step * 10) == 0:
        step *= 10
    while step > 1e-6 and abs(round(value / step) * step - value) > 1e-9 * value:
        step /= 10
    return step / 2


def find_bounds(figure: Figure) -> tuple[float, float]:
    """The least and most a figure allows, in the base unit; open ends are infinite, a rough number has `ROUND`."""
    return _find_bounds(_read_amount(figure))


def _find_bounds(amount: _Amount) -> tuple[float, float]:
    scale = find_scale(amount.unit)
    low = -math.inf if amount.minimum is None else amount.minimum * scale
    high = math.inf if amount.maximum is None else amount.maximum * scale
    told = (amount.qualifier or "").casefold()
    if told in ROUGH:
        low, high = low - ROUND * abs(low), high + ROUND * abs(high)
    if told in vague_words():
        high = VAGUE * low
    if told in SHORT_OF and math.isfinite(high):
        low = high - NEAR * abs(high)
    return low, high


def is_same_count(a: Figure, b: Figure) -> bool:
    """Whether two figures give one count: both can hold, and they are of one size ("at least 14" is not 19)."""
    if not values_agree(a, b):
        return False
    known = sorted(abs(value) * find_scale(f.unit) for f in (a, b) for value in (f.minimum, f.maximum) if value)
    rough = any(f.maximum is None and f.minimum in DOZENS and not find_unit(f.unit) for f in (a, b))
    room = OPEN_DOZENS if rough else OPEN
    return _is_vague(a, b) or not known or known[-1] <= room * known[0]


def _is_vague(*figures: Figure) -> bool:
    """Whether one is told so roughly that the size of the other does not matter."""
    words = vague_words() | {"several", "between"}
    return any(
        (figure.qualifier or "").casefold() in words or (figure.unit == "fraction" and _read_amount(figure).is_open)
        for figure in figures
    )


def list_bounds(figure: Figure) -> list[float]:
    """The numbers that a figure gives, as printed: one, or the ends of a range."""
    return [value for value in (figure.minimum, figure.maximum) if value is not None]


def list_values(figure: Figure) -> list[float]:
    """The numbers that a figure gives, in the base unit."""
    return [value * find_scale(figure.unit) for value in list_bounds(figure)]
