"""Who goes back on their own word: says the opposite on another day, or owns to what they denied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.link.abstaining import abstains
from sayso.link.ground import (
    Ground,
    find_date,
    is_one_side,
    list_sides,
    make_conflict,
    order_turned,
    same_speaker,
    tell_order,
    tell_turned,
    tell_who,
)
from sayso.link.periods import is_earlier
from sayso.link.pointed import find_pointed
from sayso.link.readings import Reading, find_absent, points_back, turns_content
from sayso.link.words import load_tables
from sayso.model import Conflict, ConflictKind, Stance

LEAST_MATTER = 2  # words of matter that a side's confirmation shares with its denial


def find_reversals(reading: Reading, against: Sequence[Reading], ground: Ground) -> list[Conflict]:
    """The same speaker or side on another day said the opposite."""
    found = []
    for other in against:
        when, before = find_date(reading, ground), find_date(other, ground)
        if not is_one_side(reading, other, ground):
            continue
        if when is None or before is None:
            found += _tell_undated(reading, other, ground)
            continue
        if is_earlier(when, before) or is_earlier(before, when):
            first, last = (reading, other) if is_earlier(when, before) else (other, reading)
            because = f"{tell_order(first, last, ground)}: {tell_turned(*order_turned(first, last))}"
            found.append(make_conflict(ConflictKind.REVERSAL, [first.statement.id], [last.statement.id], because))
    return found


def _tell_undated(denial: Reading, told: Reading, ground: Ground) -> list[Conflict]:
    """One speaker is quoted both ways by two articles of which no page tells the order."""
    if not same_speaker(denial, told, ground) or denial.statement.article == told.statement.article:
        return []
    if not (denial.negated or turns_content(denial.statement)) or turns_content(told.statement) or _turns_any(told):
        return []
    because = f"{tell_who(told, ground)} is quoted both ways, and no page tells which came first: "
    because += tell_turned(denial, told)
    return [make_conflict(ConflictKind.REVERSAL, [denial.statement.id], [told.statement.id], because)]


def _turns_any(reading: Reading) -> bool:
    """Whether a content says of anything that it is not so, or only what would be."""
    modal = any(word.stem in load_tables().perfect and word.text != "May" for word in reading.words)
    return modal or find_absent(reading) is not None or any(part.negated for part in reading.parts)


def find_admissions(ground: Ground) -> list[Conflict]:
    """A side confirms what it denied: one speaker of one matter, or a country or house of the same things."""
    readings = ground.in_order
    denials = [r for r in readings if _denies(r)]
    matters = {r.statement.id: matter for r in denials if (matter := _find_matter(r, ground)) is not None}
    joined: list[tuple[set[str], list[Reading]]] = []
    for admission in readings:
        if admission.statement.stance is not Stance.CONFIRM or admission.negated:
            continue
        before = {
            d.statement.id
            for d in denials
            if (matter := matters.get(d.statement.id)) is not None and _takes_back(d, matter, admission, ground)
        }
        home = next((pair for pair in joined if pair[0] & before), None)
        if home is not None:
            home[0].update(before)
            home[1].append(admission)
        elif before:
            joined.append((before, [admission]))
    return [_make_reversal(before, admissions, matters, ground) for before, admissions in joined]


def _make_reversal(
    before: set[str], admissions: Sequence[Reading], matters: Mapping[str, Reading], ground: Ground
) -> Conflict:
    """A reversal, told by the denial that names what it denies, where one does."""
    first = ground.readings[min(before, key=lambda i: (points_back(ground.readings[i]), i))]
    because = f"{tell_order(first, admissions[0], ground)}: {tell_turned(matters[first.statement.id], admissions[0])}"
    return make_conflict(ConflictKind.REVERSAL, before, [r.statement.id for r in admissions], because)


def _denies(reading: Reading) -> bool:
    denies = reading.statement.stance is Stance.DENY or reading.negated
    return denies and not abstains(reading.statement, reading.text)


def _find_matter(denial: Reading, ground: Ground) -> Reading | None:
    """What a denial is of: its own words, or what `the allegations` point back at."""
    return find_pointed(denial, ground) if points_back(denial) else denial


def _takes_back(denial: Reading, matter: Reading, admission: Reading, ground: Ground) -> bool:
    """Whether a confirmation is of what was denied: one word of matter in common for one person, two for a side."""
    if denial.statement.article == admission.statement.article:
        return False
    when, then = find_date(denial, ground), find_date(admission, ground)
    if when is not None and then is not None and not is_earlier(when, then):
        return False
    if same_speaker(denial, admission, ground):
        shared = (matter.keys & admission.keys) - load_tables().back - load_tables().negation
        if matter is not denial:  # of what somebody else said, who is named in both says little
            shared = frozenset(key for key in shared - matter.names if not key.startswith("@"))
        return len(shared) >= (1 if denial.statement.stance is Stance.DENY else LEAST_MATTER)
    if not list_sides(denial, ground) & list_sides(admission, ground):
        return False
    things = {w.thing for w in matter.words if w.thing} & {w.thing for w in admission.words if w.thing}
    countries = {w.country for w in matter.words if w.country} & {w.country for w in admission.words if w.country}
    return bool(things and countries)
