"""Datelines, names beside agencies, captions with an archive's name, and mastheads over menus."""

from __future__ import annotations

import pytest

from sayso.model import MediaType, Page
from sayso.rules.credits import cut_agency, cut_places
from sayso.rules.datelines import opens_with_dateline
from sayso.rules.lines import judge_line, read_lines
from sayso.rules.shape import LineKind
from sayso.rules.times import find_date
from sayso.split import split_page
from sayso.strip import strip_page
from sayso.strip.body import find_head
from sayso.strip.masthead import read_masthead

SENTENCE = "The wall of the upper lake has three cracks, the county said on Monday."


@pytest.mark.parametrize(
    "dateline",
    [
        "TARNBY, MARCH 12 (ONW) - ",
        "TARNBY, March 12 (ONW) -- ",
        "TARNBY, Monday – ",
        "Tarnby, 18 March 2024. ",
        "Tarnby, 18 March 2024 – ",
        "TARNBY (ONW) — ",
    ],
)
def test_dateline_is_cut(dateline: str) -> None:
    assert find_head(dateline + SENTENCE) == len(dateline)
    assert opens_with_dateline(dateline + SENTENCE)


@pytest.mark.parametrize(
    "words",
    [
        "On Monday, 18 March 2024. Nobody came.",
        "Tarnby, 18 March. Nobody came, and the county said nothing of it either.",
        "The council met in Tarnby, and the county said nothing.",
    ],
)
def test_no_dateline(words: str) -> None:
    assert find_head(words) == 0


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("14 March 2024, 21.15 · Nora Quill, ONW / m1", "Nora Quill"),
        ("[ Nora Quill • ORM-VALLEY PRESS ]", "Nora Quill"),
        ("14 March 2024 · Middle East", None),
        ("Nora Quill, reporter | Local", None),
        ("Nora Quill", None),
    ],
)
def test_name_beside_an_agency(words: str, name: str | None) -> None:
    assert cut_agency(words) == name


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Nora Quill in Tarnby", ("Nora Quill",)),
        ("Nora Quill in Tarnby and Jo Adler in Marn", ("Nora Quill", "Jo Adler")),
        ("Nora Quill in Tarnby, and agencies", ("Nora Quill",)),
        ("Nora Quill in Tarnby and the mayor", ()),
        ("Made in Tarnby", ()),
        ("Life in Lower Ims", ()),
    ],
)
def test_names_and_places(words: str, names: tuple[str, ...]) -> None:
    assert cut_places(words) == names


@pytest.mark.parametrize(
    "words", ["A siren. Archive, 2014", "The harbour in 1997. Town archive", "Blick auf die Mühle (Archivbild)"]
)
def test_archive_pictures_are_captions(words: str) -> None:
    assert judge_line(words)[0] is LineKind.CAPTION


@pytest.mark.parametrize("words", ["The letter lay in the town archive", "She has given it to the archive, she said."])
def test_an_archive_in_a_sentence(words: str) -> None:
    assert judge_line(words)[0] is not LineKind.CAPTION


@pytest.mark.parametrize(
    ("top", "outlet"),
    [
        ("Ebb & Tide\nMarkets | Boats | Weather | Long reads", "Ebb & Tide"),
        ("Weir & Wall | the monthly of the masons | No. 4, April 2024 | page 22\nTHE CONVERSATION", "Weir & Wall"),
        ("Nora Quill\nThe river has a memory", None),
        ("World\nHome | News | Weather | Boats", None),
    ],
)
def test_masthead(top: str, outlet: str | None) -> None:
    assert read_masthead(top, read_lines(top), len(top)).outlet == outlet


def test_the_month_of_an_issue() -> None:
    top = "Weir & Wall | the monthly of the masons | No. 4, April 2024 | page 22"
    published = read_masthead(top, read_lines(top), len(top)).published
    assert published is not None
    assert published.span is not None
    assert (published.value, top[published.span.start : published.span.end]) == ("2024-04", "April 2024")


def test_entries_have_the_outlet_of_their_page() -> None:
    text = "Ebb & Tide\nHome | News | Weather | Boats\nFlood: the day\n" + "\n".join(
        f"{hour}.10\n{SENTENCE[:-1]} at {hour}." for hour in (17, 16, 15, 14)
    )
    page = Page(id="0" * 16, media_type=MediaType.TEXT, text=text)
    articles = strip_page(page, split_page(page)).articles
    assert [article.outlet for article in articles] == ["Ebb & Tide"] * 4


@pytest.mark.parametrize(
    ("top", "rest", "outlet"),
    [
        ("MOLEWORKS AG\nMEDIA INFORMATION No. 07/2031", "Moleworks will mend the wall.", "Moleworks"),
        ("Moleworks GmbH\nPressemitteilung Nr. 12", "Die Mauer wird geflickt.", "Moleworks"),
        ("MOLEWORKS AG\nThe wall is to be mended", "Moleworks will mend the wall.", None),
        ("SKARNA in English\nMorning pages", "Skarna is the state news agency of Teskia.", "Skarna"),
        ("Morning pages\nThe wall is to be mended", "Skarna is the state news agency of Teskia.", None),
    ],
)
def test_whose_page_it_is_by_a_release_or_by_what_it_says_of_itself(top: str, rest: str, outlet: str | None) -> None:
    text = f"{top}\n{rest}"
    assert read_masthead(text, read_lines(text), len(top)).outlet == outlet


@pytest.mark.parametrize(
    ("words", "value"),
    [("12MAR31 07:41", "2031-03-12"), ("BC04MAY31", None), ("3NOV07", "2007-11-03"), ("FLIGHT 12MARS31", None)],
)
def test_the_date_over_an_agencys_copy(words: str, value: str | None) -> None:
    found = find_date(words)
    assert (found.value if found else None) == value
