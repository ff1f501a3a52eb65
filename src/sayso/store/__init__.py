"""Where an archive lies. `Store` is the port; `sayso.store.sqlite` is the default behind it.

Tables: captures, pages, articles, findings, edges, groups, keys, judgements, discards, redirects, meta. All but captures, pages
(the bytes), judgements, redirects and the discards of whole inputs can be dropped and rebuilt from the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sayso.model import (
    Article,
    Capture,
    Discard,
    Edge,
    Finding,
    Furniture,
    Judgement,
    Links,
    Page,
    Reading,
    Story,
    Work,
)


class SearchHit(Protocol):
    """One article that a search found: `article` id, `score` (higher is better), `snippet` with the words marked."""

    article: str
    score: float
    snippet: str


class Store(Protocol):
    """What an archive needs of a database. Every write happens inside `transaction()`; reads may happen anywhere.

    Raises `LockedError`, `FullError`, `VersionError` and `DamagedError` (see `sayso.errors`).
    """

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside are kept together or not at all. Not re-entrant."""

    def close(self) -> None:
        """Let go of the database."""

    # --- what was found (never dropped) ---

    def add_capture(self, capture: Capture, data: bytes) -> bool:
        """Keep the bytes (compressed, once per page id) and the capture. False: this capture was already there."""

    def captures(self, pages: Iterable[str] | None = None) -> Iterator[Capture]:
        """Captures, oldest addition first."""

    def page_bytes(self, page: str) -> bytes:
        """The bytes as found. Raises `DamagedError` where their digest is not the page's id."""

    def has_page(self, page: str) -> bool:
        """Whether bytes with this id are kept."""

    # --- what map stations made of it ---

    def put_reading(self, reading: Reading, version: str) -> None:
        """Replace all that was derived from the page by this reading (page text, articles, furniture, findings, search)."""

    def unread_pages(self, version: str) -> Iterator[str]:
        """Pages whose bytes are kept but that have no reading of this version and no discard."""

    def page(self, page: str) -> Page:
        """Raises `UnknownIdError`."""

    def pages(self) -> Iterator[Page]:
        """All pages that were read, by id."""

    def article(self, article: str) -> Article:
        """Raises `UnknownIdError`."""

    def articles(self, ids: Iterable[str] | None = None, *, page: str | None = None) -> Iterator[Article]:
        """The articles with these ids, on this page, or all; by page, then by start."""

    def furniture(self, page: str) -> Sequence[Furniture]:
        """The furniture of a page, by start."""

    def findings(
        self, articles: Iterable[str] | None = None, *, kind: type[Finding] | None = None
    ) -> Iterator[Finding]:
        """Findings of these articles (or all), by page, start and end."""

    def finding(self, finding: str) -> Finding:
        """Raises `UnknownIdError`."""

    # --- what gather stations made of that ---

    def put_keys(self, station: str, record: str, keys: Sequence[str]) -> None:
        """Replace the record's keys for this station."""

    def neighbours(self, station: str, keys: Sequence[str], limit: int) -> Sequence[tuple[str, int]]:
        """Records that share keys, and how many; most shared first, then by id. Keys held by more than `limit` records are
        passed over: what everybody has tells nobody apart."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Keep edges; one of the same kind between the same two replaces the old one."""

    def edges(self, kind: str, records: Iterable[str] | None = None) -> Iterator[Edge]:
        """Edges of this kind that touch one of the records (or all), by (a, b)."""

    def drop_edges(self, kind: str, records: Iterable[str]) -> None:
        """Forget the edges of this kind that touch one of the records."""

    def put_works(self, works: Iterable[Work]) -> None:
        """Keep works, replacing those that held any of their articles; ids that vanish redirect to where the members went."""

    def works(self, articles: Iterable[str] | None = None) -> Iterator[Work]:
        """Works that hold one of the articles (or all), by id."""

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Keep stories, replacing those that held any of their works; the links of replaced stories go with them."""

    def stories(self, works: Iterable[str] | None = None) -> Iterator[Story]:
        """Stories that hold one of the works (or all), by id."""

    def put_links(self, links: Links) -> None:
        """Replace all that was linked in this story."""

    def links(self, story: str) -> Links:
        """What was linked in this story; empty where nothing was."""

    # --- what must outlast a rebuild ---

    def resolve_id(self, text: str) -> str:
        """The id that this id, or this unambiguous beginning of one (6 characters or more), stands for today.

        Raises `UnknownIdError`, also where several ids begin so."""

    def put_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; the same id again replaces it (to undo it)."""

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, by time."""

    def put_discard(self, discard: Discard) -> None:
        """Keep the reason why an input left no result; the same again changes nothing."""

    def drop_discards(self, input: str) -> None:
        """Forget the discards of an input that has now been read."""

    def discards(self) -> Iterator[Discard]:
        """All discards, by input."""

    def redirects(self) -> Iterator[tuple[str, str]]:
        """(old id, id of today)."""

    # --- the whole ---

    def search(self, words: str, limit: int = 20) -> Sequence[SearchHit]:
        """Articles whose headline or body hold the words, best first."""

    def counts(self) -> dict[str, int]:
        """Records by table."""

    def drop_derived(self) -> None:
        """Drop everything that can be rebuilt from the bytes; ids stay reserved."""

    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""
