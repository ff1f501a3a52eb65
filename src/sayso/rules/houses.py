"""Names of outlets and agencies, by `outlets.toml` and `wires.toml`, and what else a few capitals may name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sayso.rules.tables import load_rules

_BULLET = re.compile(r"^(?:[•·*–—▪●-]|--)\s*(?=\w)")
_SERVICE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]*\s){1,3}(?:News|Press)\s(?:Agency|Service|Association|Bureau)|(?:[A-ZÀ-Þ][\w'’-]*\s){1,2}Wire"
)
AGENCY = re.compile(r"[A-ZÀ-Þ]\w+-[A-ZÀ-Þ]\w+")  # "Inter-Staverian"


@lru_cache(maxsize=1)
def outlet_names() -> Mapping[str, str]:
    """Casefolded name → name, of outlets, portals and agencies."""
    outlets = load_rules("outlets")
    names = {name.casefold(): name for name in (*outlets["names"], *outlets["portals"])}
    for name, aliases in load_rules("wires")["agencies"].items():
        names |= {alias.casefold(): name for alias in aliases if len(alias) > 2}
    return names


@lru_cache(maxsize=1)
def portal_names() -> frozenset[str]:
    """Casefolded names of portals and aggregators, which show what others wrote."""
    return frozenset(name.casefold() for name in load_rules("outlets")["portals"])


@lru_cache(maxsize=1)
def wire_aliases() -> Mapping[str, str]:
    """How an agency is printed → the name we use."""
    return {alias: name for name, aliases in load_rules("wires")["agencies"].items() for alias in aliases}


def is_publisher(words: str) -> bool:
    """Whether words beside a writer are an outlet's name: also a single one that sounds like it, `Tarnpress`."""
    return (
        is_outlet(words)
        or bool(_SERVICE.fullmatch(words))
        or (words.isalpha() and words[0].isupper() and len(words) > 6 and words.casefold().endswith(_outlet_endings()))
    )


@lru_cache(maxsize=1)
def _outlet_endings() -> tuple[str, ...]:
    return tuple(load_rules("outlets")["endings"])


def may_name_person(words: str) -> bool:
    """Whether the words are two to four, each with a capital, and no outlet's name; not all in capitals."""
    return 2 <= len(words.split()) <= 4 and not words.isupper() and is_capitalised(words) and not is_outlet(words)


def is_outlet(words: str) -> bool:
    """Whether the words are a publication's name: known, or capitalised and ending in a word such as "Times", and no
    section's: "Local News"."""
    if words.casefold() in outlet_names():
        return True
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not all(
        part[0].isupper() or part in ("of", "and", "de", "&", "the") for part in parts
    ):
        return False
    return parts[-1] in _outlet_words() and not all(part in _section_words() for part in parts)


@lru_cache(maxsize=1)
def _outlet_words() -> frozenset[str]:
    return frozenset(load_rules("outlets")["words"])


@lru_cache(maxsize=1)
def _section_words() -> frozenset[str]:
    return frozenset(load_rules("outlets")["sections"])


def may_be_section(words: str) -> bool:
    """Whether one of the words is what sections are called by: "Middle East", "Climate Change"."""
    return any(part.capitalize() in _section_words() for part in words.split())


def strip_bullet(words: str) -> str:
    """Without a dash or bullet at the start."""
    return _BULLET.sub("", words)


def is_capitalised(words: str) -> bool:
    """Up to five words, each with a capital: what a person or an outlet that nobody knows may be called."""
    parts = strip_bullet(words).split()
    return 1 <= len(parts) <= 5 and all(part[0].isupper() or part in ("of", "the", "and", "de", "&") for part in parts)
