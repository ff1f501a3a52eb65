"""Dates as people write them."""

from __future__ import annotations

import re

from sayso.server.strings import say

_DATE = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")
_DAY = r"\d{4}-[01]\d-[0-3]\d"
_MONTH = r"\d{4}-[01]\d"
_TELLABLE = re.compile(rf"“[^”]*”|(?<![\w-]){_DAY}(?:/{_DAY})?(?![\w-])|(?<=\(){_MONTH}(?:/{_MONTH})?(?=\))")


def tell_days(text: str | None) -> str:
    """ "12 March 2024" of `2024-03-12`, "12 – 14 March 2024" of two days; also of months and years. Other text stays as
    it is."""
    if not text or not _DATE.fullmatch(text):
        return text or ""
    first, _, last = text.partition("/")
    if not last or first == last:
        return _tell_day(first)
    return f"{_tell_day(_leave_common(first, last))}\u2009–\u2009{_tell_day(last)}"


def tell_reason(text: str) -> str:
    """A reason with its days as people write them; what it quotes of a page stays as it is."""
    return _TELLABLE.sub(lambda found: tell_days(found.group()), text)


def _leave_common(first: str, last: str) -> str:
    """What of the first date the last does not say again: the day of `2024-03-12`, where `2024-03-14` follows."""
    if len(first) != len(last) or first[:4] != last[:4] or len(first) == 4:
        return first
    return f"--{first[8:]}" if len(first) == 10 and first[:7] == last[:7] else f"-{first[5:]}"


def _tell_day(text: str) -> str:
    """A date of which the year, or the year and the month, may be left out: `-03-12`, `--12`."""
    year, month, day = (*text.split("-"), "", "")[:3]
    month_name = say(f"month.{month}") if "01" <= month <= "12" else month
    return " ".join(part for part in (day.lstrip("0"), month_name, year) if part)
