from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.match.readings import read_words
from sayso.match.words import LONGEST_BODY, fold_words
from sayso.model import Article, ArticleText, Span


def make_item(text: str, *body: Span) -> ArticleText:
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), body=body or (Span(0, len(text)),))
    return ArticleText(article=article, text=text)


def test_words_know_their_place_and_whether_they_are_quoted() -> None:
    text = "MENU Oduya said: “The ferry’s late.” He left."
    words = read_words(make_item(text, Span(5, len(text))))
    assert words.words == ["oduya", "said", "the", "ferry", "s", "late", "he", "left"]
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)][3] == "ferry"
    assert list(words.quoted) == [0, 0, 1, 1, 1, 1, 0, 0]


def test_curly_and_straight_apostrophes_give_the_same_words() -> None:
    assert fold_words("Oduya’s", Span(0, 7)) == fold_words("Oduya's", Span(0, 7)) == ["oduya", "s"]


def test_body_without_words() -> None:
    assert len(read_words(make_item("… — !"))) == 0


def test_endless_body_is_cut() -> None:
    assert len(read_words(make_item("tide " * LONGEST_BODY))) == LONGEST_BODY // 5
    two = Span(0, LONGEST_BODY), Span(LONGEST_BODY, LONGEST_BODY + 50)
    assert len(read_words(make_item("tide " * LONGEST_BODY, *two))) == LONGEST_BODY // 5


@given(st.text(alphabet="aZé2_ .,’“\n-—ßпц９", max_size=80))
def test_words_by_table_are_those_of_the_pattern(text: str) -> None:
    words = read_words(make_item(text))
    assert words.places == [match.span() for match in re.finditer(r"[^\W_]+", text)]
    assert words.words == [
        unicodedata.normalize("NFKC", match.group()).lower() for match in re.finditer(r"[^\W_]+", text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ferry left 😀 early", id="beyond-the-first-plane"),
        pytest.param("The ferry left \ud83d early", id="half-a-character"),
        pytest.param("The fe\u00adrry left early", id="soft-hyphen"),
        pytest.param("The fe\u0301rry left early", id="accent-of-its-own"),
        pytest.param("The ferry left 港 early", id="another-script"),
    ],
)
def test_words_of_texts_that_no_table_holds(text: str) -> None:
    words = read_words(make_item("MENU " + text, Span(5, 5 + len(text))))
    assert (words.words[0], words.words[-1]) == ("the", "early")
    assert (words.places[0][0], words.places[-1][1]) == (5, 5 + len(text))


def test_words_of_several_paragraphs_with_furniture_between() -> None:
    text = "The ferry. ADVERT The quay"
    words = read_words(make_item(text, Span(0, 10), Span(18, 26)))
    assert [text[start:end] for start, end in words.places] == ["The", "ferry", "The", "quay"]
    assert words.span(1, 3) == Span(4, 21)


@pytest.mark.parametrize(
    ("text", "names", "numbers"),
    [
        pytest.param("The ferry to Ost Haven left.", {("ost", "haven")}, set(), id="within a sentence"),
        pytest.param("Crews left. Osterby slept. “Wait,” said Voss.", {("voss",)}, set(), id="not where one begins"),
        pytest.param("In Osterby, Ilka Voss's boat", {("osterby",), ("ilka", "voss")}, set(), id="a comma parts them"),
        pytest.param("Then I saw Lea.", {("lea",)}, set(), id="a letter alone is none"),
        pytest.param("It cost 1,200 crowns at 4.5 percent, 12.", set(), {"1,200", "4.5", "12"}, id="numbers"),
        pytest.param("", set(), set(), id="nothing"),
        pytest.param("港湾当局は月曜日に十二人", set(), set(), id="a script without capitals"),
    ],
)
def test_the_particulars_of_a_text(text: str, names: set[tuple[str, ...]], numbers: set[str]) -> None:
    words = read_words(make_item(text))
    assert (words.names, words.numbers) == (names, numbers)
