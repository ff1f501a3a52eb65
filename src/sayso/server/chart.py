"""A series of figures as the geometry of a chart; `_chart.html` draws it. Numbers are units of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sayso.server.series import Point, Series
from sayso.server.strings import say

WIDTH, HEIGHT = 460, 230
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 26, 28
UNDATED = 84
"""The width of the band on the right for figures without a date."""

SHADES = 5
"""Colours, and shapes, for named speakers: together they tell 25 apart."""

LOG_FROM = 25
"""A largest value this many times the smallest needs a logarithmic scale to be read."""

LABEL_HEIGHT, LABEL_SIGN = 12, 6.2
DAY_LABEL = 72
ARROW, MARK = 13, 6


_Box = tuple[float, float, float, float]  # left, top, right, bottom
_Told = tuple[float | None, float | None, str | None]  # low, high, speaker


class Tick(NamedTuple):
    """A line of the grid and its label."""

    at: float
    label: str


class Look(NamedTuple):
    """The colour and shape of a speaker's points; `SHADES` stands for nobody's."""

    shade: int
    shape: int


class Spot(NamedTuple):
    """One figure in the drawing: a point, a bar between `low` and `high`, or an open side."""

    number: int
    x: float
    left: float  # the days that the date covers
    right: float
    y: float
    low: float
    high: float
    opens: str  # "", "up" or "down"
    look: Look
    label: str  # empty where there is no room
    label_x: float  # its middle
    label_y: float
    point: Point


class Chart(NamedTuple):
    """All that is drawn."""

    width: int
    height: int
    left: int
    right: float  # where the dated part ends
    top: int
    bottom: float
    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    spots: tuple[Spot, ...]
    joins: tuple[tuple[Spot, Spot], ...]  # of two dates: from or to a figure without one a line would tell no time
    disputes: tuple[tuple[Spot, Spot], ...]
    speakers: tuple[tuple[Look, str | None], ...]
    undated: bool
    logarithmic: bool
    least: str
    most: str


class _Scale(NamedTuple):
    """A value → its place between two ends of the drawing."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        turn = math.log10 if self.logarithmic else float
        low, high = turn(self.low), turn(self.high)
        share = (turn(value) - low) / (high - low) if high > low else 0.5
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)


def draw_chart(series: Series) -> Chart:
    """The chart of one series: values upward, dates to the right, figures without a date in a band of their own."""
    undated = any(point.days is None for point in series.points)
    dated = any(point.days is not None for point in series.points)
    right = WIDTH - RIGHT - (UNDATED if undated and dated else 0)
    values = _scale_values(series.points)
    days = _scale_days(series.points, right if dated else LEFT)
    looks = _choose_looks(series.points)
    spots = _place_spots(series.points, values, days, right if dated else LEFT, looks)
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right if dated else LEFT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        ticks=tuple(Tick(values.place(value), shorten_number(value)) for value in _choose_ticks(values)),
        days=tuple(Tick(_place_day(days, day), _name_day(day)) for day in _choose_days(series.points, days))
        if dated
        else (),
        spots=spots,
        joins=tuple((spots[a], spots[b]) for a, b in series.revisions if spots[a].point.days and spots[b].point.days),
        disputes=tuple((spots[a], spots[b]) for a, b in series.disputes),
        speakers=tuple((look, name) for name, look in looks.items()),
        undated=undated,
        logarithmic=values.logarithmic,
        least=shorten_label(min(series.points, key=_middle)),
        most=shorten_label(max(series.points, key=_middle)),
    )


def _middle(point: Point) -> float:
    known = [value for value in (point.low, point.high) if value is not None]
    return sum(known) / max(1, len(known))


# --- values -----------------------------------------------------------------------------------------------------------


def _scale_values(points: Sequence[Point]) -> _Scale:
    known = [value for point in points for value in (point.low, point.high) if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if low > 0 and high / low >= LOG_FROM:
        return _Scale(
            10 ** math.floor(math.log10(low)), high * (high / low) ** 0.2, HEIGHT - BOTTOM, TOP, logarithmic=True
        )
    floor = min(0.0, low)
    return _Scale(floor, high + (high - floor) * 0.12 or 1.0, HEIGHT - BOTTOM, TOP)


def _choose_ticks(scale: _Scale) -> list[float]:
    """Round numbers that divide the scale into a few steps."""
    if scale.logarithmic:
        powers = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
        return [10.0**power for power in powers if scale.low <= 10.0**power <= scale.high]
    rough = (scale.high - scale.low) / 4
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough)
    first = math.ceil(scale.low / step)
    return [number * step for number in range(first, math.floor(scale.high / step) + 1)]


def shorten_number(value: float) -> str:
    """ "1,200", "4.8 bn"."""
    for size, name in ((1e9, say("number.bn")), (1e6, say("number.m"))):
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.6g}" if value % 1 else f"{value:,.0f}"


# --- days -------------------------------------------------------------------------------------------------------------


def _scale_days(points: Sequence[Point], right: float) -> _Scale:
    days = [day.toordinal() for point in points if point.days for day in point.days] or [1]
    first, last = min(days), max(days)
    edge = max(1.0, (last - first) * 0.08)
    return _Scale(first - edge, last + edge, LEFT, right)


