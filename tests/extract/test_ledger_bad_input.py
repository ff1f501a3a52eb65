"""Numbers, dates and names that are none, or too many: no error, no invented value, every span inside the text."""

from __future__ import annotations

import math

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.extract.mentions import MOST_NAMES, extract_names
from sayso.link.dates import resolve_date
from sayso.model import Article, ArticleText, Basis, Date, Figure, NameKind, Precision, Span

ANCHOR = Date(date="2025-06-18", precision=Precision.DAY, basis=Basis.STATED)


def set_article(text: str) -> ArticleText:
    span = Span(0, len(text))
    return ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)


def read_figures(text: str) -> list[Figure]:
    item = set_article(text)
    figures = extract_figures(item, (), extract_dates(item))
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    return [f for f in figures if not f.aside]


def read_dates(text: str) -> dict[str, str | None]:
    """The date of each expression, by its words."""
    found = extract_dates(set_article(text))
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    dates = {text[m.start : m.end]: resolve_date(m.expression, ANCHOR) for m in found}
    return {words: date.date if date else None for words, date in dates.items()}


@pytest.mark.parametrize("digits", ["9" * 400, "1" + ",000" * 133, "9" * 200 + "." + "9" * 200, "$" + "9" * 400])
@pytest.mark.parametrize("after", [" people were killed.", " million people fled.", "%.", " billion euros."])
def test_numbers_of_400_digits(digits: str, after: str) -> None:
    for figure in read_figures(f"The ministry said that {digits}{after}"):
        bounds = [bound for bound in (figure.minimum, figure.maximum) if bound is not None]
        assert all(math.isfinite(bound) for bound in bounds)


@pytest.mark.parametrize("text", ["Count 1,2,3,4 and stop.", "They sang 1, 2, 3, 4.", "1,2,3,4", "Items 1,2,3,4,5,6,7"])
def test_a_list_of_digits_is_no_number(text: str) -> None:
    assert [figure for figure in read_figures(text) if (figure.minimum or 0) > 9] == []


@pytest.mark.parametrize(
    "day",
    [
        "31 February",
        "February 30, 2025",
        "31 February 2025",
        "29 February 2025",
        "32 January 2025",
        "2025-02-31",
        "31/02/2025",
        "31.02.2025",
        "0 March 2025",
        "2025-13-01",
        "June 31",
    ],
)
def test_days_that_are_not_in_the_calendar_are_no_dates(day: str) -> None:
    found = read_dates(f"The council met on {day}, it said.")
    assert not [date for date in found.values() if date and len(date) == 10]


@pytest.mark.parametrize("year", ["0", "0000", "000", "99999", "in 0 AD"])
def test_there_is_no_year_0(year: str) -> None:
    found = read_dates(f"The temple was built in {year}, the guide said. It stood until 12 May {year}.")
    assert not [date for date in found.values() if date and not date.startswith("2025")]


def test_two_dates_that_contradict_each_other_are_kept_apart() -> None:
    found = read_dates("The bridge fell on 3 May 2024, on 5 May 2024, the two reports said.")
    assert found == {"3 May 2024": "2024-05-03", "5 May 2024": "2024-05-05"}
    assert read_dates("The bridge fell on Tuesday, 4 May 2024, it said.") == {}, "it was a Saturday"


def test_ten_thousand_places_in_a_row() -> None:
    text = ", ".join(["Kharkiv", "Lyon", "Osaka", "Sumy"] * 2500)
    found = extract_names(set_article(f"The train stops in {text}."))
    assert sum(len(mention.spans) for mention in found) <= MOST_NAMES
    assert {mention.name for mention in found} <= {"Kharkiv", "Lyon", "Osaka", "Sumy"}
    assert all(mention.kind in (NameKind.PLACE, NameKind.PERSON) for mention in found)


def test_thousands_of_numbers_and_dates_in_a_row() -> None:
    text = "At 1,200 euros on 3 May 2024, " * 2_000
    assert read_figures(text)
    assert set(read_dates(text[:3_000]).values()) == {"2024-05-03"}
