"""What was done to what is counted, where no table of measures tells it: "downed 41 drones", "12 boats were seized".

The verb that governs the number stands right before it or right behind its noun. Verbs are `rules/verbs.txt`, their
irregular forms `rules/inflections.toml`; those that say nothing of a count ("included 12 ministers") are `[acted]` of
`rules/counted.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.figure_draft import Draft
from sayso.rules.tables import load_rules, read_list

BEFORE = 60  # characters before a number in which its verb stands
SHORTEST_PAST = 5  # letters of a word in -ed that no table has
BEHIND = 60  # characters behind its noun in which the verb of that noun stands

_LEAD = re.compile(
    r"(?:^|.*[\s\"“'‘(])(?P<led>[A-Za-z]+)[,;]?\s+(?:(?:only|also|already|since|now)\s+)?(?P<verb>[a-z]+)\s+"
    r"(?:(?:all|the|its|his|her|their|our|my|another|just|only)\s+){0,2}[\"“'‘]?$",
    re.DOTALL,
)
_PARTICLE = re.compile(r"(?<=[a-z] )(?:down|up|out|off|away|back)\s+$")
_AUXILIARIES = (
    r"(?:have|has|had|is|are|was|were|be|been|being|will|would|could|can|may|might|must|should|to|not|also|still|all|"
    r"now|already|since|later|then|reportedly|allegedly)"
)
_FOLLOW = re.compile(rf"[\"”'’]?\s+(?P<helpers>(?:{_AUXILIARIES}\s+)*)[\"“'‘]?(?P<verb>[a-z]+)\b(?!['’-])")
_FRONTS = frozenset(
    ["to", "could", "would", "will", "can", "may", "might", "must", "should", "not", "they", "we", "you", "who", "and"]
)


class Act(NamedTuple):
    """The participle of a verb, and whether it stands before the number, which is its object."""

    participle: str
    leads: bool


def find_deed(text: str, draft: Draft, clause: tuple[int, int], floor: int) -> Act | None:
    """What was done to what a figure counts; `floor` is where the number before it ends."""
    silent = _load_silent(of_money=draft.kind == "money")
    before = text[max(clause[0], floor, draft.start - BEFORE) : draft.start]
    for words in (_PARTICLE.sub("", before), before):
        lead = _LEAD.match(f"- x {words}")  # a clause may begin with its verb: "who | represents 260"
        verb = _read_lead(lead["led"], lead["verb"], silent) if lead is not None else None
        if verb:
            return Act(verb, leads=True)
    if not draft.counted or draft.noun_end <= draft.start:
        return None
    verb = find_act_behind(text, draft.noun_end, clause[1], of_money=draft.kind == "money")
    return Act(verb, leads=False) if verb else None


def find_act_behind(text: str, start: int, end: int, *, of_money: bool = False) -> str | None:
    """The participle of the verb that stands at `start`, right behind a noun, and is no word that says little."""
    follow = _FOLLOW.match(text, start, min(end, start + BEHIND))
    return _read_follow(follow, _load_silent(of_money=of_money)) if follow is not None else None


def _read_lead(led: str, word: str, silent: frozenset[str]) -> str | None:
    """The participle of the verb right before a number, if the word is one that says something of a count."""
    verb = _find_verb(word)
    if verb is None or verb.base in silent:
        return None
    is_told = word != verb.base or led.lower() in _FRONTS or (led.endswith("s") and led.islower())
    return (verb.participle if word in (verb.base, f"{verb.base}s", f"{verb.base}es") else word) if is_told else None


def _read_follow(found: re.Match[str], silent: frozenset[str]) -> str | None:
    verb = _find_verb(found["verb"])
    if verb is None or verb.base in silent or found["verb"] in load_rules("counted")["acted"]["naming"]:
        return None
    is_participle = found["verb"] == verb.participle or found["verb"].endswith("ed")
    helped = found["helpers"].split()
    if not helped:
        return verb.participle if is_participle else None
    is_plain = found["verb"] == verb.base and helped[-1] not in ("is", "are", "was", "were", "be", "been", "being")
    return verb.participle if is_participle or is_plain else None


def find_participle(word: str) -> str | None:
    """The participle of the verb that a word is a form of; None of a verb that says nothing of a count."""
    verb = _find_verb(word)
    telling = load_rules("counted")["acted"]["governing"]
    is_silent = verb is None or (verb.base in _load_silent(of_money=False) and verb.base not in telling)
    return None if verb is None or is_silent else verb.participle


def is_participle(word: str) -> bool:
    """Whether a word is the participle of a verb."""
    verb = _find_verb(word)
    return verb is not None and verb.participle == word


def find_base(word: str) -> str | None:
    """The plain form of the verb that a word is a form of; None where no table has it."""
    verb = _find_verb(word)
    return verb.base or None if verb is not None else None


class Verb(NamedTuple):
    base: str
    participle: str


def _find_verb(word: str) -> Verb | None:
    """The verb that a word is a form of; any word in -ed is one of a verb."""
    if found := _load_forms().get(word):
        return found
    is_past = word.endswith("ed") and not word.endswith("eed") and word != "hundred"
    return Verb("", word) if is_past and len(word) >= SHORTEST_PAST else None


@lru_cache(maxsize=2)
def _load_silent(*, of_money: bool) -> frozenset[str]:
    acted = load_rules("counted")["acted"]
    return frozenset(acted["silent"]) | frozenset(acted["of_money"] if of_money else ())


@lru_cache(maxsize=1)
def _load_forms() -> dict[str, Verb]:
    """Each form of a verb → the verb."""
    irregular = load_rules("inflections")["forms"]
    alike = frozenset(load_rules("counted")["acted"]["alike"])
    found: dict[str, Verb] = {}
    for base in [*irregular, *alike, *load_rules("counted")["acted"]["more"], *read_list("verbs")]:
        stem = base.removesuffix("e")
        past = [form for form in irregular.get(base, ()) if not form.endswith(("ing", "s", "n't"))]
        regular = base if base in alike else _add_ending(base)
        verb = Verb(base, past[-1] if past else regular)
        doubled = regular.removesuffix("ed") if regular.endswith("ed") and not base.endswith("e") else stem
        doubled = base if doubled.endswith("i") else doubled
        for form in (base, f"{base}s", f"{base}es", *past, verb.participle, f"{doubled}ing", f"{stem}ing"):
            found.setdefault(form, verb)
    return found


_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def _add_ending(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return f"{base[:-1]}ied"
    return f"{base}{base[-1]}ed" if _SHORT.fullmatch(base) else f"{base}ed"
