"""What a site prints on page after page: lines that are the site's, whatever stands around them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.model import FurnitureKind, Page, Profile, Span
from sayso.rules.lines import read_lines
from sayso.rules.shape import Line, LineKind
from sayso.strip.body import Part, Piece

LEAST_TEXTS = 3
"""Texts of a site beside which a line must stand to be the site's."""

_SHARE = 0.05  # of the site's texts, for a line that is no sentence
_PROSE_SHARE = 0.5  # for whole sentences: newsrooms repeat a paragraph of background under story after story
_PARAGRAPH = 80  # characters of a line by which printings of one text are told
_SAME = 0.5  # share of the paragraphs of the shorter of two pages that makes them printings of one text
_LEAST_LETTERS = 3

_LETTERS = re.compile(r"[^\W\d_]")
_NUMBERS = re.compile(r"\d+")


def digest_line(words: str) -> str:
    """16 hexadecimal digits for a line: case, white space and the numbers in it do not count."""
    text = _NUMBERS.sub("0", " ".join(words.casefold().split()))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def learn_profile(site: str, number: int, pages: Iterable[tuple[Page, Sequence[Span]]]) -> Profile:
    """The profile of a site from its pages, each with the blocks of its articles.

    A line is the site's where it stands in the blocks of enough different texts: printings of one text (a wire story,
    a page found twice) count as one, so that a text which a site prints again is not taken for furniture. How pages
    were stripped before does not matter, nor their order.
    """
    held: list[dict[str, Line]] = []
    for page, blocks in pages:
        lines = read_lines(page.text)
        starts = [line.start for line in lines]
        own = (
            line
            for block in blocks
            for line in lines[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            if len(_LETTERS.findall(line.text)) >= _LEAST_LETTERS
        )
        held.append({digest_line(line.text): line for line in own})
    texts = _tell_texts(held)
    beside: dict[str, set[int]] = defaultdict(set)
    prose: set[str] = set()
    for text, lines_of in zip(texts, held, strict=True):
        for digest, line in lines_of.items():
            beside[digest].add(text)
            if line.kind is LineKind.PROSE:
                prose.add(digest)
    count = len(set(texts))
    kept = (
        digest
        for digest, found in beside.items()
        if len(found) >= max(LEAST_TEXTS, (_PROSE_SHARE if digest in prose else _SHARE) * count)
    )
    return Profile(site=site, number=number, pages=len(held), lines=tuple(sorted(kept)))


def _tell_texts(held: Sequence[dict[str, Line]]) -> list[int]:
    """Of each page, the number of the first that shares half of its paragraphs, or of the shorter one's."""
    paragraphs = [{digest for digest, line in lines.items() if len(line.text) >= _PARAGRAPH} for lines in held]
    by_digest: dict[str, list[int]] = defaultdict(list)
    texts: list[int] = []
    for number, own in enumerate(paragraphs):
        shared = Counter(other for digest in own for other in by_digest[digest])
        twins = [
            other for other in sorted(shared) if shared[other] >= _SAME * max(1, min(len(own), len(paragraphs[other])))
        ]
        texts.append(texts[twins[0]] if twins else number)
        for digest in own:
            by_digest[digest].append(number)
    return texts


def drop_printed(lines: Sequence[Line], cut: Sequence[list[Piece]], profile: Profile) -> list[list[Piece]]:
    """The pieces of a page's lines, with those of a body that are the site's as furniture."""
    known = frozenset(profile.lines)
    return [
        [Piece(line.start, line.end, Part.FURNITURE, FurnitureKind.OTHER, "the site prints it on other pages too")]
        if any(piece.part is Part.BODY for piece in pieces) and digest_line(line.text) in known
        else pieces
        for line, pieces in zip(lines, cut, strict=True)
    ]
