"""Places as the geometry of a map; `_map.html` draws it. Numbers are units of the drawing.

Longitudes are drawn in proportion to latitudes at the middle of the map (an equirectangular projection), which is true
to shape for the regions that stories are of. No borders are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.server.atlas import Ring, Site, load_coasts, load_towns

WIDTH = 640
FLATTEST, STEEPEST = 300, 460
"""The least and the greatest height."""

MARGIN = 0.22  # of the extent, on every side
LEAST_DEGREES = 5.0  # of latitude that a map shows
SMALLEST_DOT, LARGEST_DOT = 4.0, 15.0
NEAREST = 8.0  # units between the middles of two dots
LETTER, LINE = 6.6, 14.0  # the width of a letter of a label, the height of its line
GAP = 4.0
FINEST = 0.8  # units: coast points closer to one another are drawn as one
MOST_TOWNS = 9
WIDEST_WITH_TOWNS = 40.0
"""Degrees of longitude."""

STEPS = (0.5, 1, 2, 5, 10, 15, 30)
"""Degrees between lines of the grid."""

KILOMETRES = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
DEGREE = 111.2
"""Kilometres of a degree of latitude."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Marker(NamedTuple):
    """A place to be drawn, with how many works name it."""

    key: str
    name: str
    works: int
    site: Site


class Dot(NamedTuple):
    """A place on the map, with those too near to be told from it. `label` is empty where there was no room for it: the
    table has it."""

    marker: Marker
    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    anchor: str  # "start", "middle", "end"
    near: tuple[Marker, ...] = ()  # places that would lie under it: they are not drawn


