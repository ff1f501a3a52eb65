"""What every request and every answer must pass: who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
from collections.abc import Collection, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.server.strings import say

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}

READING = ("GET", "HEAD")

BODY_SECONDS = 60.0
"""How long the body of a request may take to come."""


class Guard:
    """Wraps the application. Only those who know the token may ask (where there is one), and only under the names of
    `hosts` (where given): a foreign page whose name was bent to this machine is turned away. What writes must come from
    one of our own pages, or from a program; nothing may be longer than `most_bytes`."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str | None,
        hosts: Collection[str] | None,
        most_bytes: int,
        read_only: bool = True,
        own: Collection[str] = (),
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        """`own` are addresses that may be sent to even where nothing is written: they change no archive."""
        self._app = app
        self._token = token
        self._hosts = hosts
        self._most_bytes = most_bytes
        self._read_only = read_only
        self._own = own
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refuse(scope["method"], scope["path"], Headers(scope=scope))
            # a HEAD is answered as a GET; the server sends no body with it
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            await (refusal or self._app)({**scope, "method": method}, self._measured(receive), _guarded(send))

    def _refuse(self, method: str, path: str, headers: Headers) -> ASGIApp | None:
        """The answer to a request that may not pass."""
        if self._hosts is not None and read_host(headers.get("host", "")) not in self._hosts:
            return tell_plainly(path, 421, say("guard.host"))
        if self._token is not None and not knows_token(headers.get("authorization", ""), self._token):
            return tell_plainly(path, 401, say("guard.token"), {"www-authenticate": 'Basic realm="sayso"'})
        if method not in READING and self._read_only and not (method == "POST" and path in self._own):
            return tell_plainly(path, 405, say("guard.method"), {"allow": ", ".join(READING)})
        if method not in READING and not is_own(headers):
            return tell_plainly(path, 403, say("guard.foreign"))
        if read_length(headers.get("content-length", "0")) > self._most_bytes:
            return tell_plainly(path, 413, say("guard.long"))
        return None

    def _measured(self, receive: Receive) -> Receive:
        """Stops a body that grows beyond the limit, whatever its header said, or that takes too long to come."""
        taken = 0
        is_whole = False
        deadline = asyncio.get_running_loop().time() + self._body_seconds

        async def receive_measured() -> Message:
            nonlocal taken, is_whole
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, say("guard.slow").strip()) from error
            is_whole = not message.get("more_body", False)
            taken += len(message.get("body", b""))
            if taken > self._most_bytes:
                raise HTTPException(413, say("guard.long").strip())
            return message

        return receive_measured


PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")
"""Beginnings of addresses that programs ask."""


def tell_plainly(path: str, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal: a problem document for programs, a line of text for everybody else."""
    if not path.startswith(PROGRAMS):
        return PlainTextResponse(text, status, headers)
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": text.strip()}
    return JSONResponse(problem, status, headers, media_type="application/problem+json")


def is_own(headers: Headers) -> bool:
    """Whether a request that writes comes from a page of this server, or from no page at all. Browsers say which."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


def read_length(header: str) -> int:
    """The length that a header declares; 0 where it is none, for then the body is measured as it comes."""
    return int(header) if header.isascii() and header.isdecimal() and len(header) < 19 else 0


def read_host(header: str) -> str:
    """The host of a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def knows_token(authorization: str, token: str) -> bool:
    """Whether the header bears the token: `Bearer TOKEN`, or `Basic` with the token as password."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return _is_same(given.strip(), token)
    if scheme.lower() != "basic":
        return False
    try:
        pair = base64.b64decode(given.strip(), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return False
    return _is_same(pair.partition(":")[2], token)


def _is_same(given: str, token: str) -> bool:
    """Compared in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode(), token.encode())


def _guarded(send: Send) -> Send:
    """Puts the headers on every answer."""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_guarded
