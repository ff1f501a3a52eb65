"""Records of JSON, exported Telegram chats and OPML: each record a page, and why others are none."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator

import pytest

from sayso.errors import InputError
from sayso.model import Discard, Found, Mark, MarkKind, MediaType, Page
from sayso.read import read_page
from sayso.read.container import open_container
from sayso.read.records import make_date

WORDS = "The ferry Petrel ran aground off Ellery on Sunday.\n\n“Nobody was hurt,” said Ina Mole."


def open_all(data: str | bytes, name: str, **options: object) -> list[Found | Discard]:
    raw = data.encode() if isinstance(data, str) else data
    return list(open_container(io.BytesIO(raw), name, max_bytes=1_000_000, **options))  # type: ignore[arg-type]


def read_all(data: str | bytes, name: str, **options: object) -> list[Page]:
    parts = open_all(data, name, **options)
    assert all(isinstance(part, Found) for part in parts), parts
    return [read_page(part.data, part.capture) for part in parts if isinstance(part, Found)]


def reasons(parts: list[Found | Discard]) -> list[str]:
    return [part.reason for part in parts if isinstance(part, Discard)]


RECORD = {
    "id": 7,
    "title": "Ferry aground",
    "text": WORDS,
    "url": "https://e.example/7",
    "published": "Sun, 04 May 2031 08:00:00 +0100",
    "author": "Nora Quill",
    "source": {"name": "Ellery Herald"},
    "section": "Harbour",
    "crawl": 99,
}


def test_a_record_is_a_page_with_its_facts() -> None:
    (found,) = open_all(json.dumps(RECORD), "pages.jsonl")
    assert isinstance(found, Found)
    assert (found.capture.url, found.capture.container) == ("https://e.example/7", "pages.jsonl#7")
    page = read_page(found.data, found.capture)
    assert page.text == f"Ferry aground\n\n{WORDS}"
    facts = page.facts
    assert (facts.headline, facts.outlet, facts.authors) == ("Ferry aground", "Ellery Herald", ("Nora Quill",))
    assert (facts.published, facts.section) == ("2031-05-04T08:00:00+01:00", "Harbour")
    assert facts.basis["published"] == "entry of the feed"
    other = json.dumps({**RECORD, "crawl": 100})
    assert open_all(other, "pages.jsonl") == [found], "a crawl's own number makes no other page"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"{json.dumps(RECORD)}\n\n{json.dumps({'text': WORDS})}\r\n", "two.jsonl"),
        (gzip.compress(f"{json.dumps(RECORD)}\n{json.dumps({'text': WORDS})}".encode()), "two.jsonl.gz"),
        (json.dumps([RECORD, {"body": WORDS}], indent=2), "two.json"),
        (json.dumps([RECORD, {"content": WORDS}]), "two.json"),
        (b"\xef\xbb\xbf" + f"{json.dumps(RECORD)}\n{json.dumps({'text': WORDS})}".encode(), "two.ndjson"),
    ],
    ids=["lines", "gzip", "list", "list-on-one-line", "byte-order-mark"],
)
def test_records_in_lines_and_lists(data: str | bytes, name: str) -> None:
    pages = read_all(data, name)
    assert [page.text for page in pages] == [f"Ferry aground\n\n{WORDS}", WORDS]


def test_one_record_alone() -> None:
    assert [page.text for page in read_all(json.dumps({"text": WORDS}, indent=2), "one.json")] == [WORDS]


@pytest.mark.parametrize("field", ["words", "article.words"])
def test_the_field_may_be_named(field: str) -> None:
    record = {"words": WORDS, "article": {"words": WORDS}, "text": "Not this."}
    assert read_all(json.dumps(record), "a.jsonl", text_field=field)[0].text == WORDS


def test_html_in_a_field_is_read_as_html() -> None:
    (page,) = read_all(json.dumps({"html": "<h1>Ferry aground</h1><p>Nobody was hurt.</p>"}), "a.jsonl")
    assert page.text == "Ferry aground\nNobody was hurt."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "a', "it is no JSON"),
        ("[1]", "it is no object"),
        ('{"size": 1, "name": "x"}', r"no text in text, html, content, body.*fields: size, name"),
        ('{"text": ["a"]}', "no text"),
        ('{"a":' * 3_000 + "1" + "}" * 3_000, "it is no JSON|no text"),
        ('{"text": "' + "x" * 1_000_001 + '"}', "more than 1,000,000 bytes"),
    ],
    ids=["torn", "list", "textless", "no-string", "deep", "large"],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: str, said: str) -> None:
    parts = open_all(f"{json.dumps(RECORD)}\n{line}\n{json.dumps({'text': WORDS})}\n", "a.jsonl")
    assert [type(part) for part in parts] == [Found, Discard, Found]
    (discard,) = (part for part in parts if isinstance(part, Discard))
    assert discard.input == "a.jsonl#line-2"

    assert re.search(said, discard.reason), discard.reason


def test_an_export_of_sayso_is_no_pages() -> None:
    """Who adds a folder in which an export lies does not read findings as news."""
    page = {"type": "page", "id": "page-0f", "path": "a.txt", "url": None, "media_type": "text/plain", "text": WORDS}
    lines = "\n".join(json.dumps(record) for record in (page, {"type": "figure", "id": "figure-1", "text": "Nineteen"}))
    (reason,) = reasons(open_all(lines, "export.jsonl"))
    assert "an export of sayso" in reason
    asked = open_all(lines, "export.jsonl", text_field="text")
    assert [isinstance(part, Found) for part in asked] == [True, True]


def test_a_list_that_breaks_off_gives_what_stands_before() -> None:
    whole = json.dumps([RECORD, {"text": WORDS}])
    parts = open_all(whole[:-30], "a.json")
    assert [type(part) for part in parts] == [Found, Discard]


def test_a_gzip_file_that_breaks_off_is_named() -> None:
    lines = "\n".join(json.dumps({"text": f"{WORDS} {n}"}) for n in range(2_000))
    parts = open_all(gzip.compress(lines.encode())[:-400], "a.jsonl.gz")
    assert isinstance(parts[0], Found)
    assert "gzip file is broken" in reasons(parts)[-1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1935648000, "2031-05-04T08:00:00+00:00"),
        ("1935648000", "2031-05-04T08:00:00+00:00"),
        (1935648000000, "2031-05-04T08:00:00+00:00"),
        ("2031-05-04", "2031-05-04"),
        ("4 May", None),
        (True, None),
        (-5, None),
        (1e300, None),
        (None, None),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    assert make_date(value) == expected


# --- Telegram ---

CHAT = {
    "name": "Valley \u201cWire\u201d",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "action": "pin_message", "date": "2031-05-04T08:00:00", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2031-05-04T09:00:00",
            "date_unixtime": "1935651600",
            "from": "Valley \u201cWire\u201d",
            "text": [
                {"type": "bold", "text": "Ferry aground"},
                "\n\nThe ferry ran aground off ",
                {"type": "link", "text": "Ellery"},
            ],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2031-05-04T09:05:00",
            "forwarded_from": "Harbour Board",
            "text": "It is towed.",
        },
        {"id": 4, "type": "message", "date": "2031-05-04T09:06:00", "photo": "photos/1.jpg", "text": ""},
    ],
}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(CHAT, indent=1),
        json.dumps(CHAT, ensure_ascii=False),
        json.dumps({"about": "x", "chats": {"about": "y", "list": [{**CHAT, "messages": []}, CHAT]}}, indent=1),
    ],
    ids=["chat", "one-line", "all-chats"],
)
def test_a_message_is_a_page_with_time_and_channel(data: str) -> None:
    first, second, empty = open_all(data, "result.json")
    assert isinstance(first, Found) and isinstance(second, Found) and isinstance(empty, Discard)
    assert [first.capture.place, second.capture.place, empty.input] == [f"result.json#{n}" for n in (2, 3, 4)]
    page = read_page(first.data, first.capture)
    assert page.text == "Ferry aground\n\nThe ferry ran aground off Ellery"
    assert page.marks[0] == Mark(0, 13, MarkKind.HEADLINE)
    assert (page.facts.outlet, page.facts.authors) == ("Valley “Wire”", ())
    assert page.facts.published == "2031-05-04T09:00:00+00:00"
    facts = read_page(second.data, second.capture).facts
    assert (facts.headline, facts.authors, facts.published) == (None, ("Harbour Board",), "2031-05-04T09:05:00")


def test_messages_of_the_html_export() -> None:
    message = (
        '<div class="message default clearfix {}" id="message{}"><div class="body">'
        '<div class="pull_right date details" title="04.05.2031 08:0{}:00 UTC+01:00">08:00</div>'
        '{}<div class="text">{}</div></div></div>'
    )
    name = '<div class="from_name">Valley Wire</div>'
    html = (
        '<!DOCTYPE html><html><body><div class="page_wrap"><div class="page_header"><div class="content">'
        '<div class="text bold">Valley Wire</div></div></div><div class="history">'
        '<div class="message service" id="message-1"><div class="body details">4 May 2031</div></div>'
        + message.format("", 5, 0, name, "<strong>Ferry aground</strong><br><br>Nobody was hurt.<br>It is towed.")
        + message.format("joined", 6, 1, "", "The mate slept.")
        + "</div></div></body></html>"
    )
    first, second = read_all(html, "messages.html")
    assert first.text == "Ferry aground\nNobody was hurt.\nIt is towed."
    assert (first.facts.headline, first.facts.outlet) == ("Ferry aground", "Valley Wire")
    assert (first.facts.published, second.facts.published) == (
        "2031-05-04T08:00:00+01:00",
        "2031-05-04T08:01:00+01:00",
    )
    assert second.text == "The mate slept."
    assert first.media_type is MediaType.JSON_FEED


def test_a_chat_that_breaks_off_gives_what_stands_before() -> None:
    parts = open_all(json.dumps(CHAT)[:-60], "result.json")
    assert [type(part) for part in parts] == [Found, Found, Discard]
    assert "broken at message 4 of Valley “Wire”" in reasons(parts)[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps({**CHAT, "messages": []}), "no message in this export"),
        (json.dumps({**CHAT, "messages": CHAT["messages"][:1]}), "no message in this export"),  # type: ignore[index]
        (json.dumps(CHAT).partition('"messages": [')[0] + '"messages": [', "the list breaks off"),
        (json.dumps(CHAT).partition("}, ")[0] + "}, 5]", "no object of JSON"),
    ],
    ids=["empty", "service-only", "cut-off", "no-message"],
)
def test_an_export_without_messages_says_so(data: str, said: str) -> None:
    assert said in reasons(open_all(data, "result.json"))[-1]


@pytest.mark.parametrize("data", ['[{"text": "The ferry."},', '[{"text": "The ferry."}', "[{}", "[{} 5]", "{}"])
def test_no_list_ends_without_a_word(data: str) -> None:
    assert reasons(open_all(data, "a.json"))


# --- OPML ---

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="News">
<outline text="Herald" type="rss" xmlUrl="https://h.example/rss" htmlUrl="https://h.example/"/>
<outline title="Wire" XMLURL="https://w.example/atom"/><outline text="again" xmlUrl="https://h.example/rss"/>
<outline text="none" xmlUrl="javascript:alert(1)"/></outline></body></opml>"""


def test_what_an_opml_lists_is_named_and_not_fetched() -> None:
    parts = open_all(OPML, "mine.opml")
    assert [part.input for part in parts if isinstance(part, Discard)] == [
        "https://h.example/rss",
        "https://w.example/atom",
    ]
    assert all("not fetched. Use --follow" in reason for reason in reasons(parts))


def test_what_an_opml_lists_can_be_followed() -> None:
    asked: list[str] = []

    def follow(address: str) -> Iterator[Found | Discard]:
        asked.append(address)
        yield Discard(input=address, station="read", reason="asked")

    assert len(open_all(OPML, "mine.opml", follow=follow)) == 2
    assert asked == ["https://h.example/rss", "https://w.example/atom"]


def test_an_opml_without_address_is_said_to_be_empty() -> None:
    assert "lists no address" in reasons(open_all("<opml><body/></opml>", "mine.opml"))[0]


def test_an_opml_that_breaks_off_anywhere_says_something() -> None:
    data = OPML.encode()
    for end in range(60, len(data)):
        try:
            said = len(list(open_container(io.BytesIO(data[:end]), "a.opml", max_bytes=1_000_000)))
        except InputError as error:
            said = len(str(error))
        assert said, end
