"""Entries whose texts begin with their times; what tells entries from a chronicle and from readers' comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sayso.model import FurnitureKind
from sayso.rules.moments import (
    BARE_TIME,
    FUSED_TIME,
    LONGEST,
    Moment,
    calls_live,
    is_entry_time,
    match_fused,
    moment_of,
    runs_forward,
    runs_one_way,
)
from sayso.rules.shape import DIGIT, Line, LineKind, count_words, fold_line, is_dense, is_title
from sayso.rules.tables import load_rules
from sayso.split.first import find_first
from sayso.split.headlines import is_headline, weigh
from sayso.split.items import Items, Opening

_LEAST_TIMED = 4
_LEAST_LEAD = 500  # characters above the first entry of a live blog that are an article
_LEAST_LEDE = 80  # characters that open an article which goes on under times
_AGREE = 0.7  # share of the entries that must be alike


def find_voices(lines: Sequence[Line]) -> int:
    """The number of the first line of readers' comments below an article, each under a name and a time; else of all."""
    times = [number for number in range(len(lines)) if is_entry_time(lines[number].text)]
    entries = [opening for number in times if (opening := _open_entry(lines, number))]
    if len(entries) < _LEAST_TIMED or not are_signed(lines, entries):
        return len(lines)
    return next(entry.start - 1 for entry in entries if weigh(lines, 0, entry.start) >= _LEAST_LEAD)


def are_signed(lines: Sequence[Line], entries: Sequence[Opening]) -> bool:
    """Whether over most times stands a name and under them no headline: below an article these are its readers'."""
    signed = [not entry.headlines and entry.start > 0 and _may_be_name(lines[entry.start - 1]) for entry in entries]
    if sum(signed) < _AGREE * len(entries):
        return False
    above, told = weigh(lines, 0, entries[1].start), weigh(lines, 0, len(lines))
    return above >= max(_LEAST_LEAD, told / 3)


def _may_be_name(line: Line) -> bool:
    return count_words(line.text) <= 4 and line.kind in (
        LineKind.LABEL,
        LineKind.TITLE,
        LineKind.BYLINE,
        LineKind.PROSE,
    )


def is_chronicle(lines: Sequence[Line], entries: Sequence[Opening], times: Sequence[Moment | None]) -> bool:
    """Whether an article goes on under times: it opens above them, they run forward, and no headline stands under them.

    A day with somebody, hour by hour; how it came to pass. Live blogs have their latest entry on top.
    """
    if sum(bool(entry.headlines) for entry in entries) > (1 - _AGREE) * len(entries) or not runs_forward(times):
        return False
    above = lines[: entries[0].start]
    if any(calls_live(line.text) for line in above if is_headline(line)):
        return False
    told = [line.text for line in above if line.kind is LineKind.PROSE and not is_headline(line)]
    size = sum(len(words) * (2 if is_dense(words) else 1) for words in told)
    return size >= _LEAST_LEDE and any(is_headline(line) for line in above)


def with_lead(lines: Sequence[Line], entries: Sequence[Opening]) -> list[Opening]:
    lead = find_first(lines, entries[0].start)
    if lead and weigh(lines, lead.body, entries[0].start) >= _LEAST_LEAD:
        return [lead, *entries]
    return list(entries)


def _open_entry(lines: Sequence[Line], number: int) -> Opening | None:
    """A time, perhaps a headline and other credits, text."""
    headline: int | None = None
    for other in range(number + 1, min(number + 5, len(lines))):
        line = lines[other]
        if is_entry_time(line.text) or line.furniture is FurnitureKind.COMMENTS:
            return None
        if line.kind is LineKind.PROSE and (headline is not None or not is_headline(line)):
            return Opening(number, () if headline is None else (headline,), (number,), other)
        if headline is None and (is_headline(line) or _is_short_headline(lines, other)):
            headline = other
    return None


