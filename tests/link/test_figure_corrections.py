"""A number that its outlet takes back itself is revised, also where a copy of the first line stands elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import Conflict, ConflictKind

FIRST = "Some 400 people slept in the old barn."


def find_revisions(desk: Any) -> list[Conflict]:
    return [c for c in desk.link().conflicts if c.kind is ConflictKind.REVISION]


@pytest.mark.parametrize(
    ("text", "revised"),
    [
        ("At noon we wrote that 400 people had slept in the old barn. Its owner tells us that it was 40.", True),
        ("An earlier version of this article gave 400 as the number in the barn. There were 40.", True),
        ("At noon the owner wrote that 400 people had slept in the old barn. The soup was for 40.", False),
        (
            "We wrote that 400 people had slept in the old barn."
            + " The night was cold." * 20
            + " Today there are 40.",
            False,
        ),
    ],
    ids=["we wrote", "an earlier version", "somebody else wrote", "far behind"],
)
def test_a_number_that_is_taken_back_is_revised(desk: Any, text: str, revised: bool) -> None:
    article = desk.write("herald", text)
    wrong = desk.count(article, "400", 400.0, 400.0, unit="persons", counted="people")
    right = desk.count(article, "40.", 40.0, 40.0, unit="persons", counted="people")
    assert [c.between for c in find_revisions(desk)] == ([((wrong.id,), (right.id,))] if revised else [])


def test_where_it_was_first_printed_stands_beside_it(desk: Any) -> None:
    first = desk.write("portal", FIRST)
    printed = desk.count(first, "Some 400", 400.0, 400.0, unit="persons", counted="people", qualifier="some")
    article = desk.write("herald", "We wrote that 400 people had slept in the old barn. It was 40.")
    wrong = desk.count(article, "400", 400.0, 400.0, unit="persons", counted="people")
    right = desk.count(article, "40.", 40.0, 40.0, unit="persons", counted="people")
    [found] = find_revisions(desk)
    assert found.between == ((wrong.id, printed.id), (right.id,))
    assert "we wrote" in found.because.casefold()


def test_another_thing_takes_no_number_back(desk: Any) -> None:
    article = desk.write("herald", "We wrote that 400 people had slept in the barn. The owner lost 40 metres of fence.")
    desk.count(article, "400", 400.0, 400.0, unit="persons", counted="people")
    desk.count(article, "40 metres", 40.0, 40.0, unit="metres", counted="fence")
    assert find_revisions(desk) == []
