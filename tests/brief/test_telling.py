"""How prose tells dates, support, stances and places."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.brief.records import Brief, DisputeItem, DisputeSide
from sayso.brief.telling import (
    SAYING,
    tell_date,
    tell_part,
    tell_place,
    tell_reason,
    tell_short_date,
    tell_stance,
    tell_turned,
)
from sayso.model import ConflictKind, Stance

DATES = [
    (None, ""),
    ("2024", "2024"),
    ("2024-03", "March 2024"),
    ("2024-03-12", "12 March 2024"),
    ("2024-03-12/2024-03-22", "12–22 March 2024"),
    ("2024-03-28/2024-04-02", "28 March – 2 April 2024"),
    ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
    ("2024-08/2024-12", "August–December 2024"),
    ("2024/2025", "2024–2025"),
    ("2024-03-12/2024-03-12", "12 March 2024"),
    ("2024-08/2025-06-18", "August 2024 – 18 June 2025"),
]


@pytest.mark.parametrize(("iso", "told"), DATES, ids=[row[0] or "none" for row in DATES])
def test_dates(iso: str | None, told: str) -> None:
    assert tell_date(iso) == told


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
def test_a_range_tells_its_end_whole_and_begins_with_its_first_day(one: date, other: date) -> None:
    told = tell_date(f"{one.isoformat()}/{other.isoformat()}")
    assert told.endswith(tell_date(other.isoformat())) and told.startswith(str(one.day))


@pytest.mark.parametrize(
    ("iso", "told"), [("2024-03-02", "2 Mar"), ("2024-03", "Mar 2024"), ("2024", "2024")], ids=["day", "month", "year"]
)
def test_days_under_a_bar(iso: str, told: str) -> None:
    assert tell_short_date(iso) == told


def test_each_stance_has_its_verb_and_saying_none() -> None:
    assert set(SAYING) == set(Stance)
    assert tell_stance("assert") == "" and tell_stance("deny") == "denies"


def test_places_parts_and_reasons() -> None:
    assert tell_place("/home/desk/pages/01.txt") == "01.txt"
    assert tell_place("https://a.example/b/c") == "https://a.example/b/c"
    assert (tell_part("to help"), tell_part("Two died.")) == ("… to help", "Two died.")
    assert tell_reason("“14” (2024-03-12), then “16” (2024-03)") == "“14” (12 March 2024), then “16” (March 2024)"


@pytest.mark.parametrize(
    ("first", "later", "told"),
    [
        (("Ana Rull", "2024-08"), ("Ana Rull", "2025-06-18"), "Ana Rull: between August 2024 and 18 June 2025"),
        (("Bo Tem", "2024-08"), ("Ana Rull", "2025-06-18"), "Ana Rull, 18 June 2025 (before: Bo Tem · August 2024)"),
        (("Bo Tem", None), ("Ana Rull", None), "Ana Rull (before: Bo Tem)"),
        ((None, "2024-08"), ("Ana Rull", None), "Ana Rull (before: August 2024)"),
        (("Ana Rull", None), ("Ana Rull", "2025"), "Ana Rull"),
    ],
)  # fmt: skip
def test_who_changed_position_and_when(
    first: tuple[str | None, str | None], later: tuple[str | None, str | None], told: str
) -> None:
    one, other = (DisputeSide(speaker=who, words="w", said=said, citations=()) for who, said in (first, later))
    dispute = DisputeItem(conflict="c", kind=ConflictKind.REVERSAL, sides=(one, other), because="b")
    brief = Brief(
        story="s", title="t", works=(), claims=(), claims_in_all=0, figures=(), figures_in_all=0, events=(),
        events_in_all=0, unknown=(), citations=(), turned=("Ana Rull", "Cy Dorn"), disputes=(dispute,),
    )  # fmt: skip
    assert tell_turned(brief) == [told, "Cy Dorn"]
