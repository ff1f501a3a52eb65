"""Numbers as news writes them: digits, words, vague words, fractions, ratios and ranges, with their value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.rules.lines import load_rules

_SPACE = r"[ \t\u00a0\u202f\u2009]"
_DIGITS = "|".join(
    (
        r"\d{1,3}(?:, 000){1,3}(?!\d)",
        r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?",
        rf"\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?![\d,.]\d)",
        r"\d{1,18}(?:\.\d{1,9})?",
        r"\.\d{1,4}",
    )
)
_GLUED_UNIT = r"(?:%|°|(?:km|kg|MW|GW|mph|kph|bpd|ft|ha|cm|lbs?)(?![A-Za-z]))"


class Number(NamedTuple):
    """A number found in a text. `low` and `high` are equal unless the words are vague or give a range."""

    start: int
    end: int
    low: float
    high: float | None
    kind: str  # "digits", "words", "vague", "fraction", "ratio", "multiple"
    sign: str = ""  # the currency sign before it
    is_range: bool = False


def any_of(words: list[str]) -> str:
    """An alternation of the words, longest first, with any white space inside them."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w)))


class _Patterns(NamedTuple):
    number: re.Pattern[str]
    rest_of_range: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    counted, units = load_rules("counted"), load_rules("units")
    numeral = any_of(list(counted["numerals"]))
    magnitude = any_of([name for name in units["magnitudes"] if len(name) > 3])
    short = any_of([name for name in units["magnitudes"] if len(name) <= 3])
    ones = rf"(?:a|{numeral}|\d)"
    tens = any_of([name for name, value in counted["numerals"].items() if value >= 20])
    small = rf"(?:(?:{tens})[-\s](?:{numeral})(?!\w)|{numeral})"
    chunk = rf"{small}(?:\s+hundred(?:\s+(?:and\s+)?{small}(?!\w))?)?"
    words = rf"{chunk}(?:\s+(?:{magnitude})(?:,?\s+(?:and\s+)?{chunk}(?!\w))?){{0,4}}"
    scale = rf"(?:(?:{_SPACE}|-)?(?i:{magnitude})\b|{_SPACE}?(?i:{short})\b)"
    sign = rf"(?<![\w$])(?:{any_of(list(units['signs']))}){_SPACE}?(?=\d)"
    end = rf"(?=(?:{_GLUED_UNIT})|(?![\w]|[.,:/]\d))"
    parts = [
        rf"(?P<ratio>(?<![\w.,$-])(?i:(?P<part>\d+|{numeral})\s+(?P<joint>to|in(?:\s+every)?|out\s+of)\s+(?P<whole>one|\d[\d,]*|{numeral}))\b)",
        rf"(?P<fraction>(?<![\w-])(?i:(?P<top>{ones})[\s-](?P<bottom>{any_of(list(counted['fractions']))})s?|half(?=\s+(?:of|the|are|is|were|have|had)\b))(?![\w-]))",
        rf"(?P<vague>(?<![\w-])(?i:{any_of(list(counted['vague']))})(?![\w-]))",
        rf"(?P<digits>(?P<sign>{sign})?(?<![\d.,:/\w-])(?:{_DIGITS})(?:{scale})?{end})",
        rf"(?P<words>(?<![\w-])(?i:{words})(?!\w))",
        rf"(?P<multiple>\b(?i:{any_of(list(counted['multiples']))})\b)",
    ]
    digits = rf"(?:{sign})?(?:{_DIGITS})(?:{scale})?{end}"
    openings = [*counted["numerals"], *counted["vague"], *counted["multiples"], "half"]
    openings += [f"a {name}" for name in counted["fractions"]]
    opening = "|".join(sorted({f"[{word[0].upper()}{word[0]}](?i:{word[1:3]})" for word in openings}))
    return _Patterns(
        # Looking only where a number may begin makes the search several times quicker.
        number=re.compile(rf"(?<!\w)(?=[\d.]|{opening}|{any_of(list(units['signs']))})(?:{'|'.join(parts)})"),
        rest_of_range=re.compile(
            rf"(?P<share>\s?(?:%|percent|per\s+cent))?(?:\s+(?P<word>to|and|or)\s+|\s?(?P<dash>[-–—])\s?)(?P<high>{digits}|(?i:{numeral})\b)"
        ),
    )  # fmt: skip


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of `text[start:end]`, in order, none inside another."""
    position = start
    while True:
        match = _patterns().number.search(text, position, end)
        if match is None:
            return
        number = _read_number(text, match)
        position = match.end() if number is None else max(number.end, match.start() + 1)
        if number is not None:
            number = _read_range(text, number, start, end) or number
            position = max(position, number.end)
            yield number


def _read_number(text: str, match: re.Match[str]) -> Number | None:
    start, end, words = match.start(), match.end(), match.group()
    kind = next(
        name for name in ("ratio", "fraction", "vague", "digits", "words", "multiple") if match[name] is not None
    )
    if kind == "ratio":
        return _read_ratio(match)
    if kind == "fraction":
        return _read_fraction(text, match)
    if kind == "vague":
        bounds = load_rules("counted")["vague"][" ".join(words.lower().split())]
        high = float(bounds[1]) if len(bounds) > 1 else None
        return Number(start, end, float(bounds[0]), high, "words" if high == bounds[0] else kind)
    if kind == "digits":
        sign = (match["sign"] or "").strip()
        value = read_digits(words[len(match["sign"] or "") :])
        return Number(start, end, value, value, kind, sign)
    value = load_rules("counted")["multiples"][words.lower()] if kind == "multiple" else read_words(words)
    return Number(start, end, float(value), float(value), kind)


def read_digits(words: str) -> float:
    """The value of digits with an optional magnitude: `1.78 trillion` is 1.78e12, `11 000` is 11000."""
    figure = re.match(_DIGITS, words)
    if figure is None:
        raise ValueError(f"no digits in {words!r}")
    value = float(re.sub(r"[^\d.]", "", figure.group()))
    magnitude = words[figure.end() :].strip(" \t\u00a0\u202f\u2009-").lower()
    # Rounded, since 1.1 * 1e6 is 1100000.0000000001.
    return round(value * float(load_rules("units")["magnitudes"].get(magnitude, 1)), 9)


def read_words(words: str) -> float:
    """The value of a number in words: `twenty-five thousand` is 25000."""
    numerals, magnitudes = load_rules("counted")["numerals"], load_rules("units")["magnitudes"]
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in numerals:
            current += numerals[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in magnitudes:
            total, current = total + (current or 1) * magnitudes[word], 0.0
    return total + current


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


def _read_small(words: str) -> float:
    return read_digits(words) if words[0].isdigit() else read_words(words)


def _read_fraction(text: str, match: re.Match[str]) -> Number | None:
    """ "a fifth" only where it is a share: "by a fifth", "a fifth of"; "a third attack" is an ordinal."""
    if match["top"] is None:
        before = text[max(0, match.start() - 12) : match.start()]
        is_ordinal = re.search(r"\b(?:first|second|last|other|latter|half)\s+$", before, re.IGNORECASE)
        return None if is_ordinal else Number(match.start(), match.end(), 0.5, 0.5, "fraction")
    top = 1.0 if match["top"].lower() == "a" else _read_small(match["top"])
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


def _read_range(text: str, number: Number, start: int, end: int) -> Number | None:
    """ "5 to 7", "between 5% and 7%", "5-7": None where the second number stands for itself."""
    if number.kind not in ("digits", "words"):
        return None
    match = _patterns().rest_of_range.match(text, number.end, end)
    if match is None:
        return None
    before = text[max(start, number.start - 12) : number.start].lower()
    words = match["high"]
    sign = re.match(r"[^\d]*(?=\d)", words)
    high = _read_small(words[sign.end() :] if sign else words)
    low = number.low
    if (
        0 < low < 1000
        and high >= 1e5
        and low * 1e3 <= high
        and not re.search(r"[a-z]", text[number.start : number.end])
    ):
        scale = re.sub(r"^[^\d]*[\d.,]+[\s-]*", "", words).lower()
        low *= float(load_rules("units")["magnitudes"].get(scale, 1))
    is_between = bool(re.search(r"\bbetween\s+$", before))
    if match["word"] == "and" and not is_between:
        return None
    if re.search(r"\bfrom\s+$", before) or not low < high:
        return None
    opening = len(re.search(r"between\s+$", before).group()) if is_between else 0  # type: ignore[union-attr]
    return Number(number.start - opening, match.end(), low, high, number.kind, number.sign, is_range=True)
