"""The words that belong to a number: its unit, its hedge and the side that it leaves open, "more"; what it labels.

The tables are `rules/units.toml` and `rules/counted.toml`.
"""

from __future__ import annotations

import re

from sayso.extract.figure_draft import Draft
from sayso.extract.figure_words import find_unit, fold, load_words, read_noun_phrase
from sayso.model import Scope, Span
from sayso.rules.lines import load_rules

_SHAPES: dict[str, tuple[str, str, Scope | None]] = {
    "fraction": ("fraction", "share", Scope.SHARE),
    "ratio": ("ratio", "ratio", None),
    "multiple": ("times", "ratio", Scope.RATE),
}
LABELS: dict[str, str | None] = {"age": "years", "score": "points", "rank": None, "calibre": "mm", "name": None}
_NAME_BEFORE = re.compile(
    r"((?:[A-Z][\w'’.-]*\s+){0,3}[A-Z][\w'’.-]+)(?:\s+(?:Jr|Sr|II|III)\.?)?,\s(?:(?:now|then)\s)?$"
)
_NAME_AFTER = re.compile(r"\s?,\s((?:[A-Z][\w'’.-]*\s?){1,4})(?=,)")
_AGED = re.compile(r"[\s-]{1,3}(year|month|week|day)s?[\s-]{1,3}olds?\b")
_LAST_WORD = re.compile(r"([A-Za-z][\w'’-]*)[\s#.]*$")


def read_label(text: str, draft: Draft, before: str, after: str, block_span: Span) -> None:
    """Whose age, which score, what the number names: it is an aside and has neither hedge nor scope."""
    draft.measure, draft.unit = draft.aside, LABELS[draft.aside or ""]
    if draft.aside == "calibre" and not re.match(r"\s?-?mm", after):
        draft.unit = "calibre"
    stop = min(block_span.end, draft.end + 100)
    if draft.aside == "age":
        aged = _AGED.match(after)
        draft.unit = f"{aged[1]}s" if aged else "years"
        draft.end += aged.end() if aged else 0
        named = _NAME_BEFORE.search(before)
        follows = _NAME_AFTER.match(text, draft.end, stop)
        phrase = follows[1] if follows else read_noun_phrase(text, draft.end, stop)[0]
        draft.counted = named[1] if named else phrase or None
        draft.qualifier = "between" if draft.number.is_range else None
    elif draft.aside in ("name", "rank"):
        last = _LAST_WORD.search(before)
        draft.counted = last[1] if last else None
    draft.place = None


_TEMPERATURE_BEFORE = re.compile(r"\btemperatures?\b[^.;,\d]{0,40}$", re.IGNORECASE)
_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:\s+of)?\s+(?:an?\s+)?$|\bmagnitude-$", re.IGNORECASE)


def read_unit(draft: Draft, before: str, after: str) -> None:
    number, tables = draft.number, load_words()
    if number.sign and number.sign != "-":
        draft.unit, draft.kind = load_rules("units")["signs"][number.sign], "money"
    elif number.kind in _SHAPES:
        draft.unit, draft.kind, draft.scope = _SHAPES[number.kind]
    elif _MAGNITUDE_BEFORE.search(before):
        draft.unit = draft.kind = "magnitude"
    elif number.sign == "-" and _TEMPERATURE_BEFORE.search(before) and not tables.unit.match(after):
        draft.unit, draft.kind = "degrees", "temperature"
        _turn_negative(draft)
    elif joined := tables.joined.match(after):
        draft.unit, draft.end = load_rules("counted")["joined"][joined["noun"].lower()], number.end + joined.end()
        draft.kind = "persons" if draft.unit == "persons" else None
        draft.is_joined = draft.kind is None
    elif (number.kind == "vague" and (match := tables.unit_of.match(after))) or (match := tables.unit.match(after)):
        _set_unit(draft, match, after)


def _set_unit(draft: Draft, match: re.Match[str], after: str) -> None:
    unit = find_unit(match["unit"])
    if unit is None:
        return
    draft.unit, draft.kind = unit.name, unit.kind
    if draft.number.sign == "-" and unit.kind in ("temperature", "share"):
        _turn_negative(draft)
    draft.end = draft.number.end + match.end("unit")
    if unit.name == "percent" and match["gdp"]:
        draft.unit, draft.end = "percent of GDP", draft.number.end + match.end()
    elif unit.name == "percent" and re.match(r"\s+of\b", after[match.end("unit") :]):
        draft.scope = Scope.SHARE
    elif unit.kind in ("rate", "speed"):
        draft.scope = Scope.RATE


def _turn_negative(draft: Draft) -> None:
    """ "-12 °C", "minus 3 percent": the sign belongs to the number only beside a unit that goes below zero."""
    draft.minimum, draft.maximum = (None if bound is None else -bound for bound in (draft.maximum, draft.minimum))


def read_more(text: str, draft: Draft, before: str) -> None:
    """ "300 or more"; "3,000 more", "an additional 500": the number comes on top of another."""
    tables = load_words()
    hedge = tables.qualifier_after.match(text, draft.end, draft.end + 16) or tables.mark_after.match(text, draft.end)
    if hedge:
        draft.qualifier, draft.end = fold(hedge["words"]), hedge.end()
    more = tables.more.match(text, draft.end, draft.end + 16)
    if more:
        draft.end = more.end()
    if (more and more["word"].lower() != "new") or tables.additional.search(before):
        draft.scope = Scope.ADDITIONAL


def read_qualifier(text: str, draft: Draft, before: str) -> None:
    """The hedge before the number ("more than", "about") or after it ("or more"), and the side it leaves open."""
    tables, number = load_words(), draft.number
    match = tables.qualifier.search(before) or tables.mark_before.search(before)
    hedge = fold(match["words"]) if match else draft.qualifier or ""
    # "over five years" is for so long, not for longer.
    if match and draft.kind == "duration" and hedge in ("over", "under", "beyond", "above", "below"):
        return
    if match:
        draft.start = number.start - len(before) + match.start("words")
    if number.is_range:
        draft.qualifier = "between"
    elif number.kind == "vague":
        draft.qualifier = "several" if number.high is not None else fold(text[number.start : number.end])
    elif hedge and tables.sides[hedge] != "plain":
        draft.qualifier = hedge
        draft.maximum = None if tables.sides[hedge] == "minimum" else draft.maximum
        draft.minimum = None if tables.sides[hedge] == "maximum" else draft.minimum
