"""What tests of the archive share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from sayso.archive import Archive


class _Inline:
    """A `Runner` in this process."""

    def run(
        self, function: Any, records: Iterable[Any], *, name: Any, batch: int | None = None
    ) -> Iterator[tuple[Any, Any]]:
        for record in records:
            yield record, function([record])[0]

    def close(self) -> None:
        pass


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives read, gather and link in this process: no worker is started for a few small pages."""
    monkeypatch.setattr(Archive, "_make_runner", lambda _: _Inline())
