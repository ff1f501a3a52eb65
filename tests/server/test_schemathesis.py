"""The API against its OpenAPI document, by schemathesis: another hand than ours makes the questions.

It runs as a program of its own against a server on loopback. `make test-full` asks every path for what its schema
forbids, too, and ten times as often.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
import uvicorn

from sayso.server.app import make_app
from sayso.settings import Settings

IS_FULL = os.environ.get("SAYSO_FULL") == "1"
PHASES, EXAMPLES = ("coverage,fuzzing", "10") if IS_FULL else ("fuzzing", "1")
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
]
"""All that need no second account, but "positive_data_acceptance": that an id or a cursor was made here, no schema can
say, so 404 and 422 are right answers to texts that a schema allows."""


@pytest.fixture
def address(sample_path: Path, tmp_path: Path) -> Iterator[str]:
    """Where an archive of its own is served that may be written to."""
    path = Path(copy(sample_path, tmp_path / "sayso.db"))
    server = uvicorn.Server(uvicorn.Config(make_app(path, Settings()), port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_every_answer_is_as_the_document_says(address: str, tmp_path: Path) -> None:
    program = str(Path(sys.executable).parent / "schemathesis")
    options = ["--seed", "1", "--generation-deterministic", "--no-color"]
    command = [program, "run", f"{address}/openapi.json", "--phases", PHASES, "--max-examples", EXAMPLES, *options]
    command += ["--checks", ",".join(CHECKS), "--continue-on-failure"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert "Tested: 21" in done.stdout, done.stdout[-2000:]
