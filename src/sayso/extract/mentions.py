"""The people, organisations, countries and places that an article names: by words, roles and the gazetteer.

No model: a run of capitals is a country's, an outlet's or a place's name where a table has it, a body's where a word of
it says so, and else a person's where the article gives it a role, a speech or a second mention. "Kyiv" is its
government where something is not said to be in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import NamedTuple

from sayso.extract.cues import read_rules
from sayso.extract.dates import SENTENCE_END
from sayso.extract.introductions import Introduction, find_introductions
from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import (
    NAME,
    NAME_WORD,
    PARTICLE,
    POSSESSIVE,
    drop_stop,
    fold_name,
    is_acronym,
    is_family_first,
    is_outlet,
)
from sayso.extract.numbers import any_of
from sayso.extract.places import Place, load_gazetteer
from sayso.model import ArticleText, NameKind, NameMention, Source, Span, SpeakerKind, Statement, make_id

LONGEST_PERSON = 4  # words of a person's name
LARGE_TOWN = 300  # thousands of people from which on a town's name alone stands for it
ROLE_REACH = 140  # characters about a name in which its role stands
TITLE_CASE = 0.8  # of the longer words of a line: it is written as titles are
SHOUTED = 60  # characters about a word of capitals that must not all be capitals
MOST_LINE = 400  # characters of a line that are looked at for that
MOST_NAMES = 3000  # names of one article that are kept
_WORD = re.compile(r"\S+")
_RUN_WORD = rf"(?:(?:[A-Z]\.){{2,4}}|{NAME_WORD})"  # "U.S." is one word
_RUN = re.compile(rf"{_RUN_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{_RUN_WORD}){{0,7}}")
_REGIONS_LISTED = re.compile(r"(?:\s+(?:and|or)\s+|,\s+)(?=[A-Z])")


class Token(NamedTuple):
    start: int
    end: int
    text: str


class _Words(NamedTuple):
    """The tables of `rules/names.toml`, with those of roles."""

    bodies: frozenset[str]
    links: tuple[str, ...]
    not_acronyms: frozenset[str]
    regions: frozenset[str]
    region_nouns: frozenset[str]
    place_nouns: frozenset[str]
    things: frozenset[str]
    parties: frozenset[str]
    where: frozenset[str]
    to_place: frozenset[str]
    of_place: frozenset[str]
    of_town: re.Pattern[str]
    compounds: re.Pattern[str]
    state_body: re.Pattern[str]
    capitals: frozenset[str]
    calendar: frozenset[str]


@lru_cache(maxsize=1)
def _load_words() -> _Words:
    rules, lexicon, dates = read_rules("names"), load_lexicon(), read_rules("dates")
    kinds = rules["kinds"]
    return _Words(
        bodies=frozenset(rules["bodies"]["words"]) | lexicon.organisations,
        links=tuple(rules["bodies"]["links"]),
        not_acronyms=frozenset(rules["bodies"]["not_acronyms"]),
        regions=frozenset(rules["regions"]["names"]),
        region_nouns=frozenset(kinds["region"]),
        place_nouns=frozenset(kinds["place"]),
        things=frozenset(kinds["thing"]),
        parties=frozenset(kinds["party"]),
        where=frozenset(kinds["where"]),
        to_place=frozenset(kinds["to_place"]),
        of_place=frozenset(kinds["of_place"]),
        compounds=re.compile(rf"(?<=\w)-(?:{any_of(rules['bodies']['compounds'])})\b.*$"),
        of_town=re.compile(rf"\s+(?:{any_of(kinds['of_town'])})\b"),
        state_body=re.compile(
            rf"[’']s\s+(?P<body>(?:[a-z]+\s+){{0,2}}?(?:{any_of(rules['bodies']['of_state'])}))\b"
            r"(?:\s\([A-Z]{2,6}\))?"
        ),
        capitals=frozenset(name for row in read_rules("countries").values() for name in row.get("capitals", ())),
        calendar=frozenset([*dates["months"], *dates["weekdays"], *dates["days"]]),
    )


@lru_cache(maxsize=1)
def _load_common() -> frozenset[str]:
    """Words of the language that are no names by themselves: those of the thesaurus."""
    lines = resources.files("sayso.rules").joinpath("thesaurus.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Found(NamedTuple):
    """One place where something is named, before it is known which of the article's names are one."""

    span: Span
    name: str
    kind: NameKind | None  # None: a word that may be somebody's family name, or a town
    title: Span | None = None
    is_region: bool = False
    is_known: bool = False  # a table has it


