"""The model's parses do not hang on who multiplies its matrices, nor on what is parsed beside a sentence."""

from __future__ import annotations

import pytest

from sayso.extract import parse

SENTENCES = [
    "Harbour master Lena Voss said on Monday that seven people had died.",
    "The company that runs the ferry denied that it had been overloaded, according to the Sørby Post.",
    '"We saw nothing," Brun Ekeland told reporters, adding that the lamps had been out for a week.',
    "Who claims that the pier was shut?",
]


def test_blas_gives_the_same_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parse.parse_sentences(SENTENCES)
    model = parse.load_model.__wrapped__()
    monkeypatch.setattr(parse, "load_model", lambda: model)
    parse.use_blas()
    assert parse.parse_sentences(SENTENCES) == expected
    assert [parse.parse_sentences([sentence])[0] for sentence in SENTENCES] == expected
