"""What a change reached, which half, time that was spent, sums to be found, bare answers: invented sentences."""

from __future__ import annotations

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.model import Article, ArticleText, Figure, Scope, Span


def read_figures(text: str) -> dict[str, Figure]:
    """The figures by their words, asides left out; each line is a paragraph."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), body=tuple(spans))
    item = ArticleText(article=article, text=text)
    figures = extract_figures(item, (), extract_dates(item))
    return {text[figure.start : figure.end]: figure for figure in figures if figure.aside is None}


MEASURES = [
    # what a change reached is no change
    ("The duty on pears has since been cut to 6%.", "6%", "tariff"),
    ("Unemployment in Ostrand fell to 6%.", "6%", None),
    ("The council raised its budget to 4 million euros, up from 3 million euros.", "3 million euros", "spending"),
    ("Sales rose 4.5% to 30 million euros.", "30 million euros", "revenue"),
    # … that it changed by is one
    ("Sales rose 4% to 30 million euros.", "4%", "rise"),
    ("Rents fell by 7% in Tornby.", "7%", "fall"),
    ("The increase slowed to 2%.", "2%", "rise"),
    # time that was spent is no money
    ("Some 900 people spent the night in a sports hall.", "Some 900", None),
    ("About 40 climbers spent most of the night on a ledge.", "About 40", None),
    ("The 12 nurses had spent the whole of March in quarantine.", "12", None),
    ("The town spent 30 million euros on the hall.", "30 million euros", "spending"),
    ("The town spent the day's 3 million euros on paint.", "3 million euros", "spending"),
    # who has to find a sum has the cost
    ("The state would have to find around 210 million euros.", "around 210 million euros", "cost"),
    ("The state would have to find 200 million thalers ($58.5 million).", "200 million thalers", "cost"),
    ("Police had to find 12 witnesses.", "12", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "measure"), MEASURES, ids=[f"{words}: {t[:30]}" for t, words, _ in MEASURES])
def test_what_is_measured(text: str, words: str, measure: str | None) -> None:
    assert read_figures(text)[words].measure == measure


@pytest.mark.parametrize("side", ["lower", "upper", "Northern", "southwestern", "other", "second"])
def test_a_half_of_a_place_is_no_share(side: str) -> None:
    text = f"The {side} half of the valley was told to leave."
    assert not read_figures(text)


@pytest.mark.parametrize("text", ["Half of the valley was told to leave.", "About half of the lower valley is dry."])
def test_half_of_a_place_is_a_share(text: str) -> None:
    [figure] = read_figures(text).values()
    assert (figure.minimum, figure.scope) == (0.5, Scope.SHARE)


SUMS = [
    ("Three more walkers were found on Friday, one of them dead. That makes seven.", "seven", "walkers", "killed"),
    (
        "Two more bodies were found on Monday, bringing grief. That brings the total to nine.",
        "nine",
        "bodies",
        "killed",
    ),
    ("Four people were arrested and two injured. That makes six.", "six", "people", "injured"),
]


@pytest.mark.parametrize(("text", "words", "counted", "measure"), SUMS, ids=[words for _, words, _, _ in SUMS])
def test_a_sum_is_of_what_was_told_last(text: str, words: str, counted: str, measure: str) -> None:
    figure = read_figures(text)[words]
    assert (figure.measure, figure.scope) == (measure, Scope.TOTAL)
    assert figure.counted == counted


ASKED = "More than 30 people have died, and another 3,000 were told to leave."
ANSWERS = [
    (f"{ASKED}\n“Thirty-one, and I hope no more,” Colonel Asta Brill said.", "Thirty-one", "people", "killed"),
    ("About 40 sheep were lost.\n“Forty-two,” the farmer said.", "Forty-two", "sheep", "lost"),
]


@pytest.mark.parametrize(("text", "words", "counted", "measure"), ANSWERS, ids=[words for _, words, _, _ in ANSWERS])
def test_a_bare_answer_counts_what_a_rough_number_counted(
    text: str, words: str, counted: str, measure: str | None
) -> None:
    figure = read_figures(text)[words]
    assert (figure.counted, figure.measure) == (counted, measure)


@pytest.mark.parametrize(
    "answer",
    [
        "“Twenty-nine, and I hope no more,” she said.",  # fewer than more than 30
        "“Sixty, and I hope no more,” she said.",  # far more
        "“Thirty-one years ago it was dry,” she said.",  # a number with its noun
    ],
)
def test_what_answers_nothing_counts_no_people(answer: str) -> None:
    found = read_figures(f"{ASKED}\n{answer}")
    assert [words for words, figure in found.items() if figure.counted == "people"] == ["More than 30", "3,000"]
