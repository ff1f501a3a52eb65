"""How much of a story is told in the time there is to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from sayso.brief.records import Brief
from sayso.model import Record

WORDS_A_MINUTE = 230
"""What an adult reads silently, about: Brysbaert, How many words do we read per minute? (2019), has 238 for prose."""

TURNS = ("claims", "disputes", "claims", "moves", "claims", "events", "foretold", "unknown")
"""What is told by turns while there is time. The list of figures, which the moves and claims tell too, comes last."""


class Limits(NamedTuple):
    """How many there are at most of each part of a brief; None is all. Events are the latest, the rest the first."""

    claims: int | None = 12
    figures: int | None = 14
    disputes: int | None = None
    moves: int | None = 3
    events: int | None = 14
    foretold: int | None = 5
    unknown: int | None = None
    chapters: int | None = None


USUAL = Limits()
ALL = Limits(claims=None, figures=None, events=None, foretold=None)
WIDE = Limits(claims=40, figures=42, events=42)
"""What a brief holds at most where there is much time."""


def limit_words(brief: Brief, words: int) -> Limits:
    """What of a brief, made with `WIDE`, can be read in so many words: one claim at least. Its title and its line of
    facts are read, too; what it cites is looked up, not read."""
    costs = {name: [count_told(item) for item in getattr(brief, name)] for name in (*TURNS, "figures", "chapters")}
    costs["events"].reverse()
    left = words - 20
    taken: Counter[str] = Counter()
    open_turns = True
    while open_turns:
        open_turns = False
        for name in TURNS:
            cost = costs[name][taken[name]] if taken[name] < len(costs[name]) else None
            if cost is not None and (cost <= left or not taken["claims"]):
                taken[name] += 1
                left -= cost
                open_turns = True
    figures, left = _take_first(costs["figures"], left)
    chapters = len(costs["chapters"]) if sum(costs["chapters"]) <= left else 0
    return Limits(**{name: taken[name] for name in set(TURNS)}, figures=figures, chapters=chapters)


def _take_first(costs: Sequence[int], left: int) -> tuple[int, int]:
    """How many of the first are afforded, and what is left."""
    for place, cost in enumerate(costs):
        if cost > left:
            return place, left
        left -= cost
    return len(costs), left


def count_told(item: Record | str) -> int:
    """The words of a line as it is printed, about: those of all its strings."""
    if isinstance(item, str):
        return len(item.split())
    return _count(msgspec.to_builtins(item))


def _count(value: object) -> int:
    if isinstance(value, str):
        return len(value.split())
    if isinstance(value, dict):
        return sum(_count(inner) for inner in value.values())
    return sum(_count(inner) for inner in value) if isinstance(value, list | tuple) else 0
