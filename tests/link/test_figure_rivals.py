"""Counts of two sides: told beside each other, of what never falls, and those only told as the count before."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.settings import FORMER, read_settings
from sayso.model import Conflict, ConflictKind, Figure

KILLED = {"counted": "people", "measure": "killed", "unit": "persons"}
PRINTED = "2031-03-02"


def conflicts(desk: Any, kind: ConflictKind) -> list[Conflict]:
    return [c for c in desk.link().conflicts if c.kind is kind]


def say_count(desk: Any, article: str, who: str, words: str, number: int, **marks: Any) -> Figure:
    """A count that stands in somebody's statement."""
    statement = desk.say(article, who, words)
    figure: Figure = desk.count(article, str(number), number, number, statement=statement.id, **KILLED, **marks)
    return figure


@pytest.mark.parametrize(
    ("before", "former"),
    [
        ("The number of dead was 14 and not ", True),
        ("14 people had died, not ", True),
        ("The cost had risen to 178 million crowns ($4.9 million) from ", True),
        ("The fund grew to €3 trillion from ", True),
        ("The toll rose to nine from ", True),
        ("The mayor did not see ", False),
        ("They came by bus from ", False),
    ],
)
def test_words_that_tell_the_count_before(before: str, former: bool) -> None:
    assert (FORMER.search(before) is not None) is former


def test_a_count_that_is_taken_back_in_passing_is_no_count_of_now(desk: Any) -> None:
    first = desk.write("a", "In Skarby 19 people were killed.", published="2031-03-02")
    old = desk.count(first, "19", 19, 19, **KILLED)
    text = "In Skarby the number of dead was 14 and not 19, because two lists were added together, Pia Lund said."
    second = desk.write("b", text, published="2031-03-03")
    statement = desk.say(second, "Pia Lund", text.removesuffix(", Pia Lund said."))
    new = desk.count(second, "14", 14, 14, statement=statement.id, **KILLED)
    told = desk.count(second, "19", 19, 19, statement=statement.id, **KILLED)
    [revision] = conflicts(desk, ConflictKind.REVISION)
    assert [set(side) for side in revision.between] == [{old.id, told.id}, {new.id}]
    assert conflicts(desk, ConflictKind.DIFFERS) == []


def test_an_article_sets_a_source_against_its_own_count(desk: Any) -> None:
    article = desk.write(
        "a", "A fire in Skarby killed 9 people. Jon Brask said 17 people were killed in Skarby.", published=PRINTED
    )
    own = desk.count(article, "9", 9, 9, **KILLED)
    other = say_count(desk, article, "Jon Brask", "17 people were killed in Skarby", 17)
    [found] = conflicts(desk, ConflictKind.DIFFERS)
    assert {frozenset(side) for side in found.between} == {frozenset({own.id}), frozenset({other.id})}


@pytest.mark.parametrize(("least", "number", "found"), [(32, 56, True), (32, 34, False)])
def test_one_article_sets_a_number_far_above_an_at_least(desk: Any, least: int, number: int, found: bool) -> None:
    told, other = f"At least {least} people were killed in Skarby", f"{number} people were killed in Skarby"
    article = desk.write("a", f"{told}, Pia Lund said. Jon Brask said {other}.", published=PRINTED)
    statement = desk.say(article, "Pia Lund", told)
    marks = {"qualifier": "at least", "statement": statement.id, **KILLED}
    desk.count(article, f"At least {least}", least, None, **marks)
    say_count(desk, article, "Jon Brask", other, number)
    assert bool(conflicts(desk, ConflictKind.DIFFERS)) is found


def test_an_at_least_of_another_article_allows_a_larger_number(desk: Any) -> None:
    told, other = "At least 32 people were killed in Skarby", "56 people were killed in Skarby"
    first = desk.write("a", f"{told}, Pia Lund said.", published=PRINTED)
    statement = desk.say(first, "Pia Lund", told)
    desk.count(first, "At least 32", 32, None, qualifier="at least", statement=statement.id, **KILLED)
    say_count(desk, desk.write("b", f"Jon Brask said {other}.", published=PRINTED), "Jon Brask", other, 56)
    assert conflicts(desk, ConflictKind.DIFFERS) == []


@pytest.mark.parametrize(
    ("earlier", "later", "measure", "found"),
    [
        (1000, 600, "killed", True),  # the dead do not become fewer
        (600, 1000, "killed", False),
        (1000, 600, "missing", False),
    ],
)
def test_two_sides_counts_of_what_only_grows(desk: Any, earlier: int, later: int, measure: str, found: bool) -> None:
    one, other = f"{earlier} people were {measure} in Skarby", f"{later} people were {measure} in Skarby"
    text = f"Pia Lund said in January 2031 that {one}. Jon Brask said in April 2031 that {other}."
    article = desk.write("a", text, published="2031-05-02")
    for who, words, number, month in (("Pia Lund", one, earlier, "2031-01"), ("Jon Brask", other, later, "2031-04")):
        statement = desk.say(article, who, words)
        marks = {**KILLED, "measure": measure, "statement": statement.id}
        desk.count(article, str(number), number, number, as_of=month, **marks)
    differences = conflicts(desk, ConflictKind.DIFFERS)
    assert bool(differences) is found
    assert all("only grows" in c.because for c in differences)


@pytest.mark.parametrize(("speaker", "kind"), [("Pia Lund", ConflictKind.REVISION), ("Jon Brask", None)])
def test_a_lower_count_of_another_takes_none_back(desk: Any, speaker: str, kind: ConflictKind | None) -> None:
    for name, who, number, day in (("a", "Pia Lund", 31, "2031-03-02"), ("b", speaker, 20, "2031-03-05")):
        told = f"{number} people were killed in Skarby"
        say_count(desk, desk.write(name, f"{told}, {who} said.", published=day), who, told, number)
    assert [c.kind for c in desk.link().conflicts] == ([kind] if kind else [])


def test_the_hospital_of_the_one_who_counts_is_no_place_of_the_dead(desk: Any) -> None:
    told = "9 people were killed"
    article = desk.write("a", f"{told}, said Pia Lund, chief surgeon at the Norland General Hospital.")
    statement = desk.say(article, "Pia Lund", told)
    figure = desk.count(article, "9", 9, 9, statement=statement.id, **KILLED)
    setting = read_settings(desk.items, [figure], [statement])[figure.id]
    assert setting.places <= setting.speaking == frozenset({"norland", "general", "hospital"})
    assert not read_settings(desk.items, [figure])[figure.id].speaking
