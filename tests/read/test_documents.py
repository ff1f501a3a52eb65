"""Markdown, subtitles, and pages that a browser saved whole."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sayso.errors import UnreadableError
from sayso.model import Capture, Found, MarkKind, MediaType, Page
from sayso.read import read_page
from sayso.read.container import open_container

WORDS = "The ferry Petrel ran aground off Ellery on Sunday, said Ina Mole."


def read(text: str, name: str) -> Page:
    return read_page(text.encode(), Capture(page="", path=name))


def open_one(data: bytes, name: str) -> Found:
    (found,) = open_container(io.BytesIO(data), name, max_bytes=1_000_000)
    assert isinstance(found, Found)
    return found


def marked(page: Page, kind: MarkKind) -> list[str]:
    return [page.text[mark.start : mark.end] for mark in page.marks if mark.kind is kind]


# --- Markdown ---


def test_markdown_is_read_as_it_is_shown() -> None:
    page = read(
        f"# Ferry aground\n\n*By Nora Quill*\n\n{WORDS} [More](https://e.example/2)\n\n## Later\n\n- One\n", "a.md"
    )
    assert page.media_type is MediaType.MARKDOWN
    assert page.text.splitlines() == ["Ferry aground", "By Nora Quill", f"{WORDS} More", "Later", "One"]
    assert marked(page, MarkKind.HEADLINE) == ["Ferry aground"]
    assert marked(page, MarkKind.HEADING) == ["Later"]


def test_front_matter_is_facts() -> None:
    front = '---\ntitle: "Ferry aground"\ndate: 2031-05-04\nauthor: Nora Quill\nurl: https://e.example/1\n---\n'
    page = read(f"{front}\n{WORDS}\n", "a.md")
    facts = page.facts
    assert page.text == WORDS
    assert (facts.headline, facts.published, facts.authors) == ("Ferry aground", "2031-05-04", ("Nora Quill",))
    assert facts.canonical == "https://e.example/1"
    assert facts.basis["published"] == "front matter"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (f"# Head\n\n{WORDS} [a](https://e.example/) [b](https://e.example/)", "notes.txt", MediaType.MARKDOWN),
        (f"# Head\n\n{WORDS}", "notes.txt", MediaType.TEXT),
        (f"#hashtag {WORDS} [1] (https://e.example/)", "notes.txt", MediaType.TEXT),
        (f"--- \n{WORDS}", "notes.md", MediaType.MARKDOWN),
    ],
)
def test_text_with_a_heading_is_not_yet_markdown(text: str, name: str, kind: MediaType) -> None:
    assert read(text, name).media_type is kind


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "*a " * 6_000, "[" * 19_000, "> " * 9_000 + "x", "- " * 9_000 + "x", "`" * 9_999, "\n \n" * 99_999],
)
def test_hostile_markdown_ends(text: str) -> None:
    assert read(f"{WORDS}\n\n{text}", "a.md").text


# --- subtitles ---

SRT = """1
00:00:01,000 --> 00:00:03,000
- INA MOLE: The ferry Petrel
ran <i>aground</i>

2
00:00:03,000 --> 00:00:05,000
off Ellery.

3
00:00:05,100 --> 00:00:06,000
NORA QUILL: Was anybody hurt?

4
00:00:06,000 --> 00:00:07,000
>> Nobody.
"""
TURNS = ["INA MOLE: The ferry Petrel ran aground off Ellery.", "NORA QUILL: Was anybody hurt?", "Nobody."]
VTT = """WEBVTT - notes

STYLE
::cue { color: red }

NOTE nothing of this is said

a
00:01.000 --> 00:03.000 align:start
<v Ina Mole>The ferry Petrel <c.loud>ran</c> aground

b
00:03.000 --> 00:05.000
<v Ina Mole>off Ellery &amp; sank.

