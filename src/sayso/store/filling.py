"""Fills a new archive with many records at once: for benchmarks and tests of size, not for what people add.

Nothing is asked before a row is written, nothing is written twice, and the file takes its name when it is whole. Rows
are made from records anywhere (`make_rows`, in other processes too); one `Filler` writes them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sqlalchemy import Table

from sayso.errors import ArchiveError
from sayso.model import Capture, Edge, Links, Reading, Story, Work
from sayso.store import StorySummary
from sayso.store.records import digest_bytes, encode_record, hash_keys, pack, pack_numbers, unpack_numbers
from sayso.store.rows import (
    Row,
    article_row,
    capture_row,
    digest_reading,
    edge_row,
    finding_row,
    gist_row,
    list_findings,
    list_linked,
    list_members,
    page_row,
    reading_row,
)
from sayso.store.sqlite import SqliteStore
from sayso.store.tables import (
    ARTICLES,
    CAPTURES,
    EDGES,
    FINDINGS,
    GISTS,
    GROUPS,
    KEYED,
    LINKED,
    LINKS,
    MEMBERS,
    PAGES,
    READINGS,
    SUMMARIES,
)
from sayso.store.words import search_fields

CACHE_KIBIBYTES = 256_000


class Records(NamedTuple):
    """Whole stories with all that belongs to them; no other records speak of the same pages, works or stories."""

    captures: Sequence[tuple[Capture, bytes]]
    readings: Sequence[Reading]
    works: Sequence[Work]
    keys: Sequence[tuple[str, str, Sequence[str]]]  # station, record, its keys
    gists: Mapping[str, bytes]  # of some articles, by id
    edges: Sequence[Edge]
    stories: Sequence[Story]
    links: Sequence[Links]
    summaries: Sequence[StorySummary]


class Rows(NamedTuple):
    """Rows by table, and what the search index is to hold of each article, in the order of the articles."""

    tables: Mapping[str, Sequence[Row]]
    words: Sequence[tuple[str, str]]  # headline, body


def make_rows(records: Records, version: str) -> Rows:
    """The rows of these records. A page that was found several times comes with all its captures."""
    data = {capture.page: content for capture, content in records.captures}
    articles = [(article, reading.page.text) for reading in records.readings for article in reading.articles]
    groups: list[tuple[str, Work | Story]] = [("work", work) for work in records.works]
    groups += [("story", story) for story in records.stories]
    tables: dict[Table, list[Row]] = {
        PAGES: [page_row(page, content, digest_bytes(content)) for page, content in data.items()],
        CAPTURES: [capture_row(capture) for capture, _ in records.captures],
        READINGS: [reading_row(reading, version, digest_reading(reading)) for reading in records.readings],
        ARTICLES: [article_row(article) for article, _ in articles],
        FINDINGS: [finding_row(finding) for reading in records.readings for finding in list_findings(reading)],
        GROUPS: [{"id": group.id, "kind": kind, "data": encode_record(group)} for kind, group in groups],
        MEMBERS: [
            {"kind": kind, "member": member, "holder": group.id}
            for kind, group in groups
            for member in list_members(group)
        ],
        KEYED: [
            {"station": station, "record": record, "hashes": pack_numbers(hash_keys(station, keys))}
            for station, record, keys in records.keys
            if keys
        ],
        GISTS: [  # numbered from the first of these articles on
            gist_row(place, records.gists[article.id])
            for place, (article, _) in enumerate(articles)
            if article.id in records.gists
        ],
        EDGES: [edge_row(edge) for edge in {(e.kind, *sorted((e.a, e.b))): e for e in records.edges}.values()],
        LINKS: [{"story": links.story, "data": pack(encode_record(links).encode())} for links in records.links],
        SUMMARIES: [
            {"story": summary.id, "size": summary.size, "data": encode_record(summary)} for summary in records.summaries
        ],
        LINKED: [{"id": record, "story": links.story} for links in records.links for record in list_linked(links)],
    }
    return Rows(
        {table.name: rows for table, rows in tables.items()},
        [search_fields(article, text) for article, text in articles],
    )


class Filler:
    """Writes rows into a new archive. Use as a context manager; where it is left by an error, no archive is made.

    Raises:
        ArchiveError: there is a file of that name already.
    """

    def __init__(self, path: Path) -> None:
        if path.exists():
            raise ArchiveError(f"{path} is there already. Name a new file to fill.")
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._articles = self._keyed = 0

    def __enter__(self) -> Filler:
        self._part.unlink(missing_ok=True)
        SqliteStore(self._part).close()  # makes the tables
        self._connection = sqlite3.connect(self._part, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KIBIBYTES}"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TEMP TABLE unsorted (key INTEGER, record INTEGER)")
        self._connection.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._connection.close()
            if kind is not None:
                self._part.unlink(missing_ok=True)
        if kind is None:
            self._part.rename(self._path)

    def write(self, rows: Rows) -> None:
        """Write the rows of some records."""
        for table in (PAGES, CAPTURES, READINGS, ARTICLES, FINDINGS, GROUPS, MEMBERS, EDGES, LINKS, LINKED, SUMMARIES):
            self._insert(table, rows.tables[table.name])
        gists = [row | {"article": row["article"] + self._articles + 1} for row in rows.tables[GISTS.name]]
        self._insert(GISTS, gists)
        words = [(number, *fields) for number, fields in enumerate(rows.words, start=self._articles + 1)]
        self._connection.executemany("INSERT INTO search(rowid, headline, body) VALUES (?, ?, ?)", words)
        self._articles += len(words)
        self._write_keys(rows.tables[KEYED.name])

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            names = list(rows[0])
            columns, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
            sql = f"INSERT INTO {table.name} ({columns}) VALUES ({values})"  # noqa: S608 (names of our own tables)
            self._connection.executemany(sql, rows)

    def _write_keys(self, rows: Iterable[Row]) -> None:
        """Keys come in no order: they wait in a temporary table, and are put in sorted at the end."""
        numbered = [{"number": number, **row} for number, row in enumerate(rows, start=self._keyed + 1)]
        self._insert(KEYED, numbered)
        pairs = [(key, row["number"]) for row in numbered for key in unpack_numbers(row["hashes"])]
        self._connection.executemany("INSERT INTO unsorted VALUES (?, ?)", pairs)
        self._keyed += len(numbered)

    def _finish(self) -> None:
        self._connection.execute("INSERT INTO keys (key, record) SELECT key, record FROM unsorted ORDER BY key, record")
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode=WAL")
