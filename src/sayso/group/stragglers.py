"""Stragglers: works that average link leaves outside a story because it has grown wide.

A story told over months drifts: its works of the first day and of the inquiry share little but names. What is near a
few of its works and led by a name that the story knows is of it; a lookalike is led by a name of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from sayso.model import Edge

NEAR = 0.2  # mean likeness to the nearest works of a story, from where a straggler is of it
NEAREST = 3  # works of the story that it is compared with; no story has fewer
MOST = 2  # works that are together and yet stragglers; more are a story of their own
CLEARLY = 1.25  # how much nearer than to the next story

Leads = Mapping[str, str | None]  # work to the name that leads it
Names = Mapping[str, frozenset[str]]


class Nearness:
    """How near works are to stories by the edges of one component, and what people keep apart."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._scores: dict[str, dict[str, float]] = {}
        for edge in edges:
            self._scores.setdefault(edge.a, {})[edge.b] = edge.score
            self._scores.setdefault(edge.b, {})[edge.a] = edge.score

    def measure(self, group: Sequence[str], story: Sequence[str]) -> float:
        """Mean likeness of the group's works to the nearest of the story; 0 where people keep two of them apart."""
        members = frozenset(story)
        total = 0.0
        for work in group:
            scores = sorted((score for other, score in self._scores.get(work, {}).items() if other in members))
            if scores and scores[0] <= 0:
                return 0.0
            total += math.fsum(scores[-NEAREST:]) / NEAREST
        return total / len(group)


def attach_stragglers(
    stories: Sequence[list[str]], edges: Iterable[Edge], leads: Leads, names: Names, logs: Mapping[str, str]
) -> list[list[str]]:
    """The stories with the stragglers in them, each sorted. `logs` names the live log of a work that is an entry.

    Every straggler is held against the stories as they were, so that none follows another.
    """
    nearness = Nearness(edges)
    wide = [story for story in stories if not _is_straggler(story, logs) and len(story) >= NEAREST]
    homes: dict[int, list[str]] = {}
    rest = []
    for group in stories:
        home = _find_home(group, wide, nearness, leads, names) if _is_straggler(group, logs) else None
        if home is None:
            rest.append(group)
        else:
            homes.setdefault(home, []).extend(group)
    numbers = {tuple(story): number for number, story in enumerate(wide)}
    return sorted(sorted(group + homes.get(numbers.get(tuple(group), -1), [])) for group in rest)


def _is_straggler(group: Sequence[str], logs: Mapping[str, str]) -> bool:
    """A few works, or what one live log says."""
    return len(group) <= MOST or len({logs.get(work, work) for work in group}) <= MOST


def _find_home(
    group: Sequence[str], stories: Sequence[Sequence[str]], nearness: Nearness, leads: Leads, names: Names
) -> int | None:
    """The number of the story that is near and clearly nearest, if it knows who or what leads the group."""
    found = sorted(((nearness.measure(group, story), -number) for number, story in enumerate(stories)), reverse=True)
    if not found or found[0][0] < NEAR or (len(found) > 1 and found[0][0] < CLEARLY * found[1][0]):
        return None
    number = -found[0][1]
    known = frozenset().union(*(names[work] for work in stories[number]))
    led = {lead for work in group if (lead := leads[work])}
    return number if led and len(led & known) * 2 > len(led) else None
