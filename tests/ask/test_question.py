"""How a question is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ask.kinds import Kind
from sayso.ask.question import read_question
from sayso.ask.wording import MOST_CHARACTERS, clean_question
from sayso.model import Stance

KINDS = [
    ("How many people were killed in Elmford?", Kind.COUNT),
    ("How much will the bridge cost?", Kind.COUNT),
    ("For how much was the mill sold?", Kind.COUNT),
    ("What would the repair have cost?", Kind.COUNT),
    ("How did the number of missing change?", Kind.CHANGE),
    ("Who denies that the bell was cracked?", Kind.WHO),
    ("What did Ada Marn promise?", Kind.SAID),
    ("When did the ministry confirm it?", Kind.WHEN),
    ("Where was the bell found?", Kind.WHERE),
    ("Why was the ferry stopped?", Kind.WHY),
    ("Did the council receive a letter?", Kind.WHETHER),
    ("the ferry at Elmford", Kind.WHAT),
    ("By how much has the toll risen?", Kind.COUNT),
    ("What did Ada Marn pay for the mill?", Kind.COUNT),
    ("What did Ada Marn say she would pay?", Kind.SAID),
    ("What price was paid for the bell?", Kind.COUNT),
    ("What reason did Ada Marn give for the delay?", Kind.WHY),
    ("What is Ada Marn afraid of?", Kind.SAID),
    ("Who is said to have bought the mill?", Kind.WHO),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kind(text: str, kind: Kind) -> None:
    assert read_question(text).kind is kind


SPEAKERS = [
    ("What did Ada Marn deny?", "Ada Marn", Stance.DENY),
    ("How many people did Ada Marn say were hurt?", "Ada Marn", None),
    ("How many dead did the Ministry of Bells count?", "the Ministry of Bells", None),
    ("How many were missing, according to the mayor?", "the mayor", None),
    ("What did the harbour board promise?", "the harbour board", Stance.PLEDGE),
    ("When did Ada Marn admit that the bell was cracked?", "Ada Marn", Stance.CONFIRM),
    ("Did Ada Marn deny that there was a crack?", "Ada Marn", Stance.DENY),
    ("What did Ada Marn ask for?", "Ada Marn", Stance.DEMAND),
    ("How much has the state paid out?", "", None),
    ("How many bells did Elmford send?", "", None),
    ("Who rejects the report?", "", Stance.DENY),
    ("How long will it take, in Ada Marn's estimate?", "Ada Marn", None),
    ("What does Ada Marn ask of the neighbours?", "Ada Marn", Stance.DEMAND),
    ("What reason did the mayor give for the delay?", "the mayor", None),
    ("What is Ada Marn worried about?", "Ada Marn", None),
]


@pytest.mark.parametrize(("text", "speaker", "stance"), SPEAKERS, ids=[text for text, _, _ in SPEAKERS])
def test_speaker_and_stance(text: str, speaker: str, stance: Stance | None) -> None:
    question = read_question(text)
    assert (question.speaker_text, question.stance) == (speaker, stance)


def test_whom_somebody_contradicts_is_not_the_matter() -> None:
    question = read_question("Who contradicted the Ministry of Bells?")
    assert question.against and question.against.text == "Ministry of Bells"
    assert question.names == () and not question.is_empty
    assert read_question("Who contradicted it in Elmford?").against is None


def test_who_did_something_is_not_who_said_so() -> None:
    assert read_question("Who bought the mill?").acts and read_question("Who is said to have bought it?").acts
    assert not read_question("Who said that the mill was sold?").acts


def test_a_width_needs_its_word() -> None:
    assert "wid" in read_question("How wide is the breach?").dimension
    assert not read_question("How far has the wall moved?").dimension


def test_counted_nouns_measure_and_year() -> None:
    question = read_question("How many North Korean soldiers were killed in Elmford in 2022?")
    assert [w.text for w in question.counted] == ["North Korean", "soldiers"]
    assert question.measure == "deaths"
    assert [name.text for name in question.names] == ["Elmford"] and question.names[0].placed
    assert question.years == {"2022"}


def test_the_dead_are_no_measure_of_a_sum() -> None:
    assert read_question("How much is paid to the families of the dead?").measure is None


@given(st.text(max_size=600))
def test_any_text_is_a_question(text: str) -> None:
    question = read_question(text)
    assert len(question.text) <= MOST_CHARACTERS
    assert all(character.isprintable() or character == " " for character in clean_question(text)) or question.text


HOSTILE = [
    "",
    " \0\x01\x1b[31m ",
    "word " * 10_000,
    "x" * 100_000,
    "Wie viele Menschen sind gestorben?",
    "сколько людей погибло?",
    'NEAR("a" "b") OR * AND NOT ^ : {x} -',
    "'; DROP TABLE pages; --",
    "how many how many how many did did did say say",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_are_read(text: str) -> None:
    assert len(read_question(text).text) <= MOST_CHARACTERS
