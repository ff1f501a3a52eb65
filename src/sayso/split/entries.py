"""Pages of entries: live blogs, with entries under times, and extracts under the addresses they were taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.model import FurnitureKind
from sayso.rules.shape import Line, LineKind, count_words, is_title
from sayso.rules.times import age_pattern, clock_words, is_time_line
from sayso.split.openings import Items, Opening, find_first, is_headline, weigh

_LEAST_TIMED = 4
_LEAST_ADDRESSED = 3
_LONGEST_TIME = 60  # characters of a line that is the time of an entry
_LONGEST_INTRO = 900  # characters above the first item
_LEAST_LEAD = 500  # characters above the first entry of a live blog that are an article
_AGREE = 0.7  # share of the entries that must be alike

_CLOCK = (
    r"(?P<hour>\d{1,2})\s?[:.hH時시点]\s?(?P<minute>\d{2})(?:分|분)?"
    r"(?:\s?(?P<half>[ap]\.?m\.?|AM|PM|Uhr|uur|hrs?|h))?(?:\s(?:[A-Z]{2,4}|Uhr|uur))?"
)
# The minute of a match: "45'", "45'+2", "90+4'", "78. Min."; its hour is none.
_MINUTE = (
    r"(?:min\.?\s)?(?P<played>\d{1,3})(?:\s?\+\s?(?P<more>\d{1,2}))?\s?(?:['’′´]|\.\s?[Mm]in(?:ute|uto)?\b\.?)"
    r"(?:\s?\+\s?(?P<added>\d{1,2})['’′´]?)?"
)
_BARE_TIME = re.compile(rf"[\[(+*•–—-]{{0,4}}\s?{_CLOCK}[\])+*]{{0,4}}|{_MINUTE}")
_NAMED_TIME = re.compile(rf"(?:[\w. ]{{3,20}},\s)?{_CLOCK}(?:(?:\s[|•·–—-])?\s[A-Z][\w'’-]{{1,20}}){{0,3}}")
# A time with which a line begins that goes on: "14:05 - Council meets", "+++ 9.30 Uhr: Council meets +++".
# Before it may stand a word such as "Ore" or "Um".
_FUSED_TIME = re.compile(rf"(?:[\[(+*•#–—-]{{1,5}}\s?)?(?:{_CLOCK}|{_MINUTE})[\])]?\s?[-–—:|•+]{{0,3}}\s+(?=\S)")
_BEFORE_TIME = re.compile(r"(?:[^\W\d_]{1,6}\.?\s){1,2}(?=\d)")
_ADDRESS = re.compile(r"#{0,6}\s?https?://\S{8,400}")


def find_entries(lines: Sequence[Line]) -> Items | None:
    """The entries of a live blog, and the article above them; None for any other page."""
    return _find_timed(lines) or _find_fused(lines)


def _find_timed(lines: Sequence[Line]) -> Items | None:
    times = [number for number in range(len(lines)) if is_entry_time(lines[number].text)]
    entries = [opening for number in times if (opening := _open_entry(lines, number))]
    if len(entries) < _LEAST_TIMED or len(entries) < _AGREE * len(times) or not _are_entries(lines, entries):
        return None
    return None if _are_signed(lines, entries) else Items(_with_lead(lines, entries), len(lines))


def find_voices(lines: Sequence[Line]) -> int:
    """The number of the first line of readers' comments below an article, each under a name and a time; else of all."""
    times = [number for number in range(len(lines)) if is_entry_time(lines[number].text)]
    entries = [opening for number in times if (opening := _open_entry(lines, number))]
    if len(entries) < _LEAST_TIMED or not _are_signed(lines, entries):
        return len(lines)
    return next(entry.start - 1 for entry in entries if weigh(lines, 0, entry.start) >= _LEAST_LEAD)


def _are_signed(lines: Sequence[Line], entries: Sequence[Opening]) -> bool:
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


def _with_lead(lines: Sequence[Line], entries: Sequence[Opening]) -> list[Opening]:
    lead = find_first(lines, entries[0].start)
    if lead and weigh(lines, lead.body, entries[0].start) >= _LEAST_LEAD:
        return [lead, *entries]
    return list(entries)


def is_entry_time(words: str) -> bool:
    """Whether the line is the time of an entry: an hour, an age, a match's minute, perhaps with a day or a name."""
    if len(words) > _LONGEST_TIME or not any(letter.isdigit() for letter in words):
        return False
    age = age_pattern().match(words)
    rest = words[age.end() :].lstrip(" |•·–—-,") if age else words
    return not rest or _NAMED_TIME.fullmatch(rest) is not None or _BARE_TIME.fullmatch(rest) is not None


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


