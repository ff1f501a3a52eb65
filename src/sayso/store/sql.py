"""A `Store` on any database that SQLAlchemy speaks to. What only one database can do is left to its own module."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Select, Table, and_, delete, func, insert, literal, select

from sayso.errors import DamagedError, UnknownIdError, UnreadableError
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
    Story,
    Work,
    make_id,
)
from sayso.store import Hit, StorySummary, gathered, groups, ids, profiles
from sayso.store.records import (
    FINDING_KINDS,
    chunk,
    clean_text,
    decode_record,
    digest_bytes,
    encode_record,
    unpack,
    unpack_text,
)
from sayso.store.rows import (
    article_row,
    capture_row,
    digest_reading,
    finding_row,
    list_findings,
    list_members,
    page_row,
    reading_row,
)
from sayso.store.tables import (
    ARTICLES,
    CAPTURES,
    DERIVED,
    DISCARDS,
    EDGES,
    FINDINGS,
    GROUPS,
    JUDGEMENTS,
    LINKED,
    MEMBERS,
    PAGES,
    READINGS,
    REDIRECTS,
    SUMMARIES,
    WAITING,
)
from sayso.store.words import Term

T = TypeVar("T")
ROWS_AT_ONCE = 500

COUNTED: dict[str, tuple[Table, str | None]] = {
    "pages": (PAGES, None),
    "captures": (CAPTURES, None),
    "articles": (ARTICLES, None),
    "statements": (FINDINGS, "statement"),
    "figures": (FINDINGS, "figure"),
    "date mentions": (FINDINGS, "date-mention"),
    "works": (GROUPS, "work"),
    "stories": (GROUPS, "story"),
    "claims": (LINKED, "claim"),
    "conflicts": (LINKED, "conflict"),
    "edges": (EDGES, None),
    "judgements": (JUDGEMENTS, None),
    "discards": (DISCARDS, None),
    "redirects": (REDIRECTS, None),
}
"""What `counts` counts: its name, the table, and the kind of record where a table holds several."""


class SqlStore(ABC):
    """`sayso.store.Store` over a SQLAlchemy engine.

    `_engine` begins transactions that see one state of the archive, `_writer` such that may write; both have the same
    connections. A thread's reads inside its own `transaction()` or `snapshot()` use that one's connection.
    """

    _engine: Engine
    _writer: Engine

    def __init__(self) -> None:
        self._held = threading.local()
        self._summed: dict[str, tuple[str, StorySummary]] = {}  # what was decoded last, by story

    # --- connections ---

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are kept together or not at all. Not re-entrant."""
        with self._hold(self._writer):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see one state of the archive, whatever others write meanwhile. Inside another snapshot or a
        transaction it is that one's."""
        if self._connection() is not None:
            yield
            return
        with self._hold(self._engine):
            yield

    @contextmanager
    def _hold(self, engine: Engine) -> Iterator[None]:
        if self._connection() is not None:
            raise RuntimeError("A transaction of this thread is open already.")
        try:
            with engine.begin() as connection:
                self._held.connection = connection
                yield
        finally:
            self._held.connection = None

    def _connection(self) -> Connection | None:
        return getattr(self._held, "connection", None)

    def _write(self) -> Connection:
        """The connection of the open transaction."""
        connection = self._connection()
        if connection is None:
            raise RuntimeError("Writes belong inside transaction().")
        return connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """The connection of the open transaction, or one for this read."""
        held = self._connection()
        if held is not None:
            yield held
            return
        with self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # --- reading rows ---

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        """Rows as they come. Inside a transaction all are read at once, so that writing meanwhile changes none."""
        with self._read() as connection:
            if connection is self._connection():
                yield from connection.execute(query).all()
            else:
                yield from connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)

    def _scalar(self, query: Select[Any]) -> Any:
        with self._read() as connection:
            return connection.scalar(query)

    def _rows_of(self, query: Select[Any], column: Any, values: Iterable[str], key: Any) -> list[Any]:
        """Rows whose column has one of the values, sorted by `key`."""
        with self._read() as connection:
            rows = [row for part in chunk(values) for row in connection.execute(query.where(column.in_(part)))]
        return sorted(rows, key=key)

    # --- what was found ---

    def add_capture(self, capture: Capture, data: bytes) -> bool:
        """Keep the bytes (compressed, once per page id) and the capture. False: this capture was already there.

        Raises:
            UnreadableError: other bytes with this id are kept already.
        """
        connection = self._write()
        digest = digest_bytes(data)
        kept = connection.scalar(select(PAGES.c.digest).where(PAGES.c.id == capture.page))
        if kept is None:
            connection.execute(insert(PAGES).values(page_row(capture.page, data, digest)))
            gathered.put_waiting(connection, "page", [capture.page])
        elif kept != digest:
            raise UnreadableError(f"Other bytes with the id {capture.page} are kept already.", station="store")
        row = capture_row(capture)
        if connection.scalar(select(CAPTURES.c.number).where(CAPTURES.c.id == row["id"])) is not None:
            return False
        connection.execute(insert(CAPTURES).values(row))
        return True

    def captures(self, pages: Iterable[str] | None = None) -> Iterator[Capture]:
        """Captures, oldest addition first."""
        query = select(CAPTURES.c.number, CAPTURES.c.data)
        if pages is None:
            rows: Iterable[Any] = self._rows(query.order_by(CAPTURES.c.number))
        else:
            rows = self._rows_of(query, CAPTURES.c.page, pages, key=lambda row: row.number)
        return (decode_record(row.data, Capture) for row in rows)

    def captures_at(self, places: Iterable[str]) -> Iterator[Capture]:
        """Captures of whatever was found at these places, oldest addition first."""
        query = select(CAPTURES.c.number, CAPTURES.c.data)
        rows = self._rows_of(query, CAPTURES.c.place, map(clean_text, places), key=lambda row: row.number)
        return (decode_record(row.data, Capture) for row in rows)

    def count_additions(self) -> int:
        """How many captures were ever added: a mark of what is new after now."""
        return int(self._scalar(select(func.max(CAPTURES.c.number))) or 0)

    def stories_since(self, mark: int) -> Mapping[str, int]:
        """The stories with an article on a page that was found after this mark, each with the mark of its last."""
        works, stories = MEMBERS.alias(), MEMBERS.alias()
        query = (
            select(stories.c.holder, func.max(CAPTURES.c.number).label("last"))
            .select_from(CAPTURES)
            .join(ARTICLES, ARTICLES.c.page == CAPTURES.c.page)
            .join(works, (works.c.kind == "work") & (works.c.member == ARTICLES.c.id))
            .join(stories, (stories.c.kind == "story") & (stories.c.member == works.c.holder))
            .where(CAPTURES.c.number > mark)
            .group_by(stories.c.holder)
            .order_by(stories.c.holder)
        )
        return {row.holder: row.last for row in self._rows(query)}

    def pages_since(self, mark: int) -> Mapping[str, int]:
        """The pages that were found after this mark, each with the mark of its last capture."""
        query = (
            select(CAPTURES.c.page, func.max(CAPTURES.c.number).label("last"))
            .where(CAPTURES.c.number > mark)
            .group_by(CAPTURES.c.page)
            .order_by(CAPTURES.c.page)
        )
        return {row.page: row.last for row in self._rows(query)}

    def page_bytes(self, page: str) -> bytes:
        """The bytes as found. Raises `UnknownIdError`; `DamagedError` where they are not what was added."""
        with self._read() as connection:
            row = connection.execute(select(PAGES.c.digest, PAGES.c.bytes).where(PAGES.c.id == page)).one_or_none()
        if row is None:
            raise UnknownIdError(f"No page bears the id {page}.")
        data = unpack(row.bytes, f"What is kept of {page}")
        if digest_bytes(data) != row.digest:
            raise DamagedError(f"The bytes kept of {page} are not those that were added.")
        return data

    def has_page(self, page: str) -> bool:
        """Whether bytes with this id are kept."""
        return self._scalar(select(PAGES.c.id).where(PAGES.c.id == page)) is not None

    # --- what map stations made of it ---

    def put_reading(self, reading: Reading, version: str) -> None:
        """Replace all that was derived from the page by this reading (page text, articles, furniture, findings, search)
        and forget the discards of the page. Its articles wait to be gathered; where there was another reading, so do
        all articles of the stories that it had part in: works and stories that rested on it are forgotten.

        Raises:
            UnknownIdError: no bytes of the page are kept.
        """
        connection = self._write()
        page = reading.page.id
        digest = digest_reading(reading)
        query = select(READINGS.c.version, READINGS.c.digest).where(READINGS.c.page == page)
        before = connection.execute(query).one_or_none()
        if before == (version, digest):
            return
        if before is not None:
            self._drop_reading(connection, reading)
        elif not self.has_page(page):
            raise UnknownIdError(f"No page bears the id {page}.")
        connection.execute(delete(DISCARDS).where(DISCARDS.c.page == page))
        self._insert_reading(connection, reading, version, digest)
        gathered.drop_waiting(connection, "page", [page])
        gathered.put_waiting(connection, "article", [article.id for article in reading.articles])

    def _drop_reading(self, connection: Connection, new: Reading) -> None:
        """Take out what was derived from the page of the new reading, and what was gathered from that."""
        page = new.page.id
        articles = {article.id for article in self._unindex_page(connection, page)}
        findings = set(connection.scalars(select(FINDINGS.c.id).where(FINDINGS.c.page == page)))
        groups.ungather_articles(connection, articles)
        connection.execute(delete(FINDINGS).where(FINDINGS.c.page == page))
        gathered.drop_gists(connection, page)
        connection.execute(delete(ARTICLES).where(ARTICLES.c.page == page))
        connection.execute(delete(READINGS).where(READINGS.c.page == page))
        gone = articles - {article.id for article in new.articles}
        gathered.drop_keys(connection, gone)
        gathered.drop_waiting(connection, "article", gone)
        gathered.drop_edges(connection, [*gone, *findings.difference(finding.id for finding in list_findings(new))])

    def _unindex_page(self, connection: Connection, page: str) -> list[Article]:
        """Take the page's articles out of the search index; they are given back."""
        rows = connection.execute(select(ARTICLES.c.number, ARTICLES.c.data).where(ARTICLES.c.page == page)).all()
        if not rows:
            return []
        numbered = [(row.number, decode_record(row.data, Article)) for row in rows]
        self._drop_words(connection, numbered, self._page_text(page))
        return [article for _, article in numbered]

    def _insert_reading(self, connection: Connection, reading: Reading, version: str, digest: str) -> None:
        page, text = reading.page, reading.page.text
        connection.execute(insert(READINGS).values(reading_row(reading, version, digest)))
        if reading.articles:
            connection.execute(insert(ARTICLES), [article_row(article) for article in reading.articles])
            numbers = select(ARTICLES.c.id, ARTICLES.c.number).where(ARTICLES.c.page == page.id)
            number = {row.id: row.number for row in connection.execute(numbers)}
            self._add_words(connection, [(number[article.id], article) for article in reading.articles], text)
        findings = [finding_row(finding) for finding in list_findings(reading)]
        if findings:
            connection.execute(insert(FINDINGS), findings)
        for discard in reading.discards:
            self.put_discard(msgspec.structs.replace(discard, page=page.id))

    def unread_pages(self, version: str) -> Iterator[str]:
        """Pages whose bytes are kept but that have no reading of this version and no discard, by id."""
        waiting = select(WAITING.c.record).where(WAITING.c.kind == "page")
        with self._read() as connection:
            queries = (waiting, *_select_older(version))
            return iter(sorted({page for query in queries for page in connection.scalars(query)}))

    def has_older_readings(self, version: str) -> bool:
        """Whether a page has a reading of another version."""
        return any(self._scalar(query.limit(1)) is not None for query in _select_older(version))

    def ungathered(self) -> Iterator[str]:
        """Articles that are in no work yet, by the place of their page: what lies together was often found together,
        and a story that is gathered in one go is linked once."""
        place = select(func.min(CAPTURES.c.place)).where(CAPTURES.c.page == ARTICLES.c.page).scalar_subquery()
        query = select(WAITING.c.record).outerjoin(ARTICLES, ARTICLES.c.id == WAITING.c.record)
        query = query.where(WAITING.c.kind == "article").order_by(place, ARTICLES.c.start, WAITING.c.record)
        with self._read() as connection:
            return iter(connection.scalars(query).all())

    def page(self, page: str) -> Page:
        """Raises `UnknownIdError`."""
        found = next(self.pages([page]), None)
        if found is None:
            raise UnknownIdError(f"No page that was read bears the id {page}.")
        return found

    def pages(self, pages: Iterable[str] | None = None) -> Iterator[Page]:
        """The pages with these ids, or all that were read; by id."""
        query = select(READINGS.c.page, READINGS.c.data, READINGS.c.text)
        if pages is None:
            rows: Iterable[Any] = self._rows(query.order_by(READINGS.c.page))
        else:
            rows = self._rows_of(query, READINGS.c.page, pages, key=lambda row: row.page)
        for row in rows:
            text = unpack_text(row.text, f"The text of {row.page}")
            yield msgspec.structs.replace(decode_record(row.data, Page), text=text)

    def _page_text(self, page: str) -> str:
        packed = self._scalar(select(READINGS.c.text).where(READINGS.c.page == page))
        return unpack_text(packed, f"The text of {page}")

    def article(self, article: str) -> Article:
        """Raises `UnknownIdError`."""
        found = next(self.articles([article]), None)
        if found is None:
            raise UnknownIdError(f"No article bears the id {article}.")
        return found

    def articles(self, ids: Iterable[str] | None = None, *, page: str | None = None) -> Iterator[Article]:
        """The articles with these ids, on this page, or all; by page, then by start."""
        query = select(ARTICLES.c.page, ARTICLES.c.start, ARTICLES.c.data)
        if page is not None:
            query = query.where(ARTICLES.c.page == page)
        if ids is None:
            rows: Iterable[Any] = self._rows(query.order_by(ARTICLES.c.page, ARTICLES.c.start))
        else:
            rows = self._rows_of(query, ARTICLES.c.id, ids, key=lambda row: (row.page, row.start))
        return (decode_record(row.data, Article) for row in rows)

    def article_texts(self, ids: Iterable[str] | None = None) -> Iterator[ArticleText]:
        """The articles with these ids (or all), each with its page's text; by page, then by start."""
        query = select(ARTICLES.c.page, ARTICLES.c.start, ARTICLES.c.data, READINGS.c.text)
        query = query.join(READINGS, READINGS.c.page == ARTICLES.c.page)
        if ids is None:
            rows: Iterable[Any] = self._rows(query.order_by(ARTICLES.c.page, ARTICLES.c.start))
        else:
            rows = self._rows_of(query, ARTICLES.c.id, ids, key=lambda row: (row.page, row.start))
        page, text = "", ""
        for row in rows:
            if row.page != page:
                page, text = row.page, unpack_text(row.text, f"The text of {row.page}")
            yield ArticleText(article=decode_record(row.data, Article), text=text)

    def furniture(self, page: str) -> Sequence[Furniture]:
        """The furniture of a page, by start."""
        packed = self._scalar(select(READINGS.c.furniture).where(READINGS.c.page == page))
        if packed is None:
            return ()
        found = decode_record(unpack(packed, f"The furniture of {page}"), tuple[Furniture, ...])
        return sorted(found, key=lambda furniture: (furniture.start, furniture.end))

    def findings(
        self, articles: Iterable[str] | None = None, *, kind: type[Finding] | None = None
    ) -> Iterator[Finding]:
        """Findings of these articles (or all), by page, start and end."""
        order = (FINDINGS.c.page, FINDINGS.c.start, FINDINGS.c.end, FINDINGS.c.id)
        query = select(*order, FINDINGS.c.kind, FINDINGS.c.data)
        if kind is not None:
            names = [name for name, record in FINDING_KINDS.items() if record is kind]
            query = query.where(FINDINGS.c.kind.in_(names))
        if articles is None:
            rows: Iterable[Any] = self._rows(query.order_by(*order))
        else:
            rows = self._rows_of(query, FINDINGS.c.article, articles, key=lambda row: tuple(row)[:4])
        return (decode_record(row.data, FINDING_KINDS[row.kind]) for row in rows)

    def finding(self, finding: str) -> Finding:
        """Raises `UnknownIdError`."""
        with self._read() as connection:
            query = select(FINDINGS.c.kind, FINDINGS.c.data).where(FINDINGS.c.id == finding)
            row = connection.execute(query).one_or_none()
        if row is None:
            raise UnknownIdError(f"No finding bears the id {finding}.")
        return decode_record(row.data, FINDING_KINDS[row.kind])

    def put_findings(self, findings: Iterable[Finding]) -> None:
        """Keep findings that no reading has, until the page is read anew."""
        rows = [finding_row(finding) for finding in findings]
        if rows:
            self._write().execute(insert(FINDINGS), rows)

    def drop_findings(self, ids: Iterable[str]) -> None:
        """Forget these findings and their edges."""
        connection, dropped = self._write(), list(ids)
        for part in chunk(dropped):
            connection.execute(delete(FINDINGS).where(FINDINGS.c.id.in_(part)))
        gathered.drop_edges(connection, dropped)

    # --- what gather stations made of that ---

    def put_keys(self, station: str, record: str, keys: Sequence[str]) -> None:
        """Replace the record's keys for this station."""
        gathered.put_keys(self._write(), station, record, keys)

    def put_gists(self, gists: Mapping[str, bytes]) -> None:
        """Keep what a station reads of these articles, which have no gist yet, until their pages are read anew."""
        gathered.put_gists(self._write(), gists)

    def gists(self, articles: Iterable[str]) -> Mapping[str, bytes]:
        """What is kept so of these articles, by id. Raises `DamagedError`."""
        with self._read() as connection:
            return gathered.read_gists(connection, articles)

    @abstractmethod
    def neighbours(
        self, station: str, keys: Sequence[str], limit: int, most: int = 500
    ) -> Sequence[tuple[str, int, int]]:
        """Records that share keys, how many, and how many keys they hold; most shared first, then by id.

        Keys held by more than `limit` records are passed over: what everybody has tells nobody apart. The rarest keys
        are looked at first, until they have `most` holders together."""

    @abstractmethod
    def count_holders(self, station: str, keys: Iterable[str], limit: int) -> Mapping[str, int]:
        """How many records hold each of the keys, those that none holds left out; counted to `limit` + 1."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Keep edges; one of the same kind between the same two, in either order, replaces the old one."""
        gathered.put_edges(self._write(), edges)

    def edges(self, kind: str, records: Iterable[str] | None = None) -> Iterator[Edge]:
        """Edges of this kind that touch one of the records (or all), by (a, b)."""
        if records is None:
            query = select(EDGES.c.data).where(EDGES.c.kind == kind).order_by(EDGES.c.a, EDGES.c.b)
            return (decode_record(row.data, Edge) for row in self._rows(query))
        with self._read() as connection:
            return iter(gathered.read_edges(connection, kind, records))

    def mirrors(self, articles: Iterable[str]) -> Mapping[str, str]:
        """Finding in a copy → the one on the same words in the original, for the copies among these articles."""
        with self._read() as connection:
            return gathered.read_mirrors(connection, articles)

    def drop_edges(self, kind: str, records: Iterable[str]) -> None:
        """Forget the edges of this kind that touch one of the records."""
        gathered.drop_edges(self._write(), records, kind)

    def drop_mirrors(self, articles: Iterable[str]) -> None:
        """Forget the "mirror" edges of all findings of these articles."""
        gathered.drop_mirrors(self._write(), articles)

    def put_works(self, works: Iterable[Work]) -> None:
        """Keep works, replacing those that held any of their articles; ids that vanish redirect to where the members
        went, and lose their keys and edges."""
        rows = [groups.Group(work.id, list_members(work), encode_record(work)) for work in works]
        groups.put_groups(self._write(), "work", rows)

    def works(self, articles: Iterable[str] | None = None) -> Iterator[Work]:
        """Works that hold one of the articles (or all), by id."""
        return self._groups("work", articles, Work)

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Keep stories, replacing those that held any of their works (a briefing may be in several: put them all); the
        links of replaced stories go with them. A story put again unchanged keeps its links. All of them wait to be
        linked."""
        rows = [groups.Group(story.id, list_members(story), encode_record(story)) for story in stories]
        groups.put_groups(self._write(), "story", rows)

    def retell_stories(self, stories: Iterable[Story]) -> None:
        """Replace what is said of stories that hold the very works they held: titles, chapters. Their links stay."""
        groups.retell_stories(self._write(), stories)

    def stories(self, works: Iterable[str] | None = None) -> Iterator[Story]:
        """Stories that hold one of the works (or all), by id. A work that went into another is held by the stories of
        both until they are put again."""
        return self._groups("story", works, Story)

    def drop_groups(self, ids: Iterable[str]) -> None:
        """Forget these works or stories, with what was linked in them; their ids stay reserved."""
        groups.drop_groups(self._write(), ids)

    def _groups(self, kind: str, members: Iterable[str] | None, record: type[T]) -> Iterator[T]:
        query = select(GROUPS.c.id, GROUPS.c.data)
        if members is None:
            rows: Iterable[Any] = self._rows(query.where(GROUPS.c.kind == kind).order_by(GROUPS.c.id))
        else:  # by id alone: asked for the kind too, SQLite would look through all groups of that kind
            with self._read() as connection:
                holders = groups.read_holders(connection, kind, members)
            rows = self._rows_of(query, GROUPS.c.id, holders, key=lambda row: row.id)
        return (decode_record(row.data, record) for row in rows)

    def unlinked(self) -> Iterator[str]:
        """Stories that wait to be linked, by id."""
        query = select(WAITING.c.record).where(WAITING.c.kind == "story").order_by(WAITING.c.record)
        with self._read() as connection:
            return iter(connection.scalars(query).all())

    def is_unlinked(self, story: str) -> bool:
        """Whether this story waits to be linked."""
        query = select(WAITING.c.record).where(WAITING.c.kind == "story", WAITING.c.record == story)
        return self._scalar(query) is not None

    def put_links(self, links: Links, summary: StorySummary | None = None) -> None:
        """Replace all that was linked in this story, and its summary; it waits no more to be linked. Raises
        `UnknownIdError` where there is no such story."""
        groups.put_links(self._write(), links, summary)

    def links(self, story: str) -> Links:
        """What was linked in this story; empty where nothing was."""
        with self._read() as connection:
            return groups.read_links(connection, story)

    def dates(self, stories: Iterable[str]) -> Mapping[str, Date]:
        """The dates of these stories' articles and findings, by id; of one in several stories, the last story's."""
        with self._read() as connection:
            return groups.read_dates(connection, stories)

    def summaries(self, limit: int | None = None) -> Iterator[tuple[str, StorySummary | None]]:
        """Each story's id and summary (None where it has none yet), the story that most pages tell first, then by id;
        the first `limit`."""
        query = select(SUMMARIES.c.story, SUMMARIES.c.data).order_by(SUMMARIES.c.size.desc(), SUMMARIES.c.story)
        with self._read() as connection:  # all at once: one by one they cost three times as much
            rows = connection.execute(query.limit(limit)).all()
        for story, data in rows:
            yield story, self._decode_summary(story, data) if data is not None else None

    def _decode_summary(self, story: str, data: str) -> StorySummary:
        """The summary in this row; one that stands as it stood is not decoded again."""
        known = self._summed.get(story)
        if known is None or known[0] != data:
            known = self._summed[story] = data, decode_record(data, StorySummary)
        return known[1]

    def story_of(self, linked: str) -> str:
        """The story in which this claim, speaker, conflict or event stands; the first by id where several.

        Raises `UnknownIdError`."""
        story = self._scalar(select(func.min(LINKED.c.story)).where(LINKED.c.id == linked))
        if story is None:
            raise UnknownIdError(f"Nothing that was linked bears the id {linked}.")
        return str(story)

    # --- what must outlast a rebuild ---

    def resolve_id(self, text: str, *, kind: str | None = None) -> str:
        """The id that this id, or this unambiguous beginning of one, stands for today: `article-3f2a9c`, or `3f2a9c`
        where one kind only has such an id or `kind` names it. Six digits or more.

        Raises `UnknownIdError`, also where several ids begin so."""
        with self._read() as connection:
            return ids.resolve_id(connection, text, kind)

    def put_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; the same id again replaces it (to undo it)."""
        connection = self._write()
        connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement.id))
        row = {"id": judgement.id, "time": judgement.time, "data": encode_record(judgement)}
        connection.execute(insert(JUDGEMENTS).values(row))

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, by time."""
        rows = self._rows(select(JUDGEMENTS.c.data).order_by(JUDGEMENTS.c.time, JUDGEMENTS.c.id))
        return (decode_record(row.data, Judgement) for row in rows)

    def put_discard(self, discard: Discard) -> None:
        """Keep the reason why an input, or a part of one, left no result; the same again changes nothing. A page that
        has one waits no more to be read."""
        connection = self._write()
        data = encode_record(discard)
        key = make_id("discard", data)
        if connection.scalar(select(DISCARDS.c.id).where(DISCARDS.c.id == key)) is not None:
            return
        row = {"id": key, "input": clean_text(discard.input), "page": discard.page, "data": data}
        connection.execute(insert(DISCARDS).values(row))
        if discard.page is not None:
            gathered.drop_waiting(connection, "page", [discard.page])

    def drop_discards(self, place: str) -> None:
        """Forget the discards of this input, which is there again: its page, where it could not be read, waits to be
        read. What a page that was read left out stays."""
        connection = self._write()
        was_read = select(READINGS.c.page).where(READINGS.c.page == DISCARDS.c.page).exists()
        whole = and_(DISCARDS.c.input == clean_text(place), ~was_read)
        unread = select(DISCARDS.c.page).join(PAGES, PAGES.c.id == DISCARDS.c.page).where(whole)
        gathered.put_waiting(connection, "page", list(connection.scalars(unread)))
        connection.execute(delete(DISCARDS).where(whole))

    def discards(self) -> Iterator[Discard]:
        """All discards, by input."""
        rows = self._rows(select(DISCARDS.c.data).order_by(DISCARDS.c.input, DISCARDS.c.id))
        return (decode_record(row.data, Discard) for row in rows)

    def redirects(self) -> Iterator[tuple[str, str]]:
        """(old id, id of today), by old id."""
        query = select(REDIRECTS.c.old, REDIRECTS.c.new).where(REDIRECTS.c.new.is_not(None)).order_by(REDIRECTS.c.old)
        return ((row.old, row.new) for row in self._rows(query))

    # --- what was learned of sites ---

    def put_profile(self, profile: Profile) -> None:
        """Keep a profile; one that is kept already, by site and number, stays as it is."""
        profiles.put_profile(self._write(), profile)

    def profile(self, site: str, number: int | None = None) -> Profile | None:
        """The site's profile of this number, or its newest; None where there is none."""
        with self._read() as connection:
            return profiles.read_profile(connection, site, number)

    def put_read_with(self, page: str, site: str, number: int) -> None:
        """Note the site of a page, and the number of the profile that it is read with, 0 for none."""
        profiles.put_read_with(self._write(), page, site, number)

    def read_with(self, page: str) -> tuple[str, int] | None:
        """Site and number that are noted of the page."""
        with self._read() as connection:
            return profiles.read_read_with(connection, page)

    def sites(self, pages: Iterable[str] | None = None) -> Sequence[str]:
        """The sites that are noted of these pages (or of all), by name."""
        with self._read() as connection:
            return profiles.read_sites(connection, pages)

    def site_pages(self, site: str, limit: int | None = None) -> Sequence[str]:
        """The site's pages that were read, by id; the first `limit`."""
        with self._read() as connection:
            return profiles.read_site_pages(connection, site, limit)

    def count_site_pages(self, site: str) -> int:
        """How many of the site's pages were read."""
        with self._read() as connection:
            return profiles.count_site_pages(connection, site)

    # --- the whole ---

    @abstractmethod
    def search(self, words: str, limit: int = 20, after: str | None = None) -> Sequence[Hit]:
        """Articles whose headline or body hold the words, best first, those behind the article `after`; see
        `words.read_terms`."""

    @abstractmethod
    def find_articles(self, groups: Sequence[Sequence[Term]], limit: int) -> list[tuple[str, float]]:
        """(article, score) of those whose headline or body hold a term of each group, best first."""

    @abstractmethod
    def count_words(self, tokens: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these folded words stands; those that stand in none are left out."""

    @abstractmethod
    def _add_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        """Put a page's articles, by number, into the search index."""

    @abstractmethod
    def _drop_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        """Take a page's articles, as they were put in, out of the search index."""

    @abstractmethod
    def _drop_all_words(self, connection: Connection) -> None:
        """Empty the search index."""

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        with self._read() as connection:
            return {
                name: int(connection.scalar(_count_rows(table, kind)) or 0) for name, (table, kind) in COUNTED.items()
            }

    def drop_derived(self) -> None:
        """Drop everything that can be rebuilt from the bytes; ids stay reserved."""
        connection = self._write()
        groups.reserve_ids(connection)
        self._drop_all_words(connection)
        connection.execute(delete(DISCARDS).where(DISCARDS.c.input.in_(select(GROUPS.c.id))))
        for table in DERIVED:
            connection.execute(delete(table))
        connection.execute(delete(DISCARDS).where(DISCARDS.c.page.is_not(None)))
        connection.execute(delete(WAITING))
        connection.execute(insert(WAITING).from_select(["kind", "record"], select(literal("page"), PAGES.c.id)))

    @abstractmethod
    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""


def _count_rows(table: Table, kind: str | None) -> Select[int]:
    """Counts the rows of a table; of one kind by its ids, which an index holds."""
    query = select(func.count()).select_from(table)
    return query if kind is None else query.where(table.c.id >= f"{kind}-", table.c.id < f"{kind}-~")


def _select_older(version: str) -> list[Select[Any]]:
    """Pages with a reading of another version: two ranges of an index, where `!=` would look through all."""
    return [
        select(READINGS.c.page).where(other) for other in (READINGS.c.version < version, READINGS.c.version > version)
    ]
