"""What figures count: invented sentences with the words that a reader would give for it, and as of when.

The rules were made looking at the first half of the table only; the second tells how far they carry.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.model import Article, ArticleText, Figure, Span

TABLE = Path(__file__).parent / "cases" / "counted.txt"


class Case(NamedTuple):
    """One sentence: the figure's words, the words of what it counts, and the value of its date."""

    half: str
    text: str
    words: str
    start: int
    about: frozenset[str]
    as_of: str | None


@lru_cache
def read_cases() -> tuple[Case, ...]:
    """The cases of the table."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(read_case(line) for line in lines)


def read_case(line: str) -> Case:
    half, marked, about, as_of = (part.strip() for part in line.split("|"))
    words = re.search(r"\[\[(.+?)\]\]", marked)
    assert words is not None
    text = re.sub(r"\[\[|\]\]", "", marked)
    return Case(half, text, words[1], words.start(), fold(about), None if as_of == "-" else as_of)


def fold(*texts: str | None) -> frozenset[str]:
    """The words of the texts in small letters, plural endings and small words left out."""
    words = re.findall(r"[a-z]{2,}|\d+", " ".join(text for text in texts if text).lower())
    plain = (re.sub(r"(?<=\w\w)s$", "", word) for word in words)
    return frozenset(word for word in plain if word not in {"of", "on", "in", "the", "to", "by", "and", "at", "for"})


def read_figure(case: Case) -> Figure | None:
    """What is read where the words of the case stand."""
    span = Span(0, len(case.text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=case.text)
    figures = extract_figures(item, (), extract_dates(item))
    end = case.start + len(case.words)
    near = [f for f in figures if f.start < end and case.start < f.end and not f.aside]
    return near[0] if near else None


def rate_about(case: Case, figure: Figure | None) -> float:
    """How well the words agree: the harmonic mean of the shares of both sides that the other has."""
    if figure is None:
        return 0.0
    scope = figure.scope.value if figure.scope and figure.scope.value == "additional" else None
    found = fold(figure.counted, figure.measure, figure.place, scope)
    return 2 * len(found & case.about) / (len(found) + len(case.about))


def has_date(case: Case, figure: Figure | None) -> bool:
    """Whether the figure is dated as the case says."""
    value = figure.as_of.value if figure and figure.as_of else None
    return figure is not None and value == case.as_of


@pytest.mark.parametrize(("half", "least"), [("1", 0.84), ("2", 0.76)])
def test_what_is_counted(half: str, least: float) -> None:
    rates = [rate_about(case, read_figure(case)) for case in read_cases() if case.half == half]
    assert len(rates) == 30
    assert sum(rates) / len(rates) >= least


@pytest.mark.parametrize(("half", "least"), [("1", 0.96), ("2", 1.0)])
def test_as_of_when(half: str, least: float) -> None:
    right = [has_date(case, read_figure(case)) for case in read_cases() if case.half == half]
    assert sum(right) / len(right) >= least
