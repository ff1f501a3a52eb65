"""Stories are made of gists: the texts around a new page are not read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete

from sayso.archive import Archive, gather
from sayso.export import export_lines
from sayso.group import read_gist, unpack_gist
from sayso.store.tables import GISTS

TOLD = (
    "Divers found cracks in the girders of the Varnholm swing bridge. Marit Oduya of the Varnholm council shut it.",
    "Lorries must go round by Osterby since Varnholm shut its swing bridge over cracks, said councillor Marit Oduya.",
    "Hauliers asked a judge to open the swing bridge of Varnholm again. Cracks were no danger yet, they told Oduya.",
    "Money for new girders came from the region, and Marit Oduya let welders onto the swing bridge at Varnholm.",
    "A year after the cracks, lorries are back on the swing bridge of Varnholm, and Marit Oduya drove the first one.",
    "Who knew of cracks below the Varnholm swing bridge? Marit Oduya denied that a letter of the divers had come.",
)


def write(folder: Path) -> list[str]:
    for number, text in enumerate(TOLD):
        (folder / f"{number}.txt").write_text(f"{text}\n", "utf-8")
    return [str(folder / f"{number}.txt") for number in range(len(TOLD))]


def export(archive: Archive) -> list[bytes]:
    return sorted(line for line in export_lines(archive) if b'"type":"capture"' not in line)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles whose texts were read for their gists."""
    found: list[str] = []

    def note(item: gather.ArticleText) -> gather.Gist:
        found.append(item.article.id)
        return read_gist(item)

    monkeypatch.setattr(gather, "read_gist", note)
    return found


def test_one_more_page_reads_one_gist_however_many_tell_its_story(tmp_path: Path, loaded: list[str]) -> None:
    *pages, last = write(tmp_path)
    with Archive.open(tmp_path / "sayso.db", create=True) as archive:
        archive.add(pages)
        assert len(archive.stories()) == 1
        assert len(loaded) == len(set(loaded)) == len(pages)
        loaded.clear()
        archive.add([last])
        assert [len(story.parts) for story in archive._store.stories()] == [len(TOLD)]
        assert len(loaded) == 1


def test_gists_are_those_of_the_texts_and_may_be_missing(tmp_path: Path) -> None:
    pages = write(tmp_path)
    found = []
    for name, forget in (("kept", False), ("lost", True)):
        with Archive.open(tmp_path / f"{name}.db", create=True) as archive:
            for page in pages:
                archive.add([page])
                if forget:
                    with archive._store.transaction():
                        archive._store._write().execute(delete(GISTS))
            found.append(export(archive))
            texts = {item.article.id: item for item in archive._store.article_texts()}
            for article, data in archive._store.gists(texts).items():
                assert unpack_gist(data) == read_gist(texts[article])
            archive.rebuild()
            found.append(export(archive))
    assert all(lines == found[0] for lines in found)
