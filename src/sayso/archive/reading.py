"""Inputs → captures → readings, in transactions small enough that an interruption costs seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import msgspec

from sayso.model import Discard, Found
from sayso.pipeline import VERSION, read_batch
from sayso.run import Runner
from sayso.store import Store

PER_TRANSACTION = 64
"""Records that are written in one transaction."""

T = TypeVar("T")


class Progress(Protocol):
    """Told how far long work is."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


def keep_inputs(store: Store, inputs: Iterable[Found | Discard], *, total: int, progress: Progress) -> int:
    """Keep the bytes and captures (or the discard) of each input as found. How many pages were new."""
    new = done = 0
    for chunk in chunks(inputs, PER_TRANSACTION):
        with store.transaction():
            for found in chunk:
                if isinstance(found, Discard):
                    store.put_discard(found)
                    continue
                store.drop_discards(found.capture.place)
                known = store.has_page(found.capture.page)
                store.add_capture(found.capture, found.data)
                new += not known
        done += len(chunk)
        progress("keeping", done, total)
    return new


def read_unread(store: Store, make_runner: Callable[[], Runner], progress: Progress) -> int:
    """Read every page whose bytes are kept but that has no reading of this version. How many articles they held."""
    waiting = list(store.unread_pages(VERSION))
    if not waiting:
        return 0
    runner = make_runner()
    articles = done = 0
    try:
        results = runner.run(read_batch, _found(store, waiting), name=_place)
        for chunk in chunks(results, PER_TRANSACTION):
            with store.transaction():
                for found, outcome in chunk:
                    if isinstance(outcome, Discard):
                        store.put_discard(msgspec.structs.replace(outcome, page=found.capture.page))
                        continue
                    store.put_reading(outcome, VERSION)
                    articles += len(outcome.articles)
                    for discard in outcome.discards:
                        store.put_discard(discard)
            done += len(chunk)
            progress("reading", done, len(waiting))
    finally:
        runner.close()
    return articles


def _found(store: Store, pages: Iterable[str]) -> Iterator[Found]:
    for page in pages:
        capture = next(iter(store.captures([page])))
        yield Found(capture=capture, data=store.page_bytes(page))


def _place(found: Found) -> str:
    return found.capture.place


def chunks(records: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of up to `size` records, in order."""
    chunk: list[T] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
