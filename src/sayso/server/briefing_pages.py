"""Briefings over many stories: a page of the room, one file to take along, and the same as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from sayso.brief import Briefing
from sayso.brief.page import Addresses, style_policy, write_body, write_page
from sayso.server.api import PREFIX, Json, describe_answers
from sayso.server.library import Library
from sayso.server.render import link_words, show

MINUTES = (1, 3, 5, 10, 30)
"""Lengths to choose from; the third is what a page has that asks for none."""

ADDRESSES = Addresses(story=lambda brief: f"/stories/{brief.story}", words=link_words)

Since = Annotated[str | None, Query(pattern=r"^\d{4}-\d\d-\d\d$", description="Only what is new since this day.")]
Topic = Annotated[str | None, Query(max_length=200, description="Only stories whose articles hold these words.")]
Minutes = Annotated[int | None, Query(ge=1, le=120, description="As much as is read in so many minutes.")]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]
Words = Annotated[str, Query(max_length=200)]
Length = Annotated[int, Query(ge=1, le=120)]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter()

    @router.get(f"{PREFIX}/brief", responses=describe_answers(Briefing), operation_id="readBriefing")
    def briefing(since: Since = None, topic: Topic = None, minutes: Minutes = None) -> Response:
        """Checked briefs of many stories, as `sayso brief --all --json` prints them."""
        with library.reading() as archive:
            return Json(archive.briefing(every=True, since=since, topic=topic, minutes=minutes))

    @router.get("/brief", include_in_schema=False)
    def read_briefing(
        request: Request, since: Day = "", topic: Words = "", minutes: Length = MINUTES[2], alone: bool = False
    ) -> Response:
        wanted = topic.strip()
        with library.reading() as archive:
            found = archive.briefing(every=True, since=since or None, topic=wanted or None, minutes=minutes)
        if alone:
            return _send_alone(found)
        body = Markup(write_body(found.stories, ADDRESSES))  # noqa: S704 (it escapes all that is of a page)
        chosen = {"since": since, "topic": wanted, "minutes": minutes}
        return show(request, library, "brief.html", found=found, body=body, lengths=MINUTES, **chosen)

    return router


def _send_alone(found: Briefing) -> Response:
    """The briefs as one file that needs nothing else, under the policy of its own style."""
    policy = f"{style_policy()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(write_page(found.stories), headers={"content-security-policy": policy})
