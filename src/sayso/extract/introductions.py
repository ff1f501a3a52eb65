"""How an article introduces people where they do not speak: "Ann Lee, a doctor at Elm Hospital, treated twelve"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from sayso.extract.affiliations import bare_body, find_affiliation, find_body_noun, without_owner
from sayso.extract.lexicon import Lexicon, load_lexicon
from sayso.extract.names import ARTICLE, NAME, POSSESSIVE, drop_stop, find_head, gender_by_name, gender_of, is_personal
from sayso.model import Record, Span

REACH = 140  # characters behind or before a name in which its role stands
AGE = r"(?:\s*(?:aged\s+)?(?P<age>\d{1,3}),)?"
APPENDED = re.compile(rf",{AGE}\s+(?P<role>[A-Za-z][^,.;:()\n]{{2,100}})(?=[,.;:)\n]|\Z)")
AGED = re.compile(r",\s+(?:aged\s+)?(?P<age>\d{1,3})[,.]")
COPULA = re.compile(r"\s+(?:is|was|has been|had been|became)\s+(?P<role>(?:the\s|an?\s)?[A-Za-z][^,.;:()\n]{2,100})")
HEADS = re.compile(r",? who (?:heads|leads|runs|chairs|directs|founded|owns)\s+(?:the )?(?P<body>[A-Z][^,.;:\n]{1,60})")
PREPENDED = re.compile(
    r"(?:\A|[\s“\"])(?P<role>(?:the\s|its\s|h[ie][sr]\s|their\s|an?\s|[A-Z][\w-]*[’']s?\s)[^,.;:()\n]{3,100}),\s+\Z",
    re.IGNORECASE,
)
ROLE_END = re.compile(r"\s+(?:since|when|until|who|which|where|after|before|(?:from|in) \d|and (?:has|had|was))\b.*\Z")
WORD = re.compile(r"\S+")
OFFICE = re.compile(  # "head of equities | Ann Lee"
    r"(?:\A|[\s“\"])(?P<role>(?P<head>[a-z]+)(?: and [a-z]+)? (?:of|for) (?:the )?[a-z][\w-]*"
    r"(?: (?:and )?[a-z][\w-]*){0,3})\s\Z"
)
CLAUSE = re.compile(r"(?:\band|\bbut|,)\s+\Z")
ASKED = re.compile(
    r"\b(?:I|[Ww]e|newspaper|reporters?)\s+(?:asked|called|rang|reached|interviewed|visited|met|wrote to)\s+\Z"
)
PAST = (  # irregular
    "went|took|began|made|came|spent|left|thought|felt|kept|stood|sat|got|gave|ran|won|lost|met|held|wrote|spoke|grew|knew|saw|fell|rose|built"
    "|bought|fought|sold|told|heard|led|wept|paid|put|read|sang|drew|drove|broke|chose|slept|struck|swore|taught|threw|wore|shook|sought|sent|set"
    "|shot|found|hit|hid|ate|flew|blew|bit|brought|caught|dealt|quit|rang|rode|sank|shone|swam|swung|woke"
)
VERB = re.compile(
    rf"(?:,[^,.;\n]{{2,100}},|,)?\s+(?:has|had|have|is|was|will|would|did|does|can|could|[a-z]{{3,}}s|[a-z]{{2,}}ed|{PAST})\s"
)


class Introduction(Record, frozen=True):
    """A person as introduced at a place of the page. `called` is the words that may stand for the person later."""

    place: int
    name: str
    role: str | None = None
    affiliation: str | None = None
    body: str | None = None  # as in `Description`
    gender: str | None = None
    called: frozenset[str] = frozenset()
    acts: bool = False  # the subject of a clause that the sentence begins, or of one behind an "and"


def find_introductions(text: str, span: Span, names: Sequence[re.Match[str]]) -> Iterator[Introduction]:
    """The people whom one sentence introduces. `names` are the matches of `NAME` in it."""
    for match in names:
        title, name = _split_printed(match.group())
        if " " not in name or not is_personal(name):
            continue
        start = match.start()
        before = _role_before(text, span.start, start) if title is None else None
        lead = _lead(text, span.start, start, title)
        roles = [role for role in (lead, before) if role]
        behind = _role_behind(text, match.end(), span.end)
        found = _introduce(start, name, roles[0] if roles else None, behind, _age_behind(text, match.end(), span.end))
        if found:
            ahead = len(before) + 2 if before else len(lead) + 1 if lead and title is None else 0
            acts = _acts(text, span.start, start - ahead, match.end())
            yield msgspec.structs.replace(found, acts=acts)


def _acts(text: str, first: int, start: int, end: int) -> bool:
    """Whether a name (from its role on) begins a clause and a verb follows it."""
    if ASKED.search(text, max(first, start - 40), start):
        return True
    begins = start <= first or CLAUSE.search(text, max(first, start - 8), start)
    return bool(begins and VERB.match(text, end, end + REACH))


def _introduce(place: int, name: str, before: str | None, behind: str | None, age: str | None) -> Introduction | None:
    role = behind or before
    if role is None and age is None:
        return None
    both = " ".join(part for part in (before, behind) if part)
    body = HEADS.match(behind) if behind else None
    told = None if body else role
    plain = without_owner(ARTICLE.sub("", told)) if told else None
    return Introduction(
        place=place,
        name=name,
        role=None if plain is None or plain.lower() in load_lexicon().courtesy else plain,
        affiliation=bare_body(body["body"]) if body else find_affiliation(both) if told else None,
        body=find_body_noun(told) if told else None,
        gender=gender_of(" ".join(find_head(part) for part in (before, behind) if part)) or gender_by_name(name),
        called=frozenset(word.strip(",") for word in both.lower().split()) | ({f"{age}-year-old"} if age else set()),
    )


def _split_printed(words: str) -> tuple[str | None, str]:
    """The title in a run of capitals and the name behind it: "Foreign Minister", "Ann Lee"."""
    tokens = drop_stop(POSSESSIVE.sub("", words)).split()
    people = load_lexicon().people
    cut = max((number + 1 for number, token in enumerate(tokens) if token.lower() in people), default=0)
    return " ".join(tokens[:cut]) or None, " ".join(tokens[cut:])


def _lead(text: str, first: int, start: int, title: str | None) -> str | None:
    """The role right before a name, with what belongs to it: "Ukrainian military intelligence spokesman | Ann Lee"."""
    lexicon = load_lexicon()
    before = [word.group() for word in WORD.finditer(text, max(first, start - REACH), start)]
    words = title.split() if title else []
    if not words and (not before or before[-1].lower() not in lexicon.people):
        office = OFFICE.search(text[max(first, start - REACH) : start])
        return office["role"] if office and office["head"] in lexicon.heads else None
    while before and len(words) < 6 and _is_of_role(lexicon, before[-1], bool(words)):
        words.insert(0, before.pop())
    return " ".join(words) or None


def _is_of_role(lexicon: Lexicon, word: str, inside: bool) -> bool:
    lower = word.lower()
    if not inside:
        return lower in lexicon.people
    return word.isalpha() and (lower in lexicon.role_words or word in lexicon.demonyms)


def _role_before(text: str, first: int, start: int) -> str | None:
    """The role of "the mayor of Elm, Ann Lee"."""
    found = PREPENDED.search(text[max(first, start - REACH) : start])
    return found["role"] if found and find_head(found["role"]) in load_lexicon().people else None


def _role_behind(text: str, start: int, end: int) -> str | None:
    """The role of "Ann Lee, 43, mayor of Elm,", "Ann Lee is the mayor of Elm", "Ann Lee, who heads Elm Bank"."""
    reach = text[start : min(end, start + REACH)]
    heads = HEADS.match(reach)
    if heads:
        return heads.group()
    for pattern in (APPENDED, COPULA):
        found = pattern.match(reach)
        role = ROLE_END.sub("", found["role"]) if found else ""
        if role and find_head(role) in load_lexicon().people and not NAME.fullmatch(role):
            return role
    return None


def _age_behind(text: str, start: int, end: int) -> str | None:
    found = AGED.match(text, start, min(end, start + 20))
    return found["age"] if found else None
