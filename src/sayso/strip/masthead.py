"""What stands at the top of a page above its first article: whose page it is, and its day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.model import DateExpression, FurnitureKind, Span
from sayso.rules.houses import is_capitalised, is_outlet, portal_names
from sayso.rules.shape import Line, LineKind
from sayso.rules.tables import load_rules
from sayso.rules.times import find_date, find_month, may_hold_date


class Masthead(NamedTuple):
    """What stands at the top of a page above its first article: whose page it is, and its day."""

    outlet: str | None = None
    published: DateExpression | None = None


_MASTHEAD = 8  # lines
_MENU = 3  # short lines under a masthead that are the page's menu


def read_masthead(text: str, lines: Sequence[Line], end: int) -> Masthead:
    """The outlet and the day that the page's first lines name, before the character `end`."""
    top = [line for line in lines[:_MASTHEAD] if line.end <= end]
    outlet = (
        _name_over_menu(top)
        or next((name for line in top if (name := _name_masthead(line.text))), None)
        or _name_issuer(text, top)
        or _name_described(lines, top)
    )
    times = [(line.start, line.text) for line in top if line.kind is LineKind.TIME]
    return Masthead(outlet, find_published(times, updated=False) or _find_issue(top))


def _name_masthead(words: str) -> str | None:
    """`THE VALLEY HERALD | Foreign pages`, `from The Valley Herald`, `Valley Herald` alone on a line."""
    if len(words) > 90:
        return None
    name = words.partition("|")[0].strip()
    name = name[5:] if name.startswith(("from ", "From ")) else name
    name = name.title() if name.isupper() and len(name.split()) > 1 else name
    return name if is_outlet(name) and name.casefold() not in portal_names() else None


def _name_over_menu(top: Sequence[Line]) -> str | None:
    """The first line of a page, a name of two to five words, if a menu stands below it or the number of an issue
    beside it."""
    if not top or top[0].kind is LineKind.FURNITURE:
        return None
    name, bar, rest = (part.strip() for part in top[0].text.partition("|"))
    beside = bool(bar) and _ISSUE.search(rest) is not None
    below = not bar and (
        any(line.furniture is FurnitureKind.NAVIGATION for line in top[1:])
        or sum(line.kind is LineKind.LABEL for line in top[1:]) >= _MENU
    )
    parts = name.split()
    if (
        not (beside or below)
        or not 2 <= len(parts) <= 5
        or not is_capitalised(name)
        or name.casefold() in portal_names()
    ):
        return None
    return name.title() if name.isupper() else name


def _name_issuer(text: str, top: Sequence[Line]) -> str | None:
    """The first line of a numbered release, without the form of the company, as its text writes the name."""
    if not top or not is_capitalised(top[0].text) or not any(_RELEASE.match(line.text) for line in top[1:]):
        return None
    name = _COMPANY_FORM.sub("", top[0].text)
    told = text[top[0].end :]
    return next((words for words in (name.title(), name) if words in told), name)


# "MEDIA INFORMATION No. 07/2024", "Pressemitteilung Nr. 12"
_RELEASE = re.compile(
    r"(?:media|press|news)\s(?:information|release|notice|statement)\b.{0,40}\d|(?:presse|medien)(?:mitteilung|information)\b.{0,40}\d"
    r"|communiqué(?: de presse)?\b.{0,40}\d|(?:nota|comunicado) de prensa\b.{0,40}\d|comunicato stampa\b.{0,40}\d",
    re.IGNORECASE,
)
_COMPANY_FORM = re.compile(
    r",?\s(?:AG|SE|GmbH|Ltd|Limited|plc|PLC|Inc|LLC|Corp|S\.?A|S\.?p\.?A|N\.?V|B\.?V|AB|ASA|Oy|KG)\.?$"
)


def _name_described(lines: Sequence[Line], top: Sequence[Line]) -> str | None:
    """The publication of which a line says what it is, if its name stands at the top: "Ilvata is a news agency"."""
    named = {word.casefold() for line in top[:2] for word in line.text.split()}
    for line in lines:
        found = _DESCRIBED.match(line.text, 0, 200)
        if found and {word.casefold() for word in found["name"].split()} <= named:
            return found["name"]
    return None


_DESCRIBED = re.compile(
    r"(?P<name>(?:The\s)?[A-ZÀ-Þ][\w&'’-]*(?:\s[A-ZÀ-Þ][\w&'’-]*){0,3})\sis\s(?:an?|the)\s(?:[\w'’-]+\s){0,5}?"
    r"(?:news agency|news service|newspaper|newsletter|daily|weekly|monthly|magazine|broadcaster|news (?:web)?site)\b"
)

_ISSUE = re.compile(r"\b(?:[Nn]o|[Nn]r|[Ii]ssue|[Vv]ol|[Nn]úm|[Nn]°)\.?\s?\d{1,5}\b")


def _find_issue(top: Sequence[Line]) -> DateExpression | None:
    """The month of an issue: `No. 4, April 2024`."""
    for line in top:
        number = _ISSUE.search(line.text[:200])
        found = find_month(line.text, number.end()) if number else None
        if found:
            return DateExpression(value=found.value, span=Span(line.start + found.start, line.start + found.end))
    return None


def find_published(lines: Sequence[tuple[int, str]], *, updated: bool) -> DateExpression | None:
    """The first absolute date of a time or outlet line that says when the text was published, or `updated`."""
    for start, words in lines:
        if len(words) > 120:
            continue
        for first, last in _cut_stamps(words, updated=updated):
            found = find_date(words[first:last])
            if found:
                span = Span(start + first + found.start, start + first + found.end)
                return DateExpression(value=found.value, span=span)
    return None


def find_day_above(lines: Iterable[tuple[int, str]]) -> DateExpression | None:
    """The day in the short lines between a headline and the text, where they name but one: `Press release of 3 May
    2031`. None where one says that the text was changed then."""
    spans: dict[str, Span] = {}
    for start, words in lines:
        if len(words) > _LONGEST_DAY_LINE or not may_hold_date(words):
            continue
        found = find_date(words)
        if found is None or len(found.value) < _DAY:
            continue
        if next(_cut_stamps(words, updated=True), None):
            return None
        spans.setdefault(found.value, Span(start + found.start, start + found.end))
    if len(spans) != 1:
        return None
    ((value, span),) = spans.items()
    return DateExpression(value=value, span=span, because="the only day between the headline and the text")


_LONGEST_DAY_LINE = 60  # characters
_DAY = len("2031-05-17")


def _cut_stamps(words: str, *, updated: bool) -> Iterator[tuple[int, int]]:
    """Where a line says when something was published, or `updated`: from each word for it to the next such word.

    What stands before the first of them was published: `6 March 2031 (updated 7 March)`.
    """
    stamps = [(0, False), *((found.start(), found["changed"] is not None) for found in _stamp_shape().finditer(words))]
    for (start, changed), (end, _) in pairwise([*stamps, (len(words), False)]):
        if changed is updated:
            yield start, end


@lru_cache(maxsize=1)
def _stamp_shape() -> re.Pattern[str]:
    table = load_rules("credits")["time"]
    changes, publishes = ("|".join(map(re.escape, table[name])) for name in ("changes", "publishes"))
    return re.compile(rf"(?P<changed>{changes})|{publishes}", re.IGNORECASE)
