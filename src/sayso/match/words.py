"""An article's body as words: folded for comparison, each with its place on the page.

Where a script writes no blanks between words (Chinese, Japanese, Thai), or sets them as it pleases (Korean), a body is
read by characters instead, and `grain` of them count as one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.match.credentials import list_names, mark_credentials
from sayso.match.quotations import find_quotations
from sayso.match.shingles import SIZE, WINDOW, Shingles, hash_word, join_hashes, winnow
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
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_IGNORED = str.maketrans("", "", "\u00ad\u200c\u200d")
_LETTER, _OTHER = 1, 2
_BLANK = ord(" ")
_ROOM = 131_072  # words whose hashes are kept

Numbers = NDArray[np.int32]


class _Found(NamedTuple):
    starts: Numbers
    ends: Numbers
    shingles: Shingles
    grain: int


class Outline(NamedTuple):
    """What is looked at in a text before it is compared: a tenth of the size of its words."""

    size: int  # how many words
    grain: int
    short: NDArray[np.uint16]  # the lowest 16 bits of each shingle


class Words:
    """A text's words in order: `count` of them, the one numbered i at `[starts[i], ends[i])` of the page, and the hash
    of each `SIZE` words in a row.

    What only some comparisons need (quotation marks, credentials, the order of the hashes; where the outline is known
    all but that) is found when it is first asked for.
    """

    def __init__(self, text: str, body: Sequence[Span], outline: Outline | None = None) -> None:
        self._text = text
        self._spans = _cut_spans(body)
        self.outline = outline or self._draw_outline()
        self.count, self.grain, self.short = self.outline

    def _draw_outline(self) -> Outline:
        found = self._found
        return Outline(len(found.starts), found.grain, found.shingles.astype(np.uint16))

    @cached_property
    def _found(self) -> _Found:
        joined = _join_spans(self._text, self._spans)
        printed, starts, ends, grain = _find_words(joined)
        shift = _find_shift(starts, self._spans)
        hashes = np.fromiter(map(_HASHES.__getitem__, printed), np.uint64, len(printed))
        return _Found(starts + shift, ends + shift, join_hashes(hashes, SIZE * grain), grain)

    @property
    def starts(self) -> Numbers:
        """Where each word begins."""
        return self._found.starts

    @property
    def ends(self) -> Numbers:
        """Where each word ends."""
        return self._found.ends

    @property
    def shingles(self) -> Shingles:
        """The hash of each `SIZE` words in a row."""
        return self._found.shingles

    def __len__(self) -> int:
        """How many words these are, as a person would count them."""
        return self.count // self.grain

    @property
    def words(self) -> list[str]:
        """The words as they are compared, read anew: kept are only their shingles."""
        return [_fold_word(self._text[start:end]) for start, end in self.places]

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each word begins and ends."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    def span(self, first: int, after: int) -> Span:
        """From the beginning of one word to the end of the one before `after`."""
        return Span(int(self.starts[first]), int(self.ends[after - 1]))

    @cached_property
    def quoted(self) -> bytes:
        """1 where the word stands in quotation marks."""
        return _mark_words(self.starts, find_quotations(self._text, self._spans))

    @cached_property
    def credentials(self) -> bytes:
        """1 where the word is of a name or of the words that say who that is."""
        return mark_credentials(self._text, self.places)

    @property
    def names(self) -> frozenset[tuple[str, ...]]:
        """The names, each as its words as they are compared: whom and what places the text tells of."""
        return frozenset(tuple(map(_fold_word, name)) for name in list_names(self._text, self.places))

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in figures, as printed."""
        return frozenset(_NUMBER.findall(_join_spans(self._text, self._spans)))

    @cached_property
    def narration(self) -> int:
        """Words outside quotation marks, as a person would count them."""
        return self.quoted.count(0) // self.grain

    @cached_property
    def order(self) -> Numbers:
        """The numbers of the shingles, sorted by value; of equals the first in the text first."""
        return np.argsort(self.shingles, kind="stable").astype(np.int32)

    def winnow_shingles(self) -> list[int]:
        """Hashes such that two texts that share 20 words in a row share one for certain."""
        return winnow(self.shingles, WINDOW * self.grain)


