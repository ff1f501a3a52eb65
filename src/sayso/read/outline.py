"""Which elements of an HTML page hold which of its lines."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import NamedTuple

from sayso.read.tokens import Element
from sayso.rules.tables import load_rules

NONE = -1
_DIGITS = re.compile(r"\d+")
_LONGEST_NAME = 200  # characters of a class or id that are looked at
_DEEPEST = 60  # elements inside one another of which each is a box of its own


class Outline:
    """The boxes (block elements) of a page: nested ranges of lines, each with the path of tags and classes to it.

    Boxes have numbers in the order in which they open; two have the same path where their tags and first classes, and
    those of all boxes around them, are the same (headings of any level count as one tag).
    """

    def __init__(self) -> None:
        self.parents = array("l")
        self.paths = array("l")
        self.firsts = array("l")  # first line of a box
        self.lasts = array("l")  # line after its last one
        self.apart = bytearray()  # whether it stands beside what the page is about
        self.articles = bytearray()  # whether it says that it is an article
        self._numbers: dict[tuple[int, str], int] = {}
        self._boxes: dict[int, list[int]] = {}  # by path
        self._open: list[int] = []
        self._deeper = 0

    @property
    def box(self) -> int:
        """The innermost box that is open."""
        return self._open[-1] if self._open else NONE

    def open_box(self, element: Element, line: int) -> None:
        """A block element begins, whose first line would have this number."""
        if len(self._open) >= _DEEPEST:
            self._deeper += 1
            return
        parent = self.box
        said = _read_names(element)
        self._open.append(len(self.parents))
        self.parents.append(parent)
        self.paths.append(self._number_path(parent, said.name))
        self.firsts.append(line)
        self.lasts.append(line)
        self.apart.append((parent >= 0 and self.apart[parent]) or said.apart)
        self.articles.append(said.article)

    def close_box(self, line: int) -> None:
        """The innermost open block element ends; `line` is the number of the next line."""
        if self._deeper:
            self._deeper -= 1
            return
        self.lasts[self._open.pop()] = line

    def list_boxes(self, path: int) -> list[int]:
        """The numbers of the boxes of this path, on a page that has been read to its end."""
        if not self._boxes:
            for box, own in enumerate(self.paths):
                self._boxes.setdefault(own, []).append(box)
        return self._boxes.get(path, [])

    def _number_path(self, parent: int, name: str) -> int:
        return self._numbers.setdefault((self.paths[parent] if parent >= 0 else NONE, name), len(self._numbers))


@lru_cache(maxsize=1)
def _apart_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_rules("items")["apart"]["names"])))


@lru_cache(maxsize=1)
def _apart_tags() -> frozenset[str]:
    return frozenset(load_rules("items")["apart"]["tags"])


class _Said(NamedTuple):
    """What the tag and the names of a box say of it."""

    name: str  # its part of the path
    apart: bool
    article: bool


def _read_names(element: Element) -> _Said:
    return (_read_known if len(element.attributes) <= _LONGEST_NAME else _read_any)(element)


def _read_any(element: Element) -> _Said:
    tag, first = element.tag, (element.getattr("class") or "")[:_LONGEST_NAME]
    names = f"{first} {element.getattr('id') or ''}"[:_LONGEST_NAME].lower()
    level = "h" if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else tag
    name = f"{level}.{_DIGITS.sub('', first.split()[0])}" if first.split() else level
    return _Said(name, _stands_apart(tag, names), _is_article(element))


_read_known = lru_cache(maxsize=8192)(_read_any)


def _stands_apart(tag: str, names: str) -> bool:
    return tag in _apart_tags() or (tag not in ("html", "body", "main") and _apart_names().search(names) is not None)


def _is_article(element: Element) -> bool:
    if element.tag == "article":
        return True
    kind = element.getattr("itemtype") or ""
    return kind.endswith(("Article", "BlogPosting", "LiveBlogUpdate")) or element.getattr("role") == "article"
