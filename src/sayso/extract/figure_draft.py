"""A figure while it is being read."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.numbers import Number
from sayso.model import DateExpression, Scope, Span


@dataclass(slots=True)
class Draft:
    """A figure being read. `number` is as found, `[start, end)` with hedge, unit and "more"."""

    number: Number
    block: int  # which headline or paragraph
    start: int
    end: int
    minimum: float | None
    maximum: float | None
    qualifier: str | None = None
    unit: str | None = None
    kind: str | None = None  # of the unit: money, share, area, persons ...
    counted: str | None = None
    noun_end: int = 0  # where the words of `counted` end, if they follow
    measure: str | None = None
    place: str | None = None
    scope: Scope | None = None
    included_in: Draft | None = None
    conversion_of: Draft | None = None
    doubt: str | None = None
    as_of: DateExpression | None = None
    aside: str | None = None
    is_whole: bool = False  # "12 of the 40 hostages were killed": what its own words do not name is told of the 12
    is_joined: bool = False  # "a 125-seat house": the unit is what is counted

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)
