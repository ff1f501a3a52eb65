"""What a figure counts, in a few words."""

from __future__ import annotations

import pytest

from sayso.link.figure_labels import join_counted


@pytest.mark.parametrize(
    ("counted", "measure", "told"),
    [
        ("people", "killed", "people killed"),
        ("North Elmish casualties", "casualties", "North Elmish casualties"),
        ("deaths", "killed", "deaths"),
        ("bells", "bells", "bells"),
        ("bells", None, "bells"),
        (None, "cost", "cost"),
        (None, None, ""),
    ],
)
def test_a_measure_that_the_noun_tells_is_not_told_again(counted: str | None, measure: str | None, told: str) -> None:
    assert join_counted(counted, measure) == told


@pytest.mark.parametrize(
    ("counted", "measure", "unit", "told"),
    [
        ("gate", "freed", "days", "gate duration"),
        (None, "kept", "hours", "duration"),
        ("ferry", "late", "hours", "ferry late"),
        ("lake", "lowered", "m", "lake lowered"),
        ("sentence", "sentence", "years", "sentence"),
    ],
)
def test_what_was_done_is_no_measure_of_a_time(counted: str | None, measure: str, unit: str, told: str) -> None:
    assert join_counted(counted, measure, unit) == told
