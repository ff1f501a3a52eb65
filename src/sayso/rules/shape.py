"""The shape of a line: where it begins and ends, whether it is sentences, a title or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind

SHORT = 500

TERMINAL = re.compile(r"[.!?…。！？]\s?[\"'”’»)\]]{0,3}$")
# What is printed without being seen: soft hyphens, joiners, marks of direction and order, zero-width spaces.
_UNSEEN_RANGES = ((0xAD, 0xAE), (0x61C, 0x61D), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x206A), (0xFEFF, 0xFF00))
_UNSEEN = "".join(chr(number) for first, end in _UNSEEN_RANGES for number in range(first, end))
_LONGEST_END = 8  # characters, more than any such end has
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?=\s|$|[A-ZÀ-Þ\"“‘])")
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
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


def trim_unseen(line: str) -> str:
    """The line without the marks at its edges that are not seen."""
    return line if line.isascii() else line.strip(f" {_UNSEEN}")


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that shows something, without white space and unseen marks at its edges.

    In a text whose lines were broken at a width, lines that follow one another without an empty one are one line.
    """
    lines = [(match.start(), match.end()) for match in _PRINTED.finditer(text)]
    width = _find_width(text, lines)
    return _join_wrapped(text, lines, width) if width else iter(lines)


# A line from its first to its last character that is seen.
_PRINTED = re.compile(rf"[^\s{_UNSEEN}](?:[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s{_UNSEEN}])?")
_WIDTH = (50, 100)  # characters of a line that was broken at a width


def _find_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The width at which lines were broken: a quarter of them break off in mid sentence, or a third of the long ones
    on a page without a line that is longer. 0 for a page whose lines are paragraphs.
    """
    sample = lines[:1000]
    broken = [
        end - start
        for (start, end), (following, _) in pairwise(sample)
        if _WIDTH[0] <= end - start <= _WIDTH[1] and text[following].islower() and text.count("\n", end, following) == 1
    ]
    if len(broken) < 3:
        return 0
    sizes = [end - start for start, end in sample]
    if 4 * len(broken) >= len(sizes):
        return max(broken)
    wide = sum(size >= _WIDTH[0] for size in sizes)
    return max(broken) if max(sizes) <= _WIDTH[1] and 3 * len(broken) >= wide else 0


def _join_wrapped(text: str, lines: Sequence[tuple[int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Lines that follow one another are one, unless the next one's first word had found room in the line before."""
    first = last = -1
    for start, end in lines:
        if first >= 0 and text.count("\n", last, start) == 1 and not _found_room(text, last, start, end, width):
            last = end
            continue
        if first >= 0:
            yield first, last
        first, last = start, end
    if first >= 0:
        yield first, last


def _found_room(text: str, last: int, start: int, end: int, width: int) -> bool:
    """Whether the first word of a line would have stood in the one before, which ends at `last`."""
    size = last - (text.rfind("\n", 0, last) + 1)
    word = text[start : min(end, start + width)].split(maxsplit=1)[0]
    return size < _WIDTH[0] - 10 or (size + 1 + len(word) <= width and not word[0].islower())


def judge_shape(words: str) -> LineKind:
    count = count_words(words)
    if count >= 6 and (_QUOTED_END.search(words) or (count >= 12 and words.startswith(_PRONOUNS))):
        return LineKind.PROSE
    if count >= 2 and words.endswith(".") and not words.endswith("..") and words[0].isupper():
        return LineKind.PROSE
    if count >= 4 and (is_ended(words) or _ASIDE_END.search(words[-80:])):
        return LineKind.PROSE
    if _holds_sentences(words, count) or (words[0] in "「『" and words[-1] in "」』" and "。" in words):
        return LineKind.PROSE
    if count > 45 and count <= 40 * len(_PAUSE.findall(words)):
        return LineKind.PROSE
    return LineKind.TITLE if count >= 4 else LineKind.LABEL


# The end of a sentence of words and the beginning of the next: no abbreviation stands before it.
_NEXT_SENTENCE = re.compile(r"[a-zà-ÿ]{4,}[.!?]\s[A-ZÀ-Þ][a-zà-ÿ]+\s[a-zà-ÿ]")
# A sentence and the few words of a link behind it: "... needs a roof. Read more"
_POINTED = re.compile(r"[^\W\d_]{3,}[.!?…][\"'”’»)\]]{0,2}\s[^\s.]{2,20}(?:\s[^\s.]{1,20}){0,3}$")


def _holds_sentences(words: str, count: int) -> bool:
    """Whether sentences end within the line, though it does not end with one."""
    if count > 25 and (len(SENTENCE_END.findall(words)) > 1 or (words[-1] != ":" and _NEXT_SENTENCE.search(words))):
        return True
    return count >= 12 and _POINTED.search(words[-120:]) is not None


_QUOTED_END = re.compile(r"[,:]\s?[\"'”’»]{1,2}$")
_PAUSE = re.compile(r"[,;.!?:、，。](?=\s|$)|[、，。]")
_ASIDE_END = re.compile(r"[.!?…。][\"'”’»]?\s?\([^()]{1,60}\)$")  # "... (page 2)"
_PRONOUNS = ("She ", "He ", "They ", "It ", "We ", "But ", "And ", "I ")


# Kana, ideographs, Thai, Lao, Burmese, Khmer: about three to a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def count_words(words: str) -> int:
    """Words, or a guess at them where a script writes none apart."""
    return _count_short(words) if len(words) <= SHORT else _count_any(words)


def _count_any(words: str) -> int:
    spaced = len(words.split())
    if words.isascii():
        return max(spaced, len(words) // 12)
    return max(spaced, len(words) // 12, len(_UNSPACED.findall(words)) // 3)


_count_short = lru_cache(maxsize=4_096)(_count_any)  # each line is asked for several times


def has_digit(words: str) -> bool:
    """Whether there is a digit, of any script."""
    return _has_digit(words) if len(words) <= SHORT else DIGIT.search(words) is not None


@lru_cache(maxsize=4_096)
def _has_digit(words: str) -> bool:
    return (_ASCII_DIGIT if words.isascii() else DIGIT).search(words) is not None


_ASCII_DIGIT = re.compile("[0-9]")


def is_ended(words: str) -> bool:
    """Whether the line ends as a sentence does."""
    return TERMINAL.search(words, max(0, len(words) - _LONGEST_END)) is not None


def is_dense(words: str) -> bool:
    """Whether half of the characters are syllables or ideographs (Korean, Japanese, Chinese)."""
    return sum("\u3040" <= letter <= "\ud7a3" for letter in words) * 2 > len(words)


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
