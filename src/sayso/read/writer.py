"""The lines of an HTML page as they are written from its tokens, and what their elements say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

import msgspec
from msgspec import structs

from sayso.model import MarkKind
from sayso.read.elements import CELLS, Element, Names, read_attributes, read_names
from sayso.read.facts import FACT_TAGS
from sayso.read.outline import Outline
from sayso.read.templates import Written
from sayso.read.tokens import CLOSING, Tokens, unescape_text
from sayso.rules.shape import trim_unseen

_LONGEST_BOLD = 160  # characters of a line in bold that is a heading
_MOSTLY = 0.9  # share of a line's characters in bold that makes it one in bold
_MOST_FACTS = 10_000  # elements of one tag that may hold facts
_MARKED_FACTS = {"link": "canonical", "script": "ld+json"}  # what those elements have that hold facts
_NOWHERE = "#"  # where a link without an address leads: a button
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)")


class _Place(msgspec.Struct, frozen=True, gc=False):
    """What the elements around a text say of it."""

    kind: MarkKind | None = None
    link: str = ""  # the address it leads to
    linked: float = 0.0  # share of its characters in links
    timed: bool = False
    bold: bool = False
    signed: int = 0  # 2 where it names who wrote the article, 1 where it may, -1 where it names others


_PLAIN, _HIDDEN = _Place(), _Place()
"""Told apart by identity: a text that nothing is said of, and one that is not shown."""


_Opened = tuple[bool, _Place, int]
"""Of an element that is open, whether it is a block, and the place and the element of the outline around it."""


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What its elements say of a line."""

    kind: MarkKind | None
    linked: float  # share of its characters in links
    opens_linked: bool  # whether it begins in a link and holds no other
    links: Sequence[str]  # the addresses of its links
    timed: bool
    bold: bool
    lead: str = ""  # its first words, up to the first that are not in bold


class Fact(NamedTuple):
    """An element that holds facts, and its text."""

    attributes: dict[str, str]
    text: str

    def getattr(self, name: str) -> str | None:
        """The value of an attribute; None where there is none."""
        return self.attributes.get(name)


def write_page(markup: str, *, notes_signed: bool = True) -> Writer:
    """What is written of a tree; where a part that is left open for browsers without scripts holds the whole page, of
    that."""
    writer = Writer(notes_signed=notes_signed)
    writer.read(markup)
    if not writer.lines and "<noscript" in markup:
        writer = Writer(notes_signed=notes_signed)
        writer.read(markup.replace("<noscript", "<div").replace("</noscript", "</div"))
    return writer


