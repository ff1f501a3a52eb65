"""Feeds that are read as a stream: the documents of the entries are those of a feed that is held whole."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, TooLargeError, UnreadableError
from sayso.model import Discard, Found
from sayso.read import feed_stream
from sayso.read.container import open_container
from sayso.read.feed_stream import stream_documents, survey_feed
from sayso.read.rss import cut_xml

ITEM = "<item><guid>{0}</guid><description>Ferry {0} ran aground, пaром &amp; мель.</description></item>"
TITLE = "<title>Valley Wire</title><link>https://wire.example/</link>"
ITEMS = "".join(ITEM.format(number) for number in range(7))
FEEDS = {
    "rss": f"<rss version='2.0'><channel>{TITLE}{ITEMS}</channel></rss>",
    "names below": f"<rss><channel>{ITEMS}{TITLE}<language>en</language></channel></rss>",
    "beside the channel": f"<rdf:RDF xmlns:rdf='r'><channel>{TITLE}<items/></channel>{ITEMS}</rdf:RDF>",
    "above and in the channel": f"<rss>{ITEM.format('a')}<channel>{TITLE}{ITEMS}</channel>{ITEM.format('z')}</rss>",
    "two channels": f"<rss><channel>{TITLE}{ITEMS}</channel><channel><title>Other</title>{ITEMS}</channel></rss>",
    "entries in entries": f"<rss><channel>{TITLE}<item><item>x</item>{ITEMS}</item><item/></channel></rss>",
    "atom": "<?xml version='1.0' encoding='koi8-r'?>\n<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title>"
    "<!-- a > b --><entry a='b>'><content><![CDATA[<p>Tide]]></content></entry ><entry /></feed >\n",
    "document type": f"<!DOCTYPE rss PUBLIC 'x' 'y'><rss><channel>{TITLE}<item>a&nbsp;b</item></channel></rss>",
    "no entry": f"<rss><channel>{TITLE}</channel></rss>",
    "byte order mark": f"\ufeff<rss><channel>{TITLE}{ITEMS}</channel></rss>",
}


def stream(data: bytes) -> list[bytes]:
    file = io.BytesIO(data)
    survey = survey_feed(file, max_bytes=1_000_000)
    assert survey is not None
    return list(stream_documents(file, survey, max_bytes=1_000_000))


@pytest.mark.parametrize("size", [1, 2, 7, 64, 100_000])
@pytest.mark.parametrize("feed", FEEDS.values(), ids=FEEDS)
def test_a_streamed_feed_gives_what_a_whole_one_gives(feed: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_stream, "_CHUNK", size)
    monkeypatch.setattr(feed_stream, "_HEAD", max(size, 60))  # what stands before the root is read at once
    assert stream(feed.encode()) == list(cut_xml(feed.removeprefix("\ufeff")))


def test_an_entry_without_text_does_not_end_with_what_follows_it() -> None:
    (entry,) = cut_xml(f"<rss><channel>{TITLE}<item/></channel></rss>")
    assert entry.count(b"</channel>") == 1 and b"<item/>\n" in entry


PARTS = st.sampled_from(
    ["<item>", "</item>", "<item/>", "<title>Tide</title>", "<channel>", "</channel>", "x", "й", "&amp;", "<!-- < -->"]
)


@given(st.lists(PARTS, max_size=12))
def test_any_feed_is_streamed_as_it_is_read_whole_or_not_at_all(parts: list[str]) -> None:
    feed = f"<rss>{''.join(parts)}</rss>"
    try:
        whole = list(cut_xml(feed))
    except UnreadableError:
        assert survey_feed(io.BytesIO(feed.encode()), max_bytes=1_000_000) is None
    else:
        assert stream(feed.encode()) == whole


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><item>Tar & feathers</item></channel></rss>",
        b"<rss><channel><item>broken off",
        "<rss><channel><item>паром</item></channel></rss>".encode("koi8-r"),
        "<rss><channel><item>tide</item></channel></rss>".encode("utf-16"),
        b'{"version": "https://jsonfeed.org/version/1"}',
        b"",
    ],
    ids=["bare ampersand", "broken off", "other charset", "wide", "json", "empty"],
)
def test_what_cannot_be_streamed(data: bytes) -> None:
    assert survey_feed(io.BytesIO(data), max_bytes=1_000_000) is None


def open_feed(data: bytes, max_bytes: int) -> list[Found | Discard]:
    return list(open_container(io.BytesIO(data), "valley.xml", max_bytes=max_bytes))


def test_a_feed_may_be_larger_than_a_page() -> None:
    feed = f"<rss><channel>{TITLE}{ITEMS}</channel></rss>".encode()
    parts = open_feed(feed, len(feed) // 2)
    assert len(parts) == 7 and all(isinstance(part, Found) for part in parts)
    with pytest.raises(TooLargeError):
        open_feed(feed[:-10], len(feed) // 2)  # what must be mended is held whole


def test_a_part_of_a_feed_may_not_be_larger_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_stream, "_CHUNK", 100)
    feed = f"<rss><channel>{TITLE}<item><description>{'tide ' * 1_000}</description></item></channel></rss>"
    (discard,) = open_feed(feed.encode(), 2_000)
    assert isinstance(discard, Discard) and "larger than 2,000 bytes" in discard.reason


def test_a_hostile_feed_is_one_discard() -> None:
    for feed in ("<rss><a>" + "<b>" * 5_000, "<!DOCTYPE rss [<!ENTITY a 'aa'>]><rss><item>&a;</item></rss>"):
        with pytest.raises(InputError):
            survey_feed(io.BytesIO(feed.encode()), max_bytes=1_000_000)
        (discard,) = open_feed(feed.encode(), 1_000_000)
        assert isinstance(discard, Discard)


def test_no_more_of_a_feed_is_held_than_its_open_entry() -> None:
    class Endless(io.RawIOBase):
        """A feed of 4 MB that is nowhere held."""

        def __init__(self) -> None:
            self.at = 0

        def seek(self, at: int, whence: int = 0) -> int:
            self.at = at
            return at

        def read(self, size: int = -1) -> bytes:
            head, entry, number = b"<rss><channel>", f"<item>{'tide ' * 199}</item>".encode(), 4_000
            whole = len(head) + number * len(entry)
            if self.at >= whole + 16:
                return b""
            start, self.at = self.at, min(self.at + size, whole + 16)
            first, last = max(0, start - len(head)), max(0, self.at - len(head))
            body = (entry * ((last - first) // len(entry) + 2))[first % len(entry) :][: last - first]
            data = head[start : self.at] + body
            if self.at > whole:
                data = data[: max(0, whole - start)] + b"</channel></rss>"[max(0, start - whole) : self.at - whole]
            return data

    file = Endless()
    tracemalloc.start()
    try:
        survey = survey_feed(file, max_bytes=1_000_000)  # type: ignore[arg-type]
        assert survey is not None
        count = sum(1 for _ in stream_documents(file, survey, max_bytes=1_000_000))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_000_000
