"""What of the inputs named has come or changed since it was last added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from glob import has_magic
from pathlib import Path

from sayso.archive.inputs import STDIN, list_inputs
from sayso.errors import NotFoundError, UnreadableError
from sayso.model import Discard

SETTLED = 2.0
"""Seconds for which a file must have stayed as it is: one that is still being written would be read in part."""

Look = tuple[int, int]  # nanoseconds of the last change, bytes


class Watcher:
    """Knows how each file looked when it was last added. Addresses are new each time: who asks them finds out."""

    def __init__(self, given: Sequence[str]) -> None:
        """Raises `NotFoundError` where there is no such file or folder yet (a pattern may find its files later), and
        `UnreadableError` for standard input, which comes once."""
        for name in given:
            if name == STDIN:
                raise UnreadableError(
                    "Standard input comes once and cannot be watched. Name a file, a folder or an address."
                )
            if "://" not in name and not has_magic(name) and not Path(name).exists():
                raise NotFoundError(f"{name}: there is no such file or folder. Check the name.")
        self._given = given
        self._added: dict[str, Look] = {}

    def find_new(self, now: float) -> dict[str, Look | None]:
        """The files that came or changed, each with how it looks, and all addresses. `now`: seconds since 1970."""
        named = (name for name in list_inputs(self._given) if not isinstance(name, Discard))
        return dict(self._look_at(named, now))

    def note_added(self, found: dict[str, Look | None]) -> None:
        """These are in the archive now: they are found again only where they change."""
        self._added.update({name: look for name, look in found.items() if look is not None})

    def _look_at(self, names: Iterable[str], now: float) -> Iterator[tuple[str, Look | None]]:
        for name in names:
            if "://" in name:
                yield name, None
                continue
            try:
                facts = Path(name).stat()
            except OSError:  # taken away since it was listed
                continue
            look = facts.st_mtime_ns, facts.st_size
            if look != self._added.get(name) and now - facts.st_mtime >= SETTLED:
                yield name, look
