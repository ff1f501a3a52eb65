"""What was made of an archive, kept while that which it was made of stays as it is: a front page asks for all stories
each time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Keeps what was made under a name, with a stamp of what it was made of: another stamp, and it is made anew. Of
    more than `most` things the one that was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._turns: dict[Hashable, tuple[threading.RLock, int]] = {}  # the lock, and how many ask
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()  # name → stamp and thing

    def recall(self, name: Hashable, stamp: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave under this stamp before, or gives now; nothing is kept without a stamp (None). It must not
        be changed by who gets it."""
        if stamp is None:
            return make()
        with self._take_turn(name):  # who asks for the same at the same time waits, and need not make it
            with self._lock:
                known = self._kept.get(name)
                if known is not None and known[0] == stamp:
                    self._kept.move_to_end(name)
                    found: T = known[1]
                    return found
            found = make()
            with self._lock:
                self._kept[name] = stamp, found
                self._kept.move_to_end(name)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
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
