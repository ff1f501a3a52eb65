"""Files that hold many pages, from the command line's names to the archive."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive

BODY = """<p>ELLERY, May 4 (Herald) - The ferry Petrel ran aground off Ellery on Sunday with 40 people on board, the
harbour board said. “Nobody was hurt,” said Ina Mole, who runs the ferry.</p><p>The harbour board said that the
ferry would be towed to Ellery on Monday. Ms Mole denied that the {} had been asleep.</p>"""
PAGE = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry aground</h1>{BODY}</body></html>"


def make_warc(*answers: tuple[int, str, str]) -> bytes:
    """Answers of a server: number, status line, HTML."""
    records = []
    for number, status, body in answers:
        block = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        head += f"WARC-Date: 2031-05-0{number}T08:00:00Z\r\nWARC-Target-URI: https://e.example/{number}\r\n"
        records.append(head.encode() + b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block))
    return b"".join(records)


def make_feed(*descriptions: str) -> str:
    items = (
        f"<item><guid>https://e.example/f/{n}</guid><title>Ferry {n}</title><content>{text}</content></item>"
        for n, text in enumerate(descriptions, start=1)
    )
    return f"<rss><channel><title>Herald</title>{''.join(items)}</channel></rss>"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.chdir(tmp_path)
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        yield archive


def ids_of(archive: Archive) -> list[list[str]]:
    articles = [article.id for page in archive.pages() for article in archive.articles_on(page.id)]
    return [[page.id for page in archive.pages()], articles, sorted(story.id for story in archive.stories())]


def test_pages_of_a_warc_and_a_feed_are_added_once(archive: Archive) -> None:
    two = ((1, "200 OK", PAGE.format("mate")), (2, "200 OK", PAGE.format("cook")), (3, "404 Not Found", "Gone"))
    Path("crawl.warc").write_bytes(make_warc(*two))
    Path("feed.xml").write_text(make_feed(BODY.format("captain"), ""), encoding="utf-8")
    done: list[tuple[int, int]] = []
    added = archive.add(["crawl.warc", "feed.xml"], progress=lambda what, n, of: done.append((n, of)))
    assert (added.inputs, added.new_pages) == (2, 3)
    assert added.articles == 3
    missing = {"crawl.warc#https://e.example/3", "feed.xml#https://e.example/f/2"}
    assert {discard.input for discard in added.discards} == missing
    assert (2, 2) in done
    places = {capture.place: capture.container for capture in archive.captures()}
    assert places["https://e.example/2"] == "crawl.warc#<urn:uuid:2>"
    assert places["https://e.example/f/1"] == "feed.xml#https://e.example/f/1"
    before, counts = ids_of(archive), archive.counts()
    again = archive.add(["feed.xml", "crawl.warc"])
    assert (again.new_pages, again.articles) == (0, 0)
    assert {discard.input for discard in again.discards} == missing
    assert archive.counts() == counts
    archive.rebuild()
    assert ids_of(archive) == before
    assert list(archive.check()) == []


def test_a_file_that_was_broken_and_is_whole_leaves_no_discard(archive: Archive) -> None:
    whole = make_warc((1, "200 OK", PAGE.format("mate")), (2, "200 OK", PAGE.format("cook")))
    Path("crawl.warc").write_bytes(whole[:-100])
    added = archive.add(["crawl.warc"])
    assert added.new_pages == 1
    assert [discard.input for discard in added.discards] == ["crawl.warc"]
    Path("crawl.warc").write_bytes(whole)
    added = archive.add(["crawl.warc"])
    assert added.new_pages == 1
    assert added.discards == ()


def test_a_page_of_a_container_without_article_is_named(archive: Archive) -> None:
    Path("crawl.warc").write_bytes(make_warc((1, "200 OK", "<!DOCTYPE html><script>draw()</script>")))
    (discard,) = archive.add(["crawl.warc"]).discards
    assert (discard.input, discard.page is None) == ("https://e.example/1", False)


def test_one_broken_file_does_not_stop_the_others(archive: Archive) -> None:
    Path("feed.xml").write_text("<rss><", encoding="utf-8")
    Path("page.html").write_text(PAGE.format("mate"), encoding="utf-8")
    added = archive.add(["missing.txt", "https://e.example/", "feed.xml", "page.html"])
    assert added.new_pages == 1
    assert [discard.input for discard in added.discards] == ["feed.xml", "https://e.example/", "missing.txt"]


def test_standard_input_may_be_a_feed(archive: Archive) -> None:
    added = archive.add(["-"], stdin=io.BytesIO(make_feed(BODY.format("mate")).encode()))
    assert (added.new_pages, added.discards) == (1, ())


@pytest.mark.parametrize("order", [["page.html", "crawl.warc"], ["crawl.warc", "page.html"]])
def test_after_a_rebuild_the_order_of_adding_is_forgotten(archive: Archive, order: list[str]) -> None:
    markup = "<!DOCTYPE html><html><body><h1>Паром</h1><p>Паром сел на мель у Эллери.</p></body></html>"
    data = markup.encode("koi8-r")
    Path("page.html").write_bytes(data)
    warc = make_warc((1, "200 OK", "x" * len(data)))
    Path("crawl.warc").write_bytes(warc.replace(b"x" * len(data), data).replace(b"charset=utf-8", b"charset=koi8r"))
    archive.add(order)
    archive.rebuild()
    assert [page.text.splitlines()[0] for page in archive.pages()] == ["Паром"]
