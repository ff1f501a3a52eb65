"""What a page calls itself, and how it speaks to its readers: signs of digests and newsletters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.rules.shape import Line, LineKind, count_sentences, fold_line
from sayso.rules.tables import load_rules

_TOP = 15  # lines in which a page says what it is
_FOOT = 6  # lines in which a letter ends
_LONGEST = 200  # characters of a paragraph that only speaks to the readers


@lru_cache(maxsize=1)
def _digest_shape() -> re.Pattern[str]:
    table = load_rules("items")["digest"]
    words = "|".join(map(re.escape, table["words"]))
    return re.compile(rf"\b(?:{words})\b|{'|'.join(map(re.escape, table['parts']))}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _digest_names() -> frozenset[str]:
    return frozenset(load_rules("items")["digest"]["lines"])


def says_digest(lines: Sequence[Line]) -> bool:
    """Whether the page calls itself a digest above its first items."""
    return any(
        fold_line(line.text) in _digest_names()
        or ((len(line.text) <= 200 or line.kind is not LineKind.PROSE) and _digest_shape().search(line.text[:400]))
        for line in lines[:_TOP]
    )


def is_mail(lines: Sequence[Line]) -> bool:
    """Whether the page offers to be seen in a browser: it is a newsletter."""
    return any(
        word in line.text[:_LONGEST].casefold()
        for line in lines[:_TOP]
        for word in load_rules("items")["digest"]["mail"]
    )


def is_letter(lines: Sequence[Line]) -> bool:
    """Whether the first paragraph greets the readers and the last ones, or the last lines, take leave of them."""
    told = [line.text for line in lines if line.kind is LineKind.PROSE]
    last = (*told[-3:], *(line.text for line in lines[-_FOOT:]))
    return bool(told) and _greets(told[0]) and any(map(takes_leave, last))


def takes_leave(words: str) -> bool:
    """Whether a short paragraph bids the readers farewell."""
    if len(words) > _LONGEST:
        return False
    folded = words.casefold()
    return any(word in folded for word in load_rules("items")["digest"]["farewells"])


def _greets(words: str) -> bool:
    """Whether a paragraph begins with the greeting of a letter."""
    return words[:40].casefold().startswith(tuple(load_rules("items")["digest"]["greetings"]))


def _writes_to(words: str) -> bool:
    """Whether a sentence gives an address: "You may write to us at letters@herald.example."."""
    return "@" in words and len(words) <= _LONGEST and count_sentences(words) <= 2


def opens_page(words: str) -> bool:
    """Whether a paragraph greets the readers, says what the page is or whom to write to: it is no item."""
    words = words[:400]
    return _greets(words) or _digest_shape().search(words) is not None or _writes_to(words)


def counts_readers(line: Line) -> bool:
    """Whether a line counts what readers did with a text: "12 comments", "3.4K views"."""
    return (
        len(line.text) <= _LONGEST_COUNTER
        and any(map(str.isdigit, line.text))
        and _counter_words().search(line.text) is not None
    )


_LONGEST_COUNTER = 80  # characters


@lru_cache(maxsize=1)
def _counter_words() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_rules("items")["counters"]["words"]), key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)
