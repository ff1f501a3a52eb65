"""The hour, the minute of a match or the day that stands over or before an entry, and which way such times run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.rules.shape import DIGIT, has_digit
from sayso.rules.tables import load_rules
from sayso.rules.times import age_pattern, clock_words, find_date, is_age, is_time_line, tells_day

LONGEST = 60  # characters of a line that is the time of an entry
_AGREE = 0.7  # share of the lines that must tell a time
_EVENING, _MORNING = 18 * 60, 11 * 60  # minutes since midnight
_FORWARD = 0.8  # share of the steps from time to time that go one way

_CLOCK = (
    r"(?P<hour>\d{1,2})\s?[:.hH時시점]\s?(?P<minute>\d{2})(?:分|분)?"
    r"(?:\s?(?P<half>[ap]\.?m\.?|AM|PM|Uhr|uur|hrs?|h))?(?:\s(?:[A-Z]{2,4}|Uhr|uur))?"
)
# The minute of a match: "Min. 9:", "45'", "45'+2", "90+4'", "78. Min.", "9 min:", "후반 12분", "前半12分".
# Its hour is none.
_MINUTE = (
    r"(?:(?P<named>[Mm]in(?:ut[eo])?\.?\s)|(?P<part>[전후前後](?:반|半))\s?)?"
    r"(?P<played>\d{1,3})(?:\s?\+\s?(?P<more>\d{1,2}))?"
    r"\s?(?(part)[분分]|(?(named)['’′´]?[:.]?(?!\w)|(?:['’′´]|\.\s?[Mm]in(?:ute|uto)?\b\.?|\s?[Mm]ins?(?=:))))"
    r"(?:\s?\+\s?(?P<added>\d{1,2})['’′´]?)?"
)
BARE_TIME = re.compile(rf"[\[(+*•–—-]{{0,4}}\s?{_CLOCK}[\])+*]{{0,4}}|{_MINUTE}")
NAMED_TIME = re.compile(rf"(?:[\w. ]{{3,20}},\s)?{_CLOCK}(?:(?:\s[|•·–—-])?\s[A-Z][\w'’-]{{1,20}}){{0,3}}")
# A time with which a line begins that goes on: "14:05 - Council meets", "+++ 9.30 Uhr: Council meets +++".
# Before it may stand a word such as "Ore" or "Um".
FUSED_TIME = re.compile(rf"(?:[\[(+*•#–—-]{{1,5}}\s?)?(?:{_CLOCK}|{_MINUTE})[\])]?\s?[-–—:|•+]{{0,3}}\s+(?=\S)")
_BEFORE_TIME = re.compile(r"(?:[^\W\d_]{1,6}\.?\s){1,2}(?=\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FARTHEST_DIGIT = 40  # characters before the first digit of a time with which a line begins


class Moment(NamedTuple):
    """A day (ISO 8601, also a year; empty where none is said) and the minutes since midnight (-1: none).

    `played`: the minutes are those of a match, in thousandths, so that 45+2 stands before 46.
    """

    day: str = ""
    minutes: int = -1
    played: bool = False


def is_entry_time(words: str) -> bool:
    """Whether the line is the time of an entry: an hour, an age, a match's minute, perhaps with a day or a name."""
    if len(words) > LONGEST:
        return False
    if not has_digit(words):
        return is_age(words)
    age = age_pattern().match(words)
    rest = words[age.end() :].lstrip(" |•·–—-,") if age else words
    return not rest or NAMED_TIME.fullmatch(rest) is not None or BARE_TIME.fullmatch(rest) is not None


def match_fused(words: str) -> re.Match[str] | None:
    """The time with which a line begins that goes on."""
    if not DIGIT.search(words, 0, _FARTHEST_DIGIT):
        return None
    before = _BEFORE_TIME.match(words)
    said = before is not None and all(word in clock_words() for word in before[0].casefold().replace(".", "").split())
    found = FUSED_TIME.match(words, before.end() if before and said else 0, LONGEST)
    if found or not words[0].isupper():
        return found
    comma = words.rfind(", ", 0, _FARTHEST_DIGIT) + 2  # "Wednesday, 12 November, 6.05 pm: "
    return FUSED_TIME.match(words, comma, LONGEST) if comma > 1 and tells_day(words[:comma]) else None


