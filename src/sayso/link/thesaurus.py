"""Words that mean the same, and words that mean a kind of it: WordNet's common senses, and senses of our own.

`rules/thesaurus.txt` and `rules/kinds.txt` are made from WordNet by `tools/make_thesaurus.py`; the acts and senses of
`rules/actions.toml` are what news uses for one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

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


@lru_cache(maxsize=65536)
def list_senses(stem: str) -> frozenset[str]:
    """What a stem may mean: its senses in the thesaurus, and the act it names."""
    act = load_tables().acts.get(stem)
    return load_senses().get(stem, frozenset()) | ({f"act:{act}"} if act else frozenset())


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
    pairs = ((stem, stem.partition("_")) for stem in load_senses())
    return frozenset((verb, last) for stem, (verb, _, last) in pairs if last in PARTICLES or (last and stem in own))
