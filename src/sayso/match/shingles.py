"""Keys by which texts that share a passage meet: hashed word 5-grams, winnowed.

Winnowing (Schleimer, Wilkerson and Aiken 2003) keeps the smallest hash of each window of neighbours. Two texts that
share `WINDOW + SIZE - 1` words in a row share a key for certain, wherever the passage stands in either, at about one
key for every `(WINDOW + 1) / 2` words.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from functools import lru_cache

SIZE = 5  # words a shingle
WINDOW = 16  # shingles a window: 20 shared words are always found
_FACTOR = 0x9E3779B97F4A7C15  # odd, from the golden ratio: mixes well modulo 2**64
_MASK = (1 << 64) - 1


@lru_cache(maxsize=65_536)
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def hash_shingles(words: Sequence[str], size: int = SIZE) -> list[int]:
    """A 64-bit number for each `size` words in a row; the same words give the same number in every process."""
    hashes = [_hash_word(word) for word in words]
    shingles = []
    for start in range(len(hashes) - size + 1):
        value = 0
        for word in hashes[start : start + size]:
            value = ((value ^ word) * _FACTOR) & _MASK
        shingles.append(value ^ (value >> 29))
    return shingles


def winnow(values: Sequence[int], window: int = WINDOW) -> list[int]:
    """The smallest value of each window of neighbours, once each, in order; all of a short text's smallest."""
    kept: dict[int, None] = {}
    smallest: deque[int] = deque()  # positions whose values rise; the first is the window's smallest
    for position, value in enumerate(values):
        while smallest and values[smallest[-1]] >= value:
            smallest.pop()
        smallest.append(position)
        if smallest[0] <= position - window:
            smallest.popleft()
        if position >= window - 1 or position == len(values) - 1:
            kept.setdefault(values[smallest[0]])
    return list(kept)


def name_key(value: int) -> str:
    """A hash as the key of a bucket."""
    return f"{value:016x}"
