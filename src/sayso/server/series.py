"""Figures that count one thing, as rows of a table and points of a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sayso.dossier import Dossier
from sayso.link.amounts import is_same_count
from sayso.link.dates import parse_date
from sayso.link.figure_labels import join_counted
from sayso.model import ConflictKind, Date, Figure, FigureSeries, Scope

SCOPES = {Scope.ADDITIONAL: "on top", Scope.REMAINING: "what is left", Scope.RATE: "a rate"}


class Point(NamedTuple):
    """One figure of a series. `low` or `high` is None where the page leaves that side open."""

    figure: Figure
    words: str
    low: float | None
    high: float | None
    speaker: str | None
    as_of: Date | None
    days: tuple[date, date] | None  # the days that `as_of` covers
    part: str | None = None  # of what the others count, in words: "Skarby alone"
    told: tuple[date, date] | None = None  # when its article appeared, where it has no date of its own

    @property
    def counts(self) -> str:
        """What is counted."""
        return join_counted(self.figure.counted, self.figure.measure, self.figure.unit)


class Series(NamedTuple):
    """Figures that count one thing, by the date they hold for; those without a date last."""

    title: str
    unit: str | None
    points: tuple[Point, ...]
    revisions: tuple[tuple[int, int], ...]  # (earlier, later), as places in `points`
    disputes: tuple[tuple[int, int], ...]

    @property
    def is_dated(self) -> bool:
        """Whether a date is known for any of its figures."""
        return any(point.days for point in self.points)


def find_series(dossier: Dossier) -> list[Series]:
    """The series of a story, those with most figures first. The words of copies are not counted again."""
    found = [make_series(told, dossier) for told in dossier.links.series]
    dated = sorted(found, key=lambda s: (-sum(p.days is not None for p in s.points), -len(s.points), s.title))
    return [series for series in dated if len({(p.low, p.high) for p in series.points}) > 1]


def make_series(told: FigureSeries, dossier: Dossier) -> Series:
    """One series of these figures, those left out that the dossier has no more."""
    own = [dossier.figures[figure] for figure in told.figures if figure in dossier.figures]
    points = sorted((make_point(figure, dossier, told.parts.get(figure.id)) for figure in own), key=_by_date)
    places = {point.figure.id: place for place, point in enumerate(points)}
    return Series(
        title=name_quantity([point.figure for point in points]),
        unit=_most_common(point.figure.unit for point in points),
        points=tuple(points),
        revisions=tuple(_find_pairs(places, dossier, {ConflictKind.REVISION})),
        disputes=tuple(_find_pairs(places, dossier, {ConflictKind.DENIAL, ConflictKind.DIFFERS})),
    )


def make_point(figure: Figure, dossier: Dossier, part: str | None = None) -> Point:
    """A figure with its words, its speaker and the days it holds for."""
    speaker = dossier.speaker_of(figure.statement) if figure.statement else None
    statement = dossier.statements.get(figure.statement or "")
    as_of = dossier.date_of(figure.id)
    period = parse_date(as_of.date) if as_of else None
    published = dossier.date_of(figure.article) if period is None else None
    told = parse_date(published.date) if published else None
    return Point(
        figure=figure,
        words=dossier.articles[figure.article].text[figure.start : figure.end],
        low=figure.minimum,
        high=figure.maximum,
        speaker=speaker.name if speaker else statement.source.name if statement else None,
        as_of=as_of,
        days=(period.first, period.last) if period else None,
        part=part,
        told=(told.first, told.last) if told else None,
    )


def tell_change(series: Series, place: int) -> str | None:
    """What a figure is to the others: revised up or down, on top, a part, told again when a newer count was known."""
    point = series.points[place]
    other_scope = SCOPES.get(point.figure.scope or Scope.TOTAL)
    if other_scope is not None:
        return other_scope
    if place in {member for pair in series.disputes for member in pair}:
        return "disputed"
    if _is_stale(series, place):
        return "an old number"
    earlier = next((one for one, other in series.revisions if other == place), None)
    if earlier is None:
        return f"a part: {point.part}" if point.part else None
    before, now = _middle(series.points[earlier]), _middle(point)
    return "revised up" if now > before else "revised down"


def _is_stale(series: Series, place: int) -> bool:
    """Whether a figure gives a count that another, dated between its first printing and it, had replaced. One without
    a date of its own is told when its article appeared."""
    point = series.points[place]
    days = point.days or point.told
    if days is None:
        return False
    before = [p for p in series.points if p.days and p.days[1] < days[0] and _is_one_scope(p, point)]
    same = [p for p in before if is_same_count(p.figure, point.figure)]
    newer = [p for p in before if not is_same_count(p.figure, point.figure)]
    return any(a.days and b.days and a.days[1] < b.days[0] for a in same for b in newer)


def _is_one_scope(a: Point, b: Point) -> bool:
    return a.figure.scope is b.figure.scope and a.part == b.part


def _middle(point: Point) -> float:
    ends = [bound for bound in (point.low, point.high) if bound is not None]
    return sum(ends) / len(ends) if ends else 0.0


def _by_date(point: Point) -> tuple[date, float, int]:
    value = point.high if point.low is None else point.low
    return point.days[1] if point.days else date.max, value or 0.0, point.figure.start


def _find_pairs(places: dict[str, int], dossier: Dossier, kinds: set[ConflictKind]) -> Iterable[tuple[int, int]]:
    for conflict in dossier.links.conflicts:
        if conflict.kind in kinds:
            left, right = ([places[member] for member in side if member in places] for side in conflict.between)
            if left and right:
                yield left[0], right[0]


def name_quantity(figures: Sequence[Figure]) -> str:
    """What the figures count, in the words most of them have: "people killed, Brunnock, remaining"."""
    counted = _most_common(figure.counted for figure in figures)
    measure = _most_common(figure.measure for figure in figures)
    unit = _most_common(figure.unit for figure in figures)
    place = _most_common(figure.place for figure in figures)
    scope = next((f.scope for f in figures if f.scope and f.scope is not Scope.TOTAL), None)
    same_scope = scope if scope and all(figure.scope is scope for figure in figures) else None
    return ", ".join(part for part in (join_counted(counted, measure, unit), place, same_scope) if part)


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
