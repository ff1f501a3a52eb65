"""Dates: the table of invented sentences that the tests use, each read from the day on which its article appeared.

`ours` asks for the words and the date, `ours_date` for the date alone, which is all that is asked of dateparser, where
it is installed: one of the dates that it finds in the sentence (or makes of its very words, `_words_date`) must lie in
the period; where nothing can be known it must find none. `invented` counts dates in sentences that hold none.

Given the page gold's folder and the pages', also `gold_`: what the scorer of pages says of dates there.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from quality.copies import make_article
from quality.pages import measure as measure_pages
from sayso.extract.dates import extract_dates
from sayso.link.dates import Period, parse_date, resolve_mentions
from sayso.model import Basis, Date

TABLE = Path(__file__).parent.parent / "tests" / "extract" / "cases" / "dates.txt"


class Case(NamedTuple):
    """One line of the table. Without an expression `words` is empty; without a `date` it cannot be resolved."""

    anchor: str | None
    marked: str
    text: str
    words: str
    start: int
    date: str | None


GOLD = (
    "articles.published", "articles.wrong_dates", "statements.said", "statements.wrong_dates", "figures.as_of",
    "figures.wrong_dates", "timeline.events", "timeline.cross_page", "timeline.wrong_dates",
)  # fmt: skip


def measure(paths: list[str], errors: int = 0, pages: str = "") -> dict[str, float]:
    """The shares of the table's cases that are right; with page gold, its measures of dates."""
    scored = measure_pages(paths, pages=pages) if len(paths) == 2 else {}
    return measure_table(errors) | {f"gold_{name}": scored[name] for name in GOLD if name in scored}


def measure_table(errors: int = 0) -> dict[str, float]:
    """The shares of the table's cases that are right, and those of dateparser."""
    cases = list(read_cases(TABLE))
    wrong = [case for case in cases if not is_right(case)]
    for case in wrong[:errors]:
        print(f"{case.anchor} | {case.marked} | {case.date} | {read_dates(case)}", file=sys.stderr)
    measures = {"ours": 1 - len(wrong) / len(cases), "cases": float(len(cases))}
    ours = {case: [found for _, found in read_dates(case) if found] for case in cases}
    measures["ours_date"] = _share(cases, lambda case: lies_in(case, _days_of(ours[case])))
    measures["invented"] = float(sum(bool(ours[case]) for case in cases if not case.words))
    if importlib.util.find_spec("dateparser"):
        in_text = {case: search_with_dateparser(case) for case in cases}
        measures["dateparser_date"] = _share(cases, lambda case: lies_in(case, in_text[case]))
        measures["dateparser_invented"] = float(sum(bool(in_text[case]) for case in cases if not case.words))
        named = [case for case in cases if case.words]
        measures["ours_words_date"] = _share(named, lambda case: lies_in(case, _days_of(ours[case])))
        measures["dateparser_words_date"] = _share(named, lambda case: lies_in(case, parse_with_dateparser(case)))
    return measures


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a table: see its head."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            anchor, marked, *rest = (part.strip() for part in line.split("|"))
            words = re.search(r"\[(.+?)\]", marked)
            day = rest[0] if rest and rest[0] != "-" else None
            text = re.sub(r"[\[\]]", "", marked)
            found = words[1] if words else ""
            yield Case(None if anchor == "-" else anchor, marked, text, found, words.start() if words else 0, day)


def read_dates(case: Case) -> list[tuple[str, str | None]]:
    """(words, date) of each expression that sayso finds where the case's stands; of a case without one, of all."""
    item = make_article("case", case.text)
    mentions = extract_dates(item)
    dates = resolve_mentions(mentions, find_anchor(case))
    end = case.start + len(case.words)
    return [
        (case.text[m.start : m.end], dates[m.id].date if m.id in dates else None)
        for m in mentions
        if not case.words or (m.start < end and case.start < m.end)
    ]


def find_anchor(case: Case) -> Date | None:
    """The article's own date."""
    period = parse_date(case.anchor) if case.anchor else None
    return Date(date=case.anchor or "", precision=period.precision, basis=Basis.STATED) if period else None


def is_right(case: Case) -> bool:
    """Whether the expression was found, with its words and its date, or none where there is none."""
    found = read_dates(case)
    return (case.words, case.date) in found if case.words else not found


def lies_in(case: Case, days: Sequence[Period]) -> bool:
    """Whether one of the periods lies in the case's; where there is no date to know, whether none was given."""
    wanted = parse_date(case.date) if case.date else None
    if wanted is None:
        return not days
    return any(wanted.first <= period.first and period.last <= wanted.last for period in days)


def _days_of(dates: Sequence[str]) -> list[Period]:
    return [period for text in dates if (period := parse_date(text)) is not None]


def _share(cases: Sequence[Case], is_found: Callable[[Case], bool]) -> float:
    return sum(map(is_found, cases)) / max(1, len(cases))


def search_with_dateparser(case: Case) -> list[Period]:
    """The days that dateparser's search finds where the case's words stand; in a case without words, all."""
    search = importlib.import_module("dateparser.search").search_dates
    found: list[tuple[str, datetime]] = search(case.text, languages=["en"], settings=_settings(case)) or []
    own = [day for words, day in found if not case.words or words in case.words or case.words in words]
    return [_as_period(day.date()) for day in own]


def parse_with_dateparser(case: Case) -> list[Period]:
    """The day that dateparser makes of the words alone."""
    found: datetime | None = importlib.import_module("dateparser").parse(
        case.words, languages=["en"], settings=_settings(case)
    )
    return [_as_period(found.date())] if found else []


def _as_period(day: date) -> Period:
    period = parse_date(day.isoformat())
    assert period is not None
    return period


def _settings(case: Case) -> dict[str, object]:
    """Its own settings at their best for news: the anchor (its first day), and what is past first."""
    period = parse_date(case.anchor) if case.anchor else None
    base = datetime.combine(period.first, datetime.min.time()) if period else datetime(2025, 6, 18)
    return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
