"""People outrank machines: what they decide is applied at once, survives a rebuild, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.errors import UnknownIdError
from sayso.export import export_lines

TOLL = (
    "Seven people died when the ferry Corrin struck the pier at Ost Haven, harbour master Lena Voss said on Monday.\n\n"
)
REST = (
    "Voss told reporters that 40 passengers had been aboard. She said the wind had risen within minutes.\n\n"
    "The company that runs the ferry denied that it had been overloaded. The pier was closed until further notice.\n"
)
OTHER = (
    "The Ost Haven library will stay shut until spring, the town council said.\n\n"
    "Councillor Brun Ekeland said that the roof had cost 200,000 marks. He called the bill a scandal.\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    for name, text in (("one.txt", TOLL + REST), ("two.txt", "Ferry strikes pier\n\n" + REST), ("three.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    with Archive.open(tmp_path / "sayso.db", create=True) as opened:
        added = opened.add(str(tmp_path / name) for name in ("one.txt", "two.txt", "three.txt"))
        assert added.articles == 3
        yield opened


def article_of(archive: Archive, name: str) -> str:
    return next(
        article
        for dossier in archive.dossiers()
        for article in dossier.articles
        if dossier.place_of(article).endswith(name)
    )


def works(archive: Archive) -> list[set[str]]:
    return sorted(
        (
            {dossier.place_of(p.article).rpartition("/")[2] for p in work.articles}
            for dossier in archive.dossiers()
            for work in dossier.works.values()
        ),
        key=sorted,
    )


def test_a_judgement_parts_and_joins_and_survives_a_rebuild(archive: Archive) -> None:
    one, two, three = (article_of(archive, name) for name in ("one.txt", "two.txt", "three.txt"))
    assert works(archive) == [{"one.txt", "two.txt"}, {"three.txt"}]

    parted = archive.judge("different", [one, two], author="Ada", reason="two reporters")
    joined = archive.judge("same", [one, three], author="Ada")
    decided = [{"one.txt", "three.txt"}, {"two.txt"}]
    assert works(archive) == decided
    before = list(export_lines(archive))
    archive.rebuild()
    assert works(archive) == decided
    assert sorted(export_lines(archive)) == sorted(before)
    assert not list(archive.check())

    archive.undo(parted.id)
    archive.undo(joined.id)
    assert works(archive) == [{"one.txt", "two.txt"}, {"three.txt"}]
    assert all(judgement.undone for judgement in archive.judgements())


def test_a_rejected_statement_is_gone_until_that_is_undone(archive: Archive) -> None:
    statement = next(iter(archive.dossier(article_of(archive, "three.txt")).statements))
    rejected = archive.judge("reject", [statement], author="Ada")
    archive.rebuild()
    assert all(statement not in dossier.statements for dossier in archive.dossiers())
    assert all(statement not in claim.statements for d in archive.dossiers() for claim in d.links.claims)
    archive.undo(rejected.id)
    assert any(statement in dossier.statements for dossier in archive.dossiers())


def test_a_corrected_speaker_is_the_speaker(archive: Archive) -> None:
    statement = next(iter(archive.dossier(article_of(archive, "three.txt")).statements))
    archive.judge("speaker", [statement], author="Ada", value="Clara Holt", reason="her letter")
    speaker = archive.dossier(statement).speaker_of(statement)
    assert speaker is not None and speaker.name == "Clara Holt"


def test_a_judgement_on_the_wrong_kind_is_refused(archive: Archive) -> None:
    statement = next(iter(archive.dossier(article_of(archive, "three.txt")).statements))
    with pytest.raises(UnknownIdError, match="is no article"):
        archive.judge("same", [statement, statement], author="Ada")
    assert not list(archive.judgements())
