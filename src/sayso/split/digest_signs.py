"""What says that headings on plain lines are those of items, and not of the chapters of one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sayso.model import FurnitureKind
from sayso.rules.datelines import opens_with_dateline
from sayso.rules.shape import CREDITS, Line, LineKind, count_words, fold_line, is_dense
from sayso.split.called import takes_leave
from sayso.split.headlines import is_lone, weigh
from sayso.split.items import Opening

LEAST = 3
NUMBER = re.compile(r"(?:\d{1,2}|[①-⑳➀-➓])\s?[.)∙·•:–—|/-]?\s+(?=\S)|[①-⑳➀-➓]")
BULLET = re.compile(
    r"(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]){1,4}\s*(?=\w)|[^\w\s\"'“”‘’«»„¿¡(\[【〔〈《「『（#@$€£+…–—-]\ufe0f?\s*(?=\w|[\"“‘«„])|[*•-]\s+(?=\S)"
)
SHORTEST = 40  # characters of a paragraph that tells news by itself, where other signs are there
LONGEST_INTRO = 900  # characters above the first item
_MOST_PARAGRAPHS = 3  # of one item
AGREE = 0.7  # share of the items that must be alike
_OFTEN = 0.5  # share of the items in which a line comes again that belongs to none
_LONE_SHARE = 0.3  # of all that an article among teasers holds
_COHESION = 0.2  # share of the names that stand in several parts of a single article
_MOST_NUMBERS = 0.2  # share of the words of a paragraph that tells news
_LONGEST_TOLD = 20_000  # characters of an item whose names are looked at
_LONGEST_TAIL = 40  # characters in brackets at the end of an item


def _borders(headed: Sequence[Opening], end: int) -> list[tuple[int, int]]:
    return list(pairwise([*(opening.start for opening in headed), end]))


def find_again(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> frozenset[int]:
    """Lines below the first paragraph of an item that come again, or begin with the same words, in half of them.

    Adverts come again between the chapters of an article too.
    """
    tails = [range(opening.body + 1, stop) for opening, (_, stop) in zip(headed, _borders(headed, end), strict=True)]
    said: Counter[str] = Counter()
    for tail in tails:
        said.update({key for number in tail if (key := _read_opening(lines[number]))})
    often = {key for key, count in said.items() if count >= max(LEAST, _OFTEN * len(headed))}
    return frozenset(number for tail in tails for number in tail if _read_opening(lines[number]) in often)


def _read_opening(line: Line) -> str | None:
    """The words by which a line is known again: all of a short one, of a longer one the first two before a capital."""
    if line.furniture is FurnitureKind.ADVERT:
        return None
    if count_words(line.text) <= 4 and len(line.text) <= 40:
        return fold_line(line.text) or line.text
    words = line.text.split(maxsplit=3)
    if len(words) > 2 and len(words[0]) + len(words[1]) >= 6 and _opens_title(words[1], words[2]):
        return " ".join(words[:2])
    return None


def _opens_title(last: str, following: str) -> bool:
    """Whether something begins after the words: a colon, or a capital or number after a small letter."""
    return last.endswith((":", "：")) or (last[-1].islower() and (following[0].isupper() or following[0].isdigit()))


def is_credited(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether most items have a credit of their own, or end alike: with a page number, a day."""
    spans = [range(opening.start, stop) for opening, (_, stop) in zip(headed, _borders(headed, end), strict=True)]
    credited = sum(
        opens_with_dateline(lines[opening.body].text) or any(lines[number].kind in CREDITS for number in span)
        for opening, span in zip(headed, spans, strict=True)
    )
    return credited >= AGREE * len(spans) or end_alike([lines[span[-1]].text for span in spans])


def is_signed(headed: Sequence[Opening]) -> bool:
    """Whether most items are signed below, each by somebody else."""
    return sum(opening.credits[-1:] > (opening.body,) for opening in headed) >= AGREE * len(headed)


