"""What an article is about: its names and rare words, weighted. Weights ship fixed; no archive changes them."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import NamedTuple

from sayso.group.logs import READ, is_log_entry, read_log
from sayso.model import ArticleText, Span

RAREST = 6.0  # the weight of a word that the table does not list
LIGHT = 2.5  # taken off every weight: the commonest words weigh nothing
NAME = 1.5  # how much more a name weighs than another word as rare
COMMON_NAME = 2.0  # the least weight of a name that is also a common word
COUNTRY = 3.0  # the most that a country, its capital or people weighs: many stories tell of them
YEAR = 1.5
RARE = 4.2  # from here on a word that begins a sentence in capitals may be a name
LEAD = 60  # words of headline and lead that count a second time: they say what the article is about
LOG = 3.0  # how much an entry of a live log is about what the log is about, against what it says itself
LONGEST = 5_000  # words of an article that are read
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_END = frozenset(".!?\"“`:'‘”")
_YEAR = re.compile(r"(?:19|20)\d\d")
_POSSESSIVE = re.compile(r"['’]s?$")


class Terms(NamedTuple):
    """An article's terms with their weights (the squares add up to 1), and which of them are names."""

    weights: Mapping[str, float]
    names: frozenset[str]


class _Token(NamedTuple):
    word: str  # as it counts: lower case, no plural s
    is_capital: bool
    is_sure: bool  # capital or not by choice: neither begins a sentence nor stands in a headline
    follows: bool  # directly after the token before, with nothing but blanks between


@lru_cache(maxsize=1)
def _load_rarity() -> dict[str, float]:
    rarity: dict[str, float] = {}
    for line in files("sayso.rules").joinpath("word_weights.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            level, *words = line.split()
            rarity.update(dict.fromkeys(words, float(level)))
    return rarity


@lru_cache(maxsize=1)
def _load_weightless() -> frozenset[str]:
    rules = tomllib.loads(files("sayso.rules").joinpath("story_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in rules["weightless"].values() for word in words.split())


@lru_cache(maxsize=1)
def _load_countries() -> frozenset[str]:
    """Each word of the names of countries, their capitals and people."""
    countries = tomllib.loads(files("sayso.rules").joinpath("countries.toml").read_text(encoding="utf-8"))
    names: list[str] = []
    for country in countries.values():
        names += [
            country["name"],
            *country.get("names", ()),
            *country.get("capitals", ()),
            *country.get("demonyms", ()),
        ]
    return frozenset(strip_ending(word) for name in names for word in _WORD.findall(name))


def rate_word(word: str) -> float:
    """How rare a word is in English at large: 2.5 for "the", 6 for what no common text has."""
    return _load_rarity().get(word, RAREST)


def strip_ending(word: str) -> str:
    """The word in lower case without its possessive or plural s."""
    bare = _POSSESSIVE.sub("", word.lower())
    if len(bare) > 4 and bare.endswith("ies"):
        return bare[:-3] + "y"
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith(("ss", "us", "is")):
        return bare[:-1]
    return bare


def is_weightless(word: str) -> bool:
    """Whether the word says nothing about which story a text tells: weekdays, titles, words of reporting."""
    return word in _load_weightless()


def is_telling_name(name: str) -> bool:
    """Whether a name is of one word that is rare and no country's."""
    return " " not in name and rate_word(name) > RARE and name not in _load_countries()


def find_lead(terms: Terms, least: float = 0.0) -> str | None:
    """The telling name that weighs most (and no less than `least`)."""
    names = [name for name in terms.names if is_telling_name(name)]
    heavy = [name for name in names if terms.weights[name] >= least]
    return min(heavy, key=lambda name: (-terms.weights[name], name), default=None)


def read_terms(item: ArticleText) -> Terms:
    """The article's terms, from its headline and body (and all of a live log)."""
    headline = (item.article.headline,) if item.article.headline else ()
    log = read_log(item.text[:READ]) if is_log_entry(item) else ()
    return _read_spans(item.text, headline + item.article.body, log)


def _read_spans(text: str, spans: tuple[Span, ...], log: tuple[Span, ...]) -> Terms:
    own = _read_tokens(text, spans)
    around = _read_tokens(text, log)
    names = _find_names(own + around)
    parts = [(1.0, own), (1.0, own[:LEAD]), (LOG, around)]
    weights: dict[str, float] = {}
    for share, tokens in parts:
        for term, weight in scale(_weigh(tokens, names)).items():
            weights[term] = weights.get(term, 0.0) + share * weight
    scaled = scale(weights)
    return Terms(scaled, frozenset(term for term in scaled if term in names or " " in term))


def _read_tokens(text: str, spans: Iterable[Span]) -> list[_Token]:
    tokens: list[_Token] = []
    for span in spans:
        tokens.extend(_read_paragraph(text, span))
        if len(tokens) >= LONGEST:
            break
    return tokens[:LONGEST]


def _read_paragraph(text: str, span: Span) -> Iterator[_Token]:
    matches = list(islice(_WORD.finditer(text, span.start, span.end), LONGEST))
    capitals = sum(match.group()[0].isupper() for match in matches)
    is_title = capitals > 0.6 * len(matches)
    end = span.start
    for match in matches:
        between = text[end : match.start()]
        is_first = end == span.start or not _SENTENCE_END.isdisjoint(between)
        word = strip_ending(match.group())
        if len(word) > 1:
            is_capital = match.group()[0].isupper()
            yield _Token(word, is_capital, not (is_first or is_title), bool(between) and between.isspace())
        end = match.end()


def _find_names(tokens: list[_Token]) -> frozenset[str]:
    """Words that the article never writes small, and that it capitalises in mid sentence or that are rare."""
    small = {token.word for token in tokens if not token.is_capital}
    sure = {token.word for token in tokens if token.is_capital and token.is_sure}
    capital = {token.word for token in tokens if token.is_capital} - small
    return frozenset(word for word in capital if word in sure or rate_word(word) > RARE)


def _weigh(tokens: list[_Token], names: frozenset[str]) -> dict[str, float]:
    """Weight by term: words, and names of two words in a row."""
    counts = Counter(token.word for token in tokens)
    for before, token in pairwise(tokens):
        if token.follows and _is_name(before, names) and _is_name(token, names):
            counts[f"{before.word} {token.word}"] += 1
    rates = {term: _rate_term(term, names) for term in counts}
    return {term: rates[term] * (1 + math.log(count)) for term, count in counts.items() if rates[term] > 0}


def _is_name(token: _Token, names: frozenset[str]) -> bool:
    return token.is_capital and token.word in names


def _rate_term(term: str, names: frozenset[str]) -> float:
    first, _, second = term.partition(" ")
    if second:
        return (rate_word(first) + rate_word(second)) / 2
    if is_weightless(term):
        return 0.0
    if term.isdigit():
        return YEAR if _YEAR.fullmatch(term) else 0.0
    weight = rate_word(term) - LIGHT
    if term in _load_countries():
        return min(weight, COUNTRY)
    return max(weight, COMMON_NAME) * NAME if term in names else weight


def scale(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights in proportion, so that their squares add up to 1."""
    norm = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weight / norm for term, weight in weights.items()} if norm else {}
