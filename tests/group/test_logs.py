from __future__ import annotations

import pytest

from sayso.group import Group, WorkGist, read_gist
from sayso.group.logs import is_log_entry, read_log
from sayso.match.gather import gather
from sayso.model import Article, ArticleText, Edge, Span

ENTRIES = [
    ("17.40", "Divers found two more people in the wheelhouse of the Kestrel Maid, harbour master Una Skov said."),
    ("16.05", "Blankets are running short in the school, and so is the soup, a volunteer at the door tells us."),
    ("12.15", "The ferry company in Osterby has put out two sentences and neither of them is about the ferry."),
]
TOP = "LIVE UPDATES: 31\n\nThe ferry Kestrel Maid sinks off Varnholm: what we know"


def make_page(top: str, entries: list[tuple[str, str]]) -> list[ArticleText]:
    text = top
    blocks = []
    for time, words in entries:
        text += "\n\n"
        blocks.append((len(text), len(text) + len(time) + 1, len(text) + len(time) + 1 + len(words)))
        text += f"{time}\n{words}"
    return [
        ArticleText(
            article=Article(id=f"article-{number}", page="page-log", block=Span(start, end), body=(Span(body, end),)),
            text=text,
        )
        for number, (start, body, end) in enumerate(blocks)
    ]


def group(items: list[ArticleText], edges: tuple[Edge, ...] = ()) -> list[list[str]]:
    works = [WorkGist(work=item.article.id.replace("article", "work"), gist=read_gist(item)) for item in items]
    return [[part.work for part in story.parts] for story in gather(Group(), works, lambda record: record.work, edges)]


@pytest.mark.parametrize(
    ("top", "is_log"),
    [
        (TOP, True),
        ("Ferry sinks off Varnholm\nAs it happened", True),
        ("● Live   updates, newest first\nFerry sinks", True),
        ("Fähre sinkt vor Varnholm\nLiveticker", True),
        ("Home | Live | Weather\nFerry sinks off Varnholm", False),
        ("The people who live updates ago", False),
        ("", False),
    ],
)
def test_page_says_that_it_is_a_log(top: str, is_log: bool) -> None:
    assert [is_log_entry(item) for item in make_page(top, ENTRIES)] == [is_log] * 3


@pytest.mark.parametrize(
    ("line", "is_time"),
    [
        ("09:12", True),
        ("9.12 am", True),
        ("12.43 BST", True),
        ("Tuesday 18.02", True),
        ("Port shut", False),
        ("", False),
    ],
)
def test_entries_begin_with_a_time_of_day(line: str, is_time: bool) -> None:
    last = make_page(TOP, [*ENTRIES, (line, "The ferry lies on her side.")])[-1]
    assert is_log_entry(last) is is_time


def test_two_times_make_no_log() -> None:
    assert read_log(make_page(TOP, ENTRIES[:2])[0].text) == ()


def test_surroundings_are_prose_only() -> None:
    text = make_page(TOP, ENTRIES)[0].text
    assert [text[span.start : span.end] for span in read_log(text)] == [
        "The ferry Kestrel Maid sinks off Varnholm: what we know",
        *(words for _, words in ENTRIES),
    ]


def test_entries_of_one_log_tell_one_story_though_they_share_no_names() -> None:
    assert group(make_page(TOP, ENTRIES)) == [["work-0", "work-1", "work-2"]]


def test_entries_of_a_digest_do_not() -> None:
    assert len(group(make_page("Good morning", ENTRIES))) == 3


def test_an_entry_that_a_person_keeps_apart_stands_alone() -> None:
    apart = tuple(
        Edge(kind="story", a="work-1", b=other, score=0, because="The editor says so.")
        for other in ("work-0", "work-2")
    )
    assert ["work-1"] in group(make_page(TOP, ENTRIES), apart)
