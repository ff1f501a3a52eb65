"""The brief of a story: what is said and on whose say-so, how figures moved, what is disputed, what is not known.

Nothing is written here that is not on a page: contents, figures and events are the pages' own words, each with a
citation to page and characters. `make_brief` chooses and orders; the doors only lay it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sayso.dossier import Dossier
from sayso.link.figures import list_series
from sayso.link.positions import list_positions
from sayso.link.settings import read_settings
from sayso.model import (
    ArticleText,
    Claim,
    Conflict,
    ConflictKind,
    Date,
    Event,
    Figure,
    Record,
    Relation,
    Span,
    Speaker,
    Statement,
    Work,
)
from sayso.spans import slice_text

T = TypeVar("T")

MOVES = 3
MOST_POINTS = 12
MOST_COMPARED = 120  # figures of a story that are held against one another
CLAIMS = 12
"""Claims that a brief shows unless asked for all; two more figures and events."""


class Citation(Record, frozen=True):
    """Where the words stand: `page.text[start:end] == words`, for each of the parts."""

    number: int
    article: str
    page: str
    place: str  # path or address
    outlet: str | None
    published: str | None
    spans: tuple[Span, ...]
    words: tuple[str, ...]


class ClaimItem(Record, frozen=True):
    """One claim: who says it, in which words, and what it rests on."""

    claim: str
    speaker: str | None
    role: str | None
    stance: str
    via: tuple[str, ...]
    said: str | None
    words: str
    rests_on: str
    disputed: bool
    citations: tuple[int, ...]


class FigureItem(Record, frozen=True):
    """One figure: its words, what it counts, on whose say-so and as of when."""

    figure: str
    words: str
    counts: str
    scope: str | None
    speaker: str | None
    as_of: str | None
    doubt: str | None
    citations: tuple[int, ...]


class DisputeSide(Record, frozen=True):
    """One side of a dispute: its first statement or figure."""

    speaker: str | None
    words: str
    said: str | None
    citations: tuple[int, ...]


class DisputeItem(Record, frozen=True):
    """Two sides that do not agree, and why sayso thinks so."""

    conflict: str
    kind: str
    sides: tuple[DisputeSide, DisputeSide]
    because: str


class MovePoint(Record, frozen=True):
    """One count of a thing: its words, bounds, on whose say-so and as of when."""

    words: str
    low: float | None
    high: float | None
    speaker: str | None
    as_of: str
    citations: tuple[int, ...]


class MoveItem(Record, frozen=True):
    """How one figure moved: counts of one thing, oldest first."""

    counts: str
    points: tuple[MovePoint, ...]


class EventItem(Record, frozen=True):
    """One dated thing."""

    date: str
    basis: str
    words: str
    citations: tuple[int, ...]


class PrintingItem(Record, frozen=True):
    """One page that carries the work."""

    article: str
    relation: str
    outlet: str | None
    carrier: str | None
    published: str | None
    place: str


class WorkItem(Record, frozen=True):
    """One text and its printings."""

    work: str
    headline: str | None
    printings: tuple[PrintingItem, ...]
    because: str | None


class SayingItem(Record, frozen=True):
    """One statement of a speaker."""

    statement: str
    stance: str
    said: str | None
    words: str
    citations: tuple[int, ...]


class StandItem(Record, frozen=True):
    """What a side did with a claim at one time."""

    said: str | None
    does: str
    changed: bool
    statement: str


class PositionItem(Record, frozen=True):
    """What a speaker's side (its organisation or state, else the speaker) did with a claim in dispute, oldest first."""

    claim: str
    text: str
    side: str
    stands: tuple[StandItem, ...]


class SpeakerItem(Record, frozen=True):
    """A speaker in one story, and what they said there, oldest first."""

    speaker: str
    name: str
    kind: str
    role: str | None
    affiliation: str | None
    aliases: tuple[str, ...]
    story: str
    title: str
    sayings: tuple[SayingItem, ...]
    citations: tuple[Citation, ...]
    positions: tuple[PositionItem, ...] = ()


