"""What is said of a count before it moves, "the toll would rise", and whether the later counts have moved so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from sayso.link.amounts import find_bounds, values_agree
from sayso.link.clauses import is_negated, is_unreal
from sayso.link.figure_scopes import split_scopes
from sayso.link.figure_told import date_figure, quote_figure
from sayso.link.ground import Ground, find_date
from sayso.link.periods import is_earlier
from sayso.link.readings import Reading, content_span
from sayso.link.slots import changing_measures, read_slots
from sayso.link.thesaurus import stem_phrase
from sayso.link.words import Word, read_rules
from sayso.model import Figure

REACH = 400  # characters before a statement within which the count that it speaks of stands
BETWEEN = 6  # words between the count and its verb: "the number of dead would probably rise"


class Move(Enum):
    """Which way a count is expected to move."""

    UP = "up"
    DOWN = "down"


class Moved(NamedTuple):
    """What the later counts tell: that it moved as expected, or the other way, or nothing that is sure (None)."""

    as_expected: bool | None
    figures: Sequence[Figure] = ()
    because: str | None = None


class _Words(NamedTuple):
    counts: frozenset[str]
    up: frozenset[str]
    down: frozenset[str]


@lru_cache(maxsize=1)
def load_moving() -> _Words:
    """The table `moving` of `rules/conflicts.toml`, by stem."""
    rules = read_rules("conflicts")["moving"]
    return _Words(*(frozenset(map(stem_phrase, rules[name])) for name in _Words._fields))


def read_move(reading: Reading) -> Move | None:
    """Which way a statement says that a count will move; None where it says no such thing, or that it will not."""
    words = reading.words
    if not is_unreal(words) or is_negated(words):
        return None
    for index, word in enumerate(words):
        if word.stem in load_moving().counts:
            return _find_move(words[index + 1 : index + 1 + BETWEEN])
    return None


def _find_move(words: Sequence[Word]) -> Move | None:
    for word in words:
        if word.stem in load_moving().up:
            return Move.UP
        if word.stem in load_moving().down:
            return Move.DOWN
    return None


def find_moved(reading: Reading, move: Move, ground: Ground) -> Moved:
    """How the count nearest before the statement, in its article, moved after it was made."""
    counted = _find_counted(reading, ground)
    when = find_date(reading, ground)
    if counted is None or when is None:
        return Moved(None)
    series = next((series for series in ground.series if counted in series), ())
    scope = next((scope for scope in split_scopes(series, ground.settings) if counted in scope), [])
    dated = ((date_figure(f, ground), f) for f in scope if not values_agree(f, counted))
    later = [(d.date, f.id, f) for d, f in dated if d is not None and is_earlier(when, d)]
    after = [f for *_, f in sorted(later, key=lambda found: found[:2])]
    ways = {find_bounds(f)[0] > find_bounds(counted)[0] for f in after}
    if len(ways) != 1:
        return Moved(None)
    because = f"{quote_figure(counted, ground)} was counted when it was said, {quote_figure(after[0], ground)} later."
    return Moved((move is Move.UP) in ways, after, because)


def _find_counted(reading: Reading, ground: Ground) -> Figure | None:
    """The count of a changing measure that stands nearest before a statement's end."""
    end = content_span(reading.statement).end
    before = [
        f
        for f in ground.figures
        if f.article == reading.statement.article
        and end - REACH <= f.start < end
        and read_slots(f).measure in changing_measures()
        and not ground.settings[f.id].former
    ]
    return max(before, key=lambda f: (f.start, f.id), default=None)
