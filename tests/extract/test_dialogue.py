"""Transcripts and interviews: each turn is its speaker's statement, and nobody else's."""

from __future__ import annotations

import pytest

from sayso.model import Capture, Directness, Found, Reading
from sayso.pipeline import read_batch
from sayso.read import page_id

CUES = """WEBVTT

00:01.000 --> 00:04.000
<v Nora Quill>The council has voted to drain the lake.

00:05.000 --> 00:08.000
<v Piet Garn>The wall will not stand another winter.

00:09.000 --> 00:12.000
<v Nora Quill>The lake is older than the council.

00:13.000 --> 00:16.000
<v Piet Garn>We asked everybody who came to the meeting.
"""
WALL = "the wall will not stand another winter. Engineers found three cracks in August."
RADIO = f"""The Morning Hour

PRESENTER: With me is the mayor, Piet Garn. Mr Garn, why must the lake go now?
PIET GARN: Because {WALL}

I have seen them. I put my hand in the longest of them.
PRESENTER: The village was not asked, was it?
PIET GARN: We asked everybody who came to the meeting. Eleven people came.
"""
ASKED = """An interview with the innkeeper Orla Venn

Below the wall of the upper lake stands an inn with three rooms and no view.

Q: Why have you sued the council?
A: Because they never asked us. The water will run into my cellar.
Q: What would you have them do with the wall?
A: Mend it. Nobody drains a house because of its roof.

It would cost nine million marks, and they have them.
"""


def read(text: str, name: str = "page.txt") -> list[tuple[str | None, str, str]]:
    """(source as named, source as printed, content) of each statement that is a whole turn."""
    data = text.encode()
    (reading,) = read_batch([Found(capture=Capture(page=page_id(data), path=name), data=data)])
    assert isinstance(reading, Reading)
    words = reading.page.text
    return [
        (
            found.source.name,
            " ".join(words[span.start : span.end] for span in found.source.spans),
            " ".join(words[found.content[0].start : found.content[-1].end].split()),
        )
        for found in reading.statements
        if found.directness is Directness.DIRECT
    ]


def test_voices_of_subtitles_are_the_speakers_of_their_words() -> None:
    assert read(CUES, "a.vtt") == [
        ("Nora Quill", "Nora Quill", "The council has voted to drain the lake."),
        ("Piet Garn", "Piet Garn", "The wall will not stand another winter."),
        ("Nora Quill", "Nora Quill", "The lake is older than the council."),
        ("Piet Garn", "Piet Garn", "We asked everybody who came to the meeting."),
    ]


def test_a_turn_of_a_transcript_goes_on_until_the_next_one() -> None:
    garn = [content for name, _, content in read(RADIO) if name == "PIET GARN"]
    assert garn == [
        f"Because {WALL}",
        "I have seen them. I put my hand in the longest of them.",
        "We asked everybody who came to the meeting. Eleven people came.",
    ]


def test_the_paragraph_of_the_writer_behind_an_empty_line_is_no_turn() -> None:
    said = read(f"{RADIO}\nCouncillor Bo Lee told us the lake was full.\n")
    assert all("Bo Lee" not in content for _, _, content in said)


def test_answers_are_those_of_whom_the_headline_names() -> None:
    assert read(ASKED) == [
        ("Orla Venn", "Orla Venn", "Because they never asked us. The water will run into my cellar."),
        ("Orla Venn", "Orla Venn", "Mend it. Nobody drains a house because of its roof."),
        ("Orla Venn", "Orla Venn", "It would cost nine million marks, and they have them."),
    ]


@pytest.mark.parametrize(
    "opening",
    ["Questions about the lake", "Piet Garn and Orla Venn on the lake", "What the valley asks"],
)
def test_answers_of_nobody_known_are_nobodys(opening: str) -> None:
    text = ASKED.replace("An interview with the innkeeper Orla Venn", opening)
    assert read(text) == []


def test_labels_that_come_again_are_no_speakers() -> None:
    text = """A short letter

Why it matters: Nine in ten visitors come by its boats.
The Big Picture: The county has built two bridges and no boat since the war.
Why it matters: The boats are old and so are those who sail them.
The Big Picture: The island has one shop, and the shop has one window.
"""
    assert read(text) == []
