"""What is denied without the words of it: a plea denies the charge, and who "concocted the delusions" had none."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sayso.link.clauses import is_unreal
from sayso.link.ground import Ground
from sayso.link.readings import Reading, find_force, is_substantial
from sayso.link.thesaurus import are_alike, list_senses
from sayso.link.words import find_stem, fold, load_tables, read_rules
from sayso.model import Stance

MAX_HELD = 400  # statements that a denial is held against
LEAST_WEIGHT = 1.5  # of a word that tells alone what is feigned


class _Words(NamedTuple):
    plea: frozenset[str]  # stems
    idle: frozenset[str]  # words of a plea that say nothing besides, folded
    accusing: frozenset[str]  # stems
    feigning: frozenset[str]  # stems
    causing: frozenset[str]  # stems


@lru_cache(maxsize=1)
def load_words() -> _Words:
    """The tables `plea`, `feigning` and `causing` of `rules/conflicts.toml`."""
    rules = read_rules("conflicts")
    plea, idle, accusing = (rules["plea"][name] for name in ("words", "idle", "accusing"))
    return _Words(
        frozenset(map(find_stem, plea)),
        frozenset(map(fold, idle)),
        frozenset(map(find_stem, accusing)),
        frozenset(map(find_stem, rules["feigning"]["deeds"])),
        frozenset(map(find_stem, rules["causing"]["deeds"])),
    )


def is_plea(reading: Reading) -> bool:
    """Whether a content says no more than that its speaker did nothing wrong: `not guilty`, `he is innocent`."""
    words = load_words()
    stems = {word.stem for word in reading.words}
    if not stems & words.plea:
        return False
    rest = [
        w for w in reading.words if w.stem not in words.plea and fold(w.text) not in words.idle and w.text.isalpha()
    ]
    guilty = find_stem("guilty") in stems
    return not rest and (not guilty or reading.negated or reading.statement.stance is Stance.DENY)


def find_accused(denial: Reading, ground: Ground) -> list[Reading]:
    """What accuses the one who pleads: told of them by name, with a word of accusation or as one."""
    speaker = ground.speakers.find(denial.statement.id)
    if speaker is None or not is_plea(denial):
        return []
    names = [find_stem(word) for word in speaker.name.split()[-1:]]
    places = [place for name in names for place in ground.by_word.get(name, ())[:MAX_HELD]]
    held = (ground.in_order[place] for place in places)
    return [r for r in held if r.statement.stance is Stance.ACCUSE or {w.stem for w in r.words} & load_words().accusing]


def feigns(reading: Reading) -> bool:
    """Whether a clause says that something was feigned."""
    deeds = load_words().feigning
    return any(p.deed in deeds for part in reading.parts for p in part.propositions)


def find_feigned(denial: Reading, ground: Ground) -> list[Reading]:
    """What is told as so of which a clause says that it was feigned: nothing is told of a word that everybody uses."""
    if find_force(denial.statement) != "told" or denial.open:
        return []
    deeds = load_words().feigning
    feigned = sorted(
        {
            key
            for part in denial.parts
            if not part.negated
            for p in part.propositions
            if p.deed in deeds
            for key in p.patients
        }
    )
    keys = [key for key in feigned if ground.weights.get(key, LEAST_WEIGHT) >= LEAST_WEIGHT and not key.startswith("@")]
    places = sorted(
        {place for key in keys for mark in (key, *list_senses(key)) for place in ground.by_word.get(mark, ())}
    )
    return [told for told in (ground.in_order[place] for place in places[:MAX_HELD]) if _tells_as_so(told, keys)]


def find_uncaused(denial: Reading, ground: Ground) -> list[Reading]:
    """What tells of a deed of those who, a clause says, did not bring about what happened: `not caused by thieves`."""
    if find_force(denial.statement) != "told" or denial.open:
        return []
    deeds = load_words().causing
    blamed = {
        key for part in denial.parts for p in part.propositions if p.negated and p.deed in deeds for key in p.agents
    }
    keys = [key for key in sorted(blamed) if ground.weights.get(key, LEAST_WEIGHT) >= LEAST_WEIGHT]
    places = sorted({place for key in keys for place in ground.by_word.get(key, ())})
    held = (ground.in_order[place] for place in places[:MAX_HELD])
    return [told for told in held if told is not denial and _tells_of_doer(told, blamed)]


def _tells_of_doer(told: Reading, blamed: set[str]) -> bool:
    """Whether a statement tells as done a deed of somebody, other than that they caused something."""
    if find_force(told.statement) != "told" or told.open or is_unreal(told.words):
        return False
    done = (p for part in told.parts for p in part.propositions if not (p.negated or p.expected or p.general))
    return any(p.agents & blamed for p in done)


def _tells_as_so(told: Reading, keys: list[str]) -> bool:
    """Whether a statement tells of a thing as there, and not as feigned."""
    if find_force(told.statement) != "told" or told.open or told.negated or not is_substantial(told):
        return False
    tables = load_tables()
    if feigns(told):
        return False
    own = [key for part in told.parts if not part.negated for key in sorted(part.keys - tables.negation)]
    return any(are_alike(key, other) for key in keys for other in own)
