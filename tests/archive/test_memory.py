"""What was read is kept while nobody writes, and never longer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from sayso.archive import Archive
from sayso.archive.memory import Memory
from sayso.store.sqlite import SqliteStore

PAGE = "Ferry stopped after fire\n\nThe harbour master, Ada Holm, said on Monday that {n} people were on board.\n"


def add_text(path: Path, number: int) -> None:
    with Archive.open(path, create=True) as archive:
        archive.add_bytes(PAGE.format(n=number).encode(), f"page-{number}.txt")


def test_a_reader_sees_what_another_connection_added(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    add_text(path, 27)
    with Archive.open(path, read_only=True) as reader:
        before, counts = reader.stories(), reader.counts()
        assert reader.stories() == before and reader.counts() == counts
        dossier = reader.dossier(before[0].id)
        assert reader.dossier(before[0].id) is dossier
        add_text(path, 31)
        assert sum(story.pages for story in reader.stories()) == 2
        assert reader.counts()["pages"] == counts["pages"] + 1
        assert reader.dossier(before[0].id) is not dossier


def test_what_is_given_out_can_be_changed_without_harm(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    add_text(path, 27)
    with Archive.open(path, read_only=True) as reader:
        reader.stories().clear()
        reader.counts().clear()
        assert reader.stories() and reader.counts()


def test_a_state_is_told_in_snapshots_and_changes_with_a_commit(tmp_path: Path) -> None:
    store, writer = (SqliteStore(tmp_path / "sayso.db") for _ in range(2))
    assert store.state() is None
    with store.snapshot():
        first = store.state()
        with store.snapshot():
            assert store.state() == first is not None
        with writer.transaction():
            writer.put_stories([])
        assert store.state() == first, "a snapshot stays what it is"
    with store.snapshot():
        assert store.state() == first, "an empty commit changes nothing"
    with store.transaction():
        assert store.state() is None
    store.close()
    writer.close()


def test_little_is_kept() -> None:
    memory, made = Memory(most=2), []
    for name in ("a", "b", "a", "c", "a", "b"):
        memory.recall(name, 1, lambda name=name: made.append(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def test_what_has_another_stamp_is_made_anew_and_what_has_none_is_not_kept() -> None:
    memory, made = Memory(most=2), []
    for stamp in (1, 1, 2, 1, None, None, 1):
        memory.recall("a", stamp, lambda stamp=stamp: made.append(stamp))  # type: ignore[misc]
    assert made == [1, 2, 1, None, None]


def test_who_asks_for_the_same_at_once_reads_it_once() -> None:
    memory, made, asked = Memory(most=9), [], Barrier(4)

    def ask() -> str:
        asked.wait(10)
        return memory.recall("stories", 1, lambda: made.append(1) or memory.recall("dossier", 1, lambda: "told"))

    with ThreadPoolExecutor(4) as team:
        answers = [future.result(20) for future in [team.submit(ask) for _ in range(4)]]
    assert answers == ["told"] * 4 and len(made) == 1


def test_a_failure_is_not_kept() -> None:
    memory = Memory(most=9)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", 1, lambda: 1 // 0)
    assert memory.recall("a", 1, lambda: 3) == 3
