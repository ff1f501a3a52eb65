"""HTML → Page: its visible text line by line, what its elements say of the lines, and its facts.

Nothing visible is lost: menus and promotions stay in the text, and marks say which lines are the page's main text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import ELEMENT, TEXT, HTMLTree

from sayso.errors import TooLargeError, UnreadableError
from sayso.model import Capture, Mark, MarkKind, MediaType, Page
from sayso.read.facts import FACT_TAGS, Elements, read_facts
from sayso.read.language import detect_language

MOST_NODES = 1_500_000
_LARGEST = 3_000_000  # characters of markup that trafilatura is given
_TOO_DEEP = 1_000  # elements inside one another, with which resiliparse takes quadratic time
_DEEPEST = 200  # elements inside one another
_DOUBT = 0.6  # share of the wide answer below which the narrow one is doubted
_MATCH = 0.6  # share of a line's shingles that the kept text must have

_DROP = re.compile("script|style|noscript|template|svg|title|textarea|iframe|object|canvas|math|select|datalist")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|button|center|d[dlt]|details|dialog|dir|div|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hgroup|hr|html|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
    "|video|audio"
)
_CELL = re.compile("t[dh]")
_HEADING = re.compile("h[1-6]")
_SPACE = re.compile(r"\s+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class _Writer:
    """Collects text line by line, with the elements that each line stands in, and the elements that hold facts."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.kinds: list[MarkKind | None] = []
        self._parts: list[str] = []
        self._kind: MarkKind | None = None
        self.elements: Elements = {tag: [] for tag in FACT_TAGS}

    def add(self, words: str, kind: MarkKind | None) -> None:
        self._parts.append(words)
        if kind is not None and words.strip():
            self._kind = kind

    def end_line(self) -> None:
        if not self._parts:
            return
        line = _SPACE.sub(" ", "".join(self._parts)).strip()
        if line:
            self.lines.append(line)
            self.kinds.append(self._kind)
        self._parts.clear()
        self._kind = None


def read_html(page: str, markup: str, capture: Capture) -> Page:
    """The page with this id, from its decoded HTML.

    Raises:
        UnreadableError: it has no visible text.
        TooLargeError: it has more elements than any page of news.
    """
    tree = HTMLTree.parse(markup)
    writer = _Writer()
    depth = _walk(tree, writer, capture)
    if not writer.lines:
        raise UnreadableError(
            f"{capture.place} shows no text; it may be drawn by a script: give the page as the browser shows it."
        )
    text = "\n".join(writer.lines)
    facts = read_facts(writer.elements)
    main = _find_main(tree, markup, depth, writer.lines)
    marks = tuple(_make_marks(writer, main))
    return Page(
        id=page,
        media_type=MediaType.HTML,
        text=text,
        language=_find_language(tree, writer, main),
        facts=facts,
        marks=marks,
    )


def _walk(tree: HTMLTree, writer: _Writer, capture: Capture) -> int:
    """Depth first, without recursion: a page may be nested as deep as it likes. Its depth."""
    node = tree.document.first_child if tree.document else None
    path: list[tuple[bool, MarkKind | None]] = [(False, None)]  # of each open element: is it a block, what it says
    seen = depth = 0
    while node is not None:
        seen += 1
        depth = max(depth, len(path))
        if seen > MOST_NODES:
            raise TooLargeError(f"{capture.place} has more than {MOST_NODES:,} elements; give a smaller page.")
        child = _enter(node, writer, path)
        if child is not None:
            node = child
            continue
        following = node.next_sibling
        while following is None:
            node = node.parent_node
            if node is None or len(path) == 1:
                return depth
            if path.pop()[0]:
                writer.end_line()
            following = node.next_sibling
        node = following
    return depth


def _enter(node: Any, writer: _Writer, path: list[tuple[bool, MarkKind | None]]) -> Any:
    """Write what the node holds; its first child where it has any to be read."""
    if node.type == TEXT:
        writer.add(node.value, path[-1][1])
        return None
    if node.type != ELEMENT:
        return None
    tag = node.tag
    if tag in writer.elements:
        writer.elements[tag].append(node)
    block = _BLOCK.fullmatch(tag) is not None
    if block:
        writer.end_line()
    elif _CELL.fullmatch(tag):
        writer.add(" ", None)
    if _DROP.fullmatch(tag) or _is_hidden(node):
        return None
    child = node.first_child
    if child is not None:
        path.append((block, _element_kind(tag) or path[-1][1]))
    return child


def _element_kind(tag: str) -> MarkKind | None:
    if _HEADING.fullmatch(tag):
        return MarkKind.HEADLINE if tag == "h1" else MarkKind.HEADING
    return MarkKind.CAPTION if tag == "figcaption" else None


def _is_hidden(node: Any) -> bool:
    if node.hasattr("hidden"):
        return True
    style = node.getattr("style")
    return bool(style) and _HIDDEN_STYLE.search(style[:500]) is not None


# --- what the page is about ------------------------------------------------------------------------------------------


def _find_main(tree: HTMLTree, markup: str, depth: int, lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are the page's main text.

    Trafilatura is more often right and resiliparse loses less: the one's answer is taken unless it is short beside the
    other's. Pages that are too large or too deep for the first are read by the second alone, and of those on which
    even that takes too long nothing is known.
    """
    if depth > _TOO_DEEP:
        return set()
    kept = extract_plain_text(
        tree, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False, comments=False
    )
    wide = match_lines(lines, kept)
    if len(markup) > _LARGEST or depth > _DEEPEST:
        return wide
    narrow = match_lines(
        lines, trafilatura.extract(markup, fast=True, favor_precision=True, include_comments=False) or ""
    )
    return narrow if _count_characters(lines, narrow) >= _DOUBT * _count_characters(lines, wide) else wide


def _count_characters(lines: Sequence[str], numbers: set[int]) -> int:
    return sum(len(lines[number]) for number in numbers)


def match_lines(lines: Sequence[str], kept: str) -> set[int]:
    """Numbers of the lines whose words stand, four by four, in the kept text (short lines: as a whole)."""
    known = {" ".join(line.split()) for line in kept.split("\n")}
    shingles = set(_shingles(kept.split()))
    found = set()
    for number, line in enumerate(lines):
        own = list(_shingles(line.split()))
        if line in known or (own and sum(shingle in shingles for shingle in own) >= _MATCH * len(own)):
            found.add(number)
    return found


def _shingles(words: list[str]) -> Iterator[int]:
    for start in range(len(words) - 3):
        yield hash((words[start], words[start + 1], words[start + 2], words[start + 3]))


def _make_marks(writer: _Writer, main: set[int]) -> Iterator[Mark]:
    start = 0
    for number, (line, kind) in enumerate(zip(writer.lines, writer.kinds, strict=True)):
        end = start + len(line)
        if kind is not None:
            yield Mark(start, end, kind)
        if number in main:
            yield Mark(start, end, MarkKind.MAIN)
        start = end + 1


def _find_language(tree: HTMLTree, writer: _Writer, main: set[int]) -> str | None:
    """The language of the main text; where that is unsure, what the page declares."""
    text = "\n".join(line for number, line in enumerate(writer.lines) if number in main) or "\n".join(writer.lines)
    found = detect_language(text)
    if found is None and tree.document and (root := tree.document.query_selector("html")) is not None:
        declared = (root.getattr("lang") or "").strip().lower()[:2]
        found = declared if len(declared) == 2 and declared.isalpha() else None
    return found
