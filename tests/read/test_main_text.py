"""The main text by the shape of a page's tree: tables of small pages, and pages made to break it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from sayso.read.main_text import find_main_text, read_main_text
from sayso.read.writer import Writer

FIRST = "The dam above Merrow will be drained by the end of the month, the governor of Valmora said on Friday evening."
SECOND = "Engineers found three cracks in its northern wall last week, according to the water board of the valley."
THIRD = (
    "Governor Pell Arden told a news conference in the town hall of Merrow that there had been no other choice left."
)
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
OTHER = "A very long sentence about another matter altogether, which stands somewhere else and means nothing here."


class Found(NamedTuple):
    """The main text of a page, a line each, and whether it is sure."""

    text: str
    is_sure: bool


def find_written(markup: str) -> Found:
    writer = Writer()
    writer.read(markup)
    found = find_main_text(writer)
    return Found("\n".join(writer.lines[number] for number in found.lines), found.is_sure)


def find(markup: str) -> Found:
    page = f"<!DOCTYPE html><html><body>{markup}</body></html>"
    tree = HTMLTree.parse(page)
    assert tree.document is not None
    found = find_written(tree.document.html)
    alone = read_main_text(page)
    assert ("\n".join(alone.lines), alone.is_sure) == found
    return found


@pytest.mark.parametrize(
    "foreign",
    [
        f"<nav><ul><li><a href='/'>{OTHER}</a></li></ul></nav>",
        f"<aside><p>{OTHER}</p></aside>",
        f"<div class='article__related-links'><p>{OTHER}</p></div>",
        f"<div class='newsletterSignup'><p>{OTHER}</p></div>",
        f"<div id='comments'><p>{OTHER}</p></div>",
        f"<figure><figcaption>{OTHER}</figcaption></figure>",
        f"<p><a href='/1'>{OTHER}</a></p>",
        f"<div style='color: red; display:none'><p>{OTHER}</p></div>",
        f"<div hidden><p>{OTHER}</p></div>",
        f"<script>var text = '<p>{OTHER}</p>';</script>",
        f"<footer><p>{OTHER}</p></footer>",
    ],
    ids=[
        "nav",
        "aside",
        "related",
        "newsletter",
        "comments",
        "caption",
        "link",
        "hidden",
        "attribute",
        "script",
        "foot",
    ],
)
def test_foreign_elements_inside_an_article(foreign: str) -> None:
    found = find(f"<main><h1>Dam</h1><div>{BODY[:120]}</p>{foreign}{BODY}</div></main>")
    assert found.is_sure
    assert OTHER not in found.text
    assert all(paragraph in found.text for paragraph in (FIRST, SECOND, THIRD))


def test_more_comments_than_article() -> None:
    comments = "".join(f"<div class='c'><p>{OTHER} {number}</p></div>" for number in range(8))
    found = find(f"<div><h1>Dam</h1><div class='text'>{BODY}</div><div id='comments'>{comments}</div></div>")
    assert found.text.split("\n") == [FIRST, SECOND, THIRD]


def test_a_wrapper_whose_name_says_sidebar_is_not_foreign() -> None:
    assert find(f"<div class='layout with-sidebar'><h1>Dam</h1><div>{BODY}</div></div>").text.endswith(THIRD)


def test_text_in_several_sections_is_joined() -> None:
    sections = f"<div class='part'>{BODY}</div><div class='part'><p>{OTHER}</p></div>"
    assert OTHER in find(f"<div class='page'><div class='all'>{sections}</div><div><p>Short</p></div></div>").text


def test_a_dateline_does_not_make_its_paragraph_foreign() -> None:
    assert FIRST in find(f"<article><p><span class='dateline'>MERROW</span> {FIRST}</p>{BODY}</article>").text


@pytest.mark.parametrize("markup", ["", "<p>Short</p>", f"<plaintext>{FIRST}<script>", f"<nav>{BODY}</nav>"])
def test_little_text_is_not_sure(markup: str) -> None:
    assert not find(markup).is_sure or markup.startswith("<nav>")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 900 + BODY,
        f"<div title='{'a>b' * 300_000}'>{BODY}</div>",
        f'<div title="{"<a " * 300_000}">{BODY}</div>',
        "<a" * 100_000 + BODY,
        f"<b>{'<svg-icon></svg-icon>' * 10_000}</b>{BODY}",
        f"<div>{BODY}\x00‏‮{chr(0x200B)}</div>",
        f"<p>{'word ' * 400_000}</p>",
    ],
    ids=["deep", "attribute", "tags", "open", "custom", "marks", "line"],
)
def test_hostile_pages_end(markup: str) -> None:
    find(markup)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "<a href=x>", "</a>", "<b class=ad>", FIRST, "<", '"', ">", "&amp;"])
    )
)
def test_any_soup_is_read_the_same_twice(parts: list[str]) -> None:
    markup = "".join(parts)
    assert find(markup) == find(markup)
    assert find_written(markup) == find_written(markup)


def test_a_box_under_a_known_heading_ends_with_its_element() -> None:
    box = "<div><b>More on this</b><ul><li>What your siren tells you</li><li>Bells of the valley</li></ul></div>"
    found = find(f"<h1>Dam to be drained</h1><p>{FIRST}</p><p>{SECOND}</p>{box}<p>{THIRD}</p>")
    assert found.text.endswith(f"{FIRST}\n{SECOND}\n{THIRD}")


def test_a_list_of_teasers_is_no_text_and_a_list_of_points_is() -> None:
    teasers = "".join(
        f"<li><a href='/{n}'>A lighthouse of one's own</a><br>How steps made a dentist {n}.</li>" for n in "ab"
    )
    points = "".join(f"<li>The wall is to be mended in {n} summers.</li>" for n in "34")
    assert "dentist" not in find(f"<article><h1>Dam</h1>{BODY}<ul>{teasers}</ul></article>").text
    assert "mended" in find(f"<article><h1>Dam</h1>{BODY}<ul>{points}</ul></article>").text


def test_a_text_in_boxes_is_found_whole() -> None:
    boxes = "".join(f"<div><h2>Part</h2><div><div><p>{words}</p></div></div></div>" for words in (FIRST, SECOND, THIRD))
    most = f"<div><div><p>{OTHER}</p><p>{FIRST} {SECOND}</p></div></div>"
    found = find(f"<nav><a href=/>Home</a></nav><div>{most}{boxes}</div>").text
    assert all(words in found for words in (OTHER, FIRST, SECOND, THIRD)) and "Home" not in found


def test_boxes_with_headlines_that_are_links_are_other_articles() -> None:
    title = "The harbour of Ellery will be closed to all ferries for a year"
    teasers = "".join(f"<div><h3><a href=/{n}>{title} {n}</a></h3><div><p>{OTHER}</p></div></div>" for n in range(3))
    found = find(f"<div><div><div>{BODY}</div></div>{teasers}</div>").text
    assert FIRST in found and OTHER not in found


@pytest.mark.parametrize("root", ["<html hidden>", "<html style='display:none'>", "<html><frameset><frame></frameset>"])
def test_nothing_is_read_alone_of_a_page_that_shows_nothing(root: str) -> None:
    assert read_main_text(f"<!DOCTYPE html>{root}<body>{BODY}</body></html>") == ((), False)


def test_what_stands_in_the_head_or_behind_the_end_changes_nothing() -> None:
    page = f"<title>{OTHER}</title><meta name='a' content='{OTHER}'><article><h1>Dam</h1>{BODY}</article>"
    assert read_main_text(page).lines[1:] == (FIRST, SECOND, THIRD)
    assert read_main_text(f"<body>{BODY[:200]}</body></html>{BODY[200:]}").is_sure


def test_deep_elements_cost_no_more_than_flat_ones() -> None:
    nested = "<li class='share'>" * 900 + f"<p>{FIRST}</p>" * 3_000
    assert read_main_text(nested).lines[:1] in ((), (FIRST,))
