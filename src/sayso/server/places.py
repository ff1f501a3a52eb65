"""Places: those that the archive's stories name, and all that is said of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sayso.archive import Archive, StorySummary
from sayso.archive.topics import list_places, name_place_key
from sayso.dossier import Dossier
from sayso.link.sentences import find_sentence
from sayso.model import NameMention, Span
from sayso.server.atlas import Site, find_country, find_likely_site, find_name, find_site
from sayso.server.maps import Marker
from sayso.server.tree import Words, claims_by_finding, read_words
from sayso.spans import slice_text
from sayso.store import PlaceCount

MOST_STORIES = 25
"""Stories that one place's page looks through, those that most works tell of it first."""

MOST_SAID, MOST_PASSAGES = 30, 12
"""Statements, and passages of articles, of one story."""

MOST_MARKERS = 60
"""Places on one map."""


class Named(NamedTuple):
    """A place that stories name."""

    key: str
    name: str
    works: int
    stories: int
    site: Site | None


class Passage(NamedTuple):
    """The sentence in which a work names a place first."""

    article: str
    spans: tuple[Span, ...]
    words: str
    outlet: str | None
    published: str | None


class Chapter(NamedTuple):
    """One story: what is said of the place in it, and where else it is named."""

    story: StorySummary
    works: int
    said: tuple[Words, ...]
    passages: tuple[Passage, ...]


class PlaceView(NamedTuple):
    """All that a page says of a place."""

    key: str
    name: str
    site: Site | None
    stories: int
    chapters: tuple[Chapter, ...]

    @property
    def markers(self) -> list[Marker]:
        """The place itself, and no other."""
        return [Marker(self.key, self.name, self.works, self.site)] if self.site else []

    @property
    def works(self) -> int:
        """How many name it, in the stories that were looked through."""
        return sum(chapter.works for chapter in self.chapters)


def count_named(stories: Sequence[StorySummary]) -> list[Named]:
    """The places that these stories name, those of most stories first."""
    works: Counter[str] = Counter()
    told: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for story in stories:
        for place in story.places:
            works[place.key] += place.works
            told[place.key] += 1
            names.setdefault(place.key, Counter())[place.name] += place.works
    sites = _locate(told, stories)
    ranked = sorted(told, key=lambda key: (-told[key], -works[key], key))
    return [Named(key, _choose_name(names[key]), works[key], told[key], sites[key]) for key in ranked]


def _locate(keys: Iterable[str], stories: Iterable[StorySummary]) -> dict[str, Site | None]:
    """Where each place lies: where its key says, or where every story that names it has it (`find_likely_site`)."""
    sites = {key: find_site(key) for key in keys}
    likely: dict[str, set[Site | None]] = {key: set() for key, site in sites.items() if site is None}
    for story in stories:
        unsure = [place.key for place in story.places if place.key in likely]
        countries = _list_countries(story.places) if unsure else frozenset()
        for key in unsure:
            likely[key].add(find_likely_site(key, countries))
    return sites | {key: found.pop() for key, found in likely.items() if len(found) == 1}


def _list_countries(places: Iterable[PlaceCount]) -> frozenset[str]:
    return frozenset(country for place in places if (country := find_country(place.key)))


def _choose_name(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def list_named(places: Sequence[PlaceCount]) -> list[Named]:
    """The places of one story."""
    countries = _list_countries(places)
    sites = {place.key: find_site(place.key) or find_likely_site(place.key, countries) for place in places}
    return [Named(place.key, place.name, place.works, 1, sites[place.key]) for place in places]


def make_markers(places: Iterable[Named]) -> list[Marker]:
    """Those whose place on the earth is known, as they are drawn on a map."""
    return [Marker(place.key, place.name, place.works, place.site) for place in places if place.site][:MOST_MARKERS]


def view_place(archive: Archive, key: str) -> PlaceView | None:
    """What the stories that name the place say of it; None where none does."""
    counts = [(story, place) for story in archive.stories() for place in story.places if place.key == key]
    if not counts:
        return None
    counts.sort(key=lambda pair: (-pair[1].works, pair[0].id))
    names: Counter[str] = Counter()
    for _, place in counts:
        names[place.name] += place.works
    return PlaceView(
        key=key,
        name=_choose_name(names),
        site=_locate([key], [story for story, _ in counts])[key],
        stories=len(counts),
        chapters=tuple(
            _tell_chapter(archive.dossier(story.id), story, place) for story, place in counts[:MOST_STORIES]
        ),
    )


def name_place(key: str) -> str:
    """What a place is called where only its key is at hand."""
    return find_name(key) or key


def _tell_chapter(dossier: Dossier, story: StorySummary, place: PlaceCount) -> Chapter:
    mentions = [m for m in list_places(dossier.names) if name_place_key(m) == place.key]
    said = _list_said(dossier, mentions)
    told = {words.article for words in said}
    first: dict[str, NameMention] = {}
    for mention in sorted(mentions, key=lambda m: (m.article, m.start)):
        first.setdefault(dossier.work_by_article[mention.article], mention)
    passages = [_read_passage(mention, dossier) for mention in first.values() if mention.article not in told]
    return Chapter(story, place.works, said, tuple(sorted(passages, key=_by_date)[:MOST_PASSAGES]))


def _list_said(dossier: Dossier, mentions: Sequence[NameMention]) -> tuple[Words, ...]:
    """The statements whose words name the place, oldest first; those of copies are not told again."""
    claims = claims_by_finding(dossier)
    spans = {(mention.page, span) for mention in mentions for span in mention.spans}
    found = [
        read_words(statement.id, dossier, claims.get(statement.id))
        for statement in dossier.statements.values()
        if statement.id not in dossier.mirrors
        and any(
            page == statement.page and part.start <= span.start and span.end <= part.end
            for page, span in spans
            for part in statement.content
        )
    ]
    return tuple(sorted(found, key=lambda words: (words.said or words.printed or "9999", words.finding))[:MOST_SAID])


def _read_passage(mention: NameMention, dossier: Dossier) -> Passage:
    item = dossier.articles[mention.article]
    date = dossier.date_of(mention.article)
    sentence = find_sentence(item, mention.start, mention.end)
    return Passage(
        article=mention.article,
        spans=(sentence,),
        words=slice_text(item.text, (sentence,)),
        outlet=item.article.outlet or item.article.wire,
        published=date.date if date else None,
    )


def _by_date(passage: Passage) -> tuple[str, str]:
    return passage.published or "9999", passage.article
