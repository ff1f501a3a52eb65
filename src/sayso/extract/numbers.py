"""Numbers as news writes them: digits, words, vague words, fractions, ratios, scores and ranges, with their value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.rules.lines import load_rules

_SPACE = r"[ \t\u00a0\u202f\u2009]"
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_FRACTION_SIGN = rf"(?:[ -]\d/\d{{1,2}}|{_SPACE}?[{''.join(_GLYPHS)}])"
# "8. 7 acres", "5, 000": numbers of texts that were cut into words and joined again.
_AFTER_BROKEN = (
    r"\s?-?\s?(?:acres?|hectares?|miles?|kilomet|met(?:er|re)s?|percent|per\s+cent|%|[mb]illion|tons?|tonnes?|feet)\b"
    r"|\Z"
)
_BY_POINT = "|".join(
    (
        r"\d{1,3}(?:, 000){1,3}(?!\d)",
        rf"\d{{1,3}}\. \d{{1,2}}(?={_AFTER_BROKEN})",
        r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?",
        r"\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d{1,6})?",  # 1,50,000: lakhs
        rf"\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?![\d,.]\d)",
        r"\d{1,18}(?:\.\d{1,9})?",
        r"\.\d{1,4}",
    )
)
_BY_COMMA = "|".join(
    (
        r"\d{1,3}(?:[.'’]\d{3}){1,6}(?:,\d{1,6})?",
        rf"\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?:,\d{{1,6}})?(?![\d,.]\d)",
        r"\d{1,18}(?:,\d{1,9})?",
    )
)
_GLUED_UNIT = (
    r"(?:%|°|\+|(?:km|kg|MW|GW|mph|kph|bpd|ft|ha|cm|mm|mg|lbs?|hrs?|mins?|b?hp|[kMGT]Wh?|[MGT]B|[MG]Hz)(?![A-Za-z]))"
)
_AND_A_HALF = r"[\s-]+and[\s-]+a[\s-]+(?:half|quarter)\b"
_SCORE_REST = re.compile(
    rf"{_SPACE}?[-–]{_SPACE}?(\d{{1,3}})(?:{_SPACE}?[-–]{_SPACE}?(\d{{1,3}}))?(?![\w%°]|{_SPACE}?[-–]|[.,:/]\d)"
)
GROUPS = {"hundred": 100.0, "dozen": 12.0}
SCORE_REACH = 48  # characters before a score in which something may say that it is one


class Number(NamedTuple):
    """A number found in a text. `low` and `high` are equal unless the words are vague or give a range."""

    start: int
    end: int
    low: float
    high: float | None
    kind: str  # "digits", "words", "vague", "fraction", "ratio", "multiple", "score", "name"
    sign: str = ""  # the currency sign before it
    is_range: bool = False


class Style(NamedTuple):
    """How a language writes numbers: its digits, and the words that multiply them."""

    digits: str
    decimal: str
    magnitudes: dict[str, float]


def any_of(words: list[str]) -> str:
    """An alternation of the words, longest first, with any white space inside them."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=64)
def load_style(language: str) -> Style:
    """The style of a language by its code (ISO 639-1); English where the tables do not have it."""
    units = load_rules("units")
    own = units["magnitudes_of"].get(language, {})
    if language in units["digits"]["decimal_comma"]:
        return Style(_BY_COMMA, ",", own or units["magnitudes"])
    return Style(_BY_POINT, ".", units["magnitudes"] | own)


