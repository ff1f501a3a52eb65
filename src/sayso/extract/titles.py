"""Title and name of one phrase: "Defence Minister | Ann Lee", "head of the Farmers' Union | Ann Lee"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import NAME, find_head, is_personal

OFFICE_FOR = re.compile(
    r"(?P<role>[\w’'-]+(?:\s[\w’'-]+){0,4}?\s(?:for|of|in|at|on)\s(?:[a-z][\w’'-]*\s){1,3}?)"
    r"(?P<name>(?:[A-ZÀ-Þ][\w’'-]+\s){1,2}[A-ZÀ-Þ][\w’'-]+)"
)
OFFICE_OF_BODY = re.compile(
    r"(?P<role>[\w’'-]+(?:\s[\w’'-]+){0,4}?\s(?:for|of|at)\s(?:the\s)?(?:[A-ZÀ-Þ][\w’'-]*\s){1,5})"
    r"(?P<name>(?:[A-ZÀ-Þ][\w’'-]+\s){1,2}[A-ZÀ-Þ][\w’'-]+)"
)
LAST_SMALL = ("the", "a", "an", "of", "in", "at", "for", "on", "and", "from", "with", "by", "to")
PREPOSITIONS = ("of", "in", "at", "for", "from", "with", "on", "by", "to", "and", "or", "as", "than")


def split_office(words: str) -> tuple[str, str] | None:
    """Role and name of "cabinet member for culture Ann Lee": small words that go on the role, then a name in full."""
    found = OFFICE_FOR.fullmatch(words) or _match_office_of(words)
    if found is None or found["role"].split()[-1] in LAST_SMALL or not is_personal(found["name"]):
        return None
    return (found["role"].strip(), found["name"]) if find_head(found["role"]) in load_lexicon().people else None


def _match_office_of(words: str) -> re.Match[str] | None:
    """ "head of the Farmers' Union Ann Lee": the last word before the name is that of a body."""
    found = OFFICE_OF_BODY.fullmatch(words)
    return found if found and found["role"].split()[-1].lower() in load_lexicon().organisations else None


def split_title(tokens: Sequence[str]) -> tuple[str | None, str | None]:
    """Title and name of a phrase ("Defence Minister", "Ann Lee"); no name: (None, None)."""
    people = load_lexicon().people | load_lexicon().groups
    cut = 0
    for number, token in enumerate(tokens):
        if token.lower().strip(",") in people and tokens[number + 1 : number + 2] != ["Staff"]:  # "the General Staff"
            cut = _office_end(tokens, number + 1)
    tail = list(tokens[cut:])
    if cut and tail and not tail[0][:1].isupper():
        return None, None
    while tail and not tail[0][:1].isupper():
        tail.pop(0)
    name = " ".join(tail).strip(" ,")
    whole = NAME.fullmatch(name)
    if not name or not whole or (cut == 0 and len(tail) < len(tokens) and not _is_job(tokens, tail)):
        return None, None
    return " ".join(tokens[: len(tokens) - len(tail)]) or None, name


def _is_job(tokens: Sequence[str], tail: Sequence[str]) -> bool:
    """Whether small words before a name of two words say what somebody does: "harbour master Ann Lee"."""
    before = tokens[: len(tokens) - len(tail)]
    known = load_lexicon().organisations | load_lexicon().media_words | load_lexicon().documents
    plain = all(word[:1].islower() and word[-1:].isalpha() and word not in PREPOSITIONS for word in before)
    return plain and len(before) <= 3 and len(tail) == 2 and not known & set(before) and is_personal(" ".join(tail))


def _office_end(tokens: Sequence[str], after: int) -> int:
    """Where a title ends that goes on with "of State"; 0 where what follows "of" is no office."""
    if after >= len(tokens) or tokens[after] != "of":
        return after
    for number in range(after + 1, min(after + 4, len(tokens))):
        if tokens[number].lower() in load_lexicon().offices and number + 1 < len(tokens):
            return number + 1
    return 0
