"""What map stations made of pages: readings with their articles, furniture and findings."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, select

from sayso.errors import UnknownIdError
from sayso.model import Article, ArticleText, Finding, Furniture, Page, Reading
from sayso.store import gathered, groups
from sayso.store.records import FINDING_KINDS, chunk, decode_record, unpack, unpack_text
from sayso.store.rows import article_row, digest_reading, finding_row, list_findings, reading_row
from sayso.store.sql_found import FoundRecords
from sayso.store.tables import ARTICLES, CAPTURES, DISCARDS, FINDINGS, READINGS, WAITING


class ReadRecords(FoundRecords):
    """Readings of pages."""

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

    @abstractmethod
    def _add_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        """Put a page's articles, by number, into the search index."""

    @abstractmethod
    def _drop_words(self, connection: Connection, articles: Sequence[tuple[int, Article]], text: str) -> None:
        """Take a page's articles, as they were put in, out of the search index."""


def _select_older(version: str) -> list[Select[Any]]:
    """Pages with a reading of another version: two ranges of an index, where `!=` would look through all."""
    return [
        select(READINGS.c.page).where(other) for other in (READINGS.c.version < version, READINGS.c.version > version)
    ]
