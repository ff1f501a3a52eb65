"""Cues and their forms."""

from __future__ import annotations

import pytest

from sayso.extract.cues import inflect_noun, inflect_verb, load_cues
from sayso.model import Stance


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("warn", ("warn", "warns", "warned", "warning")),
        ("argue", ("argue", "argues", "argued", "arguing")),
        ("reply", ("reply", "replies", "replied", "replying")),
        ("confess", ("confess", "confesses", "confessed", "confessing")),
    ],
)
def test_verbs_are_inflected(verb: str, forms: tuple[str, ...]) -> None:
    assert inflect_verb(verb, {}) == forms


def test_nouns_are_inflected() -> None:
    assert [inflect_noun(noun) for noun in ("claim", "testimony", "speech")] == ["claims", "testimonies", "speeches"]


def test_one_word_may_have_several_stances() -> None:
    (_, call), *_ = [item for item in load_cues().verbs["called"] if not item[0]]
    assert call.frames["object"] == Stance.ASSERT
    assert call.frames["for"] == Stance.DEMAND


def test_longer_cues_come_first() -> None:
    found = load_cues().verbs["pointed"]
    assert found[0][1].lemma == "point out"
    assert found[-1][1].lemma == "point"
