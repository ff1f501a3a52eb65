"""The lines of an HTML page as they are written from its tokens, and what their elements say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from sayso.model import MarkKind
from sayso.read.elements import CELLS, Element, read_attributes
from sayso.read.facts import FACT_TAGS
from sayso.read.outline import Outline
from sayso.read.templates import Written
from sayso.read.tokens import Token, unescape_text
from sayso.rules.shape import trim_unseen

_LONGEST_BOLD = 160  # characters of a line in bold that is a heading
_MOSTLY = 0.9  # share of a line's characters in bold that makes it one in bold
_MOST_FACTS = 10_000  # elements of one tag that may hold facts
_MARKED_FACTS = {"link": "canonical", "script": "ld+json"}  # what those elements have that hold facts
_NOWHERE = "#"  # where a link without an address leads: a button
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)")


class _Place(NamedTuple):
    """What the elements around a text say of it."""

    kind: MarkKind | None = None
    link: str = ""  # the address it leads to
    timed: bool = False
    bold: bool = False


_PLAIN, _HIDDEN = _Place(), _Place()
"""Told apart by identity: a text that nothing is said of, and one that is not shown."""


class Fact(NamedTuple):
    """An element that holds facts, and its text."""

    attributes: dict[str, str]
    text: str

    def getattr(self, name: str) -> str | None:
        """The value of an attribute; None where there is none."""
        return self.attributes.get(name)


class Writer:
    """Writes the text of a page line by line, what its elements say of each line, and the elements that hold facts."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.written: list[Written] = []
        self.kinds: list[MarkKind | None] = []
        self.hosts: list[str] = []  # of the last link of each line, if it names one
        self.owners: list[int] = []  # the innermost element of the outline around most of each line
        self.outline = Outline()
        self.elements: dict[str, list[Fact]] = {tag: [] for tag in FACT_TAGS}
        self.depth = 0
        self._texts: list[str] = []  # of the line that is open; each begins with a character that is not white space
        self._places: list[_Place] = []  # of each text
        self._nodes: list[int] = []  # the element of the outline around each text

    def read(self, tokens: Iterable[Token]) -> None:
        """All tokens of a page, in their order."""
        opened: list[tuple[Element, _Place, int]] = []  # elements, with the place and the node around each
        place, node, texts = _PLAIN, 0, self._texts
        for element, own, text in tokens:
            if element is None:
                if opened:
                    closed, place, around = opened.pop()
                    if closed.block and place is not _HIDDEN:
                        self._end_line()
                        self.outline.lasts[node] = len(self.lines)
                    node = around
            elif element.empty:
                if place is not _HIDDEN and (own or element.block):
                    self._pass_empty(element, own)
            else:
                opened.append((element, place, node))
                if place is not _HIDDEN and (element.block or element.says):
                    enter = self._enter_block if element.block else self._enter_inline
                    place, node = enter(element, own, place, node)
                if len(opened) > self.depth:
                    self.depth = len(opened)
            if text and place is not _HIDDEN:
                if not text.isspace():
                    texts.append(text)
                    self._places.append(place)
                    self._nodes.append(node)
                elif texts:
                    texts[-1] += " "
        self._end_line()

    # --- elements ----------------------------------------------------------------------------------------------------

    def _enter_block(self, element: Element, own: str, place: _Place, node: int) -> tuple[_Place, int]:
        """The place and the node of what stands in an element that opens in this place."""
        if self._texts:
            self._end_line()
        if element.hidden:
            return _HIDDEN, node
        if element.kind is not None and element.kind is not place.kind:
            place = place._replace(kind=element.kind)
        return place, self.outline.open_element(element, node, len(self.lines))

    def _enter_inline(self, element: Element, own: str, place: _Place, node: int) -> tuple[_Place, int]:
        """The same for an element within a line."""
        tag = element.tag
        if element.hidden:
            return _HIDDEN, node
        if element.names.foreign or element.names.body:
            node = self.outline.open_element(element, node, len(self.lines))
        if tag == "a":
            place = _Place(element.kind or place.kind, own or _NOWHERE, place.timed, place.bold)
        elif tag in CELLS:
            if self._texts:
                self._texts[-1] += " "
        elif tag == "time":
            if own:
                self._note_fact(tag, own)
            place = place._replace(timed=True, kind=element.kind or place.kind)
        elif element.bold or element.kind is not None:
            place = place._replace(bold=element.bold or place.bold, kind=element.kind or place.kind)
        return place, node

    def _pass_empty(self, element: Element, own: str) -> None:
        if element.block:
            self._end_line()
        elif element.tag in self.elements:
            self._note_fact(element.tag, own)

    def _note_fact(self, tag: str, own: str) -> None:
        if tag in _MARKED_FACTS and _MARKED_FACTS[tag] not in own.casefold():
            return
        if len(self.elements[tag]) < _MOST_FACTS:
            head, _, text = own.partition(">")
            self.elements[tag].append(Fact(read_attributes(head), text))

    # --- lines -------------------------------------------------------------------------------------------------------

    def _end_line(self) -> None:
        texts = self._texts
        if not texts:
            return
        words = texts[0] if len(texts) == 1 else "".join(texts)
        line = " ".join((unescape_text(words) if "&" in words else words).split())
        if not line.isascii():
            line = trim_unseen(line)
        if line:
            self._write(line)
        texts.clear()
        self._places.clear()
        self._nodes.clear()

    def _write(self, line: str) -> None:
        place, owner = self._places[0], self._nodes[0]
        box = self.outline.find_box(owner)
        lead = ""
        if len(self._texts) == 1 or (_is_one(self._places) and _is_one(self._nodes)):
            kind, link, timed, bold = place
            linked, opens_linked, host = (1.0, True, read_host(link)) if link else (0.0, False, "")
        else:
            sizes = [len("".join(unescape_text(text).split())) for text in self._texts]
            kind, linked, opens_linked, host, timed, bold, lead = _sum_up(self._texts, self._places, sizes)
            inner, direct = (_sum_where(sizes, self._nodes, node) for node in (owner, box))
            owner = owner if inner >= direct else box
        bold = bold and len(line) <= _LONGEST_BOLD
        self.lines.append(line)
        self.kinds.append(kind)
        self.hosts.append(host)
        self.owners.append(owner)
        led = _measure_lead(line, lead) if lead and not bold and kind is None else 0
        caption = kind is MarkKind.CAPTION
        heading = bold or (kind is not None and not caption)
        self.written.append(Written(line, box, heading, linked, opens_linked, timed, False, caption, led))


