"""Figures in a drawing: every number in its place, open sides open, names told apart."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Basis, Date, Figure, Precision
from sayso.server.chart import SHADES, Chart, draw_chart, shorten_label, shorten_number
from sayso.server.series import Point, Series


def make_point(low: float | None, high: float | None, day: int | None = None, speaker: str | None = None) -> Point:
    figure = Figure(id=f"figure-{low}-{high}-{day}", article="article-1", page="page-1", start=0, end=1)
    if day is None:
        return Point(figure, "some", low, high, speaker, None, None)
    as_of = Date(date=f"2024-03-{day:02}", precision=Precision.DAY, basis=Basis.STATED)
    return Point(figure, "some", low, high, speaker, as_of, (date(2024, 3, day), date(2024, 3, day)))


def draw(*points: Point, revisions: tuple[tuple[int, int], ...] = ()) -> Chart:
    return draw_chart(Series("people killed", None, points, revisions, ()))


def test_larger_is_higher_and_later_is_further_right() -> None:
    chart = draw(make_point(14, 14, 12), make_point(19, 19, 14), make_point(34, 34, 20))
    first, second, third = chart.spots
    assert first.y > second.y > third.y and first.x < second.x < third.x
    assert all(chart.left <= spot.x <= chart.right and chart.top <= spot.y <= chart.bottom for spot in chart.spots)
    assert not chart.undated


def test_open_sides_are_marked_and_ranges_are_bars() -> None:
    more, less, between = draw(make_point(30, None, 1), make_point(None, 30, 2), make_point(10, 20, 3)).spots
    assert (more.opens, less.opens, between.opens) == ("up", "down", "")
    assert more.low == more.high and between.low > between.high, "a bar from the low value up to the high one"


def test_figures_without_a_date_stand_in_a_band_of_their_own() -> None:
    chart = draw(make_point(1, 1, 5), make_point(2, 2), make_point(3, 3))
    dated, *undated = chart.spots
    assert chart.undated and dated.x < chart.right < undated[0].x < undated[1].x < chart.width


def test_revisions_join_their_figures() -> None:
    chart = draw(make_point(14, 14, 12), make_point(19, 19, 14), revisions=((0, 1),))
    assert [(a.number, b.number) for a, b in chart.joins] == [(1, 2)]


def test_speakers_are_told_apart_by_colour_and_shape() -> None:
    chart = draw(*(make_point(n, n, n + 1, f"Speaker {n}") for n in range(25)), make_point(1, 1, 28))
    assert [spot.look for spot in chart.spots[:6]] == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (1, 0)]
    assert len({look for look, _ in chart.speakers}) == 26
    assert chart.speakers[-1] == ((SHADES, SHADES), None)


def test_far_apart_values_are_drawn_to_a_logarithmic_scale() -> None:
    chart = draw(make_point(9, 9, 1), make_point(9_000_000, 9_000_000, 2))
    assert chart.logarithmic and [tick.label for tick in chart.ticks][:3] == ["1", "10", "100"]
    assert not draw(make_point(0, 0, 1), make_point(500, 500, 2)).logarithmic


@pytest.mark.parametrize(
    "points",
    [
        [make_point(5, 5, 1), make_point(5, 5, 1)],
        [make_point(0, 0), make_point(0, 0)],
        [make_point(-7, -7, 1), make_point(3, 3, 2)],
        [make_point(None, None, 1), make_point(1, 1, 2)],
        [make_point(1e-9, 1e-9, 1), make_point(1e18, 1e18, 2)],
        [make_point(n, n, 1 + n % 28) for n in range(200)],
    ],
)
def test_any_figures_can_be_drawn(points: list[Point]) -> None:
    chart = draw(*points)
    assert len(chart.spots) == len(points) and len(chart.ticks) < 40
    assert all(0 <= spot.x <= chart.width and 0 <= spot.y <= chart.height for spot in chart.spots)


@pytest.mark.parametrize(
    ("value", "short"),
    [(34, "34"), (12_000, "12,000"), (4.8e9, "4.8 bn"), (310e6, "310 m"), (22.9, "22.9"), (0, "0"), (-2e6, "-2 m")],
)
def test_shorten_number(value: float, short: str) -> None:
    assert shorten_number(value) == short


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [(34, 34, "34"), (30, None, "30+"), (None, 12_000, "≤ 12,000"), (2000, 9999, "2,000–9,999"), (None, None, "?")],
)
def test_shorten_label(low: float | None, high: float | None, label: str) -> None:
    assert shorten_label(make_point(low, high)) == label


def box_of(x: float, y: float, label: str) -> tuple[float, float, float, float]:
    return x - 3 * len(label), y - 9, x + 3 * len(label), y


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize(
    "points",
    [
        [make_point(30 + n % 3, 30 + n % 3, 1 + n // 4) for n in range(12)],
        [make_point(n, n) for n in (19, 19, 20, 22, 27, 30, 31, 34)],
        [make_point(14, None, 2), make_point(15, 15, 2), make_point(16, None, 2)],
        [make_point(5000, 5000, day) for day in range(1, 20)],
    ],
)
def test_no_label_covers_a_point_or_another_label(points: list[Point]) -> None:
    spots = draw(*points).spots
    labelled = [spot for spot in spots if spot.label]
    boxes = [box_of(spot.label_x, spot.label_y, spot.label) for spot in labelled]
    assert labelled
    for at, box in enumerate(boxes):
        assert not any(overlap(box, other) for other in boxes[at + 1 :])
        assert not any(overlap(box, (spot.x - 5, spot.y - 5, spot.x + 5, spot.y + 5)) for spot in spots)


def test_who_tells_one_number_twice_without_a_date_is_one_point_with_one_label() -> None:
    spots = draw(make_point(1, 1, 5), make_point(19, 19), make_point(19, 19), make_point(20, 20)).spots
    assert (spots[1].x, spots[1].y) == (spots[2].x, spots[2].y)
    assert sorted(spot.label for spot in spots[1:] if spot.label) == ["19", "20"]


def test_no_line_is_drawn_to_a_figure_without_a_date() -> None:
    assert draw(make_point(14, 14, 12), make_point(19, 19), revisions=((0, 1),)).joins == ()
