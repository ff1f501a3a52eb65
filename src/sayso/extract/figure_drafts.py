"""One figure read from the words around its number: value and hedge, unit, what it counts, measure, place and scope."""

from __future__ import annotations

import re
from collections.abc import Container

from sayso.extract.figure_acts import find_deed
from sayso.extract.figure_asides import NOTHING, is_designation, is_trivial, name_aside
from sayso.extract.figure_context import (
    find_act,
    find_change,
    find_clause,
    find_sum_measure,
    nearest_measure,
    nearest_place,
    person_measures,
    place_pointed_at,
)
from sayso.extract.figure_counted import OF, is_vague_sum, read_counted, read_next_word
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_holders import name_holder, name_of_amount
from sayso.extract.figure_subjects import (
    find_fined,
    find_owner,
    find_sender,
    name_sender,
    name_sufferer,
    subject_of_clause,
    subject_of_measure,
)
from sayso.extract.figure_units import LABELS, read_label, read_more, read_qualifier, read_unit
from sayso.extract.figure_words import fold, is_person, load_words, read_noun_phrase
from sayso.extract.numbers import Number
from sayso.model import Scope, Span
from sayso.rules.lines import load_rules

FAR_BEFORE, FAR_BEHIND = 12, 60  # characters: a word of measure nearer than this says more than a verb of no table
LEAST_SUM = 1e6  # of a currency that no table has


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
    if aside in LABELS:
        read_label(text, draft, before, after, block_span)
        return draft
    read_unit(draft, before, after)
    if draft.unit == "percent" and load_words().idioms.match(text[draft.end : draft.end + 20]):
        return None
    read_more(text, draft, before)
    if language == "en":
        read_counted(text, draft, block_span)
    else:
        read_next_word(text, draft, block_span)
    counted = draft.counted or ""
    if draft.kind in (None, "persons") and is_designation(number, before, counted):
        draft.aside = "name"
    elif draft.kind in (None, "persons") and is_trivial(number, before, counted, is_persons=draft.kind == "persons"):
        draft.aside = "mention"
    read_qualifier(text, draft, before)
    _read_context(text, draft, block_span, beside or block_span)
    return draft


def _read_context(text: str, draft: Draft, block_span: Span, beside: Span) -> None:
    """Measure, place and scope from the clause around the figure."""
    clause = find_clause(text, draft.start, draft.end, block_span)
    draft.measure = _find_measure(text, draft, clause, beside)
    if draft.unit is None and draft.counted is None:
        _read_tally(text, draft, clause, beside)
    draft.place = nearest_place(text, draft.span, clause) or place_pointed_at(text, draft.span, clause, block_span)
    if _is_amount(text, draft, clause) or is_vague_sum(text, draft):
        _read_amount(text, draft, block_span, clause)
    elif draft.kind in load_rules("counted")["kinds"]["held"] and draft.counted is None:
        of = name_of_amount(text, draft.span, block_span)
        draft.counted = of or name_holder(text, draft.span, block_span, lasts=draft.kind == "duration")
    elif draft.kind == "persons" and not draft.aside:
        _read_whose(text, draft, block_span, clause)
        if draft.place is None and draft.measure == "employment":
            draft.place = find_owner(text, draft.span, block_span, clause[0])
    draft.scope = draft.scope or _find_scope(text, draft, clause)


def _find_measure(text: str, draft: Draft, clause: tuple[int, int], beside: Span) -> str | None:
    """The measure that the clause names, else the one of the unit's kind."""
    kinds = load_rules("counted")["kinds"]
    if draft.kind == "ratio":
        return None
    if draft.unit == "percent of GDP":
        return "share of GDP"
    if draft.kind in kinds["own"]:
        return str(draft.kind)
    is_count = draft.kind in (None, "persons")
    measure = find_act(text, draft.start, draft.counted, clause) if is_count else _find_aspect(text, draft, clause)
    if draft.kind == "money" or (draft.kind is None and draft.number.low >= LEAST_SUM):
        measure = measure or find_sum_measure(text, draft.start, clause)
    near, distance = nearest_measure(
        text, draft.span, draft.noun_end, clause, beside, is_count=is_count, barred=_bar_measures(draft)
    )
    if draft.kind == "duration":
        named = measure or near
        return named if named in kinds["durations"] else "duration"
    if measure is None and (is_count or draft.kind in ("mass", "money")):
        near = _find_own_act(text, draft, clause, beside, (near, distance))
    return measure or near or kinds.get(draft.kind)


