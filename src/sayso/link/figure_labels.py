"""What a figure counts in a few words, for lists and headings: "people killed"."""

from __future__ import annotations

from sayso.extract.figure_acts import is_participle
from sayso.link.amounts import find_unit
from sayso.link.slots import TIME, find_measure


def join_counted(counted: str | None, measure: str | None, unit: str | None = None) -> str:
    """What is counted and its measure: "people killed". A measure that the noun tells already ("600 deaths") is not
    told again; of a length of time a verb is none: "the gate was freed in two days" is of a duration."""
    of_measure = find_measure(measure, known=True)
    if measure and not of_measure and find_unit(unit) == TIME and is_participle(measure):
        measure = of_measure = TIME
    told = counted is not None and (counted == measure or find_measure(counted, known=True) == of_measure)
    parts = (counted, None if told and (of_measure or counted == measure) else measure)
    return " ".join(part for part in parts if part)
