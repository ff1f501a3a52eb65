"""The page of a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.archive import Archive
from sayso.archive.cards import Card
from sayso.model import Span
from sayso.server.library import Library
from sayso.server.notes import write_spans
from sayso.server.paging import search_page
from sayso.server.render import show
from sayso.spans import shift_spans
from sayso.store import Hit

MOST_HITS = 20

FILTERS = (
    ("speaker:", 'speaker:"the mayor" bridge'),
    ("outlet:", "outlet:courier flood"),
    ("stance:", "stance:deny"),
    ("place:", "place:harbour"),
    ("before:", "water before:2024-06"),
    ("after:", "water after:2024-01-15"),
    ("disputed:", "disputed:yes"),
)
"""What narrows a search, each with an example."""


class Found(NamedTuple):
    """One article that holds the words."""

    card: Card
    hit: Hit
    pieces: tuple[tuple[str, bool], ...]  # the snippet, and which of it are the words
    at: str  # the words, as an address names them


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/search")
    def read_search(
        request: Request,
        q: Annotated[str, Query(max_length=400)] = "",
        after: Annotated[str | None, Query(max_length=80)] = None,
    ) -> Response:
        with library.reading() as archive:
            hits, rest = search_page(archive, q, MOST_HITS, after) if q.strip() else ([], None)
            found = list(describe_hits(archive, hits))
        return show(
            request, library, "search.html", q=q, found=found, rest=rest, after=after, most=MOST_HITS, filters=FILTERS
        )

    return router


def describe_hits(archive: Archive, hits: Sequence[Hit]) -> Iterator[Found]:
    """The articles that were found; those that stand in no story yet are left out."""
    cards = archive.cards(list(dict.fromkeys(hit.article for hit in hits)))
    for hit in hits:
        if hit.article in cards:
            yield Found(
                card=cards[hit.article],
                hit=hit,
                pieces=tuple(cut_snippet(hit)),
                at=write_spans(shift_spans(hit.marks, hit.start)),
            )


def cut_snippet(hit: Hit) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, each with whether it is the words that were searched for."""
    at = 0
    for mark in (*hit.marks, Span(len(hit.snippet), len(hit.snippet))):
        if mark.start > at:
            yield hit.snippet[at : mark.start], False
        if mark.end > mark.start:
            yield hit.snippet[mark.start : mark.end], True
        at = max(at, mark.end)
