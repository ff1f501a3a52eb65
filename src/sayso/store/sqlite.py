"""The default store: one SQLite file, written by one process at a time and read by many (WAL)."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event, insert, select, update
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from sayso.errors import ArchiveError, DamagedError, FullError, LockedError, SaysoError, VersionError
from sayso.model import Article
from sayso.store import Hit, check, migrations, stamps
from sayso.store.records import hash_keys
from sayso.store.sql import SqlStore
from sayso.store.tables import META, METADATA
from sayso.store.words import Term, make_snippet, match_all, read_terms, search_fields, skip_to

APPLICATION_ID = 0x5A750001
"""What SQLite's header says of whose file it is."""

FILE_HEAD = b"SQLite format 3\0"

CACHE_KIBIBYTES = 64_000

NO_ROOM = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE)
"""Failures to write that mean a full disk, a quota or a limit of size."""

LOG_PAGES = 16_000
"""Pages in the log (64 MB) from which on it is brought into the file: one that many transactions write is brought over
once. SQLite's own 1,000 are less than one transaction of gathering writes to a large archive."""

CREATE_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(headline, body, content='', tokenize='unicode61 remove_diacritics 2')"
)

KEY_HOLDERS = """
    SELECT value AS key, (SELECT count(*) FROM (SELECT 1 FROM keys WHERE keys.key = value LIMIT ? + 1)) AS held
    FROM json_each(?)
"""

NEIGHBOURS = """
    WITH asked AS (
        SELECT value AS key, (SELECT count(*) FROM (SELECT 1 FROM keys WHERE keys.key = value LIMIT ? + 1)) AS held
        FROM json_each(?)
    ),
    ordered AS (
        SELECT key, held, sum(held) OVER (ORDER BY held, key ROWS UNBOUNDED PRECEDING) - held AS before
        FROM asked WHERE held BETWEEN 1 AND ?
    ),
    found AS MATERIALIZED (
        SELECT keys.record AS number, count(*) AS shared FROM ordered CROSS JOIN keys USING (key) WHERE before < ?
        GROUP BY keys.record
    )
    SELECT keyed.record, found.shared, length(keyed.hashes) / 8 FROM found JOIN keyed USING (number)
    WHERE found.shared >= coalesce((SELECT shared FROM found ORDER BY shared DESC LIMIT 1 OFFSET ? - 1), 0)
    ORDER BY found.shared DESC, keyed.record LIMIT ?
"""

SEARCH = """
    SELECT articles.id, found.score
    FROM (
        SELECT rowid, -bm25(search, 4.0, 1.0) AS score FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?
    ) AS found JOIN articles ON articles.number = found.rowid
    ORDER BY found.score DESC, articles.id LIMIT ?
"""

CREATE_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'search', 'row')"
COUNT_WORDS = """
    SELECT asked.value, vocabulary.doc FROM json_each(?) AS asked
    CROSS JOIN temp.vocabulary ON vocabulary.term = asked.value ORDER BY 1
"""

RANKED, LEAST_RANKED = 8_000, 500
"""Articles with the words that are ranked, those added last: so many for one word, half as many for two … To rank by a
word costs a look at each of them."""


