"""Figures of one series by what part of the thing they count: in whole, in part, on top, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.link.amounts import is_same_count, list_values
from sayso.link.figures import Setting
from sayso.link.slots import find_scope
from sayso.model import Figure, Scope

OTHER = "other"  # the part that is told besides what was named: "three others"
# Scopes whose counts need not agree with those of another, and why, in words.
GAPS = {
    Scope.ADDITIONAL: "one comes on top of the total of the other",
    Scope.REMAINING: "one is what is left of the other",
    Scope.RATE: "one is a rate, the other a count",
}


def group_figures(found: Iterable[Sequence[Figure]], settings: Mapping[str, Setting]) -> list[list[Figure]]:
    """Of the series found, the figures that give one count; groups of two and more."""
    groups: list[list[Figure]] = []
    for series in found:
        made: list[list[Figure]] = []
        for figure in series:
            home = next((g for g in made if all(_is_one_value(figure, o, settings) for o in g)), None)
            if home is None:
                made.append([figure])
            else:
                home.append(figure)
        groups += [group for group in made if len(group) > 1]
    return groups


def _is_one_value(a: Figure, b: Figure, settings: Mapping[str, Setting]) -> bool:
    """Whether two figures of a series give one count in one scope."""
    return find_scope(a) is find_scope(b) and is_same_count(a, b) and tell_gap(a, b, settings) is None


def split_scopes(series: Sequence[Figure], settings: Mapping[str, Setting]) -> list[list[Figure]]:
    """The figures of a series by what part of the thing they count, in their order: only those of one list clash."""
    found: list[list[Figure]] = []
    for figure in series:
        scope = find_scope(figure)
        home = next(
            (g for g in found if _is_one_scope(scope, g) and not any(tell_gap(figure, o, settings) for o in g)), None
        )
        if home is None:
            found.append([figure])
        else:
            home.append(figure)
    return found


def _is_one_scope(scope: Scope, figures: Sequence[Figure]) -> bool:
    own = find_scope(figures[0])
    return own is scope or not {own, scope} & GAPS.keys()


def tell_gap(a: Figure, b: Figure, settings: Mapping[str, Setting]) -> str | None:
    """In words, why two counts of one thing need not agree: a part, an addition, what is left; None where they must."""
    here, there = (settings.get(figure.id, Setting()) for figure in (a, b))
    one, other = here.part, there.part
    if OTHER in (one, other) and one != other:
        return "one leaves out who was named before it"
    if is_same_count(a, b):
        return None
    if one != other:
        return f"one is told of a part: {one or other}"
    if here.day != there.day and (here.day is None) is _exceeds(a, b):
        return f"one is told of a day: {here.day or there.day}"
    scopes = {find_scope(a), find_scope(b)}
    return next((words for scope, words in GAPS.items() if scope in scopes), None) if len(scopes) > 1 else None


def _exceeds(a: Figure, b: Figure) -> bool:
    """Whether the first number is larger."""
    return max(list_values(a), default=0.0) > max(list_values(b), default=0.0)
