"""Who does what to whom, and whether it is done: read of a question, and of the words held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.ask.kinds import list_stems
from sayso.ask.sides import PRONOUNS
from sayso.link.clauses import is_unreal
from sayso.link.slots import noun_classes
from sayso.link.words import Word, irregular_forms, load_tables, load_verbs

AUXILIARY = frozenset({"be", "do", "have"})
BY_REACH = 3  # words between a verb and the "by" that turns it
DID = re.compile(r"^(?:when|where|how|by how|what|who)\b.*?\b(?:did|was|were|has|have|had)\b", re.IGNORECASE)


WILL = re.compile(r"^(?:when|where|how|who|what)\b[^,]{0,40}?\b(?:will|would|may|might|can|could)\b", re.IGNORECASE)


class Deed(NamedTuple):
    """Who does what to whom, by their keys."""

    doer: str
    verb: str
    other: str


def find_deed(matter: Sequence[Word], *, plain: bool = False) -> Deed | None:
    """The first verb in the past form of a matter, or (`plain`: behind "did") in the plain one, with the telling words
    before and after it; turned where passive."""
    for place, word in enumerate(matter):
        before = _find_telling(reversed(matter[:place]))
        after = _find_telling(matter[place + 1 :])
        is_verb = is_past(word) or (plain and _is_plain(matter, place))
        if before and after and is_verb:
            first, second = (after, before) if _is_passive(matter, place) else (before, after)
            return Deed(first, word.key, second)
    return None


def _is_plain(matter: Sequence[Word], place: int) -> bool:
    """Whether a word is a verb in its plain form, not behind another one: "back" is none in "power will be back"."""
    word, before = matter[place], matter[place - 1]
    return word.text.islower() and word.stem in load_verbs() - AUXILIARY and before.stem not in AUXILIARY


def _find_telling(words: Iterable[Word]) -> str | None:
    """The nearest word that names something; a verb and a number do not."""
    stop = load_tables().stop
    named = (w for w in words if w.stem not in stop and w.number is None and w.text[:1].isalnum())
    found = next(named, None)
    return found.key if found and not is_past(found) else None


def is_past(word: Word) -> bool:
    """Whether it is a verb in the past form, by its ending or the list of irregular ones."""
    text = word.text.casefold()
    if not word.text.islower() or word.stem in load_tables().stop or word.stem in noun_classes():
        return False
    regular = len(text) > 3 and text.endswith("ed") and not text.endswith("eed")
    return regular or irregular_forms().get(text, text) != text


def _is_passive(words: Sequence[Word], place: int) -> bool:
    after = [w.text.casefold() for w in words[place + 1 : place + 2 + BY_REACH]]
    return any(one == "by" and not _is_alone(other) for one, other in pairwise([*after, ""][: BY_REACH + 1]))


def _is_alone(word: str) -> bool:
    """Whether "by" and this say that somebody did it alone, or by how much: nobody stands behind the verb."""
    return word.endswith(("self", "selves")) or word[:1].isdigit()


def list_turns(deed: Deed, words: Sequence[Word], tellers: frozenset[str] = frozenset()) -> Iterable[bool]:
    """For each place of the verb between the two, whether they have changed places there; `tellers` stand behind "it"
    and "the company"."""
    for place, word in enumerate(words):
        if word.key != deed.verb:
            continue
        before, after = ({w.key for w in part} for part in (words[:place], words[place + 1 :]))
        if any(w.stem in list_stems("again", "nouns") or w.text.casefold() in PRONOUNS for w in words[:place]):
            before |= tellers
        straight = deed.doer in before and deed.other in after
        if straight != (deed.other in before and deed.doer in after):
            yield straight == _is_passive(words, place)


def is_done(matter: Sequence[Word], text: str) -> bool:
    """Whether a question asks of its matter as of something that is so already: "did prices rise", "has bought"."""
    if is_unreal(matter) or WILL.match(text):
        return False
    return any(map(is_past, matter)) or bool(DID.match(text))
