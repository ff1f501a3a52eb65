"""Where people say that two stories are one, or that two are mixed: what groups works is the machine's guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.archive import StorySummary
from sayso.dossier import Dossier
from sayso.server.desk import SEE_OTHER, keep_judgement
from sayso.server.forms import BadFormError, Form, Sealed, SealToGive, read_address
from sayso.server.library import Library
from sayso.server.render import show
from sayso.server.strings import say

MOST_OFFERED = 20
"""Other stories among which one can be chosen."""


class Text(NamedTuple):
    """A work of the story by its first printing."""

    article: str
    headline: str | None
    outlet: str | None
    published: str | None


def make_router(library: Library) -> APIRouter:
    """The routes over one library that may be written to."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/stories/{story}/correct")
    def offer_regrouping(request: Request, story: str, seal: SealToGive) -> Response:
        with library.reading() as archive:
            dossier = archive.dossier(story)
            others = list_near(dossier.story.id, archive.stories())
        return show(
            request,
            library,
            "regroup.html",
            dossier=dossier,
            texts=list_texts(dossier),
            others=others,
            seal=seal.make(),
        )

    @router.post("/stories/{story}/correct")
    def regroup(story: str, form: Sealed) -> Response:
        with library.writing() as archive:
            article = form.fields.get("one") or min(archive.dossier(story).articles)
            keep_judgement(archive, article, read_wish(form))
        return RedirectResponse(f"/stories/{quote(article)}", SEE_OTHER)

    return router


def read_wish(form: Form) -> Form:
    """The form as a judgement: the other story is one that was chosen, or that an id or address names. Raises
    `BadFormError` where it is neither to put stories together nor to take one apart."""
    if form.need("kind") not in ("same story", "different story"):
        raise BadFormError(say("desk.nothing"))
    other = read_address(form.fields.get("named", "")) or form.need("other")
    return Form({**form.fields, "other": other})


def list_texts(dossier: Dossier) -> list[Text]:
    """The works of a story, oldest first."""
    return sorted(
        (_read_text(work.reference, dossier) for work in dossier.works.values()),
        key=lambda text: (text.published or "9999", text.article),
    )


def _read_text(article: str, dossier: Dossier) -> Text:
    item, date = dossier.articles[article], dossier.date_of(article)
    headline = item.article.headline
    return Text(
        article=article,
        headline=item.text[headline.start : headline.end] if headline else None,
        outlet=item.article.outlet or item.article.wire,
        published=date.date if date else None,
    )


def list_near(story: str, stories: Sequence[StorySummary]) -> list[StorySummary]:
    """Other stories that could be the same: those that share most places, topics and days with it, best first."""
    own = next((summary for summary in stories if summary.id == story), None)
    if own is None:
        return []
    rated = [(_rate_nearness(own, other), other) for other in stories if other.id != story]
    near = sorted((pair for pair in rated if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    return [other for _, other in near[:MOST_OFFERED]]


def _rate_nearness(one: StorySummary, other: StorySummary) -> int:
    """Places and topics that they share; twice as much where they were told at one time."""
    places = {place.key for place in one.places} & {place.key for place in other.places}
    shared = len(places) + len({*one.topics} & {*other.topics})
    first, last = max(one.first or "", other.first or ""), min(one.last or "", other.last or "")
    return shared * (2 if first and last and first[:7] <= last[:7] else 1)
