"""What only a file on a disk can go through: locks, a full disk, other versions, damage, a killed writer."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text, update
from store_records import add_page, make_story, make_work

from sayso.errors import ArchiveError, DamagedError, FullError, LockedError, VersionError
from sayso.store import migrations
from sayso.store.sqlite import SqliteStore
from sayso.store.tables import PAGES

HERE = Path(__file__).parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db"


def fill(path: Path) -> None:
    with closing(SqliteStore(path)) as store, store.transaction():
        work = make_work(add_page(store).articles[0].id)
        store.put_works([work])
        store.put_stories([make_story(work)])


def change(path: Path, *statements: str) -> None:
    """Change the file behind the store's back."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# --- opening ---


def test_an_archive_is_made_once_and_found_again(path: Path) -> None:
    fill(path)
    with closing(SqliteStore(path, create=False)) as store:
        assert store.counts()["pages"] == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_archive_that_is_not_there(path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(ArchiveError, match="There is no archive"):
            SqliteStore(path, **options)  # type: ignore[arg-type]
        assert not path.exists()


def test_no_folder_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"):
        SqliteStore(tmp_path / "nowhere" / "sayso.db")
    for place in (tmp_path, Path(os.devnull)):
        with pytest.raises(ArchiveError, match="is a folder or a device"):
            SqliteStore(place)


def test_a_folder_that_may_not_be_written() -> None:
    if not Path("/proc/version").exists():
        pytest.skip("needs a folder in which nobody may make files: /proc")
    with pytest.raises(ArchiveError, match="cannot be opened or written"):
        SqliteStore(Path("/proc/sayso.db"))


@pytest.mark.parametrize("data", [b"This is a page of news.\n" * 9, b"PK\3\4" + bytes(200), b"SQLite format 3"])
def test_a_file_that_is_no_database(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(DamagedError, match="no SQLite database"):
        SqliteStore(path)
    assert path.read_bytes() == data


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    change(path, "CREATE TABLE meta (name, value)")
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="something else"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    path.touch()
    fill(path)


@pytest.mark.parametrize("name", ["what? 100% #1 ü.db", "caf\udce9.db"])
def test_a_name_with_odd_signs(tmp_path: Path, name: str) -> None:
    fill(tmp_path / name)
    assert (tmp_path / name).exists()


def test_read_only_reads_and_never_writes(path: Path) -> None:
    fill(path)
    with closing(SqliteStore(path, read_only=True)) as store:
        assert store.search("lorries")
        assert list(store.check()) == []
        with pytest.raises(ArchiveError, match="cannot be opened or written"), store.transaction():
            add_page(store, "Another page\nof news.")


def test_an_archive_on_a_read_only_disk_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with closing(SqliteStore(path, read_only=True)) as store:
        assert store.counts()["pages"] == 1
    assert not path.with_name("sayso.db-wal").exists()


# --- versions ---


def test_a_newer_version_is_refused(path: Path) -> None:
    fill(path)
    change(path, "UPDATE meta SET value = '99' WHERE name = 'version'")
    with pytest.raises(
        VersionError, match=rf"version 99, this one knows {migrations.newest_version()}\)\. Update sayso"
    ):
        SqliteStore(path)


def test_a_version_before_the_first_is_refused(path: Path) -> None:
    fill(path)
    change(path, "DELETE FROM meta")
    with pytest.raises(VersionError, match="too old"):
        SqliteStore(path)


def add_note(connection: Connection) -> None:
    connection.execute(text("INSERT INTO meta VALUES ('note', 'seen')"))


def use_steps(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Step) -> None:
    numbered = tuple(enumerate(steps, start=migrations.newest_version() + 1))
    monkeypatch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS + numbered)


def test_an_older_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    use_steps(monkeypatch, ["CREATE TABLE notes (id TEXT)", "ALTER TABLE pages ADD COLUMN seen TEXT"], add_note)
    with pytest.raises(VersionError, match="brought up to date"):
        SqliteStore(path, read_only=True)
    newest = str(migrations.newest_version())
    for _ in range(2):
        with closing(SqliteStore(path)) as store:
            assert store.counts()["pages"] == 1
    with closing(sqlite3.connect(path)) as connection:
        assert dict(connection.execute("SELECT name, value FROM meta")) == {"version": newest, "note": "seen"}
        connection.execute("SELECT seen FROM pages, notes")


def test_a_step_that_fails_leaves_the_archive_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)

    def fail(connection: Connection) -> None:
        raise KeyboardInterrupt

    use_steps(monkeypatch, ["CREATE TABLE notes (id TEXT)"], fail)
    with pytest.raises(KeyboardInterrupt):
        SqliteStore(path)
    monkeypatch.undo()
    with closing(SqliteStore(path)) as store:
        assert list(store.check()) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)