class Brief(Record, frozen=True):
    """A story on one page."""

    story: str
    title: str
    works: tuple[WorkItem, ...]
    claims: tuple[ClaimItem, ...]
    claims_in_all: int
    figures: tuple[FigureItem, ...]
    figures_in_all: int
    disputes: tuple[DisputeItem, ...]
    events: tuple[EventItem, ...]
    events_in_all: int
    unknown: tuple[str, ...]
    citations: tuple[Citation, ...]
    moves: tuple[MoveItem, ...] = ()
    turned: tuple[str, ...] = ()  # who changed position; the conflicts are among the disputes
    since: str | None = None  # only what was said or printed from this day on
    refused: tuple[str, ...] = ()  # lines whose words do not stand on their page: they are not in the brief


def make_brief(dossier: Dossier, *, everything: bool = False, since: str | None = None, most: int = CLAIMS) -> Brief:
    """The brief of one story; with `everything` nothing is left out. `since`: an ISO day; `most`: claims at most."""
    sources = _Citations(dossier)
    disputed = {finding for conflict in _real(dossier) for side in conflict.between for finding in side}
    claims = [claim for claim in dossier.links.claims if claim.statements and _is_since(claim, dossier, since)]
    figures = [figure for figure in _own_figures(dossier) if _is_new(figure.id, figure.article, dossier, since)]
    events = sorted(dossier.links.events, key=lambda event: (event.date.date, event.page, event.spans))
    return Brief(
        story=dossier.story.id,
        title=dossier.story.title,
        works=tuple(_work_item(work, dossier) for work in dossier.works.values()),
        claims=tuple(_claim_item(c, dossier, disputed, sources) for c in _first(claims, most, everything)),
        claims_in_all=len(claims),
        figures=tuple(_figure_item(f, dossier, sources) for f in _first(figures, most + 2, everything)),
        figures_in_all=len(figures),
        disputes=tuple(_dispute_item(c, dossier, sources) for c in _real(dossier)),
        events=tuple(_event_item(e, dossier, sources) for e in _first(events, most + 2, everything)),
        events_in_all=len(events),
        unknown=tuple(_unknown(dossier)),
        moves=tuple(_list_moves(dossier, sources)),
        turned=tuple(_list_turned(dossier)),
        since=since,
        citations=tuple(sources.given),
    )


def _is_since(claim: Claim, dossier: Dossier, since: str | None) -> bool:
    own = [dossier.statements[s] for s in claim.statements if s in dossier.statements]
    return any(_is_new(statement.id, statement.article, dossier, since) for statement in own)


def _is_new(record: str, article: str, dossier: Dossier, since: str | None) -> bool:
    """Whether it was said, or else printed, on that day or later; what has no date is not known to be new."""
    date = _date(dossier.date_of(record)) or _date(dossier.date_of(article))
    return since is None or (date is not None and date.split("/")[-1] >= since[: len(date.split("/")[-1])])


def _list_moves(dossier: Dossier, sources: _Citations) -> Iterable[MoveItem]:
    """Counts of one thing that differ, those with most days first."""
    own = [figure for figure in _own_figures(dossier) if dossier.date_of(figure.id) or dossier.date_of(figure.article)][
        :MOST_COMPARED
    ]
    found = []
    for series in list_series(own, read_settings(dossier.articles, own)):
        points = sorted(series, key=lambda figure: (_holds_for(figure, dossier), figure.start))
        values = {(figure.minimum, figure.maximum) for figure in points}
        days = {_holds_for(figure, dossier) for figure in points}
        if len(values) > 1 and len(days) > 1:
            found.append((-len(days), points[0].id, points))
    for _, _, points in sorted(found, key=lambda row: row[:2])[:MOVES]:
        yield _move_item(points, dossier, sources)


