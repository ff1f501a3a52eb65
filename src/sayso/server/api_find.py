"""More of the API: search, speakers, outlets, versions, judgements. As `api.py`, made of what `Archive` answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.errors import UnknownIdError
from sayso.server import answers
from sayso.server.api import PREFIX, Cursor, Json, Limit, describe_answers
from sayso.server.library import Library
from sayso.server.outlets import MOST_OUTLETS, Maker, count_outlets, view_outlet
from sayso.server.paging import find_place, search_page
from sayso.server.places import Named, count_named, name_place
from sayso.server.strings import say
from sayso.server.voices import find_speaker

Words = Annotated[str, Query(min_length=1, max_length=400, description="Words; quoted ones stand together.")]
Name = Annotated[str, Query(min_length=1, max_length=200)]
Most = Annotated[int, Query(ge=1, le=100, description="How many to answer with at the most.")]


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(prefix=PREFIX)

    @router.get("/search", responses=describe_answers(answers.HitList), operation_id="search")
    def search(q: Words, limit: Most = 20, after: Cursor = None) -> Response:
        """Articles that hold the words, best first, as `sayso search --json` prints them."""
        with library.reading() as archive:
            found, rest = search_page(archive, q, limit, after)
        return Json(answers.HitList(hits=found, next=rest))

    @router.get("/speakers", responses=describe_answers(answers.SpeakerList), operation_id="listSpeakers")
    def speakers(name: Name) -> Response:
        """Speakers of this name, story by story, as `sayso who --json` prints them."""
        with library.reading() as archive:
            return Json(answers.SpeakerList(speakers=archive.who(name)))

    @router.get(
        "/speakers/{speaker}", responses=describe_answers(answers.SpeakerList, by_id=True), operation_id="readSpeaker"
    )
    def speaker(speaker: str) -> Response:
        """One speaker, and everybody who bears the very name in other stories."""
        with library.reading() as archive:
            found, voices = find_speaker(archive, speaker)
            wanted = {voice.speaker.id for voice in voices}
            items = [item for item in archive.who(found.name) if item.speaker in wanted]
        return Json(answers.SpeakerList(speakers=sorted(items, key=lambda item: item.speaker != found.id)))

    @router.get("/outlets", responses=describe_answers(answers.OutletList, by_id=True), operation_id="listOutlets")
    def outlets(name: Annotated[str, Query(max_length=200, description="Only this outlet.")] = "") -> Response:
        """Outlets with the number of stories that name them; of one outlet, whose words it prints besides."""
        with library.reading() as archive:
            known = [] if name else count_outlets(archive.stories(), MOST_OUTLETS)
            view = view_outlet(archive, name) if name else None
        if view and not view.prints:
            raise UnknownIdError(say("outlet.nothing", name=name))
        rows = [
            answers.OutletLine(
                name=outlet,
                stories=stories,
                articles=len(view.prints) if view else None,
                makers={maker.value: view.count(maker) for maker in Maker} if view else None,
            )
            for outlet, stories in ([(view.name, view.stories_in_all)] if view else known)
        ]
        return Json(answers.OutletList(outlets=rows))

    @router.get("/places", responses=describe_answers(answers.PlaceList), operation_id="listPlaces")
    def places(limit: Limit = 100, after: Cursor = None) -> Response:
        """Places that stories name, those of most stories first."""
        with library.reading() as archive:
            named = count_named(archive.stories())
        first = find_place([place.key for place in named], after)
        shown, rest = named[first : first + limit], named[first + limit :]
        lines = [_place_line(place) for place in shown]
        return Json(answers.PlaceList(places=lines, next=shown[-1].key if rest else None))

    @router.get(
        "/places/{place:path}", responses=describe_answers(answers.PlaceAnswer, by_id=True), operation_id="readPlace"
    )
    def place(place: str) -> Response:
        """One place with the stories that name it."""
        with library.reading() as archive:
            stories = [story for story in archive.stories() if any(named.key == place for named in story.places)]
        named = next((found for found in count_named(stories) if found.key == place), None)
        if named is None:
            raise UnknownIdError(say("place.nothing", name=name_place(place)[:200]))
        return Json(answers.PlaceAnswer(place=_place_line(named), stories=stories))

    @router.get(
        "/articles/{article}/versions",
        responses=describe_answers(answers.VersionList, by_id=True),
        operation_id="listVersions",
    )
    def versions(article: str) -> Response:
        """What stood where the article's page was found, time after time, as `sayso history --json` prints it."""
        with library.reading() as archive:
            return Json(answers.VersionList(versions=archive.history(article)))

    @router.get("/judgements", responses=describe_answers(answers.JudgementList), operation_id="listJudgements")
    def judgements() -> Response:
        """All that people decided, oldest first."""
        with library.reading() as archive:
            return Json(answers.JudgementList(judgements=list(archive.judgements())))

    return router


def _place_line(place: Named) -> answers.PlaceLine:
    return answers.PlaceLine(
        key=place.key,
        name=place.name,
        stories=place.stories,
        works=place.works,
        lat=place.site.latitude if place.site else None,
        lon=place.site.longitude if place.site else None,
    )
