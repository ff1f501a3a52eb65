from __future__ import annotations

import pytest

from sayso.match.credentials import mark_credentials
from sayso.match.readings import read_words
from sayso.model import Article, ArticleText, Span


def mark(text: str) -> list[str]:
    whole = Span(0, len(text))
    words = read_words(ArticleText(article=Article(id="a", page="p", block=whole, body=(whole,)), text=text))
    marks = mark_credentials(text, words.places)
    return [word for word, marked in zip(words.words, marks, strict=True) if marked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the quay is safe, Ilka Brandt said", "ilka brandt"),
        ("Ilka Brandt, who runs the harbour office, said so", "ilka brandt who runs the harbour office"),
        (
            "according to Colonel Odo Lind of the Rescue Corps, crews left",
            "colonel odo lind of the rescue corps crews left",
        ),
        ("said Odo Lind, mayor of Osterby. The ferry left", "odo lind mayor of osterby"),
        ("Brandt said the ferry left", ""),
        ("no capitals at all, and a comma", ""),
        ("Odo Lind\nBrandt, who left", "odo lind"),
        ("Odo Lind, " + "who went on and on " * 5 + "and left", "odo lind"),
        ("", ""),
    ],
)
def test_names_and_who_they_are(text: str, expected: str) -> None:
    assert " ".join(mark(text)) == expected
