"""Two texts side by side."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Article, ArticleText, Span
from sayso.server.beside import Pair, Paragraph, line_up

FERRY = "The ferry between Skarrow and the mainland was stopped on Friday after the wind had risen to gale force."
MAYOR = "The mayor of Skarrow, Anna Brand, said that nobody on board the ferry had been hurt, and that all were home."
CLERK = "A clerk of the harbour office told reporters in the evening that the boat would not sail before Monday noon."
OTHER = "Seven lighthouses along the northern shore were repainted this summer by a crew of three old brothers."


def make_text(*paragraphs: str) -> ArticleText:
    text = "\n\n".join(paragraphs)
    body, at = [], 0
    for paragraph in paragraphs:
        body.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    block = Span(0, len(text))
    article = Article(id=f"article-{len(text):016x}", page="page-1", block=block, body=tuple(body), language="en")
    return ArticleText(article=article, text=text)


def read(side: Paragraph | None) -> str | None:
    return "".join(part.text for part in side.stretches) if side else None


def own_words(side: Paragraph | None) -> str:
    return "".join(part.text for part in side.stretches if part.own) if side else ""


def rows(pairs: list[Pair]) -> list[tuple[str | None, str | None]]:
    return [(read(pair.left), read(pair.right)) for pair in pairs]


def test_the_same_text_stands_beside_itself() -> None:
    pairs = line_up(make_text(FERRY, MAYOR), make_text(FERRY, MAYOR))
    assert rows(pairs) == [(FERRY, FERRY), (MAYOR, MAYOR)] and all(pair.is_same for pair in pairs)


def test_what_one_lacks_stands_alone() -> None:
    pairs = line_up(make_text(FERRY, MAYOR, CLERK), make_text(FERRY, CLERK, OTHER))
    assert rows(pairs) == [(FERRY, FERRY), (MAYOR, None), (CLERK, CLERK), (None, OTHER)]
    assert own_words(pairs[1].left) == MAYOR and own_words(pairs[3].right) == OTHER


def test_changed_words_are_marked() -> None:
    changed = FERRY.replace("gale force", "a full storm by noon")
    (pair,) = line_up(make_text(FERRY), make_text(changed))
    assert "gale force" in own_words(pair.left) and "a full storm" in own_words(pair.right)
    assert "Skarrow" not in own_words(pair.left) and not pair.is_same


def test_a_paragraph_that_moved_has_its_own_line() -> None:
    pairs = line_up(make_text(FERRY, MAYOR, CLERK), make_text(CLERK, FERRY, MAYOR))
    assert rows(pairs) == [(None, CLERK), (FERRY, FERRY), (MAYOR, MAYOR), (CLERK, None)]


def test_texts_that_share_nothing_stand_apart() -> None:
    assert rows(line_up(make_text(FERRY), make_text(OTHER))) == [(FERRY, None), (None, OTHER)]
    assert line_up(make_text(), make_text(OTHER))[0].left is None


texts = st.lists(st.sampled_from([FERRY, MAYOR, CLERK, OTHER, "Ha!", FERRY[:60]]), max_size=7)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_paragraph_stands_once_and_in_order(left: list[str], right: list[str]) -> None:
    pairs = line_up(make_text(*left), make_text(*right))
    assert [read(pair.left) for pair in pairs if pair.left] == left
    assert [read(pair.right) for pair in pairs if pair.right] == right
