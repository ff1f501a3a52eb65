"""Figures tied to each other: conversions, parts of a whole, nouns left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.extract.figure_asides import OLDEST
from sayso.extract.figure_context import person_measures
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_rates import doubt_conversion, read_exchange_rate
from sayso.extract.figure_shares import OF_A_WHOLE, part_measures
from sayso.extract.figure_words import fold, is_person, is_plural, load_words
from sayso.model import Scope
from sayso.rules.lines import load_rules

NEIGHBOURS = 300  # characters between two figures that may still be tied to each other
AMOUNTS = frozenset({"money", "share", "rate"})  # kinds of units
HOME_DOLLAR = "local dollars"  # which country's is not said
POINTING_BACK = 6  # figures before one that "that is a rise of" may point back at
POINTING_REACH = 700  # … where the later one says "that is a rise of"
ANSWER_ROOM = 1.25  # times by which an exact number may differ from the rough one that it answers
LEAST_MONEY = 1e5  # a bare number after an amount of money that may be money itself

_OPENS_CONVERSION = re.compile(r"\s*\((?:about\s+|around\s+|roughly\s+|or\s+|some\s+|nearly\s+|almost\s+)?")
_BEFORE_BRACKET = re.compile(r"\s+((?:[a-z]+\s)?[a-z]+)\s*\((?:about\s+|around\s+|roughly\s+|or\s+|some\s+)?")
_NOUN_BEFORE_BRACKET = re.compile(r"\s+((?:[a-z]+\s)?[a-z]+)\)")
_FROM_BEFORE = re.compile(
    r"(?:\s+\w+)?,?\s+from\s+(?:the\s+)?|[^.;\d]{0,60}?,?\s(?:up\s+from|down\s+from|not|rather\s+than|instead\s+of)\s+(?:the\s+)?"
)
_POINTING_BACK = re.compile(r"\b(?:this|that|it|which)\b[^.;\d]{0,50}$", re.IGNORECASE)
_PART_OF_NUMBER = re.compile(r"\s+of\s+(?:an?\s+|the\s+|some\s+)?(?:[a-z]+\s+){0,2}\d")
_INCLUDING = re.compile(
    r"[^.;]{0,60}\b(?:including|of\s+(?:whom|which|them)|among\s+them)\s+(?:\w+\s+){0,2}", re.IGNORECASE
)
_WITH = re.compile(r"[^.;]{0,60},?\s+with\s+")
_OF_THEM = re.compile(r"\s+of\s+(?:which|whom|them)\b")
_TO = re.compile(r"\s+to\s+(?:just\s+|only\s+)?")
_FROM = re.compile(r"\b(?:from|by)\s+$")
_OF_THE = re.compile(r"\b[Oo]f\s+(?:the|those|these)\s+$")
_ITS_WHOLE = re.compile(r"\s+of\s+(?:them|whom|which|those|these)\b")
_VOTES_TO = re.compile(r"(?:\s+votes)?\s+to\s+(?:the\s+)?")
_AGAINST = re.compile(r"\b(?:from|against|versus|compared\s(?:with|to)|than|below|above)\s(?:the\s|an?\s)?$")
_SUMS_UP = re.compile(
    r"\b(?:[Tt]hat|[Tt]his|[Ii]t|which)\s(?:makes?|made|brings?|brought)\s(?:it\s|the\s\w+\s)?(?:to\s)?$"
)
_OPENS_QUOTE = re.compile(r"(?:^|\s)[\"“‘«]$")
_ENDS_ANSWER = re.compile(r"[,.!;](?!\d)|\s[–—-]\s|[\"”’»]")
_NEXT_WORD = re.compile(r"\s*(?:[,.;:)\"”]|([A-Za-z'’]+)|$)")


def relate_figures(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each tied to the one before it in its paragraph; what says nothing becomes an aside."""
    kept: list[Draft] = []
    asides = [draft for draft in drafts if draft.aside]
    rates: dict[tuple[str, str], float] = {}
    for draft in drafts:
        if draft.aside:
            continue
        read_exchange_rate(text, draft, rates)
        if kept and kept[-1].block == draft.block:
            _relate_to_previous(text, draft, kept[-1])
            _inherit_subject(text, draft, kept)
        if asides and asides[-1].aside == "mention" and _completes(text, asides[-1], draft):
            kept.append(asides.pop())
        if draft.unit is None and draft.counted is None:
            _repeat_noun(text, draft, kept)
            _answer(text, draft, kept)
        draft.aside = _find_emptiness(text, draft)
        (asides if draft.aside else kept).append(draft)
    for draft in kept:
        if draft.conversion_of is not None:
            draft.doubt = doubt_conversion(draft, draft.conversion_of, rates)
    found = sorted([*kept, *asides], key=lambda draft: (draft.start, draft.end))
    part_measures(text, found)
    return found


