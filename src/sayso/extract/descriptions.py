"""What the words of a source say by themselves: name, title, role, and what kind of speaker it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.lexicon import load_lexicon
from sayso.extract.sources import SourcePhrase
from sayso.model import SpeakerKind

NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\.?)"
PARTICLE = r"(?:de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|du|dos|di|ben|abu|ter|&)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{0,5}}")
LONGEST_ROLE = 160
DAY_BEHIND = re.compile(
    r"\s+(?:(?:on|last|this|next|late|early)\s+){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
    r"(?:\s+(?:morning|afternoon|evening|night))?$"
)
OWNED = re.compile(r"^(?P<owner>[A-Z][\w.&-]*(?:\s+(?:of\s+)?[A-Z][\w.&-]*){0,4})[’']s?\s+(?P<rest>\S.*)$")
FROM = re.compile(r"^(?P<name>\S.*?),?\s+(?:of|at|from|with|for)\s+(?:the\s+)?(?P<body>[A-Z][^,;]*)(?:[,;].*)?$")
ROLE_BODY = re.compile(r"\b(?:of|for|at|from|with)\s+(?:[a-z’'-]+\s+){0,4}?(?P<body>[A-Z][^,;]*)")
PREPOSITIONS = ("of", "in", "at", "for", "from", "with", "on", "by", "to", "and", "or", "as", "than")
BODY_NOUN = re.compile(r"^the\s+(?P<owner>[a-z]+)[’']s\s|\b(?:of|for|at)\s+the\s+(?P<noun>[a-z]+)$")
NAMED_BODY = re.compile(rf"(?:the|a)\s+(?:[a-z]+\s+){{0,3}}?(?P<noun>[a-z]+)\s+(?P<name>{NAME.pattern})$")
OWNERS = ("its", "his", "her", "their", "our", "my", "whose")
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
    because: str | None = None


def describe_source(text: str, phrase: SourcePhrase) -> Description:
    """What one phrase says by itself. `text` is what its spans point into."""
    words = POSSESSIVE.sub("", text[phrase.head.start : phrase.head.end].strip(' ,"“”'))
    words = DAY_BEHIND.sub("", BRACKET.sub("", words)) or words
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
            if find_head(words) in lexicon.organisations | lexicon.media_words:
                return Description(words, named.name, kind=SpeakerKind.ORGANISATION, role=_role(words))
            named.role, named.kind = _without_owner(_role(words)), SpeakerKind.PERSON
            named.affiliation = find_affiliation(words) or named.affiliation
            named.body = _find_body(words)
            named.gender = named.gender or gender_of(words)
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
    placed = _describe_placed(bare, behind)
    if placed:
        return placed
    title, name = _split_title(bare.split())
    if name:
        return _describe_name(words, title, name, behind)
    return _describe_unnamed(words, behind)


def _describe_placed(words: str, behind: str | None) -> Description | None:
    """A person with the body they are of: "Lee of the Harbour Board", "the Harbour Board's Ann Lee"."""
    for pattern, key, body in ((FROM, "name", "body"), (OWNED, "rest", "owner")):
        found = pattern.match(words)
        if not found:
            continue
        title, name = _split_title(found[key].split())
        if not name or not _is_personal(name) or (title is None and " " not in name):
            continue
        person = _describe_name(words, title, name, behind)
        if person.kind == SpeakerKind.PERSON:
            person.affiliation = _bare_body(POSSESSIVE.sub("", found[body]))
            return person
    return None


def _is_personal(name: str) -> bool:
    """Whether none of the words of a name is one of bodies, places or many people."""
    lexicon = load_lexicon()
    return not any(word.lower() in lexicon.organisations | lexicon.groups | lexicon.lands for word in name.split())


def _find_body(role: str) -> str | None:
    """What stands for the body in a role: "its", or the noun of "the service's head", "head of the service"."""
    words = role.split()
    if words and words[0].lower() in OWNERS:
        return words[0].lower()
    found = BODY_NOUN.search(role)
    return (found["owner"] or found["noun"]) if found else None


def find_affiliation(role: str) -> str | None:
    """The body that a role names: "director of the Harbour Board", "the Harbour Board's director"."""
    owned = OWNED.match(re.sub(r"^(?:the|a|an)\s+", "", role, flags=re.I))
    if owned:
        return owned["owner"]
    body = ROLE_BODY.search(role)
    return _bare_body(body["body"].strip()) if body else None


def _bare_body(name: str) -> str:
    """A body without whose it is: the Harbour Board for "Adrel's Harbour Board"."""
    owned = OWNED.match(name)
    return owned["rest"] if owned and owned["rest"][:1].isupper() else name


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
    if not name or not whole or (cut == 0 and len(tail) < len(tokens) and not _is_job(tokens, tail)):
        return None, None
    return " ".join(tokens[: len(tokens) - len(tail)]) or None, name


def _is_job(tokens: Sequence[str], tail: Sequence[str]) -> bool:
    """Whether small words before a name of two words say what somebody does: "harbour master Ann Lee"."""
    before = tokens[: len(tokens) - len(tail)]
    known = load_lexicon().organisations | load_lexicon().media_words | load_lexicon().documents
    plain = all(word[:1].islower() and word[-1:].isalpha() and word not in PREPOSITIONS for word in before)
    return plain and len(before) <= 3 and len(tail) == 2 and not known & set(before) and _is_personal(" ".join(tail))


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
    role = role or (None if title is None or title.lower() in lexicon.courtesy else title)
    return Description(
        words,
        name,
        role=_without_owner(role),
        affiliation=find_affiliation(role) if role else None,
        body=_find_body(behind or "") if role else None,
        kind=SpeakerKind.PERSON,
        gender=gender_of(f"{title or ''} {behind or ''}"),
    )


def _without_owner(role: str | None) -> str | None:
    """A role without a leading "its"."""
    first, _, rest = (role or "").partition(" ")
    return rest if first.lower() in OWNERS else role


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


def gender_of(text: str) -> str | None:
    lexicon = load_lexicon()
    words = set(re.findall(r"[\w.]+", text.lower()))
    if words & lexicon.male:
        return "male"
    return "female" if words & lexicon.female else None


def _describe_unnamed(words: str, behind: str | None) -> Description:
    """A source without a name of its own: "a senior official", "the ministry", "government figures"."""
    lexicon = load_lexicon()
    appended = NAMED_BODY.match(behind or "")
    if appended and appended["noun"] in lexicon.organisations | lexicon.media_words:
        return Description(words, appended["name"], kind=SpeakerKind.ORGANISATION, role=_role(words))
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
    found = Description(words, words, definite=definite, head=head, gender=gender_of(words))
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
    if _holds_outlet(name) is not None or find_head(name) in lexicon.media_words:
        return True
    return _masthead(name) is not None


def _masthead(name: str) -> str | None:
    """The name in "the local station Radio Vesk", "the Adrel Courier": behind a word for media, or made with one."""
    lexicon = load_lexicon()
    words = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I).split()
    cut = len(words)
    while cut and words[cut - 1][:1].isupper():
        cut -= 1
    printed = words[cut:]
    if not printed or (cut and words[cut - 1].lower() not in lexicon.media_words):
        return None
    made = len(printed) > 1 and {printed[0].lower(), printed[-1].lower()} & lexicon.mastheads
    return " ".join(printed) if cut or made else None


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
    return _holds_outlet(name) or _masthead(name) or name
