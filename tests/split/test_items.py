"""Pages of many items, and single articles that look like them. All invented."""

from __future__ import annotations

import pytest

from sayso.model import Capture
from sayso.read import page_id, read_page
from sayso.split import find_teasers, split_page

PARAGRAPH = (
    "The council of Tarnby voted on Monday to drain the upper lake, "
    "saying the old wall could not be trusted with another winter of rain."
)
MORE = (
    "Nobody in the village was asked, said the innkeeper, Orla Venn, "
    "who has lived below the wall for thirty years and sleeps badly."
)


def heads(*lines: str) -> list[str | None]:
    data = "\n".join(lines).encode()
    page = read_page(data, Capture(page=page_id(data), path="page.txt"))
    blocks = split_page(page)
    return [page.text[block.headline.start : block.headline.end] if block.headline else None for block in blocks]


@pytest.mark.parametrize(
    "times",
    [
        ("14:32", "14:10", "13:55", "13:01"),
        ("2.05pm BST", "1.40pm BST", "1.02pm BST", "12.30pm BST"),
        ("14h32", "14h05", "13h50", "12h00"),
        ("18 July 2024, 10:15", "18 July 2024, 10:02", "18 July 2024, 9:40", "18 July 2024, 8:15"),
        ("21 mins ago11:48 Ada Finch", "2 hours ago10:05 Ada Finch", "3 hours ago9:10 Ada Finch", "4 hours ago8:00"),
    ],
)
def test_entries_under_times_are_articles(times: tuple[str, ...]) -> None:
    titles = [f"Village of Tarnby waits for word number {number}" for number in range(4)]
    lines = [part for time, title in zip(times, titles, strict=True) for part in (time, title, PARAGRAPH)]
    assert heads(*lines) == titles


def test_items_of_a_newsletter_under_capitals_are_articles() -> None:
    lines = [
        "View this email in your browser",
        "THE WALL IS REAL",
        PARAGRAPH,
        "GEESE AGREE",
        MORE,
        "AND FINALLY",
        PARAGRAPH,
    ]
    assert heads(*lines, "Unsubscribe | Forward to a friend") == ["THE WALL IS REAL", "GEESE AGREE", "AND FINALLY"]


def test_extracts_under_addresses_are_articles() -> None:
    lines = [part for number in range(3) for part in (f"https://tarnby.example/news/{number}", PARAGRAPH, MORE)]
    assert heads(*lines) == [None] * 3


@pytest.mark.parametrize("heading", ["What the council wants", "Who pays?", "Why now"])
def test_article_with_sub_headings_stays_one(heading: str) -> None:
    lines = ["Tarnby votes to drain its upper lake", PARAGRAPH, MORE]
    lines += [part for number in range(4) for part in (f"{heading} {number}", PARAGRAPH, MORE)]
    assert len(heads(*lines)) == 1


def test_teaser_with_a_deck_below_a_whole_article_is_no_article() -> None:
    article = ["Tarnby votes to drain its upper lake", "By Ada Finch", *[f"{PARAGRAPH} {MORE}"] * 1]
    article += [f"On day {number} the engineers measured the wall again. {PARAGRAPH} {MORE}" for number in range(6)]
    teaser = [
        "Geese return to the meadows of Lower Tarnby",
        "3 hours ago",
        "Farmers are not amused. They were not asked.",
    ]
    assert heads(*article, *teaser) == ["Tarnby votes to drain its upper lake"]


def test_headline_is_found_above_bullet_points() -> None:
    lines = [
        "TARNBY",
        "Bill for the upper lake put at nine million marks",
        "• Council sees nine million",
        "• Engineers say twelve",
    ]
    assert heads(*lines, "By Ada Finch", PARAGRAPH, MORE) == ["Bill for the upper lake put at nine million marks"]


PLACES = "".join(
    f"<section class=x><h2><a href=/{name}>The baths of {name}</a></h2><p>{PARAGRAPH}</p><p>{MORE}</p></section>"
    for name in ("Merrow", "Ellery", "Tarnby", "Skarn", "Orla", "Venn")
)


@pytest.mark.parametrize(("kind", "articles"), [("article", 1), ("website", 6)])
def test_linked_parts_are_items_unless_the_page_calls_itself_one_article(kind: str, articles: int) -> None:
    head = f"<meta property=og:type content={kind}>"
    markup = f"<html><head>{head}</head><body><main><h1>Six baths</h1>{PLACES}</main></body></html>"
    page = read_page(markup.encode(), Capture(page="", path="page.html"))
    assert len(split_page(page)) == articles


def test_a_menu_of_links_above_an_article_makes_no_list_of_teasers() -> None:
    menu = "".join(
        f"<h4><a href=/s/{name}>News of {name} town</a></h4>" for name in ("Merrow", "Ellery", "Orla", "Venn")
    )
    text = f"<p>{PARAGRAPH}</p><p>{MORE}</p>" * 3
    markup = f"<html><body>{menu}<div>The lake is drained</div>{text}</body></html>"
    page = read_page(markup.encode(), Capture(page="", path="page.html"))
    assert not find_teasers(page) and len(split_page(page)) == 1
