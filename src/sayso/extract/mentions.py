"""The people, organisations, countries and places that an article names: by words, roles and the gazetteer.

No model: a run of capitals is a country's, an outlet's or a place's name where a table has it, a body's where a word of
it says so, and else a person's where the article gives it a role, a speech or a second mention. "Kyiv" is its
government where something is not said to be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from sayso.extract.dates import SENTENCE_END
from sayso.extract.introductions import Introduction, find_introductions
from sayso.extract.name_cast import NameCast
from sayso.extract.name_runs import RUN, read_sentence
from sayso.extract.name_words import Found, load_name_words
from sayso.extract.names import NAME
from sayso.model import ArticleText, NameKind, NameMention, Span, Statement

TITLE_CASE = 0.8  # of the longer words of a line: it is written as titles are
MOST_LINE = 400  # characters of a line that are looked at for that
MOST_NAMES = 3000  # names of one article that are kept


def extract_names(item: ArticleText, statements: Sequence[Statement] = ()) -> tuple[NameMention, ...]:
    """The names of headline and body, one record for each person, body, country and place, first named first."""
    article, text = item.article, item.text
    blocks = [span for span in (article.headline, *article.body) if span is not None]
    found: list[Found] = []
    introductions: list[Introduction] = []
    small_nouns = article.language not in load_name_words().capital_nouns
    for sentence in _split(text, blocks):
        runs = list(islice(RUN.finditer(text, sentence.start, sentence.end), MOST_NAMES))
        matches = list(islice(NAME.finditer(text, sentence.start, sentence.end), MOST_NAMES))
        named = read_sentence(text, sentence, runs)
        if small_nouns and _is_title_case(text[sentence.start : min(sentence.end, sentence.start + MOST_LINE)]):
            named = (one for one in named if one.kind not in (NameKind.PERSON, NameKind.ORGANISATION) or one.is_known)
        found += named
        introductions += find_introductions(text, sentence, matches)
        if len(found) > MOST_NAMES:
            break
    return NameCast(item, found[:MOST_NAMES], introductions, [s.source for s in statements]).gather()


def _is_title_case(words: str) -> bool:
    """Whether nearly all longer words of a line have a capital: there it says nothing of names."""
    longer = re.findall(r"[^\W\d_]{4,}", words)
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _split(text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    for block in blocks:
        start = block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            yield Span(start, match.end())
            start = match.end()
        if start < block.end:
            yield Span(start, block.end)
