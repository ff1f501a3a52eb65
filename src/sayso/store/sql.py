"""A `Store` on any database that SQLAlchemy speaks to. What only one database can do is left to its own module.

Each file `sql_….py` adds the records of one step to the class before it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Select, Table, delete, func, insert, literal, select

from sayso.store import Hit, groups
from sayso.store.sql_gathered import GatheredRecords
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
    PAGES,
    REDIRECTS,
    WAITING,
)
from sayso.store.words import Term

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


class SqlStore(GatheredRecords):
    """`sayso.store.Store` over a SQLAlchemy engine."""

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
