"""Invented pairs in other words, and near misses (`paraphrases.toml`): how many of each are taken for one claim."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

FIELDS = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text("utf-8"))
Pair = Sequence[str]


def find_part(field: str, pair: Pair) -> str:
    """`read` (whose errors were read), `unread`, or `later` (written when the classes were done)."""
    if field == "later":
        return field
    return "unread" if hashlib.sha256("".join(pair).encode()).digest()[0] % 2 else "read"


def list_pairs(part: str, kind: str) -> list[Pair]:
    return [pair for field, kinds in FIELDS.items() for pair in kinds[kind] if find_part(field, pair) == part]


def say_all(desk: Any, contents: Sequence[str]) -> list[str]:
    """The statements of as many people in as many papers of one story, as ids."""
    people = [f"Marta {chr(65 + n // 26)}{chr(97 + n % 26)}ling" for n in range(len(contents))]
    papers = [
        desk.write(f"paper-{n}", f"{words}, {who} said.", published="2031-03-04")
        for n, (who, words) in enumerate(zip(people, contents, strict=True))
    ]
    return [desk.say(paper, who, words).id for paper, who, words in zip(papers, people, contents, strict=True)]


def is_one_claim(desk: Any, pair: Pair) -> bool:
    """Whether two people who say it are taken for one claim."""
    said = set(say_all(desk, pair))
    return any(said <= {*claim.statements} for claim in desk.link().claims)


@pytest.mark.parametrize(
    ("part", "kind", "least", "most"),
    [
        ("read", "same", 41, 53),
        ("read", "near", 0, 4),
        ("unread", "same", 37, 53),
        ("unread", "near", 0, 9),
        ("later", "same", 13, 24),
        ("later", "near", 0, 5),
    ],
)
def test_paraphrases_are_one_claim_and_near_misses_are_not(
    desk: Any, part: str, kind: str, least: int, most: int
) -> None:
    joined = [pair for pair in list_pairs(part, kind) if is_one_claim(type(desk)(), pair)]
    assert least <= len(joined) <= most


def test_statements_of_one_story_meet_only_where_they_are_one_claim(desk: Any) -> None:
    pairs = [pair for kinds in FIELDS.values() for pair in kinds["same"]]
    ids = say_all(desk, [words for pair in pairs for words in pair])
    pair_of = {statement: place // 2 for place, statement in enumerate(ids)}
    met = [two for claim in desk.link().claims for two in combinations(claim.statements, 2)]
    assert [(a, b) for a, b in met if pair_of[a] != pair_of[b]] == []
    assert len(met) >= 90
