"""The rule tables of figures, compiled: units, hedges, scopes, measures and the nouns that numbers count.

The tables are `rules/units.toml`, `rules/counted.toml` and, for places, `rules/countries.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.numbers import any_of
from sayso.rules.lines import load_rules

LONGEST_PLAIN = 9  # digits of a count without commas; longer ones are telephone numbers and names of records
LONGEST_PHRASE = 6  # words that name what is counted

_PHRASE_WORD = re.compile(r"\s*[\"“‘]?((?:[A-Z]\.){2,4}|[^\W\d_][\w-]*(?:['’](?:s\b|(?=\s[a-z])))?)")


class Unit(NamedTuple):
    """A unit by its name; `factor` is one of it in the base unit of its kind."""

    name: str
    kind: str
    factor: float | None = None


class Words(NamedTuple):
    """The rule tables, compiled. `sides` tells which bound a hedge leaves, `measure_of` what a word measures."""

    unit: re.Pattern[str]
    unit_of: re.Pattern[str]
    joined: re.Pattern[str]
    qualifier: re.Pattern[str]
    qualifier_after: re.Pattern[str]
    mark_before: re.Pattern[str]
    mark_after: re.Pattern[str]
    more: re.Pattern[str]
    additional: re.Pattern[str]
    measures: re.Pattern[str]
    rate: re.Pattern[str]
    remaining: re.Pattern[str]
    remaining_before: re.Pattern[str]
    total: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    idioms: re.Pattern[str]
    pointing: re.Pattern[str]
    units: dict[str, Unit]
    sides: dict[str, str]
    measure_of: dict[str, str]
    persons: frozenset[str]
    stops: frozenset[str]
    telling: frozenset[str]
    trivial: frozenset[str]
    plurals: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The tables of `rules/units.toml` and `rules/counted.toml`, compiled once."""
    counted = load_rules("counted")
    units = _load_units()
    symbols = [word for word in units if not word[-1].isalpha()]
    names = any_of([word for word in units if word not in symbols])
    hedges, scopes, no = counted["qualifiers"], counted["scopes"], counted["not_counts"]
    sides = {word: side for side in ("minimum", "maximum", "about", "plain") for word in hedges[side]}
    marks = hedges["marks"]
    sides |= marks["before"] | marks["after"]
    measure_of = {cue: measure for measure, cues in counted["measures"].items() for cue in cues}

    def compile_any(before: str, words: list[str], after: str) -> re.Pattern[str]:
        return re.compile(f"{before}(?:{any_of(words)}){after}", re.IGNORECASE)

    return Words(
        unit=re.compile(
            rf"(?:\s?-\s?|\s)?(?P<unit>{any_of(symbols)}|(?:{names})s?(?![\w-]|\.\w))"
            r"(?P<gdp>\s+of\s+(?:gross\s+domestic\s+product|GDP)\b(?:\s+\(GDP\))?)?",
            re.IGNORECASE,
        ),
        unit_of=re.compile(
            rf"\s+of\s+(?:additional\s+|more\s+)?(?P<unit>(?:{names})s?(?![\w-]|\.\w))(?P<gdp>(?!))?", re.IGNORECASE
        ),
        joined=re.compile(rf"\s?-\s?(?P<noun>{any_of(list(counted['joined']))})\b", re.IGNORECASE),
        qualifier=re.compile(
            rf"(?<![\w-])(?P<words>{any_of(list(sides))})\s+(?:the\s+)?(?:another\s+|an\s+additional\s+)?[\"“'‘]?$",
            re.IGNORECASE,
        ),
        qualifier_after=re.compile(rf",?\s+(?P<words>{any_of(list(hedges['after']))})\b(?!\s+than\b)", re.IGNORECASE),
        mark_before=re.compile(rf"(?P<words>{any_of(list(marks['before']))})\s?$"),
        mark_after=re.compile(rf"(?P<words>{any_of(list(marks['after']))})(?!\w)"),
        more=re.compile(
            r"\s+(?P<word>more|additional|further|extra|new)\b(?!\s+than\b(?!\s+(?:on|in|at|last|yesterday|the\s+(?:day|week|month|year))\b))",
            re.IGNORECASE,
        ),
        additional=compile_any(r"\b", scopes["additional"], r"\s+(?!than\s+$)(?:[\w'’-]+\s+){0,4}$"),
        measures=compile_any(r"(?<![\w-])", list(measure_of), r"\b"),
        rate=compile_any(r"[^.;,()]{0,24}?\s", scopes["rate"], r"\b"),
        remaining=compile_any(r"\W+(?:[\w'’-]+\W+){0,3}?", scopes["remaining"], r"\b"),
        remaining_before=compile_any(r"\b", scopes["remaining_before"], r"\s+$"),
        total=compile_any(r"\b", scopes["total"], r"\s*$"),
        not_before=compile_any(r"(?<![\w-])", no["before"], r"[\s#]+$"),
        not_after=compile_any(r"\s?", no["after"], r"(?!\w)"),
        idioms=compile_any(r"\s+", no["percent_idioms"], r"\b"),
        pointing=compile_any(r"\b", no["pointing"], r"\s+$"),
        units=units,
        sides=sides | hedges["after"],
        measure_of=measure_of,
        persons=frozenset(noun.lower() for noun in counted["persons"]["nouns"]),
        stops=frozenset(counted["phrase"]["stops"]),
        telling=frozenset(counted["phrase"]["telling"]),
        trivial=frozenset(no["trivial"]),
        plurals=frozenset(counted["phrase"]["plurals"]),
    )


