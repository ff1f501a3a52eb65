"""Words → the phrase that may name a source, by capital letters, articles and prepositions alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.extract.languages import Language
from sayso.model import Span

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
GAP = re.compile(r"\s*|\.\s|\s*[„“«»\"]\s*|\s*[„“«»\"]\s")  # what may stand between two words of a phrase
MOST = 14  # words of a phrase
MOST_SMALL = 3  # small words before a noun


class Word(NamedTuple):
    """One word and its characters in the sentence."""

    start: int
    end: int
    text: str


class Phrase(NamedTuple):
    """A source as printed: its own words, and the name or role behind a comma."""

    head: Span
    apposition: Span | None = None


def cut_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a stretch of text."""
    return tuple(Word(found.start(), found.end(), found.group()) for found in WORD.finditer(text, start, end))


def read_phrase(text: str, words: Sequence[Word], language: Language) -> Phrase | None:
    """The phrase with which these words begin, with the name or role behind its comma; None where none begins."""
    length = _count(text, words, language)
    if not length:
        return None
    head = Span(words[0].start, words[length - 1].end)
    return Phrase(head, _read_apposition(text, head, language))


def _read_apposition(text: str, head: Span, language: Language) -> Span | None:
    """The phrase between the comma behind a head and the next comma or the end: ", Oberst Ann Lee,"."""
    if text[head.end : head.end + 2] != ", ":
        return None
    end = head.end + 2
    while end < len(text) and text[end] not in ",;:—–" and not (text[end] == "." and end + 1 >= len(text.rstrip())):
        end += 1
    words = cut_words(text, head.end + 2, end)
    length = _count(text, words, language)
    whole = length and length == len(words) and words[0].text.lower() not in language.pronouns
    return Span(words[0].start, words[-1].end) if whole else None


def _count(text: str, words: Sequence[Word], language: Language) -> int:
    """How many words belong to the phrase that begins here."""
    if not words:
        return 0
    if words[0].text.lower() in language.pronouns:
        return 1
    count = _count_nouns if language.nouns_are_capital else _count_until_stop
    return count(text, words[:MOST], language)


def _joined(text: str, left: Word, right: Word) -> bool:
    return bool(GAP.fullmatch(text, left.end, right.start))


def _count_until_stop(text: str, words: Sequence[Word], language: Language) -> int:
    """Where only names have capital letters: up to a preposition, an adverb or a mark. It must hold a name, or begin
    with a word for who speaks."""
    count = 0
    while count < len(words) and words[count].text.lower() not in language.stops:
        if words[count].text.lower() in language.verbs or (count and not _joined(text, words[count - 1], words[count])):
            break
        count += 1
    named = any(word.text[:1].isupper() for word in words[:count])
    return count if named or (count and _is_speaker(words[0], language)) else 0


def _is_speaker(word: Word, language: Language) -> bool:
    roles = language.roles
    return word.text.lower() in language.indefinite or roles.is_known(word.text)


def _count_nouns(text: str, words: Sequence[Word], language: Language) -> int:
    """Where nouns have capital letters: an article, small words, nouns, and what a genitive or a preposition adds."""
    number = _count_group(text, words, 0, language, is_first=True)
    bare = words[0].text.lower() not in language.articles
    while 0 < number < len(words):
        link = words[number].text.lower()
        noun = words[number - 1]
        allowed = link in language.links and (not bare or _is_speaker(noun, language))
        if not allowed or not _joined(text, words[number - 1], words[number]):
            break
        more = _count_group(text, words, number + (link not in language.articles), language, is_first=False)
        if not more:
            break
        number = more
    return number


def _count_group(text: str, words: Sequence[Word], start: int, language: Language, *, is_first: bool) -> int:
    """The end of "der morrendische Zivilschutz" that begins at `start`; 0 where none does."""
    number = start
    while number < len(words) and words[number].text.lower() in language.articles:
        if is_first and number == start and words[number].text[:1].isupper() and number + 1 >= len(words):
            return 0
        number += 1
    small = 0
    while number < len(words) and words[number].text[:1].islower() and small < MOST_SMALL:
        if not words[number].text.endswith(language.adjectives) or words[number].text in language.stops:
            return 0
        number, small = number + 1, small + 1
    first = number
    while number < len(words) and words[number].text[:1].isupper():
        if number > first and not _joined(text, words[number - 1], words[number]):
            break
        number += 1
    return number if number > first else 0
