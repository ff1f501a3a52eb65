"""Pairs of statements in one claim, as the set `made` counts them: copies are in neither what is wanted nor given."""

from __future__ import annotations

from typing import Any

import pytest
from quality.made import Comparison, Lines

Row = dict[str, Any]


def tell(name: str, speaker: str = "Asta Brill", mirror_of: str | None = None) -> Row:
    """A statement on a page of its own."""
    words = [{"start": 0, "end": 10, "text": "it is shut"}]
    source = {"name": speaker, "anonymous": False}
    return {
        "type": "statement", "id": name, "page": f"page-{name[-1]}", "content": words, "source": source,
        "mirror_of": mirror_of,
    }  # fmt: skip


def claim(*statements: str) -> Row:
    return {"type": "claim", "id": f"claim-{'-'.join(statements)}", "statements": list(statements), "figures": []}


TRUTH = [tell("t1"), tell("t2"), tell("t3", "Odil Farr"), claim("t1", "t2", "t3")]


@pytest.mark.parametrize(
    ("found", "one", "two"),
    [
        pytest.param([tell("f1"), tell("f2"), tell("f3"), claim("f1", "f2", "f3")], (1, 1), (1, 1), id="all"),
        pytest.param([tell("f1"), tell("f2"), tell("f3"), claim("f1", "f3")], (1, 0), (1, 0.5), id="one apart"),
        pytest.param(
            [tell("f1"), tell("f2", mirror_of="f1"), tell("f3"), claim("f1", "f2", "f3")], (1, 1), (1, 1), id="a copy"
        ),
        pytest.param(
            [tell("f1"), tell("f2", mirror_of="f1"), tell("f3"), claim("f1"), claim("f3")],
            (1, 1),
            (1, 0),
            id="a copy, and two speakers apart",
        ),
    ],
)
def test_copies_are_on_neither_side(found: list[Row], one: tuple[float, float], two: tuple[float, float]) -> None:
    measures = Comparison(Lines(TRUTH), Lines(found)).measure_pairs()
    assert (measures["one_speaker_precision"], measures["one_speaker_recall"]) == one
    assert (measures["two_speakers_precision"], measures["two_speakers_recall"]) == two


def test_a_copy_of_truth_is_on_neither_side() -> None:
    truth = [tell("t1"), tell("t2", mirror_of="t1"), claim("t1", "t2")]
    apart = [tell("f1"), tell("f2"), claim("f1"), claim("f2")]
    assert Comparison(Lines(truth), Lines(apart)).measure_pairs()["one_speaker_recall"] == 1
