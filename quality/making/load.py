"""Truth → archive: a hundred thousand articles with findings, works, stories and links, without a parse."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from quality.making.write import write_bundle
from sayso.archive import StorySummary, summarise_story
from sayso.collapse import Collapse
from sayso.dossier import Dossier
from sayso.export import records as out
from sayso.group import Gist, Group, WorkGist, pack_gist, read_gist
from sayso.model import (
    Article,
    ArticleText,
    Capture,
    Claim,
    Conflict,
    Date,
    DateExpression,
    Edge,
    Figure,
    Furniture,
    Links,
    Origin,
    Page,
    Printing,
    Reading,
    Source,
    Span,
    Speaker,
    Statement,
    Story,
    StoryPart,
    Via,
    Work,
)
from sayso.pipeline import VERSION
from sayso.read import read_page
from sayso.store.filling import Filler, Records, Rows, make_rows

AHEAD = 4
"""Bundles that a worker has before it."""

T = TypeVar("T")
ReadPage = Callable[[str], bytes]


def load_findings(archive: Path, made: Path, *, workers: int = 1) -> int:
    """Fill a new archive with what `write_news(made, findings=True)` wrote as text or HTML. How many captures.

    Works, stories and links are those of the truth; keys and edges are those of the gather stations, so that one more
    page meets its neighbours as anywhere. With more than one worker rows are made in other processes; one writes.

    Raises:
        ArchiveError: there is a file of that name already.
    """
    return _fill(archive, _run(partial(_prepare_made, made), _read_bundles(made), workers))


def load_news(archive: Path, *, articles: int, seed: int, workers: int = 1) -> int:
    """The same from news that is made on the way and written nowhere else. How many articles: `articles`, and those of
    the last bundle beyond."""
    loaded = 0

    def until_enough() -> Iterator[Rows]:
        nonlocal loaded
        for rows in _run(partial(_prepare_new, seed), count(), workers):
            yield rows
            loaded += len(rows.words)
            if loaded >= articles:
                return

    _fill(archive, until_enough())
    return loaded


def _fill(archive: Path, bundles: Iterable[Rows]) -> int:
    captures = 0
    with Filler(archive) as filler:
        for rows in bundles:
            filler.write(rows)
            captures += len(rows.tables["captures"])
    return captures


def _run(prepare: Callable[[T], Rows], bundles: Iterable[T], workers: int) -> Iterator[Rows]:
    """The rows of the bundles in order; a few are made ahead."""
    if workers < 2:
        yield from map(prepare, bundles)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[Rows]] = deque()
        try:
            for bundle in bundles:
                waiting.append(pool.submit(prepare, bundle))
                if len(waiting) > AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _prepare_made(made: Path, lines: Sequence[bytes]) -> Rows:
    return make_rows(prepare_bundle(lines, lambda path: (made / path).read_bytes()), VERSION)


def _prepare_new(seed: int, number: int) -> Rows:
    made = write_bundle(number, seed=seed, findings=True, pages="text")
    data = {path: content for path, _, content, _ in made.pages}
    lines = [line for line in made.truth.splitlines() if not line.startswith(PLANTED)]
    return make_rows(prepare_bundle(lines, data.__getitem__), VERSION)


def _read_bundles(made: Path) -> Iterator[list[bytes]]:
    """Lines of the truth, bundle by bundle: each begins with its captures."""
    bundle: list[bytes] = []
    with (made / "truth.jsonl").open("rb") as file:
        for line in file:
            if line.startswith(CAPTURE) and bundle and not bundle[-1].startswith(CAPTURE):
                yield bundle
                bundle = []
            if not line.startswith(PLANTED):
                bundle.append(line)
    if bundle:
        yield bundle


CAPTURE, PLANTED = b'{"type":"capture"', b'{"type":"planted"'


# --- one bundle -----------------------------------------------------------------------------------------------------


def prepare_bundle(lines: Sequence[bytes], read: ReadPage) -> Records:
    """The records of a bundle, from its lines and the bytes of its pages, which `read` gives by path."""
    decode = msgspec.json.Decoder(out.AnyLine).decode
    rows = _Rows(map(decode, lines))
    captures = [
        (Capture(page=row.page, path=row.path, retrieved=row.retrieved), read(str(row.path)))
        for row in rows.all(out.CaptureLine)
    ]
    first = {capture.page: (capture, data) for capture, data in reversed(captures)}
    readings = [_make_reading(row, *first[row.id], rows) for row in rows.all(out.PageLine)]
    items = {a.id: ArticleText(article=a, text=r.page.text) for r in readings for a in r.articles}
    works = [_make_work(row) for row in rows.all(out.WorkLine)]
    stories = [_make_story(row) for row in rows.all(out.StoryLine)]
    links = [_make_links(story, works, rows) for story in stories]
    gists = {article: read_gist(items[article]) for article in (work.reference for work in works)}
    return Records(
        captures,
        readings,
        works,
        list(_list_keys(works, items, gists)),
        {article: pack_gist(gist) for article, gist in gists.items()},
        [*_list_edges(works, stories), *_list_mirrors(rows)],
        stories,
        links,
        [_summarise(story, works, items, linked) for story, linked in zip(stories, links, strict=True)],
    )


class _Rows:
    """Lines by kind, and by kind and page."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._by_kind: dict[type, list[Any]] = defaultdict(list)
        self._by_page: dict[tuple[type, str], list[Any]] = defaultdict(list)
        for row in rows:
            self._by_kind[type(row)].append(row)
            if hasattr(row, "page"):
                self._by_page[type(row), row.page].append(row)

    def all(self, kind: type) -> list[Any]:
        return self._by_kind[kind]

    def on(self, kind: type, page: str) -> list[Any]:
        return self._by_page[kind, page]


