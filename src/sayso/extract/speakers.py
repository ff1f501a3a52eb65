"""Whom an article means by the words of a source: names in full, roles, countries behind capitals, pronouns."""

from __future__ import annotations

import re

import msgspec

from sayso.extract.descriptions import Description, describe_source, find_head, gender_of
from sayso.extract.roster import Person, Roster, body_between, country_before, find_body, find_fullest, subject_between
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, SpeakerKind

NEAR = 300  # characters between a body and "its" spokeswoman
NUMBERS = frozenset({"two", "three", "four", "five", "six", "both", "some", "many", "several", "most", "few", "others"})


def resolve_source(roster: Roster, text: str, phrase: SourcePhrase) -> Source:
    """The source behind a phrase, in the light of who was named before. The roster learns from it."""
    found = describe_source(text, phrase)
    if found.pronoun:
        source = _resolve_pronoun(roster, found, phrase)
    elif found.kind == SpeakerKind.PERSON and found.name:
        source = _resolve_name(roster, found, phrase)
    elif found.kind == SpeakerKind.ANONYMOUS or (found.kind == SpeakerKind.ORGANISATION and found.definite):
        source = _resolve_description(roster, found, phrase)
    else:
        source = _make_source(found, phrase)
    if source.name:
        roster.last.append(source)
    return source


def _make_source(found: Description, phrase: SourcePhrase, because: str | None = None) -> Source:
    return Source(
        spans=phrase.spans,
        name=found.name,
        kind=found.kind or SpeakerKind.PERSON,
        anonymous=found.anonymous,
        role=found.role,
        affiliation=found.affiliation,
        members=found.members,
        because=because or found.because,
    )


def _resolve_name(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    assert found.name
    full = find_fullest(roster, found.name, phrase.head.start)
    person = roster.people.setdefault(full, Person(full))
    if full in roster.things and not found.gender:
        person.kind = SpeakerKind.ORGANISATION
    person.role = found.role or person.role
    person.gender = found.gender or person.gender
    person.called.update(found.words.lower().split())
    person.affiliation = found.affiliation or _name_body(roster, found, phrase.head.start) or person.affiliation
    because = f"“{found.name}” is {full} elsewhere in the article" if full != found.name else None
    return Source(
        spans=phrase.spans,
        name=full,
        kind=person.kind,
        role=person.role,
        affiliation=person.affiliation,
        because=because,
    )


def _name_body(roster: Roster, found: Description, place: int) -> str | None:
    """The organisation behind "its spokeswoman" or "head of the service"."""
    if found.body is None:
        return None
    if found.body != "its":
        return find_body(roster, found.body, place)
    last = roster.last[-1] if roster.last else None
    if last is None or last.kind != SpeakerKind.ORGANISATION or not last.spans or place - last.spans[-1].end > NEAR:
        return None
    return last.name if last.name and last.name[0].isupper() and not last.name.startswith("The ") else None


def _resolve_pronoun(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    place = phrase.head.start
    last = _find_last(roster, found)
    if found.pronoun in ("male", "female") and last:
        subject = subject_between(roster, last, place)
        if subject:
            because = f"“{found.words}” for the one of whom the sentences before it tell"
            return Source(spans=phrase.spans, name=subject, because=because)
    noun = body_between(roster, last, place) if found.pronoun == "thing" else None
    if noun:
        because = f"“{found.words}” for the {noun} of which the sentence before it tells"
        name = find_body(roster, noun, place) or f"the {noun}"
        return Source(spans=phrase.spans, name=name, kind=SpeakerKind.ORGANISATION, because=because)
    if last:
        because = f"“{found.words}” for the last speaker before it that it fits"
        return msgspec.structs.replace(last, spans=phrase.spans, because=because)
    kind = SpeakerKind.GROUP if found.pronoun in ("many", "self") else SpeakerKind.PERSON
    return Source(spans=phrase.spans, kind=kind)


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
        personal = source.kind == SpeakerKind.PERSON or (source.anonymous and not _is_plural(source))
        return personal and gender in (None, pronoun)
    if pronoun == "thing":
        return (
            source.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY, SpeakerKind.DOCUMENT, SpeakerKind.DATA)
            and not source.members
        )
    return pronoun == "many" and (bool(source.members) or _is_plural(source))


def _is_plural(source: Source) -> bool:
    head = find_head(source.name or "")
    return head.endswith("s") or head in NUMBERS or source.kind == SpeakerKind.GROUP


def _resolve_description(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    """ "The official" is the last one called so; "the spokesperson" whoever has that role."""
    if found.definite or found.head in ("one", "official", "spokesman", "spokeswoman", "spokesperson"):
        earlier = _find_described(roster, found)
        if earlier:
            because = f"“{found.words}” for {earlier.name}, called so before"
            return msgspec.structs.replace(earlier, spans=phrase.spans, because=because)
    body = find_body(roster, found.head, phrase.head.start) if found.definite else None
    if body and len(found.words.split()) == 2:
        because = f"“{found.words}” for {body}, the only one named before"
        return Source(spans=phrase.spans, name=body, kind=SpeakerKind.ORGANISATION, because=because)
    if found.head in ("government", "administration") and found.definite:
        country = country_before(roster, phrase.head.start)
        if country and len(found.words.split()) == 2:
            return Source(
                spans=phrase.spans, name=country, kind=SpeakerKind.COUNTRY, because=f"“{found.words}” after {country}"
            )
    return _make_source(found, phrase)


def _find_described(roster: Roster, found: Description) -> Source | None:
    if not found.definite and found.head != "one":
        return None
    words = {word for word in re.findall(r"[\w-]+", found.words.lower()) if word not in ("the", "this", "that")}
    for source in reversed(roster.last):
        about = f"{source.name or ''} {source.role or ''}".lower()
        known = set(re.findall(r"[\w-]+", about))
        if source.name in roster.people:
            known |= roster.people[source.name].called
        if source.anonymous and found.head == "one" and _is_plural(source):
            return None
        if found.kind == SpeakerKind.ORGANISATION and source.kind == SpeakerKind.PERSON:
            continue
        if found.head in known and len(words & known) * 2 >= len(words):
            return source
    return None
