"""Gather stations over a store: what is new meets its neighbours, and only what it touches is clustered again.

One article more costs what its neighbourhood costs: its keys find candidates, these are scored, the component of
edges around it is clustered anew with its records sorted by id. The stories that changed wait to be linked, each of
them once, when many articles are gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Generic, TypeVar

import msgspec

from sayso.archive.dossiers import read_articles, rename_id
from sayso.archive.grouping import list_neighbourhoods, put_changed
from sayso.archive.judged import judged_edges, judged_stories, place_additions
from sayso.archive.linking import link_waiting
from sayso.archive.progress import Progress
from sayso.collapse import align, tie_findings
from sayso.group import WorkText
from sayso.match import Gather, Reviewing
from sayso.match.components import Groups
from sayso.match.gather import CROWD, LOOKED, choose_nearest, is_alike, screen_records, thin_keys
from sayso.model import ArticleText, Edge, Story, Work
from sayso.pipeline import COLLAPSE, GROUP
from sayso.run import Runner
from sayso.store import Store

PER_TRANSACTION = 64
"""Articles that are gathered in one transaction."""

LINKED_AFTER = 5_000
"""Articles after which what is gathered so far is linked, so that it can be read while the rest is gathered."""

MOST_AT_HAND = 500
"""Records that are held while others meet them."""

T = TypeVar("T")
Loader = Callable[[Sequence[str]], Mapping[str, T]]
LookAround = Callable[[Store, str, Iterable[str]], Iterator[tuple[list[str], list[Edge]]]]


def gather_waiting(store: Store, runner: Runner, progress: Progress) -> None:
    """Gather all articles that wait, and link the stories that changed."""
    waiting = list(store.ungathered())
    for start in range(0, len(waiting), PER_TRANSACTION):
        chunk = waiting[start : start + PER_TRANSACTION]
        with store.transaction():
            gather_articles(store, chunk)
        progress("gathering", start + len(chunk), len(waiting))
        if start // LINKED_AFTER < (start + len(chunk)) // LINKED_AFTER:
            link_waiting(store, runner, progress)
    link_waiting(store, runner, progress)


def gather_articles(store: Store, articles: Sequence[str]) -> list[str]:
    """Collapse and group these new articles. Runs inside a transaction of the store. The ids of the stories that they
    touch, which wait to be linked."""
    place_additions(store, articles)
    references: dict[str, str] = {}
    works = list(_collapse(store, articles, references))
    _mirror(store, works, references, frozenset(articles))
    return [story.id for story in _group(store, works)]


def _collapse(store: Store, articles: Sequence[str], references: dict[str, str]) -> Iterator[Work]:
    """The works that the new articles touch. `references` receives which printing stood for the old works' articles."""

    def load(ids: Sequence[str]) -> Mapping[str, ArticleText]:
        return read_articles(store, ids)

    judged = list(judged_edges(store, articles))
    for items, edges in _meet_neighbours(store, COLLAPSE, "copy", load(articles), load, judged):
        works = COLLAPSE.cluster(_add_facts(store, items) if len(items) > 1 else items, edges)
        old = list(store.works([item.article.id for item in items]))
        references.update({printing.article: reference_article(work) for work in old for printing in work.articles})
        _forget(store, GROUP.name, "story", {work.id for work in old} - {work.id for work in works})
        store.put_works(works)
        yield from works


def _add_facts(store: Store, items: Sequence[ArticleText]) -> list[ArticleText]:
    """The articles with what their pages say of themselves and where they were found: whose text it is."""
    wanted = sorted({item.article.page for item in items})
    facts = {page.id: page.facts for page in store.pages(wanted)}
    found: dict[str, set[str]] = {}
    for capture in store.captures(wanted):
        if capture.url:
            found.setdefault(capture.page, set()).add(capture.url)
    return [
        msgspec.structs.replace(
            item, facts=facts[item.article.page], addresses=tuple(sorted(found.get(item.article.page, ())))
        )
        for item in items
    ]


def _group(store: Store, works: Sequence[Work]) -> Iterator[Story]:
    def load(ids: Sequence[str]) -> Mapping[str, WorkText]:
        return _read_works(store, _works_by_id(store, ids))

    new = _read_works(store, works)
    judged = list(judged_stories(store, works))
    for records, edges in _meet_neighbours(store, GROUP, "story", new, load, judged, list_neighbourhoods):
        yield from put_changed(store, GROUP.cluster(records, edges), new.keys())


