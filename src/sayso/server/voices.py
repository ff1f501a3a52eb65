"""Everything that one speaker, or the people of one organisation, said: story by story, with whom they agree, what is
disputed, and where they changed their position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from sayso.archive import Archive
from sayso.brief import PositionItem, SpeakerItem, list_disputed
from sayso.dossier import Dossier
from sayso.model import ConflictKind, Speaker, SpeakerKind
from sayso.server.tree import (
    Dispute,
    Quarrel,
    Words,
    claims_by_finding,
    find_disputes,
    gather_quarrels,
    read_words,
    write_name,
)

MOST_STORIES = 25
"""Stories that one page looks through."""

MOST_HITS = 200
"""Articles that are looked through for the name of an organisation."""


class Voice(NamedTuple):
    """One speaker in one story."""

    speaker: Speaker
    dossier: Dossier

    @property
    def statements(self) -> list[str]:
        """What they said, oldest first; the words of copies are not told again."""
        own = [s for s in self.speaker.statements if s in self.dossier.statements and s not in self.dossier.mirrors]
        dates = {s: date.date if (date := self.dossier.date_of(s)) else "9999" for s in own}
        return sorted(own, key=lambda s: (dates[s], s))


class Chapter(NamedTuple):
    """One story: what was said in it, and by how many more copies."""

    story: str
    title: str
    words: tuple[Words, ...]


class Ally(NamedTuple):
    """Somebody on whom the same claims rest."""

    speaker: str
    name: str
    claims: int


class View(NamedTuple):
    """All that a page says of a speaker or an organisation."""

    name: str
    kind: SpeakerKind
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    aliases: tuple[str, ...]
    people: tuple[tuple[Speaker, int], ...]  # of an organisation: who speaks for it, and how often
    chapters: tuple[Chapter, ...]
    positions: tuple[PositionItem, ...]  # what they did with claims in dispute, over time
    changes: tuple[Quarrel, ...]  # both sides are theirs
    disputes: tuple[Quarrel, ...]  # one side is; those with somebody named first
    revisions: tuple[Quarrel, ...]  # a later word replaces an earlier; one side is theirs
    allies: tuple[Ally, ...]

    @property
    def disputed(self) -> int:
        """How many disputes there are."""
        return sum(1 + len(quarrel.others) for quarrel in self.disputes)

    @property
    def statements(self) -> int:
        """How many there are."""
        return sum(len(chapter.words) for chapter in self.chapters)


def find_speaker(archive: Archive, speaker: str) -> tuple[Speaker, list[Voice]]:
    """The speaker with this id, and everybody of that name in the archive, their own story first.

    Raises `UnknownIdError`.
    """
    dossier = archive.dossier(speaker)
    known = [s for s in dossier.links.speakers if s.id.startswith(speaker) or speaker in s.statements]
    own = known[0] if known else None
    if own is None:
        # digits without a kind, or an id that leads elsewhere today: whoever said most
        own = max(dossier.links.speakers, key=lambda s: (len(s.statements), s.id))
    voices = [Voice(own, dossier)]
    for item in _list_namesakes(archive, own):
        other = archive.dossier(item.story)
        voices += [Voice(s, other) for s in other.links.speakers if s.id == item.speaker]
    return own, voices


def _list_namesakes(archive: Archive, own: Speaker) -> list[SpeakerItem]:
    """Speakers of other stories who bear the very name."""
    found = [item for item in archive.who(own.name) if item.speaker != own.id]
    return [item for item in found if own.name in (item.name, *item.aliases)][: MOST_STORIES - 1]


def find_members(archive: Archive, organisation: str) -> list[Voice]:
    """Who speaks for the organisation, or as it."""
    hits = archive.search(f'"{organisation.replace(chr(34), " ")}"', limit=MOST_HITS)
    voices: list[Voice] = []
    seen: set[str] = set()
    known: set[str] = set()
    for hit in hits:
        if hit.article in known or len(seen) >= MOST_STORIES:
            continue
        dossier = archive.dossier(hit.article)
        known |= dossier.articles.keys()
        if dossier.story.id not in seen:
            seen.add(dossier.story.id)
            voices += [Voice(s, dossier) for s in dossier.links.speakers if speaks_for(s, organisation)]
    return voices


def speaks_for(speaker: Speaker, organisation: str) -> bool:
    """Whether the speaker is of the organisation, or is the organisation."""
    wanted = organisation.casefold()
    is_it = speaker.kind is not SpeakerKind.PERSON and speaker.name.casefold() == wanted
    return is_it or (speaker.affiliation or "").casefold() == wanted


def view_voices(name: str, kind: SpeakerKind, voices: Sequence[Voice]) -> View:
    """What these voices said, put together."""
    chapters = [_tell_chapter(dossier, own) for dossier, own in _by_story(voices)]
    involved = [find for dossier, own in _by_story(voices) for find in _find_positions(dossier, own)]
    others = [dispute for dispute, is_own in involved if not is_own]
    return View(
        name=name,
        kind=kind,
        roles=_collect(voice.speaker.role for voice in voices),
        affiliations=_collect(voice.speaker.affiliation for voice in voices),
        aliases=_collect(alias for voice in voices for alias in voice.speaker.aliases if alias != name),
        people=_count_people(voices),
        chapters=tuple(chapter for chapter in chapters if chapter.words),
        positions=tuple(position for dossier, own in _by_story(voices) for position in _list_positions(dossier, own)),
        changes=tuple(gather_quarrels(dispute for dispute, is_own in involved if is_own)),
        disputes=tuple(sorted(gather_quarrels(d for d in others if d.conflict.kind.is_open), key=_has_nobody)),
        revisions=tuple(gather_quarrels(d for d in others if d.conflict.kind.is_revision)),
        allies=_count_allies(voices),
    )


def _by_story(voices: Iterable[Voice]) -> list[tuple[Dossier, list[Voice]]]:
    groups: dict[str, tuple[Dossier, list[Voice]]] = {}
    for voice in voices:
        groups.setdefault(voice.dossier.story.id, (voice.dossier, []))[1].append(voice)
    return list(groups.values())


def _tell_chapter(dossier: Dossier, voices: Sequence[Voice]) -> Chapter:
    claims = claims_by_finding(dossier)
    statements = dict.fromkeys(statement for voice in voices for statement in voice.statements)
    words = [read_words(statement, dossier, claims.get(statement)) for statement in statements]
    return Chapter(dossier.story.id, dossier.story.title, tuple(sorted(words, key=_by_day)))


def _by_day(words: Words) -> str:
    """When it was said, else printed; last what nobody dates."""
    return words.said or words.printed or "9999"


def _find_positions(dossier: Dossier, voices: Sequence[Voice]) -> Iterable[tuple[Dispute, bool]]:
    """The disputes in which they stand on a side, and whether both sides are theirs."""
    own = {statement for voice in voices for statement in voice.speaker.statements}
    own |= {figure.id for figure in dossier.figures.values() if figure.statement in own}
    for dispute in find_disputes(dossier, told=own):
        left, right = (bool(own & dossier.told_by(side)) for side in dispute.conflict.between)
        if (left or right) and dispute.conflict.kind is not ConflictKind.APPARENT:
            yield dispute, left and right


def _has_nobody(quarrel: Quarrel) -> bool:
    """Whether one side is nobody who is known: less to go by."""
    return any(side.words.speaker_id is None for side in quarrel.first.sides)


def _list_positions(dossier: Dossier, voices: Sequence[Voice]) -> Iterable[PositionItem]:
    own = {statement for voice in voices for statement in voice.speaker.statements}
    return [
        name_side(item, dossier) for item in list_disputed(dossier) if own & {stand.statement for stand in item.stands}
    ]


def name_side(item: PositionItem, dossier: Dossier) -> PositionItem:
    """The item with its side as the pages write it."""
    return msgspec.structs.replace(item, side=write_name(item.side, dossier))


def _count_people(voices: Iterable[Voice]) -> tuple[tuple[Speaker, int], ...]:
    counts: dict[str, tuple[Speaker, int]] = {}
    for voice in voices:
        first, number = counts.get(voice.speaker.name, (voice.speaker, 0))
        counts[voice.speaker.name] = first, number + len(voice.statements)
    return tuple(sorted(counts.values(), key=lambda pair: (-pair[1], pair[0].name)))


def _count_allies(voices: Iterable[Voice]) -> tuple[Ally, ...]:
    """Others on whom claims rest that rest on these too."""
    counts: Counter[str] = Counter()
    ids: dict[str, str] = {}
    own_names = {voice.speaker.name for voice in voices}
    for dossier, group in _by_story(voices):
        own = {voice.speaker.id for voice in group}
        names = {speaker.id: speaker.name for speaker in dossier.links.speakers}
        for claim in dossier.links.claims:
            speakers = {origin.speaker for origin in claim.origins if origin.speaker in names}
            if speakers & own:
                for other in sorted(s for s in speakers - own if s and names[s] not in own_names):
                    counts[names[other]] += 1
                    ids.setdefault(names[other], other)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Ally(ids[name], name, number) for name, number in ranked)


def _collect(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each value once, the most frequent first."""
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
