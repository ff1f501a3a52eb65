"""Stances, names, roles, what passes on and how sure: on invented sentences."""

from __future__ import annotations

import re

import pytest

from sayso.extract.confidence import load_confidence
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Span, SpeakerKind, Stance, Statement


def read(text: str) -> tuple[Statement, ...]:
    """The statements of an invented article without headline."""
    body = tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text))
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), body=body)
    return extract_statements([ArticleText(article=article, text=text)])[0]


def words_of(text: str, statement: Statement) -> str:
    """The content's words."""
    return " … ".join(text[span.start : span.end] for span in statement.content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Marl said 40 people had been hurt, two of them badly, and that some 900 had been moved.",
            "40 people had been hurt, two of them badly, and that some 900 had been moved",
        ),
        (
            "More than 20 people were being treated for burns, Ada Moss, director of the Orl hospital, told reporters.",
            "More than 20 people were being treated for burns",
        ),
        ("The Orl Health Board put the number of sick at 27.", "the number of sick at 27"),
        ("The agency said 30 people were missing, down from 90 on the first list.", "30 people were missing"),
        ("On Friday the harbour court ruled that the boat is his.", "the boat is his"),
    ],
)
def test_content(text: str, content: str) -> None:
    assert content in [words_of(text, statement) for statement in read(text)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry had received no letter about the bridge, Ada Moss said.", Stance.DENY),
        ("“There is no letter,” Ada Moss told reporters.", Stance.DENY),
        ("Ada Moss called the report a hoax.", Stance.DENY),
        ("Ada Moss called the trade “reckless and shameful”.", Stance.CONDEMN),
        ("Ada Moss said the bridge had three piers.", Stance.ASSERT),
        ("Ada Moss confirmed that the bridge had moved.", Stance.CONFIRM),
        ("Ada Moss neither confirmed nor ruled out legal action.", Stance.CANNOT_RULE_OUT),
        ("Ada Moss asked the council to lower the lake.", Stance.DEMAND),
        ("Ada Moss asked whether the lake was full.", Stance.QUESTION),
        ("Ada Moss said she would visit the town on Monday.", Stance.ANNOUNCE),
        ("Ada Moss said she would not visit the town.", Stance.ASSERT),
        ("Ada Moss said she would speak once the lake was empty.", Stance.ASSERT),
        ("The institute put the cost at 7 million crowns.", Stance.ESTIMATE),
    ],
)
def test_stance(text: str, stance: Stance) -> None:
    assert [statement.stance for statement in read(text)][:1] == [stance]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Transport Minister Ada Moss on Friday dismissed the report.", "Ada Moss", "Transport Minister", None),
        ("Tom Brake of Orl Polytechnic said the wall had moved.", "Tom Brake", None, "Orl Polytechnic"),
        ("“No,” said harbour master Tom Brake.", "Tom Brake", "harbour master", None),
        ("The Fruit Board's Ada Moss said it would rain.", "Ada Moss", None, "Fruit Board"),
        (
            "The Harbour Board denied the report. “We got none,” said its spokeswoman, Ada Moss.",
            "Ada Moss",
            "spokeswoman",
            "Harbour Board",
        ),
        (
            "Ada Moss, medical director of the Upper Orl district hospital, said beds were full.",
            "Ada Moss",
            "medical director of the Upper Orl district hospital",
            "Upper Orl district hospital",
        ),
    ],
)
def test_speaker(text: str, name: str, role: str | None, affiliation: str | None) -> None:
    source = read(text)[-1].source
    assert (source.name, source.role, source.affiliation) == (name, role, affiliation)


def test_article_names_its_bodies() -> None:
    text = "Marnpower, which runs the dam, was silent. Marnpower said on Monday that it keeps copies."
    assert read(text)[-1].source.kind == SpeakerKind.ORGANISATION
    text = "The Harbour Board met on Monday. The board said the pier was safe."
    assert read(text)[-1].source.name == "Harbour Board"


def test_two_bodies_of_one_kind_stay_apart() -> None:
    text = "The Harbour Board met the Fruit Board on Monday. The board said the pier was safe."
    assert read(text)[-1].source.name == "The board"


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("The Orl Courier reported on Sunday, citing a clerk, that the letter was lost.", "a clerk", "Orl Courier"),
        ("Ilna, the state news agency, put the number of dead at 27, citing a nurse.", "a nurse", "Ilna"),
        ("Ada Moss told the local station Radio Orl that ten boats were missing.", "Ada Moss", "Radio Orl"),
    ],
)
def test_passed_on(text: str, name: str, via: str) -> None:
    statement = read(text)[-1]
    assert statement.source.name == name
    assert [link.name.removeprefix("The ") for link in statement.via] == [via]


def test_nobody_is_no_speaker() -> None:
    assert not [s for s in read("Nobody said that the bridge was safe.") if s.source.name == "Nobody"]
    assert all(s.source.name != "Ada Moss" for s in read("Asked about the tray, Ada Moss left the room."))
    assert all(s.source.name != "Some 300 people" for s in read("Some 300 people were told to leave their homes."))


def test_confidence_falls_with_the_way_it_was_found() -> None:
    direct, clause, phrase = (
        read(text)[0].confidence
        for text in (
            "“The bridge is safe,” Ada Moss said.",
            "Ada Moss said the bridge was safe.",
            "Ada Moss denied the report.",
        )
    )
    assert direct > clause > phrase >= 0.5
    assert read("Ada Moss denied that.")[0].confidence < 0.5
    assert all(0 <= share <= 1 for share in load_confidence()["way"].values())
