"""When two figures count one thing: exact slots first, then whether their values can both hold."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sayso.link.words import find_stem, load_tables, read_rules, read_words
from sayso.model import Figure, Scope

OPEN = 1.12  # how far above "more than N" a number may stand and still be the same count
LEAST_EVIDENCE = 2.0  # points that two figures count one thing: for measure, noun, number, place and words around
SMALL = 12  # numbers up to this one stand on every page
PLAIN = frozenset({"duration", "distance", "increase", "decrease"})  # measures that so much has that they tell nothing
MAX_SERIES = 200  # figures of one quantity
ROUND = 0.05  # how far a round number may stand from the exact one
NO_SLOT = frozenset({"the", "of", "a", "an", "in", "for", "by", "total", "number", "people", "person"})
ROUGH = frozenset({"about", "around", "roughly", "some", "approximately", "nearly", "almost", "estimated", "close to"})


class Setting(NamedTuple):
    """What stands around a figure: countries and names its sentence and its article's lead are set in, and stems."""

    places: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Slots(NamedTuple):
    """What a figure counts, in slots that can be compared."""

    countries: frozenset[str]
    counted: frozenset[str]
    measure: str | None
    place: frozenset[str]
    scope: Scope
    unit: str


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
def changing_measures() -> frozenset[str]:
    """Measures whose later count takes the place of the earlier."""
    return frozenset(read_rules("measures")["changing"]["measures"])


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
    """The slots of a figure. What it counts is things and stems; whose, its countries."""
    words = read_words(figure.counted or "")
    measure = find_measure(figure.measure) or find_measure(figure.counted, known=True)
    stop = load_tables().stop | NO_SLOT
    counted = {w.thing or w.stem for w in words if not w.country and w.number is None and w.stem not in stop}
    return Slots(
        frozenset(w.country for w in words if w.country),
        frozenset(counted),
        measure,
        frozenset(w.key for w in read_words(figure.place or "") if w.stem not in stop),
        figure.scope or Scope.TOTAL,
        find_unit(figure.unit),
    )


def find_unit(unit: str | None) -> str:
    """A unit as compared; people, soldiers and nothing at all are one: a count."""
    folded = (unit or "").casefold().strip()
    return "" if folded in ("", "persons", "person", "people", "count", "items") else find_stem(folded)


def contradict(a: Slots, b: Slots) -> bool:
    """Whether a slot says that two figures count different things: another unit, measure, noun, country or place."""
    if a.unit != b.unit or a.countries != b.countries or (a.measure and b.measure and a.measure != b.measure):
        return True
    if a.counted and b.counted and not (a.counted <= b.counted or b.counted <= a.counted):
        return True
    return bool(a.place and b.place and not (a.place <= b.place or b.place <= a.place))


def is_general(slots: Slots) -> bool:
    """Whether a figure counts just people: `19 people were killed`."""
    return not slots.counted and not slots.countries


def values_agree(a: Figure, b: Figure) -> bool:
    """Whether both values can hold: their bounds meet, where a rough number has some room."""
    low_a, high_a = find_bounds(a)
    low_b, high_b = find_bounds(b)
    return low_a <= high_b and low_b <= high_a


def find_bounds(figure: Figure) -> tuple[float, float]:
    """The least and most a figure allows; open ends are infinite, a rough number has `ROUND` to either side."""
    low = -math.inf if figure.minimum is None else figure.minimum
    high = math.inf if figure.maximum is None else figure.maximum
    if (figure.qualifier or "").casefold() in ROUGH:
        low, high = low - ROUND * abs(low), high + ROUND * abs(high)
    return low, high


def is_same_count(a: Figure, b: Figure) -> bool:
    """Whether two figures give one count: both can hold, and they are of one size ("at least 14" is not 19)."""
    known = sorted(abs(value) for f in (a, b) for value in (f.minimum, f.maximum) if value)
    return values_agree(a, b) and (not known or known[-1] <= OPEN * known[0])


def list_series(figures: Iterable[Figure], settings: Mapping[str, Setting] | None = None) -> list[list[Figure]]:
    """Figures that count one thing, each list in order of id, conversions left out; `settings` are by figure."""
    around = settings or {}
    buckets: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    slots: dict[str, Slots] = {}
    for figure in sorted((f for f in figures if f.conversion_of is None), key=lambda f: f.id):
        slots[figure.id] = slot = read_slots(figure)
        series = buckets[(slot.unit, slot.countries)]
        home = next((s for s in series[:MAX_SERIES] if all(_meet(figure, o, slots, around) for o in s)), None)
        if home is None:
            series.append([figure])
        elif len(home) < MAX_SERIES:
            home.append(figure)
    return [home for series in buckets.values() for home in series if len(home) > 1]


def _meet(a: Figure, b: Figure, slots: Mapping[str, Slots], settings: Mapping[str, Setting]) -> bool:
    """Whether two figures count one thing: no slot contradicts, and enough of them or of what is around agrees.

    "19 people were killed" counts one thing with another such count only where both are set in one place.
    """
    if b.id in (a.conversion_of, a.included_in) or a.id in (b.conversion_of, b.included_in):
        return False
    one, other = slots[a.id], slots[b.id]
    here, there = settings.get(a.id, Setting()), settings.get(b.id, Setting())
    if contradict(one, other) or (a.article == b.article and _set_apart(here, there) and not (a.place and b.place)):
        return False
    placed = _share_place(one.place | here.places, other.place | there.places, here.home, there.home)
    if is_general(one) and is_general(other) and not one.unit:
        unplaced = not (here.places | there.places | one.place | other.place)
        return bool(one.measure and other.measure) and (placed or (unplaced and _is_one_value(a, b)))
    common = len((here.words & there.words) - one.counted - other.counted)
    evidence = 1.0 * bool(one.measure and other.measure and one.measure not in PLAIN) + bool(
        one.counted & other.counted
    )
    evidence += 0.5 * min(common, 3) + 0.5 * placed + 1.0 * _is_one_value(a, b)
    return evidence >= LEAST_EVIDENCE


def _is_one_value(a: Figure, b: Figure) -> bool:
    """Whether two figures are the same number, and one that does not stand on every page."""
    known = [value for value in (a.minimum, a.maximum) if value is not None]
    return bool(known) and max(known) > SMALL and {a.minimum, a.maximum} & {b.minimum, b.maximum} - {None} != set()


def _set_apart(a: Setting, b: Setting) -> bool:
    return bool(a.places and b.places and not a.places & b.places)


def _share_place(a: frozenset[str], b: frozenset[str], home_a: frozenset[str], home_b: frozenset[str]) -> bool:
    """Whether two counts are set in one place; where a sentence names none, its article's lead does."""
    if a and b:
        return bool(a & b)
    if a or b:
        return bool(a & home_b or b & home_a)
    shared = home_a & home_b
    return len(shared) > 1 or bool(shared and shared in (home_a, home_b))


def group_figures(figures: Iterable[Figure], settings: Mapping[str, Setting] | None = None) -> list[list[Figure]]:
    """Figures that give one count of one thing; groups of two and more."""
    groups: list[list[Figure]] = []
    for series in list_series(figures, settings):
        made: list[list[Figure]] = []
        for figure in series:
            home = next((g for g in made if all(o.scope is figure.scope and is_same_count(figure, o) for o in g)), None)
            if home is None:
                made.append([figure])
            else:
                home.append(figure)
        groups += [group for group in made if len(group) > 1]
    return groups
