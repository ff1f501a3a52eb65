"""Intervals: how far a measure moves when the set it was taken on is drawn again, with replacement.

Items of one page, and pairs of one topic, err together; so what is drawn are whole pages or topics, never single items.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

RESAMPLINGS = 1_000
SEED = 1
LEVEL = 0.95

T = TypeVar("T")


def find_interval(units: Sequence[T], score: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The ends of the middle 95 per cent of the scores of 1,000 resamplings. The same units give the same ends.

    Raises:
        ValueError: there are no units.
    """
    if not units:
        raise ValueError("There is nothing to draw from.")
    draw = random.Random(SEED)
    scores = sorted(score(draw.choices(units, k=len(units))) for _ in range(RESAMPLINGS))
    outside = round((1 - LEVEL) / 2 * RESAMPLINGS)
    return scores[outside], scores[-1 - outside]


def add_interval(
    measures: dict[str, float], name: str, units: Sequence[T], score: Callable[[Sequence[T]], float]
) -> None:
    """Put `NAME_low` and `NAME_high` beside a measure."""
    measures[f"{name}_low"], measures[f"{name}_high"] = find_interval(units, score)
