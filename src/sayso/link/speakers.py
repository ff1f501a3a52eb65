"""Who speaks: one speaker over all articles of a story, and nobody merged who might be two people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.link.unnamed import Key, find_meant
from sayso.link.words import country_names, find_country, fold, load_tables, read_rules, read_words
from sayso.model import Source, Speaker, SpeakerKind, Statement, group_id, make_id

GOVERNMENT = re.compile(
    r"^(?:(?:the )?(?P<owner>.{1,60}?)(?:'s|s')? (?:government|state|authorities|administration)"
    r"|(?:the )?(?:government|state|kingdom|republic) of (?:the )?(?P<land>.{1,60}))$",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[^\w' -]")
BRACKETS = re.compile(r"\([^()]{0,200}\)")
ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
MEMBER = frozenset({"of", "from", "at", "as", "who", "for"})  # words after a name that stands in a body's
OWNERS = frozenset({"of", "for", "by", "to", "and", "with", "near"})  # words before one that is another's


class Speakers(NamedTuple):
    """The speakers of a story by id, in order, and by statement id who speaks."""

    by_id: Mapping[str, Speaker]
    by_statement: Mapping[str, str]

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """All of them, in order of id."""
        return tuple(self.by_id.values())

    def find(self, statement: str) -> Speaker | None:
        """The speaker of a statement, where one is known."""
        return self.by_id.get(self.by_statement.get(statement, ""))


def resolve_speakers(
    statements: Sequence[Statement],
    work_of: Mapping[str, str],
    mirrors: Mapping[str, str],
    apart: Mapping[str, str] | None = None,
) -> Speakers:
    """The speakers behind the statements of one story. Those of statements marked in `apart` are of no other mark.

    People meet on the full name, on the surname alone only where one person of the story bears it; countries on any of
    their names; organisations on their name. An unnamed source is one with another only by the same words in the
    same work.
    """
    people = [s.source.name for s in statements if s.source.name and s.source.kind is SpeakerKind.PERSON]
    people += [name for s in statements for name in s.source.members]
    resolver = _NameResolver(people)
    by_id = {s.id: s for s in statements}
    tellers = find_tellers(statements)
    keys: dict[str, Key] = {}
    for statement in sorted(statements, key=lambda s: s.id):
        original = by_id.get(mirrors.get(statement.id, ""), statement)
        teller = by_id.get(tellers.get(original.id, ""), original)
        key = _find_key(teller, work_of.get(original.article, original.article), resolver)
        keys[statement.id] = (*key, apart[original.id]) if apart and original.id in apart else key
    meant = find_meant([s for s in statements if mirrors.get(s.id, "") not in by_id], keys)
    keys |= {i: meant[told] for i in keys if (told := mirrors.get(i, i)) in meant}
    return _make_speakers(by_id, keys, resolver, work_of)


def find_tellers(statements: Sequence[Statement]) -> dict[str, str]:
    """By statement whose source is nobody (`measurements`) the one of a person or body within whose words it stands."""
    found: dict[str, str] = {}
    article, end, outer = "", -1, ""
    for statement in sorted(statements, key=lambda s: (s.article, s.content[0].start, -s.content[-1].end, s.id)):
        if is_nobody(statement.source):
            if statement.article == article and statement.content[-1].end <= end:
                found[statement.id] = outer
        elif statement.article != article or statement.content[-1].end > end:
            article, end, outer = statement.article, statement.content[-1].end, statement.id
    return found


def is_nobody(source: Source) -> bool:
    """Whether a source that is told apart by no name is no body either: `measurements`, `the number of dead`, `a
    briefing`, `chief of the Harbour Board`."""
    name = ARTICLE.sub("", source.name or "", count=1)
    words = name.split()
    if source.kind is SpeakerKind.PERSON or source.members or not words:
        return False
    head = PLAIN.sub("", fold(words[0])).strip()
    if head == "not":  # `not six, as reported`
        return True
    if source.kind is SpeakerKind.ORGANISATION and len(words) > 1 and words[1] in ("of", "at", "for"):
        return head in list_tallies() or (words[0].islower() and head in list_roles())
    if any(word[:1].isupper() for word in words[1:]) or source.kind not in (SpeakerKind.DATA, SpeakerKind.DOCUMENT):
        return False
    if source.kind is SpeakerKind.DATA:
        return len(words) == 1
    return (source.name or "").casefold().startswith(("a ", "an "))


def name_organisation(speaker: Speaker | None) -> str | None:
    """The organisation whose word a speaker's is: a country's name or a folded name; None where none is known."""
    if speaker is None:
        return None
    if speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS):
        return normalise_organisation(speaker.affiliation) if speaker.affiliation else name_country(speaker)
    return normalise_organisation(speaker.name)


def name_country(speaker: Speaker) -> str | None:
    """An organisation's name as compared: a country's usual name for its government, else folded without article."""
    code = find_government(speaker.affiliation or "") or find_government(speaker.name)
    if code is None:
        told = speaker.name if speaker.kind is not SpeakerKind.PERSON else speaker.role or ""
        words = read_words(f"{told} {speaker.affiliation or ''}")
        official = load_tables().official
        if speaker.kind is SpeakerKind.ORGANISATION or any(w.stem in official for w in words):
            code = next((w.country for w in words if w.country), None)
    return country_names()[code] if code else None


def normalise_organisation(name: str) -> str:
    """An organisation's name as compared: a country's usual name for its government, else folded without article."""
    code = find_government(name)
    return country_names()[code] if code else ARTICLE.sub("", fold(BRACKETS.sub("", name))).strip()


def find_government(name: str) -> str | None:
    """The code of the country that a name means as an actor: `Kyiv`, `the Ukrainian government`; None otherwise."""
    bare = BRACKETS.sub("", name).strip()
    bare = bare[4:] if bare.casefold().startswith("the ") else bare
    found = find_country(bare)
    if found:
        return found
    match = GOVERNMENT.match(bare.replace("’", "'"))
    return find_country(match["owner"] or match["land"]) if match else None


class _NameResolver:
    """Full names of a story's people, so that a surname can be told whose it is."""

    def __init__(self, names: Sequence[str]) -> None:
        self.full: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for name in names:
            parts = name_parts(name)
            if len(parts) > 1:
                self.full[(sound(parts[0]), sound(parts[-1]))][name] += 1
        self.longer = _find_longer(names)
        self.by_part: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.by_first: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pair, printed in self.full.items():
            self.by_part[pair[1]].add(self.longer.get(pair, pair))
            self.by_first[pair[0]].add(self.longer.get(pair, pair))
            if any(_family_name_first(name) for name in printed):
                self.by_part[pair[0]].add(pair)

    def find_person(self, name: str) -> Key:
        """The key of a person: of the one full name that fits, else the name itself."""
        parts = name_parts(name)
        if len(parts) > 1:
            pair = sound(parts[0]), sound(parts[-1])
            return ("person", *self.longer.get(pair, pair))
        called = sound(parts[0]) if parts else ""
        candidates = self.by_part.get(called) or self.by_first.get(called, set())
        return ("person", *next(iter(candidates))) if len(candidates) == 1 else ("person", fold(name))

    def find_within(self, name: str) -> Key | None:
        """The key of the one person of the story whose full name opens the name of a body or stands in it: `Ann Marn of
        the Board`, `not six, Ann Marn`; not in `the Ann Marn Foundation` or `friends of Ann Marn`."""
        opening = name.partition(",")[0]
        if self.is_known(opening):
            return self.find_person(opening)
        words = name.split()
        pairs = [f"{words[at]} {words[at + 1]}" for at in range(len(words) - 1) if _stands_apart(words, at)]
        found = {self.find_person(pair) for pair in pairs if self.is_known(pair)}
        return found.pop() if len(found) == 1 else None

    def is_known(self, name: str) -> bool:
        """Whether a name is the full name of one of the story's people."""
        parts = name_parts(name)
        return len(parts) > 1 and (sound(parts[0]), sound(parts[-1])) in self.full


