"""The stories of the front: chosen, ordered, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import is_
from typing import NamedTuple
from urllib.parse import urlencode

from sayso.archive import Archive, StorySummary
from sayso.rules.sites import fold_name
from sayso.server.outlets import count_outlets
from sayso.server.reader import Reader

PER_PAGE = 40
MOST_CHOICES = 30
"""Values that a filter offers."""

MOST_NEW = 5_000
"""Captures that are looked through for what is new: who was away for longer is shown these."""

CHARACTERS_A_MINUTE = 1_300
"""How fast people read: about 230 English words."""


class Wish(NamedTuple):
    """Which stories are wanted, in which order ("" is by size, else "new")."""

    language: str = ""
    outlet: str = ""
    disputed: bool = False
    revised: bool = False
    order: str = ""
    place: str = ""  # a key of `StorySummary.places`
    topic: str = ""
    since: bool = False  # only what is new to the reader
    kept: bool = False  # only what they put a bookmark into

    @property
    def narrows(self) -> bool:
        """Whether some stories are left out."""
        return any(self._replace(order=""))


class Choices(NamedTuple):
    """(value, stories) that the filters offer, those with most stories first."""

    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    names: Mapping[str, str] = {}  # of places, by key

    def name_outlet(self, name: str) -> str:
        """The outlet's name as the filter offers it; one that it does not offer stays as it is."""
        return next((offered for offered, _ in self.outlets if fold_name(offered) == fold_name(name)), name)


def list_new(archive: Archive, reader: Reader) -> frozenset[str]:
    """The stories in which something was added since this reader opened them, or since their last visit. Nothing is
    new to who was never here."""
    if not reader.before:
        return frozenset()
    mark = max(reader.before, archive.count_additions() - MOST_NEW)
    return frozenset(story for story, last in archive.stories_since(mark).items() if last > reader.since(story))


def choose_stories(
    stories: Sequence[StorySummary], wish: Wish, reader: Reader | None = None, new: frozenset[str] = frozenset()
) -> list[StorySummary]:
    """The wanted stories in the wanted order; `new` are those that are new to the reader."""
    chosen = [story for story in stories if is_wanted(story, wish)] if wish.narrows else list(stories)
    if wish.since:
        chosen = [story for story in chosen if story.id in new]
    if wish.kept:
        chosen = [story for story in chosen if reader and reader.keeps(story.id)]
    if wish.order == "new":
        chosen.sort(key=lambda story: story.last or "", reverse=True)
    return chosen


def tell_address(wish: Wish, page: int = 1) -> str:
    """The address of a page of the front with these filters."""
    asked = {name: "1" if value is True else value for name, value in wish._asdict().items() if value}
    return "/?" + urlencode({**asked, "page": page})


def is_wanted(story: StorySummary, wish: Wish) -> bool:
    """Whether the story passes every filter."""
    return (
        (not wish.language or wish.language in story.languages)
        and (not wish.outlet or fold_name(wish.outlet) in map(fold_name, story.outlets))
        and (not wish.disputed or story.disputed > 0)
        and (not wish.revised or story.revised > 0)
        and (not wish.topic or wish.topic in story.topics)
        and (not wish.place or any(place.key == wish.place for place in story.places))
    )


def list_choices(stories: Sequence[StorySummary], most: int = MOST_CHOICES) -> Choices:
    """What the filters can be set to."""
    languages = Counter(language for story in stories for language in story.languages)
    topics = Counter(topic for story in stories for topic in story.topics)
    places = Counter(place.key for story in stories for place in story.places)
    names = {place.key: place.name for story in reversed(stories) for place in story.places}
    outlets = tuple(count_outlets(stories, most))
    return Choices(_rank(languages, most), outlets, _rank(topics, most), _rank(places, most), names)


class Chooser:
    """`list_choices`, not counted again while the stories stay as they are."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[StorySummary], Choices] | None = None

    def list(self, stories: Sequence[StorySummary]) -> Choices:
        """What the filters can be set to. A store that decodes unchanged summaries only once gives the very same."""
        last = self._last
        if last and len(last[0]) == len(stories) and all(map(is_, last[0], stories)):
            return last[1]
        choices = list_choices(stories)
        self._last = stories, choices
        return choices


def _rank(counts: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def count_minutes(story: StorySummary) -> int:
    """Minutes to read each text of the story once."""
    return max(1, round(story.characters / CHARACTERS_A_MINUTE))
