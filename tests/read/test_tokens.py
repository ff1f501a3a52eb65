"""Tokens of a tree: every visible text once, tags well nested, nothing of what is never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from sayso.read.tokens import Closed, Element, Opened, read_tokens
from sayso.read.writer import Writer, read_host


def tree(markup: str) -> str:
    document = HTMLTree.parse(markup).document
    assert document is not None
    return document.html


def lines(markup: str) -> list[str]:
    writer = Writer()
    for token in read_tokens(tree(markup)):
        writer.read(token)
    writer.end_line()
    return writer.lines


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Ink</p><p>runs</p>", ["Ink", "runs"]),
        ("<p>Ink<br>runs</p>", ["Ink", "runs"]),
        ("<p>Tar &amp; feathers &lt;b&gt;</p>", ["Tar & feathers <b>"]),
        ("<p>Ink</p><script>if (a < b) { document.write('<p>no</p>') }</script><p>dry</p>", ["Ink", "dry"]),
        ("<style>p > b { color: red }</style><p>Ink</p><!-- <p>no</p> -->", ["Ink"]),
        ("<svg><svg><text>no</text></svg><text>no</text></svg><p>Ink</p>", ["Ink"]),
        ("<p>Ink</p><noscript><p>no</p></noscript>", ["Ink"]),
        ("<p>Ink</p><div hidden><p>no</p><div>no</div></div><p>dry</p>", ["Ink", "dry"]),
        ('<p>Ink</p><div style="color: red; display : none">no</div><p>dry</p>', ["Ink", "dry"]),
        ('<p title="a > b">Ink</p>', ["Ink"]),
        ("<table><tr><td>Ink</td><td>3</td></tr></table>", ["Ink 3"]),
        ("<p>Ink <textarea>no</textarea><select><option>no</select>dry</p>", ["Ink dry"]),
    ],
    ids=range(12),
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


TAGS = st.sampled_from(["p", "div", "b", "a href='/x'", "ul", "li", "table", "td", "span hidden", "br", "script", "h1"])


@given(st.lists(st.tuples(TAGS, st.text(alphabet="ab<>&\"' ", max_size=8)), max_size=30), st.booleans())
def test_tags_nest(parts: list[tuple[str, str]], closing: bool) -> None:
    markup = "".join(f"<{tag}>{text}" + (f"</{tag.split()[0]}>" if closing else "") for tag, text in parts)
    open_tags: list[str] = []
    for token in read_tokens(tree(f"<body>{markup}")):
        if isinstance(token, Closed):
            assert open_tags.pop() == token.tag
        elif not isinstance(token, str):
            element = token.element if isinstance(token, Opened) else token
            if element.shown and not element.void:
                open_tags.append(element.tag)
    assert open_tags == []


def test_a_link_and_its_names() -> None:
    markup = '<a class="lead" href="/x?a=1&amp;b=2" id="top">Ink</a>'
    (token,) = (token for token in read_tokens(tree(markup)) if isinstance(token, Opened))
    assert token.link == "/x?a=1&b=2"
    assert (token.element.getattr("class"), token.element.getattr("id")) == ("lead", "top")


def test_a_script_keeps_its_text() -> None:
    (token,) = (t for t in read_tokens(tree('<script type="x">a < b && "</p>"</script>')) if isinstance(t, Opened))
    assert token.text == 'a < b && "</p>"'


def test_depth_counts_open_elements() -> None:
    writer = Writer()
    for token in read_tokens(tree("<div>" * 500 + "Ink")):
        writer.read(token)
    writer.end_line()
    assert writer.depth >= 500
    assert writer.lines == ["Ink"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.herald.example/a", "herald.example"),
        ("//user@Herald.example:80/", "herald.example"),
        ("/a", ""),
        ("mailto:a@b.example", ""),
        ("https://", ""),
    ],
)
def test_read_host(address: str, host: str) -> None:
    assert read_host(address) == host


def test_an_element_without_attributes() -> None:
    assert Element("p").getattr("class") is None
