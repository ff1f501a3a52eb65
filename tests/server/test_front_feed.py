"""Which stories the front shows."""

from __future__ import annotations

import pytest

from sayso.archive import StorySummary
from sayso.server.feed import Wish, choose_stories, count_minutes, list_choices


def make_story(name: str, **facts: object) -> StorySummary:
    known = {"works": 1, "articles": 1, "outlets": (), "claims": 0, "origins": 0, "disputed": 0, "first": None}
    return StorySummary(**{"id": name, "title": name, "last": None, **known, **facts})  # type: ignore[arg-type]


FERRY = make_story("ferry", outlets=("Courier", "Lantern"), languages=("en",), disputed=1, revised=1, last="2024-03-02")
DAM = make_story("dam", outlets=("Lantern",), languages=("de", "en"), revised=1, last="2024-05-01")
MINE = make_story("mine", outlets=("Bote",), languages=("de",), last="2024-04-01")
STORIES = [FERRY, DAM, MINE]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), ["ferry", "dam", "mine"]),
        (Wish(language="de"), ["dam", "mine"]),
        (Wish(outlet="Lantern"), ["ferry", "dam"]),
        (Wish(outlet="Lant"), []),
        (Wish(outlet="The Lantern"), ["ferry", "dam"]),
        (Wish(disputed=True), ["ferry"]),
        (Wish(revised=True), ["ferry", "dam"]),
        (Wish(language="de", revised=True), ["dam"]),
        (Wish(order="new"), ["dam", "mine", "ferry"]),
        (Wish(order="nonsense"), ["ferry", "dam", "mine"]),
    ],
)
def test_choose_stories(wish: Wish, expected: list[str]) -> None:
    assert [story.id for story in choose_stories(STORIES, wish)] == expected
    assert wish.narrows is (len(expected) < len(STORIES))


def test_filters_offer_what_there_is() -> None:
    choices = list_choices(STORIES)
    assert choices.languages == (("de", 2), ("en", 2)) and choices.outlets[0] == ("Lantern", 2)
    assert len(list_choices(STORIES, most=1).outlets) == 1


def test_an_outlet_is_offered_once_under_its_full_name() -> None:
    choices = list_choices([*STORIES, make_story("fog", outlets=("The Lantern", "Lantern"))])
    assert choices.outlets == (("The Lantern", 3), ("Bote", 1), ("Courier", 1))
    assert choices.name_outlet("lantern") == "The Lantern" and choices.name_outlet("Echo") == "Echo"


@pytest.mark.parametrize(("characters", "minutes"), [(0, 1), (1_300, 1), (2_600, 2), (130_000, 100)])
def test_count_minutes(characters: int, minutes: int) -> None:
    assert count_minutes(make_story("x", characters=characters)) == minutes
