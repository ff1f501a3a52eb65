"""The brief of a story: what is said and on whose say-so, how figures moved, what is disputed, what is not known.

Nothing is written here that is not on a page: contents, figures and events are the pages' own words, each with a
citation to page and characters. `make_brief` chooses and orders; the doors only lay it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sayso.brief.citing import Citations, iso_date, list_own, list_spans, name_speaker
from sayso.brief.records import (
    Brief,
    ChapterItem,
    ClaimItem,
    DisputeItem,
    DisputeSide,
    EventItem,
    FigureItem,
    ForetoldItem,
    MoveItem,
    MovePoint,
    PrintingItem,
    WorkItem,
)
from sayso.dossier import Dossier
from sayso.link.figure_labels import join_counted
from sayso.link.figures import list_series
from sayso.link.settings import read_settings
from sayso.link.slots import changing_measures, is_same_count, read_slots, vague_words
from sayso.model import (
    Claim,
    Conflict,
    ConflictKind,
    Event,
    Figure,
    Relation,
    Scope,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Work,
)
from sayso.spans import slice_text

T = TypeVar("T")

IMPERSONAL = (SpeakerKind.DOCUMENT, SpeakerKind.DATA)
MOVES = 3
FORETOLD = 5
MOST_POINTS = 12
MOST_COMPARED = 120  # figures of a story that are held against one another
CLAIMS = 12
"""Claims that a brief shows unless asked for all; two more figures and events."""


def make_brief(dossier: Dossier, *, everything: bool = False, since: str | None = None, most: int = CLAIMS) -> Brief:
    """The brief of one story; with `everything` nothing is left out. `since`: an ISO day; `most`: claims at most."""
    sources = Citations(dossier)
    claims = [claim for claim in dossier.links.claims if claim.statements and _is_since(claim, dossier, since)]
    figures = [figure for figure in _own_figures(dossier) if _is_new(figure.id, figure.article, dossier, since)]
    events = sorted(dossier.links.events, key=lambda event: (event.date.date, event.page, event.spans))
    disputed = dossier.find_disputed()
    return Brief(
        story=dossier.story.id,
        title=dossier.story.title,
        works=tuple(_work_item(work, dossier) for work in dossier.works.values()),
        claims=tuple(
            _claim_item(c, dossier, disputed, sources) for c in (claims if everything else _choose(claims, most))
        ),
        claims_in_all=len(claims),
        figures=tuple(_figure_item(f, dossier, sources) for f in _first(figures, most + 2, everything)),
        figures_in_all=len(figures),
        disputes=tuple(_dispute_item(c, dossier, sources) for c in dossier.real_conflicts),
        events=tuple(_event_item(e, dossier, sources) for e in _first(events, most + 2, everything)),
        events_in_all=len(events),
        unknown=tuple(_unknown(dossier)),
        moves=tuple(_list_moves(dossier, sources)),
        turned=tuple(_list_turned(dossier)),
        chapters=tuple(_list_chapters(dossier)),
        foretold=tuple(_first(list(_list_foretold(dossier, sources)), FORETOLD, everything)),
        since=since,
        citations=tuple(sources.given),
    )


def _is_since(claim: Claim, dossier: Dossier, since: str | None) -> bool:
    own = [dossier.statements[s] for s in claim.statements if s in dossier.statements]
    return any(_is_new(statement.id, statement.article, dossier, since) for statement in own)


def _is_new(record: str, article: str, dossier: Dossier, since: str | None) -> bool:
    """Whether it was said, or else printed, on that day or later; what has no date is not known to be new."""
    date = iso_date(dossier.date_of(record)) or iso_date(dossier.date_of(article))
    return since is None or (date is not None and date.split("/")[-1] >= since[: len(date.split("/")[-1])])


def _list_moves(dossier: Dossier, sources: Citations) -> Iterable[MoveItem]:
    """Counts of one thing that differ, those with most days first."""
    whole = (figure for figure in _own_figures(dossier) if _may_move(figure, dossier))
    own = [f for f in whole if dossier.date_of(f.id) or dossier.date_of(f.article)][:MOST_COMPARED]
    found = []
    for series in list_series(own, read_settings(dossier.articles, own)):
        points = sorted(series, key=lambda figure: (_holds_for(figure, dossier), figure.start))
        values = {(figure.minimum, figure.maximum) for figure in points}
        days = {_holds_for(figure, dossier) for figure in points}
        if len(values) > 1 and len(days) > 1:
            found.append((-len(days), points[0].id, points))
    for _, _, points in sorted(found, key=lambda row: row[:2])[:MOVES]:
        yield _move_item(points, dossier, sources)


def _may_move(figure: Figure, dossier: Dossier) -> bool:
    """Whether a later count may take the place of a figure: a whole count, told exactly enough to be drawn."""
    words = dossier.articles[figure.article].text[figure.start : figure.end].casefold().split()
    slots = read_slots(figure)
    return slots.scope is Scope.TOTAL and slots.measure in changing_measures() and not vague_words() & set(words)


def _holds_for(figure: Figure, dossier: Dossier) -> str:
    date = iso_date(dossier.date_of(figure.id)) or iso_date(dossier.date_of(figure.article)) or ""
    return date.split("/")[-1]


def _move_item(figures: Sequence[Figure], dossier: Dossier, sources: Citations) -> MoveItem:
    points: list[MovePoint] = []
    told: list[Figure] = []
    for figure in figures:
        if any(is_same_count(figure, known) for known in told):
            continue  # an older count that is told again is no move
        told.append(figure)
        item = _figure_item(figure, dossier, sources)
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
            if later is not None and (name := name_speaker(later, dossier)):
                names[name] = None
    return names


def _first(items: Sequence[T], count: int, everything: bool) -> Sequence[T]:
    return items if everything else items[:count]


def _role(speaker: Speaker | None, statement: Statement) -> str | None:
    return (speaker.role if speaker else None) or statement.source.role


def _choose(claims: Sequence[Claim], most: int) -> list[Claim]:
    """The first claims, without those of which half or more was told with the ones before."""
    chosen: list[Claim] = []
    told: set[str] = set()
    for claim in claims:
        if len(chosen) < most and 2 * len(told.intersection(claim.statements)) < len(claim.statements):
            chosen.append(claim)
            told.update(claim.statements)
    return chosen


def _claim_item(claim: Claim, dossier: Dossier, disputed: Collection[str], sources: Citations) -> ClaimItem:
    own = list_own(claim.statements, dossier) or [dossier.statements[claim.statements[0]]]
    own.sort(key=_is_indirect)
    first = own[0]
    return ClaimItem(
        claim=claim.id,
        speaker=name_speaker(first, dossier),
        role=_role(dossier.speaker_of(first.id), first),
        stance=first.stance,
        via=tuple(via.name for via in first.via),
        said=iso_date(dossier.date_of(first.id)),
        words=slice_text(dossier.articles[first.article].text, list_spans(first, dossier)),
        rests_on=rests_on(claim),
        disputed=any(statement in disputed for statement in claim.statements),
        citations=tuple(sources.cite(statement.article, list_spans(statement, dossier)) for statement in own),
    )


def _is_indirect(statement: Statement) -> bool:
    """Whether it stands inside another's words, or no person or body says it: a claim is told by those, if it can."""
    return statement.parent is not None or statement.source.anonymous or statement.source.kind in IMPERSONAL


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
    return [f for group in ranked for f in sorted(group, key=lambda f: iso_date(dossier.date_of(f.id)) or "9999")]


