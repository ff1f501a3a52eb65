"""Date expressions in invented news sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract import extract_findings
from sayso.extract.dates import extract_dates, find_expressions
from sayso.model import Article, ArticleText, Basis, DateExpression, Direction, Span


def read(text: str, *, is_credit: bool = False) -> list[tuple[str, str]]:
    """(words, value) of each expression."""
    found = find_expressions(text, Span(0, len(text)), is_credit=is_credit)
    return [(text[e.span.start : e.span.end], e.value) for e in found if e.span is not None]


def read_one(text: str) -> DateExpression:
    (found,) = find_expressions(text, Span(0, len(text)))
    return found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge fell on April 9.", "April 9", "XXXX-04-09"),
        ("It opened on 9 April 2025 in Vell.", "9 April 2025", "2025-04-09"),
        ("It opened on the 9th of April, 2025.", "9th of April, 2025", "2025-04-09"),
        ("Signed on Tuesday, Sept. 3, 2024, it holds.", "Tuesday, Sept. 3, 2024", "2024-09-03"),
        ("Harbour News18-06-2025", "18-06-2025", "2025-06-18"),
        ("Updated 2025-06-18 by the desk", "2025-06-18", "2025-06-18"),
        ("Dated 31.12.2024, it lapsed.", "31.12.2024", "2024-12-31"),
        ("Dated 06/25/2024, it lapsed.", "06/25/2024", "2024-06-25"),
        ("Dated 06/07/2024, it lapsed.", "06/07/2024", "2024"),
        ("The strike that began in August 2024 goes on.", "August 2024", "2024-08"),
        ("They met at the start of 2022.", "2022", "2022"),
        ("The 2026 harbour budget was passed.", "2026", "2026"),
        ("The war of 1812 is over.", "1812", "1812"),
        ("It was passed in February.", "February", "XXXX-02"),
        ("They came in January and February to stay.", "January and February", "XXXX-01/XXXX-02"),
        ("From November 2023 to March 2024 it was shut.", "November 2023 to March 2024", "2023-11/2024-03"),
        ("The fair runs April 3-7.", "April 3-7", "XXXX-04-03/XXXX-04-07"),
        ("Between 2019 and 2021 nobody came.", "2019 and 2021", "2019/2021"),
        ("Prices rose in 2019-21.", "2019-21", "2019/2021"),
        ("Back in the 1980s it was a mill.", "1980s", "198X"),
        ("It grew in the first quarter of 2024.", "first quarter of 2024", "2024-Q1"),
        ("It grew in the second half of last year.", "second half of last year", "XXXX-H2@P-1Y"),
        ("The mayor said on Thursday it was shut.", "Thursday", "XXXX-WXX-4"),
        ("He left on Tuesday last week.", "Tuesday last week", "XXXX-WXX-2@P-1W"),
        ("He left last Thursday.", "last Thursday", "XXXX-WXX-4<"),
        ("She told the Courier last week that she left.", "last week", "P-1W"),
        ("This month the dam was closed.", "This month", "P0M"),
        ("It was closed earlier this month.", "earlier this month", "P0M"),
        ("It was built last year.", "last year", "P-1Y"),
        ("They signed in November last year.", "November last year", "XXXX-11@P-1Y"),
        ("They signed last November.", "last November", "XXXX-11<"),
        ("They signed it last fall.", "last fall", "XXXX-FA<"),
        ("They signed it this summer.", "this summer", "XXXX-SU@P0Y"),
        ("They signed it in the summer of 2024.", "the summer of 2024", "2024-SU"),
        ("Duties were imposed a year ago.", "a year ago", "P-12M~"),
        ("Duties were imposed three weeks ago.", "three weeks ago", "P-3W~"),
        ("It closed two days ago.", "two days ago", "P-2D"),
        ("It was shut yesterday.", "yesterday", "P-1D"),
        ("It was shut over the weekend.", "the weekend", "XXXX-WXX-WE"),
        ("It was shut on Christmas Eve.", "Christmas Eve", "XXXX-12-24"),
        ("In March it raised this year's harbour budget.", "March", "XXXX-03@P0Y"),
    ],
)
def test_expression(text: str, words: str, value: str) -> None:
    assert (words, value) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the second bridge when the sun is out.",
        "May we come in? August company it was.",
        "April Rennick and June Aldous spoke.",
        "About 1,300 came, then 2,000 soldiers.",
        "Some 2000 soldiers and 1950 people came.",
        "The counter says 0 out of 25,000.",
        "It cost $2020 or C$1999.",
        "The hall holds more than 2000.",
        "Flight 2019 was late.",
        "The spring offensive is over and the fall hurt.",
        "It happened on 31 February 2024-style calendars.".replace("2024-style ", ""),
        "Read it in 44 minutes.",
        "Over the past five years it grew.",
        "He told Vell Today of it.",
    ],
)
def test_no_date(text: str) -> None:
    assert read(text) == []


def test_minutes_ago_counts_in_credits_only() -> None:
    assert read("44 minutes ago", is_credit=True) == [("44 minutes ago", "PT44M")]
    assert read("He left 44 minutes ago.") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The mayor said on Thursday he will travel.", Direction.PAST),
        ("The mayor will travel on Thursday.", Direction.FUTURE),
        ("The vote will be held on Sunday.", Direction.FUTURE),
        ("The vote was held on Sunday.", Direction.PAST),
        ("On Sunday the ferry sank.", Direction.PAST),
        ("Spending is to rise next year.", Direction.FUTURE),
        ("It is due to open later this year.", Direction.FUTURE),
        ("It would close, he said in a speech Friday.", Direction.PAST),
        ("She will give a speech on Friday.", Direction.FUTURE),
        ("Output was lower than forecast in July.", Direction.PAST),
        ("Sunday at the harbour.", Direction.NEAREST),
        ("He recalled the January 6 riot.", Direction.NEAREST),
        ("She spoke at the Sept. 11 memorial.", Direction.NEAREST),
        ("On Sept. 11 he left.", Direction.PAST),
    ],
)
def test_direction(text: str, direction: Direction) -> None:
    assert read_one(text).direction is direction


@pytest.mark.parametrize(("text", "basis"), [("On 9 April 2025.", Basis.STATED), ("On April 9.", Basis.RELATIVE)])
def test_basis_tells_whether_an_anchor_is_needed(text: str, basis: Basis) -> None:
    assert read_one(text).basis is basis


def test_mentions_come_from_headline_body_and_credits() -> None:
    text = "Gale hits Vell on Monday\nGazette, 44 minutes ago\nIt hit on Monday.\nMenu of 2024"
    parts = {name: Span(text.index(name), text.index(name) + len(name)) for name in text.split("\n")}
    headline, credit, body, _ = parts.values()
    article = Article(
        id="article-1", page="page-1", block=Span(0, len(text)), headline=headline, credits=(credit,), body=(body,)
    )
    mentions = extract_dates(ArticleText(article=article, text=text))
    assert [text[m.start : m.end] for m in mentions] == ["Monday", "44 minutes ago", "Monday"]
    assert len({m.id for m in mentions}) == 3
    assert all(m.article == "article-1" and m.page == "page-1" for m in mentions)


WORDS = st.sampled_from(
    [
        "May",
        "March",
        "April 9",
        "2024",
        "last",
        "this",
        "next",
        "week",
        "year",
        "fall",
        "in",
        "the",
        "on",
        "Thursday",
        "9",
        "31",
        "-",
        "/",
        ".",
        ",",
        "ago",
        "two",
        "Q1",
        "of",
        "and",
        "to",
        "said",
        "\n",
        "1980s",
        "’s",
        "2024-13-45",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_spans_lie_in_order_and_do_not_overlap(text: str) -> None:
    found = find_expressions(text, Span(0, len(text)))
    spans = [e.span for e in found if e.span is not None]
    assert len(spans) == len(found)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


FRAMED = "In 2019, the two firms of Brisk fell out. {} The mayor stayed away."


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Its owners welcomed the split of the firms.", "2019"),
        ("Its owners said the firms had split.", None),  # may be said to the reporter now
        ("Its owners reported that the firms had split.", None),
        ("Its owners have welcomed the split of the firms.", None),
        ("Its owners welcomed the split of the firms on Monday.", "XXXX-WXX-1"),
    ],
)
def test_a_year_that_opens_a_sentence_dates_what_the_next_one_tells(sentence: str, value: str | None) -> None:
    text = FRAMED.format(sentence)
    span = Span(0, len(text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)
    statements = extract_findings([item])[0].statements
    said = {statement.said.value if statement.said else None for statement in statements}
    assert said <= {value}
