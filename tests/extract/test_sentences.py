"""Sentences of an article."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.sentences import split_paragraph, split_sentences
from sayso.model import Article, Span

CASES = [
    ("The U.S. envoy left. He flew home.", ["The U.S. envoy left.", "He flew home."]),
    ("The fee is $1.35 ($1 = 1.3905 marks). It rose.", ["The fee is $1.35 ($1 = 1.3905 marks).", "It rose."]),
    (
        "The ferry sank, the port reported.Divers went down.",
        ["The ferry sank, the port reported.", "Divers went down."],
    ),
    ('The plan covers the coast."It is late," Marn said.', ["The plan covers the coast.", '"It is late," Marn said.']),
    (
        '"We left. We ran. We hid," Marn said. "It was dark."',
        ['"We left. We ran. We hid," Marn said.', '"It was dark."'],
    ),
    ('"Is it over? Who knows?" Marn said. He sat.', ['"Is it over? Who knows?" Marn said.', "He sat."]),
    ("Aug. 22, 8:05 a.m. -- A kayak was stolen.", ["Aug. 22, 8:05 a.m. --", "A kayak was stolen."]),
    ("Mr. Marn met Sen. Orla Vey and Lt. Col. Bo Tarn. They spoke.", None),
    ("'Stop it!' The mayor of Elm said later that nobody was hurt.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_paragraphs_are_split(text: str, expected: list[str] | None) -> None:
    found = [text[span.start : span.end] for span in split_paragraph(text)]
    if expected is None:
        assert len(found) == 2
    else:
        assert found == expected


def test_headline_is_one_sentence_with_offsets_into_the_page() -> None:
    text = "Menu\nFerry sinks. Two lost\nThe ferry sank. Divers came.\nMenu\nThe end."
    article = Article(
        id="article-1",
        page="page-1",
        block=Span(0, len(text)),
        headline=Span(5, 26),
        body=(Span(27, 55), Span(61, len(text))),
    )
    found = split_sentences(text, article)
    assert [text[s.start : s.end] for s in found] == [
        "Ferry sinks. Two lost",
        "The ferry sank.",
        "Divers came.",
        "The end.",
    ]
    assert [s.headline for s in found] == [True, False, False, False]
    assert [s.paragraph for s in found] == [-1, 0, 0, 1]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB .,'\"“”?!\n", max_size=300))
def test_no_visible_character_is_lost(text: str) -> None:
    spans = split_paragraph(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in covered for place, char in enumerate(text) if not char.isspace())


def test_one_line_of_a_megabyte_is_split() -> None:
    assert len(split_paragraph("word " * 200_000)) >= 40
    assert len(split_paragraph("x" * 300_000)) >= 10
