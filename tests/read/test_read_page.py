"""Bytes → Page: what is read, as what, and what is refused with which words."""

# ruff: noqa: E501 - sentences as pages print them

from __future__ import annotations

import gzip
import zlib

import pytest

from sayso.errors import TooLargeError, UnreadableError
from sayso.model import Capture, MarkKind, MediaType
from sayso.read import page_id, read_page

HERE = Capture(page="", path="news/page.txt")
WEB = Capture(page="", url="https://herald.example/harbour.html")

PROSE = "The harbour of Ellery was closed on Monday after the ferry ran aground, the mayor said."


def read(data: bytes | str, capture: Capture = HERE, **options: int):
    return read_page(data.encode() if isinstance(data, str) else data, capture, **options)


def test_id_is_a_digest_of_the_bytes() -> None:
    page = read(PROSE)
    assert page.id == page_id(PROSE.encode())
    assert page.id.startswith("page-") and len(page.id) == len("page-") + 32
    assert page_id(b"a") != page_id(b"b")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (PROSE.encode(), PROSE),
        (b"\xef\xbb\xbf" + PROSE.encode(), PROSE),
        (b"\xff\xfe" + PROSE.encode("utf-16-le"), PROSE),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), PROSE),
        (PROSE.encode("utf-16-le"), PROSE),
        (
            "Der Bürgermeister sagte, die Fähre sei größer.".encode("cp1252"),
            "Der Bürgermeister sagte, die Fähre sei größer.",
        ),
        (
            "Мэр сказал, что гавань закрыта до понедельника.".encode("cp1251"),
            "Мэр сказал, что гавань закрыта до понедельника.",
        ),
        (b"line one\r\n\r\n  line two \n", "line one\r\n\r\n  line two \n"),
        ("café at the harbour".encode()[:-1] + "é".encode()[:1], "café at the harbou\ufffd"),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16-le",
        "utf-16-be",
        "utf-16 without mark",
        "cp1252",
        "cp1251",
        "newlines kept",
        "cut in mid character",
    ],
)
def test_text_is_kept_as_decoded(data: bytes, text: str) -> None:
    page = read(data)
    assert page.text == text
    assert page.media_type is MediaType.TEXT


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\u2003\u2003\n".encode(), "white space"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\x00\x00", "zip"),
        (gzip.compress(PROSE.encode(), mtime=0), "gzip"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (zlib.compress(PROSE.encode() * 3), "charset|binary"),
    ],
    ids=["empty", "line ends", "em spaces", "PDF", "PNG", "JPEG", "zip", "gzip", "controls", "zlib"],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableError, match=word) as caught:
        read(data)
    message = str(caught.value)
    assert message.startswith("news/page.txt ") and message.endswith(".")
    assert caught.value.station == "read"


def test_too_large_names_the_limit() -> None:
    with pytest.raises(TooLargeError, match="more than the 100 "):
        read(b"a" * 101, max_bytes=100)


