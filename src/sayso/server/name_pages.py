"""The pages of those who speak and print: speaker, organisation, outlet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.errors import UnknownIdError
from sayso.model import SpeakerKind
from sayso.server.library import Library
from sayso.server.maps import draw_map
from sayso.server.outlets import MOST_OUTLETS, Maker, count_outlets, view_outlet
from sayso.server.places import count_named, make_markers, name_place, view_place
from sayso.server.render import lead_to, show
from sayso.server.strings import say
from sayso.server.voices import find_members, find_speaker, view_voices

MOST_PLACES = 400

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
        return show(request, library, "voice.html", view=view, speaker=found)

    @router.get("/organisations")
    def read_organisation(request: Request, name: Name) -> Response:
        with library.reading() as archive:
            voices = find_members(archive, name)
            if not voices:
                raise UnknownIdError(say("voice.nobody", name=name))
            view = view_voices(name, SpeakerKind.ORGANISATION, voices)
        return show(request, library, "voice.html", view=view, speaker=None)

    @router.get("/outlets")
    def read_outlets(request: Request, name: Name = "") -> Response:
        with library.reading() as archive:
            if not name:
                outlets = count_outlets(archive.stories(), MOST_OUTLETS)
                return show(request, library, "outlets.html", outlets=outlets)
            view = view_outlet(archive, name)
        if not view.prints:
            raise UnknownIdError(say("outlet.nothing", name=name))
        return show(request, library, "outlet.html", view=view, makers=[(maker, view.count(maker)) for maker in Maker])

    @router.get("/places")
    def read_places(request: Request) -> Response:
        with library.reading() as archive:
            named = count_named(archive.stories())
        drawn = draw_map(make_markers(named))
        return show(request, library, "places.html", named=named[:MOST_PLACES], in_all=len(named), map=drawn)

    @router.get("/places/{place:path}")
    def read_place(request: Request, place: str) -> Response:
        with library.reading() as archive:
            view = view_place(archive, place)
        if view is None:
            raise UnknownIdError(say("place.nothing", name=name_place(place)[:200]))
        return show(request, library, "place.html", view=view, map=draw_map(view.markers))

    return router
