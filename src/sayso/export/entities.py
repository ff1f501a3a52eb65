"""The entities of all stories as lines of the export, and whose speakers they are.

Names wait in a temporary database on disk, which is read key by key: what is in memory at once are the names of one
entity, however large the archive is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from sayso.dossier import Dossier
from sayso.export import records as out
from sayso.extract.places import load_gazetteer
from sayso.link.entities import Entity, Key, Verdict, find_key, key_names, make_entities, name_story
from sayso.link.wikidata import NO_IDS, KnownNames
from sayso.model import NameKind, NameMention, Span, Speaker, SpeakerKind

_KINDS = {
    SpeakerKind.PERSON: NameKind.PERSON,
    SpeakerKind.ORGANISATION: NameKind.ORGANISATION,
    SpeakerKind.COUNTRY: NameKind.COUNTRY,
}
_BODIES = (NameKind.ORGANISATION, NameKind.COUNTRY)
_MOST_TIES = 20  # names of one speaker in one story by which their entity is found
_CACHE_KIB = 8_000
_TABLES = """
CREATE TABLE name (key TEXT, story TEXT, id TEXT, named BLOB);
CREATE TABLE owner (mention TEXT PRIMARY KEY, entity TEXT) WITHOUT ROWID;
CREATE TABLE known (key TEXT, entity TEXT, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE TABLE body (name TEXT PRIMARY KEY, entity TEXT) WITHOUT ROWID;
CREATE TABLE entity (id TEXT PRIMARY KEY, affiliation TEXT, line BLOB) WITHOUT ROWID;
CREATE TABLE speaker (line BLOB, mentions TEXT);
"""


class Named(msgspec.Struct, frozen=True):
    """A name with the words that stand at its places."""

    mention: NameMention
    printed: tuple[str, ...]
    roles: tuple[out.RolePart, ...]


class NameBook:
    """The names and speakers of the stories so far. Use it as a context: it holds a temporary file."""

    def __init__(self, known: KnownNames = NO_IDS) -> None:
        self._known = known
        self._verdicts: set[Verdict] = set()
        self._judged_keys: set[str] = set()
        self._named = msgspec.json.Decoder(Named)
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")

    def __enter__(self) -> NameBook:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def add(self, dossier: Dossier) -> None:
        """Take in the names of a story and what people judged of them."""
        keys, story = key_names(dossier.names, dossier.verdicts), name_story(dossier.names)
        self._verdicts.update(dossier.verdicts)
        self._judged_keys.update(json.dumps(keys[v.mention]) for v in dossier.verdicts if v.mention in keys)
        rows = (
            (json.dumps(keys[m.id]), story, m.id, msgspec.json.encode(_read_named(m, dossier))) for m in dossier.names
        )
        self._base.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", rows)

    def add_speaker(self, line: out.SpeakerLine, speaker: Speaker, dossier: Dossier) -> None:
        """Take in a speaker of that story: their entity is known at the end."""
        told = {dossier.statements[s].article for s in speaker.statements if s in dossier.statements}
        wanted = _find_speaker_key(line)
        mentions = sorted(m.id for m in dossier.names if m.article in told and find_key(m) == wanted)
        row = (msgspec.json.encode(line), json.dumps(mentions[:_MOST_TIES]))
        self._base.execute("INSERT INTO speaker VALUES (?, ?)", row)

    def entity_lines(self) -> Iterator[out.EntityLine]:
        """One line an entity, in order of id. Call it when all stories are in."""
        for entity, named in self._make_entities():
            self._keep(entity, named)
        for affiliation, line in self._base.execute("SELECT affiliation, line FROM entity ORDER BY id"):
            body = self._one("SELECT entity FROM body WHERE name = ?", affiliation) if affiliation else None
            yield msgspec.structs.replace(msgspec.json.decode(line, type=out.EntityLine), affiliation=body)

    def speaker_lines(self) -> Iterator[out.SpeakerLine]:
        """The speakers, as they came, each with the one entity of its name, where there is one. Call it at the end."""
        for encoded, mentions in self._base.execute("SELECT line, mentions FROM speaker ORDER BY rowid"):
            line = msgspec.json.decode(encoded, type=out.SpeakerLine)
            own = {self._one("SELECT entity FROM owner WHERE mention = ?", m) for m in json.loads(mentions)}
            found = own or self._find_by_key(_find_speaker_key(line))
            yield msgspec.structs.replace(line, entity=next(iter(found)) if len(found) == 1 else None)

    def _make_entities(self) -> Iterator[tuple[Entity, dict[str, Named]]]:
        """Each entity with its names. The keys that people judged of are looked at together, at the end."""
        rows = self._base.execute("SELECT key, story, named FROM name ORDER BY key, story, id")
        aside: dict[Key, dict[str, list[Named]]] = {}
        for key, told in groupby(rows, key=lambda row: row[0]):
            stories = {
                story: [self._named.decode(named) for _, _, named in some]
                for story, some in groupby(told, key=lambda row: row[1])
            }
            if key in self._judged_keys:
                aside[tuple(json.loads(key))] = stories
            else:
                yield from _merge({tuple(json.loads(key)): stories}, ())
        yield from _merge(aside, sorted(self._verdicts))

    def _keep(self, entity: Entity, named: dict[str, Named]) -> None:
        own = [named[mention.id] for mention in entity.mentions]
        line = _make_line(entity, own, self._known)
        row = (entity.id, entity.affiliation, msgspec.json.encode(line))
        self._base.execute("INSERT INTO entity VALUES (?, ?, ?)", row)
        self._base.executemany("INSERT INTO owner VALUES (?, ?)", ((m.id, entity.id) for m in entity.mentions))
        keys = {json.dumps(find_key(mention)) for mention in entity.mentions}
        self._base.executemany("INSERT INTO known VALUES (?, ?)", ((key, entity.id) for key in sorted(keys)))
        if entity.kind in _BODIES:
            names = sorted({mention.name for mention in entity.mentions})
            statement = "INSERT INTO body VALUES (?, ?) ON CONFLICT DO UPDATE SET entity = min(entity, excluded.entity)"
            self._base.executemany(statement, ((name, entity.id) for name in names))

    def _find_by_key(self, key: Key | None) -> set[str | None]:
        wanted = json.dumps(key)
        return {row[0] for row in self._base.execute("SELECT entity FROM known WHERE key = ? LIMIT 2", (wanted,))}

    def _one(self, query: str, value: str) -> str | None:
        row = self._base.execute(query, (value,)).fetchone()
        return row[0] if row else None


def _merge(
    groups: dict[Key, dict[str, list[Named]]], verdicts: Iterable[Verdict]
) -> Iterator[tuple[Entity, dict[str, Named]]]:
    named = {n.mention.id: n for told in groups.values() for some in told.values() for n in some}
    told = {key: {story: [n.mention for n in some] for story, some in of.items()} for key, of in groups.items()}
    yield from ((entity, named) for entity in make_entities(told, verdicts))


def _make_line(entity: Entity, named: Iterable[Named], known: KnownNames) -> out.EntityLine:
    place = load_gazetteer().get(entity.place) if entity.place else None
    own = list(named)
    aliases = sorted({words for n in own for words in n.printed} - {entity.name})
    return out.EntityLine(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        aliases=aliases,
        roles=[role for n in own for role in n.roles],
        lat=place.latitude if place else None,
        lon=place.longitude if place else None,
        mentions=[
            out.MentionPart(page=m.page, start=span.start, end=span.end) for m in entity.mentions for span in m.spans
        ],
        because=entity.because,
        wikidata=known.find(entity.kind, [entity.name, *(mention.name for mention in entity.mentions)]),
    )


def _find_speaker_key(line: out.SpeakerLine) -> Key | None:
    kind = _KINDS.get(line.kind)
    if kind is None:
        return None
    return find_key(NameMention(id="", article="", page="", start=0, end=0, name=line.name, kind=kind, spans=()))


def _read_named(mention: NameMention, dossier: Dossier) -> Named:
    text = dossier.articles[mention.article].text
    printed = tuple(sorted({_words(text, span) for span in mention.spans}))
    return Named(mention, printed, tuple(_role(mention, text, span) for span in mention.roles))


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _role(mention: NameMention, text: str, span: Span) -> out.RolePart:
    place = out.Offsets(start=span.start, end=span.end)
    return out.RolePart(text=_words(text, span), span=place, page=mention.page)
