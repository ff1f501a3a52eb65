"""The brief of a story: what is said and on whose say-so, how figures moved, what is disputed, what is not known.

Nothing is written here that is not on a page: contents, figures and events are the pages' own words, each with a
citation to page and characters. `make_brief` chooses and orders; the doors only lay it out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import TypeVar

from sayso.brief.citing import Citations, content_words, find_day, iso_date, list_own, list_spans, name_speaker
from sayso.brief.clashes import choose_disputes, list_foretold, list_turned, make_dispute
from sayso.brief.figures import list_own_figures, make_figure_item, tell_once
from sayso.brief.limits import ALL, USUAL, Limits
from sayso.brief.moves import list_moves
from sayso.brief.records import Brief, ChapterItem, ClaimItem, EventItem, PrintingItem, WorkItem
from sayso.brief.telling import count_words
from sayso.brief.unknowns import list_unknown
from sayso.dossier import Dossier
from sayso.model import Claim, Event, Relation, Speaker, SpeakerKind, Statement, Work
from sayso.spans import slice_text

T = TypeVar("T")

IMPERSONAL = (SpeakerKind.DOCUMENT, SpeakerKind.DATA)
WHOLE = 4  # words of a content that is told before a shorter one


def make_brief(
    dossier: Dossier, *, everything: bool = False, since: str | None = None, limits: Limits = USUAL
) -> Brief:
    """The brief of one story; with `everything` nothing is left out. `since`: an ISO day."""
    most = ALL if everything else limits
    sources = Citations(dossier)
    claims = [claim for claim in dossier.links.claims if claim.statements and _is_since(claim, dossier, since)]
    figures = [figure for figure in list_own_figures(dossier) if _is_new(figure.id, figure.article, dossier, since)]
    events = sorted(dossier.links.events, key=lambda event: (event.date.date, event.page, event.spans))
    told = figures if everything else tell_once(figures, dossier)
    disputed = dossier.find_disputed()
    disputes = choose_disputes(dossier, everything=everything)
    chosen = claims if everything else _choose(claims, most.claims)
    return Brief(
        story=dossier.story.id,
        title=dossier.story.title,
        works=tuple(_work_item(work, dossier) for work in dossier.works.values()),
        claims=tuple(_claim_item(claim, dossier, disputed, sources) for claim in chosen),
        claims_in_all=len(claims),
        figures=tuple(make_figure_item(figure, dossier, sources) for figure in told[: most.figures]),
        figures_in_all=len(figures),
        disputes=tuple(make_dispute(conflict, dossier, sources) for conflict in disputes[: most.disputes]),
        disputes_in_all=sum(conflict.kind.is_open for conflict in dossier.real_conflicts),
        revisions_in_all=sum(conflict.kind.is_revision for conflict in dossier.real_conflicts),
        events=tuple(_event_item(event, dossier, sources) for event in _latest(events, most.events)),
        events_in_all=len(events),
        unknown=tuple(list_unknown(dossier))[: most.unknown],
        moves=tuple(list_moves(dossier, sources, most.moves)),
        turned=tuple(list_turned(dossier)),
        chapters=tuple(_list_chapters(dossier))[: most.chapters],
        foretold=tuple(islice(list_foretold(dossier, sources), most.foretold)),
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


def _latest(items: Sequence[T], count: int | None) -> Sequence[T]:
    return items if count is None else items[max(0, len(items) - count) :]


def _role(speaker: Speaker | None, statement: Statement) -> str | None:
    return (speaker.role if speaker else None) or statement.source.role


def _choose(claims: Sequence[Claim], most: int | None) -> list[Claim]:
    """The first claims, without those of which half or more was told with the ones before."""
    chosen: list[Claim] = []
    told: set[str] = set()
    for claim in claims:
        is_room = most is None or len(chosen) < most
        if is_room and 2 * len(told.intersection(claim.statements)) < len(claim.statements):
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
