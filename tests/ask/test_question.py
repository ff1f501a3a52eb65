"""How a question is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ask.question import MOST_CHARACTERS, Kind, clean_question, read_question
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
]


@pytest.mark.parametrize(("text", "speaker", "stance"), SPEAKERS, ids=[text for text, _, _ in SPEAKERS])
def test_speaker_and_stance(text: str, speaker: str, stance: Stance | None) -> None:
    question = read_question(text)
    assert (question.speaker_text, question.stance) == (speaker, stance)


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
