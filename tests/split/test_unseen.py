"""Ends of lines and marks that nobody sees change nothing of what is found on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.split.marks import read_marks

from sayso.model import Capture, Page, Span
from sayso.read import page_id, read_page
from sayso.split import split_page
from sayso.strip import strip_page

PAGES = sorted((Path(__file__).parent / "marked").glob("*.txt"))
UNSEEN = "\u200b\u200e\u200f\u2067\u2069\ufeff\u00ad"
Change = Callable[[str], str]


def each_line(before: str, after: str = "") -> Change:
    return lambda text: "\n".join(f"{before}{line}{after}" if line else "" for line in text.split("\n"))


CHANGES: dict[str, Change] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old mac": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "mixed ends": lambda text: text.replace("\n", "\r\n", 5).replace("\n\n", "\n\r"),
    "order mark": lambda text: f"\ufeff{text}",
    "right-to-left marks": each_line("\u200f"),
    "isolates": each_line("\u2067", "\u2069"),
    "zero-width spaces": each_line("", "\u200b\u200b"),
    "unseen lines": lambda text: text.replace("\n", "\n\u200b\n"),
}


def read(text: str, name: str = "page.txt") -> Page:
    data = text.encode()
    return read_page(data, Capture(page=page_id(data), path=name))


def describe(page: Page) -> list[tuple[str, str]]:
    """The letters of each headline and body."""

    def letters(*spans: Span) -> str:
        words = "".join(page.text[span.start : span.end] for span in spans)
        return "".join(letter for letter in words if letter not in UNSEEN and not letter.isspace())

    articles = strip_page(page, split_page(page)).articles
    return [(letters(one.headline) if one.headline else "", letters(*one.body)) for one in articles]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", PAGES[::2], ids=lambda path: path.stem)
def test_articles_are_the_same(path: Path, change: str) -> None:
    text = read_marks(path.read_text(encoding="utf-8"))[0]
    assert describe(read(CHANGES[change](text))) == describe(read(text))


@pytest.mark.parametrize("change", CHANGES)
def test_every_mark_stands_in_one_place_and_no_article_begins_with_one(change: str) -> None:
    page = read(CHANGES[change](read_marks(PAGES[0].read_text(encoding="utf-8"))[0]))
    stripped = strip_page(page, split_page(page))
    count = [0] * len(page.text)
    for article in stripped.articles:
        own = [*article.body, *article.credits, *article.repeats, *article.headline_repeats]
        for span in [*own, article.headline] if article.headline else own:
            assert page.text[span.start] not in UNSEEN and page.text[span.end - 1] not in UNSEEN
            count[span.start : span.end] = [one + 1 for one in count[span.start : span.end]]
    for piece in stripped.furniture:
        count[piece.start : piece.end] = [one + 1 for one in count[piece.start : piece.end]]
    assert [place for place, one in enumerate(count) if one != 1 and not page.text[place].isspace()] == []


@pytest.mark.parametrize("mark", ["\u200f", "&rlm;", "\u200b", "&#8203;&shy;"])
def test_marks_at_the_edges_of_elements_change_nothing(mark: str) -> None:
    path = Path(__file__).parent / "marked" / "aggregator_ar.html"
    markup = read_marks(path.read_text(encoding="utf-8"))[0]
    marked = re.sub(r"(<(?:h1|h3|p|span)\b[^>]*>)", rf"\g<1>{mark}", markup)
    assert marked != markup
    assert describe(read(marked, "page.html")) == describe(read(markup, "page.html"))
