"""JSON Feeds that are read as a stream: the documents of the items are those of a feed that is held whole."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, TooLargeError
from sayso.model import Discard, Found
from sayso.read import json_stream
from sayso.read.container import open_container
from sayso.read.json_feed import VERSION, cut_json
from sayso.read.json_feed_stream import stream_json, survey_json

LIMIT = 1_000_000
ITEM = {
    "id": "7",
    "url": "https://wire.example/7",
    "content_text": "The ferry ran aground; паром сел на мель.",
    "n": [1],
}
HEAD = {"version": VERSION, "title": "Valley Wire", "language": "en", "authors": [{"name": "Odo Lind"}]}
FEEDS = {
    "plain": json.dumps({**HEAD, "items": [ITEM, {**ITEM, "id": "8"}]}),
    "indented": json.dumps({**HEAD, "items": [ITEM] * 5}, indent=2, ensure_ascii=False),
    "names below": json.dumps({"version": VERSION, "items": [ITEM] * 3, "title": "Valley Wire", "home_page_url": None}),
    "two lists": '{"version": "v", "items": [{"id": "1"}], "items": [{"id": "2"}]}',
    "title twice": '{"title": "One", "items": [{"id": "1"}], "title": "Two"}',
    "long title": json.dumps({"title": "tide " * 2_000, "items": [ITEM]}),
    "items of other kinds": '{"items": [12, "no", {"id": "1"}, [{"id": "2"}], null, {"items": [{}]}, -1.5e3]}',
    "number at the end of a member": '{"items": [{"id": 12}], "n": 12}',
    "no item": '{"version": "v", "items": []}',
    "line breaks in a string": '{"items": [{"content_text": "high\ntide"}]}',
    "byte order mark": "\ufeff" + json.dumps({**HEAD, "items": [ITEM]}),
}


def stream(data: bytes) -> list[bytes] | None:
    file = io.BytesIO(data)
    survey = survey_json(file, max_bytes=LIMIT)
    return survey and list(stream_json(file, survey, max_bytes=LIMIT))


def read_whole(text: str) -> list[bytes] | None:
    try:
        return list(cut_json(text.removeprefix("\ufeff")))
    except InputError:
        return None


@pytest.mark.parametrize("size", [1, 2, 7, 64, 100_000])
@pytest.mark.parametrize("feed", FEEDS.values(), ids=FEEDS)
def test_a_streamed_feed_gives_what_a_whole_one_gives(feed: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", size)
    assert stream(feed.encode()) == read_whole(feed) is not None


SIMPLE = st.sampled_from([None, True, 0, -12, 1.5, "", "tide", "a\\n", [], {}, [{}], {"items": [1]}])
ITEMS = st.lists(SIMPLE, max_size=4) | SIMPLE


@given(st.dictionaries(st.sampled_from(["items", "title", "language", "x"]), ITEMS), st.sampled_from([None, 1]))
def test_any_feed_is_streamed_as_it_is_read_whole(feed: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(feed, indent=indent)
    assert stream(text.encode()) == read_whole(text)


@given(
    st.lists(st.sampled_from(["{", "}", "[", "]", ",", ":", '"items"', '"title"', "12", " ", "null", "x"]), max_size=12)
)
def test_what_is_no_json_is_streamed_no_more_than_it_is_read_whole(parts: list[str]) -> None:
    text = "".join(("{", *parts, "}"))
    assert stream(text.encode()) == read_whole(text)


@pytest.mark.parametrize(
    "data",
    [
        b'{"items": [{"id": "1"}]',
        b'{"items": [{"id": "1"}]} more',
        b'{"items": [{"id": "1"},]}',
        b'{"items": {"id": "1"}}',
        '{"items": [{"id": "паром"}]}'.encode("koi8-r"),
        '{"items": [{"id": "1"}]}'.encode("utf-16"),
        b'{"items": ' + b"[" * 100_000,
        b"",
    ],
    ids=["broken off", "more behind", "comma too many", "no list", "other charset", "wide", "deep", "empty"],
)
def test_what_cannot_be_streamed(data: bytes) -> None:
    assert stream(data) is None


def open_feed(data: bytes, max_bytes: int) -> list[Found | Discard]:
    return list(open_container(io.BytesIO(data), "valley.json", max_bytes=max_bytes))


def test_a_feed_may_be_larger_than_a_page() -> None:
    feed = json.dumps({**HEAD, "items": [{**ITEM, "id": str(number)} for number in range(9)]}).encode()
    parts = open_feed(feed, len(feed) // 2)
    assert len(parts) == 9 and all(isinstance(part, Found) for part in parts)
    with pytest.raises(TooLargeError):
        open_feed(feed[:-10], len(feed) // 2)  # what must be looked at whole is held whole


def test_an_item_may_not_be_larger_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", 100)
    feed = json.dumps({**HEAD, "items": [{"id": "1", "content_text": "tide " * 2_000}]})
    (discard,) = open_feed(feed.encode(), 2_000)
    assert isinstance(discard, Discard) and "larger than 2,000 bytes" in discard.reason


def test_no_more_of_a_feed_is_held_than_a_few_items() -> None:
    item = json.dumps({**ITEM, "content_text": "tide " * 200}).encode() + b","
    feed = b'{"version": "%s", "items": [' % VERSION.encode() + item * 6_000 + b'{"id": "last"}]}'
    file = io.BytesIO(feed)
    tracemalloc.start()
    try:
        survey = survey_json(file, max_bytes=LIMIT)
        assert survey is not None
        assert sum(1 for _ in stream_json(file, survey, max_bytes=LIMIT)) == 6_001
        assert tracemalloc.get_traced_memory()[1] < len(feed) / 2
    finally:
        tracemalloc.stop()
