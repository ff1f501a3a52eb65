"""An outlet: how much of what it prints is its own, an agency's, or copied."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from sayso.archive import Archive, StorySummary
from sayso.dossier import Dossier
from sayso.model import Article, Relation
from sayso.rules.sites import fold_name, join_names

MOST_STORIES = 60
"""Stories that one page looks through, those that most pages tell first."""

MOST_OUTLETS = 500
"""Outlets that a list holds."""


class Maker(StrEnum):
    """Whose text an article is, as far as the pages tell."""

    OWN = "own"  # no other printing is older, and no agency is credited
    WIRE = "wire"  # an agency is credited
    COPIED = "copied"  # the original stands elsewhere
    UNKNOWN = "unknown"  # printed elsewhere too, and nobody can tell which came first


class Print(NamedTuple):
    """One article of the outlet."""

    article: str
    headline: str | None
    maker: Maker
    of: str | None  # the agency, or the outlet that had it first
    published: str | None
    story: str
    copied_by: int  # printings elsewhere of a text of its own


def count_outlets(stories: Sequence[StorySummary], most: int) -> list[tuple[str, int]]:
    """(outlet, stories that it tells), those with most first."""
    credited = Counter(chain.from_iterable(story.outlets for story in stories))
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in credited:
        by_key[fold_name(name)].append(name)
    counts = {key: sum(credited[name] for name in names) for key, names in by_key.items()}
    several = {name for names in by_key.values() if len(names) > 1 for name in names}
    for story in stories if several else ():  # one that credits an outlet under two names is one story
        for key, number in Counter(map(fold_name, several.intersection(story.outlets))).items():
            counts[key] -= number - 1
    named = ((join_names(by_key[key])[0], number) for key, number in counts.items())
    return sorted(named, key=lambda row: (-row[1], row[0]))[:most]


class OutletView(NamedTuple):
    """All that a page says of an outlet."""

    name: str
    prints: tuple[Print, ...]
    quoted: tuple[tuple[str, str, int], ...]  # (speaker, name, statements) of those it lets speak most
    stories: int
    stories_in_all: int

    def count(self, maker: Maker) -> int:
        """How many of the articles are so."""
        return sum(found.maker is maker for found in self.prints)


def view_outlet(archive: Archive, name: str) -> OutletView:
    """The outlet's articles in the stories that name it; none where no story does."""
    known = fold_name(name)
    summaries = [story for story in archive.stories() if known in map(fold_name, story.outlets)]
    name = next(iter(join_names(o for s in summaries for o in s.outlets if fold_name(o) == known)), name)
    stories = [story.id for story in summaries]
    dossiers = [archive.dossier(story) for story in stories[:MOST_STORIES]]
    prints = [found for dossier in dossiers for found in _list_prints(dossier, known)]
    return OutletView(
        name=name,
        prints=tuple(sorted(prints, key=lambda found: (found.published or "", found.article), reverse=True)),
        quoted=_count_quoted(dossiers, {found.article for found in prints}),
        stories=len(dossiers),
        stories_in_all=len(stories),
    )


def _list_prints(dossier: Dossier, known: str) -> Iterable[Print]:
    for item in dossier.articles.values():
        article = item.article
        if fold_name(article.outlet or article.wire or "") != known:
            continue
        maker, source = tell_maker(article, dossier)
        date = dossier.date_of(article.id)
        headline = item.text[article.headline.start : article.headline.end] if article.headline else None
        others = len(dossier.work_of(article.id).articles) - 1
        yield Print(
            article=article.id,
            headline=headline,
            maker=maker,
            of=source,
            published=date.date if date else None,
            story=dossier.story.id,
            copied_by=others if maker is Maker.OWN else 0,
        )


def tell_maker(article: Article, dossier: Dossier) -> tuple[Maker, str | None]:
    """Whose text it is, and the name of the agency or of the outlet that had it first, where it is not its own."""
    work = dossier.work_of(article.id)
    relation = next(p.relation for p in work.articles if p.article == article.id)
    if article.wire:
        return (Maker.WIRE, article.wire) if article.outlet not in (None, article.wire) else (Maker.OWN, None)
    if work.original and work.original != article.id and relation is not Relation.ORIGINAL:
        first = dossier.articles[work.original].article
        if fold_name(article.outlet or "") == fold_name(first.outlet or ""):
            return Maker.OWN, None
        return Maker.COPIED, first.outlet or first.wire
    if work.original is None and len(work.articles) > 1:
        return Maker.UNKNOWN, None
    return Maker.OWN, None


def _count_quoted(dossiers: Iterable[Dossier], articles: set[str], most: int = 12) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[str] = Counter()
    ids: dict[str, str] = {}
    for dossier in dossiers:
        for statement in dossier.statements.values():
            speaker = dossier.speaker_of(statement.id) if statement.article in articles else None
            if speaker:
                counts[speaker.name] += 1
                ids.setdefault(speaker.name, speaker.id)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((ids[name], name, number) for name, number in ranked[:most])
