"""What stood at one address, time after time: the same place fetched again with other words is another version."""

from __future__ import annotations

from difflib import SequenceMatcher

import msgspec

from sayso.archive.revisions import (
    FigureChange,
    RemovedStatement,
    find_figure_changes,
    find_removed_statements,
)
from sayso.model import Article, ArticleText, Capture, Record, Span
from sayso.store import Store


class Change(Record, frozen=True):
    """A paragraph that one version has and the other lacks. Spans are into the pages' texts."""

    removed: Span | None = None  # in the version before
    added: Span | None = None  # in this version
    before: str | None = None
    after: str | None = None


class Version(Record, frozen=True):
    """The article as one capture has it, and how it differs from the version before."""

    article: str
    page: str
    place: str
    retrieved: str | None
    changes: tuple[Change, ...] = ()
    figures: tuple[FigureChange, ...] = ()  # that the version before gave otherwise
    removed: tuple[RemovedStatement, ...] = ()  # statements of the version before
    because: str | None = None  # what this version and the one before share, where they are printings of one text


def list_versions(store: Store, article: Article) -> list[Version]:
    """Versions of this article: of the pages found at its places, in the order in which they were added, the article
    that begins at the same block or bears most of the same words."""
    places = {capture.place for capture in store.captures([article.page])}
    captures = store.captures_at(sorted(places))
    versions: list[Version] = []
    last: ArticleText | None = None
    for capture in captures:
        found = _same_article(store, capture, article)
        if found is None:
            continue
        versions.append(_make_version(store, last, found, capture))
        last = found
    return versions


def _make_version(store: Store, last: ArticleText | None, item: ArticleText, capture: Capture) -> Version:
    version = Version(article=item.article.id, page=item.article.page, place=capture.place, retrieved=capture.retrieved)
    if last is None or last.article.id == item.article.id:
        return version
    old, new = (list(store.findings([found.article.id])) for found in (last, item))
    return msgspec.structs.replace(
        version,
        changes=compare_paragraphs(last, item),
        figures=find_figure_changes(last, item, old, new),
        removed=find_removed_statements(last, item, old, new),
        because=_find_reason(store, last.article.id, item.article.id),
    )


def _find_reason(store: Store, a: str, b: str) -> str | None:
    """Of the edge between two articles; None where others stand between them, or nothing."""
    edges = (edge for edge in store.edges("copy", [b]) if a in (edge.a, edge.b) and edge.score > 0)
    return next((edge.because for edge in edges), None)


def _same_article(store: Store, capture: Capture, wanted: Article) -> ArticleText | None:
    """The page's article that is the wanted one itself, or of its work, or that begins where it does."""
    items = list(store.article_texts(article.id for article in store.articles(page=capture.page)))
    work = next(iter(store.works([wanted.id])), None)
    members = {printing.article for printing in work.articles} if work else {wanted.id}
    ranked = [
        [item for item in items if item.article.id == wanted.id],
        [item for item in items if item.article.id in members],
        [item for item in items if item.article.block.start == wanted.block.start],
    ]
    return next((found[0] for found in ranked if found), None)


def compare_paragraphs(before: ArticleText, after: ArticleText) -> tuple[Change, ...]:
    """Paragraphs removed, added or changed, in the order of the later text."""
    old, new = _paragraphs(before), _paragraphs(after)
    changes: list[Change] = []
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for verdict, a, b, c, d in matcher.get_opcodes():
        if verdict == "equal":
            continue
        for number in range(max(b - a, d - c)):
            gone = old[a + number] if a + number < b else (None, None)
            come = new[c + number] if c + number < d else (None, None)
            changes.append(Change(removed=gone[0], before=gone[1], added=come[0], after=come[1]))
    return tuple(changes)


def _paragraphs(item: ArticleText) -> list[tuple[Span, str]]:
    spans = [span for span in (item.article.headline, *item.article.body) if span]
    return [(span, " ".join(item.text[span.start : span.end].split())) for span in spans]
