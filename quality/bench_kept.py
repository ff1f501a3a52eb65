"""What the bench measured, kept from run to run in one JSON file, stage by stage."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec


class Beside(msgspec.Struct, frozen=True):
    """CPU milliseconds an article of a station, and of the tool beside it (None: it is not installed)."""

    station: str
    own: float
    tool: str
    other: float | None


class Growth(msgspec.Struct, frozen=True):
    """What it cost to add so many made articles in full. Seconds of CPU, megabytes."""

    articles: int
    seconds: dict[str, float]  # by stage; those of workers under "workers"
    wall: float
    peak: float  # of the process and all its workers together, at most
    archive: float

    @property
    def total(self) -> float:
        """All CPU seconds."""
        return math.fsum(self.seconds.values())


class Large(msgspec.Struct, frozen=True):
    """Costs in an archive that was filled with so many articles: CPU milliseconds, megabytes."""

    articles: int
    archive: float
    more: float  # one more page, in the middle of several
    latencies: dict[str, tuple[float, float]]  # question → (median, 95th percentile)


class Copies(msgspec.Struct, frozen=True):
    """What it cost to collapse so many made articles at hand: CPU seconds, megabytes beyond those of the texts."""

    articles: int
    total: float
    megabytes: float


class Kept(msgspec.Struct):
    """All stages that ran, and why others did not end. `machine`: where the last one ran."""

    machine: str = ""
    stations: list[Beside] = []
    growth: dict[str, Growth] = {}  # by the number of articles asked for
    filled: dict[str, Large] = {}
    copies: dict[str, Copies] = {}
    failed: dict[str, str] = {}


STAGES = {"stations": list[Beside], "add": Growth, "filled": Large, "copies": Copies}
"""The type of what each kind of stage measures."""

Measured = list[Beside] | Growth | Large | Copies
T = TypeVar("T")


def read_kept(path: Path) -> Kept:
    """What is in the file; nothing where there is none.

    Raises:
        msgspec.ValidationError: it is not of this bench.
    """
    return msgspec.json.decode(path.read_bytes(), type=Kept) if path.exists() else Kept()


def write_kept(path: Path, kept: Kept) -> None:
    """Replace the file at once: a run that is killed leaves the one before it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1))
    part.replace(path)


def keep_result(kept: Kept, stage: str, result: Measured) -> None:
    """Put in what a stage measured, in the place of what it measured before."""
    kept.machine = describe_machine()
    kept.failed.pop(stage, None)
    size = stage.partition(":")[2]
    if isinstance(result, Growth):
        kept.growth[size] = result
    elif isinstance(result, Large):
        kept.filled[size] = result
    elif isinstance(result, Copies):
        kept.copies[size] = result
    else:
        kept.stations = result


def in_order(by_size: Mapping[str, T]) -> list[T]:
    """By the number of articles, the smallest first."""
    return [by_size[size] for size in sorted(by_size, key=int)]


def describe_machine() -> str:
    """Processor, cores and Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_read_processor()}, {cores} cores, Python {platform.python_version()}, {platform.system()}"


def _read_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
