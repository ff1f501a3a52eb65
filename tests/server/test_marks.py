"""The text is cut, never changed; each mark lies on exactly its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.server.marks import Layer, Mark, cut_text, fold_line, name_control

LAYERS = list(Layer)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], int, int]:
    text = draw(st.text(st.sampled_from("ab \n\r\u202e\u00ad<é"), min_size=0, max_size=60))
    places = st.integers(0, len(text))
    marks = [
        Mark(*sorted((draw(places), draw(places))), layer=draw(st.sampled_from(LAYERS)), note=note)
        for note in range(draw(st.integers(0, 8)))
    ]
    start, end = sorted((draw(places), draw(places)))
    return text, marks, *draw(st.sampled_from([(0, len(text)), (start, end)]))


@given(marked_texts())
def test_pieces_are_the_text_and_marks_lie_on_their_characters(case: tuple[str, list[Mark], int, int]) -> None:
    text, marks, start, end = case
    pieces = [piece for line in cut_text(text, marks, start, end) for piece in line.pieces]
    assert "".join(piece.text for piece in pieces) == text[start:end]
    for mark in marks:
        found = {at for p in pieces if mark in p.marks for at in range(p.start, p.start + len(p.text))}
        assert found == {at for at in range(mark.start, mark.end) if start <= at < end}


@given(marked_texts())
def test_each_note_begins_once_where_its_first_mark_does(case: tuple[str, list[Mark], int, int]) -> None:
    text, marks, start, end = case
    begins = {note: p.start for line in cut_text(text, marks, start, end) for p in line.pieces for note in p.begins}
    for mark in marks:
        if start < end and mark.start < mark.end and mark.start < end and mark.end > start:
            assert begins[mark.note] == max(mark.start, start)
        elif start <= mark.start == mark.end < end:
            assert begins[mark.note] == mark.start


def test_lines_hold_their_newline_and_runs_of_newlines_stand_alone() -> None:
    lines = list(cut_text("one\ntwo\n\n\nthree", []))
    assert [("".join(p.text for p in line.pieces), line.blank) for line in lines] == [
        ("one\n", False),
        ("two\n", False),
        ("\n\n", True),
        ("three", False),
    ]


def test_overlapping_marks_stack_on_the_characters_they_share() -> None:
    marks = [Mark(0, 6, Layer.TELLS, 1), Mark(4, 9, Layer.WARNS, 2), Mark(4, 6, Layer.FIGURE, 3)]
    (line,) = cut_text("Ninety cows.", marks)
    assert [(p.text, p.classes, p.reasons) for p in line.pieces] == [
        ("Nine", "tells", "tells:1"),
        ("ty", "tells figure warns", "tells:1 figure:3 warns:2"),
        (" co", "warns", "warns:2"),
        ("ws.", "", ""),
    ]


def test_invisible_signs_stand_alone_and_have_names() -> None:
    (line,) = cut_text("a\u202eb", [])
    assert [(p.text, p.control) for p in line.pieces] == [
        ("a", None),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("b", None),
    ]
    assert name_control("\x07") == "U+0007 control character"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" a \n b\t", "a b"),
        ("evil\u202egpj", "evil\ufffdgpj"),
        ("x" * 50, "x" * 20 + "…"),
        ("word " * 100, "word word word word…"),
        ("", ""),
    ],
)
def test_fold_line(text: str, shown: str) -> None:
    assert fold_line(text, 20) == shown
