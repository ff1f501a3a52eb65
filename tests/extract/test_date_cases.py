"""The table of date expressions, each seen from the day on which its article appeared."""

from __future__ import annotations

import pytest
from quality.dates import TABLE, Case, read_cases, read_dates

CASES = tuple(read_cases(TABLE))


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 300
    assert len({(case.anchor, case.text, case.start) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.anchor} {case.marked}")
def test_date(case: Case) -> None:
    found = read_dates(case)
    if not case.words:
        assert found == []
    else:
        assert (case.words, case.date) in found
