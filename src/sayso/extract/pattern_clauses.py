"""The clauses of a sentence in a language without a parser: cut at commas, colons and dashes outside quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.extract.languages import Language
from sayso.extract.phrases_by_shape import Word, cut_words
from sayso.extract.quotes import Quotation, find_quotations

DELIMITER = re.compile(r"[,;:](?=\s|\Z|[„“«\"])|(?<=\s)[—–-](?=\s)|[—–](?=\s)")
PARTED = re.compile(r"[,!?…]?\s+[—–-]\s+(?P<cue>(?P<verb>\w+)\b[^—–]{2,80}?)[,.]\s+[—–-]\s+")  # "«A, — said X, — B»"
FEWEST = 3  # words that make a clause, or a quotation, somebody's statement


class Clause(NamedTuple):
    """The characters `[start, end)` of a sentence between two delimiters. `quoted`: it is a quotation."""

    start: int
    end: int
    quoted: bool
    words: tuple[Word, ...]


def cut_clauses(text: str, language: Language) -> list[Clause]:
    quotes = [quote for quote in find_quotations(text) if _is_said(text, quote)]
    clauses: list[Clause] = []
    at = 0
    for quote in [*quotes, None]:
        end = quote.start if quote else len(text)
        clauses += _cut_plain(text, at, end)
        if quote:
            clauses += _cut_quotation(text, quote, language)
            at = quote.end
    return clauses


def _cut_quotation(text: str, quote: Quotation, language: Language) -> Iterator[Clause]:
    """A quotation; with the clause of its cue between two parts where that stands inside the marks."""
    parted = PARTED.search(text, quote.start, quote.end)
    if not parted or parted["verb"].lower() not in language.verbs:
        yield Clause(quote.start, quote.end, True, ())
        return
    yield Clause(quote.start, parted.start(), True, ())
    yield from _cut_plain(text, *parted.span("cue"))
    yield Clause(parted.end(), quote.end, True, ())


def _is_said(text: str, quote: Quotation) -> bool:
    """Whether a quotation is somebody's words and no name or title: by its length, or by what stands around it."""
    inner = quote.inner(text)
    around = text[: quote.start].rstrip()[-1:] in ("", ":") and text[quote.end :].lstrip()[:1] in (
        "",
        ",",
        ".",
        "—",
        "–",
    )
    return len(inner.split()) >= FEWEST or around or inner.rstrip()[-1:] in (".", "!", "?", "…")


def _cut_plain(text: str, start: int, end: int) -> Iterator[Clause]:
    cuts = [found.start() for found in DELIMITER.finditer(text, start, end)]
    for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        words = cut_words(text, first, last)
        if words:
            yield Clause(first, last, False, words)
