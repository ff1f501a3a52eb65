"""What several say alike: statements meet on slots or on their very words, figures on exact slots."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.link.frames import Reading, are_rivals, find_force, points_back, share_slots, weigh

MAX_BUCKET = 120  # statements that share a key; a more common key does not bring statements together
MAX_MEMBERS = 300  # statements of one claim
SAME_SPEAKER = 0.38  # least likeness of wording: one speaker
OTHER_SPEAKER = 0.6  # … two speakers
OTHER_ACTS = 0.2  # more where the two name acts, and none in common
OTHER_NAMES = 0.3  # more where the two name people and places, and none in common
INSIDE = 0.6  # what a short wording inside a long one counts
LEAST_WEIGHT = 3.0  # least weight of what two wordings share …
LEAST_WORDS = 4  # … or least number of words: in a small story all words are common


class Match(NamedTuple):
    """Two statements that tell the same thing: on which act (empty: by their words), how alike, and why."""

    a: str
    b: str
    act: str
    score: float
    because: str


class Cluster(NamedTuple):
    """Statements that tell one thing, and the act they meet on where it is one."""

    act: str
    statements: tuple[str, ...]


def weigh_keys(readings: Iterable[Reading]) -> dict[str, float]:
    """How much a key tells within a story: rare words more, names that everybody uses little."""
    counted: Counter[str] = Counter()
    total = 0
    for reading in readings:
        counted.update(reading.keys)
        total += 1
    return {key: math.log((total + 1.0) / count) + 0.3 for key, count in counted.items()}


def compare_wording(a: Reading, b: Reading, weights: Mapping[str, float]) -> float:
    """How much two contents share of their weighted words, 0 to 1: Dice, or containment where a short one is inside."""
    common = a.keys & b.keys
    shared = weigh(common, weights)
    if len(common) < 2 or (shared < LEAST_WEIGHT and len(common) < LEAST_WORDS):
        return 0.0
    total = weigh(a.keys, weights), weigh(b.keys, weights)
    inside = INSIDE * shared / min(total) if len(common) > 2 else 0.0
    return max(2 * shared / sum(total), inside)


def compare_readings(a: Reading, b: Reading, weights: Mapping[str, float], *, same_speaker: bool) -> list[Match]:
    """Why two statements tell the same thing: one match by wording, one for each act they share; none otherwise."""
    ids = a.statement.id, b.statement.id
    matches: list[Match] = []
    if points_back(a) or points_back(b):
        return matches
    if not clash(a, b):
        score = compare_wording(a, b, weights)
        if score >= find_threshold(a, b, same_speaker=same_speaker):
            matches.append(Match(*ids, "", score, f"{score:.0%} of the words shared"))
    for one in () if a.open or b.open else a.frames:
        for other in b.frames:
            slots = share_slots(one, other)
            if slots:
                matches.append(Match(*ids, one.act, 0.5, f"both tell of one act, same {' and '.join(slots)}"))
    return matches


def find_threshold(a: Reading, b: Reading, *, same_speaker: bool) -> float:
    """The likeness of wording from which two contents tell the same thing."""
    acts, others = {f.act for f in a.frames}, {f.act for f in b.frames}
    least = SAME_SPEAKER if same_speaker else OTHER_SPEAKER
    least += OTHER_ACTS if acts and others and not acts & others else 0.0
    return least + (OTHER_NAMES if a.names and b.names and not a.names & b.names else 0.0)


def clash(a: Reading, b: Reading) -> bool:
    """Whether two contents cannot tell the same thing whatever their words: yes and no, will and did, other numbers,
    or the same act with other people or things."""
    if a.negated != b.negated or a.open != b.open or find_force(a.statement) != find_force(b.statement):
        return True
    if a.expected != b.expected or (a.numbers and b.numbers and not a.numbers & b.numbers):
        return True
    alike = [are_rivals(f, g) for f in a.frames for g in b.frames if f.act == g.act]
    return bool(alike) and all(alike)


def find_matches(
    readings: Sequence[Reading], weights: Mapping[str, float], same_speaker: Callable[[str, str], bool]
) -> list[Match]:
    """The matches among a story's statements; only statements that share an uncommon key or an act are compared."""
    pairs = list_candidates(readings)
    matches = []
    for i, j in pairs:
        a, b = readings[i], readings[j]
        matches += compare_readings(a, b, weights, same_speaker=same_speaker(a.statement.id, b.statement.id))
    return matches


def list_candidates(readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """Pairs of places in `readings` worth comparing, in order."""
    buckets: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        for key in reading.keys | {f"{f.act}:{thing}" for f in reading.frames for thing in f.things}:
            buckets[key].append(index)
    small = (bucket for bucket in buckets.values() if len(bucket) <= MAX_BUCKET)
    return sorted({(i, j) for bucket in small for n, i in enumerate(bucket) for j in bucket[n + 1 :]})


def cluster_matches(matches: Sequence[Match], clashing: Callable[[str, str], bool]) -> list[Cluster]:
    """Statements joined by their matches, best first; never two that clash, and a chain of loose links does not hold.

    Two groups are joined only where at least half of the pairs across them match.
    """
    matched = {(m.act, *sorted((m.a, m.b))) for m in matches}
    groups: dict[tuple[str, str], set[str]] = {}
    for match in sorted(matches, key=lambda m: (-m.score, m.act, m.a, m.b)):
        one = groups.setdefault((match.act, match.a), {match.a})
        other = groups.setdefault((match.act, match.b), {match.b})
        if one is other or len(one) + len(other) > MAX_MEMBERS:
            continue
        cross = [(min(x, y), max(x, y)) for x in one for y in other]
        holding = sum((match.act, *pair) in matched for pair in cross)
        if 2 * holding < len(cross) or any(clashing(*pair) for pair in cross):
            continue
        one |= other
        for member in other:
            groups[(match.act, member)] = one
    found = {(act, tuple(sorted(group))) for (act, _), group in groups.items() if len(group) > 1}
    return drop_contained([Cluster(act, statements) for act, statements in sorted(found)])


def drop_contained(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters without those whose statements are all in another one."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.statements), c)):
        members = set(cluster.statements)
        if not any(members <= set(other.statements) for other in kept):
            kept.append(cluster)
    return kept
