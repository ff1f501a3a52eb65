"""The entities of all stories as lines of the export, and whose speakers they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from sayso.dossier import Dossier
from sayso.export import records as out
from sayso.extract.places import load_gazetteer
from sayso.link.entities import Entity, find_key, merge_names
from sayso.model import NameKind, NameMention, Span, SpeakerKind

_KINDS = {
    SpeakerKind.PERSON: NameKind.PERSON,
    SpeakerKind.ORGANISATION: NameKind.ORGANISATION,
    SpeakerKind.COUNTRY: NameKind.COUNTRY,
}


class NameBook:
    """The names of the stories so far, with the words that stand at their places."""

    def __init__(self) -> None:
        self._stories: list[tuple[NameMention, ...]] = []
        self._printed: dict[str, tuple[str, ...]] = {}  # by mention
        self._roles: dict[str, tuple[out.RolePart, ...]] = {}
        self._by_key: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def add(self, dossier: Dossier) -> None:
        """Take in the names of a story."""
        self._stories.append(dossier.names)
        for mention in dossier.names:
            text = dossier.articles[mention.article].text
            self._printed[mention.id] = tuple(sorted({_words(text, span) for span in mention.spans}))
            if mention.roles:
                self._roles[mention.id] = tuple(_role(mention, text, span) for span in mention.roles)

    def lines(self) -> Iterator[out.EntityLine]:
        """One line an entity, in order of id."""
        entities = merge_names(self._stories)
        for entity in entities:
            for mention in entity.mentions:
                self._by_key[find_key(mention)].add(entity.id)
        bodies = {
            alias: entity.id
            for entity in reversed(entities)
            if entity.kind in (NameKind.ORGANISATION, NameKind.COUNTRY)
            for alias in {mention.name for mention in entity.mentions}
        }
        yield from (self._line(entity, bodies.get(entity.affiliation or "")) for entity in entities)

    def _line(self, entity: Entity, affiliation: str | None) -> out.EntityLine:
        place = load_gazetteer().get(entity.place) if entity.place else None
        return out.EntityLine(
            id=entity.id,
            name=entity.name,
            kind=entity.kind,
            aliases=sorted({words for m in entity.mentions for words in self._printed[m.id]} - {entity.name}),
            roles=[role for m in entity.mentions for role in self._roles.get(m.id, ())],
            affiliation=affiliation,
            lat=place.latitude if place else None,
            lon=place.longitude if place else None,
            mentions=[
                out.MentionPart(page=m.page, start=span.start, end=span.end)
                for m in entity.mentions
                for span in m.spans
            ],
            because=entity.because,
        )

    def tie_speaker(self, line: out.SpeakerLine) -> out.SpeakerLine:
        """The speaker with the one entity of that name, where there is one. Call it after `lines`."""
        kind = _KINDS.get(line.kind)
        if kind is None:
            return line
        alike = NameMention(id="", article="", page="", start=0, end=0, name=line.name, kind=kind, spans=())
        found = self._by_key.get(find_key(alike), set())
        return msgspec.structs.replace(line, entity=next(iter(found))) if len(found) == 1 else line


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _role(mention: NameMention, text: str, span: Span) -> out.RolePart:
    place = out.Offsets(start=span.start, end=span.end)
    return out.RolePart(text=_words(text, span), span=place, page=mention.page)
