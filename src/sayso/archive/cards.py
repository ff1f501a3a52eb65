"""What a list says of an article: enough to choose it by, read without its findings."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.archive.dossiers import read_articles, read_captures
from sayso.model import Record, Story
from sayso.store import Store


class Card(Record, frozen=True):
    """An article in a list."""

    article: str
    headline: str | None
    outlet: str | None
    published: str | None
    place: str  # path or address of its page
    story: str
    title: str  # of the story


def make_cards(store: Store, articles: Sequence[str]) -> dict[str, Card]:
    """By article, in the order given; those that stand in no story yet are left out. Call it inside a snapshot."""
    items = read_articles(store, articles)
    pages = sorted({item.article.page for item in items.values()})
    captures = read_captures(store, pages)
    stories = _find_stories(store, articles)
    dates = store.dates({story.id for story in stories.values()})
    cards = {}
    for article in articles:
        if article in items and article in stories:
            item, headline = items[article], items[article].article.headline
            date = dates.get(article)
            cards[article] = Card(
                article=article,
                headline=item.text[headline.start : headline.end] if headline else None,
                outlet=item.article.outlet or item.article.wire,
                published=date.date if date else None,
                place=captures[item.article.page].place,
                story=stories[article].id,
                title=stories[article].title,
            )
    return cards


def _find_stories(store: Store, articles: Sequence[str]) -> dict[str, Story]:
    """Article → its story; of a briefing that stands in several, the first by id."""
    works = {printing.article: work.id for work in store.works(articles) for printing in work.articles}
    wanted = sorted({works[article] for article in articles if article in works})
    stories: dict[str, Story] = {}
    for story in store.stories(wanted):
        for part in story.parts:
            stories.setdefault(part.work, story)
    return {article: stories[works[article]] for article in articles if works.get(article) in stories}
