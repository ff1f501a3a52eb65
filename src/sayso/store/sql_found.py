"""What was found: pages as bytes, and their captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, insert, select, text

from sayso.errors import DamagedError, UnknownIdError, UnreadableError
from sayso.model import Capture
from sayso.store import gathered
from sayso.store.records import clean_text, decode_record, digest_bytes, unpack
from sayso.store.rows import capture_row, page_row
from sayso.store.sql_kept import KeptRecords
from sayso.store.tables import CAPTURES, PAGES

STORIES_SINCE = text("""
    SELECT stories.holder, max(captures.number) AS last
    FROM captures
    CROSS JOIN articles
    CROSS JOIN members AS works
    CROSS JOIN members AS stories
    WHERE captures.number > :mark AND articles.page = captures.page
        AND works.kind = 'work' AND works.member = articles.id
        AND stories.kind = 'story' AND stories.member = works.holder
    GROUP BY stories.holder ORDER BY stories.holder
""")
"""Joined in this order, captures first: SQLite takes a CROSS JOIN as it is written, and would else read all members."""


class FoundRecords(KeptRecords):
    """Captures and the bytes of pages."""

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
        with self._read() as connection:
            rows = connection.execute(STORIES_SINCE, {"mark": mark}).all()
        return {row.holder: row.last for row in rows}

    def pages_since(self, mark: int) -> Mapping[str, int]:
        """The pages that were found after this mark, each with the mark of its last capture."""
        query = select(CAPTURES.c.page, CAPTURES.c.number).where(CAPTURES.c.number > mark).order_by(CAPTURES.c.number)
        last = {row.page: row.number for row in self._rows(query)}
        return dict(sorted(last.items()))

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
