"""Notes and tags on words: kept, listed, undone, and never in the way of what was found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.errors import InputError, UnknownIdError
from sayso.export import export_lines
from sayso.model import Span

TEXT = (
    "Bell of Tarn rings again\n\nTARN, 3 May 2024 - The bell of Tarn rang at noon, said Ida Holm, the sexton. She had "
    "mended its rope.\n\n“It has a good voice,” said Olaf Meer, a baker. The bell weighs 400 kilograms.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one page."""
    path = tmp_path_factory.mktemp("notes") / "sayso.db"
    with Archive.open(path, create=True) as archive:
        archive.add_bytes(TEXT.encode(), "bell.txt")
    return path


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(Path(shutil.copy(made, tmp_path))) as archive:
        yield archive


@pytest.fixture
def article(archive: Archive) -> str:
    return next(iter(archive.dossier().articles))


def test_a_note_hangs_on_its_words(archive: Archive, article: str) -> None:
    note = archive.note(article, "the sexton", " Is she?\nAsk her. ", author="Ines Tarn")
    (anchor,) = note.about
    assert archive.page(anchor.page).text[anchor.start : anchor.end] == anchor.words == "the sexton"
    assert (note.kind, note.value, note.author) == ("note", "Is she?\nAsk her.", "Ines Tarn")
    assert archive.notes() == archive.notes([anchor.page]) == [note] and archive.notes(["page-0"]) == []
    assert not archive.is_orphan(note)


def test_a_tag_is_one_line(archive: Archive, article: str) -> None:
    tag = archive.note(article, Span(0, 4), "  church \n bells " + "x" * 99, author="Ines Tarn", kind="tag")
    assert tag.kind == "tag" and tag.value and tag.value.startswith("church bells x") and len(tag.value) == 60


def test_notes_change_nothing_that_was_found_and_are_undone(archive: Archive, article: str) -> None:
    before = archive.dossier()
    note = archive.note(article, "mended", "how?", author="Ines Tarn")
    assert archive.dossier() == before
    assert archive.undo(note.id).undone and archive.notes() == []
    assert [kept.id for kept in archive.judgements()] == [note.id], "it stays on record"


def test_notes_survive_a_rebuild(archive: Archive, article: str) -> None:
    note = archive.note(article, "mended", "how?", author="Ines Tarn")
    archive.rebuild()
    assert archive.notes() == [note] and not archive.is_orphan(note)


def test_notes_are_exported(archive: Archive, article: str) -> None:
    archive.note(article, "mended", "how?", author="Ines Tarn")
    (line,) = [line for line in map(json.loads, export_lines(archive)) if line.get("kind") == "note"]
    assert (line["type"], line["value"], line["about"][0]["text"]) == ("judgement", "how?", "mended")


@pytest.mark.parametrize(
    ("words", "text", "kind"),
    [("no such words", "x", "note"), ("Tarn", "x", "note"), ("mended", "  ", "note"), ("mended", "x", "reject")],
)
def test_what_cannot_be_kept_is_refused(archive: Archive, article: str, words: str, text: str, kind: str) -> None:
    with pytest.raises(InputError):
        archive.note(article, words, text, author="Ines Tarn", kind=kind)
    assert archive.notes() == []


def test_a_note_needs_an_article(archive: Archive) -> None:
    with pytest.raises(UnknownIdError):
        archive.note("article-000000", "mended", "x", author="Ines Tarn")


# --- what came after a mark -----------------------------------------------------------------------------------------


def test_what_came_after_a_mark(archive: Archive) -> None:
    mark = archive.count_additions()
    assert archive.stories_since(mark) == archive.pages_since(mark) == {}
    archive.add_bytes(TEXT.encode(), "bell.txt")
    assert archive.count_additions() == mark, "adding twice changes nothing"
    archive.add_bytes(
        b"Choir sings\n\nOSLO, 9 June 2019 - The choir sang in Oslo, said Ida Holm, its leader.\n", "c.txt"
    )
    last = archive.count_additions()
    (page,) = archive.pages_since(mark)
    (story,) = archive.stories_since(mark)
    assert archive.stories_since(mark) == {story: last} and archive.pages_since(mark) == {page: last}
    assert page in {item.article.page for item in archive.dossier(story).articles.values()}
    assert story in archive.stories_since(0)


def test_cards_say_what_a_list_needs(archive: Archive, article: str) -> None:
    card = archive.cards([article, "article-000000"])[article]
    dossier = archive.dossier(article)
    date = dossier.date_of(article)
    assert card.headline == "Bell of Tarn rings again" and card.place == "bell.txt"
    assert (card.story, card.title) == (dossier.story.id, dossier.story.title)
    assert card.published == (date.date if date else None)
