"""Denials without the words of it: pleas, what was feigned, "not one of them", one speaker quoted both ways."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.opposed import is_plea
from sayso.link.readings import find_absent, read_statement
from sayso.model import Conflict, ConflictKind, Source, Span, Stance, Statement


def reading(text: str, stance: Stance = Stance.ASSERT) -> Any:
    statement = Statement(
        id="statement-1", article="a", page="p", source=Source(), content=(Span(0, len(text)),), stance=stance
    )
    return read_statement(statement, text)


def against(desk: Any, kind: ConflictKind = ConflictKind.DENIAL) -> list[Conflict]:
    return [c for c in desk.link().conflicts if c.kind is kind]


@pytest.mark.parametrize(
    ("text", "stance", "plea"),
    [
        ("not guilty", Stance.ASSERT, True),
        ("he is innocent of all charges", Stance.ASSERT, True),
        ("We have done nothing wrong", Stance.ASSERT, True),
        ("guilty", Stance.ASSERT, False),
        ("guilty", Stance.DENY, True),
        ("the innocent bystanders were moved to the quay", Stance.ASSERT, False),
        ("he was not there", Stance.ASSERT, False),
    ],
)
def test_a_plea(text: str, stance: Stance, plea: bool) -> None:
    assert is_plea(reading(text, stance)) is plea


@pytest.mark.parametrize(
    ("text", "stance", "absent"),
    [
        ("There was no ledger in the safe", Stance.ASSERT, "ledger"),
        ("there had been no ledger in the safe", Stance.DENY, "ledger"),
        ("There was never any ledger in the safe", Stance.ASSERT, "ledger"),
        ("there was a ledger in the safe", Stance.DENY, None),
        ("When he said that there was no ledger he was asleep", Stance.ASSERT, None),
        ("There came to the town no ledger", Stance.ASSERT, None),
    ],
)
def test_what_there_is_said_to_be_none_of(text: str, stance: Stance, absent: str | None) -> None:
    assert find_absent(reading(text, stance)) == absent


@pytest.mark.parametrize(("name", "denied"), [("Brask", True), ("Lund", False)])
def test_a_plea_denies_what_the_speaker_is_accused_of(desk: Any, name: str, denied: bool) -> None:
    charge = f"Jens {name} had been charged with taking bribes"
    article = desk.write("herald", f"Prosecutor Ida Holm said {charge}. Jens Brask pleaded not guilty.")
    said = desk.say(article, "Ida Holm", charge)
    plea = desk.say(article, "Jens Brask", "not guilty")
    assert [set(c.between) for c in against(desk)] == ([{(said.id,), (plea.id,)}] if denied else [])


def test_who_was_only_feigning_had_it_not(desk: Any) -> None:
    ill, feigned = "Rolf Amsel suffered from a rare fever in the tower", "Amsel had faked the fever"
    told = desk.say(desk.write("herald", f"{ill}, Ida Holm said."), "Ida Holm", ill)
    denial = desk.say(desk.write("courier", f"{feigned}, Per Lund said."), "Per Lund", feigned)
    [found] = against(desk)
    assert set(found.between) == {(told.id,), (denial.id,)}


def test_not_one_of_them_is_none(desk: Any) -> None:
    went, none = "Norvik's soldiers had crossed the ford", "Not one of our soldiers has crossed the ford"
    desk.say(desk.write("herald", f"{went}, Ida Holm said."), "Ida Holm", went)
    desk.say(desk.write("courier", f"{none}, Per Lund said."), "Per Lund", none)
    assert len(against(desk)) == 1


@pytest.mark.parametrize("day", [None, "2031-05-02"])
def test_one_speaker_quoted_both_ways_has_turned_though_a_page_has_no_date(desk: Any, day: str | None) -> None:
    no, yes = "the sluice gate had not been locked", "the sluice gate had been locked since May"
    first = desk.say(desk.write("herald", f"{no}, Per Lund said.", published="2031-05-01"), "Per Lund", no)
    last = desk.say(desk.write("courier", f"{yes}, Per Lund said.", published=day), "Per Lund", yes)
    [found] = against(desk, ConflictKind.REVERSAL)
    assert set(found.between) == {(first.id,), (last.id,)}
    assert ("no page tells which came first" in found.because) is (day is None)


def test_who_denies_it_too_is_not_told_as_saying_it(desk: Any) -> None:
    yes, no = (
        "the council received a written warning about the weir",
        "the council received no written warning about the weir",
    )
    said = desk.say(desk.write("herald", f"{yes}, Ida Holm said."), "Ida Holm", yes)
    denials = [
        desk.say(desk.write(name, f"{no}, {who} said."), who, no)
        for name, who in (("courier", "Per Lund"), ("portal", "Rolf Amsel"))
    ]
    [found] = against(desk)
    assert set(found.between) == {(said.id,), tuple(d.id for d in denials)}


def test_a_reason_names_the_words_that_clash_and_how_far_apart_they_were_said(desk: Any) -> None:
    yes, no = (
        "the council received a written warning about the weir",
        "the council received no written warning about the weir",
    )
    desk.say(desk.write("herald", f"{yes}, Ida Holm said.", published="2031-05-01"), "Ida Holm", yes)
    desk.say(desk.write("courier", f"{no}, Per Lund said.", published="2031-05-04"), "Per Lund", no)
    [found] = against(desk)
    for words in ("Ida Holm says it", "Per Lund contradicts it", "“warning”", "“no”", "3 days apart"):
        assert words in found.because
