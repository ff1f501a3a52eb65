"""The channel of a statement, where its sentence names one: an interview with a paper, a post on a platform, remarks
that an agency carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import is_outlet
from sayso.model import Span, Via
from sayso.spans import overlaps

READ = 4000  # characters of a sentence that are searched
THE = r"(?:the\s+|[a-z]+\s+(?:news\s+)?(?:agency|newspaper|broadcaster|station|channel|daily),?\s+){0,2}"
AIR = re.compile(r"\b(?:on|to)\s+(?P<air>(?:state|public|local|national)\s+(?:television|TV|radio|media))\b")
NAMED = re.compile(r"[A-Z][\w.&/’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&/’'-]*){0,4}")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Before an outlet behind the cue; before one anywhere in the sentence; before one that carried what was said."""
    lexicon = load_lexicon()
    occasions, carried = "|".join(lexicon.occasions), "|".join(lexicon.carried)
    kinds = r"(?:(?:an?|the|his|her|its|their)\s+(?:[\w’'-]+\s+){0,4}?(?:for|with|in|by|to|on)\s+)?"
    behind = re.compile(rf"\b(?:in|to|with|for|by|told|on|at)\s+{kinds}{THE}(?=[A-Z])")
    anywhere = re.compile(
        rf"\b(?:(?:{occasions})\s+(?:\w+\s+){{0,3}}?(?:with|to|by|in|for|on)|[Ss]peaking\s+(?:to|on|with))\s+{THE}(?=[A-Z])"
    )
    relayed = re.compile(rf"\b(?:{carried})\s+(?:by|in|on)\s+{THE}(?=[A-Z])")
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
        for found in pattern.finditer(text, start, end):
            name = _outlet_at(text, found.end(), end, press)
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


def _outlet_at(text: str, start: int, end: int, press: Set[str]) -> str | None:
    """The longest outlet name that begins here."""
    words = NAMED.match(text, start, min(end, start + 80))
    if not words:
        return None
    ambiguous, media = load_lexicon().ambiguous, load_lexicon().media
    name = words.group().rstrip(".,’'").removesuffix("’s").removesuffix("'s")
    while name:
        if (name in media and name not in ambiguous) or name in press or is_outlet(name):
            return name
        name = name.rpartition(" ")[0]
    return None
