"""Average link by sums that are kept, beside one that adds up every pair anew."""

from __future__ import annotations

from itertools import combinations, pairwise, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sayso.group.join import ALIKE, COHESION, LIKE, join_works, multiply
from sayso.group.terms import scale
from sayso.model import Edge

Works = dict[str, dict[str, float]]

WEIGHTS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.5, 5.0), min_size=1).map(scale)


def join_naively(works: Works, linked: set[frozenset[str]]) -> list[list[str]]:
    """Join the two groups that an edge touches and whose pairs are the most alike, until none are alike enough."""
    groups = [(name,) for name in sorted(works)]

    def measure(a: tuple[str, ...], b: tuple[str, ...]) -> float:
        return sum(multiply(works[x], works[y]) for x, y in product(a, b)) / (len(a) * len(b))

    def cohesion(a: tuple[str, ...]) -> float:
        pairs = list(combinations(a, 2))
        return sum(multiply(works[x], works[y]) for x, y in pairs) / len(pairs)

    def belong(a: tuple[str, ...], b: tuple[str, ...], likeness: float) -> bool:
        touch = any(frozenset(pair) in linked for pair in product(a, b))
        tight = [cohesion(group) for group in (a, b) if len(group) > 1]
        return touch and likeness >= LIKE and (len(tight) < 2 or likeness >= min(ALIKE, COHESION * min(tight)))

    while True:
        pairs = [(measure(a, b), a, b) for a, b in combinations(groups, 2)]
        likely = [(likeness, a, b) for likeness, a, b in pairs if belong(a, b, likeness)]
        if not likely:
            return sorted(sorted(group) for group in groups)
        _, a, b = max(likely)
        groups = [group for group in groups if group not in (a, b)] + [a + b]


def has_ties(works: Works) -> bool:
    """Whether pairs are so nearly as alike as others, or as a bound, that rounding decides."""
    values = sorted(multiply(works[a], works[b]) for a, b in combinations(sorted(works), 2))
    return any(y - x < 1e-6 for x, y in pairwise(values))


@given(st.lists(WEIGHTS, min_size=2, max_size=7), st.data())
@settings(max_examples=150, deadline=None)
def test_sums_that_are_kept_join_as_sums_made_anew(weights: list[dict[str, float]], data: st.DataObject) -> None:
    works = {f"work-{number}": own for number, own in enumerate(weights)}
    pairs = list(combinations(sorted(works), 2))
    linked = data.draw(st.sets(st.sampled_from(pairs)))
    assume(not has_ties(works))
    edges = [Edge(kind="story", a=a, b=b, score=0.5, because="") for a, b in sorted(linked)]
    assert join_works(works, edges) == join_naively(works, {frozenset(pair) for pair in linked})
