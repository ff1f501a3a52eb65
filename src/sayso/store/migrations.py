"""How an archive of an older version becomes one of today's.

A new archive is made at once from `tables.METADATA` and has the newest version. To change the tables: change
`tables.py`, and append to `MIGRATIONS` the next version and what turns the version before into it, as SQL statements or
a function of the open connection. All steps that an archive needs run in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

FIRST_VERSION = 1
"""The oldest version that can still be opened."""

Step = Sequence[str] | Callable[[Connection], None]

MIGRATIONS: tuple[tuple[int, Step], ...] = (
    (
        2,
        (
            """CREATE TABLE profiles (
                site TEXT NOT NULL, number INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (site, number)
            ) WITHOUT ROWID""",
            """CREATE TABLE read_with (
                page TEXT NOT NULL REFERENCES pages (id), site TEXT NOT NULL, number INTEGER NOT NULL,
                PRIMARY KEY (page)
            ) WITHOUT ROWID""",
            "CREATE INDEX ix_read_with_site ON read_with (site)",
        ),
    ),
    (
        3,
        (
            """CREATE TABLE summaries (
                story TEXT NOT NULL REFERENCES groups (id), size INTEGER NOT NULL, data TEXT, PRIMARY KEY (story)
            ) WITHOUT ROWID""",
            "CREATE INDEX summaries_by_size ON summaries (size DESC, story)",
            """INSERT INTO summaries (story, size) SELECT groups.id, count(*) FROM groups
                JOIN members ON members.holder = groups.id WHERE groups.kind = 'story' GROUP BY groups.id""",
            "INSERT INTO waiting (kind, record) SELECT 'story', story FROM summaries",
        ),
    ),
    (
        4,  # gists are made of the texts when they are first asked for
        (
            """CREATE TABLE gists (
                article INTEGER NOT NULL REFERENCES articles (number), data BLOB NOT NULL, PRIMARY KEY (article)
            )""",
        ),
    ),
)
"""(version, what makes it of the one before), in order, without gaps."""


def newest_version() -> int:
    """The version this sayso writes."""
    return MIGRATIONS[-1][0] if MIGRATIONS else FIRST_VERSION


def migrate(connection: Connection, version: int) -> None:
    """Run the steps that come after `version`, inside the transaction that is open."""
    for target, step in MIGRATIONS:
        if target <= version:
            continue
        if callable(step):
            step(connection)
        else:
            for statement in step:
                connection.exec_driver_sql(statement)
