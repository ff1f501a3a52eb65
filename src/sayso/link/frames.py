"""Who does what to whom, clause by clause: the slots on which statements meet and clash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.places import load_gazetteer
from sayso.link.clauses import DETERMINERS, is_negated, is_unreal, split_clauses
from sayso.link.words import POSSESSIVE, Word, find_stem, irregular_forms, load_tables
from sayso.model import Stance, Statement

EXPECTING = frozenset({Stance.PREDICT, Stance.WARN, Stance.CANNOT_RULE_OUT, Stance.PLEDGE})
TELLING = frozenset(
    {
        Stance.ASSERT,
        Stance.CONFIRM,
        Stance.ANNOUNCE,
        Stance.ESTIMATE,
        Stance.ASSESS,
        Stance.DENY,
        Stance.ACCUSE,
        Stance.HINT,
    }
)
CARRIED = frozenset({"some", "they", "them", "it", "he", "she", "who", "which", "these", "those", "others", "many"})
AUXILIARIES = frozenset(
    map(
        find_stem,
        ("be", "have", "will", "would", "could", "may", "might", "can", "should", "to", "not", "also", "already"),
    )
)
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that"})
MAX_CLAUSES = 12
MAX_PATIENT = 9  # words after an active verb in which what it deals with stands


class Frame(NamedTuple):
    """One act of one clause, with what stands around it."""

    act: str
    nominal: bool  # told of by a noun
    negated: bool
    mode: str  # "done", "expected", "unsure", or the stance that tells neither
    actors: frozenset[str]  # countries and names that do it; empty where the clause does not say
    whose: frozenset[str]  # countries and names on the acting side, those of the thing dealt with included
    things: frozenset[str]
    targets: frozenset[str]  # countries and names where or to whom it is done
    places: frozenset[str]  # … those names as printed
    stems: frozenset[str]  # further words of content
    numbers: frozenset[float]
    additional: bool


def read_frames(statement: Statement, content: str, words: Sequence[Word], turned: bool) -> list[Frame]:
    frames: list[Frame] = []
    subject: tuple[Word, ...] = ()
    for clause in split_clauses(content, words)[:MAX_CLAUSES]:
        if clause[0].text in ("to", "if", "unless"):  # a purpose or a condition is not what is told
            continue
        around = [*subject, *clause] if _carries_subject(clause) else clause
        frames += _read_clause(statement, around, turned)
        subject = tuple(w._replace(act=None) for w in clause if w.country or w.thing or w.proper) or subject
    return frames


def _carries_subject(clause: Sequence[Word]) -> bool:
    """Whether a clause leaves its subject to the one before: `and some have died`, `and could be sent`."""
    head = next((w for w in clause if w.stem not in ("and", "but", "or")), None)
    if head is None:
        return False
    return head.text.casefold() in CARRIED or head.stem in AUXILIARIES or head.act is not None


def _read_clause(statement: Statement, clause: Sequence[Word], turned: bool) -> list[Frame]:
    shared = (
        is_negated(clause) != turned,
        _find_mode(statement, clause),
        _adds(clause),
    )
    return [
        _make_frame(clause, index, *shared)
        for index, word in enumerate(clause)
        if word.act is not None and not _is_modifier(clause, index)
    ]


def _adds(clause: Sequence[Word]) -> bool:
    """Whether a clause tells of what comes on top: `more troops`, `another 300`; not `more than 300`."""
    additional = load_tables().additional
    return any(
        word.stem in additional and any(w.thing or w.number is not None for w in clause[index + 1 : index + 3])
        for index, word in enumerate(clause[:-1])
        if clause[index + 1].text != "than"
    )


def _find_mode(statement: Statement, clause: Sequence[Word]) -> str:
    if is_negated(clause) and any(w.stem in load_tables().unsure for w in clause):
        return "unsure"
    if statement.stance in EXPECTING or (statement.stance in TELLING and is_unreal(clause)):
        return "expected"
    return "done" if statement.stance in TELLING else statement.stance.value


def _make_frame(clause: Sequence[Word], index: int, negated: bool, mode: str, additional: bool) -> Frame:
    word = clause[index]
    before, after = clause[:index], clause[index + 1 :]
    passive = _is_passive(clause, index)
    ended = index > 0 and clause[index - 1].stem in load_tables().ending
    patients = _nearest_things(before) if passive else _nearest_things(after[:MAX_PATIENT]) or _nearest_things(before)
    stop = load_tables().stop
    demonyms = {f"@{w.country}" for w in after if w.demonym}
    return Frame(
        word.act or "",
        _is_nominal(clause, index),
        negated != ended,
        mode,
        frozenset() if passive else _find_actors(before),
        frozenset(w.key for w in before if w.country or w.proper) | (demonyms if not passive else frozenset()),
        patients,
        frozenset(w.key for w in after if (w.country and not w.demonym) or w.proper),
        frozenset(w.text for w in after if w.proper),
        frozenset(
            w.stem for w in clause if w.stem not in stop and not (w.act or w.thing or w.proper or w.country or w.number)
        ),
        list_counts(clause),
        additional,
    )


@lru_cache(maxsize=16384)
def find_lands(names: frozenset[str]) -> frozenset[str]:
    """The countries, as keys, in which these names are places; a name of places in several countries tells none."""
    countries = [{p.country for p in load_gazetteer().find(POSSESSIVE.sub("", name))} for name in names]
    return frozenset(f"@{found.pop().casefold()}" for found in countries if len(found) == 1)


def list_counts(clause: Sequence[Word]) -> frozenset[float]:
    """The numbers that count something: no years, and none with a unit after it (`170 mm`)."""
    units = load_tables().units
    after = [*(w.stem for w in clause[1:]), ""]
    return frozenset(
        w.number
        for w, unit in zip(clause, after, strict=True)
        if w.number is not None and not is_year(w) and unit not in units
    )


def is_year(word: Word) -> bool:
    """Whether a number may well be a year: four digits from 1900 to 2099, without a thousands' comma."""
    return bool(word.number and 1900 <= word.number < 2100 and len(word.text) == 4)


