"""Sentence → attributions: source, cue and content, from how the words hang together. The sentence alone decides."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.according import read_according
from sayso.extract.announced import read_announced, read_closed
from sayso.extract.mends import mend_parse
from sayso.extract.noun_cues import read_nouns
from sayso.extract.parse import find_clause_quotes, parse_sentences
from sayso.extract.parsed import load_parsed
from sayso.extract.sieve import may_attribute
from sayso.extract.spoken import Attribution
from sayso.extract.tree import Tree
from sayso.extract.verb_cues import read_verbs
from sayso.spans import overlaps

__all__ = ["Attribution", "find_attributions", "is_quotation", "may_attribute", "read_tree"]

AT_ONCE = 512  # sentences whose parses are held at a time


def find_attributions(texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """The attributions of each sentence, in order of their cues. Sentences without a word of speech are not parsed."""
    wanted = [number for number, text in enumerate(texts) if may_attribute(text) and not is_quotation(text)]
    found: list[tuple[Attribution, ...]] = [()] * len(texts)
    wanted.sort(key=lambda number: len(texts[number]))
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        for number, parse in zip(chunk, parse_sentences([texts[number] for number in chunk]), strict=True):
            tree = mend_parse(parse)
            load_parsed().keep(texts[number], tree)
            found[number] = read_tree(tree)
    return found


def is_quotation(text: str) -> bool:
    """Whether the whole sentence is one quotation: there is nobody in it who says it."""
    quotes = find_clause_quotes(text)
    return len(quotes) == 1 and not (text[: quotes[0].start] + text[quotes[0].end :]).strip(" .,")


def read_tree(tree: Tree) -> tuple[Attribution, ...]:
    """The attributions of one parsed sentence."""
    found = [
        *read_verbs(tree),
        *read_according(tree),
        *read_nouns(tree),
    ]
    unnamed = [*read_announced(tree), *read_closed(tree)]
    found += [item for item in unnamed if not any(_tells(other, item) for other in found)]
    return tuple(sorted(found, key=lambda item: (item.cue.start, item.cue.end)))


def _tells(found: Attribution, announced: Attribution) -> bool:
    """Whether an attribution has what a colon announces: the same quotation, or the one behind the sentence."""
    if not found.content or not announced.content:
        return not found.content or found.cue == announced.cue
    return any(overlaps(one, other) for one in found.content for other in announced.content)
