"""Whom an article means by the words of a source: names in full, roles, countries behind capitals, pronouns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sayso.extract.cues import read_rules
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, Span, SpeakerKind

NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\.?)"
PARTICLE = r"(?:de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|di|ben|abu|ter)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{0,5}}")
LONGEST_ROLE = 160
REMEMBERED = 200  # speakers among whom a pronoun or a role looks for its own
NEAR_SUBJECT = 400  # characters before "she" in which a sentence about her begins
NEAR = 250  # characters before "the government" in which its country stands
BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
POSSESSIVE = re.compile(r"[’']s?$")
ARTICLES = re.compile(
    r"^(?:the|a|an|both|some|many|several|most|one|another|other|two|three|four|five|this|that|his|her|their|its|our|my|these|those)\s+",
    re.I,
)
INDEFINITE = re.compile(
    r"^(?:a|an|some|many|several|most|one|another|other|others|two|three|four|five|six|dozens|unnamed|anonymous|few|various|those|both|no|senior|top)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words tell about a source, from `rules/roles.toml`, `countries.toml`, `wires.toml` and `outlets.toml`."""

    people: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    data: frozenset[str]
    organisations: frozenset[str]
    media_words: frozenset[str]
    hearers: frozenset[str]
    labels: frozenset[str]
    platforms: tuple[str, ...]
    offices: frozenset[str]
    pronouns: dict[str, str]
    male: frozenset[str]
    female: frozenset[str]
    courtesy: frozenset[str]
    countries: dict[str, str]  # name, capital or seat → country
    demonyms: dict[str, str]
    media: dict[str, str]  # as printed → name


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The words of the rule files."""
    roles, places = read_rules("roles"), read_rules("countries")
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for entry in places.values():
        for key in ("names", "capitals", "seats"):
            countries.update(dict.fromkeys(entry.get(key, ()), entry["name"]))
        countries[entry["name"]] = entry["name"]
        demonyms.update(dict.fromkeys(entry.get("demonyms", ()), entry["name"]))
    media = {name: name for name in read_rules("outlets")["names"]}
    for name, spellings in read_rules("wires")["agencies"].items():
        media.update(dict.fromkeys(spellings, name))
    titles = roles["titles"]
    return Lexicon(
        people=_with_plurals(roles["people"]),
        groups=frozenset(roles["groups"]),
        bodies=frozenset(roles["bodies"]),
        documents=_with_plurals(roles["documents"]),
        data=frozenset(roles["data"]),
        organisations=_with_plurals(roles["organisations"]),
        media_words=frozenset(roles["media"]),
        hearers=frozenset(roles["hearers"]),
        labels=frozenset(roles["labels"]),
        platforms=tuple(roles["platforms"]),
        offices=frozenset(roles["offices"]),
        pronouns=roles["pronouns"],
        male=frozenset(titles["male"]),
        female=frozenset(titles["female"]),
        courtesy=frozenset(titles["courtesy"]),
        countries=countries,
        demonyms=demonyms,
        media=media,
    )


def _with_plurals(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(word + "s" for word in words if word[-1].isalpha())


# --- one phrase -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Description:
    """A source phrase, taken apart."""

    words: str  # as printed, without the possessive
    name: str | None = None
    role: str | None = None
    kind: SpeakerKind | None = None
    anonymous: bool = False
    definite: bool = False
    pronoun: str | None = None
    gender: str | None = None
    head: str = ""  # the noun that says what the source is, in small letters
    members: tuple[str, ...] = ()
    because: str | None = None


def describe_source(text: str, phrase: SourcePhrase) -> Description:
    """What one phrase says by itself. `text` is what its spans point into."""
    words = POSSESSIVE.sub("", text[phrase.head.start : phrase.head.end].strip(' ,"“”'))
    words = BRACKET.sub("", words) or words
    behind = text[phrase.apposition.start : phrase.apposition.end] if phrase.apposition else None
    lexicon = load_lexicon()
    lower = words.lower()
    if lower in lexicon.pronouns:
        kind = lexicon.pronouns[lower]
        return Description(words=words, pronoun=kind, gender=kind if kind in ("male", "female") else None)
    joint = _describe_joint(words)
    if joint:
        return joint
    if phrase.title_first and behind:
        named = _describe(POSSESSIVE.sub("", BRACKET.sub("", behind)), None)
        if named.kind in (None, SpeakerKind.PERSON) and named.name:
            named.role, named.kind = _role(words), SpeakerKind.PERSON
            named.gender = named.gender or _gender(words)
            return named
    return _describe(words, behind)


def _describe_joint(words: str) -> Description | None:
    """Two countries, or two names, that speak as one."""
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", re.sub(r"^(?:both|neither)\s+", "", words, flags=re.I))
    if len(parts) < 2 or len(parts) > 6:
        return None
    countries = load_lexicon().countries
    names = [countries.get(re.sub(r"^(?:neighbou?ring|nearby|the)\s+", "", part, flags=re.I)) for part in parts]
    if all(names):
        members = tuple(name for name in names if name)
        return Description(words, " and ".join(members), kind=SpeakerKind.COUNTRY, members=members)
    singles = [_describe(part, None) for part in parts]
    if all(single.kind == SpeakerKind.PERSON and single.name and not single.anonymous for single in singles):
        members = tuple(single.name for single in singles if single.name)
        return Description(words, " and ".join(members), kind=SpeakerKind.GROUP, members=members)
    return None


def _describe(words: str, behind: str | None) -> Description:
    lexicon = load_lexicon()
    bare = re.sub(r"^(?:the|both)\s+", "", words, flags=re.I)
    outlet = lexicon.media.get(words) or lexicon.media.get(bare)
    if bare in lexicon.countries and not outlet:
        return Description(words, lexicon.countries[bare], kind=SpeakerKind.COUNTRY)
    if outlet:
        return Description(words, outlet, kind=SpeakerKind.ORGANISATION, role=_role(behind))
    tokens = bare.split()
    title, name = _split_title(tokens)
    if name:
        return _describe_name(words, title, name, behind)
    return _describe_unnamed(words, behind)


def _split_title(tokens: Sequence[str]) -> tuple[str | None, str | None]:
    """Title and name of a phrase ("Defence Minister", "Ann Lee"); no name: (None, None)."""
    people = load_lexicon().people | load_lexicon().groups
    cut = 0
    for number, token in enumerate(tokens):
        if token.lower().strip(",") in people:
            cut = _office_end(tokens, number + 1)
    tail = list(tokens[cut:])
    if cut and tail and not tail[0][:1].isupper():
        return None, None
    while tail and not tail[0][:1].isupper():
        tail.pop(0)
    name = " ".join(tail).strip(" ,")
    whole = NAME.fullmatch(name)
    if not name or not whole or (cut == 0 and len(tail) < len(tokens)):
        return None, None
    return " ".join(tokens[:cut]) or None, name


def _office_end(tokens: Sequence[str], after: int) -> int:
    """Where a title ends that goes on with "of State"; 0 where what follows "of" is no office."""
    if after >= len(tokens) or tokens[after] != "of":
        return after
    for number in range(after + 1, min(after + 4, len(tokens))):
        if tokens[number].lower() in load_lexicon().offices and number + 1 < len(tokens):
            return number + 1
    return 0


def _describe_name(words: str, title: str | None, name: str, behind: str | None) -> Description:
    lexicon = load_lexicon()
    parts = name.split()
    last = parts[-1].lower()
    if title is None and (
        last in lexicon.organisations
        or parts[0].lower() in lexicon.organisations
        or _is_acronym(name)
        or " of " in name
    ):
        return Description(words, name, kind=SpeakerKind.ORGANISATION, role=_role(behind))
    if title is None and parts[0] in lexicon.demonyms and len(parts) == 1:
        return Description(words, name, kind=SpeakerKind.GROUP, anonymous=True)
    role = _role(behind, name)
    if title is None and role and find_head(role) in lexicon.organisations | lexicon.media_words:
        return Description(words, name, kind=SpeakerKind.ORGANISATION, role=role)
    courtesy = title is not None and title.lower() in lexicon.courtesy
    role = role or (None if courtesy else title)
    return Description(words, name, role=role, kind=SpeakerKind.PERSON, gender=_gender(f"{title or ''} {behind or ''}"))


def _is_acronym(name: str) -> bool:
    return name.isupper() and 2 <= len(name) <= 6


def _role(behind: str | None, name: str = "") -> str | None:
    """An apposition that says what somebody is; an age, a place or what he did meanwhile is none."""
    if not behind or not re.search(r"[a-z]{3}", behind) or re.match(r"\w+ing\b", behind):
        return None
    words = behind.replace(name, "") if name else behind
    if words.count("(") > words.count(")"):
        words = words[: words.rfind("(")]
    return re.sub(r"^(?:the|a|an)\s+", "", words.strip(" ,"), flags=re.I)[:LONGEST_ROLE] or None


def _gender(text: str) -> str | None:
    lexicon = load_lexicon()
    words = set(re.findall(r"[\w.]+", text.lower()))
    if words & lexicon.male:
        return "male"
    return "female" if words & lexicon.female else None


def _describe_unnamed(words: str, behind: str | None) -> Description:
    """A source without a name of its own: "a senior official", "the ministry", "government figures"."""
    lexicon = load_lexicon()
    head = find_head(words)
    outlet = _holds_outlet(words)
    if outlet and (head in lexicon.documents or head in lexicon.media_words):
        return Description(words, outlet, kind=SpeakerKind.ORGANISATION)
    if (
        " of " in words
        and words.split()[-1][:1].isupper()
        and words.split()[-3][:1].isupper()
        and not INDEFINITE.match(words)
    ):
        return Description(words, re.sub(r"^the\s+", "", words, flags=re.I), kind=SpeakerKind.ORGANISATION)
    definite = bool(re.match(r"(?:the|this|that|his|her|their|its|these|those)\b", words, re.I))
    found = Description(words, words, definite=definite, head=head, gender=_gender(words))
    if head in lexicon.data:
        found.kind = SpeakerKind.DATA
    elif head in lexicon.documents and not _is_press(words):
        found.kind = SpeakerKind.DOCUMENT
    elif head in lexicon.people or head in lexicon.groups or INDEFINITE.match(words):
        found.kind = SpeakerKind.ANONYMOUS
        found.anonymous = head not in lexicon.bodies
    elif head in lexicon.organisations or _is_press(words):
        found.kind = SpeakerKind.ORGANISATION
    else:
        found.kind = (
            SpeakerKind.ANONYMOUS if head.endswith("s") and not words[:1].isupper() else SpeakerKind.ORGANISATION
        )
        found.anonymous = found.kind == SpeakerKind.ANONYMOUS
    found.role = _role(behind)
    return found


def _is_press(words: str) -> bool:
    return find_head(words) in load_lexicon().media_words


def find_head(words: str) -> str:
    """The noun that says what a phrase is about: the last word before "of", "in", "who" or a participle."""
    cut = re.split(
        r"\s+(?:of|in|at|for|from|with|on|who|which|that|to|inside|near|close|briefed|familiar|speaking|about|by|within|under|working|involved|based)\s",
        words,
        maxsplit=1,
    )[0]
    tokens = re.findall(r"[\w’'.-]+", cut)
    return tokens[-1].lower() if tokens else ""


def is_thing(found: Description) -> bool:
    """Whether a phrase names neither somebody nor a text nor data: "these attacks"."""
    lexicon = load_lexicon()
    if found.pronoun in ("thing", "relative"):
        return True
    known = (
        lexicon.people | lexicon.groups | lexicon.documents | lexicon.data | lexicon.organisations | lexicon.media_words
    )
    return bool(found.head) and found.head not in known


def is_media(name: str) -> bool:
    """Whether a phrase names who passes news on."""
    lexicon = load_lexicon()
    bare = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I)
    if name in lexicon.media or bare in lexicon.media:
        return True
    if any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name) for part in NAME.findall(name) if part in lexicon.media):
        return True
    return _holds_outlet(name) is not None or find_head(name) in lexicon.media_words


def _holds_outlet(name: str) -> str | None:
    """The outlet whose name stands in a phrase ("Russia's TASS news agency", "an AFP report")."""
    lexicon = load_lexicon()
    words = re.findall(r"[\w.&/-]+", name)
    for length in (4, 3, 2, 1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if part in lexicon.media and (
                length > 1 or part.isupper() or part not in ("Time", "People", "Express", "Metro", "Star")
            ):
                return lexicon.media[part]
    return None


def name_media(name: str) -> str:
    """The name of who passed words on: the outlet in the phrase, else the phrase."""
    return _holds_outlet(name) or name


# --- the article ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Person:
    """Somebody the article names in full."""

    name: str
    role: str | None = None
    gender: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


@dataclass(slots=True)
class Roster:
    """Who an article has named so far, and who spoke last."""

    names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # by first and last word: names and places
    countries: list[tuple[int, str]] = field(default_factory=list)  # countries and where they stand
    people: dict[str, Person] = field(default_factory=dict)  # by full name
    subjects: list[tuple[int, str]] = field(default_factory=list)  # names with which a sentence begins, and where
    last: deque[Source] = field(default_factory=lambda: deque(maxlen=REMEMBERED))  # speakers, the latest one last


def open_roster(text: str, spans: Sequence[Span]) -> Roster:
    """The names that stand in an article's headline and body."""
    roster = Roster()
    for span in spans:
        for place, name in _find_names(text, span):
            words = fold_name(name).split()
            if place == span.start and not _is_thing(name):
                roster.subjects.append((place, name))
            for word in {words[0], words[-1]}:
                roster.names.setdefault(word, []).append((place, name))
        roster.countries += _find_countries(text, span)
    return roster


