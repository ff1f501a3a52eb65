"""What tells that two contents or clauses are of two things: deeds against each other, other deeds, other times."""

from __future__ import annotations

from sayso.link.frames import share_slots
from sayso.link.likeness import find_akin, find_meant, gather_told
from sayso.link.propositions import Proposition, are_one_deed
from sayso.link.readings import Part, Reading
from sayso.link.thesaurus import are_alike, are_opposed, list_senses, list_told
from sayso.link.words import load_tables


def tell_opposed(one: Part, other: Part) -> bool:
    """Whether a clause tells of a deed, and the other of one that stands against it: `closed`, `reopened`.

    A deed that both tell of, in whatever words, turns nothing.
    """
    return any(are_opposed(key, turned) for key in _list_own(one, other) for turned in _list_own(other, one))


def _list_own(one: Part, other: Part) -> list[str]:
    """The words of a clause that may tell of a deed that the other clause does not tell of."""
    there = gather_told(other.keys)
    return [
        key
        for key in one.keys - other.keys
        if (told := list_told(key)) and told.isdisjoint(there) and list_senses(key).isdisjoint(other.senses)
    ]


def tell_otherwise(one: Part, other: Part) -> bool:
    """Whether two clauses tell of deeds, and of none alike: `freed the clerk`, `searched the clerk`."""
    if not (tells_deed(one) and tells_deed(other)):
        return False
    meant = find_meant(one, other) | find_meant(other, one)
    return gather_told(one.keys).isdisjoint(gather_told(other.keys)) and not any(map(list_told, meant))


def tells_deed(part: Part) -> bool:
    """Whether a clause tells of a deed that stands in a class."""
    return any(sense.startswith("act:") for sense in part.senses)


def are_of_other_deeds(a: Reading, b: Reading) -> bool:
    """Whether both contents tell of deeds, and none of one is one of the other's."""
    deeds, others = ([p for part in r.parts for p in part.propositions if not p.general] for r in (a, b))
    return bool(deeds and others) and not any(may_be_one_deed(p, q) for p in deeds for q in others)


def may_be_one_deed(one: Proposition, other: Proposition) -> bool:
    """Whether two deeds are one, one is a kind of the other, or both may be of one class."""
    akin = not list_told(one.deed).isdisjoint(list_told(other.deed))
    return akin or are_one_deed(one, other) or are_alike(one.deed, other.deed)


def differ_in_deed(one: Part, other: Part) -> bool:
    """Whether two clauses share all words but those of what was done: `praised the army`, `blamed the army`."""
    left, there = (x.keys - y.keys - find_meant(x, y) - find_akin(x, y) for x, y in ((one, other), (other, one)))
    deeds, others = ({p.deed for p in part.propositions} for part in (one, other))
    return bool(left and there) and left <= deeds and there <= others


def are_of_two_times(one: Part, other: Part) -> bool:
    """Whether one clause tells what will be, and the other what is so; `agreed to close` may be either."""
    return one.expected != other.expected and not (one.ahead and other.ahead)


def tell_of_one_act(a: Reading, b: Reading) -> bool:
    """Whether two contents tell of one act, in whatever clauses: alike in slots, polarity and having happened."""
    return any(share_slots(one, other) for one in a.frames for other in b.frames)


def count_alike(a: Reading, b: Reading) -> bool:
    """Whether two contents give one number of the same thing; ages and times are of too many things."""
    units = load_tables().units
    counts, others = (
        {(key, n) for part in reading.parts for key, n in part.counts if key not in units and n > 2}
        for reading in (a, b)
    )
    return bool(counts & others)
