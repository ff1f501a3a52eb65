"""Store → dossier: everything about one story, read in a few queries."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.archive.judging import judge_findings
from sayso.dossier import Dossier
from sayso.errors import UnknownIdError
from sayso.model import ArticleText, DateMention, Figure, Statement, Story
from sayso.store import Store


def read_articles(store: Store, ids: Iterable[str]) -> dict[str, ArticleText]:
    """The articles with the text of their pages, by id."""
    return {item.article.id: item for item in store.article_texts(ids)}


def make_dossier(store: Store, story: Story) -> Dossier:
    """All that the store holds of one story. Call it inside a snapshot or a transaction."""
    parts = {part.work for part in story.parts}
    smallest = [rename_id("article", part) for part in sorted(parts)]
    works = {work.id: work for work in store.works(smallest) if work.id in parts}
    work_by_article = {printing.article: work.id for work in works.values() for printing in work.articles}
    articles = read_articles(store, sorted(work_by_article))
    pages = sorted({item.article.page for item in articles.values()})
    captures = {capture.page: capture for capture in reversed(list(store.captures(pages)))}
    findings = judge_findings(store, list(store.findings(sorted(articles))))
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
        mirrors={edge.a: edge.b for edge in store.edges("mirror", ids) if edge.a in ids and edge.b in ids},
        links=links,
        work_by_article=work_by_article,
        speaker_by_statement={s: speaker for speaker in links.speakers for s in speaker.statements},
    )


def find_story(store: Store, wanted: str) -> Story:
    """The story that holds the record with this id, whatever its kind. Raises `UnknownIdError`."""
    kind = wanted.rpartition("-")[0]
    if kind in ("claim", "speaker", "conflict", "event"):
        wanted = store.story_of(wanted)
    elif kind in ("statement", "figure", "date-mention"):
        wanted = store.finding(wanted).article
    works = list(store.works([rename_id("article", wanted)]))  # a story bears its smallest article's digits
    story = next(iter(store.stories([work.id for work in works])), None)
    if story is None:
        raise UnknownIdError(f"{wanted}: no story of this archive holds this record.")
    return story


def rename_id(kind: str, record: str) -> str:
    """The id of another kind with the same digits."""
    return f"{kind}-{record.rpartition('-')[2]}"
