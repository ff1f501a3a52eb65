"""Input that was made to do harm: each leaves a page or a discard, in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import unicodedata

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.model import Capture, Discard, Found, Page
from sayso.read import page_id, read_page
from sayso.read.container import open_container
from sayso.split import split_page
from sayso.strip import strip_page

LIMIT = 12_000_000
WORDS = "The ferry Petrel ran aground off Ellery on Sunday, said Ina Mole, who runs it."
ZEROS = b"0" * 40_000_000
DEEP = 100_000


def open_all(data: bytes, name: str, limit: int = LIMIT) -> list[Found | Discard]:
    return list(open_container(io.BytesIO(data), name, max_bytes=limit))


def read_all(data: bytes, name: str) -> list[Page | str]:
    """The pages, and the reasons where there are none."""
    results: list[Page | str] = []
    for part in open_all(data, name):
        if isinstance(part, Discard):
            results.append(part.reason)
            continue
        try:
            results.append(read_page(part.data, part.capture, max_bytes=LIMIT))
        except InputError as error:
            results.append(str(error))
    return results


def make_response(body: bytes, *headers: str) -> bytes:
    block = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers]).encode() + b"\r\n\r\n" + body
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://e.example/1\r\n"
    )
    return head + b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)


BOMBS = {
    "warc-gzip": (make_response(gzip.compress(ZEROS, 1), "Content-Encoding: gzip"), "a.warc"),
    "warc-brotli": (make_response(brotli.compress(ZEROS, quality=1), "Content-Encoding: br"), "a.warc"),
    "warc-chunked-gzip": (
        make_response(chunk(gzip.compress(ZEROS, 1)), "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
        "a.warc",
    ),
    "warc-gz": (gzip.compress(make_response(ZEROS), 1), "a.warc.gz"),
    "page-gz": (gzip.compress(b"<html>" + ZEROS, 1), "a.html.gz"),
    "lines-gz": (gzip.compress(b'{"text": "' + ZEROS + b'"}', 1), "a.jsonl.gz"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(bomb: str) -> None:
    data, name = BOMBS[bomb]
    tracemalloc.start()
    try:
        reasons = [part.reason for part in open_all(data, name, 1_000_000) if isinstance(part, Discard)]
    except InputError as error:
        reasons = [str(error)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any("1,000,000" in reason for reason in reasons), reasons
    assert peak < 10_000_000, f"{peak:,} bytes"


SHAPES = {
    "html": (b"<!DOCTYPE html><html><body>" + b"<div>" * DEEP + WORDS.encode(), "a.html"),
    "html-inline": (b"<!DOCTYPE html><html><body>" + b"<b><i>" * DEEP + WORDS.encode(), "a.html"),
    "html-table": (b"<!DOCTYPE html><html><body>" + b"<table><tr><td>" * 30_000 + WORDS.encode(), "a.html"),
    "xml": (b"<rss>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</rss>", "a.xml"),
    "opml": (b"<opml>" + b"<outline>" * DEEP, "a.opml"),
    "json-list": (b'[{"text":' + b"[" * DEEP + b"]" * DEEP + b"}]", "a.json"),
    "json-line": (b'{"text":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}", "a.jsonl"),
    "json-feed": (b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"[" * DEEP, "a.json"),
    "json-chat": (b'{"name":"x","type":"public_channel","messages":[' + b'{"text":' * DEEP, "result.json"),
    "mail": (b"From: a@e.example\r\nTo: b@e.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n"
             + b"Content-Type: message/rfc822\r\n\r\n" * 3_000 + b"\r\n" + WORDS.encode(), "a.eml"),
    "attribute": (b'<!DOCTYPE html><html><body><p class="' + b"x" * 10_000_000 + b'">' + WORDS.encode(), "a.html"),
    "attributes": (b"<!DOCTYPE html><html><body><p " + b"a=b " * 500_000 + b">" + WORDS.encode(), "a.html"),
    "xml-attribute": (b'<rss><channel><item a="' + b"x" * 10_000_000 + b'"><description>' + WORDS.encode()
                      + b"</description></item></channel></rss>", "a.xml"),
    "one-line": (WORDS.encode() * 100_000, "a.txt"),
    "furniture": (b"<!DOCTYPE html><html><body><nav>" + b"<a href=/>Home</a>" * 2_000 + b"</nav></body>", "a.html"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_leaves_a_page_or_a_reason(shape: str) -> None:
    results = read_all(*SHAPES[shape])
    assert results
    for result in results:
        assert isinstance(result, Page) or len(result) < 1_000


def test_a_page_that_is_all_furniture_has_no_article_and_loses_nothing() -> None:
    (page,) = read_all(*SHAPES["furniture"])
    assert isinstance(page, Page)
    stripped = strip_page(page, split_page(page))
    assert stripped.articles == ()
    assert sum(piece.end - piece.start for piece in stripped.furniture) >= len(page.text.replace("\n", ""))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"The ferry\x00 ran aground off Ellery on Sunday, said Ina Mole." * 3, None),
        (b"<!DOCTYPE html><p>The ferry&#0; ran&#xD800; aground off Ellery on Sunday.</p>", "The ferry"),
        (b"The ferry \xed\xa0\x80 ran aground off Ellery on Sunday, said Ina Mole.", "The ferry"),
        (json.dumps({"text": "The ferry \ud800 ran aground."}).encode(), "The ferry"),
        ("One line.\r\nTwo.\rThree.\nFour.\u2028Five.\x85Six.".encode(), "One line."),
        ("\u202eThe ferry\u202c ran\u200b aground\ufeff off \u2066Ellery\u2069 on\u00ad Sunday.".encode(), "\u202eThe"),
    ],
    ids=["nul", "references", "surrogate-bytes", "surrogate-escape", "line-ends", "bidi-and-zero-width"],
)  # fmt: skip
def test_odd_characters_are_read_or_refused_and_can_be_stored(data: bytes, expected: str | None) -> None:
    (result,) = read_all(data, "a.json" if data.startswith(b"{") else "a.txt")
    if expected is None:
        assert isinstance(result, str) and "binary" in result
        return
    assert isinstance(result, Page), result
    assert expected in result.text
    assert result.text.encode() and not any(unicodedata.category(sign) == "Cs" for sign in result.text)
    stripped = strip_page(result, split_page(result))
    for article in stripped.articles:
        assert all(result.text[span.start : span.end].strip() for span in article.body)


@given(
    st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.md", "a.srt", "a.jsonl", "a.pdf", "a.eml", "a.xml"])
)
@settings(max_examples=200, deadline=None)
def test_reading_is_deterministic(data: bytes, name: str) -> None:
    assert read_all(data, name) == read_all(data, name)
    assert page_id(data) == page_id(bytes(bytearray(data)))


@given(st.text(max_size=300).filter(lambda text: text.strip() != ""))
@settings(max_examples=100, deadline=None)
def test_plain_text_is_kept_to_the_character(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        page = read_page(data, Capture(page="", path="a.txt"))
    except InputError:
        return
    if page.media_type == "text/plain" and "-->" not in text and "\0" not in text:  # with it: UTF-16, maybe
        assert page.text == data.decode().removeprefix("\ufeff")
