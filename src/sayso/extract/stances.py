"""What a speaker does by saying something, by the words of what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.extract.cues import read_rules
from sayso.model import Span, Stance

NEUTRAL = (Stance.ASSERT,)
READ = 600  # characters of a content that are looked at


@lru_cache(maxsize=1)
def load_stances() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """The patterns of `rules/stances.toml`, in order."""
    return tuple((Stance(rule["stance"]), re.compile(rule["pattern"])) for rule in read_rules("stances")["stance"])


def refine_stance(text: str, stance: Stance, content: Sequence[Span]) -> Stance:
    """The stance of a neutral cue by its content: a question, a demand, a pledge; else as the cue has it."""
    if stance not in NEUTRAL or not content:
        return stance
    words = " ".join(text[span.start : span.end] for span in content)[:READ].lower()
    if words.rstrip(" \"”'’").endswith("?"):
        return Stance.QUESTION
    return next((found for found, pattern in load_stances() if pattern.search(words)), stance)
