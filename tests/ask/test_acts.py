"""Who does what to whom, read of a question and of the words held against it; and what archives then do not answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.ask.acts import Act, find_fault, read_acts
from sayso.ask.question import read_question

TURNED, NOBODY, OTHER = "tells it the other way round", "does not tell who did it", "tells it of somebody else"

FAULTS = [
    ("Who cut the rope?", "The rope had been cut before dawn.", "cut", NOBODY),
    ("Who cut the rope?", "The rope had been cut by two sailors.", "cut", ""),
    ("Who cut the rope?", "Two sailors cut the rope.", "cut", ""),
    ("Who sank the ferry Alma?", "The ferry Alma, which sank off Pell, had nine people on board.", "sink", TURNED),
    ("When did the council warn the mill?", "It warned the council on Monday.", "warn", TURNED),
    ("When did the council warn the mill?", "The council warned the mill on Monday.", "warn", ""),
    ("When did Elvany capture Pell?", "On Monday Morne captured Pell.", "captur", OTHER),
    ("When did Orlo get the letter?", "The ministry got Orlo's letter on Monday.", "get", OTHER),
    ("When did the airport reopen?", "The company reopened the airport.", "reopen", ""),
    ("When was the airport reopened?", "The airport reopened on Monday.", "reopen", ""),
]


def _find(text: str, verb: str) -> Act:
    return next(act for act in read_acts(text) if act.verb == verb)


@pytest.mark.parametrize(("question", "text", "verb", "fault"), FAULTS, ids=[f"{q} {t}" for q, t, _, _ in FAULTS])
def test_faults(question: str, text: str, verb: str, fault: str) -> None:
    assert find_fault(_find(question, verb), _find(text, verb), frozenset()) == fault


def test_the_teller_must_be_who_admits_having_done_it() -> None:
    asked, told = (
        _find("Who admitted lighting the fire?", "light"),
        _find("The lamp accused of lighting it was new.", "light"),
    )
    assert find_fault(asked, told, frozenset({"orlo"}), by_teller=True) == OTHER
    assert not find_fault(asked, told, frozenset({"lamp"}), by_teller=True)


OPEN = [
    ("The council hopes to sell the mill.", "sel", True),
    ("The council will sell the mill.", "sel", True),
    ("The council sold the mill.", "sel", False),
    ("The council would repair the mill and had sold the barn.", "sel", False),
    ("The mill began to burn.", "burn", False),
]


@pytest.mark.parametrize(("text", "verb", "is_open"), OPEN, ids=[row[0] for row in OPEN])
def test_what_is_only_expected(text: str, verb: str, is_open: bool) -> None:
    assert _find(text, verb).open is is_open


@pytest.mark.parametrize("text", ["", " ", '"”“', "?!", "x" * 5000], ids=["empty", "blank", "quotes", "marks", "long"])
def test_nothing_to_read(text: str) -> None:
    assert all(isinstance(act, Act) for act in read_acts(text))


def test_a_march_is_no_month() -> None:
    assert not read_question("How many took part in the march?").months
    assert read_question("How many took part in march?").months == {3}


PAGE = """Mill at Pennick burns, ferry stops

PENNICK, March 11, 2024 (Fell Press) - The mill at Pennick burned down on Sunday, fire chief Tilde Arro said.

The alarm had been switched off an hour before, Arro said. She said the ferry could lose 4% of its passengers this year.

"Ida Vorn lit nothing," said Vorn's lawyer, Orlo Tamm.

The warehouse of the mill held 40 tonnes of rye, Arro said.

Economist Jory Pell denied that the mill had been insured.

Mayor Else Brandt warned the harbour minister, Rune Falk, that the bakers would need rye by May.

"Rain is promised for the weekend," said Pell, of the college in Orlund.

Prime Minister Ola Stenn was on holiday.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("mill")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    with Archive.open(folder / "mill.db", create=True) as archive:
        archive.add([str(folder / "page.txt")])
        yield archive


UNTOLD = [
    "Who switched off the alarm?",
    "How many passengers did the ferry lose last year?",
    "What did Ada Arro say about the mill?",
    "How many tonnes of plums did the warehouse hold?",
    "Which minister denied that the mill had been insured?",
    "What did Jory Pell say about the ferry?",
    "Who warned the Prime Minister?",
]
TOLD = [
    ("How many tonnes of rye did the warehouse hold?", "40"),
    ("Which economist denied that the mill had been insured?", "insured"),
    ("What did Jory Pell say about the mill?", "insured"),
    ("Who warned the harbour minister?", "rye"),
    ("Who said that the alarm had been switched off?", "switched off"),
]


@pytest.mark.parametrize("question", UNTOLD)
def test_untold(archive: Archive, question: str) -> None:
    assert not archive.ask(question).answered


@pytest.mark.parametrize(("question", "words"), TOLD, ids=[row[0] for row in TOLD])
def test_told(archive: Archive, question: str, words: str) -> None:
    answers = archive.ask(question).answers
    assert answers and words in answers[0].text
