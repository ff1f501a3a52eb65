"""HTML → Page: its visible text line by line, what its elements say of the lines, and its facts.

Nothing visible is lost: menus and promotions stay in the text, and marks say which lines are the page's main text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from sayso.errors import TooLargeError, UnreadableError
from sayso.model import Capture, Mark, MarkKind, MediaType, Page
from sayso.read.facts import Elements, read_facts
from sayso.read.language import detect_language
from sayso.read.listing import Listing, find_listing
from sayso.read.main_text import find_main_text
from sayso.read.signed import find_writers
from sayso.read.writer import Writer, read_host, write_page
from sayso.rules.tables import load_rules

MOST_TAGS = 2_000_000  # of a page
_LARGEST = 3_000_000  # characters of markup that trafilatura is given
_TOO_DEEP = 1_000  # elements inside one another, with which resiliparse takes quadratic time
_DEEPEST = 200  # elements inside one another
_DOUBT = 0.6  # share of the wide answer below which the narrow one is doubted
_MATCH = 0.6  # share of a line's shingles that the kept text must have

_LONGEST_CREDIT = 120  # characters of a line that tells a time


def read_html(page: str, markup: str, capture: Capture) -> Page:
    """The page with this id, from its decoded HTML.

    Raises:
        UnreadableError: it has no visible text.
        TooLargeError: it has more elements than any page of news.
    """
    tree = HTMLTree.parse(markup)
    written = tree.document.html if tree.document else ""
    if written.count("<") > MOST_TAGS:
        raise TooLargeError(f"{capture.place} has more than {MOST_TAGS:,} tags; give a smaller page.")
    writer = write_page(written)
    if not writer.lines:
        raise UnreadableError(
            f"{capture.place} shows no text; it may be drawn by a script: give the page as the browser shows it."
        )
    text = "\n".join(writer.lines)
    facts = read_facts(writer.elements)
    main = _find_main(tree, markup, writer)
    if not facts.authors and (authors := find_writers(writer.signed, main)):
        facts = msgspec.structs.replace(facts, authors=authors, basis=facts.basis | {"authors": "element of a writer"})
    listing = _find_listing(writer, facts.canonical or capture.url)
    if listing is not None:
        main = _find_told(writer, main, listing)
    marks = tuple(_make_marks(writer, main, listing))
    return Page(
        id=page,
        media_type=MediaType.HTML,
        text=text,
        language=_find_language(tree, writer, main),
        facts=facts,
        marks=marks,
    )


# --- pages of many items ---------------------------------------------------------------------------------------------


def _find_listing(writer: Writer, address: str | None) -> Listing | None:
    writer.outline.number_boxes(len(writer.lines))
    own = read_host(address or "")
    written = [
        line._replace(outside=True) if host and host != own else line
        for line, host in zip(writer.written, writer.hosts, strict=True)
    ]
    types = load_rules("items")["metadata"]
    return find_listing(
        writer.outline,
        written,
        live=_says(writer.elements, types["live"]),
        single=_says(writer.elements, types["single"]),
        listed=_says(writer.elements, types["list"]),
    )


def _says(elements: Elements, types: Sequence[str]) -> bool:
    """Whether OpenGraph or JSON-LD call the page one of these."""
    if any(node.getattr("property") == "og:type" and node.getattr("content") in types for node in elements["meta"]):
        return True
    scripts = [node for node in elements["script"] if (node.getattr("type") or "").strip() == "application/ld+json"]
    return any(f'"{kind}"' in (node.text or "")[:_MOST_LINKED] for node in scripts[:20] for kind in types)


_MOST_LINKED = 100_000  # characters of JSON-LD that are looked through


def _find_told(writer: Writer, main: set[int], listing: Listing) -> set[int]:
    """Of a page of items: all lines of the items that are no links, captions or headings; above them the main text."""
    if listing.voices:
        return main.difference(*listing.voices)
    if not listing.items:
        return set()
    found = {number for number in main if number < listing.items[0][0].start}
    for span, title in listing.items:
        first = span.start if title is None else title + 1
        found.update(number for number in range(first, span.stop) if _is_told(writer, number))
    return found


def _is_told(writer: Writer, number: int) -> bool:
    line = writer.written[number]
    apart = line.box >= 0 and writer.outline.apart[line.box]
    return not apart and not line.caption and line.linked < 0.8


# --- what the page is about ------------------------------------------------------------------------------------------


def _find_main(tree: HTMLTree, markup: str, writer: Writer) -> set[int]:
    """Numbers of the lines that are the page's main text.

    `find_main_text` where it is sure. Else trafilatura is more often right and resiliparse loses less: the one's answer
    is taken unless it is short beside the other's. Pages that are too large or too deep for the first are read by the
    second alone, and of those on which even that takes too long nothing is known.
    """
    lines, depth = writer.lines, writer.depth
    if depth > _TOO_DEEP:
        return set()
    told = find_main_text(writer)
    if told.is_sure:
        return set(told.lines)
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


def _make_marks(writer: Writer, main: set[int], listing: Listing | None) -> Iterator[Mark]:
    listing = listing or Listing()
    starts = list(accumulate((len(line) + 1 for line in writer.lines), initial=0))
    items = {span.start: starts[span.stop] - 1 for span, _ in listing.items}
    titles = {title for _, title in listing.items}
    single = _says(writer.elements, load_rules("items")["metadata"]["single"])  # also where it reports many things
    teasers = set(listing.teasers)
    for number, (start, line, kind) in enumerate(zip(starts, writer.lines, writer.kinds, strict=False)):
        end = start + len(line)
        if number in items:
            yield Mark(start, items[number], MarkKind.ITEM)
        if kind is not None:
            yield Mark(start, end, kind)
        elif number in titles:
            yield Mark(start, end, MarkKind.HEADING)
        elif number in main and not single and (lead := writer.written[number].lead):
            yield Mark(start, start + lead, MarkKind.HEADING)
        if writer.written[number].timed and len(line) <= _LONGEST_CREDIT:
            yield Mark(start, end, MarkKind.TIME)
        if number in main:
            yield Mark(start, end, MarkKind.MAIN)
        if number in teasers:
            yield Mark(start, end, MarkKind.TEASER)


def _find_language(tree: HTMLTree, writer: Writer, main: set[int]) -> str | None:
    """The language of the main text; where that is unsure, what the page declares."""
    text = "\n".join(line for number, line in enumerate(writer.lines) if number in main) or "\n".join(writer.lines)
    found = detect_language(text)
    if found is None and tree.document and (root := tree.document.query_selector("html")) is not None:
        declared = (root.getattr("lang") or "").strip().lower()[:2]
        found = declared if len(declared) == 2 and declared.isalpha() else None
    return found
