"""Where an archive lies. `Store` is the port; `sayso.store.sqlite` is the default behind it.

Tables (`sayso.store.tables`): captures, pages, articles, findings, edges, groups, keys, judgements, discards,
redirects, profiles, read_with, summaries, waiting, meta. All but captures, pages (the bytes), judgements, profiles,
which page was read with which, redirects, and the discards of inputs without a page can be dropped and rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sayso.model import (
    Article,
    ArticleText,
    Capture,
    Date,
    Discard,
    Edge,
    Finding,
    Furniture,
    Judgement,
    Links,
    Page,
    Profile,
    Reading,
    Record,
    Span,
    Story,
    Work,
)
from sayso.store.words import Term


class Hit(Record, frozen=True):
    """One article that a search found. `snippet` is `page.text[start:start + len(snippet)]`; `marks` are the spans of
    the snippet that hold the words."""

    article: str
    score: float  # higher is better
    snippet: str
    start: int
    marks: tuple[Span, ...] = ()
    outlet: str | None = None  # these only where a search has filters
    published: str | None = None
    statement: str | None = None
    speaker: str | None = None
    stance: str | None = None
    disputed: bool = False


class PlaceCount(Record, frozen=True):
    """A place that works of a story name. `key` is its number in GeoNames, or its name."""

    key: str
    name: str
    works: int


class StorySummary(Record, frozen=True):
    """A story in numbers."""

    id: str
    title: str
    works: int
    articles: int
    outlets: tuple[str, ...]
    claims: int
    origins: int  # independent origins of the best supported claim
    disputed: int  # conflicts that are not merely apparent
    first: str | None
    last: str | None
    revised: int = 0  # figures that a later count replaced, statements taken back
    languages: tuple[str, ...] = ()
    characters: int = 0  # of the bodies, one printing of each work
    pages: int = 0  # that tell it: the entries of a log stand on one
    topics: tuple[str, ...] = ()  # of `rules/topics.toml`
    places: tuple[PlaceCount, ...] = ()  # that most of its works name

    @property
    def size(self) -> int:
        """By what stories are ordered: pages; works, where nobody counted the pages."""
        return self.pages or self.works


class Store(Protocol):
    """What an archive needs of a database. Every write happens inside `transaction()`; reads may happen anywhere.

    Raises `LockedError`, `FullError`, `VersionError` and `DamagedError` (see `sayso.errors`).
    """

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside are kept together or not at all. Not re-entrant."""

    def snapshot(self) -> AbstractContextManager[None]:
        """All reads inside see one state of the archive, whatever others write meanwhile. Inside another snapshot or a
        transaction it is that one's."""

    def state(self) -> int | None:
        """Inside a snapshot a number for the state that it shows: the same number, the same records. None where that
        cannot be told, as inside a transaction."""

    def close(self) -> None:
        """Let go of the database."""

    # --- what was found (never dropped) ---

    def add_capture(self, capture: Capture, data: bytes) -> bool:
        """Keep the bytes (compressed, once per page id) and the capture. False: this capture was already there.

        Raises `UnreadableError` where other bytes with this id are kept."""

    def captures(self, pages: Iterable[str] | None = None) -> Iterator[Capture]:
        """Captures, oldest addition first."""

    def captures_at(self, places: Iterable[str]) -> Iterator[Capture]:
        """Captures of whatever was found at these places, oldest addition first."""

    def count_additions(self) -> int:
        """How many captures were ever added: a mark of what is new after now."""

    def stories_since(self, mark: int) -> Mapping[str, int]:
        """The stories with an article on a page that was found after this mark, each with the mark of its last."""

    def pages_since(self, mark: int) -> Mapping[str, int]:
        """The pages that were found after this mark, each with the mark of its last capture."""

    def page_bytes(self, page: str) -> bytes:
        """The bytes as found. Raises `UnknownIdError`; `DamagedError` where they are not what was added."""

    def has_page(self, page: str) -> bool:
        """Whether bytes with this id are kept."""

    # --- what map stations made of it ---

    def put_reading(self, reading: Reading, version: str) -> None:
        """Replace all that was derived from the page by this reading (page text, articles, furniture, findings, search)
        and forget the discards of the page. Its articles wait to be gathered; where there was another reading, so do
        all articles of the stories that it had part in: works and stories that rested on it are forgotten.

        Raises `UnknownIdError` where no bytes of the page are kept."""

    def unread_pages(self, version: str) -> Iterator[str]:
        """Pages whose bytes are kept but that have no reading of this version and no discard, by id."""

    def has_older_readings(self, version: str) -> bool:
        """Whether a page has a reading of another version."""

    def ungathered(self) -> Iterator[str]:
        """Articles that are in no work yet, by the first of the places of their page."""

    def page(self, page: str) -> Page:
        """Raises `UnknownIdError`."""

    def pages(self, pages: Iterable[str] | None = None) -> Iterator[Page]:
        """The pages with these ids, or all that were read; by id."""

    def article(self, article: str) -> Article:
        """Raises `UnknownIdError`."""

    def articles(self, ids: Iterable[str] | None = None, *, page: str | None = None) -> Iterator[Article]:
        """The articles with these ids, on this page, or all; by page, then by start."""

    def article_texts(self, ids: Iterable[str] | None = None) -> Iterator[ArticleText]:
        """The articles with these ids (or all), each with its page's text; by page, then by start."""

    def furniture(self, page: str) -> Sequence[Furniture]:
        """The furniture of a page, by start."""

    def findings(
        self, articles: Iterable[str] | None = None, *, kind: type[Finding] | None = None
    ) -> Iterator[Finding]:
        """Findings of these articles (or all), by page, start and end."""

    def finding(self, finding: str) -> Finding:
        """Raises `UnknownIdError`."""

    def put_findings(self, findings: Iterable[Finding]) -> None:
        """Keep findings that no reading has, until the page is read anew."""

    def drop_findings(self, ids: Iterable[str]) -> None:
        """Forget these findings and their edges."""

    # --- what was learned of sites (never dropped) ---

    def put_profile(self, profile: Profile) -> None:
        """Keep a profile; one that is kept already, by site and number, stays as it is."""

    def profile(self, site: str, number: int | None = None) -> Profile | None:
        """The site's profile of this number, or its newest; None where there is none."""

    def put_read_with(self, page: str, site: str, number: int) -> None:
        """Note the site of a page, and the number of the profile that it is read with, 0 for none."""

    def read_with(self, page: str) -> tuple[str, int] | None:
        """Site and number that are noted of the page."""

    def sites(self, pages: Iterable[str] | None = None) -> Sequence[str]:
        """The sites that are noted of these pages (or of all), by name."""

    def site_pages(self, site: str, limit: int | None = None) -> Sequence[str]:
        """The site's pages that were read, by id; the first `limit`."""

    def count_site_pages(self, site: str) -> int:
        """How many of the site's pages were read."""

    # --- what gather stations made of that ---

    def put_keys(self, station: str, record: str, keys: Sequence[str]) -> None:
        """Replace the record's keys for this station."""

    def put_gists(self, gists: Mapping[str, bytes]) -> None:
        """Keep what a station reads of these articles, which have no gist yet, until their pages are read anew."""

    def gists(self, articles: Iterable[str]) -> Mapping[str, bytes]:
        """What is kept so of these articles, by id. Raises `DamagedError`."""

    def neighbours(
        self, station: str, keys: Sequence[str], limit: int, most: int = 500, nearest: int = 500
    ) -> Sequence[tuple[str, int, int]]:
        """Records that share keys, how many, and how many keys they hold; most shared first, then by id, the `nearest`.

        Keys held by more than `limit` records are passed over: what everybody has tells nobody apart. The rarest keys
        are looked at first, until they have `most` holders together."""

    def count_holders(self, station: str, keys: Iterable[str], limit: int) -> Mapping[str, int]:
        """How many records hold each of the keys, those that none holds left out; counted to `limit` + 1."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Keep edges; one of the same kind between the same two, in either order, replaces the old one."""

    def edges(self, kind: str, records: Iterable[str] | None = None) -> Iterator[Edge]:
        """Edges of this kind that touch one of the records (or all), by (a, b)."""

    def edges_within(self, kind: str, records: Iterable[str]) -> Iterator[Edge]:
        """Edges of this kind between two of the records, by (a, b)."""

    def count_words(self, tokens: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these folded words stands; those that stand in none are left out."""

    def mirrors(self, articles: Iterable[str]) -> Mapping[str, str]:
        """Finding in a copy → the one on the same words in the original, for the copies among these articles."""

    def drop_edges(self, kind: str, records: Iterable[str]) -> None:
        """Forget the edges of this kind that touch one of the records."""

    def drop_mirrors(self, articles: Iterable[str]) -> None:
        """Forget the "mirror" edges of all findings of these articles."""

    def put_works(self, works: Iterable[Work]) -> None:
        """Keep works, replacing those that held any of their articles; ids that vanish redirect to where the members
        went, and lose their keys and edges."""

    def works(self, articles: Iterable[str] | None = None) -> Iterator[Work]:
        """Works that hold one of the articles (or all), by id."""

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Keep stories, replacing those that held any of their works (a briefing may be in several: put them all); the
        links of replaced stories go with them. A story put again unchanged keeps its links. All of them wait to be
        linked."""

    def retell_stories(self, stories: Iterable[Story]) -> None:
        """Replace what is said of stories that hold the very works they held: titles, chapters. Their links stay."""

    def stories(self, works: Iterable[str] | None = None) -> Iterator[Story]:
        """Stories that hold one of the works (or all), by id. A work that went into another is held by the stories of
        both until they are put again."""

    def story(self, story: str) -> Story | None:
        """The story with this id; None where there is none today."""

    def drop_groups(self, ids: Iterable[str]) -> None:
        """Forget these works or stories, with what was linked in them; their ids stay reserved."""

    def unlinked(self) -> Iterator[str]:
        """Stories that wait to be linked, by id."""

    def is_unlinked(self, story: str) -> bool:
        """Whether this story waits to be linked."""

    def put_links(self, links: Links, summary: StorySummary | None = None) -> None:
        """Replace all that was linked in this story, and its summary; it waits no more to be linked. Raises
        `UnknownIdError` where there is no such story."""

    def links(self, story: str) -> Links:
        """What was linked in this story; empty where nothing was."""

    def dates(self, stories: Iterable[str]) -> Mapping[str, Date]:
        """The dates of these stories' articles and findings, by id; of one in several stories, the last story's."""

    def summaries(self, limit: int | None = None) -> Iterator[tuple[str, StorySummary | None]]:
        """Each story's id and summary (None where it has none yet), the story that most pages tell first, then by id;
        the first `limit`."""

    def summary(self, story: str) -> StorySummary | None:
        """The story's summary; None where it has none yet, or there is no such story."""

    def stamp_story(self, story: str) -> bytes:
        """A digest of all that is held of this story but for what people judged: the same, the same dossier."""

    def stamp_judgements(self) -> bytes:
        """A digest of all that people judged, and of what they judged about."""

    def stamp_search(self) -> bytes:
        """A digest of the search index: the same, the same articles are found, and the same words of them shown."""

    def story_of(self, linked: str) -> str:
        """The story in which this claim, speaker, conflict or event stands; the first by id where several.

        Raises `UnknownIdError`."""

    # --- what must outlast a rebuild ---

    def resolve_id(self, text: str, *, kind: str | None = None) -> str:
        """The id that this id, or this unambiguous beginning of one, stands for today: `article-3f2a9c`, or `3f2a9c`
        where one kind only has such an id or `kind` names it. Six digits or more.

        Raises `UnknownIdError`, also where several ids begin so."""

    def put_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; the same id again replaces it (to undo it)."""

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, by time."""

    def put_discard(self, discard: Discard) -> None:
        """Keep the reason why an input, or a part of one, left no result; the same again changes nothing. A page that
        has one waits no more to be read."""

    def drop_discards(self, place: str) -> None:
        """Forget the discards of this input, which is there again: its page, where it could not be read, waits to be
        read. What a page that was read left out stays."""

    def discards(self) -> Iterator[Discard]:
        """All discards, by input."""

    def redirects(self) -> Iterator[tuple[str, str]]:
        """(old id, id of today), by old id."""

    # --- the whole ---

    def search(self, words: str, limit: int = 20, after: str | None = None) -> Sequence[Hit]:
        """Articles whose headline or body hold all the words, best first. `"words in quotes"` stand side by side,
        `begin*` is the beginning of a word; other signs mean nothing. No words: nothing is found. Of very common words
        those articles are ranked that were added last. With `after`, the articles behind that one.

        Raises `UnknownIdError` where the search does not find the article `after`."""

    def find_articles(self, groups: Sequence[Sequence[Term]], limit: int) -> list[tuple[str, float]]:
        """(article, score) of those whose headline or body hold a term of each group, best first; of very
        common words those that were added last are ranked."""

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""

    def drop_derived(self) -> None:
        """Drop everything that can be rebuilt from the bytes; ids stay reserved."""

    def backup(self, path: Path) -> None:
        """Write a whole copy of the archive as it stands now to a new file, while others may read and write.

        Raises `ArchiveError` where the file exists or cannot be written, `FullError` where there is no room."""

    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""
