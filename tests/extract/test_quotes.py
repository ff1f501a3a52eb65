"""Where quotations stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.quotes import find_quotations

CASES = [
    ('"Rain fell," she said.', ['"Rain fell,"']),
    ("“Rain fell,” she said. “It stopped.”", ["“Rain fell,”", "“It stopped.”"]),
    ("'The town's well isn't dry,' Marn said.", ["'The town's well isn't dry,'"]),
    ("The ferries' owners and the towns' mayors met.", []),
    (
        "'They begged us, 'please stay,' and we stayed. Now they ask, 'why are you here,'' Marn told the paper.",
        ["'They begged us, 'please stay,' and we stayed. Now they ask, 'why are you here,''"],
    ),
    ("''We stay open,'' Ms. Orla said.", ["''We stay open,''"]),
    ("She called it 'a farce for the growers' sake' and left.", ["'a farce for the growers' sake'"]),
    ("Der Sprecher sagte: „Es regnet.“", ["„Es regnet.“"]),
    ("Il a dit : « Il pleut. »", ["« Il pleut. »"]),
    ("“The first paragraph has no closing mark.", ["“The first paragraph has no closing mark."]),
    ("The '90s were dry, and the '80s wet.", []),
    ("“He told me ‘go home’ and I went,” she said.", ["“He told me ‘go home’ and I went,”"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations_are_found(text: str, expected: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in find_quotations(text)] == expected


def test_inner_words_are_without_marks() -> None:
    text = "''Stay,'' he said. “Go"
    assert [quote.inner(text) for quote in find_quotations(text)] == ["Stay,", "Go"]
    assert [quote.closed for quote in find_quotations(text)] == [True, False]


@given(st.text(alphabet="ab .,'\"“”‘’«»\n", max_size=200))
def test_quotations_lie_in_order_and_apart(text: str) -> None:
    quotes = find_quotations(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(a.end <= b.start for a, b in itertools.pairwise(quotes))


@pytest.mark.parametrize("mark", ['"', "'", "“", "''", "‘"])
def test_many_marks_are_no_trap(mark: str) -> None:
    assert len(find_quotations(f"{mark}a " * 50_000)) <= 50_000
