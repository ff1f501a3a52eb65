"""Which days an article tells of, and with which words: by a day that both tell, works of one event find each other
weeks later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from sayso.extract.dates import SENTENCE_END, find_expressions
from sayso.group.terms import LIGHT, is_weightless, rate_word, strip_ending
from sayso.model import ArticleText, DateExpression, Direction, Span

READ = 40_000  # characters of an article that are read for days
MOST_DAYS = 200  # expressions of one article that are read
REACH = 200  # characters on either side of a day that tell what was that day
TELLING = LIGHT + 0.5  # rarity of a word that tells what happened
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)(?:=\d)?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-z][a-z'’]+")


class Day(NamedTuple):
    """A day of a year; the year is None where nobody knows it."""

    year: int | None
    month: int
    day: int


class Told(NamedTuple):
    """The days that an article tells of, each with the small words around it; when it appeared, where it says so."""

    published: date | None
    days: Mapping[Day, frozenset[str]]


def read_days(item: ArticleText) -> Told:
    """The days told in headline and body, except those ahead."""
    published = _read_published(item)
    found: dict[Day, frozenset[str]] = {}
    expressions = (expression for span in _cut_spans(item) for expression in find_expressions(item.text, span))
    for expression in islice(expressions, MOST_DAYS):
        day = _resolve(expression, published)
        if day is not None and expression.span is not None:
            found[day] = found.get(day, frozenset()) | _read_words(item.text, expression.span)
    return Told(published, found)


def list_years(told: Told) -> set[int]:
    """The years that the article is of or tells of."""
    years = {day.year for day in told.days if day.year is not None}
    return years | ({told.published.year} if told.published else set())


def _cut_spans(item: ArticleText) -> Iterator[Span]:
    left = READ
    for span in (item.article.headline, *item.article.body):
        if span is not None and left > 0:
            yield Span(span.start, min(span.end, span.start + left))
            left -= span.end - span.start


def _read_published(item: ArticleText) -> date | None:
    published = item.article.published
    try:
        return date.fromisoformat(published.value) if published and len(published.value) == 10 else None
    except ValueError:
        return None


def _resolve(expression: DateExpression, published: date | None) -> Day | None:
    """The day that an expression names, seen from the article's own; None for what is ahead or no day."""
    if expression.direction is Direction.FUTURE:
        return None
    if match := _DAY.fullmatch(expression.value):
        month, day = int(match[2]), int(match[3])
        return Day(int(match[1]) if match[1].isdigit() else _last_year(month, day, published), month, day)
    if published is None:
        return None
    if match := _WEEKDAY.fullmatch(expression.value):
        return _make_day(published - timedelta((published.isoweekday() - int(match[1])) % 7))
    return _make_day(published - timedelta(1)) if expression.value == "P-1D" else None


def _last_year(month: int, day: int, published: date | None) -> int | None:
    """The year of the last such day before an article."""
    if published is None:
        return None
    return published.year - ((month, day) > (published.month, published.day))


def _make_day(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def _read_words(text: str, span: Span) -> frozenset[str]:
    """The telling words of the sentence that a day stands in, as far as `REACH`; names are none of them."""
    start, end = max(0, span.start - REACH), min(len(text), span.end + REACH)
    for match in SENTENCE_END.finditer(text, start, span.start):
        start = match.end()
    after = SENTENCE_END.search(text, span.end, end)
    words = _SMALL_WORD.findall(text, start, after.start() if after else end)
    return frozenset(
        word for word in map(strip_ending, words) if rate_word(word) >= TELLING and not is_weightless(word)
    )
