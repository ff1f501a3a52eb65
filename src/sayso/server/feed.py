"""The stories of the front: chosen, ordered, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sayso.archive import StorySummary

PER_PAGE = 40
MOST_CHOICES = 30
"""Outlets and languages that a filter offers."""

CHARACTERS_A_MINUTE = 1_300
"""How fast people read: about 230 English words."""


class Wish(NamedTuple):
    """Which stories are wanted, in which order ("" is by size, else "new")."""

    language: str = ""
    outlet: str = ""
    disputed: bool = False
    revised: bool = False
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether some stories are left out."""
        return bool(self.language or self.outlet or self.disputed or self.revised)


class Choices(NamedTuple):
    """(value, stories) that the filters offer, those with most stories first."""

    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


def choose_stories(stories: Iterable[StorySummary], wish: Wish) -> list[StorySummary]:
    """The wanted stories in the wanted order."""
    chosen = [story for story in stories if is_wanted(story, wish)]
    if wish.order == "new":
        chosen.sort(key=lambda story: story.last or "", reverse=True)
    return chosen


def is_wanted(story: StorySummary, wish: Wish) -> bool:
    """Whether the story passes every filter."""
    return (
        (not wish.language or wish.language in story.languages)
        and (not wish.outlet or wish.outlet in story.outlets)
        and (not wish.disputed or story.disputed > story.revised)
        and (not wish.revised or story.revised > 0)
    )


def list_choices(stories: Sequence[StorySummary], most: int = MOST_CHOICES) -> Choices:
    """What the filters can be set to."""
    languages = Counter(language for story in stories for language in story.languages)
    outlets = Counter(outlet for story in stories for outlet in story.outlets)
    return Choices(_rank(languages, most), _rank(outlets, most))


def _rank(counts: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def count_minutes(story: StorySummary) -> int:
    """Minutes to read each text of the story once."""
    return max(1, round(story.characters / CHARACTERS_A_MINUTE))
