"""The lines of an HTML page as they are written from its tokens, and what their elements say of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.model import MarkKind
from sayso.read.facts import FACT_TAGS
from sayso.read.outline import Outline
from sayso.read.templates import Written
from sayso.read.tokens import Closed, Element, Token

_LONGEST_BOLD = 160  # characters of a line in bold that is a heading
_SPACE = re.compile(r"\s+")
_BOLD = ("b", "strong")
_SAYING = ("a", "time", *_BOLD)  # elements within a line that say something of its text


class _Place(NamedTuple):
    """Where in the tree the walk stands: what the innermost elements say of the text in them."""

    block: bool = False
    kind: MarkKind | None = None
    link: str | None = None  # the address it leads to
    timed: bool = False
    bold: bool = False


class Writer:
    """Collects text line by line, what its elements say of each line, its boxes, and the elements that hold facts."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.written: list[Written] = []
        self.kinds: list[MarkKind | None] = []
        self.hosts: list[str] = []  # of the last link of each line, if it names one
        self.outline = Outline()
        self.elements: dict[str, list[Fact]] = {tag: [] for tag in FACT_TAGS}
        self.depth = 0
        self._open: list[tuple[str, _Place]] = [("", _Place())]
        self._hidden = 0  # how many elements were open where the hidden one began in which the next token stands
        self._parts: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self._parts.clear()
        self._kind: MarkKind | None = None
        self._linked = self._bold = self._size = 0
        self._opens_linked = self._timed = False
        self._links = 0
        self._leads, self._lead = True, ""  # whether all of the line was bold so far, and that
        self._host = ""
        self._link: str | None = None

    def read(self, token: Token) -> None:
        """One token more, in their order."""
        if isinstance(token, str):
            if not self._hidden:
                self._add(token, self._open[-1][1])
        elif isinstance(token, Closed):
            self._close_element(token.tag)
        elif isinstance(token, Element):
            self._open_element(token, None, "")
        else:
            self._open_element(*token)

    def _open_element(self, element: Element, link: str | None, text: str) -> None:
        place = self._open[-1][1]
        if not self._hidden:
            if element.tag in self.elements:
                self.elements[element.tag].append(Fact(element, text))
            if element.block:
                self.end_line()
            elif element.tag in ("td", "th"):
                self._parts.append(" ")
        if element.void or not element.shown:
            return
        if element.hidden and not self._hidden:
            self._hidden = len(self._open)
        if not self._hidden:
            if element.block:
                self.outline.open_box(element, len(self.lines))
            place = _enter_place(element, link, place)
        self._open.append((element.tag, place))
        self.depth = max(self.depth, len(self._open))

    def _close_element(self, tag: str) -> None:
        if self._open[-1][0] != tag or len(self._open) == 1:
            return
        _, place = self._open.pop()
        if self._hidden:
            self._hidden = 0 if len(self._open) == self._hidden else self._hidden
        elif place.block:
            self.end_line()
            self.outline.close_box(len(self.lines))

    def _add(self, words: str, place: _Place) -> None:
        self._parts.append(words)
        size = len("".join(words.split()))
        if not size:
            return
        self._kind = place.kind or self._kind
        self._opens_linked = self._opens_linked or (not self._size and place.link is not None)
        self._size += size
        self._linked += size if place.link is not None else 0
        self._bold += size if place.bold else 0
        self._leads = self._leads and place.bold and len(self._lead) <= _LONGEST_BOLD
        self._lead += words if self._leads else ""
        self._timed = self._timed or place.timed
        if place.link is not None and place.link != self._link:
            self._links += 1
            self._host = read_host(place.link) or self._host
        self._link = place.link if place.link is not None else self._link

    def end_line(self) -> None:
        if not self._parts:
            return
        line = _SPACE.sub(" ", "".join(self._parts)).strip()
        if line:
            self.lines.append(line)
            self.kinds.append(self._kind)
            self.hosts.append(self._host)
            self.written.append(self._describe(line))
        self._clear()

    def _describe(self, line: str) -> Written:
        bold = self._bold >= 0.9 * self._size and len(line) <= _LONGEST_BOLD
        return Written(
            text=line,
            box=self.outline.box,
            heading=self._kind in _HEADINGS or bold,
            linked=self._linked / max(1, self._size),
            opens_linked=self._opens_linked and self._links == 1,
            timed=self._timed,
            outside=False,
            caption=self._kind is MarkKind.CAPTION,
            lead=0 if bold or self._kind is not None else _measure_lead(line, self._lead),
        )


def _measure_lead(line: str, words: str) -> int:
    """How many characters of the line these words are, with which it begins."""
    lead = _SPACE.sub(" ", words).strip()
    return len(lead) if 2 < len(lead) <= _LONGEST_BOLD and line.startswith(lead) else 0


_HEADINGS = (MarkKind.HEADLINE, MarkKind.HEADING)


def read_host(address: str) -> str:
    """The site that an address names; nothing for one of the same site or without sense."""
    if not address.startswith(("http://", "https://", "//")):
        return ""
    place = _HOST.match(address[:500])
    return place[1].lower().removeprefix("www.") if place else ""


_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)")


class Fact(NamedTuple):
    """An element that holds facts, and its text."""

    element: Element
    text: str

    def getattr(self, name: str) -> str | None:
        """The value of an attribute; None where there is none."""
        return self.element.getattr(name)


def _enter_place(element: Element, link: str | None, around: _Place) -> _Place:
    tag = element.tag
    if not element.block and tag not in _SAYING:
        return around._replace(block=False) if around.block else around
    return _Place(
        block=element.block,
        kind=element.kind or around.kind,
        link=around.link if link is None else link,
        timed=around.timed or tag == "time",
        bold=around.bold or tag in _BOLD,
    )