class SqliteStore(SqlStore):
    """A `Store` in one SQLite file.

    Commits reach the disk (`synchronous=FULL`): captures and judgements cannot be made again, and one flush for a batch
    of pages costs less than reading one of them.
    """

    def __init__(self, path: Path, *, lock_seconds: float = 5.0, create: bool = True, read_only: bool = False) -> None:
        """Open the archive, make it where there is none, bring it up to date where it is older.

        Raises:
            ArchiveError: it is not there (and `create` is false) or may not be opened.
            DamagedError: the file is not an archive.
            VersionError: a newer sayso wrote it.
            LockedError: it had to be made or brought up to date, and another process was writing.
        """
        super().__init__()
        self.path = path
        self._watch: sqlite3.Connection | None = None
        self._watching = threading.Lock()
        self._read_only = read_only
        self._lock_seconds = lock_seconds
        self._look_at_file(create=create and not read_only)
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool, max_overflow=-1)
        self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        event.listen(self._engine, "begin", _begin)
        event.listen(self._engine, "handle_error", self._translate)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    # --- opening ---

    def _look_at_file(self, *, create: bool) -> None:
        if not self.path.exists():
            if not create:
                raise ArchiveError(f"There is no archive at {self.path}.")
            if not self.path.parent.is_dir():
                raise ArchiveError(f"There is no folder {self.path.parent} to make an archive in.")
            return
        if not self.path.is_file():
            raise ArchiveError(f"{self.path} is a folder or a device, not an archive.")
        try:
            with self.path.open("rb") as file:
                head = file.read(len(FILE_HEAD))
        except OSError as error:
            raise ArchiveError(f"The archive {self.path} cannot be opened: {error.strerror}.") from error
        if head and head != FILE_HEAD:
            raise DamagedError(f"{self.path} is not an archive of sayso: it is no SQLite database.")

    def _connect(self) -> sqlite3.Connection:
        address = f"file:{quote(os.fsencode(self.path.absolute()))}?mode={'ro' if self._read_only else 'rwc'}"
        if self._read_only and not os.access(self.path.parent, os.W_OK) and not self._has_log():
            address += "&immutable=1"  # a read-only disk: nobody writes, and the log that readers need cannot be made
        connection = sqlite3.connect(
            address, uri=True, timeout=self._lock_seconds, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
        connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        return connection

    def _has_log(self) -> bool:
        return self.path.with_name(self.path.name + "-wal").exists()

    def _prepare(self) -> None:
        """Make the tables where there are none; bring older ones up to date."""
        with self._engine.connect() as connection:
            version = self._version(connection)
        newest = migrations.newest_version()
        if version == newest:
            return
        if self._read_only:
            raise VersionError(f"The archive {self.path} has to be brought up to date: open it for writing.")
        if version is None:
            self._use_log()
        with self._writer.begin() as connection:
            version = self._version(connection)  # another process may have been first
            if version is None:
                self._create(connection)
            elif version < newest:
                migrations.migrate(connection, version)
                connection.execute(update(META).where(META.c.name == "version").values(value=str(newest)))

    def _version(self, connection: Connection) -> int | None:
        """The version of the tables; None where there are none yet."""
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
                raise ArchiveError(f"{self.path} is not an archive of sayso, but a database of something else.")
            return None
        version = int(connection.scalar(select(META.c.value).where(META.c.name == "version")) or 0)
        if version > migrations.newest_version():
            raise VersionError(
                f"The archive {self.path} was written by a newer sayso (its tables have version {version}, this one"
                f" knows {migrations.newest_version()}). Update sayso to open it."
            )
        if version < migrations.FIRST_VERSION:
            raise VersionError(
                f"The archive {self.path} is too old for this sayso (its tables have version {version}). Open it once"
                " with an older release, or add its pages to a new archive."
            )
        return version

    def _use_log(self) -> None:
        """Let readers and the writer not wait for one another (WAL); the file remembers it."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            raise self._explain(error) or error from error
        finally:
            connection.close()

    def _create(self, connection: Connection) -> None:
        METADATA.create_all(connection)
        connection.exec_driver_sql(CREATE_SEARCH)
        connection.execute(insert(META).values(name="version", value=str(migrations.newest_version())))
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")

    def close(self) -> None:
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        super().close()

    # --- states ---

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self._connection() is not None:
            with super().snapshot():
                yield
            return
        before = self._count_commits()
        with super().snapshot():
            self._held.connection.exec_driver_sql("SELECT 1 FROM meta")  # now it sees what was committed until here
            self._held.state = before if self._count_commits() == before else None
            try:
                yield
            finally:
                self._held.state = None

    def state(self) -> int | None:
        state: int | None = getattr(self._held, "state", None)
        return state

    def _count_commits(self) -> int:
        """A number that changes with every commit of another connection than that which watches: of all."""
        with self._watching:
            try:
                self._watch = self._watch or self._connect()
                return int(self._watch.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error as error:
                raise self._explain(error) or error from error

    # --- errors ---

    def _translate(self, context: ExceptionContext) -> None:
        error = context.original_exception
        explained = self._explain(error) if isinstance(error, sqlite3.Error) else None
        if explained is not None:
            raise explained from error

    def _explain(self, error: sqlite3.Error) -> SaysoError | None:
        """What went wrong, for a person; None where it is no fault of the archive but of this program."""
        code = getattr(error, "sqlite_errorcode", None) or 0
        primary = code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return LockedError(
                f"Another process is writing to {self.path}; gave up after {self._lock_seconds:g} s."
                " Try again when it is done."
            )
        if primary == sqlite3.SQLITE_FULL or code in NO_ROOM:
            return FullError(
                f"There is no room left to write {self.path}: the disk is full, or a limit on it is reached."
                " What was added before is safe."
            )
        if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return DamagedError(
                f"The archive {self.path} is damaged: {error}. Go back to a copy, or add its pages again."
            )
        if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
            return ArchiveError(f"The archive {self.path} cannot be opened or written: {error}.")
        return None

    # --- what only SQLite does so ---

    def stamp_story(self, story: str) -> bytes:
        """A digest of all that is held of this story but for what people judged: the same, the same dossier."""
        with self._read() as connection:
            return stamps.stamp_story(connection, story)

    def stamp_judgements(self) -> bytes:
        """A digest of all that people judged, and of what they judged about."""
        with self._read() as connection:
            return stamps.stamp_judgements(connection)

    def stamp_search(self) -> bytes:
        """A digest of the search index: the same, the same articles are found, and the same words of them shown."""
        with self._read() as connection:
            return stamps.stamp_search(connection)

    def neighbours(
        self, station: str, keys: Sequence[str], limit: int, most: int = 500, nearest: int = 500
    ) -> Sequence[tuple[str, int, int]]:
        """Records that share keys, how many, and how many keys they hold; most shared first, then by id, the `nearest`.

        Keys held by more than `limit` records are passed over: what everybody has tells nobody apart. The rarest keys
        are looked at first, until they have `most` holders together."""
        asked = json.dumps(hash_keys(station, keys))
        with self._read() as connection:
            rows = connection.exec_driver_sql(NEIGHBOURS, (limit, asked, limit, most, nearest, nearest)).all()
        return [(record, shared, held) for record, shared, held in rows]

    def count_holders(self, station: str, keys: Iterable[str], limit: int) -> Mapping[str, int]:
        """How many records hold each of the keys, those that none holds left out; counted to `limit` + 1."""
        names = {hash_keys(station, [key])[0]: key for key in keys}
        with self._read() as connection:
            rows = connection.exec_driver_sql(KEY_HOLDERS, (limit, json.dumps(list(names)))).all()
        return {names[number]: held for number, held in rows if held}

    def search(self, words: str, limit: int = 20, after: str | None = None) -> Sequence[Hit]:
        """Articles whose headline or body hold the words, best first; see `words.read_terms`."""
        terms = read_terms(words)
        if not terms or limit < 1:
            return []
        found = self.find_articles([[term] for term in terms], RANKED if after else limit)
        scores = dict(skip_to(found, after, key=itemgetter(0))[:limit])
        snippets = {text.article.id: make_snippet(terms, text) for text in self.article_texts(scores)}
        return [
            Hit(article=article, score=score, start=start, snippet=snippet, marks=marks)
            for article, score in scores.items()
            for start, snippet, marks in [snippets[article]]
        ]

    def find_articles(self, groups: Sequence[Sequence[Term]], limit: int) -> list[tuple[str, float]]:
        """(article, score) of those whose headline or body hold a term of each group, best first."""
        if not groups or limit < 1:
            return []
        most = max(LEAST_RANKED, RANKED // sum(map(len, groups)))
        with self._read() as connection:
            rows = connection.exec_driver_sql(SEARCH, (match_all(groups), most, limit)).all()
        return [(row.id, row.score) for row in rows]

    def count_words(self, tokens: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these folded words stands; those that stand in none are left out."""
        with self._read() as connection:
            connection.exec_driver_sql(CREATE_VOCABULARY)
            rows = connection.exec_driver_sql(COUNT_WORDS, (json.dumps(sorted(set(tokens))),)).all()
        return {row[0]: row[1] for row in rows}

    def _add_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        rows = [(number, *search_fields(article, text)) for number, article in articles]
        connection.exec_driver_sql("INSERT INTO search(rowid, headline, body) VALUES (?, ?, ?)", rows)

    def _drop_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        rows = [(number, *search_fields(article, text)) for number, article in articles]
        connection.exec_driver_sql("INSERT INTO search(search, rowid, headline, body) VALUES ('delete', ?, ?, ?)", rows)

    def _drop_all_words(self, connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")

    def backup(self, path: Path) -> None:
        """Write a whole copy to a new file, by SQLite's own `VACUUM INTO`."""
        if path.exists():
            raise ArchiveError(f"{path} is there already. Name a new file for the backup.")
        if not path.parent.is_dir():
            raise ArchiveError(f"There is no folder {path.parent} to write the backup to.")
        connection = self._connect()
        try:
            connection.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.OperationalError as error:
            path.unlink(missing_ok=True)
            raise FullError(f"The backup {path} could not be written: {error}. Is there room?") from error
        finally:
            connection.close()

    def check(self) -> Iterator[str]:
        """What is wrong with the archive: one sentence each; nothing where all is well."""
        with self._read() as connection:
            yield from self._check_file(connection)
            yield from check.check_tables(connection)
            yield from self._check_search(connection)
        yield from self._check_index()

    def _check_file(self, connection: Connection) -> Iterator[str]:
        for (answer,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if answer != "ok":
                yield f"The database file is damaged: {answer}."
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"Row {row} of {table} points to a row of {parent} that is not there."

    def _check_search(self, connection: Connection) -> Iterator[str]:
        missing = "SELECT id FROM articles WHERE number NOT IN (SELECT id FROM search_docsize) ORDER BY id"
        for (article,) in connection.exec_driver_sql(missing):
            yield f"{article} is not in the search index."
        extra = "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT number FROM articles)"
        count = connection.exec_driver_sql(extra).scalar()
        if count:
            yield f"The search index holds {count} articles that are no more."

    def _check_index(self) -> Iterator[str]:
        """FTS5 checks its own index, but only for one who may write."""
        if self._read_only or self._connection() is not None:
            return
        try:
            with self._writer.connect() as connection:  # never committed
                connection.exec_driver_sql("INSERT INTO search(search) VALUES ('integrity-check')")
        except DamagedError as error:
            yield str(error)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
