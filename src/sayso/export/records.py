"""The lines of the export, as `EXPORT.md` defines them: the contract in types.

The JSON Schema that ships (`docs/export.schema.json`) is made from these classes; the JSON of the command line is made
of them too. Fields that are unknown are null and present. A `Words` is a span with the words that stand there.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from sayso.model import (
    Basis,
    ConflictKind,
    Directness,
    FurnitureKind,
    MediaType,
    NameKind,
    Precision,
    Relation,
    Scope,
    SpeakerKind,
    Stance,
)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a line."""


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """One line of the export; `type` names its kind."""


class Offsets(Part, frozen=True, kw_only=True):
    """The characters `[start, end)` of the page's text, without the words."""

    start: int
    end: int


class Words(Part, frozen=True, kw_only=True):
    """A span: `page.text[start:end] == text`. With selectors also W3C's TextQuoteSelector."""

    start: int
    end: int
    text: str
    exact: str | UnsetType = UNSET
    prefix: str | UnsetType = UNSET
    suffix: str | UnsetType = UNSET


class PageWords(Words, frozen=True, kw_only=True):
    """A span that says on which page it stands."""

    page: str


class ResolvedDate(Part, frozen=True, kw_only=True):
    """`date` is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `A/B` of two of them."""

    date: str | None
    precision: Precision
    basis: Basis
    span: Words | None = None
    because: str | None = None


class PageLine(Line, tag="page", frozen=True, kw_only=True):
    id: str
    path: str | None = None
    url: str | None = None
    media_type: MediaType
    language: str | None = None
    text: str | UnsetType = UNSET  # with --with-text


class CaptureLine(Line, tag="capture", frozen=True, kw_only=True):
    page: str
    path: str | None = None
    url: str | None = None
    retrieved: str | None = None
    container: str | None = None


class ArticleLine(Line, tag="article", frozen=True, kw_only=True):
    id: str
    page: str
    headline: Words | None = None
    headline_repeats: list[Words]
    credits: list[Words]
    outlet: str | None = None
    wire: str | None = None
    carrier: str | None = None
    bylines: list[str]
    dateline: str | None = None
    published: ResolvedDate | None = None
    modified: ResolvedDate | None = None
    language: str | None = None
    body: list[Offsets]
    repeats: list[Offsets]
    work: str | None = None


class FurnitureLine(Line, tag="furniture", frozen=True, kw_only=True):
    page: str
    start: int
    end: int
    kind: FurnitureKind


class PrintingPart(Part, frozen=True, kw_only=True):
    article: str
    relation: Relation


class WorkLine(Line, tag="work", frozen=True, kw_only=True):
    id: str
    articles: list[PrintingPart]
    original: str | None = None
    because: str | None = None


class RolePart(Part, frozen=True, kw_only=True):
    text: str
    span: Offsets
    page: str


class MentionPart(Part, frozen=True, kw_only=True):
    page: str
    start: int
    end: int


class EntityLine(Line, tag="entity", frozen=True, kw_only=True):
    id: str
    name: str
    kind: NameKind
    aliases: list[str]
    roles: list[RolePart]
    affiliation: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: list[MentionPart]
    because: str | None = None
    wikidata: str | UnsetType = UNSET  # with --wikidata, where that file has one id for the name


class SpeakerLine(Line, tag="speaker", frozen=True, kw_only=True):
    id: str
    name: str
    kind: SpeakerKind
    entity: str | None = None
    members: list[str]
    role: str | None = None
    affiliation: str | None = None
    aliases: list[str]


class SourcePart(Part, frozen=True, kw_only=True):
    spans: list[Words]
    speaker: str | None = None
    name: str | None = None
    anonymous: bool = False


class ViaPart(Part, frozen=True, kw_only=True):
    name: str
    span: Words | None = None
    read: bool = False


