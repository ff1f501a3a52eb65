"""One archive for many threads, as it is now."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.errors import ArchiveError
from sayso.server.app import make_app
from sayso.server.library import Library
from sayso.settings import Settings

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("[0-9]*"))


def add_elsewhere(path: Path, *pages: Path) -> None:
    """Add pages by another process."""
    sayso = Path(sys.executable).parent / "sayso"
    subprocess.run([sayso, "--archive", path, "add", *pages], check=True, capture_output=True, timeout=120)


def test_pages_added_by_another_process_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    Archive.open(path, create=True).close()
    client = TestClient(make_app(path, Settings()), base_url="http://localhost")
    assert "No story yet" in client.get("/").text
    add_elsewhere(path, SAMPLES[0])
    assert len(client.get("/api/v1/stories").json()["stories"]) == 1
    path.unlink()
    for rest in path.parent.glob("sayso.db-*"):
        rest.unlink()
    assert client.get("/").status_code == 503
    assert client.get("/healthz").json()["status"] == 503
    Archive.open(path, create=True).close()
    assert "No story yet" in client.get("/").text


def test_there_must_be_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        make_app(tmp_path / "none.db", Settings())
    assert not (tmp_path / "none.db").exists()


def test_many_threads_read_one_archive(sample_path: Path) -> None:
    library = Library(sample_path, Settings())

    def read(_: int) -> list[str]:
        with library.reading() as archive:
            return [story.id for story in archive.stories()]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(24)))
    assert answers[0] and all(answer == answers[0] for answer in answers)


def test_what_is_read_at_once_is_of_one_state(tmp_path: Path) -> None:
    path = tmp_path / "sayso.db"
    Archive.open(path, create=True).close()
    library = Library(path, Settings())
    with library.reading() as archive:
        assert archive.stories() == []
        add_elsewhere(path, SAMPLES[0])
        assert archive.stories() == [] and archive.counts()["pages"] == 0
    with library.reading() as archive:
        assert len(archive.stories()) == 1
    library.close()


def test_the_archive_is_opened_for_reading_only(sample_path: Path) -> None:
    with Archive.open(sample_path, read_only=True) as archive, pytest.raises(ArchiveError):
        archive.rebuild()
