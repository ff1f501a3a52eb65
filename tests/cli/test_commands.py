"""The commands as a person runs them: in a process of their own, with real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ctrl_c import heed_ctrl_c

from sayso.cli import cli

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted((ROOT / "samples").glob("[0-9]*"))
SOME_DISCARDED = 1
"""How `add` exits for all samples: one holds a server's 404, one has no article."""
SAYSO = Path(sys.executable).parent / "sayso"


def run(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`sayso …` with its archive in the folder."""
    return subprocess.run(
        [SAYSO, "--archive", folder / "sayso.db", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def exported(folder: Path) -> list[dict[str, object]]:
    done = run(folder, "export")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_adding_twice_changes_nothing_and_rebuild_gives_the_same(tmp_path: Path) -> None:
    pages = SAMPLES[:4]
    assert run(tmp_path, "add", *pages).returncode == 0
    first = run(tmp_path, "export").stdout
    assert "0 new pages" in run(tmp_path, "add", *pages).stdout
    assert run(tmp_path, "export").stdout == first
    assert run(tmp_path, "rebuild").returncode == 0
    assert run(tmp_path, "export").stdout == first
    check = run(tmp_path, "check")
    assert check.returncode == 0 and "The archive is whole." in check.stdout, check.stdout


def test_any_order_of_adding_gives_the_same_after_a_rebuild(tmp_path: Path) -> None:
    exports = []
    for name, pages in (("a", SAMPLES[:5]), ("b", list(reversed(SAMPLES[:5])))):
        folder = tmp_path / name
        folder.mkdir()
        for page in pages:
            assert run(folder, "add", page).returncode == 0
        assert run(folder, "rebuild").returncode == 0
        exports.append(sorted(map(json.dumps, exported(folder))))
    assert exports[0] == exports[1]


def test_the_doors_agree(tmp_path: Path) -> None:
    assert run(tmp_path, "add", *SAMPLES[:4]).returncode == 0
    brief = json.loads(run(tmp_path, "brief", "--json", "--everything").stdout)
    claims = json.loads(run(tmp_path, "claims", "--json").stdout)
    stories = json.loads(run(tmp_path, "stories", "--json").stdout)
    lines = exported(tmp_path)
    assert brief["story"] == stories[0]["id"]
    assert [c["claim"] for c in claims] == [c["claim"] for c in brief["claims"]]
    by_id = {str(line["id"]): line for line in lines if line["type"] == "claim"}
    for claim in claims:
        line = by_id[claim["claim"]]
        assert claim["rests_on"].startswith(f"{line['independent_origins']} origin")
        trace = json.loads(run(tmp_path, "trace", claim["claim"], "--json").stdout)
        assert trace["id"] == line["id"] and trace["reports"] == line["reports"]
        break
    text = run(tmp_path, "brief").stdout
    assert brief["title"] in text and "CITATIONS" in text


def test_show_prints_the_article_and_its_findings(tmp_path: Path) -> None:
    assert run(tmp_path, "add", SAMPLES[0]).returncode == 0
    article = next(line for line in exported(tmp_path) if line["type"] == "article")
    shown = run(tmp_path, "show", str(article["id"])[:14])
    assert shown.returncode == 0 and "STATEMENTS" in shown.stdout
    lines = json.loads(run(tmp_path, "show", str(article["id"]), "--json").stdout)
    assert lines[0]["id"] == article["id"]


def bad_inputs(folder: Path) -> dict[str, tuple[list[str | Path], str]]:
    """Each kind of bad input: what is named, and what the message must say."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "klingon.html").write_bytes(b'<meta charset="klingon"><p>' + bytes([0x81, 0x8D, 0x9D, 0xFF, 0xFE]) * 300)
    (folder / "line.txt").write_text("one long line of words " * 900_000, "utf-8")
    (folder / "menu.txt").write_text("Home\nSubscribe\nSign in\nComments\n", "utf-8")
    (folder / "nobody").mkdir()
    return {
        "missing": ([folder / "missing.txt"], "there is no such file"),
        "empty": ([folder / "empty.txt"], "empty"),
        "binary": ([folder / "binary.txt"], "binary"),
        "charset": ([folder / "klingon.html"], "klingon"),
        "long line": ([folder / "line.txt"], "larger than"),
        "no article": ([folder / "menu.txt"], "No article"),
        "empty folder": ([folder / "nobody"], "no file"),
        "address": (["https://example.invalid/a.html"], "save the page"),
    }


@pytest.mark.parametrize(
    "kind", ["missing", "empty", "binary", "charset", "long line", "no article", "empty folder", "address"]
)
def test_a_bad_input_is_named_and_the_others_are_added(tmp_path: Path, kind: str) -> None:
    names, words = bad_inputs(tmp_path)[kind]
    done = run(tmp_path, "add", *names, SAMPLES[0])
    assert done.returncode == 1
    complaints = [line for line in done.stderr.splitlines() if line]
    assert len(complaints) == 1 and words in complaints[0] and str(names[0]) in complaints[0], done.stderr
    lines = exported(tmp_path)
    (discard,) = [line for line in lines if line["type"] == "discard"]
    assert discard["input"] == str(names[0]) and words in str(discard["reason"])
    assert any(line["type"] == "article" for line in lines)
    assert "Traceback" not in done.stderr


def test_html_nested_without_end_is_read_or_discarded(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 100_000 + "<p>The mayor said the bridge is shut.</p>", "utf-8")
    done = run(tmp_path, "add", tmp_path / "deep.html", SAMPLES[0])
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr
    assert run(tmp_path, "check").returncode == 0


def as_others() -> list[str]:
    """What to put before a command so that root, too, is held to the permissions of files."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_may_not_be_read_is_named(tmp_path: Path, kind: str) -> None:
    locked = tmp_path / "locked"
    locked.mkdir() if kind == "folder" else locked.write_text("Nobody may read this.", "utf-8")
    locked.chmod(0o000)
    command = [*as_others(), SAYSO, "--archive", tmp_path / "sayso.db", "add", locked, SAMPLES[0]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    locked.chmod(0o700)
    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert str(locked) in complaint and "Permission denied" in complaint
    lines = exported(tmp_path)
    assert [line["input"] for line in lines if line["type"] == "discard"] == [str(locked)]
    assert any(line["type"] == "article" for line in lines)


def test_an_archive_that_another_writer_holds(tmp_path: Path) -> None:
    assert run(tmp_path, "add", SAMPLES[0]).returncode == 0
    code = (
        "import sqlite3,sys,time; c=sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "sayso.db"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline()
        done = run(tmp_path, "add", SAMPLES[1], SAYSO_LOCK_SECONDS="0.3")
        holder.kill()
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "another" in done.stderr
    assert run(tmp_path, "add", SAMPLES[1]).returncode == 0


def test_a_full_disk(tmp_path: Path) -> None:
    assert run(tmp_path, "add", SAMPLES[0]).returncode == 0
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f 100; exec "{SAYSO}" --archive sayso.db add "$@"', "add", *map(str, SAMPLES)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "add", *SAMPLES).returncode == SOME_DISCARDED


def test_ctrl_c_leaves_whole_pages_and_the_same_command_finishes(tmp_path: Path) -> None:
    command = [SAYSO, "--archive", tmp_path / "sayso.db", "add", *SAMPLES]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heed_ctrl_c
    ) as adding:
        deadline = time.monotonic() + 30
        while not (tmp_path / "sayso.db").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.0)
        os.killpg(adding.pid, signal.SIGINT)
        _, complaints = adding.communicate(timeout=30)
    assert adding.returncode == 130 and "Traceback" not in complaints
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "add", *SAMPLES).returncode == SOME_DISCARDED
    whole = tmp_path / "whole"
    whole.mkdir()
    assert run(whole, "add", *SAMPLES).returncode == SOME_DISCARDED
    assert sorted(map(json.dumps, exported(tmp_path))) == sorted(map(json.dumps, exported(whole)))


def test_unknown_ids_and_broken_archives(tmp_path: Path) -> None:
    assert run(tmp_path, "add", SAMPLES[0]).returncode == 0
    unknown = run(tmp_path, "brief", "story-ffffffffffff")
    assert unknown.returncode == 1 and len(unknown.stderr.splitlines()) == 1
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sayso.db").write_bytes(b"not a database at all" * 100)
    broken = run(tmp_path / "other", "stories")
    assert broken.returncode == 2 and len(broken.stderr.splitlines()) == 1
    absent = run(tmp_path / "other", "--archive", "absent.db", "stories")
    assert absent.returncode == 2 and "absent.db" in absent.stderr


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_command_explains_itself(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, name, "--help")
    first_sentence = str(cli.commands[name].help).split(".")[0]
    assert done.returncode == 0
    assert "".join(first_sentence.split()) in "".join(done.stdout.split())  # lines may break at a hyphen


def test_commands_that_need_no_model_do_not_import_it() -> None:
    code = (
        "import sys; from sayso.cli import cli; from sayso.archive import Archive;"
        "print([m for m in ('spacy','fastapi','numpy','trafilatura','rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
