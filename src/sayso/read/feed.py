"""Feeds (RSS, Atom, JSON Feed) → entries, and one entry → its page.

A feed is cut into one document an entry: a feed of the same kind that holds what names the feed and this entry, each as
it was found. So an entry that stays while the feed goes on is the same page, and is read from its own bytes alone.
"""

from __future__ import annotations

import html
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import msgspec

from sayso.errors import InputError, UnreadableError
from sayso.model import Capture, Discard, Found, MarkKind, MediaType, Page, PageFacts
from sayso.read import page_id
from sayso.read.xml import Document, Element, parse_xml

_ENTRIES = ("item", "entry", "atom:entry")
_JSON_HEAD = ("version", "title", "home_page_url", "language", "authors", "author")
_HEAD = ("title", "link", "language", "dc:language", "dc:creator", "author")
_MOST_HEAD = 8_000  # bytes of one element that names the feed, which is kept with every entry
_MOST_NAMING = 20
_MARKUP = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.I
)
_NAMED_ADDRESS = re.compile(r"^\S+@\S+\s+\((.{1,120})\)$")
_PREFIXED = re.compile(r"<(/?)[A-Za-z][\w.-]{0,30}:(?=[a-z])")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:[T ]\d\d?:\d\d.{0,25})?")


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    title: str | None
    link: str | None
    authors: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says. `title` and `content` are HTML."""

    kind: MediaType
    id: str | None
    link: str | None
    title: str
    content: str
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    outlet: str | None
    language: str | None


# --- a feed → one document an entry -----------------------------------------------------------------------------------


def cut_feed(text: str, path: str, capture: Capture) -> Iterator[Found | Discard]:
    """Each entry as a page of its own; those without text, and the rest of a feed that breaks off, as discards.

    Raises:
        UnreadableError: it is no feed, or holds no entry.
        TooLargeError: it has more elements than any feed.
    """
    cut = _cut_json(text) if text.lstrip().startswith("{") else _cut_xml(parse_xml(text))
    count = 0
    for data, entry in cut:
        count += 1
        if isinstance(entry, str):
            yield Discard(
                input=path, station="read", reason=f"{path}: this feed is broken after {count - 1} entries, {entry}."
            )
            return
        name = f"{path}#{entry.id or entry.link or count}"
        if not entry.content.strip():
            yield Discard(input=name, station="read", reason=f"{name}: this entry of the feed has no text of its own.")
            continue
        yield Found(
            capture=Capture(
                page=page_id(data),
                path=None if entry.link else name,
                url=entry.link,
                retrieved=capture.retrieved,
                container=name,
            ),
            data=data,
        )
    if not count:
        raise UnreadableError("this feed holds no entry.")


def _cut_xml(document: Document) -> Iterator[tuple[bytes, Entry | str]]:
    root = document.root
    channel = root.find("channel") or root
    naming = [document.cut(part) for part in channel.children if _names_feed(part)]
    parts = [part for part in naming if len(part) <= _MOST_HEAD][:_MOST_NAMING]
    opening, closing = _wrap(document, root)
    if channel is not root:
        inner, end = _wrap(document, channel)
        if _holds_entries(channel):
            opening, closing = opening + b"\n" + inner, end + b"\n" + closing
        else:
            parts = [inner, *parts, end]
    if len(opening) > _MOST_HEAD:
        raise UnreadableError("the first tags of this feed are larger than any feed's.")
    head = _read_head(document, channel)
    for element in _find_entries(root, channel):
        data = b"\n".join((opening, *parts, document.cut(element), closing, b""))
        yield data, _read_element(document, head, element)
    if document.broken is not None:
        yield b"", document.broken


def _names_feed(part: Element) -> bool:
    """Whether it says what the feed is, and not how it stands today."""
    return part.name.removeprefix("atom:") in _HEAD and part.attributes.get("rel", "alternate") == "alternate"


def _holds_entries(element: Element) -> bool:
    return any(child.name in _ENTRIES for child in element.children)


def _find_entries(root: Element, channel: Element) -> Iterator[Element]:
    yield from channel.find_all(*_ENTRIES)
    if channel is not root:
        yield from root.find_all(*_ENTRIES)


def _wrap(document: Document, element: Element) -> tuple[bytes, bytes]:
    """Its start tag and end tag."""
    start = document.source[element.start : element.inner]
    name = re.split(rb"[\s/>]", start[1:], maxsplit=1)[0]
    return re.sub(rb"\s*/>$", b">", start), b"</" + name + b">"


def _cut_json(text: str) -> Iterator[tuple[bytes, Entry | str]]:
    feed = _load_json(text)
    head = {key: feed[key] for key in _JSON_HEAD if key in feed and len(_dump_json(feed[key])) <= _MOST_HEAD}
    for item in feed["items"]:
        if isinstance(item, dict):
            document = {**head, "items": [item]}
            yield _dump_json(document), _read_item(head, item)


def _dump_json(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError as error:
        raise UnreadableError("this JSON Feed is nested too deeply.") from error


def _load_json(text: str) -> dict[str, Any]:
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this JSON Feed cannot be parsed ({error}).") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise UnreadableError("this JSON Feed holds no list of items.")
    return feed


# --- one entry → its page ---------------------------------------------------------------------------------------------


def read_entry(page: str, text: str, capture: Capture) -> Page:
    """The page with this id, from the document of one entry: its headline, then its content.

    Raises:
        UnreadableError: it cannot be parsed, has not exactly one entry, or one without text.
        TooLargeError: it has more elements than any feed.
    """
    from sayso.read.html import read_html

    try:
        cut = _cut_json(text) if text.lstrip().startswith("{") else _cut_xml(parse_xml(text))
        entries = [entry for _, entry in cut]
    except InputError as error:
        raise type(error)(f"{capture.place}: {error}") from error
    if len(entries) != 1 or isinstance(entries[0], str):
        raise UnreadableError(f"{capture.place} is a feed of {len(entries)} entries, not one; add it as a file.")
    entry = entries[0]
    headline = f"<h1>{entry.title}</h1>" if entry.title else ""
    read = read_html(page, f"<!DOCTYPE html><body><article>{headline}\n{entry.content}</article></body>", capture)
    facts = PageFacts(
        canonical=entry.link,
        outlet=entry.outlet,
        headline=_find_headline(read) if entry.title else None,
        authors=entry.authors,
        published=entry.published,
        modified=entry.modified,
    )
    return msgspec.structs.replace(read, media_type=entry.kind, facts=facts, language=read.language or entry.language)


def _find_headline(page: Page) -> str | None:
    return next((page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.HEADLINE), None)


def _read_head(document: Document, channel: Element) -> Head:
    language = channel.text_of("language", "dc:language") or document.root.attributes.get("xml:lang") or ""
    return Head(
        title=_title_of(document, channel),
        link=_find_link(channel),
        authors=_find_authors(channel),
        language=language[:2].lower() or None,
    )


def _read_element(document: Document, head: Head, entry: Element) -> Entry:
    """An entry of RSS or Atom: elements of the one are found in feeds of the other."""
    source = entry.find("source", "atom:source", "dc:source")
    return Entry(
        kind=MediaType.RSS if entry.name == "item" else MediaType.ATOM,
        id=entry.text_of("guid", "atom:id", "id") or entry.attributes.get("rdf:about"),
        link=_absolute(head.link, _find_link(entry) or _permalink(entry)),
        title=_to_html(document, entry.find("title", "atom:title", "dc:title")),
        content=next(_contents(document, entry), ""),
        authors=_find_authors(entry) or head.authors,
        published=_to_iso(entry.text_of(*_PUBLISHED)),
        modified=_to_iso(entry.text_of(*_MODIFIED)),
        outlet=(_title_of(document, source) if source else None) or head.title,
        language=head.language,
    )


_PUBLISHED = (
    "pubDate",
    "atom:published",
    "dcterms:issued",
    "dc:date",
    "atom:issued",
    "published",
    "dcterms:created",
    "atom:created",
)
_MODIFIED = ("atom:updated", "updated", "dcterms:modified", "atom:modified")
_CONTENTS = (
    "content:encoded",
    "atom:content",
    "content",
    "xhtml:body",
    "xhtml:div",
    "body",
    "fullitem",
    "description",
    "dc:description",
    "atom:summary",
    "summary",
)


def _contents(document: Document, entry: Element) -> Iterator[str]:
    """The texts of an entry, the fullest kind first."""
    return (text for name in _CONTENTS for child in entry.find_all(name) if (text := _to_html(document, child)).strip())


def _to_html(document: Document, element: Element | None) -> str:
    """What an element of text holds, as HTML: escaped markup, markup in line, plain text, or any of them in base64."""
    if element is None:
        return ""
    kind, mode = element.attributes.get("type", "").lower(), element.attributes.get("mode", "").lower()
    if element.children:
        return _PREFIXED.sub(r"<\1", document.inside(element))
    text = element.text
    if mode == "base64" or (kind and "/" in kind and not _is_text(kind) and element.name.startswith("atom:")):
        text = _decode_base64(text)
    plain = kind in ("text", "text/plain") or (element.name.startswith("atom:") and not kind and mode != "escaped")
    return html.escape(text, quote=False) if plain or not _MARKUP.search(text) else text


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("xml", "html"))


def _decode_base64(text: str) -> str:
    try:
        return b64decode(text, validate=False).decode()
    except ValueError:
        return ""


def _title_of(document: Document, element: Element) -> str | None:
    named = element.find("title", "atom:title", "dc:title")
    name = _strip_markup(_to_html(document, named)) if named else element.text if not element.children else ""
    return name[:200] or None


def _strip_markup(markup: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub(lambda tag: "" if tag[0][0] == "<" else tag[0], markup)).split())


def _find_link(element: Element) -> str | None:
    """Where it is to be read: the text of `link`, or the `href` of one that is no other relation."""
    for link in element.find_all("link", "atom:link"):
        if link.text:
            return link.text
        if link.attributes.get("rel", "alternate") == "alternate" and link.attributes.get("href"):
            return link.attributes["href"].strip()
    return None


def _permalink(entry: Element) -> str | None:
    guid = entry.find("guid", "atom:id")
    if guid is None or guid.attributes.get("isPermaLink", "true") != "true":
        return None
    return guid.text if guid.text.startswith(("http://", "https://")) else None


def _absolute(base: str | None, link: str | None) -> str | None:
    try:
        address = urljoin(base or "", link or "").strip()
    except ValueError:
        return None
    return address[:2_000] if address.startswith(("http://", "https://")) else None


def _find_authors(element: Element) -> tuple[str, ...]:
    names = [author.text_of("atom:name", "name") or author.text for author in element.find_all("author", "atom:author")]
    names = names if any(names) else [author.text for author in element.find_all("dc:creator", "dc:author")]
    return _clean_names(names)


def _clean_names(names: Iterable[object]) -> tuple[str, ...]:
    """Names without the address before them; an address alone is none."""
    texts = (name.strip() for name in names if isinstance(name, str))
    bare = (named[1] if (named := _NAMED_ADDRESS.match(name)) else name for name in texts)
    return tuple(dict.fromkeys(name[:120] for name in bare if name and "@" not in name and "://" not in name))[:20]


def _to_iso(printed: str | None) -> str | None:
    """A date of RFC 822 as one of ISO 8601; one of ISO 8601 as it is; None for anything else."""
    if printed is None or _ISO.match(printed):
        return printed[:40] if printed else None
    try:
        return parsedate_to_datetime(printed[:100]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_item(feed: Mapping[str, Any], item: Mapping[str, Any]) -> Entry:
    """An item of a JSON Feed."""
    markup, plain = _string(item, "content_html"), _string(item, "content_text") or _string(item, "summary")
    link = _string(item, "url") or _string(item, "external_url")
    identity = item.get("id")
    paragraphs = "".join(
        f"<p>{html.escape(line, quote=False)}</p>\n" for line in (plain or "").splitlines() if line.strip()
    )
    return Entry(
        kind=MediaType.JSON_FEED,
        id=str(identity) if isinstance(identity, str | int) else None,
        link=_absolute(_string(feed, "home_page_url"), link),
        title=html.escape(_string(item, "title") or "", quote=False),
        content=markup or paragraphs,
        authors=_find_people(item) or _find_people(feed),
        published=_to_iso(_string(item, "date_published")),
        modified=_to_iso(_string(item, "date_modified")),
        outlet=_string(feed, "title"),
        language=(_string(item, "language") or _string(feed, "language") or "")[:2].lower() or None,
    )


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _find_people(record: Mapping[str, Any]) -> tuple[str, ...]:
    people = record.get("authors")
    listed = people if isinstance(people, list) else [record.get("author")]
    return _clean_names(person.get("name") for person in listed if isinstance(person, dict))
