"""What conflicts are looked for in, and how one is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.link.claims import Cluster
from sayso.link.figures import Setting, list_series
from sayso.link.readings import Reading, turns_content
from sayso.link.speakers import Speakers, name_organisation
from sayso.model import Conflict, ConflictKind, Date, Figure, make_id


@dataclass(frozen=True)
class Ground:
    """What conflicts are looked for in: one story's readings, speakers, claims, figures and dates."""

    readings: Mapping[str, Reading]  # by statement, in order of id
    speakers: Speakers
    clusters: Sequence[Cluster]
    figures: Sequence[Figure]
    dates: Mapping[str, Date]
    published: Mapping[str, Date]  # by article
    texts: Mapping[str, str] = field(default_factory=dict)  # of the pages, by article
    settings: Mapping[str, Setting] = field(default_factory=dict)  # what stands around a figure, by its id
    weights: Mapping[str, float] = field(default_factory=dict)  # how much a word tells within the story

    @cached_property
    def in_order(self) -> list[Reading]:
        """The readings, in order of id."""
        return list(self.readings.values())

    @cached_property
    def by_article(self) -> Mapping[str, Sequence[Reading]]:
        """The readings of each article."""
        found: dict[str, list[Reading]] = defaultdict(list)
        for reading in self.in_order:
            found[reading.statement.article].append(reading)
        return found

    @cached_property
    def series(self) -> Sequence[Sequence[Figure]]:
        """The figures that count one thing, each series in order of id."""
        return list_series(self.figures, self.settings)

    @cached_property
    def by_word(self) -> Mapping[str, Sequence[int]]:
        """The places in `in_order` of the readings that hold a word, or a word of that sense."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, reading in enumerate(self.in_order):
            for word in sorted(reading.keys | reading.senses):
                found[word].append(place)
        return found


def make_conflict(kind: ConflictKind, one: Iterable[str], other: Iterable[str], because: str) -> Conflict:
    """A conflict between two lists of finding ids."""
    sides = tuple(sorted(one)), tuple(sorted(other))
    return Conflict(id=make_id("conflict", kind, *sides[0], "|", *sides[1]), kind=kind, between=sides, because=because)


def same_speaker(a: Reading, b: Reading, ground: Ground) -> bool:
    """Whether one known speaker makes both statements."""
    one = ground.speakers.by_statement.get(a.statement.id)
    return one is not None and one == ground.speakers.by_statement.get(b.statement.id)


def tell_who(reading: Reading, ground: Ground) -> str:
    """The speaker's name, for a sentence."""
    speaker = ground.speakers.find(reading.statement.id)
    return (speaker.name if speaker else reading.statement.source.name) or "an unnamed source"


def tell_verb(reading: Reading, ground: Ground) -> str:
    """What a denier does: denies what is alleged, or contradicts it with words of their own."""
    speaker = ground.speakers.find(reading.statement.id)
    verb = "denies" if turns_content(reading.statement) else "contradicts"
    several = speaker is not None and len(speaker.members) > 1
    return {"denies": "deny", "contradicts": "contradict"}[verb] if several else verb


def find_date(reading: Reading, ground: Ground) -> Date | None:
    """When a statement was made: as told, else when its article was published."""
    return ground.dates.get(reading.statement.id) or ground.published.get(reading.statement.article)


def list_sides(reading: Reading, ground: Ground) -> set[str]:
    """The organisations and countries whose word a statement is."""
    speaker = ground.speakers.find(reading.statement.id)
    members = [ground.speakers.by_id.get(i) for i in speaker.members] if speaker else []
    return {name for s in (speaker, *members) if s and (name := name_organisation(s))}


def is_one_side(a: Reading, b: Reading, ground: Ground) -> bool:
    """Whether one speaker makes both statements, or two who speak for one organisation or state."""
    return same_speaker(a, b, ground) or bool(list_sides(a, ground) & list_sides(b, ground))
