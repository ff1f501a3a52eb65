"""The channel of a statement, where its sentence names one: an interview with a paper, a post on a platform, remarks
that an agency carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from sayso.extract.figure_context import calendar_names
from sayso.extract.lexicon import load_lexicon
from sayso.extract.media import is_show
from sayso.extract.names import is_outlet
from sayso.model import Span, Via
from sayso.spans import overlaps

READ = 4000  # characters of a sentence that are searched
AIR = re.compile(r"\b(?:on|to|by|via)\s+(?P<air>(?:state|public|local|national)\s+(?:television|TV|radio|media))\b")
OWNER = re.compile(r"[’']s(?:\s|\Z)")
LONGEST_WORD = 24  # characters
LAST_WORD = re.compile(r"([\w-]+),?\s+\Z")
SMALL = re.compile(r"\s+([a-z][\w’'-]*)")
NAMED = re.compile(r"[A-Z][\w.&/’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&/’'-]*){0,4}")


@lru_cache(maxsize=1)
def _nouns() -> str:
    """The nouns for what has a name and is read or heard, for a pattern."""
    lexicon = load_lexicon()
    nouns = lexicon.media_words | lexicon.shows | lexicon.shows_behind.keys()
    return "|".join(sorted(nouns, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _noun_behind() -> re.Pattern[str]:
    """The "podcast" of "the Elm Talks podcast"."""
    return re.compile(rf"\s+(?:[a-z]+\s+)?(?P<noun>{_nouns()})\b")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Before an outlet behind the cue; before one anywhere in the sentence; before one that carried what was said.
    `noun`: what the outlet is called, which makes any name one."""
    lexicon = load_lexicon()
    occasions, carried = "|".join(lexicon.occasions), "|".join(lexicon.carried)
    the = r"(?:(?:the|an?|its|his|her|their)\s+)?(?:(?:[a-z][\w-]*,?\s+){0,3}?(?P<noun>[a-z-]+),?\s+)?(?=[A-Z])"
    kinds = r"(?:(?:an?|the|his|her|its|their)\s+(?:[\w’'-]+\s+){0,4}?(?:for|with|in|by|to|on)\s+)?"
    behind = re.compile(rf"\b(?<!report )(?<!reports )(?<!story )(?:in|to|with|for|by|told|on|at)\s+{kinds}{the}")
    anywhere = re.compile(
        rf"\b(?:(?:{occasions})\s+(?:\w+\s+){{0,3}}?(?:with|to|by|in|for|on)"
        r"|(?:[Ss]peaking|[Ss]poke|[Ww]riting|[Tt]alking|[Aa]ppearing)\s+(?:to|on|with|in|for)"
        r"|(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Ii]nterviewed|[Qq]uoted)\s+by|[Qq]uoted\s+in"
        rf"|(?:listeners|viewers|readers)\s+(?:of|to))\s+{the}"
    )
    relayed = re.compile(rf"\b(?:{carried})\s+(?:(?:on|last|this)\s+\w+\s+)?(?:by|in|on)\s+{the}")
    return behind, anywhere, relayed


@lru_cache(maxsize=1)
def _posted() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(load_lexicon().platforms, key=len, reverse=True))
    return re.compile(
        rf"\b(?:on|to|via|through)\s+(?:the\s+|(?:his|her|its|their)\s+(?:official\s+)?)?({names})\b(?!\s+[A-Z])"
        rf"|\b(?:an?|the|his|her|its|their|late-night)\s+({names})\s+(?:post|message|statement|video|channel|account|thread)"
    )


def find_channels(text: str, sentence: Span, cue: int, taken: Sequence[Span], press: Set[str]) -> Iterator[Via]:
    """Outlets and platforms that the sentence names outside the spans already `taken`. `press`: the names that the
    article calls an outlet's."""
    end = min(sentence.end, sentence.start + READ)
    behind, anywhere, relayed = _patterns()
    for pattern, start, read in (
        (relayed, sentence.start, True),
        (anywhere, sentence.start, False),
        (behind, cue, False),
    ):
        for found in _list_led(pattern, text, start, end):
            name = _outlet_at(text, found.end(), end, press, named=found["noun"])
            span = Span(found.end(), found.end() + len(name or ""))
            if name and not any(overlaps(span, other) for other in taken):
                yield Via(name=load_lexicon().media.get(name, name), span=span, read=read)
    for found in _posted().finditer(text, sentence.start, end):
        span = Span(*found.span(found.lastindex or 0))
        if not any(overlaps(span, other) for other in taken):
            yield Via(name=found.group(found.lastindex or 0), span=span)
    for found in AIR.finditer(text, sentence.start, end):
        span = Span(*found.span("air"))
        if not any(overlaps(span, other) for other in taken):
            yield Via(name=found["air"], span=span)


def _list_led(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches whose words before the capital, if any, end in a noun for what is read or heard."""
    found = pattern.search(text, start, end)
    while found:
        noun = found["noun"]
        known = noun is None or _is_read(text, found.start("noun"), noun)
        if known:
            yield found
        found = pattern.search(text, found.end() if known and found.end() > found.start() else found.start() + 1, end)


def _is_read(text: str, start: int, noun: str) -> bool:
    """Whether the noun that starts at a place means what is read or heard."""
    before = LAST_WORD.search(text, max(0, start - LONGEST_WORD), start)
    return noun in load_lexicon().media_words or is_show(noun, before[1].lower() if before else None)


def _outlet_at(text: str, start: int, end: int, press: Set[str], *, named: str | None) -> str | None:
    """The longest outlet name that begins here; `named`: the noun for an outlet that stands before it."""
    words = NAMED.match(text, start, min(end, start + 80))
    if not words:
        return None
    ambiguous, media = load_lexicon().ambiguous, load_lexicon().media
    name = OWNER.split(words.group().rstrip(".,’'"), maxsplit=1)[0]
    if _is_called(text, words.end(), end, named) and not _is_day_or_country(name):
        return name
    while name:
        if (name in media and name not in ambiguous) or name in press or is_outlet(name):
            return name
        name = name.rpartition(" ")[0]
    return None


def _is_called(text: str, place: int, end: int, named: str | None) -> bool:
    """Whether a noun before the name that ends at a place, or behind it, makes it an outlet's: not where another noun
    follows one that is an adjective, too ("the weekly Northern train")."""
    if named is None:
        found = _noun_behind().match(text, place, end)
        if not found or not _is_read(text, found.start("noun"), found["noun"]):
            return False
        named, place = found["noun"], found.end()
    lexicon = load_lexicon()
    follows = SMALL.match(text, place, end) if named in lexicon.periods else None
    return not follows or follows.group(1) in lexicon.leading or follows.group(1) in lexicon.pronouns


def _is_day_or_country(name: str) -> bool:
    """Whether a name is no outlet's, though a noun for one stands before it: "told the newspaper Tuesday"."""
    return name.partition(" ")[0] in calendar_names() or name in load_lexicon().countries
