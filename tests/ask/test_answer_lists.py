"""The list of answers: one a sentence, a speaker's answers under the first, no tail of what only comes near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.ask.records import Answers

FRONT = """Norwegian brigade loses hundreds at Pennick, ally says

PENNICK, March 11, 2024 (Fell Press) - Norwegian soldiers have been fighting at Pennick since January.

The defence ministry said on Monday that at least 1,000 of some 9,000 Norwegian soldiers at Pennick had been killed.

A lawmaker of the coalition, Tilde Arro, said in February that there were about 4,700 Norwegian casualties, \
including 600 deaths.

Two days before, the mayor, Jory Tamm, said 52 miners had been killed in the pit, including 8 foremen.
"""

LETTER = """Mayor says no letter came about the sluice

PENNICK, March 12, 2024 (Fell Press) - The mayor of Pennick, Jory Tamm, denied on Tuesday that a letter about the \
sluice had reached the town hall.

"There was no letter," Tamm said. Asked again in the evening, he rejected reports of a letter as a rumour.

The sluice's operator, Kestrin, also denied that it had sent a letter.

The priest, Olle Brandt, said he would not read letters before breakfast.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "front.txt").write_text(FRONT, encoding="utf-8")
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    with Archive.open(folder / "lists.db", create=True) as archive:
        archive.add([str(folder / "front.txt"), str(folder / "letter.txt")])
        yield archive


@pytest.fixture(scope="module")
def killed(pages: Archive) -> Answers:
    return pages.ask("How many Norwegian soldiers were killed?")


@pytest.fixture(scope="module")
def denied(pages: Archive) -> Answers:
    return pages.ask("Who denied that there was a letter?")


def test_a_sentence_is_one_answer(killed: Answers) -> None:
    texts = [answer.text for answer in killed.answers]
    assert len(texts) == len(set(texts))
    assert killed.answers[0].sources[0].words == ("at least 1,000",)  # the 9,000 are what these are a part of


def test_the_deaths_of_a_sum_are_of_its_side(killed: Answers) -> None:
    assert [words for a in killed.answers for s in a.sources for words in s.words] == ["at least 1,000", "600"]
    assert not pages_of(killed, "foremen")


def pages_of(found: Answers, words: str) -> list[str]:
    return [answer.text for answer in found.answers if words in answer.text]


def test_who_says_it_again_is_told_under_the_first(denied: Answers) -> None:
    speakers = [answer.speaker for answer in denied.answers]
    assert sorted(filter(None, speakers)) == ["Jory Tamm", "Kestrin"]
    again = next(answer for answer in denied.answers if answer.speaker == "Jory Tamm").alike
    assert again
    assert all("letter" in " ".join(source.words) for source in again)


def test_what_only_comes_near_is_left_out(denied: Answers) -> None:
    assert not pages_of(denied, "breakfast")


def test_what_is_cited_again_stands_on_its_page(pages: Archive, denied: Answers) -> None:
    texts = {page.id: page.text for page in pages.pages()}
    for source in (source for answer in denied.answers for source in answer.alike):
        assert tuple(texts[source.page][span.start : span.end] for span in source.spans) == source.words


def test_why_is_said_in_words(denied: Answers, killed: Answers) -> None:
    assert "denies it" in denied.answers[0].because
    reasons = [reason for found in (denied, killed) for answer in found.answers for reason in answer.because]
    assert not [reason for reason in reasons if "%" in reason or " = " in reason or "stance:" in reason]


def test_who_somebody_is_is_one_answer_over_all_stories(pages: Archive) -> None:
    found = pages.ask("Who is Jory Tamm?")
    assert [answer.speaker for answer in found.answers] == ["Jory Tamm"]
    assert len({source.page for source in (*found.answers[0].sources, *found.answers[0].alike)}) == 2


SHARED = "The coast guard said that 12 sailors had drowned off Marrow Head in 2019."

WRECK = f"""Ferry Lindis raised after five years

MARROW HEAD, June 3, 2024 (Fell Press) - Divers raised the ferry Lindis from the sea bed on Monday. {SHARED}

The salvage firm Harl said the hull would be scrapped in autumn. Crowds watched from the cliffs.
"""

BUDGET = f"""Parliament of Ost votes on lighthouses and school meals

OST, November 20, 2025 (Fell Press) - Deputies in Ost approved money for lighthouses and school meals on Thursday. \
{SHARED}

The finance minister, Anna Brull, said taxes on peat would rise. Farmers protested with tractors outside the bank.
"""


def test_one_sentence_in_two_stories_is_one_answer(tmp_path: Path) -> None:
    for name, text in (("wreck", WRECK), ("budget", BUDGET)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(tmp_path / "two.db", create=True) as archive:
        archive.add([str(tmp_path / "wreck.txt"), str(tmp_path / "budget.txt")])
        assert len(list(archive.stories())) == 2
        (answer,) = archive.ask("How many sailors drowned off Marrow Head?").answers
    assert [source.words for source in (*answer.sources, *answer.alike)] == [("12",), ("12",)]
