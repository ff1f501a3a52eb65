"""What a person types into a search, and where an article's words answer it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple, TypeVar

from sayso.errors import UnknownIdError
from sayso.model import Article, ArticleText, Span
from sayso.spans import slice_text

_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_QUOTES = str.maketrans("“”„‟«»\0", '"""""" ')
MOST_TERMS = 100
SNIPPET_BEFORE, SNIPPET_LENGTH = 60, 240
LONGEST_WORD = 40  # a longer one is cut where a snippet ends
MOST_CHARACTERS = 200_000  # of an article that are looked through for a snippet


T = TypeVar("T")


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


def skip_to(found: Iterable[T], after: str | None, key: Callable[[T], str]) -> list[T]:
    """What was found behind the record with this id; all where there is no id.

    Raises `UnknownIdError` where the record is not among them."""
    if after is None:
        return list(found)
    rest = list(dropwhile(lambda one: key(one) != after, found))
    if not rest:
        raise UnknownIdError(f"{after}: this search does not find it. Go on from a hit of the search before.")
    return rest[1:]


def make_snippet(terms: Sequence[Term], found: ArticleText) -> tuple[int, str, tuple[Span, ...]]:
    """(start, snippet, marks): the paragraph's part where the most terms stand."""
    article, text = found.article, found.text
    places = [*article.body, *([article.headline] if article.headline else [])]
    best: tuple[int, Span, list[Span]] = (-1, Span(article.block.start, article.block.start), [])
    wanted, left = _Wanted(terms), MOST_CHARACTERS
    for whole in places:
        place = Span(whole.start, min(whole.end, whole.start + left))
        left -= place.end - place.start
        marks = list(wanted.find_marks(text, place))
        window = cut_window(text, place, marks[0] if marks else place)
        kept = [mark for mark in marks if mark.end <= window.end]
        distinct = len({fold_word(text[mark.start : mark.end]) for mark in kept})
        if distinct > best[0]:
            best = distinct, window, kept
    _, window, marks = best
    shifted = tuple(Span(mark.start - window.start, mark.end - window.start) for mark in marks)
    return window.start, text[window.start : window.end], shifted


def cut_window(text: str, place: Span, first: Span, length: int = SNIPPET_LENGTH) -> Span:
    """The part of a paragraph around the first of its marks, in whole words where they are no longer than usual."""
    start = max(place.start, first.start - SNIPPET_BEFORE)
    if start > place.start:
        start = next((i for i in range(start, first.start) if text[i - 1].isspace()), start)
    end = min(place.end, start + length)
    if end < place.end and not text[end].isspace():
        least = max(first.end, end - LONGEST_WORD)
        end = next((i for i in range(end - 1, least, -1) if text[i].isspace()), end)
    return Span(start, end)


class _Wanted:
    """The terms of a search, laid out so that a paragraph or a word without any is passed over at once."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.single = frozenset(t.tokens[0] for t in terms if len(t.tokens) == 1 and not t.prefix)
        self.begins = tuple(t.tokens[0] for t in terms if len(t.tokens) == 1 and t.prefix)
        self.phrases = [t for t in terms if len(t.tokens) > 1]
        self.openings = frozenset(t.tokens[0] for t in self.phrases)
        self.first = tuple(sorted({t.tokens[0] for t in terms}, key=len, reverse=True))

    def find_marks(self, text: str, place: Span) -> Iterator[Span]:
        """Where a term stands in `place`, in order; of several that begin there the longest."""
        folded = fold_word(text[place.start : place.end])
        if not any(opening in folded for opening in self.first):
            return
        tokens = list(find_tokens(text, place.start, place.end))
        for index, (token, span) in enumerate(tokens):
            size = int(token in self.single or token.startswith(self.begins))
            if token in self.openings:
                size = max(size, *(len(t.tokens) for t in self.phrases if _stands_at(t, tokens, index)), 0)
            if size:
                yield Span(span.start, tokens[index + size - 1][1].end)


def _stands_at(term: Term, tokens: list[tuple[str, Span]], index: int) -> bool:
    here = [token for token, _ in tokens[index : index + len(term.tokens)]]
    if len(here) < len(term.tokens) or here[:-1] != list(term.tokens[:-1]):
        return False
    return here[-1].startswith(term.tokens[-1]) if term.prefix else here[-1] == term.tokens[-1]
