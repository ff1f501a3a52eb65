"""Who wrote an article by the elements around its text: what counts, and from how far."""

from __future__ import annotations

import pytest

from sayso.read.signed import Signed, find_writers

TEXT = range(20, 40)  # the lines of the main text


@pytest.mark.parametrize(
    ("signed", "writers"),
    [
        ([], ()),
        ([(18, 2, "Ada Finch")], ("Ada Finch",)),
        ([(18, 1, "By Ada Finch and Jo Adler")], ("Ada Finch", "Jo Adler")),
        ([(18, 1, "Herald newsroom"), (18, 2, "Ada Finch"), (18, 2, "Ada Finch")], ("Ada Finch",)),
        ([(41, 2, "Jo Adler"), (18, 1, "Ada Finch")], ("Ada Finch",)),
        ([(41, 2, "Jo Adler")], ("Jo Adler",)),
        ([(30, 2, "Jo Adler"), (2, 2, "Ada Finch"), (60, 2, "Bo Marn")], ()),
        ([(15 + n, 2, name) for n, name in enumerate(("Ada", "Bo", "Cy", "Dot", "Eli"))], ()),
        ([(18, 1, words) for words in ("By", "Follow the author", "4 May 2031", "Staff writer", "|", "Who?")], ()),
        ([(18, 1, "A sentence of more words than any name has")], ()),
    ],
    ids=range(10),
)
def test_find_writers(signed: list[Signed], writers: tuple[str, ...]) -> None:
    assert find_writers(signed, TEXT) == writers


def test_without_a_text_nobody_wrote_it() -> None:
    assert find_writers([(18, 2, "Ada Finch")], ()) == ()
