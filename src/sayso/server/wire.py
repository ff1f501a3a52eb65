"""How answers travel: unchanged ones are not sent again (ETag and 304), long ones are packed (gzip)."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORTEST_PACKED = 1_000
"""Bytes from which on an answer is packed."""


def wrap_wire(app: ASGIApp) -> ASGIApp:
    """The application with its answers tagged and packed."""
    return GZipMiddleware(Tagger(app), minimum_size=SHORTEST_PACKED, compresslevel=5)


class Tagger:
    """Gives each answer to a GET an ETag made from its bytes; who has that one already gets a 304 without a body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: list[Message] = []
        parts: list[bytes] = []

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await _send_tagged(start[0], b"".join(parts), Headers(scope=scope), send)

        await self._app(scope, receive, gather)


async def _send_tagged(start: Message, body: bytes, asked: Headers, send: Send) -> None:
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
