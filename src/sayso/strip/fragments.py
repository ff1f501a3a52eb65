"""Furniture between two sentences of one line: words without an end that the page printed on a line of their own.

“... no more rooms,” she said. Something went wrong loading your list Colonel Marn said ...: where a sentence has ended,
a few words follow that no full stop ends, and then a sentence begins. As a line those words would be furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.model import FurnitureKind
from sayso.rules.furniture import known_openings
from sayso.rules.lines import judge_line
from sayso.rules.shape import LineKind
from sayso.rules.tables import load_rules

_LEAST, _MOST = 3, 14  # words
_LONGEST = 160  # characters
_KINDS = frozenset((FurnitureKind.NAVIGATION, FurnitureKind.MEMBERSHIP, FurnitureKind.ADVERT))
# Where a sentence has ended: what follows may be a fragment.
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+(?=[^\W\d_])")
_WORD = re.compile(r"\S{1,40}")


def find_fragments(words: str, head: int, tail: int) -> Iterator[tuple[int, int, FurnitureKind]]:
    """(start, length, kind) of each such fragment between two characters of a paragraph."""
    starts = [head, *(match.end() for match in _ENDED.finditer(words, head, tail))]
    for start in starts:
        if words[start : start + 1].isspace():
            start += len(words[start:tail]) - len(words[start:tail].lstrip())
        if _may_open(words[start : start + 40]) and (found := _read_fragment(words, start, tail)):
            yield found


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(opening.split()[0] for opening in known_openings() if opening.split())


@lru_cache(maxsize=1)
def _open_words() -> frozenset[str]:
    """After these a phrase goes on, whatever letter the next word begins with."""
    return frozenset(load_rules("furniture")["fragment"]["open"])


@lru_cache(maxsize=1)
def _day_words() -> frozenset[str]:
    """Words with a capital that begin no sentence: "again Tuesday night"."""
    time = load_rules("credits")["time"]
    return frozenset([*time["weekdays"], *(name for names in time["months"] for name in names)])


def _may_open(words: str) -> bool:
    first = words.split(maxsplit=1)[:1]
    return bool(first) and first[0].casefold() in _first_words()


def _read_fragment(words: str, start: int, tail: int) -> tuple[int, int, FurnitureKind] | None:
    """The shortest run of words from here on, before a word with a capital, that as a line is furniture."""
    end = min(tail, start + _LONGEST)
    before = ""
    for number, match in enumerate(_WORD.finditer(words, start, end)):
        closes = number >= _LEAST and before.islower() and before not in _open_words()
        if closes and _begins_sentence(match[0]):
            text = words[start : match.start()].rstrip()
            line, kind, _ = judge_line(text)
            return (start, len(text), kind) if line is LineKind.FURNITURE and kind in _KINDS else None
        if number >= _MOST or not match[0][-1].isalnum():
            return None
        before = match[0]
    return None


def _begins_sentence(word: str) -> bool:
    bare = word.strip("\"'“‘«(.,")
    return bare[:1].isupper() and bare.casefold() not in _day_words()
