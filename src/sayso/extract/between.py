"""Of whom or what the text tells between the last speaker and a pronoun: by how its sentences begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

from sayso.extract.remembered import find_fullest
from sayso.extract.roster import NEAR_SUBJECT, Roster
from sayso.model import Source, Span

T = TypeVar("T")

MOST_ACTED = 120  # characters before "it" in which who acts in its sentence stands
ACTED = re.compile(
    r"(?:\A|\s)(?P<name>[A-ZÀ-Þ][\w’'-]+)\s(?:has\s|had\s)?[a-z]+(?:ed|t)\s"
    r"(?:[a-zA-Z][\w’'-]*\s){1,5}(?<!that )(?<!and )\Z"
)


def body_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The noun for the organisation of which the sentence before "it" tells, if it is later than the last speaker."""
    mark = _last_between(roster.body_subjects, last, place)
    return mark[1] if mark else None


def role_between(roster: Roster, last: Source | None, place: int) -> Span | None:
    """The "The engineer" with which a sentence between the last speaker's and the pronoun's begins."""
    mark = _last_between(roster.roles, last, place)
    return Span(*mark) if mark else None


def subject_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """Whoever is the subject of a sentence between the last speaker's and the pronoun's."""
    mark = _last_between(roster.subjects, last, place)
    return mark[1] if mark else None


def lead_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The person whose bare family name begins a sentence between the last speaker's and the pronoun's."""
    mark = _last_between(roster.leads, last, place)
    full = find_fullest(roster, mark[1], place) if mark else None
    return full if mark and full != mark[1] else None


def group_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The "Researchers at …" of whom a sentence between the last speaker's and "they" tells."""
    mark = _last_between(roster.groups, last, place)
    return mark[1] if mark else None


def _last_between(marks: Sequence[tuple[int, T]], last: Source | None, place: int) -> tuple[int, T] | None:
    """The last of what stands in the text before a place, if it is near and behind the last speaker."""
    after = bisect_left(marks, place, key=itemgetter(0))
    if not after:
        return None
    start = marks[after - 1][0]
    heard = last is not None and bool(last.spans) and last.spans[-1].end > start
    return marks[after - 1] if not heard and place - start < NEAR_SUBJECT else None


def find_actor(text: str, place: int) -> str | None:
    """Who acts in the sentence in which "it" stands: "when Elbing expelled two envoys it accused of spying"."""
    start = max(0, place - MOST_ACTED)
    before = text[max(start, text.rfind(". ", start, place) + 2, text.rfind("\n", start, place) + 1) : place]
    if any(mark in before for mark in '“”"'):
        return None
    found = ACTED.search(before)
    return found["name"] if found else None
