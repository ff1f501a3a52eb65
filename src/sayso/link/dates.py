"""Which day it was: date expressions resolved against the article's own date.

A resolved date is never finer than what is known. The anchor is an interval of days; an expression is resolved at both
its ends, and only where both give the same answer is it given. So "last year" needs the anchor's year, "last week" its
week, "on Thursday" its day, and a year that nobody gives is not made up.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sayso.model import Basis, Date, DateExpression, DateMention, Direction, Precision

FAR_BACK = 300  # days: a day or month without its year is not taken to lie further off in another year
NEAR = 120  # days: how far off a month may be where no word says whether it is past or to come

TOLD_REACH = 300  # characters between a date and "the following day" that counts from it

_DAYS, _WEEKS, _MONTHS = Precision.DAY, Precision.WEEK, Precision.MONTH
_EXACT_ENOUGH = {"D": (_DAYS,), "W": (_DAYS, _WEEKS), "M": (_DAYS, _MONTHS), "Y": (_DAYS, _MONTHS, Precision.YEAR)}
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Period(NamedTuple):
    """Days from first to last, both included."""

    first: date
    last: date
    precision: Precision


# --- resolving one expression ---------------------------------------------------------------------------------------


def resolve_date(expression: DateExpression, anchor: Date | None) -> Date | None:
    """The date that an expression names, seen from `anchor`, or None where that is not known."""
    period = complete_period(expression.value)
    if period is not None:
        return _make_date(period, expression, Basis.STATED, expression.because)
    known = parse_date(anchor.date) if anchor is not None else None
    if anchor is None or known is None:
        return None
    found = _seen_from(known, lambda day: _period_at(expression.value, day, expression.direction))
    if found is None or (expression.direction is Direction.PAST and found.first > known.last):
        return None
    if anchor.basis is not Basis.INFERRED:
        return _make_date(found, expression, Basis.RELATIVE, None)
    return _make_date(
        found, expression, Basis.INFERRED, f"Counted from the article's own date, {anchor.date}: {anchor.because}"
    )


def resolve_mentions(mentions: Sequence[DateMention], anchor: Date | None) -> dict[str, Date]:
    """The dates of one article's mentions, by id, seen from the article's own date.

    "The following day" and "that year" count from the mention before, where that is near and of days, weeks or years.
    """
    found: dict[str, Date] = {}
    told: DateMention | None = None
    for mention in sorted(mentions, key=lambda m: m.start):
        expression = mention.expression
        if expression.value.endswith("^"):
            before = found.get(told.id) if told is not None and mention.start - told.end <= TOLD_REACH else None
            date = _count_from(expression, before) if before is not None else None
        else:
            date = resolve_date(expression, anchor)
        told = mention
        if date is not None:
            found[mention.id] = date
    return found


def _count_from(expression: DateExpression, before: Date) -> Date | None:
    """The day, week, month or year so many away from a date that is told at least as exactly."""
    told, value = parse_date(before.date), expression.value.removesuffix("^")
    if told is None or told.precision not in _EXACT_ENOUGH[value[-1]]:
        return None
    try:
        period = _offset_at(value, told.first)
    except (ValueError, OverflowError):
        return None
    basis = Basis.INFERRED if before.basis is Basis.INFERRED else Basis.RELATIVE
    return _make_date(period, expression, basis, f"Counted from {before.date}, told before.") if period else None


def parse_date(text: str) -> Period | None:
    """The days of `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `A/B` of two of them; None for anything else."""
    parts = [complete_period(part) for part in text.split("/")]
    if not 1 <= len(parts) <= 2 or parts[0] is None or parts[-1] is None:
        return None
    if len(parts) == 1:
        return parts[0]
    return Period(parts[0].first, parts[1].last, Precision.RANGE) if parts[0].first <= parts[1].last else None  # type: ignore[union-attr]


def _seen_from(anchor: Period, resolve: Callable[[date], Period | None]) -> Period | None:
    """What `resolve` says at the anchor's first and last day, where it says the same; of rough words ("a year ago") all
    that it says, where that overlaps."""
    first = resolve(anchor.first)
    if first is None or anchor.first == anchor.last:
        return first
    last = resolve(anchor.last)
    if last is None or first == last:
        return last
    is_rough = first.precision is last.precision is Precision.RANGE and last.first <= first.last
    return Period(first.first, last.last, Precision.RANGE) if is_rough else None


def _make_date(period: Period, expression: DateExpression, basis: Basis, because: str | None) -> Date:
    return Date(
        date=format_period(period), precision=period.precision, basis=basis, span=expression.span, because=because
    )


def format_period(period: Period) -> str:
    first, last, precision = period
    if precision is Precision.DAY:
        return first.isoformat()
    if precision is Precision.MONTH:
        return first.isoformat()[:7]
    if precision is Precision.YEAR:
        return first.isoformat()[:4]
    whole_months = first.day == 1 and last == month_period(last.year, last.month).last
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first.year:04}/{last.year:04}"
    return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}" if whole_months else f"{first}/{last}"


def day_period(day: date) -> Period:
    return Period(day, day, Precision.DAY)


def month_period(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH)


def _months(year: int, month: int, count: int, precision: Precision) -> Period:
    """`count` months from a month of a year; `month` may lie outside 1 to 12."""
    first = year * 12 + month - 1
    last = first + count - 1
    return Period(
        month_period(first // 12, first % 12 + 1).first, month_period(last // 12, last % 12 + 1).last, precision
    )


def year_period(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), Precision.WEEK)


def complete_period(value: str) -> Period | None:
    """The days of a value that needs no anchor."""
    if "/" in value:
        return parse_date(value) if re.fullmatch(r"[\d-]+/[\d-]+", value) else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-([QH])(\d)|-(SP|SU|FA))?|(\d{3})X", value)
    if match is None:
        return None
    if match[7]:
        return Period(date(int(match[7]) * 10, 1, 1), date(int(match[7]) * 10 + 9, 12, 31), Precision.RANGE)
    year = int(match[1])
    try:
        return _part_of_year(year, match)
    except ValueError:
        return None


def _part_of_year(year: int, match: re.Match[str]) -> Period:
    if match[3]:
        return day_period(date(year, int(match[2]), int(match[3])))
    if match[2]:
        return month_period(year, int(match[2]))
    if match[4]:
        length = 3 if match[4] == "Q" else 6
        return _months(year, (int(match[5]) - 1) * length + 1, length, Precision.RANGE)
    return season_period(year, match[6]) if match[6] else year_period(year)


def season_period(year: int, code: str) -> Period:
    """The season that begins in that year: winter ends in the next."""
    return _months(year, _SEASONS[code][0], 3, Precision.SEASON)


def _period_at(value: str, day: date, direction: Direction) -> Period | None:
    """What an incomplete value names for someone writing on `day`."""
    if value.endswith("^"):
        return None  # counted from another date of the text: see `resolve_mentions`
    try:
        if "/" in value:
            return _span_at(value, day, direction)
        if "@" in value:
            inner, offset = value.split("@")
            outer = _offset_at(offset, day)
            return _inside(inner, outer) if outer is not None else None
        return _single_at(value, day, direction)
    except (ValueError, OverflowError):  # no such day of the calendar, or outside it
        return None


def _single_at(value: str, day: date, direction: Direction) -> Period | None:
    if value.startswith("P"):
        return _offset_at(value, day)
    return _last_one(value.removesuffix("<"), day) if value.endswith("<") else _occurrence(value, day, direction)


def _span_at(value: str, day: date, direction: Direction) -> Period | None:
    first, last = (_single_at(part, day, direction) for part in value.split("/"))
    if first is None or last is None:
        return None
    if first.first > last.first:
        first = _shift_year(first, -1)
    return Period(first.first, last.last, Precision.RANGE) if (last.last - first.first).days <= 366 else None


def _shift_year(period: Period, years: int) -> Period:
    if period.precision is Precision.DAY:
        return day_period(period.first.replace(year=period.first.year + years))
    return _months(period.first.year + years, period.first.month, 1, period.precision)


_OFFSET = re.compile(r"P(-?\d+)([DWMY])(~?)")


def _offset_at(value: str, day: date) -> Period | None:
    """The day, week, month or year so many away; with `~` ("six months ago") only as near as such words are meant."""
    match = _OFFSET.fullmatch(value)
    if match is None:
        return None
    count, unit, loose = int(match[1]), match[2], bool(match[3])
    if unit == "D":
        return day_period(day + timedelta(days=count))
    if loose:
        return _about(count, unit, day)
    if unit == "W":
        return _week(day + timedelta(weeks=count))
    if unit == "Y":
        return year_period(day.year + count)
    return _months(day.year, day.month + count, 1, Precision.MONTH)


def _about(count: int, unit: str, day: date) -> Period:
    """ "three weeks ago" is a week more or less, "six months ago" a month, "two years ago" half a year."""
    if unit == "W":
        week = _week(day + timedelta(weeks=count))
        return Period(week.first - timedelta(days=7), week.last + timedelta(days=7), Precision.RANGE)
    months, slack = (count, 1) if unit == "M" else (12 * count, 6 if count > -10 else 18)
    return _months(day.year, day.month + months - slack, 2 * slack + 1, Precision.RANGE)


def _inside(value: str, outer: Period) -> Period | None:
    """The month, day, season or weekday within a year or week."""
    weekday = re.fullmatch(r"XXXX-WXX-(\d)", value)
    if weekday:
        return (
            day_period(outer.first + timedelta(days=int(weekday[1]) - 1)) if outer.precision is Precision.WEEK else None
        )
    if outer.precision is not Precision.YEAR or value.endswith("-WI"):
        return None
    return complete_period(value.replace("XXXX", f"{outer.first.year:04}"))


def _candidates(value: str, day: date) -> Iterator[Period]:
    """Occurrences of an incomplete value around a day, oldest first."""
    weekday = re.fullmatch(r"XXXX-WXX-(\d|WE)", value)
    if weekday:
        for week in (_week(day + timedelta(weeks=step)) for step in (-2, -1, 0, 1)):
            if weekday[1] == "WE":
                yield Period(week.first + timedelta(days=5), week.last, Precision.RANGE)
            else:
                yield day_period(week.first + timedelta(days=int(weekday[1]) - 1))
        return
    value, _, weekday_told = value.partition("=")
    code = value.removeprefix("XXXX-")
    for year in range(day.year - 2, day.year + 2):
        period = season_period(year, code) if code in _SEASONS else complete_period(f"{year:04}-{code}")
        if period is not None and (not weekday_told or period.first.isoweekday() == int(weekday_told)):
            yield period


def _occurrence(value: str, day: date, direction: Direction) -> Period | None:
    """The last one begun by `day`, the next one not yet over, or the nearest; None where it is too far off."""
    found = list(_candidates(value, day))
    is_weekly = value.startswith("XXXX-W")
    if direction is Direction.PAST:
        is_quarter = value.startswith("XXXX-Q")  # counts of one are told when it is over
        past = [period for period in found if (period.last < day if is_quarter else period.first <= day)]
        return (
            past[-1] if past and (day.year == past[-1].first.year or (day - past[-1].last).days <= FAR_BACK) else None
        )
    if direction is Direction.FUTURE:
        coming = [period for period in found if period.last >= day]
        return coming[0] if coming and (coming[0].first - day).days <= FAR_BACK else None
    if is_weekly:
        return next((period for period in found if period.first <= day <= period.last), None)
    near = [period for period in found if _days_between(period, day) <= NEAR]
    return near[0] if len(near) == 1 else None


def _days_between(period: Period, day: date) -> int:
    return max((period.first - day).days, (day - period.last).days, 0)


def _last_one(value: str, day: date) -> Period | None:
    """ "last fall", "last November": None where one is just over and the one before may be meant as well."""
    over = [period for period in _candidates(value, day) if period.last < day]
    if not over:
        return None
    latest = over[-1]
    if value.startswith("XXXX-W"):
        return latest if latest.last < _week(day).first else None
    return latest if latest.last.year < day.year or value.endswith("-WI") else None