def _holds_for(figure: Figure, dossier: Dossier) -> str:
    date = _date(dossier.date_of(figure.id)) or _date(dossier.date_of(figure.article)) or ""
    return date.split("/")[-1]


def _move_item(figures: Sequence[Figure], dossier: Dossier, sources: _Citations) -> MoveItem:
    points: list[MovePoint] = []
    for figure in figures:
        item = _figure_item(figure, dossier, sources)
        same = points and (points[-1].low, points[-1].high) == (figure.minimum, figure.maximum)
        if not same:
            points.append(
                MovePoint(
                    words=item.words,
                    low=figure.minimum,
                    high=figure.maximum,
                    speaker=item.speaker,
                    as_of=_holds_for(figure, dossier),
                    citations=item.citations,
                )
            )
    named = Counter(_figure_item(figure, dossier, sources).counts for figure in figures)
    return MoveItem(counts=min(named, key=lambda name: (-named[name], name)), points=tuple(points[:MOST_POINTS]))


def _list_turned(dossier: Dossier) -> Iterable[str]:
    """The speakers who say now what they denied, or the other way round."""
    names: dict[str, None] = {}
    for conflict in dossier.links.conflicts:
        if conflict.kind is ConflictKind.REVERSAL:
            later = next((dossier.statements[m] for m in conflict.between[1] if m in dossier.statements), None)
            if later is not None and (name := _name(later, dossier)):
                names[name] = None
    return names


def list_speakers(dossier: Dossier, name: str) -> list[SpeakerItem]:
    """The story's speakers whose name or alias holds each word of `name`, those who said most first."""
    wanted = set(name.casefold().split())
    found = [
        speaker
        for speaker in dossier.links.speakers
        if any(wanted <= set(known.casefold().split()) for known in (speaker.name, *speaker.aliases))
    ]
    items = [_speaker_item(speaker, dossier) for speaker in found]
    return sorted(items, key=lambda item: (-len(item.sayings), item.speaker))


def _speaker_item(speaker: Speaker, dossier: Dossier) -> SpeakerItem:
    sources = _Citations(dossier)
    own = sorted(_own(speaker.statements, dossier), key=lambda s: _date(dossier.date_of(s.id)) or "9999")
    sayings = tuple(
        SayingItem(
            statement=statement.id,
            stance=statement.stance,
            said=_date(dossier.date_of(statement.id)),
            words=_content(statement, dossier),
            citations=(sources.cite(statement.article, statement.content),),
        )
        for statement in own
    )
    return SpeakerItem(
        speaker=speaker.id,
        name=speaker.name,
        kind=speaker.kind,
        role=speaker.role,
        affiliation=speaker.affiliation,
        aliases=speaker.aliases,
        story=dossier.story.id,
        title=dossier.story.title,
        sayings=sayings,
        citations=tuple(sources.given),
        positions=tuple(item for item in list_disputed(dossier) if _is_party(speaker, item)),
    )


def list_disputed(dossier: Dossier) -> list[PositionItem]:
    """The positions of all sides on the story's claims that somebody denies or that a side gave up."""
    told = {i: s for i, s in dossier.statements.items() if i not in dossier.mirrors}
    found = list_positions(dossier.links, told, {i: s.article for i, s in told.items()})
    disputed = {
        position.claim
        for position in found
        if position.changed or "denies" in {stand.does for stand in position.stands}
    }
    texts = {claim.id: claim.text for claim in dossier.links.claims}
    return [
        PositionItem(
            claim=position.claim,
            text=texts[position.claim],
            side=position.side,
            stands=tuple(StandItem(_date(s.date), s.does, s.changed, s.statement) for s in position.stands),
        )
        for position in found
        if position.claim in disputed
    ]


def _is_party(speaker: Speaker, position: PositionItem) -> bool:
    return bool(set(speaker.statements) & {stand.statement for stand in position.stands})


