"""Whom an article means by the words of a source: names in full, roles, countries behind capitals, pronouns."""

from __future__ import annotations

import msgspec

from sayso.extract.called import is_plural, make_source, resolve_description
from sayso.extract.descriptions import Description, describe_source
from sayso.extract.names import gender_of
from sayso.extract.roster import (
    Person,
    Roster,
    body_between,
    find_body,
    find_fullest,
    find_introduced_by_gender,
    find_last_body,
    role_between,
    subject_between,
)
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, SpeakerKind

NEAR = 300  # characters between a body and "its" spokeswoman


def resolve_source(roster: Roster, text: str, phrase: SourcePhrase) -> Source:
    """The source behind a phrase, in the light of who was named before. The roster learns from it."""
    found = describe_source(text, phrase)
    if found.pronoun:
        source = _resolve_pronoun(roster, text, found, phrase)
    elif found.kind == SpeakerKind.PERSON and found.name:
        source = _resolve_name(roster, found, phrase)
    elif found.members:
        source = _resolve_members(roster, found, phrase)
    elif found.definite or found.kind == SpeakerKind.ANONYMOUS:
        source = resolve_description(roster, found, phrase)
    else:
        source = make_source(found, phrase)
    if source.name:
        roster.last.append(source)
    return source


def _resolve_members(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    """Joint speakers, each by the fullest name."""
    if found.kind == SpeakerKind.COUNTRY:
        return make_source(found, phrase)
    members = tuple(find_fullest(roster, name, phrase.head.start) for name in found.members)
    source = make_source(found, phrase)
    return msgspec.structs.replace(source, name=" and ".join(members), members=members)


def _resolve_name(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    assert found.name
    full = find_fullest(roster, found.name, phrase.head.start)
    person = roster.people.get(full) or roster.people.setdefault(full, _introduced_person(roster, full))
    if full in roster.things and not found.gender:
        person.kind = SpeakerKind.ORGANISATION
    person.role = found.role or person.role
    person.gender = found.gender or person.gender
    person.called.update(found.words.lower().split())
    person.affiliation = found.affiliation or _name_body(roster, found.body, phrase.head.start) or person.affiliation
    because = f"“{found.name}” is {full} elsewhere in the article" if full != found.name else None
    return _source_of(person, phrase, because)


def _introduced_person(roster: Roster, name: str) -> Person:
    """A person with what the article says of them where they do not speak."""
    person = Person(name)
    for told in roster.introduced.get(name, ()):
        person.role = person.role or told.role
        person.affiliation = person.affiliation or told.affiliation or _name_body(roster, told.body, told.place)
        person.gender = person.gender or told.gender
        person.called |= told.called
    return person


def _source_of(person: Person, phrase: SourcePhrase, because: str | None) -> Source:
    return Source(
        spans=phrase.spans,
        name=person.name,
        kind=person.kind,
        role=person.role,
        affiliation=person.affiliation,
        because=because,
    )


def _name_body(roster: Roster, noun: str | None, place: int) -> str | None:
    """The organisation behind "its spokeswoman" or "head of the service"."""
    if noun is None:
        return None
    if noun != "its":
        return find_body(roster, noun, place)
    last = roster.last[-1] if roster.last else None
    if last is not None and last.spans and last.kind == SpeakerKind.ORGANISATION:
        near = place - last.spans[-1].end <= NEAR
        if near and last.name and last.name[0].isupper() and not last.name.startswith("The "):
            return last.name
    return find_last_body(roster, place)


def _resolve_pronoun(roster: Roster, text: str, found: Description, phrase: SourcePhrase) -> Source:
    place = phrase.head.start
    last = _find_last(roster, found)
    role = role_between(roster, last, place) if found.gender else None
    if role:
        named = describe_source(text, SourcePhrase(head=role))
        source = resolve_description(roster, named, SourcePhrase(head=role))
        if source.because:  # somebody named or heard before
            because = f"“{found.words}” for “{named.words}”, of whom the sentences before it tell"
            return msgspec.structs.replace(source, spans=phrase.spans, because=because)
    subject = subject_between(roster, last, place) if found.gender else None
    told = find_introduced_by_gender(roster, found.gender, place) if found.gender else None
    if subject:
        person = _introduced_person(roster, subject)
        if person.gender == found.gender or (person.gender is None and told is None):
            because = f"“{found.words}” for the one of whom the sentences before it tell"
            return _source_of(person, phrase, because)
    noun = body_between(roster, last, place) if found.pronoun == "thing" else None
    if noun:
        because = f"“{found.words}” for the {noun} of which the sentence before it tells"
        name = find_body(roster, noun, place) or f"the {noun}"
        return Source(spans=phrase.spans, name=name, kind=SpeakerKind.ORGANISATION, because=because)
    if told and (last is None or _is_later(roster, told.place, last)):
        because = f"“{found.words}” for the one introduced last whom it fits"
        return _source_of(_introduced_person(roster, told.name), phrase, because)
    if last:
        because = f"“{found.words}” for the last speaker before it that it fits"
        return msgspec.structs.replace(last, spans=phrase.spans, because=because)
    kind = SpeakerKind.GROUP if found.pronoun in ("many", "self") else SpeakerKind.PERSON
    return Source(spans=phrase.spans, kind=kind)


def _is_later(roster: Roster, place: int, last: Source) -> bool:
    """Whether somebody of known gender was named behind the last speaker, whose gender is not known."""
    known = roster.people[last.name].gender if last.name in roster.people else gender_of(last.name or "")
    return known is None and bool(last.spans) and last.spans[-1].end < place


def _find_last(roster: Roster, found: Description) -> Source | None:
    """The last speaker that a pronoun fits; for "he" and "she" rather one with a first name or a role."""
    fitting = [source for source in reversed(roster.last) if _fits(roster, found.pronoun, source)]
    if found.pronoun in ("male", "female"):
        clear = [s for s in fitting if s.anonymous or s.role or " " in (s.name or "")]
        fitting = clear or fitting
    return fitting[0] if fitting else None


def _fits(roster: Roster, pronoun: str | None, source: Source) -> bool:
    if pronoun in ("male", "female"):
        gender = roster.people[source.name].gender if source.name in roster.people else gender_of(source.name or "")
        personal = source.kind == SpeakerKind.PERSON or (source.anonymous and not is_plural(source))
        return personal and gender in (None, pronoun)
    if pronoun == "thing":
        return (
            source.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY, SpeakerKind.DOCUMENT, SpeakerKind.DATA)
            and not source.members
        )
    return pronoun == "many" and (bool(source.members) or is_plural(source))
