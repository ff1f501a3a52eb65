"""How a question is typed, and how it is read: forms of asking brought to the plain ones, names in their capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.ask.kinds import load_question_rules
from sayso.dossier import Dossier
from sayso.link.words import fold, load_countries, load_tables

MOST_CHARACTERS = 400
"""Of a question that are read: nobody asks longer."""

LEAST_NAME = 3  # letters of a word that is looked for among names
LONGEST_COUNTRY = 4  # words
MOST_TELLER = 3  # words of a name that a question ends on
DOING = frozenset({"did", "does", "do"})
NO_TELLER = frozenset(
    {"of", "in", "at", "by", "for", "to", "from", "with", "near", "and", "or", "on", "against", "than", "the", "a"}
)
TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LEADING = re.compile(
    r"^(?:(?:and|so|but|then|please|by|at|for|to|in|of|on)\s+)+(?=(?:how|what|which|who|whom|whose|when|where|why)\b)",
    re.IGNORECASE,
)


def clean_question(text: str) -> str:
    """The question in one line of at most `MOST_CHARACTERS`, without control characters."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in text[:20_000])
    return " ".join(kept.split())[:MOST_CHARACTERS]


def find_foreign(text: str) -> str | None:
    """The language of a question whose first word asks in another one than English, by its English name."""
    first = TOKEN.search(text.casefold())
    languages = load_question_rules()["foreign"].items() if first else ()
    return next((name for name, words in languages if first and first.group() in words), None)


def plain_question(text: str) -> str:
    """The question in the form that the rules of kinds know: "since when has it moved?" asks when it moved."""
    bare = text.rstrip(" ?!.")
    for pattern, plain in _load_rewrites():
        bare = pattern.sub(plain, bare)
    return LEADING.sub("", bare)


@lru_cache(maxsize=1)
def _load_rewrites() -> list[tuple[re.Pattern[str], str]]:
    rows = load_question_rules()["rewrites"]["rows"]
    return [(re.compile(row["from"], re.IGNORECASE), row["to"]) for row in rows]


def name_countries(text: str) -> str:
    """The question with the names of countries in their capitals, where it is typed without any."""
    low = text.lower() if text.isupper() else text
    if low[1:] != low[1:].lower():
        return low
    tokens = list(TOKEN.finditer(low))
    place = 0
    while place < len(tokens):
        size = next((n for n in range(LONGEST_COUNTRY, 0, -1) if _is_country(tokens[place : place + n], n)), 0)
        for token in tokens[place : place + size]:
            low = _capitalise(low, token)
        place += size or 1
    return low


def _is_country(tokens: list[re.Match[str]], size: int) -> bool:
    words = tuple(_leave_genitive(token.group()).title() for token in tokens)
    return len(words) == size and len(words[0]) >= LEAST_NAME and words in load_countries()


def _leave_genitive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _capitalise(text: str, token: re.Match[str]) -> str:
    return text[: token.start()] + token.group()[0].upper() + text[token.start() + 1 :]


def restore_names(text: str, dossiers: Iterable[Dossier]) -> str:
    """The question with names that the pages of these stories know in their capitals: a word typed small is a name
    where it is part of one there, and no page has it small."""
    stories = list(dossiers)
    known = frozenset(word for dossier in stories for name in _list_names(dossier) for word in TOKEN.findall(name))
    for token in list(TOKEN.finditer(text))[1:]:
        word = _leave_genitive(token.group())
        cased = word[:1].upper() + word[1:]
        if word.islower() and len(word) >= LEAST_NAME and cased in known and not _is_told_small(word, stories):
            text = _capitalise(text, token)
    return text


def name_teller(text: str, dossiers: Iterable[Dossier]) -> str | None:
    """The question with "according to" before who speaks in these stories, where it only ends on the name, as questions
    in key words do: "number of strikers ministry"; None where it does not."""
    tokens = list(TOKEN.finditer(text))
    low = [token.group().casefold() for token in tokens]
    if DOING.intersection(low):
        return None
    known = {key for dossier in dossiers for key in _list_tellers(dossier)}
    for size in range(min(MOST_TELLER, len(tokens) - 2), 0, -1):
        first = len(tokens) - size
        if tuple(low[first:]) in known and low[first - 1] not in NO_TELLER:
            start = tokens[first].start()
            return f"{text[:start]}according to {text[start:]}"
    return None


def _list_tellers(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    """The ends of the names of those who speak: "ministry", "health ministry"; of a person the surname, too."""
    for speaker in dossier.links.speakers:
        for name in (speaker.name, *speaker.aliases):
            words = [_leave_genitive(token.casefold()).rstrip("'’") for token in TOKEN.findall(name)]
            yield from (tuple(words[-size:]) for size in range(1, min(MOST_TELLER, len(words)) + 1))


def _list_names(dossier: Dossier) -> Iterator[str]:
    for mention in dossier.names:
        yield mention.name
    for speaker in dossier.links.speakers:
        yield from (speaker.name, *speaker.aliases)


def _is_told_small(word: str, dossiers: Iterable[Dossier]) -> bool:
    pattern = re.compile(rf"(?<![^\W_])(?<![@./]){re.escape(word)}(?![^\W_])(?!\.\w)")
    texts = {item.article.page: item.text for dossier in dossiers for item in dossier.articles.values()}
    return fold(word) in load_tables().stop or any(pattern.search(text) for text in texts.values())
