"""Many stories in the time there is to read them: each has its share, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.brief.records import Brief
from sayso.brief.story import CLAIMS, make_brief
from sayso.dossier import Dossier
from sayso.model import Record

LINES_A_MINUTE = 8
"""Cited lines that are read in a minute, sources looked at."""

MOST_CLAIMS = 40


class Briefing(Record, frozen=True):
    """Briefs of several stories, the one that most pages tell first."""

    since: str | None
    topic: str | None
    stories: tuple[Brief, ...]
    left_out: int  # stories that there was no time for


def make_briefing(
    dossiers: Sequence[Dossier], *, since: str | None = None, topic: str | None = None, minutes: int | None = None
) -> Briefing:
    """The briefs of these stories. With `minutes`, the lines are shared out by the stories' sizes, and stories that
    would have no line are left out."""
    shares = _share_out([len(dossier.works) for dossier in dossiers], minutes)
    told: set[str] = set()
    briefs = []
    for dossier, share in zip(dossiers, shares, strict=True):
        if share:
            brief = _tell_once(make_brief(dossier, since=since, most=share), told)
            if brief.claims or brief.figures:
                briefs.append(brief)
    return Briefing(since=since, topic=topic, stories=tuple(briefs), left_out=sum(not share for share in shares))


def _share_out(sizes: Sequence[int], minutes: int | None) -> list[int]:
    """Lines for each story: one at least where there are as many, the rest by size."""
    if minutes is None:
        return [CLAIMS for _ in sizes]
    lines = max(1, minutes * LINES_A_MINUTE)
    told = list(sizes[:lines])
    rest, total = lines - len(told), sum(told) or 1
    shares = [min(MOST_CLAIMS, 1 + rest * size // total) for size in told]
    return shares + [0] * (len(sizes) - len(told))


def _tell_once(brief: Brief, told: set[str]) -> Brief:
    """The brief without events and claims that the briefing has told before in the same words."""
    claims = tuple(claim for claim in brief.claims if _is_first(claim.words, told))
    events = tuple(event for event in brief.events if _is_first(event.words, told))
    return msgspec.structs.replace(brief, claims=claims, events=events)


def _is_first(words: str, told: set[str]) -> bool:
    """Whether the words were not told before; now they are."""
    if words in told:
        return False
    told.add(words)
    return True
