"""What tests of the archive share."""

from __future__ import annotations

import pytest
from quality.inline import InlineRunner

from sayso.archive import Archive


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives read, gather and link in this process: no worker is started for a few small pages."""
    monkeypatch.setattr(Archive, "_make_runner", lambda _: InlineRunner())
