"""`sayso watch`: each file once, again when it changed, none half written, and the way out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from ctrl_c import heed_ctrl_c

from sayso.archive.watching import SETTLED, Watcher
from sayso.cli import cli
from sayso.errors import NotFoundError, UnreadableError

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted((ROOT / "samples").glob("[0-9]*"))
SAYSO = Path(sys.executable).parent / "sayso"
THEN = 1_700_000_000.0


def write(path: Path, text: str, time: float = THEN) -> str:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time, time))
    return str(path)


def test_a_file_is_found_once_and_again_when_it_changed(tmp_path: Path) -> None:
    watcher = Watcher([str(tmp_path)])
    page = write(tmp_path / "a.txt", "One page.")
    found = watcher.find_new(THEN + 60)
    assert list(found) == [page]
    assert watcher.find_new(THEN + 60) == found, "it is not in the archive yet"
    watcher.note_added(found)
    assert watcher.find_new(THEN + 60) == {}
    write(tmp_path / "a.txt", "One page, longer.", THEN + 30)
    assert list(watcher.find_new(THEN + 60)) == [page]


def test_a_file_that_is_being_written_waits(tmp_path: Path) -> None:
    watcher = Watcher([str(tmp_path)])
    page = write(tmp_path / "a.txt", "Half a pa")
    assert watcher.find_new(THEN + SETTLED / 2) == {}
    assert list(watcher.find_new(THEN + SETTLED)) == [page]


def test_an_address_is_asked_each_time(tmp_path: Path) -> None:
    watcher = Watcher(["https://courier.example/feed", str(tmp_path / "*.txt")])
    found = watcher.find_new(THEN)
    assert list(found) == ["https://courier.example/feed"]
    watcher.note_added(found)
    assert watcher.find_new(THEN) == found


def test_what_cannot_be_watched_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file or folder"):
        Watcher([str(tmp_path / "pagse")])
    with pytest.raises(UnreadableError, match="Standard input"):
        Watcher(["-"])


def test_a_round_tells_the_stories_that_something_came_to(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for page in SAMPLES[:2]:
        os.utime(shutil.copy(page, folder), (THEN, THEN))
    command = ["--archive", str(tmp_path / "sayso.db"), "watch", str(folder), "--every", "1s", "--rounds", "2"]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    assert done.output.count("2 new pages") == 1
    assert "(story-" in done.output
    assert CliRunner().invoke(cli, [*command[:-1], "1"]).output == "", "all of it is in the archive"


def test_an_input_without_an_article_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    write(tmp_path / "empty.txt", "")
    command = ["--archive", str(tmp_path / "sayso.db"), "watch", str(tmp_path / "empty.txt"), "--rounds", "1"]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 1
    assert "empty.txt" in done.output


@pytest.mark.parametrize("text", ["soon", "0", "-1m", "10d", ""])
def test_a_time_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    done = CliRunner().invoke(cli, ["watch", str(tmp_path), f"--every={text}"])
    assert done.exit_code == 2
    assert "30s, 10m, 2h" in done.output


def test_an_interrupt_ends_it(tmp_path: Path) -> None:
    command = [SAYSO, "--archive", tmp_path / "sayso.db", "watch", SAMPLES[0], "--every", "1h"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c
    )
    assert running.stdout is not None
    assert "1 new pages" in running.stdout.readline() or running.poll() is None
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "interrupted" in said