class _Patterns(NamedTuple):
    number: re.Pattern[str]
    rest_of_range: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(language: str) -> _Patterns:
    counted, units, style = load_rules("counted"), load_rules("units"), load_style(language)
    numeral = any_of(list(counted["numerals"]))
    short = any_of([name for name in style.magnitudes if len(name) <= 3])
    scales = any_of([name for name in style.magnitudes if len(name) > 3])
    magnitude = any_of([name for name in units["magnitudes"] if len(name) > 3])
    words = _number_words(numeral, magnitude, counted["numerals"])
    stop = "" if style.decimal == "." else r"\.?(?!\w)"  # "5 Mio. Euro"
    scale = rf"(?:(?:{_SPACE}|-)?(?i:{scales})\b|{_SPACE}?(?i:{short})\b{stop})"
    sign = rf"(?<![\w$])(?:{any_of(list(units['signs']))}){_SPACE}?(?=[\d½¼¾])"
    end = rf"(?=(?:{_GLUED_UNIT})|(?![\w]|[.,:/]\d))"
    digits = rf"(?:(?:{style.digits})(?:{_FRACTION_SIGN})?|[½⅓⅔¼¾])(?:{scale})?{end}"
    vague = any_of(list(counted["vague"])).replace(r"\s+", r"[\s-]+")
    ones = rf"(?:an?|{numeral}|\d)"
    parts = [
        rf"(?P<vague>(?<![\w-])(?i:{vague})(?![\w-]))",
        rf"(?P<ratio>(?<![\w.,$-])(?i:(?P<part>\d+|{numeral})\s+(?P<joint>to|in(?:\s+every)?|out\s+of)\s+(?P<whole>one|\d[\d,]*|{numeral}))\b)",
        rf"(?P<fraction>(?<![\w-])(?i:(?P<top>{ones})[\s-](?P<bottom>{any_of(list(counted['fractions']))})s?|half(?=\s+(?:of|the|are|is|were|have|had)\b)|{_by_half()})(?![\w-]))",
        rf"(?P<digits>(?P<sign>{sign})?(?<![\d.,:/\w-]){digits}|(?<![^\s(])(?P<minus>[-−]|(?i:minus)[\s-]+)(?:{digits}))",
        r"(?P<decade>(?<=\bin\s(?:his|her)\s)[2-9]0s\b|(?<=\bin\stheir\s)[2-9]0s\b)",
        r"(?P<name>(?<=[A-Za-z]-)\d{1,4}(?![\w-]|[.,:/]\d)|(?<![\w-])(?i:first|second|third|fourth)(?=-degree\b))",
        rf"(?P<words>(?<![\w-])(?i:{words})(?!\w))",
        rf"(?P<multiple>\b(?i:{any_of(list(counted['multiples']))})\b|\b(?i:{any_of(list(counted['multiples_of']))})\b(?=\s+(?:the|that|its|their|his|her|last|what|as|this|those)\b))",
    ]
    openings = [*counted["numerals"], *counted["vague"], *counted["multiples"], *counted["multiples_of"], "half"]
    scaled = [name for name in units["magnitudes"] if len(name) > 3]
    openings += [f"a {name}" for name in ("dozen", *counted["fractions"], *scaled)]
    opening = "|".join(sorted({f"[{word[0].upper()}{word[0]}](?i:{word[1:3]})" for word in openings}))
    return _Patterns(
        # Looking only where a number may begin makes the search several times quicker.
        number=re.compile(rf"(?<!\w)(?=[\d.½⅓⅔¼¾−-]|[Mm]inus[\s-]|{opening}|(?i:first|second|third|fourth)-|{any_of(list(units['signs']))})(?:{'|'.join(parts)})"),
        rest_of_range=re.compile(
            rf"(?P<share>\s?(?:%|percent|per\s+cent))?(?:\s+(?P<word>to|and|or)\s+|\s?(?P<dash>[-–—])\s?)(?P<high>(?:{sign})?{digits}|(?i:{words})\b)"
        ),
    )  # fmt: skip


def _by_half() -> str:
    """ "falling by about half": what a change is by."""
    hedges = ("", " about", " around", " almost", " nearly", " roughly", " over", " more than", " less than")
    return "(?:" + "|".join(rf"(?<=\bby{hedge}\s)" for hedge in hedges) + r")half(?!\s(?:an?|past)\b)"


def _number_words(numeral: str, magnitude: str, numerals: dict[str, int]) -> str:
    """A pattern of numbers in words: "two hundred and five thousand", "a million and a half", "two and a half"."""
    tens = any_of([name for name, value in numerals.items() if value >= 20])
    small = rf"(?:(?:{tens})[-\s](?:{numeral})(?!\w)|{numeral})"
    hundred = rf"[\s-]+(?:hundred(?:\s+(?:and\s+)?{small}(?!\w))?|dozen)"
    chunk = rf"(?:{small}(?:{hundred})?|an?{hundred})"
    scaled = rf"[\s-]+(?:{magnitude})\b"
    more = rf"(?:,?\s+(?:and\s+)?{chunk}(?!\w))?"
    with_a = rf"an?{scaled}(?:{more}(?:{scaled})?){{0,2}}"
    return rf"(?:{chunk}(?:{_AND_A_HALF})?(?:{scaled}{more}){{0,4}}|{with_a})(?:{_AND_A_HALF})?"


def find_numbers(text: str, start: int, end: int, language: str = "en") -> Iterator[Number]:
    """The numbers of `text[start:end]`, in order, none inside another; `language` tells what point and comma mean."""
    position = start
    patterns = _patterns(language)
    while True:
        match = patterns.number.search(text, position, end)
        if match is None:
            return
        number = _read_number(text, match, language)
        position = match.end() if number is None else max(number.end, match.start() + 1)
        if number is not None:
            found = _read_score(text, number, start, end) or [_read_range(text, number, start, end, language) or number]
            position = max(position, found[-1].end)
            yield from found


