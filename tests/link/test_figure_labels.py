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
