"""Sentences whose words fit a question and that do not answer it: one invented page for each way to be untrue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive

PAGES = {
    "quarry": """Blast at Tarnhow quarry kills seven

TARNHOW, June 4, 2024 (Fell Press) - Seven workers were killed on Tuesday when a wall of the Tarnhow quarry \
collapsed, mine inspector Runa Holt said.

Holt said another four workers had died of their injuries in hospital. In 2019 a fall of rock at the quarry killed \
two people, she said.

If the second wall gives way, 40 people could be killed, Holt said. "Were nine workers killed? No," she said.

"We did not receive a warning before the blast," said quarry owner Pell Ostrander.

The union said 12 percent of the workers had been trained for such a fall.
""",
    "ferry": """Ferry line Marrow & Sons buys rival Kestrin

PORT ALDER, March 11, 2024 (Fell Press) - Ferry line Marrow & Sons has bought its rival Kestrin for 80 million \
marks, Marrow's chief executive Tilde Arro said on Monday.

Arro said Kestrin had sued Marrow in January over a berth. Kestrin's lawyer Odo Brandt denied that the line had \
ever owed Marrow 3 million marks.

Arro said she expected ticket prices to rise by 6 percent next year. "We will not close the northern route," she said.

Brandt accused Arro of hiding two reports. He said it was not true that Kestrin had bribed the harbour master.

The harbour authority of Wendle said it had ordered five ferries. In Port Alder, the authority said, 20 berths \
were free.
""",
    "strike": """Bakers' strike at Dunmere enters second week

DUNMERE, October 7, 2024 (Fell Press) - Some 900 bakers were on strike in Dunmere on Monday, union leader Maud \
Kinsel said.

Kinsel said a third of the bakeries had closed. The employers' federation said 300 bakers had returned to work.

"If they offer four percent, we shall end the strike," Kinsel said. She asked whether the mayor had met the employers.

Mayor Jory Tamm said he might resign if the strike went on. He refused to say whether the city had paid for the \
bread from Ostley.

Kinsel praised the police for their patience. Tamm said Kinsel had threatened the mediator.

The federation said it had fired no one.
""",
}

UNTRUE = [
    ("another year", "How many people were killed at the Tarnhow quarry in 2018?"),
    ("another place", "How many workers were killed at the Ostley quarry?"),
    ("a supposed case", "Who said that 40 people were killed at the quarry?"),
    ("a quoted question", "Who said that nine workers were killed at Tarnhow?"),
    ("a thing denied", "Who said that Kestrin bribed the harbour master?"),
    ("a thing denied, by its number", "How much did Kestrin owe Marrow?"),
    ("a forecast", "By how much did ticket prices rise last year?"),
    ("roles exchanged: bought", "Who said that Kestrin bought Marrow?"),
    ("roles exchanged: sued", "Who said that Marrow sued Kestrin?"),
    ("roles exchanged: accused", "Who was accused by Arro of hiding reports?"),
    ("roles exchanged: threatened", "Who said the mediator threatened Kinsel?"),
    ("roles exchanged: praised", "Who said that the police praised Kinsel?"),
    ("another who does so", "How many ferries did Marrow order?"),
    ("not said", "Who said that the quarry received a warning?"),
    ("a refusal to say", "Who said that the city paid for the bread?"),
    ("an indirect question", "Who said that the mayor met the employers?"),
    ("a condition", "Who said that the mayor resigned?"),
    ("a condition: an end", "Who said that the strike ended?"),
    ("no one", "Who said that the federation fired bakers?"),
    ("the number of another thing", "How many ferries were free in Port Alder?"),
    ("a share for a count", "How many workers had been trained?"),
    ("a promise not to", "Who said the northern route would close?"),
]

ANSWERED = [
    ("How many workers were killed at the Tarnhow quarry?", "Seven"),
    ("How many people were killed at the quarry in 2019?", "two people"),
    ("Who said that Kestrin sued Marrow?", "Kestrin had sued Marrow"),
    ("What did Pell Ostrander say about a warning?", "We did not receive a warning"),
    ("How many bakers were on strike in Dunmere?", "900 bakers"),
    ("Who said that Kinsel had threatened the mediator?", "Kinsel had threatened the mediator"),
    ("How many ferries did Wendle order?", "five ferries"),
    ("Who said the northern route would not close?", "not close the northern route"),
    ("Who denied that Kestrin had bribed the harbour master?", "bribed the harbour master"),
    ("Who said that 40 people could be killed?", "40 people could be killed"),
    ("What share of the workers had been trained?", "12 percent"),
    ("How many more workers died in hospital?", "another four"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("untrue")
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "untrue.db", create=True) as archive:
        archive.add(sorted(map(str, folder.glob("*.txt"))))
        yield archive


@pytest.mark.parametrize("question", [row[1] for row in UNTRUE], ids=[row[0] for row in UNTRUE])
def test_what_is_not_said_is_no_answer(archive: Archive, question: str) -> None:
    found = archive.ask(question)
    assert not found.answered, [(answer.text, answer.because) for answer in found.answers]


@pytest.mark.parametrize(("question", "words"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_what_is_said_is_an_answer(archive: Archive, question: str, words: str) -> None:
    found = archive.ask(question)
    assert found.answered, [(near.text, near.missing) for near in found.nearest]
    assert words in found.answers[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Pell Ostrnader say about a warning?", "We did not receive a warning"),  # two letters exchanged
        ("How many bakers were on strike in Dunmmere?", "900 bakers"),  # one more
        ("How many workers were killed at the Tarnow quarry?", "Seven"),  # one less
    ],
)
def test_a_name_misspelt_by_one_letter_is_found(archive: Archive, question: str, words: str) -> None:
    found = archive.ask(question)
    assert found.question == question
    assert found.answered and words in found.answers[0].text


@pytest.mark.parametrize("question", ["What did Pell Bstrander say?", "What did Pell Ostronter say about a warning?"])
def test_a_name_further_off_is_another(archive: Archive, question: str) -> None:
    assert not archive.ask(question).answered
