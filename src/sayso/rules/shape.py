"""The shape of a line: where it begins and ends, whether it is sentences, a title or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind

SHORT = 500

TERMINAL = re.compile(r"[.!?…。！？]\s?[\"'”’»)\]]{0,3}$")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?=\s|$|[A-ZÀ-Þ\"“‘])")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"\w[\w'’.&-]*")


class LineKind(StrEnum):
    """What a line looks like by itself."""

    PROSE = "prose"  # one or more whole sentences
    TITLE = "title"  # a headline, sub-heading or list item: words without an end
    LABEL = "label"  # three words or fewer
    OUTLET = "outlet"  # the name of a publication
    TIME = "time"  # a date or an age ("44 minutes ago")
    BYLINE = "byline"
    CAPTION = "caption"
    BIO = "bio"
    FURNITURE = "furniture"
    ENDING = "ending"  # furniture after which the article is over: "Related articles"


CREDITS = frozenset({LineKind.OUTLET, LineKind.TIME, LineKind.BYLINE})


class Line(NamedTuple):
    """One line of a page without the white space at its edges: `page.text[start:end]`."""

    start: int
    end: int
    text: str
    kind: LineKind
    furniture: FurnitureKind | None = None
    because: str | None = None


Judgement = tuple[LineKind, FurnitureKind | None, str | None]


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that holds more than white space, without the white space at its edges.

    In a text whose lines were broken at a width, lines that follow one another without an empty one are one line.
    """
    lines = [(match.start(), match.end()) for match in _PRINTED.finditer(text)]
    return _join_wrapped(text, lines) if _is_wrapped(text, lines) else iter(lines)


# A line from its first to its last character that is not white space.
_PRINTED = re.compile(r"[^\s](?:[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s])?")
_WIDTH = (50, 100)  # characters of a line that was broken at a width


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a quarter of the lines break off in mid sentence."""
    sample = lines[:1000]
    broken = sum(
        _WIDTH[0] <= end - start <= _WIDTH[1] and text[following].islower() and text.count("\n", end, following) == 1
        for (start, end), (following, _) in pairwise(sample)
    )
    return broken >= 3 and broken * 4 >= len(sample)


def _join_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for start, end in lines:
        if first >= 0 and text.count("\n", last, start) == 1 and last - _start_of_line(text, last) >= _WIDTH[0] - 10:
            last = end
            continue
        if first >= 0:
            yield first, last
        first, last = start, end
    if first >= 0:
        yield first, last


def _start_of_line(text: str, end: int) -> int:
    """Where the line that ends at `end` begins."""
    return text.rfind("\n", 0, end) + 1


def judge_shape(words: str) -> LineKind:
    count = count_words(words)
    if count >= 6 and (_QUOTED_END.search(words) or (count >= 12 and words.startswith(_PRONOUNS))):
        return LineKind.PROSE
    if count >= 2 and words.endswith(".") and not words.endswith("..") and words[0].isupper():
        return LineKind.PROSE
    if TERMINAL.search(words) and count >= 4:
        return LineKind.PROSE
    if len(SENTENCE_END.findall(words)) > 1 and count > 25:
        return LineKind.PROSE
    if count > 45 and count <= 40 * len(_PAUSE.findall(words)):
        return LineKind.PROSE
    return LineKind.TITLE if count >= 4 else LineKind.LABEL


_QUOTED_END = re.compile(r"[,:]\s?[\"'”’»]{1,2}$")
_PAUSE = re.compile(r"[,;.!?:、，。](?=\s|$)|[、，。]")
_PRONOUNS = ("She ", "He ", "They ", "It ", "We ", "But ", "And ", "I ")


def count_words(words: str) -> int:
    """Words, or a guess at them where a script writes none apart."""
    spaced = len(words.split())
    return max(spaced, len(words) // 12)


def count_sentences(words: str) -> int:
    """Ends of sentences, roughly: abbreviations count too."""
    return len(SENTENCE_END.findall(words))


def is_title(words: str) -> bool:
    """Whether the line could be a headline: 3 to 45 words in at most 300 characters that are not plain sentences."""
    if not 3 <= count_words(words) <= 45 or len(words) > 300 or _is_mostly_digits(words):
        return False
    return not words.endswith((".", "。", ":", ",", ";")) or words.endswith(("...", " U.S.", " U.K."))


def _is_mostly_digits(words: str) -> bool:
    """Whether fewer than six in ten of the printed characters are letters."""
    letters = sum(character.isalpha() for character in words)
    return letters < 0.6 * (len(words) - words.count(" "))


def fold_line(words: str) -> str:
    """Case, curly apostrophes, and punctuation at the ends taken off: what `equal` tables hold."""
    return words.casefold().replace("’", "'").strip(" \t.:…!|›»«<>→←•·–—-*")
