"""What answers, brought together: by claim, one a sentence, a speaker's under the first, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.ask.evidence import Evidence
from sayso.ask.kinds import Kind
from sayso.ask.question import Question
from sayso.ask.scene import Scene
from sayso.ask.support import Support
from sayso.model import Claim, Figure, Stance, Statement

MOST_ANSWERS = 8
FAR_BEHIND = 1.0  # an answer whose score is so far below the best is left out
BEHIND_OF_ORDER = 0.8  # … where the newest or the first is asked for
WORTH_OF_DENIAL = 0.2  # so far below the best a denial still comes before what only says that something is not so
WORTH_OF_NUMBER = 0.7  # so far below the best a number of its sentence is cited beside it


class Group(NamedTuple):
    """The evidence of one claim that answers; and the groups that say the same for the same speaker."""

    scene: Scene
    claim: Claim | None
    members: list[Support]
    alike: tuple[Group, ...] = ()

    @property
    def best(self) -> Support:
        """The member that fits best."""
        return max(self.members, key=_rank)

    @property
    def date(self) -> str | None:
        """When the best was said or holds, or else when it was printed."""
        return self.best.evidence.date or self.best.evidence.published


def group_by_claim(scene: Scene, supports: Sequence[Support]) -> list[Group]:
    """What answers, a group for each claim; what is part of no claim is a group by itself."""
    groups: dict[str, Group] = {}
    for support in (s for s in supports if s.answers):
        finding = support.evidence.finding
        claim = scene.claims.get(finding.id)
        key = claim.id if claim else finding.id
        groups.setdefault(key, Group(scene, claim, [])).members.append(support)
    return list(groups.values())


def choose_groups(question: Question, groups: Sequence[Group]) -> list[Group]:
    """The best, of those not far behind the best; what changed is told in order of time."""
    ranked = sorted(groups, key=lambda group: _order_groups(question, group))
    kept = _fold_alike(question, _merge_doubles(question, _leave_weak(question, ranked)))[:MOST_ANSWERS]
    if question.kind is Kind.CHANGE and not question.years:
        kept = [group for group in kept if not group.best.evidence.is_old]
    if question.kind is Kind.CHANGE or question.order:
        kept.sort(key=lambda group: group.date or "9999")
    if question.order == "newest":
        kept.sort(key=lambda group: group.date or "", reverse=True)
    return kept


def _rank(support: Support) -> tuple[float, str]:
    return support.score, support.evidence.finding.id


def _order_groups(question: Question, group: Group) -> tuple[float, bool, float, str, str]:
    """Best fit first; among equals what is told in English, the better supported, then the later number."""
    claim = group.claim
    support = min(claim.independent_origins, 4) * 0.1 + min(claim.reports, 4) * 0.05 if claim else 0.0
    date = group.date or ""
    later = "".join(chr(0x10FFFF - ord(c)) for c in date) if question.asks_number else date or "9999"
    return -round(group.best.score, 1), group.best.evidence.is_foreign, -support, later, group.best.evidence.finding.id


def _leave_weak(question: Question, ranked: Sequence[Group]) -> list[Group]:
    """Those not far behind the best. Where somebody denies what is asked about, "she would not discuss letters" is no
    denial of a letter."""
    best = ranked[0].best.score if ranked else 0.0
    denials = [group for group in ranked if _is_denial(group.best.evidence)] if question.stance is Stance.DENY else []
    if denials and best - denials[0].best.score <= WORTH_OF_DENIAL:
        least = denials[0].best.score - FAR_BEHIND
        return [group for group in denials if group.best.score >= least]
    least = best - (BEHIND_OF_ORDER if question.order else FAR_BEHIND)
    return [group for group in ranked if group.best.score >= least]


# --- one sentence, one speaker ----------------------------------------------------------------------------------------


def _merge_doubles(question: Question, ranked: Sequence[Group]) -> list[Group]:
    """One answer for each sentence of a number and each wording of a speaker: further articles that print it are
    sources of the first, and so are its other numbers that fit about as well."""
    kept: dict[tuple[object, ...], Group] = {}
    for group in ranked:
        key = _tell_apart(question, group.best.evidence)
        first = kept.setdefault(key, group)
        if first.scene is not group.scene:  # the same words in another story
            kept[key] = first._replace(alike=(*first.alike, group))
        elif first is not group:
            first.members.extend(s for s in group.members if first.best.score - s.score <= WORTH_OF_NUMBER)
    return list(kept.values())


def _tell_apart(question: Question, evidence: Evidence) -> tuple[object, ...]:
    """By what two answers are one: the sentence of a number (and the number, where its change is asked for), the words
    and the speaker of a statement."""
    finding = evidence.finding
    if isinstance(finding, Figure):
        value = (finding.minimum, finding.maximum) if question.kind is Kind.CHANGE else ()
        return " ".join(evidence.sentence_text.casefold().split()), value
    words = evidence.sentence_text if question.identity else evidence.text
    return " ".join(words.casefold().split()), evidence.speaker


def _fold_alike(question: Question, ranked: Sequence[Group]) -> list[Group]:
    """What one speaker says again is told under the first that says it."""
    kept: list[Group] = []
    for group in ranked:
        place = next((i for i, first in enumerate(kept) if _says_again(question, first, group)), None)
        if place is None:
            kept.append(group)
        else:
            kept[place] = kept[place]._replace(alike=(*kept[place].alike, group))
    return kept


def _says_again(question: Question, first: Group, other: Group) -> bool:
    """Whether one speaker takes the same side in both, where no more is asked than who it is or which side; or in one
    dispute. Who somebody is, is one answer over all stories."""
    one, two = first.best.evidence, other.best.evidence
    if one.speaker is None or one.speaker != two.speaker or not _are_said(one, two):
        return False
    if question.identity:
        return True
    if first.scene is not other.scene or _is_denial(one) != _is_denial(two):
        return False
    sided = question.kind is Kind.WHETHER and question.stance is not None
    against_same = question.kind is not Kind.WHEN and bool(_list_opposed(first) & _list_opposed(other))
    return question.kind is Kind.WHO or sided or against_same


def _are_said(*evidence: Evidence) -> bool:
    """Whether these are statements, not numbers nor what pages tell themselves."""
    return all(isinstance(e.finding, Statement) and not e.event for e in evidence)


def _is_denial(evidence: Evidence) -> bool:
    return isinstance(evidence.finding, Statement) and evidence.finding.stance is Stance.DENY


def _list_opposed(group: Group) -> frozenset[str]:
    """The findings on the other sides of the conflicts that an answer's findings are part of."""
    own = {support.evidence.finding.id for support in group.members}
    return frozenset(
        finding
        for conflict in group.scene.dossier.real_conflicts
        for side, other in (conflict.between, conflict.between[::-1])
        if own & set(side)
        for finding in other
    )