class Writer:
    """Writes the text of a page line by line, what its elements say of each line, and the elements that hold facts.

    Who signed the page is noted only where this is asked for: the names of all its elements must be read for it.
    """

    def __init__(self, *, notes_signed: bool = True) -> None:
        self.notes_signed = notes_signed
        self.lines: list[str] = []
        self.linked: list[float] = []  # share of each line's characters inside links
        self.headings: list[bool] = []  # whether each line stands in `h1` to `h6`, or is wholly bold
        self.owners: list[int] = []  # the innermost element of the outline around most of each line
        self.outline = Outline()
        self._open = self.outline.open_element
        self.elements: dict[str, list[Fact]] = {tag: [] for tag in FACT_TAGS}
        self.depth = 0
        self.signed: list[tuple[int, int, str]] = []  # of words that say who wrote it: the line, how surely, the words
        self._said: list[_Place | _Said] = []  # of each line
        self._texts: list[str] = []  # of the line that is open; each begins with a character that is not white space
        self._places: list[_Place] = []  # of each text
        self._nodes: list[int] = []  # the element of the outline around each text

    def read(self, markup: str) -> None:
        """All of a tree as it is written out."""
        tokens = Tokens(markup)
        known, read_tag = tokens.known, tokens.read_tag
        opened: list[_Opened | None] = []  # None: one that changes nothing
        place, node, depth = _PLAIN, 0, 0
        texts, places, nodes = self._texts, self._places, self._nodes
        for chunk in tokens:
            head, _, text = chunk.partition(">")
            element, own = known.get(head), ""
            if element is None:
                element, own, text = read_tag(chunk, head, text)
            if element is CLOSING:
                if opened and (closed := opened.pop()) is not None:
                    place, node = self._leave(closed, node)
            elif element.empty:
                self._pass_empty(element, own, place)
            else:
                if place is _HIDDEN or not (element.block or element.says):
                    opened.append(None)
                else:
                    opened.append((element.block, place, node))
                    enter = self._enter_block if element.block else self._enter_inline
                    place, node = enter(element, head, own, place, node)
                if len(opened) > depth:
                    depth = len(opened)
            if text and place is not _HIDDEN:
                if not text.isspace():
                    texts.append(text)
                    places.append(place)
                    nodes.append(node)
                elif texts:
                    texts[-1] += " "
        self.depth = max(self.depth, depth)
        self._end_line()

    # --- elements ----------------------------------------------------------------------------------------------------

    def _enter_block(self, element: Element, head: str, own: str, place: _Place, node: int) -> tuple[_Place, int]:
        """The place and the node of what stands in an element that opens in this place."""
        if self._texts:
            self._end_line()
        if element.hidden:
            return _HIDDEN, node
        if element.kind is not None and element.kind is not place.kind:
            place = structs.replace(place, kind=element.kind)
        if self.notes_signed:
            place = _sign(place, read_names(element.tag, element.head or head))
        return place, self._open(element, head, node, len(self.lines))

    def _leave(self, closed: _Opened, node: int) -> tuple[_Place, int]:
        """The place and the node around an element that closes."""
        block, place, around = closed
        if block:
            if self._texts:
                self._end_line()
            self.outline.lasts[node] = len(self.lines)
        return place, around

    def _enter_inline(self, element: Element, head: str, own: str, place: _Place, node: int) -> tuple[_Place, int]:
        """The same for an element within a line."""
        tag = element.tag
        if element.hidden:
            return _HIDDEN, node
        names = read_names(tag, element.head)
        if names.foreign or names.body:
            node = self.outline.open_element(element, tag, node, len(self.lines))
        if tag == "a":
            place = self._enter_link(element, own, place, names)
        elif tag in CELLS:
            if self._texts:
                self._texts[-1] += " "
        elif tag == "time":
            if own:
                self._note_fact(tag, own)
            place = structs.replace(place, timed=True, kind=element.kind or place.kind)
        elif element.bold or element.kind is not None:
            place = structs.replace(place, bold=element.bold or place.bold, kind=element.kind or place.kind)
        return (_sign(place, names) if self.notes_signed and tag != "a" else place), node

    def _enter_link(self, element: Element, own: str, place: _Place, names: Names) -> _Place:
        signed = place.signed
        if self.notes_signed and signed >= 0 and (names.writer or "/author" in own or "/autor" in own):
            signed = 2
        return _Place(element.kind or place.kind, own or _NOWHERE, 1.0, place.timed, place.bold, signed)

    def _pass_empty(self, element: Element, own: str, place: _Place) -> None:
        if element.block and place is not _HIDDEN:
            self._end_line()
        elif own and element.tag in self.elements and place is not _HIDDEN:
            self._note_fact(element.tag, own)

    def _note_fact(self, tag: str, own: str) -> None:
        if tag in _MARKED_FACTS and _MARKED_FACTS[tag] not in own.casefold():
            return
        if len(self.elements[tag]) < _MOST_FACTS:
            head, _, text = own.partition(">")
            self.elements[tag].append(Fact(read_attributes(head), text))

    # --- lines -------------------------------------------------------------------------------------------------------

    def _end_line(self) -> None:
        texts, places, nodes = self._texts, self._places, self._nodes
        if not texts:
            return
        words = texts[0] if len(texts) == 1 else "".join(texts)
        line = " ".join((unescape_text(words) if "&" in words else words).split())
        if not line.isascii():
            line = trim_unseen(line)
        if line:
            said: _Place | _Said = places[0]
            owner = nodes[0]
            if len(texts) > 1 and not (_is_one(places) and _is_one(nodes)):
                said, owner = self._weigh_up(texts, places, nodes)
                self._note_signed(texts, places)
            elif places[0].signed > 0:
                self.signed.append((len(self.lines), places[0].signed, line))
            self.lines.append(line)
            self.linked.append(said.linked)
            self.headings.append(said is not _PLAIN and _is_heading(said, line))
            self.owners.append(owner)
            self._said.append(said)
        texts.clear()
        places.clear()
        nodes.clear()

    def _weigh_up(self, texts: Sequence[str], places: Sequence[_Place], nodes: Sequence[int]) -> tuple[_Said, int]:
        """What is said of a line of several texts, and the innermost element around most of it."""
        sizes = [len("".join(unescape_text(text).split())) for text in texts]
        owner = nodes[0]
        box = self.outline.find_box(owner)
        if box != owner and _sum_where(sizes, nodes, owner) < _sum_where(sizes, nodes, box):
            owner = box
        return _sum_up(texts, places, sizes), owner

    def _note_signed(self, texts: Sequence[str], places: Sequence[_Place]) -> None:
        """The words of the line that is open which say most surely who wrote it."""
        surest = max(place.signed for place in places)
        if surest > 0:
            own = [text for text, place in zip(texts, places, strict=True) if place.signed == surest]
            self.signed += [(len(self.lines), surest, " ".join(unescape_text(text).split())) for text in own]

    # --- what is said of the lines -----------------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> list[MarkKind | None]:
        """The kind of each line by its elements."""
        return [said.kind for said in self._said]

    @cached_property
    def hosts(self) -> list[str]:
        """Of the last link of each line, the site, if it names one."""
        return [
            read_host(said.link)
            if isinstance(said, _Place)
            else next((host for link in reversed(said.links) if (host := read_host(link))), "")
            for said in self._said
        ]

    @cached_property
    def written(self) -> list[Written]:
        """What its elements say of each line; asked for when the page has been read to its end."""
        return [self._describe_line(number) for number in range(len(self.lines))]

    def _describe_line(self, number: int) -> Written:
        said, line, heading = self._said[number], self.lines[number], self.headings[number]
        box, linked = self.outline.find_box(self.owners[number]), self.linked[number]
        if isinstance(said, _Place):
            opens, led = bool(said.link), 0
        else:
            opens = said.opens_linked
            led = _measure_lead(line, said.lead) if said.lead and not heading and said.kind is None else 0
        return Written(line, box, heading, linked, opens, said.timed, False, said.kind is MarkKind.CAPTION, led)