def _find_emptiness(text: str, draft: Draft) -> str | None:
    """What kind of aside a number is that has neither unit nor hedge: nothing that a reader could name is counted."""
    number = draft.number
    if number.is_range and draft.unit is None:
        return "mention"
    is_age = draft.qualifier in ("under", "over", "above", "below") and number.low < OLDEST
    if draft.unit or (draft.qualifier and not is_age) or number.kind in ("vague", "multiple"):
        return None
    if is_age and draft.qualifier:
        return "age"
    is_bare = re.fullmatch(r"\d{4}", text[number.start : number.end]) and not draft.counted
    return None if number.low >= 1000 and number.kind == "digits" and not is_bare else "mention"


def _relate_to_previous(text: str, draft: Draft, previous: Draft) -> None:
    if draft.start - previous.end > NEIGHBOURS:
        return
    between = text[previous.end : draft.start]
    if _read_unknown_currency(text, draft, previous, between):
        between = text[previous.end : draft.start]
    is_convertible = draft.kind not in (None, "persons") and draft.kind == previous.kind and draft.unit != previous.unit
    if _is_home_dollar(draft, previous) and _OPENS_CONVERSION.fullmatch(between):
        draft.unit, is_convertible = HOME_DOLLAR, True
    if is_convertible and _OPENS_CONVERSION.fullmatch(between):
        draft.conversion_of = previous
        draft.counted, draft.measure, draft.place = previous.counted, previous.measure, previous.place
        draft.scope = previous.scope
    else:
        _inherit_noun(text, draft, previous)
        _sum_up(text, draft, previous)
        _inherit_compared(draft, previous, between)
        _include(text, draft, previous, between)


def _inherit_compared(draft: Draft, previous: Draft, between: str) -> None:
    """ "coverage slipped to 83 percent, from 95 percent in 2012": an amount beside its like is of the same."""
    is_like = draft.kind == previous.kind and draft.unit == previous.unit and draft.kind in ("money", "share", "rate")
    if is_like and draft.counted is None and _AGAINST.search(between):
        draft.counted, draft.measure, draft.place = previous.counted, previous.measure, draft.place or previous.place


def _is_home_dollar(draft: Draft, previous: Draft) -> bool:
    """ "$US1 million ($1.5 million)": a bare sign beside one that names its country is the page's own dollar."""
    return draft.unit == previous.unit == "USD" and draft.number.sign == "$" and "U" in previous.number.sign


def _read_unknown_currency(text: str, draft: Draft, previous: Draft, between: str) -> bool:
    """ "44 million talents ($3.62 million)": what money in brackets converts is money, of a name that no table has."""
    noun = _BEFORE_BRACKET.fullmatch(between)
    if draft.kind == "money" and noun and _is_unknown_sum(previous, noun[1]):
        _set_currency(previous, noun[1])
        previous.end += noun.end(1)
        previous.counted = draft.counted
        return True
    after = _NOUN_BEFORE_BRACKET.match(text, draft.end)
    opens = _OPENS_CONVERSION.fullmatch(between)
    if previous.kind == "money" and opens and after and _is_unknown_sum(draft, after[1]):
        _set_currency(draft, after[1])
        draft.end = after.end(1)
    return False


def _is_unknown_sum(draft: Draft, noun: str) -> bool:
    """Whether a number may be of money: large, and of a noun that neither names people nor is in any table of units."""
    is_bare = draft.kind is None and not draft.aside and draft.number.kind in ("digits", "words")
    return is_bare and draft.number.low >= 1000 and is_plural(noun) and not is_person(noun)


def _set_currency(draft: Draft, noun: str) -> None:
    draft.unit, draft.kind, draft.counted = noun.lower(), "money", None