def _find_countries(text: str, span: Span) -> Iterator[tuple[int, str]]:
    countries = load_lexicon().countries
    for found in NAME.finditer(text, span.start, span.end):
        words = POSSESSIVE.sub("", found.group()).split()
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                name = POSSESSIVE.sub("", " ".join(words[start : start + length]))
                if name in countries:
                    yield found.start(), countries[name]


def _find_names(text: str, span: Span) -> Iterator[tuple[int, str]]:
    people, offices = load_lexicon().people, load_lexicon().offices
    for found in NAME.finditer(text, span.start, span.end):
        words = POSSESSIVE.sub("", found.group()).split()
        while words and words[0].lower().strip(".,") in people | {
            "the",
            "a",
            "an",
            "but",
            "and",
            "in",
            "when",
            "while",
            "if",
            "as",
        }:
            words.pop(0)
        while words and words[0].lower() in offices:
            words.pop(0)
        titles = [number for number, word in enumerate(words) if word.lower() in people]
        words = words[titles[-1] + 1 :] if titles else words
        if len(words) > 1:
            yield found.start(), " ".join(words)


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
        members=found.members,
        because=because or found.because,
    )


def fold_name(name: str) -> str:
    """A name for comparison: no accents, no case."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _resolve_name(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    assert found.name
    full = _fullest(roster, found.name, phrase.head.start)
    person = roster.people.setdefault(full, Person(full))
    person.role = found.role or person.role
    person.gender = found.gender or person.gender
    because = f"“{found.name}” is {full} elsewhere in the article" if full != found.name else None
    return Source(spans=phrase.spans, name=full, kind=person.kind, role=person.role, because=because)


def _fullest(roster: Roster, name: str, place: int) -> str:
    """The fullest name that ends (or, for names with the family first, begins) as this one does."""
    wanted = fold_name(name)
    fitting = [
        (start, full)
        for start, full in roster.names.get(wanted.split()[-1], ())
        if 1 < len(full.split()) <= 5
        and full != name
        and (fold_name(full).endswith(" " + wanted) or fold_name(full).startswith(wanted + " "))
        and not _is_thing(full)
    ]
    before = [full for start, full in fitting if start < place]
    last = [full for full in before if fold_name(full).endswith(" " + wanted)]
    if last:
        return last[-1]
    return before[-1] if before else next((full for _, full in fitting if fold_name(full).endswith(" " + wanted)), name)


def _is_thing(name: str) -> bool:
    lexicon = load_lexicon()
    words = name.split()
    return (
        words[-1].lower() in lexicon.organisations
        or name in lexicon.media
        or name in lexicon.countries
        or words[0] in lexicon.demonyms
    )


def _resolve_pronoun(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    for source in reversed(roster.last):
        if _fits(roster, found.pronoun, source):
            subject = (
                _subject_between(roster, source, phrase.head.start) if found.pronoun in ("male", "female") else None
            )
            if subject:
                because = f"“{found.words}” for the one of whom the sentences before it tell"
                return Source(spans=phrase.spans, name=subject, because=because)
            return Source(
                spans=phrase.spans,
                name=source.name,
                kind=source.kind,
                anonymous=source.anonymous,
                role=source.role,
                affiliation=source.affiliation,
                members=source.members,
                because=f"“{found.words}” for the last speaker before it that it fits",
            )
    return Source(
        spans=phrase.spans, kind=SpeakerKind.GROUP if found.pronoun in ("many", "self") else SpeakerKind.PERSON
    )


def _subject_between(roster: Roster, last: Source, place: int) -> str | None:
    """Whoever is the subject of a sentence between the last speaker's and the pronoun's."""
    after = bisect_left(roster.subjects, (place, ""))
    if not after or not last.spans:
        return None
    start, name = roster.subjects[after - 1]
    near = last.spans[-1].end < start and place - start < NEAR_SUBJECT
    return name if near and name not in roster.people else None  # who has spoken was looked at before


def _fits(roster: Roster, pronoun: str | None, source: Source) -> bool:
    if pronoun in ("male", "female"):
        gender = roster.people[source.name].gender if source.name in roster.people else _gender(source.name or "")
        personal = source.kind == SpeakerKind.PERSON or (source.anonymous and not _is_plural(source))
        return personal and gender in (None, pronoun)
    if pronoun == "thing":
        return (
            source.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY, SpeakerKind.DOCUMENT, SpeakerKind.DATA)
            and not source.members
        )
    return pronoun == "many" and (bool(source.members) or _is_plural(source))


def _is_plural(source: Source) -> bool:
    return find_head(source.name or "").endswith("s") or source.kind == SpeakerKind.GROUP


def _resolve_description(roster: Roster, found: Description, phrase: SourcePhrase) -> Source:
    """ "The official" is the last one called so; "the spokesperson" whoever has that role."""
    if found.definite or found.head in ("one", "official", "spokesman", "spokeswoman", "spokesperson"):
        earlier = _find_described(roster, found)
        if earlier:
            return Source(
                spans=phrase.spans,
                name=earlier.name,
                kind=earlier.kind,
                anonymous=earlier.anonymous,
                role=earlier.role,
                affiliation=earlier.affiliation,
                because=f"“{found.words}” for {earlier.name}, called so before",
            )
    if found.head in ("government", "administration") and found.definite:
        country = _country_before(roster, phrase.head.start)
        if country and len(found.words.split()) == 2:
            return Source(
                spans=phrase.spans, name=country, kind=SpeakerKind.COUNTRY, because=f"“{found.words}” after {country}"
            )
    return _make_source(found, phrase)


def _country_before(roster: Roster, place: int) -> str | None:
    after = bisect_left(roster.countries, (place, ""))
    if after and roster.countries[after - 1][0] >= place - NEAR:
        return roster.countries[after - 1][1]
    return None


def _find_described(roster: Roster, found: Description) -> Source | None:
    if not found.definite and found.head != "one":
        return None
    words = {word for word in re.findall(r"[\w-]+", found.words.lower()) if word not in ("the", "this", "that")}
    for source in reversed(roster.last):
        about = f"{source.name or ''} {source.role or ''}".lower()
        known = set(re.findall(r"[\w-]+", about))
        if source.anonymous and found.head == "one" and _is_plural(source):
            return None
        if found.head in known and len(words & known) * 2 >= len(words):
            return source
    return None
