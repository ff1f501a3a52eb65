"""Blocks → Articles without furniture: each character that is not white space in exactly one place.

Headline, credits, body, repeats: the article's. All else is furniture, with its kind and the rule that said so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from sayso.model import Article, Furniture, FurnitureKind, MarkKind, Page, Profile, Record, Span, make_id
from sayso.rules.lines import read_lines
from sayso.rules.outlet_rules import find_outlet_rules
from sayso.rules.shape import CREDITS, SHORT, Line, LineKind, count_words, is_ended
from sayso.strip.body import Part, Piece, cut_paragraph
from sayso.strip.boxes import drop_known, drop_notes, drop_offers
from sayso.strip.credit import Credit, find_carrier, read_credit
from sayso.strip.furniture import add_unseen, name_furniture
from sayso.strip.masthead import Masthead, read_masthead
from sayso.strip.profile import drop_printed, learn_profile

__all__ = ["Block", "Stripped", "learn_profile", "strip_page"]

Marks = Mapping[int, frozenset[MarkKind]]

_LEAST_TOLD = 20  # letters after a headline in its line that are text


class Block(Protocol):
    """What `sayso.split` says of one article: spans are whole lines."""

    @property
    def span(self) -> Span: ...
    @property
    def headline(self) -> Span | None: ...
    @property
    def headline_repeats(self) -> tuple[Span, ...]: ...
    @property
    def credits(self) -> tuple[Span, ...]: ...
    @property
    def body(self) -> Span | None: ...
    @property
    def repeats(self) -> tuple[Span, ...]: ...
    @property
    def boxes(self) -> tuple[Span, ...]: ...
    @property
    def listed(self) -> bool: ...


class Stripped(Record, frozen=True):
    """A page's articles without furniture, and the furniture, by start."""

    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()


def strip_page(page: Page, blocks: Sequence[Block], profile: Profile | None = None) -> Stripped:
    """The articles of the blocks, which stand in order and apart, and everything else on the page as furniture.

    Lines that the site's `profile` knows from other pages are no text of an article.
    """
    lines = read_lines(page.text)
    marks = _read_marks(page)
    starts = [line.start for line in lines]
    ranges = [(bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)) for block in blocks]
    cut: list[list[Piece]] = [[_as_furniture(line)] for line in lines]
    for block, (first, last) in zip(blocks, ranges, strict=True):
        own_lines = lines[first:last]
        cut[first:last] = drop_notes(own_lines, list(_cut_block(block, own_lines, marks)))
    outlet = find_outlet_rules(page.facts.canonical)
    if outlet is not None:
        cut = drop_known(lines, cut, outlet)
    if profile is not None:
        cut = drop_printed(lines, cut, profile)
    cut = add_unseen(page.text, lines, drop_offers(lines, cut))
    carrier = find_carrier(page.text, (piece for pieces in cut for piece in pieces if piece.part is Part.FURNITURE))
    masthead = Masthead()
    if blocks and (len(blocks) == 1 or blocks[-1].listed or not any(block.credits for block in blocks)):
        masthead = read_masthead(page.text, lines, blocks[0].span.start)
    if blocks and blocks[-1].listed:
        masthead = masthead._replace(outlet=masthead.outlet or page.facts.outlet)
    articles = []
    for index, (block, (first, last)) in enumerate(zip(blocks, ranges, strict=True)):
        following = ranges[index + 1][0] if index + 1 < len(ranges) else len(lines)
        own = [piece for pieces in cut[first:last] for piece in pieces]
        around = [piece for pieces in cut[last:following] for piece in pieces]
        credit = read_credit(page, own, around, carrier, masthead, alone=len(blocks) == 1, listed=block.listed)
        articles.append(_make_article(page, block, own, credit))
    return Stripped(articles=tuple(articles), furniture=tuple(_make_furniture(page, name_furniture(lines, cut))))


def _read_marks(page: Page) -> Marks:
    """What the markup says, by the start of the line."""
    marks: dict[int, frozenset[MarkKind]] = {}
    for mark in page.marks:
        marks[mark.start] = marks.get(mark.start, frozenset()) | {mark.kind}
    return marks


def _cut_block(block: Block, lines: Sequence[Line], marks: Marks) -> Iterator[list[Piece]]:
    parts = _parts_of(block)
    signed = False  # whether the line before was a byline
    opened = False  # whether the first paragraph has been met, which alone may begin with byline and dateline
    boxes = {span.start for span in block.boxes}
    timed = {span.start: span.end for span in block.credits}
    for line in lines:
        part = parts.get(line.start)
        if block.headline and line.start <= block.headline.start < line.end and not _is_whole(block.headline, line):
            yield _cut_headed_line(line, block.headline, part)
        elif line.start in timed and timed[line.start] < line.end:
            yield _cut_timed_line(line, timed[line.start])
        elif part is not None:
            yield [Piece(line.start, line.end, part)]
        elif line.start in boxes or block.body is None or not block.body.start <= line.start < block.body.end:
            yield [_as_furniture(line)]
        elif not opened and _is_deck(block, lines, line, marks):
            yield [Piece(line.start, line.end, Part.FURNITURE, FurnitureKind.OTHER, "a deck under the headline")]
        else:
            yield _cut_body_line(line, marks, opened and not (signed and line.kind is LineKind.TIME))
            opened = opened or _opens_text(block, line)
        signed = line.kind is LineKind.BYLINE


