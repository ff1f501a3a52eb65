"""Copies in an archive: what one more printing does, and that the order of adding pages changes nothing."""

from __future__ import annotations

from pathlib import Path

from sayso.archive import Archive
from sayso.store.sqlite import SqliteStore

LEAD = "Ferry strikes pier\n\nSeven people were hurt when the ferry Corrin struck the pier at Ost Haven on Monday.\n\n"
REST = (
    "Harbour master Lena Voss said that 40 passengers had been aboard and that the wind had risen within minutes.\n\n"
    "The company that runs the ferry denied that it had been overloaded. The pier was closed until further notice.\n\n"
    "Divers are to look at the piles on Tuesday; until then the boats to the islands leave from the old fish quay.\n"
)
TEXTS = {
    "whole.txt": LEAD + REST,
    "cut.txt": "Pier closed\n\n" + REST,
    "again.txt": "After the crash\n\n" + LEAD + REST,
}


def add(folder: Path, *steps: list[str]) -> Path:
    """An archive to which texts were added step by step."""
    path = folder / f"{len(list(folder.iterdir()))}.db"
    with Archive.open(path, create=True) as archive:
        for names in steps:
            for name in names:
                (folder / name).write_text(TEXTS[name], "utf-8")
            archive.add([str(folder / name) for name in names])
    return path


def works(path: Path) -> list[list[tuple[str, str]]]:
    with Archive.open(path) as archive:
        return [
            [(printing.article, printing.relation) for printing in work.articles]
            for dossier in archive.dossiers()
            for work in dossier.works.values()
        ]


def test_one_more_printing_joins_the_work_and_ties_its_words(tmp_path: Path) -> None:
    path = add(tmp_path, ["whole.txt"])
    with Archive.open(path) as archive:
        (before,) = archive.dossiers()
        (tmp_path / "cut.txt").write_text(TEXTS["cut.txt"], "utf-8")
        archive.add([str(tmp_path / "cut.txt")])
        (after,) = archive.dossiers()
    assert (len(before.articles), len(after.articles), len(after.works)) == (1, 2, 1)
    assert set(before.statements) <= set(after.statements)
    assert len(after.mirrors) >= 2


def test_the_reason_of_a_copy_is_kept_with_its_passages(tmp_path: Path) -> None:
    store = SqliteStore(add(tmp_path, ["whole.txt", "cut.txt"]))
    try:
        articles = [article.id for article in store.articles()]
        (edge,) = store.edges("copy", articles)
        texts = {item.article.id: item.text for item in store.article_texts(articles)}
    finally:
        store.close()
    assert "in one piece) stand in the other" in edge.because
    shared = [
        (texts[edge.a][one.start : one.end], texts[edge.b][other.start : other.end]) for one, other in edge.passages
    ]
    assert shared and all(a == b for a, b in shared)


def test_an_article_is_shown_with_its_printings_and_why_they_are_one(tmp_path: Path) -> None:
    with Archive.open(add(tmp_path, ["whole.txt", "cut.txt"])) as archive:
        (dossier,) = archive.dossiers()
        (work,) = dossier.works.values()
        for item in dossier.articles.values():
            found = archive.printings(item.article.id)
            assert found is not None and (found.work, found.original) == (work.id, work.original)
            (tie,) = found.others
            other = dossier.articles[tie.article]
            assert tie.because is not None and "in one piece) stand in the other" in tie.because
            assert tie.is_shorter == (len(other.text) < len(item.text))
            ((ours, theirs),) = tie.passages
            assert item.text[ours.start : ours.end] == other.text[theirs.start : theirs.end]


def test_the_order_of_adding_changes_no_work(tmp_path: Path) -> None:
    one, other = add(tmp_path, [*TEXTS]), add(tmp_path, *([name] for name in reversed(TEXTS)))
    (work,) = works(one)
    assert len(work) == 3
    assert works(other) == [work]
    with Archive.open(other) as archive:
        archive.rebuild()
    assert works(other) == [work]
