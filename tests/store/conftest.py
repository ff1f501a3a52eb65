"""The stores that the suite runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.store.sql import SqlStore
from sayso.store.sqlite import SqliteStore

STORES: dict[str, Callable[[Path], SqlStore]] = {"sqlite": lambda folder: SqliteStore(folder / "sayso.db")}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty archive."""
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