def _are_entries(lines: Sequence[Line], entries: Sequence[Opening]) -> bool:
    """Whether most have a headline, or bare times: under readers' comments stand dates, ages and names."""
    named = sum(bool(entry.headlines) for entry in entries)
    bare = sum(_BARE_TIME.fullmatch(lines[entry.start].text) is not None for entry in entries)
    dated = sum(_has_clock_and_day(lines[entry.start].text) for entry in entries)
    return max(named, bare, dated) >= _AGREE * len(entries)


def _has_clock_and_day(words: str) -> bool:
    """Whether it is a day with its hour and nothing else."""
    return is_time_line(words) and _NAMED_TIME.search(words) is not None and not age_pattern().search(words)


# --- times at the beginning of the text ------------------------------------------------------------------------------


def _find_fused(lines: Sequence[Line]) -> Items | None:
    """Entries that begin with their time, some perhaps under it, one after the other in the order of their times."""
    found = [(number, match) for number, line in enumerate(lines) if (match := _match_time(line.text))]
    entries = [
        opening
        for number, match in found
        if (opening := _open_fused(lines, number) if match.re is _FUSED_TIME else _open_entry(lines, number))
    ]
    if len(entries) < _LEAST_TIMED or len(entries) < _AGREE * len(found) or not _are_ordered(m for _, m in found):
        return None
    if sum(weigh(lines, one.body, two.start) for one, two in pairwise(entries)) * 2 < weigh(
        lines, entries[0].start, len(lines)
    ):
        return None
    titles = {number for entry in entries for number in entry.headlines}
    fused = [(number, match) for number, match in found if match.re is _FUSED_TIME]
    if _are_signed(lines, entries):
        return None
    heads = {number: _cut_time(lines[number].text, match) for number, match in fused if number in titles}
    times = {number: match.end() for number, match in fused if number not in titles}
    return Items(_with_lead(lines, entries), len(lines), heads=heads, times=times)


def _cut_time(words: str, time: re.Match[str]) -> tuple[int, int]:
    """Which characters are left between a time and marks such as `+++`."""
    return time.end(), max(time.end() + 1, len(words.rstrip("+*| ")))


def _match_time(words: str) -> re.Match[str] | None:
    bare = _BARE_TIME.fullmatch(words) if len(words) <= _LONGEST_TIME else None
    if bare or count_words(words) < 4:
        return bare
    before = _BEFORE_TIME.match(words)
    said = before is not None and all(word in clock_words() for word in before[0].casefold().replace(".", "").split())
    return _FUSED_TIME.match(words, before.end() if before and said else 0, _LONGEST_TIME)


def _open_fused(lines: Sequence[Line], number: int) -> Opening | None:
    """A sentence after the time, or a title and text below it."""
    if lines[number].kind is LineKind.PROSE and not is_headline(lines[number]):
        return Opening(number, (), (), number)
    following = number + 1
    if following < len(lines) and lines[following].kind is LineKind.PROSE:
        return Opening(number, (number,), (), following)
    return None


def _are_ordered(times: Iterator[re.Match[str]]) -> bool:
    """Whether the clock runs one way through most of them."""
    minutes = [_read_minutes(time) for time in times]
    steps = [two - one for one, two in pairwise(minutes)]
    later, earlier = sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)
    return max(later, earlier) >= 0.8 * len(steps) and any(steps)


def _read_minutes(time: re.Match[str]) -> int:
    if time["played"]:
        return 1000 * int(time["played"]) + int(time["more"] or time["added"] or 0)
    half = (time["half"] or "").lower().replace(".", "")
    hour = int(time["hour"]) % 12 + 12 * (half == "pm") if half in ("am", "pm") else int(time["hour"])
    return hour * 60 + int(time["minute"])


# --- under addresses -------------------------------------------------------------------------------------------------


def find_addressed(lines: Sequence[Line]) -> Items | None:
    """Extracts, each under the address it was taken from."""
    found = [
        Opening(number, (), (number,), number + 1)
        for number, (line, following) in enumerate(pairwise(lines))
        if _ADDRESS.fullmatch(line.text) and following.kind is LineKind.PROSE
    ]
    if len(found) < _LEAST_ADDRESSED or weigh(lines, 0, found[0].start) > _LONGEST_INTRO:
        return None
    return Items(found, len(lines), foreign=True)
