"""The pages of one text: the article with its marks, two of them side by side, and the whole page as it was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from sayso.archive import Archive
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.model import Article, ArticleText, Page
from sayso.server.beside import line_up
from sayso.server.library import Library
from sayso.server.marks import Layer, Mark, cut_text
from sayso.server.notes import Note, mark_article, mark_page, read_spans
from sayso.server.printings import compare_to_original
from sayso.server.render import lead_to, show

PART = 300_000
"""Characters of a page's text that are shown at once."""

STATEMENT_LAYERS = (Layer.TELLS, Layer.DISPUTES, Layer.WARNS, Layer.ASKS, Layer.PROMISES)
LAYERS = (
    *STATEMENT_LAYERS,
    Layer.SOURCE,
    Layer.CUE,
    Layer.VIA,
    Layer.FIGURE,
    Layer.DATE,
    Layer.NAME,
    Layer.REMARK,
    Layer.HEADLINE,
    Layer.CREDIT,
    Layer.BODY,
    Layer.REPEAT,
    Layer.FURNITURE,
    Layer.NEIGHBOUR,
    Layer.DIFFERENCE,
)
"""The layers of an article's page, in the order of their switches."""

HIDDEN = frozenset({Layer.NAME, Layer.NEIGHBOUR})
"""Layers that are off until somebody switches them on."""

BEGINNINGS = ("headline", "body")
"""Notes at which an article begins."""

At = Annotated[str, Query(max_length=2000)]
Part = Annotated[int, Query(ge=1)]


class Other(NamedTuple):
    """Another text that an article can be laid beside."""

    article: str
    kind: str  # "original", "copy", "version"
    label: str
    published: str | None


def make_router(library: Library) -> APIRouter:
    """The routes over one library."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/articles/{article}")
    def read_article(
        request: Request, article: str, at: At = "", part: Part = 1, judged: Annotated[str, Query(max_length=80)] = ""
    ) -> Response:
        with library.reading() as archive:
            item, dossier = archive.show(article)
            furniture = archive.furniture(item.article.page)
            neighbours = [a for a in archive.articles_on(item.article.page) if a.id != item.article.id]
            others = _list_others(archive, item, dossier)
            remarks = archive.notes([item.article.page])
        if item.article.id != article:
            return lead_to(f"/articles/{item.article.id}", request)
        differences = compare_to_original(item.article.id, dossier)
        cited = read_spans(at, len(item.text))
        marks, notes = mark_article(item, dossier, furniture, neighbours, differences, cited, remarks)
        first = cited[0].start if cited and part == 1 else item.article.block.start if part == 1 else 0
        number = first // PART + 1 if part == 1 else part
        return show(
            request,
            library,
            "article.html",
            item=item,
            dossier=dossier,
            work=dossier.work_of(item.article.id),
            differences=differences,
            others=others,
            judged=judged,
            parts=-(-len(item.text) // PART),
            **_cut_part(item.text, marks, notes, number),
        )

    @router.get("/articles/{article}/beside/{other}")
    def lay_beside(request: Request, article: str, other: str) -> Response:
        with library.reading() as archive:
            right, dossier = archive.show(article)
            left, other_dossier = archive.show(other)
            ids = {right.article.id, left.article.id}
            ties = [edge for edge in archive.copies(sorted(ids)) if {edge.a, edge.b} == ids and edge.score > 0]
        if (right.article.id, left.article.id) != (article, other):
            return lead_to(f"/articles/{right.article.id}/beside/{left.article.id}", request)
        is_long = any(_measure(item.article) > PART for item in (left, right))
        return show(
            request,
            library,
            "beside.html",
            left=left,
            right=right,
            left_dossier=other_dossier,
            dossier=dossier,
            pairs=[] if is_long else line_up(left, right),
            is_long=is_long,
            because=ties[0].because if ties else None,
        )

    @router.get("/pages/{page}")
    def read_page(request: Request, page: str, part: Part = 1) -> Response:
        with library.reading() as archive:
            found = archive.page(page)
            articles = list(archive.articles_on(found.id))
            captures = list(archive.captures([found.id]))
            marks, notes = mark_page(found.text, articles, archive.furniture(found.id))
            discards = [d.reason for d in archive.discards() if d.page == found.id]
        return show(
            request,
            library,
            "page.html",
            page=found,
            articles=[_name_article(article, found) for article in articles],
            captures=captures,
            discards=discards,
            parts=-(-len(found.text) // PART) or 1,
            **_cut_part(found.text, marks, notes, part),
        )

    return router


def _cut_part(text: str, marks: Sequence[Mark], notes: Sequence[Note], number: int) -> dict[str, object]:
    """What the template of a marked text needs for one part of it."""
    start = (number - 1) * PART
    shown = {mark.note for mark in marks if mark.start < start + PART and mark.end >= start}
    found = {mark.layer for mark in marks}
    return {
        "lines": list(cut_text(text, marks, start, start + PART)),
        "notes": [note for note in notes if note.number in shown],
        "by_number": {note.number: note for note in notes},
        "layers": [layer for layer in LAYERS if layer in found],
        "hidden": HIDDEN,
        "part": number,
        "start": start,
        "beginning": next((note.number for note in notes if note.number in shown and note.kind in BEGINNINGS), None),
    }


def _name_article(article: Article, page: Page) -> tuple[Article, str | None]:
    headline = article.headline
    return article, page.text[headline.start : headline.end] if headline else None


def _measure(article: Article) -> int:
    return sum(span.end - span.start for span in article.body)


def _list_others(archive: Archive, item: ArticleText, dossier: Dossier) -> list[Other]:
    """The original first, then other printings of the work, then what stood at the same place before or after."""
    work = dossier.work_of(item.article.id)
    others = [
        Other(
            printing.article,
            "original" if printing.article == work.original else "copy",
            dossier.articles[printing.article].article.outlet or dossier.place_of(printing.article),
            date.date if (date := dossier.date_of(printing.article)) else None,
        )
        for printing in work.articles
        if printing.article != item.article.id
    ]
    known = {item.article.id, *(other.article for other in others)}
    try:
        versions = archive.history(item.article.id)
    except UnknownIdError:
        versions = []
    for version in versions:
        if version.article not in known:
            known.add(version.article)
            others.append(Other(version.article, "version", version.place, version.retrieved))
    return sorted(others, key=lambda other: (other.kind != "original", other.kind != "version"))
