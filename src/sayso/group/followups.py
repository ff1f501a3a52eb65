"""Follow-ups: works of one event that words alone do not join, for the inquiry shares little with the night itself.

Groups that average link left apart are chapters of one story where one of them is led by a name that the other bears
too, and either both tell of one day, which is news in one of them and past in the other, or both tell in the same days
of the same people and places. Two events that look alike have days of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from sayso.group.days import Day, Told, list_years
from sayso.group.gists import Gist
from sayso.group.join import LARGEST_STORY, SURE, multiply
from sayso.group.terms import Terms, is_telling_name
from sayso.match.components import Groups
from sayso.model import Edge

AKIN = 0.1  # mean likeness of two chapters of one story, at least
LED = 0.1  # mean weight of the name that leads one chapter, in the other
MOST = 0.5  # share of a chapter's works that bear its names
TELLING = 0.2  # share of a chapter's works that tell of the day
LATER = timedelta(days=3)  # from when on an article looks back at a day
NEWS = timedelta(days=14)  # until when an article tells a day as news
SAME_KIND = 0.4  # share of words that the days of two events have in common when one is like the other
CAST = 5  # names that two chapters of the same days have in common, at least
SAME_CAST = 0.5  # share of the names of the one that has fewer
CLOSE = 0.3  # mean likeness of two chapters with one cast; AKIN, where they are of two languages
SAME_DAYS = timedelta(days=3)  # at most between what two chapters with one cast appeared
LARGEST_READ = 60  # works of a chapter that are read for days
MOST_LED = 100  # chapters that one name is looked for in


class _Chapter:
    """Works that are together so far, and what they tell."""

    def __init__(self, works: Sequence[str], terms: Mapping[str, Terms], gists: Mapping[str, Sequence[Gist]]):
        self.works = works
        self._gists = gists
        bearers: Counter[str] = Counter()
        self.weights: dict[str, float] = {}
        for work in sorted(works):
            bearers.update(terms[work].weights.keys())
            for term, weight in terms[work].weights.items():
                self.weights[term] = self.weights.get(term, 0.0) + weight / len(works)
        names = frozenset().union(*(terms[work].names for work in works))
        core = (name for name in names if bearers[name] >= MOST * len(works) and is_telling_name(name))
        self.names = {name: self.weights[name] for name in sorted(core)}
        languages = Counter(gist.language or "" for work in sorted(works) for gist in gists[work])
        self.language = min(languages, key=lambda language: (-languages[language], language))
        self.lead = min(self.names, key=lambda name: (-self.names[name], name), default=None)

    @cached_property
    def told(self) -> list[list[Told]]:
        """What each work tells of days; of a live log each entry."""
        return [[gist.told for gist in self._gists[work]] for work in sorted(self.works)[:LARGEST_READ]]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that its works are of or tell of."""
        return frozenset(year for work in self.told for told in work for year in list_years(told))

    @cached_property
    def dates(self) -> frozenset[date]:
        """The days on which its works appeared, as far as they are printed."""
        return frozenset(told.published for work in self.told for told in work if told.published)

    def count_telling(self, days: Iterable[Day]) -> int:
        """How many of its works tell of one of the days."""
        wanted = set(days)
        return sum(any(not wanted.isdisjoint(told.days) for told in work) for work in self.told)

    def list_days(self) -> list[Day]:
        """All days that it tells of, sorted."""
        days = {day for work in self.told for told in work for day in told.days}
        return sorted(days, key=lambda day: (day.year or 0, day.month, day.day))

    def words_of(self, day: Day) -> frozenset[str]:
        """The words around the day."""
        return frozenset().union(*(told.days.get(day, frozenset()) for work in self.told for told in work))

    def looks_back(self, day: Day) -> bool:
        """Whether works that tell of the day appeared days later, as far as is known."""
        return any(_is_since(told, day, LATER) for work in self.told for told in work if day in told.days)

    def has_news_of(self, day: Day) -> bool:
        """Whether works that tell of the day appeared soon after it, as far as is known."""
        return any(not _is_since(told, day, NEWS, unknown=False) for w in self.told for told in w if day in told.days)


def _is_since(told: Told, day: Day, least: timedelta, *, unknown: bool = True) -> bool:
    """Whether an article appeared so long after the day; `unknown` where one of the two is not known."""
    if told.published is None or day.year is None:
        return unknown
    try:
        return told.published - date(day.year, day.month, day.day) >= least
    except ValueError:
        return False


