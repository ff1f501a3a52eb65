"""What was made of a story's dossier, kept while the story stays as it is: its brief and the series of its figures
cost ten times what it costs to read the dossier."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import msgspec

from sayso.dossier import Dossier

T = TypeVar("T")

MOST_KEPT = 400
MOST_DIGESTS = 30


class Shelf:
    """The last things that were made of dossiers, by all that the dossier holds: what changed is made anew."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
        self._digests: OrderedDict[int, tuple[Dossier, bytes]] = OrderedDict()  # by identity, of those held here

    def make(self, dossier: Dossier, make: Callable[..., T], *more: Hashable) -> T:
        """`make(dossier, *more)`, or what it made of the very same before."""
        place = (make, self._digest(dossier), *more)
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
                found: T = self._kept[place]
                return found
        made = make(dossier, *more)
        with self._lock:
            self._kept[place] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def _digest(self, dossier: Dossier) -> bytes:
        """`digest_dossier`, taken once of the very same dossier."""
        with self._lock:
            known = self._digests.get(id(dossier))
        if known is not None and known[0] is dossier:
            return known[1]
        digest = digest_dossier(dossier)
        with self._lock:
            self._digests[id(dossier)] = dossier, digest
            while len(self._digests) > MOST_DIGESTS:
                self._digests.popitem(last=False)
        return digest


def digest_dossier(dossier: Dossier) -> bytes:
    """A digest of every record in the dossier."""
    return hashlib.blake2b(msgspec.msgpack.encode(dossier), digest_size=16).digest()
