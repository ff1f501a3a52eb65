"""The words of articles, kept while there is room: each record is compared many times, with the many that share a key
by its outline alone."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from sayso.match.words import Outline, Words
from sayso.model import ArticleText

T = TypeVar("T")

ROOM = 120_000_000  # characters of pages whose words are kept, at five bytes each: what is dropped is read again
OUTLINE_ROOM = 64_000_000  # bytes of outlines, one for each three characters of a page
LARGE_PAGE = 100_000  # characters; of larger pages nothing is kept


class Readings:
    """Words by article, the least lately used dropped when the pages they were read from outgrow the room. Their
    outlines stay longer."""

    def __init__(self, room: int = ROOM, outline_room: int = OUTLINE_ROOM) -> None:
        self._words: _Shelf[Words] = _Shelf(room)
        self._outlines: _Shelf[Outline] = _Shelf(outline_room)
        self._lock = Lock()

    def read(self, item: ArticleText) -> Words:
        """The words of the article's body."""
        text, body = item.text, item.article.body
        if len(text) > LARGE_PAGE:
            return Words(text, body)
        article, digest = item.article.id, hash((text, body))
        with self._lock:
            words = self._words.take(article, digest)
            if words is not None:
                return words
            outline = self._outlines.take(article, digest)
        words = Words(text, body, outline)
        with self._lock:
            self._words.keep(article, digest, words, len(text))
            self._outlines.keep(article, digest, words.outline, words.outline.short.nbytes)
        return words

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._words.clear()
            self._outlines.clear()


class _Shelf(Generic[T]):
    """What was read of articles, by article and the hash of what it was read from; the least lately used goes first."""

    def __init__(self, room: int) -> None:
        self._kept: OrderedDict[str, tuple[int, T, int]] = OrderedDict()
        self._room = self._left = room

    def take(self, article: str, digest: int) -> T | None:
        """What is kept of the article, where it was read from the same."""
        kept = self._kept.get(article)
        if kept is None or kept[0] != digest:
            return None
        self._kept.move_to_end(article)
        return kept[1]

    def keep(self, article: str, digest: int, value: T, size: int) -> None:
        """Keep this in the place of what was kept of the article."""
        old = self._kept.pop(article, None)
        self._left += (old[2] if old else 0) - size
        self._kept[article] = digest, value, size
        while self._left < 0:
            _, (_, _, freed) = self._kept.popitem(last=False)
            self._left += freed

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._left = self._room


_READINGS = Readings()


def read_words(item: ArticleText) -> Words:
    """The words of the article's body, from what is kept where they were read before."""
    return _READINGS.read(item)
