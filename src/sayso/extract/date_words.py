"""The grammar of date expressions, from `rules/dates.toml`: which words may be one, by kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.numbers import any_of
from sayso.rules.lines import load_rules


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
    ("quarter", r"\b(?i:the\s+(?:first|second|third|fourth|final)\s+quarter)\b(?!\s+(?:of|century)\b|-)"),
    (
        "months_to",
        r"\b(?i:the\s+(?:{number}\s+months|year)\s+(?:to|through|ended|ending)\s+(?:in\s+)?){month}{and_year}(?!\w|\s+\d)",
    ),
    ("rolling", r"\b(?i:the\s+(?:past|last|previous)\s+(?:24|48|72)\s+hours|overnight)\b"),
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
    r"(?=(?i:overnight\b|the\s+(?:first|second|third|fourth|final)\s+quarter|the\s+(?:past|last|year|{number})\s))",
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
    feasts: re.Pattern[str]
    overnight: re.Pattern[str]
    quarters: re.Pattern[str]


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
        feasts=re.compile(rf"\b(?:{any_of(rules['feasts']['leads'])})\s+$", re.IGNORECASE),
        overnight=re.compile(rf"\s*(?:[^\w\s]|$)|\s+(?:{any_of(rules['rolling']['before'])})\b"),
        quarters=re.compile(rf"\b(?:{'|'.join(rules['quarters']['words'])})\b|[%$€£]", re.IGNORECASE),
    )
