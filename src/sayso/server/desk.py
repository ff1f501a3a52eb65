"""Where people add pages and say what the machine got wrong. All of it is sent by forms that carry a seal."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Annotated, NamedTuple
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.archive import Added, Archive
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.model import ArticleText, Figure, Judgement, Span, Stance, Statement
from sayso.server.days import tell_days
from sayso.server.forms import BadFormError, Form, Sealed, SealToGive, read_address
from sayso.server.library import Library
from sayso.server.marks import fold_line
from sayso.server.notes import read_spans
from sayso.server.render import show
from sayso.server.strings import say
from sayso.spans import slice_text

SEE_OTHER = 303
MOST_NAME = 200
MOST_JUDGEMENTS = 500


class OtherPrinting(NamedTuple):
    """A printing of the same text, in words to choose by."""

    article: str
    label: str


def make_router(library: Library) -> APIRouter:
    """The routes over one library that may be written to."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/add")
    def offer_add(request: Request, seal: SealToGive) -> Response:
        return show(request, library, "add.html", seal=seal.make())

    @router.post("/add")
    def add(request: Request, form: Sealed) -> Response:
        with library.writing() as archive:
            place, added = add_page(archive, form)
            pages = list(dict.fromkeys(capture.page for capture in archive.captures_at([place])))
        if len(pages) == 1 and not added.discards:
            return RedirectResponse(f"/pages/{pages[0]}", SEE_OTHER)
        return show(request, library, "added.html", place=place, added=added, pages=pages)

    @router.get("/articles/{article}/correct")
    def offer_correction(
        request: Request,
        article: str,
        seal: SealToGive,
        finding: Annotated[str, Query(max_length=80)] = "",
        at: Annotated[str, Query(max_length=2000)] = "",
    ) -> Response:
        with library.reading() as archive:
            item, dossier = archive.show(article)
        found = find_finding(dossier, finding) if finding else None
        spans = read_spans(at, len(item.text), most=1)
        return show(
            request,
            library,
            "correct.html",
            item=item,
            dossier=dossier,
            found=found,
            words=_quote(found, item) if found else "",
            is_statement=isinstance(found, Statement),
            speaker=dossier.speaker_of(found.id) if isinstance(found, Statement) else None,
            at=at if spans else "",
            selected=slice_text(item.text, spans),
            copies=list_copies(item.article.id, dossier),
            stances=[stance.value for stance in Stance],
            seal=seal.make(),
        )

    @router.post("/articles/{article}/correct")
    def correct(article: str, form: Sealed) -> Response:
        with library.writing() as archive:
            judgement = keep_judgement(archive, article, form)
        return RedirectResponse(f"/articles/{quote(article)}?judged={judgement.id}", SEE_OTHER)

    @router.get("/judgements")
    def list_judgements(
        request: Request, seal: SealToGive, kind: Annotated[str, Query(max_length=40)] = ""
    ) -> Response:
        with library.reading() as archive:
            found = [judgement for judgement in archive.judgements() if kind in ("", judgement.kind)][::-1]
            shown = [(judgement, archive.is_orphan(judgement)) for judgement in found[:MOST_JUDGEMENTS]]
        return show(
            request, library, "judgements.html", judgements=shown, in_all=len(found), kind=kind, seal=seal.make()
        )

    @router.post("/judgements/{judgement}/undo")
    def undo(judgement: str, _: Sealed) -> Response:
        with library.writing() as archive:
            undone = archive.undo(judgement)
        return RedirectResponse(f"/judgements#{undone.id}", SEE_OTHER)

    return router


# --- add ------------------------------------------------------------------------------------------------------------


def add_page(archive: Archive, form: Form) -> tuple[str, Added]:
    """Add what the form brings: a file, a text, or an address. The place it stands for, and what was done.

    Raises `BadFormError` where it brings none of them.
    """
    if form.file is not None:
        place = name_place("uploaded", form.file.data, form.file.name)
        return place, archive.add_bytes(form.file.data, place)
    if "text" in form.fields:
        text = form.fields["text"].replace("\r\n", "\n").strip()  # browsers send \r\n, whatever was pasted
        data = text.encode("utf-8", "replace")
        place = name_place("pasted", data, f"{fold_line(text, 40)}.txt")
        return place, archive.add_bytes(data, place)
    if "address" in form.fields:
        address = check_address(form.fields["address"])
        return address, archive.add([address])
    raise BadFormError(say("desk.nothing"))