def test_too_many_lines() -> None:
    with pytest.raises(TooLargeError, match="lines"):
        read(b"a\n" * 400_002)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        (
            "Der Hafen wurde am Montag geschlossen, nachdem die Fähre auf Grund gelaufen war, sagte die Bürgermeisterin.",
            "de",
        ),
        ("Le port a été fermé lundi après que le ferry s'est échoué, a déclaré la maire de la ville.", "fr"),
        ("El puerto fue cerrado el lunes después de que el ferry encallara, dijo la alcaldesa de la ciudad.", "es"),
        ("Home\nMenu\n1 2 3", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert read(text).language == language


HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry aground | Ellery Herald</title>
<link rel="canonical" href="https://herald.example/ferry"><meta property="og:site_name" content="Ellery Herald">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ferry runs aground off Ellery",
"author": [{"name": "Nora Quill"}], "datePublished": "2031-05-04T08:00:00Z", "publisher": {"name": "Ellery Herald"}}]}</script>
<style>.a{}</style></head><body><nav><ul><li>Home</li><li>Sport</li></ul></nav>
<article><h1>Ferry runs  aground
off Ellery</h1><p>The ferry <b>Morning</b> Star ran aground on Monday with 212 people on board, the coast guard said. Nobody was hurt, and the
passengers were taken off by tugs within three hours.</p><figure><img><figcaption>The ferry on Monday</figcaption></figure>
<p>The harbour will stay closed until the ship is moved, Mayor Ines Valder told reporters on Tuesday. She called it a warning to all.</p>
<p hidden>Secret</p><p style="display: none">Also secret</p><script>var x = "never";</script>
<ul><li>Tugs: three</li><li>Hours: two</li></ul></article><footer>Contact us</footer></body></html>"""


def test_html_lines_facts_and_marks() -> None:
    page = read(HTML, WEB)
    lines = page.text.split("\n")
    assert page.media_type is MediaType.HTML
    assert "Ferry runs aground off Ellery" in lines
    assert "Tugs: three" in lines and "Hours: two" in lines
    assert "Home" in lines and "Contact us" in lines
    assert not any(word in page.text for word in ("secret", "Secret", "never", "| Ellery Herald"))
    assert any(line.startswith("The ferry Morning Star ran aground") for line in lines)
    assert page.language == "en"
    facts = page.facts
    assert facts.canonical == "https://herald.example/ferry"
    assert (facts.outlet, facts.headline) == ("Ellery Herald", "Ferry runs aground off Ellery")
    assert (facts.authors, facts.published) == (("Nora Quill",), "2031-05-04T08:00:00Z")
    marked = {mark.kind: page.text[mark.start : mark.end] for mark in page.marks}
    assert marked[MarkKind.HEADLINE] == "Ferry runs aground off Ellery"
    assert marked[MarkKind.CAPTION] == "The ferry on Monday"
    main = [page.text[mark.start : mark.end] for mark in page.marks if mark.kind is MarkKind.MAIN]
    assert any("212 people" in line for line in main) and "Contact us" not in main


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ("<p>One</p><p>Two words here for you.</p>", "a.html", MediaType.HTML),
        ("<!-- note --><!DOCTYPE html><p>Hello there, reader.", "a.txt", MediaType.HTML),
        ("He wrote <p> in his note, and no more.", "a.txt", MediaType.TEXT),
        ("5 < 6 and 7 > 3, the teacher said.", "a.html", MediaType.TEXT),
    ],
)
def test_kind_is_told_by_content(data: str, name: str, expected: MediaType) -> None:
    assert read(data, Capture(page="", path=name)).media_type is expected


def test_unknown_declared_charset_is_read_by_its_statistics() -> None:
    body = "<html><head><meta charset='klingon'></head><body><p>Мэр сказал, что гавань закрыта до понедельника из-за шторма.</p>"
    assert "гавань закрыта" in read(body.encode("cp1251"), WEB).text
    assert "гавань закрыта" in read(body, WEB).text


@pytest.mark.parametrize(
    "facts",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": ["A", 3], "author": {"name": 7}}</script>',
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        '<link rel="canonical" href="javascript:alert(1)"><meta name="author" content="https://x.example">',
    ],
)
def test_hostile_facts_do_no_harm(facts: str) -> None:
    page = read(f"<html><head>{facts}</head><body><p>{PROSE}</p></body></html>", WEB)
    assert PROSE in page.text
    assert page.facts.canonical is None and page.facts.authors == ()


def test_deep_nesting_is_read() -> None:
    page = read("<html><body>" + "<div>" * 30_000 + f"<p>{PROSE}</p>", WEB)
    assert page.text == PROSE


def test_page_without_visible_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="shows no text"):
        read("<html><head><script>render()</script></head><body><div id=app></div></body></html>", WEB)


def test_page_that_begins_with_many_comments_is_read_in_bounded_time() -> None:
    data = b"<!-- a -->\n" * 500 + b"<html><body><p>The lake of Tarnby is drained.</p></body></html>"
    page = read_page(data, Capture(page=page_id(data), path="page.html"))
    assert page.text == "The lake of Tarnby is drained."


def test_a_page_inside_a_part_for_browsers_without_scripts_is_read() -> None:
    page = read(f"<html><body><noscript><div></noscript><p>{PROSE}</p><script>var a;</script></body></html>")
    assert PROSE in page.text and "var a" not in page.text
