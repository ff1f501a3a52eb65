"""Which figures count one thing: slots first, then points for what they and the words around them share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.link.amounts import find_scale, is_same_count, list_bounds, list_values, values_agree
from sayso.link.slots import (
    TIME,
    Slots,
    certain_measures,
    changing_measures,
    contradict,
    differ_in_noun,
    exclude_measures,
    is_general,
    is_known_measure,
    is_one_noun,
    read_slots,
    standing_words,
    telling_measures,
)
from sayso.model import Figure

LEAST_EVIDENCE = 2.0  # points that two figures count one thing: for measure, noun, number, place and words around
SHARED_NAMES = 2  # names that two sentences share, of the one who counts
RIVAL = 0.5  # points less where the two numbers cannot both hold: more must say that they count one thing
OTHER_NOUN = 0.5  # points less where the same number is of another noun
OTHER_TIME = 1.0  # points less where the two articles name years, and none in common
FAR = 3.0  # times one number the other, where it seems less likely that they are of one count
MENTION = "mention"
SMALL = 12  # numbers up to this one stand on every page
PLAIN = frozenset({"duration", "distance", "increase", "decrease", "poll", "share"})  # they tell nothing
MAX_BUCKET = 400  # figures of one unit that are compared


class Setting(NamedTuple):
    """What stands around a figure: where its sentence and its article's lead are set, and what the sentence names."""

    places: frozenset[str] = frozenset()  # after `in`, `at` and their like
    home: frozenset[str] = frozenset()  # of the lead
    names: frozenset[str] = frozenset()  # all countries and names of the sentence
    words: frozenset[str] = frozenset()  # stems
    sentence: int = -1  # where it begins
    former: bool = False  # told as what was counted before: "down from 210", "at first reported 19"
    claimed: bool = False  # told as somebody's count: "put the number at 27"
    years: frozenset[str] = frozenset()  # that the article's lead names
    cast: frozenset[str] = frozenset()  # countries and names of the lead
    part: str | None = None  # "Skarby alone", "other": the words that make it a part of what is counted elsewhere
    day: str | None = None  # that it is told of, where such counts are made anew each day: "86 arrests on Saturday"
    numbers: frozenset[float] = frozenset()  # of the sentence, the figure's own left out
    required: bool = False  # told as what must or may be, not as what is: "valid with a turnout of more than 50%"
    planned: bool = False  # told as what is to come: "would send 5,000 builders"
    matter: frozenset[str] = frozenset()  # stems after the noun's "of": of "six versions of the code", the code
    speaking: frozenset[str] = frozenset()  # names of the sentence that only stand in that of the body that gives it


class _Entry(NamedTuple):
    """A figure with all that says what it counts."""

    figure: Figure
    slots: Slots
    setting: Setting

    @property
    def place(self) -> frozenset[str]:
        """What it is told of by its own words; a surgeon's hospital is no place of the dead whom the surgeon counts."""
        return self.slots.place - self.setting.speaking

    @property
    def places(self) -> frozenset[str]:
        return self.place | (self.setting.places - self.setting.speaking)


def _rate_gap(a: Figure, b: Figure) -> float:
    """Points less where one number is many times the other, and neither is told so roughly that it may be."""
    if is_same_count(a, b):
        return 0.0
    one, other = (max(list_values(figure), default=0.0) for figure in (a, b))
    low, high = sorted((abs(one), abs(other)))
    return 0.0 if high <= FAR * low else 0.5 if high <= FAR * FAR * low else 1.0


def is_of_one_size(a: Figure, b: Figure) -> bool:
    """Whether neither number is many times the other, or one is told so roughly that it may be."""
    return _rate_gap(a, b) == 0.0


def list_series(figures: Iterable[Figure], settings: Mapping[str, Setting] | None = None) -> list[list[Figure]]:
    """Figures that count one thing, each list in order of id, conversions left out; `settings` are by figure.

    Two series become one where any two of their figures count one thing, and no two of them contradict each other.
    """
    buckets: dict[tuple[object, ...], list[_Entry]] = defaultdict(list)
    for figure in sorted((f for f in figures if f.conversion_of is None), key=lambda f: f.id):
        slots = read_slots(figure)
        entry = _Entry(figure, slots, (settings or {}).get(figure.id, Setting()))
        buckets[(slots.unit,)].append(entry)
    found = [series for entries in buckets.values() for series in _join_entries(entries[:MAX_BUCKET])]
    return [[entry.figure for entry in series] for series in found if len(series) > 1]


