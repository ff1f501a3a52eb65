from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.match.quotations import LONGEST, find_quotations
from sayso.model import Span


def quoted(text: str) -> list[str]:
    paragraphs: list[Span] = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [text[span.start : span.end] for span in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We open on Monday,” the mayor said.", ["“We open on Monday,”"]),
        ('"We open on Monday," the mayor said.', ['"We open on Monday,"']),
        ("`` We open on Monday, '' the mayor said.", ["`` We open on Monday, ''"]),
        ("« Nous ouvrons lundi », said the mayor.", ["« Nous ouvrons lundi »"]),
        ("'We're ready and the dogs' kennel is too,' he said.", ["'We're ready and the dogs' kennel is too,'"]),
        ("The so-called 'night shift' ended.", ["'night shift'"]),
        ("The workers' union and the drivers' union met.", []),
        ("It's the '90s again, isn't it.", []),
        ("She called it “a start.” Nothing more.", ["“a start.”"]),
        ('He said "no" and then "yes, later" to them.', ['"no"', '"yes, later"']),
        (
            "„Wir öffnen am Montag“, sagte sie. Der Rat schwieg. „Mehr nicht“, sagte er.",
            ["„Wir öffnen am Montag“", "„Mehr nicht“"],
        ),
        (
            "»Wir öffnen am Montag«, sagte sie. Der Rat schwieg. »Mehr nicht«, sagte er.",
            ["»Wir öffnen am Montag«", "»Mehr nicht«"],
        ),
        ("„Otwieramy w poniedziałek”, powiedziała. Rada milczała.", ["„Otwieramy w poniedziałek”"]),
        ("”Vi öppnar på måndag”, sade hon. Rådet teg. ”Inte mer”, sade han.", ["”Vi öppnar på måndag”", "”Inte mer”"]),
        ("市長は「月曜日に開く」と述べた。議会は黙っていた。", ["「月曜日に開く」"]),
        ("彼女は「父は『もう遅い』と言った」と語った。橋は閉じた。", ["「父は『もう遅い』と言った」"]),
        ("» Mehr dazu im Netz.", []),
        ("”, he said, and left the room.", []),
        ("市长说：“我们周一开放。”议会沉默。", ["“我们周一开放。”"]),
        ("No marks at all.", []),
    ],
)
def test_quotation_marks_of_all_shapes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_long_quotation_opens_each_paragraph_and_closes_once() -> None:
    text = "“The ferry was late.\n“It will not be late again,” Oduya said.\nThe harbour is calm."
    assert quoted(text) == ["“The ferry was late.", "“It will not be late again,”"]


def test_quotation_over_paragraphs_with_one_pair_of_marks() -> None:
    text = "`` The ferry was late.\nIt will not be late again, '' Oduya said."
    assert quoted(text) == ["`` The ferry was late.\nIt will not be late again, ''"]


def test_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert quoted("He said “we open on Monday.\nThe mayor left.") == ["“we open on Monday."]


def test_forgotten_mark_does_not_swallow_the_page() -> None:
    text = "He said “we open." + " word" * LONGEST + " and “later” too."
    assert sum(map(len, quoted(text))) < 2 * LONGEST


@given(st.text(alphabet="ab .,\n“”\"'‘’`„«»「」『』", max_size=200))
def test_quotations_are_sorted_and_apart(text: str) -> None:
    spans = find_quotations(text, [Span(0, len(text))])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
