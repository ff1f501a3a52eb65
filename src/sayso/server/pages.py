"""The pages of what is told: front, story, claim. Each is one template, filled from the same calls on `Archive` that
the API answers from."""

from __future__ import annotations

import time
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.archive import StorySummary
from sayso.brief import list_disputed, make_brief
from sayso.dossier import Dossier
from sayso.model import Edge, Judgement
from sayso.server import tree
from sayso.server.feed import PER_PAGE, Chooser, Wish, choose_stories, list_new, tell_address
from sayso.server.forms import SealToGive
from sayso.server.library import Library
from sayso.server.reader import Look, Reader, enter, note_read, read_reader, remember, shorten
from sayso.server.render import lead_to, render, show
from sayso.server.series import make_point
from sayso.server.shelf import Shelf
from sayso.server.story_view import view_story
from sayso.server.voices import name_side

Name = Annotated[str, Query(max_length=200)]
Switch = Annotated[bool, Query()]


class StoryPart(NamedTuple):
    """What a story's page shows beside its dossier: the same of both gives the same page."""

    summary: StorySummary
    copies: tuple[Edge, ...]
    everything: bool
    new: tuple[str, ...]  # articles
    notes: tuple[Judgement, ...]
    seal: str
    is_kept: bool
    look: Look


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    shelf, chooser = Shelf(), Chooser()

    def write_story(dossier: Dossier, part: StoryPart) -> str:
        view = shelf.make(dossier, view_story, part.copies, part.everything)
        return render(
            "story.html",
            **view._asdict(),
            summary=part.summary,
            claims={claim.id: claim for claim in dossier.links.claims},
            dossier=dossier,
            everything=part.everything,
            new=[dossier.articles[article].article for article in part.new],
            notes=[(note, dossier.article_at(note.about[0].page, note.about[0].start)) for note in part.notes],
            seal=part.seal,
            reader=Reader(kept=(shorten(dossier.story.id),) if part.is_kept else (), look=part.look),
            writable=library.is_writable,
        )

    @router.get("/")
    def front(
        request: Request,
        language: Name = "",
        outlet: Name = "",
        disputed: Switch = False,
        revised: Switch = False,
        order: Annotated[str, Query(max_length=10)] = "",
        place: Name = "",
        topic: Annotated[str, Query(max_length=40)] = "",
        since: Switch = False,
        kept: Switch = False,
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> Response:
        wish = Wish(language, outlet, disputed, revised, order, place, topic, since, kept)
        known = read_reader(request.cookies)
        with library.reading() as archive:
            stories = archive.stories()
            reader = enter(known, archive.count_additions(), count_minutes_now())
            new = list_new(archive, reader)
            chosen = choose_stories(stories, wish, reader, new)
            shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
            lead = archive.dossier(shown[0].id) if shown and page == 1 else None
        answer = show(
            request,
            library,
            "front.html",
            stories=shown,
            chosen=len(chosen),
            all=len(stories),
            pages=reader.mark,
            brief=shelf.make(lead, make_brief) if lead else None,
            dispute=_choose_dispute(lead) if lead else None,
            claim_by_id={claim.id: claim for claim in lead.links.claims} if lead else {},
            wish=wish,
            new=new,
            choices=chooser.list(stories),
            page=page,
            last=-(-len(chosen) // PER_PAGE),
            turn=lambda number: tell_address(wish, number),
            reader=reader,
        )
        remember(answer, known, reader)
        return answer

    @router.get("/stories/{story}")
    def story(request: Request, story: str, seal: SealToGive, everything: Switch = False) -> Response:
        known = read_reader(request.cookies)
        with library.reading() as archive:
            dossier = archive.dossier(story)
            summary = archive.summary(dossier)
            copies = tuple(archive.copies(sorted(dossier.articles)))
            pages = {item.article.page for item in dossier.articles.values()}
            mark = known.since(dossier.story.id)
            new = archive.pages_since(mark).keys() & pages if mark else frozenset()
            notes = tuple(archive.notes(pages))
            additions = archive.count_additions()
        if dossier.story.id != story:
            return lead_to(f"/stories/{dossier.story.id}", request)
        reader = note_read(known, story, additions)
        part = StoryPart(
            summary=summary,
            copies=copies,
            everything=everything,
            new=tuple(item.article.id for item in dossier.articles.values() if item.article.page in new),
            notes=notes,
            seal=seal.make(),
            is_kept=reader.keeps(story),
            look=reader.look,
        )
        answer = HTMLResponse(shelf.make(dossier, write_story, part))
        remember(answer, known, reader)
        return answer

    @router.get("/claims/{claim}")
    def claim(request: Request, claim: str) -> Response:
        with library.reading() as archive:
            trace = archive.trace(claim)
        if trace.claim.id != claim:
            return lead_to(f"/claims/{trace.claim.id}", request)
        disputes = list(tree.find_disputes(trace.dossier, trace.claim))
        return show(
            request,
            library,
            "claim.html",
            claim=trace.claim,
            name=tree.name_claim(trace.claim, trace.dossier),
            dossier=trace.dossier,
            branches=tree.grow_branches(trace.claim, trace.dossier),
            figures=[make_point(figure, trace.dossier) for figure in tree.list_figures(trace.claim, trace.dossier)],
            disputed=sum(dispute.conflict.kind.is_open for dispute in disputes),
            quarrels=tree.gather_quarrels(d for d in disputes if not d.conflict.kind.is_revision),
            revisions=tree.gather_quarrels(d for d in disputes if d.conflict.kind.is_revision),
            positions=[
                name_side(item, trace.dossier) for item in list_disputed(trace.dossier) if item.claim == trace.claim.id
            ],
        )

    return router


def count_minutes_now() -> int:
    """Minutes since 1970."""
    return int(time.time()) // 60


def _choose_dispute(dossier: Dossier) -> tree.Dispute | None:
    """One dispute of a story for the front: the first between two who are named, else the first."""
    disputes = [dispute for dispute in tree.find_disputes(dossier) if dispute.conflict.kind.is_open]
    named = (dispute for dispute in disputes if all(side.words.speaker for side in dispute.sides))
    return next(named, disputes[0] if disputes else None)
