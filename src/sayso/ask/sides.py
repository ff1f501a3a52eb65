"""Who gives and who takes: "A sold it to B" tells what B bought, "A lost to B" that B won (`[converse]`).

A question and the words held against it are read alike: who stands before the verb, behind its "by", "to" and "from".
Where both name a side and it is not the same one, the words tell of another deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from sayso.ask.kinds import load_question_rules
from sayso.link.words import Word, find_stem, load_tables

SUBJECT = 7  # words before a verb among which its subject stands
BEHIND = 12  # words behind it among which "to" and "from" are its own
NAMED = 4  # words after "to" and "from" that name somebody
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
GIVER, TAKER = "giver", "taker"


class Sides(NamedTuple):
    """The keys of who gives and of who takes."""

    giver: frozenset[str] = frozenset()
    taker: frozenset[str] = frozenset()

    def of(self, side: str) -> frozenset[str]:
        """One side."""
        return self.giver if side == GIVER else self.taker


@lru_cache(maxsize=1)
def load_verbs() -> dict[str, tuple[str, str]]:
    """Stem of a verb → the name of its pair, and which side its subject is on."""
    rows = load_question_rules()["converse"].items()
    return {find_stem(verb): (name, side) for name, row in rows for side in (GIVER, TAKER) for verb in row[side]}


def read_sides(words: Sequence[Word], tellers: frozenset[str] = frozenset()) -> Sides:
    """Who gives and takes in a sentence; `tellers` stand behind "it", "she"."""
    found: dict[str, set[str]] = {GIVER: set(), TAKER: set()}
    nouns = load_question_rules()["converse_nouns"]["words"]
    for place, word in enumerate(words):
        if word.stem in load_verbs() and not word.proper and word.text.casefold() not in nouns:
            for side, keys in _read_verb(words, place, tellers):
                found[side].update(keys)
    return Sides(frozenset(found[GIVER]), frozenset(found[TAKER]))


def _read_verb(words: Sequence[Word], place: int, tellers: frozenset[str]) -> Iterable[tuple[str, Iterable[str]]]:
    own = load_verbs()[words[place].stem][1]
    before = words[max(0, place - SUBJECT) : place]
    behind = words[place + 1 : place + 1 + BEHIND]
    is_passive = any(w.text.casefold() in BE for w in before[-3:])
    if not is_passive:
        subject = {key for w in before for key in _name(w)}
        yield own, subject | (tellers if any(w.text.casefold() in PRONOUNS for w in before) else set())
    for index, word in enumerate(behind):
        side = {"to": TAKER, "from": GIVER, "by": own if is_passive else ""}.get(word.text.casefold())
        if side:
            named = takewhile(lambda w: w.number is None, behind[index + 1 : index + 1 + NAMED])
            yield side, [key for w in named for key in _name(w)]


def _name(word: Word) -> tuple[str, ...]:
    told = word.stem not in load_tables().stop and word.number is None and word.stem not in load_verbs()
    return (word.key,) if told and word.text[:1].isalnum() else ()


def is_turned(asked: Sides, told: Sides) -> bool:
    """Whether somebody asked for on one side stands only on the other."""
    sides = ((GIVER, TAKER), (TAKER, GIVER))
    return any(asked.of(one) & told.of(other) and not asked.of(one) & told.of(one) for one, other in sides)
