"""What a statement tells, clause by clause, in slots: who does what to whom, yes or no, done or only expected."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from sayso.link.words import Word, find_stem, irregular_forms, load_tables, read_words
from sayso.model import Span, Stance, Statement
from sayso.spans import slice_text

CLAUSE = re.compile(
    r"[;:…]|,\s+(?=(?:and|but|or|while|although|though|which|who|after|with|adding|saying|so|if)\b)|\s+(?=(?:but|if|because)\b)"
    r"|\s+(?=and (?:could|will|would|may|might|can|have|has|had|is|are|was|were)\b)"
)
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
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "any", "some"}
)
HAVE, BE, THERE = find_stem("have"), find_stem("be"), find_stem("there")
AUXILIARIES = frozenset(
    map(
        find_stem,
        ("be", "have", "will", "would", "could", "may", "might", "can", "should", "to", "not", "also", "already"),
    )
)
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that"})
LEAST_CLAUSE = 4  # words of a content that says something by itself
LEAST_PHRASE = 4  # … and its words of content where it has no verb
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
    stems: frozenset[str]  # further words of content
    numbers: frozenset[float]
    additional: bool


class Reading(NamedTuple):
    """A statement as claims compare it: its words as a whole and its clauses."""

    statement: Statement
    text: str
    words: tuple[Word, ...]
    keys: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    negated: bool
    open: bool  # a question left open: why, whether …
    expected: bool  # told as what will be
    frames: tuple[Frame, ...]


def read_statement(statement: Statement, text: str) -> Reading:
    """The slots of a statement; `text` is its page's text."""
    content = slice_text(text, statement.content)
    words = read_words(content)
    main = _main_clause(content, words)
    turned = turns_content(statement) and not (statement.stance is Stance.DENY and is_negated(main))
    return Reading(
        statement,
        content,
        words,
        frozenset(_content_keys(words)),
        frozenset(w.stem for w in words if w.proper),
        frozenset(w.number for w in words if w.number is not None and not is_year(w)),
        is_negated(main) != turned,
        leaves_open(words),
        statement.stance is Stance.PREDICT or any(w.stem in load_tables().future for w in main),
        tuple(_read_frames(statement, content, words, turned)),
    )


def turns_content(statement: Statement) -> bool:
    """Whether the speaker says that the content is not so.

    Of a flat denial ("There was no letter") the content holds the negation itself, and is not turned once more.
    """
    return statement.stance is Stance.DENY or statement.negated


def find_absent(reading: Reading) -> str | None:
    """The stem of what a statement says does not exist: `there was no letter`; None where it says no such thing."""
    tables = load_tables()
    words = reading.words
    for index in range(2, len(words) - 1):
        if [w.stem for w in words[index - 2 : index]] != [THERE, BE] or words[index].text.casefold() != "no":
            continue
        named = [*takewhile(lambda w: w.stem not in tables.stop and w.act is None, words[index + 1 : index + 4])]
        if named and named[-1].stem not in tables.abstract and named[0].stem not in tables.abstract:
            return None if turns_content(reading.statement) else named[-1].stem
    return None


def _main_clause(content: str, words: Sequence[Word]) -> Sequence[Word]:
    """The first clause that is more than a word or two: its `not` turns the statement, one further on does not."""
    clauses = split_clauses(content, words)
    return next((clause for clause in clauses if len(clause) > 2), words)


def find_force(statement: Statement) -> str:
    """What a statement does with its content: `told` (as fact or expectation), or the stance that does neither."""
    if statement.stance in TELLING or statement.stance in EXPECTING:
        return "told"
    return Stance.DEMAND.value if statement.stance is Stance.THREATEN else statement.stance.value


def is_year(word: Word) -> bool:
    """Whether a number may well be a year: four digits from 1900 to 2099, without a thousands' comma."""
    return bool(word.number and 1900 <= word.number < 2100 and len(word.text) == 4)


def leaves_open(words: Sequence[Word]) -> bool:
    """Whether a content is a question left open: `why she left`, `it is unclear where …`, `the reason why …`."""
    asking = load_tables().asking
    early = [w.text.casefold() for w in words[:6]]
    return bool(early) and (early[0] in asking or "why" in early or ("unclear" in early and bool(asking & set(early))))


def is_negated(words: Sequence[Word]) -> bool:
    """Whether an odd number of words turn the others; `not rule out` turns twice."""
    negation = load_tables().negation
    count = 0
    for index, word in enumerate(words):
        following = words[index + 1].text.casefold() if index + 1 < len(words) else ""
        count += word.stem in negation or word.text.casefold().endswith(("n't", "n’t"))
        count += word.stem == "rul" and following == "out"
    return count % 2 == 1


