"""What a figure counts in a few words, for lists and headings: "people killed"."""

from __future__ import annotations

from sayso.link.slots import find_measure


def join_counted(counted: str | None, measure: str | None) -> str:
    """What is counted and its measure: "people killed". A measure that the noun tells already ("600 deaths") is not
    told again."""
    of_measure = find_measure(measure, known=True)
    told = counted is not None and (counted == measure or find_measure(counted, known=True) == of_measure)
    parts = (counted, None if told and (of_measure or counted == measure) else measure)
    return " ".join(part for part in parts if part)
