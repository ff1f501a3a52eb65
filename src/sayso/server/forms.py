"""What a form sends, and how it is known for one of ours."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from typing import Annotated, NamedTuple
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from sayso.errors import SaysoError
from sayso.server.strings import say

MOST_FIELDS = 40
SEAL_SECONDS = 12 * 3600
SEAL_STEP = 600
SEAL_FIELD = "seal"

_BOUNDARY = re.compile(rb'boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)
_PARAMETER = re.compile(r'\b(name|filename)="((?:[^"\\]|\\.){0,400})"')


class BadFormError(SaysoError):
    """What was sent is no form of these pages."""


class Upload(NamedTuple):
    """A file that came with a form. `name` is what the browser says; nothing is looked for under it."""

    name: str
    data: bytes


class Form(NamedTuple):
    """The fields of a form: text without white space around it; empty fields are left out."""

    fields: dict[str, str]
    file: Upload | None = None

    def need(self, name: str) -> str:
        """The text of this field. Raises `BadFormError` where it was left empty."""
        if name not in self.fields:
            raise BadFormError(f"`{name}` is missing.")
        return self.fields[name]


class Seal:
    """A hidden field that only these pages can make: a form that another site made has none. It holds for half a day
    and as long as the server runs."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, now: float | None = None) -> str:
        """`TIME.DIGEST`, the same for some minutes: so is a page that holds it, which need not be sent again."""
        now = time.time() if now is None else now
        stamp = str(int(now - now % SEAL_STEP))
        return f"{stamp}.{self._sign(stamp)}"

    def holds(self, seal: str, now: float | None = None) -> bool:
        """Whether it was made here, not too long ago."""
        stamp, _, digest = seal.partition(".")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 20 and digest.isascii()):
            return False
        age = (time.time() if now is None else now) - int(stamp)
        return hmac.compare_digest(digest, self._sign(stamp)) and age <= SEAL_SECONDS + SEAL_STEP

    def _sign(self, stamp: str) -> str:
        return hmac.new(self._key, stamp.encode(), "sha256").hexdigest()


def read_address(text: str) -> str:
    """The id at the end of the address of a page here; an id stays as it is."""
    return text.strip().rstrip("/").rpartition("/")[2].partition("?")[0].partition("#")[0]


async def read_form(request: Request) -> Form:
    """The form in the body of a request. Raises `BadFormError` where there is none."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
        return read_fields(body)
    boundary = _BOUNDARY.search(kind.encode("latin-1", "replace"))
    if kind.lower().startswith("multipart/form-data") and boundary:
        return read_parts(body, boundary[1])
    raise BadFormError("This is not what the form of the page sends.")


def read_fields(body: bytes) -> Form:
    """The fields of `a=b&c=d`. Raises `BadFormError` where they are too many or no UTF-8."""
    try:
        pairs = parse_qsl(body.decode("ascii"), max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise BadFormError("The fields of the form cannot be read.") from error
    return Form(_fold(pairs))


def read_parts(body: bytes, boundary: bytes) -> Form:
    """The fields and the file of `multipart/form-data` (RFC 7578). Raises `BadFormError` where it is broken."""
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_FIELDS)
    if len(parts) > MOST_FIELDS or len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise BadFormError("The form was cut off on its way, or has too many parts.")
    fields: list[tuple[str, str]] = []
    file = None
    for part in parts[1:-1]:
        head, blank, data = part.partition(b"\r\n\r\n")
        names = dict(_PARAMETER.findall(head.decode("utf-8", "replace")))
        if not blank or "name" not in names:
            raise BadFormError("A part of the form has no name.")
        if "filename" not in names:
            fields.append((names["name"], data.decode("utf-8", "replace")))
        elif names["filename"]:
            file = Upload(names["filename"], data)
    return Form(_fold(fields), file)


def _fold(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {name: text.strip() for name, text in pairs if text.strip()}


# --- what routes ask for ---


def find_seal(request: Request) -> Seal:
    """The seal of the running application."""
    seal: Seal = request.app.state.seal
    return seal


async def read_sealed(request: Request) -> Form:
    """The form of a request. Raises `BadFormError` where none of our pages made it."""
    form = await read_form(request)
    if not find_seal(request).holds(form.fields.get(SEAL_FIELD, "")):
        raise BadFormError(say("desk.stale"))
    return form


Sealed = Annotated[Form, Depends(read_sealed)]
SealToGive = Annotated[Seal, Depends(find_seal)]
