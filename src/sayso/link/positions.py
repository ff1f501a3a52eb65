"""Who holds what of a claim, when, and who changed: the position of each speaker or side over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from sayso.link.abstaining import abstains
from sayso.link.periods import is_earlier
from sayso.link.readings import find_force, turns_content
from sayso.link.speakers import name_organisation
from sayso.model import Claim, ConflictKind, Date, Links, Record, Speaker, Stance, Statement

Does = Literal["says", "denies", "expects", "leaves open"]
AHEAD = frozenset({Stance.PREDICT, Stance.WARN, Stance.PLEDGE, Stance.CANNOT_RULE_OUT})
OPPOSED = frozenset({ConflictKind.DENIAL, ConflictKind.REVERSAL})


class Stand(Record, frozen=True):
    """What somebody does with a claim at one time."""

    date: Date | None
    does: Does
    speaker: str | None
    statement: str
    changed: bool = False  # the dated stand before was another one


class Position(Record, frozen=True):
    """What one side (an organisation, a state, else a person) does with one claim, oldest first, undated last."""

    claim: str
    side: str
    stands: tuple[Stand, ...]

    @property
    def changed(self) -> bool:
        """Whether the side gave up one stand for another."""
        return any(stand.changed for stand in self.stands)


def list_positions(
    links: Links,
    statements: Mapping[str, Statement],
    published: Mapping[str, str],
    contents: Mapping[str, str] | None = None,
) -> list[Position]:
    """The positions of all sides on a story's claims, by claim and side; unnamed speakers hold none.

    `statements` are the story's by id, `published` has by statement the id under which `links.dates` dates it where it
    is not dated itself (its article's), `contents` its words: who declined to comment denies nothing. Who denies a
    claim, or says the opposite of it later, holds a position on it though their statement is none of the claim's.
    """
    words = contents or {}
    speaker_of = {i: speaker for speaker in links.speakers for i in speaker.statements}
    found: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for claim in links.claims:
        does = {i: tell_stand(statements[i], words.get(i, "")) for i in claim.statements if i in statements}
        against: Does = "says" if "denies" in does.values() else "denies"
        opposed = {i: against for i in _list_opposed(claim, links) if i in statements and i not in does}
        for statement, stand in sorted({**does, **opposed}.items()):
            speaker = speaker_of.get(statement)
            side = _name_side(speaker)
            if side is not None:
                date = links.dates.get(statement) or links.dates.get(published.get(statement, ""))
                found[(claim.id, side)].append(Stand(date, stand, speaker.id if speaker else None, statement))
    return [Position(claim, side, _mark_changes(stands)) for (claim, side), stands in sorted(found.items())]


def tell_stand(statement: Statement, content: str = "") -> Does:
    """What a statement does with its content, in words."""
    if abstains(statement, content):
        return "leaves open"
    if turns_content(statement):
        return "denies"
    if statement.stance in AHEAD:
        return "expects"
    return "says" if find_force(statement) == "told" else "leaves open"


def _list_opposed(claim: Claim, links: Links) -> set[str]:
    """The statements on the other side of a claim's denials and reversals."""
    members = set(claim.statements)
    opposed: set[str] = set()
    for conflict in links.conflicts:
        for one, other in (conflict.between, conflict.between[::-1]):
            if conflict.kind in OPPOSED and members & set(one):
                opposed |= set(other)
    return opposed


def _name_side(speaker: Speaker | None) -> str | None:
    if speaker is None or speaker.kind == "anonymous" or not speaker.name:
        return None
    return name_organisation(speaker) or speaker.name


def _mark_changes(stands: list[Stand]) -> tuple[Stand, ...]:
    dated = sorted((s for s in stands if s.date), key=lambda s: (s.date.date if s.date else "", s.statement))
    marked = dated[:1]
    for before, stand in pairwise(dated):
        later = before.date is not None and stand.date is not None and is_earlier(before.date, stand.date)
        turned = {before.does, stand.does} == {"says", "denies"}
        marked.append(Stand(stand.date, stand.does, stand.speaker, stand.statement, changed=later and turned))
    return (*marked, *sorted((s for s in stands if not s.date), key=lambda s: s.statement))
