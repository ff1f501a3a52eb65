"""How two articles' bodies agree: how much of the narration stands in both, in which passages, and what that means.

Quotations do not count: everyone who was there has them, as everyone has a pasted statement. Nor do runs of a few
words, which are stock phrases. What is left is narration that two reporters do not write alike by chance.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate

import numpy as np

from sayso.match.passages import Hits, Run, find_shared
from sayso.match.shingles import SIZE
from sayso.match.words import Words
from sayso.model import Relation

PHRASE = 6  # words of narration in a row; fewer are a stock phrase
PASSAGE = 36  # words of shared narration that are no coincidence
SHARE = 0.3  # of the shorter text's narration: below, one text has borrowed, not copied
LONG_PASSAGES = 90  # words of shared narration that make a copy of a longer text at a smaller share
SMALL_SHARE = 0.22
OPENING = 60  # words at the head of a text: headline news, not background
LEDE = 24  # words of narration with which both texts begin: two reporters do not open alike
BRIEF = 15  # words of shared narration that are enough where a short text has little else
BRIEF_SHARE = 0.65
PASSAGE_SHARE = 0.5  # of the shorter text: below, and in one piece, what is shared is an excerpt
PIECE = 0.75  # of the shared words
TELLING = 12  # words of the longest passage of narration: where all are shorter, they are phrases of the trade
TELLING_SHARE = 0.7  # of the narration: above, short passages are what light edits left of a copy
FORMULA = 17  # words of a passage that no formula has
IN_ORDER = 0.75  # of the shared narration, where all passages are shorter: below, two reporters had the same facts
ALL = 0.99  # of both texts: the same text
MOST = 0.9  # of one text: it stands in the other
NEAR = 0.66  # of the other: light edits, a lead dropped, an end cut
VERBATIM = 0.95  # of one text, while the other has much more: it was cut from it


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a shorter and a longer text have in common. Counts are words."""

    shorter: int
    longer: int
    shared: int  # words of the shorter that stand in the longer, in runs
    covered: int  # words of the longer that these runs cover
    narration: int  # words of the shorter outside quotation marks
    told: int  # of these, those shared in runs longer than a stock phrase
    longest_told: int  # words of the longest of these
    in_order: int  # words of those that stand in the same order in both texts
    lede: int  # words of the one with which both texts begin, if any does
    passages: int  # how many they are
    longest: int  # words of the longest shared run
    opens: bool  # whether a shared run stands at the head of either text, not only in standing background
    runs: tuple[Run, ...] = ()

    @property
    def share(self) -> float:
        """Of the shorter text's words, the part that stands in the longer."""
        return self.shared / self.shorter if self.shorter else 0.0

    @property
    def covered_share(self) -> float:
        """Of the longer text's words, the part that stands in the shorter."""
        return self.covered / self.longer if self.longer else 0.0

    @property
    def told_share(self) -> float:
        """Of the shorter text's narration, the part that stands in the longer."""
        return self.told / self.narration if self.narration else 0.0


