"""XML → a tree of elements that know their bytes. Nothing is fetched and no entity is expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import entities
from xml.parsers import expat  # nosec: entity declarations are refused, and no external one is loaded

from sayso.errors import TooLargeError, UnreadableError

DEEPEST = 500  # elements inside one another
MOST_ELEMENTS = 1_000_000
MOST_NAMESPACES = 200

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
_FOREIGN = '<!DOCTYPE any SYSTEM "any">'  # with it, an entity that is not declared is no error
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,30};)")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_START_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")

_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""Namespace → the prefix that we know it by; elements of any other keep the prefix that was printed."""


def _fold(namespace: str) -> str:
    """Many feeds print a namespace in other cases, or with a slash more or less."""
    return namespace.strip().lower().rstrip("/#")


_KNOWN = {_fold(namespace): prefix for namespace, prefix in _NAMESPACES.items()}


@dataclass(slots=True)
class Element:
    """An element, by its name in lower case with the prefix of `_NAMESPACES`; its attributes' names are in lower case
    too. `source[start:end]` is all of it, `source[inner:tail]`
    what it holds."""

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    tail: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own characters, those of its children left out."""
        return "".join(self.parts).strip()

    def find(self, *names: str) -> Element | None:
        """The first child of the first of these names that there is."""
        return next((child for name in names for child in self.children if child.name == name), None)

    def find_all(self, *names: str) -> Iterator[Element]:
        return (child for child in self.children if child.name in names)

    def text_of(self, *names: str) -> str | None:
        """The characters of the first child, in the order of the names, that holds any."""
        return next((child.text for name in names for child in self.find_all(name) if child.text), None)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes (UTF-8) that were parsed, the root, and what broke off the parse, where something did."""

    source: bytes
    root: Element
    broken: str | None = None

    def cut(self, element: Element) -> bytes:
        """The element as it stands."""
        return self.source[element.start : element.end]

    def inside(self, element: Element) -> str:
        """What it holds, as markup."""
        return self.source[element.inner : element.tail].decode()


def parse_xml(text: str, *, hollow: frozenset[str] = frozenset()) -> Document:
    """The tree. Bare ampersands and characters that XML forbids are mended where the text cannot be parsed without;
    where it still breaks off, the tree holds what stands before. Of elements with a name in `hollow` only the places
    are kept, not what they hold.

    Raises:
        UnreadableError: it declares entities, is nested too deeply, or has no element at all.
        TooLargeError: it has too many elements.
    """
    source = prepare_xml(text)
    document = _parse(source, hollow)
    if document is None or document.broken is not None:
        mended = prepare_xml(_BARE.sub("&amp;", _NOT_XML.sub("", text)))
        document = (_parse(mended, hollow) if mended != source else None) or document
    if document is None:
        raise UnreadableError("it is no XML that can be parsed.")
    return document


def prepare_xml(text: str) -> bytes:
    """The text, or its beginning, as it is parsed: without declaration, with a document type."""
    text = _DECLARATION.sub("", text, count=1).lstrip()
    head = "" if _DOCTYPE.search(text[:10_000]) else _FOREIGN
    return (head + text).encode("utf-8", "replace")


def _parse(source: bytes, hollow: frozenset[str]) -> Document | None:
    builder = Builder(source, hollow)
    broken = None
    try:
        builder.parser.Parse(source, True)
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    if builder.root is None:
        return None
    builder.close_open()
    return Document(source, builder.root, broken)


class Builder:
    """Hears the parser and keeps the tree. The `source` is what is parsed, from its byte `base` on."""

    def __init__(self, source: bytes, hollow: frozenset[str]) -> None:
        self.source = source
        self.base = 0
        self._hollow = hollow
        self.root: Element | None = None
        self.opened: list[Element] = []
        self._spaces: list[dict[str, str]] = [{"xml": "xml"}]
        self.count = 0
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        parser.ExternalEntityRefHandler = lambda *_: 1  # heard of, never fetched
        parser.EntityDeclHandler = _refuse_entity
        parser.SkippedEntityHandler = self._skip
        parser.StartElementHandler = self.start_element
        parser.EndElementHandler = self.end_element
        parser.CharacterDataHandler = self._write

    def start_element(self, printed: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise TooLargeError(f"it has more than {MOST_ELEMENTS:,} elements.")
        if len(self.opened) >= DEEPEST:
            raise UnreadableError(f"its elements stand more than {DEEPEST} deep inside one another.")
        self._spaces.append(_declare(self._spaces[-1], attributes))
        start = self.parser.CurrentByteIndex
        tag = _START_TAG.match(self.source, start - self.base)
        known = {self._rename(name, attribute=True): value for name, value in attributes.items()}
        element = Element(self._rename(printed), known, start, tag.end() + self.base if tag else start)
        if self.opened:
            self.opened[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self.opened.append(element)

    def _rename(self, printed: str, *, attribute: bool = False) -> str:
        prefix, colon, local = printed.rpartition(":")
        if attribute and not colon:
            return printed.lower()
        known = self._spaces[-1].get(prefix, prefix)
        return f"{known}:{local}".lower() if known else local.lower()

    def end_element(self, _: str) -> None:
        element = self.opened.pop()
        self._spaces.pop()
        at = self.parser.CurrentByteIndex
        inner = element.inner - self.base
        closed = self.source[inner - 2 : inner] != b"/>" and self.source.startswith(b"</", at - self.base)
        element.tail = at if closed else element.inner
        ended = self.source.find(b">", at - self.base) + 1 if closed else 0
        whole = ended or len(self.source)  # the document breaks off within the tag
        element.end = whole + self.base if closed else element.inner
        if element.name in self._hollow:
            element.children.clear()
            element.parts.clear()

    def _write(self, words: str) -> None:
        if self.opened:
            self.opened[-1].parts.append(words)

    def _skip(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._write(entities.html5.get(name + ";", f"&{name};"))

    def close_open(self) -> None:
        """Take out what was not closed where the document breaks off, but for its outermost elements."""
        for depth, element in enumerate(self.opened):
            element.tail = element.end = len(self.source)
            if depth and element.name not in ("channel", "rdf:rdf"):
                self.opened[depth - 1].children.remove(element)


def _declare(spaces: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    """Printed prefix → known prefix, with what this element declares."""
    declared = {
        name.partition(":")[2]: _KNOWN.get(_fold(value), name.partition(":")[2])
        for name, value in attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    if len(spaces) + len(declared) > MOST_NAMESPACES:
        raise UnreadableError(f"it declares more than {MOST_NAMESPACES} namespaces.")
    return {**spaces, **declared} if declared else spaces


def _refuse_entity(*_: object) -> None:
    raise UnreadableError("it declares entities, which may hide any amount of text.")
