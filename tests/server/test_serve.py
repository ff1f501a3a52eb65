"""`sayso serve` as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.cli.serve import is_loopback

SAYSO = Path(sys.executable).parent / "sayso"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SAYSO, *arguments], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.7", False),
        ("localhost.example", False),
    ],
)
def test_is_loopback(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_beyond_this_machine_a_token_is_needed(sample_path: Path, host: str) -> None:
    done = run("--archive", sample_path, "serve", "--host", host, "--port", "0")
    assert done.returncode == 2 and "token" in done.stderr
    done = run("--archive", sample_path, "serve", "--host", host, "--port", "0", "--token", "short")
    assert done.returncode == 2 and "16 signs" in done.stderr


def test_without_an_archive_nothing_is_served(tmp_path: Path) -> None:
    done = run("--archive", tmp_path / "none.db", "serve", "--port", "0")
    assert done.returncode == 2 and "There is no archive" in done.stderr


def test_a_port_in_use_is_told(sample_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--archive", sample_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2 and "cannot be listened on" in done.stderr


def test_it_serves_until_it_is_stopped(sample_path: Path) -> None:
    command = [SAYSO, "--archive", sample_path, "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert server.stderr is not None
        line = server.stderr.readline()
        address = line.split(" at ")[1].split()[0]
        with urllib.request.urlopen(f"{address}healthz", timeout=30) as answer:
            assert answer.status == 200 and "server" not in answer.headers
    finally:
        server.send_signal(signal.SIGINT)
        rest = server.communicate(timeout=30)[1]
    assert server.returncode == 0 and "Traceback" not in rest
