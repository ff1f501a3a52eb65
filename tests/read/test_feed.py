"""Feeds: each entry is a page that is read from its own bytes, and hostile XML is refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, UnreadableError
from sayso.model import Capture, Discard, Found, MarkKind, MediaType, Page
from sayso.read import read_page
from sayso.read.container import open_container
from sayso.split import split_page
from sayso.strip import strip_page

SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds"
WORDS = "The ferry ran aground off Ellery on Sunday, said Ina Mole, who runs it."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Valley Wire</title><link>https://wire.example/</link><language>en-GB</language>
<lastBuildDate>LATELY</lastBuildDate>
<item><title>Ferry &amp;amp; crew safe</title><link>/a/1</link><guid isPermaLink="false">one</guid>
<pubDate>Sun, 04 May 2031 08:00:00 +0100</pubDate><dc:creator>Nora Quill</dc:creator>
<source url="https://herald.example/rss">Ellery Herald</source><description>In short.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><p>Read also: <a href="/2">Bells</a></p>]]></content:encoded></item>
<item><title>Only a headline</title><guid>https://wire.example/a/2</guid></item>
</channel></rss>"""
ATOM = f"""<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en"><a:title>Valley Wire</a:title>
<a:updated>2031-05-05T00:00:00Z</a:updated>
<a:link rel="self" href="https://wire.example/atom"/><a:link href="https://wire.example/"/>
<a:author><a:name>Nora Quill</a:name></a:author>
<a:entry><a:title type="html">Ferry &amp;amp; crew safe</a:title><a:link href="a/1"/><a:id>one</a:id>
<a:published>2031-05-04T08:00:00+01:00</a:published><a:source><a:title>Ellery Herald</a:title></a:source>
<a:content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p><p>Read also: Bells</p></div></a:content>
</a:entry></a:feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://wire.example/"><title>Valley Wire</title>
<link>https://wire.example/</link><dc:language>en</dc:language></channel>
<item rdf:about="one"><title>Ferry &amp; crew safe</title><link>https://wire.example/a/1</link>
<dc:date>2031-05-04T08:00:00+01:00</dc:date><dc:creator>Nora Quill</dc:creator><dc:source>Ellery Herald</dc:source>
<description>{WORDS} Read also: Bells</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ellery Herald",
        "home_page_url": "https://wire.example/",
        "items": [
            {
                "id": "one",
                "url": "https://wire.example/a/1",
                "title": "Ferry & crew safe",
                "content_html": f"<p>{WORDS}</p><p>Read also: Bells</p>",
                "date_published": "2031-05-04T08:00:00+01:00",
                "authors": [{"name": "Nora Quill"}],
            }
        ],
    }
)
KINDS = [
    (RSS, MediaType.RSS),
    (ATOM, MediaType.ATOM),
    (RDF, MediaType.RSS),
    (JSON, MediaType.JSON_FEED),
]


def open_all(feed: str | bytes) -> list[Found | Discard]:
    data = feed.encode() if isinstance(feed, str) else feed
    return list(open_container(io.BytesIO(data), "valley.xml", max_bytes=1_000_000))


def open_pages(feed: str | bytes) -> list[Found]:
    return [part for part in open_all(feed) if isinstance(part, Found)]


def read_one(feed: str | bytes) -> Page:
    (found,) = open_pages(feed)
    return read_page(found.data, found.capture)


def make_rss(*items: str) -> str:
    return (
        f"<rss><channel><title>Valley Wire</title>{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


@pytest.mark.parametrize(("feed", "kind"), KINDS)
def test_an_entry_is_a_page_with_its_facts(feed: str, kind: MediaType) -> None:
    (found,) = open_pages(feed)
    assert (found.capture.url, found.capture.container) == ("https://wire.example/a/1", "valley.xml#one")
    assert found.capture.retrieved is None
    page = read_page(found.data, found.capture)
    assert page.media_type is kind
    headline = page.marks[0]
    assert headline.kind is MarkKind.HEADLINE
    assert page.text[headline.start : headline.end] == page.facts.headline == "Ferry & crew safe"
    assert WORDS in page.text and "Read also: Bells" in page.text
    assert (page.facts.outlet, page.facts.authors) == ("Ellery Herald", ("Nora Quill",))
    assert (page.facts.published, page.language) == ("2031-05-04T08:00:00+01:00", "en")
    assert page.facts.canonical == "https://wire.example/a/1"


@pytest.mark.parametrize(("feed", "carrier"), [(RSS, "Valley Wire"), (ATOM, "Valley Wire"), (JSON, None)])
def test_a_feed_carries_what_its_source_printed(feed: str, carrier: str | None) -> None:
    page = read_page((found := open_pages(feed)[0]).data, found.capture)
    (article,) = strip_page(page, split_page(page)).articles
    assert (article.outlet, article.carrier) == ("Ellery Herald", carrier)


@pytest.mark.parametrize(("feed", "kind"), KINDS)
def test_the_bytes_of_an_entry_are_a_feed_of_that_entry(feed: str, kind: MediaType) -> None:
    (found,) = open_pages(feed)
    (again,) = open_pages(found.data)
    assert again.data == found.data
    assert again.capture.page == found.capture.page


def test_an_entry_stays_the_same_page_while_its_feed_goes_on() -> None:
    later = RSS.replace("LATELY", "NOW").replace(
        "<item><title>Ferry", "<item><description>New.</description></item><item><title>Ferry"
    )
    assert open_pages(RSS)[0].capture.page in {found.capture.page for found in open_pages(later)}


def test_an_entry_without_text_is_discarded() -> None:
    _, discard = open_all(RSS)
    assert isinstance(discard, Discard)
    assert (discard.input, discard.station) == ("valley.xml#https://wire.example/a/2", "read")
    assert "no text" in discard.reason


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<description>Five &lt; six, said Ina.</description>", "Five < six, said Ina."),
        ("<description>&lt;b&gt;Ina&lt;/b&gt; spoke.</description>", "Ina spoke."),
        ("<description>Ina&nbsp;spoke &eacute;t&eacute;.</description>", "Ina spoke été."),
        ("<description>Mole & Sons spoke.</description>", "Mole & Sons spoke."),
        ("<description>Mole \x08spoke.</description>", "Mole spoke."),
        ("<description><p>Ina <i>Mole</i> spoke.</p></description>", "Ina Mole spoke."),
        ("<description>In short.</description><body>Ina Mole spoke.</body>", "Ina Mole spoke."),
    ],
)
def test_text_of_an_entry(item: str, expected: str) -> None:
    assert read_one(make_rss(item)).text == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Sun, 04 May 2031 08:00:00 GMT", "2031-05-04T08:00:00+00:00"),
        ("04 May 2031 08:00 -0500", "2031-05-04T08:00:00-05:00"),
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T08:00:00.5Z", "2031-05-04T08:00:00.5Z"),
        ("lately", None),
        ("Sun, 99 May 2031 99:00:00 GMT", None),
    ],
)
def test_dates(printed: str, expected: str | None) -> None:
    assert (
        read_one(make_rss(f"<pubDate>{printed}</pubDate><description>{WORDS}</description>")).facts.published
        == expected
    )


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("<author>nora@e.example (Nora Quill)</author>", ("Nora Quill",)),
        ("<author>nora@e.example</author>", ()),
        ("<author><name>Nora Quill</name></author>", ("Nora Quill",)),
    ],
)
def test_authors(author: str, expected: tuple[str, ...]) -> None:
    assert read_one(make_rss(f"{author}<description>{WORDS}</description>")).facts.authors == expected


@pytest.mark.parametrize("charset", ["windows-1251", "utf-16", "koi8-r"])
def test_encoding_of_the_declaration(charset: str) -> None:
    words = "Паром сел на мель у Эллери в воскресенье, сказала Ина Моль."
    feed = f'<?xml version="1.0" encoding="{charset}"?>{make_rss(f"<description>{words}</description>")}'
    assert read_one(feed.encode(charset)).text == words


@pytest.mark.parametrize(
    "feed",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + make_rss("<description>&b;</description>"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + make_rss("<description>&x;</description>"),
        make_rss("<description>" + "<b>" * 5_000 + "</b>" * 5_000 + "</description>"),
        "<rss " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(1_000)) + "><item/></rss>",
        f'<rss a="{"a" * 100_000}"><item><description>x</description></item></rss>',
        "<rss></rss>",
        "<rss <",
        '{"version": "https://jsonfeed.org/version/1", "items": 5}',
        '{"version": "https://jsonfeed.org/version/1", "items": [' + "[" * 100_000,
    ],
)
def test_a_feed_that_cannot_be_read_leaves_one_clear_discard(feed: str) -> None:
    (discard,) = open_all(feed)
    assert isinstance(discard, Discard)
    assert discard.input == "valley.xml"
    assert discard.reason.startswith("valley.xml: ")


def test_a_document_type_elsewhere_is_never_fetched() -> None:
    feed = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + make_rss(f"<description>{WORDS}</description>")
    assert read_one(feed).text == WORDS


def test_a_feed_that_breaks_off_gives_the_entries_before() -> None:
    whole = make_rss("<description>One word.</description>", "<description>Two words.</description>")
    first, broken = open_all(whole[: whole.index("Two")])
    assert isinstance(first, Found)
    assert isinstance(broken, Discard)
    assert "broken after 1 entries" in broken.reason


def test_a_long_name_of_the_feed_is_not_kept_with_each_entry() -> None:
    feed = make_rss(*(f"<description>Word {n}.</description>" for n in range(50))).replace("Valley Wire", "V" * 20_000)
    assert sum(len(found.data) for found in open_pages(feed)) < len(feed)


@pytest.mark.parametrize("authors", [5, "x", [5, None, {"name": 5}], {"name": "x"}])
def test_values_of_other_types_are_passed_over(authors: object) -> None:
    item = {"id": 7, "content_text": WORDS, "authors": authors, "title": [1], "url": {}, "date_published": 3}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item, 5, None], "title": 4}
    page = read_one(json.dumps(feed))
    assert (page.text, page.facts.authors, page.facts.outlet) == (WORDS, (), None)


def test_a_whole_feed_is_no_page() -> None:
    with pytest.raises(UnreadableError, match="2 entries"):
        read_page(RSS.encode(), Capture(page="", path="valley.xml"))


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON])
@given(at=st.integers(0, 1_500), size=st.integers(0, 40), junk=st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_damage_makes_it_raise(feed: str, at: int, size: int, junk: str) -> None:
    for part in open_all((feed[:at] + junk + feed[at + size :]).encode("utf-8", "replace") or b"x"):
        if isinstance(part, Found):
            try:
                read_page(part.data, part.capture)
            except InputError as error:
                assert str(error)


@pytest.mark.gold
def test_fixtures_of_other_readers() -> None:
    paths = sorted(SHARED.rglob("*.xml"))
    if not paths:
        pytest.skip("../shared/data/feeds is not here")
    for path in paths[::7]:
        with path.open("rb") as file:
            for part in open_container(file, path.name, max_bytes=16_000_000):
                if isinstance(part, Found) and part.capture.container:
                    again = list(open_container(io.BytesIO(part.data), path.name, max_bytes=16_000_000))
                    assert [found.data for found in again if isinstance(found, Found)] == [part.data], path
