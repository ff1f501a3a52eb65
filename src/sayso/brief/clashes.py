"""What is disputed and revised, who changed position, and what became of what was said beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.brief.citing import Citations, find_day, iso_date, list_spans, name_speaker
from sayso.brief.figures import name_count
from sayso.brief.records import DisputeItem, DisputeSide, ForetoldItem
from sayso.brief.telling import tell_place
from sayso.dossier import Dossier
from sayso.model import Conflict, ConflictKind, Event, Span
from sayso.spans import slice_text


def choose_disputes(dossier: Dossier, *, everything: bool = False) -> list[Conflict]:
    """The conflicts; unless `everything` is wanted, of what the same two say of the same only the first."""
    told: dict[tuple[object, ...], Conflict] = {}
    for conflict in dossier.real_conflicts:
        sides = frozenset((_name_side(side, dossier), _count_side(side, dossier)) for side in conflict.between)
        told.setdefault((conflict.kind, conflict.id if everything else sides), conflict)
    return list(told.values())


def _name_side(members: Sequence[str], dossier: Dossier) -> str:
    """Who stands on a side; an event's and an unnamed speaker's side is its own."""
    for member in members:
        figure = dossier.figures.get(member)
        statement = dossier.statements.get((figure.statement or "") if figure else member)
        name = name_speaker(statement, dossier) if statement else None
        if name:
            return name
    return members[0]


def _count_side(members: Sequence[str], dossier: Dossier) -> str:
    """What the figures of a side count; nothing of statements."""
    return next((name_count(dossier.figures[m]) for m in members if m in dossier.figures), "")


def make_dispute(conflict: Conflict, dossier: Dossier, sources: Citations) -> DisputeItem:
    """The two sides of a conflict, each in the words of its first report."""
    left, right = (_side(side, dossier, sources) for side in conflict.between)
    return DisputeItem(conflict=conflict.id, kind=conflict.kind, sides=(left, right), because=conflict.because)


def _side(members: Sequence[str], dossier: Dossier, sources: Citations) -> DisputeSide:
    member = next((m for m in members if m not in dossier.mirrors), members[0])
    event = dossier.event_of(member)
    if event is not None:
        return _event_side(event, dossier, sources)
    counts = None
    if member in dossier.statements:
        statement = dossier.statements[member]
        spans, article, speaker = list_spans(statement, dossier), statement.article, name_speaker(statement, dossier)
    else:
        figure = dossier.figures[member]
        told = dossier.statements.get(figure.statement or "")
        spans, article = (Span(figure.start, figure.end),), figure.article
        speaker = name_speaker(told, dossier) if told else None
        counts = name_count(figure)
    return DisputeSide(
        speaker=speaker,
        words=slice_text(dossier.articles[article].text, spans),
        said=find_day(member, article, dossier),
        citations=(sources.cite(article, spans),),
        counts=counts,
    )


def _event_side(event: Event, dossier: Dossier, sources: Citations) -> DisputeSide:
    """An article's own words that date something: nobody says them, the outlet stands for them."""
    article = dossier.article_of(event)
    return DisputeSide(
        speaker=dossier.articles[article].article.outlet or f"uncredited, {tell_place(dossier.place_of(article))}",
        words=slice_text(dossier.articles[article].text, event.spans),
        said=iso_date(dossier.date_of(article)),
        citations=(sources.cite(article, event.spans),),
        counts=f"(dated {event.date.date})",
    )


def list_turned(dossier: Dossier) -> Iterable[str]:
    """The speakers who say now what they denied, or the other way round."""
    names: dict[str, None] = {}
    for conflict in dossier.links.conflicts:
        if conflict.kind is ConflictKind.REVERSAL:
            later = next((dossier.statements[m] for m in conflict.between[1] if m in dossier.statements), None)
            if later is not None and (name := name_speaker(later, dossier)):
                names[name] = None
    return names


def list_foretold(dossier: Dossier, sources: Citations) -> Iterator[ForetoldItem]:
    """What was said beforehand: first that of which something became, then the latest."""
    own = [e for e in dossier.links.expectations if e.of in dossier.statements and e.of not in dossier.mirrors]
    ids = {expectation.of for expectation in own}
    known = [e for e in own if dossier.statements[e.of].parent not in ids]  # told once, by who tells it
    said = {e.id: iso_date(dossier.date_of(e.of)) or "" for e in known}
    for expectation in sorted(sorted(known, key=lambda e: said[e.id], reverse=True), key=lambda e: e.came_true is None):
        statement = dossier.statements[expectation.of]
        spans = list_spans(statement, dossier)
        by = [s for i in expectation.by if (s := dossier.statements.get(i)) is not None]
        yield ForetoldItem(
            expectation=expectation.id,
            speaker=name_speaker(statement, dossier),
            stance=statement.stance,
            said=said[expectation.id] or None,
            words=slice_text(dossier.articles[statement.article].text, spans),
            outcome={True: "came true", False: "did not", None: "open"}[expectation.came_true],
            citations=(sources.cite(statement.article, spans),),
            told_by=tuple(sources.cite(other.article, other.content) for other in by),
        )
