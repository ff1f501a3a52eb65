"""One figure read from the words around its number: value and hedge, unit, what it counts, measure, place and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.extract.figure_words import (
    calendar_names,
    counts_nothing,
    find_clause,
    find_owner,
    find_unit,
    fold,
    is_designation,
    is_person,
    is_plural,
    is_trivial,
    load_words,
    nearest_measure,
    nearest_place,
    person_measures,
    read_noun_phrase,
    subject_of_measure,
)
from sayso.extract.numbers import Number
from sayso.model import DateExpression, Scope, Span
from sayso.rules.lines import load_rules

_SHAPES: dict[str, tuple[str, str, Scope | None]] = {
    "fraction": ("fraction", "share", Scope.SHARE),
    "ratio": ("ratio", "ratio", None),
    "multiple": ("times", "ratio", Scope.RATE),
}


@dataclass(slots=True)
class Draft:
    """A figure being read. `number` is as found, `[start, end)` with hedge, unit and "more"."""

    number: Number
    block: int  # which headline or paragraph
    start: int
    end: int
    minimum: float | None
    maximum: float | None
    qualifier: str | None = None
    unit: str | None = None
    kind: str | None = None  # of the unit: money, share, area, persons ...
    counted: str | None = None
    noun_end: int = 0  # where the words of `counted` end, if they follow
    measure: str | None = None
    place: str | None = None
    scope: Scope | None = None
    included_in: Draft | None = None
    conversion_of: Draft | None = None
    doubt: str | None = None
    as_of: DateExpression | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def read_figure(text: str, number: Number, block_span: Span, block: int, beside: Span | None = None) -> Draft | None:
    """The figure at a number, or None where the number counts nothing.

    `beside` reaches from the number before it to the number after it: what stands beyond is said of another number.
    """
    before = text[max(block_span.start, number.start - 60) : number.start]
    after = text[number.end : min(block_span.end, number.end + 100)]
    if counts_nothing(number, text[number.start : number.end], before, after):
        return None
    draft = Draft(number, block, number.start, number.end, number.low, number.high)
    _read_unit(draft, after)
    if draft.unit == "percent" and load_words().idioms.match(text[draft.end : draft.end + 20]):
        return None
    _read_more(text, draft, before)
    _read_counted(text, draft, block_span)
    counted = draft.counted or ""
    if draft.kind in (None, "persons") and (
        is_designation(number, before, counted)
        or is_trivial(number, before, counted, is_persons=draft.kind == "persons")
    ):
        return None
    _read_qualifier(text, draft, before)
    _read_context(text, draft, block_span, beside or block_span)
    return draft


def _read_unit(draft: Draft, after: str) -> None:
    number, tables = draft.number, load_words()
    if number.sign:
        draft.unit, draft.kind = load_rules("units")["signs"][number.sign], "money"
    elif number.kind in _SHAPES:
        draft.unit, draft.kind, draft.scope = _SHAPES[number.kind]
    elif joined := tables.joined.match(after):
        draft.unit, draft.end = load_rules("counted")["joined"][joined["noun"].lower()], number.end + joined.end()
        draft.kind = "persons" if draft.unit == "persons" else None
    elif match := tables.unit.match(after):
        _set_unit(draft, match, after)


def _set_unit(draft: Draft, match: re.Match[str], after: str) -> None:
    unit = find_unit(match["unit"])
    if unit is None:
        return
    draft.unit, draft.kind = unit.name, unit.kind
    draft.end = draft.number.end + match.end("unit")
    if unit.name == "percent" and match["gdp"]:
        draft.unit, draft.end = "percent of GDP", draft.number.end + match.end()
    elif unit.name == "percent" and re.match(r"\s+of\b", after[match.end("unit") :]):
        draft.scope = Scope.SHARE
    elif unit.kind in ("rate", "speed"):
        draft.scope = Scope.RATE


def _read_more(text: str, draft: Draft, before: str) -> None:
    """ "300 or more"; "3,000 more", "an additional 500": the number comes on top of another."""
    hedge = load_words().qualifier_after.match(text, draft.end, draft.end + 16)
    if hedge:
        draft.qualifier, draft.end = fold(hedge["words"]), hedge.end()
    more = load_words().more.match(text, draft.end, draft.end + 16)
    if more:
        draft.end = more.end()
    if (more and more["word"].lower() != "new") or load_words().additional.search(before):
        draft.scope = Scope.ADDITIONAL


def _read_qualifier(text: str, draft: Draft, before: str) -> None:
    """The hedge before the number ("more than", "about") or after it ("or more"), and the side it leaves open."""
    tables, number = load_words(), draft.number
    match = tables.qualifier.search(before)
    hedge = fold(match["words"]) if match else draft.qualifier or ""
    # "over five years" is for so long, not for longer.
    if match and draft.kind == "duration" and hedge in ("over", "under", "beyond", "above", "below"):
        return
    if match:
        draft.start = number.start - len(before) + match.start("words")
    if number.is_range:
        draft.qualifier = "between"
    elif number.kind == "vague":
        draft.qualifier = "several" if number.high is not None else "at least"
    elif hedge and tables.sides[hedge] != "plain":
        draft.qualifier = hedge
        draft.maximum = None if tables.sides[hedge] == "minimum" else draft.maximum
        draft.minimum = None if tables.sides[hedge] == "maximum" else draft.minimum


# --- what it counts -------------------------------------------------------------------------------------------------

_OF = re.compile(r"(?:\s*\([^()]{0,40}\))?\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?!\w*(?:which|whom|them)\b)")
_ON = re.compile(
    r"\s+(?:on\s+(?:the\s+|its\s+|their\s+)?|in\s+(?:the\s+|its\s+|their\s+|this\s+year['’]s\s+)?(?=[a-z]))"
)
_PLAIN_ON = re.compile(r"\s+on\s+")
_DETERMINER = re.compile(r"\s(?:the|its|their|all)\s+$")
_BY = re.compile(r"\b[Bb]y\s")
_CLOSING_MARK = re.compile(r"[\"”'’](?=\s)")


def _read_counted(text: str, draft: Draft, block_span: Span) -> None:
    """What the number counts, where the words after it say so; the noun is the unit of a number that has no other."""
    phrase, end = _phrase_after(text, draft, min(block_span.end, draft.end + 100))
    if not phrase or phrase.split()[0] in calendar_names():
        return
    nouns = phrase.split()
    while draft.unit is None and draft.number.low != 1 and nouns and not is_plural(nouns[-1]):
        nouns.pop()
    draft.counted, draft.noun_end = " ".join(nouns) or phrase, end
    if draft.unit is None and nouns:
        draft.unit, draft.kind = ("persons", "persons") if is_person(nouns[-1]) else (nouns[-1].lower(), None)


def _phrase_after(text: str, draft: Draft, stop: int) -> tuple[str, int]:
    of = _OF.match(text, draft.end, stop)
    if draft.kind == "ratio":
        return "", draft.end
    if draft.kind == "duration":
        return _lasting_noun(text, draft, of, stop)
    if draft.kind == "money" or (draft.kind == "share" and draft.number.kind != "fraction"):
        joint = of or _ON.match(text, draft.end, stop)
        return read_noun_phrase(text, joint.end(), stop) if joint else _rated_noun(text, draft, stop)
    if of and (draft.kind is not None or draft.number.kind == "vague" or _DETERMINER.search(of.group())):
        return read_noun_phrase(text, of.end(), stop)
    mark = _CLOSING_MARK.match(text, draft.end, stop)
    return read_noun_phrase(text, mark.end() if mark else draft.end, stop)


def _lasting_noun(text: str, draft: Draft, of: re.Match[str] | None, stop: int) -> tuple[str, int]:
    """ "five days of rioting", "a 30-year hold": what takes the time, with the unit it is told in."""
    is_joined = of is None and text[draft.number.end : draft.number.end + 1] == "-"
    if of is None and not is_joined:
        return "", draft.end
    phrase, end = read_noun_phrase(text, of.end() if of else draft.end, stop)
    return (f"{draft.unit} of {phrase}", end) if phrase else ("", draft.end)


def _rated_noun(text: str, draft: Draft, stop: int) -> tuple[str, int]:
    """ "100% tariffs on electric cars", "a 20% stake": the noun right after a percentage, with what it is on."""
    phrase, end = read_noun_phrase(text, draft.end, stop)
    if draft.kind != "share" or not phrase or not (is_plural(phrase) or load_words().measures.search(phrase)):
        return "", draft.end
    on = _PLAIN_ON.match(text, end, stop)
    what, what_end = read_noun_phrase(text, on.end(), stop) if on else ("", end)
    return (f"{phrase} on {what}", what_end) if what else (phrase, end)


def _read_context(text: str, draft: Draft, block_span: Span, beside: Span) -> None:
    """Measure, place and scope from the clause around the figure."""
    clause = find_clause(text, draft.start, draft.end, block_span)
    if draft.unit == "percent of GDP":
        draft.measure = "share of GDP"
    elif draft.kind == "duration":
        draft.measure = "duration"
    elif draft.kind != "ratio":
        is_count = draft.kind in (None, "persons")
        draft.measure = nearest_measure(text, draft.span, draft.noun_end, clause, beside, is_count=is_count)
        draft.measure = draft.measure or load_rules("counted")["kinds"].get(draft.kind)
    if draft.unit is None and draft.counted is None:
        _read_tally(text, draft, clause, beside)
    draft.place = nearest_place(text, draft.span, clause)
    is_change = _BY.search(text, max(clause[0], draft.start - 4), draft.number.start + 3) is not None
    is_quantity = draft.kind == "money" or (draft.kind == "share" and (draft.number.kind != "fraction" or is_change))
    if is_quantity and draft.counted is None:
        draft.counted = subject_of_measure(text, draft.span, clause)
    if draft.kind in ("money", "share", "rate"):
        draft.place = draft.place or find_owner(text, draft.span, block_span)
    draft.scope = draft.scope or _find_scope(text, draft, clause)


_TALLY = re.compile(
    r"\b(?:number|toll|tally|count|total|list)s?\b(?P<rest>[^.;:\d]{0,100}?)"
    r"\s(?:from\s+(?:[\w,.]+\s+){1,3})?(?:to|at|is|was|from|stands?|stood|reach(?:es|ed)?|hits?|pass(?:es|ed)|tops|topped)\s+(?:now\s+)?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:cut|rises?|rose|risen|climbs?|climbed|down|up|revised|reduced|lowered|raised|fell|falls?)\s+to\s+$",
    re.IGNORECASE,
)
_BY_AGE = re.compile(r"\b(?:at|aged|age)\s+$")


def _read_tally(text: str, draft: Draft, clause: tuple[int, int], beside: Span) -> None:
    """ "the number of dead at 27", "killing 19", "19 dead": people, or what the tally names, with no noun after."""
    before = text[max(clause[0], beside.start) : draft.start]
    tally = _TALLY.search(text[clause[0] : draft.start])
    of = _OF.match(tally["rest"]) if tally is not None else None
    phrase = read_noun_phrase(tally["rest"], of.end(), len(tally["rest"]))[0] if tally is not None and of else ""
    if tally is not None:
        draft.scope = draft.scope or Scope.TOTAL
    if phrase and not is_person(phrase.split()[-1]):
        draft.counted, draft.unit = phrase, phrase.split()[-1].lower()
    elif draft.measure in person_measures() and (tally is not None or _is_said_of(text, draft, before)):
        draft.counted, draft.unit, draft.kind = phrase or "people", "persons", "persons"


def _is_said_of(text: str, draft: Draft, before: str) -> bool:
    """Whether a word of what happened to people stands right before or after the number, with no noun between."""
    measures = load_words().measures
    after = measures.match(text, draft.end + 1) if text[draft.end : draft.end + 1] == " " else None
    if after is not None or _CHANGE.search(before):
        return True
    if _BY_AGE.search(before):
        return False
    found = list(measures.finditer(before))
    return bool(found) and found[-1].end() == len(before.rstrip()) and before[-1:] == " "


def _find_scope(text: str, draft: Draft, clause: tuple[int, int]) -> Scope | None:
    tables = load_words()
    after = text[draft.end : min(clause[1], draft.end + 60)]
    before = text[max(clause[0], draft.start - 40) : draft.number.start]
    if tables.remaining.match(after):
        return Scope.REMAINING
    if draft.kind != "duration" and tables.rate.match(after):
        return Scope.RATE
    is_total = tables.total.search(before) or re.match(r"\s+in\s+(?:total|all)\b", after)
    return Scope.TOTAL if is_total else None
