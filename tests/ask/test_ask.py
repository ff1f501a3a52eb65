"""Answers over the sample pages: what is supported is said, what only tempts is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.ask.filters import read_search

ANSWERED = [
    ("How many people were killed at Grell?", "12", "12"),
    ("Who denied that the sirens had been off?", "17", "the sirens had been off"),
    ("What did Wilhelmine Strack call the duty?", "02", "a tax on Ilvany's own breakfast"),
    ("How many people did Kressel say had been made homeless?", "", "more than 6,000"),
    ("Why were the helicopters kept on the ground?", "", "lacked a signature"),
    ("How much has the state already paid out to households?", "08", "31 million crowns"),
    ("How many employees did the plant have?", "07", "260"),
    ("How high did the Institute of Hydraulics put the cost?", "08", "7 billion crowns"),
    ("What does Lindqvar fear?", "19", "I fear there will be another"),
    ("Does Lindqvar think that Trake should go?", "19", "I think the tray should go"),
    ("By how much have Veskstrom's shares fallen?", "08", "22%"),
    ("What did Hubert Sallow admit about the inspection?", "23", "concerned the lower dam"),
]


@pytest.mark.parametrize(("question", "file", "words"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_answers_cite_the_words(sample_archive: Archive, question: str, file: str, words: str) -> None:
    found = sample_archive.ask(question)
    assert found.answered and not found.nearest
    sources = found.answers[0].sources
    assert any(words in " ".join(source.words) and f"/{file}" in f"/{source.place}" for source in sources)
    texts = {page.id: page.text for page in sample_archive.pages()}
    for answer in found.answers:
        for source in answer.sources:
            cut = tuple(texts[source.page][span.start : span.end] for span in source.spans)
            assert cut == source.words


TEMPTING = [
    "How many people were killed in Brunnock in 2022?",
    "How many people were killed in Kaldow?",
    "How many children were killed in Brunnock?",
    "How many people did Reynard Pohlig say were injured?",
    "What did Dorte Kressel say about the plum duty?",
    "Who denies that the lighthouse was sold twice?",
    "Did Odile Farran deny that there was a letter?",
    "When did Lorenz Ambrey resign?",
    "What did Odile Farran admit?",
    "How wide is the Orm reservoir?",
    "How many soldiers did Ilvany send to Brunnock?",
    "How many firefighters were killed at Grell?",
    "What does Sunniva Aske fear?",
]


@pytest.mark.parametrize("question", TEMPTING)
def test_what_only_tempts_is_no_answer(sample_archive: Archive, question: str) -> None:
    found = sample_archive.ask(question)
    assert not found.answered and found.answers == ()
    assert all(near.missing for near in found.nearest)


def test_what_a_page_tells_itself_comes_near_and_is_no_answer(sample_archive: Archive) -> None:
    found = sample_archive.ask("Who keeps the eraser?")
    assert not found.answered
    told = [near for near in found.nearest if not near.statements and not near.figures]
    assert told and "in her desk" in told[0].text and "nobody is named" in told[0].missing[0]


def test_a_number_that_moved_is_told_in_order(sample_archive: Archive) -> None:
    found = sample_archive.ask("How did Ilvany's duty on Morrendish plums change?")
    assert found.answered and len({answer.figures for answer in found.answers}) > 1


HOSTILE = ["", "\0\x1b", "word " * 10_000, "Wie viele?", '"a" NEAR( * OR ^', "'; DROP TABLE pages; --", "?" * 5_000]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_find_nothing_and_break_nothing(sample_archive: Archive, question: str) -> None:
    assert not sample_archive.ask(question).answered
    assert list(sample_archive.search(question, limit=3)) is not None


def test_an_empty_archive_answers_nothing(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "empty.db", create=True) as archive:
        assert not archive.ask("How many people were killed?").answered
        assert list(archive.search("speaker:Nobody stance:deny")) == []
        assert archive.briefing(every=True).stories == ()


# --- search -----------------------------------------------------------------------------------------------------------


def test_filters_are_cut_from_words() -> None:
    search = read_search('letter speaker:"Anselm Trake" stance:DENY after:2024-03 disputed:yes colon:kept')
    assert search.words == "letter     colon:kept" or search.words.split() == ["letter", "colon:kept"]
    assert (search.stance, search.after, search.disputed, search.speaker_text) == (
        "deny",
        "2024-03",
        True,
        "Anselm Trake",
    )


def test_statements_of_a_speaker_by_stance(sample_archive: Archive) -> None:
    hits = list(sample_archive.search("letter speaker:Trake stance:deny"))
    assert hits and all(hit.speaker == "Anselm Trake" and hit.stance == "deny" and hit.statement for hit in hits)
    assert all("letter" in hit.snippet[mark.start : mark.end].lower() for hit in hits for mark in hit.marks)


def test_dates_and_outlets_narrow(sample_archive: Archive) -> None:
    hits = list(sample_archive.search("Halvick outlet:Courier after:2024-04-01"))
    assert hits and all("Courier" in (hit.outlet or "") and (hit.published or "") >= "2024-04" for hit in hits)
    assert list(sample_archive.search("Halvick before:2001")) == []


def test_plain_words_are_found_as_before(sample_archive: Archive) -> None:
    hits = list(sample_archive.search('"curling hall"', limit=5))
    assert hits and all(hit.statement is None and hit.marks for hit in hits)
