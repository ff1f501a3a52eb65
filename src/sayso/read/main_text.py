"""The main text of an HTML page, by the shape of its tree: prose, links, headings, and the names of its elements.

The container is the element whose paragraphs weigh most, as in Readability (each paragraph counts for its parent, less
for the elements above it), widened while what stands around it is prose too. What is in it and is not foreign by its
element's name or by its links is the main text. One pass over the tokens of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.read.tokens import BLOCKS, Closed, Element, Token, read_tokens
from sayso.rules.tables import load_rules

_LEAST_PROSE = 40  # characters of a block that may be a paragraph
_MOST_LINKED = 0.5  # share of a paragraph's characters that are links
_LINKS = 0.6  # share of a short block's characters above which it is a list of links
_SHORT = 100
_FADING = 0.6  # what a paragraph counts for the next element above, of what it counts for this one
_FARTHEST = 6  # elements above a paragraph for which it counts
_LARGE = 0.4  # share of the page's prose above which an element is not foreign by its name
_LARGEST = 0.8  # the same for the names that hold even where the element is large
_PROSE_AROUND = 0.75  # share of the text around a container that must be prose if it is widened
_WHOLE = 0.75  # share of the prose at which an article's own element is the whole article
_LEAST_SURE = 300  # characters
_LEAST_SHARE = 0.1  # of the page's prose

_PARAGRAPHS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"])
_TOPS = frozenset(("h1", "article", "main"))
_NAMES = re.compile(r'\b(?:class|id|itemprop|role)="([^"]{1,400})"')
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_SPACE = re.compile(r"\s+")
_LONGEST_KNOWN = 300  # characters of attributes that are remembered


class MainText(NamedTuple):
    """The blocks of a page's main text, a line each; whether they are sure to be it."""

    text: str
    is_sure: bool


class _Said(NamedTuple):
    """What an element's tag and names say of its text."""

    foreign: bool = False
    large: bool = False  # foreign even where it is large
    body: bool = False  # what the page is about


class _Block(NamedTuple):
    """Text between two borders of blocks."""

    text: str
    linked: int  # characters in links
    owner: int  # the number of the innermost element around most of it

    @property
    def prose(self) -> int:
        """Its weight: the characters outside links, if it may be a paragraph."""
        size = len(self.text)
        return size - self.linked if size >= _LEAST_PROSE and self.linked <= _MOST_LINKED * size else 0


class _Outline(NamedTuple):
    """The elements of a page by number, in order, and its blocks."""

    parents: list[int]
    tags: list[str]
    said: list[_Said]
    containers: list[int]  # the innermost element around each that is a block and no paragraph
    blocks: list[_Block]


def find_main_text(markup: str) -> MainText:
    """The main text of a page, from its tree written out again; unsure where there is little of it."""
    reader = MainReader()
    for token in read_tokens(markup):
        reader.read(token)
    return reader.find_main_text()


def _choose_text(outline: _Outline) -> MainText:
    prose = [block.prose for block in outline.blocks]
    foreign = _find_foreign(outline, prose)
    chosen = _choose_container(outline, prose, foreign)
    inside = [False] * len(outline.tags)
    inside[chosen] = True
    for number in range(chosen + 1, len(inside)):
        inside[number] = inside[outline.parents[number]] and not foreign[number]
    kept = [block for block in outline.blocks if inside[block.owner] and not _is_link(block)]
    text = "\n".join(block.text for block in kept)
    share = sum(block.prose for block in kept) / max(1, sum(prose))
    return MainText(text, is_sure=len(text) >= _LEAST_SURE and share >= _LEAST_SHARE)


def _is_link(block: _Block) -> bool:
    size = len(block.text)
    return block.linked > _LINKS * size and (block.linked == size or size < _SHORT)


# --- the tree --------------------------------------------------------------------------------------------------------


class MainReader:
    """Reads a page's tokens, and says what of them is the main text."""

    def __init__(self) -> None:
        self.outline = _Outline([0], ["#"], [_Said()], [0], [])
        self._open = [0]
        self._homes = [0]  # of each open element, the innermost around it that is a block
        self._parts: list[str] = []
        self._links = self._linked = 0
        self._is_plain = False
        self._owner = self._inner = 0  # the element in which the block begins, and the characters it holds itself
        self._home = self._direct = 0  # the same for the innermost around it that is a block

    def read(self, token: Token) -> None:
        """One token more, in their order."""
        if isinstance(token, str):
            self._add_text(token)
        elif isinstance(token, Closed):
            self._close_element(token.tag)
        else:
            element = token if isinstance(token, Element) else token.element
            if element.shown:
                self._open_element(element)

    def find_main_text(self) -> MainText:
        """The main text of what was read; unsure where there is little of it."""
        self._end_block()
        return MainText("", is_sure=False) if self._is_plain else _choose_text(self.outline)

    def _add_text(self, text: str) -> None:
        if not self._parts:
            self._owner, self._home = self._open[-1], self._homes[-1]
        if self._open[-1] == self._home:
            self._direct += len(text)
        elif self._open[-1] == self._owner:
            self._inner += len(text)
        self._parts.append(text)
        if self._links:
            self._linked += len(text)

    def _open_element(self, element: Element) -> None:
        tag = element.tag
        if element.block:
            self._end_block()
        elif tag in ("td", "th"):
            self._parts.append(" ")
        if element.void:
            return
        self._links += tag == "a"
        self._is_plain = self._is_plain or tag == "plaintext"
        parent, outline = self._open[-1], self.outline
        number = len(outline.tags)
        outline.parents.append(parent)
        outline.tags.append(tag)
        outline.said.append(_judge_element(element))
        contains = element.block and tag not in _PARAGRAPHS
        outline.containers.append(number if contains else outline.containers[parent])
        self._open.append(number)
        self._homes.append(number if element.block else self._homes[-1])

    def _close_element(self, tag: str) -> None:
        if self.outline.tags[self._open[-1]] != tag:
            return
        if tag in BLOCKS:
            self._end_block()
        self._links -= tag == "a"
        self._open.pop()
        self._homes.pop()

    def _end_block(self) -> None:
        if self._parts:
            text = _SPACE.sub(" ", "".join(self._parts)).strip()
            if text:
                owner = self._owner if self._inner >= self._direct else self._home
                self.outline.blocks.append(_Block(text, min(self._linked, len(text)), owner))
            self._parts.clear()
        self._linked = self._direct = self._inner = 0


