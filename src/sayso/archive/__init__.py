"""`Archive`: the library every door uses. It wires stations, store and runner; doors parse, call it and print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from sayso.archive.dossiers import rename_id, summarise_story
from sayso.archive.lookup import Lookup, Stamp, Trace
from sayso.archive.progress import Progress
from sayso.errors import UnknownIdError
from sayso.model import Discard, Found, Judgement, Record, Span, Stance
from sayso.run import Runner
from sayso.settings import Settings
from sayso.store import StorySummary
from sayso.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from sayso.archive.inputs import Opening


def no_progress(what: str, done: int, total: int) -> None:
    """Says nothing."""


class Added(Record, frozen=True):
    """What `Archive.add` or `Archive.rebuild` did."""

    inputs: int  # inputs that were named, folders walked
    new_pages: int  # pages whose bytes were not in the archive before
    articles: int  # articles read from pages now
    discards: tuple[Discard, ...]  # of these inputs, and of pages and records inside them


class Archive(Lookup):
    """One archive, to read from (see `Lookup`) and to write to. Use as a context manager.

    Raises what `sayso.errors` lists under `ArchiveError` when the archive cannot be used.
    """

    @classmethod
    def open(
        cls, path: Path, settings: Settings | None = None, *, create: bool = False, read_only: bool = False
    ) -> Archive:
        """The archive in this file; with `create` a new one where there is none."""
        settings = settings or Settings()
        store = SqliteStore(path, lock_seconds=settings.lock_seconds, create=create, read_only=read_only)
        return cls(store, settings)

    def add(
        self,
        inputs: Iterable[str],
        *,
        opening: Opening | None = None,
        progress: Progress = no_progress,
        stdin: BinaryIO | None = None,
    ) -> Added:
        """Read pages into the archive: files, folders, patterns, addresses, `-` for standard input. A WARC or a feed
        holds many pages.

        Every input leaves a reading or a discard; adding one twice changes nothing. Interrupted at any point, the
        archive holds whole pages only, and the same call again finishes the work.
        """
        from sayso.archive.inputs import list_inputs  # the stations are imported only where pages are read

        names = list_inputs(inputs)
        source = stdin or sys.stdin.buffer
        loaded = ((_name_of(name), self._load(name, source, opening, progress)) for name in names)
        return self._keep_and_read(loaded, len(names), progress)

    def add_bytes(self, data: bytes, place: str, *, progress: Progress = no_progress) -> Added:
        """Read what somebody handed over into the archive, as `add` reads a file: `place` stands for its path, and
        nothing is looked for there."""
        from sayso.archive.inputs import load_bytes

        loaded = [(place, load_bytes(data, place, max_bytes=self._settings.page_bytes))]
        return self._keep_and_read(loaded, 1, progress)

    def _keep_and_read(
        self, loaded: Iterable[tuple[str, Iterator[Found | Discard]]], inputs: int, progress: Progress
    ) -> Added:
        from sayso.archive.reading import keep_inputs

        kept = keep_inputs(self._store, loaded, total=inputs, progress=progress)
        articles = self._add_waiting(progress)
        discards = tuple(discard for discard in self._store.discards() if discard.input in kept.places)
        return Added(inputs=inputs, new_pages=kept.new_pages, articles=articles, discards=discards)

    def _load(
        self, name: str | Discard, stdin: BinaryIO, opening: Opening | None, progress: Progress
    ) -> Iterator[Found | Discard]:
        from sayso.archive.inputs import load_inputs

        if isinstance(name, Discard):
            return iter((name,))
        return load_inputs(name, max_bytes=self._settings.page_bytes, stdin=stdin, opening=opening, progress=progress)

    def rebuild(self, *, relearn: bool = False, progress: Progress = no_progress) -> Added:
        """Derive everything anew from the bytes as found: the same ids from the same pages and version.

        Each page is read with the profile of its site that it was read with before; with `relearn`, with what is known
        of the site today, which does not hang on the order in which pages were added.
        """
        from sayso.archive.profiles import relearn_profiles

        with self._store.transaction():
            if relearn:
                relearn_profiles(self._store)
            self._store.drop_derived()
        articles = self._add_waiting(progress)
        return Added(inputs=0, new_pages=0, articles=articles, discards=tuple(self._store.discards()))

    def _add_waiting(self, progress: Progress) -> int:
        from sayso.archive.adding import add_waiting

        runner = self._make_runner()
        try:
            return add_waiting(self._store, runner, progress)
        finally:
            runner.close()

    def _make_runner(self) -> Runner:
        from sayso.pipeline import warm_up
        from sayso.run.local import LocalRunner

        settings = self._settings
        return LocalRunner(
            workers=settings.workers,
            seconds=settings.page_seconds,
            memory=settings.worker_memory,
            pages=settings.worker_pages,
            batch=settings.batch_pages,
            initialise=warm_up,
        )

    def judge(
        self, kind: str, about: Sequence[str], *, author: str, value: str | None = None, reason: str | None = None
    ) -> Judgement:
        """Keep what a person decided, and apply it: it outranks the machine and survives a rebuild.

        `kind` and `about`: "same" or "different" and two articles (printings of one text, or not), two stories (one
        story, or not) or two statements or speakers (of one person, or not); "same story" or "different story" and two
        articles (of one story, or of two); "reject" and a statement or figure; "speaker" and a statement, with the
        speaker's name (or None, where nobody can tell) as `value`. What is said of a finding holds for the same words
        in other printings.

        Raises:
            UnknownIdError: no such record, or one of the wrong kind.
        """
        from sayso.archive.judging import make_judgement

        of_articles = kind.split()[0] in ("same", "different")
        ids = [self._resolve(record, "article" if of_articles else "statement") for record in about]
        ids = [rename_id("statement", record) if record.startswith("speaker-") else record for record in ids]
        judgement = make_judgement(self._store, kind, ids, author=author, value=value, reason=reason)
        self._apply(judgement)
        return judgement

    def add_statement(
        self,
        article: str,
        content: str | Span,
        *,
        author: str,
        speaker: str | None = None,
        source: str | Span | None = None,
        stance: Stance = Stance.ASSERT,
        reason: str | None = None,
    ) -> Judgement:
        """Keep, as a judgement, that words of this article report what somebody said, which the machine missed.

        `content` and `source` (the words that name who said it) are spans of the page's text, or words that stand in
        the article once; `speaker` is whose they are, where somebody can tell.

        Raises:
            UnknownIdError: no such article.
            InputError: the words do not stand there, or more than once.
        """
        from sayso.archive.judging import make_addition

        item, _ = self.show(article)
        judgement = make_addition(
            item, content, author=author, speaker=speaker, source=source, stance=stance, reason=reason
        )
        self._apply(judgement)
        return judgement

    def note(
        self,
        article: str,
        words: str | Span,
        text: str,
        *,
        author: str,
        kind: str = "note",
        reason: str | None = None,
    ) -> Judgement:
        """Keep a note (or, with kind "tag", a tag) on words of this article: a span of the page's text, or words that
        stand in the article once. It changes nothing that was found, and is undone as any judgement.

        Raises:
            UnknownIdError: no such article.
            InputError: the words do not stand there, or more than once; or nothing is written.
        """
        from sayso.archive.judging import make_note

        item, _ = self.show(article)
        judgement = make_note(item, kind, words, text, author=author, reason=reason)
        self._apply(judgement)
        return judgement

    def undo(self, judgement: str) -> Judgement:
        """Take a judgement back; it stays in the record as undone. Raises `UnknownIdError`."""
        wanted = self._resolve(judgement, "judgement")
        found = next((kept for kept in self._store.judgements() if kept.id == wanted), None)
        if found is None:
            raise UnknownIdError(f"{judgement}: this is no judgement. `sayso judge list` shows them.")
        undone = msgspec.structs.replace(found, undone=True)
        self._apply(undone)
        return undone

    def _apply(self, judgement: Judgement) -> None:
        """Keep the judgement, and gather and link anew what it is about."""
        from sayso.archive.gather import gather_articles
        from sayso.archive.judging import NOTES, find_anchored
        from sayso.archive.linking import link_stories

        with self._store.transaction():
            self._store.put_judgement(judgement)
            if judgement.kind in NOTES:
                return
            found = [find_anchored(self._store, anchor) for anchor in judgement.about]
            link_stories(self._store, gather_articles(self._store, sorted(item.id for item in found if item)))


def _name_of(given: str | Discard) -> str:
    return given.input if isinstance(given, Discard) else given


__all__ = ["Added", "Archive", "Progress", "Stamp", "StorySummary", "Trace", "no_progress", "summarise_story"]