def are_alike(headings: Sequence[str]) -> bool:
    """Whether most headings begin with a place in capitals and a dash or colon, or end with an age or years behind a
    comma or in brackets: `OSTREL – Treaty signed`, `Ada Finch, 71`.
    """
    placed = sum(_PLACED.match(words) is not None for words in headings)
    aged = sum(_AGED.search(words[-_LONGEST_TAIL:]) is not None for words in headings)
    return max(placed, aged) >= max(LEAST, AGREE * len(headings))


_CAPITAL = r"[^\W\d_a-zà-ÿа-яіїєґ]"
_PLACED = re.compile(rf"{_CAPITAL}{{3,24}}(?:[ /]{_CAPITAL}{{2,24}}){{0,3}}\s?(?:[–—:|/]|-\s)\s?(?=\S)")
_YEARS = r"(?:1[89]|20)\d\d\s?[-–—]\s?(?:1[89]|20)\d\d"
_AGED = re.compile(rf"[^\W\d_],\s(?:\d{{1,3}}|{_YEARS})$|\((?:\d{{1,3}}|{_YEARS})\)$")


def match_place(words: str) -> re.Match[str] | None:
    """The place in capitals and the dash or colon with which a line begins."""
    return _PLACED.match(words)


def end_alike(texts: Sequence[str]) -> bool:
    """Whether most texts end in the same words in brackets, numbers apart."""
    tails = Counter(
        _DIGITS.sub("0", match[0]) for text in texts if (match := _BRACKETS.search(text[-_LONGEST_TAIL - 3 :]))
    )
    return bool(tails) and max(tails.values()) >= max(LEAST, AGREE * len(texts))


_DIGITS = re.compile(r"\d+")
_BRACKETS = re.compile(r"\([^()]{1,38}\)(?=\W{0,2}$)")


def is_regular(lines: Sequence[Line], headed: Sequence[Opening], end: int, *, least: int) -> bool:
    """Whether the items are short, tell something, and hold nearly all the text below the first heading."""
    spans = _borders(headed, end)
    counts = [sum(line.kind is LineKind.PROSE for line in lines[start:following]) for start, following in spans]
    short = sum(count <= _MOST_PARAGRAPHS for count in counts)
    told = sum(_tells(lines[opening.body].text, least) for opening in headed)
    masses = [weigh(lines, start, stop) for start, stop in spans]
    return (
        min(short, told) >= AGREE * len(counts)
        and not is_lone(masses, _LONE_SHARE)
        and weigh(lines, end, len(lines)) <= weigh(lines, headed[0].start, end)
    )


def _tells(words: str, least: int) -> bool:
    """Whether a paragraph tells something: a line of results has a number to every few words."""
    parts = words.split()
    if measure(words) < least or is_dense(words):
        return measure(words) >= least
    return sum(any(map(str.isdigit, part)) for part in parts) <= _MOST_NUMBERS * len(parts)


def tells_one_story(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether the names of one part come again in others, as they do in the chapters of one article.

    Of the names in an article of several parts about a quarter stand in more than one, in a digest a tenth.
    """
    held: Counter[str] = Counter()
    for start, stop in _borders(headed, end):
        told = " ".join(line.text for line in lines[start:stop] if line.kind is LineKind.PROSE)
        held.update({match[1] for match in _NAME.finditer(told[:_LONGEST_TOLD]) if match[1][0].isupper()})
    again = sum(count > 1 for count in held.values())
    return again >= LEAST and again > _COHESION * len(held)


# A word with a capital in mid sentence, without the ending of a genitive.
_NAME = re.compile(r"(?<=[^\W\d_][\s,;])\s?((?!I\b)[^\W\d_]{3,}+)(?=\W)")


def measure(words: str) -> int:
    """Characters; those of scripts of syllables and ideographs count twice."""
    return len(words) * (2 if is_dense(words) else 1)


def end_last(lines: Sequence[Line], headed: Sequence[Opening]) -> int:
    """After the last item's paragraphs: as many as the longest of the others has, one after the other."""
    most = max(second.start - first.body for first, second in pairwise(headed))
    end = headed[-1].body
    last = min(len(lines), headed[-1].body + min(most, _MOST_PARAGRAPHS))
    while end < last and lines[end].kind is LineKind.PROSE and not takes_leave(lines[end].text):
        end += 1
    return end
