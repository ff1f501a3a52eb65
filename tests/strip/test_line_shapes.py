"""Shortcuts in judging lines: they say what the long way says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import FurnitureKind
from sayso.rules.furniture import CONTACT, RATE
from sayso.rules.initials import ALL, read_initials, read_needed
from sayso.rules.lines import is_note, judge_line
from sayso.rules.shape import LineKind, has_digit, is_ended
from sayso.rules.tables import load_rules
from sayso.rules.times import age_pattern, is_age

SHAPES = [
    shape
    for table in ("note", "pattern", "rate", "ends_pattern")
    for shapes in load_rules("furniture")[table].values()
    for shape in shapes
]


@pytest.mark.parametrize(
    ("pattern", "initials"),
    [
        ("share .*", "Ss"),
        ("(?:load|show) more", "LlSs"),
        (r"(?:the )?tides?\b", "Tt"),
        (r"(?:a|the )?\d+", "AaTt0123456789"),
        (r"(?-i:Follow|FOLLOW) us", "Ff"),
        (r"\[(?:ad|ads)\]", "["),
        (r"x{0,2}y+z", "XxYy"),
        ("©.*", ""),
    ],
)
def test_a_pattern_begins_with_few_characters(pattern: str, initials: str) -> None:
    assert read_initials(pattern) == frozenset(initials)


@pytest.mark.parametrize("pattern", ["(?=a)b", "(?!a)b", r"\bword", "^word", "a?", "a|", r"(a)?(?(1)b|c)", ".*"])
def test_a_pattern_that_is_not_understood_may_begin_with_anything(pattern: str) -> None:
    assert read_initials(pattern) >= ALL - {"\n"}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r".{2,100}\bContributed(?: to)?", "contributed"),
        (r"[^x]{0,80}\bour (?:standards|rules)", "our "),
        (r"\S+@\S+\.\w{2,10}", "@"),
        ("(?:one|two) or three", " or three"),
        ("colou?rs", "colo"),
        ("one|two", ""),
        ("(?=one)two", ""),
        (r"(\w)\1", ""),
    ],
)
def test_words_that_a_pattern_needs(pattern: str, words: str) -> None:
    assert read_needed(pattern) == words


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=2)  # to make one takes long; a hundred of each were tried when this was written
@given(data=st.data())
def test_what_a_shape_of_the_rules_matches_has_what_is_read_of_it(shape: str, data: st.DataObject) -> None:
    words = data.draw(st.from_regex(re.compile(shape, re.IGNORECASE), fullmatch=True))
    assert not words[:1].isascii() or words[:1] in read_initials(shape) or words[0] not in ALL
    assert read_needed(shape) in words.casefold()


@pytest.mark.parametrize(
    "note",
    [
        "Correction: the ferry sank in May, not in June.",
        "This story was first published on 3 May.",
        "All rights reserved.",
        "© 2031 Valley Herald",
        "Write to the desk at letters@herald.example.",
        "1 crown = 0.4 dollars",
        "A man was hurt, she said.",
        "Ada Finch",
        "12 March 2031",
        "Follow us on the river",
        "...",
        "12:30",
    ],
)
def test_a_note_is_what_the_line_is_judged_to_be(note: str) -> None:
    assert is_note(note) == _is_judged_note(note)


@given(
    st.lists(st.sampled_from(["This story", "was", "updated", "©", "by", "Ada Finch", "2031", ".", ":", "(", "said"]))
)
def test_a_note_is_judged_alike_whatever_its_words(words: list[str]) -> None:
    assert is_note(" ".join(words)) == _is_judged_note(" ".join(words))


def _is_judged_note(words: str) -> bool:
    kind, furniture, because = judge_line(words)
    return kind is LineKind.FURNITURE and furniture is FurnitureKind.OTHER and because not in (CONTACT, RATE)


TIME = load_rules("credits")["time"]


@given(
    st.sampled_from(["", "vor ", "il y a ", "hace ", "posted ", "for "]),
    st.sampled_from(["3", "12 ", "an ", "einer ", ""]),
    st.sampled_from([*TIME["units"], *TIME["joined_ages"], *TIME["today"], "harbour"]),
    st.sampled_from(["", "s", "n", "en", "es", "e"]),
    st.sampled_from(["", *(f" {after}" for after in TIME["after_age"]), " now"]),
    st.booleans(),
)
def test_an_age_is_told_as_by_its_pattern(
    before: str, number: str, unit: str, ending: str, after: str, loud: bool
) -> None:
    words = f"{before}{number}{unit}{ending}{after}"
    words = words.upper() if loud else words
    assert is_age(words) == (age_pattern().fullmatch(words) is not None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("no. 3", True), ("٣ روز", True), ("none", False), ("½ a mile", False), ("x" * 600 + "7", True), ("", False)],
)
def test_digits_of_any_script(words: str, expected: bool) -> None:
    assert has_digit(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("It ended.”)", True), ("終わった。", True), ("It ended. ”", True), ("It ended", False), ("e.g. this", False)],
)
def test_a_line_ends_as_a_sentence(words: str, expected: bool) -> None:
    assert is_ended(words) is expected
