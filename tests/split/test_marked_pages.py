"""Layouts in twelve languages, written before the program had read them: `marked/`, with their marks in them.

An item is found where its body and an article's share .7 of their characters, as the set `items` has it; a teaser,
where the headlines meet. All pages are invented. To add a layout: put the page into `marked/`, with its marks
(`marks.py`); where it is known to fail, its name into `FAILS`, with the reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.split.marks import Marked, fold, read_marks

from sayso.model import Capture, Page, Span
from sayso.read import page_id, read_page
from sayso.split import find_teasers, split_page
from sayso.strip import strip_page

PAGES = Path(__file__).parent / "marked"
SHARED = 0.7
FAILS: dict[str, str] = {}
"""Name of a page, and what goes wrong on it."""

Places = frozenset[int]


def read(path: Path) -> tuple[Page, list[Marked]]:
    source, marked = read_marks(path.read_text(encoding="utf-8"))
    data = source.encode()
    return read_page(data, Capture(page=page_id(data), path=path.name)), marked


def list_places(text: str, spans: list[Span]) -> Places:
    return frozenset(place for span in spans for place in range(span.start, span.end) if not text[place].isspace())


def find_marked(page: Page, marked: list[Marked]) -> list[tuple[str, Places, bool]]:
    """Headline, characters of the body (of a teaser: of its headline), and whether it is a teaser."""
    places = [place for place, letter in enumerate(page.text) if not letter.isspace()]
    bare = "".join(page.text[place] for place in places)
    found, after = [], 0
    for one in marked:
        own: set[int] = set()
        for words in (one.headline, *one.body):
            start = bare.find(words, after)
            assert start >= 0, f"not in the text: {words}"
            after = start
            if words is not one.headline or not one.body:
                own.update(places[start : start + len(words)])
        found.append((one.headline, frozenset(own), not one.body))
    return found


def find_given(page: Page) -> list[tuple[str, Places, bool]]:
    """The same of what the program takes for articles and teasers."""
    text, articles = page.text, strip_page(page, split_page(page)).articles
    given = [
        (
            fold(text[one.headline.start : one.headline.end]) if one.headline else "",
            list_places(text, [*one.body]),
            False,
        )
        for one in articles
    ]
    return given + [(fold(text[one.start : one.end]), list_places(text, [one]), True) for one in find_teasers(page)]


def list_headlines(items: list[tuple[str, Places, bool]]) -> list[str]:
    """Of the articles; a line holds more than a teaser's headline where its link does."""
    return [headline for headline, _, is_teaser in items if not is_teaser]


def share(one: Places, other: Places) -> float:
    return len(one & other) / max(1, len(one | other))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path, id=path.name, marks=[pytest.mark.xfail(reason=FAILS[path.name])] if path.name in FAILS else []
        )
        for path in sorted(PAGES.iterdir())
    ],
)
def test_every_item_is_found_and_none_made_up(path: Path) -> None:
    page, marked = read(path)
    wanted, given = find_marked(page, marked), find_given(page)
    assert list_headlines(given) == list_headlines(wanted)
    assert len(given) == len(wanted)
    for (headline, body, is_teaser), (_, own, _) in zip(wanted, given, strict=True):
        assert share(body, own) >= (0.01 if is_teaser else SHARED), headline


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_each_character_stands_in_one_place(path: Path) -> None:
    page, _ = read(path)
    stripped = strip_page(page, split_page(page))
    count = [0] * len(page.text)
    for article in stripped.articles:
        own = [*article.body, *article.credits, *article.repeats, *article.headline_repeats]
        for span in [*own, article.headline] if article.headline else own:
            count[span.start : span.end] = [one + 1 for one in count[span.start : span.end]]
    for piece in stripped.furniture:
        count[piece.start : piece.end] = [one + 1 for one in count[piece.start : piece.end]]
    assert [place for place, one in enumerate(count) if one != 1 and not page.text[place].isspace()] == []