def _load_units() -> dict[str, Unit]:
    rules = load_rules("units")
    units = {name.lower(): Unit(code, "money") for code, names in rules["currencies"].items() for name in names}
    for name, entry in rules["measured"].items():
        units |= {word.lower(): Unit(name, entry["kind"], entry.get("factor")) for word in entry["words"]}
    return units


@lru_cache(maxsize=1)
def unit_factors() -> dict[str, float]:
    """One of each unit in the base unit of its kind, where the kind has one."""
    return {unit.name: unit.factor for unit in load_words().units.values() if unit.factor is not None}


def find_unit(words: str) -> Unit | None:
    """The unit that the words name, or None: a lone letter names none."""
    key = fold(words)
    unit = load_words().units.get(key) or load_words().units.get(key.removesuffix("s"))
    return None if len(words) == 1 and words.isalpha() else unit


def fold(words: str) -> str:
    """The words in small letters with single blanks, as the tables have them."""
    return " ".join(words.lower().split())


# --- what is counted ------------------------------------------------------------------------------------------------


def read_noun_phrase(text: str, start: int, end: int) -> tuple[str, int]:
    """The words from `start` that name what a number counts, and where they end: up to a preposition, verb or mark."""
    stops, numerals = load_words().stops, load_rules("counted")["numerals"]
    found: list[str] = []
    position = start
    while len(found) < LONGEST_PHRASE and (match := _PHRASE_WORD.match(text, position, end)) is not None:
        word = match[1]
        is_verbal = bool(found) and is_plural(found[-1]) and word.endswith(("ed", "ing"))
        is_clause = bool(found) and found[-1].islower() and is_plural(found[-1]) and word[:1].isupper()
        if word.lower() in stops or is_verbal or is_clause:  # "the worst riots Corsted has seen"
            break
        position = match.end()
        if found or word.lower() not in numerals:  # "on one | kiosk"
            found.append(word)
    return " ".join(found), position


def is_plural(word: str) -> bool:
    """Whether the word looks like a plural, or is a noun for people that has no other form."""
    low = word.lower()
    if low in load_words().persons or low in load_words().plurals or word.endswith("men"):
        return True
    return low.endswith("s") and not low.endswith(("ss", "'s", "’s", "us", "is"))


def singulars(word: str) -> tuple[str, ...]:
    """The word in small letters, and what may be its singular."""
    low = word.lower()
    return low, low.removesuffix("s"), low.removesuffix("es"), re.sub(r"ies$", "y", low)


def is_person(noun: str) -> bool:
    """Whether the noun names people: "soldiers", "Ukrainians"."""
    if any(word in load_words().persons for word in singulars(noun)):
        return True
    endings = tuple(load_rules("counted")["persons"]["nation_endings"])
    return noun[:1].isupper() and not noun.isupper() and noun.endswith(endings)