def is_unreal(words: Sequence[Word]) -> bool:
    """Whether what is told has not happened (yet). `may have died` has, if it is so; `May 5` is no verb."""
    tables = load_tables()
    for index, word in enumerate(words):
        if word.stem not in tables.unreal or word.text == "May":
            continue
        following = [w.stem for w in words[index + 1 : index + 4]]
        if word.stem not in tables.perfect or HAVE not in following:
            return True
    return False


def _content_keys(words: Sequence[Word]) -> list[str]:
    stop = load_tables().stop
    return [w.key for w in words if w.country or w.number is not None or (w.stem not in stop and w.text.isalnum())]


def _read_frames(statement: Statement, content: str, words: Sequence[Word], turned: bool) -> list[Frame]:
    frames: list[Frame] = []
    subject: tuple[Word, ...] = ()
    for clause in split_clauses(content, words)[:MAX_CLAUSES]:
        if clause[0].text in ("to", "if", "unless"):  # a purpose or a condition is not what is told
            continue
        around = [*subject, *clause] if _carries_subject(clause) else clause
        frames += _read_clause(statement, around, turned)
        subject = tuple(w._replace(act=None) for w in clause if w.country or w.thing or w.proper) or subject
    return frames


def split_clauses(content: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each clause: cut at punctuation with a linking word, and at an infinitive of purpose."""
    cuts = {match.end() for match in CLAUSE.finditer(content[: words[-1].end if words else 0])}
    clauses: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        previous = words[index - 1].end if index else 0
        if any(cut in cuts for cut in range(previous, word.start + 1)) or _opens_purpose(words, index, clauses[-1]):
            clauses.append([])
        clauses[-1].append(word)
    return [clause for clause in clauses if clause]


def _opens_purpose(words: Sequence[Word], index: int, clause: Sequence[Word]) -> bool:
    """Whether `to` opens what an act already named is for: sent men | to supervise …"""
    if words[index].text != "to" or index + 1 >= len(words) or not any(w.act for w in clause):
        return False
    following = words[index + 1]
    bare = following.text.islower() and following.number is None and following.text not in DETERMINERS
    return bare and following.thing is None and following.country is None and words[index - 1].act is None


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
        any(w.stem in load_tables().additional for w in clause),
    )
    return [
        _make_frame(clause, index, *shared)
        for index, word in enumerate(clause)
        if word.act is not None and not _is_modifier(clause, index)
    ]


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
        frozenset(
            w.stem for w in clause if w.stem not in stop and not (w.act or w.thing or w.proper or w.country or w.number)
        ),
        _list_counts(clause),
        additional,
    )


def _list_counts(clause: Sequence[Word]) -> frozenset[float]:
    """The numbers that count something: no years, and none with a unit after it (`170 mm`)."""
    units = load_tables().units
    after = [*(w.stem for w in clause[1:]), ""]
    return frozenset(
        w.number
        for w, unit in zip(clause, after, strict=True)
        if w.number is not None and not is_year(w) and unit not in units
    )


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
    if any(x and y and not x & y for x, y in ((a.actors, b.actors), (a.whose, b.whose), (a.targets, b.targets))):
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
    return [("what", a.things, b.things), ("whose", a.whose, b.whose), ("where", a.targets, b.targets)]


def weigh(keys: frozenset[str], weights: Mapping[str, float]) -> float:
    """The summed weight of keys; a key not in the table weighs 1. Exact: the order of the set is all one."""
    return math.fsum(weights.get(key, 1.0) for key in keys)


def points_back(reading: Reading) -> bool:
    """Whether a content only points back at what was said before: `the allegations`, `it`, `which`."""
    back = load_tables().back
    words = reading.words
    weighty = [w for w in words if w.stem not in back]
    return bool(words) and (not weighty or (len(weighty) <= 2 and any(w.text.casefold() == "such" for w in words)))


def is_substantial(reading: Reading) -> bool:
    """Whether a content says something by itself: a clause, or a noun phrase of some weight; not `the report`."""
    words = reading.words
    if len(words) < LEAST_CLAUSE or points_back(reading):
        return False
    stems = {w.stem for w in words}
    verbal = any(w.act or w.text.endswith(("ed", "ing")) or w.text.casefold() in irregular_forms() for w in words)
    return bool(verbal or stems & AUXILIARIES) or len(reading.keys) >= LEAST_PHRASE


def content_span(statement: Statement) -> Span:
    """From the first to the last character of the content."""
    return Span(statement.content[0].start, statement.content[-1].end)