def _bar_measures(draft: Draft) -> Container[str]:
    """ "four boats worth 9,000 euros": of boats no value is counted, no euros are hurt; a share of people may be."""
    persons: dict[str, list[str]] = load_rules("counted")["persons"]
    if draft.kind == "share" and (draft.noun_end or draft.number.kind == "fraction"):
        return ()
    return persons["amounts"] if draft.kind in (None, "persons") else persons["measures"]


def _find_own_act(
    text: str, draft: Draft, clause: tuple[int, int], beside: Span, named: tuple[str | None, int]
) -> str | None:
    """What was done to what is counted, or the measure that a word as near to it names."""
    near, distance = named
    deed = find_deed(text, draft, clause, beside.start) if not draft.aside else None
    if deed is None or (near and distance <= (FAR_BEFORE if deed.leads else FAR_BEHIND)):
        return near
    return deed.participle


def _find_aspect(text: str, draft: Draft, clause: tuple[int, int]) -> str | None:
    """ "a rise of 7% in spending", "dependence on imported wheat at 70% of demand": the aspect that says most."""
    if draft.scope is Scope.SHARE and subject_of_measure(text, draft.span, clause, only="share"):
        return "share"
    return find_change(text, draft.start, clause, is_by=_is_told_by(text, draft, clause))


_BY = re.compile(r"\b[Bb]y\s")


def _is_amount(text: str, draft: Draft, clause: tuple[int, int]) -> bool:
    """Whether a figure is of money, a share or a rate: what it is of stands elsewhere than right after it."""
    if draft.kind in ("money", "rate"):
        return True
    return draft.kind == "share" and (draft.number.kind != "fraction" or _is_told_by(text, draft, clause))


def _is_told_by(text: str, draft: Draft, clause: tuple[int, int]) -> bool:
    """Whether a number is that by which something changes: "by a fifth"."""
    return _BY.search(text, max(clause[0], draft.start - 4), draft.number.start + 3) is not None


def _read_amount(text: str, draft: Draft, block_span: Span, clause: tuple[int, int]) -> None:
    """What an amount is of, and whose: by the measuring noun, the subject of the clause, the country that acts."""
    if draft.measure == "share" and draft.counted and draft.scope is Scope.SHARE:
        shared = subject_of_measure(text, draft.span, clause, only="share")
        draft.counted = f"{shared}, of {draft.counted}" if shared else draft.counted
    if draft.counted is None:
        draft.counted = _find_amounting(text, draft, block_span, clause)
    if draft.place and draft.counted and draft.counted[:1].islower():
        sender = find_sender(text, draft.span, block_span)
        draft.counted = f"{sender}'s {draft.counted}" if sender else draft.counted
    draft.place = draft.place or find_owner(text, draft.span, block_span, clause[0])


def _find_amounting(text: str, draft: Draft, block_span: Span, clause: tuple[int, int]) -> str | None:
    """What an amount is of that no noun follows: "2026 defence spending", "the bridge" that costs so much."""
    if draft.measure == "fine" and (fined := find_fined(text, draft.start, clause)):
        return fined
    of = name_of_amount(text, draft.span, block_span)
    if of and not load_words().measures.search(of):
        return of
    measured = subject_of_measure(text, draft.span, clause)
    if measured is None or " " not in measured:  # "a bargain for the buyers, with discounts of 5%"
        measured = _subject_of_sentence(text, draft, block_span) or measured
    is_verb = measured is None or measured.lower() in load_rules("counted")["persons"]["verbs"]
    subject = subject_of_clause(text, draft.span, clause) if is_verb else None
    if subject and " " not in subject and subject.endswith("ed"):
        subject = None  # "…, which eased to 3%"
    if subject is None and (is_verb or (measured is not None and _tells_little(measured))):
        subject = name_holder(text, draft.span, block_span)
    return subject or measured


