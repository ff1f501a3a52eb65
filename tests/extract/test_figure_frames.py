"""What a number counts by how its sentence hangs together: invented sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sayso.extract import extract_findings, figure_framed, parsed
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_frames import Frame
from sayso.extract.figures import extract_figures
from sayso.extract.parse import Parse, find_clause_quotes, parse_sentences
from sayso.extract.parsed import ParsedSentences
from sayso.extract.quotes import Quotation
from sayso.extract.tree import Tree
from sayso.model import Article, ArticleText, Figure, Span

READ = [
    # the noun behind a sum, and the verb above
    ("She was released on $2,500 bond.", "$2,500", "bond", "released"),
    ("Prosecutors laid out how $2.7 million vanished from the chapel.", "$2.7 million", None, "vanished"),
    ("Records show the $3.1 million paid for 19 kiosks.", "$3.1 million", "kiosks", "paid"),
    # a measure of how late, far or much
    ("The ferry was two hours late.", "two hours", "ferry", "late"),
    ("The mayor has raised fares 25 times.", "25 times", "fares", "raised"),
    ("The blaze burned for nine hours.", "nine hours", "blaze", "burned"),
    # what something rises to is no rise
    ("The yield rose to 4.21%.", "4.21%", "yield", None),
    # what is told of a count
    ("Monks said that at least 61 of their bells were ringing.", "at least 61", "bells", "rung"),
    ("The mayor said women held 38 posts.", "38", "posts", "held"),
    # of boats no value is counted, and no euros are hurt
    ("Four boats worth 9,000 euros were sunk.", "Four", "boats", None),
    # what the counted are called
    ("The mayor said 29 weavers were listed as missing.", "29", "weavers", "missing"),
    ("The mayor said 12 kilns were feared cracked.", "12", "kilns", "cracked"),
    ("The mayor said a party of 28 weavers sang.", "28", "weavers", None),
    # a unit is nothing that is counted, "well" no measure
    ("The letter warned that the wall had moved 11 millimetres in three months.", "three months", None, "moved"),
    ("The mayor said a kiln had been fired twice as well.", "twice", None, None),
    # what points at an amount told before
    ("The pier cost $8 million. The council put the figure at $9 million.", "$9 million", "pier cost", "cost"),
    ("Sales of kites came to $4 million. A rival predicted $5 million.", "$5 million", "Sales of kites", "revenue"),
]


def read_all(text: str) -> tuple[Figure, ...]:
    span = Span(0, len(text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)
    return extract_figures(item, (), ())


def read_figure(text: str, words: str) -> Figure:
    return next(figure for figure in read_all(text) if text[figure.start : figure.end].startswith(words))


@pytest.mark.parametrize(("text", "words", "counted", "measure"), READ, ids=[text[:40] for text, *_ in READ])
def test_what_the_sentence_tells_of_a_number(text: str, words: str, counted: str | None, measure: str | None) -> None:
    figure = read_figure(text, words)
    assert (figure.counted, figure.measure) == (counted, measure)


def test_articles_read_together_have_the_figures_of_each_alone() -> None:
    items = []
    for number, (text, *_) in enumerate(READ):
        span = Span(0, len(text))
        article = Article(id=f"article-{number}", page="page-1", block=span, body=(span,))
        items.append(ArticleText(article=article, text=text))
    together = [found.figures for found in extract_findings(items)]
    assert together == [extract_findings([item])[0].figures for item in items]


def test_a_kept_parse_is_the_parse() -> None:
    texts = ["“It rains,” said Ann, 41, of the 3 mills.", "Nine — no, ten — \ud800 came.", ""]
    kept = ParsedSentences(size=2)
    first = [tree.tokens for tree in kept.find(texts)]
    assert first == [tree.tokens for tree in kept.find(texts)]
    assert first == [tree.tokens for tree in ParsedSentences().find(texts)]
    plain = Tree(parse_sentences(["The pier cost $8 million."])[0])
    kept.keep(plain.text, plain)
    assert kept.find([plain.text])[0].tokens == plain.tokens


def test_what_was_met_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, asked = ParsedSentences(size=2), list[str]()

    def parse(texts: Sequence[str]) -> list[Parse]:
        asked.extend(texts)
        return parse_sentences(texts)

    monkeypatch.setattr(parsed, "parse_sentences", parse)
    for text in ("It rains.", "It snows.", "It rains.", "It hails.", "It rains."):
        kept.find([text])
    assert asked == ["It rains.", "It snows.", "It hails."]


def test_each_sentence_is_searched_for_quotations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def find(text: str) -> tuple[Quotation, ...]:
        searched.append(text)
        return find_clause_quotes(text)

    monkeypatch.setattr(figure_framed, "find_clause_quotes", find)
    read_all("".join(f"“It rose {number} percent " for number in range(300)) + "by May.")
    assert searched
    assert len(searched) == len({*searched})


def test_a_pointer_is_followed_among_the_figures_right_before_it_only(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[int] = []
    follow = figure_framed._follow_pointer

    def count(draft: Draft, frame: Frame, before: Sequence[Draft]) -> Frame:
        handed.append(len(before))
        return follow(draft, frame, before)

    monkeypatch.setattr(figure_framed, "_follow_pointer", count)
    read_all("Sales rose 3 percent. A year ago the figure was 4 percent. " * 60)
    assert max(handed) == figure_framed.MOST_POINTED