# --- locks, space ---


def test_another_writer_locks_it_out_but_no_reader(path: Path) -> None:
    fill(path)
    with closing(SqliteStore(path)) as one, closing(SqliteStore(path, lock_seconds=0.05)) as two:
        with one.transaction():
            add_page(one, "Another page\nof news.")
            assert two.counts()["pages"] == 1
            with pytest.raises(LockedError, match=r"gave up after 0\.05 s"), two.transaction():
                pass
        with two.transaction():
            add_page(two, "A third page\nof news.")
        assert one.counts()["pages"] == 3


def test_a_new_archive_that_another_process_is_making(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError):
            SqliteStore(path, lock_seconds=0.05)


def test_a_full_disk_loses_nothing_that_was_added(path: Path) -> None:
    fill(path)
    with closing(SqliteStore(path)) as store:
        with pytest.raises(FullError, match="What was added before is safe"), store.transaction():
            size = store._write().exec_driver_sql("PRAGMA page_count").scalar()
            store._write().exec_driver_sql(f"PRAGMA max_page_count={size + 2}")
            add_page(store, "Noise\n" + os.urandom(50_000).hex())
        assert store.counts()["pages"] == 1
        assert list(store.check()) == []


SCRIPT_HEAD = """
import sys
from contextlib import closing
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
import os
from store_records import add_page
from sayso.errors import FullError
from sayso.store.sqlite import SqliteStore
"""

WRITE_UNTIL_FULL = (
    SCRIPT_HEAD
    + """
import resource
with closing(SqliteStore(Path(sys.argv[1]))) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    for number in range(100):
        try:
            with store.transaction():
                add_page(store, f"Page {number}\\n" + os.urandom(10_000).hex())
        except FullError:
            print(number)
            break
"""
)

WRITE_FOR_EVER = (
    SCRIPT_HEAD
    + """
with closing(SqliteStore(Path(sys.argv[1]))) as store:
    for batch in range(int(sys.argv[3]), 10_000):
        with store.transaction():
            for number in range(10):
                add_page(store, f"Page {batch}.{number}\\n" + os.urandom(2_000).hex())
                if number == 7:
                    print("writing", flush=True)
"""
)


