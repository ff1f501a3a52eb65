"""kill -9 in the middle of `add`: the archive holds whole pages, and the same command finishes the work.

The pages are read without worker processes, so that the killed process is the one that writes; every write of keeping,
reading, gathering and linking is a point at which it may die, where all is read at once and where it is read in slices
and gathered meanwhile. `make test` kills at every sixteenth write; `make test-full` (SAYSO_FULL=1) kills at every
second one, and 50 times at random moments.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from sayso.archive import Archive
from sayso.export import export_lines

FULL = bool(os.environ.get("SAYSO_FULL"))
MORTALS = Path(__file__).with_name("mortals.py")
ROOT = Path(__file__).parents[2]

STRUCK = (
    "Twelve people were injured when the ferry Corrin struck the pier at Ost Haven on 3 March 2024, harbour master "
    "Lena Voss said. Voss told reporters that the wind had risen within minutes and that the pier would stay shut.\n\n"
)
PAGES = {
    "ferry.txt": f"Ferry strikes pier\n\n{STRUCK}The company denied that the ferry had been overloaded.\n",
    "copy.txt": f"Pier struck by ferry\n\n{STRUCK}The mayor called it a miracle.\n",
    "library.txt": "Library shut\n\nThe Ost Haven library will stay shut until spring, the town council said. "
    "Councillor Brun Ekeland said that the roof had cost 200,000 marks.\n",
    "inquiry.txt": "Ferry Corrin was late\n\nThe ferry Corrin left Ost Haven an hour late on 3 March 2024, an inquiry "
    "heard. Harbour master Lena Voss told it that nobody had asked about the wind.\n",
    "again.txt": f"Ferry strikes pier at Ost Haven\n\n{STRUCK}The wind rose again.\n",
}


class Mortals:
    """`mortals.py`, which adds pages in processes that can be killed."""

    def __init__(self, page: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(MORTALS), page]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def add(self, archive: Path, pages: Sequence[str], **job: float | bool) -> tuple[int, int]:
        """Exit code, and how many writes it took where it was not killed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        whole = {"archive": str(archive), "pages": pages, "fatal": None, "seconds": None, "sliced": False} | job
        self._process.stdin.write(json.dumps(whole) + "\n")
        self._process.stdin.flush()
        said: dict[str, str] = {}
        while "ended" not in said:
            word, number = self._process.stdout.readline().split()
            said[word] = number
        return int(said["ended"]), int(said.get("done", 0))

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return [str(folder / name) for name in PAGES]


@pytest.fixture(scope="module")
def mortals(pages: list[str]) -> Iterator[Mortals]:
    started = Mortals(pages[0])
    yield started
    started.close()


def exported(path: Path) -> list[str]:
    with Archive.open(path) as archive:
        assert list(archive.check()) == []
        return sorted(json.dumps(json.loads(line), sort_keys=True) for line in export_lines(archive))


class Unharmed(NamedTuple):
    """What the archive says when nothing went wrong, and how long that took."""

    lines: list[str]
    seconds: float


@pytest.fixture(scope="module")
def unharmed(mortals: Mortals, pages: list[str], tmp_path_factory: pytest.TempPathFactory) -> Unharmed:
    folder = tmp_path_factory.mktemp("unharmed")
    assert mortals.add(folder / "first.db", pages)[0] == 0  # now all is loaded
    path, began = folder / "sayso.db", time.monotonic()
    assert mortals.add(path, pages)[0] == 0
    seconds = time.monotonic() - began
    return Unharmed(exported(path), seconds)


@pytest.mark.parametrize("sliced", [False, True], ids=["whole", "sliced"])
def test_a_kill_at_any_write_loses_nothing(
    sliced: bool, mortals: Mortals, pages: list[str], unharmed: Unharmed, tmp_path: Path
) -> None:
    path = tmp_path / "sayso.db"
    code, writes = mortals.add(path, pages, sliced=sliced)
    assert (code, exported(path)) == (0, unharmed.lines)
    assert writes > 60
    for fatal in range(1, writes + 1, 2 if FULL else 16):
        path = tmp_path / f"{fatal}.db"
        assert mortals.add(path, pages, fatal=fatal, sliced=sliced)[0] == -signal.SIGKILL
        with Archive.open(path, create=True) as archive:
            assert list(archive.check()) == []
        assert mortals.add(path, pages, sliced=sliced)[0] == 0
        assert exported(path) == unharmed.lines


@pytest.mark.skipif(not FULL, reason="run by `make test-full`")
def test_fifty_kills_at_random_moments(mortals: Mortals, pages: list[str], unharmed: Unharmed, tmp_path: Path) -> None:
    moments = random.Random(7)
    path = tmp_path / "sayso.db"
    for number in range(50):
        seconds = moments.uniform(0, 1.2 * unharmed.seconds)
        if mortals.add(path, pages, seconds=seconds, sliced=bool(number % 2))[0] == 0:
            path.unlink()  # it was finished: begin anew
        elif path.exists():
            with Archive.open(path, create=True) as archive:
                assert list(archive.check()) == []
    assert mortals.add(path, pages)[0] == 0
    assert exported(path) == unharmed.lines
