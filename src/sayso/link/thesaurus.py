"""Words that mean the same: the common senses of WordNet (`rules/thesaurus.txt`), and the acts of our own tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from sayso.link.words import find_stem, load_tables


@lru_cache(maxsize=1)
def load_senses() -> Mapping[str, frozenset[str]]:
    """Stem → the senses it may have, each a name of our own."""
    senses: dict[str, set[str]] = defaultdict(set)
    lines = resources.files("sayso.rules").joinpath("thesaurus.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        for word in () if line.startswith("#") else line.split():
            senses[find_stem(word)].add(f"sense:{number}")
    return {stem: frozenset(names) for stem, names in senses.items()}


@lru_cache(maxsize=65536)
def list_senses(stem: str) -> frozenset[str]:
    """What a stem may mean: its senses in the thesaurus, and the act it names."""
    act = load_tables().acts.get(stem)
    return load_senses().get(stem, frozenset()) | ({f"act:{act}"} if act else frozenset())
