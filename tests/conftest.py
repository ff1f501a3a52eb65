"""Archives that many tests read: of the sample pages that ship, and of the seeds where ../shared is at hand."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from sayso.archive import Archive

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("[0-9]*"))
SHARED = ROOT.parent / "shared"
NOT_PAGES = {"16_morrend_one.warc.gz#https://m1.example/robots.txt"}
"""What is no page among the samples: a server's answer 404."""
NO_ARTICLES = {"26_lantern_shelf.html"}
"""Sample pages without an article; until split knows a section page, one may still be found there."""


LONG = ("chaos", "browser", "archive", "cli", "server")
"""Rooms whose files take minutes: they come first, so that no core waits for the other's last file."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files of the long rooms first; `make test` hands out files in this order (`--no-loadscope-reorder`)."""
    rank = {room: place for place, room in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.parent.name, len(LONG)))


def build_archive(factory: pytest.TempPathFactory, name: str, pages: Sequence[Path]) -> Path:
    """The file of an archive of these pages, built once for all processes of a run. Tests only read it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path, part = shared / f"{name}.db", shared / f"{name}.part.db"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with Archive.open(part, create=True) as archive:
                archive.add(str(page) for page in pages)
            part.rename(path)
    return path


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an archive of all sample pages. Tests only read it."""
    return build_archive(tmp_path_factory, "samples", SAMPLES)


@pytest.fixture(scope="session")
def sample_archive(sample_path: Path) -> Iterator[Archive]:
    """An archive of all sample pages. Tests only read it."""
    with Archive.open(sample_path, read_only=True) as archive:
        discarded = {discard.input.partition("/samples/")[2] for discard in archive.discards()}
        assert discarded - NO_ARTICLES == NOT_PAGES
        yield archive


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    """The five reference pages, or a skip that says so."""
    pages = sorted((SHARED / "seeds").glob("*.txt"))
    if not pages:
        pytest.skip("../shared/seeds is not here")
    return pages


@pytest.fixture(scope="session")
def seed_archive(seeds: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of the five reference pages. Tests only read it."""
    with Archive.open(build_archive(tmp_path_factory, "seeds", seeds), read_only=True) as archive:
        yield archive


# The same examples in every run, so that a change is to blame for what fails; HYPOTHESIS_PROFILE=explore seeks others.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
