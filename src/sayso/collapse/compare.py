"""How two articles' bodies agree: how much of the narration stands in both, in which passages, and what that means.

Quotations do not count: everyone who was there has them, as everyone has a pasted statement. Nor do runs of a few
words, which are stock phrases. What is left is narration that two reporters do not write alike by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.match.passages import Run, find_runs
from sayso.match.words import Words
from sayso.model import Relation

PHRASE = 6  # words of narration in a row; fewer are a stock phrase
PASSAGE = 28  # words of shared narration that are no coincidence
SHARE = 0.3  # of the shorter text's narration: below, one text has borrowed, not copied
LONG_PASSAGES = 90  # words of shared narration that make a copy of a longer text at a smaller share
SMALL_SHARE = 0.22
OPENING = 60  # words at the head of a text: headline news, not background
BRIEF = 15  # words of shared narration that are enough where a short text has little else
BRIEF_SHARE = 0.6
PASSAGE_SHARE = 0.5  # of the shorter text: below, and in one piece, what is shared is an excerpt
PIECE = 0.75  # of the shared words
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
    longest: int  # words of the longest shared run
    opens: bool  # whether a shared run stands at the head of either text, not only in standing background

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


def compare_words(shorter: Words, longer: Words) -> Agreement:
    """Find what two bodies share."""
    runs = find_runs(shorter.words, longer.words)
    told = [length for run in runs for length in _told_lengths(run, shorter, longer)]
    return Agreement(
        shorter=len(shorter),
        longer=len(longer),
        shared=sum(run.length for run in runs),
        covered=_count_covered(runs),
        narration=len(shorter) - sum(shorter.quoted),
        told=sum(length for length in told if length >= PHRASE),
        longest=max((run.length for run in runs), default=0),
        opens=any(run.length >= PHRASE and min(run.a, run.b) < OPENING for run in runs),
    )


def _told_lengths(run: Run, shorter: Words, longer: Words) -> Iterator[int]:
    """Lengths of the parts of a run that stand outside quotation marks in both texts."""
    length = 0
    for offset in range(run.length):
        if shorter.quoted[run.a + offset] or longer.quoted[run.b + offset]:
            yield length
            length = 0
        else:
            length += 1
    yield length


def _count_covered(runs: Sequence[Run]) -> int:
    end = covered = 0
    for start, stop in sorted((run.b, run.b + run.length) for run in runs):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def is_copy(agreement: Agreement) -> bool:
    """Whether the texts are one work: by narration, or by being word for word the same."""
    told, share = agreement.told, agreement.told_share
    return (
        (told >= PASSAGE and share >= SHARE)
        or (told >= LONG_PASSAGES and share >= SMALL_SHARE)
        or (told >= BRIEF and share >= BRIEF_SHARE)
        or is_same_text(agreement)
    )


def is_same_text(agreement: Agreement) -> bool:
    """Whether all of each text stands in the other; a few words alone (a list, a stub) prove nothing."""
    return agreement.shared >= BRIEF and agreement.share >= ALL and agreement.covered_share >= ALL


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
    words = f"{percent}% of its {agreement.shorter:,} words stand in the other's {agreement.longer:,}"
    endings = {
        Relation.IDENTICAL: "and nothing else does.",
        Relation.NEAR: f"and make {agreement.covered_share:.0%} of it: lightly edited or cut.",
        Relation.EXCERPT: f"the longest passage has {agreement.longest} in a row.",
        Relation.VERSION: f"{agreement.told} of them narration, in passages of up to {agreement.longest} in a row.",
    }
    return f"{words}, {endings.get(relation, '')}"