def extract_names(item: ArticleText, statements: Sequence[Statement] = ()) -> tuple[NameMention, ...]:
    """The names of headline and body, one record for each person, body, country and place, first named first."""
    article, text = item.article, item.text
    blocks = [span for span in (article.headline, *article.body) if span is not None]
    found: list[Found] = []
    introductions: list[Introduction] = []
    for sentence in _split(text, blocks):
        runs = list(islice(_RUN.finditer(text, sentence.start, sentence.end), MOST_NAMES))
        matches = list(islice(NAME.finditer(text, sentence.start, sentence.end), MOST_NAMES))
        named = _read_sentence(text, sentence, runs)
        if _is_title_case(text[sentence.start : min(sentence.end, sentence.start + MOST_LINE)]):
            named = (one for one in named if one.kind not in (NameKind.PERSON, NameKind.ORGANISATION) or one.is_known)
        found += named
        introductions += find_introductions(text, sentence, matches)
        if len(found) > MOST_NAMES:
            break
    return _Cast(item, found[:MOST_NAMES], introductions, [s.source for s in statements]).gather()


def _is_title_case(words: str) -> bool:
    """Whether nearly all longer words of a line have a capital: there it says nothing of names."""
    longer = re.findall(r"[^\W\d_]{4,}", words)
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _split(text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    for block in blocks:
        start = block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            yield Span(start, match.end())
            start = match.end()
        if start < block.end:
            yield Span(start, block.end)


# --- the names of one sentence --------------------------------------------------------------------------------------


def _read_sentence(text: str, sentence: Span, matches: Sequence[re.Match[str]]) -> Iterator[Found]:
    groups = [group for match in matches for group in _split_run(match)]
    number = 0
    while number < len(groups):
        group = groups[number]
        while _is_body(group) and number + 1 < len(groups):
            joined = _join_body(text, group, groups[number + 1])
            if joined is None:
                break
            group, number = joined, number + 1
        yield from _read_group(text, sentence, group)
        number += 1


def _split_run(match: re.Match[str]) -> Iterator[list[Token]]:
    """The words of a run of capitals, cut behind each "'s"."""
    compounds = _load_words().compounds
    group: list[Token] = []
    for word in _WORD.finditer(match.group()):
        compound = compounds.search(word.group())
        bare = word.group()[: compound.start()] if compound else POSSESSIVE.sub("", word.group())
        start = match.start() + word.start()
        clean = POSSESSIVE.sub("", drop_stop(bare)).rstrip("'’")
        group.append(Token(start, start + len(clean), clean))
        if bare != word.group() or clean != bare:
            yield group
            group = []
    if group:
        yield group


def _is_body(group: Sequence[Token]) -> bool:
    bodies = _load_words().bodies
    return any(token.text.lower() in bodies for token in group)


def _join_body(text: str, group: list[Token], other: list[Token]) -> list[Token] | None:
    """ "Center" and "Countering Disinformation", where only "for" is between them."""
    between = text[group[-1].end : other[0].start]
    if between not in _load_words().links or (between == " and " and not _is_body(other)):
        return None
    if between == " and " and len(group) > 1:
        return None
    return [*group, Token(group[-1].end + 1, other[0].start - 1, between.strip()), *other]


def _read_group(text: str, sentence: Span, group: list[Token]) -> Iterator[Found]:
    """The names in a run of capitals that no "'s" divides."""
    lexicon = load_lexicon()
    while len(group) > 1 and group[0].text.lower() in lexicon.leading and _join(group) not in lexicon.media:
        group = group[1:]
    whole = _name_known(text, group)
    if whole:
        yield whole
        return
    rest: list[Token] = []
    at = 0
    while at < len(group):
        known, length = _find_known(text, group, at)
        if known is None:
            rest.append(group[at])
            at += 1
            continue
        if not (rest and _is_body([*rest, *group[at:]])):
            yield from _read_rest(text, sentence, rest)
            rest = []
            yield from known
        else:
            rest += group[at : at + length]
        at += length
    yield from _read_rest(text, sentence, rest)


def _join(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _find_known(text: str, group: Sequence[Token], at: int) -> tuple[list[Found] | None, int]:
    """A country, demonym or outlet that begins at a word of a run, and its length in words."""
    lexicon = load_lexicon()
    for length in range(min(3, len(group) - at), 0, -1):
        name = _join(group[at : at + length])
        if (name in lexicon.demonyms or name.removesuffix("s") in lexicon.demonyms) and name not in lexicon.countries:
            return [], length
        known = _name_known(text, group[at : at + length]) if length > 1 or len(group) > 1 else None
        if known and known.kind in (NameKind.COUNTRY, NameKind.ORGANISATION):
            return [known], length
    return None, 0


def _name_known(text: str, group: Sequence[Token]) -> Found | None:
    """What the tables have for a run of capitals: country, outlet, platform, part of the world."""
    lexicon, words = load_lexicon(), _load_words()
    name, span = _join(group), Span(group[0].start, group[-1].end)
    full = f"The {name}" if text[max(0, span.start - 4) : span.start].lower() == "the " else name
    outlet = lexicon.media.get(full) or lexicon.media.get(name)
    if name in lexicon.ambiguous:
        return None
    if outlet or (name in lexicon.platforms and len(name) > 1):
        return Found(span, outlet or name, NameKind.ORGANISATION, is_known=True)
    if name in words.regions:
        return Found(span, name, NameKind.PLACE)
    country = lexicon.countries.get(name) or lexicon.countries.get(name.replace(".", ""))
    return _read_country(text, span, name, country) if country else None


def _read_country(text: str, span: Span, name: str, country: str) -> Found:
    """A country, its capital where that is meant, or a body of its state: "Kesh's military intelligence"."""
    words = _load_words()
    if name in words.capitals and (_is_where(text, span, words.where) or words.of_town.match(text, span.end)):
        return Found(span, name, NameKind.PLACE)
    office = words.state_body.match(text, span.end)
    if office:
        return Found(Span(span.start, office.end()), f"{country}'s {office['body']}", NameKind.ORGANISATION)
    return Found(span, country, NameKind.COUNTRY)


def _is_where(text: str, span: Span, leads: frozenset[str]) -> bool:
    """Whether one of these words (of two, where they end in "of") stands before a name, or "-based" behind it."""
    before = text[max(0, span.start - 24) : span.start].lower().split()
    lead = " ".join(before[-2:]) if before[-1:] == ["of"] else before[-1] if before else ""
    return lead in leads or text.startswith("-based", span.end)


def _read_rest(text: str, sentence: Span, tokens: list[Token]) -> Iterator[Found]:
    """A run of capitals without the countries in it: a title and a person, a body, a place, one word."""
    lexicon, words = load_lexicon(), _load_words()
    title = [n for n, token in enumerate(tokens) if token.text.lower() in lexicon.people | lexicon.ranks]
    cut = title[-1] + 1 if title else 0
    name = tokens[cut:]
    before = lexicon.leading | lexicon.courtesy | words.parties
    while len(name) > 1 and name[0].text.lower() in before and not _is_body(name):
        name = name[1:]
    if not name or any(token.text in words.calendar for token in name):
        return
    printed, span = _join(name), Span(name[0].start, name[-1].end)
    titled = Span(tokens[0].start, tokens[cut - 1].end) if cut else None
    lower = [token.text.lower() for token in name]
    if len(name) > 1 and lower[-1] in words.region_nouns:
        yield Found(span, _join(name[:-1]), NameKind.PLACE, is_region=True)
    elif _is_body(name):
        if len(name) > 1 and len(printed) <= 100:
            yield Found(span, printed, NameKind.ORGANISATION)
    elif lower[0] in words.place_nouns or lower[-1] in words.place_nouns:
        if len(name) > 1:
            yield Found(span, printed, NameKind.PLACE)
    elif len(name) == 1:
        is_office = bool(cut) and tokens[cut - 1].text.lower() in lexicon.people
        yield from _read_single(text, sentence, name[0], titled if is_office else None)
    elif titled is None and printed in load_gazetteer():
        yield Found(span, printed, NameKind.PLACE, is_region=_has_region_noun(text, span.end))
    elif words.things.intersection(lower):
        return
    elif len(name) <= LONGEST_PERSON:
        yield from _read_several(text, name, printed, span, titled)


def _read_several(text: str, name: list[Token], printed: str, span: Span, title: Span | None) -> Iterator[Found]:
    if is_outlet(printed):
        yield Found(span, printed, NameKind.ORGANISATION)
    elif _is_where(text, span, _load_words().of_place):
        yield Found(span, printed, NameKind.PLACE)
    elif all(_may_be_part(token.text) for token in name):
        yield Found(span, printed, NameKind.PERSON, title)


def _may_be_part(word: str) -> bool:
    """Whether a word may be a part of a person's name: a capital and small letters, or a particle."""
    return word.islower() or (word[:1].isupper() and (not is_acronym(word) or "." in word))


def _read_single(text: str, sentence: Span, token: Token, title: Span | None) -> Iterator[Found]:
    span, word = Span(token.start, token.end), token.text
    if len(word) < 2 or word.lower() in load_lexicon().leading | _load_words().things:
        return
    if title is not None:
        yield Found(span, word, NameKind.PERSON, title)
    elif is_acronym(word):
        if word not in _load_words().not_acronyms and not _is_shouted(text, sentence, token):
            yield Found(span, word, NameKind.ORGANISATION)
    else:
        is_region = word in load_gazetteer() and _has_region_noun(text, token.end)
        yield Found(span, word, NameKind.PLACE if is_region else None, is_region=is_region)


def _is_shouted(text: str, sentence: Span, token: Token) -> bool:
    """Whether all about a word is in capitals."""
    left, right = max(sentence.start, token.start - SHOUTED), min(sentence.end, token.end + SHOUTED)
    return text[left:right].isupper()


def _has_region_noun(text: str, end: int) -> bool:
    """Whether "oblast" follows, also behind others of a list: "the Sumy and Kharkiv oblasts"."""
    nouns = _load_words().region_nouns
    reach = text[end : end + 80]
    while True:
        word = re.match(r"\s+([A-Za-z]+)", reach)
        if word and word[1].lower() in nouns:
            return True
        more = _REGIONS_LISTED.match(reach)
        name = re.compile(r"[A-Z][\w’'-]+").match(reach, more.end()) if more else None
        if name is None or (name.group() not in load_gazetteer()):
            return False
        reach = reach[name.end() :]


# --- which of the article's names are one ---------------------------------------------------------------------------


_SHORT = re.compile(r"\s\(([A-Z]{2,6})\)")  # "the Elm Valley Board (EVB)"


class _Cast:
    """The names of one article, put together."""

    def __init__(
        self, item: ArticleText, found: list[Found], introductions: list[Introduction], sources: Sequence[Source]
    ) -> None:
        self.item = item
        self.introduced = {introduction.name: introduction for introduction in reversed(introductions)}
        self.sources = {source.name: source for source in reversed(sources) if source.name}
        self.small = _list_small(item)
        found = _drop_inner(found)
        alone = {one.name for one in found if one.kind is None}
        self.found = [one for one in found if one.kind is not NameKind.PERSON or self._is_person(one, alone)]
        self.found.sort(key=lambda one: one.span)
        self.short = {
            match[1]: one.name
            for one in reversed(self.found)
            if one.kind is NameKind.ORGANISATION
            and (match := _SHORT.search(item.text, one.span.end - 9, one.span.end + 9))
        }
        self.full = sorted((f.span.start, f.name) for f in self.found if f.kind is NameKind.PERSON and " " in f.name)
        self.by_part: dict[str, list[tuple[int, str]]] = {}
        for start, name in self.full:
            parts = fold_name(name).split()
            for part in {parts[-1], parts[0]} if is_family_first(name) else {parts[-1]}:
                self.by_part.setdefault(part, []).append((start, name))
        self.first_names = {fold_name(name).split()[0] for _, name in self.full}
        self.countries = {one.name for one in self.found if one.kind is NameKind.COUNTRY}
        self.regions = {one.name for one in self.found if one.is_region}

    def _is_person(self, one: Found, alone: set[str]) -> bool:
        """Whether a run of capitals that nothing else explains is somebody: by role, speech or family name alone."""
        if one.title is not None and " " not in one.name:
            return one.name.lower() not in self.small
        if one.title is not None or one.name in self.introduced:
            return True
        source = self.sources.get(one.name)
        if source is not None:
            return source.kind in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
        words = one.name.split()
        is_called = words[-1] in alone or (is_family_first(one.name) and words[0] in alone)
        is_usual = all(word.lower() in _load_common() for word in words)
        return len(words) > 1 and (is_called or (len(words) < LONGEST_PERSON and not is_usual))

    def gather(self) -> tuple[NameMention, ...]:
        groups: dict[tuple[NameKind, str], list[Found]] = {}
        for one in self.found:
            known = self._resolve(one)
            if known:
                groups.setdefault(known, []).append(one)
        mentions = [self._make(kind, name, ones) for (kind, name), ones in groups.items()]
        return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.id)))

    def _resolve(self, one: Found) -> tuple[NameKind, str] | None:
        """The kind and full name of what is named; None where a word is no name."""
        whole = self._find_full(one) if " " not in one.name and self._may_be_family(one) else None
        if whole:
            return NameKind.PERSON, whole
        source = self.sources.get(one.name, _NOBODY)
        if one.kind is NameKind.ORGANISATION or source.kind is SpeakerKind.ORGANISATION:
            return NameKind.ORGANISATION, self.short.get(one.name, one.name)
        if one.kind is not None:
            return one.kind, one.name
        if source.kind is SpeakerKind.PERSON:
            return NameKind.PERSON, one.name
        return (NameKind.PLACE, one.name) if self._is_town(one) else None

    def _may_be_family(self, one: Found) -> bool:
        """Also of capitals: "PENCE:"."""
        if one.kind is NameKind.ORGANISATION:
            return is_acronym(one.name) and not one.is_known
        return one.kind in (None, NameKind.PERSON)

    def _find_full(self, one: Found) -> str | None:
        """The person whose family name this is: of several the one named in full last before it."""
        known = self.by_part.get(fold_name(one.name), [])
        before = bisect_right(known, (one.span.start, ""))
        return known[max(0, before - 1)][1] if known else None

    def _is_town(self, one: Found) -> bool:
        places = load_gazetteer().find(one.name)
        if not places:
            return False
        if fold_name(one.name) in self.first_names:
            return False
        words = _load_words()
        text, before = self.item.text, self.item.text[max(0, one.span.start - 24) : one.span.start].lower().split()
        located = bool(before) and before[-1] in words.where | words.to_place
        near = bool(self._countries_of(places) & self.countries)
        named = bool(re.match(r", [A-Z]", text[one.span.end : one.span.end + 3]))
        is_known = places[0].thousands >= LARGE_TOWN or places[0].is_region or one.name in self.regions
        return is_known or (located and (near or named or places[0].thousands >= LARGE_TOWN // 6))

    def _countries_of(self, places: Sequence[Place]) -> set[str]:
        return {_country_names().get(place.country.lower(), "") for place in places}

    def _make(self, kind: NameKind, name: str, ones: Sequence[Found]) -> NameMention:
        article, first = self.item.article, ones[0].span
        place, because = self._find_place(name, ones) if kind is NameKind.PLACE else (None, None)
        introduction, source = self.introduced.get(name), self.sources.get(name)
        told = [known for known in (source, introduction) if known is not None and kind is NameKind.PERSON]
        roles = {one.title for one in ones if one.title is not None}
        roles |= {span for known in told if (span := self._find_role(known.role, ones))}
        return NameMention(
            id=make_id("name", article.id, kind, first.start, first.end),
            article=article.id,
            page=article.page,
            start=first.start,
            end=first.end,
            name=name,
            kind=kind,
            spans=tuple(one.span for one in ones),
            roles=tuple(sorted(roles)),
            affiliation=next((known.affiliation for known in told if known.affiliation), None),
            place=place.id if place else None,
            because=because,
        )

    def _find_role(self, role: str | None, ones: Sequence[Found]) -> Span | None:
        """Where a role stands, near one of the names."""
        for one in ones if role else ():
            left = max(0, one.span.start - ROLE_REACH)
            at = self.item.text.find(role or "", left, one.span.end + ROLE_REACH)
            if at >= 0:
                return Span(at, at + len(role or ""))
        return None

    def _find_place(self, name: str, ones: Sequence[Found]) -> tuple[Place | None, str | None]:
        """The place of that name in a country that the article names; a region where it says so, open where it may be
        region or town."""
        places = load_gazetteer().find(name)
        near = [place for place in places if self._countries_of([place]) & self.countries]
        fitting = near or list(places)
        regions, towns = ([place for place in fitting if place.is_region is kind] for kind in (True, False))
        if any(one.is_region for one in ones):
            region = next(iter(regions or fitting), None)
            return region, "The article calls it a region." if region else None
        if not fitting:
            return None, None
        if regions and towns and regions[0].country == towns[0].country and regions[0].id == towns[0].region:
            if any(_is_where(self.item.text, one.span, _AT_TOWN) for one in ones):
                return towns[0], "The article calls it a city."
            return None, "Town or region: the text leaves it open."
        return fitting[0], "Its country is named in the article." if near else None


def _list_small(item: ArticleText) -> frozenset[str]:
    """The words that the article writes in small letters."""
    blocks = item.article.body
    return frozenset(
        word.group() for block in blocks for word in re.finditer(r"\b[a-z]{3,20}\b", item.text[block.start : block.end])
    )


def _drop_inner(found: Sequence[Found]) -> list[Found]:
    """Without the names that stand within a name before them."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


_NOBODY = Source(kind=SpeakerKind.DOCUMENT)
_AT_TOWN = frozenset(["city", "town", "capital", "city of", "town of"])


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {code: row["name"] for code, row in read_rules("countries").items()}
