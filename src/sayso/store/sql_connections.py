"""Connections to a database: transactions, snapshots, rows."""

from __future__ import annotations

import threading
from abc import ABC
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select

from sayso.store.records import chunk

ROWS_AT_ONCE = 500


class Connections(ABC):
    """A SQLAlchemy engine for many threads.

    `_engine` begins transactions that see one state of the archive, `_writer` such that may write; both have the same
    connections. A thread's reads inside its own `transaction()` or `snapshot()` use that one's connection.
    """

    _engine: Engine
    _writer: Engine

    def __init__(self) -> None:
        self._held = threading.local()

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
            rows = [row for part in chunk(values) for row in connection.execute(query.where(column.in_(part))).all()]
        return sorted(rows, key=key)
