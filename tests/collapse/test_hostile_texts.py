"""Bad input: what must neither fail nor run away."""

from __future__ import annotations

from sayso.collapse import Collapse, align
from sayso.match.gather import CROWD, LOOKED, gather, thin_keys
from sayso.match.passages import find_shared
from sayso.match.readings import read_words
from sayso.match.words import LONGEST_BODY
from sayso.model import Article, ArticleText, Relation, Span, Work

SENTENCE = (
    "The harbour council of Varnholm voted on Tuesday to close the old swing bridge to lorries from next spring. "
)


def make_item(name: str, text: str) -> ArticleText:
    body = (Span(0, len(text)),) if text else ()
    article = Article(id=f"article-{name}", page=name, block=Span(0, len(text)), body=body)
    return ArticleText(article=article, text=text)


def collapse(*items: ArticleText) -> list[Work]:
    return gather(Collapse(), items, lambda item: item.article.id)


def test_texts_of_one_word_prove_nothing() -> None:
    assert len(collapse(make_item("a", "Closed"), make_item("b", "Closed"))) == 2


def test_empty_bodies_are_works_of_their_own() -> None:
    assert len(collapse(make_item("a", ""), make_item("b", ""), make_item("c", "… — !"))) == 3


def test_text_repeated_in_itself() -> None:
    once, often = make_item("a", SENTENCE), make_item("b", SENTENCE * 10_000)
    assert len(Collapse().keys(often)) <= len(read_words(once)) + 5
    edge = Collapse().score(once, often)
    assert edge is not None and edge.relation is Relation.EXCERPT
    assert align(often, once)[0].length >= len(SENTENCE) - 2


def test_two_texts_repeated_in_themselves_share_one_run() -> None:
    """Each word stands in a thousand places of the other: eight are tried, and the longest run is gone over once."""
    often, oftener = make_item("a", SENTENCE * 5_000), make_item("b", f"Again and again: {SENTENCE * 10_000}")
    assert len(find_shared(read_words(often), read_words(oftener))) == 1


def test_text_of_five_megabytes_is_compared_as_far_as_it_is_read() -> None:
    text = " ".join(f"word{number}" for number in range(600_000))[:5_000_000]
    long, same = make_item("a", text), make_item("b", text + " and more")
    assert len(read_words(long).words) <= LONGEST_BODY
    (work,) = collapse(long, same)
    assert len(work.articles) == 2


def test_one_line_of_quotation_marks() -> None:
    text = "“ " * 60_000
    assert Collapse().score(make_item("a", text), make_item("b", text)) is None


def test_keys_that_everybody_holds_cost_no_more_than_a_few() -> None:
    """Texts made so that all share their keys: each still meets a bounded number of others."""
    station = CountingCollapse()
    items = [make_item(f"{number:04}", f"{SENTENCE * 3} {number} other words stand here") for number in range(150)]
    gather(station, items, lambda item: item.article.id)
    assert station.scored <= len(items) * station.candidates


class CountingCollapse(Collapse):
    def __init__(self) -> None:
        self.scored = 0

    def score(self, a: ArticleText, b: ArticleText):  # type: ignore[no-untyped-def]
        self.scored += 1
        return super().score(a, b)


def test_text_printed_more_often_than_is_looked_at_is_one_work() -> None:
    items = [make_item(f"{number:04}", f"Edition {number}. {SENTENCE * 2}") for number in range(LOOKED + 100)]
    assert len(collapse(*items)) == 1


def test_keys_that_many_printings_hold_are_not_kept_again() -> None:
    held = {"a": CROWD, "b": CROWD, "c": CROWD - 1}
    assert thin_keys(["a", "b", "c", "new"], held, [["a", "c"], ["c"]]) == ["b", "c", "new"]
    assert thin_keys(["a", "b"], held, []) == ["a", "b"]