def _is_short_headline(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is two or three words directly over a text."""
    line = lines[number]
    noted = line.furniture is FurnitureKind.OTHER and is_title(line.text)  # "Correction: ninety, not nine hundred"
    return (
        (line.kind is LineKind.LABEL or noted)
        and len(line.text.split()) > 1
        and number + 1 < len(lines)
        and lines[number + 1].kind is LineKind.PROSE
    )


def find_fused(lines: Sequence[Line]) -> Items | None:
    """Entries that begin with their time, some perhaps under it, one after the other in the order of their times."""
    found = [(number, match) for number, line in enumerate(lines) if (match := _match_time(line.text))]
    entries = [
        opening
        for number, match in found
        if (opening := _open_fused(lines, number) if match.re is FUSED_TIME else _open_entry(lines, number))
    ]
    entries = _add_labelled(lines, entries, [match for _, match in found])
    moments = [moment_of(match) for _, match in found]
    if len(entries) < max(_LEAST_TIMED, _AGREE * len(found)) or not runs_one_way(moments):
        return None
    if sum(weigh(lines, one.body, two.start) for one, two in pairwise(entries)) * 2 < weigh(
        lines, entries[0].start, len(lines)
    ):
        return None
    titles = {number for entry in entries for number in entry.headlines}
    if is_chronicle(lines, entries, moments):
        return None
    fused = [(number, match) for number, match in found if match.re is FUSED_TIME]
    if are_signed(lines, entries):
        return None
    heads = {number: cut_time(lines[number].text, match) for number, match in fused if number in titles}
    times = {number: match.end() for number, match in fused if number not in titles}
    return Items(with_lead(lines, entries), len(lines), heads=heads, times=times)


def _add_labelled(lines: Sequence[Line], entries: Sequence[Opening], times: Sequence[re.Match[str]]) -> list[Opening]:
    """The entries of a match with those that bear a word in place of a minute: "Full-time: ...", or over their text."""
    if len(entries) < _LEAST_TIMED or any(time["played"] is None for time in times):
        return list(entries)
    starts = {entry.start for entry in entries} | {entry.body for entry in entries}
    near = range(max(0, min(starts) - 2), min(len(lines), max(starts) + 4))
    labelled = [
        Opening(number, (), (), number)
        for number in near
        if number not in starts and lines[number].kind is LineKind.PROSE and _match_labels().match(lines[number].text)
    ]
    named = [
        Opening(number, (), (number,), number + 1)
        for number in near
        if fold_line(lines[number].text) in load_rules("items")["match"]["labels"]
        and number + 1 < len(lines)
        and number + 1 not in starts
        and lines[number + 1].kind is LineKind.PROSE
    ]
    return sorted([*entries, *labelled, *named])


@lru_cache(maxsize=1)
def _match_labels() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_rules("items")["match"]["labels"]), key=len, reverse=True))
    return re.compile(rf"[^\w\s]{{0,3}}\s?(?:{words})\s?[:!.：！]", re.IGNORECASE)


def cut_time(words: str, time: re.Match[str]) -> tuple[int, int]:
    """Which characters are left between a time and marks such as `+++`."""
    return time.end(), max(time.end() + 1, len(words.rstrip("+*| ")))


def _match_time(words: str) -> re.Match[str] | None:
    """The time that the line is, or with which it begins."""
    if not DIGIT.search(words, 0, LONGEST):
        return None
    bare = BARE_TIME.fullmatch(words) if len(words) <= LONGEST else None
    return bare if bare or count_words(words) < 4 else match_fused(words)


def _open_fused(lines: Sequence[Line], number: int) -> Opening | None:
    """A sentence after the time, or a title and text below it."""
    if lines[number].kind is LineKind.PROSE and not is_headline(lines[number]):
        return Opening(number, (), (), number)
    following = number + 1
    if following < len(lines) and lines[following].kind is LineKind.PROSE:
        return Opening(number, (number,), (), following)
    return None