00:00:09.000 --> 00:00:10.000
<v.loud Nora Quill>Was anybody hurt?
"""


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (SRT, "a.srt", TURNS),
        (SRT.replace("\n", "\r\n"), "-", TURNS),
        (VTT, "a.vtt", ["Ina Mole: The ferry Petrel ran aground off Ellery & sank.", "Nora Quill: Was anybody hurt?"]),
    ],
    ids=["srt", "srt-crlf", "vtt"],
)
def test_a_turn_is_a_line(text: str, name: str, expected: list[str]) -> None:
    page = read(text, name)
    assert page.text.splitlines() == expected
    assert page.language == "en"


def test_two_voices_in_one_cue_are_two_turns() -> None:
    cue = "<v Ina Mole>She sank.</v> <v Nora Quill>Was anybody hurt?</v>\n<v Ina Mole>Only the pride of the line."
    assert read(f"WEBVTT\n\n00:01.000 --> 00:04.000\n{cue}\n", "a.vtt").text.splitlines() == [
        "Ina Mole: She sank.",
        "Nora Quill: Was anybody hurt?",
        "Ina Mole: Only the pride of the line.",
    ]


def test_lines_that_roll_on_are_kept_once() -> None:
    cues = [("the ferry",), ("the ferry", "ran aground"), ("ran aground", "off ellery"), ("off ellery",)]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n" + "\n".join(lines) for n, lines in enumerate(cues)
    )
    assert read(text, "a.vtt").text == "the ferry ran aground off ellery"


def test_a_pause_ends_a_paragraph_where_no_speaker_is_named() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:02.100 --> 00:03.000\nTwo.\n\n00:08.000 --> 00:09.000\nThree.\n"
    )
    assert read(text, "a.vtt").text.splitlines() == ["One. Two.", "Three."]


def test_subtitles_without_words_are_refused() -> None:
    with pytest.raises(UnreadableError, match="nothing is said"):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a.vtt")


# --- saved whole ---

MARKUP = f"<!DOCTYPE html><html><head><title>T</title></head><body><h1>Ferry aground</h1><p>{WORDS}</p></body></html>"
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://e.example/1
Subject: =?utf-8?Q?Ferry?=
Date: Sun, 4 May 2031 08:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="B"

--B
Content-Type: text/html; charset=utf-8
Content-Location: https://e.example/1

{MARKUP}
--B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://e.example/1.png

iVBORw0KGgo=
--B--
""".replace("\n", "\r\n")


def test_mhtml_is_the_page_that_was_saved() -> None:
    found = open_one(MHTML.encode(), "ferry.mhtml")
    capture = found.capture
    assert (capture.path, capture.url, capture.retrieved) == (
        "ferry.mhtml",
        "https://e.example/1",
        "2031-05-04T07:00:00Z",
    )
    page = read_page(found.data, capture)
    assert page.media_type is MediaType.HTML
    assert page.text == f"Ferry aground\n{WORDS}"
    assert page.facts.canonical == "https://e.example/1"
    assert page.facts.outlet is None, "the browser that saved it is no outlet"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0019)https://e.example/1 -->",
        "<!--\n Page saved with SingleFile \n url: https://e.example/1 \n saved date: Sun May 04 2031\n-->",
    ],
)
def test_a_saved_page_knows_its_address(comment: str) -> None:
    found = open_one(MARKUP.replace("<html>", f"<html>{comment}").encode(), "ferry.html")
    assert (found.capture.path, found.capture.url) == ("ferry.html", "https://e.example/1")


def test_a_comment_deep_in_a_page_is_not_its_address() -> None:
    found = open_one(
        (MARKUP + " " * 5_000 + "<!-- saved from url=(0019)https://e.example/1 -->").encode(), "ferry.html"
    )
    assert found.capture.url is None


def test_a_gzipped_page_is_unpacked(tmp_path: Path) -> None:
    import gzip

    assert open_one(gzip.compress(MARKUP.encode()), "ferry.html.gz").data == MARKUP.encode()
