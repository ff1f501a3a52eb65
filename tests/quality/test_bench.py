"""The page of the bench says what was measured; nothing here is timed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from quality.bench import Growth, Large, parse
from quality.bench_beside import Beside
from quality.bench_page import draw_growth, find_exponent, write_page

GROWTH = [
    Growth(1_000, {"reading": 8.0, "workers": 12.0}, 30.0, 500.0, 20.0),
    Growth(4_000, {"reading": 32.0, "workers": 48.0}, 110.0, 600.0, 80.0),
]
LARGE = [
    Large(1_000, 15.0, 100.0, {"search": (1.0, 2.0)}),
    Large(100_000, 1_500.0, 120.0, {"search": (5.0, 9.0)}),
]


def test_an_exponent_of_one_is_in_proportion() -> None:
    assert find_exponent(*GROWTH, "total") == pytest.approx(1.0)
    assert 0.0 < find_exponent(*GROWTH, "peak") < 0.2


def test_the_plot_is_well_formed() -> None:
    root = ElementTree.fromstring(draw_growth(GROWTH))
    assert [node.text for node in root.iter() if node.tag.endswith("text")][:2] == ["20 s", "1,000"]
    ElementTree.fromstring(draw_growth(GROWTH[:1]))


def test_the_page_holds_one_table(tmp_path: Path) -> None:
    stations = [Beside("extract", 20.0, "spaCy nlp.pipe", 80.0), Beside("collapse", 2.0, "datasketch", None)]
    text = write_page(tmp_path / "performance.md", GROWTH, stations, LARGE)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {4}
    assert any("one more page with 100,000 articles" in row and "1.20 times the first" in row for row in rows)
    assert any("datasketch: not installed" in row for row in rows)
    assert (tmp_path / "performance.svg").exists() and (tmp_path / "performance.md").read_text("utf-8") == text


def test_sizes_are_given_with_commas() -> None:
    assert parse(["--sizes", "100,400", "--large", "0"]).sizes == [100, 400]
