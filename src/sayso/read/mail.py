"""A mail → its page: the part that a reader is shown, without the preview text that she is not. Attachments are
passed over. A page that a browser saved whole (MHTML) has the form of a mail, and is read as the HTML that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import default
from html import escape
from typing import Any

import msgspec
from resiliparse.parse.html import HTMLTree

from sayso.errors import UnreadableError
from sayso.model import Capture, MarkKind, MediaType, Page, PageFacts
from sayso.read import page_id
from sayso.read.entry import name_basis
from sayso.read.plain import read_plain
from sayso.read.text import decode_page

_BAD_MAIL = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the standard library raises on headers and parts that are none."""
_MOST_STYLE = 200_000
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/)){0,5000}\*/")
_SIMPLE = re.compile(r"[a-z0-9]{0,12}[.#][A-Za-z_][\w-]{0,80}")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CODE = re.compile(r"\d\w{9}|\w{9}\d")  # in the place of a name, by a service that sends letters for others
_HEADLINES = (MarkKind.HEADLINE, MarkKind.HEADING)


def read_mail(data: bytes, capture: Capture) -> Page:
    """The page of a mail: the text of its HTML part, else of its plain one. The subject stands above a body that has no
    heading of its own.

    Raises:
        UnreadableError: it has no part with text, or one that cannot be decoded.
    """
    message = _parse(data, capture)
    part = _find_body(message)
    if part is None:
        raise UnreadableError(f"{capture.place} is a mail without text; its attachments are not read.")
    payload = part.get_payload(decode=True)
    declared = f"{part.get_content_type()}; charset={part.get_content_charset() or ''}"
    inside = msgspec.structs.replace(capture, content_type=declared)
    text = decode_page(payload if isinstance(payload, bytes) else b"", inside)
    page = page_id(data)
    if is_saved_page(message):
        return _read_saved(page, text, message, inside)
    subject = _read_header(message, "subject")
    read = _read_markup(page, text, subject, inside) if part.get_content_subtype() == "html" else None
    read = read or read_plain(page, text, subject)
    own = any(mark.kind is MarkKind.HEADLINE for mark in read.marks if read.text[mark.start : mark.end] != subject)
    facts = PageFacts(
        outlet=_read_sender(message),
        headline=None if own else subject,
        published=_read_date(message),
        carrier=_read_list(message),
    )
    facts = msgspec.structs.replace(facts, basis=name_basis(facts, "header of the mail"))
    return msgspec.structs.replace(read, media_type=MediaType.MAIL, facts=facts)


def _parse(data: bytes, capture: Capture) -> EmailMessage:
    try:
        return message_from_bytes(data, policy=default)
    except _BAD_MAIL as error:
        raise UnreadableError(f"{capture.place} is a mail that cannot be taken apart ({error}).") from error


def is_saved_page(message: EmailMessage) -> bool:
    """Whether it is MHTML: its parts belong to one page, and what saved it says where that page stood."""
    if message.get_content_type() not in ("multipart/related", "text/html"):
        return False
    sender = _read_header(message, "from") or ""
    return _find_address(message) is not None or sender.lower().startswith("<saved by")


def _find_address(message: EmailMessage) -> str | None:
    for name in ("snapshot-content-location", "content-location"):
        address = _read_header(message, name) or ""
        if address.startswith(("http://", "https://")):
            return address
    return None


def locate_saved(data: bytes, capture: Capture) -> Capture:
    """The capture of a mail; of a saved page, with its address and the time at which it was saved."""
    try:
        message = message_from_bytes(data, policy=default)
    except _BAD_MAIL:
        return capture
    if not is_saved_page(message):
        return capture
    return msgspec.structs.replace(capture, url=_find_address(message), retrieved=_read_moment(message))


def _read_moment(message: EmailMessage) -> str | None:
    try:
        return str(message["date"].datetime.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    except _BAD_MAIL:
        return None


def _read_saved(page: str, text: str, message: EmailMessage, capture: Capture) -> Page:
    from sayso.read.html import read_html

    read = read_html(page, text, capture)
    address = _find_address(message)
    if read.facts.canonical or not address:
        return read
    basis = {**read.facts.basis, "canonical": "address of the saved page"}
    return msgspec.structs.replace(read, facts=msgspec.structs.replace(read.facts, canonical=address, basis=basis))


def _find_body(message: EmailMessage) -> MIMEPart | None:
    try:
        return message.get_body(("html", "plain"))
    except _BAD_MAIL:
        return None


def _read_header(message: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(message[name] or "").split())[:1_000] or None
    except _BAD_MAIL:
        return None


def _read_sender(message: EmailMessage) -> str | None:
    """The sender's display name."""
    try:
        addresses: tuple[Any, ...] = message["from"].addresses
        return next((address.display_name for address in addresses if address.display_name), None)
    except _BAD_MAIL:
        return None


def _read_list(message: EmailMessage) -> str | None:
    """The name of the mailing list that passed it on (RFC 2919: `List-Id: "Harbour watch" <harbour.example.org>`)."""
    name = (_read_header(message, "list-id") or "").partition("<")[0].strip(' "')
    return name[:200] if name and not _CODE.search(name) else None


def _read_date(message: EmailMessage) -> str | None:
    try:
        return str(message["date"].datetime.isoformat())
    except _BAD_MAIL:
        return None


def _read_markup(page: str, markup: str, subject: str | None, capture: Capture) -> Page:
    from sayso.read.html import read_html

    shown = drop_hidden(markup)
    read = read_html(page, shown, capture)
    if not subject or any(mark.kind in _HEADLINES for mark in read.marks):
        return read
    return read_html(page, f"<h1>{escape(subject, quote=False)}</h1>{shown}", capture)


def drop_hidden(markup: str) -> str:
    """The markup without the elements that its own style sheet hides by class or id (preview text, mostly)."""
    tree = HTMLTree.parse(markup)
    if tree.document is None:
        return markup
    styles = "".join(style.text or "" for style in tree.document.query_selector_all("style"))[:_MOST_STYLE]
    hidden = ",".join(dict.fromkeys(_find_hidden(styles)))
    if not hidden:
        return markup
    for element in tree.document.query_selector_all(hidden):
        element.decompose()
    return str(tree)


def _find_hidden(styles: str) -> Iterator[str]:
    """Simple selectors (`.preview`, `div#top`) whose rule hides; rules inside `@media` hold for some screens only."""
    depth, selectors = 0, ""
    for part in re.split(r"([{}])", _COMMENT.sub(" ", styles)):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selectors = part
        elif depth == 1 and "@" not in selectors and _UNSEEN.search(part):
            yield from (name for name in map(str.strip, selectors.split(",")) if _SIMPLE.fullmatch(name))
