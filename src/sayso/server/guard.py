"""What every request and every answer must pass: who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.server.strings import say

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}

METHODS = ("GET", "HEAD")


class Guard:
    """Wraps the application. Only reading is allowed, only for those who know the token (where there is one), and only
    under the names of `hosts` (where given): a foreign page whose name was bent to this machine is turned away."""

    def __init__(self, app: ASGIApp, *, token: str | None, hosts: Collection[str] | None) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refuse(scope["method"], Headers(scope=scope))
            # a HEAD is answered as a GET; the server sends no body with it
            await (refusal or self._app)({**scope, "method": "GET"}, receive, _guarded(send))

    def _refuse(self, method: str, headers: Headers) -> ASGIApp | None:
        """The answer to a request that may not pass."""
        if self._hosts is not None and read_host(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse(say("guard.host"), 421)
        if self._token is not None and not knows_token(headers.get("authorization", ""), self._token):
            return PlainTextResponse(say("guard.token"), 401, {"www-authenticate": 'Basic realm="sayso"'})
        if method not in METHODS:
            return PlainTextResponse(say("guard.method"), 405, {"allow": ", ".join(METHODS)})
        return None


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
