"""What a number counts by how its sentence hangs together: invented sentences."""

from __future__ import annotations

import pytest

from sayso.extract import extract_findings
from sayso.extract.figures import extract_figures
from sayso.extract.parse import parse_sentences
from sayso.extract.parsed import ParsedSentences
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
    # what points at an amount told before
    ("The pier cost $8 million. The council put the figure at $9 million.", "$9 million", "pier cost", "cost"),
    ("Sales of kites came to $4 million. A rival predicted $5 million.", "$5 million", "Sales of kites", "revenue"),
]


def read_figure(text: str, words: str) -> Figure:
    span = Span(0, len(text))
    item = ArticleText(article=Article(id="article-1", page="page-1", block=span, body=(span,)), text=text)
    figures = extract_figures(item, (), ())
    return next(figure for figure in figures if text[figure.start : figure.end].startswith(words))


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
