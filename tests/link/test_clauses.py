"""Where clauses end."""

from __future__ import annotations

import pytest

from sayso.link.clauses import split_clauses
from sayso.link.words import read_words


def split(text: str) -> list[str]:
    return [" ".join(word.text for word in clause) for clause in split_clauses(text, read_words(text))]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("34 people died and 11 are missing", ["34 people died", "and 11 are missing"]),
        ("30 had drowned and at least 90 remain missing", ["30 had drowned", "and at least 90 remain missing"]),
        ("between 5 and 10 people were hurt", ["between 5 and 10 people were hurt"]),
        ("two men and three women were arrested", ["two men and three women were arrested"]),
        ("he had sold 30 apples and 40 pears", ["he had sold 30 apples and 40 pears"]),
        ("the mill burned down, killing 30 people", ["the mill burned down", "killing 30 people"]),
        ("the dam gave way, in which 30 people died", ["the dam gave way", "in which 30 people died"]),
        ("the gate fell, with at least 30 hurt", ["the gate fell", "with at least 30 hurt"]),
        ("they sent arms, including a howitzer", ["they sent arms including a howitzer"]),
        ("the money was moved, we know that", ["the money was moved", "we know that"]),
    ],
)
def test_a_clause_ends_where_another_thing_is_told(text: str, clauses: list[str]) -> None:
    assert split(text) == clauses