class _Citations:
    """Numbers the places that a brief cites: the same place gets the same number."""

    def __init__(self, dossier: Dossier) -> None:
        self.given: list[Citation] = []
        self._dossier = dossier
        self._numbers: dict[tuple[str, tuple[Span, ...]], int] = {}

    def cite(self, article: str, spans: Sequence[Span]) -> int:
        key = (article, tuple(spans))
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.given.append(self._citation(article, tuple(spans)))
        return self._numbers[key]

    def _citation(self, article: str, spans: tuple[Span, ...]) -> Citation:
        item = self._dossier.articles[article]
        return Citation(
            number=len(self.given) + 1,
            article=article,
            page=item.article.page,
            place=self._dossier.place_of(article),
            outlet=item.article.outlet or item.article.wire,
            published=_date(self._dossier.date_of(article)),
            spans=spans,
            words=tuple(item.text[span.start : span.end] for span in spans),
        )


def _first(items: Sequence[T], count: int, everything: bool) -> Sequence[T]:
    return items if everything else items[:count]


def _date(date: Date | None) -> str | None:
    return date.date if date else None


def _real(dossier: Dossier) -> list[Conflict]:
    return [conflict for conflict in dossier.links.conflicts if conflict.kind is not ConflictKind.APPARENT]


def _content(statement: Statement, dossier: Dossier) -> str:
    return slice_text(dossier.articles[statement.article].text, statement.content)


def _role(speaker: Speaker | None, statement: Statement) -> str | None:
    return (speaker.role if speaker else None) or statement.source.role


def _name(statement: Statement, dossier: Dossier) -> str | None:
    speaker = dossier.speaker_of(statement.id)
    return speaker.name if speaker else statement.source.name


def _own(ids: Iterable[str], dossier: Dossier) -> list[Statement]:
    """The statements among these that are no mirror of another: one for each report."""
    return [dossier.statements[i] for i in ids if i in dossier.statements and i not in dossier.mirrors]


def _claim_item(claim: Claim, dossier: Dossier, disputed: set[str], sources: _Citations) -> ClaimItem:
    own = _own(claim.statements, dossier) or [dossier.statements[claim.statements[0]]]
    first = own[0]
    return ClaimItem(
        claim=claim.id,
        speaker=_name(first, dossier),
        role=_role(dossier.speaker_of(first.id), first),
        stance=first.stance,
        via=tuple(via.name for via in first.via),
        said=_date(dossier.date_of(first.id)),
        words=_content(first, dossier),
        rests_on=rests_on(claim),
        disputed=any(statement in disputed for statement in claim.statements),
        citations=tuple(sources.cite(statement.article, statement.content) for statement in own),
    )


def rests_on(claim: Claim) -> str:
    """ "N origins (in S organisations), M reports, K copies, U unknown", in words that agree with the numbers."""
    organisations = f" (in {count_words(claim.organisations, 'organisation')})" if claim.organisations else ""
    parts = [
        count_words(claim.independent_origins, "origin") + organisations,
        count_words(claim.reports, "report"),
        count_words(claim.copies, "copy", "copies"),
        f"{claim.unknown_origins} unknown",
    ]
    return ", ".join(parts)


