"""A rule that is broken fails the scoreboard: seen once from end to end, through the real runner, on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from quality.making import write_news

ROOT = Path(__file__).parents[2]
RUNNER = """
import sys
import quality.__main__ as board

board.SETS = {"made": ("made",)}
if __name__ == "__main__":
    sys.exit(board.main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of program and scoreboard with a few made articles, and its floors as measured there."""
    folder = tmp_path_factory.mktemp("copy")
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "sayso", folder / "sayso", ignore=leave_out)
    shutil.copytree(ROOT / "quality", folder / "quality", ignore=leave_out)
    (folder / "quality" / "floors.toml").write_text("[made]\n", "utf-8")
    (folder / "runner.py").write_text(RUNNER, "utf-8")
    write_news(folder / "shared" / "made", articles=12, seed=3, findings=True)
    assert run(folder, "all", "--pin", "--shared", "shared").returncode == 0
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "runner.py", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        timeout=300,
        check=False,
    )


def test_a_broken_rule_fails_and_names_what_fell(copy: Path) -> None:
    cues = copy / "sayso" / "rules" / "cues.toml"
    whole = cues.read_text("utf-8")
    broken = whole.replace('words = ["say", ', "words = [", 1)
    assert broken != whole
    cues.write_text(broken, "utf-8")
    failed = run(copy, "all", "--shared", "shared")
    assert failed.returncode == 1
    assert "made statements_f1: " in failed.stdout and "is under" in failed.stdout
    cues.write_text(whole, "utf-8")
    assert run(copy, "all", "--shared", "shared").returncode == 0
