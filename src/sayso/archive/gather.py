"""Gather stations over a store: what is new meets its neighbours, and only what it touches is clustered again.

One article more costs what its neighbourhood costs: its keys find candidates, these are scored, the component of
edges around it is clustered anew with its records sorted by id. The stories that changed wait to be linked, each of
them once, when many articles are gathered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from sayso.archive.crowds import Crowds
from sayso.archive.dossiers import add_facts, read_articles, rename_id
from sayso.archive.grouping import list_neighbourhoods, put_changed
from sayso.archive.judged import judged_edges, judged_stories, place_additions
from sayso.archive.linking import link_waiting
from sayso.archive.meeting import meet_neighbours
from sayso.archive.progress import Progress
from sayso.collapse import align, tie_findings
from sayso.group import Gist, WorkGist, pack_gist, read_gist, unpack_gist
from sayso.model import ArticleText, Finding, Story, Work
from sayso.pipeline import COLLAPSE, GROUP
from sayso.run import Runner, cut_batches
from sayso.store import Store

MOST_ASKED = 40
"""Printings of a work that are asked for the headline that its reference has not."""

PER_TRANSACTION = 64
"""Articles that are gathered in one transaction."""

LINKED_AFTER = 5_000
"""Articles after which what is gathered so far is linked, so that it can be read while the rest is gathered."""


def gather_waiting(store: Store, runner: Runner, progress: Progress) -> None:
    """Gather all articles that wait. Where they are very many, the stories that changed are linked now and then."""
    waiting = list(store.ungathered())
    for start in range(0, len(waiting), LINKED_AFTER):
        part = waiting[start : start + LINKED_AFTER]
        for done, chunk in enumerate(cut_batches(part, PER_TRANSACTION)):
            gather_chunk(store, chunk)
            progress("gathering", start + done * PER_TRANSACTION + len(chunk), len(waiting))
        if len(part) == LINKED_AFTER:
            link_waiting(store, runner, progress)


def gather_chunk(store: Store, articles: Sequence[str]) -> None:
    """Gather these articles, which wait, in transactions."""
    for chunk in cut_batches(articles, PER_TRANSACTION):
        with store.transaction():
            gather_articles(store, chunk)


def gather_articles(store: Store, articles: Sequence[str]) -> list[str]:
    """Collapse and group these new articles. Runs inside a transaction of the store. The ids of the stories that they
    touch, which wait to be linked."""
    place_additions(store, articles)
    works, references = _collapse(store, articles)
    _mirror(store, works, references, frozenset(articles))
    return [story.id for story in _group(store, works)]


def _collapse(store: Store, articles: Sequence[str]) -> tuple[list[Work], dict[str, str]]:
    """The works that the new articles touch, and which printing stood until now for each article of the old ones."""

    def load(ids: Sequence[str]) -> Mapping[str, ArticleText]:
        return read_articles(store, ids)

    judged, crowds = list(judged_edges(store, articles)), Crowds(store)
    components = list(meet_neighbours(store, COLLAPSE, "copy", load(articles), load, judged, crowds.look_around))
    told = add_facts(store, [item for items, _ in components if len(items) > 1 for item in items])
    works = [
        work
        for items, edges in components
        for work in crowds.cluster([told.get(item.article.id, item) for item in items], edges)
    ]
    old = store.works([item.article.id for items, _ in components for item in items])
    references = {printing.article: work.reference for work in old for printing in work.articles}
    store.put_works(works)
    return works, references


def _group(store: Store, works: Sequence[Work]) -> list[Story]:
    """The stories that the works touch, as they are now."""

    def load(ids: Sequence[str]) -> Mapping[str, WorkGist]:
        return _read_works(store, _works_by_id(store, ids))

    new = _read_works(store, works)
    judged = list(judged_stories(store, works))
    around = meet_neighbours(store, GROUP, "story", new, load, judged, list_neighbourhoods)
    stories = [story for records, edges in around for story in GROUP.cluster(records, edges)]
    return put_changed(store, stories, new.keys())


def _works_by_id(store: Store, ids: Sequence[str]) -> list[Work]:
    """A work's id is its smallest article's: ask for the works of those articles."""
    wanted = set(ids)
    articles = [rename_id("article", work) for work in ids]
    return [work for work in store.works(articles) if work.id in wanted]


def _read_works(store: Store, works: Sequence[Work]) -> dict[str, WorkGist]:
    reference = {work.id: work.reference for work in works}
    gists = _read_gists(store, sorted(set(reference.values())))
    bare = [work for work in works if gists[reference[work.id]].title is None]
    headlines = _read_headlines(store, bare)
    return {
        work: WorkGist(work=work, gist=gists[article], headline=headlines.get(work))
        for work, article in reference.items()
    }


def _read_gists(store: Store, articles: Sequence[str]) -> dict[str, Gist]:
    """The gists of these articles. Those that nobody asked for before are read from their texts, and kept."""
    gists = {article: unpack_gist(data) for article, data in store.gists(articles).items()}
    missing = [article for article in articles if article not in gists]
    new = {item.article.id: read_gist(item) for item in store.article_texts(missing)} if missing else {}
    store.put_gists({article: pack_gist(gist) for article, gist in new.items()})
    return gists | new


def _read_headlines(store: Store, works: Iterable[Work]) -> dict[str, str]:
    """The headline of any printing, by work: a copy may have kept what the original's page lost."""
    found: dict[str, str] = {}
    for work in works:
        items = store.article_texts(printing.article for printing in work.articles[:MOST_ASKED])
        texts = (item.text[span.start : span.end] for item in items if (span := item.article.headline))
        if (headline := next(texts, None)) is not None:
            found[work.id] = headline
    return found


def _mirror(store: Store, works: Sequence[Work], before: Mapping[str, str], new: Set[str]) -> None:
    """Tie each finding of a copy to the same words in the work's reference printing; untie what is no copy any more.

    Copies that were tied to the same printing `before` stay as they are, unless one of the two is new.
    """
    loose = {
        printing.article: work.reference
        for work in works
        for printing in work.articles
        if before.get(printing.article) != work.reference or new & {printing.article, work.reference}
    }
    store.drop_mirrors(loose)
    copies = {article: reference for article, reference in loose.items() if article != reference}
    tied = sorted({*copies, *copies.values()})
    items = read_articles(store, tied)
    findings: dict[str, list[Finding]] = {article: [] for article in tied}
    for finding in store.findings(tied):
        findings[finding.article].append(finding)
    for copy, reference in sorted(copies.items()):
        passages = align(items[copy], items[reference])
        store.put_edges(tie_findings(findings[copy], findings[reference], passages))
