"""A claim from the pages that print it down to its origins, and who disputes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sayso.brief import PositionItem, list_spans
from sayso.dossier import Dossier
from sayso.link.sentences import find_sentence
from sayso.model import Claim, Conflict, Event, Figure, Span, Statement, Via
from sayso.server.series import name_quantity
from sayso.server.strings import count, say
from sayso.spans import slice_text

AROUND = 120
"""Characters of a sentence that are shown on each side of a figure."""


class Words(NamedTuple):
    """A statement's, figure's or event's own words, where they stand and whose they are."""

    finding: str
    article: str
    spans: tuple[Span, ...]
    words: str
    speaker: str | None
    role: str | None
    stance: str | None
    said: str | None  # of an event: when it happened
    printed: str | None  # the date of the article
    claim: str | None  # the claim that holds it
    speaker_id: str | None = None
    outcome: str | None = None  # of what was said beforehand: "true", "false" or "open"
    before: str = ""  # of a figure: the sentence around it
    after: str = ""

    @property
    def who(self) -> str:
        """Whose words they are, as far as anybody knows: an event's are its article's."""
        return self.speaker or say("unknown.outlet" if self.finding.startswith("event-") else "unknown.speaker")


class Report(NamedTuple):
    """One work's report of an origin: its words, the way they took, and the copies that print the same words."""

    words: Words
    via: tuple[Via, ...]  # from the speaker outward
    copies: tuple[Words, ...]


class Stand(NamedTuple):
    """What a side did with a claim, once or several times running."""

    does: str
    days: str | None
    times: int
    changed: bool


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


class Quarrel(NamedTuple):
    """Disputes of one kind between the same two speakers: the first is told, the others behind it."""

    first: Dispute
    others: tuple[Dispute, ...]


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
            organisation=write_name(origin.organisation, dossier),
            occasion=origin.occasion,
            reports=tuple(_make_report(s, copies.get(s, ()), dossier) for s in origin.statements),
        )
        for origin in claim.origins
    )


def write_name(folded: str | None, dossier: Dossier) -> str | None:
    """A name as the pages write it: origins and positions are gathered by names in small letters."""
    if folded is None:
        return None
    names = (name for s in dossier.links.speakers for name in (s.name, s.affiliation, *s.aliases) if name)
    return next((name for name in names if name.casefold() == folded.casefold()), folded)


def _make_report(statement: str, copies: Iterable[str], dossier: Dossier) -> Report:
    return Report(
        words=read_words(statement, dossier),
        via=dossier.statements[statement].via,
        copies=tuple(read_words(copy, dossier) for copy in copies),
    )


def read_words(finding: str, dossier: Dossier, claim: Claim | None = None) -> Words:
    """The words of a statement, figure or event of this story."""
    event = dossier.event_of(finding)
    if event is not None:
        return _read_event(event, dossier)
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
        printed=_tell_printed(found.article, dossier),
        claim=claim.id if claim else None,
        speaker_id=speaker.id if speaker else None,
        outcome=find_outcome(finding, dossier),
        before=before,
        after=after,
    )


def find_outcome(statement: str, dossier: Dossier) -> str | None:
    """What came of what was predicted, pledged or warned of: "true", "false", "open"; None of any other statement."""
    wanted = {statement, dossier.mirrors.get(statement)}
    found = next((e for e in dossier.links.expectations if e.of in wanted), None)
    return {True: "true", False: "false", None: "open"}[found.came_true] if found else None


def _read_event(event: Event, dossier: Dossier) -> Words:
    """The words that tell an event, under the date that they give it; the article's own, nobody says them."""
    article = dossier.article_of(event)
    return Words(
        finding=event.id,
        article=article,
        spans=event.spans,
        words=slice_text(dossier.articles[article].text, event.spans),
        speaker=dossier.articles[article].article.outlet,
        role=None,
        stance=None,
        said=event.date.date,
        printed=_tell_printed(article, dossier),
        claim=None,
    )


def _tell_printed(article: str, dossier: Dossier) -> str | None:
    date = dossier.date_of(article)
    return date.date if date else None


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


def tell_support(claim: Claim) -> str:
    """ "2 origins, 3 reports" for lists: origins and reports always, what else is not zero. The page of the claim has
    the whole line (`sayso.brief.rests_on`)."""
    further = {"copy": claim.copies, "unknown": claim.unknown_origins}
    numbers = {"origin": claim.independent_origins, "report": claim.reports}
    numbers |= {name: number for name, number in further.items() if number}
    return ", ".join(count(name, number) for name, number in numbers.items())


def gather_stands(item: PositionItem) -> list[Stand]:
    """What a side did with a claim, oldest first; what it did again is told once, with how often."""
    found: list[Stand] = []
    for step in item.stands:
        if found and found[-1].does == step.does and not step.changed:
            last = found.pop()
            found.append(last._replace(days=_join_days(last.days, step.said), times=last.times + 1))
        else:
            found.append(Stand(step.does, step.said, 1, step.changed))
    return found


def _join_days(one: str | None, other: str | None) -> str | None:
    """The days from the first to the last of both: `2024-03-12/2024-03-14`."""
    if not one or not other:
        return one or other
    ends = sorted([*one.split("/"), *other.split("/")])
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}/{ends[-1]}"


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


def find_disputes(
    dossier: Dossier, claim: Claim | None = None, told: Collection[str] = frozenset()
) -> Iterator[Dispute]:
    """The conflicts of a story, or those in which this claim stands on one side; its own side comes first. A side
    speaks with the words of the claim, or with those of `told` (findings), where it has them."""
    claim_of = claims_by_finding(dossier)
    members = {*claim.statements, *claim.figures} if claim else set()
    heard = members or told
    for conflict in dossier.links.conflicts:
        left, right = conflict.between
        here, there = (members & dossier.told_by(side) for side in (left, right))
        if claim and not here | there:
            continue
        if there and not here:
            left, right = right, left
        one, other = (_make_side(side, dossier, claim_of, heard) for side in (left, right))
        yield Dispute(conflict, (one, other))


def gather_quarrels(disputes: Iterable[Dispute]) -> list[Quarrel]:
    """The disputes by who disputes with whom, in their order; one with an unknown side stands alone."""
    groups: dict[tuple[object, ...], list[Dispute]] = {}
    for dispute in disputes:
        names = sorted(side.words.speaker or side.words.finding for side in dispute.sides)
        groups.setdefault((dispute.conflict.kind, *names), []).append(dispute)
    return [Quarrel(first, tuple(others)) for first, *others in groups.values()]


def _make_side(findings: tuple[str, ...], dossier: Dossier, claim_of: dict[str, Claim], heard: Collection[str]) -> Side:
    """A side speaks with the words of its first report, or of the first that is to be heard; copies are not counted."""
    own = [finding for finding in findings if finding not in dossier.mirrors] or list(findings)
    own.sort(key=lambda finding: finding not in heard)
    return Side(read_words(own[0], dossier, claim_of.get(own[0])), len(own) - 1)
