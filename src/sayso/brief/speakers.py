"""What a speaker says in a story, and the positions of the sides on what is disputed."""

from __future__ import annotations

from sayso.brief.citing import Citations, content_words, iso_date, list_own
from sayso.brief.records import PositionItem, SayingItem, SpeakerItem, StandItem
from sayso.dossier import Dossier
from sayso.link.positions import list_positions
from sayso.model import Speaker


def list_speakers(dossier: Dossier, *names: str) -> list[SpeakerItem]:
    """The story's speakers whose name or alias holds each word of one of `names`, those who said most first."""
    wanted = [set(name.casefold().split()) for name in names]
    found = [
        speaker
        for speaker in dossier.links.speakers
        if any(words <= set(known.casefold().split()) for known in (speaker.name, *speaker.aliases) for words in wanted)
    ]
    items = [_speaker_item(speaker, dossier) for speaker in found]
    return sorted(items, key=lambda item: (-len(item.sayings), item.speaker))


def _speaker_item(speaker: Speaker, dossier: Dossier) -> SpeakerItem:
    sources = Citations(dossier)
    own = sorted(list_own(speaker.statements, dossier), key=lambda s: iso_date(dossier.date_of(s.id)) or "9999")
    sayings = tuple(
        SayingItem(
            statement=statement.id,
            stance=statement.stance,
            said=iso_date(dossier.date_of(statement.id)),
            words=content_words(statement, dossier),
            citations=(sources.cite(statement.article, statement.content),),
        )
        for statement in own
    )
    return SpeakerItem(
        speaker=speaker.id,
        name=speaker.name,
        kind=speaker.kind,
        role=speaker.role,
        affiliation=speaker.affiliation,
        aliases=speaker.aliases,
        story=dossier.story.id,
        title=dossier.story.title,
        sayings=sayings,
        citations=tuple(sources.given),
        positions=tuple(item for item in list_disputed(dossier) if _is_party(speaker, item)),
    )


def list_disputed(dossier: Dossier) -> list[PositionItem]:
    """The positions of all sides on the story's claims that somebody denies or that a side gave up."""
    told = {i: s for i, s in dossier.statements.items() if i not in dossier.mirrors}
    contents = {i: content_words(s, dossier) for i, s in told.items()}
    found = list_positions(dossier.links, told, {i: s.article for i, s in told.items()}, contents)
    disputed = {
        position.claim
        for position in found
        if position.changed or "denies" in {stand.does for stand in position.stands}
    }
    texts = {claim.id: claim.text for claim in dossier.links.claims}
    return [
        PositionItem(
            claim=position.claim,
            text=texts[position.claim],
            side=position.side,
            stands=tuple(StandItem(iso_date(s.date), s.does, s.changed, s.statement) for s in position.stands),
        )
        for position in found
        if position.claim in disputed
    ]


def _is_party(speaker: Speaker, position: PositionItem) -> bool:
    return bool(set(speaker.statements) & {stand.statement for stand in position.stands})
