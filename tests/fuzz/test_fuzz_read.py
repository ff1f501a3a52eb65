"""A bounded fuzzer: documents of our own in every format, damaged at random, through read, split and strip.

Whatever the damage, an input leaves a page or a discard with a reason, nothing but an `InputError` is raised, and every
span lies inside its page. SAYSO_FULL=1 tries twenty times as often.
"""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.read.test_documents import MHTML, SRT, VTT
from tests.read.test_feed import ATOM, JSON, RDF, RSS
from tests.read.test_pdf import LEFT, RIGHT, column, make_pdf
from tests.read.test_records import CHAT, OPML, RECORD

from sayso.errors import InputError
from sayso.model import Discard, Found, Page
from sayso.read import read_page
from sayso.read.container import open_container
from sayso.split import split_page
from sayso.strip import strip_page

EXAMPLES = 4_000 if os.environ.get("SAYSO_FULL") else 200
WORDS = (
    "The ferry Petrel ran aground off Ellery on Sunday, said Ina Mole.\n\n“Nobody was hurt,” the harbour board said."
)
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry</title><meta property="og:title" content="Ferry aground">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry aground", "author": [{{"name": "N."}}],
"datePublished": "2031-05-04"}}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Ferry aground</h1>
<p>{WORDS}</p><figure><figcaption>The ferry.</figcaption></figure></article><aside>Read also</aside></body></html>"""
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (
    len(HTML.encode()),
    HTML.encode(),
)
WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://e.example/1\r\n"
    b"WARC-Date: 2031-05-04T08:00:00Z\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(RESPONSE), RESPONSE)
)
MAIL = f"""From: Ellery Herald <news@e.example>\r\nTo: x@e.example\r\nSubject: Ferry\r\nMIME-Version: 1.0\r
Date: Sun, 4 May 2031 08:00:00 +0100\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}"""
SEEDS: dict[str, bytes] = {
    "a.txt": WORDS.encode(),
    "wide.txt": WORDS.encode("utf-16"),
    "a.md": f"---\ntitle: Ferry\n---\n# Ferry aground\n\n{WORDS} [a](https://e.example/)\n\n| a | b |\n".encode(),
    "a.html": HTML.encode(),
    "a.mhtml": MHTML.encode(),
    "a.eml": MAIL.encode(),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "rdf.xml": RDF.encode(),
    "feed.json": JSON.encode(),
    "a.opml": OPML.encode(),
    "a.jsonl": (json.dumps(RECORD) + "\n" + json.dumps({"text": WORDS})).encode(),
    "a.json": json.dumps([RECORD, {"html": HTML}], indent=1).encode(),
    "result.json": json.dumps(CHAT, indent=1).encode(),
    "a.srt": SRT.encode(),
    "a.vtt": VTT.encode(),
    "a.pdf": make_pdf([[*column(40, 700, *LEFT), *column(320, 700, *RIGHT)], column(40, 700, *LEFT)]),
    "a.warc": WARC * 2,
    "a.warc.gz": gzip.compress(WARC) * 2,
    "a.html.gz": gzip.compress(HTML.encode()),
}
TOKENS = [
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&", b"&#0;",
    b"&#x110000;",
    b"\r\n\r\n", b"\n\n", b"--B", b"--B--", b"{", b"}", b"[", b"]", b'"', b"\\u", b"\\ud800", b",", b"1e999", b"-->\n",
    b"<p>" * 50, b"</p>" * 50, b"<rss>", b"</item>", b"<item>", b"<h1>", b"<div hidden>", b"xmlns='x'", b"WARC/1.1\r\n",
    b"Content-Length: 9\r\n", b"Content-Type: text/html; charset=utf-7\r\n", b"endobj", b"stream", b" 0 R", b"(" * 60,
    "\u202e\u200b\u00ad\u2028".encode(), b"%PDF-1.7", b"\x1f\x8b\x08", b"x" * 300, b"9" * 300, b"00:00:01,000 --> ",
]  # fmt: skip

Change = Callable[[bytes], bytes]
_place = st.floats(0, 1)


def _cut(at: float, size: int) -> Change:
    return lambda data: data[: int(at * len(data))] + data[int(at * len(data)) + size :]


def _repeat(at: float, size: int, times: int) -> Change:
    return lambda data: data[: (start := int(at * len(data)))] + data[start : start + size] * times + data[start:]


def _insert(at: float, token: bytes) -> Change:
    return lambda data: data[: int(at * len(data))] + token + data[int(at * len(data)) :]


def _flip(at: float, value: int) -> Change:
    return lambda data: data[: (start := int(at * len(data)))] + bytes([value]) + data[start + 1 :]


def _splice(at: float, name: str) -> Change:
    return lambda data: data[: int(at * len(data))] + SEEDS[name][int(at * len(SEEDS[name])) :]


CHANGES = st.lists(
    st.one_of(
        st.builds(_cut, _place, st.integers(1, 200)),
        st.builds(_cut, _place, st.just(100_000)),
        st.builds(_repeat, _place, st.integers(1, 80), st.integers(2, 40)),
        st.builds(_insert, _place, st.sampled_from(TOKENS)),
        st.builds(_insert, _place, st.binary(max_size=20)),
        st.builds(_flip, _place, st.integers(0, 255)),
        st.builds(_splice, _place, st.sampled_from(sorted(SEEDS))),
    ),
    max_size=6,
)


def check_spans(page: Page) -> None:
    """What strip finds lies inside the page, and no two pieces of furniture and article share a character."""
    stripped = strip_page(page, split_page(page))
    held = [(piece.start, piece.end) for piece in stripped.furniture]
    for article in stripped.articles:
        spans = [*article.body, *article.repeats, *article.credits, *article.headline_repeats]
        held += [(span.start, span.end) for span in spans + ([article.headline] if article.headline else [])]
    end = 0
    for start, stop in sorted(held):
        assert end <= start < stop <= len(page.text)
        end = stop


@given(name=st.sampled_from(sorted(SEEDS)), changes=CHANGES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_damage_goes_unsaid(name: str, changes: list[Change]) -> None:
    data = SEEDS[name]
    for change in changes:
        data = change(data)[:500_000]
    try:
        parts: list[Found | Discard] = list(open_container(io.BytesIO(data), name, max_bytes=1_000_000))
    except InputError as error:
        assert len(str(error)) > 10
        return
    assert parts, "an input that leaves neither a page nor a reason"
    for part in parts:
        if isinstance(part, Discard):
            assert part.station == "read" and len(part.reason) > 10
            continue
        try:
            page = read_page(part.data, part.capture, max_bytes=1_000_000)
        except InputError as error:
            assert len(str(error)) > 10
            continue
        assert page.text.strip() and page.text.encode()
        assert all(0 <= mark.start < mark.end <= len(page.text) for mark in page.marks)
        check_spans(page)


def test_every_seed_is_whole() -> None:
    """The fuzzer starts from documents that are read without a discard but for those that hold one by design."""
    for name, data in SEEDS.items():
        parts = list(open_container(io.BytesIO(data), name, max_bytes=1_000_000))
        found = [part for part in parts if isinstance(part, Found)]
        assert found or name == "a.opml", name
        for part in found:
            assert read_page(part.data, part.capture).text
