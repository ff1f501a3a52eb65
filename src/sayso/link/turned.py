"""What nearly all of a denied clause is told of elsewhere as so: denial by wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sayso.link.clauses import asks_for
from sayso.link.frames import AUXILIARIES
from sayso.link.ground import Ground, same_speaker
from sayso.link.likeness import count_otherwise, weigh
from sayso.link.propositions import Proposition, load_deeds, tell_same
from sayso.link.readings import LEAST_CLAUSE, Part, Reading, find_force, turns_content
from sayso.link.settings import name_places
from sayso.link.thesaurus import are_alike, list_senses
from sayso.link.words import load_tables
from sayso.model import Stance

TURNED = 0.6  # share of a denied clause, by words or by weight, that what it denies tells …
TURNED_HALF = 0.5  # … of the speaker's own words, or where it names what there is none of
TELLING = 2.0  # weight of a word that alone tells what an outright denial is of
CONTRAST = re.compile(r",\s+(?:and\s+)?not\s+(?:by|in|on|at|from|of|with|for|to|because)\b")
NEGATED_VERB = re.compile(r"n['’]t$", re.IGNORECASE)
LABEL = re.compile(r"\bas\s+[“\"‘'«„][^“\"«„]*$")
STATE = re.compile(r"\b(?:was|were|is|are|been)\s+(off|out|down|up|away|over)\W*$", re.IGNORECASE)
LEAST_NAME = 5  # letters of a name that others are made of …
ENDING = 4  # … and of what is added to it
ONE = "=1"  # `the one who did it`
LEAST_MATTER = 2  # words that a denial shares with what it denies
MAX_TOLD = 400  # statements that share a word with a denial and are held against it


def find_worded(denial: Reading, ground: Ground) -> list[Reading]:
    """What tells nearly all that a clause of the denial says is not so: `is in the clinic`, `never entered it`."""
    if find_force(denial.statement) != "told" or denial.open or asks_for(denial.words):
        return []
    if not (turns_content(denial.statement) or has_verb(denial)):
        return []  # `a single track, many trains, no money` lists
    matters = [(part, matter) for part in denial.parts if part.negated and (matter := _find_matter(part, denial))]
    return [
        other
        for other in _list_sharing([matter for _, matter in matters], ground)
        if _tells_or_accuses(other)
        and not other.open
        and (len(other.words) >= LEAST_CLAUSE or same_speaker(denial, other, ground))
        and any(_turns(part, matter, told, (denial, other), ground) for part, matter in matters for told in other.parts)
    ]


def _tells_or_accuses(reading: Reading) -> bool:
    """Whether a statement tells something as so, an accusation among it: "accused the yard of locking the doors"."""
    return find_force(reading.statement) in ("told", Stance.ACCUSE.value)


def only_contrasts(reading: Reading) -> bool:
    """Whether every negation of a content only sets one thing against another: `by bullets, not by tomatoes`."""
    negating = sum(w.stem in load_tables().negation or NEGATED_VERB.search(w.text) is not None for w in reading.words)
    return 0 < negating == len(CONTRAST.findall(reading.text))


def has_verb(reading: Reading) -> bool:
    """Whether a content says that something is or was done, or is so."""
    return any(part.propositions for part in reading.parts) or any(w.stem in AUXILIARIES for w in reading.words)


def _list_sharing(matters: Sequence[Matter], ground: Ground) -> list[Reading]:
    """The readings that share words with what is denied, in order; at most `MAX_TOLD`, those that share most."""
    shared: Counter[int] = Counter()
    for word in sorted({word for matter in matters for word in matter.words}):
        places = {place for key in (word, *list_senses(word)) for place in ground.by_word.get(key, ())[:MAX_TOLD]}
        shared.update(places)
    best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MAX_TOLD]
    return [ground.in_order[place] for place in sorted(place for place, _ in best)]


def find_undone(denial: Reading, ground: Ground) -> list[Reading]:
    """What tells of a deed, done to the same, of which a clause of the denial says that it was not done."""
    if find_force(denial.statement) != "told" or denial.open or asks_for(denial.words):
        return []
    unsure = load_tables().unsure
    denied = [
        (part, p)
        for part in denial.parts
        if part.negated and not part.keys & unsure
        for p in part.propositions
        if not p.general
    ]
    marks = sorted({mark for _, p in denied for mark in (p.deed, *list_senses(p.deed))})
    places = sorted({place for mark in marks for place in ground.by_word.get(mark, ())[:MAX_TOLD]})
    return [
        told
        for told in (ground.in_order[place] for place in places[:MAX_TOLD])
        if _tells_or_accuses(told) and not told.open and any(_undoes(part, p, told) for part, p in denied)
    ]


def find_same_deed(reading: Reading, ground: Ground) -> list[Reading]:
    """What else tells as so of a deed that a statement tells, done to the same."""
    told = [(part, p) for part in reading.parts if not part.negated for p in part.propositions if not p.general]
    marks = sorted({mark for _, p in told for mark in (p.deed, *list_senses(p.deed))})
    places = sorted({place for mark in marks for place in ground.by_word.get(mark, ())[:MAX_TOLD]})
    return [
        other
        for other in (ground.in_order[place] for place in places[:MAX_TOLD])
        if other is not reading and _tells_or_accuses(other) and not (other.open or turns_content(other.statement))
        if any(_undoes(part, p, other) for part, p in told)
    ]


def _undoes(part: Part, denied: Proposition, told: Reading) -> bool:
    return any(
        not other.negated and not count_otherwise(part, other) and any(tell_same(denied, p) for p in other.propositions)
        for other in told.parts
    )


def _list_labelling(denial: Reading) -> frozenset[str]:
    """The words that a denier puts upon what is denied: `dismissed reports of a leak as "a film plot"`."""
    label = LABEL.search(denial.text) if turns_content(denial.statement) else None
    return frozenset(word.key for word in denial.words if label is not None and word.start >= label.start())


class Matter(NamedTuple):
    """What a clause says is not so: its names and countries, and its other words of weight."""

    names: frozenset[str]
    words: frozenset[str]


def _find_matter(denied: Part, denial: Reading) -> Matter | None:
    """The matter of a denied clause without its words of denial, of time and of intent; None where it has none."""
    tables = load_tables()
    light = tables.negation | tables.back | tables.planning | tables.unreal | tables.timing | {ONE}
    names = frozenset(k for k in denied.keys if k in denial.names or k.startswith("@"))
    words = denied.keys - names - light - _list_labelling(denial)
    if turns_content(denial.statement):  # where it was is told by one side only, often enough
        names -= frozenset(name for name in name_places(denial.words) if not name.startswith("@"))
    return Matter(names, words) if words else None


def _turns(denied: Part, matter: Matter, told: Part, readings: tuple[Reading, Reading], ground: Ground) -> bool:
    """Whether a clause that is not so holds little that another, told as so, does not say."""
    tables = load_tables()
    ahead = [part.expected or bool(part.keys & tables.planning) for part in (denied, told)]
    turned = told.negated and not only_contrasts(readings[1])
    if turned or ahead[0] != ahead[1] or count_otherwise(denied, told):
        return False
    if matter.words & tables.unsure - told.keys:
        return False  # who has not seen it does not deny it
    shared = frozenset(k for k in matter.words if k in told.keys or not list_senses(k).isdisjoint(told.senses))
    if _tells_bare_deed(denied, matter, told, shared, readings, ground):
        return True
    if not all(_names_alike(name, readings[1]) for name in matter.names):
        return False  # another name is another matter
    own = same_speaker(*readings, ground)
    return (own and bool(shared) and _says_no_more(told, matter)) or _cover(
        denied, matter, told, shared, readings, ground
    )


def _cover(
    denied: Part, matter: Matter, told: Part, shared: frozenset[str], readings: tuple[Reading, Reading], ground: Ground
) -> bool:
    """Whether what both tell is enough of what is denied: less where it is denied outright, or one's own words are."""
    explicit = turns_content(readings[0].statement)
    least = (
        matter.names & told.keys
        or (explicit and _in_one_article(*readings) and _is_telling(shared, ground) and _tells_deed(told, shared))
        or (explicit and _tells_state(readings[0], told))
    )
    told_of = shared - load_deeds().saying  # who "had not been told" is not told by what tells of them
    too_little = len(told_of) < LEAST_MATTER and (shared != matter.words or not least)
    if too_little or denied.missing - shared - matter.names:
        return False
    weighed = weigh(shared, ground.weights) / weigh(matter.words, ground.weights)
    counted = len(shared) / len(matter.words)
    if denied.missing or same_speaker(*readings, ground):
        return max(counted, weighed) >= TURNED_HALF
    return max(counted, weighed) >= TURNED or (explicit and weighed >= TURNED_HALF)


