"""RSS, Atom and CDF → a document for each entry, and what an entry says. Elements of the one are found in feeds of the
other."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from sayso.errors import UnreadableError
from sayso.model import MediaType
from sayso.read.entry import (
    Entry,
    Head,
    clean_names,
    decode_base64,
    has_markup,
    make_absolute,
    strip_markup,
    to_iso,
)
from sayso.read.xml import Document, Element, parse_xml

ENTRIES = frozenset({"item", "entry", "atom:entry"})
_HEAD = ("title", "link", "language", "dc:language", "dc:creator", "author")
MOST_HEAD = 8_000  # bytes of one element that names the feed, which is kept with every entry
MOST_NAMING = 20
_PREFIXED = re.compile(r"<(/?)[A-Za-z][\w.-]{0,30}:(?=[a-z])")

_PUBLISHED = (
    "pubdate",
    "atom:published",
    "dcterms:issued",
    "dc:date",
    "atom:issued",
    "published",
    "issued",
    "dcterms:created",
    "atom:created",
)
_MODIFIED = ("atom:updated", "updated", "dcterms:modified", "atom:modified", "modified")
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
    "itunes:summary",
    "media:description",
    "abstract",
)
_TITLES = ("title", "atom:title", "dc:title", "media:title")


# --- a feed → one document an entry -----------------------------------------------------------------------------------


def cut_xml(text: str) -> Iterator[bytes]:
    """A feed of one entry for each entry, as found: what names the feed, and the entry. Of the entries only their
    places are held.

    Raises:
        UnreadableError: it is no XML; or it breaks off, after the entries that stand before.
        TooLargeError: it has more elements than any feed.
    """
    document = parse_xml(text, hollow=ENTRIES)
    root, channel = document.root, _find_channel(document)
    opening, closing = make_frame(
        _start_tag(document, root),
        None if channel is root else _start_tag(document, channel),
        [document.cut(part) for part in channel.children if names_feed(part)],
        inside=any(child.name in ENTRIES for child in channel.children),
    )
    entries = list(_find_entries(root, channel))
    for element in entries:
        yield b"\n".join((opening, document.cut(element), closing, b""))
    if document.broken is not None:
        raise UnreadableError(f"this feed is broken after {len(entries)} entries, {document.broken}.")


def make_frame(root: bytes, channel: bytes | None, naming: Sequence[bytes], *, inside: bool) -> tuple[bytes, bytes]:
    """What stands before and after an entry in a document of its own: the tags around it, and what names the feed.

    `root` and `channel` are start tags; `inside`: entries stand in the channel, not beside it.

    Raises:
        UnreadableError: the tags are larger than any feed's.
    """
    parts = [part for part in naming if len(part) <= MOST_HEAD][:MOST_NAMING]
    opening, closing = _wrap(root)
    if channel is not None:
        inner, end = _wrap(channel)
        if inside:
            opening, closing = opening + b"\n" + inner, end + b"\n" + closing
        else:
            parts = [inner, *parts, end]
    if len(opening) > MOST_HEAD:
        raise UnreadableError("the first tags of this feed are larger than any feed's.")
    return b"\n".join((opening, *parts)), closing


def _find_channel(document: Document) -> Element:
    return document.root.find("channel") or document.root


def names_feed(part: Element) -> bool:
    """Whether it says what the feed is, and not how it stands today."""
    return part.name.removeprefix("atom:") in _HEAD and part.attributes.get("rel", "alternate") == "alternate"


def _find_entries(root: Element, channel: Element) -> Iterator[Element]:
    yield from channel.find_all(*ENTRIES)
    if channel is not root:
        yield from root.find_all(*ENTRIES)


def _start_tag(document: Document, element: Element) -> bytes:
    return document.source[element.start : element.inner]


def _wrap(start: bytes) -> tuple[bytes, bytes]:
    """A start tag that does not close itself, and its end tag."""
    name = re.split(rb"[\s/>]", start[1:], maxsplit=1)[0]
    return re.sub(rb"\s*/>$", b">", start), b"</" + name + b">"


# --- what a feed and its entries say ----------------------------------------------------------------------------------


def read_xml(text: str, address: str | None) -> tuple[Head, list[Entry]]:
    """What a feed found at this address says of itself, and its entries; those before a break, where it breaks off.

    Raises:
        UnreadableError: it is no XML.
        TooLargeError: it has more elements than any feed.
    """
    document = parse_xml(text)
    channel = _find_channel(document)
    base = _base_of(address, document.root)
    base = _base_of(base, channel) if channel is not document.root else base
    head = _read_head(document, channel, base)
    base = base if base != address else head.link or address
    return head, [_read_element(document, head, entry, base) for entry in _find_entries(document.root, channel)]


def _base_of(base: str | None, element: Element) -> str | None:
    """Where relative addresses inside the element start from: its `xml:base`, else where they do outside of it."""
    own = element.attributes.get("xml:base")
    return make_absolute(base, own) or base if own else base


def _read_head(document: Document, channel: Element, base: str | None) -> Head:
    language = (
        channel.text_of("language", "dc:language")
        or channel.attributes.get("xml:lang")
        or document.root.attributes.get("xml:lang")
        or ""
    )
    return Head(
        title=_title_of(document, channel),
        link=_find_link(channel, base),
        authors=_find_authors(channel),
        language=language[:2].lower() or None,
    )


def _read_element(document: Document, head: Head, entry: Element, base: str | None) -> Entry:
    named = entry.find("source", "atom:source", "dc:source")
    source = _title_of(document, named) if named else None
    return Entry(
        kind=MediaType.RSS if entry.name == "item" else MediaType.ATOM,
        id=entry.text_of("guid", "atom:id", "id") or entry.attributes.get("rdf:about"),
        link=_find_link(entry, _base_of(base, entry)) or _permalink(entry),
        title=_to_html(document, entry.find(*_TITLES)),
        content=next(_contents(document, entry), ""),
        authors=_find_authors(entry) or head.authors,
        published=to_iso(entry.text_of(*_PUBLISHED)),
        modified=to_iso(entry.text_of(*_MODIFIED) or entry.attributes.get("lastmod")),
        outlet=source or head.title,
        carrier=head.title if source and source != head.title else None,
        section=_find_section(entry),
        language=(entry.attributes.get("xml:lang") or "")[:2].lower() or head.language,
    )


def _contents(document: Document, entry: Element) -> Iterator[str]:
    """The texts of an entry, the fullest kind first; last, those that stand with its media."""
    for holder in (entry, *entry.find_all("media:group")):
        children = (child for name in _CONTENTS for child in holder.find_all(name))
        yield from (text for child in children if (text := _to_html(document, child)).strip())


def _to_html(document: Document, element: Element | None) -> str:
    """What an element of text holds, as HTML: escaped markup, markup in line, plain text, or any of them in base64."""
    if element is None:
        return ""
    kind, mode = element.attributes.get("type", "").lower(), element.attributes.get("mode", "").lower()
    if element.children:
        return _PREFIXED.sub(r"<\1", document.inside(element))
    text = element.text
    if mode == "base64" or (kind and "/" in kind and not _is_text(kind) and element.name.startswith("atom:")):
        text = decode_base64(text)
    plain = kind in ("text", "text/plain") or (element.name.startswith("atom:") and not kind and mode != "escaped")
    return html.escape(text, quote=False) if plain or not has_markup(text) else text


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("xml", "html"))


def _title_of(document: Document, element: Element) -> str | None:
    named = element.find(*_TITLES)
    name = strip_markup(_to_html(document, named)) if named else element.text if not element.children else ""
    return name[:200] or None


def _find_link(element: Element, base: str | None) -> str | None:
    """Where it is to be read: the text of `link`, or the `href` of one that is no other relation."""
    for link in element.find_all("link", "atom:link"):
        own = link.attributes.get("href") if link.attributes.get("rel", "alternate") == "alternate" else None
        address = link.text or own
        if address:
            return make_absolute(_base_of(base, link), address)
    return make_absolute(base, element.attributes.get("href")) if "href" in element.attributes else None


def _permalink(entry: Element) -> str | None:
    guid = entry.find("guid", "atom:id", "id")
    if guid is None or guid.attributes.get("ispermalink", "true") != "true":
        return None
    return make_absolute(None, guid.text)


_SECTIONS = ("category", "atom:category", "dc:subject", "itunes:category", "media:category")
_NAMES = ("label", "term", "text")


def _find_section(entry: Element) -> str | None:
    """The first category: what it is called, else its term."""
    for category in entry.find_all(*_SECTIONS):
        name = category.text or next((category.attributes[key] for key in _NAMES if key in category.attributes), "")
        if name.strip():
            return strip_markup(name)[:120]
    return None


def _find_authors(element: Element) -> tuple[str, ...]:
    names = [author.text_of("atom:name", "name") or author.text for author in element.find_all("author", "atom:author")]
    names = (
        names
        if any(names)
        else [author.text for author in element.find_all("dc:creator", "dc:author", "itunes:author")]
    )
    return clean_names(names)
