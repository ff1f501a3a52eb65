"""Keys by which texts that share a passage meet: hashed word 5-grams, winnowed.

Winnowing (Schleimer, Wilkerson and Aiken 2003) keeps the smallest hash of each window of neighbours. Two texts that
share `WINDOW + SIZE - 1` words in a row share a key for certain, wherever the passage stands in either, at about one
key for every `(WINDOW + 1) / 2` words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIZE = 5  # words a shingle
WINDOW = 16  # shingles a window: 20 shared words are always found
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, from the golden ratio: mixes well modulo 2**64
_FOLD = np.uint64(29)


Shingles = NDArray[np.uint64]


@lru_cache(maxsize=131_072)
def hash_word(word: str) -> int:
    """64 bits of BLAKE2b; the same in every process."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def hash_shingles(words: Sequence[str], size: int = SIZE) -> Shingles:
    """A 64-bit number for each `size` words in a row; the same words give the same number in every process."""
    return join_hashes(np.fromiter(map(hash_word, words), np.uint64, len(words)), size)


def join_hashes(hashes: Shingles, size: int) -> Shingles:
    """The numbers of `size` words in a row, from those of the words."""
    count = len(hashes) - size + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    values = np.zeros(count, np.uint64)
    for offset in range(size):
        values ^= hashes[offset : offset + count]
        values *= _FACTOR  # modulo 2**64, as unsigned numbers are
    return values ^ (values >> _FOLD)


def winnow(values: Shingles, window: int = WINDOW) -> list[int]:
    """The smallest value of each window of neighbours, once each, in order; all of a short text's smallest."""
    if len(values) <= window:
        return [int(values.min())] if len(values) else []
    smallest = values
    width = 1
    while width < window:  # minima over 2, 4, 8 … neighbours, from those over half as many
        step = min(width, window - width)
        smallest = np.minimum(smallest[:-step], smallest[step:])
        width += step
    changes = np.flatnonzero(smallest[1:] != smallest[:-1]) + 1
    return list(dict.fromkeys([int(smallest[0]), *smallest[changes].tolist()]))


def name_key(value: int | np.uint64) -> str:
    """A hash as the key of a bucket."""
    return f"{int(value):016x}"