def _stands_apart(words: Sequence[str], at: int) -> bool:
    """Whether a name of two words is somebody's own there, not part of a longer name, and nobody else's owner."""
    before, last, after = words[at - 1] if at else "", words[at + 1], words[at + 2] if at + 2 < len(words) else ""
    if before.casefold() in OWNERS or before.endswith(("'s", "’s")) or words[at].endswith(("'s", "’s", ",")):
        return False
    if last.endswith(("'s", "’s", "s'", "s’")):
        return False
    return not after or last.endswith(",") or after in MEMBER


def _find_longer(names: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """First and last of a full name → those of the one longer name that ends with it: `Ann Marn`, `Treasurer Ann Marn`.

    Where two longer names end with it ("van der Berg"), nobody knows which is meant.
    """
    parts = {tuple(map(sound, name_parts(name))) for name in names}
    ends: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for name in parts:
        if len(name) > 2:
            ends[name[1:]].add((name[0], name[-1]))
    return {(n[0], n[-1]): min(ends[n]) for n in sorted(parts) if len(n) > 1 and len(ends.get(n, ())) == 1}


def name_parts(name: str) -> list[str]:
    """The parts of a person's name without titles, brackets and punctuation."""
    bare = PLAIN.sub(" ", fold(BRACKETS.sub(" ", name))).removesuffix("'s")
    parts = [part for part in bare.split() if part.strip("'-")]
    while len(parts) > 1 and (parts[0] in list_titles() or (len(parts) > 2 and parts[0] in list_roles())):
        parts = parts[1:]
    return parts


@lru_cache(maxsize=1)
def list_titles() -> frozenset[str]:
    """What stands before a name and is no part of it, folded."""
    return frozenset(read_rules("actions")["titles"]["words"])


@lru_cache(maxsize=1)
def list_roles() -> frozenset[str]:
    """What people are called before their names, folded: `auditor`, `economist`."""
    return frozenset(PLAIN.sub(" ", fold(role)).strip() for role in read_rules("roles")["people"])


@lru_cache(maxsize=1)
def list_tallies() -> frozenset[str]:
    """What is counted, and speaks for nobody, folded: `number`, `toll`."""
    return frozenset(read_rules("actions")["tallies"]["words"])


def sound(part: str) -> str:
    """A name's part so that transliterations meet: `Oleksiy` and `Oleksii`, `Zelensky` and `Zelenskyy`."""
    text = part.replace("y", "i").replace("j", "i").replace("'", "").replace("-", "")
    return re.sub(r"(.)\1+", r"\1", text)


def _family_name_first(name: str) -> bool:
    """Whether a name is written the Korean or Chinese way: `Park Sung-min`, `Han Jae Won`."""
    parts = name_parts(name)
    return (len(parts) == 3 and all(len(p) <= 5 for p in parts)) or (len(parts) == 2 and "-" in parts[1])


def _find_key(statement: Statement, work: str, resolver: _NameResolver) -> Key:
    source = statement.source
    if len(source.members) > 1:
        return ("group", *sorted("\x1f".join(_member_key(name, resolver)) for name in source.members))
    if not source.name:
        return ("unknown", statement.id)
    within = None if source.kind is SpeakerKind.PERSON else resolver.find_within(source.name)
    if within is not None:
        return within
    if source.anonymous or source.kind is SpeakerKind.ANONYMOUS or is_nobody(source):
        return ("anonymous", work, ARTICLE.sub("", fold(source.name)))
    return _named_key(source, resolver)


def _named_key(source: Source, resolver: _NameResolver) -> Key:
    name = source.name or ""
    code = find_government(name)
    if code:
        return ("country", code)
    if source.kind is SpeakerKind.PERSON:
        return resolver.find_person(name)
    if source.kind in (SpeakerKind.DOCUMENT, SpeakerKind.DATA):
        return (source.kind.value, ARTICLE.sub("", fold(name)))
    return ("organisation", _organisation_key(name, source.affiliation))


def _organisation_key(name: str, affiliation: str | None) -> str:
    """The name as stems; the country it belongs to is part of it, wherever it is written."""
    words = read_words(BRACKETS.sub(" ", name))
    countries = {w.country for w in words if w.country} or {find_government(affiliation or "")} - {None}
    rest = [w.stem for w in words if not w.country and w.stem not in ("the", "of", "a", "an", "and", "s")]
    return " ".join([*sorted(c for c in countries if c), *rest])


def _member_key(name: str, resolver: _NameResolver) -> Key:
    code = find_government(name)
    if code:
        return ("country", code)
    person = resolver.find_person(name)
    return (
        person if len(person) == 3 and person[1:] in resolver.full else ("organisation", _organisation_key(name, None))
    )


def _make_speakers(
    by_id: Mapping[str, Statement], keys: Mapping[str, Key], resolver: _NameResolver, work_of: Mapping[str, str]
) -> Speakers:
    members: dict[Key, list[str]] = defaultdict(list)
    for statement, key in keys.items():
        members[key].append(statement)
    ids = {key: group_id("speaker", statements) for key, statements in members.items()}
    made = [_make_speaker(ids[key], key, [by_id[i] for i in statements]) for key, statements in members.items()]
    joint = {name: _member_key(name, resolver) for i in by_id for name in by_id[i].source.members}
    for name in sorted(joint):
        key = joint[name]
        if key not in ids:
            ids[key] = make_id("speaker", *key)
            made.append(Speaker(id=ids[key], name=_show_name(key, name), kind=SpeakerKind(key[0])))
    return Speakers(
        {s.id: _add_members(s, by_id, joint, ids) for s in sorted(made, key=lambda s: s.id)},
        {statement: ids[key] for statement, key in keys.items()},
    )


def _add_members(
    speaker: Speaker, by_id: Mapping[str, Statement], joint: Mapping[str, Key], ids: Mapping[Key, str]
) -> Speaker:
    if speaker.kind is not SpeakerKind.GROUP:
        return speaker
    names = by_id[speaker.statements[0]].source.members
    found = tuple(dict.fromkeys(ids[joint[name]] for name in names))
    return Speaker(id=speaker.id, name=speaker.name, kind=speaker.kind, members=found, statements=speaker.statements)


def _make_speaker(identifier: str, key: Key, statements: Sequence[Statement]) -> Speaker:
    sources = [s.source for s in statements]
    called = [s for s in sources if s.kind is SpeakerKind.PERSON] if key[0] == "person" else sources
    names = Counter(source.name for source in called or sources if source.name)
    name = min(names, key=lambda n: (-len(name_parts(n)) if key[0] == "person" else 0, -names[n], n), default="")
    name = _show_name(key, name or " and ".join(sources[0].members))
    return Speaker(
        id=identifier,
        name=name,
        kind=_find_kind(key, sources),
        role=_first(source.role for source in sources),
        affiliation=_first(source.affiliation for source in sources),
        aliases=tuple(sorted(n for n in names if n != name)),
        statements=tuple(sorted(s.id for s in statements)),
    )


def _show_name(key: Key, name: str) -> str:
    return country_names()[key[1]] if key[0] == "country" else name


def _find_kind(key: Key, sources: Sequence[Source]) -> SpeakerKind:
    if key[0] in ("country", "group", "anonymous", "person"):
        return SpeakerKind(key[0])
    return SpeakerKind.ANONYMOUS if key[0] == "unknown" else sources[0].kind


def _first(values: object) -> str | None:
    return next((value for value in values if value), None)  # type: ignore[attr-defined]
