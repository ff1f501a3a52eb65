"""A claim from the pages that print it down to its origins, and who disputes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.brief import list_spans
from sayso.dossier import Dossier
from sayso.link.sentences import find_sentence
from sayso.model import Claim, Conflict, Figure, Span, Statement, Via
from sayso.server.series import name_quantity
from sayso.spans import slice_text

AROUND = 120
"""Characters of a sentence that are shown on each side of a figure."""


class Words(NamedTuple):
    """A statement's or figure's own words, where they stand and whose they are."""

    finding: str
    article: str
    spans: tuple[Span, ...]
    words: str
    speaker: str | None
    role: str | None
    stance: str | None
    said: str | None
    claim: str | None  # the claim that holds it
    speaker_id: str | None = None
    before: str = ""  # of a figure: the sentence around it
    after: str = ""


class Report(NamedTuple):
    """One work's report of an origin: its words, the way they took, and the copies that print the same words."""

    words: Words
    via: tuple[Via, ...]  # from the speaker outward
    copies: tuple[Words, ...]


class Branch(NamedTuple):
    """One origin with the reports that rest on it."""

    speaker: str | None
    name: str | None
    organisation: str | None
    occasion: str | None
    reports: tuple[Report, ...]


class Side(NamedTuple):
    """One side of a dispute."""

    words: Words
    more: int  # further statements or figures on this side


class Dispute(NamedTuple):
    """Two sides that do not agree, and why sayso thinks so."""

    conflict: Conflict
    sides: tuple[Side, Side]


def grow_branches(claim: Claim, dossier: Dossier) -> tuple[Branch, ...]:
    """The origins of a claim, each with its reports."""
    names = {speaker.id: speaker.name for speaker in dossier.links.speakers}
    copies: dict[str, list[str]] = {}
    for finding in claim.statements:
        if finding in dossier.mirrors:
            copies.setdefault(dossier.mirrors[finding], []).append(finding)
    return tuple(
        Branch(
            speaker=origin.speaker if origin.speaker in names else None,
            name=names.get(origin.speaker or "", origin.speaker),
            organisation=origin.organisation,
            occasion=origin.occasion,
            reports=tuple(_make_report(s, copies.get(s, ()), dossier) for s in origin.statements),
        )
        for origin in claim.origins
    )


def _make_report(statement: str, copies: Iterable[str], dossier: Dossier) -> Report:
    return Report(
        words=read_words(statement, dossier),
        via=dossier.statements[statement].via,
        copies=tuple(read_words(copy, dossier) for copy in copies),
    )


def read_words(finding: str, dossier: Dossier, claim: Claim | None = None) -> Words:
    """The words of a statement or figure of this story."""
    found = dossier.statements.get(finding) or dossier.figures[finding]
    statement = found if isinstance(found, Statement) else dossier.statements.get(found.statement or "")
    spans = list_spans(found, dossier) if isinstance(found, Statement) else (Span(found.start, found.end),)
    speaker = dossier.speaker_of(statement.id) if statement else None
    date = dossier.date_of(finding)
    before, after = _read_around(found, dossier) if isinstance(found, Figure) else ("", "")
    return Words(
        finding=finding,
        article=found.article,
        spans=spans,
        words=slice_text(dossier.articles[found.article].text, spans),
        speaker=speaker.name if speaker else statement.source.name if statement else None,
        role=(speaker.role if speaker else None) or (statement.source.role if statement else None),
        stance=statement.stance.value if statement else None,
        said=date.date if date else None,
        claim=claim.id if claim else None,
        speaker_id=speaker.id if speaker else None,
        before=before,
        after=after,
    )


def _read_around(figure: Figure, dossier: Dossier) -> tuple[str, str]:
    """What the sentence of a figure has before and after it: a number alone tells nobody what it counts."""
    item = dossier.articles[figure.article]
    sentence = find_sentence(item, figure.start, figure.end)
    first, last = max(sentence.start, figure.start - AROUND), min(sentence.end, figure.end + AROUND)
    before, after = item.text[first : figure.start], item.text[figure.end : last]
    if first > sentence.start:
        before = f"…{before.partition(' ')[2]}"
    if last < sentence.end:
        after = f"{after.rpartition(' ')[0]}…"
    return before, after


def name_claim(claim: Claim, dossier: Dossier) -> str:
    """The claim in words: its own, or those of its first finding where it has none."""
    if claim.text or not (claim.statements or claim.figures):
        return claim.text or claim.id
    finding = (*claim.statements, *claim.figures)[0]
    counts = name_quantity([dossier.figures[finding]]) if finding in dossier.figures else ""
    return f"{read_words(finding, dossier).words} {counts}".strip()


def list_figures(claim: Claim, dossier: Dossier) -> tuple[Figure, ...]:
    """The figures of a claim, those of copies left out."""
    return tuple(dossier.figures[f] for f in claim.figures if f in dossier.figures and f not in dossier.mirrors)


def claims_by_finding(dossier: Dossier) -> dict[str, Claim]:
    """Statement or figure → the first claim that holds it."""
    found: dict[str, Claim] = {}
    for claim in dossier.links.claims:
        for finding in (*claim.statements, *claim.figures):
            found.setdefault(finding, claim)
    return found


def find_disputes(dossier: Dossier, claim: Claim | None = None) -> Iterator[Dispute]:
    """The conflicts of a story, or those in which this claim stands on one side; its own side comes first."""
    claim_of = claims_by_finding(dossier)
    members = {*claim.statements, *claim.figures} if claim else set()
    for conflict in dossier.links.conflicts:
        left, right = conflict.between
        if claim and not members & {*left, *right}:
            continue
        if members & {*right} and not members & {*left}:
            left, right = right, left
        yield Dispute(conflict, (_make_side(left, dossier, claim_of), _make_side(right, dossier, claim_of)))


def _make_side(findings: tuple[str, ...], dossier: Dossier, claim_of: dict[str, Claim]) -> Side:
    """A side speaks with the words of its first report; copies are not counted."""
    own = [finding for finding in findings if finding not in dossier.mirrors] or list(findings)
    return Side(read_words(own[0], dossier, claim_of.get(own[0])), len(own) - 1)