def _meet_neighbours(
    store: Store,
    station: Gather[T, Any],
    kind: str,
    new: Mapping[str, T],
    load: Loader[T],
    judged: Sequence[Edge] = (),
    look_around: LookAround | None = None,
) -> Iterator[tuple[list[T], list[Edge]]]:
    """Score each new record against its neighbours, then yield what is around the new records, each with the edges
    within: every component of edges that holds one, unless `look_around` says otherwise.

    What people judged replaces what the station says of the same two.
    """
    desk = _Desk(load, new)
    tied = {end for edge in store.edges(kind, sorted(new)) for end in (edge.a, edge.b)}
    for record in sorted(new):
        keys = station.keys(new[record])
        found = store.neighbours(station.name, keys, station.key_limit, LOOKED)
        near = choose_nearest([other for other in found if other[0] != record], len(keys), station)
        others = desk.fetch(near)
        likely = screen_records(station, new[record], others)
        scored = {other: _score(store, station, record, new[record], other, others[other]) for other in likely}
        if record in tied:
            store.drop_edges(kind, [record])
        store.put_edges([edge for edge in scored.values() if edge])
        tied.update(other for other, edge in scored.items() if edge)
        alike = [others[other] for other, edge in scored.items() if edge and is_alike(edge)]
        held = store.count_holders(station.name, keys, CROWD) if alike else {}
        store.put_keys(station.name, record, thin_keys(keys, held, map(station.keys, alike)))
    store.put_edges(judged)
    for component, edges in (look_around or _components)(store, kind, new):
        records = desk.fetch(component)
        yield [records[record] for record in component if record in records], edges


def _score(store: Store, station: Gather[T, Any], a: str, record_a: T, b: str, record_b: T) -> Edge | None:
    """The edge between two records, asked for in the order of their ids: the order of adding changes nothing."""

    def held(keys: Iterable[str]) -> Mapping[str, int]:
        return store.count_holders(station.name, keys, station.key_limit)

    records = {a: record_a, b: record_b}
    edge = station.score(*(records[record] for record in sorted(records)))
    if edge is None or not isinstance(station, Reviewing):
        return edge
    return station.review(records[edge.a], records[edge.b], edge, held)


def _components(store: Store, kind: str, start: Iterable[str]) -> Iterator[tuple[list[str], list[Edge]]]:
    """The ids of each connected component that holds one of the records, sorted, and its edges, by (a, b)."""
    known = set(start)
    front = sorted(known)
    found: dict[tuple[str, str], Edge] = {}
    while front:
        edges = list(store.edges(kind, front))
        found.update({(edge.a, edge.b): edge for edge in edges})
        front = sorted({end for edge in edges for end in (edge.a, edge.b)} - known)
        known.update(front)
    groups = Groups(sorted(known))
    for a, b in found:
        groups.join(a, b)
    within: dict[str, list[Edge]] = {}
    for _, edge in sorted(found.items()):
        within.setdefault(groups.members(edge.a)[0], []).append(edge)
    for component in groups.all():
        yield component, within.get(groups.members(component[0])[0], [])


class _Desk(Generic[T]):
    """Records at hand while a few new ones meet their neighbours, which are often the same."""

    def __init__(self, load: Loader[T], records: Mapping[str, T]) -> None:
        self._load = load
        self._new = records
        self._read: dict[str, T] = {}

    def fetch(self, ids: Sequence[str]) -> Mapping[str, T]:
        """The records with these ids, as far as they are there."""
        if len(self._read) > MOST_AT_HAND:
            self._read.clear()
        missing = [record for record in ids if record not in self._new and record not in self._read]
        if missing:
            self._read.update(self._load(missing))
        return {record: found for record in ids if (found := self._new.get(record, self._read.get(record))) is not None}


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
    bare = [work for work in works if items[reference[work.id]].article.headline is None]
    headlines = _read_headlines(store, bare)
    return {
        work.id: WorkText(work=work.id, article=items[reference[work.id]], headline=headlines.get(work.id))
        for work in works
    }


def _read_headlines(store: Store, works: Iterable[Work]) -> dict[str, str]:
    """The headline of any printing, by work: a copy may have kept what the original's page lost."""
    found: dict[str, str] = {}
    for work in works:
        items = store.article_texts(printing.article for printing in work.articles)
        texts = (item.text[span.start : span.end] for item in items if (span := item.article.headline))
        if (headline := next(texts, None)) is not None:
            found[work.id] = headline
    return found


def reference_article(work: Work) -> str:
    """The printing that stands for the work: the original, or the first where nobody knows which that is."""
    return work.original or work.articles[0].article


def _mirror(store: Store, works: Sequence[Work], before: Mapping[str, str], new: Set[str]) -> None:
    """Tie each finding of a copy to the same words in the work's reference printing; untie what is no copy any more.

    Copies that were tied to the same printing `before` stay as they are, unless one of the two is new.
    """
    for work in works:
        reference = reference_article(work)
        loose = sorted(
            printing.article
            for printing in work.articles
            if before.get(printing.article) != reference or new & {printing.article, reference}
        )
        if not loose:
            continue
        findings = {article: list(store.findings([article])) for article in {*loose, reference}}
        store.drop_edges("mirror", [finding.id for article in loose for finding in findings[article]])
        copies = [article for article in loose if article != reference]
        items = read_articles(store, [*copies, reference]) if copies else {}
        for copy in copies:
            passages = align(items[copy], items[reference])
            store.put_edges(tie_findings(findings[copy], findings[reference], passages))
