"""Figures in a few words."""

from __future__ import annotations

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.link.figure_labels import LONGEST, describe_figure, join_counted
from sayso.model import Article, ArticleText, Span


def describe(text: str) -> list[str]:
    span = Span(0, len(text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)
    return [describe_figure(text, f) for f in extract_figures(item, (), extract_dates(item)) if not f.aside]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("At least 27 people were killed in Tarn.", ["At least 27 people, killed"]),
        ("The number of dead rose to 27.", ["27 (people), killed"]),
        ("Norway sent about 150 new workers to Tarn.", ["about 150 new workers, sent"]),
        ("It put 40% duties on imported bicycles.", ["40% duties on imported bicycles"]),
        ("The bridge will cost 310 million euros.", ["310 million euros (bridge), cost"]),
        ("They shipped 5 million tons of  northern\ngrain.", ["5 million tons of northern grain, exports"]),
        ("Some 30 trees fell.", ["Some 30 trees, fall"]),
    ],
)
def test_a_figure_says_what_it_counts(text: str, labels: list[str]) -> None:
    assert describe(text) == labels


def test_a_label_is_short() -> None:
    text = "Some 30 " + "enormously" * 30 + " trees stood there."
    assert all(len(label) <= LONGEST for label in describe(text))


@pytest.mark.parametrize(
    ("counted", "measure", "told"),
    [
        ("people", "killed", "people killed"),
        ("North Elmish casualties", "casualties", "North Elmish casualties"),
        ("deaths", "killed", "deaths"),
        ("bells", "bells", "bells"),
        ("bells", None, "bells"),
        (None, "cost", "cost"),
        (None, None, ""),
    ],
)
def test_a_measure_that_the_noun_tells_is_not_told_again(counted: str | None, measure: str | None, told: str) -> None:
    assert join_counted(counted, measure) == told
