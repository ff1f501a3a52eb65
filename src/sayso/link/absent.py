"""What a statement says there is none of, and what speaks of it as there: by its name, or by the deed it comes of."""

from __future__ import annotations

import re

from sayso.link.clauses import is_unreal
from sayso.link.ground import Ground, find_date, make_conflict, same_speaker, tell_order
from sayso.link.periods import is_earlier
from sayso.link.readings import LEAST_CLAUSE, Reading, find_absent, find_force, turns_content
from sayso.link.thesaurus import are_alike
from sayso.link.words import load_tables
from sayso.model import Conflict, ConflictKind

# "It was not a bomb", "they weren't soldiers": a thing by its name, not "it was not easy".
UNLIKE = re.compile(
    r"\W*(?:it|this|that|they|these|those)\s+(?:(?:was|were|is|are)\s+not|(?:was|were|is|are)n['’]t)\s+"
    r"(?:(?:an?|the|any)\s+\w+|\w+s)\b\W*(?:[.,;…]|$)",
    re.IGNORECASE,
)
LEAST_WEIGHT = 1.5  # of the name of a thing, for nobody means what everybody tells of
MAX_TOLD = 400  # statements of one thing or deed that a denial is held against


def find_present(reading: Reading, ground: Ground) -> list[Reading]:
    """What speaks of a thing as there of which a statement says that there is none."""
    absent = find_absent(reading)
    if absent is None:
        return _find_unlike(reading, ground)
    present = [other for other in _list_holding(absent, ground) if _tells_of(other, absent)]
    doing = (other for other in _list_doing(absent, ground) if other not in present)
    return present + [other for other in doing if _makes(other, absent, reading)]


def _find_unlike(reading: Reading, ground: Ground) -> list[Reading]:
    """What tells of a thing as there of which a statement says that it was something else: "it was not thieves"."""
    if not UNLIKE.match(reading.text) or find_force(reading.statement) != "told":
        return []
    named = next((part.keys for part in reading.parts if part.negated), frozenset()) - load_tables().negation
    things = [key for key in sorted(named) if ground.weights.get(key, LEAST_WEIGHT) >= LEAST_WEIGHT]
    if len(named) != 1 or not things:
        return []
    return [r for r in _list_holding(things[0], ground) if _tells_of(r, things[0])]


def find_turns(ground: Ground) -> list[Conflict]:
    """Who said that there is no such thing, and later speaks of it as there."""
    denials: dict[tuple[str, str], list[Reading]] = {}
    for reading in ground.in_order:
        speaker = ground.speakers.by_statement.get(reading.statement.id)
        absent = find_absent(reading)
        if absent is not None and speaker is not None:
            denials.setdefault((speaker, absent), []).append(reading)
    found = []
    for (_, thing), said in denials.items():
        after = [
            r
            for r in _list_holding(thing, ground)
            if _tells_of(r, thing) and same_speaker(r, said[0], ground) and any(_is_before(s, r, ground) for s in said)
        ]
        if after:
            because = f"{tell_order(said[0], after[0], ground)}: there was none, and now it is spoken of as there"
            ids = [r.statement.id for r in said], [r.statement.id for r in after]
            found.append(make_conflict(ConflictKind.REVERSAL, *ids, because))
    return found


def _is_before(reading: Reading, other: Reading, ground: Ground) -> bool:
    when, then = find_date(reading, ground), find_date(other, ground)
    return when is not None and then is not None and is_earlier(when, then)


def _list_holding(word: str, ground: Ground) -> list[Reading]:
    """The readings with a word, in order; of a very common one the first `MAX_TOLD`."""
    return [ground.in_order[place] for place in ground.by_word.get(word, ())[:MAX_TOLD]]


def _list_doing(thing: str, ground: Ground) -> list[Reading]:
    """The readings that tell of the deed that a thing comes of, in order: who wrote tells of a letter."""
    deeds = [deed for deed in sorted(ground.by_deed) if deed != thing and are_alike(thing, deed)]
    places = sorted({place for deed in deeds for place in ground.by_deed[deed][:MAX_TOLD]})
    return [ground.in_order[place] for place in places[:MAX_TOLD]]


def _makes(reading: Reading, thing: str, denial: Reading) -> bool:
    """Whether a statement tells as done the deed that a thing comes of, and a further word of what there is none of."""
    if not _tells_as_fact(reading):
        return False
    idle = load_tables().negation | load_tables().back | load_tables().timing
    return any(
        are_alike(thing, deed.deed)
        and not (deed.negated or deed.expected)
        and (part.keys & denial.keys) - idle - {thing}
        for part in reading.parts
        for deed in part.propositions
    )


def _tells_of(reading: Reading, thing: str) -> bool:
    """Whether a statement speaks of a thing as there: told as fact, and neither denied nor asked."""
    return thing in reading.keys and _tells_as_fact(reading)


def _tells_as_fact(reading: Reading) -> bool:
    """Whether a statement tells something as so: it is neither denied, asked nor only expected."""
    turned = reading.negated or reading.open or turns_content(reading.statement)
    if turned or len(reading.words) < LEAST_CLAUSE:
        return False
    return find_absent(reading) is None and find_force(reading.statement) == "told" and not is_unreal(reading.words)
