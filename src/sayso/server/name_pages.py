"""The pages of those who speak and print: speaker, organisation, outlet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.errors import UnknownIdError
from sayso.model import SpeakerKind
from sayso.server.feed import list_choices
from sayso.server.library import Library
from sayso.server.outlets import Maker, view_outlet
from sayso.server.render import lead_to, show
from sayso.server.strings import say
from sayso.server.voices import find_members, find_speaker, view_voices

Name = Annotated[str, Query(max_length=200)]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/speakers/{speaker}")
    def read_speaker(request: Request, speaker: str) -> Response:
        with library.reading() as archive:
            found, voices = find_speaker(archive, speaker)
            view = view_voices(found.name, found.kind, voices)
        if found.id != speaker:
            return lead_to(f"/speakers/{found.id}", request)
        return show(library, "voice.html", view=view, speaker=found)

    @router.get("/organisations")
    def read_organisation(name: Name) -> Response:
        with library.reading() as archive:
            voices = find_members(archive, name)
            if not voices:
                raise UnknownIdError(say("voice.nobody", name=name))
            view = view_voices(name, SpeakerKind.ORGANISATION, voices)
        return show(library, "voice.html", view=view, speaker=None)

    @router.get("/outlets")
    def read_outlets(name: Name = "") -> Response:
        with library.reading() as archive:
            if not name:
                stories = archive.stories()
                return show(library, "outlets.html", outlets=list_choices(stories, most=500).outlets)
            view = view_outlet(archive, name)
        if not view.prints:
            raise UnknownIdError(say("outlet.nothing", name=name))
        return show(library, "outlet.html", view=view, makers=[(maker, view.count(maker)) for maker in Maker])

    return router