def join_follow_ups(
    stories: Sequence[Sequence[str]],
    edges: Iterable[Edge],
    terms: Mapping[str, Terms],
    gists: Mapping[str, Sequence[Gist]],
) -> list[list[list[str]]]:
    """The stories, each with its chapters (sorted lists of works), by first work.

    `gists` are those of each work (of the fold of a live log: all entries). An edge of score 1 joins the
    chapters of its ends, one of score 0 keeps them apart.
    """
    chapters = {min(story): _Chapter(story, terms, gists) for story in stories}
    home = {work: first for first, chapter in chapters.items() for work in chapter.works}
    judged = [(home[edge.a], home[edge.b], edge.score) for edge in edges if not 0 < edge.score < SURE]
    groups = Groups(chapters, [(a, b) for a, b, score in judged if score <= 0])
    for a, b, score in sorted(judged):
        if score >= SURE:
            groups.join(a, b)
    for a, b in _rank_pairs(chapters):
        if _may_join(a, b, chapters, groups) and _belong(chapters[a], chapters[b]):
            groups.join(a, b)
    return sorted(sorted(sorted(chapters[first].works) for first in story) for story in groups.all())


def _rank_pairs(chapters: Mapping[str, _Chapter]) -> list[tuple[str, str]]:
    """Pairs of chapters, one of them led by a name that the other bears too, the most alike first."""
    bearing: dict[str, list[str]] = {}
    for first, chapter in sorted(chapters.items()):
        for name, weight in chapter.names.items():
            if weight >= LED:
                bearing.setdefault(name, []).append(first)
    pairs: dict[tuple[str, str], float] = {}
    for first, chapter in chapters.items():
        for other in bearing.get(chapter.lead or "", ())[:MOST_LED]:
            a, b = sorted((first, other))
            if a != b:
                pairs[a, b] = multiply(chapters[a].weights, chapters[b].weights)
    return sorted((pair for pair in pairs if pairs[pair] >= AKIN), key=lambda pair: (-pairs[pair], pair))


def _may_join(a: str, b: str, chapters: Mapping[str, _Chapter], groups: Groups) -> bool:
    """Whether the two are of two stories, not too large for one, and neither brings two stories of another language
    together."""
    ours, theirs = ([chapters[first] for first in groups.members(place)] for place in (a, b))
    if groups.are_joined(a, b) or sum(len(chapter.works) for chapter in (*ours, *theirs)) > LARGEST_STORY:
        return False
    one, other = chapters[a].language, chapters[b].language
    if one == other:
        return True
    return all(chapter.language != other for chapter in ours) and all(chapter.language != one for chapter in theirs)


def _belong(a: _Chapter, b: _Chapter) -> bool:
    return _is_followed_up(a, b) or _have_one_cast(a, b)


def _have_one_cast(a: _Chapter, b: _Chapter) -> bool:
    """Whether the two tell in the same days of the same people and places."""
    shared = a.names.keys() & b.names.keys()
    translated = a.language != b.language  # names are all that two languages share, common words may pass for names
    if len(shared) < CAST or not (translated or len(shared) >= SAME_CAST * min(len(a.names), len(b.names))):
        return False
    near = NEWS if translated else SAME_DAYS
    close = AKIN if translated else CLOSE
    return multiply(a.weights, b.weights) >= close and any(abs(x - y) <= near for x in a.dates for y in b.dates)


def _is_followed_up(a: _Chapter, b: _Chapter) -> bool:
    """Whether one chapter looks back at a day that is news in the other, and neither has a like day of its own."""
    shared = [(day, other) for day, other in _share_days(a, b) if _is_news_and_past(a, day, b, other)]
    ours, theirs = ({pair[side] for pair in shared} for side in (0, 1))
    told = a.count_telling(ours), b.count_telling(theirs)
    if told[0] < max(1.0, TELLING * len(a.told)) or told[1] < max(1.0, TELLING * len(b.told)):
        return False
    return not (_has_like_day(a, ours, told[0], b, theirs) or _has_like_day(b, theirs, told[1], a, ours))


def _share_days(a: _Chapter, b: _Chapter) -> Iterator[tuple[Day, Day]]:
    """Days of the two that may be one day: one without a year is of a year that its chapter tells of, if of any."""
    by_date: dict[tuple[int, int], list[Day]] = {}
    for other in b.list_days():
        by_date.setdefault((other.month, other.day), []).append(other)
    for day in a.list_days():
        ours = {day.year} if day.year else a.years
        for other in by_date.get((day.month, day.day), ()):
            theirs = {other.year} if other.year else b.years
            if not ours or not theirs or ours & theirs:
                yield day, other


def _is_news_and_past(a: _Chapter, day: Day, b: _Chapter, other: Day) -> bool:
    news = a.has_news_of(day) or b.has_news_of(other)
    return news and (a.looks_back(day) or b.looks_back(other))


def _has_like_day(chapter: _Chapter, days: set[Day], told: int, other: _Chapter, others: set[Day]) -> bool:
    """Whether a chapter tells mostly of another day, on which the like of the other's day happened."""
    words = frozenset().union(*(other.words_of(day) for day in others))
    for day in chapter.list_days():
        if day not in days and chapter.count_telling([day]) >= told:
            own = chapter.words_of(day)
            if len(own & words) >= SAME_KIND * min(len(own), len(words)) > 0:
                return True
    return False
