"""Entries and messages without a full stop, comments under an article, and lines broken at a width."""

from __future__ import annotations

import pytest

from sayso.model import Mark, MarkKind, MediaType, Page
from sayso.rules.lines import judge_line
from sayso.rules.shape import LineKind, split_lines
from sayso.split import split_page


def entry(text: str, headline: str = "") -> Page:
    marks = (Mark(0, len(headline), MarkKind.HEADLINE),) if headline else ()
    return Page(id="0" * 16, media_type=MediaType.RSS, text=text, marks=marks)


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("All clear in Tarnby", "", "All clear in Tarnby"),
        (
            "Ferry stops\nNo ferry to Ims until spring, county says",
            "Ferry stops",
            "No ferry to Ims until spring, county says",
        ),
        ("Ferry stops\nNo ferry until spring\nRead also: Herring fall", "Ferry stops", "No ferry until spring"),
    ],
    ids=["message", "entry", "pointer"],
)
def test_an_entry_without_a_full_stop(text: str, headline: str, body: str) -> None:
    (block,) = split_page(entry(text, headline))
    assert block.body is not None
    assert text[block.body.start : block.body.end] == body


def test_an_entry_that_is_a_headline_alone() -> None:
    assert split_page(entry("Ferry stops for the winter", "Ferry stops for the winter")) == ()


@pytest.mark.parametrize(
    "words",
    [
        "The pool of the Orlingen school is closed from Monday, the head teacher said. It needs a roof. Read more",
        "A tin box with four hundred marks was found behind a shelf, and the bank…",
        "The lake will be drained. It was to be done by now, but the men who are to do it are not at it, and no one is",
    ],
    ids=["pointer", "cut", "unended"],
)
def test_sentences_without_an_end(words: str) -> None:
    assert judge_line(words)[0] is LineKind.PROSE


WRAPPED = """THE LAKE
The council of Tarnby voted by nine to four on Monday to drain the upper
lake before winter. Engineers had found three cracks in its wall.
Read on
The fishermen, who had asked for a boat and a year, were given a map and
three months. They will appeal, and they will fish while they appeal it,
said their speaker.
Boats landed 420 tonnes of herring in September, a third less than in the
year before."""


def test_lines_are_joined_where_they_were_broken() -> None:
    lines = [WRAPPED[start:end] for start, end in split_lines(WRAPPED)]
    assert [line.split()[0] for line in lines] == ["THE", "The", "Read", "The", "Boats"]
    assert lines[1].endswith("in its wall.")