def start(script: str, path: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(path), str(HERE), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_limit_on_the_file_is_a_full_disk(path: Path) -> None:
    with start(WRITE_UNTIL_FULL, path) as writer:
        written = int(writer.communicate(timeout=60)[0])
    with closing(SqliteStore(path)) as store:
        assert 0 < written == store.counts()["pages"]
        assert list(store.check()) == []


def test_a_killed_writer_leaves_whole_transactions(path: Path) -> None:
    SqliteStore(path).close()
    for batches in (1, 3, 6, 2):
        with start(WRITE_FOR_EVER, path, str(batches * 1000)) as writer:
            assert writer.stdout is not None
            for _ in range(batches):
                writer.stdout.readline()
            writer.kill()
        with closing(SqliteStore(path)) as store:
            assert store.counts()["pages"] % 10 == 0
            assert store.counts()["articles"] == store.counts()["pages"]
            assert list(store.check()) == []
    assert store.counts()["pages"] >= 80


# --- damage ---


def test_a_damaged_file_says_so(path: Path) -> None:
    with closing(SqliteStore(path)) as store, store.transaction():
        for number in range(40):
            add_page(store, f"Page {number}\n" + os.urandom(3_000).hex())
    with path.open("r+b") as file:
        for place in range(3 * 4096, path.stat().st_size, 3 * 4096):
            file.seek(place)
            file.write(b"\xff" * 4096)
    with pytest.raises(DamagedError, match="is damaged"), closing(SqliteStore(path)) as store:
        list(store.articles())


FAULTS = [
    ("UPDATE pages SET digest = x'00'", "The bytes kept of page-.* are not those that were added"),
    ("UPDATE pages SET bytes = x'00'", "What is kept of page-.* is damaged"),
    ("UPDATE readings SET text = x'00'", "The text of page-.* is damaged"),
    ("UPDATE readings SET furniture = x'00'", "The furniture of page-.* is damaged"),
    ("UPDATE readings SET data = '{}'", "What the archive keeps as page cannot be read"),
    ("UPDATE articles SET data = '{'", "What the archive keeps as article cannot be read"),
    ("UPDATE captures SET data = '[]'", "What the archive keeps as capture cannot be read"),
    ("UPDATE findings SET data = replace(data, '\"end\":', '\"end\":9')", "points to .*, but the page's text has"),
    ("UPDATE articles SET data = replace(data, 'page-', 'page-0')", "is kept with page-"),
    ("UPDATE articles SET data = replace(data, '\"block\":[0,', '\"block\":[-5,')", "article-.* points to -5-"),
    ("DELETE FROM readings", "points to a row of readings that is not there"),
    ("DELETE FROM discards; DELETE FROM findings; DELETE FROM articles; DELETE FROM readings", "has neither a reading"),
    ("DELETE FROM members", "is in no work"),
    ("UPDATE groups SET data = '[]'", "What the archive keeps as work cannot be read"),
    ("UPDATE groups SET data = replace(data, 'article-', 'article-0')", "work-.* holds article-0.*, which is no more"),
    ("INSERT INTO edges VALUES ('copy', 'article-1', 'article-2', 1, '{}')", r"An edge \(copy\) ties article-1"),
    ("INSERT INTO redirects VALUES ('work-00', 'work-01')", "work-00 leads to work-01, which is no more"),
    ("INSERT INTO redirects SELECT id, 'work-01' FROM groups", "work-.* leads elsewhere, though it is there"),
    ("INSERT INTO keys VALUES (1, 99)", "There are keys of a record"),
    ("INSERT INTO keyed VALUES (1, 'collapse', 'article-1', x'0000000000000000')", "The keys of article-1"),
    ("INSERT INTO gists VALUES (99, x'00')", "A gist is kept of article number 99, which is not there"),
    ("INSERT INTO gists SELECT number, x'00' FROM articles", "The gist of article-.* is damaged"),
    ("INSERT INTO search(search) VALUES ('delete-all')", "article-.* is not in the search index"),
    ("INSERT INTO search(rowid, headline, body) VALUES (99, 'a', 'b')", "The search index holds 1 articles"),
    ("DELETE FROM search_data WHERE id > 10", "is damaged"),
]


@pytest.mark.parametrize(("damage", "expected"), FAULTS)
def test_a_check_names_what_is_wrong(path: Path, damage: str, expected: str) -> None:
    fill(path)
    change(path, *damage.split("; "))
    with closing(SqliteStore(path)) as store:
        faults = list(store.check())
    assert any(re.search(expected, fault) for fault in faults), faults
    assert all(fault.endswith(".") for fault in faults)


def test_damaged_bytes_are_not_given_out(path: Path) -> None:
    fill(path)
    with closing(SqliteStore(path)) as store:
        page = next(store.pages()).id
        with store.transaction():
            store._write().execute(update(PAGES).values(digest=b"0"))
        with pytest.raises(DamagedError, match="not those that were added"):
            store.page_bytes(page)
