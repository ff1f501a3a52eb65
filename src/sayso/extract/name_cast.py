"""Which of an article's names are one: family names, people by role, speech or second mention, places by gazetteer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sayso.extract.cues import read_rules
from sayso.extract.introductions import Introduction
from sayso.extract.name_runs import LONGEST_PERSON
from sayso.extract.name_words import Found, is_where, load_common, load_name_words
from sayso.extract.names import fold_name, gender_by_name, is_acronym, is_family_first
from sayso.extract.places import Place, load_gazetteer
from sayso.model import ArticleText, NameKind, NameMention, Source, Span, SpeakerKind, make_id

LARGE_TOWN = 300  # thousands of people from which on a town's name alone stands for it
ROLE_REACH = 140  # characters about a name in which its role stands

_SHORT = re.compile(r"\s\(([A-Z]{2,6})\)")  # "the Elm Valley Board (EVB)"


class NameCast:
    """The names of one article, put together."""

    def __init__(
        self, item: ArticleText, found: list[Found], introductions: list[Introduction], sources: Sequence[Source]
    ) -> None:
        self.item = item
        self.introduced = {introduction.name: introduction for introduction in reversed(introductions)}
        self.sources = {source.name: source for source in reversed(sources) if source.name}
        self.small = _list_small(item)
        self.has_small_nouns = item.article.language not in load_name_words().capital_nouns
        found = _drop_inner(found if self.has_small_nouns else map(self._drop_noun, found))
        self.settled = self._find_settled(found)
        alone = {one.name for one in found if one.kind is None}
        self.found = [
            one
            for one in found
            if one.kind is not NameKind.PERSON or one.name in self.settled or self._is_person(one, alone)
        ]
        self.found.sort(key=lambda one: one.span)
        self.short = {
            match[1]: one.name
            for one in reversed(self.found)
            if one.kind is NameKind.ORGANISATION
            and (match := _SHORT.search(item.text, one.span.end - 9, one.span.end + 9))
        }
        people = [f for f in self.found if f.kind is NameKind.PERSON and f.name not in self.settled]
        self.full = sorted((f.span.start, f.name) for f in people if " " in f.name)
        self.by_part: dict[str, list[tuple[int, str]]] = {}
        for start, name in self.full:
            parts = fold_name(name).split()
            for part in {parts[-1], parts[0]} if is_family_first(name) else {parts[-1]}:
                self.by_part.setdefault(part, []).append((start, name))
        self.first_names = {fold_name(name).split()[0] for _, name in self.full}
        self.countries = {one.name for one in self.found if one.kind is NameKind.COUNTRY}
        self.regions = {one.name for one in self.found if one.is_region}

    def _drop_noun(self, one: Found) -> Found:
        """ "Dorte Kressel" of "Oberst Dorte Kressel", in a language whose nouns have a capital."""
        bare = " ".join(one.name.split()[-2:])
        is_somebody = bare[:1].isupper() and (bare in self.sources or gender_by_name(bare) is not None)
        if one.kind is not NameKind.PERSON or bare == one.name or not is_somebody:
            return one
        return one._replace(span=Span(one.span.end - len(bare), one.span.end), name=bare)

    def _find_settled(self, found: Sequence[Found]) -> frozenset[str]:
        """Names of places that no table has: what people live in, or things are near; of several words what they are in
        twice. Who has a title, or is introduced, is no place."""
        words, text = load_name_words(), self.item.text
        people = {one.name for one in found if one.title is not None} | self.introduced.keys() | self.sources.keys()
        near, inside = words.of_place | words.by_place, Counter[str]()
        settled: set[str] = set()
        for one in found:
            if one.kind not in (None, NameKind.PERSON) or one.name in people:
                continue
            inside[one.name] += " " in one.name and is_where(text, one.span, words.where)
            if is_where(text, one.span, near) or words.has_people.match(text, one.span.end) or inside[one.name] > 1:
                settled.add(one.name)
        parts = {part for name in people for part in name.split()}
        return frozenset(settled - parts)

    def _is_person(self, one: Found, alone: set[str]) -> bool:
        """Whether a run of capitals that nothing else explains is somebody: by role, speech or family name alone."""
        if one.title is not None and " " not in one.name:
            return one.name.lower() not in self.small
        if one.title is None and is_where(self.item.text, one.span, load_name_words().where):
            return False  # "the pier at Ost Haven, harbour master Ann Marn said"
        if one.title is not None or one.name in self.introduced:
            return True
        source = self.sources.get(one.name)
        if source is not None:
            return source.kind in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
        if not self.has_small_nouns:
            return gender_by_name(one.name) is not None
        words = one.name.split()
        is_called = words[-1] in alone or (is_family_first(one.name) and words[0] in alone)
        is_usual = all(word.lower() in load_common() for word in words)
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
        if one.name in self.settled and not self._find_full(one):
            return NameKind.PLACE, one.name
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
        words = load_name_words()
        text, before = self.item.text, self.item.text[max(0, one.span.start - 24) : one.span.start].lower().split()
        located = bool(before) and before[-1] in words.where | words.to_place
        near = bool(self._countries_of(places) & self.countries)
        named = self.has_small_nouns and bool(re.match(r", [A-Z]", text[one.span.end : one.span.end + 3]))
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
            if any(is_where(self.item.text, one.span, _AT_TOWN) for one in ones):
                return towns[0], "The article calls it a city."
            return None, "Town or region: the text leaves it open."
        return fitting[0], "Its country is named in the article." if near else None


def _list_small(item: ArticleText) -> frozenset[str]:
    """The words that the article writes in small letters."""
    blocks = item.article.body
    return frozenset(
        word.group() for block in blocks for word in re.finditer(r"\b[a-z]{3,20}\b", item.text[block.start : block.end])
    )


def _drop_inner(found: Iterable[Found]) -> list[Found]:
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
