"""When two figures count one thing: exact slots first, then whether their values can both hold."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.link.words import find_stem, load_tables, read_rules, read_words
from sayso.model import Figure, Scope

OPEN = 1.12  # how far above "more than N" a number may stand and still be the same count
LEAST_EVIDENCE = 2.0  # points that two figures count one thing: for measure, noun, number, place and words around
SHARED_NAMES = 2  # names that two sentences share, of the one who counts
RIVAL = 0.5  # points less where the two numbers cannot both hold: more must say that they count one thing
SMALL = 12  # numbers up to this one stand on every page
PLAIN = frozenset({"duration", "distance", "increase", "decrease"})  # measures that so much has that they tell nothing
MAX_BUCKET = 400  # figures of one unit that are compared
ROUND = 0.05  # how far a round number may stand from the exact one
NO_SLOT = frozenset({"the", "of", "a", "an", "in", "for", "by", "total", "number", "people", "person"})
ROUGH = frozenset({"about", "around", "roughly", "some", "approximately", "nearly", "almost", "estimated", "close to"})


class Setting(NamedTuple):
    """What stands around a figure: where its sentence and its article's lead are set, and what the sentence names."""

    places: frozenset[str] = frozenset()  # after `in`, `at` and their like
    home: frozenset[str] = frozenset()  # of the lead
    names: frozenset[str] = frozenset()  # all countries and names of the sentence
    words: frozenset[str] = frozenset()  # stems
    sentence: int = -1  # where it begins
    former: bool = False  # told as what was counted before: "down from 210", "at first reported 19"
    claimed: bool = False  # told as somebody's count: "put the number at 27"


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
    own = measure_words().get(measure or "", frozenset())
    counted = {w.thing or w.stem for w in words if not w.country and w.number is None and w.stem not in stop | own}
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
    """Whether a slot says that two figures count different things: another unit, measure, noun or country."""
    if a.unit != b.unit or a.countries != b.countries or (a.measure and b.measure and a.measure != b.measure):
        return True
    return bool(a.counted and b.counted and not (a.counted <= b.counted or b.counted <= a.counted))


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


class _Entry(NamedTuple):
    """A figure with all that says what it counts."""

    figure: Figure
    slots: Slots
    setting: Setting

    @property
    def places(self) -> frozenset[str]:
        return self.slots.place | self.setting.places


def list_series(figures: Iterable[Figure], settings: Mapping[str, Setting] | None = None) -> list[list[Figure]]:
    """Figures that count one thing, each list in order of id, conversions left out; `settings` are by figure.

    Two series become one where any two of their figures count one thing, and no two of them contradict each other.
    """
    buckets: dict[tuple[object, ...], list[_Entry]] = defaultdict(list)
    for figure in sorted((f for f in figures if f.conversion_of is None), key=lambda f: f.id):
        slots = read_slots(figure)
        entry = _Entry(figure, slots, (settings or {}).get(figure.id, Setting()))
        buckets[(slots.unit, slots.countries)].append(entry)
    found = [series for entries in buckets.values() for series in _join_entries(entries[:MAX_BUCKET])]
    return [[entry.figure for entry in series] for series in found if len(series) > 1]


def _join_entries(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    pairs = [(rate_pair(a, b), i, j) for i, a in enumerate(entries) for j, b in enumerate(entries[:i])]
    home = {i: [i] for i in range(len(entries))}
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if score < LEAST_EVIDENCE:
            break
        one, other = home[i], home[j]
        if one is other or any(_are_apart(entries[x], entries[y]) for x in one for y in other):
            continue
        joined = sorted(one + other)
        home.update(dict.fromkeys(joined, joined))
    return [[entries[i] for i in joined] for joined in {id(joined): joined for joined in home.values()}.values()]


def rate_pair(a: _Entry, b: _Entry) -> float:
    """Points that two figures count one thing: measure, noun, number, place and words around; 0 where one denies it.

    "19 people were killed" counts one thing with another such count only where both are set in one place.
    """
    if _are_apart(a, b):
        return 0.0
    one, other = a.slots, b.slots
    measured = bool(one.measure and other.measure and one.measure not in PLAIN)
    named = bool(one.counted & other.counted)
    same = _is_one_value(a.figure, b.figure)
    placed = share_place(a, b)
    if not one.unit and is_general(one) and is_general(other):
        unplaced = not a.places | b.places
        return LEAST_EVIDENCE + placed if measured and (placed or (unplaced and same)) else 0.0
    if not (measured or named or same):
        return 0.0
    common = (a.setting.words & b.setting.words) - one.counted - other.counted - {one.unit}
    told_apart = a.figure.article != b.figure.article or a.setting.sentence != b.setting.sentence
    beside = a.figure.article == b.figure.article and measured
    compared = a.setting.former or b.setting.former
    rival = 0.0 if compared or values_agree(a.figure, b.figure) else RIVAL
    return measured + named + same + 0.5 * (placed + beside) + 0.5 * min(len(common), 3) * told_apart - rival


def _are_apart(a: _Entry, b: _Entry) -> bool:
    """Whether two figures cannot count one thing: a slot contradicts, or each is set in a place of its own."""
    if b.figure.id in (a.figure.conversion_of, a.figure.included_in):
        return True
    if a.figure.id in (b.figure.conversion_of, b.figure.included_in) or contradict(a.slots, b.slots):
        return True
    if not (a.places and b.places) or a.places & b.places:
        return False
    near = (a.places & b.setting.names) | (b.places & a.setting.names)
    lead = a.figure.article != b.figure.article and ((a.places & b.setting.home) or (b.places & a.setting.home))
    return not (near or lead)


def share_place(a: _Entry, b: _Entry) -> bool:
    """Whether two counts are set in one place: that of their sentences, else that of their articles' leads."""
    one, other = a.setting, b.setting
    if a.places & b.places or a.places & other.names or b.places & one.names:
        return True
    if not (a.places and b.places):
        if a.places or b.places:
            return bool(a.places & other.home or b.places & one.home)
        shared = one.home & other.home
        if shared and len(one.names & other.names) >= SHARED_NAMES:
            return True
        return len(shared) > 1 or bool(shared and shared in (one.home, other.home))
    return False


def _is_one_value(a: Figure, b: Figure) -> bool:
    """Whether two figures are the same number, and one that does not stand on every page."""
    known = [value for value in (a.minimum, a.maximum) if value is not None]
    return bool(known) and max(known) > SMALL and bool({a.minimum, a.maximum} & {b.minimum, b.maximum} - {None})


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
