"""What a story is about and where it takes place, as far as its words tell: what stories are chosen by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sayso.dossier import Dossier
from sayso.model import ArticleText, NameKind, NameMention
from sayso.rules.tables import load_rules
from sayso.store import PlaceCount
from sayso.store.words import find_tokens

LEAD = 600
"""Characters of an article's body that say what it is about."""

MOST_WORKS = 40
"""Works of a story that are read for its topics."""

MOST_TOPICS, MOST_PLACES = 3, 24
FEWEST_WORDS = 2
"""Different words that tell a topic, where none stands in the headline."""

SHORTEST_BEGINNING = 3


class _Topics(NamedTuple):
    """Word → topics, and beginning of a word → topics."""

    words: dict[str, frozenset[str]]
    beginnings: dict[str, frozenset[str]]

    def find(self, word: str) -> Iterator[tuple[str, str]]:
        """(topic, entry of the table) that the word tells."""
        yield from ((topic, word) for topic in self.words.get(word, ()))
        for end in range(SHORTEST_BEGINNING, len(word) + 1):
            yield from ((topic, f"{word[:end]}*") for topic in self.beginnings.get(word[:end], ()))


@lru_cache(maxsize=1)
def _load_topics() -> _Topics:
    words: dict[str, set[str]] = defaultdict(set)
    beginnings: dict[str, set[str]] = defaultdict(set)
    for topic, entries in load_rules("topics").items():
        for entry in entries.split():
            table = beginnings if entry.endswith("*") else words
            table[entry.removesuffix("*")].add(topic)
    freeze = {word: frozenset(topics) for word, topics in words.items()}
    return _Topics(freeze, {word: frozenset(topics) for word, topics in beginnings.items()})


def list_topics(dossier: Dossier) -> tuple[str, ...]:
    """The topics (see `rules/topics.toml`) of half of the story's works or more, those of most works first."""
    works = [dossier.works[work] for work in islice(sorted(dossier.works), MOST_WORKS)]
    items = [dossier.articles[work.reference] for work in works]
    counts = Counter(topic for item in items for topic in sorted(find_topics(item)))
    enough = [topic for topic, number in counts.items() if 2 * number >= len(items)]
    return tuple(sorted(enough, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS])


def find_topics(item: ArticleText) -> set[str]:
    """What an article is about: a word in its headline tells it, or two different ones in headline and first lines."""
    headline, body = item.article.headline, item.article.body
    at_once = set(_find_entries(item.text, headline.start, headline.end)) if headline else set()
    found = at_once | {
        e for span in body[:3] for e in _find_entries(item.text, span.start, min(span.end, span.start + LEAD))
    }
    counts = Counter(topic for topic, _ in sorted(found))
    return {topic for topic, _ in at_once} | {topic for topic, number in counts.items() if number >= FEWEST_WORDS}


def _find_entries(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    topics = _load_topics()
    for word, _ in find_tokens(text, start, min(end, start + LEAD)):
        yield from topics.find(word)


# --- places ---------------------------------------------------------------------------------------------------------


def count_places(dossier: Dossier, most: int | None = MOST_PLACES) -> tuple[PlaceCount, ...]:
    """Places and countries that the story's works name, those named by most works first; a copy is not counted."""
    works: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in list_places(dossier.names):
        key = name_place_key(mention)
        works[key].add(dossier.work_by_article[mention.article])
        names[key][mention.name] += len(mention.spans)
    ranked = sorted(works, key=lambda key: (-len(works[key]), -names[key].total(), key))[:most]
    return tuple(PlaceCount(key=key, name=_choose_name(names[key]), works=len(works[key])) for key in ranked)


def list_places(names: Iterable[NameMention]) -> Iterator[NameMention]:
    """The mentions that are of a place or a country."""
    return (mention for mention in names if mention.kind in (NameKind.PLACE, NameKind.COUNTRY))


def name_place_key(mention: NameMention) -> str:
    """What stands for the place in addresses: its number in GeoNames, or its name where the article does not tell
    which place of that name it is, and of a country."""
    return str(mention.place) if mention.place is not None and mention.kind is NameKind.PLACE else mention.name


def _choose_name(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
