"""Deeds of a clause: found in either voice and in a noun, with who does them and what they are done to."""

from __future__ import annotations

import pytest

from sayso.link.propositions import Proposition, are_swapped, read_propositions, tell_same
from sayso.link.readings import join_particles
from sayso.link.thesaurus import are_alike
from sayso.link.words import find_stem, read_words


def read(content: str, *, expected: bool = False) -> list[Proposition]:
    return list(read_propositions(join_particles(read_words(content)), negated=False, expected=expected))


@pytest.mark.parametrize(
    ("content", "deed", "patient"),
    [
        ("the cabinet had agreed in October to raise the excise duty", "raise", "duty"),
        ("the excise duty will be raised", "raise", "duty"),
        ("a rise in the excise duty had been agreed", "rise", "duty"),
        ("of planning to raise the excise duty", "raise", "duty"),
        ("they closed the foundry", "close", "foundry"),
        ("the closure of the foundry had been decided in June", "closure", "foundry"),
        ("both sides held secret talks on the canal", "talk", "canal"),
        ("nobody was hurt", "hurt", "nobody"),
        ("the wall at Orlo collapsed", "collapse", "wall"),
    ],
)
def test_a_deed_is_found_in_every_voice(content: str, deed: str, patient: str) -> None:
    found = [p for p in read(content) if p.deed == find_stem(deed)]
    assert found
    assert find_stem(patient) in found[0].patients


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the town's flood sirens had been switched off", "somebody had turned the flood sirens off"),
        ("clerks destroyed the flood records", "the flood records were destroyed by clerks"),
        ("the Ostrand brewery will buy the mill", "the mill will be sold to the Ostrand brewery"),
    ],
)
def test_one_deed_in_other_words(one: str, other: str) -> None:
    assert any(tell_same(p, q) for p in read(one) for q in read(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("they closed the foundry in May", "they closed the harbour in May"),
        ("the foundry was closed in June", "the foundry was closed in October"),
        ("Marta Oling closed the foundry", "Jens Brask closed the foundry"),
        ("the foundry was closed", "the foundry was sold"),
        ("a crew used the foundry", "workers used the foundry"),
    ],
)
def test_another_slot_is_another_deed(one: str, other: str) -> None:
    assert not any(tell_same(p, q) for p in read(one) for q in read(other))


def test_who_warned_whom_is_not_all_one() -> None:
    one, other = read("the mayor warned the ministry"), read("the ministry warned the mayor")
    assert are_swapped(one[0], other[0])


def test_a_plan_is_not_the_deed() -> None:
    planned, done = read("they agreed to close the foundry"), read("they closed the foundry")
    assert planned[0].expected
    assert not tell_same(planned[0], done[0])


def test_one_word_in_common_is_too_little_where_asked() -> None:
    one, other = read("a guard found the key"), read("a driver found the key near Orlo")
    assert not any(tell_same(p, q, besides=True) for p in one for q in other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("ferry", "boat", True), ("siren", "alarm", True), ("works", "factory", True), ("ferry", "bus", False)],
)
def test_kinds_and_senses(one: str, other: str, alike: bool) -> None:
    assert are_alike(find_stem(one), find_stem(other)) is alike


@pytest.mark.parametrize(
    ("content", "stem"),
    [("they switched the sirens off", "switch_off"), ("they closed in May", "clos"), ("he turned to it", "turn")],
)
def test_particles_belong_to_their_verb(content: str, stem: str) -> None:
    assert stem in [word.stem for word in join_particles(read_words(content))]
