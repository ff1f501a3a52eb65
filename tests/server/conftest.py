"""The application over archives of the sample pages, asked without a network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.server.app import make_app
from sayso.settings import Settings


@pytest.fixture(scope="session")
def client(sample_path: Path) -> Iterator[TestClient]:
    """A client of the application over the sample pages."""
    with TestClient(make_app(sample_path, Settings()), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Callable[[str], Any]:
    """The JSON that an address answers with."""

    def ask(address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


@pytest.fixture(scope="session")
def sayso(sample_path: Path) -> Callable[..., Any]:
    """What the command line prints as JSON."""

    def sayso(*arguments: str) -> Any:
        command = [str(Path(sys.executable).parent / "sayso"), "--archive", str(sample_path), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return json.loads(done.stdout)

    return sayso


@pytest.fixture(scope="session")
def stories(ask: Callable[[str], Any]) -> list[Any]:
    """Every story as JSON."""
    return [ask(f"/api/v1/stories/{found['id']}") for found in ask("/api/v1/stories")["stories"]]


@pytest.fixture(scope="session")
def story(stories: list[Any]) -> Any:
    """The story with most articles."""
    return max(stories, key=lambda found: len(found["articles"]))
