"""The channel of a statement, where its sentence names one: an interview with a paper, a post on a platform."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sayso.extract.lexicon import load_lexicon
from sayso.model import Span, Via
from sayso.spans import overlaps

PRINTED = re.compile(
    r"\b(?:in|to|with|for|by|told|on|at)\s+(?:(?:an?|the)\s+(?:[\w’'-]+\s+){0,4}(?:for|with|in|by|to|on)\s+)?(?:the\s+)?(?=[A-Z])"
)
READ = 4000  # characters of a sentence that are searched


@lru_cache(maxsize=1)
def _posted() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(load_lexicon().platforms, key=len, reverse=True))
    return re.compile(rf"\b(?:on|to|via|through)\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+)?({names})\b(?!\s+[A-Z])")


def find_channels(text: str, sentence: Span, cue: int, taken: Sequence[Span]) -> Iterator[Via]:
    """Outlets and platforms that the sentence names behind the cue, outside the spans already `taken`."""
    end = min(sentence.end, sentence.start + READ)
    for found in PRINTED.finditer(text, cue, end):
        name = _outlet_at(text, found.end(), end)
        span = Span(found.end(), found.end() + len(name or ""))
        if name and not any(overlaps(span, other) for other in taken):
            yield Via(name=load_lexicon().media[name], span=span)
    for found in _posted().finditer(text, sentence.start, end):
        span = Span(*found.span(1))
        if not any(overlaps(span, other) for other in taken):
            yield Via(name=found.group(1), span=span)


def _outlet_at(text: str, start: int, end: int) -> str | None:
    """The longest outlet name that begins here."""
    words = re.match(
        r"[A-Z][\w.&/’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&/’'-]*){0,4}", text[start : min(end, start + 80)]
    )
    if not words:
        return None
    name = words.group().rstrip(".,’'")
    while name:
        if name in load_lexicon().media and name not in AMBIGUOUS:
            return name
        name = name.rpartition(" ")[0]
    return None


AMBIGUOUS = frozenset(
    {
        "Time",
        "People",
        "Nation",
        "Independent",
        "Express",
        "Mint",
        "Star",
        "Sun",
        "Variety",
        "Vice",
        "Dawn",
        "Metro",
        "Slate",
        "Fortune",
        "PA",
        "CP",
        "AA",
        "EP",
    }
)
