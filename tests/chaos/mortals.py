"""Runs `Archive.add` in one process after another, each of which may be killed: `python mortals.py PAGE`.

What imports and the model cost is paid once: this process loads them and forks a child for each line of JSON that it is
given. The child says "done WRITES", this process "ended CODE" when it has.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from quality.inline import InlineArchive
from sqlalchemy import event
from sqlalchemy.engine import Engine

from sayso.archive import adding, gather, reading

WRITES = ("INSERT", "UPDATE", "DELETE")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def add(job: dict[str, Any]) -> None:
    """Add the pages, and die at the write number `fatal`, where it is given."""
    writes = 0

    def count(_1: Any, _2: Any, statement: str, *_: Any) -> None:
        nonlocal writes
        writes += statement.lstrip()[:6].upper() in WRITES
        if writes == job["fatal"]:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    if job["sliced"]:
        adding.FIRST_SLICE, adding.LARGEST_SLICE = 1, 3
        reading.PER_TRANSACTION = gather.PER_TRANSACTION = 1
    with InlineArchive.open(Path(job["archive"]), create=True) as archive:
        archive.add(job["pages"])
    say(f"done {writes}")


def run(job: dict[str, Any]) -> int:
    """The exit code of a child that does the job, negative for the signal that killed it; it may live for `seconds`,
    where they are given."""
    child = os.fork()
    if child == 0:
        try:
            add(job)
        except BaseException:  # noqa: BLE001 (whatever it is, this child must not go on with the parent's work)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    until = time.monotonic() + (math.inf if job["seconds"] is None else job["seconds"])
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if time.monotonic() >= until:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
    return os.waitstatus_to_exitcode(ended[1])


def load_all(page: str) -> None:
    """Add a page to an archive that is thrown away: tables of words, the model and all modules are there afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        InlineArchive.open(Path(folder) / "sayso.db", create=True) as archive,
    ):
        archive.add([page])


if __name__ == "__main__":
    load_all(sys.argv[1])
    for line in sys.stdin:
        say(f"ended {run(json.loads(line))}")
