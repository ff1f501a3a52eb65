"""One frozen `Settings`: every limit and default, with its name, default and help.

No module reads the environment but this one. `Settings.from_environment()` takes `SAYSO_` + the field's name in
capitals; the table in `docs/settings.md` is written from `describe()`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from sayso.errors import SaysoError


def _setting(default: object, text: str) -> object:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and defaults. Sizes in bytes, times in seconds."""

    archive: Path = _setting(Path("sayso.db"), "the archive's file")  # type: ignore[assignment]
    workers: int = _setting(0, "processes that read pages; 0 means one for each core")  # type: ignore[assignment]
    page_bytes: int = _setting(16_000_000, "largest page that is read")  # type: ignore[assignment]
    page_seconds: float = _setting(60.0, "longest time one page may take")  # type: ignore[assignment]
    worker_memory: int = _setting(2_000_000_000, "memory one worker may use before its page is given up")  # type: ignore[assignment]
    worker_pages: int = _setting(2_000, "pages after which a worker is replaced by a fresh one")  # type: ignore[assignment]
    batch_pages: int = _setting(16, "pages handed to a worker at once")  # type: ignore[assignment]
    lock_seconds: float = _setting(5.0, "how long to wait for another writer")  # type: ignore[assignment]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Defaults, overridden by `SAYSO_…` variables.

        Raises:
            SaysoError: a variable's value is not of the setting's type.
        """
        environment = os.environ if environment is None else environment
        given: dict[str, object] = {}
        for name, default, _ in describe():
            text = environment.get(f"SAYSO_{name.upper()}")
            if text is None or text == "":
                continue
            try:
                given[name] = type(default)(text)  # type: ignore[call-arg]
            except ValueError as error:
                raise SaysoError(f"SAYSO_{name.upper()}={text!r} is not a {type(default).__name__}.") from error
        return cls(**given)  # type: ignore[arg-type]


def describe() -> Iterator[tuple[str, object, str]]:
    """(name, default, help) of every setting, in order."""
    for setting in fields(Settings):
        default = setting.default
        if isinstance(default, Path):
            default = Path(default)
        yield setting.name, default, setting.metadata["help"]
