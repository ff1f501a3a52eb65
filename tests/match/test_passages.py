from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.match.passages import Run, find_runs


def test_runs_of_two_texts() -> None:
    a = ["one", "two", "three", "four", "five", "six", "seven"]
    b = ["zero", "one", "two", "three", "four", "five", "nine", "six", "seven"]
    assert find_runs(a, b) == [Run(a=0, b=1, length=5)]


def test_longest_place_wins() -> None:
    a = ["a", "b", "c", "d", "e", "f", "g"]
    b = ["a", "b", "c", "d", "e", "x", "a", "b", "c", "d", "e", "f", "g"]
    assert find_runs(a, b) == [Run(a=0, b=6, length=7)]


def test_of_equal_places_the_next_in_order_wins() -> None:
    refrain = ["so", "said", "the", "old", "man"]
    a = ["one", "two", "three", "four", "five", "six", *refrain]
    b = [*refrain, "x", *a]
    assert find_runs(a, b) == [Run(a=0, b=6, length=11)]


def test_nothing_shared() -> None:
    assert find_runs(["a", "b", "c", "d", "e", "f"], ["f", "e", "d", "c", "b", "a"]) == []


@given(
    st.lists(st.sampled_from("abc"), max_size=80),
    st.lists(st.sampled_from("abc"), max_size=80),
)
def test_runs_are_the_same_words_and_apart(a: list[str], b: list[str]) -> None:
    runs = find_runs(a, b)
    for run in runs:
        assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
        assert run.length >= 5
    assert all(x.a + x.length <= y.a for x, y in pairwise(runs))
