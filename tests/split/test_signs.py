"""Signs by which items and headlines are told on plain lines: kickers, days, minutes, turns, boxes, decks."""

from __future__ import annotations

import pytest

from sayso.model import Capture, Page
from sayso.read import page_id, read_page
from sayso.rules.moments import BARE_TIME, moment_of
from sayso.split import find_teasers, split_page
from sayso.split.teasers import skip_kicker

TOLD = (
    "The harbour board has closed the east mole until spring, its engineer Petra Halm said, after divers found a hole.",
    "Two ferries that run on batteries were ordered from a yard in Orlingen on Tuesday, the operator told reporters.",
    "The ministry cut the quota for herring by a third, and two hundred people stood on the quay with their nets.",
    "A bell that had been silent for forty years rang in Tarnby, lower than anybody in the town had remembered it.",
)


def read(text: str, name: str = "page.txt") -> Page:
    data = text.encode()
    return read_page(data, Capture(page=page_id(data), path=name))


def list_headlines(page: Page) -> list[str]:
    return [page.text[one.headline.start : one.headline.end] if one.headline else "" for one in split_page(page)]


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("Live Valley cut off as upper road floods", "Valley cut off as upper road floods"),
        ("ANALYSIS: Why the batteries will not fit", "Why the batteries will not fit"),
        ("En directo | El puerto cierra el muelle", "El puerto cierra el muelle"),
        ("Live music returns to the quay", "Live music returns to the quay"),
        ("Video games outsell herring again", "Video games outsell herring again"),
        ("Opinion Harbour", "Opinion Harbour"),
        ("Valley cut off", "Valley cut off"),
    ],
)
def test_a_kicker_is_no_part_of_the_headline(words: str, headline: str) -> None:
    assert words[skip_kicker(words) :] == headline


def test_a_teaser_begins_behind_its_kicker() -> None:
    cards = "".join(
        f"<li><a href='/{n}'><span>Live</span> Ferry {n} is towed into harbour</a></li>"
        for n in ("Ada", "Ina", "Tam", "Orla", "Edda")
    )
    page = read(f"<!DOCTYPE html><html><body><h1>Coast</h1><ul>{cards}</ul></body></html>", "page.html")
    assert [page.text[one.start : one.end].split()[0] for one in find_teasers(page)] == ["Ferry"] * 5


DAYS = ("May 9, 2031", "May 7, 2031", "May 4, 2031", "May 1, 2031")


def test_posts_under_days_are_items_where_the_latest_is_on_top() -> None:
    latest = [line for pair in zip(DAYS, TOLD, strict=True) for line in pair]
    earliest = [line for pair in zip(reversed(DAYS), TOLD, strict=True) for line in pair]
    assert len(split_page(read("\n".join(["The Quay Diary", *latest])))) == 4
    assert len(split_page(read("\n".join(["The Quay Diary", *earliest])))) == 1
    assert len(split_page(read("\n".join(["How the mole was closed", TOLD[0], *latest])))) == 1


def test_headlines_over_days_and_hours() -> None:
    times = ("4 May 2031, 17:20", "3 May 2031, 11:05", "2 May 2031, 9:40", "1 May 2031, 15:00")
    heads = (
        "Mole closed until spring",
        "Ferries to run on batteries",
        "Herring quota cut again",
        "Old bell rings in Tarnby",
    )
    lines = [line for row in zip(heads, times, TOLD, strict=True) for line in row]
    assert list_headlines(read("\n".join(["Town hall", "News", *lines]))) == list(heads)


@pytest.mark.parametrize(
    ("words", "minutes"), [("Min. 9:", 9_000), ("min 90+2", 90_002), ("Minuto 17", 17_000), ("45'+2", 45_002)]
)
def test_the_minute_of_a_match(words: str, minutes: int) -> None:
    match = BARE_TIME.fullmatch(words)
    assert match is not None and moment_of(match).minutes == minutes


def test_turns_of_an_interview_are_no_headline() -> None:
    turns = [f"{who}: {words}" for words in TOLD for who in ("Frage", "Antwort")]
    turns[0] = "Frage: Wann haben Sie zuletzt schlecht geschlafen?"
    lines = [
        "„Man kann eine Mauer nicht fragen“",
        TOLD[1],
        "Von Jonas Wiek",
        "4. Mai 2031, 18:00 Uhr",
        "Teilen",
        *turns,
    ]
    assert list_headlines(read("\n".join(lines))) == ["„Man kann eine Mauer nicht fragen“"]


def test_an_aggregators_credits_over_whole_articles_are_not_shared_out() -> None:
    """Lines that come again in each item are no items' signs where they are outlets and ages over headlines."""
    heads = (
        "Ferries to run on batteries by 2033",
        "Herring quota cut by a third again",
        "Old bell rings in Tarnby once more",
    )
    text = [*("Mole closed until spring", *TOLD, *TOLD[:1]), "Comments", "More From The Mill"]
    for number, (head, told) in enumerate(zip(heads, TOLD[1:], strict=True)):
        text += ["Sundial", f"{number + 2} hours ago", "- Sundial", head, f"{told} {TOLD[0]} {told}"]
    page = read("\n".join(text))
    found = [[page.text[span.start : span.end] for span in one.credits] for one in split_page(page)]
    assert found[1:] == [["Sundial", f"{number} hours ago", "- Sundial"] for number in (2, 3, 4)]


@pytest.mark.parametrize(
    ("headline", "count"),
    [("Flood in the valley: the newsblog of Sunday", 4), ("How the flood came to the valley, hour by hour", 1)],
)
@pytest.mark.parametrize("is_html", [False, True])
def test_a_page_that_calls_itself_live_has_entries_whichever_way_its_times_run(
    headline: str, count: int, *, is_html: bool
) -> None:
    opening = "The water rose all day, and in the evening it stood in the school. What we wrote about it stands below."
    times = ("06:15", "07:40", "09:05", "10:55")
    text = "\n".join([headline, opening, *(line for pair in zip(times, TOLD, strict=True) for line in pair)])
    entries = "".join(
        f"<div class='e'><time>{time}</time><p>{told}</p></div>" for time, told in zip(times, TOLD, strict=True)
    )
    markup = f"<!DOCTYPE html><html><body><h1>{headline}</h1><p>{opening}</p><div>{entries}</div></body></html>"
    assert len(split_page(read(markup, "page.html") if is_html else read(text))) == count
