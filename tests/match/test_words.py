from __future__ import annotations

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