def _judge_element(element: Element) -> _Said:
    if not element.attributes:
        return _judge_names(element.tag, "")
    if element.hidden:
        return _Said(foreign=True)
    return (_judge_known if len(element.attributes) <= _LONGEST_KNOWN else _judge_any)(element)


def _judge_any(element: Element) -> _Said:
    return _judge_names(element.tag, " ".join(_NAMES.findall(element.attributes[:2_000])))


_judge_known = lru_cache(maxsize=8192)(_judge_any)


@lru_cache(maxsize=4096)
def _judge_names(tag: str, names: str) -> _Said:
    rules = load_rules("markup")
    words = {word.lower() for word in _NAME_WORD.findall(names)}
    words |= {"".join(_NAME_WORD.findall(name)).lower() for name in names.split() if len(name) < 40}
    foreign = rules["foreign"]
    return _Said(
        foreign=tag in foreign["tags"] or not words.isdisjoint(foreign["names"]),
        large=not words.isdisjoint(foreign["large"]),
        body=not words.isdisjoint(rules["body"]["names"]),
    )


# --- the container ---------------------------------------------------------------------------------------------------


def _sum_up(outline: _Outline, values: Sequence[int]) -> list[int]:
    """Of each element, the sum over the blocks in it and below."""
    sums = [0] * len(outline.tags)
    for block, value in zip(outline.blocks, values, strict=True):
        sums[block.owner] += value
    for number in range(len(sums) - 1, 0, -1):
        sums[outline.parents[number]] += sums[number]
    return sums


def _find_foreign(outline: _Outline, prose: Sequence[int]) -> list[bool]:
    """Of each element, whether it or one around it is foreign by its name and holds no large part of the prose."""
    sums = _sum_up(outline, prose)
    tops = [said.body or tag in _TOPS for said, tag in zip(outline.said, outline.tags, strict=True)]
    for number in range(len(tops) - 1, 0, -1):
        tops[outline.parents[number]] = tops[outline.parents[number]] or tops[number]
    foreign = [False] * len(tops)
    for number in range(1, len(tops)):
        said, tag = outline.said[number], outline.tags[number]
        most = _LARGEST if said.large and not tops[number] else _LARGE
        foreign[number] = foreign[outline.parents[number]] or (
            said.foreign
            and sums[number] < most * max(1, sums[0])
            and tag not in ("html", "body", "main", "article", "p")
        )
    return foreign


def _choose_container(outline: _Outline, prose: Sequence[int], foreign: Sequence[bool]) -> int:
    """The element whose own paragraphs weigh most, or one above it around which nearly all is prose."""
    own = [0 if foreign[block.owner] else value for block, value in zip(outline.blocks, prose, strict=True)]
    scores = [0.0] * len(outline.tags)
    for block, value in zip(outline.blocks, own, strict=True):
        number, part = outline.containers[block.owner], 1.0
        for _ in range(_FARTHEST):
            scores[number] += part * value
            number, part = outline.parents[number], part * _FADING
            if not number:
                break
    chosen = max(range(len(scores)), key=lambda number: (scores[number], -number))
    sizes = [0 if foreign[block.owner] else len(block.text) for block in outline.blocks]
    sums = _sum_up(outline, own)
    headed = _find_headed(outline, sums)
    if headed is not None and not _is_inside(outline, chosen, headed) and not _is_inside(outline, headed, chosen):
        return headed
    return _widen(outline, chosen, sums, _sum_up(outline, sizes))


def _find_headed(outline: _Outline, prose: Sequence[int]) -> int | None:
    """The one `article` that holds an `h1` and enough prose: beside it may stand the beginnings of others."""
    headed = set()
    for number, tag in enumerate(outline.tags):
        while tag == "h1" and number and outline.tags[number] != "article":
            number = outline.parents[number]
        if tag == "h1" and number:
            headed.add(number)
    (found, *others) = headed or (0,)
    return found if found and not others and prose[found] >= _LEAST_SURE else None


def _is_inside(outline: _Outline, number: int, other: int) -> bool:
    """Whether an element is the other one or stands in it."""
    while number > other:
        number = outline.parents[number]
    return number == other


def _widen(outline: _Outline, chosen: int, prose: Sequence[int], sizes: Sequence[int]) -> int:
    """The highest element, not above the article's own, between which and the chosen one nearly all text is prose."""
    number = chosen
    while outline.tags[chosen] not in ("article", "main"):
        if outline.said[chosen].body and prose[chosen] >= _WHOLE * prose[0]:
            break
        number = outline.parents[number]
        if outline.tags[number] in ("html", "body", "#"):
            break
        around, text = prose[number] - prose[chosen], sizes[number] - sizes[chosen]
        if not text or (around >= _PROSE_AROUND * text and prose[chosen] < 0.97 * prose[number]):
            chosen = number
    return chosen
