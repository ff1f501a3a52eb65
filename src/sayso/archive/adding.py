"""What waits in the store is read, gathered and linked: workers read pages while what they read is gathered here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.archive.gather import gather_chunk, gather_waiting
from sayso.archive.linking import link_waiting
from sayso.archive.profiles import learn_profiles
from sayso.archive.progress import Progress
from sayso.archive.reading import read_pages
from sayso.pipeline import VERSION
from sayso.run import Runner
from sayso.store import Store

FIRST_SLICE = 300
"""Pages that are read before what their sites repeat is learned: the first by id, a fair sample of all."""

LARGEST_SLICE = 5_000
"""Pages after which what was gathered is linked, so that a long run can be seen meanwhile."""


def add_waiting(store: Store, runner: Runner, progress: Progress) -> int:
    """Read every page whose bytes are kept but that has no reading of this version, gather all articles that wait, and
    link the stories that changed. How many articles the pages held.

    What sites print again and again is learned after each slice of pages, so that the later ones are read with it.
    Slices after the first are read by place, and gathered as they are read. Where pages are read anew, each takes
    stories apart: then all is gathered when all is read.
    """
    waiting = list(store.unread_pages(VERSION))
    at_once = not store.has_older_readings(VERSION)
    done = articles = 0
    for pages in _slice(store, waiting):
        for read in read_pages(store, runner, pages):
            done += read.pages
            articles += len(read.articles)
            progress("reading", done, len(waiting))
            if at_once and done > FIRST_SLICE:
                gather_chunk(store, read.articles)
                progress("gathering", articles, articles)
        with store.transaction():
            learn_profiles(store, pages)
        if at_once:
            gather_waiting(store, runner, progress)
        if len(pages) == LARGEST_SLICE:
            link_waiting(store, runner, progress)
    gather_waiting(store, runner, progress)
    link_waiting(store, runner, progress)
    return articles


def _slice(store: Store, pages: Sequence[str]) -> Iterator[Sequence[str]]:
    """The pages in slices that grow threefold; those of the first by id, the others by place: what lies together was
    often found together, and tells of the same."""
    if pages:
        yield pages[:FIRST_SLICE]
    rest = _sort_by_place(store, pages[FIRST_SLICE:])
    start, size = 0, 3 * FIRST_SLICE
    while start < len(rest):
        yield rest[start : start + size]
        start, size = start + size, min(3 * size, LARGEST_SLICE)


def _sort_by_place(store: Store, pages: Iterable[str]) -> list[str]:
    places: dict[str, str] = {}
    for capture in store.captures(pages):
        places[capture.page] = min(capture.place, places.get(capture.page, capture.place))
    return sorted(places, key=lambda page: (places[page], page))
