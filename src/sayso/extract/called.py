"""Whom an article means by "the doctor", "the ministry", "the utility", "the report": who or what was named before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

import msgspec

from sayso.extract.descriptions import Description
from sayso.extract.lexicon import load_lexicon
from sayso.extract.media import is_media
from sayso.extract.names import BEHIND_HEAD, find_head, fold_name
from sayso.extract.remembered import (
    NEAR,
    country_before,
    find_body,
    find_introduced,
    find_lead,
    find_led,
    find_outlet_before,
    is_like,
)
from sayso.extract.roster import Roster
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, SpeakerKind

NUMBERS = frozenset({"two", "three", "four", "five", "six", "both", "some", "many", "several", "most", "few", "others"})
POINTING = ("the", "this", "that")
WORDS = re.compile(r"[\w.-]+")
ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2}
TEXTS = (SpeakerKind.DOCUMENT, SpeakerKind.DATA)
ITS = re.compile(r"its\s+(?P<rest>[\w\s’'-]{3,60})\Z", re.IGNORECASE)


def make_source(found: Description, phrase: SourcePhrase) -> Source:
    """The source that a phrase names by itself."""
    return Source(
        spans=phrase.spans,
        name=found.name,
        kind=found.kind or SpeakerKind.PERSON,
        anonymous=found.anonymous,
        role=found.role,
        affiliation=found.affiliation,
        members=found.members,
    )


def is_plural(source: Source) -> bool:
    """Whether a source is many people."""
    head = find_head(source.name or "")
    return head.endswith("s") or head in NUMBERS or head in load_lexicon().bodies or source.kind == SpeakerKind.GROUP


def resolve_description(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    """ "The official" is the last one called so; "the spokesperson" whoever has that role."""
    place = phrase.head.start
    owned = _own(roster, found)
    if owned:
        return msgspec.structs.replace(make_source(found, phrase), name=owned, because=f"“{found.words}” of {owned}")
    for source in _candidates(roster, found, place):
        because = source.because or f"“{found.words}” for {source.name}, called so before"
        return msgspec.structs.replace(source, spans=phrase.spans, because=because)
    return make_source(found, phrase)


def _own(roster: Roster, found: Description) -> str | None:
    """ "its foreign ministry" after Elbing spoke is Elbing's foreign ministry."""
    words = ITS.match(found.words)
    last = roster.last[-1] if roster.last else None
    if words is None or found.kind != SpeakerKind.ORGANISATION or last is None or not last.name:
        return None
    bare = last.name[:1].isupper() and not last.anonymous and not last.role and not last.members
    return f"{last.name}’s {words['rest']}" if bare and " " not in last.name else None


def _candidates(roster: Roster, found: Description, place: int) -> Iterator[Source]:
    """Whom a phrase may mean, the likeliest first."""
    if not found.definite and found.head != "one":
        return
    earlier = _find_described(roster, found)
    told = _find_told(roster, found, place, earlier=earlier is not None)
    if told and not (earlier and earlier.spans and earlier.spans[0].start > _place_of(roster, told)):
        yield told
    if earlier:
        yield msgspec.structs.replace(earlier, because=None)
    paper = _find_paper(roster, found, place)
    if paper:
        yield paper
    if found.kind == SpeakerKind.ORGANISATION and (len(found.words.split()) == 2 or _echoes_last(roster, found)):
        yield from _find_bodies(roster, found, place)


def _find_paper(roster: Roster, found: Description, place: int) -> Source | None:
    """ "The paper" for the newspaper named last, where no study was heard that may be meant."""
    if found.words.lower() != "the paper" or any(source.kind in TEXTS for source in roster.last):
        return None
    outlet = find_outlet_before(roster, "paper", place)
    return _body(outlet, f"“{found.words}” for {outlet}, named before") if outlet else None


def _echoes_last(roster: Roster, found: Description) -> bool:
    """Whether all the words of "the rights group" besides its noun are in the name of the body that spoke last."""
    last = roster.last[-1] if roster.last else None
    words = set(found.words.lower().split()[1:-1])
    return last is not None and bool(words) and words <= set((last.name or "").lower().split())


def _place_of(roster: Roster, source: Source) -> int:
    return roster.introduced[source.name or ""][-1].place


def _find_told(roster: Roster, found: Description, place: int, *, earlier: bool) -> Source | None:
    """The one person whom the article introduced before in the role that a phrase names; where nobody `earlier` was
    called so, in one that it may stand for."""
    if found.kind != SpeakerKind.ANONYMOUS or not found.definite or found.head in load_lexicon().groups:
        return None
    told = find_introduced(roster, _words_of(found), found.head, place)
    if told is None and not earlier and not _is_one_of_several(roster, found):
        told = find_led(roster, _words_of(found), found.head, place)
    if told is None:
        return None
    person = roster.people.get(told.name)
    return Source(
        name=told.name,
        role=(person.role if person else None) or told.role,
        affiliation=(person.affiliation if person else None) or told.affiliation,
        because=f"“{found.words}” for {told.name}, introduced so before",
    )


def _is_one_of_several(roster: Roster, found: Description) -> bool:
    """Whether a phrase means one of those who spoke unnamed: "this official", "the official" after "two officials"."""
    several = f"{found.head}s"
    words = found.words.lower().split()
    return words[:1] == ["this"] or any(several in (one.name or "").lower().split() for one in roster.last)


