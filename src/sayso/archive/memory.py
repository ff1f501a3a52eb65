"""What was read of an archive, kept while nobody writes to it: a front page asks for all stories each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sayso.store import Store

T = TypeVar("T")

MOST_KEPT = 60
"""Things that are kept at once; the one that was asked for longest ago goes first."""


class Memory:
    """Keeps what was read in snapshots of one state of the store, until another state is seen."""

    def __init__(self, store: Store, most: int = MOST_KEPT) -> None:
        self._store = store
        self._most = most
        self._lock = threading.Lock()
        self._turns: dict[Hashable, tuple[threading.RLock, int]] = {}  # the lock, and how many ask
        self._state: int | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, name: Hashable, read: Callable[[], T]) -> T:
        """What `read` gave in this state of the store before, or gives now. Call it inside a snapshot; it must not be
        changed by who gets it."""
        state = self._store.state()
        if state is None:
            return read()
        with self._take_turn(name):  # who asks for the same at the same time waits, and need not read it
            with self._lock:
                if self._state == state and name in self._kept:
                    self._kept.move_to_end(name)
                    known: T = self._kept[name]
                    return known
            found = read()
            self._keep(state, name, found)
        return found

    @contextmanager
    def _take_turn(self, name: Hashable) -> Iterator[None]:
        """One at a time of those who ask for this; the lock is gone when nobody does."""
        with self._lock:
            turn, asking = self._turns.get(name, (threading.RLock(), 0))
            self._turns[name] = turn, asking + 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, asking = self._turns[name]
                if asking == 1:
                    del self._turns[name]
                else:
                    self._turns[name] = turn, asking - 1

    def _keep(self, state: int, name: Hashable, found: object) -> None:
        with self._lock:
            if self._state != state:
                self._kept.clear()
                self._state = state
            self._kept[name] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
