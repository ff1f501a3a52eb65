"""Tokens of a tree and the lines written from them: every visible text once, tags well nested, nothing of what is never
shown."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from sayso.model import MarkKind
from sayso.read import tokens as tokens_module
from sayso.read.tokens import unescape_text
from sayso.read.writer import Writer, read_host


def tree(markup: str) -> str:
    parsed = HTMLTree.parse(markup)  # which must outlive its document
    assert parsed.document is not None
    return parsed.document.html


def write(markup: str) -> Writer:
    writer = Writer()
    writer.read(tree(markup))
    writer.outline.number_boxes(len(writer.lines))
    return writer


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Ink</p><p>runs</p>", ["Ink", "runs"]),
        ("<p>Ink<br>runs</p>", ["Ink", "runs"]),
        ("<p>Tar &amp; feathers &lt;b&gt;</p>", ["Tar & feathers <b>"]),
        ("<p>Tar&nbsp;&amp;amp; feathers</p>", ["Tar &amp; feathers"]),
        ("<p>&nbsp;</p><p> \n </p><p>Ink \n\t and   tar</p>", ["Ink and tar"]),
        ("<p>Ink</p><script>if (a < b) { document.write('<p>no</p>') }</script><p>dry</p>", ["Ink", "dry"]),
        ("<style>p > b { color: red }</style><p>Ink</p><!-- <p>no</p> --> tar<!-- a > b -->", ["Ink", "tar"]),
        ("<svg><svg><text>no</text></svg><text>no</text></svg><p>Ink</p>", ["Ink"]),
        ("<p>Ink</p><noscript><p>no</p></noscript>", ["Ink"]),
        ("<p>Ink</p><div hidden><p>no</p><div>no<br>no</div></div><p>dry</p>", ["Ink", "dry"]),
        ('<p>Ink</p><div style="color: red; display : none">no</div><p>dry</p>', ["Ink", "dry"]),
        ("<p>Ink <span hidden>no <b>no</b></span> dry</p>", ["Ink dry"]),
        ('<p title="a > b">Ink</p>', ["Ink"]),
        ('<p title="a < b" class="x > y">Ink</p><p title="<p>no</p>">dry</p>', ["Ink", "dry"]),
        ('<p>Ink <img alt="a > b"> <a title="<b>" href="/x">dry</a></p>', ["Ink dry"]),
        ("<table><tr><td>Ink</td><td>3</td></tr></table>", ["Ink 3"]),
        ("<p>Ink <textarea>no</textarea><select><option>no</select>dry</p>", ["Ink dry"]),
        ("<p>Ink</p><plaintext>a &amp; <b>b", ["Ink", "a &amp; <b>b"]),
        ('<div "="">Ink<div>runs</div></div><p>dry</p>', ["Ink", "runs", "dry"]),
        ('<p class="a"">Ink</p><p>dry</p>', ["Ink", "dry"]),
        ('<script src="/x.js" "="">no</script><p>Ink</p>', ["Ink"]),
        ('<p title="a" b">Ink</p><p title="x > y">dry</p>', ["Ink", "dry"]),
        ('<p ="a" title="x > y">Ink</p><p>dry</p>', ["Ink", "dry"]),
        ('<a href="/x" "title="y">Ink</a> <b>dry</b>', ["Ink dry"]),
        ('<div class="a" <!-- note --><p>Ink</p></div><p>dry</p>', ["Ink", "dry"]),
        ('<div <p class="a">Ink</p></div><p>dry</p>', ["Ink", "dry"]),
    ],
    ids=range(26),
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert write(markup).lines == expected


def test_lines_do_not_hang_on_where_a_large_page_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    markup = "<p>Ink</p><!-- <p>no --><script>a < b</script><p title='a < b'>dry</p>" * 5
    whole = write(markup).lines
    for size in range(1, 60):
        monkeypatch.setattr(tokens_module, "_SLAB", size)
        assert write(markup).lines == whole == ["Ink", "dry"] * 5


NAMES = """
a abbr address area article aside b base bdi bdo big blink blockquote br button center cite code col dd del details dfn
dialog dir div dl dt em embed fieldset figcaption figure font footer form h1 h2 h6 header hgroup hr i img input ins kbd
label legend li link main mark marquee menu meta meter nav nobr object ol p param picture pre progress q rb rp rt ruby s
samp section select slot small source span strike strong style sub summary sup svg table template textarea time track tt
u ul var video wbr x-card
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_an_element_ends_where_it_ends(name: str) -> None:
    writer = write(f"<section><div><{name}>one</{name}></div></section><p>two</p>")
    outline = writer.outline
    assert writer.lines[-1] == "two"
    assert [outline.elements[outline.parents[writer.written[-1].box]].tag] == ["body"]


TAGS = st.sampled_from(["p", "div", "b", "a href='/x'", "ul", "li", "span class='ad'", "h1", "em title='a > b'"])


