"""Words that stand in many unrelated texts make no copy; words that many printings of one text have do."""

from __future__ import annotations

from random import Random

from sayso.collapse import Collapse
from sayso.collapse.common import COMMON, mark_common
from sayso.match.gather import gather
from sayso.match.passages import Run
from sayso.match.readings import read_words
from sayso.match.shingles import name_key
from sayso.model import Article, ArticleText, Relation, Span

STOCK = [
    "Shares of the company, which runs ferries between the islands, have lost a third of their value this year.",
    "Analysts say that the market expects the harbour authority to raise its fees again before the summer ends.",
]
SYLLABLES = ("ka", "lo", "mi", "tur", "ven", "sa", "dro", "pel", "ni", "gar", "ost", "hel")


def make_item(name: str, *paragraphs: str) -> ArticleText:
    text = " ".join(paragraphs)
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=f"article-{name}", page=name, block=whole, body=(whole,)), text=text)


def invent(seed: int, words: int) -> str:
    """Words that no other text has."""
    rng = Random(seed)
    return " ".join("".join(rng.choices(SYLLABLES, k=4)) for _ in range(words)) + "."


def test_what_rests_on_stock_sentences_is_no_copy() -> None:
    station = Collapse()
    a, b = (make_item(f"{n}", invent(n, 40), *STOCK, invent(5000 + n, 30)) for n in (1, 2))
    edge = station.score(a, b)
    assert edge is not None  # of two texts nobody can tell
    first, second = (a, b) if edge.a == a.article.id else (b, a)
    assert station.review(first, second, edge, lambda keys: dict.fromkeys(keys, COMMON)) == edge
    assert station.review(first, second, edge, lambda keys: dict.fromkeys(keys, COMMON + 1)) is None


def test_a_text_of_many_printings_is_no_stock() -> None:
    text = invent(999_999, 120)
    printings = [make_item(f"{n:03}", text, invent(1000 + n, 8)) for n in range(COMMON + 60)]
    excerpt = make_item("x", " ".join(text.split()[30:80]), invent(888_888, 60))
    works = gather(Collapse(), [*printings, excerpt], lambda item: item.article.id)
    assert len(works) == 1
    relations = {printing.article: printing.relation for printing in works[0].articles}
    assert relations["article-x"] in (Relation.EXCERPT, Relation.VERSION)


def test_a_word_is_judged_by_the_nearest_key() -> None:
    words = read_words(make_item("a", invent(3, 40)))
    shingles = [name_key(value) for value in words.shingles]
    marks = mark_common([Run(0, 0, 40)], words, lambda _: {shingles[0]: COMMON + 1, shingles[30]: 2})
    assert set(marks[:16]) == {1}
    assert set(marks[20:]) == {0}
    assert not any(mark_common([Run(0, 0, 40)], words, lambda _: {}))
