"""Gather stations over a store: what is new meets its neighbours, and only what it touches is clustered again.

One article more costs what its neighbourhood costs: its keys find candidates, these are scored, the component of
edges around it is clustered anew with its records sorted by id, and only the stories that changed are linked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sayso.archive.dossiers import make_dossier, read_articles, rename_id
from sayso.archive.judging import judged_edges
from sayso.collapse import align, tie_findings
from sayso.group import WorkText
from sayso.match import Gather
from sayso.model import ArticleText, Edge, Story, Work
from sayso.pipeline import COLLAPSE, GROUP, link_story
from sayso.store import Store

T = TypeVar("T")
Loader = Callable[[Sequence[str]], Mapping[str, T]]


def gather_articles(store: Store, articles: Sequence[str]) -> None:
    """Collapse, group and link these new articles. Runs inside a transaction of the store."""
    works = list(_collapse(store, articles))
    _mirror(store, works)
    for story in _group(store, works):
        _link(store, story)


def _collapse(store: Store, articles: Sequence[str]) -> Iterator[Work]:
    def load(ids: Sequence[str]) -> Mapping[str, ArticleText]:
        return read_articles(store, ids)

    judged = list(judged_edges(store, articles))
    for items, edges in _meet_neighbours(store, COLLAPSE, "copy", load(articles), load, judged):
        works = COLLAPSE.cluster(items, edges)
        old = {work.id for work in store.works([item.article.id for item in items])}
        _forget(store, GROUP.name, "story", old - {work.id for work in works})
        store.put_works(works)
        yield from works


def _group(store: Store, works: Sequence[Work]) -> Iterator[Story]:
    def load(ids: Sequence[str]) -> Mapping[str, WorkText]:
        return _read_works(store, _works_by_id(store, ids))

    new = _read_works(store, works)
    for records, edges in _meet_neighbours(store, GROUP, "story", new, load):
        stories = GROUP.cluster(records, edges)
        store.put_stories(stories)
        yield from stories


def _link(store: Store, story: Story) -> None:
    dossier = make_dossier(store, story)
    store.put_links(
        link_story(
            story,
            list(dossier.works.values()),
            dossier.articles,
            list(dossier.statements.values()),
            list(dossier.figures.values()),
            dossier.dates,
            dossier.mirrors,
        )
    )


def _meet_neighbours(
    store: Store,
    station: Gather[T, Any],
    kind: str,
    new: Mapping[str, T],
    load: Loader[T],
    judged: Sequence[Edge] = (),
) -> Iterator[tuple[list[T], list[Edge]]]:
    """Score each new record against its neighbours, then yield every component of edges that holds a new record.

    What people judged replaces what the station says of the same two.
    """
    for record in sorted(new):
        keys = station.keys(new[record])
        shared = store.neighbours(station.name, keys, station.key_limit)
        near = [other for other, _ in shared if other != record][: station.candidates]
        others = load(near)
        scored = (_score(station, record, new[record], other, others[other]) for other in near)
        store.drop_edges(kind, [record])
        store.put_edges([edge for edge in scored if edge])
        store.put_keys(station.name, record, keys)
    store.put_edges(judged)
    for component in _components(store, kind, new):
        records = load(component)
        held = set(component)
        edges = [edge for edge in store.edges(kind, component) if edge.a in held and edge.b in held]
        yield [records[record] for record in component], edges


def _score(station: Gather[T, Any], a: str, record_a: T, b: str, record_b: T) -> Edge | None:
    """The edge between two records, asked for in the order of their ids: the order of adding changes nothing."""
    return station.score(record_a, record_b) if a < b else station.score(record_b, record_a)


def _components(store: Store, kind: str, start: Iterable[str]) -> Iterator[list[str]]:
    """The ids of each connected component that holds one of the records, sorted."""
    waiting = set(start)
    while waiting:
        component = {waiting.pop()}
        front = set(component)
        while front:
            ends = {end for edge in store.edges(kind, sorted(front)) for end in (edge.a, edge.b)}
            front = ends - component
            component |= front
        waiting -= component
        yield sorted(component)


def _forget(store: Store, station: str, kind: str, records: Iterable[str]) -> None:
    gone = sorted(records)
    store.drop_edges(kind, gone)
    for record in gone:
        store.put_keys(station, record, ())


def _works_by_id(store: Store, ids: Sequence[str]) -> list[Work]:
    """A work's id is its smallest article's: ask for the works of those articles."""
    wanted = set(ids)
    articles = [rename_id("article", work) for work in ids]
    return [work for work in store.works(articles) if work.id in wanted]


def _read_works(store: Store, works: Sequence[Work]) -> dict[str, WorkText]:
    reference = {work.id: reference_article(work) for work in works}
    items = read_articles(store, sorted(set(reference.values())))
    return {
        work.id: WorkText(work=work.id, article=items[reference[work.id]], headline=_headline(store, work))
        for work in works
    }


def _headline(store: Store, work: Work) -> str | None:
    """The headline of any printing: a copy may have kept what the original's page lost."""
    items = read_articles(store, [printing.article for printing in work.articles])
    spans = ((item.text, item.article.headline) for item in items.values())
    return next((text[span.start : span.end] for text, span in spans if span), None)


def reference_article(work: Work) -> str:
    """The printing that stands for the work: the original, or the first where nobody knows which that is."""
    return work.original or work.articles[0].article


def _mirror(store: Store, works: Sequence[Work]) -> None:
    """Tie each finding of a copy to the same words in the work's reference printing; untie what is no copy any more."""
    for work in works:
        reference = reference_article(work)
        articles = [printing.article for printing in work.articles]
        findings = {article: list(store.findings([article])) for article in articles}
        store.drop_edges("mirror", [finding.id for found in findings.values() for finding in found])
        items = read_articles(store, articles) if len(articles) > 1 else {}
        for copy in sorted(set(articles) - {reference}):
            passages = align(items[copy], items[reference])
            store.put_edges(tie_findings(findings[copy], findings[reference], passages))
