"""Who gives and who takes; days, heads of what is counted, tellers at the end, other languages, typed slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.ask.question import Question, read_question
from sayso.ask.sides import is_turned, read_sides
from sayso.ask.wording import find_foreign
from sayso.link.words import read_words

PAGE = """Ostley mill sold for 4 million euros

OSTLEY, March 11, 2024 (Fell Press) - Marrow & Sons has sold the Ostley mill to Kestrin for 4 million euros, \
Marrow's chief executive Tilde Arro said on Monday.

Police said they had arrested 37 people at the gate and that 11 officers had been hurt. The town's mayor, Jory Tamm, \
put the number of arrested at 52.

The government has closed the laboratory, Tamm said. He denied that a crane had been sold twice.

The agency said it had ordered 600 doses of vaccine. It called on bakeries to close.

Kestrin was founded on 3 May 1999. The sit-ins began on 20 February.
"""

SIDES = [
    ("Marrow sold the mill to Kestrin", "Marrow", "Kestrin"),
    ("Kestrin bought the mill from Marrow", "Marrow", "Kestrin"),
    ("the mill was sold to Kestrin by Marrow", "Marrow", "Kestrin"),
    ("the mill was bought by Kestrin", "", "Kestrin"),
    ("Rovers lost to Harriers", "Rovers", "Harriers"),
    ("Harriers beat the champions", "", "Harriers"),
]


@pytest.mark.parametrize(("words", "giver", "taker"), SIDES, ids=[row[0] for row in SIDES])
def test_sides(words: str, giver: str, taker: str) -> None:
    sides = read_sides(read_words(f"x {words}")[1:])
    for name, keys in ((giver, sides.giver), (taker, sides.taker)):
        assert not name or {word.key for word in read_words(f"x {name}")[1:]} <= keys


def test_nouns_that_look_like_verbs_have_no_sides() -> None:
    assert not any(read_sides(read_words("Marrow's losses and exports were high")))


def test_the_other_way_round_is_turned() -> None:
    told = read_sides(read_words("x Marrow sold the mill to Kestrin")[1:])
    assert is_turned(read_question("How much did Kestrin sell the mill for?").sides, told)
    assert not is_turned(read_question("How much did Kestrin pay for the mill?").sides, told)
    assert not is_turned(Question("", read_question("x").kind).sides, told)


def test_a_day_is_no_number() -> None:
    for text in ("Did Arro say on March 14 how many were missing?", "Did Arro say on 14 March how many were missing?"):
        question = read_question(text)
        assert question.days == {(3, 14)} and question.months == {3} and not question.numbers


def test_a_march_is_no_month() -> None:
    assert [word.text for word in read_question("When did the marches begin?").words] == ["marches", "begin"]
    assert read_question("How many died in March?").months == {3}


@pytest.mark.parametrize(
    ("text", "language"),
    [("wie viele Menschen starben", "German"), ("Qui a nié cela ?", "French"), ("скільки людей", "Ukrainian"),
     ("who was killed", None), ("toll Ostley", None), ("", None)],
    ids=["German", "French", "Ukrainian", "English", "key words", "nothing"],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert find_foreign(text) == language


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("mill")
    (folder / "mill.txt").write_text(PAGE, "utf-8")
    with Archive.open(Path(folder) / "sayso.db", create=True) as archive:
        archive.add([str(folder / "mill.txt")])
        yield archive


ANSWERED = [
    ("How much did Kestrin pay for the mill?", "4 million euros"),
    ("How much did Marrow sell the mill for?", "4 million euros"),
    ("how many police were hurt", "11"),
    ("how many people were arrested mayor", "52"),
    ("How many doses of vaccine did the agency order?", "600"),
    ("did the goverment close the labratory", "closed the laboratory"),
    ("who said a crane was not sold twice", "a crane had been sold twice"),
    ("when did the sit-ins begin", "20 February"),
]


@pytest.mark.parametrize(("question", "words"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_answers(mill: Archive, question: str, words: str) -> None:
    found = mill.ask(question)
    assert found.answered and words in " ".join(found.answers[0].sources[0].words)


@pytest.mark.parametrize(
    "question",
    ["How much did Kestrin sell the mill for?", "How many doses of morphine did the agency order?", "Who runs Kestrin?",
     "how many people recovered at the gate", "who said the bakeries will close", "Who apologised to the officers?",
     "How many doses did the mayor order?"],
)  # fmt: skip
def test_nothing_is_invented(mill: Archive, question: str) -> None:
    assert not mill.ask(question).answered


def test_an_event_answers_when_on_nobodys_say_so(mill: Archive) -> None:
    answer = mill.ask("when did the sit-ins begin").answers[0]
    assert answer.events and not answer.statements and answer.speaker is None and answer.date == "2024-02-20"


def test_another_language_is_refused_with_what_comes_near(mill: Archive) -> None:
    found = mill.ask("wie viele Menschen hat Tamm gezählt")
    assert not found.answered and found.note and "German" in found.note
