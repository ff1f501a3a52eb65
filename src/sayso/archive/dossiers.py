"""Store → dossier: everything about one story, read in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.archive.judged import judge_findings
from sayso.archive.people import judge_names
from sayso.archive.topics import count_places, list_topics
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.model import ArticleText, Capture, DateMention, Figure, NameMention, Statement, Story, Work
from sayso.store import Store, StorySummary


def read_articles(store: Store, ids: Iterable[str]) -> dict[str, ArticleText]:
    """The articles with the text of their pages, by id."""
    return {item.article.id: item for item in store.article_texts(ids)}


def read_captures(store: Store, pages: Iterable[str]) -> dict[str, Capture]:
    """The first capture of each page, by page."""
    return {capture.page: capture for capture in reversed(list(store.captures(pages)))}


def add_facts(store: Store, items: Sequence[ArticleText]) -> dict[str, ArticleText]:
    """The articles with what their pages say of themselves and where they were found, by id: whose text it is."""
    wanted = sorted({item.article.page for item in items})
    facts = {page.id: page.facts for page in store.pages(wanted)}
    found: dict[str, set[str]] = {}
    for capture in store.captures(wanted):
        if capture.url:
            found.setdefault(capture.page, set()).add(capture.url)
    return {
        item.article.id: msgspec.structs.replace(
            item, facts=facts[item.article.page], addresses=tuple(sorted(found.get(item.article.page, ())))
        )
        for item in items
    }


def make_dossier(store: Store, story: Story) -> Dossier:
    """All that the store holds of one story. Call it inside a snapshot or a transaction."""
    parts = {part.work for part in story.parts}
    smallest = [rename_id("article", part) for part in sorted(parts)]
    works = {work.id: work for work in store.works(smallest) if work.id in parts}
    work_by_article = {printing.article: work.id for work in works.values() for printing in work.articles}
    articles = read_articles(store, sorted(work_by_article))
    pages = sorted({item.article.page for item in articles.values()})
    captures = read_captures(store, pages)
    found = list(store.findings(sorted(articles)))
    mirrors = store.mirrors(sorted(articles))
    findings, judged = judge_findings(store, found, mirrors)
    findings = [f for f in findings if not (isinstance(f, Figure) and f.aside)]  # an age or a rank counts nothing
    ids = {finding.id for finding in findings}
    links = store.links(story.id)
    return Dossier(
        story=story,
        works=works,
        articles=articles,
        captures=captures,
        statements={f.id: f for f in findings if isinstance(f, Statement)},
        figures={f.id: f for f in findings if isinstance(f, Figure)},
        dates=tuple(f for f in findings if isinstance(f, DateMention)),
        names=tuple(f for f in findings if isinstance(f, NameMention)),
        mirrors={copy: first for copy, first in mirrors.items() if copy in ids and first in ids},
        links=links,
        work_by_article=work_by_article,
        speaker_by_statement={s: speaker for speaker in links.speakers for s in speaker.statements},
        verdicts=judge_names(store, found, mirrors),
        judged=judged,
    )


def summarise_story(dossier: Dossier) -> StorySummary:
    """The story of this dossier in numbers."""
    outlets = {item.article.outlet or item.article.wire for item in dossier.articles.values()} - {None}
    dates = sorted(date.date for article in dossier.articles if (date := dossier.date_of(article)))
    claims = [claim for claim in dossier.links.claims if claim.statements]
    return StorySummary(
        id=dossier.story.id,
        title=dossier.story.title,
        works=len(dossier.works),
        articles=len(dossier.articles),
        outlets=tuple(sorted(str(outlet) for outlet in outlets)),
        claims=len(claims),
        origins=max((claim.independent_origins for claim in claims), default=0),
        disputed=sum(conflict.kind.is_open for conflict in dossier.links.conflicts),
        first=dates[0].split("/")[0] if dates else None,
        last=dates[-1].split("/")[-1] if dates else None,
        revised=sum(conflict.kind.is_revision for conflict in dossier.links.conflicts),
        languages=tuple(sorted({i.article.language for i in dossier.articles.values() if i.article.language})),
        pages=len({item.article.page for item in dossier.articles.values()}),
        characters=sum(_count_characters(work, dossier) for work in dossier.works.values()),
        topics=list_topics(dossier),
        places=count_places(dossier),
    )


def _count_characters(work: Work, dossier: Dossier) -> int:
    """Of the body of the work's original, or of its first printing."""
    article = dossier.articles[work.reference].article
    return sum(span.end - span.start for span in article.body)


def find_story(store: Store, wanted: str) -> Story:
    """The story that holds the record with this id, whatever its kind. Raises `UnknownIdError`."""
    kind = wanted.rpartition("-")[0]
    known = store.story(wanted) if kind == "story" else None
    if known is not None:
        return known
    if kind in ("claim", "speaker", "conflict", "event"):
        wanted = store.story_of(wanted)
    elif kind in ("statement", "figure", "date-mention"):
        wanted = store.finding(wanted).article
    works = list(store.works([rename_id("article", wanted)]))  # a story bears its smallest article's digits
    stories = list(store.stories([work.id for work in works]))
    if not stories:
        raise UnknownIdError(f"{wanted}: no story of this archive holds this record.")
    return next((story for story in stories if story.id == wanted), stories[0])  # a briefing stands in several


def rename_id(kind: str, record: str) -> str:
    """The id of another kind with the same digits."""
    return f"{kind}-{record.rpartition('-')[2]}"
