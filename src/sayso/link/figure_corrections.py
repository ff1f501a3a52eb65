"""Figures that an outlet takes back itself: "At noon we wrote that 400 had slept in the barn. It was 40." """

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from sayso.link.amounts import is_same_count, values_agree
from sayso.link.figures import Setting
from sayso.link.ground import Ground, make_conflict, quote_words
from sayso.link.sentences import SENTENCE_END, find_sentence
from sayso.link.slots import read_slots
from sayso.link.words import read_rules
from sayso.model import Conflict, ConflictKind, Figure

REACH = 300  # characters from a number that is taken back to the one that takes its place
MOST_ENDS = 2  # … and ends of sentences between the two
LEAST_SHARED = 2  # words of the sentences of two numbers that are one


@lru_cache(maxsize=1)
def load_telling() -> re.Pattern[str]:
    """`we wrote that`, `an earlier version of this article`."""
    telling = read_rules("conflicts")["corrected"]["telling"]
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, telling), key=len, reverse=True))})\b", re.IGNORECASE)


def find_corrections(ground: Ground) -> list[Conflict]:
    """Each number that its article takes back, with where else it is printed, and the number that follows it."""
    by_article: dict[str, list[Figure]] = defaultdict(list)
    for figure in ground.figures:
        by_article[figure.article].append(figure)
    found = []
    for article, figures in sorted(by_article.items()):
        ordered = sorted(figures, key=lambda f: (f.start, f.id))
        for wrong, right in _list_corrected(article, ordered, ground):
            signal = _find_signal(wrong, ground)
            words = [quote_words(ground.texts[article][f.start : f.end]) for f in (wrong, right)]
            because = f"{words[0]}, then {words[1]}: the outlet takes back its own number, {quote_words(signal)}"
            sides = [wrong.id, *_list_repeated(wrong, right, ground)], [right.id]
            found.append(make_conflict(ConflictKind.REVISION, *sides, because, (wrong.id, right.id)))
    return found


def _list_corrected(article: str, ordered: Sequence[Figure], ground: Ground) -> Iterator[tuple[Figure, Figure]]:
    """Numbers told as printed before, each with the next one where that counts the same."""
    for wrong, right in pairwise(ordered):
        between = ground.texts[article][wrong.end : right.start]
        near = len(between) <= REACH and len(SENTENCE_END.findall(between)) <= MOST_ENDS
        if near and not values_agree(wrong, right) and _may_replace(wrong, right) and _find_signal(wrong, ground):
            yield wrong, right


def _may_replace(wrong: Figure, right: Figure) -> bool:
    """Whether nothing that either counts says that they are of two things."""
    one, other = read_slots(wrong), read_slots(right)
    counted = one.counted & other.counted or not (one.counted and other.counted)
    return one.unit == other.unit and one.aside == other.aside and one.persons == other.persons and bool(counted)


def _find_signal(figure: Figure, ground: Ground) -> str:
    """The words before a number by which its article tells that it printed it; none in the sentences after them."""
    item = ground.articles.get(figure.article)
    if item is None:
        return ""
    start = find_sentence(item, figure.start, figure.end).start
    found = load_telling().search(item.text, start, figure.start)
    return found.group() if found else ""


def _list_repeated(wrong: Figure, right: Figure, ground: Ground) -> list[str]:
    """The other places where the number that is taken back is printed: told with words of the same sentence."""
    here = ground.settings.get(wrong.id, Setting()).words
    return [
        other.id
        for other in ground.figures
        if other.id not in (wrong.id, right.id)
        and _may_replace(wrong, other)
        and is_same_count(wrong, other)
        and len(here & ground.settings.get(other.id, Setting()).words) >= LEAST_SHARED
    ]
