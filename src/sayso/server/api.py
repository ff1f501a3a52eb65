"""The JSON API: `/api/v1/…` and `/healthz`. Every answer is made of lines of the export."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, FastAPI, Query
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from sayso.archive import Archive
from sayso.brief import Brief
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.export import dossier_lines
from sayso.export.records import FigureLine, StatementLine
from sayso.server import answers
from sayso.server.feed import Wish, choose_stories
from sayso.server.library import Library
from sayso.server.paging import find_place
from sayso.server.printings import compare_to_original
from sayso.store.migrations import newest_version

PREFIX = "/api/v1"
MOST_AT_ONCE = 500

L = TypeVar("L", StatementLine, FigureLine)
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE, description="How many to answer with at the most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the answer before.")]
InStory = Annotated[str | None, Query(max_length=80, description="Only this story's.")]
Narrow = Annotated[str, Query(max_length=200)]
OfArticle = Annotated[str | None, Query(max_length=80, description="Only this article's.")]


class Json(Response):
    """An answer as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


def describe_answers(answer: type, *, by_id: bool = False) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a route's answers."""
    told: dict[int | str, dict[str, Any]] = {200: _content("application/json", answer, answer.__doc__)}
    if by_id:
        told[404] = _content("application/problem+json", answers.Problem, "No record bears this id.")
    told[422] = _content("application/problem+json", answers.Problem, "The question cannot be understood.")
    told[503] = _content("application/problem+json", answers.Problem, "The archive cannot be read now.")
    return told


def _content(media_type: str, answer: type, description: str | None) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{answer.__name__}"}
    return {"description": description or "", "content": {media_type: {"schema": schema}}}


def make_router(library: Library) -> APIRouter:
    """The routes over one library. Endpoints are plain functions: each runs in a thread, with its own snapshot."""
    router = APIRouter()

    @router.get("/healthz", responses=describe_answers(answers.Health), operation_id="health")
    def health() -> Response:
        with library.reading():  # reads one row, or fails
            return Json(answers.Health(status="ok", tables=newest_version()))

    @router.get(f"{PREFIX}/stories", responses=describe_answers(answers.StoryList), operation_id="listStories")
    def stories(
        limit: Limit = 50,
        after: Cursor = None,
        language: Narrow = "",
        outlet: Narrow = "",
        disputed: bool = False,
        revised: bool = False,
        place: Narrow = "",
        topic: Narrow = "",
    ) -> Response:
        """All stories, the one that most pages tell first; or those in a language, of an outlet, about a topic, at a
        place (by its key), disputed, revised."""
        wish = Wish(language, outlet, disputed, revised, place=place, topic=topic)
        with library.reading() as archive:
            found = choose_stories(archive.stories(), wish)
        first = find_place([story.id for story in found], after)
        rest = found[first + limit :]
        return Json(
            answers.StoryList(stories=found[first : first + limit], next=found[first + limit - 1].id if rest else None)
        )

    @router.get(
        f"{PREFIX}/stories/{{story}}",
        responses=describe_answers(answers.StoryAnswer, by_id=True),
        operation_id="readStory",
    )
    def story(story: str) -> Response:
        """One story with all its lines. The id may be the beginning of one, or that of a record in the story."""
        with library.reading() as archive:
            dossier = archive.dossier(story)
            copies = list(archive.copies(sorted(dossier.articles)))
            summary = archive.summary(dossier)
        return Json(answers.story_answer(summary, list(dossier_lines(dossier)), copies))

    @router.get(
        f"{PREFIX}/stories/{{story}}/brief", responses=describe_answers(Brief, by_id=True), operation_id="readBrief"
    )
    def brief(story: str, everything: Annotated[bool, Query(description="Leave nothing out.")] = False) -> Response:
        """The cited brief of one story, as `sayso brief --json` prints it."""
        with library.reading() as archive:
            return Json(archive.brief(story, everything=everything))

    @router.get(
        f"{PREFIX}/articles/{{article}}",
        responses=describe_answers(answers.ArticleAnswer, by_id=True),
        operation_id="readArticle",
    )
    def article(article: str) -> Response:
        """One article with the text of its page and what was found on it."""
        with library.reading() as archive:
            return Json(_answer_article(archive, article))

    @router.get(
        f"{PREFIX}/claims/{{claim}}",
        responses=describe_answers(answers.ClaimAnswer, by_id=True),
        operation_id="readClaim",
    )
    def claim(claim: str) -> Response:
        """One claim with what it rests on. The id may also be that of a statement or figure in it."""
        with library.reading() as archive:
            trace = archive.trace(claim)
        return Json(answers.claim_answer(trace.claim.id, list(dossier_lines(trace.dossier))))

    @router.get(
        f"{PREFIX}/statements",
        responses=describe_answers(answers.StatementList, by_id=True),
        operation_id="listStatements",
    )
    def statements(
        limit: Limit = 100, after: Cursor = None, story: InStory = None, article: OfArticle = None
    ) -> Response:
        """Statements of the archive, of a story or of an article."""
        with library.reading() as archive:
            found, rest = _page(_list_lines(archive, StatementLine, after, story, article), limit)
        return Json(answers.StatementList(statements=found, next=rest))

    @router.get(
        f"{PREFIX}/figures", responses=describe_answers(answers.FigureList, by_id=True), operation_id="listFigures"
    )
    def figures(limit: Limit = 100, after: Cursor = None, story: InStory = None, article: OfArticle = None) -> Response:
        """Figures of the archive, of a story or of an article."""
        with library.reading() as archive:
            found, rest = _page(_list_lines(archive, FigureLine, after, story, article), limit)
        return Json(answers.FigureList(figures=found, next=rest))

    return router


