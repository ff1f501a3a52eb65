"""The hand-written truth of the sample pages as lines of the export, with offsets: `python -m quality.sample_truth`
writes `samples/EXPECTED/export.jsonl`, with --check it says whether that file is in step.

`expected.json` names words; here each is found on the page as sayso stores it. Where words stand several times,
those of the article that is meant count; of a source or cue, those nearest to the content. What the truth leaves open
is null. The lines are the least that a perfect program would export.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sayso.archive.inputs import load_inputs
from sayso.export import records as out
from sayso.model import (
    Basis,
    Capture,
    ConflictKind,
    Directness,
    Found,
    FurnitureKind,
    Page,
    Precision,
    Relation,
    Scope,
    Span,
    SpeakerKind,
    Stance,
    group_id,
    make_id,
)
from sayso.read import read_page
from sayso.spans import subtract_spans, trim_span

SAMPLES = Path(__file__).parent.parent / "samples"
MOST_BYTES = 16_000_000
Json = dict[str, Any]


class SamplePage(NamedTuple):
    """A page of the samples under the name that the truth gives it."""

    name: str
    page: Page
    capture: Capture


def main() -> int:
    path = SAMPLES / "EXPECTED" / "export.jsonl"
    lines = b"".join(line + b"\n" for line in truth_lines(SAMPLES))
    if "--check" not in sys.argv:
        path.write_bytes(lines)
        return 0
    if not path.exists() or path.read_bytes() != lines:
        print(f"{path} is stale: run python -m quality.sample_truth", file=sys.stderr)
        return 1
    return 0


def truth_lines(folder: Path) -> Iterator[bytes]:
    """The lines, as JSON. Raises `ValueError` where words of the truth do not stand on their page."""
    expected = json.loads((folder / "EXPECTED" / "expected.json").read_text("utf-8"))
    yield from map(
        msgspec.json.Encoder().encode, SampleTruth(expected, read_samples(folder, expected["pages"])).lines()
    )


def read_samples(folder: Path, names: Iterable[str]) -> list[SamplePage]:
    """The pages by the truth's names: `file`, or `file#n` for the n-th page that a file holds or wraps."""
    pages = []
    files: dict[str, list[Found]] = {}
    for name in names:
        file, _, number = name.partition("#")
        if file not in files:
            parts = load_inputs(str(folder / file), max_bytes=MOST_BYTES, stdin=BytesIO())
            files[file] = [part for part in parts if isinstance(part, Found)]
        found = files[file][int(number or 1) - 1]
        capture = msgspec.structs.replace(found.capture, path=file if found.capture.path else None)
        pages.append(SamplePage(name, read_page(found.data, found.capture), capture))
    return pages


def truth_id(kind: str, name: str) -> str:
    """The id that a record of the truth bears in the export."""
    return make_id(kind, "sample", name)


def find_all(text: str, words: str, within: Span | None = None) -> list[Span]:
    """Where the words stand, white space between them apart."""
    pattern = re.compile(r"\s*".join(map(re.escape, words.split())))
    place = within or Span(0, len(text))
    return [Span(*match.span()) for match in pattern.finditer(text, place.start, place.end)]


def find_first(text: str, words: str, *places: Span) -> Span:
    """The words in the first of these places that has them, or anywhere. Raises `ValueError` where nothing has."""
    for place in (*places, Span(0, len(text))):
        found = find_all(text, words, place)
        if found:
            return found[0]
    raise ValueError(f"The page has no {words!r}.")


def find_nearest(text: str, words: str, content: Span, within: Span) -> Span:
    """The words nearest to the content. Raises `ValueError` where they do not stand."""
    found = find_all(text, words, within) or find_all(text, words)
    if not found:
        raise ValueError(f"The page has no {words!r}.")
    return min(found, key=lambda span: (max(span.start - content.end, content.start - span.end, 0), span.start))


