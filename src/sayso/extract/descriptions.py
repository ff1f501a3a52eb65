"""What the words of a source say by themselves: name, title, role, and what kind of speaker it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.extract.affiliations import (
    FROM,
    OWNED,
    bare_body,
    find_affiliation,
    find_body_noun,
    without_owner,
)
from sayso.extract.lexicon import load_lexicon
from sayso.extract.media import find_outlet
from sayso.extract.names import (
    ARTICLE,
    NAME,
    POSSESSIVE,
    drop_honours,
    find_head,
    gender_by_name,
    gender_of,
    is_acronym,
    is_outlet,
    is_personal,
)
from sayso.extract.sources import SourcePhrase
from sayso.extract.titles import split_office, split_title
from sayso.model import SpeakerKind

LONGEST_ROLE = 160
DAY_BEHIND = re.compile(
    r"\s+(?:(?:on|last|this|next|late|early)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?:\s+(?:morning|afternoon|evening|night))?$"
)
BOTH_BEHIND = re.compile(r"\s+(?:both|alike|each|all|too|also|himself|herself|itself|themselves)$")
ADVERB_BEFORE = re.compile(
    r"^(?:(?:later|then|meanwhile|earlier|afterwards|yesterday|today|however|also|now|separately)\s+)"
    r"(?=(?:the|a|an|its|his|her|their)\s)",
    re.IGNORECASE,
)
NAMED_BODY = re.compile(rf"(?:the|a)\s+(?:[a-z]+\s+){{0,3}}?(?P<noun>[a-z]+)\s+(?P<name>{NAME.pattern})$")
RELATIVE = re.compile(r",\s+(?:who|whose|whom|which|where)\s.*\Z", re.DOTALL)
BODY_NAMED = re.compile(rf"(?:an?\s)?[A-Z][a-z]+\s(?P<noun>[a-z]+)\s(?P<name>{NAME.pattern})")  # "Grid operator Elnet"
ASIDE = re.compile(r"\s\([^()]{1,30}\)\s(?=[A-ZÀ-Þ])")  # "Deputy Commissioner (Crime) R. Menon"
BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
DEFINITE = re.compile(r"(?:the|this|that|his|her|their|its|these|those)\b", re.IGNORECASE)
INDEFINITE = re.compile(
    r"^(?:a|an|some|many|several|most|one|another|other|others|two|three|four|five|six|dozens|unnamed|anonymous|few|various|those|both|no|senior|top)\b",
    re.I,
)
JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
MOST_JOINT = 6
BEHIND_NAME = re.compile(r",\s+(?:an?|the|who|of|from|aged|\d+)\b.*\Z", re.DOTALL)  # "Ann Lee, 43, of Elm"
OWN_WORDS = re.compile(
    r"(?:h(?P<male>is)|h(?P<female>er)|t(?P<many>heir))(?: own)? (?:words|account|telling)\Z", re.IGNORECASE
)


@dataclass(slots=True)
class Description:
    """A source phrase, taken apart."""

    words: str  # as printed, without the possessive
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    body: str | None = None  # the noun or pronoun for a body named elsewhere: "its" spokeswoman, head of "the service"
    kind: SpeakerKind | None = None
    anonymous: bool = False
    definite: bool = False
    pronoun: str | None = None
    gender: str | None = None
    head: str = ""  # the noun that says what the source is, in small letters
    members: tuple[str, ...] = ()


def describe_source(text: str, phrase: SourcePhrase) -> Description:
    """What one phrase says by itself. `text` is what its spans point into."""
    words = POSSESSIVE.sub("", text[phrase.head.start : phrase.head.end].strip(' ,"“”'))
    words = drop_honours(RELATIVE.sub("", DAY_BEHIND.sub("", BRACKET.sub("", words)) or words))
    words = ADVERB_BEFORE.sub("", BOTH_BEHIND.sub("", words))
    behind = text[phrase.apposition.start : phrase.apposition.end] if phrase.apposition else None
    words = ASIDE.sub(" ", words)
    lower = words.lower()
    pronouns = load_lexicon().pronouns
    owned = OWN_WORDS.match(words)
    kind = pronouns.get(lower) or (owned.lastgroup if owned else None)
    if kind:
        return Description(words=words, pronoun=kind, gender=kind if kind in ("male", "female") else None)
    joint = _describe_joint(words)
    if joint:
        return joint
    written = find_head(words) in load_lexicon().documents | load_lexicon().data
    titled = phrase.title_first or _is_office(words)
    named = _describe_title_first(words, behind) if titled and behind and not written else None
    return named or _describe_named_last(words) or _describe_noun_first(text, phrase, words) or _describe(words, behind)


def _is_office(words: str) -> bool:
    """Whether a phrase in capitals is an office and no name: "the Archbishop of Elm", not "Ann Baker"."""
    lexicon = load_lexicon()
    head = find_head(words)
    return (head in lexicon.people or head in lexicon.posts) and gender_by_name(words) is None


def _describe_title_first(words: str, behind: str) -> Description | None:
    """A role with the name behind it: "the mayor of Elm, Ann Marn"."""
    lexicon = load_lexicon()
    behind = BEHIND_NAME.sub("", RELATIVE.sub("", behind))
    named = _describe(drop_honours(POSSESSIVE.sub("", BRACKET.sub("", behind))), None)
    if named.kind == SpeakerKind.ORGANISATION and named.name and find_head(words) in lexicon.of_bodies:
        return Description(words, named.name, kind=SpeakerKind.ORGANISATION, role=_role(words))
    if named.kind not in (None, SpeakerKind.PERSON) or not named.name:
        return None
    if find_head(words) in lexicon.organisations | lexicon.media_words:
        return Description(words, named.name, kind=SpeakerKind.ORGANISATION, role=_role(words))
    named.role, named.kind = without_owner(_role(words)), SpeakerKind.PERSON
    named.affiliation = find_affiliation(words) or named.affiliation
    named.body = find_body_noun(words)
    named.gender = named.gender or gender_of(words)
    return named


def _describe_named_last(words: str) -> Description | None:
    """A long role with the name at its end: "an official in the town of Elm, Ann Marn"."""
    role, _, name = words.rpartition(", ")
    if "," in role or not role[:1].isalpha() or not NAME.fullmatch(name) or " " not in name or not is_personal(name):
        return None
    head = find_head(role)
    return _describe_title_first(role, name) if ARTICLE.match(role) and head in load_lexicon().people else None


def _describe_noun_first(text: str, phrase: SourcePhrase, words: str) -> Description | None:
    """A noun for a body whose name stands right behind the phrase: "the state news agency | Ilna first said"."""
    lexicon = load_lexicon()
    if phrase.apposition or find_head(words) not in lexicon.organisations | lexicon.media_words:
        return None
    found = (
        NAME.match(text, phrase.head.end + 1, phrase.head.end + 60)
        if text[phrase.head.end : phrase.head.end + 1] == " "
        else None
    )
    if not found or found.group().isupper():
        return None
    return Description(words, found.group(), kind=SpeakerKind.ORGANISATION, role=_role(words))


def _describe_joint(words: str) -> Description | None:
    """Several countries, people or bodies that speak as one."""
    parts = JOINT.split(re.sub(r"^(?:both|neither)\s+", "", words, flags=re.I))
    if not 2 <= len(parts) <= MOST_JOINT:
        return None
    countries = load_lexicon().countries
    names = [countries.get(re.sub(r"^(?:neighbou?ring|nearby|the)\s+", "", part, flags=re.I)) for part in parts]
    if all(names):
        members = tuple(name for name in names if name)
        return Description(words, " and ".join(members), kind=SpeakerKind.COUNTRY, members=members)
    found = tuple(name or _name_member(part) for part, name in zip(parts, names, strict=True))
    members = tuple(name for name in found if name)
    if len(members) < len(parts):
        return None
    return Description(words, " and ".join(members), kind=SpeakerKind.GROUP, members=members)


def _name_member(part: str) -> str | None:
    """The name of one of several that speak as one: a person, "the navy", NATO; None where it may be half of a name
    ("Health and Welfare")."""
    single = _describe(part, None)
    if single.anonymous or not single.name:
        return None
    if single.kind == SpeakerKind.PERSON:
        return single.name
    known = single.definite or is_acronym(part) or part in load_lexicon().media
    return single.name if known and single.kind in (SpeakerKind.ORGANISATION, SpeakerKind.COUNTRY) else None


def _describe(words: str, behind: str | None) -> Description:
    lexicon = load_lexicon()
    bare = re.sub(r"^(?:the|both)\s+", "", words, flags=re.I)
    outlet = lexicon.media.get(words) or lexicon.media.get(bare)
    if bare in lexicon.countries and not outlet:
        return Description(words, lexicon.countries[bare], kind=SpeakerKind.COUNTRY)
    if outlet:
        return Description(words, outlet, kind=SpeakerKind.ORGANISATION, role=_role(behind))
    if bare.lower() in lexicon.data | lexicon.documents | lexicon.groups | lexicon.people or _is_text(bare):
        return _describe_unnamed(words, behind)
    bare = _drop_place(bare)
    return _describe_placed(bare, behind) or _describe_named_body(words, bare) or _describe_rest(words, bare, behind)


def _drop_place(bare: str) -> str:
    """A phrase without the place before it that no comma cuts off: "Outside court Detective Lee"."""
    words, lexicon = bare.split(), load_lexicon()
    if len(words) < 3 or words[0].lower() not in lexicon.leading or words[1] not in lexicon.organisations:
        return bare
    return " ".join(words[2:]) if words[2][0].isupper() else bare


def _is_text(bare: str) -> bool:
    """Whether a phrase is of a text or data, whatever it names besides: "a study in the journal Marine News"."""
    return bare[:1].islower() and find_head(bare) in load_lexicon().documents | load_lexicon().data


def _describe_named_body(words: str, bare: str) -> Description | None:
    """A body with its name behind its noun: "Grid operator Elnet"."""
    body = BODY_NAMED.fullmatch(bare)
    lexicon = load_lexicon()
    if body is None or body["noun"] not in lexicon.organisations | lexicon.media_words:
        return None
    title, name = split_title(body["name"].split())
    if title and name and (" " in title or gender_by_name(name)):  # "Elm police Detective Ann Lee"
        return None
    return Description(words, body["name"], kind=SpeakerKind.ORGANISATION, role=bare[: body.start("name")].strip())


def _describe_rest(words: str, bare: str, behind: str | None) -> Description:
    title, name = split_office(bare) or split_title(bare.split())
    if name and name.lower() in load_lexicon().trading and NAME.fullmatch(bare):  # "Refugee Action"
        title, name = None, bare
    return _describe_name(words, title, name, behind) if name else _describe_unnamed(words, behind)


def _describe_placed(words: str, behind: str | None) -> Description | None:
    """A person with the body they are of: "Lee of the Harbour Board", "the Harbour Board's Ann Lee"."""
    for pattern, key, body in ((FROM, "name", "body"), (OWNED, "rest", "owner")):
        found = pattern.match(words)
        if not found:
            continue
        title, name = split_title(found[key].split())
        if not name or not is_personal(name) or (title is None and " " not in name):
            continue
        person = _describe_name(words, title, name, behind)
        if person.kind == SpeakerKind.PERSON:
            person.affiliation = bare_body(POSSESSIVE.sub("", found[body]))
            return person
    return None


def _describe_name(words: str, title: str | None, name: str, behind: str | None) -> Description:
    lexicon = load_lexicon()
    role = _role(behind, name)
    if title is None and _is_body(name, role):
        return Description(words, name, kind=SpeakerKind.ORGANISATION, role=_role(behind))
    if title is None and name in lexicon.demonyms:
        return Description(words, name, kind=SpeakerKind.GROUP, anonymous=True)
    role = role or (None if title is None or title.lower() in lexicon.courtesy else title)
    return Description(
        words,
        name,
        role=without_owner(role),
        affiliation=find_affiliation(role) if role else None,
        body=find_body_noun(behind or "") if role else None,
        kind=SpeakerKind.PERSON,
        gender=gender_of(f"{title or ''} {find_head(behind or '')}"),
    )


def _is_body(name: str, role: str | None) -> bool:
    """Whether a name without a title is that of a body: by its words, or by what stands behind it."""
    lexicon = load_lexicon()
    head = find_head(role) if role else ""
    if head in lexicon.organisations | lexicon.media_words:
        return True
    if head in lexicon.people:
        return False
    parts = name.lower().split()
    known = not lexicon.organisations.isdisjoint((parts[0], parts[-1]))
    trades = len(parts) > 1 and parts[-1] in lexicon.trading
    return known or trades or is_acronym(name) or " of " in name or is_outlet(name)


def _role(behind: str | None, name: str = "") -> str | None:
    """An apposition that says what somebody is; an age, a place or what he did meanwhile is none."""
    if not behind or not re.search(r"[a-z]{3}", behind) or re.match(r"\w+ing\b", behind):
        return None
    words = behind.replace(name, "") if name else behind
    if words.count("(") > words.count(")"):
        words = words[: words.rfind("(")]
    return ARTICLE.sub("", words.strip(" ,"))[:LONGEST_ROLE] or None


def _describe_unnamed(words: str, behind: str | None) -> Description:
    """A source without a name of its own: "a senior official", "the ministry", "government figures"."""
    lexicon = load_lexicon()
    appended = NAMED_BODY.match(behind or "")
    if appended and appended["noun"] in lexicon.organisations | lexicon.media_words:
        return Description(words, appended["name"], kind=SpeakerKind.ORGANISATION, role=_role(words))
    head = find_head(words)
    outlet = find_outlet(words)
    if outlet and (head in lexicon.documents or head in lexicon.media_words):
        return Description(words, outlet, kind=SpeakerKind.ORGANISATION)
    if _is_named_with_of(words):
        return Description(words, re.sub(r"^the\s+", "", words, flags=re.I), kind=SpeakerKind.ORGANISATION)
    kind, anonymous = _kind_of(words, head)
    return Description(
        words,
        words,
        role=_role(behind),
        affiliation=find_affiliation(words) if head in lexicon.people | lexicon.groups else None,
        kind=kind,
        anonymous=anonymous,
        definite=bool(DEFINITE.match(words)),
        head=head,
        gender=gender_of(words),
    )


def _is_named_with_of(words: str) -> bool:
    """Whether a phrase is a name with an "of" in it: "the Bank of Elm"."""
    parts = words.split()
    return " of " in words and parts[-1][:1].isupper() and parts[-3][:1].isupper() and not INDEFINITE.match(words)


def _kind_of(words: str, head: str) -> tuple[SpeakerKind, bool]:
    """What kind of speaker an unnamed source is, and whether it is anonymous."""
    lexicon = load_lexicon()
    press = head in lexicon.media_words
    if head in lexicon.data:
        return SpeakerKind.DATA, False
    if head in lexicon.documents and not press:
        return SpeakerKind.DOCUMENT, False
    if head in lexicon.people | lexicon.groups or head.endswith("-year-old") or INDEFINITE.match(words):
        return SpeakerKind.ANONYMOUS, head not in lexicon.bodies
    if head in lexicon.organisations or press:
        return SpeakerKind.ORGANISATION, False
    many = head.endswith("s") and not words[:1].isupper()
    return (SpeakerKind.ANONYMOUS, True) if many or head in lexicon.ordinals else (SpeakerKind.ORGANISATION, False)


def is_thing(found: Description) -> bool:
    """Whether a phrase names neither somebody nor a text nor data: "these attacks"."""
    lexicon = load_lexicon()
    if found.pronoun in ("thing", "relative"):
        return True
    known = (
        lexicon.people | lexicon.groups | lexicon.documents | lexicon.data | lexicon.organisations | lexicon.media_words
    )
    return bool(found.head) and found.head not in known