def _inherit_subject(text: str, draft: Draft, kept: Sequence[Draft]) -> None:
    """ "That is a rise of 22%", "at 3% of GDP": a change or share of what the amount before it is of.

    What is only crossed ("a threshold of 3%") is no such amount.
    """
    near = [d for d in kept[-POINTING_BACK:] if d.block == draft.block and draft.start - d.end <= POINTING_REACH]
    amounts = [d for d in near if d.kind in AMOUNTS and d.counted and d.measure != "threshold"]
    if draft.kind not in AMOUNTS or draft.conversion_of is not None or not amounts:
        return
    previous = amounts[-1]
    sentence_start = max(text.rfind(mark, previous.end, draft.start) for mark in (". ", "\n", ", "))
    is_change = draft.measure in load_rules("counted")["persons"]["changes"]
    before = text[max(previous.end, sentence_start) : draft.start]
    points_back = is_change and _POINTING_BACK.search(before)
    is_near = draft.start - previous.end <= NEIGHBOURS
    if points_back or (is_near and draft.unit == "percent of GDP" and not draft.noun_end):
        draft.counted, draft.place = previous.counted, previous.place or draft.place


def _inherit_noun(text: str, draft: Draft, previous: Draft) -> None:
    """ "6,000 remain": a number right before a verb counts what the number before it counted."""
    if draft.counted or draft.unit or draft.number.kind == "vague" or _PART_OF_NUMBER.match(text, draft.end):
        return
    if _FROM_BEFORE.fullmatch(text, previous.end, draft.start) and previous.counted:
        draft.counted, draft.unit, draft.kind = previous.counted, previous.unit, previous.kind
        draft.measure, draft.place, draft.scope = previous.measure, draft.place or previous.place, previous.scope
        return
    is_other_side = previous.unit == "votes" and _VOTES_TO.fullmatch(text, previous.end, draft.start)
    is_part = _ITS_WHOLE.match(text, draft.end) is not None
    if is_part and previous.kind != "persons" and _outnumbers(draft, previous):
        draft.counted, draft.unit, draft.kind = "people", "persons", "persons"  # those of the hamlets, not hamlets
        return
    if previous.counted and (is_other_side or is_part):
        draft.counted, draft.unit, draft.kind = previous.counted, previous.unit, previous.kind
        draft.measure = previous.measure if is_other_side else draft.measure
        return
    after = _NEXT_WORD.match(text, draft.end, draft.end + 24)
    if (
        previous.kind == "money" and draft.number.low >= LEAST_MONEY
    ):  # "a cost of 4.8 billion crowns; engineers say 7 bln"
        draft.unit, draft.kind = previous.unit, previous.kind
        draft.counted, draft.measure = previous.counted, draft.measure or previous.measure
        return
    verbs = load_rules("counted")["phrase"]["verbs_back"]
    is_before_verb = after is not None and (
        after[1] is None or after[1].lower() in verbs or load_words().measures.fullmatch(after[1]) is not None
    )
    if is_before_verb and previous.kind in ("persons", None) and previous.counted:
        draft.counted, draft.unit, draft.kind = previous.counted, previous.unit, previous.kind
        draft.place = draft.place or previous.place


def _sum_up(text: str, draft: Draft, previous: Draft) -> None:
    """ "one of them was dead. That makes seven": a sum is of what is told last before it to have happened to people."""
    summing = _SUMS_UP.search(text, previous.start, draft.start)
    if summing is None or draft.unit != previous.unit or previous.kind not in ("persons", None):
        return
    told = list(load_words().measures.finditer(text, max(previous.start - NEIGHBOURS, 0), summing.start()))
    fates = [m for match in told if (m := load_words().measure_of[fold(match.group())]) in person_measures()]
    draft.measure, draft.scope = (fates[-1] if fates else draft.measure), Scope.TOTAL


def _answer(text: str, draft: Draft, kept: Sequence[Draft]) -> None:
    """ "“Thirty-one, and I hope no more,” she said": a quotation that opens with a bare number counts what a hedged
    number told before counts, if it is about as large: "more than 30 people have died".
    """
    if not _OPENS_QUOTE.search(text, max(0, draft.start - 4), draft.start) or not _ENDS_ANSWER.match(text, draft.end):
        return
    asked = [d for d in kept if d.counted and d.kind in ("persons", None) and _is_answered(d, draft)]
    if not asked:
        return
    about = asked[-1]
    draft.counted, draft.unit, draft.kind = about.counted, about.unit, about.kind
    draft.measure, draft.place = draft.measure or about.measure, draft.place or about.place


