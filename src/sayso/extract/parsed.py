"""The parses of the sentences met last, packed, so that reading figures parses few sentences anew."""

from __future__ import annotations

import hashlib
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.mends import mend_parse
from sayso.extract.parse import Parse, Token, parse_sentences
from sayso.extract.tree import Tree

KEPT = 8_000  # sentences


class _Packed(NamedTuple):
    numbers: array[int]  # start, end, head and quotation (its number and one) of each word, one after the other
    tags: str  # with blanks between them
    deps: str


class ParsedSentences:
    """Trees by the digest of their sentence's words; what is not kept is parsed again, to the same tree."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._kept: OrderedDict[bytes, _Packed] = OrderedDict()

    def keep(self, text: str, tree: Tree) -> None:
        """Keep the tree of a sentence."""
        self._keep(text, _pack(tree))

    def find(self, texts: Sequence[str]) -> list[Tree]:
        """The tree of each sentence, without the words that stand in for a quotation."""
        found = {text: self._recall(text) for text in texts}
        new = [text for text, packed in found.items() if packed is None]
        for text, parse in zip(new, parse_sentences(new), strict=True):
            found[text] = packed = _pack(mend_parse(parse))
            self._keep(text, packed)
        return [_unpack(text, kept) for text in texts if (kept := found[text]) is not None]

    def _recall(self, text: str) -> _Packed | None:
        """What is kept of a sentence, which is then the one met last."""
        key = _digest(text)
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def _keep(self, text: str, packed: _Packed) -> None:
        key = _digest(text)
        self._kept[key] = packed
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)


@lru_cache(maxsize=1)
def load_parsed() -> ParsedSentences:
    """The parses of this process."""
    return ParsedSentences()


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _pack(tree: Tree) -> _Packed:
    numbers = array("I", [n for t in tree.tokens for n in (t.start, t.end, t.head, t.quote + 1)])
    return _Packed(numbers, " ".join(t.tag for t in tree.tokens), " ".join(t.dep for t in tree.tokens))


def _unpack(text: str, packed: _Packed) -> Tree:
    if not packed.numbers:
        return Tree(Parse(text, (), ()))
    rows = zip(*[iter(packed.numbers)] * 4, packed.tags.split(" "), packed.deps.split(" "), strict=True)
    tokens = tuple(
        Token(start, end, text[start:end] if not quote else "", tag, dep, head, quote - 1)
        for start, end, head, quote, tag, dep in rows
    )
    return Tree(Parse(text, tokens, ()))
