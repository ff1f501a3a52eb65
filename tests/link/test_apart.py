"""What tells two things apart: deeds against each other, other deeds, the other way round; and what may tell one."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from sayso.link.claims import clash
from sayso.link.clauses import is_negated
from sayso.link.frames import find_lands
from sayso.link.readings import join_particles, read_statement
from sayso.link.thesaurus import are_alike, are_opposed, list_classes, stem_phrase
from sayso.link.words import find_stem, read_words

CLASSES = tomllib.loads(resources.files("sayso.rules").joinpath("classes.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("the port of Lissa was closed on Monday", "the port of Lissa was reopened on Monday", True),
        ("the port of Lissa was closed on Monday", "the port of Lissa was shut down on Monday", False),
        ("a jury found the clerk guilty of arson", "a jury cleared the clerk of arson", True),
        ("Elm defeated Skelby in the final", "Elm won the final against Skelby", False),
        ("Elm suffered a defeat in the final", "Elm lost the final", False),
        ("the army retook the town of Lissa", "the army liberated the town of Lissa", False),
        ("Marta Kant beat Ole Lind in the vote for mayor", "Marta Kant was elected mayor", False),
        ("the mill will raise the wages of weavers", "the mill will cut the wages of weavers", True),
        ("the mill will raise the wages of weavers", "the mill will increase the wages of weavers", False),
        ("divers raised the ferry off Skelby", "the ferry sank off Skelby", True),
        ("the rates were raised after they had been cut", "the rates were cut before they were raised", False),
        ("Finland expelled two Belarusian envoys", "Belarus expelled two Finnish envoys", True),
        ("Marn sold the mill to Elm Homes", "Elm Homes bought the mill from Marn", False),
    ],
)
def test_deeds_against_each_other_clash(desk: Any, one: str, other: str, apart: bool) -> None:
    readings = []
    for paper, words in (("herald", one), ("courier", other)):
        text = f"{words}, an aide said."
        readings.append(read_statement(desk.say(desk.write(paper, text), "aide", words), text))
    assert clash(*readings) is apart
    assert clash(*reversed(readings)) is apart


@pytest.mark.parametrize(
    ("one", "other"), [("praised the army for its work", "blamed the army for its work"), ("freed", "searched")]
)
def test_other_deeds_of_the_same_words_are_two_claims(desk: Any, one: str, other: str) -> None:
    end = "" if "army" in one else " the clerk of the Lissa brewery"
    said = []
    for paper, who, deed in (("herald", "Marta Oling", one), ("courier", "Jens Brask", other)):
        words = f"the ombudsman {deed}{end}"
        said.append(desk.say(desk.write(paper, f"{words}, {who} said."), who, words).id)
    assert not any(set(said) <= {*claim.statements} for claim in desk.link().claims)


def test_a_region_stands_for_what_is_done_in_its_country() -> None:
    assert find_lands(frozenset({"Uusimaa"})) == {"@fi"}
    assert find_lands(frozenset({"Nowhereshire"})) == frozenset()
    assert find_lands(frozenset({"Santiago"})) == frozenset(), "there are several"


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("the ministry does not rule out a strike", False),
        ("the ministry rules out a strike", True),
        ("the ministry does not expect a strike", True),
        ("the judge ruled that she was out of time", False),
    ],
)
def test_who_does_not_rule_out_denies_nothing(words: str, negated: bool) -> None:
    assert is_negated(read_words(words)) is negated
    assert is_negated(join_particles(read_words(words))) is negated


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("exceed", "exceeds", "exceeded", "exceeding"), "exceed"),
        (("shred", "shreds", "shredded"), "shred"),
        (("string", "strings"), "string"),
        (("agree", "agrees", "agreed"), "agre"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: tuple[str, ...], stem: str) -> None:
    assert {find_stem(form) for form in forms} == {stem}


def test_opposition_goes_both_ways_and_what_is_alike_is_not_opposed() -> None:
    words = {stem_phrase(word) for row in CLASSES["acts"].values() for word in row.get("words", ())}
    sample = sorted(words)[::5]
    for one in sample:
        assert not are_opposed(one, one)
        for other in sample:
            assert are_opposed(one, other) == are_opposed(other, one)
            assert not (are_opposed(one, other) and are_alike(one, other))


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("recall", "sell", False),
        ("capture", "bomb", False),
        ("buy", "sue", False),
        ("elect", "appoint", False),
        ("earmark", "demand", False),
        ("amputate", "inspect", False),
        ("indict", "convict", False),
        ("indict", "acquit", True),
        ("deploy", "withdraw", True),
        ("resign", "remain", True),
        ("elect", "lose", True),
        ("kill", "injure", True),
        ("triple", "double", True),
    ],
)
def test_only_opposites_and_fates_that_exclude_each_other_are_opposed(one: str, other: str, opposed: bool) -> None:
    assert are_opposed(stem_phrase(one), stem_phrase(other)) is opposed


@pytest.mark.parametrize("word", ["beat", "retake", "recapture"])
def test_a_word_of_both_sides_opposes_nothing_by_them(word: str) -> None:
    sides = [other for name in ("win", "lose", "seize", "liberate") for other in CLASSES["acts"][name]["words"]]
    assert not any(are_opposed(stem_phrase(word), stem_phrase(other)) for other in sides)
    assert not are_opposed(stem_phrase("beat"), stem_phrase("elect"))


def test_classes_name_each_other_and_hold_each_word_once() -> None:
    known = (
        CLASSES["acts"].keys()
        | tomllib.loads(resources.files("sayso.rules").joinpath("actions.toml").read_text("utf-8"))["acts"].keys()
    )
    for name, row in CLASSES["acts"].items():
        held = [*row.get("words", ()), *row.get("also", ())]
        assert set(row.get("against", ())) <= known, name
        assert name not in row.get("against", ()), name
        assert held, name
        assert len(held) == len(set(held)), name
        assert all(word in stem_words(word) for word in held)
    assert all(list_classes(find_stem(word)) for words in CLASSES["things"].values() for word in words)


def stem_words(word: str) -> tuple[str, ...]:
    """A word of a table as it is written: lower case, a verb's particle joined by one stroke."""
    return (word,) if word == word.casefold() and word.count("_") < 2 and " " not in word else ()
