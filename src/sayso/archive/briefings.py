"""Briefs of one story or many, each line held against the page in the store before it is given out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from sayso.archive.dossiers import find_story, make_dossier
from sayso.brief import Brief, Briefing, check_brief, make_briefing
from sayso.dossier import Dossier
from sayso.model import Story
from sayso.store import Store

MOST_STORIES = 200
"""Stories that are looked through for a briefing, those that most pages tell first."""

MOST_BRIEFED = 25
"""Stories of one briefing."""

MOST_HITS = 500


def check_on_pages(store: Store, brief: Brief) -> Brief:
    """The brief without lines whose words do not stand on their page as the store has it now."""
    wanted = sorted({citation.page for citation in brief.citations})
    return check_brief(brief, {page.id: page.text for page in store.pages(wanted)})


def brief_stories(
    store: Store, story: Story | None, *, since: str | None, topic: str | None, minutes: int | None
) -> Briefing:
    """The briefing of a story, or of all that are on the topic and have something new. Call it inside a snapshot."""
    stories = iter([story]) if story else _list_stories(store, topic)
    dossiers = (make_dossier(store, one) for one in stories)
    chosen = list(islice((d for d in dossiers if story or _has_news(d, since)), MOST_BRIEFED))
    briefing = make_briefing(chosen, since=since, topic=topic, minutes=minutes)
    checked = tuple(check_on_pages(store, brief) for brief in briefing.stories)
    return msgspec.structs.replace(briefing, stories=checked)


def _list_stories(store: Store, topic: str | None) -> Iterator[Story]:
    if topic is None:
        for name in [name for name, _ in store.summaries(MOST_STORIES)]:
            yield find_story(store, name)  # one by one: mostly a few are wanted
        return
    articles = [hit.article for hit in store.search(topic, MOST_HITS)]
    works = [work.id for work in store.works(articles)] if articles else []
    stories = store.stories(works) if works else ()
    order = {story: place for place, (story, _) in enumerate(store.summaries())}
    yield from islice(sorted(stories, key=lambda story: (order.get(story.id, len(order)), story.id)), MOST_STORIES)


def _has_news(dossier: Dossier, since: str | None) -> bool:
    dates = (date for article in dossier.articles if (date := dossier.date_of(article)))
    return since is None or any(date.date.split("/")[-1] >= since for date in dates)