def _read_number(text: str, match: re.Match[str], language: str) -> Number | None:
    start, end, words = match.start(), match.end(), match.group()
    kind = next(
        name
        for name in ("ratio", "fraction", "vague", "digits", "decade", "name", "words", "multiple")
        if match[name] is not None
    )
    if kind == "ratio":
        return _read_ratio(match)
    if kind == "fraction":
        return _read_fraction(text, match)
    if kind == "vague":
        bounds = load_rules("counted")["vague"][" ".join(re.split(r"[\s-]+", words.lower()))]
        high = float(bounds[1]) if len(bounds) > 1 else None
        return Number(start, end, float(bounds[0]), high, "words" if high == bounds[0] else kind)
    if kind == "digits":
        sign = match["sign"] or match["minus"] or ""
        value = read_digits(words[len(sign) :], language)
        return Number(start, end, value, value, kind, "-" if match["minus"] else sign.strip())
    if kind in ("decade", "name"):
        return _read_label(start, end, words, kind)
    counted = load_rules("counted")
    multiples = counted["multiples"] | counted["multiples_of"]
    value = multiples[words.lower()] if kind == "multiple" else read_words(words)
    return Number(start, end, float(value), float(value), kind)


def _read_label(start: int, end: int, words: str, kind: str) -> Number:
    """ "in her 60s" is from 60 to 69; of "U-17" and "third-degree" the number is a name."""
    if kind == "decade":
        return Number(start, end, float(words[:2]), float(words[:2]) + 9, kind, is_range=True)
    value = float(words) if words.isdigit() else 1.0 + ("first", "second", "third", "fourth").index(words.lower())
    return Number(start, end, value, value, kind)


def read_digits(words: str, language: str = "en") -> float:
    """The value of digits with an optional magnitude: `1.78 trillion` is 1.78e12, `11 000` is 11000, `2½` is 2.5."""
    style = load_style(language)
    figure = re.match(style.digits, words)
    rest = words[figure.end() if figure else 0 :]
    part = re.match(_FRACTION_SIGN, rest)
    if figure is None and part is None:
        raise ValueError(f"no digits in {words!r}")
    printed = re.sub(r"[^\d" + re.escape(style.decimal) + "]", "", figure.group()) if figure else "0"
    value = float(printed.replace(",", "."))
    value += _read_fraction_sign(part.group().strip(" -\u00a0\u202f\u2009\t")) if part else 0.0
    magnitude = rest[part.end() if part else 0 :].strip(" \t\u00a0\u202f\u2009-.").lower()
    # Rounded, since 1.1 * 1e6 is 1100000.0000000001.
    return round(value * float(style.magnitudes.get(" ".join(magnitude.split()), 1)), 9)


def _read_fraction_sign(words: str) -> float:
    if words in _GLYPHS:
        return _GLYPHS[words]
    top, _, bottom = words.partition("/")
    return int(top) / int(bottom) if int(bottom) else 0.0


def read_words(words: str) -> float:
    """The value of a number in words: `twenty-five thousand` is 25000, `two and a half million` 2500000."""
    numerals, magnitudes = load_rules("counted")["numerals"], load_rules("units")["magnitudes"]
    total = current = 0.0
    last = 1.0  # the magnitude that "and a half" after it is half of
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in numerals:
            current, last = current + numerals[word], 1.0
        elif word in ("half", "quarter"):
            current += last * (0.5 if word == "half" else 0.25)
        elif word in GROUPS:
            current, last = (current or 1) * GROUPS[word], GROUPS[word]
        elif word in magnitudes:
            last = float(magnitudes[word])
            total, current = total + (current or 1) * last, 0.0
    return round(total + current, 9)


def _read_ratio(match: re.Match[str]) -> Number | None:
    """ "20 to one" is 20; "one in five" and "nine out of 10" are shares."""
    part, whole = (_read_small(match[name]) for name in ("part", "whole"))
    joint = match["joint"].lower()
    if joint == "to":
        return (
            Number(match.start(), match.end(), part, part, "ratio") if whole == 1 and part > 1 else _first_only(match)
        )
    if not 0 < part < whole or (joint.startswith("in") and (part > 9 or whole > 1000)):
        return _first_only(match)
    after = match.string[match.end() : match.end() + 12]
    if re.match(r"\s?(?:%|percent|per\s|days?|weeks?|months?|years?|hours?|minutes?|[a-z]+s\s+ago)", after):
        return _first_only(match)
    return Number(match.start(), match.end(), part / whole, part / whole, "fraction")


