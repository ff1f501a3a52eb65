"""`sayso extract` and `from sayso import extract_statements`: the engine alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sayso
from sayso.cli import cli
from sayso.model import Directness
from sayso.texts import extract_page, extract_text

TEXT = "The dam is old.\n“It leaks,” Ann Marn, the mayor, told Radio Elm on Monday.\nMarn said the road was closed.\n"
HTML = """<html lang="en"><head><title>Dam leaks</title></head><body>
<nav>Home News Sport</nav><article><h1>Dam leaks</h1>
<p>The dam above the town of Elm leaks, and nobody has mended it since the spring, when the water was low and warm.</p>
<p>“It leaks,” the mayor of Elm, Ann Marn, said on Monday. She said that the road below the dam had been closed.</p>
</article></body></html>"""


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["extract", *arguments], input=given)


def test_text_from_standard_input_as_json() -> None:
    done = run("-", "--json", given=TEXT)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert (found["language"], found["limits"]) == ("en", [])
    first, second = found["statements"]
    assert first["source"]["name"] == second["source"]["name"] == "Ann Marn"
    assert (first["source"]["role"], first["via"][0]["name"], first["said"]["text"]) == (
        "mayor",
        "Radio Elm",
        "Monday",
    )
    for words in (*first["content"], *second["content"], *first["source"]["spans"], first["cue"]):
        assert TEXT[words["start"] : words["end"]] == words["text"]


def test_text_for_people(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    done = run(str(tmp_path / "page.txt"))
    assert done.exit_code == 0
    assert "Ann Marn, mayor (assert; direct; via Radio Elm; Monday;" in done.stdout
    assert "  the road was closed" in done.stdout


def test_of_a_page_the_articles_are_read(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML, "utf-8")
    found = json.loads(run(str(tmp_path / "page.html"), "--json").stdout)
    assert {statement["source"]["name"] for statement in found["statements"]} == {"Ann Marn"}


def test_a_language_by_pattern_says_what_it_cannot_do() -> None:
    done = run("-", given="„Der Damm ist alt und undicht“, sagte Anna Marn am Montag in Elm.")
    assert "Anna Marn" in done.stdout and "German is read by pattern" in done.stderr


def test_a_language_without_rules_gives_no_statement_and_a_word_why() -> None:
    done = run("-", "--json", given="Le barrage est vieux et fuit, a déclaré lundi la maire de la ville, Anne Marn.")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["statements"]) == (0, [])
    assert "no rules" in found["limits"][0]


def test_the_language_may_be_given() -> None:
    done = run("-", "--language", "uk", "--json", given="«Дамба стара», — сказала Ганна Марн.")
    assert json.loads(done.stdout)["statements"][0]["source"]["name"] == "Ганна Марн"


@pytest.mark.parametrize("given", ["", "   \n", "x", "No.", "“" * 50])
def test_little_or_nothing_gives_nothing(given: str) -> None:
    done = run("-", "--json", given=given)
    assert (done.exit_code, json.loads(done.stdout)["statements"]) == (0, [])


def test_what_is_no_page_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.bin").write_bytes(bytes(range(256)) * 40)
    done = subprocess.run(
        [Path(sys.executable).parent / "sayso", "extract", tmp_path / "page.bin"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and done.stderr.startswith("sayso: ")


def test_from_python() -> None:
    statements = sayso.extract_statements(TEXT)
    assert [statement.source.name for statement in statements] == ["Ann Marn", "Ann Marn"]
    assert statements[0].directness == Directness.DIRECT
    assert sayso.extract_text(TEXT).statements == statements
    assert extract_page(TEXT.encode(), "page.txt").statements == extract_text(TEXT).statements
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = sayso.nothing_such


def test_importing_sayso_imports_nothing_heavy() -> None:
    code = "import sayso, sys; print(sorted({'spacy', 'nupunkt', 'msgspec', 'sayso.extract'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_foreign_text_loads_no_parser() -> None:
    code = (
        "import sys; from sayso import extract_statements as f;"
        "assert f('„Der Damm ist alt“, sagte Anna Marn.', language='de'); print('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