def _nearest_things(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.thing for w in words if w.thing)


def _is_passive(clause: Sequence[Word], index: int) -> bool:
    helped = any(w.stem == "be" for w in clause[max(0, index - 3) : index])
    return helped and not clause[index].text.endswith("ing")


def _is_nominal(clause: Sequence[Word], index: int) -> bool:
    """Whether an act stands as a noun: no participle or past form, and no subject or auxiliary right before it."""
    printed = clause[index].text.casefold()
    if printed.endswith("ed") or printed in irregular_forms():
        return False
    if index == 0:
        return not printed.endswith("ing")
    before = clause[index - 1]
    owned = before.text.endswith(("'s", "’s", "s'", "s’")) or before.text.casefold() in DETERMINERS
    if printed.endswith("ing"):
        following = clause[index + 1].text if index + 1 < len(clause) else ""
        return owned or following == "of"
    subject = before.proper or (before.country and not before.demonym) or before.thing
    return owned or not (subject or before.stem in AUXILIARIES or before.text.casefold() in PRONOUNS)


def _is_modifier(clause: Sequence[Word], index: int) -> bool:
    """Whether an act word only describes the noun after it: `combat units`."""
    plain = not clause[index].text.endswith("ing") and _is_nominal(clause, index)
    return plain and index + 1 < len(clause) and clause[index + 1].thing is not None


def _find_actors(before: Sequence[Word]) -> frozenset[str]:
    """The country or name that stands nearest before an active verb; the name of a thing's country is not the actor."""
    for word in reversed(before):
        if word.thing or word.demonym:
            break
        if word.country or word.proper:
            return frozenset({word.key})
    return frozenset()


def share_slots(a: Frame, b: Frame, *, opposite: bool = False) -> tuple[str, ...] | None:
    """The slots in which two frames agree, None where they cannot tell the same thing.

    They must name the same act, agree (with `opposite`: disagree) in polarity, be alike in having happened, and agree
    in two slots at least. No slot that both fill may contradict.
    """
    if a.act != b.act or a.mode != b.mode or (a.negated == b.negated) is opposite:
        return None
    if not opposite and any(bool(x) != bool(y) for x, y in _told_by_both(a, b)):
        return None
    if contradict(a, b):
        return None
    shared = [name for name, x, y in _slots(a, b) if x & y]
    if opposite and any(not key.startswith("@") for key in a.targets & b.targets):
        return tuple(shared)  # a place by its own name is slot enough to tell that it is the same act
    if len(a.stems & b.stems) >= 2:
        shared.append("words")
    least = 3 if (a.nominal or b.nominal) and a.act not in load_tables().nominal else 2
    return tuple(shared) if len(shared) >= least else None


def _told_by_both(a: Frame, b: Frame) -> list[tuple[object, object]]:
    """Slots that two frames of one thing fill both or leave out both: what comes on top, where, and how many."""
    return [(a.additional, b.additional), (a.targets, b.targets), (a.numbers, b.numbers)]


def contradict(a: Frame, b: Frame) -> bool:
    """Whether a slot has nothing in common: other things, another actor, elsewhere, other numbers."""
    if (a.things or b.things) and not a.things & b.things:
        return True
    if any(x and y and not x & y for x, y in ((a.actors, b.actors), (a.whose, b.whose), _list_places(a, b))):
        return True
    return bool(a.numbers and b.numbers and not a.numbers & b.numbers)


def are_rivals(a: Frame, b: Frame) -> bool:
    """Whether two frames of an act deal with other things, or are another country's or in another country."""
    if a.things and b.things and not a.things & b.things:
        return True
    pairs = ((a.actors, b.actors), (a.targets, b.targets))
    return any(x and y and not x & y for x, y in ((_countries(x), _countries(y)) for x, y in pairs))


def _countries(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in keys if key.startswith("@"))


def _slots(a: Frame, b: Frame) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    return [("what", a.things, b.things), ("whose", a.whose, b.whose), ("where", *_list_places(a, b))]


def _list_places(a: Frame, b: Frame) -> tuple[frozenset[str], frozenset[str]]:
    """Where two acts are done; who names no more than the country may mean any place in it."""
    one, other = a.targets, b.targets
    if one and other == _countries(other):
        one |= find_lands(a.places)
    elif other and one == _countries(one):
        other |= find_lands(b.places)
    return one, other
