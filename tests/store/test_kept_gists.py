"""Gists of articles: kept as long as the reading that they were made of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_records import add_articles, add_page

from sayso.errors import DamagedError
from sayso.store.sql import SqlStore
from sayso.store.sqlite import SqliteStore


def test_gists_are_given_back_as_far_as_there_are_any(store: SqlStore) -> None:
    with store.transaction():
        first, second, third = add_articles(store, 3)
        store.put_gists({first: b"one", second: b""})
        store.put_gists({})
        assert store.gists([second, first, third, "article-0"]) == {first: b"one", second: b""}
    assert store.gists([]) == {}


def test_a_page_that_is_read_anew_loses_its_gists_and_no_other(store: SqlStore) -> None:
    with store.transaction():
        (article,) = (found.id for found in add_page(store).articles)
        (other,) = (found.id for found in add_page(store, "Another page\nNothing else.").articles)
        store.put_gists({article: b"old", other: b"other"})
    with store.transaction():
        add_page(store, version="1")
        assert store.gists([article]) == {article: b"old"}, "the same reading again"
        add_page(store, version="2")
        assert store.gists([article, other]) == {other: b"other"}
        store.put_gists({article: b"new"})
    assert list(store.check()) == []


def test_gists_are_dropped_with_all_that_is_derived(store: SqlStore) -> None:
    with store.transaction():
        (article,) = add_articles(store, 1)
        store.put_gists({article: b"gist"})
        store.drop_derived()
        add_articles(store, 1)
    assert store.gists([article]) == {}


def test_an_older_archive_has_none_until_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    with closing(SqliteStore(path)) as store, store.transaction():
        (article,) = add_articles(store, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE gists")
        connection.execute("UPDATE meta SET value = '3' WHERE name = 'version'")
    with closing(SqliteStore(path)) as store:
        assert store.gists([article]) == {}
        with store.transaction():
            store.put_gists({article: b"gist"})
        assert store.gists([article]) == {article: b"gist"}
        with store.transaction():
            store._write().exec_driver_sql("UPDATE gists SET data = x'00'")
        with pytest.raises(DamagedError, match="The gist of"):
            store.gists([article])
