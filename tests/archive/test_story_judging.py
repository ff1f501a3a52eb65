"""Stories are joined and parted by people; new pages and a rebuild change nothing in that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.errors import UnknownIdError

PAGES = {
    "bridge": "Divers found cracks in the Varnholm swing bridge, council leader Marit Oduya said on Monday.\n\n"
    "The council of Varnholm will close the swing bridge to lorries, Oduya told reporters at Kestrel Sound.\n",
    "court": "Hauliers asked a court to lift the ban on lorries on the Varnholm swing bridge, their lawyer said.\n\n"
    "Marit Oduya told the court that cracks in the Varnholm bridge had grown under Kestrel Sound.\n",
    "library": "The Ost Haven library will stay shut until spring, the town council said.\n\n"
    "Librarian Brun Ekeland said that the roof of the Ost Haven library had cost 200,000 marks.\n",
}
LATER = (
    "Lorries are back on the swing bridge of Varnholm, a spokesman of Marit Oduya said.\n\n"
    "Ferries on Kestrel Sound had carried the lorries since cracks were found in the Varnholm swing bridge.\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    for name, text in PAGES.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    with Archive.open(tmp_path / "sayso.db", create=True) as opened:
        opened.add(str(tmp_path / f"{name}.txt") for name in PAGES)
        yield opened


def stories(archive: Archive) -> list[list[str]]:
    found = []
    for dossier in archive.dossiers():
        found.append(sorted(dossier.place_of(article).rpartition("/")[2][:-4] for article in dossier.articles))
    return sorted(found)


def article_of(archive: Archive, name: str) -> str:
    places = {d.place_of(article): article for d in archive.dossiers() for article in d.articles}
    return next(article for place, article in places.items() if place.endswith(f"{name}.txt"))


def test_stories_are_joined_by_people(archive: Archive) -> None:
    assert stories(archive) == [["bridge", "court"], ["library"]]
    one, other = (archive.dossier(article_of(archive, name)).story.id for name in ("bridge", "library"))
    judgement = archive.judge("same", [one, other], author="Ada", reason="one mayor")
    assert judgement.kind == "same story"
    assert stories(archive) == [["bridge", "court", "library"]]
    story = archive.dossier(one).story
    assert sorted(len(chapter.works) for chapter in story.chapters) == [1, 2]

    archive.rebuild()
    assert stories(archive) == [["bridge", "court", "library"]]
    archive.undo(judgement.id)
    assert stories(archive) == [["bridge", "court"], ["library"]]
    assert not archive.dossier(one).story.chapters
    assert not list(archive.check())


def test_stories_are_parted_by_people_and_new_pages_do_not_undo_it(archive: Archive, tmp_path: Path) -> None:
    bridge, court = article_of(archive, "bridge"), article_of(archive, "court")
    judgement = archive.judge("different story", [bridge, court], author="Ada")
    assert stories(archive) == [["bridge"], ["court"], ["library"]]
    (tmp_path / "later.txt").write_text(LATER, "utf-8")
    archive.add([str(tmp_path / "later.txt")])
    parted = stories(archive)
    assert not any({"bridge", "court"} <= set(story) for story in parted)
    assert any({"later"} < set(story) for story in parted)

    archive.rebuild()
    assert stories(archive) == parted
    archive.undo(judgement.id)
    assert stories(archive) == [["bridge", "court", "later"], ["library"]]


def test_the_later_judgement_of_two_holds(archive: Archive) -> None:
    bridge, court = article_of(archive, "bridge"), article_of(archive, "court")
    archive.judge("different story", [bridge, court], author="Ada")
    archive.judge("same story", [bridge, court], author="Ben")
    assert stories(archive) == [["bridge", "court"], ["library"]]


def test_a_story_takes_two_of_one_kind(archive: Archive) -> None:
    with pytest.raises(UnknownIdError):
        archive.judge("same story", [article_of(archive, "bridge")], author="Ada")