def _make_reading(row: out.PageLine, capture: Capture, data: bytes, rows: _Rows) -> Reading:
    if row.media_type == "text/plain":
        page = Page(id=row.id, media_type=row.media_type, text=data.decode(), language=row.language)
    else:
        page = read_page(data, capture)
    return Reading(
        page=page,
        articles=tuple(map(_make_article, rows.on(out.ArticleLine, row.id))),
        furniture=tuple(
            Furniture(page=f.page, start=f.start, end=f.end, kind=f.kind) for f in rows.on(out.FurnitureLine, row.id)
        ),
        statements=tuple(map(_make_statement, rows.on(out.StatementLine, row.id))),
        figures=tuple(map(_make_figure, rows.on(out.FigureLine, row.id))),
    )


def _make_work(row: out.WorkLine) -> Work:
    printings = tuple(Printing(article=p.article, relation=p.relation) for p in row.articles)
    return Work(id=row.id, articles=printings, original=row.original, because=BECAUSE)


BECAUSE = "It was made so."


def _make_story(row: out.StoryLine) -> Story:
    parts = tuple(StoryPart(work=work) for work in sorted({part.work for part in row.parts}))
    return Story(id=row.id, title=row.title, parts=parts, first=_make_date(row.first), last=_make_date(row.last))


