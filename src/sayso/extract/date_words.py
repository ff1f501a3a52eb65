"""The grammar of date expressions, from `rules/dates.toml`, and the value of each kind of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.numbers import any_of
from sayso.rules.lines import load_rules

_UNITS = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "year": "Y"}


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, str]:
    """The pieces of the grammar, by the names that `_RULES` uses for them."""
    rules = load_rules("dates")
    full = [name for name in rules["months"] if len(name) > 4 or name in ("May", "June", "July")]
    short = [name for name in rules["months"] if name not in full]
    month = rf"(?:(?:{any_of(full)})|(?:{any_of(short)})\b\.?)"
    return {
        "month": month,
        "bare": rf"(?:{any_of(full)})",
        "weekday": rf"(?:{any_of(list(rules['weekdays']))})",
        "season": rf"(?:{any_of(list(rules['seasons']))})",
        "calendar": rf"(?:{any_of(list(rules['days']))})".replace("'", "['’]"),
        "year": r"(?:1[6-9]|20)\d\d(?![\d,]*\d|\.\d|%)",
        "mday": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.]\d)",
        "number": rf"(?:\d{{1,3}}|(?:{any_of(list(rules['numbers']))}))",
        "ordinal": rf"(?:{any_of(list(rules['ordinals']))})",
        "dash": r"\s?[-–—]\s?",
        "of_year": r"(?:,?\s+(?:of\s+)?(?:1[6-9]|20)\d\d(?![\d,]*\d|\.\d|%))?",
        "that_year": r"(?i:last|this|next|the\s+same)\s+year\b",
        "that_week": r"(?:,?\s+(?:of\s+)?(?:last|this|next)\s+week\b|,?\s+(?:a\s+)?week\s+ago\b)?",
        "which_day": r"(?:(?i:last|next|this|early|late|later|earlier)\s+(?:on\s+)?)?",
        "and_year": r"(?:,?\s+(?:1[6-9]|20)\d\d(?![\d,]*\d|\.\d|%))?",
        "any_year": r"(?:(?:1[6-9]|20)\d\d(?![\d,]*\d|\.\d|%)|(?i:last|this|next|the\s+same|the)\s+year\b)",
        "unit": r"(?:day|week|month|year)",
        "border": r"(?:end|start|beginning|middle|close)",
        "to": r"(?:and|to|through|until)",
        "near_but_one": r"the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)",
        "near": r"(?:yesterday|today|tomorrow|tonight)",
        "daytime": r"(?:morning|afternoon|evening|night)",
        "which_season": r"(?i:last|this|next|(?:in|over|during|since|by|of)\s+the|in|of|the)",
        "part": r"(?i:(?:early|late|mid|earlier|later)[\s-]+(?:in\s+)?)?",
    }


# One alternative a rule, tried in this order at each place. `{name}` is a piece of the vocabulary.
_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d/.-])\d{{4}}(?P<stroke>[-/])\d\d(?P=stroke)\d\d(?![\d/]|-\d)"),
    ("numeric", r"(?<![\d.,/-])\d{{1,2}}(?P<mark>[-./])\d{{1,2}}(?P=mark)(?:19|20)\d\d(?![\d-])"),
    ("weekday_date", r"\b{weekday},?\s+(?:the\s+)?(?:{month}\s+{mday}|{mday}\s+{month}){and_year}(?!\w|{dash}\d)"),
    ("day_range", r"\b{month}\s+{mday}(?:{dash}|\s+(?:to|and|through|until)\s+)(?:{month}\s+)?{mday}(?:,?\s+{year})?"),
    ("range_day", r"\b{mday}(?:{dash}|\s+(?:to|and)\s+){mday}\s+{month}(?:,?\s+{year})?"),
    ("month_day", r"\b{month}\s+{mday}(?:,?\s+{year}|,?\s+(?:of\s+)?{that_year})?"),
    ("day_month", r"\b{mday}\s+(?:of\s+)?{month}(?:,?\s+{year}|,?\s+(?:of\s+)?{that_year})?(?!\w)"),
    ("month_range", r"\b{month}{of_year}(?:{dash}|\s+(?:and|to|through|until)\s+){month}{of_year}(?!\w)"),
    ("month_year", r"\b{part}{month},?\s+(?:of\s+)?(?:{year}|{that_year})"),
    ("month_of", r"\b(?i:last|next|this)\s+{bare}\b"),
    ("bare_month", r"\b{part}{bare}(?![\w-])"),
    ("calendar", r"\b{calendar}(?:,?\s+{year})?"),
    ("weekday", r"\b{which_day}{weekday}(?:\s+(?:morning|afternoon|evening|night))?{that_week}(?!\w)"),
    ("season", r"\b{part}{which_season}\s+{season}(?:\s+(?:of\s+)?(?:{year}|{that_year}))?(?![\w-])"),
    ("season_year", r"\b{part}(?i:{season})\s+(?:of\s+)?(?:{year}|{that_year})"),
    ("part_of_year", r"\b(?:Q[1-4]|(?i:{ordinal}\s+(?:quarter|half)))\s*(?:of\s+|,\s*)?{any_year}"),
    ("later", r"\b(?i:{number}\s+(?:day|week|month|year)s?\s+(?:later|earlier))\b"),
    ("from_told", r"\b(?i:(?:the\s+(?:following|previous|preceding|same)|that)\s+{unit}|the\s+next\s+day)\b"),
    ("end_of", r"\b(?i:{border}\s+of\s+the\s+(?:calendar\s+)?{unit}|year(?:['’]s|-)\s?end)\b"),
    ("ago", r"\b(?i:{number}(?:\s+and\s+a\s+half)?\s+(?:minute|min|hour|day|week|month|year|decade)s?\s+ago)\b"),
    ("unit", r"\b(?i:(?:earlier|later|early|late)\s+)?(?i:last|this|next)\s+(?i:week(?:end)?|month|year)\b"),
    ("weekend", r"\b(?i:over|at|during)\s+the\s+weekend\b"),
    ("near_day", r"\b(?i:{near_but_one}|(?:this|last|tomorrow|yesterday)\s+{daytime}|{near})\b"),
    ("decade", r"\b(?:1[89]|20)\d0s\b"),
    ("year_range", r"(?<![\w$€£¥₽₹.,/-]){year}(?:{dash}{year}|[-–/]\d\d|\s+{to}\s+{year})(?![\w-])"),
    ("year", r"(?<![\w$€£¥₽₹#.,/-]){year}(?![\w/]|-\w)"),
)  # fmt: skip


# What the rules may begin with.
_OPENINGS: tuple[str, ...] = (
    r"(?=\d|Q[1-4])",
    r"(?={month}|{weekday}|{calendar})",
    r"(?=[ELMelm](?:(?i:arl|ate|id)))",
    r"(?=[LNTlnt](?i:ast|ext|his)\s)",
    r"(?=[YTyt](?i:ester|oda|omor|onig))",
    r"(?=(?i:{season})|(?i:(?:in|over|during|since|by|of|at|the)\s+(?:the\s+)?(?:{season}|weekend)))",
    r"(?=(?i:{number}\s+(?:and\s+a\s+half\s+)?(?:min|hour|day|week|month|year|decade)))",
    r"(?=(?i:{ordinal}\s+(?:quarter|half)))",
    r"(?=(?i:the\s+(?:day|next|following|previous|preceding|same)\s|that\s+(?:day|week|month|year)\b))",
    r"(?=(?i:(?:end|start|beginning|middle|close)\s+of\s+the\s|year(?:['’]s|-)\s?end))",
)


class Grammar(NamedTuple):
    finder: re.Pattern[str]
    month: re.Pattern[str]
    mday: re.Pattern[str]
    year: re.Pattern[str]
    weekday: re.Pattern[str]
    season: re.Pattern[str]
    relative: re.Pattern[str]
    cues: re.Pattern[str]
    leads: re.Pattern[str]
    not_years_after: re.Pattern[str]
    not_years_before: re.Pattern[str]


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    rules, words = load_rules("dates"), _vocabulary()
    alternatives = [f"(?P<{name}>{pattern.format(**words)})" for name, pattern in _RULES]
    # Looking only where an expression may begin makes the search several times quicker.
    opening = "|".join(piece.format(**words) for piece in _OPENINGS)
    finder = f"(?:(?<![A-Za-z])(?:{opening})|(?<=[A-Za-z])(?=[0-9]))(?:{'|'.join(alternatives)})"
    future, past = any_of(rules["cues"]["future"]), any_of(rules["cues"]["past"])
    return Grammar(
        finder=re.compile(finder),
        month=re.compile(rf"\b{words['month']}(?!\w)"),
        mday=re.compile(rf"(?<![\w,.]){words['mday']}"),
        year=re.compile(rf"(?<!\d){words['year']}"),
        weekday=re.compile(words["weekday"]),
        season=re.compile(rf"\b{words['season']}\b", re.IGNORECASE),
        relative=re.compile(r"\b(last|this|next|same|earlier|later)\b", re.IGNORECASE),
        cues=re.compile(
            rf"(?P<future>(?:\b|(?<=\w)(?=['’]))(?:{future})(?!\w|\s+have\b)(?:\s+\w+){{0,3}}(?!\w))"
            rf"|(?P<past>\b(?:{past}|[A-Za-z]{{2,20}}ed)\b)",
            re.IGNORECASE,
        ),
        leads=re.compile(rf"(?:\b(?:{any_of(rules['names']['leads'])})[\s-]+|[-–—/]\s?)$", re.IGNORECASE),
        not_years_after=re.compile(rf"\b(?:{any_of(rules['years']['not_after'])})\.?\s+$", re.IGNORECASE),
        not_years_before=re.compile(rf"\s+(?:[a-z]+\s+)?(?:{any_of(rules['years']['not_before'])})\b"),
    )


# --- reading one expression -----------------------------------------------------------------------------------------


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
