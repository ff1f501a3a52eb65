"""What a figure counts, in slots that can be compared.

The measures, and the nouns that news uses for one another, are `rules/measures.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from sayso.link.amounts import LARGE, find_unit, is_money
from sayso.link.words import find_stem, load_tables, read_rules, read_words
from sayso.model import Figure, Scope

NO_SLOT = frozenset({"the", "of", "a", "an", "in", "for", "by", "total", "number", "people", "person"})
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
def growing_measures() -> frozenset[str]:
    """Measures of which a later count is never less than the earlier."""
    return frozenset(read_rules("measures")["changing"]["growing"])


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


def is_known_measure(measure: str | None) -> bool:
    """Whether a slot's measure is one of the table's, and no stem of a verb that was met near the number."""
    return measure in measure_words()


def read_slots(figure: Figure) -> Slots:
    """The slots of a figure. What it counts is classes of nouns, things and stems; whose, its countries."""
    words = read_words(figure.counted or "")
    unit = find_unit(figure.unit)
    measure = _read_measure(figure)
    if measure in ("increase", "decrease") and unit != "percent":  # "the cost rises to 390 million" is a cost
        measure = find_measure(figure.counted, known=True) or measure
    if unit == "percent":
        measure = _find_share(figure) or measure
    if measure in ("damage", "affected"):
        measure = "damage" if is_money(figure.unit) else "affected"
    stop = load_tables().stop | NO_SLOT
    own = measure_words().get(measure or "", frozenset())
    if _is_unknown_money(figure, unit, measure):
        unit = find_stem(figure.unit or "")
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
        _counts_persons(figure, measure),
    )


def _read_measure(figure: Figure) -> str | None:
    """The measure of the table that a figure's own words name, else what its noun names, else its own words' stems."""
    named = find_measure(figure.measure, known=True) or find_measure(figure.counted, known=True)
    return named or find_measure(figure.measure)


def _counts_persons(figure: Figure, measure: str | None) -> bool | None:
    """Whether people are counted; "the number of arrests" leaves it open: it may be of those arrested."""
    if not figure.unit or find_stem(figure.unit) in measure_words().get(measure or "", ()):
        return None
    return figure.unit == "persons"


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


def contradict(a: Slots, b: Slots) -> bool:
    """Whether a slot says that two figures count different things: another kind, unit or country."""
    if a.unit != b.unit or (a.countries and b.countries and a.countries != b.countries):
        return True
    if a.measure == b.measure == "tariff" and a.names and b.names and not a.names & b.names:
        return True  # a duty on another's goods
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
