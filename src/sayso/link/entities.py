"""Whose names are one: the people, bodies, countries and places of many articles, each with the reasons for its merges.

Names meet on a key that no article changes: a country's name, a place's id in the gazetteer, a body's folded name, a
person's first and last name by sound (`Zelensky`, `Zelenskyy`). A family name alone joins the one person of its story
who bears it. People of one name stay apart where different stories tell them to be of different bodies. What a person
judged of two names wins over all of this. Nothing is stored of it: with other names the next call says something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.extract.names import is_family_first
from sayso.link.speakers import name_parts, normalise_organisation, sound
from sayso.model import NameKind, NameMention, group_id

Key = tuple[str, ...]
APART = "apart"
Told = Mapping[str, Sequence[NameMention]]  # the names of one key, by story


class Verdict(NamedTuple):
    """What a person judged of somebody who is named. All names of one `mark` that are the same are one entity; those of
    a mark that are not are no other's."""

    mention: str
    mark: str
    same: bool
    because: str


class Entity(NamedTuple):
    """One person, body, country or place, with the names of it in all articles."""

    id: str
    name: str  # the fullest that most articles give
    kind: NameKind
    mentions: tuple[NameMention, ...]  # in order of id
    affiliation: str | None
    place: int | None  # of the gazetteer
    because: str | None  # why these names are one


def merge_names(stories: Iterable[Sequence[NameMention]], verdicts: Iterable[Verdict] = ()) -> tuple[Entity, ...]:
    """The entities of some stories, in order of id; the order of stories does not matter."""
    judged = tuple(verdicts)
    groups: dict[Key, dict[str, list[NameMention]]] = defaultdict(dict)
    for mentions in stories:
        keys = key_names(mentions, judged)
        for mention in mentions:
            groups[keys[mention.id]].setdefault(name_story(mentions), []).append(mention)
    return tuple(sorted(make_entities(groups, judged), key=lambda entity: entity.id))


def name_story(mentions: Sequence[NameMention]) -> str:
    """What a story is told from others by: the smallest id of its names."""
    return min((mention.id for mention in mentions), default="")


def key_names(mentions: Sequence[NameMention], verdicts: Iterable[Verdict] = ()) -> Mapping[str, Key]:
    """What each name of one story is compared by, its family names given to the one who bears them."""
    keys = dict(_find_keys(mentions))
    for verdict in verdicts:
        if not verdict.same and verdict.mention in keys:
            keys[verdict.mention] = (*keys[verdict.mention], APART, verdict.mark)
    return keys


def make_entities(groups: Mapping[Key, Told], verdicts: Iterable[Verdict] = ()) -> list[Entity]:
    """The entities of these keys, each with all its stories; those that people judged to be one are one."""
    judged = tuple(verdicts)
    entities = [entity for key, told in groups.items() for entity in _make_entities(key, told)]
    return _join_judged(entities, judged) if judged else entities


def _join_judged(entities: Sequence[Entity], verdicts: Sequence[Verdict]) -> list[Entity]:
    """The entities with those joined that share a mark, and the words of whoever judged."""
    told: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        told[verdict.mention].append(verdict)
    parts: list[tuple[list[Entity], set[Verdict]]] = []
    for entity in sorted(entities, key=lambda entity: entity.id):
        own = {verdict for mention in entity.mentions for verdict in told[mention.id]}
        marks = {verdict.mark for verdict in own if verdict.same}
        joined = [part for part in parts if marks & {verdict.mark for verdict in part[1] if verdict.same}]
        parts = [part for part in parts if part not in joined]
        parts.append(([e for part in joined for e in part[0]] + [entity], own.union(*(part[1] for part in joined))))
    return [_explain(part, judged) for part, judged in parts]


def _explain(entities: Sequence[Entity], judged: Iterable[Verdict]) -> Entity:
    words = " ".join(sorted({verdict.because for verdict in judged}))
    if len(entities) == 1:
        because = " ".join(part for part in (entities[0].because, words) if part)
        return entities[0]._replace(because=because or None)
    key = find_key(max(entities, key=lambda entity: (entity.kind is NameKind.PERSON, entity.id)).mentions[0])
    mentions = [mention for entity in entities for mention in entity.mentions]
    fullest = min(
        (mention.name for mention in mentions), key=lambda name: (-len(name), name)
    )  # as its speaker is named
    return _make_entity(key, mentions)._replace(name=fullest, because=words)


