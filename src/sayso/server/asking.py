"""Questions and briefings: their pages, and the same as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.ask import Answers
from sayso.brief import Briefing
from sayso.brief.page import style_policy, write_page
from sayso.server.api import PREFIX, Json, describe_answers
from sayso.server.library import Library
from sayso.server.render import show

MOST = 400

Text = Annotated[str, Query(max_length=MOST)]
Asked = Annotated[str, Query(min_length=1, max_length=MOST, description="A question in plain words.")]
Since = Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$", description="Only what is new since this day.")]
Topic = Annotated[str | None, Query(max_length=200, description="Only stories whose articles hold these words.")]
Minutes = Annotated[int | None, Query(ge=1, le=120, description="As much as is read in so many minutes.")]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter()

    @router.get(f"{PREFIX}/ask", responses=describe_answers(Answers), operation_id="ask")
    def ask(q: Asked) -> Response:
        """What the pages answer to a question, as `sayso ask --json` prints it; nothing that no page says."""
        with library.reading() as archive:
            return Json(archive.ask(q))

    @router.get(f"{PREFIX}/brief", responses=describe_answers(Briefing), operation_id="readBriefing")
    def briefing(since: Since = None, topic: Topic = None, minutes: Minutes = None) -> Response:
        """Checked briefs of many stories, as `sayso brief --all --json` prints them."""
        with library.reading() as archive:
            return Json(archive.briefing(every=True, since=since, topic=topic, minutes=minutes))

    @router.get("/ask", include_in_schema=False)
    def read_answers(request: Request, q: Text = "") -> Response:
        with library.reading() as archive:
            found = archive.ask(q) if q.strip() else None
        return show(request, library, "ask.html", q=q, found=found)

    @router.get("/brief", include_in_schema=False)
    def read_briefing(since: Since = None, topic: Topic = None, minutes: Minutes = None) -> Response:
        with library.reading() as archive:
            found = archive.briefing(every=True, since=since, topic=topic, minutes=minutes)
        policy = f"{style_policy()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return HTMLResponse(write_page(found.stories), headers={"content-security-policy": policy})

    return router
