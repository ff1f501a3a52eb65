"""The brief of a story: what is said and on whose say-so, how figures moved, what is disputed, what is not known.

Nothing is written here that is not on a page: contents, figures and events are the pages' own words, each with a
citation to page and characters. `make_brief` chooses and orders; the doors only lay it out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from sayso.brief.citing import Citations, content_words, find_day, iso_date, list_own, list_spans, name_speaker
from sayso.brief.clashes import list_disputes, list_foretold, list_turned
from sayso.brief.figures import list_own_figures, make_figure_item, tell_once
from sayso.brief.moves import list_moves
from sayso.brief.records import Brief, ChapterItem, ClaimItem, EventItem, PrintingItem, WorkItem
from sayso.brief.telling import count_words
from sayso.brief.unknowns import list_unknown
from sayso.dossier import Dossier
from sayso.model import Claim, Event, Relation, Speaker, SpeakerKind, Statement, Work
from sayso.spans import slice_text

T = TypeVar("T")

IMPERSONAL = (SpeakerKind.DOCUMENT, SpeakerKind.DATA)
FORETOLD = 5
WHOLE = 4  # words of a content that is told before a shorter one
CLAIMS = 12
"""Claims that a brief shows unless asked for all; two more figures and events."""


def make_brief(dossier: Dossier, *, everything: bool = False, since: str | None = None, most: int = CLAIMS) -> Brief:
    """The brief of one story; with `everything` nothing is left out. `since`: an ISO day; `most`: claims at most."""
    sources = Citations(dossier)
    claims = [claim for claim in dossier.links.claims if claim.statements and _is_since(claim, dossier, since)]
    figures = [figure for figure in list_own_figures(dossier) if _is_new(figure.id, figure.article, dossier, since)]
    events = sorted(dossier.links.events, key=lambda event: (event.date.date, event.page, event.spans))
    told = figures if everything else tell_once(figures, dossier)
    disputed = dossier.find_disputed()
    return Brief(
        story=dossier.story.id,
        title=dossier.story.title,
        works=tuple(_work_item(work, dossier) for work in dossier.works.values()),
        claims=tuple(
            _claim_item(c, dossier, disputed, sources) for c in (claims if everything else _choose(claims, most))
        ),
        claims_in_all=len(claims),
        figures=tuple(make_figure_item(f, dossier, sources) for f in _first(told, most + 2, everything)),
        figures_in_all=len(figures),
        disputes=tuple(list_disputes(dossier, sources, everything=everything)),
        events=tuple(_event_item(e, dossier, sources) for e in (events if everything else events[-most - 2 :])),
        events_in_all=len(events),
        unknown=tuple(list_unknown(dossier)),
        moves=tuple(list_moves(dossier, sources)),
        turned=tuple(list_turned(dossier)),
        chapters=tuple(_list_chapters(dossier)),
        foretold=tuple(_first(list(list_foretold(dossier, sources)), FORETOLD, everything)),
        since=since,
        citations=tuple(sources.given),
    )


def _is_since(claim: Claim, dossier: Dossier, since: str | None) -> bool:
    own = [dossier.statements[s] for s in claim.statements if s in dossier.statements]
    return any(_is_new(statement.id, statement.article, dossier, since) for statement in own)


def _is_new(record: str, article: str, dossier: Dossier, since: str | None) -> bool:
    """Whether it was said, or else printed, on that day or later; what has no date is not known to be new."""
    date = find_day(record, article, dossier)
    return since is None or (date is not None and date.split("/")[-1] >= since[: len(date.split("/")[-1])])


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
    own.sort(key=lambda statement: (_is_indirect(statement), len(content_words(statement, dossier).split()) < WHOLE))
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
