"""What readers set for themselves: bookmarks, and how pages look. It is kept by their browser (`reader.py`)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.server.forms import Sealed, SealToGive
from sayso.server.library import Library
from sayso.server.reader import FACES, SCHEMES, SIZES, read_look, read_reader, remember, turn_bookmark
from sayso.server.render import show

SEE_OTHER = 303

OWN = ("/bookmarks", "/look")
"""Addresses that are sent to without changing the archive."""


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/bookmarks")
    def read_bookmarks() -> Response:
        return RedirectResponse("/?kept=1", 307)

    @router.post("/bookmarks")
    def set_bookmark(request: Request, form: Sealed) -> Response:
        with library.reading() as archive:
            story = archive.dossier(form.need("story")).story.id
        reader = read_reader(request.cookies)
        answer = RedirectResponse(f"/stories/{story}", SEE_OTHER)
        remember(answer, reader, turn_bookmark(reader, story))
        return answer

    @router.get("/look")
    def offer_look(request: Request, seal: SealToGive) -> Response:
        return show(request, library, "look.html", sizes=SIZES, faces=FACES, schemes=SCHEMES, seal=seal.make())

    @router.post("/look")
    def set_look(request: Request, form: Sealed) -> Response:
        reader = read_reader(request.cookies)
        look = read_look(".".join(form.fields.get(name, "") for name in ("size", "face", "scheme")))
        answer = RedirectResponse("/look", SEE_OTHER)
        remember(answer, reader, reader._replace(look=look))
        return answer

    return router