def _first_only(match: re.Match[str]) -> Number | None:
    value = _read_small(match["part"])
    return Number(
        match.start("part"), match.end("part"), value, value, "digits" if match["part"].isdigit() else "words"
    )


def _read_small(words: str, language: str = "en") -> float:
    return read_digits(words, language) if words[0].isdigit() or words[0] in _GLYPHS else read_words(words)


def _read_fraction(text: str, match: re.Match[str]) -> Number | None:
    """ "a fifth" only where it is a share: "by a fifth", "a fifth of"; "a third attack" is an ordinal."""
    if match["top"] is None:
        before = text[max(0, match.start() - 20) : match.start()]
        return None if _which_half().search(before) else Number(match.start(), match.end(), 0.5, 0.5, "fraction")
    top = 1.0 if match["top"].lower() in ("a", "an") else _read_small(match["top"])
    bottom = load_rules("counted")["fractions"][match["bottom"].lower()]
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 6]
    is_share = bool(re.match(r"\s+of\b|\s+the\b", after)) or bool(
        re.search(r"\b(?:by|than|about|around|roughly|nearly|almost|over|to|some|just)\s+$", before)
    )
    if top >= bottom or (top == 1 and not is_share):
        return None
    start = match.start()
    by = re.search(r"\b[Bb]y\s+$", before)
    return Number(start - len(by.group()) if by else start, match.end(), top / bottom, top / bottom, "fraction")


@lru_cache(maxsize=1)
def _which_half() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(load_rules('counted')['halves']['sides'])})\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _score_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(load_rules('counted')['scores']['words'])})\b", re.IGNORECASE)


def _read_score(text: str, number: Number, start: int, end: int) -> list[Number]:
    """ "91-73", "deadlocked at 9-3", "an 11-5-1 record": each number of a score; none where it is something else.

    A smaller number before a larger one is a score only beside a word that says so: else it is a range.
    """
    if number.kind != "digits" or number.sign or not text[number.start : number.end].isdigit() or number.low > 299:
        return []
    match = _SCORE_REST.match(text, number.end, end)
    if match is None:
        return []
    around = text[max(start, number.start - SCORE_REACH) : min(end, match.end() + SCORE_REACH - 16)]
    if number.low < float(match[1]) and not _score_words().search(around):
        return []
    parts = [(number.start, number.end)] + [match.span(group) for group in (1, 2) if match[group]]
    return [Number(a, b, float(text[a:b]), float(text[a:b]), "score") for a, b in parts]


_SHARE = re.compile(r"\s?(?:%|percent|per\s+cent)")


def _read_range(text: str, number: Number, start: int, end: int, language: str) -> Number | None:
    """ "5 to 7", "between 5% and 7%", "5-7": None where the second number stands for itself."""
    if number.kind not in ("digits", "words"):
        return None
    match = _patterns(language).rest_of_range.match(text, number.end, end)
    if match is None:
        return None
    if match["share"] and not _SHARE.match(text, match.end(), end):  # "rose 3 percent to $5 million"
        return None
    before = text[max(start, number.start - 12) : number.start].lower()
    words = match["high"]
    sign = re.match(r"[^\d½¼¾⅓⅔]*(?=[\d½¼¾⅓⅔])", words)
    high = _read_small(words[sign.end() :] if sign else words, language)
    low = _scale_low(text[number.start : number.end], number.low, words, high, load_style(language))
    is_between = bool(re.search(r"\bbetween\s+$", before))
    if match["word"] == "and" and not is_between:
        return None
    if re.search(r"\bfrom\s+$", before) or not low < high:
        return None
    opening = len(re.search(r"between\s+$", before).group()) if is_between else 0  # type: ignore[union-attr]
    return Number(number.start - opening, match.end(), low, high, number.kind, number.sign, is_range=True)


def _scale_low(words: str, low: float, high_words: str, high: float, style: Style) -> float:
    """ "3 to 4 million" is 3 to 4 million: the magnitude after the second number is that of both."""
    scales = style.magnitudes | GROUPS
    ending = re.compile(rf"(?<![a-z])(?:{any_of(list(scales))})\W*$", re.IGNORECASE)
    scale = None if ending.search(words) else ending.search(high_words)
    factor = float(scales[" ".join(scale.group().strip(" .").lower().split())]) if scale else 1.0
    return low * factor if 0 < low < 1000 and low * factor < high else low
