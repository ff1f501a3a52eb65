from __future__ import annotations

from sayso.group.join import join_works
from sayso.group.stragglers import attach_stragglers
from sayso.group.terms import Terms, find_lead, scale
from sayso.model import Edge

STORY = ["dam", "flood", "inquiry"]


def make_terms(weights: dict[str, float]) -> Terms:
    return Terms(scale(weights), frozenset(weights))


TERMS = {
    "dam": make_terms({"varnholm": 2, "oduya": 1}),
    "flood": make_terms({"varnholm": 2, "skov": 1}),
    "inquiry": make_terms({"varnholm": 2, "aasgaard": 1}),
    "siren": make_terms({"skov": 2, "osterby": 1}),
    "lookalike": make_terms({"lindvik": 2, "varnholm": 1}),
}


def make_edges(work: str, *scores: float) -> list[Edge]:
    return [
        Edge(kind="story", a=work, b=other, score=score, because="") for other, score in zip(STORY, scores, strict=True)
    ]


def test_a_work_led_by_a_name_of_the_story_is_of_it() -> None:
    edges = make_edges("siren", 0.4, 0.3, 0.2)
    assert attach_stragglers([STORY, ["siren"]], edges, TERMS) == [["dam", "flood", "inquiry", "siren"]]


def test_a_lookalike_led_by_a_name_of_its_own_is_not() -> None:
    edges = make_edges("lookalike", 0.4, 0.4, 0.4)
    assert attach_stragglers([STORY, ["lookalike"]], edges, TERMS) == [STORY, ["lookalike"]]


def test_one_near_work_is_not_enough() -> None:
    edges = make_edges("siren", 0.5, 0.1, 0.1)
    assert attach_stragglers([STORY, ["siren"]], edges, TERMS) == [STORY, ["siren"]]


def test_what_people_keep_apart_stays_apart() -> None:
    edges = make_edges("siren", 0.9, 0.9, 0.0)
    assert attach_stragglers([STORY, ["siren"]], edges, TERMS) == [STORY, ["siren"]]


def test_a_small_story_draws_nobody() -> None:
    edges = [Edge(kind="story", a="siren", b="dam", score=0.9, because="")]
    assert attach_stragglers([["dam", "flood"], ["siren"]], edges, TERMS) == [["dam", "flood"], ["siren"]]


def test_lead_is_the_heaviest_rare_name_and_no_country() -> None:
    assert find_lead(make_terms({"norway": 5, "oduya": 3, "skov": 1, "marit oduya": 4})) == "oduya"
    assert find_lead(make_terms({"norway": 5})) is None
    assert find_lead(make_terms({"norway": 5, "oduya": 1}), 0.37) is None


def test_average_link_heeds_a_leading_name_that_the_other_does_not_know() -> None:
    works = {"a": scale({"flood": 1, "varnholm": 1.8}), "b": scale({"flood": 1, "lindvik": 1.8})}
    edges = [Edge(kind="story", a="a", b="b", score=0.24, because="")]
    assert join_works(works, edges) == [["a", "b"]]
    assert join_works(works, edges, {"a": "varnholm", "b": "lindvik"}) == [["a"], ["b"]]