def _names_alike(name: str, told: Reading) -> bool:
    """Whether a content has a name, be it as the adjective that is made of it: `Melandor`, `Melandorish`."""
    if name in told.keys:
        return True
    names = {word.key for word in told.words if word.text[:1].isupper() and not word.key.startswith(("=", "@"))}
    pairs = (sorted((name, other), key=len) for other in names)
    return any(
        len(short) >= LEAST_NAME and long.startswith(short) and len(long) - len(short) <= ENDING
        for short, long in pairs
    )


def _tells_bare_deed(
    denied: Part, matter: Matter, told: Part, shared: frozenset[str], readings: tuple[Reading, Reading], ground: Ground
) -> bool:
    """Whether a clause tells all that is denied but for what it was done to, and that may be the same: `the ferry Selel
    was not overloaded` against `the ship was overloaded`, or, in one article, against `she was overloaded`."""
    deeds = {p.deed for p in denied.propositions if not p.general} & shared
    if not any(ground.weights.get(deed, 0.0) >= TELLING for deed in deeds):
        return False
    told_names = frozenset(key for key in told.keys if key in readings[1].names or key.startswith("@"))
    whom, other = (_list_whom(part, reading) for part, reading in zip((denied, told), readings, strict=True))
    idle = {p.deed for p in denied.propositions if p.general}
    if matter.words - shared - whom - idle or (matter.names and told_names - matter.names):
        return False
    if any(are_alike(a, b) for a in whom for b in other):
        return True
    if whom and other:
        return False
    return told.keys - load_tables().timing <= shared or (
        _in_one_article(*readings) and bool(told_names) != bool(matter.names)
    )


