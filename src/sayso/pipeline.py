"""The stations in order: the whole program on one screen.

read → split → strip → extract        one page at a time, in any process: `read_batch`
collapse → group                      among the neighbours of what is new; `sayso.archive.gather` drives them
link                                  one story at a time, in any process: `link_batch`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sayso.collapse import Collapse
from sayso.errors import InputError
from sayso.extract import Findings, extract_findings
from sayso.extract.parse import use_blas
from sayso.group import Group
from sayso.link import link_story
from sayso.model import (
    ArticleText,
    Capture,
    DateMention,
    Discard,
    Figure,
    Found,
    Links,
    Page,
    Reading,
    Record,
    Statement,
    Story,
    Work,
)
from sayso.read import read_page
from sayso.split import split_page
from sayso.strip import Stripped, strip_page

VERSION = "8"
"""Changes whenever a station would find something else in the same bytes; readings of another version are made anew."""


def warm_up() -> None:
    """Load what a worker needs before its first page. For a process whose BLAS has one thread."""
    use_blas()
    extract_findings([])


COLLAPSE = Collapse()
GROUP = Group()

__all__ = ["COLLAPSE", "GROUP", "VERSION", "Unlinked", "link_batch", "read_batch", "warm_up"]


class Unlinked(Record, frozen=True):
    """One story with all that `link_story` asks for."""

    story: Story
    works: tuple[Work, ...]
    articles: Mapping[str, ArticleText]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    mirrors: Mapping[str, str]
    apart: Mapping[str, str]


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
    return page, strip_page(page, split_page(page), found.profile)


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
        names=tuple(mention for found in own for mention in found.names),
        discards=() if own else (empty,),
    )


def link_batch(batch: Sequence[Unlinked]) -> list[Links]:
    """What is linked in each of the stories, in order. Pure, as `read_batch` is."""
    return [
        link_story(
            item.story,
            item.works,
            item.articles,
            item.statements,
            item.figures,
            item.dates,
            item.mirrors,
            apart=item.apart,
        )
        for item in batch
    ]
