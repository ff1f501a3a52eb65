"""A text that is printed very often: one printing more reads a few of the others, and says what all of them would."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from sayso.archive import Archive, crowds
from sayso.model import ArticleText, Relation, Work

LEAD = "Seven people were hurt when the ferry Corrin struck the pier at Ost Haven on Monday.\n\n"
REST = (
    "Harbour master Lena Voss said that 40 passengers had been aboard and that the wind had risen within minutes.\n\n"
    "The company that runs the ferry denied that it had been overloaded. The pier was closed until further notice.\n\n"
    "Divers are to look at the piles on Tuesday; until then the boats to the islands leave from the old fish quay.\n"
)
OTHER = "The bakers of Osterby lit their old stove again and sold four hundred loaves before the bell rang at noon.\n"


def print_text(number: int) -> str:
    """A headline of its own each, and every third lacks the lead."""
    return f"Paper {number}: ferry strikes pier\n\n" + (LEAD if number % 3 else "") + REST


def add(archive: Archive, folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    archive.add([str(folder / name) for name in texts])


def add_one_by_one(path: Path, numbers: Iterable[int]) -> list[Work]:
    folder = path.with_suffix("")
    folder.mkdir()
    with Archive.open(path, create=True) as archive:
        for number in numbers:
            add(archive, folder, {f"{number}.txt": print_text(number)})
        return list(archive._store.works())


@pytest.fixture
def clustered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each component that was clustered held, where three printings are a crowd."""
    sizes: list[int] = []
    cluster = type(crowds.COLLAPSE).cluster

    def note(self: object, records: list[ArticleText], edges: object) -> object:
        sizes.append(len(records))
        return cluster(self, records, edges)  # type: ignore[arg-type]

    monkeypatch.setattr(type(crowds.COLLAPSE), "cluster", note)
    monkeypatch.setattr(crowds, "CROWDED", 3)
    monkeypatch.setattr(crowds, "STAND_INS", 2)
    return sizes


def test_one_more_of_many_meets_a_few_and_joins_all(tmp_path: Path, clustered: list[int]) -> None:
    (work,) = add_one_by_one(tmp_path / "few.db", range(7))
    assert clustered[-1] == 4  # the new one, the one that stands for the work, and two stand-ins
    assert len(work.articles) == 7


def test_what_a_few_say_is_what_all_say(tmp_path: Path, clustered: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    few = add_one_by_one(tmp_path / "few.db", range(6))
    monkeypatch.setattr(crowds, "CROWDED", 100)
    whole = add_one_by_one(tmp_path / "whole.db", range(6))
    assert clustered[-1] == 6
    assert [(work.id, work.original, work.because) for work in few] == [
        (work.id, work.original, work.because) for work in whole
    ]
    assert {part.article for part in few[0].articles} == {part.article for part in whole[0].articles}


@pytest.mark.usefixtures("clustered")
def test_an_excerpt_and_another_text_beside_the_many(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        add(archive, tmp_path, {f"{number}.txt": print_text(number) for number in range(5)})
        add(archive, tmp_path, {"cut.txt": "Ferry\n\n" + REST.split("\n\n")[1], "other.txt": "Bread\n\n" + OTHER})
        works = sorted(archive._store.works(), key=lambda work: len(work.articles))
    assert [len(work.articles) for work in works][-1] >= 5
    assert works[0].articles[0].relation is Relation.ORIGINAL


def test_what_a_person_set_apart_stays_apart_from_the_many(tmp_path: Path, clustered: list[int]) -> None:
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        add(archive, tmp_path, {f"{number}.txt": print_text(number) for number in range(5)})
        (work,) = archive._store.works()
        first, *_, last = [part.article for part in work.articles]
        archive.judge("different", [first, last], author="Ida")
        apart = sorted(len(found.articles) for found in archive._store.works())
        assert apart == [1, 4]
        add(archive, tmp_path, {"9.txt": print_text(9)})
        found = {part.article: work.id for work in archive._store.works() for part in work.articles}
    assert len(found) == 6
    assert found[first] != found[last]
    assert clustered[-1] == 6  # where people judged, all are looked at
