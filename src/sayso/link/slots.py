"""What a figure counts, in slots that can be compared, and whether two values can both hold.

The measures, and the nouns that news uses for one another, are `rules/measures.toml`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from sayso.extract.figure_words import load_words
from sayso.link.words import find_stem, load_tables, read_rules, read_words
from sayso.model import Figure, Scope
from sayso.rules.lines import load_rules

OPEN = 1.1  # how far above "more than N" a number may stand and still be the same count
OPEN_DOZENS = 1.3  # … above "more than two dozen"
DOZENS = frozenset(float(12 * many) for many in range(1, 6))
ROUND = 0.05  # how far a round number may stand from the exact one
LARGE = 1e6  # from here on a number is told rounded
NO_SLOT = frozenset({"the", "of", "a", "an", "in", "for", "by", "total", "number", "people", "person"})
VAGUE = 10.0  # "hundreds" are fewer than ten times what they begin at
NEAR = 0.15  # how far below its bound an "almost" may stand
ROUGH = frozenset(
    {"about", "around", "roughly", "some", "approximately", "estimated", "an estimated", "perhaps", "~", "or so"}
)
SHORT_OF = frozenset({"nearly", "almost", "close to", "just under", "just below", "shy of", "just shy of"})
JOINTS = frozenset({"of", "in", "on", "for", "by"})
LEAST_STEM = 3
TIME = "duration"  # the unit of all lengths of time
PEOPLE = "people"  # the class of nouns that say no more than that people are counted


class Slots(NamedTuple):
    """What a figure counts, in slots that can be compared."""

    countries: frozenset[str]
    counted: frozenset[str]  # classes of nouns, things and stems
    head: str | None  # of `counted`, the noun that the number is of
    measure: str | None
    place: frozenset[str]
    scope: Scope
    unit: str
    aside: str | None = None
    names: frozenset[str] = frozenset()  # proper names in `counted`
    persons: bool | None = None  # whether people are counted; None where that is not known


@lru_cache(maxsize=1)
def load_measures() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Stems of a measure's words → its name, longest first."""
    rows = [
        (tuple(find_stem(w.text) for w in read_words(words)), name)
        for name, listed in read_rules("measures")["measures"].items()
        for words in listed
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@lru_cache(maxsize=1)
def measure_words() -> Mapping[str, frozenset[str]]:
    """Measure → the stems that name it: of "19 deaths" they say how, not what is counted."""
    found: dict[str, set[str]] = defaultdict(set)
    for stems, name in load_measures():
        found[name].update(stems)
    return {name: frozenset(stems) for name, stems in found.items()}


@lru_cache(maxsize=1)
def changing_measures() -> frozenset[str]:
    """Measures whose later count takes the place of the earlier."""
    return frozenset(read_rules("measures")["changing"]["measures"])


@lru_cache(maxsize=1)
def daily_measures() -> frozenset[str]:
    """Measures that are counted anew each day: a day's count is a part of the whole."""
    return frozenset(read_rules("measures")["changing"]["daily"])


@lru_cache(maxsize=1)
def state_measures() -> frozenset[str]:
    """Measures of who is still in a state: what remains is the count."""
    return frozenset(read_rules("measures")["changing"]["states"])


def find_scope(figure: Figure) -> Scope:
    """The part of the whole that a figure counts."""
    if figure.scope is Scope.REMAINING and read_slots(figure).measure in state_measures():
        return Scope.TOTAL
    return figure.scope or Scope.TOTAL


@lru_cache(maxsize=1)
def loose_measures() -> frozenset[str]:
    """Measures that tell by themselves what is counted, whatever noun stands there."""
    return frozenset(read_rules("measures")["telling"]["loose"])


@lru_cache(maxsize=1)
def vague_words() -> frozenset[str]:
    """ "hundreds", "tens of thousands": words that say how many digits a number has."""
    return frozenset(word for word, bounds in load_rules("counted")["vague"].items() if len(bounds) == 1)


@lru_cache(maxsize=1)
def telling_measures() -> frozenset[str]:
    """Measures of which a story has mostly one count."""
    return frozenset(read_rules("measures")["telling"]["measures"])


@lru_cache(maxsize=1)
def certain_measures() -> frozenset[str]:
    """Measures that no word near a number is mistaken for."""
    return frozenset(read_rules("measures")["certain"]["measures"])


@lru_cache(maxsize=1)
def _apart() -> Mapping[str, frozenset[str]]:
    """Measure → the group of measures of which no two can be of one count."""
    groups = read_rules("measures")["apart"].values()
    return {name: frozenset(group) for group in groups for name in group}


@lru_cache(maxsize=1)
def noun_classes() -> Mapping[str, str]:
    """Stem of a noun → the class of nouns that news uses for one another."""
    found: dict[str, str] = {}
    for name, nouns in read_rules("measures")["nouns"].items():
        for noun in nouns:
            found.setdefault(find_stem(noun), f"{name}*")
    return found


@lru_cache(maxsize=8192)
def find_measure(text: str | None, *, known: bool = False) -> str | None:
    """The measure a phrase names; where no table knows it the phrase's own stems, or with `known` None."""
    if not text:
        return None
    stems = [w.stem for w in read_words(text.replace("+", " and "))]
    for words, name in load_measures():
        if any(tuple(stems[i : i + len(words)]) == words for i in range(len(stems) - len(words) + 1)):
            return name
    return None if known else " ".join(sorted(set(stems) - NO_SLOT - load_tables().stop)) or None


def read_slots(figure: Figure) -> Slots:
    """The slots of a figure. What it counts is classes of nouns, things and stems; whose, its countries."""
    words = read_words(figure.counted or "")
    unit = find_unit(figure.unit)
    measure = find_measure(figure.measure) or find_measure(figure.counted, known=True)
    if unit == "percent":
        measure = _find_share(figure) or measure
    if measure in ("damage", "affected"):
        measure = "damage" if is_money(figure.unit) else "affected"
    stop = load_tables().stop | NO_SLOT
    own = measure_words().get(measure or "", frozenset())
    if _is_unknown_money(figure, unit, measure):
        own |= {find_stem(figure.unit or "")}
    classes = noun_classes()
    own |= {find_stem(figure.unit)} if unit and figure.unit else frozenset()
    named = [w for w in words if not w.country and w.number is None and w.stem not in stop]
    kinds = [classes.get(w.stem) or w.thing or w.stem for w in named]
    counted = frozenset(
        kind for w, kind in zip(named, kinds, strict=True) if w.stem not in own and kind != f"{PEOPLE}*"
    )
    return Slots(
        frozenset(w.country for w in words if w.country),
        counted,
        _find_own_head(figure.counted or "", measure, unit) or _find_head(figure.counted or "", counted),
        measure,
        frozenset(w.key for w in read_words(figure.place or "") if w.stem not in stop),
        figure.scope or Scope.TOTAL,
        unit,
        figure.aside,
        frozenset(w.stem for w in words if w.text[:1].isupper()),
        figure.unit == "persons" if figure.unit else None,
    )


def _is_unknown_money(figure: Figure, unit: str, measure: str | None) -> bool:
    """Whether the noun of a large number of a cost, debt and their like is a currency that no table has."""
    is_noun = bool(figure.unit) and not unit and figure.unit != "persons"
    large = max((bound for bound in (figure.minimum, figure.maximum) if bound is not None), default=0.0) >= LARGE
    return is_noun and large and measure in read_rules("measures")["apart"]["money"]


def _find_share(figure: Figure) -> str | None:
    """What a percentage is of, where the table knows: of the voters, it is the turnout."""
    shares = read_rules("measures")["shares"]
    named = (find_measure(figure.measure), find_measure(figure.counted, known=True))
    return next((shares[name] for name in named if name in shares), None)


def _find_own_head(counted: str, measure: str | None, unit: str) -> str | None:
    """The measure where the noun names it: sentences are of no count with counties, whatever is said of both."""
    if measure is None or unit or measure in read_rules("measures")["apart"]["fates"]:
        return None
    before = list(takewhile(lambda w: w.text.lower() not in JOINTS, read_words(counted)))
    return f"={measure}" if before and before[-1].stem in measure_words().get(measure, ()) else None


def _find_head(counted: str, slots: frozenset[str]) -> str | None:
    """The noun that a number is of: the last word before "of", "in", "on"; None where it says nothing of its own."""
    classes = noun_classes()
    parts: list[list[str]] = [[]]
    for word in read_words(counted):
        if word.text.lower() in JOINTS:
            parts.append([])
        else:
            parts[-1].append(classes.get(word.stem) or word.thing or word.stem)
    return next((kind for part in parts for kind in reversed(part) if kind in slots), None)


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


def contradict(a: Slots, b: Slots) -> bool:
    """Whether a slot says that two figures count different things: another kind, unit or country."""
    if a.unit != b.unit or (a.countries and b.countries and a.countries != b.countries):
        return True
    if _exclude_kinds(a.aside, b.aside) or (a.unit == TIME and a.aside != b.aside):
        return True
    return a.aside == b.aside == "age" and _are_two_persons(a, b)


def _are_two_persons(a: Slots, b: Slots) -> bool:
    """Whether two ages are of two people: other names, or one is told of somebody's kin or friend."""
    if a.names and b.names:
        return not a.names & b.names
    kin = _kin()
    return (a.head in kin) != (b.head in kin)


@lru_cache(maxsize=1)
def standing_words() -> frozenset[str]:
    """Stems of words that tell a score of a season or a career, which changes, from that of a game."""
    return frozenset(find_stem(word) for word in read_rules("measures")["standing"]["words"])


@lru_cache(maxsize=1)
def _kin() -> frozenset[str]:
    return frozenset(find_stem(noun) for noun in read_rules("measures")["kin"]["nouns"])


def differ_in_noun(a: Slots, b: Slots) -> bool:
    """Whether the numbers are of two nouns; of one measure in one unit ("turnout was 90%") the nouns do not matter."""
    if a.measure and a.measure == b.measure and a.measure in loose_measures():
        return False
    if None not in (a.persons, b.persons) and a.persons != b.persons and a.head != b.head:
        return True
    if not a.head or not b.head:
        return False
    if a.unit and a.measure and a.measure == b.measure:
        return False
    return not is_one_noun(a.head, b.head)


def is_one_noun(a: str | None, b: str | None) -> bool:
    """Whether two head nouns are one, or one is compounded of the other: "sites" and "websites"."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) >= LEAST_STEM and long.endswith(short))


def _exclude_kinds(a: str | None, b: str | None) -> bool:
    """Whether one is an age, score, rank or name and the other is not: a bare mention may be anything but a name."""
    return a != b and ("mention" not in (a, b) or "name" in (a, b))


def exclude_measures(a: str | None, b: str | None) -> bool:
    """Whether no count can be of both measures: the dead are not the hurt."""
    return bool(a and b and a != b and b in _apart().get(a, frozenset()))


def is_general(slots: Slots) -> bool:
    """Whether a figure counts just people: `19 people were killed`."""
    if slots.measure in loose_measures():
        return not slots.countries
    return not slots.counted and not slots.countries and slots.head is None


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
