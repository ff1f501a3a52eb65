"""Who wrote an article, as the elements around its text say: a link to an author, an element called a byline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from sayso.rules.credits import bare_openers, byline_roles, find_byline, split_names
from sayso.rules.shape import count_words, has_digit
from sayso.rules.tables import load_rules

_ABOVE, _BELOW = 15, 8  # lines above the text, and below it, in which its writers are named
_MOST = 4  # names; where more are found it is a list of articles
_LONGEST = 50  # characters of a name
_WORDS = 5

Signed = tuple[int, int, str]
"""Words of an element that says who wrote something: their line, how surely (2: a link to an author), the words."""


def find_writers(signed: Sequence[Signed], main: Collection[int]) -> tuple[str, ...]:
    """Whom the surest elements near the text name, those above it before those below; nothing where they name many."""
    if not signed or not main:
        return ()
    first, last = min(main), max(main)
    for near in (range(first - _ABOVE, first + 2), range(last - 1, last + _BELOW)):
        for surest in (2, 1):
            words = [said for line, sure, said in signed if line in near and sure == surest]
            names = tuple(dict.fromkeys(_list_names(words)))
            if names:
                return names if len(names) <= _MOST else ()
    return ()


def _list_names(signed: Iterable[str]) -> Iterator[str]:
    for words in signed:
        byline = find_byline(words)
        for name in split_names(byline["names"] if byline else words):
            plain = name.strip(" ,;|/·•–—-")
            if _may_name(plain):
                yield plain


def _may_name(words: str) -> bool:
    """Whether the words, which an element calls a writer's name, may be one: short, of letters, and no label."""
    folded = words.casefold()
    return (
        1 < len(words) <= _LONGEST
        and count_words(words) <= _WORDS
        and any(map(str.isalpha, words))
        and not has_digit(words)
        and not words.endswith((":", "?", "!", "…"))
        and folded not in bare_openers()
        and folded not in byline_roles()
        and _labels().isdisjoint(folded.split())
    )


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    """Words for a writer, which stand in no name: "About the author"."""
    return frozenset(load_rules("markup")["writer"]["names"])
