"""An article's body as words: folded for comparison, each with its place on the page.

Where a script writes no blanks between words (Chinese, Japanese, Thai), or sets them as it pleases (Korean), a body is
read by characters instead, and `grain` of them count as one word.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.match.quotations import find_quotations
from sayso.match.shingles import SIZE, WINDOW, hash_shingles, winnow
from sayso.model import Span

LONGEST_BODY = 120_000  # characters, about 20,000 words; what lies beyond is not compared
CHARACTERS = 2  # of a script without blanks that count as one word
UNSPACED_SHARE = 0.3  # of a body's letters; fewer are names in a text of another script

_MARKS = (  # what goes on a word and is no letter to Python: accents, vowel signs, joiners, soft hyphens
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0966-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ece\u0f71-\u0f84\u102b-\u103e"
    "\u1056-\u1059\u17b4-\u17d3\u200c\u200d"
)
_UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_CHARACTER = re.compile(rf"[{_UNSPACED}][{_MARKS}]*|(?:(?![{_UNSPACED}])[^\W_])+[{_MARKS}]*")
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_IGNORED = str.maketrans("", "", "\u00ad\u200c\u200d")


class Words:
    """A text's words in order: `count` of them, the one numbered i at `[starts[i], ends[i])` of the page, and the hash
    of each `SIZE` words in a row.

    What only some comparisons need (places, quotation marks, the words as such) is read when it is first asked for.
    """

    def __init__(self, text: str, body: Sequence[Span]) -> None:
        self._text = text
        self._spans = _cut_spans(body)
        self.grain = CHARACTERS if _is_unspaced(text, self._spans) else 1
        self._word = _WORD if self.grain == 1 else _CHARACTER
        words = self.words
        self.count = len(words)
        self.shingles: NDArray[np.uint64] = hash_shingles(words, SIZE * self.grain)

    def __len__(self) -> int:
        """How many words these are, as a person would count them."""
        return self.count // self.grain

    @property
    def words(self) -> list[str]:
        """The words, read anew: kept are only their shingles, which are what is compared."""
        return [word for span in self._spans for word in _find_words(self._word, self._text[span.start : span.end])]

    @cached_property
    def _places(self) -> tuple[array[int], array[int]]:
        places = [
            match.span() for span in self._spans for match in self._word.finditer(self._text, span.start, span.end)
        ]
        return array("q", [start for start, _ in places]), array("q", [end for _, end in places])

    @property
    def starts(self) -> Sequence[int]:
        """Where each word begins."""
        return self._places[0]

    @property
    def ends(self) -> Sequence[int]:
        """Where each word ends."""
        return self._places[1]

    @cached_property
    def quoted(self) -> bytes:
        """1 where the word stands in quotation marks."""
        return mark_words(self.starts, find_quotations(self._text, self._spans))

    @cached_property
    def narration(self) -> int:
        """Words outside quotation marks, as a person would count them."""
        return self.quoted.count(0) // self.grain

    @cached_property
    def distinct(self) -> NDArray[np.uint64]:
        """The shingles, each once, sorted."""
        return np.unique(self.shingles)

    def winnow_shingles(self) -> list[int]:
        """Hashes such that two texts that share 20 words in a row share one for certain."""
        return winnow(self.shingles, WINDOW * self.grain)


def fold_words(text: str, span: Span) -> list[str]:
    """The words of one span, as they are compared."""
    cut = _cut_spans([span])[0]
    return list(_find_words(_WORD, text[cut.start : cut.end]))


def _find_words(word: re.Pattern[str], part: str) -> Iterable[str]:
    if part.isascii():
        return word.findall(part.lower())
    return map(_fold_word, word.findall(part))


@lru_cache(maxsize=131_072)
def _fold_word(word: str) -> str:
    """Lower case; characters of full width, ligatures and composed accents in one form; no soft hyphens."""
    return unicodedata.normalize("NFKC", word.translate(_IGNORED)).lower()


def _is_unspaced(text: str, spans: Sequence[Span]) -> bool:
    if not _ANY_UNSPACED.search(text):
        return False
    parts = [text[span.start : span.end] for span in spans]
    letters = sum(character.isalpha() for part in parts for character in part)
    return sum(len(_ANY_UNSPACED.findall(part)) for part in parts) > UNSPACED_SHARE * letters


def _cut_spans(spans: Sequence[Span]) -> list[Span]:
    """As many of the spans as make `LONGEST_BODY` characters, the last of them cut short."""
    kept: list[Span] = []
    left = LONGEST_BODY
    for span in spans:
        if left <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + left)))
        left -= span.end - span.start
    return kept


def mark_words(starts: Sequence[int], spans: Sequence[Span]) -> bytes:
    """For each word 1 where it begins in one of the spans, which are sorted and apart, else 0."""
    marks = bytearray(len(starts))
    for span in spans:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        marks[first:last] = b"\x01" * (last - first)
    return bytes(marks)
