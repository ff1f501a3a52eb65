"""The rules that sayso is held against find what their authors say they find."""

from __future__ import annotations

import pytest
from quality.attribution_anchors import find_by_gap_rules, find_by_textacy, has_textacy, load_model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Marn said that the dam was safe.", [("Ann Marn", "said", "that the dam was safe")]),
        ("The dam was safe, according to Ann Marn.", [("Ann Marn", "according to", "The dam was safe")]),
        ("Ann Marn closed the dam on Monday.", []),
    ],
)
def test_gap_rules(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [
        tuple(" ".join(text[start:end] for start, end in mark[key]) for key in ("source", "cue", "content"))
        for mark in find_by_gap_rules(load_model()(text))
    ]
    assert found == expected


def test_a_quotation_that_floats_is_the_last_speakers() -> None:
    text = "Ann Marn said that the dam was safe. “It is very old,” it was. “It is as old as the town.”"
    marks = list(find_by_gap_rules(load_model()(text)))
    assert text[slice(*marks[0]["source"][0])] == "Ann Marn"


@pytest.mark.skipif(not has_textacy(), reason="textacy is not installed")
def test_textacy_finds_direct_speech() -> None:
    text = "“The dam is very safe,” Ann Marn said."
    (mark,) = find_by_textacy(load_model()(text))
    assert text[slice(*mark["content"][0])] == "“The dam is very safe,”"
