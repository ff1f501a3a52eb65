"""Which sentences can hold an attribution at all: only those are parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sayso.extract.cues import WORD, load_cues

LEADERS = ("that", "to", "by", "from", "in")
ANNOUNCING = re.compile(r":(?=\s{0,3}(?:[\"“«„]|``|\Z))")
CLOSING = re.compile(r"[,!?][”\"] (?:[\w’'-]{1,30},? ){0,6}[a-z]{2,20}ed\b")  # "…,” fretted the mayor"
AMOUNT = re.compile(r"\bat (?:\S{1,20} ){0,3}[$€£]?\d")


def may_attribute(text: str) -> bool:
    """Whether a sentence can hold an attribution, by its words and quotation marks. Cheap."""
    cues = load_cues()
    printed = WORD.findall(text)
    order = [word.lower() for word in printed]
    words = set(order)
    if not words.isdisjoint(cues.plain) or "according" in words or "the words of" in text:
        return True
    found = words & cues.words
    if ANNOUNCING.search(text) or CLOSING.search(text):
        return True
    if not found:
        return False
    if _holds_mark(text) or ("that" in words and not found.isdisjoint(cues.doubtful)):
        return True
    if found & cues.amounts and AMOUNT.search(text):
        return True
    return any(_may_speak(printed, order, number, words) for number, word in enumerate(order) if word in found)


def _may_speak(printed: Sequence[str], order: Sequence[str], number: int, words: Set[str]) -> bool:
    """Whether one word may be a cue, by its neighbours."""
    cues, word = load_cues(), order[number]
    behind = order[number + 1] if number + 1 < len(order) else ""
    if behind in cues.longer.get(word, ()) or _may_lead(word, behind, words):
        return True
    if number == 0 or word not in cues.nouns or word not in cues.verbs:
        return False
    if behind and printed[number + 1][0].isupper() and printed[number - 1].lower() not in cues.naming:
        return True  # "sources at the club claim Lee will go"
    return _may_act(printed[number - 1]) or (not behind and printed[number - 1].lower() not in cues.naming)


def _may_act(before: str) -> bool:
    """Whether the word before a noun that is also a verb makes a verb of it: "Marn claims", "will demand"."""
    lower = before.lower()
    return lower in load_cues().acting or (before[0].isupper() and lower not in load_cues().naming)


def _holds_mark(text: str) -> bool:
    return any(mark in text for mark in '"“”‘«:') or "''" in text or " '" in text or text.startswith("'")


def _may_lead(noun: str, behind: str, words: Set[str]) -> bool:
    """Whether a noun of speech stands before what may lead its content, and has somebody's verb if it needs one."""
    cues = load_cues()
    cue = cues.nouns.get(noun)
    if cue is None or (cue.lemma in cues.feelings and words.isdisjoint(cues.voicing)):
        return False
    return behind in cue.frames or behind in LEADERS
