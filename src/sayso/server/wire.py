"""How answers travel: they are made in turns, unchanged ones are not sent again (ETag and 304), long ones are packed
(gzip)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from enum import StrEnum

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORTEST_PACKED = 1_000
"""Bytes from which on an answer is packed."""


def wrap_wire(app: ASGIApp) -> ASGIApp:
    """The application with its answers made in turns, tagged and packed."""
    return GZipMiddleware(Tagger(Turns(app)), minimum_size=SHORTEST_PACKED, compresslevel=5)


class Turns:
    """Lets one request of a kind be answered at a time, the others wait in the order in which they came: what people
    read most, and apart from it what may take long. Two threads that are busy in Python take from each other what they
    gain, for at each row that SQLite gives one waits for the other; and nothing quick shall wait for what takes long.
    What writes waits elsewhere (`Library.writing`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: dict[Kind, asyncio.Semaphore] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # a new loop: who waits in another one cannot be called from here
            self._turns = {kind: asyncio.Semaphore(1) for kind in (Kind.QUICK, Kind.SLOW)}
        turn = self._turns.get(tell_kind(scope["method"], scope["path"])) if scope["type"] == "http" else None
        async with turn or nullcontext():
            await self._app(scope, receive, send)


class Kind(StrEnum):
    """Requests that take turns."""

    QUICK = "quick"
    SLOW = "slow"
    FREE = "free"  # waits for none


QUICK = frozenset({"", "stories", "claims", "articles", "search"})
FREE = frozenset({"healthz", "static"})
"""First parts of addresses: what is answered in a few hundredths of a second, and what takes next to nothing."""


def tell_kind(method: str, path: str) -> Kind:
    """With which requests this one takes turns."""
    room = path.lstrip("/").partition("/")[0]
    if method != "GET" or room in FREE:
        return Kind.FREE
    return Kind.QUICK if room in QUICK else Kind.SLOW


class Tagger:
    """Gives each answer to a GET an ETag made from its bytes; who has that one already gets a 304 without a body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        messages: list[Message] = []

        async def gather(message: Message) -> None:
            messages.append(message)

        try:
            await self._app(scope, receive, gather)
        finally:  # sent when all is made, so that a slow client keeps nobody waiting; also where it is a failure
            if messages:
                await _send_tagged(messages, Headers(scope=scope), send)


async def _send_tagged(messages: Sequence[Message], asked: Headers, send: Send) -> None:
    start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
    headers = MutableHeaders(scope=start)
    if start["status"] == 200:
        headers.setdefault("etag", make_tag(body))
        if is_known(asked.get("if-none-match", ""), headers["etag"]):
            start, body = {**start, "status": 304}, b""
            for name in ("content-length", "content-type"):
                del headers[name]
            start["headers"] = headers.raw
    await send(start)
    await send({"type": "http.response.body", "body": body})


def make_tag(body: bytes) -> str:
    """A weak entity tag: the same bytes give the same tag, packed or not."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def is_known(if_none_match: str, tag: str) -> bool:
    """Whether the header names this tag; weak and strong ones are alike here (RFC 9110, 13.1.2)."""
    given = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return "*" in given or tag.removeprefix("W/") in given
