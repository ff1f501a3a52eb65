"""Which lines may be headlines, and how lines are compared and weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.rules.houses import strip_bullet
from sayso.rules.shape import Line, LineKind, count_sentences, count_words, is_title
from sayso.rules.tables import load_rules

SKIPPED = frozenset({LineKind.FURNITURE, LineKind.CAPTION, LineKind.LABEL})
_LONE = 5  # how much longer than most an article among teasers or comments is


def is_headline(line: Line) -> bool:
    """Whether the line may be a headline."""
    if strip_bullet(line.text) != line.text or line.text.count(" | ") > 1 or is_aside(line.text):
        return False
    return (line.kind is LineKind.TITLE and is_title(line.text)) or (
        line.kind is LineKind.PROSE and is_question(line.text)
    )


def is_aside(words: str) -> bool:
    """Whether the words stand in brackets, all of them."""
    return words[:1] + words[-1:] in ("()", "[]", "（）")


def is_question(words: str) -> bool:
    """Whether the words are one question or exclamation that could be a headline."""
    return (
        not is_turn(words)
        and words.endswith(("?", "!", "?'", "?’", "?”", '?"'))
        and is_title(words)
        and count_sentences(words) == 1
        and count_words(words) <= 18
    )


def is_turn(words: str) -> bool:
    """Whether somebody asks or answers here, "Q: ..."."""
    return _turn_shape().match(words) is not None


@lru_cache(maxsize=1)
def _turn_shape() -> re.Pattern[str]:
    """Who asks or answers, before a colon: a turn of an interview is no headline."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, load_rules('items')['turns']['labels']))})\s?[:：]", re.IGNORECASE)


def fold(words: str) -> str:
    """The words for comparing printings: case, kinds of quotation mark and white space apart."""
    return " ".join(words.casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


def weigh(lines: Sequence[Line], start: int, end: int) -> int:
    """Characters of whole sentences between two lines."""
    return sum(len(line.text) for line in lines[start:end] if line.kind is LineKind.PROSE)


def is_lone(masses: Sequence[int], share: float) -> bool:
    """Whether one text is an article, several times as long as most and of so much of all, and the others stand beside
    it: teasers, comments."""
    usual = sorted(masses)[len(masses) // 2]
    return max(masses) >= _LONE * usual and max(masses) >= share * sum(masses)


def repeats_above(lines: Sequence[Line], number: int, headline: str) -> tuple[int, ...]:
    """Lines directly above that print the same headline."""
    above: list[int] = []
    number -= 1
    while (
        number >= 0
        and (fold(lines[number].text) == headline or lines[number].kind is LineKind.FURNITURE)
        and len(above) < 4
    ):
        if lines[number].kind is not LineKind.FURNITURE:
            above.append(number)
        number -= 1
    return tuple(reversed(above))


def has_text(lines: Sequence[Line]) -> bool:
    return any(line.kind is LineKind.PROSE and not is_headline(line) for line in lines)
