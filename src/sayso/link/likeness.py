"""How alike two contents are, as a whole and clause by clause: shared words by weight, words of one sense included."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from sayso.link.readings import Part, Reading
from sayso.link.thesaurus import are_alike, list_classes, list_senses, list_told

SAME_SENSE = 0.9  # what a word counts that the other content says in another word
AKIN = 0.7  # … that the other content says in a word of the same class of news
INSIDE = 0.6  # what a short wording inside a long one counts
LEAST_WEIGHT = 3.0  # least weight of what two wordings share …
LEAST_ALONE = 2.5  # least weight of the one word that two wordings of one speaker share …
MOST_INSIDE = 0.85  # … and what part of the shorter one it is at least
LEAST_WORDS = 4  # … or least number of words: in a small story all words are common
LEAST_STORY = 12  # statements from which on their number tells what is common
LESS = 0.1  # what a shared sense counts beside a shared word
NONE: frozenset[str] = frozenset()
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
    return math.fsum([weights.get(key, 1.0) for key in keys]) if keys else 0.0


def find_meant(a: Worded, b: Worded) -> frozenset[str]:
    """The keys of one wording that the other says in other words."""
    if a.senses.isdisjoint(b.senses):
        return NONE
    return frozenset(key for key in a.keys - b.keys if not list_senses(key).isdisjoint(b.senses))


def find_akin(a: Worded, b: Worded) -> frozenset[str]:
    """The keys of one wording that stand in one class of news with a word of the other, and say no more alike."""
    there = gather_classes(b.keys)
    if there.isdisjoint(gather_classes(a.keys)):
        return NONE
    return frozenset(
        key
        for key in a.keys - b.keys
        if not list_classes(key).isdisjoint(there) and list_senses(key).isdisjoint(b.senses)
    )


def find_alike(keys: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The keys that stand among the others, mean what one of them means, or a kind of it, or it a kind of them."""
    return frozenset(key for key in keys if any(are_alike(key, other) for other in others))


@lru_cache(maxsize=65536)
def gather_classes(keys: frozenset[str]) -> frozenset[str]:
    """The classes of news that any of these words stands in."""
    return frozenset(name for key in keys for name in list_classes(key))


@lru_cache(maxsize=65536)
def gather_told(keys: frozenset[str]) -> frozenset[str]:
    """The classes of deeds that any of these words may tell of."""
    return frozenset(act for key in keys for act in list_told(key))


def measure_likeness(a: Worded, b: Worded, weights: Mapping[str, float], *, akin: float = 0.0) -> Likeness:
    """What two wordings share; all 0 where one is empty.

    Words of one sense (`find_meant`) count nearly whole, words of one class of news (`find_akin`) as `akin` says.
    """
    common = a.keys & b.keys
    exact = weigh(common, weights)
    said, shared = [], []
    for one, other in ((a, b), (b, a)):
        meant, near = find_meant(one, other), find_akin(one, other) if akin else NONE
        said.append(len(common) + len(meant) + len(near))
        shared.append(exact + SAME_SENSE * weigh(meant, weights) + akin * weigh(near, weights))
    total = weigh(a.keys, weights), weigh(b.keys, weights)
    if not all(total):
        return Likeness(0, 0.0, 0.0, 0.0)
    return Likeness(min(said), min(shared), sum(shared) / sum(total), max(shared[0] / total[0], shared[1] / total[1]))


def find_akin_weight(a: Reading, b: Reading) -> float:
    """What a word of one class counts: nothing within one article, which seldom tells a thing twice."""
    return 0.0 if a.statement.article == b.statement.article else AKIN


def compare_wording(a: Reading, b: Reading, weights: Mapping[str, float], *, same_speaker: bool = False) -> float:
    """How much two contents share of their weighted words, 0 to 1: Dice, or containment where a short one is inside.

    Of one speaker a single word will do (`I am sorry`).
    """
    likeness = measure_likeness(a, b, weights, akin=find_akin_weight(a, b))
    alone = same_speaker and likeness.words == 1 and likeness.weight >= LEAST_ALONE and likeness.inside > MOST_INSIDE
    few = likeness.words < 2 or (likeness.weight < LEAST_WEIGHT and likeness.words < LEAST_WORDS)
    if few and not alone:
        return 1.0 if is_same_wording(a, b) else 0.0
    return max(likeness.dice, INSIDE * likeness.inside if likeness.words > 2 or alone else 0.0)


def compare_clauses(a: Reading, b: Reading, weights: Mapping[str, float]) -> Likeness:
    """What the clauses share that say most alike and are told alike: both as so or both not, both as done or not."""
    akin = find_akin_weight(a, b)
    likenesses = (
        measure_likeness(one, other, weights, akin=akin)
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
    common = float(len(one.keys & other.keys))
    common += SAME_SENSE * _count_both(find_meant, one, other) + AKIN * _count_both(find_akin, one, other)
    return common + LESS * common / (len(one.keys) + len(other.keys) + 1)


def _count_both(find: Callable[[Worded, Worded], frozenset[str]], one: Part, other: Part) -> int:
    """How many words `find` finds from either side, the fewer of both."""
    found = find(one, other)
    return min(len(found), len(find(other, one))) if found else 0


def count_otherwise(one: Part, other: Part) -> bool:
    """Whether two clauses give other numbers of the same thing."""
    counted = {key for key, _ in one.counts} & {key for key, _ in other.counts}
    return any(
        {n for k, n in one.counts if k == key}.isdisjoint(n for k, n in other.counts if k == key) for key in counted
    )