def name_place(how: str, data: bytes, name: str) -> str:
    """`uploaded/1f0c3a9b/report.html`: the same bytes under the same name are the same place."""
    digest = hashlib.blake2b(data, digest_size=4).hexdigest()
    plain = "".join(
        sign if sign.isalnum() or sign in " ._-" else "_" for sign in PurePath(name.replace("\\", "/")).name
    )
    return f"{how}/{digest}/{plain[-MOST_NAME:].strip() or 'page'}"


def check_address(address: str) -> str:
    """The address, where it is one of the web: nothing else may be looked for on this machine. Raises
    `BadFormError`."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadFormError(say("desk.no_address")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > 2000:
        raise BadFormError(say("desk.no_address"))
    return address


# --- correct --------------------------------------------------------------------------------------------------------


def find_finding(dossier: Dossier, finding: str) -> Statement | Figure:
    """The statement or figure of this story. Raises `UnknownIdError`."""
    found = dossier.statements.get(finding) or dossier.figures.get(finding)
    if found is None:
        raise UnknownIdError(f"{finding}: {dossier.story.id} has no such statement or figure.")
    return found


def list_copies(article: str, dossier: Dossier) -> list[OtherPrinting]:
    """The other printings of the article's work, in words to choose by."""
    return [_name_printing(p.article, dossier) for p in dossier.work_of(article).articles if p.article != article]


def _name_printing(article: str, dossier: Dossier) -> OtherPrinting:
    own, date = dossier.articles[article].article, dossier.date_of(article)
    facts = [own.outlet or own.wire or say("unknown.outlet"), tell_days(date.date) if date else ""]
    return OtherPrinting(article, ", ".join(fact for fact in (*facts, dossier.place_of(article)) if fact))


def _quote(found: Statement | Figure, item: ArticleText) -> str:
    spans = found.content if isinstance(found, Statement) else (Span(found.start, found.end),)
    return slice_text(item.text, spans)


def keep_judgement(archive: Archive, article: str, form: Form) -> Judgement:
    """Keep what the form says of the article or of a finding in it.

    Raises:
        BadFormError: it says nothing that can be kept.
        InputError: the words do not stand in the article, or more than once.
        UnknownIdError: no such record.
    """
    fields = form.fields
    author, reason = fields.get("author", say("desk.reader"))[:MOST_NAME], fields.get("reason")
    match form.need("kind"):
        case "reject":
            return archive.judge("reject", [form.need("finding")], author=author, reason=reason)
        case "speaker":
            name = None if fields.get("nobody") else form.need("name")[:MOST_NAME]
            return archive.judge("speaker", [form.need("finding")], author=author, value=name, reason=reason)
        case "same" | "different" | "same story" | "different story" as kind:
            return archive.judge(kind, [article, read_address(form.need("other"))], author=author, reason=reason)
        case "add":
            return _add_statement(archive, article, form, author)
        case "note" | "tag" as kind:
            words = _choose_words(archive, article, form)
            return archive.note(article, words, form.need("text"), author=author, kind=kind, reason=reason)
    raise BadFormError(say("desk.nothing"))


def _add_statement(archive: Archive, article: str, form: Form, author: str) -> Judgement:
    fields = form.fields
    try:
        stance = Stance(fields.get("stance", "assert"))
    except ValueError as error:
        raise BadFormError(say("desk.nothing")) from error
    return archive.add_statement(
        article,
        _choose_words(archive, article, form),
        author=author,
        speaker=fields.get("name", "")[:MOST_NAME] or None,
        source=fields.get("source"),
        stance=stance,
        reason=fields.get("reason"),
    )


def _choose_words(archive: Archive, article: str, form: Form) -> Span | str:
    """The characters that the form names, else the words."""
    item, _ = archive.show(article)
    spans = read_spans(form.fields.get("at", ""), len(item.text), most=1)
    return spans[0] if spans else form.need("words")
