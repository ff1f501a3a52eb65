"""Whom an article means by the words of a source: names in full, roles, countries behind capitals, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter, itemgetter

import msgspec

from sayso.extract.between import (
    body_between,
    find_actor,
    group_between,
    lead_between,
    role_between,
    subject_between,
)
from sayso.extract.called import is_plural, make_source, resolve_description
from sayso.extract.descriptions import Description, describe_source
from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import ARTICLE, gender_by_name, gender_of
from sayso.extract.remembered import find_body, find_fullest, find_introduced_by_gender, find_last_body, find_whole_body
from sayso.extract.roster import Person, Roster
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, SpeakerKind

ONE = re.compile(r"^(?:one|another)\s+", re.IGNORECASE)
GAVE_NAME = re.compile(
    r"(?:[^.;:“”\"\n]{0,60}?),? (?:who )?"
    r"(?:(?:gave|wanted to give|would give) (?:h(?:er|is)|their) (?:first )?name (?:only |just )?as"
    r"|identified (?:her|him|them)sel(?:f|ves) (?:only |just )?as"
    r"|(?:asked to be |being )?(?:named|identified|known) only (?:as|by (?:h(?:er|is) )?first name,?)) "
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]*\.?)?)"
)
AGED_ONE = re.compile(r"[Tt]he (?:now-)?\d{1,3}-year-old")
ASKED_BY = re.compile(
    r"(?:\A|[\s“\"])(?:Asked|Pressed|Questioned|Challenged|Quizzed|Reminded|Told)\b[^.;:?!]{0,60}\bby\s\Z"
)
OF_ANOTHER = re.compile(  # "the mother of the victim", but "of two"
    r"\s(?:of|in|from)\s(?!two\b|three\b|four\b|five\b)|[’']s?\s|^(?:his|her|their)\s", re.IGNORECASE
)
NEAR = 300  # characters between a body and "its" spokeswoman


def resolve_source(roster: Roster, text: str, phrase: SourcePhrase) -> Source:
    """The source behind a phrase, in the light of who was named before. The roster learns from it."""
    found = _unshout(roster, describe_source(text, phrase), phrase)
    if found.pronoun:
        source = _resolve_pronoun(roster, text, found, phrase)
    elif _is_native(text, phrase):
        source = _find_told_last(roster, found, phrase) or make_source(found, phrase)
    elif found.kind == SpeakerKind.PERSON and found.name:
        source = _resolve_name(roster, found, phrase)
    elif found.members:
        source = _resolve_members(roster, found, phrase)
    elif found.kind == SpeakerKind.ANONYMOUS and (
        given := GAVE_NAME.match(text, phrase.head.end, phrase.head.end + NEAR)
    ):
        role = ARTICLE.sub("", found.words)
        person = roster.people.setdefault(
            given["name"], Person(given["name"], role=ONE.sub("", role), gender=found.gender)
        )
        source = _source_of(person, phrase, f"“{found.words}”, who gave the name {person.name}")
    elif found.definite or found.kind == SpeakerKind.ANONYMOUS:
        source = resolve_description(roster, found, phrase)
        if source.anonymous and source.because is None and _is_variant(found):
            told = _find_told_last(roster, found, phrase)
            source = told if told and _is_only_one(roster, told, found, phrase.head.start) else source
    else:
        source = make_source(found, phrase)
    if source.name:
        roster.last.append(source)
    return source


def _unshout(roster: Roster, found: Description, phrase: SourcePhrase) -> Description:
    """ "MARN: …" in a debate: the surname in capitals of somebody named in full elsewhere."""
    name = found.words.title()
    if not found.words.isupper() or " " in name or find_fullest(roster, name, phrase.head.start) == name:
        return found
    return Description(words=found.words, name=name, kind=SpeakerKind.PERSON)


def _is_native(text: str, phrase: SourcePhrase) -> bool:
    """ "The Scot", "the Italian", "the Ohio Democrat": somebody named before, by where he comes from or belongs."""
    lead, _, native = text[phrase.head.start : phrase.head.end].strip().partition(" ")
    *places, member = native.split() or [""]
    belongs = member in load_lexicon().partisans and bool(places) and all(place[:1].isupper() for place in places)
    return lead.lower() == "the" and (native in load_lexicon().natives or belongs)


def _is_variant(found: Description) -> bool:
    """Whether a phrase only varies the name of whoever was told of: "the 62-year-old", "the striker"."""
    if AGED_ONE.fullmatch(found.words):
        return True
    return found.definite and found.head in load_lexicon().variants and OF_ANOTHER.search(found.words) is None


def _is_only_one(roster: Roster, told: Source, found: Description, place: int) -> bool:
    """Whether a phrase may mean whoever was told of: "the 62-year-old" one of its gender; "the striker", which says
    nothing that the article told before, the only one of its gender who is named near before."""
    gender = gender_of(found.words)
    if found.head not in load_lexicon().variants:
        return _may_be(roster, told.name, gender)
    near = {told.name, *(find_fullest(roster, name, place) for name in _list_near(roster, place))}
    return [name for name in near if _may_be(roster, name, gender)] == [told.name]


def _list_near(roster: Roster, place: int) -> Iterator[str]:
    """The people who spoke, were introduced or began a sentence near before a place."""
    for source in roster.last:
        if source.name and source.kind == SpeakerKind.PERSON and source.spans and source.spans[-1].end > place - NEAR:
            yield source.name
    first, last = (bisect_left(roster.subjects, edge, key=itemgetter(0)) for edge in (place - NEAR, place))
    yield from (name for _, name in roster.subjects[first:last])
    first, last = (bisect_left(roster.introductions, edge, key=attrgetter("place")) for edge in (place - NEAR, place))
    yield from (one.name for one in roster.introductions[first:last])


def _may_be(roster: Roster, name: str | None, gender: str | None) -> bool:
    """Whether a person is of a gender, as far as both are known: no man is "the mother"."""
    person = roster.people.get(name or "")
    own = (person.gender if person else gender_of(name or "")) or gender_by_name(name or "")
    return gender is None or own in (None, gender)


def _find_told_last(roster: Roster, found: Description, phrase: SourcePhrase) -> Source | None:
    """For "the 62-year-old", "the striker", of whom no more was told: the one of whom the sentences before it tell."""
    last = next((source for source in reversed(roster.last) if source.kind == SpeakerKind.PERSON), None)
    subject = subject_between(roster, last, phrase.head.start)
    because = f"“{found.words}” for the one of whom the sentences before it tell"
    if subject:
        person = roster.people.get(subject) or _introduced_person(roster, subject)
        return _source_of(person, phrase, because)
    told = [one for one in roster.introductions if phrase.head.start - NEAR < one.place < phrase.head.start]
    if told and (last is None or not last.spans or last.spans[-1].end < told[-1].place):
        return _source_of(_introduced_person(roster, told[-1].name), phrase, because)
    if last is None or last.anonymous or not last.name:
        return None
    return msgspec.structs.replace(last, spans=phrase.spans, because=because)


def _resolve_members(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    """Joint speakers, each by the fullest name."""
    if found.kind == SpeakerKind.COUNTRY:
        return make_source(found, phrase)
    members = tuple(find_fullest(roster, name, phrase.head.start) for name in found.members)
    source = make_source(found, phrase)
    return msgspec.structs.replace(source, name=" and ".join(members), members=members)


def _resolve_name(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    assert found.name
    full = find_fullest(roster, found.name, phrase.head.start, found.gender)
    body = find_whole_body(roster, found.name) if full == found.name and not (found.role or found.gender) else None
    if body:
        whole = f"“{found.name}” is {body} elsewhere in the article"
        return Source(spans=phrase.spans, name=body, kind=SpeakerKind.ORGANISATION, because=whole)
    person = roster.people.get(full) or roster.people.setdefault(full, _introduced_person(roster, full))
    if full in roster.things and not found.gender:
        person.kind = SpeakerKind.ORGANISATION
    person.role = found.role or person.role
    person.gender = found.gender or person.gender or gender_by_name(full)
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
    person.gender = person.gender or gender_by_name(name)
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
    last = _find_last(roster, found, text, phrase.head.start)
    if found.gender:
        source = _find_told_of(roster, text, found, phrase, last)
    elif found.pronoun == "thing":
        source = _find_thing(roster, text, found, phrase, last)
    else:
        group = group_between(roster, last, phrase.head.start) if found.pronoun == "many" else None
        because = f"“{found.words}” for those of whom the sentence before it tells"
        source = Source(name=group, kind=SpeakerKind.ANONYMOUS, anonymous=True, because=because) if group else None
    if source is None and last:
        source = msgspec.structs.replace(last, because=f"“{found.words}” for the last speaker before it that it fits")
    if source is not None:
        return msgspec.structs.replace(source, spans=phrase.spans)
    return Source(
        spans=phrase.spans,
        kind=SpeakerKind.GROUP if found.pronoun in ("many", "self") else SpeakerKind.PERSON,
    )


def _find_told_of(
    roster: Roster, text: str, found: Description, phrase: SourcePhrase, last: Source | None
) -> Source | None:
    """Whom "he" or "she" means of those of whom the text tells since the last speaker."""
    place = phrase.head.start
    role = role_between(roster, last, place)
    if role:
        named = describe_source(text, SourcePhrase(head=role))
        source = resolve_description(roster, named, SourcePhrase(head=role))
        if source.because and _fits(roster, found.pronoun, source):  # somebody named or heard before
            because = f"“{found.words}” for “{named.words}”, of whom the sentences before it tell"
            return msgspec.structs.replace(source, because=because)
    told = find_introduced_by_gender(roster, found.gender, place) if found.gender else None
    for subject in (subject_between(roster, last, place), lead_between(roster, last, place)):
        person = roster.people.get(subject) or _introduced_person(roster, subject) if subject else None
        if person and (person.gender == found.gender or (person.gender is None and told is None)):
            return _source_of(person, phrase, f"“{found.words}” for the one of whom the sentences before it tell")
    if told and (last is None or _is_later(roster, told.place, last)):
        because = f"“{found.words}” for the one introduced last whom it fits"
        return _source_of(_introduced_person(roster, told.name), phrase, because)
    return None


def _find_thing(
    roster: Roster, text: str, found: Description, phrase: SourcePhrase, last: Source | None
) -> Source | None:
    """What "it" means of that of which the text tells since the last speaker: a body, a country, a report."""
    place = phrase.head.start
    actor = find_actor(text, place) if found.words == "it" else None
    if actor and actor not in roster.people:
        because = f"“it” for {actor}, of which the same sentence tells"
        return _source_of(_known_thing(roster, actor), phrase, because)
    noun = body_between(roster, last, place)
    if noun is None:
        return None
    because = f"“{found.words}” for the {noun} of which the sentence before it tells"
    if noun[0].isupper():
        return Source(name=noun, kind=SpeakerKind.ORGANISATION, because=because.replace("the The", "the"))
    if noun in load_lexicon().documents:
        return Source(name=f"the {noun}", kind=SpeakerKind.DOCUMENT, because=because)
    return Source(name=find_body(roster, noun, place) or f"the {noun}", kind=SpeakerKind.ORGANISATION, because=because)


def _known_thing(roster: Roster, name: str) -> Person:
    """A body or country that acts in a sentence, by the name that it was called by before."""
    earlier = next((source for source in reversed(roster.last) if source.name == name), None)
    country = load_lexicon().countries.get(name)
    kind = SpeakerKind.COUNTRY if country else earlier.kind if earlier else SpeakerKind.ORGANISATION
    return Person(country or name, kind=kind)


def _is_later(roster: Roster, place: int, last: Source) -> bool:
    """Whether somebody of known gender was named behind the last speaker, whose gender is not known."""
    return _gender_of(roster, last) is None and bool(last.spans) and last.spans[-1].end < place


def _gender_of(roster: Roster, source: Source) -> str | None:
    """The gender of a speaker: by what the article tells of a person, by the nouns of a description."""
    return roster.people[source.name].gender if source.name in roster.people else gender_of(source.name or "")


def _find_last(roster: Roster, found: Description, text: str, place: int) -> Source | None:
    """The last speaker that a pronoun fits; for "he" and "she" rather one with a first name or a role."""
    fitting = [
        source
        for source in reversed(roster.last)
        if _fits(roster, found.pronoun, source) and not _asks(text, source, place)
    ]
    if found.pronoun in ("male", "female"):
        clear = [s for s in fitting if s.anonymous or s.role or " " in (s.name or "")]
        fitting = clear or fitting
    return fitting[0] if fitting else None


def _asks(text: str, source: Source, place: int) -> bool:
    """Whether somebody asks whom the pronoun behind the comma means: "Asked by the judge about it, he said"."""
    start = source.spans[0].start if source.spans else place
    return place - NEAR < start < place and ASKED_BY.search(text[max(0, start - NEAR) : start]) is not None


def _fits(roster: Roster, pronoun: str | None, source: Source) -> bool:
    if pronoun in ("male", "female"):
        gender = _gender_of(roster, source)
        personal = source.kind == SpeakerKind.PERSON or (source.anonymous and not is_plural(source))
        return personal and gender in (None, pronoun)
    if pronoun == "thing":
        return (
            source.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY, SpeakerKind.DOCUMENT, SpeakerKind.DATA)
            and not source.members
        )
    if pronoun != "many" or source.kind in (SpeakerKind.DOCUMENT, SpeakerKind.DATA):
        return False
    alone = source.anonymous and bool(roster.last) and roster.last[-1] is source  # "the whistleblower … they said"
    return bool(source.members) or is_plural(source) or alone
