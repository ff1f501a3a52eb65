"""Words that mean the same, and words that mean a kind of it: WordNet's common senses, and senses of our own.

`rules/thesaurus.txt` and `rules/kinds.txt` are made from WordNet by `tools/make_thesaurus.py`; the acts and senses of
`rules/actions.toml` and the classes of `rules/classes.toml` are what news uses for one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from sayso.link.words import find_stem, load_tables, read_rules

KIND = "<"
PARTICLES = frozenset({"off", "out", "up", "down", "away", "back", "over"})


def stem_phrase(word: str) -> str:
    """The stem of a word; of a verb with its particle, its stem and the particle: `switched_off` → `switch_off`."""
    verb, joint, particle = word.partition("_")
    return f"{find_stem(verb)}{joint}{particle}"


def _read_lines(name: str) -> Iterator[tuple[int, list[str]]]:
    lines = resources.files("sayso.rules").joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return ((number, line.split()) for number, line in enumerate(lines) if not line.startswith("#"))


@lru_cache(maxsize=1)
def load_senses() -> Mapping[str, frozenset[str]]:
    """Stem → the senses it may have, each a name of our own."""
    senses: dict[str, set[str]] = defaultdict(set)
    for number, words in _read_lines("thesaurus"):
        for word in words:
            senses[find_stem(word)].add(f"sense:{number}")
    for number, words in _read_lines("kinds"):
        phrasal = any("_" in word and not word.startswith(KIND) for word in words)
        for word in words if phrasal else ():
            if not word.startswith(KIND):
                senses[stem_phrase(word)].add(f"kind:{number}")
    for name, words in read_rules("actions")["senses"].items():
        for word in words:
            senses[stem_phrase(word)].add(f"own:{name}")
    return {stem: frozenset(names) for stem, names in senses.items()}


@lru_cache(maxsize=1)
def load_kinds() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Stem → the senses that have kinds and that it bears, and those that it is a kind of."""
    bears: dict[str, set[str]] = defaultdict(set)
    belongs: dict[str, set[str]] = defaultdict(set)
    for number, words in _read_lines("kinds"):
        for word in words:
            side = belongs if word.startswith(KIND) else bears
            side[stem_phrase(word.lstrip(KIND))].add(f"kind:{number}")
    return (
        {stem: frozenset(names) for stem, names in bears.items()},
        {stem: frozenset(names) for stem, names in belongs.items()},
    )


class Classes(NamedTuple):
    """The classes of news that stems stand in; and of each deed those it stands against."""

    acts: Mapping[str, frozenset[str]]  # deeds that the word stands for
    told: Mapping[str, frozenset[str]]  # … and deeds that it may tell of
    things: Mapping[str, frozenset[str]]
    against: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_classes() -> Classes:
    """`rules/classes.toml`, with the acts and things of `rules/actions.toml`."""
    rules, tables = read_rules("classes"), load_tables()
    against: dict[str, set[str]] = defaultdict(set)
    for name, row in rules["acts"].items():
        for other in row.get("against", ()):
            against[name].add(other)
            against[other].add(name)
    words = {name: row.get("words", []) for name, row in rules["acts"].items()}
    told = {name: [*words[name], *row.get("also", ())] for name, row in rules["acts"].items()}
    return Classes(
        _gather(words, tables.acts),
        _gather(told, tables.acts),
        _gather(rules["things"], tables.things),
        {name: frozenset(others) for name, others in against.items()},
    )


def _gather(words: Mapping[str, Iterable[str]], named: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Stem → the classes that it stands in; `named` are stems with the one class that another table gives them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, members in words.items():
        for word in members:
            found[stem_phrase(word)].add(name)
    for stem, name in named.items():
        found[stem].add(name)
    return {stem: frozenset(names) for stem, names in found.items()}


def list_told(stem: str) -> frozenset[str]:
    """The classes of deeds that a stem may tell of."""
    return load_classes().told.get(stem, frozenset())


def list_things(stem: str) -> frozenset[str]:
    """The classes of things that a stem names."""
    return load_classes().things.get(stem, frozenset())


@lru_cache(maxsize=65536)
def list_classes(stem: str) -> frozenset[str]:
    """The classes of deeds that a stem may tell of, and of things that it names."""
    return list_told(stem) | {f"thing:{name}" for name in list_things(stem)}


@lru_cache(maxsize=65536)
def list_senses(stem: str) -> frozenset[str]:
    """What a stem may mean: its senses in the thesaurus, and the acts it names."""
    return load_senses().get(stem, frozenset()) | {f"act:{act}" for act in load_classes().acts.get(stem, ())}


@lru_cache(maxsize=65536)
def are_opposed(one: str, other: str) -> bool:
    """Whether two stems name deeds that stand against each other, and mean nothing alike: `close`, `reopen`."""
    against = load_classes().against
    others = _list_sided(other)
    return any(not others.isdisjoint(against.get(act, ())) for act in _list_sided(one)) and not are_alike(one, other)


@lru_cache(maxsize=65536)
def _list_sided(stem: str) -> frozenset[str]:
    """The classes of deeds that a stem may tell of, without those of which it may tell the opposite, too: "beat"."""
    told, against = list_told(stem), load_classes().against
    return frozenset(act for act in told if told.isdisjoint(against.get(act, ())))


@lru_cache(maxsize=65536)
def list_broader(stem: str) -> frozenset[str]:
    """The senses that a stem is a kind of: of `ferry` that of `boat`."""
    return load_kinds()[1].get(stem, frozenset())


@lru_cache(maxsize=65536)
def are_alike(one: str, other: str) -> bool:
    """Whether two stems are one, mean one thing, or one means a kind of what the other means."""
    if one == other or not list_senses(one).isdisjoint(list_senses(other)):
        return True
    bears = load_kinds()[0]
    return not (
        list_broader(one).isdisjoint(bears.get(other, frozenset()))
        and list_broader(other).isdisjoint(bears.get(one, frozenset()))
    )


@lru_cache(maxsize=1)
def load_particles() -> frozenset[tuple[str, str]]:
    """The verbs with their particles that the thesaurus has, stem and particle; `closed in May` is not `close in`."""
    own = {stem_phrase(word) for words in read_rules("actions")["senses"].values() for word in words}
    own |= load_classes().told.keys()
    pairs = ((stem, stem.partition("_")) for stem in load_senses().keys() | own)
    return frozenset((verb, last) for stem, (verb, _, last) in pairs if last in PARTICLES or (last and stem in own))