def _is_answered(asked: Draft, draft: Draft) -> bool:
    """Whether an exact number is what a hedged one leaves open: 31 after "more than 30"."""
    value, told = draft.number.low, asked.number.low
    if asked.qualifier is None or not value / ANSWER_ROOM <= told <= value * ANSWER_ROOM:
        return False
    is_rough = asked.minimum is not None and asked.minimum == asked.maximum
    return is_rough or (asked.minimum or 0) <= value <= (asked.maximum or value)


def _completes(text: str, first: Draft, draft: Draft) -> bool:
    """ "cut from 48 to 36 hours", "five of the 14 golds": whether a number has the noun that the last one lacks."""
    if first.block != draft.block or draft.unit is None or first.unit or first.counted:
        return False
    if draft.counted and draft.kind in (None, "persons") and OF_A_WHOLE.fullmatch(text, first.end, draft.start):
        first.included_in, first.counted, first.unit, first.kind = draft, draft.counted, draft.unit, draft.kind
        first.aside = None
        return True
    if not _TO.fullmatch(text, first.end, draft.start) or not _FROM.search(text, max(0, first.start - 24), first.start):
        return False
    first.unit, first.kind, first.counted = draft.unit, draft.kind, draft.counted
    first.measure, first.place, first.aside = draft.measure, draft.place, None
    return True


def _repeat_noun(text: str, draft: Draft, kept: Sequence[Draft]) -> None:
    """ "Of the 514, 48 needed care": a number that was told before counts what it counted."""
    if not _OF_THE.search(text, max(0, draft.start - 10), draft.start):
        return
    told = next(
        (d for d in reversed(kept) if d.counted and d.number.low == draft.number.low and not d.number.sign), None
    )
    if told is not None:
        draft.counted, draft.unit, draft.kind, draft.place = told.counted, told.unit, told.kind, told.place


def _include(text: str, draft: Draft, previous: Draft, between: str) -> None:
    """ "4,700 casualties, including 600 deaths"; "1,000 of an estimated 11,000"; "two-thirds of whom"."""
    if OF_A_WHOLE.fullmatch(between) and previous.number.kind != "vague":
        if draft.unit == "persons" or previous.unit is None:
            previous.included_in = draft
            previous.counted, previous.unit = previous.counted or draft.counted, previous.unit or draft.unit
        return
    is_share = draft.kind == "share"
    is_part = (
        (is_share and previous.kind == "persons" and _WITH.fullmatch(between))
        or (not draft.number.sign and _INCLUDING.fullmatch(between))
        or (_OF_THEM.match(text, draft.end) and not _outnumbers(draft, previous))
    )
    if is_part:
        whole = previous.conversion_of or previous
        draft.included_in = whole
        draft.scope = draft.scope or (Scope.SHARE if is_share else None)
        draft.counted = whole.counted if is_share else draft.counted or whole.counted


def _outnumbers(draft: Draft, previous: Draft) -> bool:
    """Whether "900 of them" cannot be of the "two hamlets" before."""
    return (
        draft.kind != "share"
        and previous.kind != "share"
        and draft.number.low > (previous.maximum or previous.number.low)
    )


def complete_headline(drafts: Sequence[Draft]) -> None:
    """A headline cuts short what the body says of the same number: what it counts, and as of when."""
    body = [draft for draft in drafts if draft.block and not draft.aside]
    for draft in drafts:
        is_headline = not draft.block and not draft.aside
        other = next((other for other in body if _is_same_number(draft, other)), None) if is_headline else None
        if other is not None:
            draft.unit, draft.counted = draft.unit or other.unit, draft.counted or other.counted
            draft.as_of = draft.as_of or other.as_of


def _is_same_number(headline: Draft, other: Draft) -> bool:
    return (
        (headline.number.low, headline.number.high, headline.scope)
        == (other.number.low, other.number.high, other.scope)
    ) and headline.unit in (None, other.unit)
