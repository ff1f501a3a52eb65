"""Map stations in this process: what a page costs is not hidden behind the start of a worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.archive import Archive
from sayso.errors import InputError
from sayso.model import Discard
from sayso.run import Runner


class InlineRunner:
    """A `sayso.run.Runner` without workers, and so without limits of time and memory: for measurements and tests."""

    def run(
        self, function: Any, records: Iterable[Any], *, name: Any, batch: int | None = None
    ) -> Iterator[tuple[Any, Any]]:
        for record in records:
            try:
                result = function([record])[0]
            except InputError as error:
                result = Discard(input=name(record), station=error.station, reason=str(error))
            yield record, result

    def close(self) -> None:
        pass


class InlineArchive(Archive):
    """An archive whose stations run in this process."""

    def _make_runner(self) -> Runner:
        return InlineRunner()