def _is_one(values: Sequence[object]) -> bool:
    return values.count(values[0]) == len(values)


class _Said(NamedTuple):
    """What its elements say of a line."""

    kind: MarkKind | None
    linked: float  # share of its characters in links
    opens_linked: bool  # whether it begins in a link and holds no other
    host: str  # of its last link that names one
    timed: bool
    bold: bool
    lead: str = ""  # its first words, up to the first that are not in bold


def _sum_up(texts: Sequence[str], places: Sequence[_Place], sizes: Sequence[int]) -> _Said:
    """What is said of a line, some of which stands in another place than the rest."""
    size = max(1, sum(sizes))
    links = [place.link for place, own in zip(places, sizes, strict=True) if own and place.link]
    first = next((place for place, own in zip(places, sizes, strict=True) if own), places[0])
    bold = sum(own for place, own in zip(places, sizes, strict=True) if place.bold)
    return _Said(
        kind=next((place.kind for place in reversed(places) if place.kind is not None), None),
        linked=sum(own for place, own in zip(places, sizes, strict=True) if place.link) / size,
        opens_linked=bool(first.link) and links.count(first.link) == len(links),
        host=next((host for link in reversed(links) if (host := read_host(link))), ""),
        timed=any(place.timed for place in places),
        bold=bold >= _MOSTLY * size,
        lead=_join_bold(texts, places) if first.bold else "",
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
