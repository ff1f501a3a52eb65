"""One fact asked for in several wordings; and what the same words do not say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.ask.kinds import Kind
from sayso.ask.question import list_keys, read_question
from sayso.model import Stance

PAGE = """Gate jams above Pennick, 300 residents moved

PENNICK, March 11, 2024 (Fell Press) - Some 300 people were moved from Pennick and two hamlets on Monday after a \
sluice gate jammed, rescue chief Tilde Arro said.

Arro estimated that the gate could be freed in two days.

"We will publish the inspection report," said Defense Minister Jory Tamm. Tamm warned the town council in writing on \
January 9.

The organisers of the march on the town hall, the alliance Dry Feet, said 8,000 had taken part.

Rescue Commissioner Olle Brandt said 12 people had died in the storm of last week.

The council hopes to sell the mill to Kestrin for 4 million euros.

Arro said 40 divers had been sent to the Vale district, which borders both the Orrow and Lesk districts.
"""

READINGS = [
    ("What toll did the agency first give for Pennick?", Kind.COUNT, "the agency"),
    ("What quantity of mud was in the pond?", Kind.COUNT, ""),
    ("How expensive will the flood be, according to Tilde Arro?", Kind.COUNT, "Tilde Arro"),
    ("How many lives did the storm cost?", Kind.COUNT, ""),
    ("How many deaths did Elvany's state news agency report?", Kind.COUNT, "Elvany's state news agency"),
    ("How many had died, according to hospital staff quoted by Elvata?", Kind.COUNT, "hospital staff Elvata"),
    ("Which village did the ministry say had been taken?", Kind.SAID, "the ministry"),
    ("What did the ministry report about the village?", Kind.SAID, "the ministry"),
    ("What was denied by the ministry about the village?", Kind.SAID, "the ministry"),
    ("What is the width of the breach?", Kind.COUNT, ""),
]


@pytest.mark.parametrize(("text", "kind", "speaker"), READINGS, ids=[row[0] for row in READINGS])
def test_readings(text: str, kind: Kind, speaker: str) -> None:
    question = read_question(text)
    assert (question.kind, question.speaker_text) == (kind, speaker)


COUNTED = [
    ("How many Elvanians work in Morne?", "Elvanians"),
    ("How many marsh fever cases did the agency report?", ""),
    ("How many North Korean casualties were there?", "North Korean"),
    ("How many patients with burns were treated?", "patients"),
    ("How many doses of vaccine were ordered?", "doses of vaccine"),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED, ids=[row[0] for row in COUNTED])
def test_what_is_counted(text: str, counted: str) -> None:
    assert read_question(text).counted_text == counted


def test_who_wants_something_demands_it() -> None:
    assert read_question("Who wants the letter to be published?").stance is Stance.DEMAND
    assert read_question("Who wants to buy the mill?").stance is None


def test_the_name_of_an_office_has_one_spelling() -> None:
    assert list_keys("the Defense Minister") == list_keys("the defence minister")


def test_a_verb_behind_did_has_two_sides() -> None:
    deed = read_question("When did the council write to Kestrin?").deed
    assert deed is not None
    assert (deed.doer, deed.other) == ("council", "kestrin")
    assert read_question("When will power be back?").deed is None


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("gate")
    page: Path = folder / "gate.txt"
    page.write_text(PAGE, encoding="utf-8")
    with Archive.open(folder / "gate.db", create=True) as archive:
        archive.add([str(page)])
        yield archive


ANSWERED = [
    ("How many people were moved from Pennick?", "300"),
    ("How many residents had to leave Pennick?", "300"),
    ("How many people were evacuated from Pennick and two hamlets?", "300"),
    ("How long will it take to free the gate at Pennick, according to Arro?", "two days"),
    ("How many people took part in the march, according to the organisers?", "8,000"),
    ("How many divers were sent to the Vale district?", "40"),
    ("What did the defence minister promise?", "We will publish"),
]


@pytest.mark.parametrize(("question", "words"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_answers(gate: Archive, question: str, words: str) -> None:
    answers = gate.ask(question).answers
    assert answers
    assert words in " ".join(part for source in answers[0].sources for part in source.words)


@pytest.mark.parametrize(
    "question",
    ["How many people were rescued at Pennick?", "How much did Kestrin pay for the mill?",
     "How many people were moved from Pennick on Friday?", "When did the council warn Jory Tamm?",
     "How many people took part in the march in Kaldor?",
     "How many divers were sent to the Orrow district?"],
)  # fmt: skip
def test_nothing_is_invented(gate: Archive, question: str) -> None:
    assert not gate.ask(question).answered
