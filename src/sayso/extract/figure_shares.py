"""Of "1,000 of an estimated 11,000 troops had been killed", who was killed: the 1,000, not the 11,000.

The part and its whole share a noun and stand before one verb. What the verb tells is of the part; the whole keeps only
the measure that its own words name: "300 of the 900 people arrested have been freed".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.extract.figure_acts import find_act_behind
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_words import fold, load_words

REACH = 120  # characters behind the whole in which the verb of both stands
NEAR = 40  # characters behind the first word of that verb in which what was done is told

OF_A_WHOLE = re.compile(
    r"\s*(?:out\s+)?of\s+(?:(?:all|an?|the|some|its|their|his|her|our|those|these)\s+){0,2}(?:[\w-]{1,30}['’]s?\s+)?"
)
_OPENS_OF = re.compile(
    r"(?:^|[.!?:;,]\s+|\s)[\"“]?(?:Of|Out of|of)\s+(?:(?:all|the|those|these|its|their|some)\s+){0,2}$"
)
_ONE_PHRASE = re.compile(r"[^.;!?,]*,\s+")
_SENTENCE_END = re.compile(r"[.;!?](?!\d)")
_AUXILIARY = re.compile(
    r"\b(?P<of_whole>(?:who|which|that|whom)\s+(?:[a-z]+\s+)?)?"
    r"(?:was|were|had|has|have|is|are|will|would|could|may|might|remain|remained)\b"
)


def part_measures(text: str, drafts: Sequence[Draft]) -> None:
    """Give what was done to the part of each whole to the part alone; drafts in their order, asides too."""
    for one, other in pairwise(drafts):
        if one.block != other.block or other.aside:
            continue
        if _is_count(other) and OF_A_WHOLE.fullmatch(text, one.end, other.start):
            _part_behind(text, one, other)
        elif _is_count(one) and not one.aside and _opens_whole(text, one, other):
            _keep_named(text, one, other.start)


def _is_count(draft: Draft) -> bool:
    return draft.kind in (None, "persons")


def _part_behind(text: str, part: Draft, whole: Draft) -> None:
    """ "12 of the 40 hostages held at Elm were killed": held is said of 40, killed of 12."""
    noun_end = max(whole.end, whole.noun_end)
    is_told = _is_count(part) and not part.aside
    verb = _find_verb(text, noun_end)
    if verb is not None:
        _keep_named(text, whole, verb)
        part.measure = (_read_done(text, verb) if is_told else None) or part.measure
    elif not is_told or part.measure == whole.measure:  # else "shot down 41 of 58 drones launched overnight"
        _keep_named(text, whole, noun_end)


def _find_verb(text: str, start: int) -> int | None:
    """Where the verb of the sentence begins, behind what says more of the noun; None where no helping verb tells it."""
    stop = _SENTENCE_END.search(text, start, start + REACH)
    end = stop.start() if stop else min(len(text), start + REACH)
    found = (match.start() for match in _AUXILIARY.finditer(text, start, end) if match["of_whole"] is None)
    return next(found, None)


def _read_done(text: str, verb: int) -> str | None:
    """What was done by the verb at `verb`: the measure that its part of the sentence names, else its own participle."""
    words = load_words()
    stop = text.find(",", verb, verb + NEAR)
    near = words.measures.search(text, verb, stop if stop >= 0 else verb + NEAR)
    return words.measure_of[fold(near.group())] if near else find_act_behind(text, verb - 1, verb + REACH)


def _keep_named(text: str, whole: Draft, end: int) -> None:
    """Leave the whole only a measure that a word between it and `end` names."""
    words = load_words()
    whole.is_whole = True
    named = [words.measure_of[fold(match.group())] for match in words.measures.finditer(text, whole.end, end)]
    if named:
        whole.measure = named[-1]
    elif whole.measure and re.search(rf"\b{re.escape(whole.measure)}\b", text[whole.end : end]) is None:
        whole.measure = None


def _opens_whole(text: str, whole: Draft, part: Draft) -> bool:
    """ "Of the 60 villagers, 14 were killed"."""
    between = text[whole.end : part.start]
    opens = _OPENS_OF.search(text, max(0, whole.start - 24), whole.start)
    return opens is not None and len(between) <= REACH and _ONE_PHRASE.fullmatch(between) is not None
