"""The bench keeps what it measured and says so on its page; nothing here is timed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from quality.bench_kept import Beside, Copies, Growth, Kept, Large, Measured, keep_result, read_kept, write_kept
from quality.bench_memory import MemoryWatch, list_peaks
from quality.bench_page import END, draw_growth, find_exponent, write_page

from quality import bench

GROWTH = [
    Growth(1_000, {"reading": 8.0, "workers": 12.0}, 30.0, 500.0, 20.0),
    Growth(4_000, {"reading": 32.0, "workers": 48.0}, 110.0, 600.0, 80.0),
]
RESULTS: dict[str, Measured] = {
    "stations": [Beside("extract", 20.0, "spaCy nlp.pipe", 80.0), Beside("collapse", 2.0, "datasketch", None)],
    "copies:80000": Copies(80_000, 100.0, 700.0),
    "copies:5000": Copies(5_000, 5.0, 40.0),
    "add:4000": GROWTH[1],
    "add:1000": GROWTH[0],
    "filled:100000": Large(100_000, 1_500.0, 120.0, {"search": (5.0, 9.0)}),
    "filled:1000": Large(1_000, 15.0, 100.0, {"search": (1.0, 2.0)}),
}


@pytest.fixture
def kept() -> Kept:
    kept = Kept()
    for stage, result in RESULTS.items():
        keep_result(kept, stage, result)
    return kept


def test_an_exponent_of_one_is_in_proportion() -> None:
    assert find_exponent(*GROWTH, "total") == pytest.approx(1.0)
    assert 0.0 < find_exponent(*GROWTH, "peak") < 0.2


def test_the_plot_is_well_formed_and_knows_the_dark() -> None:
    root = ElementTree.fromstring(draw_growth(GROWTH))
    assert [node.text for node in root.iter() if node.tag.endswith("text")][:2] == ["20 s", "1,000"]
    assert "prefers-color-scheme: dark" in draw_growth(GROWTH)
    ElementTree.fromstring(draw_growth(GROWTH[:1]))


def test_what_was_kept_is_read_again(tmp_path: Path, kept: Kept) -> None:
    write_kept(tmp_path / "build" / "bench.json", kept)
    assert read_kept(tmp_path / "build" / "bench.json") == kept
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["bench.json"]
    assert read_kept(tmp_path / "none.json") == Kept()


def test_the_page_holds_one_table(tmp_path: Path, kept: Kept) -> None:
    text = write_page(tmp_path / "performance.md", kept)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {4}
    assert any("one more page with 100,000 articles" in row and "1.20 times the first" in row for row in rows)
    assert any("datasketch: not installed" in row for row in rows)
    assert any("exponent, 5,000 to 80,000: collapse" in row and "1.08" in row for row in rows)
    assert text.index("add 1,000 articles") < text.index("add 4,000 articles")
    assert (tmp_path / "performance.svg").exists()


def test_what_people_wrote_below_is_kept(tmp_path: Path, kept: Kept) -> None:
    page = tmp_path / "performance.md"
    first = write_page(page, Kept(failed={"add:1000": "took longer than 20 minutes"}))
    assert "Not measured: `add:1000` took longer than 20 minutes." in first
    page.write_text(page.read_text("utf-8") + "\n## By hand\n", encoding="utf-8")
    second = write_page(page, kept)
    assert page.read_text("utf-8") == f"{second}\n{END}\n\n## By hand\n"
    write_page(page, kept)
    assert page.read_text("utf-8") == f"{second}\n{END}\n\n## By hand\n"


@pytest.mark.parametrize("stage", ["stations", "copies:5000", "add:1", "filled:100000"])
def test_a_stage_is_asked_for_by_name(stage: str) -> None:
    assert bench.split_stages(f" {stage}, stations,") == (stage, "stations")


@pytest.mark.parametrize("stage", ["add", "add:", "add:0", "add:many", "filled", "stations:5", "other"])
def test_what_is_no_stage_is_refused(stage: str) -> None:
    with pytest.raises(SystemExit):
        bench.parse(["--stages", stage])


def test_a_stage_that_fails_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    def end(command: list[str], seconds: float) -> tuple[int, bytes]:
        if command[-1] == "add:1000":
            return -9, b""
        raise subprocess.TimeoutExpired(command, seconds)

    monkeypatch.setattr(bench, "run_apart", end)
    write_kept(tmp_path / "kept.json", kept)
    arguments = ["--kept", str(tmp_path / "kept.json"), "--out", str(tmp_path / "page.md"), "--minutes", "3"]
    assert bench.bench(["--stages", "add:1000,filled:7", *arguments]) == 1
    after = read_kept(tmp_path / "kept.json")
    assert after.failed == {"add:1000": "ended with exit code -9", "filled:7": "took longer than 3 minutes"}
    assert after.growth == kept.growth  # of an earlier run
    assert "Not measured: `filled:7`" in capsys.readouterr().out
    assert bench.bench(["--stages", "", *arguments]) == 0


def test_a_command_that_takes_too_long_is_ended_with_its_children() -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
    with pytest.raises(subprocess.TimeoutExpired):
        bench.run_apart([sys.executable, "-c", child], 0.2)
    assert bench.run_apart([sys.executable, "-c", "print(7)"], 60) == (0, b"7\n")


def test_memory_is_that_of_this_process_and_its_children() -> None:
    alone = sum(list_peaks(os.getpid()))
    large = "import sys; kept = bytearray(80_000_000); print(flush=True); sys.stdin.read()"
    with (
        MemoryWatch() as memory,
        subprocess.Popen([sys.executable, "-c", large], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child,
    ):
        assert child.stdout is not None
        child.stdout.readline()
        both = list(list_peaks(os.getpid()))
    assert len(both) >= 2
    assert sum(both) > alone + 80 > 80
    assert memory.megabytes >= alone
