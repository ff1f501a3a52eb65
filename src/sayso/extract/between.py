"""Of whom or what the text tells between the last speaker and a pronoun: by how its sentences begin."""

from __future__ import annotations

import re
from bisect import bisect_left

from sayso.extract.roster import NEAR_SUBJECT, Roster, find_fullest
from sayso.model import Source, Span

MOST_ACTED = 120  # characters before "it" in which who acts in its sentence stands
ACTED = re.compile(
    r"(?:\A|\s)(?P<name>[A-ZÀ-Þ][\w’'-]+)\s(?:has\s|had\s)?[a-z]+(?:ed|t)\s"
    r"(?:[a-zA-Z][\w’'-]*\s){1,5}(?<!that )(?<!and )\Z"
)


def body_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The noun for the organisation of which the sentence before "it" tells, if it is later than the last speaker."""
    after = bisect_left(roster.body_subjects, (place, ""))
    if not after:
        return None
    start, noun = roster.body_subjects[after - 1]
    heard = last is not None and bool(last.spans) and last.spans[-1].end > start
    return noun if not heard and place - start < NEAR_SUBJECT else None


def role_between(roster: Roster, last: Source | None, place: int) -> Span | None:
    """The "The engineer" with which a sentence between the last speaker's and the pronoun's begins."""
    after = bisect_left(roster.roles, (place, 0))
    if not after:
        return None
    start, end = roster.roles[after - 1]
    later = last is None or not last.spans or last.spans[-1].end < start
    return Span(start, end) if later and place - start < NEAR_SUBJECT else None


def subject_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """Whoever is the subject of a sentence between the last speaker's and the pronoun's."""
    after = bisect_left(roster.subjects, (place, ""))
    if not after:
        return None
    start, name = roster.subjects[after - 1]
    later = last is None or not last.spans or last.spans[-1].end < start
    near = later and place - start < NEAR_SUBJECT
    return name if near and name not in roster.people else None  # who has spoken was looked at before


def lead_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The person whose bare family name begins a sentence between the last speaker's and the pronoun's."""
    after = bisect_left(roster.leads, (place, ""))
    if not after:
        return None
    start, name = roster.leads[after - 1]
    later = last is None or not last.spans or last.spans[-1].end < start
    full = find_fullest(roster, name, place) if later and place - start < NEAR_SUBJECT else name
    return full if full != name else None


def group_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The "Researchers at …" of whom a sentence between the last speaker's and "they" tells."""
    after = bisect_left(roster.groups, (place, ""))
    if not after:
        return None
    start, words = roster.groups[after - 1]
    later = last is None or not last.spans or last.spans[-1].end < start
    return words if later and place - start < NEAR_SUBJECT else None


def find_actor(text: str, place: int) -> str | None:
    """Who acts in the sentence in which "it" stands: "when Elbing expelled two envoys it accused of spying"."""
    start = max(0, place - MOST_ACTED)
    before = text[max(start, text.rfind(". ", start, place) + 2, text.rfind("\n", start, place) + 1) : place]
    if any(mark in before for mark in '“”"'):
        return None
    found = ACTED.search(before)
    return found["name"] if found else None
