"""Whom an unnamed source means: `the commissioner`, where the article names the story's only one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from sayso.link.words import fold, read_rules
from sayso.model import Statement

Key = tuple[str, ...]
WORD = re.compile(r"[^\W\d_][\w'-]*")
FULL_NAME = 3  # parts of the key of a person whose full name is known, and whom nobody told apart …
UNNAMED = 3  # … and of that of an unnamed source
MOST_WORDS = 4  # of a source that is called by nothing but a role


def find_meant(statements: Sequence[Statement], keys: Mapping[str, Key]) -> dict[str, Key]:
    """By statement of an unnamed source the person who is meant: the only one of the story who bears that role, and
    who is named in that very article. Nobody is where the article has an unnamed one of that role (`an engineer … the
    engineer`).

    `keys` has, by statement, the key of its speaker.
    """
    roles: dict[Key, set[str]] = defaultdict(set)
    bearers: dict[str, set[Key]] = defaultdict(set)
    named: dict[str, set[Key]] = defaultdict(set)
    introduced: set[tuple[str, str]] = set()
    for statement in statements:
        key, words = keys[statement.id], read_role(statement.source.role or "")
        if key[0] == "person" and len(key) == FULL_NAME:
            named[statement.article].add(key)
            roles[key].update(words)
            if words and load_lesser().isdisjoint(words[:-1]):
                bearers[words[-1]].add(key)
        elif key[0] == "anonymous" and is_indefinite(statement.source.name or ""):
            introduced.update((statement.article, word) for word in read_role(statement.source.name or "")[-1:])
    found = {}
    for statement in statements:
        key = keys[statement.id]
        words = read_role(statement.source.name or "") if key[0] == "anonymous" and len(key) == UNNAMED else []
        if not words or len(words) > MOST_WORDS or (statement.article, words[-1]) in introduced:
            continue
        meant = bearers.get(words[-1], set())
        if len(meant) == 1 and meant <= named[statement.article] and roles[min(meant)].issuperset(words):
            found[statement.id] = min(meant)
    return found


def read_role(name: str) -> list[str]:
    """The words of a role up to the first preposition, folded; none of one that is anybody's: `the source`."""
    words: list[str] = []
    for word in WORD.findall(fold(name)):
        if word in _load("ends"):
            break
        words.append(word)
    words = words[1:] if words and words[0] in ("the", "a", "an") else words
    return words if words and words[-1] not in _load("anybody") else []


def is_indefinite(name: str) -> bool:
    """Whether a source is told of as one of several, or as nobody in particular: `a senior official`, `officials`."""
    words = fold(name).split()
    return bool(words) and words[0] != "the" and (words[0] in ("a", "an", "one", "another") or words[-1].endswith("s"))


def load_lesser() -> frozenset[str]:
    """The words before a role that make it another one: `deputy`, `former`."""
    return _load("lesser")


@lru_cache(maxsize=8)
def _load(name: str) -> frozenset[str]:
    words: Iterable[str] = read_rules("actions")["roles"][name]
    return frozenset(words)
