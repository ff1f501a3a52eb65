"""Who speaks and through whom the words passed, on lines marked before they were first read: `cases/speakers.txt`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Span, Statement

WORD = re.compile(r"\b(?!(?:the|an?)\b)\w+")
LINES = (Path(__file__).parent / "cases" / "speakers.txt").read_text("utf-8").splitlines()


def list_cases() -> list[object]:
    """Each line of the file, those marked "? " as strict xfails."""
    lines = [line for line in LINES if " => " in line and not line.startswith("#")]
    known = pytest.mark.xfail(strict=True, reason="known to fail")
    return [
        pytest.param(*line.removeprefix("? ").split(" => "), id=line[:60], marks=known if line.startswith("? ") else ())
        for line in lines
    ]


def read(text: str) -> list[Statement]:
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), body=(Span(0, len(text)),))
    item = ArticleText(article=article, text=text)
    return [one for one in extract_statements([item], [extract_dates(item)])[0] if one.parent is None]


def holds(name: str | None, wanted: str) -> bool:
    """Whether all words wanted are in the name, which has few more; without articles and a last s."""
    words, told = ({part.rstrip("s") for part in WORD.findall(one.lower())} for one in (wanted, name or ""))
    return words <= told and len(told) <= len(words) + 3


@pytest.mark.parametrize(("text", "expected"), list_cases())
def test_line(text: str, expected: str) -> None:
    found = read(text)
    speakers, _, vias = expected.partition(" | ")
    names = [one.source.name for one in found]
    if not vias:
        wanted = speakers.split(", ")
        assert len(names) == len(wanted), names
        assert all(holds(name, one) for name, one in zip(names, wanted, strict=True)), names
        return
    passed = {via.name for one in found for via in one.via}
    asked = [] if vias == "-" else vias.split(", ")
    assert any(holds(name, speakers) for name in names), names
    assert all(any(holds(via, one) for via in passed) for one in asked if not one.endswith("?")), passed
    assert all(any(holds(via, one.rstrip("?")) for one in asked) for via in passed), passed
