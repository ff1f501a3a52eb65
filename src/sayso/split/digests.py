"""Pages of short items under headings: digests, briefings, newsletters, as plain lines.

A single article with sub-headings looks alike. A page is cut only where its headings agree and something else says so
too: capitals, numbers or bullets before them, lines that come again in each item, a credit or a pointer under each, or
a page that calls itself a digest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from sayso.rules.houses import is_capitalised, strip_bullet
from sayso.rules.shape import CREDITS, Line, LineKind
from sayso.split.called import is_letter, opens_page, says_digest
from sayso.split.credited import find_credited
from sayso.split.digest_signs import (
    AGREE,
    BULLET,
    LEAST,
    LONGEST_INTRO,
    NUMBER,
    SHORTEST,
    are_alike,
    end_last,
    find_again,
    is_credited,
    is_regular,
    is_signed,
    measure,
    tells_one_story,
)
from sayso.split.headlines import fold, is_aside, is_headline, weigh
from sayso.split.items import Items, Opening
from sayso.split.single_lines import find_placed, find_points, find_run_in

_SHORT_ITEM = 100  # characters of a paragraph that tells news by itself
_LONGEST_HEADING = 200
_SHORTEST_HEADING = 4  # characters of a heading that tells what is below it
_LONGER = 1.5  # times as long as those of its parts an article's headline is at least


class _Style(NamedTuple):
    """A way of writing headings; whether it tells items from sub-headings by itself."""

    fits: Callable[[str], bool]
    tells: bool


def find_digest(lines: Sequence[Line], *, run_in: bool = True, called: bool = False) -> Items | None:
    """The items of a digest, also those with their headlines in the line of the text (`run_in`); else None.

    `called`: something else than these lines says that the page is a digest.
    """
    called = called or says_digest(lines) or is_letter(lines)
    lines = lines[: _find_over(lines)]
    return (
        _find_headed(lines, called=called)
        or (find_run_in(lines, called=called) if run_in else None)
        or find_points(lines, called=called)
        or find_placed(lines)
    )


def _find_over(lines: Sequence[Line]) -> int:
    """The number of the line that ends an article, most read and comments below it, where the greater part of the page
    stands above."""
    total = weigh(lines, 0, len(lines))
    endings = (number for number, line in enumerate(lines) if line.kind is LineKind.ENDING)
    return next((number for number in endings if 2 * weigh(lines, 0, number) >= total > 0), len(lines))


def _find_headed(lines: Sequence[Line], *, called: bool) -> Items | None:
    headed = list(_drop_pointers(lines, _read_headed(lines)))
    credited = _find_credited_heads(lines) if not called and len(headed) >= LEAST else frozenset()
    for style in _STYLES:
        fitting = [opening for opening in headed if style.fits(lines[opening.headlines[0]].text)]
        chosen = _take_signatures(lines, _drop_greeting(lines, fitting))
        asked = sum(lines[opening.headlines[0]].text.endswith("?") for opening in chosen)
        told = sum(opening.headlines[0] in credited for opening in chosen)
        if (
            len(chosen) < LEAST
            or 2 * told >= len(chosen)
            or 2 * asked >= len(chosen)
            or weigh(lines, 0, chosen[0].start) > LONGEST_INTRO
        ):
            continue
        end = end_last(lines, chosen)
        again = find_again(lines, chosen, end)
        alike = are_alike([lines[opening.headlines[0]].text for opening in chosen])
        bare = _are_bare(lines, chosen, end)
        inside = [opening for opening in headed if chosen[0].start <= opening.start < end]
        if (
            (style.tells or again or alike or bare or is_credited(lines, chosen, end) or is_signed(chosen) or called)
            and len(chosen) >= AGREE * len(inside)
            and is_regular(lines, chosen, end, least=SHORTEST if again or called or bare else _SHORT_ITEM)
            and not tells_one_story(lines, chosen, end)
        ):
            heads = {number: _trim(lines[number].text) for opening in chosen for number in opening.headlines}
            return Items(chosen, end, again, heads)
    return None


def _are_bare(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether a paragraph stands under each heading, four or more of one length, and nothing else is told: an article
    has its own headline, longer than those of its parts, and names its writer.
    """
    above = lines[: headed[0].start]
    if len(headed) <= LEAST or not above or any(line.kind in (LineKind.PROSE, LineKind.BYLINE) for line in above):
        return False
    told = sum(line.kind is LineKind.PROSE for line in lines[headed[0].start : end])
    first, *others = [len(_cut(lines[opening.headlines[0]].text)) for opening in headed]
    return (
        not any(opening.credits for opening in headed)
        and told <= len(headed) / AGREE
        and min(first, *others) >= _SHORTEST_HEADING
        and first <= _LONGER * median(others)
    )


def _cut(words: str) -> str:
    """A heading without the number or bullet before it."""
    return words[_trim(words)[0] :]


def _find_credited_heads(lines: Sequence[Line]) -> frozenset[int]:
    """The headlines that have credits of several lines above them, as an aggregator prints them over whole articles."""
    return frozenset(
        opening.headlines[-1]
        for opening in find_credited(lines)
        if sum(number < opening.headlines[0] for number in opening.credits) > 1
    )


def _trim(words: str) -> tuple[int, int]:
    """Which characters of a heading are left without the number or bullet before it."""
    mark = _SET_NUMBER.match(words) or BULLET.match(words)
    return (mark.end() if mark and mark.end() < len(words) else 0), len(words)


