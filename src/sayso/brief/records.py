"""What a brief holds: each line with the words of a page, and the numbers of its citations."""

from __future__ import annotations

from sayso.model import ConflictKind, Record, Span


class Citation(Record, frozen=True):
    """Where the words stand: `page.text[start:end] == words`, for each of the parts."""

    number: int
    article: str
    page: str
    place: str  # path or address
    outlet: str | None
    published: str | None
    spans: tuple[Span, ...]
    words: tuple[str, ...]


class ClaimItem(Record, frozen=True):
    """One claim: who says it, in which words, and what it rests on."""

    claim: str
    speaker: str | None
    role: str | None
    stance: str
    via: tuple[str, ...]
    said: str | None
    words: str
    rests_on: str
    disputed: bool
    citations: tuple[int, ...]


class FigureItem(Record, frozen=True):
    """One figure: its words, what it counts, on whose say-so and as of when."""

    figure: str
    words: str
    counts: str
    scope: str | None
    speaker: str | None
    as_of: str | None
    doubt: str | None
    citations: tuple[int, ...]


class DisputeSide(Record, frozen=True):
    """One side of a dispute: its first statement or figure, or an article's own words that date something."""

    speaker: str | None  # of an article's own words its outlet
    words: str
    said: str | None  # else when it was printed
    citations: tuple[int, ...]
    counts: str | None = None  # what a figure counts, or how an event is dated


class DisputeItem(Record, frozen=True):
    """Two sides that do not agree, and why sayso thinks so."""

    conflict: str
    kind: ConflictKind
    sides: tuple[DisputeSide, DisputeSide]
    because: str


class MovePoint(Record, frozen=True):
    """One count of a thing: its words, bounds, on whose say-so and as of when."""

    words: str
    low: float | None
    high: float | None
    speaker: str | None
    as_of: str
    citations: tuple[int, ...]


class MoveItem(Record, frozen=True):
    """How one figure moved: counts of one thing, oldest first."""

    counts: str
    points: tuple[MovePoint, ...]


class EventItem(Record, frozen=True):
    """One dated thing."""

    date: str
    basis: str
    words: str
    citations: tuple[int, ...]


class ChapterItem(Record, frozen=True):
    """One stretch of a story that is told over days or weeks."""

    title: str
    texts: int
    first: str | None  # day of its first article
    last: str | None


class ForetoldItem(Record, frozen=True):
    """What somebody predicted, pledged or warned of, and what became of it: "came true", "did not", or "open"."""

    expectation: str
    speaker: str | None
    stance: str
    said: str | None
    words: str
    outcome: str
    citations: tuple[int, ...]
    told_by: tuple[int, ...]  # citations of what tells the outcome


class PrintingItem(Record, frozen=True):
    """One page that carries the work."""

    article: str
    relation: str
    outlet: str | None
    carrier: str | None
    published: str | None
    place: str


class WorkItem(Record, frozen=True):
    """One text and its printings."""

    work: str
    headline: str | None
    printings: tuple[PrintingItem, ...]
    because: str | None


class SayingItem(Record, frozen=True):
    """One statement of a speaker."""

    statement: str
    stance: str
    said: str | None
    words: str
    citations: tuple[int, ...]


class StandItem(Record, frozen=True):
    """What a side did with a claim at one time."""

    said: str | None
    does: str
    changed: bool
    statement: str


class PositionItem(Record, frozen=True):
    """What a speaker's side (its organisation or state, else the speaker) did with a claim in dispute, oldest first."""

    claim: str
    text: str
    side: str
    stands: tuple[StandItem, ...]


class SpeakerItem(Record, frozen=True):
    """A speaker in one story, and what they said there, oldest first."""

    speaker: str
    name: str
    kind: str
    role: str | None
    affiliation: str | None
    aliases: tuple[str, ...]
    story: str
    title: str
    sayings: tuple[SayingItem, ...]
    citations: tuple[Citation, ...]
    positions: tuple[PositionItem, ...] = ()


class Brief(Record, frozen=True):
    """A story on one page."""

    story: str
    title: str
    works: tuple[WorkItem, ...]
    claims: tuple[ClaimItem, ...]
    claims_in_all: int
    figures: tuple[FigureItem, ...]
    figures_in_all: int
    disputes: tuple[DisputeItem, ...]
    events: tuple[EventItem, ...]
    events_in_all: int
    unknown: tuple[str, ...]
    citations: tuple[Citation, ...]
    moves: tuple[MoveItem, ...] = ()
    turned: tuple[str, ...] = ()  # who changed position; the conflicts are among the disputes
    chapters: tuple[ChapterItem, ...] = ()  # in order of time; none where the story is told in one go
    foretold: tuple[ForetoldItem, ...] = ()
    disputes_in_all: int = 0  # open ones
    revisions_in_all: int = 0
    since: str | None = None  # only what was said or printed from this day on
    refused: tuple[str, ...] = ()  # lines whose words do not stand on their page: they are not in the brief

    @property
    def open_disputes(self) -> tuple[DisputeItem, ...]:
        """Those in which two sides stand against each other."""
        return tuple(dispute for dispute in self.disputes if dispute.kind.is_open)

    @property
    def revisions(self) -> tuple[DisputeItem, ...]:
        """Those in which a later count or word takes the place of an earlier one, in order of time."""
        later = (dispute for dispute in self.disputes if dispute.kind.is_revision)
        return tuple(sorted(later, key=lambda dispute: dispute.sides[1].said or ""))
