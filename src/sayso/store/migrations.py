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

MIGRATIONS: tuple[tuple[int, Step], ...] = ()
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
