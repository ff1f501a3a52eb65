"""How the printings of a text are told: by what way each came, and why they are one."""

from __future__ import annotations

import pytest

from sayso.archive.printings import Printings, Tie
from sayso.cli.printings import MOST_PRINTED, print_printings
from sayso.model import Article, ArticleText, Relation, Span

TEXT = "The ferry ran aground off Ellery on Sunday, and her crew walked ashore at low tide."
ITEM = ArticleText(article=Article(id="article-1", page="page-1", block=Span(0, len(TEXT))), text=TEXT)
COUNTED = "18 of its 20 words (90%, in one piece) stand in the other's 40."


def make_printings(*ties: Tie, unlisted: int = 0) -> Printings:
    way = ("Ellery Herald",)
    return Printings("work-1", "article-1", "It bears the earliest date.", way, others=ties, unlisted=unlisted)


def test_each_printing_is_told_with_its_way_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    way = ("Newsly", "Valley Wire", "MNA")
    passages = ((Span(0, 9), Span(40, 49)),)
    tie = Tie("article-2", Relation.EXCERPT, way, "pages/b.txt", COUNTED, is_shorter=True, passages=passages)
    print_printings(make_printings(tie, Tie("article-3", Relation.NEAR, (), "pages/c.txt")), ITEM)
    shown = " ".join(capsys.readouterr().out.split())
    assert "article-1 Ellery Herald | this article | original" in shown
    assert "article-2 Newsly < Valley Wire < MNA | excerpt | pages/b.txt" in shown
    assert f"because: that one: {COUNTED}" in shown
    assert "Both have (characters 0-9 here, 40-49 there): “The ferry”" in shown
    assert "article-3 outlet not known | near | pages/c.txt because: both are tied to other printings" in shown


def test_of_many_printings_the_first_are_told_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    ties = [Tie(f"article-{n:02}", Relation.IDENTICAL, (), "p.txt") for n in range(MOST_PRINTED + 3)]
    print_printings(make_printings(*ties, unlisted=4), ITEM)
    assert "… and 7 more" in capsys.readouterr().out


def test_nothing_is_said_of_the_only_printing(capsys: pytest.CaptureFixture[str]) -> None:
    print_printings(make_printings(), ITEM)
    assert capsys.readouterr().out == ""
