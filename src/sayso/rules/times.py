"""Dates, hours and ages as pages print them beside an article, by `credits.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sayso.rules.shape import WORD, has_digit
from sayso.rules.tables import load_rules


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    months = load_rules("credits")["time"]["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}


@lru_cache(maxsize=1)
def _date_shape() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        r"(?<!\d)(?:(?P<year5>(?:19|20)\d\d)(?P<joint5>[-/])(?P<month5>\d\d)(?P=joint5)(?P<day5>\d\d)(?!\d)"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s|-)(?:de\s|of\s)?(?P<month>{month})\.?,?(?:\s|-)(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
        r"|(?P<year4>(?:19|20)\d\d)\s?[年년.]\s?(?P<month4>\d{1,2})\s?[月월.]\s?(?P<day4>\d{1,2})(?!\d)\s?[日일.]?"
        rf"|\b(?P<month2>{month})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)(?!\d)"
        r"|(?P<a>\d{1,2})(?P<joint>[-/]|\.\s?)(?P<b>\d{1,2})(?P=joint)(?P<year3>(?:19|20)\d\d)(?!\d))",
        re.IGNORECASE,
    )


_YEAR = re.compile(r"(?:19|20)\d\d")


class FoundDate(NamedTuple):
    """An absolute date in a line: its TIMEX3 value and where it stands."""

    value: str
    start: int
    end: int


def may_hold_date(words: str) -> bool:
    """Whether there is what every date with a year has: cheap, and wrong in one direction only."""
    return "20" in words or "19" in words or (has_digit(words) and _WIRE_DATE.search(words) is not None)


def find_date(words: str) -> FoundDate | None:
    """The first date with a year in the line; of `06/07/2025`, which may be June or July, only the year."""
    return _find_date(words) if has_digit(words) else None


@lru_cache(maxsize=256)  # each rule for credits asks for it
def _find_date(words: str) -> FoundDate | None:
    match = _date_shape().search(words) if _YEAR.search(words) else None
    if match is None:
        return _find_wire_date(words)
    value = _month_date(match) or _digit_date(match) or _year_first_date(match)
    return FoundDate(value, match.start(), match.end()) if value else None


# "12MAR24": as agencies print it over their copy.
_WIRE_DATE = re.compile(
    r"(?<!\w)(?P<day>\d{1,2})(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?P<year>\d\d)(?!\w)"
)


def _find_wire_date(words: str) -> FoundDate | None:
    match = _WIRE_DATE.search(words)
    value = match and _iso_date(f"20{match['year']}", _months()[match["month"].casefold()], int(match["day"]))
    return FoundDate(value, match.start(), match.end()) if match and value else None


@lru_cache(maxsize=1)
def _month_shape() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf",?\s(?P<month>{month})\s(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)


def find_month(words: str, start: int) -> FoundDate | None:
    """A month with its year that stands at `start`: `, April 2024`."""
    match = _month_shape().match(words, start)
    if match is None:
        return None
    return FoundDate(f"{match['year']}-{_months()[match['month'].casefold()]:02}", match.start("month"), match.end())


def _month_date(match: re.Match[str]) -> str | None:
    name = match["month"] or match["month2"]
    if not name:
        return None
    return _iso_date(match["year"] or match["year2"], _months()[name.casefold()], int(match["day"] or match["day2"]))


def _digit_date(match: re.Match[str]) -> str | None:
    if not match["year3"]:
        return None
    a, b = int(match["a"]), int(match["b"])
    if match["joint"].startswith(".") or a > 12 or a == b:
        return _iso_date(match["year3"], b, a)
    return _iso_date(match["year3"], a, b) if b > 12 else match["year3"]


def _year_first_date(match: re.Match[str]) -> str | None:
    """`2024-03-12`, `2024/03/12`, `2024年3月12日`, `2024년 3월 12일`, `2024. 3. 12.`"""
    number = "5" if match["year5"] else "4"
    year, month, day = (match[f"{part}{number}"] for part in ("year", "month", "day"))
    return _iso_date(year, int(month), int(day)) if year else None


def _iso_date(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


@lru_cache(maxsize=1)
def age_pattern() -> re.Pattern[str]:
    """How long ago something was published: `3 hours ago`, `il y a 2 heures`, `2시간 전`, `today`."""
    table = load_rules("credits")["time"]
    units, openers, before, after, joined, today = (
        "|".join(sorted(map(re.escape, table[name]), key=len, reverse=True))
        for name in ("units", "openers", "before_age", "after_age", "joined_ages", "today")
    )
    number = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|eine[rm]?|un[ao]?)"
    age = rf"{number}\s?(?:{units})(?:e?[sn]|es)?"
    return re.compile(
        rf"(?:(?:{openers})\s?:?\s?)?(?:{age}\.?\s(?:{after})|(?:{before})\s{age}(?:\s(?:{after}))?|\d{{1,3}}\s?(?:{joined})"
        rf"|\d{{1,3}}\s?[smhdw]\s(?:ago)|(?:{today}))(?![^\W\d_])",
        re.IGNORECASE,
    )


def is_age(words: str) -> bool:
    """Whether the words are such an age; most lines are told apart by their last letters."""
    end = words[-3:].lower()
    may_end = end in _age_ends() or end[1:] in _age_ends() or end[2:] in _age_ends()
    return may_end and age_pattern().fullmatch(words) is not None


@lru_cache(maxsize=1)
def _age_ends() -> frozenset[str]:
    """The last three letters of all with which an age may end; of what is shorter, all."""
    table = load_rules("credits")["time"]
    forms = [unit + ending for unit in table["units"] for ending in ("", "s", "n", "es", "en")]
    words = (*forms, *table["after_age"], *table["joined_ages"], *table["today"], "ago")
    return frozenset(word[-3:].lower() for word in words)


@lru_cache(maxsize=1)
def time_words() -> frozenset[str]:
    """Words that may stand beside the digits of a line that is a time."""
    table = load_rules("credits")["time"]
    words = {word for opener in table["openers"] for word in opener.split()}
    return frozenset(words.union(*(table[name] for name in ("weekdays", "clock", "within", "zones"))))


def tells_day(words: str) -> bool:
    """Whether all words are weekdays, months, numbers or stand beside such: `Wednesday, 12 November,`."""
    tokens = [token.casefold().strip(".") for token in WORD.findall(words)]
    return bool(tokens) and all(token[0].isdigit() or token in time_words() or token in _months() for token in tokens)


@lru_cache(maxsize=1)
def clock_words() -> frozenset[str]:
    """Words that stand beside an hour: "Uhr", "ore", "at"."""
    return frozenset(load_rules("credits")["time"]["clock"])


_MINUTE = re.compile(r"\d{1,3}(?:\s?\+\s?\d{1,2})?\s?['’′´](?:\s?\+\s?\d{1,2}['’′´]?)?")


def is_minute(words: str) -> bool:
    """Whether the words are the minute of a match: `45'+2`."""
    return _MINUTE.fullmatch(words) is not None


@lru_cache(maxsize=1)
def _short_age() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, load_rules("credits")["time"]["units"]), key=len, reverse=True))
    return re.compile(rf"\d{{1,3}}\s?(?:[smhdwy]|mins|hrs?|std|jam|j|(?:{units})(?:e?[sn]|es)?)\.?", re.IGNORECASE)


def is_short_age(words: str) -> bool:
    """Whether the words are an age as feeds print it beside a name: `5h`, `12 min`, `3 hours`."""
    return len(words) <= _LONGEST_AGE and words[:1].isdigit() and _short_age().fullmatch(words) is not None


_LONGEST_AGE = 20  # characters


def is_time_line(words: str) -> bool:
    """Whether the line holds a date or an age and nothing else of weight."""
    if len(words) > 90:
        return len(words) <= 160 and words.casefold().startswith(_stamps()) and _tells_hour(words[:90])
    if is_age(words.strip("•-–—| ")):
        return True
    return has_digit(words) and (is_minute(words) or _tells_time(words))


def _tells_time(words: str) -> bool:
    """Whether all words are numbers or stand beside a day or an hour, or two numbers stand behind an opener."""
    tokens = [token.casefold().strip(".") for token in WORD.findall(words)]
    numbers = sum(token[0].isdigit() for token in tokens)
    if not numbers:
        return False
    if words.casefold().startswith(_stamps()) and numbers >= 2:
        return True
    dated = find_date(words) is not None or CLOCK.search(words) or any(token in _months() for token in tokens)
    return bool(dated) and all(token[0].isdigit() or token in time_words() or token in _months() for token in tokens)


def _tells_hour(words: str) -> bool:
    return CLOCK.search(words) is not None and any(token.casefold() in _months() for token in WORD.findall(words))


CLOCK = re.compile(r"\d{1,2}[:.]\s?\d\d\b|\d\s?[ap]\.?m\b", re.IGNORECASE)


def tells_clock(words: str) -> bool:
    """Whether a line of a few words begins or ends with an hour: `LIVE 23:48`, `edited 08:15`, `11:47Ada Finch`."""
    if len(words) > _LONGEST_CLOCK or not has_digit(words) or len(words.split()) > _MOST_BESIDE_CLOCK:
        return False
    return _HOUR.match(words.lstrip("[(+*•–— ")) is not None or _HOUR_END.search(words.rstrip("]) ")) is not None


_LONGEST_CLOCK = 40
_MOST_BESIDE_CLOCK = 5  # words
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])[:hH][0-5]\d(?!\d|[:.]\d)")
_HOUR_END = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:hH][0-5]\d(?:\s(?:[A-Z]{2,4}|Uhr|uur|[ap]\.?m\.?))?$")


@lru_cache(maxsize=1)
def _stamps() -> tuple[str, ...]:
    """Openings of a line that says when something was published."""
    return tuple(f"{word} " for word in load_rules("credits")["time"]["stamps"]) + tuple(
        f"{word}:" for word in load_rules("credits")["time"]["stamps"]
    )
