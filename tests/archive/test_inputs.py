"""Files that hold many pages, from the command line's names to the archive."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.archive.inputs import Opening, list_inputs, load_inputs
from sayso.model import Discard

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
    added = archive.add(["missing.txt", "ftp://e.example/", "feed.xml", "page.html"])
    assert added.new_pages == 1
    assert [discard.input for discard in added.discards] == ["feed.xml", "ftp://e.example/", "missing.txt"]


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


@pytest.fixture
def site(archive: Archive) -> Iterator[str]:
    """A server on loopback that serves the folder in which the archive stands."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(Path.cwd())))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_an_address_is_read_and_a_private_one_only_where_allowed(archive: Archive, site: str) -> None:
    Path("page.html").write_text(PAGE.format("mate"), encoding="utf-8")
    (discard,) = archive.add([f"{site}/page.html"]).discards
    assert discard.input == f"{site}/page.html" and "--allow-private" in discard.reason
    added = archive.add([f"{site}/page.html"], opening=Opening(allow_private=True))
    assert (added.new_pages, added.articles, added.discards) == (1, 1, ())
    (capture,) = archive.captures()
    assert (capture.url, capture.path, capture.content_type) == (f"{site}/page.html", None, "text/html")
    assert capture.retrieved is not None


def test_an_opml_is_followed_where_asked(archive: Archive, site: str) -> None:
    Path("feed.xml").write_text(make_feed(BODY.format("mate")), encoding="utf-8")
    outlines = f'<outline text="H" xmlUrl="{site}/feed.xml"/><outline text="G" xmlUrl="{site}/gone.xml"/>'
    Path("mine.opml").write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    added = archive.add(["mine.opml"])
    assert (added.new_pages, len(added.discards)) == (0, 2)
    added = archive.add(["mine.opml"], opening=Opening(follow=True, allow_private=True))
    assert added.new_pages == 1
    assert [discard.input for discard in added.discards] == [f"{site}/gone.xml"]


def test_folders_patterns_and_saved_pages(archive: Archive) -> None:
    for name in ("a/Ferry.html", "a/Ferry_files/menu.html", "a/other_files/page.html", "a/.hidden", "b.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("x", encoding="utf-8")
    assert list_inputs(["a"]) == ["a/Ferry.html", "a/other_files/page.html"]
    assert list_inputs(["*.txt", "a/*.html"]) == ["b.txt", "a/Ferry.html"]
    (none,) = list_inputs(["*.warc"])
    assert isinstance(none, Discard) and "no file fits" in none.reason


def test_how_far_a_large_file_is_is_told(archive: Archive) -> None:
    lines = "".join(json.dumps({"id": n, "text": "The ferry ran aground. " * 2_000}) + "\n" for n in range(100))
    Path("pages.jsonl").write_text(lines, encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    found = load_inputs(
        "pages.jsonl",
        max_bytes=1_000_000,
        stdin=io.BytesIO(),
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    assert sum(1 for _ in found) == 100
    assert told[-1] == ("opening pages.jsonl (MB)", 4, 4)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
