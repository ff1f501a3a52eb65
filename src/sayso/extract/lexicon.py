"""What words tell about a source: titles, groups, documents, countries, media, as data from the rule files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.extract.cues import read_rules


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words tell about a source, from `rules/roles.toml`, `countries.toml`, `wires.toml` and `outlets.toml`."""

    people: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    data: frozenset[str]
    organisations: frozenset[str]
    media_words: frozenset[str]
    mastheads: frozenset[str]
    hearers: frozenset[str]
    lands: frozenset[str]
    labels: frozenset[str]
    platforms: tuple[str, ...]
    offices: frozenset[str]
    pronouns: dict[str, str]
    male: frozenset[str]
    female: frozenset[str]
    courtesy: frozenset[str]
    countries: dict[str, str]  # name, capital or seat → country
    demonyms: dict[str, str]
    media: dict[str, str]  # as printed → name


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The words of the rule files."""
    roles, places = read_rules("roles"), read_rules("countries")
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for entry in places.values():
        for key in ("names", "capitals", "seats"):
            countries.update(dict.fromkeys(entry.get(key, ()), entry["name"]))
        countries[entry["name"]] = entry["name"]
        demonyms.update(dict.fromkeys(entry.get("demonyms", ()), entry["name"]))
    media = {name: name for name in read_rules("outlets")["names"]}
    for name, spellings in read_rules("wires")["agencies"].items():
        media.update(dict.fromkeys(spellings, name))
    titles = roles["titles"]
    return Lexicon(
        people=_with_plurals(roles["people"]),
        groups=frozenset(roles["groups"]),
        bodies=frozenset(roles["bodies"]),
        documents=_with_plurals(roles["documents"]),
        data=frozenset(roles["data"]),
        organisations=_with_plurals(roles["organisations"]),
        media_words=frozenset(roles["media"]),
        mastheads=frozenset(roles["mastheads"]),
        hearers=frozenset(roles["hearers"]),
        lands=frozenset(roles["lands"]),
        labels=frozenset(roles["labels"]),
        platforms=tuple(roles["platforms"]),
        offices=frozenset(roles["offices"]),
        pronouns=roles["pronouns"],
        male=frozenset(titles["male"]),
        female=frozenset(titles["female"]),
        courtesy=frozenset(titles["courtesy"]),
        countries=countries,
        demonyms=demonyms,
        media=media,
    )


def _with_plurals(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(word + "s" for word in words if word[-1].isalpha())
