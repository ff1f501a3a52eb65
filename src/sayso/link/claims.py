"""What several say alike: statements meet on slots or on their very words, figures on exact slots."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from sayso.link.apart import (
    are_of_other_deeds,
    are_of_two_times,
    count_alike,
    differ_in_deed,
    tell_of_one_act,
    tell_opposed,
    tell_otherwise,
)
from sayso.link.frames import are_rivals, share_slots
from sayso.link.likeness import (
    LEAST_WEIGHT,
    Likeness,
    compare_clauses,
    compare_wording,
    count_otherwise,
    find_alike,
    find_closest,
    is_same_wording,
    weigh,
)
from sayso.link.propositions import (
    Proposition,
    are_swapped,
    deal_alike,
    list_marks,
    load_deeds,
    tell_same,
)
from sayso.link.readings import Reading, find_force, points_back, turns_content
from sayso.link.words import load_tables

MAX_BUCKET = 120  # statements that share a key; a more common key does not bring statements together
MAX_SHARED = 600  # statements that share a key with one, looked at for it …
MAX_COMPARED = 60  # … and compared with it
MAX_ASKED = 40  # pairs for each statement that are compared only when their groups are
MAX_MEMBERS = 300  # statements of one claim
SAME_SPEAKER = 0.27  # least likeness of wording: one speaker in two articles …
ONE_ACT = 0.1  # less where they tell of one act
SAME_ARTICLE = 0.5  # … in one article
OTHER_SPEAKER = 0.54  # … two speakers
OTHER_IN_ARTICLE = 0.06  # more where one article quotes both
OTHER_ACTS = 0.2  # more where the two name acts, and none in common
OTHER_DEEDS = 0.05  # more where both tell of deeds, and of none in common
OTHER_CLASSES = 0.2  # more where the clauses that say most alike tell of deeds, and of none of one class
ONLY_DEEDS = 0.3  # more where these clauses share all but the words of deeds
ONE_COUNT = 0.12  # less where both give one number of one thing
OTHER_NAMES = 0.3  # more where the two name people and places, and none in common
SAME_CLAUSE = 0.85  # likeness of two clauses that say one thing …
MOST = 0.55  # … where one speaker tells both, and they share several words
LEAST_CLAUSE_WEIGHT = 2.0  # of what two clauses of one speaker share
OTHERS_WEIGHT = 5.0  # … of two speakers
CLAUSE_MARGIN = 0.1  # what a clause in common tells of two whole contents
LEAST_TOLD = 2  # words of a content that tells a deed and what it is done to …
MOST_TOLD = 0.4  # … and what part of both contents they are at least
LESS = 0.02  # how far what tells nothing of two statements falls short of a match
CLOSEST = 0.5  # what the closest words of two speakers count beside the mean of all their words
UNALIKE = 0.2  # how far two statements that were not compared fall short of a match


class Match(NamedTuple):
    """Two statements that may tell the same thing: on which act (empty: by their words), how sure, and why.

    With a negative margin they are less alike than two that do.
    """

    a: str
    b: str
    act: str
    margin: float
    because: str


class Cluster(NamedTuple):
    """Statements that tell one thing, and the act they meet on where it is one."""

    act: str
    statements: tuple[str, ...]


def compare_readings(a: Reading, b: Reading, weights: Mapping[str, float], *, same_speaker: bool) -> list[Match]:
    """Why two statements tell the same thing: one match by wording, one for each act they share; none otherwise."""
    ids = a.statement.id, b.statement.id
    matches: list[Match] = []
    if points_back(a) or points_back(b):
        return matches
    if not clash(a, b):
        matches.append(compare_contents(a, b, weights, same_speaker=same_speaker))
    for one in () if a.open or b.open else a.frames:
        for other in b.frames:
            slots = share_slots(one, other)
            if slots:
                matches.append(Match(*ids, one.act, UNALIKE, f"both tell of one act, same {' and '.join(slots)}"))
    return matches


def compare_contents(a: Reading, b: Reading, weights: Mapping[str, float], *, same_speaker: bool) -> Match:
    """The match of two contents that do not clash: by all their words, else by a clause, a deed or an open question."""
    ids = a.statement.id, b.statement.id
    score = compare_wording(a, b, weights, same_speaker=same_speaker)
    margin = score - find_threshold(a, b, same_speaker=same_speaker)
    by_words = Match(*ids, "", max(margin, -UNALIKE), f"{score:.0%} of the words shared")
    if margin >= CLAUSE_MARGIN:
        return by_words
    clause = compare_clauses(a, b, weights)
    if tells_same(clause, same_speaker=same_speaker):
        return Match(*ids, "", CLAUSE_MARGIN, f"a clause of each, {clause.dice:.0%} of the words shared")
    if in_one_article(a, b):
        return by_words
    deed = find_one_deed(a, b) or find_told_deed(a, b, weights)
    if deed is not None:
        return Match(*ids, "", CLAUSE_MARGIN, f"both tell of one deed: {deed}")
    return compare_questions(ids, a, b) if a.open and b.open and same_speaker else by_words


def list_deeds(a: Reading, b: Reading) -> Iterator[tuple[Proposition, Proposition]]:
    """Pairs of what two contents say was done, in clauses that are told alike and give no other numbers."""
    for part in a.parts:
        for told in b.parts:
            if part.negated == told.negated and not count_otherwise(part, told):
                yield from product(part.propositions, told.propositions)


def find_one_deed(a: Reading, b: Reading) -> str | None:
    """What both contents tell as done, done to the same, and equally so or not so; None where there is no such deed."""
    if any(f.act == g.act and bool(f.targets) != bool(g.targets) for f in a.frames for g in b.frames):
        return None  # who goes to a place that only one of them names may go elsewhere
    return next((one.deed for one, other in list_deeds(a, b) if tell_same(one, other, besides=True)), None)


def find_told_deed(a: Reading, b: Reading, weights: Mapping[str, float]) -> str | None:
    """The deed that is all one content tells, where the other tells it too, and little else; None where it does not.

    `We never overloaded a ferry` tells no more than `the ship was not overloaded`: a kind of the thing will do.
    """
    deed = next((one.deed for one, other in list_deeds(a, b) if deal_alike(one, other)), None)
    if deed is None:
        return None
    tables, verbs = load_tables(), load_deeds()
    skipped = tables.timing | tables.negation | verbs.planning | verbs.saying | verbs.light
    keys, others = a.keys - skipped, b.keys - skipped
    told, other = find_alike(keys, others), find_alike(others, keys)
    if min(len(keys), len(others)) < LEAST_TOLD or (told != keys and other != others):
        return None
    shared, total = (weigh(one, weights) + weigh(two, weights) for one, two in ((told, other), (keys, others)))
    return deed if shared >= MOST_TOLD * total else None


def compare_questions(ids: tuple[str, str], a: Reading, b: Reading) -> Match:
    """What one speaker leaves open in two articles is mostly one thing: a word in common besides the names tells it."""
    shared = (a.keys & b.keys) - a.names - b.names
    if shared or a.senses & b.senses:
        return Match(*ids, "", CLAUSE_MARGIN, "one speaker leaves the same open")
    return Match(*ids, "", -LESS, "one speaker leaves both open")


def in_one_article(a: Reading, b: Reading) -> bool:
    """Whether both statements stand in one article."""
    return a.statement.article == b.statement.article


def tells_same(clause: Likeness, *, same_speaker: bool) -> bool:
    """Whether two clauses say one thing: nearly all words shared; of one speaker most of them will do."""
    if same_speaker:
        whole = clause.dice >= SAME_CLAUSE and clause.weight >= LEAST_CLAUSE_WEIGHT
        return whole or (clause.dice > MOST and clause.words > 1 and clause.weight >= LEAST_WEIGHT)
    return clause.dice >= SAME_CLAUSE and clause.words > 1 and clause.weight >= OTHERS_WEIGHT


def find_threshold(a: Reading, b: Reading, *, same_speaker: bool) -> float:
    """The likeness of wording from which two contents tell the same thing."""
    same_article = in_one_article(a, b)
    acts, others = {f.act for f in a.frames}, {f.act for f in b.frames}
    if same_speaker:  # a text seldom says a thing twice; two texts on one speaker mostly tell of one utterance
        return SAME_ARTICLE if same_article else SAME_SPEAKER - (ONE_ACT if acts & others else 0.0)
    least = OTHER_SPEAKER + (OTHER_ACTS if acts and others and not acts & others else 0.0)
    least += OTHER_DEEDS if are_of_other_deeds(a, b) else 0.0
    closest = find_closest(a, b)
    least += OTHER_CLASSES if tell_otherwise(*closest) else 0.0
    least += ONLY_DEEDS if differ_in_deed(*closest) else 0.0
    least += OTHER_IN_ARTICLE if same_article else 0.0
    least -= ONE_COUNT if count_alike(a, b) else 0.0
    return least + (OTHER_NAMES if a.names and b.names and not a.names & b.names else 0.0)


def clash(a: Reading, b: Reading) -> bool:
    """Whether two contents cannot tell the same thing whatever their words: yes and no, will and did, other numbers,
    or the same act with other people or things."""
    if a.open != b.open or find_force(a.statement) != find_force(b.statement):
        return True
    if is_same_wording(a, b):
        return turns_content(a.statement) != turns_content(b.statement)
    one, other = find_closest(a, b)
    told_apart = one.negated != other.negated or are_of_two_times(one, other)
    if (told_apart and not tell_of_one_act(a, b)) or count_otherwise(one, other):
        return True
    if any(are_swapped(p, q) for p in one.propositions for q in other.propositions) or tell_opposed(one, other):
        return True
    alike = [are_rivals(f, g) or f.additional != g.additional for f in a.frames for g in b.frames if f.act == g.act]
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
    """Pairs of places in `readings` worth comparing, in order: of each statement those that share most of its keys.

    The keys that few hold come first; `MAX_SHARED` holders of them are looked at and `MAX_COMPARED` kept, so that the
    cost grows with the number of statements, not with its square.
    """
    buckets: dict[str, list[int]] = defaultdict(list)
    keys = [sorted(_list_keys(reading)) for reading in readings]
    for index, held in enumerate(keys):
        for key in held:
            buckets[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for index, held in enumerate(keys):
        shared: Counter[int] = Counter()
        looked = 0
        for key in sorted(held, key=lambda key: (len(buckets[key]), key)):
            looked += len(buckets[key])
            if len(buckets[key]) > MAX_BUCKET or looked > MAX_SHARED:
                break
            shared.update(buckets[key])
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        pairs.update((min(index, other), max(index, other)) for other, _ in best[: MAX_COMPARED + 1] if other != index)
    return sorted(pairs)


def _list_keys(reading: Reading) -> frozenset[str]:
    acts = frozenset(sense for sense in reading.senses if sense.startswith("act:"))
    deeds = (mark for part in reading.parts for p in part.propositions if not p.general for mark in list_marks(p))
    return reading.keys | acts | {f"{f.act}:{thing}" for f in reading.frames for thing in f.things} | {*deeds}


def cluster_matches(
    matches: Sequence[Match],
    clashing: Callable[[str, str], bool],
    speaker_of: Mapping[str, str] | None = None,
    compare: Callable[[str, str], Sequence[Match]] | None = None,
) -> list[Cluster]:
    """Statements joined by their matches, best first; never two that clash, and a chain of loose links does not hold.

    Two groups are joined only where their speakers agree: one speaker by the mean of all pairs, two as much by the
    words in which they come closest. What was no candidate is compared now (`compare`), `MAX_ASKED` pairs for each
    statement; a pair that was not compared is unalike.
    """
    speakers = speaker_of or {}
    margins = _Margins(matches, compare)
    groups: dict[tuple[str, str], set[str]] = {}
    for match in sorted(matches, key=lambda m: (-m.margin, m.act, m.a, m.b)):
        if match.margin < 0:
            break
        one = groups.setdefault((match.act, match.a), {match.a})
        other = groups.setdefault((match.act, match.b), {match.b})
        if one is other or len(one) + len(other) > MAX_MEMBERS:
            continue
        cross = {
            pair: margins.find(match.act, *pair) for pair in sorted((min(x, y), max(x, y)) for x in one for y in other)
        }
        if agree_by_speaker(cross, speakers) < 0 or any(clashing(*pair) for pair in sorted(cross)):
            continue
        one |= other
        for member in other:
            groups[(match.act, member)] = one
    found = {(act, tuple(sorted(group))) for (act, _), group in groups.items() if len(group) > 1}
    return drop_contained([Cluster(act, statements) for act, statements in sorted(found)])


class _Margins:
    """How alike two statements are told to be, by act and ids; asked for where that is not known."""

    def __init__(self, matches: Sequence[Match], compare: Callable[[str, str], Sequence[Match]] | None) -> None:
        self.known = {(m.act, *sorted((m.a, m.b))): m.margin for m in sorted(matches, key=lambda m: m.margin)}
        self.compared = {(min(m.a, m.b), max(m.a, m.b)) for m in matches}
        self.compare = compare
        self.left = MAX_ASKED * len({i for pair in self.compared for i in pair}) if compare else 0

    def find(self, act: str, a: str, b: str) -> float:
        """The margin of two statements, in order, on an act."""
        if (a, b) not in self.compared and self.left > 0 and self.compare is not None:
            self.left -= 1
            self.compared.add((a, b))
            self.known.update({(m.act, a, b): m.margin for m in self.compare(a, b)})
        return self.known.get((act, a, b), -UNALIKE)


def agree_by_speaker(cross: Mapping[tuple[str, str], float], speaker_of: Mapping[str, str]) -> float:
    """The summed agreement of two groups, each pair of speakers once, however often they are reported."""
    by_speakers: dict[tuple[str, str], list[float]] = defaultdict(list)
    for pair, margin in cross.items():
        one, other = (speaker_of.get(i, i) for i in pair)
        by_speakers[(min(one, other), max(one, other))].append(margin)
    total = []
    for (one, other), found in sorted(by_speakers.items()):
        mean = math.fsum(found) / len(found)
        total.append(mean if one == other else CLOSEST * max(found) + (1 - CLOSEST) * mean)
    return math.fsum(total)


def drop_contained(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters without those whose statements are all in another one."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.statements), c)):
        members = set(cluster.statements)
        if not any(members <= set(other.statements) for other in kept):
            kept.append(cluster)
    return kept
