"""The page of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from sayso.archive import Archive
from sayso.dossier import Dossier
from sayso.model import Span
from sayso.server.library import Library
from sayso.server.notes import write_spans
from sayso.server.render import show
from sayso.spans import shift_spans
from sayso.store import Hit

MOST_HITS = 30


class Found(NamedTuple):
    """One article that holds the words."""

    article: str
    headline: str | None
    outlet: str | None
    published: str | None
    place: str
    story: str
    title: str
    pieces: tuple[tuple[str, bool], ...]  # the snippet, and which of it are the words
    at: str  # the words, as an address names them


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/search")
    def read_search(q: Annotated[str, Query(max_length=400)] = "") -> Response:
        with library.reading() as archive:
            hits = archive.search(q, limit=MOST_HITS + 1) if q.strip() else []
            found = list(describe_hits(archive, hits[:MOST_HITS]))
        return show(library, "search.html", q=q, found=found, more=len(hits) > MOST_HITS, most=MOST_HITS)

    return router


def describe_hits(archive: Archive, hits: Iterable[Hit]) -> Iterator[Found]:
    """The articles that were found; a story that holds several of them is read once."""
    known: dict[str, Dossier] = {}
    for hit in hits:
        if hit.article not in known:
            dossier = archive.dossier(hit.article)
            known.update(dict.fromkeys(dossier.articles, dossier))
        yield _describe(hit, known[hit.article])


def _describe(hit: Hit, dossier: Dossier) -> Found:
    item = dossier.articles[hit.article]
    article = item.article
    date = dossier.date_of(article.id)
    return Found(
        article=article.id,
        headline=item.text[article.headline.start : article.headline.end] if article.headline else None,
        outlet=article.outlet or article.wire,
        published=date.date if date else None,
        place=dossier.place_of(article.id),
        story=dossier.story.id,
        title=dossier.story.title,
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