def _find_keys(mentions: Sequence[NameMention]) -> Mapping[str, Key]:
    """What each name of one story is compared by."""
    people = [mention for mention in mentions if mention.kind is NameKind.PERSON]
    by_part: dict[str, set[Key]] = defaultdict(set)
    for mention in people:
        key = person_key(mention.name)
        if len(key) > 2:
            by_part[key[-1]].add(key)
            if is_family_first(mention.name):
                by_part[key[1]].add(key)
    keys = {}
    for mention in mentions:
        key = find_key(mention)
        full = by_part.get(key[-1], set()) if mention.kind is NameKind.PERSON and len(key) == 2 else set()
        keys[mention.id] = next(iter(full)) if len(full) == 1 else key
    return keys


def find_key(mention: NameMention) -> Key:
    """What a name is compared by, whatever its story."""
    if mention.kind is NameKind.PERSON:
        return person_key(mention.name)
    if mention.kind is NameKind.COUNTRY:
        return ("country", mention.name)
    if mention.kind is NameKind.PLACE:
        return ("place", str(mention.place)) if mention.place else ("place", "", mention.name.casefold())
    return ("organisation", normalise_organisation(mention.name))


def person_key(name: str) -> Key:
    """First and last name by sound; where the family comes first all behind it: `Kim Jong Un`, `Kim Jong-un`."""
    parts = name_parts(name) or [name.casefold()]
    if len(parts) == 1:
        return ("person", sound(parts[0]))
    last = "".join(parts[1:]) if is_family_first(name) else parts[-1]
    return ("person", sound(parts[0]), sound(last))


def _make_entities(key: Key, told: Told) -> list[Entity]:
    """The entities of one key: people told to be of different bodies in different stories are different people."""
    parts: list[list[NameMention]] = []
    for story in sorted(told):
        mentions = list(told[story])
        home = next((part for part in parts if key[0] != "person" or not _clash(part, mentions)), None)
        if home is None:
            parts.append(mentions)
        else:
            home += mentions
    return [_make_entity(key, part) for part in parts]


def _clash(some: Iterable[NameMention], others: Iterable[NameMention]) -> bool:
    """Whether both are told to be of bodies, and of none together."""
    one, other = (
        {normalise_organisation(mention.affiliation) for mention in mentions if mention.affiliation}
        for mentions in (some, others)
    )
    return bool(one and other and not one & other)


def _make_entity(key: Key, mentions: Sequence[NameMention]) -> Entity:
    ordered = tuple(sorted(mentions, key=lambda mention: mention.id))
    names = Counter(mention.name for mention in ordered)
    name = min(
        names, key=lambda name: (-len(name.split()) if key[0] == "person" else 0, -names[name], -len(name), name)
    )
    affiliations = Counter(mention.affiliation for mention in ordered if mention.affiliation)
    return Entity(
        id=group_id("entity", [mention.id for mention in ordered]),
        name=name,
        kind=ordered[0].kind,
        mentions=ordered,
        affiliation=min(affiliations, key=lambda a: (-affiliations[a], a)) if affiliations else None,
        place=ordered[0].place,
        because=_tell_why(key, names, len({mention.article for mention in ordered})),
    )


def _tell_why(key: Key, names: Counter[str], articles: int) -> str | None:
    """Why names of several articles are taken for one."""
    if articles < 2:
        return None
    if key[0] == "country":
        return "Names of one country, its capital where that stands for its government."
    if key[0] == "place":
        return "One place of the gazetteer." if key[1] else "The same name; which place it is, no article tells."
    if len(names) == 1:
        return "The same name; nothing told of it tells two apart."
    how = "spellings and shorter forms of one name" if key[0] == "person" else "spellings of one name"
    return f"{', '.join(sorted(names))}: {how}."