class Glance:
    """One text's shingles as a table in which others are looked up at a glance: most that share keys share no more
    than phrases, and need not be aligned.

    The shared rows are counted in the other text. Where that is the longer one, what the shorter says twice stands
    there once, so its repetitions are added; by the shortened shingles a few too many are counted.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._table = np.zeros(1 << 16, np.uint8)
        self._table[words.short] = 1

    @cached_property
    def _repeated(self) -> int:
        """Words that the text may share more often than another that has them once."""
        return PHRASE * (len(self._words.short) - int(np.count_nonzero(self._table)))

    def may_agree(self, others: Sequence[Words]) -> list[bool]:
        """Of each whether the two can be one work, as far as 16 bits of each shingle tell; see `may_agree`."""
        if not others:
            return []
        marks = self._table[np.concatenate([other.short for other in others])].tobytes()
        ends = accumulate(len(other.short) for other in others)
        return [
            self._may_be_copy(marks[end - len(other.short) : end], other)
            for end, other in zip(ends, others, strict=True)
        ]

    def _may_be_copy(self, marks: bytes, other: Words) -> bool:
        words = self._words
        if words.grain != other.grain:
            return False
        told = _count_rows(marks, words.grain)
        is_longer, is_shorter = len(words) >= len(other), len(words) <= len(other)  # both where they are as long
        return (is_longer and _may_be_copy(told, other)) or (is_shorter and _may_be_copy(told + self._repeated, words))


def may_agree(shorter: Words, longer: Words, hits: Hits) -> bool:
    """Whether the two can be one work: a look at the shared shingles, before they are aligned."""
    return shorter.grain == longer.grain and _may_be_copy(_count_rows(hits.marks.tobytes(), shorter.grain), shorter)


def _count_rows(marks: bytes, grain: int) -> int:
    """Words in rows of marked shingles: a run of `PHRASE` words or more, which counts, is a row of shingles that both
    have, `SIZE - 1` fewer than its words."""
    shortest = (PHRASE - SIZE) * grain + 1
    if marks.count(1) * PHRASE < BRIEF * shortest:
        return 0
    rows = _find_rows(shortest).findall(marks)
    return (sum(map(len, rows)) + len(rows) * (SIZE * grain - 1)) // grain


@lru_cache(maxsize=4)
def _find_rows(shortest: int) -> re.Pattern[bytes]:
    return re.compile(rb"\x01{%d,}" % shortest)


def _may_be_copy(told: int, shorter: Words) -> bool:
    """Whether a text of which so much may be shared can be a copy; its narration is counted only where that decides."""
    if told < BRIEF:
        return False
    share = told / max(1, shorter.narration)
    return told >= ALL * len(shorter) or (told >= LEDE and share >= SHARE) or _is_enough(told, share)


def compare_words(shorter: Words, longer: Words, hits: Hits | None = None) -> Agreement:
    """Find what two bodies share, given the hits of the shorter in the longer where they are known."""
    grain = shorter.grain
    runs = find_shared(shorter, longer, hits)
    parts = _list_told(runs, shorter, longer)
    told = [part.length for part in parts]
    return Agreement(
        shorter=len(shorter),
        longer=len(longer),
        shared=sum(run.length for run in runs) // grain,
        covered=_count_covered(runs) // grain,
        narration=shorter.narration,
        told=sum(told) // grain,
        longest_told=max(told, default=0) // grain,
        in_order=_count_in_order(parts) // grain,
        lede=told[0] // grain if parts and _is_lede(runs[0], parts[0].a, grain) else 0,
        passages=len(told),
        longest=max((run.length for run in runs), default=0) // grain,
        opens=any(run.length >= PHRASE * grain and min(run.a, run.b) < OPENING * grain for run in runs),
        runs=tuple(runs),
    )


def leave_out(agreement: Agreement, skipped: bytes, shorter: Words, longer: Words) -> Agreement:
    """The agreement without the words of the shorter text that are marked 1: they are no narration of the writer's."""
    parts = _list_told(agreement.runs, shorter, longer)
    told = [part.length - skipped.count(1, part.a, part.a + part.length) for part in parts]
    kept = [length for length in told if length >= PHRASE * shorter.grain]
    return replace(
        agreement,
        narration=_unite(skipped, shorter.quoted).count(0) // shorter.grain,
        told=sum(kept) // shorter.grain,
        longest_told=max(kept, default=0) // shorter.grain,
        lede=told[0] // shorter.grain if agreement.lede else 0,
        passages=len(kept),
    )


def _list_told(runs: Iterable[Run], shorter: Words, longer: Words) -> list[Run]:
    """The shared passages of narration that are longer than a phrase."""
    parts = (part for run in runs for part in _told_parts(run, shorter, longer))
    return [part for part in parts if part.length >= PHRASE * shorter.grain]


def _count_in_order(parts: Iterable[Run]) -> int:
    """Words of the passages that stand in the same order in both texts: of the chain that has most of them."""
    ends: list[int] = []  # where chains end in the longer text, the more words they have the later
    words: list[int] = []
    for part in sorted(parts):
        place = bisect_left(ends, part.b)
        count = part.length + (words[place - 1] if place else 0)
        beaten = place
        while beaten < len(ends) and words[beaten] <= count:
            beaten += 1
        ends[place:beaten], words[place:beaten] = [part.b], [count]
    return words[-1] if words else 0


def _is_lede(run: Run, start: int, grain: int) -> bool:
    """Whether the first run, and its narration, stand at the head of both texts, a dateline apart at most."""
    return max(run.a, run.b, start) < PHRASE * grain


