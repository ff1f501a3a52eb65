"""Furniture in mid line: what stands between two sentences of a page that was printed in one line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.strip.body import Part, cut_paragraph

BEFORE = "“We have no more rooms,” she said."
AFTER = "Colonel Marn, who heads the service, said that more than 60 people had left."


def split(words: str) -> tuple[list[str], list[str]]:
    """What is body and what is furniture."""
    pieces = [(words[piece.start : piece.end], piece.part) for piece in cut_paragraph(words, 0, first=False)]
    return (
        [text for text, part in pieces if part is Part.BODY],
        [text for text, part in pieces if part is not Part.BODY],
    )


@pytest.mark.parametrize(
    "fragment",
    [
        "Something went wrong loading your list",
        "Sign in to see your saved pages",
        "Log in to leave a comment",
        "Please enable javascript to view this map",
        "Share this article",
        "Follow us on social media",
        "An error occurred while loading comments",
        "Click here to read the report in full",
        "Error in retrieving data",
    ],
)
def test_fragment_between_sentences_is_furniture(fragment: str) -> None:
    assert split(f"{BEFORE} {fragment} {AFTER}") == ([BEFORE, AFTER], [fragment])
    assert split(f"{fragment} {AFTER}") == ([AFTER], [fragment])


@pytest.mark.parametrize(
    "told",
    [
        "Something went wrong with the pump, the engineer said.",
        "Something went wrong with Tarnby Mill, the engineer said.",
        "Something went wrong again Tuesday night, said Orla Venn.",
        "Log in to the archive, and you will see the list, said Orla Venn.",
        "More from the mill was not to be had, said Orla Venn.",
        "Share this was all that the note said, Orla Venn told them.",
        "We use cookies for bait, said Orla Venn.",
    ],
)
def test_sentence_that_begins_alike_is_body(told: str) -> None:
    assert split(f"{BEFORE} {told} {AFTER}")[1] == []


@given(st.lists(st.sampled_from([BEFORE, AFTER, "Sign in to see your saved pages", "Home", "at", "“", ".", " "])))
def test_every_letter_is_kept_once_and_in_order(parts: list[str]) -> None:
    words = " ".join(parts)
    pieces = cut_paragraph(words, 0, first=False)
    assert "".join(words[piece.start : piece.end] for piece in pieces).replace(" ", "") == words.replace(" ", "")
    assert all(one.end <= two.start for one, two in pairwise(pieces))
