"""The tables by which names are told: `rules/names.toml`, with those of roles, dates and countries."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.cues import read_rules
from sayso.extract.lexicon import load_lexicon
from sayso.extract.numbers import any_of
from sayso.model import NameKind, Span
from sayso.rules.tables import read_list


class Token(NamedTuple):
    start: int
    end: int
    text: str


class NameWords(NamedTuple):
    """The tables of `rules/names.toml`, with those of roles."""

    bodies: frozenset[str]
    links: tuple[str, ...]
    not_acronyms: frozenset[str]
    regions: frozenset[str]
    region_nouns: frozenset[str]
    place_nouns: frozenset[str]
    things: frozenset[str]
    parties: frozenset[str]
    where: frozenset[str]
    to_place: frozenset[str]
    of_place: frozenset[str]
    by_place: frozenset[str]
    has_people: re.Pattern[str]
    capital_nouns: frozenset[str]
    of_town: re.Pattern[str]
    compounds: re.Pattern[str]
    state_body: re.Pattern[str]
    capitals: frozenset[str]
    calendar: frozenset[str]


@lru_cache(maxsize=1)
def load_name_words() -> NameWords:
    rules, lexicon, dates = read_rules("names"), load_lexicon(), read_rules("dates")
    kinds = rules["kinds"]
    return NameWords(
        bodies=frozenset(rules["bodies"]["words"]) | lexicon.organisations,
        links=tuple(rules["bodies"]["links"]),
        not_acronyms=frozenset(rules["bodies"]["not_acronyms"]),
        regions=frozenset(rules["regions"]["names"]),
        region_nouns=frozenset(kinds["region"]),
        place_nouns=frozenset(kinds["place"]),
        things=frozenset(kinds["thing"]),
        parties=frozenset(kinds["party"]),
        where=frozenset(kinds["where"]),
        to_place=frozenset(kinds["to_place"]),
        of_place=frozenset(kinds["of_place"]),
        by_place=frozenset(kinds["by_place"]),
        has_people=re.compile(rf"(?:['’]s)?\s+(?:{any_of(kinds['has_people'])})\b"),
        capital_nouns=frozenset(kinds["capital_nouns"]),
        compounds=re.compile(rf"(?<=\w)-(?:{any_of(rules['bodies']['compounds'])})\b.*$"),
        of_town=re.compile(rf"\s+(?:{any_of(kinds['of_town'])})\b"),
        state_body=re.compile(
            rf"[’']s\s+(?P<body>(?:[a-z]+\s+){{0,2}}?(?:{any_of(rules['bodies']['of_state'])}))\b"
            r"(?:\s\([A-Z]{2,6}\))?"
        ),
        capitals=frozenset(name for row in read_rules("countries").values() for name in row.get("capitals", ())),
        calendar=frozenset([*dates["months"], *dates["weekdays"], *dates["days"]]),
    )


@lru_cache(maxsize=1)
def load_common() -> frozenset[str]:
    """Words of the language that are no names by themselves: those of the thesaurus."""
    return frozenset(word for line in read_list("thesaurus") for word in line.split())


class Found(NamedTuple):
    """One place where something is named, before it is known which of the article's names are one."""

    span: Span
    name: str
    kind: NameKind | None  # None: a word that may be somebody's family name, or a town
    title: Span | None = None
    is_region: bool = False
    is_known: bool = False  # a table has it


def is_where(text: str, span: Span, leads: frozenset[str]) -> bool:
    """Whether one of these words (of two, where they end in "of") stands before a name, or "-based" behind it."""
    before = text[max(0, span.start - 24) : span.start].lower().split()
    lead = " ".join(before[-2:]) if before[-1:] == ["of"] else before[-1] if before else ""
    return lead in leads or text.startswith("-based", span.end)
