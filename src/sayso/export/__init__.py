"""The export: what sayso says about pages, line by line, in the order of `EXPORT.md`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Protocol

import msgspec

from sayso.dossier import Dossier
from sayso.export import lines, records
from sayso.export.entities import NameBook
from sayso.link.wikidata import NO_IDS, KnownNames
from sayso.model import Capture, Discard, Furniture, Judgement, Page

SPOOL_BYTES = 8_000_000
"""How much of each kind of line waits in memory before it goes to a temporary file."""


class Exportable(Protocol):
    """What an export needs of an archive."""

    def pages(self) -> Iterable[Page]: ...
    def captures(self) -> Iterable[Capture]: ...
    def furniture(self, page: str) -> Iterable[Furniture]: ...
    def dossiers(self) -> Iterable[Dossier]: ...
    def judgements(self) -> Iterable[Judgement]: ...
    def discards(self) -> Iterable[Discard]: ...


def export_lines(
    archive: Exportable, *, with_text: bool = False, selectors: bool = False, known: KnownNames = NO_IDS
) -> Iterator[bytes]:
    """Each line of the export as JSON bytes, without the newline. Memory stays bounded: kinds wait in files.

    `known` has the Wikidata ids that entities get (`sayso.link.wikidata.read_known_names`).
    """
    with ExitStack() as stack:
        spools = {kind: stack.enter_context(_Spool()) for kind in records.LINES}
        names = stack.enter_context(NameBook(known))
        for line in _all_lines(archive, names, with_text=with_text, selectors=selectors):
            spools[type(line)].add(line)
        for kind in records.LINES:
            yield from spools[kind]


def _all_lines(archive: Exportable, names: NameBook, *, with_text: bool, selectors: bool) -> Iterator[records.AnyLine]:
    first: dict[str, Capture] = {}
    for capture in archive.captures():
        first.setdefault(capture.page, capture)
        yield lines.capture_line(capture)
    for page in archive.pages():
        yield lines.page_line(page, first[page.id], with_text=with_text)
        yield from (lines.furniture_line(furniture) for furniture in archive.furniture(page.id))
    for dossier in archive.dossiers():
        names.add(dossier)
        speakers = {speaker.id: speaker for speaker in dossier.links.speakers}
        for line in dossier_lines(dossier, selectors=selectors):
            if isinstance(line, records.SpeakerLine):
                names.add_speaker(line, speakers[line.id], dossier)
            else:
                yield line
    yield from names.entity_lines()
    yield from names.speaker_lines()
    yield from (lines.judgement_line(judgement) for judgement in archive.judgements())
    yield from (lines.discard_line(discard) for discard in archive.discards())


def dossier_lines(dossier: Dossier, *, selectors: bool = False) -> Iterator[records.AnyLine]:
    """All lines of one story."""
    quotes = {item.article.page: lines.quote_from(item.text, selectors=selectors) for item in dossier.articles.values()}
    for item in dossier.articles.values():
        yield lines.article_line(item.article, dossier, quotes[item.article.page])
    yield from (lines.work_line(work) for work in dossier.works.values())
    yield from (lines.speaker_line(speaker) for speaker in dossier.links.speakers)
    for statement in dossier.statements.values():
        yield lines.statement_line(statement, dossier, quotes[statement.page])
    for figure in dossier.figures.values():
        yield lines.figure_line(figure, dossier, quotes[figure.page])
    for mention in dossier.dates:
        yield lines.date_mention_line(mention, dossier, quotes[mention.page])
    yield from lines.linked_lines(dossier, quotes)


class _Spool:
    """Lines of one kind, waiting for their turn."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115
        self._encode: Callable[[object], bytes] = msgspec.json.Encoder().encode

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, line: records.AnyLine) -> None:
        self._file.write(self._encode(line) + b"\n")

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        for line in self._file:
            yield line.rstrip(b"\n")
