"""WARC files: which records are pages, what of the rest is said, and what is saved of a broken file."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Discard, Found
from sayso.read import page_id, read_page
from sayso.read.container import open_container

SHARED = Path(__file__).parents[3] / "shared" / "data" / "warc"
LONG = "<!DOCTYPE html><title>T</title><h1>Ferry aground</h1><p>“Nobody was hurt,” said Ina Mole of Ellery.</p>"


def make_record(kind: str, address: str | None, block: bytes, content_type: str, number: int = 1) -> bytes:
    head = [f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032}>"]
    head += ["WARC-Date: 2031-05-04T08:00:00Z", f"Content-Type: {content_type}", f"Content-Length: {len(block)}"]
    head += [f"WARC-Target-URI: {address}"] if address else []
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def make_response(body: bytes, *headers: str, status: str = "200 OK", address: str = "https://e.example/1") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode()
    return make_record("response", address, head + b"\r\n\r\n" + body, "application/http; msgtype=response")


def open_all(data: bytes, max_bytes: int = 1_000_000) -> list[Found | Discard]:
    return list(open_container(io.BytesIO(data), "crawl.warc", max_bytes=max_bytes))


def open_one(data: bytes) -> Found:
    (found,) = open_all(data)
    assert isinstance(found, Found), found
    return found


def test_a_response_is_a_page_with_address_time_and_record() -> None:
    found = open_one(make_response(LONG.encode(), "Content-Type: text/html; charset=utf-8"))
    assert found.data == LONG.encode()
    assert found.capture.page == page_id(found.data)
    assert (found.capture.url, found.capture.retrieved) == ("https://e.example/1", "2031-05-04T08:00:00Z")
    assert found.capture.container == f"crawl.warc#<urn:uuid:{1:032}>"
    assert "Nobody was hurt" in read_page(found.data, found.capture).text


def chunk_body(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n5\r\n%b\r\n0\r\n\r\n" % (len(body) - 5, body[:-5], body[-5:])


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        (["Transfer-Encoding: chunked"], chunk_body(LONG.encode())),
        (["Content-Encoding: gzip"], gzip.compress(LONG.encode())),
        (["Content-Encoding: deflate"], zlib.compress(LONG.encode())),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunk_body(gzip.compress(LONG.encode()))),
        (["Transfer-Encoding: chunked"], LONG.encode()),  # said, and not done
        (["Content-Encoding: gzip"], LONG.encode()),
    ],
)
def test_codings_of_http_are_undone(headers: list[str], sent: bytes) -> None:
    assert open_one(make_response(sent, "Content-Type: text/html", *headers)).data == LONG.encode()


@pytest.mark.parametrize("charset", ["windows-1252", "koi8-r", "shift_jis", "iso-2022-jp"])
def test_charset_of_the_server_counts_where_the_page_names_none(charset: str) -> None:
    words = {
        "windows-1252": "“Café”",
        "koi8-r": "Паром сел на мель",
        "shift_jis": "座礁した",
        "iso-2022-jp": "座礁した",
    }
    markup = f"<!DOCTYPE html><title>T</title><p>The ferry, {words[charset]}, ran aground off Ellery on Sunday.</p>"
    found = open_one(make_response(markup.encode(charset), f"Content-Type: text/html; charset={charset}"))
    assert words[charset] in read_page(found.data, found.capture).text


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (make_response(b"gone", "Content-Type: text/html", status="404 Not Found"), "404 Not Found"),
        (make_response(b"", "Location: /2", status="301 Moved Permanently"), "301 Moved Permanently"),
        (make_response(b"\x89PNG", "Content-Type: image/png"), "image/png"),
        (make_response(b"", "Content-Type: text/html"), "no body"),
        (make_response(b"x" * 2_000_000, "Content-Type: text/html"), "larger than"),
        (make_response(gzip.compress(b"x" * 9_000_000), "Content-Type: text/html", "Content-Encoding: gzip"), "larger"),
    ],
)
def test_an_answer_that_is_no_page_is_discarded_with_its_reason(record: bytes, said: str) -> None:
    (discard,) = open_all(record)
    assert isinstance(discard, Discard)
    assert (discard.input, discard.station) == ("crawl.warc#https://e.example/1", "read")
    assert said in discard.reason


def test_records_that_are_no_pages_by_nature_are_passed_over() -> None:
    page = make_response(LONG.encode(), "Content-Type: text/html")
    others = [
        make_record("warcinfo", None, b"software: Rake", "application/warc-fields"),
        make_record("request", "https://e.example/1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        make_record("metadata", "https://e.example/1", b"via: x", "application/warc-fields"),
        make_record("response", "dns:e.example", b"e.example. 300 IN A 1.2.3.4", "text/dns"),
        make_record("revisit", "https://e.example/1", b"HTTP/1.1 200 OK\r\n\r\n", "application/http; msgtype=response"),
    ]
    assert len(open_all(b"".join([*others, page]))) == 1
    (empty,) = open_all(b"".join(others))
    assert isinstance(empty, Discard)
    assert "no page in this WARC" in empty.reason


def test_a_resource_is_a_page_of_its_declared_type() -> None:
    found = open_one(make_record("resource", "https://e.example/2", LONG.encode(), "text/html; charset=utf-8"))
    assert (found.capture.url, found.data) == ("https://e.example/2", LONG.encode())


def test_a_feed_in_a_warc_gives_its_entries() -> None:
    feed = b"<rss><channel><title>F</title><item><guid>g</guid><description>Words</description></item></channel></rss>"
    found = open_one(make_response(feed, "Content-Type: application/rss+xml"))
    assert found.capture.container == f"crawl.warc#<urn:uuid:{1:032}>#g"
    assert found.capture.retrieved == "2031-05-04T08:00:00Z"


def test_a_page_in_several_records_is_named_and_not_read() -> None:
    first = make_response(LONG.encode(), "Content-Type: text/html").replace(
        b"WARC-Date", b"WARC-Segment-Number: 1\r\nWARC-Date", 1
    )
    rest = make_record("continuation", "https://e.example/1", b"more", "application/http", number=2).replace(
        b"WARC-Date", b"WARC-Segment-Number: 2\r\nWARC-Date", 1
    )
    parts = open_all(first + rest)
    assert [type(part) for part in parts] == [Discard, Discard]
    assert all("several records (segments)" in part.reason for part in parts if isinstance(part, Discard))


def test_a_warc_in_zstd_is_read_by_its_name() -> None:
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(make_response(LONG.encode(), "Content-Type: text/html"))
    writer.close()
    (found,) = open_container(io.BytesIO(packed.getvalue()), "crawl.warc.zst", max_bytes=1_000_000)
    assert isinstance(found, Found) and found.data == LONG.encode()


@pytest.mark.parametrize("packed", [False, True])
def test_a_broken_file_gives_what_stands_before_the_break(packed: bool) -> None:
    records = [
        make_response(LONG.encode(), "Content-Type: text/html", address=f"https://e.example/{n}") for n in (1, 2)
    ]
    whole = b"".join(gzip.compress(record) if packed else record for record in records)
    first, second = open_all(whole[: len(whole) - 60])
    assert isinstance(first, Found)
    assert isinstance(second, Discard)
    assert second.input == "crawl.warc"
    assert f"broken after <urn:uuid:{1:032}>" in second.reason


@given(cut=st.integers(1, 700), at=st.integers(0, 700), junk=st.binary(max_size=20), packed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_it_raise(cut: int, at: int, junk: bytes, packed: bool) -> None:
    data = make_response(LONG.encode(), "Content-Type: text/html") + make_response(b"x", status="404 No")
    data = gzip.compress(data) if packed else data
    parts = open_all(data[:at] + junk + data[at + len(junk) : len(data) - cut] or b"WARC/1.1")
    assert parts


@pytest.mark.gold
def test_files_of_other_tools() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/data/warc is not here")
    for path in sorted(SHARED.glob("*arc*")):
        with path.open("rb") as file:
            assert list(open_container(file, path.name, max_bytes=1_000_000)), path.name
