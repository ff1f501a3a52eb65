"""Inputs → captures → readings, in transactions small enough that an interruption costs seconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from sayso.archive.profiles import choose_profile, note_profile
from sayso.archive.progress import Progress
from sayso.model import Capture, Discard, Found, Reading
from sayso.pipeline import VERSION, read_batch
from sayso.run import Runner, cut_batches
from sayso.store import Store

PER_TRANSACTION = 64
"""Records that are written in one transaction."""

T = TypeVar("T")


class Kept(NamedTuple):
    """What `keep_inputs` did: pages whose bytes were new, and the places of all that it was given."""

    new_pages: int
    places: frozenset[str]


def keep_inputs(
    store: Store, inputs: Iterable[tuple[str, Iterable[Found | Discard]]], *, total: int, progress: Progress
) -> Kept:
    """Keep the bytes and captures (or the discard) of each part of each named input as found."""
    new = 0
    places: set[str] = set()
    for chunk in cut_batches(_parts(inputs), PER_TRANSACTION):
        with store.transaction():
            for _, name, part in chunk:
                if isinstance(part, Found):
                    new += _keep_found(store, part, name, is_first=name not in places)
                else:
                    if part.input not in places:  # what an earlier opening said of it is forgotten
                        store.drop_discards(part.input)
                    store.put_discard(part)
                places |= {name, part.capture.place if isinstance(part, Found) else part.input}
        progress("keeping", chunk[-1][0], total)
    progress("keeping", total, total)
    return Kept(new, frozenset(places))


def _parts(inputs: Iterable[tuple[str, Iterable[Found | Discard]]]) -> Iterator[tuple[int, str, Found | Discard]]:
    """How many inputs were done before, the input's name, and the part of it."""
    for done, (name, parts) in enumerate(inputs):
        for part in parts:
            yield done, name, part


def _keep_found(store: Store, found: Found, name: str, *, is_first: bool) -> bool:
    """Whether its bytes are new. What was said of the place, and of a file that holds it, is forgotten."""
    place = found.capture.place
    store.drop_discards(place)
    if is_first and place != name:
        store.drop_discards(name)
    known = store.has_page(found.capture.page)
    store.add_capture(found.capture, found.data)
    return not known


class Read(NamedTuple):
    """What was written in one transaction: how many pages, and the articles that they held."""

    pages: int
    articles: Sequence[str]


def read_pages(store: Store, runner: Runner, pages: Sequence[str]) -> Iterator[Read]:
    """Read these pages, whose bytes are kept, transaction by transaction."""
    results = runner.run(read_batch, _found(store, pages), name=_place)
    for chunk in cut_batches(results, PER_TRANSACTION):
        with store.transaction():
            read = [article for found, outcome in chunk for article in _keep_outcome(store, found, outcome)]
        yield Read(len(chunk), read)


def _keep_outcome(store: Store, found: Found, outcome: Reading | Discard) -> list[str]:
    """The articles that the page held."""
    if isinstance(outcome, Discard):
        store.put_discard(msgspec.structs.replace(outcome, page=found.capture.page))
        return []
    store.put_reading(outcome, VERSION)
    note_profile(store, found.capture, outcome.page, found.profile)
    return [article.id for article in outcome.articles]


def _found(store: Store, pages: Sequence[str]) -> Iterator[Found]:
    for part in cut_batches(pages, PER_TRANSACTION):
        captures: dict[str, list[Capture]] = {}
        for capture in store.captures(part):
            captures.setdefault(capture.page, []).append(capture)
        for page in part:  # any order of adding gives the same
            capture = min(captures[page], key=lambda capture: capture.content_type or "~")
            yield Found(capture=capture, data=store.page_bytes(page), profile=choose_profile(store, capture))


def _place(found: Found) -> str:
    return found.capture.place
