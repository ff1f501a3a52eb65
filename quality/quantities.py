"""Quantities: the table of invented sentences that the tests use, read by sayso and by what others use for it.

No paths, or the table. quantulum3 and text2num are measured where they are installed; of a range or an open side they
need to give one end only, and text2num is asked for numbers in words alone.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from quality.copies import make_article
from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.model import Article, ArticleText, Figure

TABLE = Path(__file__).parent.parent / "tests" / "extract" / "cases" / "quantities.txt"
CLOSE = 1e-6


class Case(NamedTuple):
    """One line of the table. Without a figure `words` is empty; a unit of `*` may be any."""

    text: str
    words: str
    start: int
    low: float | None
    high: float | None
    unit: str
    aside: str | None
    language: str


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """The share of cases with value, unit and span right (`ours`), with the value right, and the same by others."""
    cases = list(read_cases(Path(paths[0]) if paths else TABLE))
    wrong = [case for case in cases if not is_right(case, read_figures(case))]
    for case in wrong[:errors]:
        print(f"{case} | {[(f.minimum, f.maximum, f.unit, f.aside) for f in read_figures(case)]}", file=sys.stderr)
    measures = {"ours": 1 - len(wrong) / len(cases), "cases": float(len(cases))}
    measures["ours_value"] = _share(cases, lambda case: has_value(case, _list_bounds(read_figures(case))))
    english = [case for case in cases if case.language == "en"]
    if importlib.util.find_spec("quantulum3"):
        measures["quantulum3_value"] = _share(english, lambda case: has_value(case, read_with_quantulum(case)))
    if importlib.util.find_spec("text_to_num"):
        in_words = [case for case in english if case.words and not re.search(r"\d", case.words) and not case.aside]
        measures["ours_words_value"] = _share(in_words, lambda case: has_value(case, _list_bounds(read_figures(case))))
        measures["text2num_words_value"] = _share(in_words, lambda case: has_value(case, read_with_text2num(case)))
    return measures


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a table: see its head."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            marked, *rest = (part.strip() for part in line.split("|"))
            low, high, unit, aside, language = [*rest, "", "", "", "", ""][:5]
            words = re.search(r"\[(.+?)\]", marked)
            text = re.sub(r"[\[\]]", "", marked)
            bounds = [None if bound in ("", "-") else float(bound) for bound in (low, high)]
            start = words.start() if words else 0
            found = words[1] if words else ""
            yield Case(text, found, start, bounds[0], bounds[1], unit, aside or None, language or "en")


def read_figures(case: Case) -> list[Figure]:
    """What sayso reads where the case's words stand; of a case without words, all counts."""
    item = make_article("case", case.text)
    article = Article(id="article-case", page="page-case", block=item.article.block, body=item.article.body)
    spoken = ArticleText(article=_with_language(article, case.language), text=case.text)
    figures = extract_figures(spoken, (), extract_dates(spoken))
    if not case.words:
        return [figure for figure in figures if figure.aside is None]
    end = case.start + len(case.words)
    return [figure for figure in figures if figure.start < end and case.start < figure.end]


def _with_language(article: Article, language: str) -> Article:
    return Article(id=article.id, page=article.page, block=article.block, body=article.body, language=language)


def is_right(case: Case, figures: Sequence[Figure]) -> bool:
    """Whether one figure with those words, bounds, unit and kind was read, or none where there is none."""
    if not case.words:
        return not figures
    if len(figures) != 1:
        return False
    figure = figures[0]
    bounds = _is_close(figure.minimum, case.low) and _is_close(figure.maximum, case.high)
    span = case.text[figure.start : figure.end] == case.words
    return bounds and span and figure.aside == case.aside and case.unit in ("*", figure.unit or "")


def has_value(case: Case, values: Sequence[float]) -> bool:
    """Whether one end of the case's value is among those found; nothing where there is none."""
    if not case.words:
        return not values
    return any(_is_close(value, bound) for value in values for bound in (case.low, case.high) if bound is not None)


def _is_close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b))


def _list_bounds(figures: Sequence[Figure]) -> list[float]:
    return [bound for figure in figures for bound in (figure.minimum, figure.maximum) if bound is not None]


def _share(cases: Sequence[Case], is_found: Callable[[Case], bool]) -> float:
    return sum(map(is_found, cases)) / max(1, len(cases))


def read_with_quantulum(case: Case) -> list[float]:
    """The values of quantulum3's quantities that share characters with the words; percents as such."""
    names = ("quantulum3.classifier", "quantulum3.parser")
    classifier, parser = (cast("Any", importlib.import_module(name)) for name in names)
    classifier.USE_CLF = False  # its trained model needs a scikit-learn of its own time

    end = case.start + (len(case.words) or len(case.text))
    found: list[Any] = [q for q in parser.parse(case.text) if q.span[0] < end and case.start < q.span[1]]
    values = [float(q.value) for q in found]
    spread = [float(q.uncertainty) for q in found if q.uncertainty]
    return values + [value + sign * part for value in values for part in spread for sign in (-1, 1)]


def read_with_text2num(case: Case) -> list[float]:
    """The numbers that text2num makes of the words."""
    from text_to_num import alpha2digit

    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", alpha2digit(case.words, "en"))]
