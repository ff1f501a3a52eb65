"""Figures tied to each other and to dates: conversions, parts of a whole, nouns left out, as of when."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.extract.figure_asides import OLDEST
from sayso.extract.figure_context import distance_from, find_clause
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_words import is_person, is_plural, load_words, unit_factors
from sayso.model import DateMention, Scope, Span
from sayso.rules.lines import load_rules

NEIGHBOURS = 300  # characters between two figures that may still be tied to each other
AMOUNTS = frozenset({"money", "share", "rate"})  # kinds of units
HOME_DOLLAR = "local dollars"  # which country's is not said
POINTING_BACK = 6  # figures before one that "that is a rise of" may point back at
POINTING_REACH = 700  # … where the later one says "that is a rise of"
LEAST_MONEY = 1e5  # a bare number after an amount of money that may be money itself
CONVERSION_TOLERANCE = 0.012  # share by which a conversion may miss its rate besides rounding

_OPENS_CONVERSION = re.compile(r"\s*\((?:about\s+|around\s+|roughly\s+|or\s+|some\s+|nearly\s+|almost\s+)?")
_BEFORE_BRACKET = re.compile(r"\s+((?:[a-z]+\s)?[a-z]+)\s*\((?:about\s+|around\s+|roughly\s+|or\s+|some\s+)?")
_NOUN_BEFORE_BRACKET = re.compile(r"\s+((?:[a-z]+\s)?[a-z]+)\)")
_FROM_BEFORE = re.compile(
    r"(?:\s+\w+)?,?\s+from\s+(?:the\s+)?|[^.;\d]{0,60}?,?\s(?:up\s+from|down\s+from|not|rather\s+than|instead\s+of)\s+(?:the\s+)?"
)
_POINTING_BACK = re.compile(r"\b(?:this|that|it|which)\b[^.;\d]{0,50}$", re.IGNORECASE)
_OF_A_WHOLE = re.compile(r"\s*(?:out\s+)?of\s+(?:an?\s+|the\s+|some\s+)?")
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
_NEXT_WORD = re.compile(r"\s*(?:[,.;:)\"”]|([A-Za-z'’]+)|$)")
_EXCHANGE_NOTE = re.compile(r"(?P<sign>[^\s\d(]{1,3})\s?1\s*=\s*$")


def relate_figures(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each tied to the one before it in its paragraph; what says nothing becomes an aside."""
    kept: list[Draft] = []
    asides = [draft for draft in drafts if draft.aside]
    rates: dict[tuple[str, str], float] = {}
    for draft in drafts:
        if draft.aside:
            continue
        _read_exchange_rate(text, draft, rates)
        if kept and kept[-1].block == draft.block:
            _relate_to_previous(text, draft, kept[-1])
            _inherit_subject(text, draft, kept)
        if asides and asides[-1].aside == "mention" and _completes(text, asides[-1], draft):
            kept.append(asides.pop())
        if draft.unit is None and draft.counted is None:
            _repeat_noun(text, draft, kept)
        draft.aside = _find_emptiness(text, draft)
        (asides if draft.aside else kept).append(draft)
    for draft in kept:
        if draft.conversion_of is not None:
            draft.doubt = _doubt_conversion(draft, draft.conversion_of, rates)
    return sorted([*kept, *asides], key=lambda draft: (draft.start, draft.end))


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
    if previous.counted and (is_other_side or _ITS_WHOLE.match(text, draft.end)):
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


def _completes(text: str, first: Draft, draft: Draft) -> bool:
    """ "cut from 48 to 36 hours", "five of the 14 golds": whether a number has the noun that the last one lacks."""
    if first.block != draft.block or draft.unit is None or first.unit or first.counted:
        return False
    if draft.counted and draft.kind in (None, "persons") and _OF_A_WHOLE.fullmatch(text, first.end, draft.start):
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
    if _OF_A_WHOLE.fullmatch(between) and previous.number.kind != "vague":
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