def _opens_text(block: Block, line: Line) -> bool:
    """Whether the line is a paragraph: the first one without an end may be a headline that split has not named."""
    if line.kind is not LineKind.PROSE or count_words(line.text) < 8:
        return False
    is_first = block.headline is None and block.body is not None and line.start == block.body.start
    return not is_first or is_ended(line.text)


def _cut_timed_line(line: Line, end: int) -> list[Piece]:
    """A paragraph that begins with a time, which ends at the character `end` of the page."""
    words = line.text[: end - line.start].rstrip()
    return [
        Piece(line.start, line.start + len(words), Part.CREDIT),
        *cut_paragraph(line.text[end - line.start :], end, first=True),
    ]


def _is_whole(span: Span, line: Line) -> bool:
    return (span.start, span.end) == (line.start, line.end)


def _cut_headed_line(line: Line, headline: Span, part: Part | None) -> list[Piece]:
    """A line that a headline is a part of: a number or, as credit, a time before it; marks or the text after it."""
    before = Part.CREDIT if part is Part.CREDIT else Part.FURNITURE
    text = line.text[headline.end - line.start :]
    told = text.startswith((":", "：")) or sum(map(str.isalpha, text[:SHORT])) >= _LEAST_TOLD
    pieces = [
        Piece(line.start, headline.start, before, FurnitureKind.OTHER, "a mark before the headline"),
        Piece(headline.start, headline.end, Part.HEADLINE),
        Piece(headline.end, line.end, Part.FURNITURE, FurnitureKind.OTHER, "a mark after the headline"),
    ]
    if told:
        gap = len(text) - len(text.lstrip(" :：–—-"))
        pieces[2] = pieces[2]._replace(end=headline.end + gap)
        pieces.append(Piece(headline.end + gap, line.end, Part.BODY))
    texts = [line.text[piece.start - line.start : piece.end - line.start] for piece in pieces]
    return [
        piece._replace(end=piece.start + len(text.rstrip()))
        for piece, text in zip(pieces, texts, strict=True)
        if text.strip()
    ]


def _is_deck(block: Block, lines: Sequence[Line], line: Line, marks: Marks) -> bool:
    """Whether a title without an end directly under the headline sums up the sentences that follow."""
    if line.kind is not LineKind.TITLE or block.headline is None or line.start < block.headline.end:
        return False
    if marks and MarkKind.HEADING not in marks.get(line.start, frozenset()):
        return False
    above = [other for other in lines if block.headline.end <= other.start < line.start]
    below = next((other for other in lines if other.start > line.start and other.kind not in CREDITS), None)
    return below is not None and below.kind is not LineKind.TITLE and all(other.kind in CREDITS for other in above)


def _parts_of(block: Block) -> Mapping[int, Part]:
    """What each line that split has named is, by its start."""
    parts = dict.fromkeys((span.start for span in block.credits), Part.CREDIT)
    parts |= dict.fromkeys((span.start for span in block.repeats), Part.REPEAT)
    parts |= dict.fromkeys((span.start for span in block.headline_repeats), Part.HEADLINE_REPEAT)
    return parts | ({block.headline.start: Part.HEADLINE} if block.headline else {})


def _cut_body_line(line: Line, marks: Marks, opened: bool) -> list[Piece]:
    kinds = marks.get(line.start, frozenset())
    if MarkKind.CAPTION in kinds:
        return [Piece(line.start, line.end, Part.FURNITURE, FurnitureKind.CAPTION, "a caption by its element")]
    if marks and MarkKind.MAIN not in kinds:
        return [_as_furniture(line)]
    if line.furniture is not None and line.kind is not LineKind.BIO:
        return [_as_furniture(line)]
    if opened and line.kind is LineKind.OUTLET:
        return [Piece(line.start, line.end, Part.FURNITURE, FurnitureKind.PICTURE_CREDIT, "a name between paragraphs")]
    if line.kind in CREDITS and not (opened and line.kind is LineKind.TIME):
        return [Piece(line.start, line.end, Part.CREDIT)]
    return cut_paragraph(line.text, line.start, first=not opened)


def _as_furniture(line: Line) -> Piece:
    return Piece(line.start, line.end, Part.FURNITURE, line.furniture, line.because)


def _make_article(page: Page, block: Block, pieces: Iterable[Piece], credit: Credit) -> Article:
    spans: dict[Part, list[Span]] = {part: [] for part in Part}
    for piece in pieces:
        spans[piece.part].append(Span(piece.start, piece.end))
    return Article(
        id=make_id("article", page.id, block.span.start),
        page=page.id,
        block=block.span,
        headline=spans[Part.HEADLINE][0] if spans[Part.HEADLINE] else None,
        headline_repeats=tuple(spans[Part.HEADLINE_REPEAT]),
        credits=tuple(spans[Part.CREDIT]),
        outlet=credit.outlet,
        wire=credit.wire,
        carrier=credit.carrier,
        bylines=credit.bylines,
        dateline=credit.dateline,
        published=credit.published,
        modified=credit.modified,
        language=page.language,
        body=tuple(spans[Part.BODY]),
        repeats=tuple(spans[Part.REPEAT]),
    )


def _make_furniture(page: Page, pieces: Iterable[Piece]) -> Iterator[Furniture]:
    """One record for pieces of one kind and reason that follow one another."""
    for (part, kind, because), alike in groupby(pieces, key=itemgetter(2, 3, 4)):
        if part is Part.FURNITURE:
            run = list(alike)
            yield Furniture(
                page=page.id, start=run[0].start, end=run[-1].end, kind=kind or FurnitureKind.OTHER, because=because
            )