def _figure_item(figure: Figure, dossier: Dossier, sources: Citations) -> FigureItem:
    span = Span(figure.start, figure.end)
    statement = dossier.statements.get(figure.statement) if figure.statement else None
    return FigureItem(
        figure=figure.id,
        words=dossier.articles[figure.article].text[figure.start : figure.end],
        counts=name_count(figure),
        scope=figure.scope,
        speaker=name_speaker(statement, dossier) if statement else None,
        as_of=iso_date(dossier.date_of(figure.id)),
        doubt=figure.doubt,
        citations=(sources.cite(figure.article, (span,)),),
    )


def name_count(figure: Figure) -> str:
    """What a figure counts, as far as the page says: "people killed, Brunnock"."""
    return ", ".join(part for part in (join_counted(figure.counted, figure.measure), figure.place) if part)


def _dispute_item(conflict: Conflict, dossier: Dossier, sources: Citations) -> DisputeItem:
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
        said=iso_date(dossier.date_of(member)) or iso_date(dossier.date_of(article)),
        citations=(sources.cite(article, spans),),
        counts=counts,
    )


def _event_side(event: Event, dossier: Dossier, sources: Citations) -> DisputeSide:
    """An article's own words that date something: nobody says them, the outlet stands for them."""
    article = dossier.article_of(event)
    return DisputeSide(
        speaker=dossier.articles[article].article.outlet or f"uncredited, {dossier.place_of(article)}",
        words=slice_text(dossier.articles[article].text, event.spans),
        said=iso_date(dossier.date_of(article)),
        citations=(sources.cite(article, event.spans),),
        counts=f"(dated {event.date.date})",
    )