def _told_parts(run: Run, shorter: Words, longer: Words) -> Iterator[Run]:
    """The parts of a run that stand outside quotation marks in both texts."""
    ours, theirs = shorter.quoted[run.a : run.a + run.length], longer.quoted[run.b : run.b + run.length]
    quoted = _unite(ours, theirs) if 1 in ours or 1 in theirs else b""
    start = 0
    while (end := quoted.find(1, start)) >= 0:
        if end > start:
            yield Run(run.a + start, run.b + start, end - start)
        start = end + 1
    yield Run(run.a + start, run.b + start, run.length - start)


def _unite(a: bytes, b: bytes) -> bytes:
    """1 where either has it; both are as long."""
    return (int.from_bytes(a, "little") | int.from_bytes(b, "little")).to_bytes(len(a), "little")


def _count_covered(runs: Sequence[Run]) -> int:
    end = covered = 0
    for start, stop in sorted((run.b, run.b + run.length) for run in runs):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def is_copy(agreement: Agreement) -> bool:
    """Whether the texts are one work: by narration, or by being word for word the same."""
    is_opened_alike = agreement.lede >= LEDE and agreement.told_share >= SHARE
    return is_opened_alike or has_enough(agreement) or is_same_text(agreement)


def has_enough(agreement: Agreement) -> bool:
    """Whether so much narration is shared, wherever it stands, that it is copied rather than alike."""
    return _is_enough(agreement.told, agreement.told_share)


def is_telling(agreement: Agreement) -> bool:
    """Whether some passage is longer than the phrases of the trade, or most of the text is made of short ones."""
    return agreement.longest_told >= TELLING or agreement.told_share >= TELLING_SHARE


def is_in_order(agreement: Agreement) -> bool:
    """Whether the texts tell what they share in one order, as printings of one text do: an editor cuts and inserts. A
    passage longer than any formula needs no company."""
    return agreement.longest_told >= FORMULA or agreement.in_order >= IN_ORDER * agreement.told


def is_passage(agreement: Agreement) -> bool:
    """Whether something is shared that a writer wrote, though less than a copy alone needs: a passage and its share."""
    return agreement.told >= BRIEF and agreement.told_share >= SHARE and agreement.longest_told >= TELLING


def _is_enough(told: int, share: float) -> bool:
    """Whether so many words of narration, and so great a share of it, are copied rather than alike."""
    return (
        (told >= PASSAGE and share >= SHARE)
        or (told >= LONG_PASSAGES and share >= SMALL_SHARE)
        or (told >= BRIEF and share >= BRIEF_SHARE)
    )


def is_same_text(agreement: Agreement) -> bool:
    """Whether all of each text stands in the other; a few words alone (a list, a stub) prove nothing."""
    return agreement.shared >= BRIEF and agreement.share >= ALL and agreement.covered_share >= ALL


def is_cut_out(agreement: Agreement) -> bool:
    """Whether all of the shorter text stands in the longer in one piece, quotations in their places too."""
    return agreement.longest >= max(PASSAGE, ALL * agreement.shorter)


def name_relation(agreement: Agreement) -> Relation:
    """What the shorter text is to the longer."""
    if is_same_text(agreement):
        return Relation.IDENTICAL
    if agreement.share >= MOST and agreement.covered_share >= NEAR:
        return Relation.NEAR
    is_cut = agreement.share >= VERBATIM
    is_passage = agreement.share < PASSAGE_SHARE and agreement.longest > PIECE * agreement.shared
    return Relation.EXCERPT if is_cut or is_passage else Relation.VERSION


def describe(agreement: Agreement, relation: Relation) -> str:
    """The agreement as a sentence that a reader can check."""
    percent = min(99, int(100 * agreement.share)) if agreement.shared < agreement.shorter else 100
    pieces = "one piece" if len(agreement.runs) == 1 else f"{len(agreement.runs)} passages"
    words = (
        f"{agreement.shared:,} of its {agreement.shorter:,} words ({percent}%, in {pieces})"
        f" stand in the other's {agreement.longer:,}"
    )
    endings = {
        Relation.IDENTICAL: "which has no others.",
        Relation.NEAR: f"and make {agreement.covered_share:.0%} of it: lightly edited or cut.",
        Relation.EXCERPT: f"up to {agreement.longest:,} in a row.",
        Relation.VERSION: f"{agreement.told:,} of them outside quotations, up to {agreement.longest:,} in a row.",
    }
    return f"{words}, {endings.get(relation, '')}"
