"""Pages of many short items: live blogs, with entries under times, and digests, with items under headings.

A single article with sub-headings looks alike. A page is cut only where all its headings agree and something else says
so too: times, addresses, capitals, a link or a credit under each item, or a page that calls itself a digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.shape import Line, LineKind
from sayso.rules.tables import load_rules
from sayso.split.openings import Opening, find_first, is_headline

_LEAST_TIMED = 4
_LEAST_HEADED = 3
_MOST_PARAGRAPHS = 3  # of one item of a digest
_SHORT_ITEM = 100  # characters of a paragraph that tells news by itself
_LONGEST_INTRO = 900  # characters above the first item
_LEAST_LEAD = 500  # characters above the first entry of a live blog that are an article
_AGREE = 0.7  # share of the items that must be alike
_TOP = 15  # lines in which a page says what it is

_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s?(?:[ap]\.?m\.?|Uhr|h))?(?:\s(?:[A-Z]{2,4}|Uhr))?"
_BARE_TIME = re.compile(_CLOCK)
_AGE = r"\d{1,3}\s(?:mins?|minutes?|hours?|hrs?|h|m)\sago"
_ENTRY_TIME = re.compile(rf"(?:{_AGE}\s?)?(?:[\w. ]{{3,20}},\s)?{_CLOCK}(?:\s[A-Z][\w'’-]{{1,20}}){{0,3}}")
_ADDRESS = re.compile(r"#{0,6}\s?https?://\S{8,400}")


class Items(NamedTuple):
    """The openings of a page's items, and the number of the line after the last one."""

    openings: list[Opening]
    end: int


def find_items(lines: Sequence[Line], *, marked: bool) -> Items | None:
    """The items of a live blog or digest; None for any other page.

    Of a page whose elements say what its main text is (`marked`) only times are believed.
    """
    if marked:
        return _find_entries(lines)
    return _find_entries(lines) or _find_addressed(lines) or _find_headed(lines)


# --- under times -----------------------------------------------------------------------------------------------------


def _find_entries(lines: Sequence[Line]) -> Items | None:
    times = [number for number in range(len(lines)) if _is_entry_time(lines[number].text)]
    entries = [opening for number in times if (opening := _open_entry(lines, number))]
    if len(entries) < _LEAST_TIMED or len(entries) < _AGREE * len(times) or not _are_entries(lines, entries):
        return None
    lead = find_first(lines, entries[0].start)
    if lead and _weigh(lines, lead.body, entries[0].start) >= _LEAST_LEAD:
        entries.insert(0, lead)
    return Items(entries, len(lines))


def _is_entry_time(words: str) -> bool:
    return len(words) <= 60 and _ENTRY_TIME.fullmatch(words) is not None


def _open_entry(lines: Sequence[Line], number: int) -> Opening | None:
    """A time, perhaps a headline, text."""
    headline: int | None = None
    for other in range(number + 1, min(number + 5, len(lines))):
        line = lines[other]
        if _is_entry_time(line.text) or line.furniture is FurnitureKind.COMMENTS:
            return None
        if line.kind is LineKind.PROSE and (headline is not None or not is_headline(line)):
            return Opening(number, () if headline is None else (headline,), (number,), other)
        if headline is None and is_headline(line):
            headline = other
    return None


def _are_entries(lines: Sequence[Line], entries: Sequence[Opening]) -> bool:
    """Whether most have a headline, or bare times: under readers' comments stand dates, ages and names."""
    named = sum(bool(entry.headlines) for entry in entries)
    bare = sum(_BARE_TIME.fullmatch(lines[entry.start].text) is not None for entry in entries)
    return max(named, bare) >= _AGREE * len(entries)


# --- under addresses -------------------------------------------------------------------------------------------------


def _find_addressed(lines: Sequence[Line]) -> Items | None:
    """Extracts, each under the address it was taken from."""
    found = [
        Opening(number, (), (number,), number + 1)
        for number, (line, following) in enumerate(pairwise(lines))
        if _ADDRESS.fullmatch(line.text) and following.kind is LineKind.PROSE
    ]
    if len(found) < _LEAST_HEADED or _weigh(lines, 0, found[0].start) > _LONGEST_INTRO:
        return None
    return Items(found, len(lines))


# --- under headings --------------------------------------------------------------------------------------------------


def _find_headed(lines: Sequence[Line]) -> Items | None:
    headed = list(_read_headed(lines))
    for chosen, told in ((_in_capitals(lines, headed), True), (headed, _says_digest(lines))):
        if len(chosen) < _LEAST_HEADED or _weigh(lines, 0, chosen[0].start) > _LONGEST_INTRO:
            continue
        end = _end_last(lines, chosen)
        inside = [opening for opening in headed if chosen[0].start <= opening.start < end]
        if told and len(chosen) >= _AGREE * len(inside) and _is_regular(lines, chosen, end):
            return Items(chosen, end)
    return None


def _read_headed(lines: Sequence[Line]) -> Iterator[Opening]:
    """Each heading with its text directly below."""
    for number, (line, following) in enumerate(pairwise(lines)):
        titled = (
            line.kind in (LineKind.TITLE, LineKind.LABEL) and line.text[-1] not in ".:,;" and line.text[0].isalnum()
        )
        if titled and following.kind is LineKind.PROSE and len(following.text) >= _SHORT_ITEM:
            yield Opening(number, (number,), (), number + 1)


def _in_capitals(lines: Sequence[Line], headed: Sequence[Opening]) -> list[Opening]:
    return [opening for opening in headed if _is_shouted(lines[opening.start].text)]


def _is_shouted(words: str) -> bool:
    return words.isupper() and sum(letter.isalpha() for letter in words) >= 6


@lru_cache(maxsize=1)
def _digest_shape() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_rules("furniture")["digest"]["words"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _says_digest(lines: Sequence[Line]) -> bool:
    """Whether the page calls itself a digest above its first items."""
    return any(len(line.text) <= 300 and _digest_shape().search(line.text) for line in lines[:_TOP])


def _is_regular(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether the items are short, and hold nearly all the text below the first heading."""
    borders = [*(opening.start for opening in headed), end]
    counts = [
        sum(line.kind is LineKind.PROSE for line in lines[start:following]) for start, following in pairwise(borders)
    ]
    short = sum(count <= _MOST_PARAGRAPHS for count in counts)
    return short >= _AGREE * len(counts) and _weigh(lines, end, len(lines)) <= _weigh(lines, headed[0].start, end)


def _end_last(lines: Sequence[Line], headed: Sequence[Opening]) -> int:
    """After the last item's paragraphs: as many as the longest of the others has, one after the other."""
    most = max(second.start - first.body for first, second in pairwise(headed))
    end = headed[-1].body
    while end < min(len(lines), headed[-1].body + min(most, _MOST_PARAGRAPHS)) and lines[end].kind is LineKind.PROSE:
        end += 1
    return end


def _weigh(lines: Sequence[Line], start: int, end: int) -> int:
    """Characters of whole sentences between two lines."""
    return sum(len(line.text) for line in lines[start:end] if line.kind is LineKind.PROSE)
