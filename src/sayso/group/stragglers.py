"""Stragglers: works that average link leaves outside a story because it has grown wide.

A story told over months drifts: its works of the first day and of the inquiry share little but names. What is near a
few of its works and led by a name that the story knows is of it; a lookalike is led by a name of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.group.terms import Terms, find_lead
from sayso.model import Edge

NEAR = 0.2  # mean likeness to the nearest works of a story, from where a straggler is of it
NEAREST = 3  # works of the story that it is compared with; fewer that are together are stragglers themselves
KNOWN = 2  # works of a story that mention a name, from where the story knows it
CLEARLY = 1.25  # how much nearer than to the next story


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
    stories: Sequence[list[str]], edges: Iterable[Edge], terms: Mapping[str, Terms]
) -> list[list[str]]:
    """The stories with the stragglers in them, each sorted.

    Every straggler is held against the stories as they were, so that none follows another.
    """
    nearness = Nearness(edges)
    wide = [sorted(story) for story in stories if len(story) >= NEAREST]
    grown = [list(story) for story in wide]
    left = []
    for group in (story for story in stories if len(story) < NEAREST):
        home = _find_home(group, wide, nearness, terms)
        if home is None:
            left.append(sorted(group))
        else:
            grown[home] += group
    return sorted([*(sorted(story) for story in grown), *left])


def _find_home(
    group: Sequence[str], stories: Sequence[Sequence[str]], nearness: Nearness, terms: Mapping[str, Terms]
) -> int | None:
    """The number of the story that is near and clearly nearest, if it knows the names that lead the group."""
    found = sorted((-nearness.measure(group, story), number) for number, story in enumerate(stories))
    if not found or -found[0][0] < NEAR or (len(found) > 1 and found[0][0] > CLEARLY * found[1][0]):
        return None
    number = found[0][1]
    leads = {lead for work in group if (lead := find_lead(terms[work]))}
    mentions = Counter(name for work in stories[number] for name in terms[work].names & leads)
    return number if leads and all(mentions[lead] >= KNOWN for lead in leads) else None
