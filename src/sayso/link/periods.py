"""Two dates compared as the days they cover."""

from __future__ import annotations

from sayso.link.dates import Period, parse_date
from sayso.model import Date


def dates_agree(a: Date | None, b: Date | None) -> bool | None:
    """Whether two dates share a day; None where one is not known."""
    one, other = _find_period(a), _find_period(b)
    if one is None or other is None:
        return None
    return one.first <= other.last and other.first <= one.last


def is_earlier(a: Date, b: Date) -> bool:
    """Whether all of `a` lies before all of `b`."""
    one, other = _find_period(a), _find_period(b)
    return one is not None and other is not None and one.last < other.first


def count_days(a: Date, b: Date) -> int | None:
    """Days from one date to the other, 0 where they meet; None where one is not known."""
    one, other = _find_period(a), _find_period(b)
    if one is None or other is None:
        return None
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def spans_days(date: Date) -> int:
    """How many days a date covers; more than any year for one that cannot be read."""
    period = _find_period(date)
    return 1000 if period is None else (period.last - period.first).days + 1


def _find_period(date: Date | None) -> Period | None:
    return parse_date(date.date) if date else None
