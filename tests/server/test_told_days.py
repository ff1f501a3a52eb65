"""Dates as people write them."""

from __future__ import annotations

import pytest

from sayso.server.days import tell_days, tell_reason

THIN = "\u2009–\u2009"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-03-12", "12 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("2024-03-12/2024-03-14", f"12{THIN}14 March 2024"),
        ("2024-03-12/2024-04-02", f"12 March{THIN}2 April 2024"),
        ("2023-12-30/2024-01-02", f"30 December 2023{THIN}2 January 2024"),
        ("2024-02/2024-05", f"February{THIN}May 2024"),
        ("2024/2024", "2024"),
        ("2024-13-01", "1 13 2024"),
        ("last week", "last week"),
        ("", ""),
        (None, ""),
    ],
)
def test_tell_days(text: str | None, told: str) -> None:
    assert tell_days(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“14” (2024-03-12), then “19” (2024-03-14)", "“14” (12 March 2024), then “19” (14 March 2024)"),
        ("it counts “61” (2024-03-12/2024-03-22)", f"it counts “61” (12{THIN}22 March 2024)"),
        ("dated “this summer” (2024-06/2024-08)", f"dated “this summer” (June{THIN}August 2024)"),
        ("is dated (2024-11) there", "is dated (November 2024) there"),
        ("the page says “2024-03-12”", "the page says “2024-03-12”"),
        ("see 1-2024-03-12 and 2024-03-12-7", "see 1-2024-03-12 and 2024-03-12-7"),
        ("the season 2024-25, the 2024-11 model", "the season 2024-25, the 2024-11 model"),
        ("32 days apart", "32 days apart"),
    ],
)
def test_reasons_tell_days_but_leave_what_they_quote(text: str, told: str) -> None:
    assert tell_reason(text) == told