def _read_exchange_rate(text: str, draft: Draft, rates: dict[tuple[str, str], float]) -> None:
    """ "($1 = 1.3905 Canadian dollars)": an agency's note, kept as a rate and used to check conversions."""
    note = _EXCHANGE_NOTE.search(text[max(0, draft.start - 16) : draft.start])
    signs = load_rules("units")["signs"]
    if note is None or draft.unit is None or draft.kind != "money" or note["sign"] not in signs:
        return
    base = signs[note["sign"]]
    rates[draft.unit, base] = draft.number.low
    draft.unit, draft.scope, draft.kind = f"{draft.unit} per {base}", Scope.RATE, "rate"
    draft.counted = draft.measure = "exchange rate"
    draft.place = None


def _doubt_conversion(draft: Draft, original: Draft, rates: dict[tuple[str, str], float]) -> str | None:
    """A sentence where the conversion cannot be the original's: beyond rounding, past the side that a hedge closes."""
    rate = _find_rate(draft, original, rates)
    if not rate:
        return None
    low, high = -math.inf, math.inf
    is_closed = original.minimum is not None and original.maximum is not None
    slack = _rounding(original.number.low) if is_closed else 0.0
    tolerance = CONVERSION_TOLERANCE if is_closed else 0.0
    if original.minimum is not None:
        low = (original.minimum - slack) / rate * (1 - tolerance)
    if original.maximum is not None:
        high = (original.maximum + slack) / rate * (1 + tolerance)
    found = draft.number.low
    if low <= found + _rounding(found) and found - _rounding(found) <= high:
        return None
    expected = original.number.low / rate
    return (
        f"At the rate given, {original.number.low:g} {original.unit} is {expected:.4g} {draft.unit}, not {found:.4g}."
    )


def _find_rate(draft: Draft, original: Draft, rates: dict[tuple[str, str], float]) -> float | None:
    """How many of the original's units make one of the draft's."""
    if draft.unit is None or original.unit is None:
        return None
    if draft.kind == "money":
        return rates.get((original.unit, draft.unit))
    factors = unit_factors()
    if draft.unit not in factors or original.unit not in factors:
        return None
    return factors[draft.unit] / factors[original.unit]


def _rounding(value: float) -> float:
    """Half of the last digit that is not a trailing nought: 500 is good to 50, 3.63 billion to 5 million."""
    if value <= 0 or not math.isfinite(value):
        return 0.0
    decimals = f"{value:.9f}".rstrip("0").partition(".")[2]
    if decimals:
        return float(0.5 * 10.0 ** -len(decimals))
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return step / 2


# --- as of when -----------------------------------------------------------------------------------------------------

_NOT_AS_OF = re.compile(r"\b(?:since|after|before|until|till|from)\s+$", re.IGNORECASE)
_BEFORE_THAT = re.compile(r"\b(?:from|against|than|with)\s+(?:the\s+|just\s+|only\s+)?$")


_AGAINST = re.compile(r"\b(?:from|against|versus|compared\s(?:with|to)|than|below|above)\s(?:the\s|an?\s)?$")
_COMPARED = re.compile(
    r",\s(?:(?:up|down|and)\s)?(?:from|against|below|above|compared\s(?:with|to)|versus)\s[^,;.]{0,30}\d"
)


def date_figures(text: str, drafts: Sequence[Draft], blocks: Sequence[Span], dates: Sequence[DateMention]) -> None:
    """Give each figure the nearest date of its own clause; a conversion that of its original.

    The date right behind the count before ("up from 33 a day earlier") is of that count alone.
    """
    ends = {draft.end: draft for draft in drafts if _BEFORE_THAT.search(text[max(0, draft.start - 16) : draft.start])}
    ordered = sorted(dates, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for draft in drafts:
        source = draft.conversion_of or draft
        left, right = find_clause(text, source.start, source.end, blocks[source.block])
        near = [
            (distance_from(source.span, mention.start, mention.end), mention.start, mention.expression)
            for mention in ordered[bisect_left(starts, left) : bisect_right(starts, right)]
            if mention.end <= right + 1
            and not _NOT_AS_OF.search(text[max(0, mention.start - 12) : mention.start])
            and ends.get(mention.start - 1, source) is source
            and not _COMPARED.search(text, source.end, max(source.end, mention.start))
        ]
        draft.as_of = min(near, key=lambda entry: entry[:2])[2] if near else None


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
