"""Archives that many tests read: of the sample pages that ship, and of the seeds where ../shared is at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of all sample pages. Tests only read it."""
    with Archive.open(tmp_path_factory.mktemp("samples") / "sayso.db", create=True) as archive:
        added = archive.add(str(page) for page in SAMPLES)
        discarded = {discard.input.partition("/samples/")[2] for discard in added.discards}
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
    with Archive.open(tmp_path_factory.mktemp("seeds") / "sayso.db", create=True) as archive:
        archive.add(str(page) for page in seeds)
        yield archive


# The same examples in every run, so that a change is to blame for what fails; HYPOTHESIS_PROFILE=explore seeks others.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