def count_words(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _own_figures(dossier: Dossier) -> list[Figure]:
    """Figures that are no mirror and no conversion; those that measure the same together, larger groups first."""
    own = [
        figure for figure in dossier.figures.values() if figure.id not in dossier.mirrors and not figure.conversion_of
    ]
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in own:
        groups.setdefault(((figure.counted or "").casefold(), (figure.measure or "").casefold()), []).append(figure)
    ranked = sorted(
        (group for key, group in groups.items() if key[0]),
        key=lambda group: (-len({figure.article for figure in group}), -sum(f.statement is not None for f in group)),
    )
    return [f for group in ranked for f in sorted(group, key=lambda f: _date(dossier.date_of(f.id)) or "9999")]


def _figure_item(figure: Figure, dossier: Dossier, sources: _Citations) -> FigureItem:
    span = Span(figure.start, figure.end)
    statement = dossier.statements.get(figure.statement) if figure.statement else None
    counts = " ".join(part for part in (figure.counted, figure.measure) if part)
    return FigureItem(
        figure=figure.id,
        words=dossier.articles[figure.article].text[figure.start : figure.end],
        counts=", ".join(part for part in (counts, figure.place) if part),
        scope=figure.scope,
        speaker=_name(statement, dossier) if statement else None,
        as_of=_date(dossier.date_of(figure.id)),
        doubt=figure.doubt,
        citations=(sources.cite(figure.article, (span,)),),
    )


def _dispute_item(conflict: Conflict, dossier: Dossier, sources: _Citations) -> DisputeItem:
    left, right = (_side(side, dossier, sources) for side in conflict.between)
    return DisputeItem(conflict=conflict.id, kind=conflict.kind, sides=(left, right), because=conflict.because)


def _side(members: Sequence[str], dossier: Dossier, sources: _Citations) -> DisputeSide:
    member = next((m for m in members if m not in dossier.mirrors), members[0])
    if member in dossier.statements:
        statement = dossier.statements[member]
        spans, article, speaker = statement.content, statement.article, _name(statement, dossier)
    else:
        figure = dossier.figures[member]
        told = dossier.statements.get(figure.statement or "")
        spans, article = (Span(figure.start, figure.end),), figure.article
        speaker = _name(told, dossier) if told else None
    return DisputeSide(
        speaker=speaker,
        words=slice_text(dossier.articles[article].text, spans),
        said=_date(dossier.date_of(member)),
        citations=(sources.cite(article, spans),),
    )


def _event_item(event: Event, dossier: Dossier, sources: _Citations) -> EventItem:
    article = next(i for i, item in dossier.articles.items() if item.article.page == event.page and _holds(item, event))
    return EventItem(
        date=event.date.date,
        basis=event.date.basis,
        words=slice_text(dossier.articles[article].text, event.spans),
        citations=(sources.cite(article, event.spans),),
    )


def _holds(item: ArticleText, event: Event) -> bool:
    return item.article.block.start <= event.spans[0].start < item.article.block.end


def _work_item(work: Work, dossier: Dossier) -> WorkItem:
    printings = tuple(_printing_item(p.article, p.relation, dossier) for p in work.articles)
    items = [dossier.articles[p.article] for p in work.articles]
    headline = next((item.text[h.start : h.end] for item in items if (h := item.article.headline)), None)
    return WorkItem(work=work.id, headline=headline, printings=printings, because=work.because)


def _printing_item(article: str, relation: Relation, dossier: Dossier) -> PrintingItem:
    own = dossier.articles[article].article
    return PrintingItem(
        article=article,
        relation=relation,
        outlet=own.outlet or own.wire,
        carrier=own.carrier,
        published=_date(dossier.date_of(article)),
        place=dossier.place_of(article),
    )


def _unknown(dossier: Dossier) -> Iterable[str]:
    """What a careful reader would want and the pages do not give, one sentence each."""
    for item in dossier.articles.values():
        place = dossier.place_of(item.article.id)
        if not (item.article.outlet or item.article.wire):
            yield f"Which outlet wrote the article in {place}: the page does not credit one."
        if dossier.date_of(item.article.id) is None:
            yield f"When the article in {place} appeared: no date follows from the page."
    for work in dossier.works.values():
        if len(work.articles) > 1 and work.original is None:
            yield f"Which printing of work {work.id} is the original: {work.because or 'no page tells'}."
    nameless = sum(1 for s in dossier.statements.values() if s.id not in dossier.mirrors and not _name(s, dossier))
    if nameless:
        yield f"Whose words {count_words(nameless, 'statement')} report: the speaker could not be resolved."
