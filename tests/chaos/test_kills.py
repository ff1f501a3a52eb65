"""kill -9 in the middle of `add`: the archive holds whole pages, and the same command finishes the work.

The pages are read without worker processes, so that the killed process is the one that writes; every write of keeping,
reading and gathering is a point at which it may die. `make test` kills at every twelfth write; `make test-full`
(SAYSO_FULL=1) kills at every second one, and 50 times at random moments.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.export import export_lines

FULL = bool(os.environ.get("SAYSO_FULL"))

ADD = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sayso.archive import Archive
from sayso.run.local import LocalRunner

class InProcess:
    def __init__(self, **_): pass
    def run(self, function, records, *, name, batch=None):
        for record in records:
            yield record, function([record])[0]
    def close(self): pass

import sayso.run.local
sayso.run.local.LocalRunner = InProcess
fatal, writes = int(sys.argv[2]), 0

def count(connection, cursor, statement, parameters, context, executemany):
    global writes
    writes += statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
    if writes == fatal:
        os.kill(os.getpid(), 9)

if fatal:
    event.listen(Engine, "after_cursor_execute", count)
with Archive.open(Path(sys.argv[1]), create=True) as archive:
    print("open", flush=True)
    archive.add(sys.argv[3:])
print(writes, flush=True)
"""

STRUCK = (
    "Twelve people were injured when the ferry Corrin struck the pier at Ost Haven on 3 March 2024, harbour master "
    "Lena Voss said. Voss told reporters that the wind had risen within minutes and that the pier would stay shut.\n\n"
)
PAGES = {
    "ferry.txt": f"Ferry strikes pier\n\n{STRUCK}The company denied that the ferry had been overloaded.\n",
    "copy.txt": f"Pier struck by ferry\n\n{STRUCK}The mayor called it a miracle.\n",
    "library.txt": "Library shut\n\nThe Ost Haven library will stay shut until spring, the town council said. "
    "Councillor Brun Ekeland said that the roof had cost 200,000 marks.\n",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return [str(folder / name) for name in PAGES]


def add(archive: Path, pages: list[str], *, fatal: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ADD, str(archive), str(fatal), *pages]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def exported(path: Path) -> list[str]:
    with Archive.open(path) as archive:
        assert list(archive.check()) == []
        return sorted(json.dumps(json.loads(line), sort_keys=True) for line in export_lines(archive))


@pytest.fixture(scope="module")
def unharmed(pages: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int]:
    """What the archive says when nothing went wrong, and how many writes that took."""
    path = tmp_path_factory.mktemp("unharmed") / "sayso.db"
    done = add(path, pages, fatal=10**9)
    assert done.returncode == 0, done.stderr
    return exported(path), int(done.stdout.split()[-1])


def test_a_kill_at_any_write_loses_nothing(pages: list[str], unharmed: tuple[list[str], int], tmp_path: Path) -> None:
    whole, writes = unharmed
    assert writes > 30
    for fatal in range(1, writes + 1, 2 if FULL else 12):
        path = tmp_path / f"{fatal}.db"
        killed = add(path, pages, fatal=fatal)
        assert killed.returncode == -signal.SIGKILL
        with Archive.open(path, create=True) as archive:
            assert list(archive.check()) == []
            archive.add(pages)
        assert exported(path) == whole


@pytest.mark.skipif(not FULL, reason="run by `make test-full`")
def test_fifty_kills_at_random_moments(pages: list[str], unharmed: tuple[list[str], int], tmp_path: Path) -> None:
    whole, _ = unharmed
    moments = random.Random(7)
    path = tmp_path / "sayso.db"
    for _ in range(50):
        command = [sys.executable, "-c", ADD, str(path), "0", *pages]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as adding:
            assert adding.stdout is not None
            adding.stdout.readline()
            try:
                adding.wait(moments.uniform(0, 2.5))
                path.unlink()  # it was finished: begin anew
            except subprocess.TimeoutExpired:
                adding.kill()
        if path.exists():
            with Archive.open(path, create=True) as archive:
                assert list(archive.check()) == []
    assert add(path, pages).returncode == 0
    assert exported(path) == whole
