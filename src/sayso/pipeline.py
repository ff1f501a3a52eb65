"""The stations in order: the whole program on one screen.

read → split → strip → extract        one page at a time, in any process: `read_batch`
collapse → group → link               among the neighbours of what is new; `sayso.archive.gather` drives them
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.collapse import Collapse
from sayso.errors import InputError
from sayso.extract import Findings, extract_findings
from sayso.extract.parse import load_model
from sayso.group import Group
from sayso.link import link_story
from sayso.model import ArticleText, Capture, Discard, Found, Page, Reading
from sayso.read import read_page
from sayso.split import split_page
from sayso.strip import Stripped, strip_page

VERSION = "2"
"""Changes whenever a station would find something else in the same bytes; readings of another version are made anew."""


def warm_up() -> None:
    """Load what a worker needs before its first page."""
    load_model()


COLLAPSE = Collapse()
GROUP = Group()

__all__ = ["COLLAPSE", "GROUP", "VERSION", "link_story", "read_batch", "warm_up"]


def read_batch(batch: Sequence[Found]) -> list[Reading | Discard]:
    """One reading or discard for each of the found pages, in order. Pure: no database, no settings, no printing."""
    pages = [_read_one(found) for found in batch]
    items = [
        [ArticleText(article=article, text=page.text) for article in stripped.articles]
        for page, stripped in (outcome for outcome in pages if not isinstance(outcome, Discard))
    ]
    findings = iter(extract_findings([item for of_page in items for item in of_page]))
    return [
        outcome if isinstance(outcome, Discard) else _join(found.capture, *outcome, findings)
        for found, outcome in zip(batch, pages, strict=True)
    ]


def _read_one(found: Found) -> tuple[Page, Stripped] | Discard:
    try:
        page = read_page(found.data, found.capture)
    except InputError as error:
        return Discard(input=found.capture.place, station=error.station, reason=str(error), page=found.capture.page)
    return page, strip_page(page, split_page(page))


def _join(capture: Capture, page: Page, stripped: Stripped, findings: Iterator[Findings]) -> Reading:
    own = [next(findings) for _ in stripped.articles]
    empty = Discard(input=capture.place, station="split", reason="No article was found on this page.", page=page.id)
    return Reading(
        page=page,
        articles=stripped.articles,
        furniture=stripped.furniture,
        statements=tuple(statement for found in own for statement in found.statements),
        figures=tuple(figure for found in own for figure in found.figures),
        dates=tuple(mention for found in own for mention in found.dates),
        discards=() if own else (empty,),
    )
