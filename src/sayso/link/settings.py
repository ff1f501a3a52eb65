"""What stands around a figure, to tell whether two count one thing: places, names, words, and "down from"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from sayso.link.figures import Setting
from sayso.link.sentences import find_sentence
from sayso.link.words import Word, load_tables, read_words
from sayso.model import ArticleText, Figure

PLACING = frozenset({"in", "at", "near", "outside", "above", "below"})
# After these, words are about another place or time.
ELSEWHERE = frozenset(
    (
        "after",
        "before",
        "since",
        "as",
        "when",
        "where",
        "while",
        "who",
        "which",
        "like",
        "days",
        "weeks",
        "months",
        "years",
    )
)
COMPARING = frozenset({"after", "like", "unlike", "than"})  # a name right after these is of another event
# Before a figure: what was counted before, not what is counted now.
CHANGING = "up|down|reduced|raised|revised|cut|lowered|rose|fell|rising|falling|increased|dropped"
FORMER = re.compile(
    r"\b(?:at first|initially|originally|first reported|previously|an? earlier (?:count|toll|figure|estimate) of)\b"
    rf"[^.;]*$|\b(?:(?:{CHANGING})\b[^.;\d]{{0,60}}\bfrom|instead of)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "put the number of dead at 27": somebody's count, though the speaker is not found.
CLAIMED = re.compile(r"\b(?:put|puts|putting|estimate[sd]?|reckon(?:s|ed)?)\b[^.;:]{0,60}\bat\s+$", re.IGNORECASE)
FORMER_REACH = 80  # characters before a figure that are read for it
LEAD = 700  # characters of an article that tell where it is set


def read_settings(items: Mapping[str, ArticleText], figures: Iterable[Figure]) -> dict[str, Setting]:
    """What stands around each figure, by its id."""
    homes = {article: name_home(item) for article, item in items.items()}
    return {f.id: _read_setting(items[f.article], f, homes[f.article]) for f in figures if f.article in items}


def _read_setting(item: ArticleText, figure: Figure, home: frozenset[str]) -> Setting:
    span = find_sentence(item, figure.start, figure.end)
    words = read_words(item.text[span.start : span.end])
    stop = load_tables().stop
    stems = (w.thing or w.stem for w in words if w.number is None and w.stem not in stop and w.text.isalpha())
    before = item.text[max(span.start, figure.start - FORMER_REACH) : figure.start]
    former, claimed = FORMER.search(before) is not None, CLAIMED.search(before) is not None
    return Setting(
        name_places(words),
        home,
        frozenset(_names(_leave_compared(words))),
        frozenset(stems),
        span.start,
        former,
        claimed,
    )


def _leave_compared(words: Sequence[Word]) -> list[Word]:
    """The words without those right after `days after`, `like` and their like."""
    compared = {i + n for i, word in enumerate(words) if word.text.casefold() in COMPARING for n in (1, 2)}
    return [word for i, word in enumerate(words) if i not in compared]


def _names(words: Iterable[Word]) -> list[str]:
    return [w.key for w in words if w.country or w.proper]


def name_places(words: Sequence[Word]) -> frozenset[str]:
    """The countries and names that words are set in: those soon after `in`, `at` and their like."""
    found: set[str] = set()
    for index, word in enumerate(words):
        if word.text.casefold() in PLACING:
            after = takewhile(lambda w: w.text.casefold() not in ELSEWHERE, words[index + 1 : index + 5])
            found.update(_names(after))
    return frozenset(found)


def name_home(item: ArticleText) -> frozenset[str]:
    """The places of an article's headline and lead, else all their names; no countries, the home of too much."""
    spans = [item.article.headline, *item.article.body[:3]]
    lead = " . ".join(item.text[span.start : min(span.end, span.start + LEAD)] for span in spans if span is not None)
    words = read_words(lead[:LEAD])
    return frozenset(key for key in name_places(words) or _names(words) if not key.startswith("@"))
