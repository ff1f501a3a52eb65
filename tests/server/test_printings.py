"""Copies under what they were copied from, and the words in which they differ."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso.archive import Archive
from sayso.dossier import Dossier
from sayso.model import Edge, Printing, Relation, Work
from sayso.server.printings import Copy, compare_to_original, grow_tree
from sayso.spans import contains


def make_work(*articles: str, original: str | None) -> Work:
    printings = tuple(
        Printing(article=a, relation=Relation.ORIGINAL if a == original else Relation.NEAR) for a in articles
    )
    return Work(id="work-1", articles=printings, original=original)


def tie(a: str, b: str, score: float) -> Edge:
    return Edge(kind="copy", a=a, b=b, score=score, because=f"{a} is like {b}")


def shape(copy: Copy) -> Any:
    return copy.article, [shape(child) for child in copy.copies]


def test_a_copy_stands_under_its_closest_printing() -> None:
    edges = [tie("b", "a", 0.9), tie("c", "a", 0.5), tie("c", "b", 0.8), tie("d", "x", 1.0)]
    (root,) = grow_tree(make_work("a", "b", "c", "d", original="a"), edges)
    assert shape(root) == ("a", [("b", [("c", [])]), ("d", [])])
    assert root.because is None and root.copies[0].because == "b is like a"
    assert root.copies[0].copies[0].because == "c is like b" and root.copies[1].because is None


def test_people_who_kept_two_apart_are_heard() -> None:
    (root,) = grow_tree(make_work("a", "b", "c", original="a"), [tie("b", "a", 0.9), tie("c", "b", 0.0)])
    assert shape(root) == ("a", [("b", []), ("c", [])])


def test_without_an_original_all_stand_side_by_side() -> None:
    roots = grow_tree(make_work("a", "b", original=None), [tie("b", "a", 0.9)])
    assert [shape(root) for root in roots] == [("a", []), ("b", [])]


def test_a_long_chain_of_copies_is_grown() -> None:
    names = [f"{number:04}" for number in range(400)]
    edges = [tie(b, a, 0.9) for a, b in pairwise(names)]
    (root,) = grow_tree(make_work(*names, original=names[0]), edges)
    depth = 0
    while root.copies:
        (root,) = root.copies
        depth += 1
    assert depth == 399


@pytest.fixture(scope="module")
def copies(sample_path: Path) -> list[tuple[Dossier, str]]:
    """The copies of the sample pages, each with its story."""
    with Archive.open(sample_path, read_only=True) as archive:
        dossiers = list(archive.dossiers())
    return [(dossier, article) for dossier in dossiers for article in dossier.articles if _is_copy(article, dossier)]


def _is_copy(article: str, dossier: Dossier) -> bool:
    return dossier.work_of(article).original not in (None, article)


def test_differences_are_words_of_the_two_bodies(copies: list[tuple[Dossier, str]]) -> None:
    assert copies, "there are copies among the sample pages"
    for dossier, article in copies:
        found = compare_to_original(article, dossier)
        assert found is not None
        copy, original = dossier.articles[article], dossier.articles[found.original]
        for span in found.added:
            assert any(contains(part, span) for part in copy.article.body)
            assert copy.text[span.start : span.end].strip()
        for missing in found.missing:
            assert 0 <= missing.at <= len(copy.text)
            assert all(any(contains(part, span) for part in original.article.body) for span in missing.spans)


def test_the_original_differs_from_nothing(copies: list[tuple[Dossier, str]]) -> None:
    for dossier, article in copies:
        assert compare_to_original(str(dossier.work_of(article).original), dossier) is None


def test_all_words_are_told_apart_or_shared(copies: list[tuple[Dossier, str]], ask: Callable[[str], Any]) -> None:
    """The words only in the copy and those left out account for all that is not the same."""
    for dossier, article in copies:
        part = ask(f"/api/v1/articles/{article}")["differences"]
        copy, original = dossier.articles[article], dossier.articles[part["original"]]
        added = " ".join(words["text"] for words in part["added"]).split()
        missing = " ".join(words["text"] for m in part["missing"] for words in m["words"]).split()
        ours = sum(len(copy.text[s.start : s.end].split()) for s in copy.article.body)
        theirs = sum(len(original.text[s.start : s.end].split()) for s in original.article.body)
        assert abs((ours - len(added)) - (theirs - len(missing))) <= 0.05 * theirs
