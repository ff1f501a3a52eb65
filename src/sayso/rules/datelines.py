"""Where and through whom a report comes, as agencies and papers print it before its first sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.rules.houses import wire_aliases
from sayso.rules.tables import load_rules


@lru_cache(maxsize=1)
def dateline_shape() -> re.Pattern[str]:
    """`OTTAWA (Reuters) -`, `SEOUL, April 15 (Yonhap) --`, `MOSCOW, June 18. /TASS/.`, `KYIV, Ukraine —`,
    `Bonn, 18 March 2024.`, and `ADREL (XYZ) -` with an agency that nobody knows.

    Groups: `place` and `wire`, or one of both with a digit.
    """
    broadcasters = load_rules("wires")["dateline"]["outlets"]
    agencies = "|".join(sorted(map(re.escape, (*wire_aliases(), *broadcasters)), key=len, reverse=True))
    table = load_rules("credits")["time"]
    names = sorted({name for names in table["months"] for name in names}, key=lambda name: (-len(name), name))
    months = "|".join(f"{name.capitalize()}|{name.upper()}" for name in names)
    capitals = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
    region = r"(?:,\s[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){0,2})?"
    mixed = r"[A-ZÀ-Þ][\w'’-]+(?:[ /][A-ZÀ-Þ][\w'’-]+){0,2}"
    days = "|".join(name.capitalize() for name in table["weekdays"] if len(name) > 4)
    date = (
        rf"(?:,\s(?:{days})|,?\s?(?:{months})\.?\s\d{{1,2}}(?:,\s\d{{4}})?|,?\s?\d{{1,2}}\s(?:{months})(?:\s\d{{4}})?)?"
    )
    wire = rf"(?:\((?P<wire>{agencies})(?:\s?/\s?[\w. ]{{1,30}})?\)|/(?P<wire2>{agencies})/)"
    joint = r"\s?[-–—:.]{0,3}\s?"
    known = "|".join(map(re.escape, broadcasters))
    return re.compile(
        rf"(?P<place>(?:{capitals}){region}|{mixed}{region})?{date}[.,]?\s?{wire}{joint}"
        rf"|(?P<place4>{capitals}{region}){date}[.,]?\s\((?P<wire4>[A-ZÀ-Þ][\w.&'’ -]{{1,30}})\)\s?(?:--?|[–—])\s?"
        rf"|(?P<place2>{capitals}{region}){date}\s(?:--?|[–—])(?:\s|$)"
        rf"|(?!(?:\w+\s)?(?:{days}),)(?P<place5>{mixed}),\s\d{{1,2}}\.?\s(?:{months})\.?\s\d{{4}}(?:\.|\s?(?:--?|[–—:]))\s(?=[\"“«„A-ZÀ-Þ])"
        rf"|(?:(?P<place3>{mixed}{region}),?\s)?(?P<wire3>{known})\s(?:--?|[–—])(?:\s|$)"
    )


def name_agencies(words: str) -> tuple[str, ...]:
    """The agency in brackets of the dateline with which the line begins, as printed: at most one."""
    found = dateline_shape().match(words, 0, 400) if "(" in words[:120] and words[:1].isupper() else None
    agency = (found["wire"] or found["wire4"]) if found else None
    return (agency,) if agency else ()


def opens_with_dateline(words: str) -> bool:
    """Whether the line begins with a dateline and goes on with text."""
    if len(words) < _LEAST_TOLD or not words[0].isupper() or not _JOINT.search(words, 0, 400):
        return False
    found = dateline_shape().match(words, 0, 400)
    return found is not None and len(words) - found.end() >= _LEAST_TOLD


_LEAST_TOLD = 40  # characters after a dateline
_JOINT = re.compile(r"[(/–—\d-](?:(?<!\d)|\d{3})")  # a bracket, a dash or a year: one of which each dateline has