def fold_words(text: str, span: Span) -> list[str]:
    """The words of one span, as they are compared; of any script by blanks."""
    return [_fold_word(match.group()) for match in _WORD.finditer(_join_spans(text, _cut_spans([span])))]


def _join_spans(text: str, spans: Sequence[Span]) -> str:
    return "\n".join([text[span.start : span.end] for span in spans])


def _find_shift(starts: Numbers, spans: Sequence[Span]) -> Numbers:
    """How much further on each word stands on the page than in the joined text of the spans."""
    begins = np.array([span.start for span in spans], np.int32)
    lengths = np.array([span.end - span.start + 1 for span in spans], np.int32)
    joined = np.cumsum(lengths, dtype=np.int32) - lengths
    shift: Numbers = (begins - joined)[joined.searchsorted(starts, side="right") - 1]
    return shift


def _find_words(text: str) -> tuple[list[str], Numbers, Numbers, int]:
    """The words as printed, where each begins and ends, and how many of them count as one.

    A text without marks that go on letters, of letters of spaced scripts alone, is read by table, at a tenth of the
    cost of `_WORD`, which finds the same.
    """
    encoding = "ascii" if text.isascii() else "utf-16-le"
    codes = np.frombuffer(text.encode(encoding, "surrogatepass"), "u1" if encoding == "ascii" else "<u2")
    kinds = _list_kinds()[codes]
    if encoding != "ascii" and kinds.max() > _LETTER:
        return _search_words(text)
    padded = np.zeros(len(kinds) + 2, np.bool_)
    padded[1:-1] = kinds
    edges = np.flatnonzero(padded[1:] != padded[:-1]).astype(np.int32)
    printed = np.where(kinds, codes, np.array(_BLANK, codes.dtype)).tobytes().decode(encoding).split()
    return printed, edges[::2], edges[1::2], 1


def _search_words(text: str) -> tuple[list[str], Numbers, Numbers, int]:
    """The same for any text."""
    is_unspaced = _is_unspaced(text)
    places = [match.span() for match in (_CHARACTER if is_unspaced else _WORD).finditer(text)]
    bounds = np.array(places, np.int32).reshape(-1, 2)
    return [text[start:end] for start, end in places], bounds[:, 0], bounds[:, 1], CHARACTERS if is_unspaced else 1


@lru_cache(maxsize=1)
def _list_kinds() -> NDArray[np.uint8]:
    """Of each of the first 65,536 characters: `_LETTER` for a letter or digit, `_OTHER` for marks, for characters of
    scripts without blanks and for halves of a character from beyond, else 0."""
    other = re.compile(f"[{_MARKS}{_UNSPACED}\ud800-\udfff]")
    characters = map(chr, range(1 << 16))
    kinds = (_OTHER if other.match(character) else _LETTER * character.isalnum() for character in characters)
    return np.fromiter(kinds, np.uint8, 1 << 16)


class _Hashes(dict[str, int]):
    """The hash of words as printed, each computed once while there is room. `lru_cache` costs three
    times as much."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _ROOM:
            self.clear()
        found = self[word] = hash_word(_fold_word(word))
        return found


_HASHES = _Hashes()


@lru_cache(maxsize=131_072)
def _fold_word(word: str) -> str:
    """Lower case; characters of full width, ligatures and composed accents in one form; no soft hyphens."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_IGNORED)).lower()


def _is_unspaced(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return len(_ANY_UNSPACED.findall(text)) > UNSPACED_SHARE * letters


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


def _mark_words(starts: Numbers, spans: Sequence[Span]) -> bytes:
    """For each word 1 where it begins in one of the spans, which are sorted and apart, else 0."""
    marks = bytearray(len(starts))
    bounds = np.searchsorted(starts, np.array([(span.start, span.end) for span in spans], np.int32).reshape(-1))
    for first, last in bounds.reshape(-1, 2).tolist():
        marks[first:last] = b"\x01" * (last - first)
    return bytes(marks)
