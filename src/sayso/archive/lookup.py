"""What can be asked of an archive; nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from sayso.archive.dossiers import find_story, make_dossier, read_articles, summarise_story
from sayso.archive.memory import Memory
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
    Furniture,
    Judgement,
    Page,
    Record,
    Story,
)
from sayso.settings import Settings
from sayso.store import Hit, Store, StorySummary

if TYPE_CHECKING:
    from sayso.archive.cards import Card
    from sayso.archive.history import Version
    from sayso.archive.printings import Printings
    from sayso.ask import Answers
    from sayso.brief import Briefing

MOST_HITS = 1_000
"""Articles that are looked through for a speaker."""


MOST_OF_STATE, MOST_DOSSIERS, MOST_SUMS, MOST_FOUND = 600, 60, 5_000, 200
"""What was read of the last states of the archive, dossiers, summaries of stories that wait to be linked, searches: so
many are kept."""

T = TypeVar("T")


class Stamp(NamedTuple):
    """A story, and a digest of all that the archive holds of it: the same digest, the same dossier."""

    of: Story
    digest: bytes


class Trace(Record, frozen=True):
    """A claim with the tree behind it: its origins, the statements of each, and the printings of these."""

    claim: Claim
    dossier: Dossier


class Lookup:
    """An archive to read from. Raises what `sayso.errors` lists under `ArchiveError` when it cannot be used."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._of_state = Memory(MOST_OF_STATE)
        self._dossiers = Memory(MOST_DOSSIERS)
        self._sums = Memory(MOST_SUMS)
        self._found = Memory(MOST_FOUND)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def snapshot(self) -> AbstractContextManager[None]:
        """All that this thread reads inside is one state of the archive, whatever others write meanwhile."""
        return self._store.snapshot()

    def stories(self, limit: int | None = None) -> list[StorySummary]:
        """The stories, the one that most pages tell first; the first `limit`, or all."""
        with self._store.snapshot():
            return list(self._recall(("stories", limit), lambda: self._summarise(limit)))

    def _list_told(self) -> list[StorySummary]:
        """The summaries of the stories that have one."""
        return [told for _, told in self._store.summaries() if told is not None]

    def _summarise(self, limit: int | None) -> list[StorySummary]:
        return [told or self._sum_up(story) for story, told in self._store.summaries(limit)]

    def _sum_up(self, story: str) -> StorySummary:
        """The summary of a story that waits for one: many may, while many pages are added."""
        stamp = self.stamp(story)
        return self._sums.recall(story, stamp.digest, lambda: summarise_story(make_dossier(self._store, stamp.of)))

    def _recall(self, name: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives in the state of the store that this snapshot shows."""
        return self._of_state.recall(name, self._store.state(), read)

    def stamp(self, story: str | None = None) -> Stamp:
        """The story that holds a record (see `dossier`), and what tells whether anything in it has changed."""
        with self._store.snapshot():
            return self._recall(("stamp", story), lambda: self._stamp(self._find_story(story)))

    def _stamp(self, story: Story) -> Stamp:
        judged = self._recall("judged", self._store.stamp_judgements)
        return Stamp(story, self._store.stamp_story(story.id) + judged)

    def dossier(self, story: str | None = None) -> Dossier:
        """Everything about one story: by the id (or the beginning of an id) of the story, or of a work, article,
        claim or finding of it; without one, of the story that most pages tell.

        Raises `UnknownIdError` where there is none.
        """
        with self._store.snapshot():
            stamp = self.stamp(story)
            return self._dossiers.recall(stamp.of.id, stamp.digest, lambda: make_dossier(self._store, stamp.of))

    def summary(self, dossier: Dossier) -> StorySummary:
        """The story of this dossier in numbers."""
        return self._store.summary(dossier.story.id) or summarise_story(dossier)

    def cards(self, articles: Iterable[str]) -> dict[str, Card]:
        """What a list says of each of these articles, without its findings."""
        from sayso.archive.cards import make_cards

        wanted = tuple(articles)
        with self._store.snapshot():
            return dict(self._recall(("cards", wanted), lambda: make_cards(self._store, wanted)))

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

        def find() -> tuple[Hit, ...]:
            return tuple(search_archive(self._store, words, limit, after, self._list_told))

        with self._store.snapshot():
            if ":" in words:  # it may have filters, which ask for more than words
                return self._recall(("search", words, limit, after), find)
            stamp = self._recall("index", self._store.stamp_search)
            return self._found.recall((words, limit, after), stamp, find)

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
        known = self._store.story(text) if text.startswith("story-") else None
        return known or find_story(self._store, self._resolve(text, "story"))

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
            return dict(self._recall("counts", self._store.counts))

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

    def notes(self, pages: Iterable[str] | None = None) -> list[Judgement]:
        """Notes and tags on these pages (or on all) that were not undone, oldest first."""
        from sayso.archive.judging import NOTES, active_judgements

        wanted = None if pages is None else set(pages)
        found = active_judgements(self._store, *NOTES)
        return [note for note in found if wanted is None or note.about[0].page in wanted]

    def is_orphan(self, judgement: Judgement) -> bool:
        """Whether the words that it hangs on are no longer found: then it decides nothing."""
        from sayso.archive.judging import find_anchored

        return any(find_anchored(self._store, anchor) is None for anchor in judgement.about)

    def backup(self, path: Path) -> None:
        """Write a whole copy of the archive to a new file. Raises `ArchiveError` where that cannot be done."""
        self._store.backup(path)

    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""
        return self._store.check()
