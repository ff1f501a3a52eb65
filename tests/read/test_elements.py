"""What an element says by its tag and names."""

from __future__ import annotations

import pytest

from sayso.model import MarkKind
from sayso.read.elements import Box, Names, describe_box, describe_tag, read_attributes, read_box, read_names


def names(head: str) -> Names:
    return read_names(head.partition(" ")[0], head)


def box(head: str) -> Box:
    return read_box(head.partition(" ")[0], head)


@pytest.mark.parametrize(
    "head",
    [
        "nav",
        'div class="article__related-links"',
        'div class="newsletterSignup"',
        'div class="wrap" id="comments"',
        'div class="READ-MORE"',
        'div class="postMeta"',
        'span class="photo caption-2"',
        'ul role="navigation"',
        f'div data-x="{"y" * 400}" class="share"',
    ],
)
def test_foreign_names(head: str) -> None:
    assert names(head).foreign


@pytest.mark.parametrize(
    "head",
    [
        "div",
        'div class="shareholders"',
        'p class="caption"',
        'body class="nav-open"',
        'div data-name="share"',
        "section",
    ],
)
def test_names_that_are_not_foreign(head: str) -> None:
    assert not names(head).foreign


def test_names_of_an_articles_text() -> None:
    assert names('div itemprop="articleBody"').body and names('div class="article-body"').body
    assert not names('div class="article"').body
    assert names('div class="comments-list"').large and not names('div class="share"').large


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("p", "p"),
        ('div class="post-12 odd"', "div.post-"),
        ('h3 class="title"', "h.title"),
        ('h1 id="top"', "h"),
        ('li class=" "', "li"),
    ],
)
def test_path(head: str, path: str) -> None:
    assert box(head).path == path


def test_apart_and_article() -> None:
    assert box('div class="MyWidget"').apart and box("aside").apart
    assert not box('body class="with-sidebar"').apart and not box("div").apart
    assert box("article").article and box('div itemtype="https://schema.org/NewsArticle"').article
    assert box('div role="article"').article and not box('div class="article"').article


def test_kinds() -> None:
    kinds = {
        "h1": MarkKind.HEADLINE,
        "h4": MarkKind.HEADING,
        'div role="heading" aria-level="1"': MarkKind.HEADLINE,
        'span role="heading"': MarkKind.HEADING,
        "figcaption": MarkKind.CAPTION,
        "p": None,
    }
    for head, kind in kinds.items():
        element = describe_tag(head)
        assert element is not None and element.kind is kind


@pytest.mark.parametrize("head", ["", " ", "3", "!DOCTYPE html", 'p title="a', "plaintext", "?xml"])
def test_what_is_no_tag(head: str) -> None:
    assert describe_tag(head) is None


@pytest.mark.parametrize("head", ["img", 'img src="/x"', "br", "script", 'svg width="3"', "wbr"])
def test_no_text_of_the_page_stands_in_it(head: str) -> None:
    element = describe_tag(head)
    assert element is not None and element.empty


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("display:none", True),
        ("color: red; DISPLAY : none", True),
        ("visibility:hidden", True),
        ("display:block", False),
    ],
)
def test_hidden_by_style(style: str, hidden: bool) -> None:
    element = describe_tag(f'div style="{style}"')
    assert element is not None and element.hidden is hidden


def test_attributes() -> None:
    assert read_attributes('meta name="a" content="b &amp; c &quot;d&quot;" x') == {
        "name": "a",
        "content": 'b & c "d"',
        "x": "",
    }


def test_long_names_are_not_remembered_whole() -> None:
    assert names(f'div class="{"x" * 1_000_000} share"').foreign is False


@pytest.mark.parametrize("head", ["div", 'div class="share"', 'p id="a"', 'h2 class="b"', 'section data-style="c"'])
def test_a_box_is_described_as_any_tag_is(head: str) -> None:
    one, other = describe_box(head), describe_tag(head)
    assert one is not None and other is not None
    assert [getattr(one, name) for name in SAID] == [getattr(other, name) for name in SAID]


SAID = ("tag", "block", "empty", "shown", "hidden", "says", "contains", "bold", "kind")


@pytest.mark.parametrize(
    "head", ["span", "br", "script", "svg", 'div style="display:none"', 'div hidden=""', 'p role="heading"', "x-box"]
)
def test_what_is_no_box_or_says_more(head: str) -> None:
    assert describe_box(head) is None


@pytest.mark.parametrize(
    "head", ['div class="most-popular-2"', 'div id="mostPopular"', 'ul class="a mostpopular"', 'div class="side-bar"']
)
def test_names_with_joints_are_apart(head: str) -> None:
    assert box(head).apart