class StatementLine(Line, tag="statement", frozen=True, kw_only=True):
    id: str
    article: str
    page: str
    mirror_of: str | None = None
    source: SourcePart
    cue: Words | None = None
    content: list[Words]
    directness: Directness
    via: list[ViaPart]
    said: ResolvedDate | None = None
    stance: Stance
    negated: bool
    parent: str | None = None
    confidence: float
    basis: Literal["found", "judged"] = "found"
    judgement: str | None = None


class ValuePart(Part, frozen=True, kw_only=True):
    min: float | None = None
    max: float | None = None


class FigureLine(Line, tag="figure", frozen=True, kw_only=True):
    id: str
    article: str
    page: str
    mirror_of: str | None = None
    start: int
    end: int
    text: str
    value: ValuePart
    qualifier: str | None = None
    unit: str | None = None
    counted: str | None = None
    measure: str | None = None
    place: str | None = None
    scope: Scope | None = None
    included_in: str | None = None
    conversion_of: str | None = None
    doubt: str | None = None
    as_of: ResolvedDate | None = None
    statement: str | None = None


class DateMentionLine(Line, tag="date-mention", frozen=True, kw_only=True):
    page: str
    start: int
    end: int
    text: str
    date: ResolvedDate | None = None
    anchor: str | None = None


class OriginPart(Part, frozen=True, kw_only=True):
    speaker: str | None = None
    organisation: str | None = None
    occasion: str | None = None
    statements: list[str]


class ClaimLine(Line, tag="claim", frozen=True, kw_only=True):
    id: str
    text: str
    statements: list[str]
    figures: list[str]
    origins: list[OriginPart]
    independent_origins: int
    organisations: int
    unknown_origins: int
    reports: int
    copies: int
    because: str | None = None


class ConflictLine(Line, tag="conflict", frozen=True, kw_only=True):
    id: str
    kind: ConflictKind
    between: tuple[list[str], list[str]]
    because: str


class EventLine(Line, tag="event", frozen=True, kw_only=True):
    id: str
    date: ResolvedDate | None
    text: str
    spans: list[PageWords]
    statements: list[str]
    ahead: bool = False


class ExpectationLine(Line, tag="expectation", frozen=True, kw_only=True):
    id: str
    of: str
    came_true: bool | None = None
    by: list[str]
    because: str | None = None


class StoryPartPart(Part, frozen=True, kw_only=True):
    work: str
    spans: list[Words] | None = None


class ChapterPart(Part, frozen=True, kw_only=True):
    title: str
    works: list[str]


class StoryLine(Line, tag="story", frozen=True, kw_only=True):
    id: str
    title: str
    parts: list[StoryPartPart]
    first: ResolvedDate | None = None
    last: ResolvedDate | None = None
    chapters: list[ChapterPart] = []


class JudgementLine(Line, tag="judgement", frozen=True, kw_only=True):
    id: str
    author: str
    time: str
    kind: str
    about: list[PageWords]
    value: str | None = None
    reason: str | None = None
    undone: bool = False


class DiscardLine(Line, tag="discard", frozen=True, kw_only=True):
    input: str
    page: str | None = None
    station: str
    reason: str


LINES = (
    PageLine,
    CaptureLine,
    ArticleLine,
    FurnitureLine,
    WorkLine,
    EntityLine,
    SpeakerLine,
    StatementLine,
    FigureLine,
    DateMentionLine,
    ClaimLine,
    ConflictLine,
    EventLine,
    ExpectationLine,
    StoryLine,
    JudgementLine,
    DiscardLine,
)
"""The kinds of line, in the export's order."""

AnyLine = (
    PageLine
    | CaptureLine
    | ArticleLine
    | FurnitureLine
    | WorkLine
    | EntityLine
    | SpeakerLine
    | StatementLine
    | FigureLine
    | DateMentionLine
    | ClaimLine
    | ConflictLine
    | EventLine
    | ExpectationLine
    | StoryLine
    | JudgementLine
    | DiscardLine
)


def export_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of the export."""
    (schema,), components = msgspec.json.schema_components([AnyLine], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of the sayso export",
        **schema,
        "$defs": components,
    }