def _find_bodies(roster: Roster, found: Description, place: int) -> Iterator[Source]:
    """The one organisation, outlet or country that "the ministry", "the paper" or "the government" may mean."""
    body = find_body(roster, found.head, place)
    if body:
        yield _body(body, f"“{found.words}” for {body}, the only one named before")
    if found.head in load_lexicon().media_words:
        outlet = find_outlet_before(roster, found.head, place)
        if outlet:
            yield _body(outlet, f"“{found.words}” for {outlet}, named last")
    if found.head in ("government", "administration"):
        country = country_before(roster, place)
        if country:
            because = f"“{found.words}” after {country}"
            yield Source(name=country, kind=SpeakerKind.COUNTRY, because=because)
    last = roster.last[-1] if roster.last else None
    near = find_lead(roster, place, NEAR) if found.head in load_lexicon().like_any else None
    if near and (last is None or not last.spans or last.spans[-1].end < place - NEAR or last.name == near):
        yield _body(near, f"“{found.words}” for {near}, of which the sentence before it tells")
    if (
        last
        and (last.kind == SpeakerKind.ORGANISATION or _is_bare(roster, last))
        and found.head in load_lexicon().like_any
        and _may_be_called(last.name or "", found.head)
    ):
        yield _body(last.name or "", f"“{found.words}” for {last.name}, which spoke last")
    if found.head in load_lexicon().like_any:
        lead = find_lead(roster, place)
        if lead:
            yield _body(lead, f"“{found.words}” for {lead}, of which the sentences before it tell")


def _is_bare(roster: Roster, source: Source) -> bool:
    """Whether a speaker of one word bears nobody's family name: "Verolan", which may be a business."""
    name = source.name or ""
    person = source.kind == SpeakerKind.PERSON and not source.anonymous and source.role is None
    return person and " " not in name and fold_name(name) not in roster.names


def _may_be_called(name: str, head: str) -> bool:
    """Whether a named body may be called so: one whose name does not say what it is; a business by a word for one."""
    lexicon = load_lexicon()
    said = lexicon.organisations.intersection(name.lower().split())
    if is_media(name):
        return False
    return name[:1].isupper() and (not said or (head in lexicon.like_any and said.isdisjoint(lexicon.public)))


def _body(name: str, because: str) -> Source:
    return Source(name=name, kind=SpeakerKind.ORGANISATION, because=because)


def _words_of(found: Description) -> set[str]:
    return {word for word in WORDS.findall(found.words.lower()) if word not in POINTING}


def _find_described(roster: Roster, found: Description) -> Source | None:
    """The last speaker who was called by these words, or by some that they may stand for."""
    words = _words_of(found)
    if words & load_lexicon().ordinals and found.head not in load_lexicon().ordinals:
        return _find_ordinal(roster, found, words)
    for heads in (frozenset([found.head]), load_lexicon().stands_for.get(found.head, frozenset())):
        for source in reversed(roster.last):
            if source.anonymous and found.head == "one" and is_plural(source):
                return None
            if _may_mean(found, source) and _is_called(roster, source, words, heads):
                return source
    last = roster.last[-1] if roster.last else None
    if last and _may_mean(found, last) and _is_of_team(found, last):
        return last
    general = load_lexicon().general.get(found.head, frozenset())
    return last if last and _may_mean(found, last) and _is_called(roster, last, words - {found.head}, general) else None


def _is_of_team(found: Description, last: Source) -> bool:
    """Whether "the Ferrato boss" adds no more than a name to the noun by which the last speaker was called."""
    words = found.words.split()
    added = words[1:-1]
    lands = load_lexicon().demonyms
    called = WORDS.findall((last.role or "").lower())
    return found.head in called and bool(added) and all(word[:1].isupper() and word not in lands for word in added)


def _find_ordinal(roster: Roster, found: Description, words: Set[str]) -> Source | None:
    """Which of the unnamed sources of one kind "the first official" or "the second official" is."""
    several = {
        source.name: source
        for source in roster.last
        if source.anonymous and not is_plural(source) and find_head(source.name or "") == found.head
    }
    ordered = list(several.values())
    number = next((place for word, place in ORDINALS.items() if word in words), len(ordered))
    return ordered[number] if len(ordered) > 1 and number < len(ordered) else None


def _may_mean(found: Description, source: Source) -> bool:
    """Whether a phrase and an earlier source are of kinds that can be the same."""
    if source.members or not source.name:
        return False
    if found.kind in (SpeakerKind.DOCUMENT, SpeakerKind.DATA, SpeakerKind.ORGANISATION):
        return source.kind == found.kind
    return source.kind not in (SpeakerKind.DOCUMENT, SpeakerKind.DATA)


def _is_called(roster: Roster, source: Source, words: Set[str], heads: Set[str]) -> bool:
    """Whether an earlier source bears one of the nouns and nothing in the words speaks against it."""
    known = set(WORDS.findall(f"{_name_head(source)} {source.role or ''}".lower()))
    if source.name in roster.people:
        known |= roster.people[source.name].called
    return not heads.isdisjoint(known) and is_like(words, heads, known, source.role or source.name, source.affiliation)


def _name_head(source: Source) -> str:
    """The name, of a description without what is told behind its noun: "The files", not "shared by a friend"."""
    name = source.name or ""
    described = name[:1].islower() or source.kind in TEXTS
    return BEHIND_HEAD.split(name.partition(",")[0], maxsplit=1)[0] if described else name