@given(st.lists(st.tuples(TAGS, st.text(alphabet="ab<>&\"' \n", max_size=8)), max_size=30), st.booleans())
def test_every_text_is_written_once(parts: list[tuple[str, str]], closing: bool) -> None:
    markup = "".join(f"<{tag}>{html.escape(text)}" + (f"</{tag.split()[0]}>" if closing else "") for tag, text in parts)
    writer = write(f"<body>{markup}")
    assert "".join("".join(writer.lines).split()) == "".join("".join(text for _, text in parts).split())
    assert len(writer.lines) == len(writer.written) == len(writer.kinds) == len(writer.hosts) == len(writer.owners)


def test_what_a_mended_tag_says_counts() -> None:
    writer = write('<div "="" class="a" hidden><p>no</p></div><h1 class="b"" id="c">Ink</h1>')
    assert (writer.lines, writer.kinds) == (["Ink"], [MarkKind.HEADLINE])


MARKS = st.text(alphabet="\"=<' xy", max_size=6).map(lambda text: f"<div {text}")


@given(st.lists(MARKS, max_size=6))
def test_no_damaged_tag_swallows_the_page(tags: list[str]) -> None:
    markup = "".join(f"{tag} class='a > b'>Ink</div>" for tag in tags)
    if "'" not in markup.replace("'a > b'", ""):
        assert len(write(f"<body>{markup}<p>dry</p>").lines) == len(tags) + 1


@given(st.lists(st.sampled_from(["<", ">", '"', "p", "a ", "/", "!--", "-->", "script", "=", " "]), max_size=40))
def test_what_is_no_tree_is_read_to_its_end(parts: list[str]) -> None:
    markup = "".join(parts)
    one, other = Writer(), Writer()
    one.read(markup)
    other.read(markup)
    assert (one.lines, one.written) == (other.lines, other.written)


def test_a_link_is_told_from_what_else_its_tag_says() -> None:
    writer = write('<p class="ad"><a class="lead" href="//ink.example/x?a=1&amp;b=2" id="top">Ink</a></p><p>Tar</p>')
    assert [line.linked for line in writer.written] == [1.0, 0.0]
    assert writer.hosts == ["ink.example", ""]
    writer = write("<p><a>Ink</a></p><p><a href=''>Ink</a></p><p><a class='b'>Ink</a> and tar</p>")
    assert [line.linked for line in writer.written] == [1.0, 1.0, pytest.approx(3 / 9)]


def test_what_is_said_of_a_line() -> None:
    writer = write(
        "<h1>Ink <a href='/1'>runs</a></h1><p><b>Tar dries.</b> It took long.</p><p><strong>Both</strong></p>"
        "<p><a href='/1'>Ink</a> and <a href='/2'>tar</a></p><p><time datetime='2031'>Today</time></p>"
        "<figure><figcaption>Ink, <a href='/3'>dry</a></figcaption></figure><div role='heading'>More</div>"
    )
    said = [(line.heading, line.opens_linked, line.timed, line.caption, line.lead) for line in writer.written]
    assert said == [
        (True, False, False, False, 0),
        (False, False, False, False, len("Tar dries.")),
        (True, False, False, False, 0),
        (False, False, False, False, 0),
        (False, False, True, False, 0),
        (False, False, False, True, 0),
        (True, False, False, False, 0),
    ]
    assert writer.written[0].linked == pytest.approx(4 / 7)
    assert writer.kinds[0] is MarkKind.HEADLINE and writer.kinds[-1] is MarkKind.HEADING


def test_only_what_may_hold_facts_is_kept_with_its_text() -> None:
    facts = write(
        '<script type="application/ld+json">{"a": "b > c </p>"}</script><script src="/x">x()</script>'
        '<link rel="Canonical" href="/a"><link rel="stylesheet" href="/b"><meta name="author" content="Ina Mole">'
    ).elements
    assert [fact.text for fact in facts["script"]] == ['{"a": "b > c </p>"}']
    assert [fact.getattr("type") for fact in facts["script"]] == ["application/ld+json"]
    assert [fact.getattr("href") for fact in facts["link"]] == ["/a"]
    assert [fact.getattr("content") for fact in facts["meta"]] == ["Ina Mole"]


def test_elements_that_hold_facts_are_kept_unless_hidden() -> None:
    markup = (
        "<meta name='a' content='Ink &amp; tar'><time datetime='2031-05-04'>May</time><p hidden><time datetime='1999'>"
    )
    facts = write(markup).elements
    assert [(fact.getattr("name"), fact.getattr("content")) for fact in facts["meta"]] == [("a", "Ink & tar")]
    assert [fact.getattr("datetime") for fact in facts["time"]] == ["2031-05-04"]


def test_depth_counts_open_elements() -> None:
    writer = write("<div>" * 500 + "Ink")
    assert writer.depth >= 500
    assert writer.lines == ["Ink"]


@pytest.mark.parametrize(
    ("written", "text"),
    [("a &amp;lt; b", "a &lt; b"), ("&lt;&gt;&quot;&nbsp;&amp;", '<>"\u00a0&'), ("&copy; &", "&copy; &"), ("", "")],
)
def test_unescape_text(written: str, text: str) -> None:
    assert unescape_text(written) == text


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
