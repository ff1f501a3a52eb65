"""Whole pages of many layouts, and single articles that look like them: `pages/` with what `expected.toml` says.

All pages are invented. To add a layout: put the page into `pages/`, and what a careful reader finds on it into the
table.
"""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso.model import Article, Capture, Page
from sayso.read import page_id, read_page
from sayso.split import find_teasers, split_page
from sayso.strip import strip_page

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, Any] = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))


def read(name: str) -> Page:
    data = (PAGES / name).read_bytes()
    return read_page(data, Capture(page=page_id(data), path=name))


def describe(page: Page, article: Article) -> dict[str, str]:
    body = " ".join(page.text[span.start : span.end] for span in article.body)
    headline = page.text[article.headline.start : article.headline.end] if article.headline else ""
    times = [page.text[span.start : span.end] for span in article.credits]
    return {"headline": headline, "first": body[:24], "last": body[-24:], "credits": " | ".join(times)}


def test_every_page_is_expected() -> None:
    assert {path.name for path in PAGES.iterdir()} == {*EXPECTED, "expected.toml"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page(name: str) -> None:
    page = read(name)
    found = [describe(page, article) for article in strip_page(page, split_page(page)).articles]
    assert found == EXPECTED[name].get("articles", [])
    assert len(find_teasers(page)) == EXPECTED[name].get("teasers", 0)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_character_stands_in_one_place(name: str) -> None:
    page = read(name)
    stripped = strip_page(page, split_page(page))
    count = [0] * len(page.text)
    for article in stripped.articles:
        spans = [*article.body, *article.credits, *article.repeats, *article.headline_repeats]
        for span in [*spans, article.headline] if article.headline else spans:
            count[span.start : span.end] = [one + 1 for one in count[span.start : span.end]]
    for piece in stripped.furniture:
        count[piece.start : piece.end] = [one + 1 for one in count[piece.start : piece.end]]
    wrong = [page.text[place] for place, one in enumerate(count) if one != 1 and not page.text[place].isspace()]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_blocks_are_in_order_and_apart(name: str) -> None:
    blocks = split_page(read(name))
    assert all(one.span.end <= two.span.start for one, two in pairwise(blocks))
