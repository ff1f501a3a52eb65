"""The archive that is shown: opened for reading, and opened anew where another file has taken its place. Who writes
opens it for that alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.archive import Archive
from sayso.errors import ArchiveError
from sayso.settings import Settings


class Library:
    """Hands one archive to many threads. The connections below it stay open between requests."""

    def __init__(self, path: Path, settings: Settings, *, read_only: bool = False) -> None:
        """Raises `ArchiveError` where there is no archive that can be read."""
        self.is_writable = not read_only
        self._path = path
        self._settings = settings
        self._lock = threading.Lock()
        self._writer = threading.Lock()
        self._opened: tuple[tuple[int, int], Archive] | None = None
        self._open()

    @contextmanager
    def reading(self) -> Iterator[Archive]:
        """The archive as it is now: all that this thread reads inside is one state of it.

        Raises `ArchiveError` where it cannot be read any more.
        """
        archive = self._open()
        with archive.snapshot():
            yield archive

    @contextmanager
    def writing(self) -> Iterator[Archive]:
        """The archive to write to; one thread at a time, and none where it is only read.

        Raises `ArchiveError`, `LockedError` where another process holds it.
        """
        if not self.is_writable:
            raise ArchiveError("This archive is only read here.")
        with self._writer, Archive.open(self._path, self._settings) as archive:
            yield archive

    def _open(self) -> Archive:
        with self._lock:
            identity = self._identify()
            if self._opened is None or self._opened[0] != identity:
                self._close()
                self._opened = identity, Archive.open(self._path, self._settings, read_only=True)
            return self._opened[1]

    def _identify(self) -> tuple[int, int]:
        """Which file it is. The open connections keep its number from being given to another."""
        try:
            facts = self._path.stat()
        except OSError as error:
            raise ArchiveError(f"There is no archive at {self._path}: {error.strerror}.") from error
        return facts.st_dev, facts.st_ino

    def _close(self) -> None:
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None

    def close(self) -> None:
        """Let go of the archive."""
        with self._lock:
            self._close()
