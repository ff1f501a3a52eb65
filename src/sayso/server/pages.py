"""The pages a person reads: front, story, article, claim. Each is one template, filled from the same calls on `Archive`
that the API answers from."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.archive import summarise_story
from sayso.brief import Brief, make_brief
from sayso.dossier import Dossier
from sayso.model import ConflictKind
from sayso.server import tree
from sayso.server.chart import draw_chart
from sayso.server.library import Library
from sayso.server.marks import Layer, cut_text
from sayso.server.notes import mark_article, read_spans
from sayso.server.printings import compare_to_original, grow_tree
from sayso.server.render import render
from sayso.server.series import find_series, make_point

CHARTS = 6
"""Charts on a story's page unless all is asked for."""

PART = 300_000
"""Characters of a page's text that are shown at once."""

STATEMENT_LAYERS = (Layer.TELLS, Layer.DISPUTES, Layer.WARNS, Layer.ASKS, Layer.PROMISES)
LAYERS = (
    *STATEMENT_LAYERS,
    Layer.SOURCE,
    Layer.CUE,
    Layer.VIA,
    Layer.FIGURE,
    Layer.DATE,
    Layer.HEADLINE,
    Layer.CREDIT,
    Layer.BODY,
    Layer.REPEAT,
    Layer.FURNITURE,
    Layer.NEIGHBOUR,
    Layer.DIFFERENCE,
)
"""The layers of an article's page, in the order of their switches."""


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def front() -> Response:
        with library.reading() as archive:
            stories = archive.stories()
            pages = archive.counts()["pages"]
            lead = archive.dossier(stories[0].id) if stories else None
        brief = make_brief(lead) if lead else None
        dispute = _choose_dispute(lead) if lead else None
        return HTMLResponse(render("front.html", stories=stories, pages=pages, brief=brief, dispute=dispute))

    @router.get("/stories/{story}")
    def story(request: Request, story: str, everything: Annotated[bool, Query()] = False) -> Response:
        with library.reading() as archive:
            dossier = archive.dossier(story)
            copies = list(archive.copies(sorted(dossier.articles)))
        if dossier.story.id != story:
            return _lead_to(f"/stories/{dossier.story.id}", request)
        brief = make_brief(dossier, everything=everything)
        series = find_series(dossier)
        return HTMLResponse(
            render(
                "story.html",
                summary=summarise_story(dossier),
                brief=brief,
                everything=everything,
                places={citation.number: citation for citation in brief.citations},
                claim_of=tree.claims_by_finding(dossier),
                disputes=[d for d in tree.find_disputes(dossier) if _is_real(d)],
                apparent=[d for d in tree.find_disputes(dossier) if not _is_real(d)],
                charts=[
                    (s, draw_chart(s) if s.is_dated else None) for s in (series if everything else series[:CHARTS])
                ],
                series_in_all=len(series),
                works=_list_works(brief, dossier, copies),
                dossier=dossier,
            )
        )

    @router.get("/articles/{article}")
    def article(
        request: Request,
        article: str,
        at: Annotated[str, Query(max_length=2000)] = "",
        part: Annotated[int, Query(ge=1)] = 1,
    ) -> Response:
        with library.reading() as archive:
            item, dossier = archive.show(article)
            furniture = archive.furniture(item.article.page)
            beside = [a for a in archive.articles_on(item.article.page) if a.id != item.article.id]
        if item.article.id != article:
            return _lead_to(f"/articles/{item.article.id}", request)
        differences = compare_to_original(item.article.id, dossier)
        cited = read_spans(at, len(item.text))
        marks, notes = mark_article(item, dossier, furniture, beside, differences, cited)
        first = cited[0].start if cited and part == 1 else item.article.block.start if part == 1 else 0
        number = first // PART + 1 if part == 1 else part
        start = (number - 1) * PART
        lines = list(cut_text(item.text, marks, start, start + PART))
        shown = {mark.note for mark in marks if mark.start < start + PART and mark.end >= start}
        return HTMLResponse(
            render(
                "article.html",
                item=item,
                dossier=dossier,
                work=dossier.work_of(item.article.id),
                differences=differences,
                lines=lines,
                notes=[note for note in notes if note.number in shown],
                by_number={note.number: note for note in notes},
                layers=_list_layers({mark.layer for mark in marks}),
                part=number,
                parts=-(-len(item.text) // PART),
            )
        )

    @router.get("/claims/{claim}")
    def claim(request: Request, claim: str) -> Response:
        with library.reading() as archive:
            trace = archive.trace(claim)
        if trace.claim.id != claim:
            return _lead_to(f"/claims/{trace.claim.id}", request)
        return HTMLResponse(
            render(
                "claim.html",
                claim=trace.claim,
                name=tree.name_claim(trace.claim, trace.dossier),
                dossier=trace.dossier,
                branches=tree.grow_branches(trace.claim, trace.dossier),
                figures=[make_point(figure, trace.dossier) for figure in tree.list_figures(trace.claim, trace.dossier)],
                disputes=list(tree.find_disputes(trace.dossier, trace.claim)),
            )
        )

    return router


def _lead_to(path: str, request: Request) -> Response:
    """Sends on to the permanent address, with the question that was asked."""
    return RedirectResponse(path + (f"?{request.url.query}" if request.url.query else ""), 307)


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


def _list_layers(found: set[Layer]) -> list[Layer]:
    """The layers that have a mark on this page."""
    return [layer for layer in LAYERS if layer in found]