def _read_headed(lines: Sequence[Line]) -> list[Opening]:
    """Each heading with its text below, no more than two short lines between.

    A label between is a credit only where most have one: else it is the heading, under a line that is none.
    """
    found = list(_list_headed(lines, labelled=True))
    labelled = sum(any(lines[number].kind is LineKind.LABEL for number in opening.credits) for opening in found)
    return found if 2 * labelled >= len(found) else list(_list_headed(lines, labelled=False))


def _list_headed(lines: Sequence[Line], *, labelled: bool) -> Iterator[Opening]:
    for number, line in enumerate(lines):
        if line.kind is not LineKind.PROSE or measure(line.text) < SHORTEST or _is_heading(line):
            continue
        above = number - 1
        while above >= max(0, number - 2) and _stands_between(lines, above, number, labelled=labelled):
            above -= 1
        if above < 0 or not _is_heading(lines[above]):
            above = number - 1
        if above >= 0 and _is_heading(lines[above]):
            credited = tuple(other for other in range(above + 1, number) if any(map(str.isalnum, lines[other].text)))
            yield Opening(above, (above,), credited, number)


def _drop_pointers(lines: Sequence[Line], headed: Sequence[Opening]) -> Iterator[Opening]:
    """Without what stands under a line that comes again and again: "To the article"."""
    said = Counter(fold(line.text) for line in lines)
    for opening in headed:
        if said[fold(lines[opening.headlines[0]].text)] < LEAST:
            yield opening


def _drop_greeting(lines: Sequence[Line], headed: list[Opening]) -> list[Opening]:
    """Without the first, if its text only opens the page, or if it alone has credits, as a page's name has."""
    if not headed:
        return headed
    alone = bool(headed[0].credits) and len(headed) > LEAST and not any(opening.credits for opening in headed[1:])
    return headed[1:] if alone or opens_page(lines[headed[0].body].text) else headed


def _take_signatures(lines: Sequence[Line], headed: Sequence[Opening]) -> list[Opening]:
    """With the name under each text, and the place under that, where they stand under most texts: readers' letters."""
    ends = [*(opening.start for opening in headed[1:]), len(lines)]
    below = [_find_signature(lines, opening.body, end) for opening, end in zip(headed, ends, strict=False)]
    if sum(map(bool, below)) < max(LEAST, AGREE * len(headed)):
        return list(headed)
    return [
        opening._replace(credits=(*opening.credits, *signed)) for opening, signed in zip(headed, below, strict=True)
    ]


def _find_signature(lines: Sequence[Line], body: int, end: int) -> tuple[int, ...]:
    """The lines of a name, and perhaps a place or role, directly below the paragraphs from line `body` on."""
    number = body
    while number < end and lines[number].kind is LineKind.PROSE:
        number += 1
    signed = range(number, min(end, number + 2))
    if not signed or not _may_sign(lines[number]):
        return ()
    return tuple(other for other in signed if lines[other].kind in (LineKind.LABEL, LineKind.BYLINE))


def _may_sign(line: Line) -> bool:
    """Whether the line is two to four words with capitals and nothing else: a person's name."""
    return line.kind is LineKind.BYLINE or (
        line.kind is LineKind.LABEL and is_capitalised(line.text) and len(line.text.split()) > 1
    )


def _stands_between(lines: Sequence[Line], number: int, body: int, *, labelled: bool) -> bool:
    """Whether the line may be a credit between a heading and its text."""
    line = lines[number]
    if line.kind in CREDITS or is_aside(line.text) or not any(letter.isalpha() for letter in line.text):
        return True
    under = number == body - 1 and number > 0 and lines[number - 1].kind is LineKind.TITLE
    return labelled and under and line.kind is LineKind.LABEL and not _is_marked(line.text)


def _is_heading(line: Line) -> bool:
    if line.kind is LineKind.PROSE:
        short = len(line.text) <= _LONGEST_HEADING and measure(line.text) < 80
        return short and (NUMBER.match(line.text) is not None or is_headline(line))
    return (
        line.kind in (LineKind.TITLE, LineKind.LABEL)
        and len(line.text) <= _LONGEST_HEADING
        and line.text[-1] not in ".:,;。：、，；"
        and not is_aside(line.text)
        and any(letter.isalpha() for letter in line.text)
    )


_SET_NUMBER = re.compile(r"(?:\d{1,2}|[①-⑳➀-➓])\s?[.)∙·•:–—|/-]\s*(?=\S)|[①-⑳➀-➓]\s?")
_SPACED_NUMBER = re.compile(r"\d{1,2}\s?[∙·•|–—/]\s?(?=\S)|[①-⑳➀-➓]")


def _is_shouted(words: str) -> bool:
    least = 4 if NUMBER.match(words) else 6
    return words.isupper() and sum(letter.isalpha() for letter in words) >= least


def _is_marked(words: str) -> bool:
    """Whether a bullet, an emoji or a number set off by a dot stands before the heading."""
    return bool(_SPACED_NUMBER.match(words) or BULLET.match(words))


_STYLES = (
    _Style(_is_shouted, tells=True),
    _Style(_is_marked, tells=True),
    _Style(lambda words: NUMBER.match(words) is not None, tells=False),
    _Style(lambda words: NUMBER.match(words) is None and strip_bullet(words) == words, tells=False),
)
