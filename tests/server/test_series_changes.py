"""What each figure of a series is to the one before it."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Figure, Scope
from sayso.server.series import Point, Series, tell_change


def make_point(value: float, day: int, scope: Scope | None = None, part: str | None = None) -> Point:
    name = f"figure-{value:g}-{day}"
    figure = Figure(
        id=name, article="article-1", page="page-1", start=0, end=1, minimum=value, maximum=value, scope=scope
    )
    when = date(2024, 3, day)
    return Point(figure, f"{value:g}", value, value, "The mayor", None, (when, when), part)


POINTS = (
    make_point(34, 1),
    make_point(41, 2),
    make_point(34, 3),
    make_point(9, 4, Scope.ADDITIONAL),
    make_point(30, 5),
    make_point(33, 6),
    make_point(8, 7, part="Skarby alone"),
    make_point(12, 8, Scope.REMAINING),
)
SERIES = Series("people killed", "persons", POINTS, revisions=((0, 1), (1, 4)), disputes=((4, 5),))


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (0, None),
        (1, "revised up"),
        (2, "an old number"),
        (3, "on top"),
        (4, "disputed"),
        (5, "disputed"),
        (6, "a part: Skarby alone"),
        (7, "what is left"),
    ],
)
def test_each_figure_is_called_what_it_is(place: int, change: str | None) -> None:
    assert tell_change(SERIES, place) == change


def test_a_lower_later_count_is_revised_down() -> None:
    assert tell_change(SERIES._replace(disputes=()), 4) == "revised down"


def test_a_count_without_a_date_is_old_where_its_article_came_after_a_newer_one() -> None:
    undated = POINTS[0]._replace(days=None, told=(date(2024, 3, 9), date(2024, 3, 9)))
    series = Series("people killed", "persons", (*POINTS[:2], undated), revisions=((0, 1),), disputes=())
    assert tell_change(series, 2) == "an old number"
    early = undated._replace(told=(date(2024, 3, 2), date(2024, 3, 2)))
    assert tell_change(series._replace(points=(*POINTS[:2], early)), 2) is None