def _sign(place: _Place, names: Names) -> _Place:
    """The place in an element that names writers, the article's or others; among those of others there is no other."""
    if place.signed < 0 or not (names.writer or names.others):
        return place
    return structs.replace(place, signed=-1 if names.others else max(1, place.signed))


def _is_heading(said: _Place | _Said, line: str) -> bool:
    return (said.kind is not None and said.kind is not MarkKind.CAPTION) or (said.bold and len(line) <= _LONGEST_BOLD)


def _is_one(values: Sequence[object]) -> bool:
    return values.count(values[0]) == len(values)


def _sum_up(texts: Sequence[str], places: Sequence[_Place], sizes: Sequence[int]) -> _Said:
    """What is said of a line, some of which stands in another place than the rest."""
    size = linked = bold = 0
    kind, first, timed = None, None, False
    links: list[str] = []
    for place, own in zip(places, sizes, strict=True):
        size += own
        if own and first is None:
            first = place
        if place is not _PLAIN:
            kind = place.kind or kind
            timed = timed or place.timed
            bold += own if place.bold else 0
            if own and place.link:
                linked += own
                links.append(place.link)
    first = first or places[0]
    return _Said(
        kind,
        linked / max(1, size),
        bool(first.link) and links.count(first.link) == len(links),
        links,
        timed,
        bold >= _MOSTLY * max(1, size),
        _join_bold(texts, places) if first.bold else "",
    )


def _join_bold(texts: Sequence[str], places: Sequence[_Place]) -> str:
    words = takewhile(lambda pair: pair[1].bold, zip(texts, places, strict=True))
    return " ".join(unescape_text("".join(text for text, _ in words)).split())


def _sum_where(sizes: Sequence[int], nodes: Sequence[int], node: int) -> int:
    return sum(size for size, own in zip(sizes, nodes, strict=True) if own == node)


def _measure_lead(line: str, lead: str) -> int:
    """How many characters of the line these words are, with which it begins."""
    return len(lead) if 2 < len(lead) <= _LONGEST_BOLD and line.startswith(lead) else 0


def read_host(address: str) -> str:
    """The site that an address names; nothing for one of the same site or without sense."""
    if not address.startswith(("http://", "https://", "//")):
        return ""
    place = _HOST.match(address[:500])
    return place[1].lower().removeprefix("www.") if place else ""
