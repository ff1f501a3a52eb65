"""Who says that there was no letter contradicts who tells of one, or of writing it."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.model import ConflictKind, Stance

NONE = "there was no letter about the loose pier"
NO_BLAST = "there had been no explosion at the mill"
CASES = {
    "the deed it comes of": (NONE, "Tarn Power wrote to the council about the pier", True),
    "the thing itself": (NONE, "the letter about the pier came in May", True),
    "nothing else in common": (NONE, "Tarn Power wrote to the mint in May", False),
    "only expected": (NONE, "Tarn Power would write to the council about the pier", False),
    "not done either": (NONE, "Tarn Power never wrote to the council about the pier", False),
    "a noun of the deed": (NO_BLAST, "a boiler at the mill exploded at noon", True),
    "it was something else": ("it was not thieves", "thieves had broken into the mill in May", True),
    "it was not so, of no thing": ("it was not easy", "the easy way led over the mill in May", False),
    "another thing": ("it was not thieves", "a boiler at the mill exploded at noon", False),
    "another deed": (NO_BLAST, "a boiler at the mill was repaired at noon", False),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_there_is_none_of(desk: Any, name: str) -> None:
    none, told, clash = CASES[name]
    first = desk.write("herald", f"Marit Oduya said {told}. Rain fell on the coast.", published="2031-05-02")
    said = desk.say(first, "Marit Oduya", told)
    second = desk.write("courier", f"Jens Brask said {none}. Boats stayed in port.", published="2031-05-04")
    denied = desk.say(second, "Jens Brask", none)
    found = [c.between for c in desk.link().conflicts if c.kind is ConflictKind.DENIAL]
    assert found == ([((said.id,), (denied.id,))] if clash else [])


@pytest.mark.parametrize(
    ("accused", "answer"),
    [
        ("the yard of locking the emergency exits", "none of the emergency doors had been locked"),
        ("the ministry of running trains past a faulty signal", "the signal had not been faulty"),
    ],
)
def test_an_accusation_is_denied_by_what_it_tells(desk: Any, accused: str, answer: str) -> None:
    article = desk.write("herald", f"Marit Oduya accused {accused}. Jens Brask said {answer}. It rained.")
    said = desk.say(article, "Marit Oduya", accused, stance=Stance.ACCUSE)
    denied = desk.say(article, "Jens Brask", answer)
    assert [c.between for c in desk.link().conflicts] == [((said.id,), (denied.id,))]


@pytest.mark.parametrize(
    ("told", "clash"),
    [
        ("hackers had broken into the signal box", True),
        ("hackers had not broken into the signal box", False),
        ("hackers may break into the signal box", False),
        ("workers had broken into the signal box", False),
    ],
)
def test_who_did_not_bring_it_about_did_not_do_it(desk: Any, told: str, clash: bool) -> None:
    answer = "the outage had not been caused by hackers"
    article = desk.write("herald", f"Marit Oduya said {told}. Jens Brask said {answer}. It rained.")
    desk.say(article, "Marit Oduya", told)
    desk.say(article, "Jens Brask", answer)
    assert [c.kind for c in desk.link().conflicts] == [ConflictKind.DENIAL] * clash