def _list_keys(
    works: Iterable[Work], items: Mapping[str, ArticleText], gists: Mapping[str, Gist]
) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The keys of both gather stations."""
    collapse, group = Collapse(), Group()
    for article, item in items.items():
        yield collapse.name, article, collapse.keys(item)
    for work in works:
        yield group.name, work.id, group.keys(WorkGist(work=work.id, gist=gists[work.reference]))


def _list_edges(works: Iterable[Work], stories: Iterable[Story]) -> Iterator[Edge]:
    """Copies to the first printing of their work, works to the first work of their story."""
    for work in works:
        first = work.reference
        for printing in work.articles:
            if printing.article != first:
                relation = printing.relation
                yield Edge(kind="copy", a=printing.article, b=first, score=0.9, because=BECAUSE, relation=relation)
    for story in stories:
        hub, *others = story.parts
        for part in others:
            yield Edge(kind="story", a=hub.work, b=part.work, score=0.9, because=BECAUSE)


def _list_mirrors(rows: _Rows) -> Iterator[Edge]:
    for row in (*rows.all(out.StatementLine), *rows.all(out.FigureLine)):
        if row.mirror_of:
            yield Edge(kind="mirror", a=row.id, b=row.mirror_of, score=1.0, because="The same words in the original.")


def _make_links(story: Story, works: Iterable[Work], rows: _Rows) -> Links:
    held = {part.work for part in story.parts}
    articles = {printing.article for work in works if work.id in held for printing in work.articles}
    statements = [row for row in rows.all(out.StatementLine) if row.article in articles]
    own = {row.id for row in statements} | {row.id for row in rows.all(out.FigureLine) if row.article in articles}
    spoken: dict[str, list[str]] = defaultdict(list)
    for row in statements:
        spoken[row.source.speaker].append(row.id)
    dates = {row.id: row.published for row in rows.all(out.ArticleLine) if row.id in articles}
    dates |= {row.id: row.said for row in statements}
    return Links(
        story=story.id,
        speakers=tuple(_make_speaker(row, spoken[row.id]) for row in rows.all(out.SpeakerLine) if row.id in spoken),
        dates={key: date for key, day in dates.items() if (date := _make_date(day))},
        claims=tuple(_make_claim(row) for row in rows.all(out.ClaimLine) if own & {*row.statements, *row.figures}),
        conflicts=tuple(
            Conflict(id=row.id, kind=row.kind, between=_make_sides(row.between), because=row.because)
            for row in rows.all(out.ConflictLine)
            if row.between[0][0] in own
        ),
    )


def _summarise(story: Story, works: Iterable[Work], items: Mapping[str, ArticleText], links: Links) -> StorySummary:
    held = {part.work for part in story.parts}
    own = {work.id: work for work in works if work.id in held}
    articles = {p.article: items[p.article] for work in own.values() for p in work.articles}
    dossier = Dossier(
        story=story,
        works=own,
        articles=articles,
        captures={},
        statements={},
        figures={},
        dates=(),
        mirrors={},
        links=links,
        work_by_article={},
        speaker_by_statement={},
    )
    return summarise_story(dossier)


def _make_sides(between: tuple[list[str], list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(between[0]), tuple(between[1])


# --- lines of the export → records ----------------------------------------------------------------------------------


def _spans(rows: Iterable[Any]) -> tuple[Span, ...]:
    return tuple(Span(row.start, row.end) for row in rows)


def _span(row: Any) -> Span | None:
    return Span(row.start, row.end) if row else None


def _make_date(row: out.ResolvedDate | None) -> Date | None:
    return Date(date=row.date, precision=row.precision, basis=row.basis) if row and row.date else None


def _make_expression(row: out.ResolvedDate | None) -> DateExpression | None:
    return DateExpression(value=row.date) if row and row.date else None


def _make_article(row: out.ArticleLine) -> Article:
    parts: list[Any] = [
        *([row.headline] if row.headline else []),
        *row.headline_repeats,
        *row.credits,
        *row.body,
        *row.repeats,
    ]
    return Article(
        id=row.id,
        page=row.page,
        block=Span(min(part.start for part in parts), max(part.end for part in parts)),
        headline=_span(row.headline),
        headline_repeats=_spans(row.headline_repeats),
        credits=_spans(row.credits),
        outlet=row.outlet,
        wire=row.wire,
        carrier=row.carrier,
        bylines=tuple(row.bylines),
        published=_make_expression(row.published),
        language=row.language,
        body=_spans(row.body),
        repeats=_spans(row.repeats),
    )


def _make_statement(row: out.StatementLine) -> Statement:
    source = Source(spans=_spans(row.source.spans), name=row.source.name, anonymous=row.source.anonymous)
    return Statement(
        id=row.id,
        article=row.article,
        page=row.page,
        source=source,
        content=_spans(row.content),
        cue=_span(row.cue),
        directness=row.directness,
        via=tuple(Via(name=via.name, span=_span(via.span), read=via.read) for via in row.via),
        said=_make_expression(row.said),
        stance=row.stance,
        negated=row.negated,
        confidence=row.confidence,
    )


def _make_figure(row: out.FigureLine) -> Figure:
    return Figure(
        id=row.id,
        article=row.article,
        page=row.page,
        start=row.start,
        end=row.end,
        minimum=row.value.min,
        maximum=row.value.max,
        qualifier=row.qualifier,
        unit=row.unit,
        counted=row.counted,
        measure=row.measure,
        scope=row.scope,
        conversion_of=row.conversion_of,
        statement=row.statement,
    )


def _make_speaker(row: out.SpeakerLine, statements: Iterable[str]) -> Speaker:
    return Speaker(
        id=row.id,
        name=row.name,
        kind=row.kind,
        role=row.role,
        affiliation=row.affiliation,
        aliases=tuple(row.aliases),
        statements=tuple(sorted(statements)),
    )


def _make_claim(row: out.ClaimLine) -> Claim:
    return Claim(
        id=row.id,
        text=row.text,
        statements=tuple(row.statements),
        figures=tuple(row.figures),
        origins=tuple(
            Origin(speaker=o.speaker, organisation=o.organisation, occasion=o.occasion, statements=tuple(o.statements))
            for o in row.origins
        ),
        independent_origins=row.independent_origins,
        organisations=row.organisations,
        unknown_origins=row.unknown_origins,
        reports=row.reports,
        copies=row.copies,
    )
