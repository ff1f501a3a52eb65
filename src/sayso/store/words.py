"""What a person types into a search, and where an article's words answer it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.model import Article, ArticleText, Span
from sayso.spans import slice_text

_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_QUOTES = str.maketrans("“”„‟«»\0", '"""""" ')
MOST_TERMS = 100
SNIPPET_BEFORE, SNIPPET_LENGTH = 60, 240
MOST_CHARACTERS = 200_000  # of an article that are looked through for a snippet


class Term(NamedTuple):
    """Words that must stand side by side, folded as the index folds them; the last may be a beginning."""

    tokens: tuple[str, ...]
    prefix: bool = False


def read_terms(words: str) -> tuple[Term, ...]:
    """The terms of a search: `"words in quotes"` side by side, `begin*`, any other word by itself. All must be found;
    beyond 100 terms the rest is not looked at. Signs that are no part of a word mean nothing."""
    terms = (_read_term(*match.groups()) for match in _PARTS.finditer(words.translate(_QUOTES)))
    return tuple(term for term in terms if term.tokens)[:MOST_TERMS]


def match_any(terms: Sequence[Term]) -> str:
    """In FTS5's language: any of the terms. Tokens are letters and digits only, so that nothing in them is syntax."""
    return " OR ".join(f'"{" ".join(term.tokens)}"' + ("*" if term.prefix else "") for term in terms)


def match_all(groups: Sequence[Sequence[Term]]) -> str:
    """In FTS5's language: of each group any term."""
    return " AND ".join(f"({match_any(group)})" for group in groups)


def _read_term(phrase: str | None, word: str | None) -> Term:
    text = phrase if phrase is not None else word or ""
    return Term(tuple(token for token, _ in find_tokens(text)), phrase is None and text.endswith("*"))


def find_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span]]:
    """The words of a text, folded (small letters, no accents), and where they stand."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield fold_word(match.group()), Span(match.start(), match.end())


def fold_word(word: str) -> str:
    """The word in small letters without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


def search_fields(article: Article, text: str) -> tuple[str, str]:
    """(headline, body) as the index holds them. The index must be made anew when this changes."""
    headline = slice_text(text, [article.headline]) if article.headline else ""
    return headline, slice_text(text, article.body, "\n")


def make_snippet(terms: tuple[Term, ...], found: ArticleText) -> tuple[int, str, tuple[Span, ...]]:
    """(start, snippet, marks): the paragraph's part where the most terms stand."""
    article, text = found.article, found.text
    places = [*article.body, *([article.headline] if article.headline else [])]
    best: tuple[int, Span, list[Span]] = (-1, Span(article.block.start, article.block.start), [])
    left = MOST_CHARACTERS
    for whole in places:
        place = Span(whole.start, min(whole.end, whole.start + left))
        left -= place.end - place.start
        marks = _find_marks(terms, text, place)
        kept = [mark for mark in marks if mark.end <= _window(marks[0], place).end]
        distinct = len({fold_word(text[mark.start : mark.end]) for mark in kept})
        if distinct > best[0]:
            best = distinct, _window(marks[0] if marks else None, place), kept
    _, window, marks = best
    shifted = tuple(Span(mark.start - window.start, mark.end - window.start) for mark in marks)
    return window.start, text[window.start : window.end], shifted


def _window(first: Span | None, place: Span) -> Span:
    start = max(place.start, first.start - SNIPPET_BEFORE) if first else place.start
    return Span(start, min(place.end, start + SNIPPET_LENGTH))


def _find_marks(terms: tuple[Term, ...], text: str, place: Span) -> list[Span]:
    """Where a term stands in `place`, in order."""
    tokens = list(find_tokens(text, place.start, place.end))
    marks: list[Span] = []
    for index, (_, span) in enumerate(tokens):
        size = max((len(term.tokens) for term in terms if _stands_at(term, tokens, index)), default=0)
        if size:
            marks.append(Span(span.start, tokens[index + size - 1][1].end))
    return marks


def _stands_at(term: Term, tokens: list[tuple[str, Span]], index: int) -> bool:
    here = [token for token, _ in tokens[index : index + len(term.tokens)]]
    if len(here) < len(term.tokens) or here[:-1] != list(term.tokens[:-1]):
        return False
    return here[-1].startswith(term.tokens[-1]) if term.prefix else here[-1] == term.tokens[-1]
