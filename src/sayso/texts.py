"""The attribution engine alone: any text → who says what in it. No archive, no file, no network.

`extract_statements("…")` gives `Statement` records with offsets into the text; `extract_text` says besides in which
language it was read and what cannot be done in it; `extract_page` takes the bytes of a page in any format sayso reads.
"""

from __future__ import annotations

import re

from sayso.extract.languages import choose_language, explain_limits
from sayso.extract.statements import extract_statements as extract_from_articles
from sayso.model import (
    Article,
    ArticleText,
    Capture,
    Directness,
    Found,
    MediaType,
    Record,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Statement,
    make_id,
)

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


class Extraction(Record, frozen=True):
    """What a text says on whose say-so. Offsets are into `text`. `limits`: what sayso cannot do with the text."""

    text: str
    language: str | None
    limits: tuple[str, ...]
    statements: tuple[Statement, ...]


class Words(Record, frozen=True):
    """The characters `[start, end)` of the text, and what they are."""

    start: int
    end: int
    text: str


class SourceItem(Record, frozen=True, omit_defaults=False):
    """A source as in the export's `source`, with what its `speaker` line would say."""

    spans: tuple[Words, ...]
    name: str | None
    kind: SpeakerKind
    anonymous: bool
    role: str | None
    affiliation: str | None
    members: tuple[str, ...]
    because: str | None


class ViaItem(Record, frozen=True, omit_defaults=False):
    """One link through which the words passed."""

    name: str
    span: Words | None
    read: bool


class StatementItem(Record, frozen=True, omit_defaults=False):
    """A statement as in the export, with its words. `said` is the date as printed: nothing is resolved here."""

    id: str
    source: SourceItem
    cue: Words | None
    content: tuple[Words, ...]
    directness: Directness
    via: tuple[ViaItem, ...]
    said: Words | None
    stance: Stance
    negated: bool
    parent: str | None
    confidence: float


class ExtractionItem(Record, frozen=True, omit_defaults=False):
    """An extraction with the words of its spans: what `sayso extract --json` prints."""

    language: str | None
    limits: tuple[str, ...]
    statements: tuple[StatementItem, ...]


def extract_statements(text: str, *, language: str | None = None) -> tuple[Statement, ...]:
    """The statements of a text, in order; each line is a paragraph. `language` is an ISO 639-1 code; by default the
    text's own is told from its words."""
    return extract_text(text, language=language).statements


def extract_text(text: str, *, language: str | None = None) -> Extraction:
    """The statements of a text as it stands, and what sayso cannot do with it."""
    from sayso.extract.dates import extract_dates
    from sayso.read.language import detect_language

    taken = choose_language(language, "") if language else choose_language(detect_language(text), text)
    body = tuple(Span(found.start(), found.end()) for found in PARAGRAPH.finditer(text))
    page = make_id("page", text)
    article = Article(id=make_id("article", page), page=page, block=Span(0, len(text)), language=taken, body=body)
    item = ArticleText(article=article, text=text)
    (statements,) = extract_from_articles([item], [extract_dates(item)])
    return Extraction(text=text, language=taken, limits=explain_limits(taken, text), statements=statements)


def extract_page(data: bytes, place: str) -> Extraction:
    """The statements of a page in any format: of plain text as it stands, else of its articles without furniture.

    Raises:
        InputError: the bytes cannot be read as a page.
    """
    from sayso.read import page_id, read_page

    capture = Capture(page=page_id(data), path=place)
    page = read_page(data, capture)
    if page.media_type == MediaType.TEXT:
        return extract_text(page.text)
    from sayso.errors import UnreadableError
    from sayso.model import Discard
    from sayso.pipeline import read_batch

    (reading,) = read_batch([Found(capture=capture, data=data)])
    if isinstance(reading, Discard):
        raise UnreadableError(reading.reason)
    limits = explain_limits(reading.page.language, reading.page.text) + tuple(d.reason for d in reading.discards)
    return Extraction(
        text=reading.page.text, language=reading.page.language, limits=limits, statements=reading.statements
    )


def show_extraction(extraction: Extraction) -> ExtractionItem:
    """The extraction with the words of its spans."""
    return ExtractionItem(
        language=extraction.language,
        limits=extraction.limits,
        statements=tuple(_show_statement(extraction.text, statement) for statement in extraction.statements),
    )


def _show_statement(text: str, statement: Statement) -> StatementItem:
    said = statement.said.span if statement.said else None
    return StatementItem(
        id=statement.id,
        source=_show_source(text, statement.source),
        cue=_quote(text, statement.cue),
        content=_quote_all(text, statement.content),
        directness=statement.directness,
        via=tuple(ViaItem(name=via.name, span=_quote(text, via.span), read=via.read) for via in statement.via),
        said=_quote(text, said),
        stance=statement.stance,
        negated=statement.negated,
        parent=statement.parent,
        confidence=statement.confidence,
    )


def _show_source(text: str, source: Source) -> SourceItem:
    return SourceItem(
        spans=_quote_all(text, source.spans),
        name=source.name,
        kind=source.kind,
        anonymous=source.anonymous,
        role=source.role,
        affiliation=source.affiliation,
        members=source.members,
        because=source.because,
    )


def _quote(text: str, span: Span | None) -> Words | None:
    return Words(start=span.start, end=span.end, text=text[span.start : span.end]) if span else None


def _quote_all(text: str, spans: tuple[Span, ...]) -> tuple[Words, ...]:
    return tuple(Words(start=span.start, end=span.end, text=text[span.start : span.end]) for span in spans)
