"""figures, who, search, history, judge, backup, completion: looked up in one small archive."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli import cli

SAYSO = Path(sys.executable).parent / "sayso"
PAGE = (
    "Ferry strikes pier at Ost Haven\n\n"
    "OST HAVEN (Nordlicht) - At least 12 people were injured when the ferry Corrin struck the pier at Ost Haven on "
    "3 March 2024, harbour master Lena Voss said on Monday.\n\n"
    "Voss told reporters that the wind had risen within minutes. “Nobody could have seen it coming,” she said.\n\n"
    "The company denied that the ferry had been overloaded.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that holds one page in two versions."""
    folder = tmp_path_factory.mktemp("ferry")
    page = folder / "ferry.txt"
    for text in (PAGE, PAGE.replace("At least 12 people", "At least 15 people")):
        page.write_text(text, "utf-8")
        assert run(folder, "add", "ferry.txt").returncode == 0
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SAYSO_ARCHIVE": "sayso.db"}
    return subprocess.run(
        [SAYSO, *arguments], capture_output=True, text=True, cwd=folder, env=environment, timeout=60, check=False
    )


def test_who_tells_what_a_speaker_said(folder: Path) -> None:
    (voss, *_) = json.loads(run(folder, "who", "voss", "--json").stdout)
    assert voss["name"] == "Lena Voss"
    assert any("Nobody could have seen it coming" in saying["words"] for saying in voss["sayings"])
    shown = run(folder, "who", "Lena Voss")
    assert "Nobody could have seen it coming" in shown.stdout
    nobody = run(folder, "who", "Nemo")
    assert nobody.returncode == 1 and "Nobody named" in nobody.stderr


def test_search_finds_words_and_phrases(folder: Path) -> None:
    hits = json.loads(run(folder, "search", "pier", "wind", "--json").stdout)
    assert len(hits) == 2 and all("pier" in hit["snippet"] or "wind" in hit["snippet"] for hit in hits)
    assert run(folder, "search", '"wind the pier"').returncode == 1
    assert run(folder, "search", 'pier" OR *').returncode in (0, 1)


@pytest.mark.parametrize(
    "asked",
    [
        ["speaker:Lena Voss", "wind"],
        ['speaker:"Lena Voss" wind'],
        ["speaker:Voss wind"],
        ["wind speaker:Voss"],
        ["stance:assert wind"],
    ],
)
def test_filters_and_words_may_stand_in_one_argument(folder: Path, asked: list[str]) -> None:
    [hit] = json.loads(run(folder, "search", *asked, "--json", "--limit", "1").stdout)
    assert hit["speaker"] == "Lena Voss" and "wind" in hit["snippet"]


def test_figures_come_as_text_json_and_csv(folder: Path) -> None:
    found = json.loads(run(folder, "figures", "--json").stdout)
    words = {figure["words"] for figure in found}
    assert {"At least 12", "At least 15"} <= {word.replace(" people", "") for word in words}
    rows = list(csv.DictReader(io.StringIO(run(folder, "figures", "--csv").stdout)))
    assert [row["figure"] for row in rows] == [figure["figure"] for figure in found]
    assert "people" in run(folder, "figures", "--about", "people").stdout


def test_history_shows_what_changed_at_the_same_place(folder: Path) -> None:
    article = json.loads(run(folder, "search", "pier", "--json").stdout)[0]["article"]
    versions = json.loads(run(folder, "history", article, "--json").stdout)
    assert len(versions) == 2 and not versions[0].get("changes")
    (change,) = versions[1]["changes"]
    assert "At least 12 people" in change["before"] and "At least 15 people" in change["after"]


def test_judge_lists_and_undoes(folder: Path) -> None:
    first, second = (hit["article"] for hit in json.loads(run(folder, "search", "pier", "--json").stdout))
    kept = run(folder, "judge", "--author", "Ada", "--reason", "two days", "different", first, second)
    judgement = kept.stdout.split()[0]
    listed = run(folder, "judge", "list").stdout
    assert judgement in listed and "Ada" in listed and "two days" in listed
    assert run(folder, "judge", "undo", judgement).returncode == 0
    assert "undone" in run(folder, "judge", "list").stdout


def test_judge_add_keeps_a_statement_that_was_missed(folder: Path) -> None:
    article = json.loads(run(folder, "search", "pier", "--json").stdout)[0]["article"]
    words = "Ferry strikes pier at Ost Haven"
    kept = run(folder, "judge", "--author", "Ada", "add", article, words, "--speaker", "Odo Lind", "--stance", "hint")
    assert kept.returncode == 0, kept.stderr
    (speaker,) = json.loads(run(folder, "who", "Odo Lind", "--json").stdout)
    assert [saying["words"] for saying in speaker["sayings"]] == [words]
    missing = run(folder, "judge", "add", article, "no such words")
    assert missing.returncode == 1 and "not at all" in missing.stderr
    assert run(folder, "judge", "undo", kept.stdout.split()[0]).returncode == 0
    assert run(folder, "who", "Odo Lind").returncode == 1


def test_a_backup_is_a_whole_archive_and_overwrites_nothing(folder: Path) -> None:
    assert run(folder, "backup", "copy.db").returncode == 0
    copy = run(folder, "--archive", "copy.db", "export")
    assert copy.stdout == run(folder, "export").stdout
    again = run(folder, "backup", "copy.db")
    assert again.returncode == 2 and "there already" in again.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(folder: Path, shell: str) -> None:
    assert "_SAYSO_COMPLETE" in run(folder, "completion", shell).stdout


def test_the_first_page_of_the_help_lists_every_command_once(folder: Path) -> None:
    shown = run(folder, "--help").stdout
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line[2:3].isalpha()]
    listed = [word for word in listed if word in cli.commands]
    assert sorted(listed) == sorted(cli.commands)
    assert "..." not in shown.partition("\n\n")[2] and "More:" not in shown
