"""Stragglers: works that average link leaves outside a story because it has grown wide.

A story told over months drifts: its works of the first day and of the inquiry share little but names. What is near a
few of its works and led by a name that the story knows is of it; a lookalike is led by a name of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from sayso.group.join import LARGEST_STORY
from sayso.group.terms import Terms, find_lead
from sayso.model import Edge

NEAR = 0.25  # mean likeness to the nearest works of a story, from where a straggler is of it
NEAREST = 3  # works of the story that it is compared with; fewer that are together are stragglers themselves
CLEARLY = 1.25  # how much nearer than to the next story


def attach_stragglers(
    stories: Sequence[list[str]], edges: Iterable[Edge], terms: Mapping[str, Terms]
) -> list[list[str]]:
    """The stories with the stragglers in them, each sorted.

    Every straggler is held against the stories as they were, so that none follows another.
    """
    scores = _list_scores(edges)
    wide = [list(story) for story in stories if len(story) >= NEAREST]
    number = {work: place for place, story in enumerate(wide) for work in story}
    names = [frozenset().union(*(terms[work].names for work in story)) for story in wide]
    left = []
    for group in (story for story in stories if len(story) < NEAREST):
        home = _find_nearest(_measure_nearness(group, scores, number))
        leads = {lead for work in group if (lead := find_lead(terms[work]))}
        if home is None or not leads or not leads <= names[home] or len(wide[home]) + len(group) > LARGEST_STORY:
            left.append(sorted(group))
        else:
            wide[home] += group
    return sorted([*(sorted(story) for story in wide), *left])


def _list_scores(edges: Iterable[Edge]) -> dict[str, dict[str, float]]:
    scores: dict[str, dict[str, float]] = {}
    for edge in edges:
        scores.setdefault(edge.a, {})[edge.b] = edge.score
        scores.setdefault(edge.b, {})[edge.a] = edge.score
    return scores


def _measure_nearness(
    group: Sequence[str], scores: Mapping[str, Mapping[str, float]], number: Mapping[str, int]
) -> dict[int, float]:
    """Mean likeness of the group's works to the nearest works of each story; 0 where people keep two of them apart."""
    nearness: dict[int, float] = {}
    barred: set[int] = set()
    for work in group:
        found: dict[int, list[float]] = {}
        for other, score in scores.get(work, {}).items():
            if other in number:
                found.setdefault(number[other], []).append(score)
        for story, values in found.items():
            nearest = math.fsum(sorted(values)[-NEAREST:]) / NEAREST
            nearness[story] = nearness.get(story, 0.0) + nearest / len(group)
            if min(values) <= 0:
                barred.add(story)
    return {story: 0.0 if story in barred else value for story, value in nearness.items()}


def _find_nearest(nearness: Mapping[int, float]) -> int | None:
    """The story that is near, and clearly nearer than the next."""
    found = sorted((-value, story) for story, value in nearness.items())
    if not found or -found[0][0] < NEAR or (len(found) > 1 and found[0][0] > CLEARLY * found[1][0]):
        return None
    return found[0][1]
