"""Whether a figure is only expected, planned or promised: "would send 5,000 builders", "300 jobs are to go".

What is told to have come about and what is told to come are never one count, however alike their words. The verb behind
what is counted decides; without one, what stands before the number does. Words are `[plans]` of `rules/measures.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.link.slots import read_slots
from sayso.link.words import read_rules
from sayso.model import Figure, Span

REACH = 160  # characters before a figure in which what it hangs on stands
BEHIND = 90  # characters behind it in which its own verb stands


class _Words(NamedTuple):
    """Patterns of what is told to come, and of what ends its reach."""

    foretold: frozenset[str]  # measures that are told ahead as afterwards
    ahead: re.Pattern[str]  # before a number: "would", "plans to"
    ending: re.Pattern[str]  # between that and the number: what follows is told as it is
    bare: re.Pattern[str]  # of a headline, right before a number: "to hire"
    coming: re.Pattern[str]  # behind a number: "jobs are to"
    done: re.Pattern[str]  # behind a number: "jobs were"


def is_planned(text: str, figure: Figure, sentence: Span, *, is_headline: bool = False) -> bool:
    """Whether a figure is told as what is to come, and not as what is or was; of `sentence` alone.

    What a bridge would cost is its cost: of some measures the count ahead is the count.
    """
    words = _load_words()
    if read_slots(figure).measure in words.foretold:
        return False
    after = text[figure.end : min(sentence.end, figure.end + BEHIND)]
    if words.coming.match(after):
        return True
    if words.done.match(after):
        return False
    before = text[max(sentence.start, figure.start - REACH) : figure.start]
    if is_headline and words.bare.search(before):
        return True
    ahead = max((match.end() for match in words.ahead.finditer(before)), default=None)
    return ahead is not None and words.ending.search(before, ahead) is None


@lru_cache(maxsize=1)
def _load_words() -> _Words:
    rules = read_rules("measures")["plans"]
    any_of = {name: _any_of(words) for name, words in rules.items()}
    modals, doubts, leads, being, done = (any_of[name] for name in ("modals", "doubts", "leads", "being", "done"))
    # "may have killed 30", "could not find 30" are told of what was
    modal = rf"(?:(?:{modals})\b|(?:{doubts})\b(?!\s+(?:have|not)\b))(?!['’])"
    verb_to = rf"(?:{leads})(?:\s+[a-z]+){{0,2}}?\s+to\s+(?!(?:the|an?|its|their)\b)[a-z]+\b"
    given = rf"(?:{any_of['given']})(?:\s+[\w'’-]+)?\s+$"
    noun = rf"(?:\s+(?!(?:{any_of['between']}|{modals}|{doubts}|{being}|{done})\b)[\w'’-]+){{0,6}}\s+"
    be_to = rf"(?:{being})\s+(?:[a-z]+ly\s+)?(?:(?:{leads})\s+)?to\s+[a-z]"
    told = rf"(?:(?:{being})\s+)?(?:{any_of['told']})\b"
    return _Words(
        foretold=frozenset(rules["foretold"]),
        ahead=re.compile(rf"\b(?:{modal}|{verb_to}|{given})"),
        ending=re.compile(
            rf"[;:.?!]\s|,\s(?:and\s)?[a-z]+ed\s|\b(?:{any_of['ending']})\b|\b(?:{any_of['beside']})\s+$"
        ),
        bare=re.compile(
            rf"(?<![A-Za-z])(?!(?:{any_of['forced']})\s)[A-Za-z\d'’-]+\s+to\s+[a-z]+\s+(?:[a-z]+\s+){{0,2}}$"
        ),
        coming=re.compile(rf"{noun}(?:{modal}|{be_to}|{told})"),
        done=re.compile(rf"{noun}(?:{being}|{done})\b"),
    )


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
