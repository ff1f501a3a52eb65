"""An outlet is one, with or without its article."""

from __future__ import annotations

import pytest

from sayso.archive import StorySummary
from sayso.rules.sites import fold_name, join_names
from sayso.server.outlets import count_outlets


def make_story(name: str, *outlets: str) -> StorySummary:
    return StorySummary(
        id=name, title=name, works=1, articles=1, outlets=outlets, claims=0, origins=0, disputed=0,
        first=None, last=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        (["Ferry Post", "Lantern", "The Ferry Post"], ["The Ferry Post", "Lantern"]),
        (["The Lantern", "LANTERN"], ["The Lantern"]),
        (["Theatre Post", "Post"], ["Theatre Post", "Post"]),
        (["The"], ["The"]),
        ([], []),
    ],
)
def test_join_names(names: list[str], joined: list[str]) -> None:
    assert join_names(names) == joined


def test_a_story_counts_once_for_an_outlet_of_two_names() -> None:
    stories = [make_story("a", "Ferry Post", "The Ferry Post"), make_story("b", "ferry post", "Bote")]
    assert count_outlets(stories, 9) == [("The Ferry Post", 2), ("Bote", 1)]
    assert count_outlets(stories, 1) == [("The Ferry Post", 2)]


def test_by_what_an_outlet_is_known() -> None:
    assert fold_name("The Ferry Post") == fold_name("ferry post") == fold_name("ferrypost.example") != fold_name("Post")
