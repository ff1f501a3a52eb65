"""What the page of a story shows beside its brief: disputes, charts, works as trees, a timeline, a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.archive.topics import count_places
from sayso.brief import Brief, Citation, PrintingItem, WorkItem, make_brief
from sayso.dossier import Dossier
from sayso.model import Claim, ConflictKind, Edge, Event, Span, Stance
from sayso.server import tree
from sayso.server.chart import Chart, draw_chart
from sayso.server.maps import Map, draw_map
from sayso.server.places import Named, list_named, make_markers
from sayso.server.printings import Copy, grow_tree
from sayso.server.series import Series, find_series

CHARTS, EVENTS, QUARRELS, WORKS = 6, 14, 6, 8
"""On a story's page at first sight: the rest is behind a fold, or shown where all is asked for."""

FEW_WORKS = 5
"""Works of a story of which one may tell alone where it takes place."""

FORETELLING = frozenset({Stance.PREDICT, Stance.WARN, Stance.PLEDGE, Stance.THREATEN, Stance.CANNOT_RULE_OUT})
"""What is said so has not happened yet."""


class Moment(NamedTuple):
    """Something dated that the story tells, and where."""

    date: str
    basis: str
    words: str
    article: str
    spans: tuple[Span, ...]


class StoryView(NamedTuple):
    """All that is made of a dossier for the page of its story."""

    brief: Brief
    places: Mapping[int, Citation]  # by number
    claim_of: Mapping[str, Claim]
    quarrels: Sequence[tree.Quarrel]
    revisions: Sequence[tree.Quarrel]
    apparent: Sequence[tree.Quarrel]
    charts: Sequence[tuple[Series, Chart | None]]
    series_in_all: int
    works: Sequence[tuple[WorkItem, Mapping[str, PrintingItem], tuple[Copy, ...]]]
    speaker_ids: Mapping[str, str]
    moments: Sequence[Moment]
    foretold: Sequence[Moment]
    moments_in_all: int
    named: Sequence[Named]
    map: Map | None
    at_first: tuple[int, int]  # quarrels and works that are not behind a fold


def view_story(dossier: Dossier, copies: Sequence[Edge], everything: bool) -> StoryView:
    """The view of one story; with `everything` nothing is left out. `copies` are the edges between its articles."""
    brief = make_brief(dossier, everything=everything)
    disputes = list(tree.find_disputes(dossier))
    series = find_series(dossier)
    told, foretold = split_timeline(dossier)
    named = list_named(count_places(dossier, None if everything else 24))
    return StoryView(
        brief=brief,
        places={citation.number: citation for citation in brief.citations},
        claim_of=tree.claims_by_finding(dossier),
        quarrels=tree.gather_quarrels(dispute for dispute in disputes if dispute.conflict.kind.is_open),
        revisions=tree.gather_quarrels(dispute for dispute in disputes if dispute.conflict.kind.is_revision),
        apparent=tree.gather_quarrels(d for d in disputes if d.conflict.kind is ConflictKind.APPARENT),
        charts=[(s, draw_chart(s) if s.is_dated else None) for s in (series if everything else series[:CHARTS])],
        series_in_all=len(series),
        works=_list_works(brief, dossier, copies),
        speaker_ids={speaker.name: speaker.id for speaker in dossier.links.speakers},
        moments=told if everything else told[:EVENTS],
        foretold=foretold if everything else foretold[:EVENTS],
        moments_in_all=len(told) + len(foretold),
        named=named,
        map=draw_map(make_markers(named)) if is_located(named, len(dossier.works)) else None,
        at_first=(len(disputes), len(brief.works)) if everything else (QUARRELS, WORKS),
    )


def is_located(named: Sequence[Named], works: int) -> bool:
    """Whether a map of the places that are known helps: of a story of many works, one place that a single work names
    tells nothing of where it takes place, and may be no place at all."""
    told = [place.works for place in named if place.site]
    return len(told) > 1 or (bool(told) and (told[0] > 1 or works < FEW_WORKS))


def _list_works(
    brief: Brief, dossier: Dossier, copies: Sequence[Edge]
) -> list[tuple[WorkItem, Mapping[str, PrintingItem], tuple[Copy, ...]]]:
    """(the brief's words on a work, its printings by article, their tree), works with most printings first."""
    works = [
        (work, {p.article: p for p in work.printings}, grow_tree(dossier.works[work.work], copies))
        for work in brief.works
    ]
    return sorted(works, key=lambda row: (-len(row[1]), min(p.published or "9999" for p in row[1].values())))


# --- timeline -------------------------------------------------------------------------------------------------------


def split_timeline(dossier: Dossier) -> tuple[list[Moment], list[Moment]]:
    """What has happened, and what was only foretold, each by date: a forecast is no event."""
    told: list[Moment] = []
    foretold: list[Moment] = []
    for event in sorted(dossier.links.events, key=lambda event: (event.date.date, event.page, event.spans)):
        for moment in _find_moment(event, dossier):
            (foretold if is_foretold(event, dossier) else told).append(moment)
    return told, foretold


def _find_moment(event: Event, dossier: Dossier) -> Iterator[Moment]:
    """The event with the article that tells it; nothing where no article of the story does."""
    article = dossier.article_at(event.page, event.spans[0].start)
    if article is not None:
        yield Moment(event.date.date, event.date.basis.value, event.text, article, event.spans)


def is_foretold(event: Event, dossier: Dossier) -> bool:
    """Whether it lay ahead of what tells it, or is only predicted, promised or threatened."""
    stances = {dossier.statements[s].stance for s in event.statements if s in dossier.statements}
    return event.ahead or (bool(stances) and stances <= FORETELLING)