def _list_whom(part: Part, reading: Reading) -> frozenset[str]:
    """Whom or what the deeds of a clause are done to or by, but for names."""
    done = frozenset(key for p in part.propositions for key in p.agents | p.patients)
    return frozenset(key for key in done - reading.names if not key.startswith("@"))


def _tells_deed(told: Part, words: frozenset[str]) -> bool:
    """Whether one of the words is what a clause tells as done, and no mere thing that is named."""
    return any(are_alike(word, p.deed) for p in told.propositions for word in sorted(words)) or words == told.keys


def _tells_state(denial: Reading, told: Part) -> bool:
    """Whether a clause tells the deed that brings about the state that is denied: `been off`, `switched off`."""
    state = STATE.search(denial.text)
    return state is not None and any(key.endswith(f"_{state[1].casefold()}") for key in told.keys)


def _says_no_more(told: Part, matter: Matter) -> bool:
    """Whether all that a clause tells is what is denied: "I am sorry" against "did not regret the deaths"."""
    words = told.keys - load_tables().timing
    meant = frozenset(sense for key in matter.words for sense in list_senses(key))
    return bool(words) and all(key in matter.words or not meant.isdisjoint(list_senses(key)) for key in words)


def _in_one_article(a: Reading, b: Reading) -> bool:
    return a.statement.article == b.statement.article


def _is_telling(shared: frozenset[str], ground: Ground) -> bool:
    """Whether the words shared are of weight in the story."""
    return weigh(shared, ground.weights) >= TELLING
