"""The part of the API that writes: pages added, judgements kept and undone. Bodies are JSON, which no form of a foreign
page can send without being asked first."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from sayso.server import answers
from sayso.server.api import PREFIX, Json, describe_answers
from sayso.server.desk import add_page, keep_judgement
from sayso.server.forms import BadFormError, Form
from sayso.server.library import Library
from sayso.server.strings import say

T = TypeVar("T")


async def read_json(request: Request) -> bytes:
    """The JSON of a request. Raises `BadFormError` where it is said to be something else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadFormError(say("desk.no_json"))
    return await request.body()


Body = Annotated[bytes, Depends(read_json)]


def make_router(library: Library) -> APIRouter:
    """The routes over one library that may be written to."""
    router = APIRouter(prefix=PREFIX)

    @router.post(
        "/pages",
        responses=describe_answers(answers.AddedAnswer),
        operation_id="addPage",
        openapi_extra=_describe_body(answers.PageToAdd),
    )
    def add(body: Body) -> Response:
        """Read a page into the archive: its text, or what stands at an address."""
        wanted = _decode(body, answers.PageToAdd)
        fields = {"text": wanted.text, "address": wanted.address}
        with library.writing() as archive:
            place, added = add_page(archive, Form({name: text for name, text in fields.items() if text}))
            pages = list(dict.fromkeys(capture.page for capture in archive.captures_at([place])))
        return Json(
            answers.AddedAnswer(
                place=place,
                pages=pages,
                new_pages=added.new_pages,
                articles=added.articles,
                discards=list(added.discards),
            )
        )

    @router.post(
        "/judgements",
        responses=describe_answers(answers.JudgementAnswer, by_id=True),
        operation_id="judge",
        openapi_extra=_describe_body(answers.JudgementToKeep),
    )
    def judge(body: Body) -> Response:
        """Keep what a person decided, as `sayso judge` does."""
        wanted = _decode(body, answers.JudgementToKeep)
        fields = {name: text for name, text in msgspec.to_builtins(wanted).items() if text}
        with library.writing() as archive:
            return Json(answers.JudgementAnswer(judgement=keep_judgement(archive, wanted.article, Form(fields))))

    @router.post(
        "/judgements/{judgement}/undo",
        responses=describe_answers(answers.JudgementAnswer, by_id=True),
        operation_id="undoJudgement",
        openapi_extra=_describe_body(answers.Nothing),
    )
    def undo(judgement: str, body: Body) -> Response:
        """Take a judgement back; it stays on record as undone."""
        _decode(body, answers.Nothing)
        with library.writing() as archive:
            return Json(answers.JudgementAnswer(judgement=archive.undo(judgement)))

    return router


def _decode(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise BadFormError(f"{error}.") from error


def _describe_body(kind: type) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