class Town(NamedTuple):
    """A large town that nobody names, to find one's way by."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


class Line(NamedTuple):
    """A line of the grid and what it is called."""

    at: float
    label: str


class Map(NamedTuple):
    """All that is drawn."""

    width: int
    height: int
    land: str  # the path of all land
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    dots: tuple[Dot, ...]
    towns: tuple[Town, ...]
    scale: float  # the length of the scale bar
    kilometres: int

    @property
    def places(self) -> int:
        """How many places its dots stand for."""
        return sum(1 + len(dot.near) for dot in self.dots)


class _View(NamedTuple):
    """Degrees → units of the drawing."""

    west: float
    north: float
    per_longitude: float
    per_latitude: float
    height: int

    def place(self, longitude: float, latitude: float) -> Point:
        return (longitude - self.west) * self.per_longitude, (self.north - latitude) * self.per_latitude

    @property
    def east(self) -> float:
        return self.west + WIDTH / self.per_longitude

    @property
    def south(self) -> float:
        return self.north - self.height / self.per_latitude


def draw_map(markers: Iterable[Marker]) -> Map | None:
    """The map of these places, those that most works name with labels first; None where there are none."""
    ordered = sorted(markers, key=lambda marker: (-marker.works, marker.name, marker.key))
    return _draw(tuple(ordered)) if ordered else None


@lru_cache(maxsize=64)
def _draw(ordered: tuple[Marker, ...]) -> Map:
    view = _choose_view([marker.site for marker in ordered])
    kilometres, scale = _choose_scale(view)
    dots, taken = _place_dots(ordered, view, [_cover_scale(view, scale)])
    return Map(
        width=WIDTH,
        height=view.height,
        land=_draw_land(view),
        meridians=tuple(_draw_meridians(view)),
        parallels=tuple(_draw_parallels(view)),
        dots=dots,
        towns=tuple(_place_towns(view, taken, {dot.marker.name for dot in dots})),
        scale=scale,
        kilometres=kilometres,
    )


# --- what is shown ----------------------------------------------------------------------------------------------------


def _choose_view(sites: Sequence[Site]) -> _View:
    south, north = min(s.latitude for s in sites), max(s.latitude for s in sites)
    west, east = min(s.longitude for s in sites), max(s.longitude for s in sites)
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    tall = max(LEAST_DEGREES, (north - south) * (1 + 2 * MARGIN))
    wide = max(LEAST_DEGREES * 1.5, (east - west) * squeeze * (1 + 2 * MARGIN))
    height = round(min(STEEPEST, max(FLATTEST, WIDTH * tall / wide)))
    per_latitude = min(height / tall, WIDTH / wide)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    per_longitude = per_latitude * squeeze
    return _View(
        middle_x - WIDTH / per_longitude / 2, middle_y + height / per_latitude / 2, per_longitude, per_latitude, height
    )


def _choose_scale(view: _View) -> tuple[int, float]:
    """The roundest length that takes up to a quarter of the width, and its units."""
    per_kilometre = view.per_latitude / DEGREE
    fitting = [length for length in KILOMETRES if length * per_kilometre <= WIDTH / 4]
    chosen = fitting[-1] if fitting else KILOMETRES[0]
    return chosen, round(chosen * per_kilometre, 1)


def _choose_step(degrees: float) -> float:
    return next((step for step in STEPS if degrees / step <= 6), STEPS[-1])


def _draw_meridians(view: _View) -> Iterator[Line]:
    for degree in _count_degrees(view.west, view.east):
        turned = (degree + 180) % 360 - 180
        yield Line(round(view.place(degree, 0)[0], 1), name_degree(turned, "E", "W"))


def _draw_parallels(view: _View) -> Iterator[Line]:
    for degree in _count_degrees(view.south, view.north):
        if abs(degree) <= 90:
            yield Line(round(view.place(0, degree)[1], 1), name_degree(degree, "N", "S"))


def _count_degrees(first: float, last: float) -> Iterator[float]:
    step = _choose_step(last - first)
    return (number * step for number in range(math.ceil(first / step), math.floor(last / step) + 1))


def name_degree(degree: float, positive: str, negative: str) -> str:
    """ "35° E"."""
    return f"{abs(degree):g}°" + (f" {positive if degree > 0 else negative}" if degree else "")


# --- land -------------------------------------------------------------------------------------------------------------


def _draw_land(view: _View) -> str:
    """The path of what of the coasts is in view."""
    pieces = []
    for turn in (-360, 0, 360):  # what lies beyond 180 degrees is drawn where it comes into view
        box = (view.west - turn, view.south, view.east - turn, view.north)
        moved = view._replace(west=view.west - turn)
        pieces += [_draw_ring(ring, moved) for ring in load_coasts() if _meets(ring.box, box)]
    return "".join(pieces)


def _meets(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _draw_ring(ring: Ring, view: _View) -> str:
    points = clip_ring([view.place(*point) for point in ring.points], (-9.0, -9.0, WIDTH + 9.0, view.height + 9.0))
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((round(x, 1), round(y, 1)))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def clip_ring(points: Sequence[Point], box: Box) -> list[Point]:
    """What of a ring lies in the box (Sutherland and Hodgman 1974)."""
    left, top, right, bottom = box
    kept = list(points)
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept = _cut(kept, axis, bound, sign)
    return kept


def _cut(points: Sequence[Point], axis: int, bound: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for place, point in enumerate(points):
        before = points[place - 1]
        is_in, was_in = (sign * (p[axis] - bound) >= 0 for p in (point, before))
        if is_in != was_in:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if is_in:
            kept.append(point)
    return kept


# --- dots and labels --------------------------------------------------------------------------------------------------


def _cover_scale(view: _View, scale: float) -> Box:
    return WIDTH - scale - 24, view.height - 34, WIDTH, view.height


def _place_towns(view: _View, taken: list[Box], named: set[str]) -> Iterator[Town]:
    """The largest towns in view that there is room for; none on a map of half the world."""
    if view.east - view.west > WIDEST_WITH_TOWNS:
        return
    found = 0
    for town in load_towns():
        latitude, longitude = town.latitude or 0.0, town.longitude or 0.0
        is_in = view.south < latitude < view.north and view.west < longitude < view.east
        if is_in and town.names[0] not in named and found < MOST_TOWNS:
            x, y = view.place(longitude, latitude)
            around = (x - 3, y - 3, x + 3, y + 3)
            label = (
                None if any(_meets(around, box) for box in taken) else _find_room(x, y, 2.0, town.names[0], view, taken)
            )
            if label:
                taken.append(around)
                found += 1
                label_x, label_y, anchor = label
                yield Town(town.names[0], round(x, 1), round(y, 1), round(label_x, 1), round(label_y, 1), anchor)


class _Spot(NamedTuple):
    """A dot before it has a label."""

    marker: Marker
    x: float
    y: float
    radius: float
    near: list[Marker]

    @property
    def text(self) -> str:
        name = f"{self.marker.name[:28]} {self.marker.works}"
        return f"{name} (+{len(self.near)})" if self.near else name


def _gather_spots(markers: Sequence[Marker], view: _View) -> list[_Spot]:
    """The places from the one that most works name; one in the circle of another is told with that."""
    most = max(marker.works for marker in markers)
    spots: list[_Spot] = []
    for marker in markers:
        x, y = view.place(marker.site.longitude, marker.site.latitude)
        under = next((s for s in spots if math.hypot(s.x - x, s.y - y) < max(s.radius, NEAREST)), None)
        if under:
            under.near.append(marker)
            continue
        share = math.sqrt(marker.works / most) if most > 1 else 0.0
        spots.append(_Spot(marker, x, y, SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share, []))
    return spots


def _place_dots(markers: Sequence[Marker], view: _View, kept_free: Sequence[Box]) -> tuple[tuple[Dot, ...], list[Box]]:
    """The dots with their labels, and what of the map they cover."""
    spots = _gather_spots(markers, view)
    taken: list[Box] = [*kept_free, *((s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots)]
    return tuple(_label_spot(spot, view, taken) for spot in spots), taken


def _label_spot(spot: _Spot, view: _View, taken: list[Box]) -> Dot:
    label = _find_room(spot.x, spot.y, spot.radius, spot.text, view, taken)
    label_x, label_y, anchor = label or (spot.x, spot.y, "middle")
    return Dot(
        marker=spot.marker,
        x=round(spot.x, 1),
        y=round(spot.y, 1),
        radius=round(spot.radius, 1),
        label=spot.text if label else "",
        label_x=round(label_x, 1),
        label_y=round(label_y, 1),
        anchor=anchor,
        near=tuple(spot.near),
    )


def _find_room(
    x: float, y: float, radius: float, text: str, view: _View, taken: list[Box]
) -> tuple[float, float, str] | None:
    """Right of the dot, left of it, above, below: the first where the label covers nothing."""
    wide, away = len(text) * LETTER, radius + GAP
    for label_x, label_y, anchor, left in (
        (x + away, y + 4, "start", x + away),
        (x - away, y + 4, "end", x - away - wide),
        (x, y - away - 2, "middle", x - wide / 2),
        (x, y + away + 10, "middle", x - wide / 2),
    ):
        box = (left, label_y - LINE + 3, left + wide, label_y + 3)
        is_inside = left >= 2 and left + wide <= WIDTH - 2 and box[1] >= 2 and box[3] <= view.height - 2
        if is_inside and not any(_meets(box, other) for other in taken):
            taken.append(box)
            return label_x, label_y, anchor
    return None
