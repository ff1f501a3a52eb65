"""A figure in a few words, for lists and headings: "27 people, killed", "75.8% duties on rapeseed"."""

from __future__ import annotations

import re

from sayso.extract.figure_words import fold, load_words
from sayso.link.slots import find_measure
from sayso.model import Figure

REACH = 60  # characters after a number within which what it counts is taken as it is printed
LONGEST = 120  # characters of a label
_BREAK = re.compile(r"[.;:!?]\s|[,\n]")


def join_counted(counted: str | None, measure: str | None) -> str:
    """What is counted and its measure: "people killed". A measure that the noun tells already ("600 deaths") is not
    told again."""
    of_measure = find_measure(measure, known=True)
    told = counted is not None and (counted == measure or find_measure(counted, known=True) == of_measure)
    parts = (counted, None if told and (of_measure or counted == measure) else measure)
    return " ".join(part for part in parts if part)


def describe_figure(text: str, figure: Figure) -> str:
    """The number with what it counts, as far as possible as the page prints it, and its measure where no word says it.

    `text` is the page's. Where nothing is known to be counted the label is the number as printed.
    """
    words = " ".join(text[figure.start : figure.end].split())
    label = _add_counted(text, figure, words)
    measure = figure.measure if figure.measure and not _names_measure(label, figure.measure) else None
    if measure and measure != figure.aside:
        label = f"{label}, {measure}"
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def _add_counted(text: str, figure: Figure, words: str) -> str:
    counted = figure.counted
    if not counted or fold(counted) in fold(words):
        return words
    nouns = counted.split()
    for whose in range(min(2, len(nouns))):  # "150 workers" of whom the sentence says before that they are Norwegian
        pattern = re.compile(r"\s+".join(map(re.escape, nouns[whose:])))
        after = pattern.search(text, figure.end, figure.end + REACH + len(counted))
        if after and not _BREAK.search(text, figure.end, after.start()):
            return " ".join(text[figure.start : after.end()].split())
    return f"{words} ({counted})"


def _names_measure(label: str, measure: str) -> bool:
    """Whether a word of the label says what is measured."""
    tables = load_words()
    named = {tables.measure_of[fold(match.group())] for match in tables.measures.finditer(label)}
    return measure in named or fold(measure) in fold(label)
