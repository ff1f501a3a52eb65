"""Markdown → its page, by way of HTML; what its front matter says are facts."""

from __future__ import annotations

import re

import msgspec

from sayso.model import Capture, MarkKind, MediaType, Page, PageFacts
from sayso.read.entry import clean_names, name_basis, to_iso

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]{0,2000}\n){1,100}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_VALUE = re.compile(r"^([A-Za-z_-]{1,40}):[ \t]+(.+)$", re.MULTILINE)


def read_markdown(page: str, text: str, capture: Capture) -> Page:
    """The page with this id.

    Raises:
        UnreadableError: it shows no text.
    """
    from markdown_it import MarkdownIt

    from sayso.read.html import read_html

    front = _FRONT.match(text.replace("\r\n", "\n"))
    body = text.replace("\r\n", "\n")[front.end() :] if front else text
    known = _read_front(front[1]) if front else PageFacts()
    markup = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).render(body)
    read = read_html(page, f"<!DOCTYPE html><body><article>{markup}</article></body>", capture)
    headline = known.headline or next(
        (read.text[mark.start : mark.end] for mark in read.marks if mark.kind is MarkKind.HEADLINE), None
    )
    facts = msgspec.structs.replace(known, headline=headline, basis=name_basis(known, "front matter"))
    return msgspec.structs.replace(read, media_type=MediaType.MARKDOWN, facts=facts)


def _read_front(text: str) -> PageFacts:
    values = {name.lower(): value.strip().strip("\"'").strip() for name, value in _VALUE.findall(text)}
    address = values.get("canonical") or values.get("canonical_url") or values.get("url") or ""
    return PageFacts(
        canonical=address if address.startswith(("http://", "https://")) else None,
        headline=values.get("title") or None,
        authors=clean_names((values.get("author") or values.get("authors") or "").strip("[]").split(",")),
        published=to_iso(values.get("date") or values.get("published")),
        modified=to_iso(values.get("lastmod") or values.get("updated")),
        section=values.get("section") or values.get("category") or None,
        outlet=values.get("outlet") or values.get("publisher") or None,
    )
