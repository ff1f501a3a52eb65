"""Many stories in the time there is to read them: each has its share, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.brief.limits import WIDE, WORDS_A_MINUTE, limit_words
from sayso.brief.records import Brief
from sayso.brief.story import make_brief
from sayso.dossier import Dossier
from sayso.model import Record

WORDS_A_STORY = 60
"""A title and one line, about: a story for which there are fewer is left out."""


class Briefing(Record, frozen=True):
    """Briefs of several stories, the one that most pages tell first."""

    since: str | None
    topic: str | None
    stories: tuple[Brief, ...]
    left_out: int  # stories that there was no time for


def make_briefing(
    dossiers: Sequence[Dossier], *, since: str | None = None, topic: str | None = None, minutes: int | None = None
) -> Briefing:
    """The briefs of these stories. With `minutes`, the words are shared out by the stories' sizes, and stories for
    which none are left are not told."""
    told: set[str] = set()
    briefs = []
    shares = _share_out([len(dossier.works) for dossier in dossiers], minutes)
    for dossier, words in zip(dossiers, shares, strict=False):
        brief = _tell_once(_make_in(dossier, since, words), told)
        if brief.claims or brief.figures:
            briefs.append(brief)
    return Briefing(since=since, topic=topic, stories=tuple(briefs), left_out=len(dossiers) - len(shares))


def _make_in(dossier: Dossier, since: str | None, words: int | None) -> Brief:
    """The brief of a story in so many words."""
    if words is None:
        return make_brief(dossier, since=since)
    limits = limit_words(make_brief(dossier, since=since, limits=WIDE), words)
    return make_brief(dossier, since=since, limits=limits)


def _share_out(sizes: Sequence[int], minutes: int | None) -> Sequence[int | None]:
    """Words for each story that is told: as many as a line has at least, the rest by size."""
    if minutes is None:
        return [None] * len(sizes)
    words = minutes * WORDS_A_MINUTE
    told = sizes[: max(1, words // WORDS_A_STORY)]
    rest, total = max(0, words - len(told) * WORDS_A_STORY), sum(told) or 1
    return [WORDS_A_STORY + rest * size // total for size in told]


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
