"""How sure a statement is, by the way it was found: the shares in `rules/confidence.toml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sayso.extract.cues import read_rules
from sayso.extract.drafts import Draft
from sayso.model import Directness


@lru_cache(maxsize=1)
def load_confidence() -> dict[str, Any]:
    """The table of `rules/confidence.toml`."""
    return read_rules("confidence")


def rate_statement(text: str, draft: Draft, directness: Directness) -> float:
    """The share of statements found in this way that are right, 0 to 1."""
    table = load_confidence()
    rate: float = table["way"][_name_way(draft, directness)]
    if draft.phrase is None:
        rate -= table["less"]["sourceless"]
    elif draft.source is None or draft.source.name is None:
        rate -= table["less"]["unresolved"]
    if draft.loose:
        rate -= table["less"]["loose"]
    words = " ".join(text[span.start : span.end] for span in draft.content).lower()
    if words in table["words"]["pronouns"]:
        rate = min(rate, table["most"]["pronoun"])
    return round(rate, 2)


def _name_way(draft: Draft, directness: Directness) -> str:
    """The row of the table for a statement."""
    if draft.quoted:
        return "turn" if draft.lemma == ":" else "direct"
    if draft.noun:
        return "noun"
    if draft.lemma == "according to":
        return "according"
    plain = draft.lemma in load_confidence()["words"]["plain"]
    if directness == Directness.MIXED:
        return "mixed" if plain else "other-mixed"
    if draft.bare:
        return "phrase"
    return "clause" if plain else "other-clause"
