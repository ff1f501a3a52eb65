"""The value of a date expression, by the kind that the grammar found: `XXXX-04-09`, `P-1W`, `2024-Q1`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sayso.extract.date_words import load_grammar
from sayso.rules.lines import load_rules

_UNITS = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "year": "Y"}


def _month_number(name: str) -> int:
    return int(load_rules("dates")["months"][name.rstrip(".")])


def _year_of(words: str) -> str:
    found = load_grammar().year.search(words)
    return found.group() if found else "XXXX"


def _year_offset(words: str) -> str | None:
    """`P-1Y` for "last year", `P0Y` for "this year": the year in which a month, day or season lies."""
    found = re.search(r"\b(last|this|next|same|of\s+the)\s+year\b", words, re.IGNORECASE)
    if found is None:
        return None
    return {"last": "P-1Y", "this": "P0Y", "next": "P1Y", "same": None}.get(found[1].lower(), "P0Y")


def _within(value: str, offset: str | None) -> str:
    return f"{value}@{offset}" if offset and value.startswith("XXXX") and "<" not in value else value


def _check_day(year: str, month: int, day: int) -> str | None:
    """The value of a day of the calendar, or None where there is no such day."""
    try:
        date(2024 if year == "XXXX" else int(year), month, day)
    except ValueError:
        return None
    return f"{year}-{month:02}-{day:02}"


def _read_iso(words: str) -> str | None:
    year, month, day = re.split("[-/]", words)
    return _check_day(year, int(month), int(day))


def _read_numeric(words: str) -> str | None:
    """Day first with dots and hyphens. With strokes either order is used: where both may be months, just the year."""
    first, second, year = (int(part) for part in re.split(r"[-./]", words))
    if first > 12 or second > 12 or first == second or "/" not in words:
        day, month = (first, second) if second <= 12 else (second, first)
        return _check_day(str(year), month, day)
    return str(year)


def _read_month_day(words: str) -> str | None:
    month = load_grammar().month.search(words)
    year = _year_of(words)
    rest = words.replace(year, " ") if year != "XXXX" else words
    day = load_grammar().mday.search(rest)
    if month is None or day is None:
        return None
    value = _check_day(year, _month_number(month.group()), int(re.sub(r"\D", "", day.group())))
    return _within(value, _year_offset(words)) if value else None


def _read_weekday_date(words: str) -> str | None:
    """`XXXX-06-17=2` for "Tuesday, June 17": only a year in which it is that weekday. None where they contradict."""
    weekday, value = load_grammar().weekday.search(words), _read_month_day(words)
    if weekday is None or value is None:
        return None
    number = load_rules("dates")["weekdays"][weekday.group()]
    if value.startswith("XXXX"):
        return f"{value}={number}"
    return value if date.fromisoformat(value).isoweekday() == number else None


def _read_day_range(words: str) -> str | None:
    grammar, year = load_grammar(), _year_of(words)
    rest = words.replace(year, " ") if year != "XXXX" else words
    months = [_month_number(name) for name in grammar.month.findall(rest)]
    days = [int(number) for number in re.findall(r"\d+", rest)]
    if not months or len(days) != 2:
        return None
    first, last = _check_day(year, months[0], days[0]), _check_day(year, months[-1], days[1])
    return f"{first}/{last}" if first and last and first < last else None


def _read_month_range(words: str) -> str | None:
    grammar = load_grammar()
    months = list(grammar.month.finditer(words))
    last_year = _year_of(words[months[1].end() :])
    first_year = _year_of(words[months[0].end() : months[1].start()])
    first, last = _month_number(months[0].group()), _month_number(months[1].group())
    if first_year == "XXXX" and first < last:
        first_year = last_year
    if first_year == "XXXX" and last_year != "XXXX":
        first_year = str(int(last_year) - 1)
    return f"{first_year}-{first:02}/{last_year}-{last:02}" if first_year != "XXXX" or last_year == "XXXX" else None


def _read_month(words: str) -> str | None:
    month = load_grammar().month.search(words)
    if month is None:
        return None
    value = f"{_year_of(words)}-{_month_number(month.group()):02}"
    return _within(_last_one(value, words), _year_offset(words))


def _last_one(value: str, words: str) -> str:
    """`XXXX-11<` for "last November": the last one that is over."""
    is_last = re.search(r"\blast\s+(?!year\b)\w+$", words, re.IGNORECASE)
    return f"{value}<" if is_last and value.startswith("XXXX") else value


def _read_calendar(words: str) -> str | None:
    name = re.sub(r",?\s+\d{4}$", "", words).replace("’", "'")
    return f"{_year_of(words)}-{load_rules('dates')['days'][name]}"


def _read_weekday(words: str) -> str | None:
    name = load_grammar().weekday.search(words)
    if name is None:
        return None
    value = f"XXXX-WXX-{load_rules('dates')['weekdays'][name.group()]}"
    week = re.search(r"\b(last|this|next)\s+week$", words, re.IGNORECASE)
    if week:
        return f"{value}@{_offset(week[1], 'W')}"
    return f"{value}@P-1W" if words.endswith("ago") else _last_one(value, words)


def _read_season(words: str) -> str | None:
    season = load_grammar().season.search(words)
    if season is None:
        return None
    code = load_rules("dates")["seasons"][season.group().lower()]
    value = f"{_year_of(words)}-{code}"
    if re.search(r"\bthis\s+\w+$", words, re.IGNORECASE) and code != "WI":
        return f"{value}@P0Y"
    return _within(_last_one(value, words), _year_offset(words))


def _read_part_of_year(words: str) -> str | None:
    ordinal = re.match(r"Q([1-4])|(\w+)\s+(quarter|half)", words, re.IGNORECASE)
    if ordinal is None:
        return None
    number = int(ordinal[1]) if ordinal[1] else int(load_rules("dates")["ordinals"][ordinal[2].lower()])
    kind = "H" if ordinal[3] and ordinal[3].lower() == "half" else "Q"
    number = min(number, 2) if kind == "H" else number
    return _within(f"{_year_of(words)}-{kind}{number}", _year_offset(words))


def _read_quarter(words: str) -> str:
    """`XXXX-Q1` for "the first quarter" of a year that is not given."""
    return f"XXXX-Q{load_rules('dates')['ordinals'][words.lower().split()[1]]}"


def _read_months_to(words: str) -> str | None:
    """`XXXX-04/XXXX-06` for "the three months to June"."""
    found, year = load_grammar().month.search(words), _year_of(words)
    if found is None:
        return None
    number = words.lower().split()[1]
    count = 12 if number == "year" else int(number) if number.isdigit() else load_rules("dates")["numbers"][number]
    if not 2 <= count <= 12:
        return None
    last = _month_number(found.group())
    first = (last - count) % 12 + 1
    first_year = year if year == "XXXX" or first <= last else str(int(year) - 1)
    return f"{first_year}-{first:02}/{year}-{last:02}"


def _read_rolling(words: str) -> str:
    """`P-1D/P0D`: from yesterday to today."""
    hours = re.search(r"\d+", words)
    return f"P-{int(hours.group()) // 24 if hours else 1}D/P0D"


def _offset(word: str, unit: str) -> str:
    return f"P{ {'last': -1, 'this': 0, 'next': 1}[word.lower()] }{unit}"


def _read_ago(words: str) -> str | None:
    number, half, unit = re.match(r"(\w+)(\s+and\s+a\s+half)?\s+(\w+?)s?\s+ago$", words, re.IGNORECASE).groups()  # type: ignore[union-attr]
    count = int(number) if number.isdigit() else int(load_rules("dates")["numbers"][number.lower()])
    unit = unit.lower()
    if unit in ("minute", "min", "hour"):
        return f"PT{count}{unit[0].upper()}"
    if half or unit == "decade":
        return f"P-{count * 12 + 6}M~" if unit == "year" else (f"P-{count * 10}Y~" if unit == "decade" else None)
    if unit == "year":
        return f"P-{count * 12}M~" if count == 1 else f"P-{count}Y~"
    return f"P-{count}{_UNITS[unit]}" + ("~" if unit == "month" or (unit == "week" and count > 1) else "")


def _read_later(words: str) -> str:
    """`P2D^`: two days after the date that the text told before."""
    number, unit, which = words.lower().split()
    count = int(number) if number.isdigit() else int(load_rules("dates")["numbers"][number])
    return f"P{'-' if which == 'earlier' else ''}{count}{_UNITS[unit.removesuffix('s')]}^"


def _read_from_told(words: str) -> str:
    *_, which, unit = words.lower().split()
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    return f"P{step}{_UNITS[unit]}^"


def _read_end_of(words: str) -> str:
    unit = re.split(r"[\s’'-]", words.lower())
    return f"P0{_UNITS.get(unit[-1], 'Y')}"


def _read_unit(words: str) -> str | None:
    *_, which, unit = words.lower().split()
    return "XXXX-WXX-WE" if unit == "weekend" and which != "next" else _offset(which, _UNITS[unit])


def _read_near_day(words: str) -> str | None:
    first = words.lower().split()[0]
    if first == "the":
        return "P-2D" if "before" in words.lower() else "P2D"
    days = {"yesterday": -1, "last": -1, "today": 0, "tonight": 0, "this": 0, "tomorrow": 1}
    return f"P{days[first]}D"


def _read_year_range(words: str) -> str | None:
    first, last = re.findall(r"\d+", words)
    last = first[: 4 - len(last)] + last
    if "/" in words and int(last) != int(first) + 1:
        return None
    return f"{first}/{last}" if first < last else None


_READERS: dict[str, Callable[[str], str | None]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "weekday_date": _read_weekday_date,
    "day_range": _read_day_range,
    "range_day": _read_day_range,
    "month_day": _read_month_day,
    "day_month": _read_month_day,
    "month_range": _read_month_range,
    "month_year": _read_month,
    "month_of": _read_month,
    "bare_month": _read_month,
    "calendar": _read_calendar,
    "weekday": _read_weekday,
    "season": _read_season,
    "season_year": _read_season,
    "part_of_year": _read_part_of_year,
    "quarter": _read_quarter,
    "months_to": _read_months_to,
    "rolling": _read_rolling,
    "ago": _read_ago,
    "later": _read_later,
    "from_told": _read_from_told,
    "end_of": _read_end_of,
    "unit": _read_unit,
    "weekend": lambda _: "XXXX-WXX-WE",
    "near_day": _read_near_day,
    "decade": lambda words: words[:3] + "X",
    "year_range": _read_year_range,
    "year": lambda words: words,
}


def read_value(rule: str, words: str) -> str | None:
    """The value of an expression that the rule found; None where there is no such day."""
    return _READERS[rule](words)