def _event_item(event: Event, dossier: Dossier, sources: Citations) -> EventItem:
    article = dossier.article_of(event)
    return EventItem(
        date=event.date.date,
        basis=event.date.basis,
        words=slice_text(dossier.articles[article].text, event.spans),
        citations=(sources.cite(article, event.spans),),
    )


def _list_chapters(dossier: Dossier) -> list[ChapterItem]:
    items = []
    for chapter in dossier.story.chapters:
        printings = [p.article for work in chapter.works if work in dossier.works for p in dossier.works[work].articles]
        dates = sorted(date for article in printings if (date := iso_date(dossier.date_of(article))))
        first, last = (dates[0].split("/")[0], max(d.split("/")[-1] for d in dates)) if dates else (None, None)
        items.append(ChapterItem(title=chapter.title, texts=len(chapter.works), first=first, last=last))
    return sorted(items, key=lambda item: (item.first or "9999", item.title))


def _list_foretold(dossier: Dossier, sources: Citations) -> Iterator[ForetoldItem]:
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
        published=iso_date(dossier.date_of(article)),
        place=dossier.place_of(article),
    )


def _unknown(dossier: Dossier) -> Iterable[str]:
    """What a careful reader would want and the pages do not give, one sentence each."""
    for id_, item in dossier.articles.items():
        if not (item.article.outlet or item.article.wire):
            yield f"Which outlet wrote {_call(id_, dossier)}: the page does not credit one."
    undated = [id_ for id_ in dossier.articles if dossier.date_of(id_) is None]
    for called in dict.fromkeys(_call(id_, dossier) for id_ in undated):
        yield f"When {called} appeared: no date follows from the page."
    for work in dossier.works.values():
        if len(work.articles) > 1 and work.original is None:
            because = (work.because or "no page tells").rstrip(".")
            yield f"Which printing of {_call(work.articles[0].article, dossier)} is the original: {because}."
    nameless = sum(
        1 for s in dossier.statements.values() if s.id not in dossier.mirrors and not name_speaker(s, dossier)
    )
    if nameless:
        yield f"Whose words {count_words(nameless, 'statement')} report: the speaker could not be resolved."


def _call(article: str, dossier: Dossier) -> str:
    """An article by its headline, or else by where it stands."""
    item = dossier.articles[article]
    headline = item.article.headline
    title = " ".join(item.text[headline.start : headline.end].split()) if headline else ""
    return f"“{title}”" if title else f"the article in {dossier.place_of(article)}"
