"""People outrank machines: what they decide is applied at once, survives a rebuild, and can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.errors import InputError, UnknownIdError
from sayso.export import export_lines
from sayso.model import Span, Stance

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


def test_of_judgements_that_contradict_each_other_the_latest_holds(archive: Archive) -> None:
    one, two = article_of(archive, "one.txt"), article_of(archive, "two.txt")
    for _ in range(4):  # many within one second
        archive.judge("different", [one, two], author="Ada")
        assert {"one.txt", "two.txt"} not in works(archive)
        archive.judge("same", [one, two], author="Ben")
        assert {"one.txt", "two.txt"} in works(archive)
    kept = list(archive.judgements())
    assert len(kept) == 8 and kept[-1].kind == "same"
    archive.rebuild()
    assert {"one.txt", "two.txt"} in works(archive)


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
    article = article_of(archive, "three.txt")
    for kind, about in (("same", [article, statement]), ("different", [statement, article]), ("speaker", [article])):
        with pytest.raises(UnknownIdError, match=r"is no (article|statement)"):
            archive.judge(kind, about, author="Ada")
    assert not list(archive.judgements())


# --- statements that people add ---------------------------------------------------------------------------------------

MISSED = "The pier was closed until further notice."


def exported(archive: Archive, kind: str = "statement") -> list[dict[str, Any]]:
    return [line for line in map(json.loads, export_lines(archive)) if line["type"] == kind]


def test_an_added_statement_is_a_statement_with_its_basis_and_survives_a_rebuild(archive: Archive) -> None:
    one = article_of(archive, "one.txt")
    before = list(export_lines(archive))
    judgement = archive.add_statement(one, MISSED, author="Ada", speaker="Lena Voss", stance=Stance.ANNOUNCE)
    for _ in range(2):
        (added,) = (line for line in exported(archive) if line["basis"] == "judged")
        assert added["judgement"] == judgement.id
        assert [span["text"] for span in added["content"]] == [MISSED]
        assert (added["source"]["name"], added["stance"], added["directness"]) == ("Lena Voss", "announce", "indirect")
        assert added["id"] in archive.dossier(added["id"]).statements
        assert any(saying.words == MISSED for speaker in archive.who("Lena Voss") for saying in speaker.sayings)
        assert not list(archive.check())
        archive.rebuild()
    archive.undo(judgement.id)
    assert [line for line in export_lines(archive) if b'"judgement","id"' not in line] == before
    assert not list(archive.check())


def test_an_added_statement_takes_the_place_of_what_was_found_in_the_same_words(archive: Archive) -> None:
    three = article_of(archive, "three.txt")
    words = "the roof had cost 200,000 marks"
    found = [line for line in exported(archive) if line["content"][0]["text"] == words]
    archive.add_statement(three, words, author="Ada", speaker="Clara Holt", source="Councillor Brun Ekeland")
    now = [line for line in exported(archive) if line["content"][0]["text"] == words]
    assert len(found) == len(now) == 1
    assert (now[0]["basis"], now[0]["source"]["name"]) == ("judged", "Clara Holt")
    assert [span["text"] for span in now[0]["source"]["spans"]] == ["Councillor Brun Ekeland"]


def test_an_added_statement_can_be_given_by_its_characters_and_without_a_speaker(archive: Archive) -> None:
    item, _ = archive.show(article_of(archive, "one.txt"))
    start = item.text.index(MISSED)
    archive.add_statement(item.article.id, Span(start, start + len(MISSED)), author="Ada")
    (added,) = (line for line in exported(archive) if line["basis"] == "judged")
    assert added["source"]["name"] is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [("nobody said this", "not at all"), ("the", "times"), ("", "not at all"), (Span(5, 5), "do not stand")],
)
def test_words_that_do_not_stand_there_once_are_refused(archive: Archive, words: str | Span, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        archive.add_statement(article_of(archive, "one.txt"), words, author="Ada")
    assert not list(archive.judgements())


# --- one printing for all, and people ---------------------------------------------------------------------------------


def test_what_is_judged_of_one_printing_holds_for_the_others(archive: Archive) -> None:
    words = "the wind had risen within minutes"
    printed = [line["id"] for line in exported(archive) if line["content"][0]["text"] == words]
    assert len(printed) == 2
    archive.judge("speaker", [printed[0]], author="Ada", value="Odo Lind")
    names = {line["source"]["name"] for line in exported(archive) if line["id"] in printed}
    assert names == {"Odo Lind"}
    archive.judge("reject", [printed[1]], author="Ada")
    assert not {line["id"] for line in exported(archive)} & set(printed)


def said_by(archive: Archive, name: str) -> list[str]:
    return [line["id"] for line in exported(archive) if line["source"]["name"] == name]


def test_two_names_of_one_person_are_joined_and_parted_again(archive: Archive) -> None:
    voss, company = said_by(archive, "Lena Voss"), said_by(archive, "The company")
    assert voss and company
    judgement = archive.judge("same", [voss[0], company[0]], author="Ada", reason="she owns it")
    assert judgement.kind == "same person"
    assert set(said_by(archive, "Lena Voss")) >= {*voss, *company}
    archive.undo(judgement.id)
    assert said_by(archive, "Lena Voss") == voss and said_by(archive, "The company") == company


def test_namesakes_are_told_apart(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "four.txt").write_text(
        "Ferry Corrin was overloaded, union says\n\n"
        "The ferry Corrin, which struck the pier at Ost Haven, had been overloaded for weeks, said deckhand Lena Voss, "
        "who was aboard when seven people died.\n\n"
        "Voss told reporters that 60 passengers had been aboard the ferry when it struck the pier.\n",
        "utf-8",
    )
    archive.add([str(tmp_path / "four.txt")])
    four = archive.dossier(article_of(archive, "four.txt"))
    namesakes = {s.article: s.id for s in four.statements.values() if s.source.name == "Lena Voss"}
    assert len(namesakes) >= 2, "the pages are one story"
    first = next(s for article, s in namesakes.items() if four.place_of(article).endswith("one.txt"))
    other = next(s for article, s in namesakes.items() if four.place_of(article).endswith("four.txt"))
    assert four.speaker_of(first) == four.speaker_of(other)

    judgement = archive.judge("different", [first, other], author="Ada", reason="the harbour master is not a deckhand")
    assert judgement.kind == "different person"
    parted = archive.dossier(first)
    one, two = parted.speaker_of(first), parted.speaker_of(other)
    assert one and two and one.id != two.id and one.name == two.name == "Lena Voss"
    assert len(two.statements) == 2
    assert not list(archive.check())
    archive.undo(judgement.id)
    assert archive.dossier(first).speaker_of(first) == four.speaker_of(first)
