"""The application: routes, files, and what happens when something is wrong."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.staticfiles import StaticFiles

from sayso.errors import InputError, SaysoError, UnknownIdError
from sayso.server import (
    api,
    api_desk,
    api_find,
    article_pages,
    asking,
    briefing_pages,
    desk,
    metrics,
    name_pages,
    pages,
    regroup,
    search_pages,
    visits,
)
from sayso.server.forms import BadFormError, Seal
from sayso.server.guard import PROGRAMS, Guard
from sayso.server.library import Library
from sayso.server.paging import BadCursorError
from sayso.server.render import load_templates, render
from sayso.server.strings import say
from sayso.server.wire import wrap_wire
from sayso.settings import Settings

FORM_BYTES = 100_000
"""What a form may have beside the page that it brings."""


THREADS = 12
"""Threads that answer. Few of them are busy at once: who reads takes turns (`wire.Turns`), who writes waits for the
archive."""

SWITCH_SECONDS = 0.001
"""How long a busy thread keeps Python's lock while another one waits; usually five times as long. What takes requests
from the net waits for it several times a request."""

READING = (api, api_find, asking, briefing_pages, metrics, pages, article_pages, name_pages, search_pages, visits)
WRITING = (api_desk, desk, regroup)
"""Modules with routes."""


def make_app(
    path: Path,
    settings: Settings,
    *,
    token: str | None = None,
    hosts: Collection[str] | None = None,
    read_only: bool = False,
) -> Guard:
    """The archive at this path as an ASGI application.

    With a `token` who asks must know it; with `hosts` only these names are answered to; with `read_only` nothing can be
    added or corrected. Raises `ArchiveError` where the archive cannot be read.
    """
    library = Library(path, settings, read_only=read_only)
    app = FastAPI(
        title="sayso",
        version=version("sayso"),
        description=say("api.description"),
        openapi_url="/openapi.json",
        docs_url=None,  # their pages load scripts from another host
        redoc_url=None,
        lifespan=_settle,
    )
    app.state.seal = Seal()
    app.state.meter = metrics.Meter()
    for room in (*READING, *(() if read_only else WRITING)):
        app.include_router(room.make_router(library))
    app.mount("/static", StaticFiles(directory=str(files("sayso.server") / "static")))
    app.openapi = lambda: api.describe_api(app)  # type: ignore[method-assign]
    app.add_route(f"{api.PREFIX}/openapi.json", lambda _: JSONResponse(app.openapi()), include_in_schema=False)
    _tell_problems(app)
    most_bytes = settings.page_bytes + FORM_BYTES
    return Guard(
        app.state.meter.wrap(wrap_wire(app)),
        token=token,
        hosts=hosts,
        most_bytes=most_bytes,
        read_only=read_only,
        own=visits.OWN,
    )


@asynccontextmanager
async def _settle(_: FastAPI) -> AsyncIterator[None]:
    """While the application runs: few threads, and what was loaded until here stays for good, so that Python's
    collector need not look through it again and again."""
    current_default_thread_limiter().total_tokens = THREADS
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    load_templates()
    gc.freeze()
    yield
    gc.unfreeze()
    sys.setswitchinterval(interval)


def _tell_problems(app: FastAPI) -> None:
    """Errors as pages for people and as problem documents for programs."""

    @app.exception_handler(UnknownIdError)
    def tell_unknown(request: Request, error: UnknownIdError) -> Response:
        return _tell(request, HTTPStatus.NOT_FOUND, str(error))

    @app.exception_handler(BadCursorError)
    def tell_cursor(request: Request, error: BadCursorError) -> Response:
        return _tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    @app.exception_handler(BadFormError)
    def tell_form(request: Request, error: BadFormError) -> Response:
        return _tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    @app.exception_handler(InputError)
    def tell_input(request: Request, error: InputError) -> Response:
        return _tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    @app.exception_handler(SaysoError)
    def tell_archive(request: Request, error: SaysoError) -> Response:
        return _tell(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @app.exception_handler(RequestValidationError)
    def tell_question(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return _tell(request, HTTPStatus.UNPROCESSABLE_ENTITY, faults)

    @app.exception_handler(HTTPException)
    def tell_http(request: Request, error: HTTPException) -> Response:
        text = say("problem.no_page") if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
        answer = _tell(request, HTTPStatus(error.status_code), text)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            answer.headers["allow"] = ", ".join(_list_methods(app, request))
        return answer

    @app.exception_handler(Exception)
    def tell_fault(request: Request, _: Exception) -> Response:
        return _tell(request, HTTPStatus.INTERNAL_SERVER_ERROR, say("problem.fault"))


def _list_methods(app: FastAPI, request: Request) -> list[str]:
    """The methods that this address answers to."""
    methods = {"GET": ["GET", "HEAD"], "POST": ["POST"]}
    known = [m for m in methods if any(r.matches({**request.scope, "method": m})[0] is Match.FULL for r in app.routes)]
    return [name for method in known for name in methods[method]]


def _tell(request: Request, status: HTTPStatus, detail: str) -> Response:
    if request.url.path.startswith(PROGRAMS):
        problem = {"title": status.phrase, "status": status.value, "detail": detail}
        return JSONResponse(problem, status.value, media_type="application/problem+json")
    title = say(f"problem.{status.value}") if status in (404, 422, 503, 500) else status.phrase
    return HTMLResponse(render("problem.html", title=title, detail=detail), status.value)
