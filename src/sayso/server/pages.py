"""The pages of what is told: front, story, claim. Each is one template, filled from the same calls on `Archive` that
the API answers from."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.archive import summarise_story
from sayso.brief import Brief, list_disputed, make_brief
from sayso.dossier import Dossier
from sayso.model import ConflictKind
from sayso.server import tree
from sayso.server.chart import draw_chart
from sayso.server.feed import PER_PAGE, Wish, choose_stories, list_choices
from sayso.server.library import Library
from sayso.server.printings import grow_tree
from sayso.server.render import lead_to, show
from sayso.server.series import find_series, make_point

CHARTS = 6
"""Charts on a story's page unless all is asked for."""

Name = Annotated[str, Query(max_length=200)]
Switch = Annotated[bool, Query()]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def front(
        language: Name = "",
        outlet: Name = "",
        disputed: Switch = False,
        revised: Switch = False,
        order: Annotated[str, Query(max_length=10)] = "",
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> Response:
        wish = Wish(language, outlet, disputed, revised, order)
        with library.reading() as archive:
            stories = archive.stories()
            pages = archive.counts()["pages"]
            chosen = choose_stories(stories, wish)
            shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
            lead = archive.dossier(shown[0].id) if shown and page == 1 else None
        return show(
            library,
            "front.html",
            stories=shown,
            chosen=len(chosen),
            all=len(stories),
            pages=pages,
            brief=make_brief(lead) if lead else None,
            dispute=_choose_dispute(lead) if lead else None,
            wish=wish,
            choices=list_choices(stories),
            page=page,
            last=-(-len(chosen) // PER_PAGE),
            turn=lambda number: _turn(wish, number),
        )

    @router.get("/stories/{story}")
    def story(request: Request, story: str, everything: Annotated[bool, Query()] = False) -> Response:
        with library.reading() as archive:
            dossier = archive.dossier(story)
            copies = list(archive.copies(sorted(dossier.articles)))
        if dossier.story.id != story:
            return lead_to(f"/stories/{dossier.story.id}", request)
        brief = make_brief(dossier, everything=everything)
        series = find_series(dossier)
        return show(
            library,
            "story.html",
            summary=summarise_story(dossier),
            brief=brief,
            everything=everything,
            places={citation.number: citation for citation in brief.citations},
            claim_of=tree.claims_by_finding(dossier),
            disputes=[d for d in tree.find_disputes(dossier) if _is_real(d)],
            apparent=[d for d in tree.find_disputes(dossier) if not _is_real(d)],
            charts=[(s, draw_chart(s) if s.is_dated else None) for s in (series if everything else series[:CHARTS])],
            series_in_all=len(series),
            works=_list_works(brief, dossier, copies),
            dossier=dossier,
            speaker_ids={speaker.name: speaker.id for speaker in dossier.links.speakers},
        )

    @router.get("/claims/{claim}")
    def claim(request: Request, claim: str) -> Response:
        with library.reading() as archive:
            trace = archive.trace(claim)
        if trace.claim.id != claim:
            return lead_to(f"/claims/{trace.claim.id}", request)
        return show(
            library,
            "claim.html",
            claim=trace.claim,
            name=tree.name_claim(trace.claim, trace.dossier),
            dossier=trace.dossier,
            branches=tree.grow_branches(trace.claim, trace.dossier),
            figures=[make_point(figure, trace.dossier) for figure in tree.list_figures(trace.claim, trace.dossier)],
            disputes=list(tree.find_disputes(trace.dossier, trace.claim)),
            positions=[item for item in list_disputed(trace.dossier) if item.claim == trace.claim.id],
        )

    return router


def _turn(wish: Wish, page: int) -> str:
    """The address of a page of the front with the same filters."""
    asked = {name: "1" if value is True else value for name, value in wish._asdict().items() if value}
    return "/?" + urlencode({**asked, "page": page})


def _choose_dispute(dossier: Dossier) -> tree.Dispute | None:
    """One dispute of a story for the front: the first between two who are named, else the first."""
    real = [dispute for dispute in tree.find_disputes(dossier) if _is_real(dispute)]
    named = (dispute for dispute in real if all(side.words.speaker for side in dispute.sides))
    return next(named, real[0] if real else None)


def _is_real(dispute: tree.Dispute) -> bool:
    return dispute.conflict.kind is not ConflictKind.APPARENT


def _list_works(brief: Brief, dossier: Dossier, copies: list[Any]) -> list[tuple[Any, Any, Any]]:
    """(the brief's words on a work, its printings by article, their tree), works with most printings first."""
    works = [
        (work, {p.article: p for p in work.printings}, grow_tree(dossier.works[work.work], copies))
        for work in brief.works
    ]
    return sorted(works, key=lambda row: (-len(row[1]), min(p.published or "9999" for p in row[1].values())))
