"""Two names of one person in two stories, and two people of one name: what is judged reaches every list of people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.archive import Archive
from sayso.cli import cli
from sayso.errors import InputError
from sayso.export import export_lines

PAGES = {
    "ferry.txt": "Ferry strikes pier at Ost Haven\n\n"
    "Seven people died when the ferry Corrin struck the pier at Ost Haven, harbour master Lena Voss said on Monday.\n\n"
    "Lena Voss told reporters that 40 passengers had been aboard and that the wind had risen.\n",
    "library.txt": "Library roof costs 200,000 marks\n\n"
    "Councillor Magdalena Voss-Ekeland said that the library roof had cost 200,000 marks.\n\n"
    "Magdalena Voss-Ekeland called the bill a scandal and asked the town council for an audit.\n",
    "orchard.txt": "Orchards of Tarn lose a third of their trees\n\n"
    "Growers in Tarn lost a third of their apple trees to frost in April, grower Lena Voss said.\n\n"
    "Lena Voss said that the cider press would stay shut until autumn.\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, "utf-8")
    with Archive.open(tmp_path / "sayso.db", create=True) as opened:
        opened.add(str(tmp_path / name) for name in PAGES)
        yield opened


def lines(archive: Archive, kind: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, export_lines(archive)) if line["type"] == kind]


def people(archive: Archive) -> list[tuple[str, int]]:
    """Name and number of articles of each person in the export."""
    found = [line for line in lines(archive, "entity") if "Voss" in line["name"]]
    return sorted((line["name"], len({m["page"] for m in line["mentions"]})) for line in found)


def said_in(archive: Archive, name: str) -> str:
    """A statement of the page."""
    return next(
        statement.id
        for dossier in archive.dossiers()
        for statement in dossier.statements.values()
        if dossier.place_of(statement.article).endswith(name)
    )


def test_one_person_of_two_names_in_two_stories(archive: Archive) -> None:
    assert people(archive) == [("Lena Voss", 2), ("Magdalena Voss-Ekeland", 1)]
    before = list(export_lines(archive))
    about = [said_in(archive, "ferry.txt"), said_in(archive, "library.txt")]
    judgement = archive.judge("same", about, author="Ada", reason="She married.")

    titles = {item.title for item in archive.who("Magdalena Voss-Ekeland")}
    assert len(titles) == 2, "her words in the story of the ferry are hers by the other name"
    assert {item.title for item in archive.who("Lena Voss")} >= titles - {
        "Orchards of Tarn lose a third of their trees"
    }
    joined = [line for line in lines(archive, "entity") if "She married." in (line["because"] or "")]
    assert [line["name"] for line in joined] == ["Magdalena Voss-Ekeland"]
    assert {"Lena Voss"} <= set(joined[0]["aliases"])
    assert {role["text"].casefold() for role in joined[0]["roles"]} >= {"harbour master", "councillor"}
    speakers = [line for line in lines(archive, "speaker") if line["name"] == "Magdalena Voss-Ekeland"]
    assert {line["entity"] for line in speakers} == {joined[0]["id"]}

    archive.rebuild()
    assert any("She married." in (line["because"] or "") for line in lines(archive, "entity"))
    archive.undo(judgement.id)
    assert [line for line in export_lines(archive) if b'"judgement","id"' not in line] == before


def test_two_people_of_one_name_in_two_stories(archive: Archive) -> None:
    about = [said_in(archive, "ferry.txt"), said_in(archive, "orchard.txt")]
    judgement = archive.judge("different", about, author="Ada", reason="The grower is her aunt.")
    assert people(archive) == [("Lena Voss", 1), ("Lena Voss", 1), ("Magdalena Voss-Ekeland", 1)]
    own = {line["id"]: line for line in lines(archive, "entity") if line["name"] == "Lena Voss"}
    assert sum("The grower is her aunt." in (line["because"] or "") for line in own.values()) == 1
    speakers = [line for line in lines(archive, "speaker") if line["name"] == "Lena Voss"]
    assert {line["entity"] for line in speakers} == set(own), "each speaker is the person of their own story"
    archive.undo(judgement.id)
    assert people(archive) == [("Lena Voss", 2), ("Magdalena Voss-Ekeland", 1)]


def test_entities_get_the_ids_of_a_file(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "ids.tsv").write_text("Magdalena Voss-Ekeland\tQ101\nOst Haven\tQ102\nOst Haven\tQ103\n", "utf-8")
    path = str(tmp_path / "sayso.db")
    result = CliRunner().invoke(cli, ["--archive", path, "export", "--wikidata", str(tmp_path / "ids.tsv")])
    assert result.exit_code == 0, result.output
    entities = [line for line in map(json.loads, result.output.splitlines()) if line["type"] == "entity"]
    assert {line["name"]: line["wikidata"] for line in entities if "wikidata" in line} == {
        "Magdalena Voss-Ekeland": "Q101"
    }

    (tmp_path / "bad.tsv").write_text("Lena Voss\t101\n", "utf-8")
    result = CliRunner().invoke(cli, ["--archive", path, "export", "--wikidata", str(tmp_path / "bad.tsv")])
    assert isinstance(result.exception, InputError) and "Line 1" in str(result.exception)
