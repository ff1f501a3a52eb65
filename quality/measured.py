"""Measured: a table of invented sentences: what a figure counts and what happened to it, as of when, of what scope.

No paths, or the table. The words are judged as those of `unseen`; a digest of each text puts it into one of two halves:
errors are read of the first (`--errors`), the second is only counted. A figure that is not found counts as wrong.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quality.copies import make_article
from quality.unseen import LESS, fold, share_words, show_figure
from sayso.extract import extract_findings
from sayso.model import Figure

TABLE = Path(__file__).parent.parent / "tests" / "extract" / "cases" / "measured.txt"


class Case(NamedTuple):
    """One line of the table; `about` as in a line of `unseen`, `day` and `scope` empty where there is none."""

    kind: str
    text: str
    start: int
    end: int
    about: str
    day: str
    scope: str

    @property
    def half(self) -> int:
        """1 or 2, by a digest of the text."""
        return 1 + hashlib.blake2b(self.text.encode(), digest_size=2).digest()[0] % 2


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """For each half (`half1_…`): `measure`, the mean F1 of words; `as_of` and `scope`, the shares of the right ones."""
    measures: dict[str, float] = {}
    cases = list(read_cases(Path(paths[0]) if paths else TABLE))
    for half in (1, 2):
        results = [(case, read_figure(case)) for case in cases if case.half == half]
        for name, rate in (("measure", rate_words), ("as_of", has_day), ("scope", has_scope)):
            rates = [rate(case, figure) if figure else 0.0 for case, figure in results]
            measures[f"half{half}_{name}"] = sum(rates) / max(1, len(rates))
            wrong = [entry for entry in zip(rates, results, strict=True) if half == 1 and entry[0] < 1]
            for share, (case, figure) in wrong[:errors]:
                wanted = {"measure": case.about, "as_of": case.day, "scope": case.scope}[name]
                print(f"{name} {share:.2f}: {wanted} <> {describe(case, figure)}", file=sys.stderr)
    return measures | {"cases": float(len(cases))}


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a table: see its head."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, marked, about, *rest = (part.strip() for part in line.split("|"))
            words = re.search(r"\[\[(.+?)\]\]", marked)
            assert words is not None, line
            text = re.sub(r"\[\[|\]\]", "", marked)
            day, scope = (part.strip("-") for part in rest)
            yield Case(kind, text, words.start(), words.start() + len(words[1]), about, day, scope)


def read_figure(case: Case) -> Figure | None:
    """The first count that is read where the case's words stand."""
    (found,) = extract_findings([make_article("case", case.text)])
    near = (f for f in found.figures if f.start < case.end and case.start < f.end and not f.aside)
    return next(near, None)


def rate_words(case: Case, figure: Figure) -> float:
    """The F1 of the words of what is counted."""
    return share_words(case.about, figure)


def has_day(case: Case, figure: Figure) -> float:
    """1 where the figure's day shares a word with the marked one, or where neither has one."""
    span = figure.as_of.span if figure.as_of else None
    told, wanted = (set(fold(words)) - LESS for words in (case.text[span.start : span.end] if span else "", case.day))
    return float(bool(told & wanted) if wanted else not told)


def has_scope(case: Case, figure: Figure) -> float:
    """1 where the figure is of the marked scope, or where neither has one."""
    return float((figure.scope.value if figure.scope else "") == case.scope)


def describe(case: Case, figure: Figure | None) -> str:
    """What was read, for the list of errors."""
    if figure is None:
        return f"not found: {case.text}"
    span = figure.as_of.span if figure.as_of else None
    return f"{show_figure(case.text, figure)} | {case.text[span.start : span.end] if span else None}"
