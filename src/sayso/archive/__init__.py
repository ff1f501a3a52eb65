"""`Archive`: the library every door uses. It wires stations, store and runner; doors parse, call it and print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from sayso.archive.dossiers import find_story, make_dossier, read_articles, rename_id, summarise_story
from sayso.archive.memory import Memory
from sayso.archive.progress import Progress
from sayso.brief import Brief, PositionItem, SpeakerItem, list_disputed, list_speakers, make_brief
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.model import (
    Article,
    ArticleText,
    Capture,
    Claim,
    Discard,
    Edge,
    Found,
    Furniture,
    Judgement,
    Page,
    Record,
    Span,
    Stance,
    Story,
)
from sayso.run import Runner
from sayso.settings import Settings
from sayso.store import Hit, Store, StorySummary
from sayso.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from sayso.archive.cards import Card
    from sayso.archive.history import Version
    from sayso.archive.inputs import Opening
    from sayso.archive.printings import Printings
    from sayso.ask import Answers
    from sayso.brief import Briefing

MOST_HITS = 1_000
"""Articles that are looked through for a speaker."""


def no_progress(what: str, done: int, total: int) -> None:
    """Says nothing."""


class Added(Record, frozen=True):
    """What `Archive.add` or `Archive.rebuild` did."""

    inputs: int  # inputs that were named, folders walked
    new_pages: int  # pages whose bytes were not in the archive before
    articles: int  # articles read from pages now
    discards: tuple[Discard, ...]  # of these inputs, and of pages and records inside them


class Trace(Record, frozen=True):
    """A claim with the tree behind it: its origins, the statements of each, and the printings of these."""

    claim: Claim
    dossier: Dossier


class Archive:
    """One archive. Use as a context manager; reading methods never write.

    Raises what `sayso.errors` lists under `ArchiveError` when the archive cannot be used.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._memory = Memory(store)

    @classmethod
    def open(
        cls, path: Path, settings: Settings | None = None, *, create: bool = False, read_only: bool = False
    ) -> Archive:
        """The archive in this file; with `create` a new one where there is none."""
        settings = settings or Settings()
        store = SqliteStore(path, lock_seconds=settings.lock_seconds, create=create, read_only=read_only)
        return cls(store, settings)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing ----------------------------------------------------------------------------------------------------

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

    def notes(self, pages: Iterable[str] | None = None) -> list[Judgement]:
        """Notes and tags on these pages (or on all) that were not undone, oldest first."""
        from sayso.archive.judging import NOTES, active_judgements

        wanted = None if pages is None else set(pages)
        found = active_judgements(self._store, *NOTES)
        return [note for note in found if wanted is None or note.about[0].page in wanted]

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

    def is_orphan(self, judgement: Judgement) -> bool:
        """Whether the words that it hangs on are no longer found: then it decides nothing."""
        from sayso.archive.judging import find_anchored

        return any(find_anchored(self._store, anchor) is None for anchor in judgement.about)

    # --- reading ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> AbstractContextManager[None]:
        """All that this thread reads inside is one state of the archive, whatever others write meanwhile."""
        return self._store.snapshot()

    def stories(self, limit: int | None = None) -> list[StorySummary]:
        """The stories, the one that most pages tell first; the first `limit`, or all."""
        with self._store.snapshot():
            return list(self._memory.recall(("stories", limit), lambda: self._summarise(limit)))

    def _summarise(self, limit: int | None) -> list[StorySummary]:
        found = list(self._store.summaries(limit))
        return [told or summarise_story(self.dossier(story)) for story, told in found]

    def dossier(self, story: str | None = None) -> Dossier:
        """Everything about one story: by the id (or the beginning of an id) of the story, or of a work, article,
        claim or finding of it; without one, of the story that most pages tell.

        Raises `UnknownIdError` where there is none.
        """
        with self._store.snapshot():
            return self._memory.recall(("dossier", story), lambda: make_dossier(self._store, self._find_story(story)))

    def cards(self, articles: Iterable[str]) -> dict[str, Card]:
        """What a list says of each of these articles, without its findings."""
        from sayso.archive.cards import make_cards

        with self._store.snapshot():
            return make_cards(self._store, list(articles))

    def count_additions(self) -> int:
        """How many captures were ever added: a mark of what is new after now."""
        return self._store.count_additions()

    def stories_since(self, mark: int) -> Mapping[str, int]:
        """The stories with an article on a page that was found after this mark (see `count_additions`), each with the
        mark of its last one."""
        return self._store.stories_since(mark)

    def pages_since(self, mark: int) -> Mapping[str, int]:
        """The pages that were found after this mark, each with the mark of its last capture."""
        return self._store.pages_since(mark)

    def dossiers(self, start: str = "") -> Iterator[Dossier]:
        """Every story's dossier, by id; those from the id `start` on."""
        for story in self._store.stories():
            if story.id >= start:
                yield make_dossier(self._store, story)

    def brief(self, story: str | None = None, *, everything: bool = False) -> Brief:
        """The cited brief of one story (see `dossier`), without lines whose words do not stand on their page."""
        from sayso.archive.briefings import check_on_pages

        with self._store.snapshot():
            return check_on_pages(self._store, make_brief(self.dossier(story), everything=everything))

    def briefing(
        self,
        story: str | None = None,
        *,
        every: bool = False,
        since: str | None = None,
        topic: str | None = None,
        minutes: int | None = None,
    ) -> Briefing:
        """Checked briefs of one story, or of all (`every`), of those that hold the words of `topic`, or in which
        something was said or printed on the day `since` (ISO) or later; in as many lines as are read in `minutes`."""
        from sayso.archive.briefings import brief_stories

        chosen = None if every or since or topic else self.dossier(story).story
        with self._store.snapshot():
            return brief_stories(self._store, chosen, since=since, topic=topic, minutes=minutes)

    def trace(self, claim: str) -> Trace:
        """A claim down to its origins. Raises `UnknownIdError`."""
        wanted = self._resolve(claim, "claim")
        dossier = self.dossier(wanted)
        for found in dossier.links.claims:
            if wanted == found.id or wanted in found.statements or wanted in found.figures:
                return Trace(claim=found, dossier=dossier)
        raise UnknownIdError(f"{claim}: no claim bears this id or holds this finding. `sayso claims` lists them.")

    def positions(self, claim: str) -> list[PositionItem]:
        """What each side did with a claim in dispute over time, and who changed; empty where nobody denies it.

        Raises `UnknownIdError`.
        """
        found = self.trace(claim)
        return [item for item in list_disputed(found.dossier) if item.claim == found.claim.id]

    def search(self, words: str, *, limit: int = 20, after: str | None = None) -> Sequence[Hit]:
        """Articles whose headline or body hold the words ("quoted" ones next to each other, `begin*`), best first.

        `speaker:`, `stance:` and `disputed:yes` find statements; `outlet:`, `place:`, `before:` and `after:` narrow.
        With `after`, the id of a hit's statement or article, those behind it.

        Raises `UnknownIdError` where the search does not find that hit."""
        from sayso.archive.finding import search_archive

        with self._store.snapshot():
            return search_archive(self._store, words, limit, after)

    def ask(self, question: str) -> Answers:
        """What the pages answer to a question in plain words, each answer with its statements and where they stand;
        where nothing answers it, what comes near."""
        from sayso.archive.answers import answer

        with self._store.snapshot():
            return answer(self._store, question)

    def who(self, name: str) -> list[SpeakerItem]:
        """Speakers of that name, story by story, with what they said. Empty where nobody of that name speaks."""
        from sayso.archive.judged import list_judged_as
        from sayso.archive.people import find_alike

        with self._store.snapshot():
            alike = find_alike(self._store, name)
            articles = [hit.article for hit in self._store.search(f'"{name}"', MOST_HITS)]
            articles += [*list_judged_as(self._store, name), *alike.articles]
            works = [work.id for work in self._store.works(articles)]
            stories = list(self._store.stories(works)) if works else []
            return [item for story in stories for item in list_speakers(make_dossier(self._store, story), *alike.names)]

    def show(self, article: str) -> tuple[ArticleText, Dossier]:
        """An article with its page's text, and the dossier of its story. Raises `UnknownIdError`."""
        wanted = self._resolve(article, "article")
        items = read_articles(self._store, [wanted])
        if wanted not in items:
            raise UnknownIdError(f"{article}: this is no article. `sayso brief` lists the articles of a story.")
        return items[wanted], self.dossier(wanted)

    def _find_story(self, text: str | None) -> Story:
        if text is None:
            biggest = next((story for story, _ in self._store.summaries(limit=1)), None)
            if biggest is None:
                raise UnknownIdError("There is no story in this archive yet. Add pages with `sayso add`.")
            return find_story(self._store, biggest)
        return find_story(self._store, self._resolve(text, "story"))

    def _resolve(self, text: str, kind: str) -> str:
        """The id of today. Digits without a kind are taken for one of `kind` first: a story shares its work's."""
        bare = not text.partition("-")[2]
        try:
            return self._store.resolve_id(text, kind=kind if bare else None)
        except UnknownIdError:
            return self._store.resolve_id(text)

    def pages(self) -> Iterator[Page]:
        return self._store.pages()

    def page(self, page: str) -> Page:
        """Raises `UnknownIdError`."""
        return self._store.page(page)

    def page_bytes(self, page: str) -> bytes:
        """What was found, as it was found. Raises `UnknownIdError`."""
        return self._store.page_bytes(page)

    def articles_on(self, page: str) -> Iterator[Article]:
        """The articles on a page, by start."""
        return self._store.articles(page=page)

    def captures(self, pages: Iterable[str] | None = None) -> Iterator[Capture]:
        """The captures of these pages, or all, oldest first."""
        return self._store.captures(pages)

    def captures_at(self, places: Iterable[str]) -> Iterator[Capture]:
        """Captures of whatever was found at these paths or addresses, oldest first."""
        return self._store.captures_at(places)

    def copies(self, articles: Iterable[str]) -> Iterator[Edge]:
        """Which of these articles was found to be a copy of which other one, and why."""
        return self._store.edges("copy", articles)

    def furniture(self, page: str) -> Sequence[Furniture]:
        return self._store.furniture(page)

    def judgements(self) -> Iterator[Judgement]:
        return self._store.judgements()

    def discards(self) -> Iterator[Discard]:
        return self._store.discards()

    def counts(self) -> dict[str, int]:
        """Records by table."""
        with self._store.snapshot():
            return dict(self._memory.recall("counts", self._store.counts))

    def history(self, article: str) -> list[Version]:
        """The pages found at the places where this article's page was found, oldest first, each with what changed.

        Raises `UnknownIdError`.
        """
        item, _ = self.show(article)
        from sayso.archive.history import list_versions

        return list_versions(self._store, item.article)

    def printings(self, article: str) -> Printings | None:
        """The other printings of this article's text, and what says that they are one; None before it is gathered.

        Raises `UnknownIdError`.
        """
        from sayso.archive.printings import list_printings

        with self._store.snapshot():
            return list_printings(self._store, self._resolve(article, "article"))

    def backup(self, path: Path) -> None:
        """Write a whole copy of the archive to a new file. Raises `ArchiveError` where that cannot be done."""
        self._store.backup(path)

    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""
        return self._store.check()


def _name_of(given: str | Discard) -> str:
    return given.input if isinstance(given, Discard) else given


__all__ = ["Added", "Archive", "Progress", "StorySummary", "Trace", "no_progress", "summarise_story"]
