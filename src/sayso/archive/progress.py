"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told how far long work is."""

    def __call__(self, what: str, done: int, total: int) -> None: ...
