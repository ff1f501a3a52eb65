"""Text → statements, case by case: `cases/attributions.txt` and `cases/stances.txt`. A new case is one line there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Span, Statement

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One line of a file of cases."""

    group: str
    fails: bool
    text: str
    expected: str


def read_cases(name: str) -> Iterator[Case]:
    group = ""
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ")
        elif " => " in line and (group == "headlines" or not line.startswith("#")):
            text, _, expected = line.removeprefix("? ").partition(" => ")
            yield Case(group, line.startswith("? "), text, expected)


def make_item(text: str) -> ArticleText:
    """An article of these paragraphs; a first one with a "# " is its headline."""
    lines = text.split(" // ")
    is_head = lines[0].startswith("# ")
    lines[0] = lines[0].removeprefix("# ")
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    article = Article(
        id="article-1",
        page="page-1",
        block=Span(0, start),
        headline=spans[0] if is_head else None,
        body=tuple(spans[1:] if is_head else spans),
    )
    return ArticleText(article=article, text="\n".join(lines))


def read(item: ArticleText) -> tuple[Statement, ...]:
    return extract_statements([item], [extract_dates(item)])[0]


def show_all(item: ArticleText) -> str:
    return " && ".join(show(item.text, statement) for statement in read(item)) or "nothing"


def show(text: str, statement: Statement) -> str:
    """A statement as a case has it: source | cue | content."""
    source = " … ".join(text[span.start : span.end] for span in statement.source.spans) or "-"
    cue = text[statement.cue.start : statement.cue.end] if statement.cue else "-"
    return " | ".join([source, cue, " … ".join(text[span.start : span.end] for span in statement.content)])


def mark_cases(name: str) -> list[object]:
    marks = pytest.mark.xfail(strict=True, reason="known to fail")
    return [
        pytest.param(case.text, case.expected, id=f"{case.group}: {case.text[:60]}", marks=marks if case.fails else ())
        for case in read_cases(name)
    ]


@pytest.mark.parametrize(("text", "expected"), mark_cases("attributions"))
def test_attributions(text: str, expected: str) -> None:
    assert show_all(make_item(text)) == expected


@pytest.mark.parametrize(("text", "expected"), mark_cases("stances"))
def test_stances(text: str, expected: str) -> None:
    found = [("not " if statement.negated else "") + statement.stance for statement in read(make_item(text))]
    assert (", ".join(found) or "nothing") == expected
