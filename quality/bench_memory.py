"""How much memory a process and those it started hold together.

`getrusage` of children will not do: of a process that was started while its parent was large it gives the parent's size
at that moment, so that what the parent holds would be counted once more for each worker.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

PROCESSES = Path("/proc")
SECONDS = 1.0  # between two looks
_PARENT = re.compile(r"^PPid:\s*(\d+)$", re.MULTILINE)
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


class MemoryWatch:
    """Looks now and then, while it is entered, how much this process and its children have held at most; what each held
    at most is added up, though it need not have been at once. Only Linux tells: elsewhere it is 0."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.megabytes = max(self.megabytes, sum(list_peaks(os.getpid())))
            if self._ended.wait(SECONDS):
                return


def list_peaks(process: int) -> Iterator[float]:
    """The megabytes that the process, and each that it started, has held at most since it runs its program."""
    for place in PROCESSES.glob("[0-9]*/status"):
        status = ""
        with suppress(OSError):  # it has ended meanwhile
            status = place.read_text(encoding="ascii", errors="replace")
        parent, peak = _PARENT.search(status), _PEAK.search(status)
        if parent and peak and process in (int(parent[1]), int(place.parent.name)):
            yield int(peak[1]) * 1024 / 1e6
