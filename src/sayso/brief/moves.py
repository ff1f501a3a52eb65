"""How figures moved: counts of one thing that differ, by the day they hold for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from sayso.brief.citing import Citations, find_day
from sayso.brief.figures import make_figure_item, name_count
from sayso.brief.records import MoveItem, MovePoint
from sayso.dossier import Dossier
from sayso.link.amounts import is_same_count, vague_words
from sayso.link.slots import changing_measures, read_slots
from sayso.model import ConflictKind, Figure, Scope

MOST_POINTS = 12
MOST_DAYS = 7  # of a range of dates that may stand as one day under a bar


def list_moves(dossier: Dossier, sources: Citations, most: int | None) -> Iterable[MoveItem]:
    """Counts of one thing that differ, those with most days first; `most` of them."""
    found = []
    rivals = _list_rivals(dossier)
    for series in dossier.list_series():
        own = [f for f in series if not f.conversion_of and _may_move(f, dossier) and _is_dated(f, dossier)]
        days = {figure.id: _holds_for(figure, dossier) for figure in own}
        points = sorted(own, key=lambda figure: (days[figure.id], _value(figure), figure.id))
        if any(_is_step(a, b, days) and (a.id, b.id) not in rivals for a, b in combinations(points, 2)):
            found.append((-len(set(days.values())), points[0].id, points))
    for _, _, points in sorted(found, key=lambda row: row[:2])[:most]:
        yield _make_move(points, dossier, sources)


def _list_rivals(dossier: Dossier) -> set[tuple[str, str]]:
    """The pairs of figures, either way round, that two sides set against each other."""
    clashes = [c.between for c in dossier.real_conflicts if c.kind is ConflictKind.DIFFERS]
    return {pair for one, other in clashes for a, b in product(one, other) for pair in ((a, b), (b, a))}


def _is_step(a: Figure, b: Figure, days: Mapping[str, str]) -> bool:
    """Whether the second count is another number of another day; `days` are those for which they hold, by id."""
    return days[a.id] != days[b.id] and (a.minimum, a.maximum) != (b.minimum, b.maximum)


def _is_dated(figure: Figure, dossier: Dossier) -> bool:
    """Whether it is known what day a figure holds for, or nearly: "between March and May" draws no line."""
    begin, _, end = (find_day(figure.id, figure.article, dossier) or "").partition("/")
    if not end:
        return bool(begin)
    days = len(begin) == len(end) == len("2024-01-01")
    return days and (date.fromisoformat(end) - date.fromisoformat(begin)).days <= MOST_DAYS


def _value(figure: Figure) -> float:
    """Of counts of one day the lower is told first."""
    return next((bound for bound in (figure.minimum, figure.maximum) if bound is not None), 0.0)


def _may_move(figure: Figure, dossier: Dossier) -> bool:
    """Whether a later count may take the place of a figure: a whole count, told exactly enough to be drawn."""
    words = dossier.articles[figure.article].text[figure.start : figure.end].casefold().split()
    slots = read_slots(figure)
    return slots.scope is Scope.TOTAL and slots.measure in changing_measures() and not vague_words() & set(words)


def _holds_for(figure: Figure, dossier: Dossier) -> str:
    return (find_day(figure.id, figure.article, dossier) or "").split("/")[-1]


def _make_move(figures: Sequence[Figure], dossier: Dossier, sources: Citations) -> MoveItem:
    points: list[MovePoint] = []
    told: list[Figure] = []
    for figure in figures:
        if any(is_same_count(figure, known) for known in told):
            continue  # an older count that is told again is no move
        told.append(figure)
        item = make_figure_item(figure, dossier, sources)
        points.append(
            MovePoint(
                words=item.words,
                low=figure.minimum,
                high=figure.maximum,
                speaker=item.speaker,
                as_of=_holds_for(figure, dossier),
                citations=item.citations,
            )
        )
    named = Counter(map(name_count, figures))
    return MoveItem(counts=min(named, key=lambda name: (-named[name], name)), points=tuple(points[:MOST_POINTS]))
