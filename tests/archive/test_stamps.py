"""A story's stamp changes when anything changes that its page shows, and only then."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from quality.inline import InlineRunner

from sayso.archive import Archive
from sayso.archive.dossiers import find_story, make_dossier
from sayso.store.sqlite import SqliteStore

FERRY = """Ferry stopped after fire

By Nils Aber

The harbour master of Vessing, Ada Holm, said on Monday that {n} people were on board of the ferry when it burned.

"The fire began in the engine room," Holm said. The owner of the Linnet denied that the engine was old.
"""
BAKERS = """Bakers of Orlingen want dearer bread

The bakers' guild of Orlingen said on Tuesday that a loaf must cost four crowns from May.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stamps") / "sayso.db"
    (path.parent / "a.txt").write_text(FERRY.format(n=27), "utf-8")
    (path.parent / "b.txt").write_text(BAKERS, "utf-8")
    with Archive.open(path, create=True) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "_make_runner", lambda _: InlineRunner())
        archive.add(str(path.with_name(name)) for name in ("a.txt", "b.txt"))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def reader(path: Path) -> Iterator[Archive]:
    with Archive.open(path, read_only=True) as archive:
        yield archive


def find(archive: Archive, word: str) -> str:
    return next(story.id for story in archive.stories() if word in story.title)


def judge(kind: str) -> Callable[[Archive], object]:
    def change(archive: Archive) -> object:
        dossier = archive.dossier(find(archive, "Ferry"))
        statement = min(dossier.statements)
        article = min(dossier.articles)
        if kind == "note":
            return archive.note(article, "engine room", "Which one?", author="kim")
        if kind == "add":
            return archive.add_statement(article, "were on board", author="kim", speaker="Ada Holm")
        return archive.judge(kind, [statement], author="kim", value="Bo Lind" if kind == "speaker" else None)

    return change


CHANGES: dict[str, Callable[[Archive], object]] = {
    "version": lambda archive: archive.add_bytes(FERRY.format(n=31).encode(), "c.txt"),
    "same elsewhere": lambda archive: archive.add_bytes(
        f"<html><body><article>{FERRY.format(n=27)}</article>".encode(), "d.html"
    ),
    "reject": judge("reject"),
    "speaker": judge("speaker"),
    "add": judge("add"),
    "note": judge("note"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_changes_the_stamp_and_the_dossier(path: Path, reader: Archive, change: str) -> None:
    story = find(reader, "Ferry")
    before, dossier = reader.stamp(story), reader.dossier(story)
    with Archive.open(path) as writer:
        CHANGES[change](writer)
    after = reader.stamp(story)
    assert after.digest != before.digest
    assert reader.dossier(story) is not dossier
    store = SqliteStore(path, read_only=True)
    with closing(store), store.snapshot():
        assert reader.dossier(story) == make_dossier(store, find_story(store, story)), "as it is read anew"


def test_other_stories_keep_theirs(path: Path, reader: Archive) -> None:
    story = find(reader, "Bakers")
    before, dossier = reader.stamp(story), reader.dossier(story)
    with Archive.open(path) as writer:
        writer.add_bytes(FERRY.format(n=31).encode(), "c.txt")
    assert len(reader.stories()) == 2 and sum(told.pages for told in reader.stories()) == 3
    assert reader.stamp(story) == before
    assert reader.dossier(story) is dossier


def test_a_rebuild_of_the_same_pages_gives_the_same_stamps(path: Path, reader: Archive) -> None:
    before = [reader.stamp(story.id) for story in reader.stories()]
    with Archive.open(path) as writer:
        writer.rebuild()
    assert [reader.stamp(story.id) for story in reader.stories()] == before


def test_any_record_leads_to_the_stamp_of_its_story(reader: Archive) -> None:
    dossier = reader.dossier(find(reader, "Ferry"))
    records = [dossier.story.id, min(dossier.works), min(dossier.articles), min(dossier.statements)]
    records += [dossier.links.claims[0].id, dossier.story.id[:14], dossier.story.id.partition("-")[2]]
    assert {reader.stamp(record) for record in records} == {reader.stamp(dossier.story.id)}


def test_what_was_found_is_kept_until_the_index_changes(path: Path, reader: Archive) -> None:
    found = reader.search("ferry")
    with Archive.open(path) as writer:
        CHANGES["note"](writer)
    assert reader.search("ferry") is found, "a note is in no index"
    with Archive.open(path) as writer:
        CHANGES["version"](writer)
    assert len(reader.search("ferry")) == len(found) + 1
    with Archive.open(path) as writer:
        writer.rebuild()
    with Archive.open(path, read_only=True) as other:
        assert reader.search("ferry") == other.search("ferry")


def test_what_filters_find_changes_with_what_people_judge(path: Path, reader: Archive) -> None:
    assert len(reader.search('speaker:"Ada Holm"')) == 2
    with Archive.open(path) as writer:
        CHANGES["reject"](writer)
    assert len(reader.search('speaker:"Ada Holm"')) == 1
