"""How alike two contents are, as a whole and clause by clause: shared words by weight, words of one sense included."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from sayso.link.readings import Part, Reading
from sayso.link.thesaurus import are_alike, list_senses

SAME_SENSE = 0.9  # what a word counts that the other content says in another word
INSIDE = 0.6  # what a short wording inside a long one counts
LEAST_WEIGHT = 3.0  # least weight of what two wordings share …
LEAST_ALONE = 2.5  # least weight of the one word that two wordings of one speaker share …
MOST_INSIDE = 0.85  # … and what part of the shorter one it is at least
LEAST_WORDS = 4  # … or least number of words: in a small story all words are common
LEAST_STORY = 12  # statements from which on their number tells what is common
LESS = 0.1  # what a shared sense counts beside a shared word
NOTHING = Part(frozenset(), frozenset(), negated=False, expected=False, ahead=False, counts=frozenset())


class Worded(Protocol):
    """What has words to compare: a content or one clause of it."""

    @property
    def keys(self) -> frozenset[str]:
        """Its words of content."""

    @property
    def senses(self) -> frozenset[str]:
        """What they mean."""


class Likeness(NamedTuple):
    """What two wordings share: how many words, of what weight, and what part of both and of the shorter one that is."""

    words: int
    weight: float
    dice: float
    inside: float


def weigh_keys(readings: Iterable[Reading]) -> dict[str, float]:
    """How much a key tells within a story: rare words more, names that everybody uses little."""
    counted: Counter[str] = Counter()
    total = 0
    for reading in readings:
        counted.update(reading.keys)
        total += 1
    size = max(total, LEAST_STORY) + 1.0
    return {key: math.log(size / count) + 0.3 for key, count in counted.items()}


def weigh(keys: frozenset[str], weights: Mapping[str, float]) -> float:
    """The summed weight of keys; a key not in the table weighs 1. Exact: the order of the set is all one."""
    return math.fsum(weights.get(key, 1.0) for key in keys)


def find_meant(a: Worded, b: Worded) -> frozenset[str]:
    """The keys of one wording that the other says in other words."""
    return frozenset(key for key in a.keys - b.keys if not list_senses(key).isdisjoint(b.senses))


def find_alike(keys: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The keys that stand among the others, mean what one of them means, or a kind of it, or it a kind of them."""
    return frozenset(key for key in keys if any(are_alike(key, other) for other in others))


def measure_likeness(a: Worded, b: Worded, weights: Mapping[str, float]) -> Likeness:
    """What two wordings share, words of one sense (`list_senses`) counted nearly whole; all 0 where one is empty."""
    common = a.keys & b.keys
    meant = find_meant(a, b), find_meant(b, a)
    exact = weigh(common, weights)
    shared = [exact + SAME_SENSE * weigh(keys, weights) for keys in meant]
    total = weigh(a.keys, weights), weigh(b.keys, weights)
    if not all(total):
        return Likeness(0, 0.0, 0.0, 0.0)
    count = len(common) + min(map(len, meant))
    return Likeness(count, min(shared), sum(shared) / sum(total), max(shared[0] / total[0], shared[1] / total[1]))


def compare_wording(a: Reading, b: Reading, weights: Mapping[str, float], *, same_speaker: bool = False) -> float:
    """How much two contents share of their weighted words, 0 to 1: Dice, or containment where a short one is inside.

    Of one speaker a single word will do (`I am sorry`).
    """
    likeness = measure_likeness(a, b, weights)
    alone = same_speaker and likeness.words == 1 and likeness.weight >= LEAST_ALONE and likeness.inside > MOST_INSIDE
    few = likeness.words < 2 or (likeness.weight < LEAST_WEIGHT and likeness.words < LEAST_WORDS)
    if few and not alone:
        return 1.0 if is_same_wording(a, b) else 0.0
    return max(likeness.dice, INSIDE * likeness.inside if likeness.words > 2 or alone else 0.0)


def compare_clauses(a: Reading, b: Reading, weights: Mapping[str, float]) -> Likeness:
    """What the clauses share that say most alike and are told alike: both as so or both not, both as done or not."""
    likenesses = (
        measure_likeness(one, other, weights)
        for one in a.parts
        for other in b.parts
        if one.negated == other.negated and one.expected == other.expected and not count_otherwise(one, other)
    )
    return max(likenesses, key=lambda likeness: (likeness.dice, likeness.weight), default=Likeness(0, 0.0, 0.0, 0.0))


def is_same_wording(a: Reading, b: Reading) -> bool:
    """Whether two contents are the same words, punctuation left out, and more than a few."""
    return len(a.words) > LEAST_WORDS and [w.stem for w in a.words] == [w.stem for w in b.words]


def find_closest(a: Reading, b: Reading) -> tuple[Part, Part]:
    """The clauses of two contents that say most alike; the first ones where none do."""
    pairs = ((one, other) for one in a.parts for other in b.parts)
    return max(pairs, key=lambda pair: count_shared(*pair), default=(NOTHING, NOTHING))


def count_shared(one: Part, other: Part) -> float:
    """How many words of one clause the other says too, those in other words nearly whole; shorter clauses first."""
    common = len(one.keys & other.keys) + SAME_SENSE * min(len(find_meant(one, other)), len(find_meant(other, one)))
    return common + LESS * common / (len(one.keys) + len(other.keys) + 1)


def count_otherwise(one: Part, other: Part) -> bool:
    """Whether two clauses give other numbers of the same thing."""
    counted = {key for key, _ in one.counts} & {key for key, _ in other.counts}
    return any(
        {n for k, n in one.counts if k == key}.isdisjoint(n for k, n in other.counts if k == key) for key in counted
    )
