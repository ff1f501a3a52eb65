"""The JSON of the API: lines of the export (`sayso.export.records`), joined by what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from sayso.archive import StorySummary
from sayso.archive.history import Version
from sayso.ask import Answers
from sayso.brief import Brief, Briefing, SpeakerItem
from sayso.export import records as out
from sayso.export.lines import capture_line, furniture_line, page_line, quote_from
from sayso.model import ArticleText, Capture, Discard, Edge, Furniture, Judgement, Page, Relation, Stance
from sayso.server.printings import Differences
from sayso.store import Hit

T = TypeVar("T")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the API answers with."""


class Problem(Answer, frozen=True, kw_only=True):
    """Why there is no answer (RFC 9457)."""

    title: str
    status: int
    detail: str


class Health(Answer, frozen=True, kw_only=True):
    """The archive can be read; `tables` is the version of its tables. Nothing is counted: `/metrics` does."""

    status: str
    tables: int


class CopyPart(Answer, frozen=True, kw_only=True):
    """How two printings of one text compare."""

    a: str
    b: str
    relation: Relation | None
    because: str


class StoryList(Answer, frozen=True, kw_only=True):
    """Stories, the one that most pages tell first. `next` asks for those that follow."""

    stories: list[StorySummary]
    next: str | None


class StatementList(Answer, frozen=True, kw_only=True):
    """Statements by story and id. `next` asks for those that follow."""

    statements: list[out.StatementLine]
    next: str | None


class FigureList(Answer, frozen=True, kw_only=True):
    """Figures by story and id. `next` asks for those that follow."""

    figures: list[out.FigureLine]
    next: str | None


class StoryAnswer(Answer, frozen=True, kw_only=True):
    """A story: its numbers, and all its lines of the export."""

    summary: StorySummary
    story: out.StoryLine
    works: list[out.WorkLine]
    copies: list[CopyPart]
    articles: list[out.ArticleLine]
    speakers: list[out.SpeakerLine]
    statements: list[out.StatementLine]
    figures: list[out.FigureLine]
    date_mentions: list[out.DateMentionLine]
    claims: list[out.ClaimLine]
    conflicts: list[out.ConflictLine]
    events: list[out.EventLine]
    expectations: list[out.ExpectationLine]


class MissingPart(Answer, frozen=True, kw_only=True):
    """Words of the original that the copy lacks before its character `at`."""

    at: int
    words: list[out.Words]


class DifferencesPart(Answer, frozen=True, kw_only=True):
    """Where a copy's words differ from its original's."""

    original: str
    added: list[out.Words]
    missing: list[MissingPart]


class ArticleAnswer(Answer, frozen=True, kw_only=True):
    """An article: the page that carries it with its text, and what was found on it."""

    story: str
    article: out.ArticleLine
    work: out.WorkLine
    differences: DifferencesPart | None
    page: out.PageLine
    captures: list[out.CaptureLine]
    furniture: list[out.FurnitureLine]
    statements: list[out.StatementLine]
    figures: list[out.FigureLine]
    date_mentions: list[out.DateMentionLine]


class ClaimAnswer(Answer, frozen=True, kw_only=True):
    """A claim with the lines of all that it rests on and of what disputes it."""

    story: str
    claim: out.ClaimLine
    conflicts: list[out.ConflictLine]
    speakers: list[out.SpeakerLine]
    statements: list[out.StatementLine]
    figures: list[out.FigureLine]
    articles: list[out.ArticleLine]
    works: list[out.WorkLine]


class HitList(Answer, frozen=True, kw_only=True):
    """Articles that hold the words, best first. `next` asks for those that follow."""

    hits: list[Hit]
    next: str | None


class SpeakerList(Answer, frozen=True, kw_only=True):
    """Speakers, each in one story, with what they said there."""

    speakers: list[SpeakerItem]


class OutletLine(Answer, frozen=True, kw_only=True):
    """An outlet. `makers` is how many of its articles are its own, an agency's, copied, or nobody can tell."""

    name: str
    stories: int
    articles: int | None
    makers: dict[str, int] | None


class OutletList(Answer, frozen=True, kw_only=True):
    """Outlets, those named by most stories first."""

    outlets: list[OutletLine]


class PlaceLine(Answer, frozen=True, kw_only=True):
    """A place that stories name. `key` is its number in GeoNames, or its name; a country lies at its capital."""

    key: str
    name: str
    stories: int
    works: int
    lat: float | None
    lon: float | None


class PlaceList(Answer, frozen=True, kw_only=True):
    """Places, those that most stories name first. `next` asks for those that follow."""

    places: list[PlaceLine]
    next: str | None


class PlaceAnswer(Answer, frozen=True, kw_only=True):
    """A place with the stories that name it, those with most works that do first."""

    place: PlaceLine
    stories: list[StorySummary]


class VersionList(Answer, frozen=True, kw_only=True):
    """What stood at one place, oldest first."""

    versions: list[Version]


class JudgementList(Answer, frozen=True, kw_only=True):
    """What people decided, oldest first."""

    judgements: list[Judgement]


class JudgementAnswer(Answer, frozen=True, kw_only=True):
    """The judgement as it is kept now."""

    judgement: Judgement


class AddedAnswer(Answer, frozen=True, kw_only=True):
    """What adding did: the pages that stand at `place` now, and why others do not."""

    place: str
    pages: list[str]
    new_pages: int
    articles: int
    discards: list[Discard]


