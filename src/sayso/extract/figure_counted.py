"""What a number counts, where the words after it say so: "3,000 more soldiers", "100% tariffs on electric cars"."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.extract.figure_acts import is_participle
from sayso.extract.figure_context import calendar_names
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_words import fold, is_person, is_plural, load_words, read_noun_phrase
from sayso.extract.numbers import any_of
from sayso.model import Span
from sayso.rules.lines import load_rules

LEAST_SUM = 1e6  # "millions", "billions" with no noun of their own: a sum of money
SUM_REACH = 40  # characters before such a sum in which a word says that it is spent
LEVIED_REACH = 100  # characters before a percentage in which what it is put on may stand

OF = re.compile(r"(?:\s*\([^()]{0,40}\))?\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?!\w*(?:which|whom|them)\b)")
_ON = re.compile(
    r"\s+(?:on\s+(?:the\s+|its\s+|their\s+)?|in\s+(?:the\s+|its\s+|their\s+)?(?:(?:this|last|next)\s+year['’]s\s+)?(?=[a-z]))"
)
_FOR = re.compile(
    r"\s+for\s+(?:the\s+|its\s+|their\s+|his\s+|her\s+|a\s+|an\s+)?(?=[a-z])(?!(?:about|nearly|more|at|up|[a-z]+ing)\b)"
)
_PLAIN_ON = re.compile(r"\s+on\s+")
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+(?:(?:new|record|further|extra)\s+)?$")
_DETERMINER = re.compile(r"\s(?:the|its|their|all)\s+$")
_CLOSING_MARK = re.compile(r"[\"”'’](?=\s)")


def read_counted(text: str, draft: Draft, block_span: Span) -> None:
    """What the number counts, where the words after it say so; the noun is the unit of a number that has no other."""
    is_sum = is_vague_sum(text, draft)
    phrase, end = _phrase_after(text, draft, min(block_span.end, draft.end + 100))
    if not phrase or phrase.split()[0] in calendar_names() or _opens_verb(text, draft.end, end):
        return
    if draft.unit is None and phrase == "aboard":  # "all seven aboard"
        draft.counted, draft.noun_end, draft.unit, draft.kind = "people aboard", end, "persons", "persons"
        return
    nouns = phrase.split()
    while draft.unit is None and draft.number.low != 1 and nouns and not is_plural(nouns[-1]):
        nouns.pop()
    if draft.unit is None and not nouns and _is_deed(phrase):
        return
    draft.counted, draft.noun_end = " ".join(nouns) or phrase, end
    if draft.is_joined:
        draft.counted = f"{draft.unit} of {draft.counted}"
    if draft.unit is None and nouns and not is_sum:
        draft.unit, draft.kind = ("persons", "persons") if is_person(nouns[-1]) else (nouns[-1].lower(), None)


def _opens_verb(text: str, start: int, end: int) -> bool:
    """ "22,000 walk out": whether the words after a number are the first of a longer one of what is done."""
    verb = load_words().measures.match(text, start + 1, end + 24)
    return verb is not None and verb.end() > end and not verb.group().endswith(" of")  # "14 counts of fraud"


_FATE = re.compile(r"\s+(dead|injured|wounded|missing|displaced|captured|arrested|killed)\b")


def _is_deed(word: str) -> bool:
    """Whether a lone word after a number is no noun but what was done: "a further 90 damaged", "three hurt"."""
    return (
        word.islower() and not is_plural(word) and (word.endswith("ed") or bool(load_words().measures.fullmatch(word)))
    )


_NEXT_WORD = re.compile(r"\s([^\W\d_]{4,})(?![\w-])")


def read_next_word(text: str, draft: Draft, block_span: Span) -> None:
    """In a language whose nouns no table has, the next word is what a number without a unit counts."""
    word = _NEXT_WORD.match(text, draft.end, block_span.end) if draft.unit is None else None
    if word is not None:
        draft.counted, draft.unit, draft.noun_end = word[1], word[1].lower(), word.end()


def _phrase_after(text: str, draft: Draft, stop: int) -> tuple[str, int]:
    of = OF.match(text, draft.end, stop)
    if draft.kind == "ratio":
        return "", draft.end
    if draft.kind == "duration":
        return _lasting_noun(text, draft, of, stop)
    if (
        draft.kind == "money"
        or (draft.kind == "share" and draft.number.kind != "fraction")
        or is_vague_sum(text, draft)
    ):
        joint = of or _ON.match(text, draft.end, stop)
        return _amounting_noun(text, draft, joint, stop)
    if of and (draft.kind is not None or draft.number.kind == "vague" or _DETERMINER.search(of.group())):
        return _noun_of(text, draft, of, stop)
    return _next_noun(text, draft.end, stop)


def _noun_of(text: str, draft: Draft, of: re.Match[str], stop: int) -> tuple[str, int]:
    """ "five of the bridges", "four of the dead": what they are of; the dead and the missing are people."""
    fate = _FATE.match(text, of.end() - 1, stop) if draft.kind is None and _DETERMINER.search(of.group()) else None
    if fate is None:
        return read_noun_phrase(text, of.end(), stop)
    draft.unit = draft.kind = "persons"
    return fate[1], fate.end()


def _next_noun(text: str, start: int, stop: int) -> tuple[str, int]:
    """The noun right behind a number, or behind a closing mark; "1,146 dead birds" are birds."""
    mark = _CLOSING_MARK.match(text, start, stop)
    start = mark.end() if mark else start
    fate = _FATE.match(text, start, stop)
    phrase, end = read_noun_phrase(text, fate.end() if fate else start, stop)
    if fate is None:
        return phrase, end
    return (f"{fate[1]} {phrase}", end) if phrase and is_plural(phrase.split()[0]) else ("", start)


def _amounting_noun(text: str, draft: Draft, joint: re.Match[str] | None, stop: int) -> tuple[str, int]:
    """ "in new equipment" after an amount, "an $82 million deal"; of "in the second quarter" nothing."""
    if joint is None and _ARTICLE.search(text, max(0, draft.start - 24), draft.number.start):
        phrase, end = read_noun_phrase(text, draft.end, stop)
        return ("", draft.end) if is_participle(phrase) else (phrase, end)  # "the $3 million paid for 19 kiosks"
    if priced := _PRICED.match(text, draft.end, stop):  # "$200 a ton for their maize"
        return read_noun_phrase(text, priced.end(), stop)
    if joint is None and draft.kind == "money":
        joint = _FOR.match(text, draft.end, stop)
    if joint is None and draft.kind is not None:
        return _rated_noun(text, draft, stop)
    start = joint.end() if joint else draft.end
    phrase, end = read_noun_phrase(text, start, stop)
    is_time = phrase.split()[-1].lower() in load_rules("counted")["phrase"]["times"] if phrase else True
    return ("", start) if is_time else (phrase, end)


def is_vague_sum(text: str, draft: Draft) -> bool:
    """ "invests billions more in new equipment": millions and more of what is spent, with no unit and no noun."""
    if draft.unit is not None or draft.number.kind != "vague" or draft.number.low < LEAST_SUM:
        return False
    before = load_words().measures.findall(text, max(0, draft.start - SUM_REACH), draft.start)
    sums = load_rules("counted")["persons"]["sums"]
    is_spent = bool(before) and load_words().measure_of[fold(before[-1])] in sums
    return is_spent and _ON.match(text, draft.end) is not None


def _lasting_noun(text: str, draft: Draft, of: re.Match[str] | None, stop: int) -> tuple[str, int]:
    """ "five days of rioting", "a 30-year hold": what takes the time, with the unit it is told in."""
    is_joined = of is None and text[draft.number.end : draft.number.end + 1] == "-"
    if of is None and not is_joined:
        return _lasting_object(text, draft.start), draft.end
    phrase, end = read_noun_phrase(text, of.end() if of else draft.end, stop)
    return (f"{draft.unit} of {phrase}", end) if phrase else ("", draft.end)


_PRICED = re.compile(
    r"\s+(?:an?|per)\s+(?:ton|tonne|barrel|kilo|kilogram|gram|pound|ounce|bushel|litre|liter|gallon|head|unit|share|megawatt-hour)"
    r"\s+(?:of|for)\s+(?:the\s+|its\s+|their\s+|his\s+|her\s+)?"
)
_SPAN_BEFORE = re.compile(r"\s(?:for\s+|(?:over|in|during|for)\s+the\s+(?:past|last|next|coming)\s+)$")


def _lasting_object(text: str, start: int) -> str:
    """ "has supplied water for the past 30 years": the nouns right before a length of time, in small letters."""
    left = max(text.rfind("\n", 0, start) + 1, start - 80)
    span = _SPAN_BEFORE.search(text, left, start)
    words = text[left : span.start()].split() if span else []
    found: list[str] = []
    while words and len(found) < 2 and words[-1].isalpha() and words[-1].islower() and not _is_verbal(words[-1]):
        found.insert(0, words.pop())
    return " ".join(found)


def _is_verbal(word: str) -> bool:
    """Whether a word can be no noun: a stop word, or one in -ed, -ing or -ly."""
    return word in load_words().stops or word.endswith(("ed", "ing", "ly"))


@lru_cache(maxsize=1)
def _load_levied() -> re.Pattern[str]:
    verbs = any_of(load_rules("counted")["levied"]["verbs"])
    return re.compile(rf"\b(?:{verbs})\s+(?P<what>[^\d,.;:]{{3,60}}?)\s+with\s+(?:an?\s+)?(?:[a-z]+\s+){{0,2}}$")


def _rated_noun(text: str, draft: Draft, stop: int) -> tuple[str, int]:
    """ "100% tariffs on electric cars", "a 20% stake": the noun right after a percentage, with what it is on."""
    phrase, end = read_noun_phrase(text, draft.end, stop)
    if (
        draft.kind != "share"
        or not phrase
        or phrase.lower() == "seen"
        or not (is_plural(phrase) or load_words().measures.search(phrase))
    ):
        return "", draft.end
    on = _PLAIN_ON.match(text, end, stop)
    what, what_end = read_noun_phrase(text, on.end(), stop) if on else ("", end)
    levied = None if what else _load_levied().search(text, max(0, draft.start - LEVIED_REACH), draft.start)
    what = levied["what"] if levied else what  # "hit steel imports with 25% duties"
    return (f"{phrase} on {what}", what_end) if what else (phrase, end)
