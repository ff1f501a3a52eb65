from __future__ import annotations

import pytest

from sayso.group.days import Day, list_years, read_days
from sayso.model import Article, ArticleText, DateExpression, Span


def make_item(text: str, published: str | None = None) -> ArticleText:
    article = Article(
        id="article-one",
        page="page-one",
        block=Span(0, len(text)),
        body=(Span(0, len(text)),),
        published=DateExpression(value=published) if published else None,
    )
    return ArticleText(article=article, text=text)


CASES = {
    "a year given": ("The wall fell on 12 March 2024.", None, [Day(2024, 3, 12)]),
    "no year, no date of the article": ("The wall fell on March 12.", None, [Day(None, 3, 12)]),
    "the last such day": ("The wall fell on December 12.", "2024-03-20", [Day(2023, 12, 12)]),
    "a weekday": ("The wall fell on Tuesday.", "2024-03-14", [Day(2024, 3, 12)]),
    "a weekday that nobody can place": ("The wall fell on Tuesday.", None, []),
    "yesterday": ("The wall fell yesterday.", "2024-03-13", [Day(2024, 3, 12)]),
    "what is ahead": ("The court will sit on 12 March 2031.", "2024-03-13", []),
    "a month is no day": ("The wall fell in March 2024.", None, []),
    "no such day": ("The wall fell on 31 June 2024.", "2024-07-01", []),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_days_that_an_article_tells_of(name: str) -> None:
    text, published, days = CASES[name]
    found = read_days(make_item(text, published)).days
    assert [day for day in found if day != Day(2024, 6, 31)] == days


def test_the_words_of_a_day_are_of_its_sentence_and_no_names() -> None:
    told = read_days(make_item("Nobody slept. On 3 May 2024 a tremor cracked Ost Haven. A goose was unharmed."))
    assert told.days[Day(2024, 5, 3)] >= {"tremor", "cracked"}
    assert not told.days[Day(2024, 5, 3)] & {"goose", "ost", "haven", "slept"}


def test_years_are_those_of_days_and_of_the_article() -> None:
    assert list_years(read_days(make_item("It began on 3 May 2022, and again on 4 June.", "2024-07-01"))) == {
        2022,
        2024,
    }


def test_a_page_of_one_long_line_is_read_in_part() -> None:
    text = "On 3 May 2024 it rained. " + "On 4 May 2024 it rained again. " * 30_000
    assert Day(2024, 5, 3) in read_days(make_item(text)).days
