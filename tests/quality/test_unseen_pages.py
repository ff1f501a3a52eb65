"""The marked pages of the set `unseen` are well marked, and its scorer counts what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality.unseen import FOLDER, has_value, is_name, measure, read_case, tell_directness

from sayso.model import Figure, Span

PAGE = """\
Dam holds, says mayor
3 May 2023

“[[1|The dam holds]],” said Mayor Ann Marn. <<a:Twelve>> homes were lost.
====
published: 2023-05-03
1: Ann Marn | said | assert
a: 12 | homes lost
"""


def test_every_page_has_a_line_for_each_mark() -> None:
    cases = [read_case(path) for path in sorted(FOLDER.glob("*.txt"))]
    assert len(cases) >= 24
    assert {case.half for case in cases} == {1, 2}
    assert all(case.keys["published"][0] for case in cases)


def test_marks_are_cut_out_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(PAGE, "utf-8")
    case = read_case(path)
    (span,) = case.contents["1"]
    assert case.text[span.start : span.end] == "The dam holds"
    assert case.text[case.figures["a"].start : case.figures["a"].end] == "Twelve"
    assert tell_directness(case.text, [span]) == "direct"


def test_a_mark_without_a_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(PAGE.replace("a: 12 | homes lost\n", ""), "utf-8")
    with pytest.raises(ValueError, match="a"):
        read_case(path)


def test_a_page_is_scored(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(PAGE, "utf-8")
    (half,) = {read_case(path).half for path in tmp_path.glob("*.txt")}
    measures = measure([str(tmp_path)])
    assert (measures[f"half{half}_recall"], measures[f"half{half}_figure_recall"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("Ann Marn", "Ann Marn", True),
        ("the mayor", "Mayor", True),
        ("Ann Marn", "Marn", False),
        ("-", None, True),
        ("-", "Ann Marn", False),
    ],
)
def test_names(wanted: str, found: str | None, right: bool) -> None:
    assert is_name(wanted, found) is right


@pytest.mark.parametrize(
    ("wanted", "low", "high", "right"),
    [
        ("5", 5.0, 5.0, True),
        ("5-", 5.0, None, True),
        ("-5", None, 5.0, True),
        ("5-7", 5.0, 7.0, True),
        ("5", 5.0, 6.0, False),
        ("5", None, None, False),
    ],
)
def test_values(wanted: str, low: float | None, high: float | None, right: bool) -> None:
    figure = Figure(id="f", article="a", page="p", start=0, end=1, minimum=low, maximum=high)
    assert has_value(wanted, figure) is right


def test_directness() -> None:
    text = "He said it was “mad”."
    assert tell_directness(text, [Span(8, 20)]) == "mixed"
    assert tell_directness(text, [Span(8, 14)]) == "indirect"
