"""The timeline: dated sentences, each once, nothing of copies, and nothing that is no date."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.events import shorten
from sayso.link.sentences import find_sentence
from sayso.model import Article, ArticleText, Span


def test_a_dated_sentence_is_an_event_with_its_statements(desk: Any) -> None:
    text = "It rained. The bridge at Varnholm fell on May 6, 2031, Marta Oling said. Nobody was hurt."
    article = desk.write("herald", text)
    said = desk.say(article, "Marta Oling", "The bridge at Varnholm fell on May 6, 2031")
    desk.date(article, "May 6, 2031", "2031-05-06")
    [event] = desk.link().events
    assert (event.date.date, event.statements) == ("2031-05-06", (said.id,))
    assert [text[s.start : s.end] for s in event.spans] == [
        "The bridge at Varnholm fell on May 6, 2031, Marta Oling said."
    ]
    assert event.text == text[event.spans[0].start : event.spans[0].end]


def test_events_stand_in_order_of_time(desk: Any) -> None:
    article = desk.write("herald", "It closed in June 2032. It had opened on 3 May 2031. It was planned in 2029.")
    for words, value in (("June 2032", "2032-06"), ("3 May 2031", "2031-05-03"), ("2029", "2029")):
        desk.date(article, words, value)
    assert [event.date.date for event in desk.link().events] == ["2029", "2031-05-03", "2032-06"]


def test_a_bare_year_before_a_noun_dates_nothing(desk: Any) -> None:
    article = desk.write("herald", "The council passed the 2032 budget.")
    desk.date(article, "2032", "2032")
    assert desk.link().events == ()


@pytest.mark.parametrize(
    ("text", "words", "value", "told"),
    [
        ("The lower line is the flood of 2019.", "2019", "2019", False),
        ("The pier was mended after the storm of 2019.", "2019", "2019", False),
        ("The pier was mended in the spring of 2019.", "2019", "2019", True),
        ("The pier was mended at the end of 2019.", "2019", "2019", True),
        ("The pier was mended in 2019.", "2019", "2019", True),
        ("Six people died, two more than on May 6, 2031.", "May 6, 2031", "2031-05-06", False),
        ("Six people died on May 6, 2031.", "May 6, 2031", "2031-05-06", True),
        ("Could it have been stopped on May 6, 2031?", "May 6, 2031", "2031-05-06", False),
    ],
)
def test_what_only_names_a_thing_compares_or_asks_tells_no_event(
    desk: Any, text: str, words: str, value: str, told: bool
) -> None:
    desk.date(desk.write("herald", text), words, value)
    assert len(desk.link().events) == told


def test_who_spoke_on_a_day_is_no_event_of_its_own(desk: Any) -> None:
    article = desk.write("herald", "The pier fell on May 6, 2031, the fire service said on May 7, 2031.")
    said = desk.say(article, "fire service", "The pier fell on May 6, 2031")
    desk.statements[-1] = msgspec.structs.replace(
        said,
        source=msgspec.structs.replace(said.source, spans=(desk.find(article, "the fire service"),)),
        cue=desk.find(article, "said"),
    )
    desk.date(article, "May 6, 2031", "2031-05-06")
    desk.date(article, "May 7, 2031", "2031-05-07")
    assert [event.date.date for event in desk.link().events] == ["2031-05-06"]


def test_a_mirror_and_a_mention_without_a_date_tell_no_event(desk: Any) -> None:
    first = desk.date(desk.write("herald", "The bridge fell on May 6, 2031."), "May 6, 2031", "2031-05-06")
    copy = desk.date(
        desk.write("portal", "The bridge fell on May 6, 2031.", work="herald"), "May 6, 2031", "2031-05-06"
    )
    desk.mirrors[copy.id] = first.id
    desk.date(desk.write("courier", "The bridge fell on Thursday."), "Thursday", "XXXX-WXX-4")
    assert [event.page for event in desk.link().events] == ["page-herald"]


def test_a_relative_date_hangs_on_the_day_of_its_article(desk: Any) -> None:
    article = desk.write("herald", "The bridge fell yesterday.", published="2031-05-07")
    mention = desk.date(article, "yesterday", "P-1D")
    links = desk.link()
    assert links.dates[article].date == "2031-05-07"
    assert links.dates[mention.id].date == links.events[0].date.date == "2031-05-06"


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Mr. Oling left on May 6. Two.", "May 6", "Mr. Oling left on May 6."),
        ("He said: “It fell in May.” She left.", "May", "He said: “It fell in May.”"),
        ("The U.S. office closed in May.\nNext line", "May", "The U.S. office closed in May."),
        ("no end in May", "May", "no end in May"),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, words: str, sentence: str) -> None:
    item = make_item(text)
    start = text.index(words)
    span = find_sentence(item, start, start + len(words))
    assert text[span.start : span.end] == sentence


@given(st.text(alphabet="ab .\n!", max_size=200), st.integers(0, 199), st.integers(0, 20))
def test_a_sentence_holds_its_place_and_stays_in_its_article(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    span = find_sentence(make_item(text), start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert end <= span.end


@given(st.text(max_size=600), st.integers(0, 600))
def test_a_shortened_sentence_is_short(sentence: str, place: int) -> None:
    assert len(shorten(sentence, min(place, len(sentence)), 80)) <= 84


def make_item(text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id="article-a", page="page-a", block=whole, body=(whole,)), text=text)