def _choose_days(points: Sequence[Point], scale: _Scale) -> list[date]:
    """Days that figures hold for, as many as their labels leave room for."""
    days = sorted({day for point in points if point.days for day in point.days})
    chosen = [days[0]]
    for day in days[1:-1]:
        room = min(
            _place_day(scale, day) - _place_day(scale, chosen[-1]), _place_day(scale, days[-1]) - _place_day(scale, day)
        )
        if room >= DAY_LABEL:
            chosen.append(day)
    return chosen + ([days[-1]] if _place_day(scale, days[-1]) - _place_day(scale, chosen[-1]) >= DAY_LABEL else [])


def _place_day(scale: _Scale, day: date) -> float:
    return scale.place(day.toordinal())


def _name_day(day: date) -> str:
    return f"{day.day} {say(f'month.{day:%m}')[:3]} {day.year}"


# --- spots ------------------------------------------------------------------------------------------------------------


def _choose_looks(points: Sequence[Point]) -> dict[str | None, Look]:
    """Speaker → look, in order of appearance."""
    names = list(dict.fromkeys(point.speaker for point in points if point.speaker))
    looks: dict[str | None, Look] = {
        name: Look((number + number // SHADES) % SHADES, number % SHADES) for number, name in enumerate(names)
    }
    if any(point.speaker is None for point in points):
        looks[None] = Look(SHADES, SHADES)
    return looks


def _place_spots(
    points: Sequence[Point], values: _Scale, days: _Scale, right: float, looks: dict[str | None, Look]
) -> tuple[Spot, ...]:
    columns = _line_up_undated(points)
    spots = []
    for number, point in enumerate(points, 1):
        x, left, end = _find_x(point, days, right, columns)
        y, low, high, opens = _find_y(point, values)
        look = looks[point.speaker or None]
        spots.append(Spot(number, x, left, end, y, low, high, opens, look, "", x, y, point))
    return _label_spots(spots)


def _line_up_undated(points: Sequence[Point]) -> dict[_Told, int]:
    """What is told without a date → its place in the band, from the least value on. Who tells the same number twice is
    one point."""
    found = {_told(point): _middle(point) for point in points if point.days is None}
    return {told: place for place, told in enumerate(sorted(found, key=lambda told: (found[told], str(told))))}


def _told(point: Point) -> _Told:
    return point.low, point.high, point.speaker


def _label_spots(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots with a label each: above, else right, left or below, wherever it covers no point and no label. One that
    has no room has none, and one that stands on another of the same number needs none."""
    taken = [_box_of(spot) for spot in spots]
    taken += [(spot.left, spot.y - 1, spot.right, spot.y + 1) for spot in spots if spot.left != spot.right]
    told: set[tuple[float, float, str]] = set()
    labelled = []
    for spot in spots:
        label = shorten_label(spot.point)
        place = None if (spot.x, spot.y, label) in told else _find_room(spot, len(label) * LABEL_SIGN, taken)
        if place is not None:
            told.add((spot.x, spot.y, label))
            taken.append(_box_around(*place, len(label) * LABEL_SIGN))
            spot = spot._replace(label=label, label_x=place[0], label_y=place[1])
        labelled.append(spot)
    return tuple(labelled)


def _find_room(spot: Spot, width: float, taken: Sequence[_Box]) -> tuple[float, float] | None:
    """The middle and the baseline of a label of this width that covers nothing."""
    left, top, right, bottom = _box_of(spot)
    beside, level = width / 2 + 2, spot.y + LABEL_HEIGHT / 3
    places = [(spot.x, top - 3), (right + beside, level), (left - beside, level), (spot.x, bottom + LABEL_HEIGHT - 2)]
    for x, y in places:
        box = _box_around(x, y, width)
        inside = box[0] >= LEFT and box[1] >= 0 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - BOTTOM
        if inside and not any(_overlap(box, other) for other in taken):
            return round(x, 1), round(y, 1)
    return None


def _box_of(spot: Spot) -> _Box:
    """What a point covers, with its bar or arrow."""
    up, down = (ARROW if spot.opens == side else 0 for side in ("up", "down"))
    ends = (spot.low, spot.high, spot.y)
    return spot.x - MARK, min(ends) - MARK - up, spot.x + MARK, max(ends) + MARK + down


def _box_around(x: float, y: float, width: float) -> _Box:
    return x - width / 2, y - LABEL_HEIGHT + 2, x + width / 2, y + 1


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _find_x(point: Point, days: _Scale, right: float, undated: dict[_Told, int]) -> tuple[float, float, float]:
    if point.days is None:
        band = WIDTH - RIGHT - right
        x = round(right + band * (undated[_told(point)] + 0.5) / len(undated), 1)
        return x, x, x
    first, last = (days.place(day.toordinal()) for day in point.days)
    return round((first + last) / 2, 1), first, last


def _find_y(point: Point, values: _Scale) -> tuple[float, float, float, str]:
    """(middle, low end, high end, open side)."""
    opens = "up" if point.high is None else "down" if point.low is None else ""
    low = point.low if point.low is not None else point.high
    high = point.high if point.high is not None else point.low
    low_y, high_y = values.place(low or 0.0), values.place(high or 0.0)
    return round((low_y + high_y) / 2, 1), low_y, high_y, opens


def shorten_label(point: Point) -> str:
    """ "34", "30+", "≤ 12,000", "2,000–9,999"."""
    if point.low is None:
        return "?" if point.high is None else f"≤ {shorten_number(point.high)}"
    if point.high is None:
        return f"{shorten_number(point.low)}+"
    if point.low == point.high:
        return shorten_number(point.low)
    return f"{shorten_number(point.low)}–{shorten_number(point.high)}"
