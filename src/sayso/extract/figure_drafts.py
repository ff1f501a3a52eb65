"""One figure read from the words around its number: value and hedge, unit, what it counts, measure, place and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.extract.figure_asides import NOTHING, is_designation, is_trivial, name_aside
from sayso.extract.figure_context import (
    calendar_names,
    find_clause,
    nearest_measure,
    nearest_place,
    person_measures,
    place_pointed_at,
)
from sayso.extract.figure_subjects import find_owner, find_sender, name_sender, name_sufferer, subject_of_measure
from sayso.extract.figure_words import find_unit, fold, is_person, is_plural, load_words, read_noun_phrase
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
    aside: str | None = None
    is_joined: bool = False  # "a 125-seat house": the unit is what is counted

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def read_figure(
    text: str, number: Number, block_span: Span, block: int, beside: Span | None = None, language: str = "en"
) -> Draft | None:
    """The figure at a number, or None where the number counts nothing.

    `beside` reaches from the number before it to the number after it: what stands beyond is said of another number.
    """
    before = text[max(block_span.start, number.start - 60) : number.start]
    after = text[number.end : min(block_span.end, number.end + 100)]
    aside = name_aside(number, text[number.start : number.end], before, after)
    if aside == NOTHING:
        return None
    draft = Draft(number, block, number.start, number.end, number.low, number.high, aside=aside)
    if aside in _LABELS:
        _read_label(text, draft, before, after, block_span)
        return draft
    _read_unit(draft, before, after)
    if draft.unit == "percent" and load_words().idioms.match(text[draft.end : draft.end + 20]):
        return None
    _read_more(text, draft, before)
    if language == "en":
        _read_counted(text, draft, block_span)
    else:
        _read_next_word(text, draft, block_span)
    counted = draft.counted or ""
    if draft.kind in (None, "persons") and is_designation(number, before, counted):
        draft.aside = "name"
    elif draft.kind in (None, "persons") and is_trivial(number, before, counted, is_persons=draft.kind == "persons"):
        draft.aside = "mention"
    _read_qualifier(text, draft, before)
    _read_context(text, draft, block_span, beside or block_span)
    return draft


_LABELS: dict[str, str | None] = {"age": "years", "score": "points", "rank": None, "calibre": "mm", "name": None}
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w'’.-]*\s+){0,3}[A-Z][\w'’.-]+)(?:\s+(?:Jr|Sr|II|III)\.?)?,\s$")
_NAME_AFTER = re.compile(r"\s?,\s((?:[A-Z][\w'’.-]*\s?){1,4})(?=,)")
_AGED = re.compile(r"[\s-]{1,3}(year|month|week|day)s?[\s-]{1,3}olds?\b")
_LAST_WORD = re.compile(r"([A-Za-z][\w'’-]*)[\s#.]*$")


def _read_label(text: str, draft: Draft, before: str, after: str, block_span: Span) -> None:
    """Whose age, which score, what the number names: it is an aside and has neither hedge nor scope."""
    draft.measure, draft.unit = draft.aside, _LABELS[draft.aside or ""]
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
    elif draft.aside in ("name", "rank"):
        last = _LAST_WORD.search(before)
        draft.counted = last[1] if last else None
    draft.place = None


_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:\s+of)?\s+(?:an?\s+)?$|\bmagnitude-$", re.IGNORECASE)


def _read_unit(draft: Draft, before: str, after: str) -> None:
    number, tables = draft.number, load_words()
    if number.sign and number.sign != "-":
        draft.unit, draft.kind = load_rules("units")["signs"][number.sign], "money"
    elif number.kind in _SHAPES:
        draft.unit, draft.kind, draft.scope = _SHAPES[number.kind]
    elif _MAGNITUDE_BEFORE.search(before):
        draft.unit = draft.kind = "magnitude"
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


def _read_more(text: str, draft: Draft, before: str) -> None:
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


def _read_qualifier(text: str, draft: Draft, before: str) -> None:
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
    if not phrase or phrase.split()[0] in calendar_names() or _opens_verb(text, draft.end, end):
        return
    nouns = phrase.split()
    while draft.unit is None and draft.number.low != 1 and nouns and not is_plural(nouns[-1]):
        nouns.pop()
    draft.counted, draft.noun_end = " ".join(nouns) or phrase, end
    if draft.is_joined:
        draft.counted = f"{draft.unit} of {draft.counted}"
    if draft.unit is None and nouns:
        draft.unit, draft.kind = ("persons", "persons") if is_person(nouns[-1]) else (nouns[-1].lower(), None)


def _opens_verb(text: str, start: int, end: int) -> bool:
    """ "22,000 walk out": whether the words after a number are the first of a longer one of what is done."""
    verb = load_words().measures.match(text, start + 1, end + 24)
    return verb is not None and verb.end() > end


_NEXT_WORD = re.compile(r"\s([^\W\d_]{4,})(?![\w-])")


def _read_next_word(text: str, draft: Draft, block_span: Span) -> None:
    """In a language whose nouns no table has, the next word is what a number without a unit counts."""
    word = _NEXT_WORD.match(text, draft.end, block_span.end) if draft.unit is None else None
    if word is not None:
        draft.counted, draft.unit, draft.noun_end = word[1], word[1].lower(), word.end()


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
        measure = nearest_measure(text, draft.span, draft.noun_end, clause, beside, is_count=False)
        draft.measure = measure if measure in load_rules("counted")["kinds"]["durations"] else "duration"
    elif draft.kind != "ratio":
        is_count = draft.kind in (None, "persons")
        draft.measure = nearest_measure(text, draft.span, draft.noun_end, clause, beside, is_count=is_count)
        draft.measure = draft.measure or load_rules("counted")["kinds"].get(draft.kind)
    if draft.unit is None and draft.counted is None:
        _read_tally(text, draft, clause, beside)
    draft.place = nearest_place(text, draft.span, clause) or place_pointed_at(text, draft.span, clause, block_span)
    is_change = _BY.search(text, max(clause[0], draft.start - 4), draft.number.start + 3) is not None
    is_quantity = draft.kind == "money" or (draft.kind == "share" and (draft.number.kind != "fraction" or is_change))
    if (is_quantity or draft.kind == "rate") and draft.counted is None:
        draft.counted = subject_of_measure(text, draft.span, clause) or _subject_of_sentence(text, draft, block_span)
    if draft.kind in ("money", "share", "rate"):
        if draft.place and draft.counted and draft.counted[:1].islower():
            sender = find_sender(text, draft.span, block_span)
            draft.counted = f"{sender}'s {draft.counted}" if sender else draft.counted
        draft.place = draft.place or find_owner(text, draft.span, block_span, clause[0])
    elif draft.kind == "persons" and not draft.aside:
        _read_whose(text, draft, block_span, clause)
    draft.scope = draft.scope or _find_scope(text, draft, clause)


_WITH = re.compile(r",\s(?:with|at|or)\s+$")


def _subject_of_sentence(text: str, draft: Draft, block_span: Span) -> str | None:
    """ "Purchases of crude would stop, with some 2 million barrels a day lost": what the clause before is about."""
    left, _ = find_clause(text, draft.start, draft.end, block_span)
    if not _WITH.search(text, max(block_span.start, left - 8), left):
        return None
    before, _ = find_clause(text, max(block_span.start, left - 8), draft.start, block_span)
    return subject_of_measure(text, Span(left, draft.end), (before, left))


def _read_whose(text: str, draft: Draft, block_span: Span, clause: tuple[int, int]) -> None:
    """Whose soldiers are sent, and who had the casualties, where the sentence says it before the number."""
    senders = load_rules("counted")["senders"]
    noun = (draft.counted or "").split()[-1:]
    if noun and noun[0].lower() in senders["forces"] and (draft.counted or "")[:1].islower():
        sender = name_sender(text, draft.span, block_span)
        draft.counted = f"{sender} {draft.counted}" if sender else draft.counted
    elif draft.counted and draft.counted.lower() in senders["losses"]:
        draft.counted = name_sufferer(text, draft.span, clause) or draft.counted


_TALLY = re.compile(
    r"\b(?:number|toll|tally|count|total|list)s?\b(?P<rest>[^.;:\d]{0,100}?)"
    r"\s(?:from\s+(?:[\w,.]+\s+){1,3})?(?:to|at|is|was|from|stands?|stood|reach(?:es|ed)?|hits?|pass(?:es|ed)|tops|topped)\s+(?:now\s+)?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:(?:cut|rises?|rose|risen|climbs?|climbed|down|up|revised|reduced|lowered|raised|fell|falls?)\s+to"
    r"|reach(?:es|ed)?|hits?|passe[sd]|tops?|topped|nears?)\s+$",
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
    elif phrase:
        draft.counted, draft.unit, draft.kind = phrase, "persons", "persons"
    elif draft.measure in person_measures() and (tally is not None or _is_said_of(text, draft, before)):
        draft.counted, draft.unit, draft.kind = "people", "persons", "persons"


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
    if tables.remaining.match(after) or tables.remaining_before.search(before):
        return Scope.REMAINING
    if draft.kind != "duration" and tables.rate.match(after):
        return Scope.RATE
    is_total = tables.total.search(before) or re.match(r"\s+in\s+(?:total|all)\b", after)
    return Scope.TOTAL if is_total else None
