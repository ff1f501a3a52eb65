"""One entry of a feed → its page: the headline, then the fullest text that the entry has."""

from __future__ import annotations

import html
import re
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import msgspec

from sayso.model import Capture, MarkKind, MediaType, Page, PageFacts
from sayso.read.plain import read_plain

MOST_NAMES = 20
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.I
)
_UNSHOWN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_MOST_LINE = 10_000
_NAMED_ADDRESS = re.compile(r"^\S+@\S+\s+\((.{1,120})\)$")
_ADDRESSED_NAME = re.compile(r"^([^<>()@]{1,120}?)\s*[<(]\S+@\S+[>)]$")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:[T ]\d\d?:\d\d.{0,25})?")


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    title: str | None = None
    link: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says. `title` and `content` are HTML; `text` is plain, for an entry that has no HTML."""

    kind: MediaType
    id: str | None = None
    link: str | None = None
    title: str = ""
    content: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    carrier: str | None = None  # the feed, where the entry names another source
    section: str | None = None
    language: str | None = None

    @property
    def has_text(self) -> bool:
        return bool(self.content.strip() or self.text.strip())


def make_entry_page(page: str, entry: Entry, capture: Capture) -> Page:
    """The page with this id, of an entry that has text.

    Raises:
        UnreadableError: its markup shows no text.
    """
    from sayso.read.html import read_html

    if entry.content.strip():
        headline = f"<h1>{entry.title}</h1>" if entry.title else ""
        markup = f"<!DOCTYPE html><body><article>{headline}\n{entry.content}</article></body>"
        read = read_html(page, markup, capture)
    else:
        read = read_plain(page, entry.text, strip_markup(entry.title) or None)
    facts = PageFacts(
        canonical=entry.link or capture.url,
        outlet=entry.outlet,
        headline=_find_headline(read) if entry.title else None,
        authors=entry.authors,
        published=entry.published,
        modified=entry.modified,
        section=entry.section,
        carrier=entry.carrier,
    )
    facts = msgspec.structs.replace(facts, basis=name_basis(facts, "entry of the feed"))
    return msgspec.structs.replace(read, media_type=entry.kind, facts=facts, language=read.language or entry.language)


def name_basis(facts: PageFacts, basis: str) -> dict[str, str]:
    """The same basis for each fact that is known."""
    return {field: basis for field in facts.__struct_fields__ if field != "basis" and getattr(facts, field)}


def _find_headline(page: Page) -> str | None:
    return next((page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.HEADLINE), None)


# --- values of feeds of any kind --------------------------------------------------------------------------------------


def has_markup(text: str) -> bool:
    """Whether tags or character references of HTML stand in it."""
    return _MARKUP.search(text) is not None


def strip_markup(markup: str) -> str:
    """The words on one line, without tags and what scripts, styles and comments hold."""
    markup = _UNSHOWN.sub(" ", markup[:_MOST_LINE]) if "<" in markup else markup
    return " ".join(html.unescape(_MARKUP.sub(lambda tag: "" if tag[0][0] == "<" else tag[0], markup)).split())


def decode_base64(text: str) -> str:
    """ "" where it is no base64 of UTF-8."""
    try:
        return b64decode(text, validate=False).decode()
    except ValueError:
        return ""


def make_absolute(base: str | None, link: str | None) -> str | None:
    """The address of a page of the web; None for anything else."""
    try:
        address = urljoin(base or "", (link or "").strip())
    except ValueError:
        return None
    return address[:2_000] if address.lower().startswith(("http://", "https://")) else None


def clean_names(names: Iterable[object]) -> tuple[str, ...]:
    """Names without the mail address beside them; an address alone is none."""
    texts = (" ".join(name.split())[:300] for name in names if isinstance(name, str))
    bare = (_drop_address(name) for name in texts)
    return tuple(dict.fromkeys(name[:120] for name in bare if name and "@" not in name and "://" not in name))[
        :MOST_NAMES
    ]


def _drop_address(name: str) -> str:
    found = _NAMED_ADDRESS.match(name) or _ADDRESSED_NAME.match(name)
    return found[1].strip() if found else name


def to_iso(printed: str | None) -> str | None:
    """A date of RFC 822 as one of ISO 8601; one of ISO 8601 as it is; None for anything else."""
    if printed is None or _ISO.match(printed):
        return printed[:40] if printed else None
    try:
        return parsedate_to_datetime(printed[:100]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_time(printed: str | None) -> datetime | None:
    """The moment of a date as `to_iso` gives it."""
    try:
        return datetime.fromisoformat(printed or "")
    except ValueError:
        return None
