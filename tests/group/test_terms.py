from __future__ import annotations

import math

import pytest

from sayso.group.join import join_works, multiply
from sayso.group.terms import rate_word, read_terms, strip_ending
from sayso.model import Article, ArticleText, Edge, Span


def make_item(text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id="article-1", page="page-1", block=whole, body=(whole,)), text=text)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("Ferries", "ferry"),
        ("bridges", "bridge"),
        ("Oduya's", "oduya"),
        ("Oduya’s", "oduya"),
        ("press", "press"),
        ("gas", "gas"),
    ],
)
def test_endings(word: str, bare: str) -> None:
    assert strip_ending(word) == bare


def test_rare_words_weigh_more() -> None:
    assert rate_word("the") < rate_word("council") < rate_word("blizzard") < rate_word("varnholm")


def test_names_are_what_is_never_written_small() -> None:
    terms = read_terms(
        make_item("Turkey sold wheat. Then Turkey closed its ports, said Ilka Brandt. A cold turkey is no meal.")
    )
    assert "ilka brandt" in terms.names
    assert "turkey" not in terms.names


def test_words_of_every_story_weigh_nothing() -> None:
    weights = read_terms(
        make_item("On Thursday the minister told Nordwire the 40 girders of 2031 had cracked.")
    ).weights
    assert not {"thursday", "told", "the", "40"} & weights.keys()
    assert weights["girder"] > weights["2031"] > 0


def test_title_case_is_no_proof_of_a_name() -> None:
    text = "Council Closes Bridge To Heavy Lorries\nThe council closed it."
    body = Span(0, 38), Span(39, len(text))
    item = ArticleText(article=Article(id="a", page="p", block=Span(0, len(text)), body=body), text=text)
    assert "bridge" not in read_terms(item).names


def test_weights_are_scaled() -> None:
    weights = read_terms(make_item("Divers found cracks in the girders of Varnholm bridge.")).weights
    assert math.isclose(multiply(weights, weights), 1.0)


def test_text_without_words() -> None:
    assert read_terms(make_item("… 12, 13 —")).weights == {}


def make_edge(a: str, b: str, score: float = 0.5) -> Edge:
    return Edge(kind="story", a=a, b=b, score=score, because="A test.")


def test_a_bridge_between_two_stories_does_not_join_them() -> None:
    half = math.sqrt(0.5)
    works = (
        {f"a{n}": {"x": 1.0} for n in range(3)}
        | {f"b{n}": {"y": 1.0} for n in range(3)}
        | {"m": {"x": half, "y": half}}
    )
    names = sorted(works)
    edges = [make_edge(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if multiply(works[a], works[b]) > 0]
    stories = join_works(works, edges)
    assert not any({"a0", "b0"} <= set(story) for story in stories)


def test_likeness_counts_pairs_that_were_never_scored() -> None:
    works = {name: {"x": 1.0} for name in "abc"}
    assert join_works(works, [make_edge("a", "b"), make_edge("b", "c")]) == [["a", "b", "c"]]


def test_without_an_edge_nothing_is_joined() -> None:
    assert join_works({"a": {"x": 1.0}, "b": {"x": 1.0}}, []) == [["a"], ["b"]]


def test_two_tight_groups_of_like_subject_stay_two() -> None:
    likeness = 0.4
    other = {"x": likeness, "y": math.sqrt(1 - likeness**2)}
    works = {"a0": {"x": 1.0}, "a1": {"x": 1.0}, "b0": other, "b1": other}
    names = sorted(works)
    edges = [make_edge(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    assert join_works(works, edges) == [["a0", "a1"], ["b0", "b1"]]
    assert join_works({name: works[name] for name in ("a0", "b0")}, [make_edge("a0", "b0")]) == [["a0", "b0"]]