class PageToAdd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page: its text or its address."""

    text: str | None = None
    address: str | None = None


class JudgementToKeep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person decided of an article or of a finding in it. What is needed hangs on `kind`: `reject` a `finding`;
    `speaker` a `finding` and a `name` or `nobody`; `same` and `different` an `other` article; `same story` and
    `different story` an `other` story or an article of it; `add` the `words`, or `at` as `START-END`; `note` and `tag`
    these and a `text`."""

    article: str
    kind: Literal["reject", "speaker", "same", "different", "same story", "different story", "add", "note", "tag"]
    author: str | None = None
    reason: str | None = None
    finding: str | None = None
    name: str | None = None
    nobody: bool = False
    other: str | None = None
    words: str | None = None
    at: str | None = None
    source: str | None = None
    stance: Stance | None = None
    text: str | None = None


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An empty object."""


ANSWERS = (
    Health,
    Problem,
    StoryList,
    StoryAnswer,
    Brief,
    Briefing,
    Answers,
    ArticleAnswer,
    ClaimAnswer,
    StatementList,
    FigureList,
    HitList,
    SpeakerList,
    OutletList,
    PlaceList,
    PlaceAnswer,
    VersionList,
    JudgementList,
    JudgementAnswer,
    AddedAnswer,
    PageToAdd,
    JudgementToKeep,
    Nothing,
)
"""What the OpenAPI document describes."""


def answer_schemas() -> dict[str, Any]:
    """JSON Schemas of all answers and what is in them, by name, as components of an OpenAPI document."""
    _, components = msgspec.json.schema_components(ANSWERS, ref_template="#/components/schemas/{name}")
    return components


def pick(lines: Iterable[out.AnyLine], kind: type[T]) -> list[T]:
    """The lines of one kind."""
    return [line for line in lines if isinstance(line, kind)]


def story_answer(summary: StorySummary, lines: Sequence[out.AnyLine], copies: Iterable[Edge]) -> StoryAnswer:
    """All lines of a story."""
    return StoryAnswer(
        summary=summary,
        story=pick(lines, out.StoryLine)[0],
        works=pick(lines, out.WorkLine),
        copies=[CopyPart(a=edge.a, b=edge.b, relation=edge.relation, because=edge.because) for edge in copies],
        articles=pick(lines, out.ArticleLine),
        speakers=pick(lines, out.SpeakerLine),
        statements=pick(lines, out.StatementLine),
        figures=pick(lines, out.FigureLine),
        date_mentions=pick(lines, out.DateMentionLine),
        claims=pick(lines, out.ClaimLine),
        conflicts=pick(lines, out.ConflictLine),
        events=pick(lines, out.EventLine),
        expectations=pick(lines, out.ExpectationLine),
    )


def article_answer(
    item: ArticleText,
    page: Page,
    captures: Sequence[Capture],
    lines: Sequence[out.AnyLine],
    furniture: Iterable[Furniture],
    differences: DifferencesPart | None,
) -> ArticleAnswer:
    """The lines of one article, out of those of its story."""
    article = next(line for line in pick(lines, out.ArticleLine) if line.id == item.article.id)
    block = item.article.block
    return ArticleAnswer(
        story=pick(lines, out.StoryLine)[0].id,
        article=article,
        work=next(line for line in pick(lines, out.WorkLine) if line.id == article.work),
        differences=differences,
        page=page_line(page, captures[0], with_text=True),
        captures=[capture_line(capture) for capture in captures],
        furniture=[furniture_line(piece) for piece in furniture],
        statements=[line for line in pick(lines, out.StatementLine) if line.article == article.id],
        figures=[line for line in pick(lines, out.FigureLine) if line.article == article.id],
        date_mentions=[
            line
            for line in pick(lines, out.DateMentionLine)
            if line.page == article.page and block.start <= line.start < block.end
        ],
    )


def differences_part(found: Differences, copy: str, original: str) -> DifferencesPart:
    """Differences with the words; `copy` and `original` are the texts of the two pages."""
    ours, theirs = quote_from(copy), quote_from(original)
    return DifferencesPart(
        original=found.original,
        added=[ours(span) for span in found.added],
        missing=[
            MissingPart(at=missing.at, words=[theirs(span) for span in missing.spans]) for missing in found.missing
        ],
    )


def claim_answer(claim: str, lines: Sequence[out.AnyLine]) -> ClaimAnswer:
    """A claim and what it rests on, out of the lines of its story."""
    wanted = next(line for line in pick(lines, out.ClaimLine) if line.id == claim)
    members = {*wanted.statements, *wanted.figures}
    conflicts = [c for c in pick(lines, out.ConflictLine) if members & {*c.between[0], *c.between[1]}]
    involved = members | {finding for c in conflicts for side in c.between for finding in side}
    statements = [line for line in pick(lines, out.StatementLine) if line.id in involved]
    figures = [line for line in pick(lines, out.FigureLine) if line.id in involved]
    articles = {line.article for line in statements} | {line.article for line in figures}
    speakers = {s.source.speaker for s in statements} | {origin.speaker for origin in wanted.origins}
    return ClaimAnswer(
        story=pick(lines, out.StoryLine)[0].id,
        claim=wanted,
        conflicts=conflicts,
        speakers=[line for line in pick(lines, out.SpeakerLine) if line.id in speakers],
        statements=statements,
        figures=figures,
        articles=[line for line in pick(lines, out.ArticleLine) if line.id in articles],
        works=[
            line for line in pick(lines, out.WorkLine) if articles & {printing.article for printing in line.articles}
        ],
    )
