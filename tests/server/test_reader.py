"""What a reader's browser remembers, and what becomes of cookies that nobody here wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from sayso.server.reader import (
    MOST_KEPT,
    MOST_READ,
    VISIT_GAP,
    Look,
    Reader,
    enter,
    note_read,
    read_look,
    read_reader,
    remember,
    shorten,
    turn_bookmark,
)

STORY, OTHER = "story-06419930be48fae6", "story-0eccd28d77c8b0da"


def keep(before: Reader, after: Reader) -> dict[str, str]:
    """The cookies that an answer sets, as the browser sends them back."""
    answer = Response()
    remember(answer, before, after)
    headers = [value.decode() for name, value in answer.raw_headers if name == b"set-cookie"]
    assert all("HttpOnly" in header and "SameSite=lax" in header and len(header) < 4_000 for header in headers)
    return {header.partition("=")[0]: header.partition("=")[2].partition(";")[0].strip('"') for header in headers}


def test_what_is_remembered_is_read_again() -> None:
    reader = enter(Reader(), 40, 1_000)
    reader = turn_bookmark(note_read(reader, STORY, 40), OTHER)._replace(look=Look("large", "sans", "dark"))
    assert read_reader(keep(Reader(), reader)) == reader


def test_nothing_is_set_where_nothing_changed() -> None:
    reader = note_read(Reader(before=3, mark=4, minute=5), STORY, 9)
    assert keep(reader, reader) == {}


def test_a_visit_ends_after_a_while_without_a_request() -> None:
    first = enter(Reader(), 10, 1_000)
    assert first.before == 0, "nothing is new to who was never here"
    soon = enter(first, 12, 1_000 + VISIT_GAP - 1)
    assert soon.before == 0 and soon.mark == 12
    later = enter(soon, 20, soon.minute + VISIT_GAP)
    assert later.before == 12 and later.since(STORY) == 12
    assert note_read(later, STORY, 20).since(STORY) == 20 and later.since(OTHER) == 12


def test_a_bookmark_is_put_in_and_taken_out() -> None:
    kept = turn_bookmark(turn_bookmark(Reader(), STORY), OTHER)
    assert kept.keeps(STORY) and kept.keeps(OTHER)
    assert turn_bookmark(kept, STORY).kept == (shorten(OTHER),)


def test_a_browser_is_never_asked_to_keep_too_much() -> None:
    reader = Reader()
    for number in range(400):
        reader = turn_bookmark(note_read(reader, f"story-{number:016x}0", 99_999_999), f"story-{number:016x}0")
    reader = note_read(reader, STORY, 1)
    assert len(reader.read) <= MOST_READ and len(reader.kept) <= MOST_KEPT and reader.has_read(STORY)
    assert all(len(text) < 4_000 for text in keep(Reader(), reader).values())


@pytest.mark.parametrize(
    "cookies",
    [
        {"visit": "1.2"},
        {"visit": "-1.2.3"},
        {"visit": "9" * 5_000},
        {"visit": "١.٢.٣; DROP TABLE"},
        {"read": "<script>alert(1)</script>"},
        {"read": "zzzzzzzzzzzz.1"},
        {"read": "06419930be48"},
        {"kept": "../../etc/passwd"},
        {"kept": "06419930be48-"},
        {"look": '"><svg onload=alert(1)>'},
        {"look": "gigantic.wingdings.pink.more"},
        {"visit": "", "read": "", "kept": "", "look": ""},
    ],
)
def test_a_forged_cookie_says_nothing(cookies: dict[str, str]) -> None:
    assert read_reader(cookies) == Reader()


@given(st.dictionaries(st.sampled_from(["visit", "read", "kept", "look"]), st.text(max_size=60)))
def test_any_cookie_can_be_read(cookies: dict[str, str]) -> None:
    reader = read_reader(cookies)
    assert read_reader(keep(Reader(), reader)) == reader


def test_parts_of_a_look_that_are_not_known_are_the_usual() -> None:
    assert read_look("huge.comic.dark") == Look("huge", "serif", "dark")
    assert Look().classes == "" and Look("huge", "serif", "dark").classes == "size-huge scheme-dark"
