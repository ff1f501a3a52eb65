"""What a speaker does by saying something, by the words of what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.cues import read_rules
from sayso.model import Span, Stance

NEUTRAL = (Stance.ASSERT,)
READ = 600  # characters of a content that are looked at
TOLD = re.compile(r",[\"”]\s")  # what is told before the words of speech, and asked behind them


class StanceRule(NamedTuple):
    """One rule of `rules/stances.toml`; no `cues`: for every neutral word of speech."""

    stance: Stance
    pattern: re.Pattern[str]
    cues: frozenset[str]
    unless: re.Pattern[str] | None

    def applies(self, cue: str, words: str) -> bool:
        """Whether a content in small letters is of this stance."""
        if self.cues and cue not in self.cues:
            return False
        return bool(self.pattern.search(words)) and not (self.unless and self.unless.search(words))


@lru_cache(maxsize=1)
def load_stances() -> tuple[StanceRule, ...]:
    """The rules of `rules/stances.toml`, in order."""
    return tuple(
        StanceRule(
            stance=Stance(rule["stance"]),
            pattern=re.compile(rule["pattern"]),
            cues=frozenset(rule.get("cues", ())),
            unless=re.compile(rule["unless"]) if "unless" in rule else None,
        )
        for rule in read_rules("stances")["stance"]
    )


def refine_stance(text: str, stance: Stance, content: Sequence[Span], cue: str = "say") -> Stance:
    """The stance of a neutral cue by its content: a question, a denial, a pledge; else as the cue has it."""
    if stance not in NEUTRAL or not content:
        return stance
    words = " ".join(text[span.start : span.end] for span in content)[:READ].lower()
    if words.rstrip(" \"”'’").endswith("?") and not TOLD.search(words):
        return Stance.QUESTION
    return next((rule.stance for rule in load_stances() if rule.applies(cue, words)), stance)
