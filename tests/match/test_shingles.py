from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.match.shingles import SIZE, WINDOW, hash_shingles, name_key, winnow

WORDS = st.lists(
    st.sampled_from(["the", "harbour", "council", "ferry", "tide", "mast", "rope", "quay", "lamp", "fog"]), max_size=60
)


def test_shingles_do_not_change_between_processes() -> None:
    assert [name_key(value) for value in hash_shingles(["the", "ferry", "left", "the", "quay", "early"])] == [
        "55e5cb1aeece427f",
        "884c0cbcb0da64bc",
    ]


def test_word_order_matters() -> None:
    words = ["the", "ferry", "left", "the", "quay"]
    assert list(hash_shingles(words)) != list(hash_shingles(words[::-1]))


def test_text_shorter_than_a_shingle_has_none() -> None:
    assert len(hash_shingles(["one"] * (SIZE - 1))) == 0
    assert winnow(np.zeros(0, np.uint64)) == []


def test_short_text_keeps_its_smallest() -> None:
    assert winnow(np.array([5, 3, 9], np.uint64)) == [3]


@given(before=WORDS, after=WORDS, other_before=WORDS, other_after=WORDS, numbers=st.lists(st.integers(), min_size=20))
def test_shared_passage_always_shares_a_key(
    before: list[str], after: list[str], other_before: list[str], other_after: list[str], numbers: list[int]
) -> None:
    passage = [str(number) for number in numbers[: WINDOW + SIZE - 1]]
    one = winnow(hash_shingles(before + passage + after))
    other = winnow(hash_shingles(other_before + passage + other_after))
    assert set(one) & set(other)


@given(st.lists(st.integers(0, 1000), max_size=200))
def test_winnowing_keeps_the_smallest_of_each_window(values: list[int]) -> None:
    kept = set(winnow(np.array(values, np.uint64)))
    for start in range(max(1, len(values) - WINDOW + 1)):
        window = values[start : start + WINDOW]
        assert not window or min(window) in kept
