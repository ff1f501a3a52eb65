"""What an amount is of where only its verb or a preposition tells it, and of what date it is: invented sentences."""

from __future__ import annotations

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.figure_holders import name_holder
from sayso.extract.figures import extract_figures
from sayso.model import Article, ArticleText, Figure, Span


def read_figures(text: str) -> dict[str, Figure]:
    """The figures of one paragraph, by their words."""
    span = Span(0, len(text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)
    figures = extract_figures(item, (), extract_dates(item))
    return {text[figure.start : figure.end]: figure for figure in figures}


HOLDERS = [
    # the noun before "at" and "to"
    ("The bank left its key rate at 4.25% on Thursday.", "4.25%", "key rate"),
    ("The poll put support for the plan at 58%.", "58%", "support for plan"),
    ("The ministry kept the duty on wine at 12%.", "12%", "duty of wine"),
    # behind its verbs
    ("The minister told deputies that coverage had slipped to 83 percent.", "83 percent", "coverage"),
    ("Inflation, which eased to 2.9% in October, is falling.", "2.9%", "Inflation"),
    ("Officials said that occupancy had sunk to 40%.", "40%", "occupancy"),
    # who holds or pays it
    ("The union's strike fund holds 1.8 million euros.", "1.8 million euros", "union's strike fund"),
    ("The state pays 8.5 million francs each year.", "8.5 million francs", "state"),
    ("The village trust holds 30,000 crowns.", "30,000 crowns", "village trust"),
    # the same of both
    ("Coverage had slipped to 83 percent, from 95 percent in 2012.", "95 percent", "Coverage"),
    ("Occupancy fell to 40%, against 55% in 2019.", "55%", "Occupancy"),
    ("The key rate was left at 4%, compared with 3% in May.", "3%", "key rate"),
    # what took the time
    ("Firefighters fought the blaze for nearly four hours.", "nearly four hours", "blaze"),
    ("A debate lasting 14 hours ended at dawn.", "14 hours", "debate"),
    ("The trial, expected to last six weeks, continues.", "six weeks", "trial"),
    # counts without a noun of their own
    ("The minister had given a toll of 61.", "61", "people"),
    ("The crash killed all seven aboard.", "seven", "people aboard"),
    ("Six suspected cases have been recorded in a camp.", "Six", "suspected cases"),
]


@pytest.mark.parametrize(("text", "words", "counted"), HOLDERS, ids=[text for text, _, _ in HOLDERS])
def test_what_has_the_amount(text: str, words: str, counted: str) -> None:
    assert read_figures(text)[words].counted == counted
    assert read_figures(text)[words].aside is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Coverage slipped to 83 percent, from 95 percent in 2012.", "83 percent", None),
        ("Unemployment stood at 6.1 percent, below the 7 percent of 2020.", "6.1 percent", None),
        ("The clinic saw 904 cases, against 212 in 2023.", "904", None),
        ("The storm killed 9 people and injured 14 on Monday.", "9 people", "XXXX-WXX-1"),
    ],
)
def test_the_date_of_what_it_is_compared_with_is_not_its_own(text: str, words: str, value: str | None) -> None:
    figure = next(figure for found, figure in read_figures(text).items() if found.startswith(words.split()[0]))
    assert (figure.as_of.value if figure.as_of else None) == value


@pytest.mark.parametrize(
    "text",
    ["The gates shut at quarter past five.", "It broke out at half past two.", "They left at ten past six."],
)
def test_a_time_of_day_in_words_counts_nothing(text: str) -> None:
    assert read_figures(text) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The storm hit two hamlets, and 900 of them lost their homes.", "900"),
        ("The fire hit four farms, and 60 of them were hurt.", "60"),
        ("The flood cut off three islands, and 1,200 of them were moved.", "1,200"),
    ],
)
def test_more_of_them_than_there_were_is_no_part(text: str, words: str) -> None:
    assert read_figures(text)[words].included_in is None


@pytest.mark.parametrize(
    "text", ["It is 4%.", "He paid 4%.", "4%", "of 4%", "that, 4%", ", which at 4%", "the the to 4%"]
)
def test_no_holder(text: str) -> None:
    at = text.index("4%")
    assert name_holder(text, Span(at, at + 2), Span(0, len(text))) is None


def test_hostile_text() -> None:
    text = "a " * 100_000 + "at 4%"
    assert name_holder(text, Span(len(text) - 2, len(text)), Span(0, len(text))) is None
