"""Pages made to be hard: they are read, nothing is lost, and no line belongs to two articles."""

# ruff: noqa: E501 - markup and credits as pages have them

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Capture, MarkKind, Page
from sayso.read import page_id, read_page
from sayso.rules.lines import judge_line
from sayso.rules.moments import read_moment, runs_forward
from sayso.rules.shape import LineKind
from sayso.rules.times import age_pattern, find_date, is_time_line
from sayso.split import split_page
from sayso.strip import strip_page

TOLD = "The council of Tarnby voted on Monday to drain the upper lake, said Orla Venn."
FRAGMENTS = (
    "<article>", "</article>", "<div class='card'>", "</div>", "<section>", "</section>", "<ul>", "<li>", "</ul>", "<aside>", "</aside>",
    "<h1>Tarnby drains its lake</h1>", "<h2>Geese do not agree</h2>", "<h3><a href='/geese'>Geese of Lower Tarnby</a></h3>",
    "<time>14:05</time>", "<p>12 March 2024</p>", f"<p>{TOLD}</p>", f"<p><b>{TOLD}</b></p>", "<a href='https://other.example/'>Read the whole story</a>",
    "<figcaption>The lake</figcaption>", "<table><tr><td>", "</td></tr></table>", "<p>By Ada Finch</p>", "<br>", "text",
)  # fmt: skip


def read(markup: str) -> Page:
    data = markup.encode()
    return read_page(data, Capture(page=page_id(data), path="page.html"))


def count_places(page: Page) -> list[int]:
    """In how many places each character stands that is not white space."""
    stripped = strip_page(page, split_page(page))
    count = [0] * len(page.text)
    for article in stripped.articles:
        own = [*article.body, *article.credits, *article.repeats, *article.headline_repeats]
        for span in [*own, article.headline] if article.headline else own:
            for place in range(span.start, span.end):
                count[place] += 1
    for piece in stripped.furniture:
        for place in range(piece.start, piece.end):
            count[place] += 1
    return [one for one, letter in zip(count, page.text, strict=True) if not letter.isspace()]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60))
def test_every_character_of_any_markup_stands_in_one_place(parts: list[str]) -> None:
    page = read(f"<html><body><p>{TOLD}</p>{''.join(parts)}</body></html>")
    assert set(count_places(page)) == {1}
    items = sorted((mark.start, mark.end) for mark in page.marks if mark.kind is MarkKind.ITEM)
    assert all(one[1] <= two[0] for one, two in pairwise(items))


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + TOLD,
        f"<div class='a'><h2>Heading of the page</h2><p>{TOLD}</p>" * 1_500,
        f"<div class='e'><h2><a href='/x'>Heading of the page</a></h2><time>14:05</time><p>{TOLD}</p></div>" * 3_000,
        f"<p class='{'x ' * 1_000_000}'>{TOLD}</p>",
        "".join(f"<div class='{'abcdefghij'[number % 10] * (1 + number // 10)}'><h2>Heading</h2><p>{TOLD}</p></div>" for number in range(400)),
    ],
    ids=["deep", "deep headings", "wide", "long attribute", "many classes"],
)  # fmt: skip
def test_large_markup_is_split_alike_each_time(markup: str) -> None:
    assert split_page(read(markup)) == split_page(read(markup))


@pytest.mark.parametrize(
    "words",
    [
        "3 hours ago", "vor 3 Stunden", "il y a 2 heures", "hace 5 minutos", "há 2 horas", "2 ore fa", "3 uur geleden", "för 2 timmar sedan",
        "2 godziny temu", "5 минут назад", "3 години тому", "5 dakika önce", "2 giờ trước", "3 jam lalu", "2시간 전", "3分钟前", "2時間前", "منذ 3 ساعات",
    ],
)  # fmt: skip
def test_age_is_a_time_line(words: str) -> None:
    assert age_pattern().fullmatch(words)
    assert is_time_line(words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2024年3月12日", "2024-03-12"),
        ("2024년 3월 12일", "2024-03-12"),
        ("2024. 3. 12.", "2024-03-12"),
        ("12 марта 2024", "2024-03-12"),
        ("12 Mart 2024", "2024-03-12"),
        ("12 de março de 2024", "2024-03-12"),
        ("12 maart 2024", "2024-03-12"),
    ],
)
def test_date_of_other_languages(words: str, value: str) -> None:
    found = find_date(words)
    assert found is not None and found.value == value


@pytest.mark.parametrize(
    "words",
    [
        "5. April 2024, 16:48 Uhr · Lesezeit: 3 Min. · Kommentare (27)",
        "[ Mar 15, 2024, 4:12 PM | 3 min | 112 reactions ]",
    ],
)
def test_time_beside_counters_is_a_time_line(words: str) -> None:
    assert judge_line(words)[0] is LineKind.TIME


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("PORT ELLERY, 12 March 2024", True),
        ("Ellery, 40 minutes ago", True),
        ("Голос порту · 5 годин тому", True),
        ("Nr. 14/2024 vom 13. März 2024", True),
        ("Embargo: Monday, 18 March 2024, 12.00", False),
        ("MEDIA INFORMATION No. 07/2024", False),
        ("Council of Tarnby votes to drain the lake, 12 March 2024", False),
    ],
)
def test_place_outlet_or_number_beside_a_time_is_a_time_line(words: str, told: bool) -> None:
    assert (judge_line(words)[0] is LineKind.TIME) is told


@pytest.mark.parametrize(
    ("times", "forward"),
    [
        (("5.40 am", "6.15 am", "1.00 pm", "8.20 pm"), True),
        (("19 h 10", "22 h 30", "5 h 40"), True),
        (("4 May 2021", "30 September 2022", "12 March 2024"), True),
        (("1911", "1934", "1969"), True),
        (("14:32", "14:10", "13:55"), False),
        (("14:32", "14:32", "14:32"), False),
        (("1'", "17'", "90'+2"), False),
        (("3 hours ago", "2 hours ago"), False),
        (("23:10", "1:20", "22:00", "2:00"), False),
    ],
)
def test_times_of_a_chronicle_run_forward(times: tuple[str, ...], forward: bool) -> None:
    assert runs_forward([read_moment(words) for words in times]) is forward


@pytest.mark.parametrize(
    ("first", "second"), [("45'", "45'+2"), ("45'+2", "46'"), ("전반 44분", "후반 1분"), ("9:59 am", "12:01 pm")]
)
def test_moments_are_in_order(first: str, second: str) -> None:
    one, two = read_moment(first), read_moment(second)
    assert one is not None and two is not None and one < two