def _answer_article(archive: Archive, article: str) -> answers.ArticleAnswer:
    item, dossier = archive.show(article)
    found = compare_to_original(item.article.id, dossier)
    return answers.article_answer(
        item,
        archive.page(item.article.page),
        list(archive.captures([item.article.page])),
        list(dossier_lines(dossier)),
        archive.furniture(item.article.page),
        answers.differences_part(found, item.text, dossier.articles[found.original].text) if found else None,
    )


def _list_lines(
    archive: Archive, kind: type[L], after: str | None, story: str | None, article: str | None
) -> Iterator[tuple[str, L]]:
    """(cursor, line) of what follows the cursor `STORY/FINDING`, by story and id."""
    last_story, _, last_finding = (after or "/").partition("/")
    wanted = archive.show(article)[0].article.id if article else None
    dossiers = _find_dossiers(archive, last_story, story, wanted)
    for dossier in dossiers:
        name = dossier.story.id
        lines = sorted(answers.pick(dossier_lines(dossier), kind), key=lambda line: line.id)
        for line in lines:
            is_new = (name, line.id) > (last_story, last_finding)
            if is_new and wanted in (None, line.article):
                yield f"{name}/{line.id}", line


def _find_dossiers(archive: Archive, start: str, story: str | None, article: str | None) -> Iterator[Dossier]:
    if story is None and article is None:
        return archive.dossiers(start)
    dossier = archive.dossier(story or article)
    if article and article not in dossier.articles:
        raise UnknownIdError(f"{article}: this article is not of {dossier.story.id}.")
    return iter([dossier])


def _page(lines: Iterator[tuple[str, L]], limit: int) -> tuple[list[L], str | None]:
    """The first of these lines, and the cursor for those that follow, None where none do."""
    found = list(islice(lines, limit + 1))
    rest = found[limit - 1][0] if len(found) > limit else None
    return [line for _, line in found[:limit]], rest


def describe_api(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the schemas of the export's lines; made once."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    document.setdefault("components", {})["schemas"] = answers.answer_schemas()
    app.openapi_schema = document
    return document
