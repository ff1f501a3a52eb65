"""The sentences of an article that hold a date, their content words, and the dates that its page prints for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.extract.dates import SENTENCE_END
from sayso.link.dates import resolve_date
from sayso.link.words import Word, calendar_words, find_stem, fold, load_tables, read_words
from sayso.model import ArticleText, Date, DateExpression, DateMention, Precision, Span
from sayso.rules.lines import load_rules


class DatedSentence(NamedTuple):
    words: frozenset[str]
    start: int
    end: int
    mentions: tuple[DateMention, ...]


def list_dated_sentences(article: ArticleText, mentions: Sequence[DateMention]) -> tuple[DatedSentence, ...]:
    """The sentences of headline and body that hold a date, with their content words."""
    blocks = tuple(span for span in (article.article.headline, *article.article.body) if span is not None)
    return _readlist_dated_sentences(article.text, blocks, tuple(mentions))


@lru_cache(maxsize=256)  # each article of a story is looked at beside each other one
def _readlist_dated_sentences(
    text: str, blocks: tuple[Span, ...], mentions: tuple[DateMention, ...]
) -> tuple[DatedSentence, ...]:
    found: list[DatedSentence] = []
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for block in blocks:
        if bisect_left(starts, block.end) == bisect_left(starts, block.start):
            continue
        ends = [match.end() for match in SENTENCE_END.finditer(text, block.start, block.end)]
        for start, end in pairwise([block.start, *ends, block.end]):
            held = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            if held:
                found.append(DatedSentence(list_content_words(text[start:end]), start, end, tuple(held)))
    return tuple(found)


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(find_stem(word) for word in load_rules("dates")["names"]["common"]) | load_tables().stop


def list_content_words(text: str) -> frozenset[str]:
    """What two sentences are compared by: stems, and countries whether named or in an adjective."""
    calendar, common = calendar_words(), _common_words()
    return frozenset(
        key_word(word)
        for word in read_words(text)
        if word.country or (word.number is None and word.stem not in common and fold(word.text) not in calendar)
        if len(word.text) > 3 or word.proper
    )


def key_word(word: Word) -> str:
    """A word as compared: "defense" is "defence"."""
    return re.sub(r"ens$", "enc", word.key)


def find_printed(article: ArticleText, mentions: Sequence[DateMention]) -> Date | None:
    """The date in the article's metadata or credits, if it has a year."""
    for expression in list_printed(article, mentions):
        found = resolve_date(expression, None)
        if found is not None and found.precision in (Precision.DAY, Precision.MONTH):
            return found
    return None


def list_printed(article: ArticleText, mentions: Sequence[DateMention]) -> list[DateExpression]:
    """The expressions of metadata and credits."""
    published = article.article.published
    credited = [
        mention.expression
        for mention in mentions
        if any(span.start <= mention.start < span.end for span in article.article.credits)
    ]
    return [published, *credited] if published is not None else credited