def _join_entries(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    rated = ((rate_pair(a, b), i, j) for i, a in enumerate(entries) for j, b in enumerate(entries[:i]))
    pairs = [pair for pair in rated if pair[0] >= LEAST_EVIDENCE]
    home = {i: [i] for i in range(len(entries))}
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        one, other = home[i], home[j]
        if one is other or not _fit_together([(entries[x], entries[y]) for x in one for y in other]):
            continue
        joined = sorted(one + other)
        home.update(dict.fromkeys(joined, joined))
    return [[entries[i] for i in joined] for joined in {id(joined): joined for joined in home.values()}.values()]


def _fit_together(pairs: Sequence[tuple[_Entry, _Entry]]) -> bool:
    """Whether two series may be one: no two figures contradict, and fewer than half are set in places of their own.

    Who names the dam, who the town below it and who neither may all tell of one count.
    """
    if any(_cannot_be_one(a, b) for a, b in pairs):
        return False
    return 2 * sum(_are_elsewhere(a, b) for a, b in pairs) < len(pairs)


def rate_pair(a: _Entry, b: _Entry) -> float:
    """Points that two figures count one thing: measure, noun, number, place and words around; 0 where one denies it.

    "19 people were killed" counts one thing with another such count only where both are set in one place.
    """
    one, other = a.slots, b.slots
    measured = _rate_measure(one, other)
    may_be_named = one.counted & other.counted or is_one_noun(one.head, other.head)
    same = _rate_number(a.figure, b.figure)
    if not (measured or may_be_named or same) or _are_apart(a, b):
        return 0.0
    placed = share_place(a, b)
    if (
        not one.unit
        and not one.aside
        and is_general(one)
        and is_general(other)
        and not is_one_noun(one.head, other.head)
    ):
        unplaced = not a.places | b.places
        related = same or a.setting.cast & b.setting.cast
        return LEAST_EVIDENCE + placed if measured and (placed or (unplaced and related)) else 0.0
    named = _rate_nouns(one, other, alike=same > 0)
    if differ_in_noun(one, other):
        named -= OTHER_NOUN
    if not (measured or named > 0 or same):
        return 0.0
    common = (a.setting.words & b.setting.words) - one.counted - other.counted - {one.unit}
    told_apart = a.figure.article != b.figure.article or a.setting.sentence != b.setting.sentence
    beside = a.figure.article == b.figure.article and measured
    context = 0.5 * (placed + bool(beside)) + 0.5 * min(len(common), 3) * told_apart
    return measured + named + same + context - _rate_distance(a, b)


def _rate_measure(one: Slots, other: Slots) -> float:
    """Points for one measure: more for one that a story has once, none for one that everything has."""
    if one.aside and one.aside == other.aside != MENTION:
        return 1.0
    if not one.measure or one.measure != other.measure:
        return 0.0
    if one.measure in telling_measures():
        return 2.0
    return 1.0 if one.measure not in PLAIN or (one.head and one.head == other.head) else 0.0


def _rate_nouns(one: Slots, other: Slots, *, alike: bool) -> float:
    """Points for what is counted: the noun, and the words beside it; fewer where those and the numbers differ."""
    shared = one.counted & other.counted
    if one.head and one.head == f"={one.measure}" == other.head:
        return 0.5 * min(len(shared), 2)  # the measure counts already
    if is_one_noun(one.head, other.head):
        unlike = not alike and one.counted - other.counted and other.counted - one.counted
        return 1.0 + 0.5 * (len(shared) > 1) - 0.5 * bool(unlike)
    return 0.5 * min(len(shared), 2)


def _rate_number(a: Figure, b: Figure) -> float:
    """Points for the same number: more for one that seldom occurs, few for one that stands on every page."""
    known = {value * find_scale(f.unit) for f in (a, b) for value in (f.minimum, f.maximum) if value is not None}
    if not known or not _share_value(a, b):
        return 0.5 if known and max(known) > SMALL and is_same_count(a, b) else 0.0
    digits = max(len(f"{value:.6g}".replace(".", "").strip("0")) for value in known)
    return 1.5 if digits > 2 else 1.0 if max(known) > SMALL else 0.5


def _is_telling_number(a: Figure, b: Figure) -> bool:
    """Whether both give one number that does not stand on every page, or bounds that one number keeps."""
    return values_agree(a, b) and _rate_gap(a, b) == 0 and max(list_values(a) + list_values(b), default=0.0) > SMALL


def _is_small(*figures: Figure) -> bool:
    """Whether no number is larger than those that stand on every page."""
    return max((value for figure in figures for value in list_values(figure)), default=0.0) <= SMALL


def _share_value(a: Figure, b: Figure) -> bool:
    one, other = (set(list_bounds(f)) for f in (a, b))
    return bool(one & other) and find_scale(a.unit) == find_scale(b.unit)


def _rate_distance(a: _Entry, b: _Entry) -> float:
    """Points against: numbers that cannot both hold, measures that differ, articles of other years."""
    compared = a.setting.former or b.setting.former
    rival = 0.0 if compared or values_agree(a.figure, b.figure) else RIVAL
    if rival and not (a.slots.measure and a.slots.measure == b.slots.measure):
        rival += RIVAL
    if rival:
        rival += RIVAL * _is_small(a.figure, b.figure)
    rival += 0.0 if compared else _rate_gap(a.figure, b.figure)
    one, other = a.slots.measure, b.slots.measure
    unlike = 0.5 * bool(one != other and is_known_measure(one) and is_known_measure(other))
    if a.setting.matter and b.setting.matter and not a.setting.matter & b.setting.matter:
        unlike += 0.5
    elsewhen = OTHER_TIME * bool(a.setting.years and b.setting.years and not a.setting.years & b.setting.years)
    return rival + unlike + elsewhen


def _are_apart(a: _Entry, b: _Entry) -> bool:
    """Whether two figures cannot count one thing: a slot contradicts, or each is set in a place of its own."""
    return _cannot_be_one(a, b) or _are_elsewhere(a, b)


def _cannot_be_one(a: _Entry, b: _Entry) -> bool:
    """Whether a slot contradicts, one is told as what is to come and one as what is, or one page tells both numbers."""
    tied = {a.figure.conversion_of, a.figure.included_in} & {b.figure.id}
    tied |= {b.figure.conversion_of, b.figure.included_in} & {a.figure.id}
    return bool(tied) or a.setting.planned != b.setting.planned or _count_unlike(a, b) or _tell_two(a, b)


def _count_unlike(a: _Entry, b: _Entry) -> bool:
    """Whether slots contradict; a noun or measure does not where both give one number that seldom occurs."""
    if contradict(a.slots, b.slots):
        return True
    if exclude_measures(a.slots.measure, b.slots.measure) and not _is_one_telling_count(a, b):
        return True
    return differ_in_noun(a.slots, b.slots) and not _is_telling_number(a.figure, b.figure)


def _are_elsewhere(a: _Entry, b: _Entry) -> bool:
    """Whether each is set in a place of its own, and neither's sentence or lead names the other's."""
    if not (a.places and b.places) or a.places & b.places:
        return False
    near = (a.places & b.setting.names) | (b.places & a.setting.names)
    told_apart = a.figure.article != b.figure.article
    lead = told_apart and ((a.places & _home_of(b)) or (b.places & _home_of(a)))
    return not (near or lead)


def _home_of(entry: _Entry) -> frozenset[str]:
    """Where a figure's article is set; nowhere where the figure is told of another place: "34 killed at Halvick"."""
    home = entry.setting.home
    return home if not entry.place or entry.place & home else frozenset()


def _tell_two(a: _Entry, b: _Entry) -> bool:
    """Whether two numbers are of two things: one page tells both, one is not told as counted, or of another whole."""
    if is_same_count(a.figure, b.figure):
        return False
    # "two days" and "four years" are no two counts of one time, a quorum is no turnout.
    if a.setting.required != b.setting.required or (a.slots.unit == TIME and a.figure.unit != b.figure.unit):
        return True
    if values_agree(a.figure, b.figure):
        return False
    if _tell_once(a, b):
        return True
    # A share of one country's users is none of all users.
    of_other = a.slots.unit == "percent" and bool(a.slots.countries) != bool(b.slots.countries)
    return of_other or _are_told_beside(a, b)


def _tell_once(a: _Entry, b: _Entry) -> bool:
    """Whether two scores that differ are of two games: not where both sentences tell of a standing or record."""
    if not a.slots.aside == b.slots.aside == "score":
        return False
    return not (a.setting.words & standing_words() and b.setting.words & standing_words())


def _are_told_beside(a: _Entry, b: _Entry) -> bool:
    """Whether one article tells the number of the other beside its own, and not as what was counted before."""
    if a.setting.former or b.setting.former:
        return a.slots.measure not in changing_measures() and b.slots.measure not in changing_measures()
    one, other = (set(list_bounds(figure)) for figure in (a.figure, b.figure))
    return a.figure.article != b.figure.article and bool(one & b.setting.numbers or other & a.setting.numbers)


def _is_one_telling_count(a: _Entry, b: _Entry) -> bool:
    """Whether two give one number of one noun of its own: then a word of measure near one of them was of another."""
    if {a.slots.measure, b.slots.measure} <= certain_measures():
        return False
    return is_one_noun(a.slots.head, b.slots.head) and _is_telling_number(a.figure, b.figure)


def share_place(a: _Entry, b: _Entry) -> bool:
    """Whether two counts are set in one place: that of their sentences, else that of their articles' leads."""
    one, other = a.setting, b.setting
    if a.places & b.places or a.places & other.names or b.places & one.names:
        return True
    if not (a.places and b.places):
        if a.places or b.places:
            return bool(a.places & (other.home | other.cast) or b.places & (one.home | one.cast))
        shared = one.home & other.home
        if shared and len(one.names & other.names) >= SHARED_NAMES:
            return True
        return len(shared) > 1 or bool(shared and shared in (one.home, other.home))
    return False
