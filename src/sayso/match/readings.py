"""The words of articles, kept while there is room: each record is compared many times."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sayso.match.words import Words
from sayso.model import ArticleText, Span

ROOM = 128_000_000  # characters of pages whose words are kept
LARGE_PAGE = 100_000  # characters; the words of larger pages are not kept

Kept = tuple[str, tuple[Span, ...], Words]


class Readings:
    """Words by article, the least lately used dropped when the pages they were read from outgrow the room."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._left = room
        self._lock = Lock()

    def read(self, item: ArticleText) -> Words:
        """The words of the article's body."""
        text, body = item.text, item.article.body
        if len(text) > LARGE_PAGE:
            return Words(text, body)
        with self._lock:
            kept = self._kept.get(item.article.id)
            if kept is not None and kept[0] == text and kept[1] == body:
                self._kept.move_to_end(item.article.id)
                return kept[2]
        words = Words(text, body)
        with self._lock:
            self._keep(item.article.id, (text, body, words))
        return words

    def _keep(self, article: str, kept: Kept) -> None:
        old = self._kept.pop(article, None)
        self._left += len(old[0]) if old else 0
        self._kept[article] = kept
        self._left -= len(kept[0])
        while self._left < 0:
            _, dropped = self._kept.popitem(last=False)
            self._left += len(dropped[0])

    def clear(self) -> None:
        """Forget them all."""
        with self._lock:
            self._left += sum(len(text) for text, _, _ in self._kept.values())
            self._kept.clear()


_READINGS = Readings()


def read_words(item: ArticleText) -> Words:
    """The words of the article's body, from what is kept where they were read before."""
    return _READINGS.read(item)
