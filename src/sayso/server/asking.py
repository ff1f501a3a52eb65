"""Questions: their page, and the same as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ask import Answers
from sayso.server.api import PREFIX, Json, describe_answers
from sayso.server.library import Library
from sayso.server.render import show

MOST = 400

Text = Annotated[str, Query(max_length=MOST)]
Asked = Annotated[str, Query(min_length=1, max_length=MOST, description="A question in plain words.")]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter()

    @router.get(f"{PREFIX}/ask", responses=describe_answers(Answers), operation_id="ask")
    def ask(q: Asked) -> Response:
        """What the pages answer to a question, as `sayso ask --json` prints it; nothing that no page says."""
        with library.reading() as archive:
            return Json(archive.ask(q))

    @router.get("/ask", include_in_schema=False)
    def read_answers(request: Request, q: Text = "") -> Response:
        with library.reading() as archive:
            found = archive.ask(q) if q.strip() else None
        return show(request, library, "ask.html", q=q, found=found)

    return router
