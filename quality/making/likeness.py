"""Whether two texts that were written apart came out as no two reporters write.

The grammar has few ways to say one thing. Of a thousand works some ten came out as no two reporters write: about 40
words of narration of one stand in another, a third of the shorter text. By the definition of the copies set
(../shared/gold/COPIES.md) that is an excerpt, whoever wrote it, and made news must not call it independent. Nor do two
reporters open with the same dozen words, whatever the numbers in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from quality.making.lines import Line

ROW = 6  # words; fewer in a row are a phrase
CUTS = (2, 3, 4)  # paragraphs of which an excerpt may be made (`quality.making.printing`)
OPENING = 12  # words
PASSAGES = (36, 0.3), (15, 0.6)  # words in rows, and the least share of the narration with which they make an excerpt
_QUOTATION = re.compile("“[^”]*”")
_WORD = re.compile(r"\w+|”")
_NUMBER = re.compile(r"\d[\d.,]*")


class _Narration(NamedTuple):
    """The words of each paragraph, a quotation being one word, each `ROW` of them in a row, and those with which the
    first sentence begins, a number being `#`."""

    paragraphs: list[list[str]]
    rows: set[tuple[str, ...]]
    opening: list[str]


def is_alike(one: Iterable[Line], other: Iterable[Line]) -> bool:
    """Whether both open alike, or either text, or the head of it, has as much of the other's narration as an excerpt
    has."""
    ours, theirs = (_read_narration(tuple(line.text for line in lines)) for lines in (one, other))
    if len(ours.opening) == OPENING and ours.opening == theirs.opening:
        return True
    return _is_excerpt(ours.paragraphs, theirs.rows) or _is_excerpt(theirs.paragraphs, ours.rows)


@lru_cache(maxsize=64)
def _read_narration(texts: tuple[str, ...]) -> _Narration:
    paragraphs = [_WORD.findall(_QUOTATION.sub("”", text)) for text in texts]
    rows = (tuple(words[start : start + ROW]) for words in paragraphs for start in range(len(words) - ROW + 1))
    opening = _NUMBER.sub("#", _QUOTATION.sub("”", texts[0])).split()[:OPENING] if texts else []
    return _Narration(paragraphs, {row for row in rows if "”" not in row}, opening)


def _is_excerpt(paragraphs: Sequence[Sequence[str]], rows: set[tuple[str, ...]]) -> bool:
    shared = list(accumulate(_count_shared(words, rows) for words in paragraphs))
    words = list(accumulate(map(len, paragraphs)))
    ends = [*(cut for cut in CUTS if cut < len(paragraphs)), len(paragraphs)]
    return any(shared[end - 1] >= max(least, share * words[end - 1]) for end in ends for least, share in PASSAGES)


def _count_shared(words: Sequence[str], rows: set[tuple[str, ...]]) -> int:
    """How many of the words stand in one of the rows."""
    marks = bytearray(len(words))
    for start in range(len(words) - ROW + 1):
        if tuple(words[start : start + ROW]) in rows:
            marks[start : start + ROW] = b"\x01" * ROW
    return sum(marks)
