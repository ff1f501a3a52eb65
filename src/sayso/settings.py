"""One frozen `Settings`: every limit and default, with its name, default and help.

No module reads the environment but this one. `Settings.from_environment()` takes `SAYSO_` + the field's name in
capitals; the table in `docs/settings.md` is written from `describe_settings()`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Annotated, get_type_hints

import msgspec

from sayso.errors import SaysoError


class Settings(msgspec.Struct, frozen=True):
    """Limits and defaults. Sizes in bytes, times in seconds."""

    archive: Annotated[str, "the archive's file"] = "sayso.db"
    workers: Annotated[int, "processes that read pages; 0 means one for each core"] = 0
    page_bytes: Annotated[int, "size of the largest page that is read, in bytes"] = 16_000_000
    page_seconds: Annotated[float, "longest time that one page may take, in seconds"] = 60.0
    worker_memory: Annotated[int, "memory that one worker may use before its page is given up, in bytes"] = (
        2_000_000_000
    )
    worker_pages: Annotated[int, "pages after which a worker is replaced by a fresh one"] = 2_000
    batch_pages: Annotated[int, "pages handed to a worker at once"] = 16
    lock_seconds: Annotated[float, "how long to wait for another writer, in seconds"] = 5.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Defaults, overridden by `SAYSO_…` variables. Raises `SaysoError` where a value is not of its type."""
        environment = os.environ if environment is None else environment
        given = {name: text for name, *_ in describe_settings() if (text := environment.get(variable_of(name)))}
        try:
            return msgspec.convert(given, cls, strict=False)
        except msgspec.ValidationError as error:
            field = str(error).rpartition("$.")[2].rstrip("`")
            raise SaysoError(f"{variable_of(field)}={given.get(field)!r} cannot be used: {error}.") from error


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return f"SAYSO_{name.upper()}"


def describe_settings() -> Iterator[tuple[str, object, str]]:
    """(name, default, help) of every setting, in order."""
    hints = get_type_hints(Settings, include_extras=True)
    for field in msgspec.structs.fields(Settings):
        yield field.name, field.default, hints[field.name].__metadata__[0]