def moment_of(time: re.Match[str]) -> Moment:
    """The hour or the minute of a match that one of the shapes above has found."""
    if not time["played"]:
        return Moment(minutes=_read_clock(time))
    half = 500_000 if (time["part"] or "").startswith(("후", "後")) else 0
    minutes = half + 1000 * int(time["played"]) + int(time["more"] or time["added"] or 0)
    return Moment(minutes=minutes, played=True)


def _read_clock(time: re.Match[str]) -> int:
    """Minutes since midnight."""
    half = (time["half"] or "").lower().replace(".", "")
    hour = int(time["hour"]) % 12 + 12 * (half == "pm") if half in ("am", "pm") else int(time["hour"])
    return hour * 60 + int(time["minute"])


def read_moment(words: str) -> Moment | None:
    """The day or time that a line tells, which holds nothing else; None of an age or of no time."""
    if len(words) > LONGEST:
        return None
    if bare := BARE_TIME.fullmatch(words):
        return moment_of(bare)
    if found := find_date(words):
        clock = NAMED_TIME.search(words, found.end)
        return Moment(found.value, _read_clock(clock) if clock else -1)
    year = _YEAR.search(words)
    return Moment(year[0]) if year and len(words) <= 20 else None


def calls_live(headline: str) -> bool:
    """Whether a headline says that its page goes on while things happen: "Newsblog", "as it happened"."""
    return _live_shape().search(headline) is not None


@lru_cache(maxsize=1)
def _live_shape() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_rules("items")["live"]["words"]))
    return re.compile(words, re.IGNORECASE)


def runs_one_way(times: Sequence[Moment]) -> bool:
    """Whether the clock runs one way through most of these."""
    steps = [two.minutes - one.minutes for one, two in pairwise(times)]
    later, earlier = sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)
    return max(later, earlier) >= _FORWARD * len(steps) and any(steps)


def runs_forward(times: Sequence[Moment | None]) -> bool:
    """Whether these are the times of a chronicle: hours or days, none before the one above it. A match is none."""
    moments = [moment for moment in times if moment is not None and not moment.played]
    if len(moments) < max(2, _AGREE * len(times)):
        return False
    steps = list(pairwise(moments))
    back = [step for step in steps if step[0] > step[1]]
    nights = sum(_passes_midnight(*step) for step in back)
    return len(back) == nights <= 1 and sum(one < two for one, two in steps) + nights >= _FORWARD * len(steps)


def _passes_midnight(one: Moment, two: Moment) -> bool:
    """Whether an evening is followed by a morning, and no day is named."""
    return one.day == two.day == "" and one.minutes >= _EVENING and two.minutes <= _MORNING


_PLACED = re.compile(r"(?P<name>[^\W\d_][^\d:,·•|–—]{1,40}?)(?:,|\s?[·•|–—])\s(?P<time>.{3,40})")
_NUMBERED = re.compile(
    r"(?:(?:Press|Media|News) Release |(?:Presse|Medien)mitteilung )?"
    r"(?:Nr|No|N°|Nº|№|#|Núm|Release)\.?\s?\d{1,5}(?:[/-]\d{2,4})?(?:,|\s?[·•|–—])?"
    r"\s(?:vom|of|du|del|de|van|z|от|від|on)?\s?",
    re.IGNORECASE,
)
_MOST_NAMES = 4  # words of a place or an outlet beside a time


def is_placed_time(words: str) -> bool:
    """Whether a place, an outlet or a number of issue stands before an age or a day, and nothing else.

    "PORT ELLERY, 12 March 2024", "Ellery Mail · 5 hours ago", "Nr. 14/2024 vom 13. März 2024".
    """
    if len(words) > LONGEST + 20 or not has_digit(words):
        return False
    numbered = _NUMBERED.match(words)
    if numbered and find_date(words[numbered.end() :]) and is_time_line(words[numbered.end() :]):
        return True
    placed = _PLACED.fullmatch(words)
    if placed is None or not placed["name"][0].isupper() or len(placed["name"].split()) > _MOST_NAMES:
        return False
    return age_pattern().fullmatch(placed["time"]) is not None or (
        find_date(placed["time"]) is not None and is_time_line(placed["time"])
    )
