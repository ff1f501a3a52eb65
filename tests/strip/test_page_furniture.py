"""Lines that are no article's, and credits by their shape. All invented."""

from __future__ import annotations

import pytest

from sayso.model import Article, Capture
from sayso.read import page_id, read_page
from sayso.rules.lines import judge_line
from sayso.split import split_page
from sayso.strip import strip_page

PARAGRAPH = (
    "The council of Tarnby voted on Monday to drain the upper lake, "
    "saying the old wall could not be trusted with another winter of rain."
)
MORE = (
    "Nobody in the village was asked, said the innkeeper, Orla Venn, "
    "who has lived below the wall for thirty years and sleeps badly."
)


@pytest.mark.parametrize(
    "words",
    [
        "Home | World | Harbour | Letters | Subscribe",
        "Home > News > Harbour",
        "Share on: Post  Mail  Flag",
        "MARK 12.10 ▼0.4%   PEARS 80.00 ▲1.2%",
        "Turn to page 12 for the chess",
        "Continued from page 1 | Turn to page 9",
        "View this newsletter in your browser",
        "Reuse this content",
        "Follow The Tarnby wall",
        "You have read 3 of 4 free articles.",
        "You are receiving this because you signed up at our fair.",
        "Your email address",
        "Unsubscribe | Forward to a friend | 4 Quay Street",
        "THE WEATHER: Rain from the west",
        "HIGH TIDE TODAY: Tarnby bar 06.12, 18.40",
        "(c) Tarnby Printing Co. Reproduction is forbidden.",
        "Ada Finch reported from Tarnby. Editing by Bo Lund.",
        "Your story continues below",
    ],
)
def test_line_is_furniture(words: str) -> None:
    assert judge_line(words)[1] is not None


@pytest.mark.parametrize(
    "words",
    [
        "Council follows the engineers and drains the lake",
        "Tarnby turns a page on its old wall",
        "You have to read the wall to believe it, says engineer",
        "Weather delays the draining of the upper lake",
    ],
)
def test_headline_is_no_furniture(words: str) -> None:
    assert judge_line(words)[1] is None


def article_of(*lines: str) -> tuple[str, Article]:
    data = "\n".join(lines).encode()
    page = read_page(data, Capture(page=page_id(data), path="page.txt"))
    (article,) = strip_page(page, split_page(page)).articles
    return page.text, article


def test_masthead_names_outlet_and_day() -> None:
    _, article = article_of(
        "THE TARNBY HERALD  |  Foreign pages",
        "Friday, 15 March 2024",
        "Tarnby votes to drain its upper lake",
        "From Ada Finch of QLP in Tarnby",
        PARAGRAPH,
        MORE,
    )
    assert (article.outlet, article.bylines) == ("The Tarnby Herald", ("Ada Finch",))
    assert article.published is not None and article.published.value == "2024-03-15"


def test_agency_that_nobody_knows_is_read_by_its_shape() -> None:
    text, article = article_of(
        "Tarnby votes to drain its upper lake", f"By Ada Finch and Bo Lund TARNBY (QLP) -{PARAGRAPH}", MORE
    )
    assert (article.wire, article.dateline, article.bylines) == ("QLP", "TARNBY", ("Ada Finch", "Bo Lund"))
    assert text[article.body[0].start :].startswith("The council")


def test_one_line_holds_publication_and_update() -> None:
    _, article = article_of(
        "Tarnby votes to drain its upper lake",
        "By Ada Finch",
        "Published 3 April 2024 08:02, updated 4 April 2024 11:47",
        PARAGRAPH,
        MORE,
    )
    assert article.published is not None and article.published.value == "2024-04-03"
    assert article.modified is not None and article.modified.value == "2024-04-04"


def test_name_with_a_role_is_a_byline_and_the_deck_is_no_body() -> None:
    text, article = article_of(
        "Tarnby votes to drain its upper lake",
        "Engineers fear the winter; the innkeeper sleeps badly",
        "Ada Finch Political editor",
        PARAGRAPH,
        MORE,
    )
    assert article.bylines == ("Ada Finch",)
    assert text[article.body[0].start :].startswith("The council")