def _tells_little(measured: str) -> bool:
    """Whether a measuring word is a verb, or the poll in which an amount was found, and not what it is of."""
    return measured.endswith("ed") or measured.lower() in ("poll", "survey", "seen")


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
    r"|reach(?:es|ed)?|hits?|passe[sd]|tops?|topped|nears?|\b(?:toll|tally)\s+of)\s+$",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|approved|passed|rejected|defeated|carried|elected|backed)\b[^.;]{0,40}?\sby\s+$"
)
_SIDES = re.compile(r"(?:\s+votes)?(?:\s+to\s+|-)\d")
_PASSED = re.compile(
    r"\b(?P<noun>[a-z]+s)\s(?:(?:in|at|of|across|from)\s(?:the\s)?(?:[A-Z][\w'’-]*\s){1,3})?(?:(?:have|has|had|now|then)\s){0,2}"
    r"(?:pass(?:es|ed|ing)?|tops?|topped|topping|nears?|exceeds?|exceeded|hits?|reach(?:es|ed)?|(?:rises?|rose|risen|climbs?|climbed|jumps?"
    r"|jumped|falls?|fell|soars?|soared)\s(?:past|above|to))\s+$"
)
_FEARED = re.compile(r"\s(?:(?:feared|believed|presumed|confirmed|reported|pronounced|declared|found|left)\s)?")
_BY_AGE = re.compile(r"\b(?:at|aged|age)\s+$")


def _read_tally(text: str, draft: Draft, clause: tuple[int, int], beside: Span) -> None:
    """ "the number of dead at 27", "killing 19", "19 dead": people, or what the tally names, with no noun after."""
    before = text[max(clause[0], beside.start) : draft.start]
    if _VOTED.search(text[clause[0] : draft.start]) and _SIDES.match(text, draft.end):
        draft.counted = draft.unit = draft.measure = "votes"
        return
    passed = _PASSED.search(text[max(clause[0], beside.start) : draft.number.start])
    if passed and load_words().measure_of.get(passed["noun"]) in person_measures():
        draft.counted, draft.scope = passed["noun"], draft.scope or Scope.TOTAL
        draft.unit, draft.kind = ("persons", "persons") if is_person(passed["noun"]) else (passed["noun"], None)
        return
    tally = _TALLY.search(text[clause[0] : draft.start])
    of = OF.match(tally["rest"]) if tally is not None else None
    phrase = read_noun_phrase(tally["rest"], of.end(), len(tally["rest"]))[0] if tally is not None and of else ""
    if tally is not None:
        draft.scope = draft.scope or Scope.TOTAL
        draft.measure = _measure_of_tally(tally) or draft.measure
    if phrase and not is_person(phrase.split()[-1]):
        draft.counted, draft.unit = phrase, phrase.split()[-1].lower()
    elif phrase:
        draft.counted, draft.unit, draft.kind = phrase, "persons", "persons"
    elif draft.measure in person_measures() and (tally is not None or _is_said_of(text, draft, before)):
        draft.counted, draft.unit, draft.kind = "people", "persons", "persons"


def _measure_of_tally(tally: re.Match[str]) -> str | None:
    """ "the death toll from the slide above the town rose to": what the words of a tally themselves measure."""
    near = max(0, tally.start() - 10)
    found = load_words().measures.finditer(tally.string, near, tally.start("rest"))
    named = [load_words().measure_of[fold(match.group())] for match in found]
    return next((measure for measure in named if measure in person_measures()), None)


def _is_said_of(text: str, draft: Draft, before: str) -> bool:
    """Whether a word of what happened to people stands right before or after the number, with no noun between."""
    measures = load_words().measures
    feared = _FEARED.match(text, draft.end)
    after = measures.match(text, feared.end()) if feared else None
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
