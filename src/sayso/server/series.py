"""Figures that count one thing, as rows of a table and points of a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sayso.dossier import Dossier
from sayso.link.dates import parse_date
from sayso.link.figures import list_series
from sayso.model import ConflictKind, Date, Figure, Scope


class Point(NamedTuple):
    """One figure of a series. `low` or `high` is None where the page leaves that side open."""

    figure: Figure
    words: str
    low: float | None
    high: float | None
    speaker: str | None
    as_of: Date | None
    days: tuple[date, date] | None  # the days that `as_of` covers


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
    own = [figure for figure in dossier.figures.values() if figure.id not in dossier.mirrors]
    found = [make_series(figures, dossier) for figures in list_series(own)]
    dated = sorted(found, key=lambda s: (-sum(p.days is not None for p in s.points), -len(s.points), s.title))
    return [series for series in dated if len({(p.low, p.high) for p in series.points}) > 1]


def make_series(figures: Iterable[Figure], dossier: Dossier) -> Series:
    """One series of these figures."""
    points = sorted((make_point(figure, dossier) for figure in figures), key=_by_date)
    places = {point.figure.id: place for place, point in enumerate(points)}
    return Series(
        title=name_quantity([point.figure for point in points]),
        unit=_most_common(point.figure.unit for point in points),
        points=tuple(points),
        revisions=tuple(_find_pairs(places, dossier, {ConflictKind.REVISION})),
        disputes=tuple(_find_pairs(places, dossier, {ConflictKind.DENIAL, ConflictKind.DIFFERS})),
    )


def make_point(figure: Figure, dossier: Dossier) -> Point:
    """A figure with its words, its speaker and the days it holds for."""
    speaker = dossier.speaker_of(figure.statement) if figure.statement else None
    statement = dossier.statements.get(figure.statement or "")
    as_of = dossier.date_of(figure.id)
    period = parse_date(as_of.date) if as_of else None
    return Point(
        figure=figure,
        words=dossier.articles[figure.article].text[figure.start : figure.end],
        low=figure.minimum,
        high=figure.maximum,
        speaker=speaker.name if speaker else statement.source.name if statement else None,
        as_of=as_of,
        days=(period.first, period.last) if period else None,
    )


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
    place = _most_common(figure.place for figure in figures)
    scope = next((f.scope for f in figures if f.scope and f.scope is not Scope.TOTAL), None)
    same_scope = scope if scope and all(figure.scope is scope for figure in figures) else None
    counts = " ".join(part for part in (counted, measure if measure != counted else None) if part)
    return ", ".join(part for part in (counts, place, same_scope) if part)


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
