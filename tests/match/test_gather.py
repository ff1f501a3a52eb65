from __future__ import annotations

from collections.abc import Sequence

from sayso.match.components import Groups
from sayso.match.gather import gather, list_pairs
from sayso.model import Edge


class Rhymes:
    """Words that end alike: a station small enough to see through."""

    name = "rhymes"
    key_limit = 4
    candidates = 10
    telling = 0.0

    def keys(self, record: str) -> list[str]:
        return [record[-2:]]

    def score(self, a: str, b: str) -> Edge | None:
        return Edge(kind="rhyme", a=a, b=b, score=0.5, because="They end alike.") if len(a) == len(b) else None

    def cluster(self, records: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
        groups = Groups(records, [(edge.a, edge.b) for edge in edges if edge.score == 0])
        for edge in edges:
            if edge.score > 0:
                groups.join(edge.a, edge.b)
        return groups.all()


def test_only_records_that_share_a_key_meet() -> None:
    assert gather(Rhymes(), ["moon", "noon", "lamp"], str) == [["lamp"], ["moon", "noon"]]


def test_a_key_that_too_many_hold_is_passed_over() -> None:
    first = ["boon", "loon", "moon", "noon", "soon"]  # the fifth still meets the four that hold it
    assert gather(Rhymes(), [*first, "spoon", "swoon", "toon"], str) == [first, ["spoon"], ["swoon"], ["toon"]]


def test_a_persons_word_wins() -> None:
    apart = Edge(kind="rhyme", a="noon", b="moon", score=0, because="They are not alike.")
    assert gather(Rhymes(), ["moon", "noon"], str, [apart]) == [["moon"], ["noon"]]
    same = Edge(kind="rhyme", a="lamp", b="moon", score=1, because="They belong together.")
    assert gather(Rhymes(), ["lamp", "moon"], str, [same]) == [["lamp", "moon"]]


def test_pairs_of_groups() -> None:
    assert list_pairs([["b", "a", "c"], ["d"]]) == {("a", "b"), ("a", "c"), ("b", "c")}
