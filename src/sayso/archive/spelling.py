"""Names in a question that no page has, in the spelling of one that pages have: one letter more, less, other, or two
exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from sayso.ask.wording import TOKEN
from sayso.group.terms import RAREST, rate_word, strip_ending
from sayso.link.thesaurus import list_senses
from sayso.link.words import find_stem, load_verbs
from sayso.store import Store
from sayso.store.words import fold_word

LEAST_LETTERS = 6  # a shorter name is too near to others
MOST_NAMES = 4  # of one question that are looked up


def correct_names(store: Store, text: str) -> str:
    """The question with each name that no page has in the spelling that one letter makes of it, where pages have just
    one such word, or one far more often than the others. What begins with another letter is another name."""
    named = [token for token in list(TOKEN.finditer(text))[1:] if _is_name(token.group())][:MOST_NAMES]
    known = store.count_words(fold_word(token.group()) for token in named) if named else {}
    for token in reversed([token for token in named if fold_word(token.group()) not in known]):
        found = _find_spelling(store, fold_word(token.group()))
        if found is not None:
            cased = found.capitalize() if token.group()[0].isupper() else found
            text = text[: token.start()] + cased + text[token.end() :]
    return text


def _is_name(word: str) -> bool:
    """Whether a word may be misspelt: a name, or what is no English word that the tables know."""
    return word.isalpha() and len(word) >= LEAST_LETTERS and (word[:1].isupper() or not _is_english(word))


def _is_english(word: str) -> bool:
    """Whether the tables know the word, or another form of it."""
    stem = find_stem(word)
    listed = min(rate_word(word), rate_word(strip_ending(word))) < RAREST
    return listed or stem in load_verbs() or bool(list_senses(stem))


def _find_spelling(store: Store, word: str) -> str | None:
    counts = store.count_words(_list_near(word))
    ranked = sorted(counts, key=lambda near: (-counts[near], near))
    alone = len(ranked) == 1 or (len(ranked) > 1 and counts[ranked[0]] > 4 * counts[ranked[1]])
    return ranked[0] if alone else None


def _list_near(word: str) -> Iterator[str]:
    """All words at one letter's distance, or with two neighbours exchanged, that begin with the same letter."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
