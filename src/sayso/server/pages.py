"""The pages of what is told: front, story, claim. Each is one template, filled from the same calls on `Archive` that
the API answers from."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.archive import Archive, Stamp
from sayso.archive.memory import Memory
from sayso.brief import Brief, list_disputed, make_brief
from sayso.dossier import Dossier
from sayso.model import Claim
from sayso.server import tree
from sayso.server.feed import PER_PAGE, Chooser, Wish, choose_stories, list_new, tell_address
from sayso.server.forms import SealToGive
from sayso.server.library import Library
from sayso.server.reader import Look, Reader, enter, note_read, read_reader, remember, shorten
from sayso.server.render import lead_to, render, show
from sayso.server.series import make_point
from sayso.server.story_view import view_story
from sayso.server.voices import name_side

Name = Annotated[str, Query(max_length=200)]
Switch = Annotated[bool, Query()]

MOST_WRITTEN, MOST_VIEWED = 400, 200
"""Pages of stories, and what was made of dossiers for them, that are kept while their stories stay as they are."""


class Lead(NamedTuple):
    """What the front tells of its first story."""

    brief: Brief
    dispute: tree.Dispute | None
    claims: Mapping[str, Claim]


class StoryPart(NamedTuple):
    """What a story's page shows beside what the archive holds of the story: the same of both gives the same page."""

    everything: bool
    new: tuple[str, ...]  # pages that their reader has not seen
    seal: str
    is_kept: bool
    look: Look


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    written, viewed, chooser = Memory(MOST_WRITTEN), Memory(MOST_VIEWED), Chooser()

    def write_story(archive: Archive, stamp: Stamp, part: StoryPart) -> bytes:
        dossier = archive.dossier(stamp.of.id)
        copies = tuple(archive.copies(sorted(dossier.articles)))
        place = ("story", stamp.of.id, part.everything)
        view = viewed.recall(place, stamp.digest, lambda: view_story(dossier, copies, part.everything))
        notes = archive.notes(_list_pages(dossier))
        page = render(
            "story.html",
            **view._asdict(),
            summary=archive.summary(dossier),
            claims={claim.id: claim for claim in dossier.links.claims},
            dossier=dossier,
            everything=part.everything,
            new=[item.article for item in dossier.articles.values() if item.article.page in part.new],
            notes=[(note, dossier.article_at(note.about[0].page, note.about[0].start)) for note in notes],
            seal=part.seal,
            reader=Reader(kept=(shorten(stamp.of.id),) if part.is_kept else (), look=part.look),
            writable=library.is_writable,
        )
        return page.encode()

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
            lead = tell_lead(archive, shown[0].id) if shown and page == 1 else None
        choices = chooser.list(stories)
        answer = show(
            request,
            library,
            "front.html",
            stories=shown,
            chosen=len(chosen),
            all=len(stories),
            pages=reader.mark,
            brief=lead.brief if lead else None,
            dispute=lead.dispute if lead else None,
            claim_by_id=lead.claims if lead else {},
            wish=wish._replace(outlet=choices.name_outlet(wish.outlet)),
            new=new,
            choices=choices,
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
            stamp = archive.stamp(story)
            if stamp.of.id != story:
                return lead_to(f"/stories/{stamp.of.id}", request)
            reader = note_read(known, story, archive.count_additions())
            part = StoryPart(
                everything=everything,
                new=list_new_pages(archive, stamp, known.since(story)),
                seal=seal.make(),
                is_kept=reader.keeps(story),
                look=reader.look,
            )
            page = written.recall((story, part), stamp.digest, lambda: write_story(archive, stamp, part))
        answer = HTMLResponse(page)
        remember(answer, known, reader)
        return answer

    def tell_lead(archive: Archive, story: str) -> Lead:
        stamp = archive.stamp(story)
        return viewed.recall(("lead", story), stamp.digest, lambda: _tell_lead(archive.dossier(story)))

    def list_new_pages(archive: Archive, stamp: Stamp, mark: int) -> tuple[str, ...]:
        """The story's pages that were found after the mark; none for whom nothing is new."""
        if not mark:
            return ()
        story = stamp.of.id
        pages = viewed.recall(("pages", story), stamp.digest, lambda: _list_pages(archive.dossier(story)))
        return tuple(sorted(archive.pages_since(mark).keys() & pages))

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


def _list_pages(dossier: Dossier) -> frozenset[str]:
    return frozenset(item.article.page for item in dossier.articles.values())


def _tell_lead(dossier: Dossier) -> Lead:
    claims = {claim.id: claim for claim in dossier.links.claims}
    return Lead(make_brief(dossier), _choose_dispute(dossier), claims)


def _choose_dispute(dossier: Dossier) -> tree.Dispute | None:
    """One dispute of a story for the front: the first between two who are named, else the first."""
    disputes = [dispute for dispute in tree.find_disputes(dossier) if dispute.conflict.kind.is_open]
    named = (dispute for dispute in disputes if all(side.words.speaker for side in dispute.sides))
    return next(named, disputes[0] if disputes else None)