class SampleTruth:
    """Makes the lines."""

    def __init__(self, expected: Json, pages: Sequence[SamplePage]) -> None:
        self._expected = expected
        self._pages = pages
        self._blocks: dict[str, Span] = {}  # by the truth's name of an article
        self._article_page: dict[str, SamplePage] = {}
        self._speakers = {
            name: speaker for speaker in expected["speakers"] for name in (speaker["name"], *speaker["also"])
        }
        self._works = {a: work for work in expected["works"] for a in work["articles"]}
        for page in pages:
            self._place_articles(page)

    def lines(self) -> Iterator[out.AnyLine]:
        """All of them, kind by kind in the export's order."""
        truth = self._expected["pages"]
        yield from map(_page_line, self._pages)
        for page in self._pages:
            yield from (self._article(page, article) for article in truth[page.name]["articles"])
        for page in self._pages:
            yield from self._furniture(page, truth[page.name]["furniture"])
        yield from self._work_lines()
        yield from map(self._speaker, self._expected["speakers"])
        for page in self._pages:
            yield from (self._statement(page, statement) for statement in truth[page.name]["statements"])
        for page in self._pages:
            yield from (self._figure(page, figure) for figure in truth[page.name]["figures"])
        yield from map(self._claim, self._expected["claims"])
        yield from self._conflicts()
        yield from map(self._story, self._expected["stories"])

    # --- articles ---------------------------------------------------------------------------------------------------

    def _place_articles(self, page: SamplePage) -> None:
        """From its first to its last words; articles that begin alike follow one another."""
        seen: dict[str, int] = {}
        for article in self._expected["pages"][page.name]["articles"]:
            number = seen[article["first"]] = seen.get(article["first"], -1) + 1
            starts = find_all(page.page.text, article["first"])
            if len(starts) <= number:
                raise ValueError(f"{article['id']}: its page has no {article['first']!r}.")
            ends = find_all(page.page.text, article["last"], Span(starts[number].start, len(page.page.text)))
            if not ends:
                raise ValueError(f"{article['id']}: its page has no {article['last']!r}.")
            self._blocks[article["id"]] = Span(starts[number].start, ends[0].end)
            self._article_page[article["id"]] = page

    def _article(self, page: SamplePage, truth: Json) -> out.ArticleLine:
        block, text = self._blocks[truth["id"]], page.page.text
        off = [s for phrase in self._expected["pages"][page.name]["furniture"] for s in find_all(text, phrase, block)]
        off += [s for phrase in truth.get("undecided", ()) for s in find_all(text, phrase, block)]
        body = [kept for span in subtract_spans(block, off) if (kept := trim_span(text, span.start, span.end))]
        headlines = find_all(text, truth["headline"], Span(0, block.start)) if truth["headline"] else []
        return out.ArticleLine(
            id=truth_id("article", truth["id"]),
            page=page.page.id,
            headline=_quote(text, headlines[-1]) if headlines else None,
            headline_repeats=[],
            credits=[_quote(text, find_first(text, words)) for words in truth["credits"]],
            outlet=truth["outlet"],
            wire=truth["wire"],
            carrier=truth["carrier"],
            bylines=truth["bylines"],
            dateline=truth["dateline"],
            published=_date(truth["published"]),
            modified=_date(truth["modified"]),
            language=truth.get("language", "en"),
            body=[out.Offsets(start=span.start, end=span.end) for span in body],
            repeats=[],
            work=self._work_id(truth["id"]),
        )

    def _furniture(self, page: SamplePage, phrases: Sequence[str]) -> Iterator[out.FurnitureLine]:
        for phrase in phrases:
            for span in find_all(page.page.text, phrase):
                yield out.FurnitureLine(page=page.page.id, start=span.start, end=span.end, kind=FurnitureKind.OTHER)

    def _work_id(self, article: str) -> str:
        members = self._works[article]["articles"] if article in self._works else [article]
        return group_id("work", (truth_id("article", member) for member in members))

    def _work_lines(self) -> Iterator[out.WorkLine]:
        alone = [
            {"articles": {article: "original"}, "original": article}
            for article in self._blocks
            if article not in self._works
        ]
        for work in (*self._expected["works"], *alone):
            yield out.WorkLine(
                id=self._work_id(next(iter(work["articles"]))),
                articles=[
                    out.PrintingPart(article=truth_id("article", article), relation=Relation(relation))
                    for article, relation in work["articles"].items()
                ],
                original=truth_id("article", work["original"]) if work["original"] else None,
                because=work.get("note"),
            )

    def _story(self, truth: Json) -> out.StoryLine:
        works = sorted({self._work_id(article) for article in truth["articles"]})
        parts = [out.StoryPartPart(work=work) for work in works]
        return out.StoryLine(id=truth_id("story", truth["id"]), title=truth["title"], parts=parts)

    # --- findings ---------------------------------------------------------------------------------------------------

    def _speaker(self, truth: Json) -> out.SpeakerLine:
        return out.SpeakerLine(
            id=truth_id("speaker", truth["name"]),
            name=truth["name"],
            kind=SpeakerKind(truth["kind"]),
            members=[],
            affiliation=truth["affiliation"],
            aliases=sorted({*truth["also"]} - {truth["name"]}),
        )

    def _statement(self, page: SamplePage, truth: Json) -> out.StatementLine:
        text, block = page.page.text, self._blocks[truth["article"]]
        content = [find_first(text, part, block) for part in truth["content"]]
        whole = Span(content[0].start, content[-1].end)
        speaker = self._speakers.get(truth["speaker"] or truth["source"])
        near = [find_nearest(text, truth[part], whole, block) if truth[part] else None for part in ("source", "cue")]
        source, cue = (_quote(text, span) if span else None for span in near)
        return out.StatementLine(
            id=truth_id("statement", truth["id"]),
            article=truth_id("article", truth["article"]),
            page=page.page.id,
            source=out.SourcePart(
                spans=[source] if source else [],
                speaker=truth_id("speaker", speaker["name"]) if speaker else None,
                name=speaker["name"] if speaker else truth["speaker"] or truth["source"],
                anonymous=truth["anonymous"],
            ),
            cue=cue,
            content=[_quote(text, span) for span in content],
            directness=Directness(truth["directness"]),
            via=[out.ViaPart(name=name, read=False) for name in truth["via"]],
            said=_date(truth["said"]),
            stance=Stance(truth["stance"]),
            negated=truth["negated"],
            confidence=1.0,
        )

    def _figure(self, page: SamplePage, truth: Json) -> out.FigureLine:
        text = page.page.text
        near = find_first(text, truth["near"], self._blocks[truth["article"]])
        span = find_first(text, truth["text"], near)
        base = truth.get("conversion_of")
        return out.FigureLine(
            id=truth_id("figure", truth["id"]),
            article=truth_id("article", truth["article"]),
            page=page.page.id,
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            value=out.ValuePart(min=truth["min"], max=truth["max"]),
            unit=truth["unit"],
            counted=truth["counted"],
            measure=truth["measure"],
            scope=Scope(truth["scope"]) if truth["scope"] else None,
            conversion_of=truth_id("figure", base) if base else None,
            as_of=_date(truth["as_of"]),
        )

    # --- links ------------------------------------------------------------------------------------------------------

    def _claim(self, truth: Json) -> out.ClaimLine:
        """With the least numbers that careful readers could defend; `expected.json` has the most."""
        return out.ClaimLine(
            id=truth_id("claim", truth["id"]),
            text=truth["text"],
            statements=[_finding_id(name) for name in truth["statements"]],
            figures=[_finding_id(name) for name in truth.get("figures", ())],
            origins=[
                out.OriginPart(speaker=None, organisation=None, occasion=name, statements=[])
                for name in truth["origins"]
            ],
            independent_origins=truth["independent_origins"][0],
            organisations=truth["organisations"][0],
            unknown_origins=truth["unknown_origins"][0],
            reports=truth["reports"][0],
            copies=truth["copies"][0],
        )

    def _conflicts(self) -> Iterator[out.ConflictLine]:
        """Those that are; then pairs that look like one and are none."""
        for truth in self._expected["conflicts"]:
            one, other = truth["between"]
            yield _conflict(ConflictKind(truth["kind"]), one, other, truth.get("note") or truth["kind"])
        for truth in self._expected["not_conflicts"]:
            yield _conflict(ConflictKind.APPARENT, truth["between"][:1], truth["between"][1:], truth["because"])


def _page_line(page: SamplePage) -> out.PageLine:
    kind, language = page.page.media_type, page.page.language
    return out.PageLine(
        id=page.page.id, path=page.capture.path, url=page.capture.url, media_type=kind, language=language
    )


def _conflict(kind: ConflictKind, one: Sequence[str], other: Sequence[str], because: str) -> out.ConflictLine:
    sides = [_finding_id(name) for name in one], [_finding_id(name) for name in other]
    return out.ConflictLine(id=make_id("conflict", kind, *one, "|", *other), kind=kind, between=sides, because=because)


def _finding_id(name: str) -> str:
    """`05.s1` is a statement, `05.n1` a figure."""
    return truth_id("figure" if ".n" in name else "statement", name)


def _quote(text: str, span: Span) -> out.Words:
    return out.Words(start=span.start, end=span.end, text=text[span.start : span.end])


def _date(day: str | None) -> out.ResolvedDate | None:
    if day is None:
        return None
    precision = Precision.RANGE if "/" in day else {4: Precision.YEAR, 7: Precision.MONTH}.get(len(day), Precision.DAY)
    return out.ResolvedDate(date=day, precision=precision, basis=Basis.RELATIVE)


if __name__ == "__main__":
    sys.exit(main())
