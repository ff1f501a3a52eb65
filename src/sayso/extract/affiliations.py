"""What a role tells besides itself: the body somebody speaks for, whose representative somebody is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import ARTICLE, POSSESSIVE, is_acronym

OWNED = re.compile(r"^(?P<owner>[A-Z][\w.&-]*(?:\s+(?:of\s+)?[A-Z][\w.&-]*){0,4})[’']s?\s+(?P<rest>\S.*)$")
FROM = re.compile(
    r"^(?P<name>\S.*?),?\s+(?:of|at|from|with|for)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}(?P<body>[A-Z][^,;]*)(?:[,;].*)?$"
)
ROLE_BODY = re.compile(r"\b(?:of|for|at|from|with)\s+(?:[a-z’'-]+\s+){0,4}?(?P<body>[A-Z][^,;]*)")
BODY_NOUN = re.compile(r"^(?:the\s+)?(?P<owner>[a-z]+)[’']s\s|\b(?:of|for|at)\s+the\s+(?P<noun>[a-z]+)$")
OWNERS = ("its", "his", "her", "their", "our", "my", "whose")


def find_affiliation(role: str) -> str | None:
    """The body that a role names: "director of the Harbour Board", "the Harbour Board's director", "Harbour Board
    director"; for an office of state its country ("Norwegian prime minister")."""
    bare = ARTICLE.sub("", role)
    owned = OWNED.match(bare)
    if owned:
        return owned["owner"]
    body = ROLE_BODY.search(role)
    return bare_body(body["body"].strip()) if body else _lead_body(bare.split())


def _lead_body(words: Sequence[str]) -> str | None:
    """The body with which a title begins: "Harbour Board spokesman", "NATO Secretary General", "Marnpower boss"; else
    the country whose office it is."""
    lexicon = load_lexicon()
    people = (lexicon.people | lexicon.groups) - lexicon.bodies
    cut = next((number for number, word in enumerate(words) if word.lower() in people), 0)
    first = words[0].lower() if not words[0].isupper() else ""  # "US" is no pronoun
    if not cut or not words[0][:1].isupper() or first in lexicon.leading or first in lexicon.pronouns:
        return None
    while cut and words[cut - 1].lower() in lexicon.ranks:
        cut -= 1
    while cut and words[cut - 1][:1].islower() and words[cut - 1].lower() not in lexicon.organisations:
        cut -= 1
    if cut and _is_body(words, cut):
        return " ".join(words[:cut])
    return _lead_country(words) if lexicon.state.intersection(word.lower() for word in words) else None


def _lead_country(words: Sequence[str]) -> str | None:
    """The country whose name or adjective leads a title."""
    lexicon = load_lexicon()
    for length in (3, 2, 1):
        name = POSSESSIVE.sub("", " ".join(words[:length]))
        if len(words) > length and (name in lexicon.demonyms or name in lexicon.countries):
            return lexicon.demonyms.get(name) or lexicon.countries[name]
    return None


def _is_body(words: Sequence[str], cut: int) -> bool:
    """Whether the words before `cut` are a body's name, not what an office is for ("Defence", "Norwegian")."""
    lexicon = load_lexicon()
    name, last = " ".join(words[:cut]), words[cut - 1]
    if name in lexicon.demonyms or name.lower() in lexicon.people | lexicon.offices | lexicon.ranks:
        return False
    if name in lexicon.media or (is_acronym(name) and name not in lexicon.countries):
        return True
    if name in lexicon.countries:
        return not is_acronym(name) and lexicon.countries[name] != name  # a house that stands for a government
    if last.lower() in lexicon.organisations | lexicon.mastheads | lexicon.bodies:
        return cut > 1 and last.lower() not in lexicon.offices - {"police", "opposition", "house", "mission"}
    plain = words[0] not in lexicon.demonyms and all(word[:1].isupper() for word in words[:cut])
    return plain and cut < len(words) and words[cut][:1].islower()


def bare_body(name: str) -> str:
    """A body without whose it is and where: the Harbour Board for "Adrel's Harbour Board"."""
    owned = OWNED.match(name)
    return owned["rest"] if owned and owned["rest"][:1].isupper() else name


def find_body_noun(role: str) -> str | None:
    """What stands for the body in a role: "its", or the noun of "the service's head", "head of the service"."""
    words = role.split()
    if words and words[0].lower() in OWNERS:
        return words[0].lower()
    found = BODY_NOUN.search(role)
    return (found["owner"] or found["noun"]) if found else None


def without_owner(role: str | None) -> str | None:
    """A role without a leading "its"."""
    first, _, rest = (role or "").partition(" ")
    return rest if first.lower() in OWNERS else role
