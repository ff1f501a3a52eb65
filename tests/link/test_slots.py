"""Slots of invented figures: which count one thing, and which values can both hold."""

from __future__ import annotations

import pytest

from sayso.link.amounts import is_same_count, values_agree
from sayso.link.slots import contradict, differ_in_noun, exclude_measures, read_slots
from sayso.model import Figure


def make_figure(value: float | None, top: float | None = None, **slots: str) -> Figure:
    """A figure of one number, or from `value` to `top`; `top` of -1 leaves the upper side open."""
    high = value if top is None else None if top == -1 else top
    return Figure(
        id="figure-1", article="article-1", page="page-1", start=0, end=1, minimum=value, maximum=high, **slots
    )


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"unit": "jobs", "counted": "jobs"}, {"unit": "persons", "counted": "employees"}, False),
        ({"unit": "homes", "counted": "homes"}, {"unit": "households", "counted": "households"}, False),
        ({"unit": "websites", "counted": "websites"}, {"unit": "sites", "counted": "sites"}, False),
        (
            {"unit": "customers", "counted": "customers", "measure": "without power"},
            {"unit": "homes", "counted": "homes", "measure": "without power"},
            False,
        ),
        ({"unit": "persons", "counted": "people"}, {"unit": "lines", "counted": "lines"}, True),
        ({"unit": "counties", "counted": "counties"}, {"unit": "guns", "counted": "guns"}, True),
        ({"unit": "persons", "measure": "killed"}, {"unit": "persons", "measure": "injured"}, True),
        ({"unit": "persons", "measure": "killed"}, {"unit": "persons", "counted": "dead"}, False),
        ({"unit": "USD", "measure": "cost"}, {"unit": "EUR", "measure": "cost"}, True),
        ({"unit": "percent", "measure": "turnout"}, {"unit": "percent", "counted": "eligible voters"}, False),
        (
            {"unit": "arrests", "measure": "arrested"},
            {"unit": "persons", "counted": "suspects", "measure": "arrested"},
            False,
        ),
        ({"unit": "years", "aside": "age"}, {"unit": "years", "measure": "duration"}, True),
        (
            {"unit": "years", "counted": "Bo Lind", "aside": "age"},
            {"unit": "years", "counted": "Ana Ruiz", "aside": "age"},
            True,
        ),
    ],
)
def test_what_is_of_one_count(one: dict[str, str], other: dict[str, str], apart: bool) -> None:
    a, b = read_slots(make_figure(40, **one)), read_slots(make_figure(40, **other))
    told_apart = contradict(a, b) or differ_in_noun(a, b) or exclude_measures(a.measure, b.measure)
    assert told_apart is apart


@pytest.mark.parametrize(
    ("one", "other", "agree", "same"),
    [
        (make_figure(40), make_figure(40), True, True),
        (make_figure(40), make_figure(41), False, False),
        (make_figure(40, -1), make_figure(42), True, True),
        (make_figure(40, -1), make_figure(90), True, False),
        (make_figure(200, -1, qualifier="hundreds"), make_figure(485), True, True),
        (make_figure(200, -1, qualifier="hundreds"), make_figure(4850), False, False),
        (make_figure(None, 90, qualifier="almost"), make_figure(88), True, True),
        (make_figure(None, 90, qualifier="almost"), make_figure(60), False, False),
        (make_figure(40, qualifier="about"), make_figure(41), True, True),
        (make_figure(93.9, unit="percent"), make_figure(93.87, unit="percent"), True, True),
        (make_figure(3.6e9, unit="USD"), make_figure(3.63e9, unit="USD"), True, True),
        (make_figure(0.5, unit="fraction"), make_figure(50, unit="percent"), True, True),
        (make_figure(100, unit="km2"), make_figure(38.6, unit="sq mi"), True, True),
        (make_figure(100, unit="km2"), make_figure(60, unit="sq mi"), False, False),
    ],
)
def test_which_values_can_both_hold(one: Figure, other: Figure, agree: bool, same: bool) -> None:
    assert (values_agree(one, other), is_same_count(one, other)) == (agree, same)
    assert (values_agree(other, one), is_same_count(other, one)) == (agree, same)
