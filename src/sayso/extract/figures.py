"""Figures of an article: numbers that count something, with hedge, unit, what they count and as of when.

A number becomes a figure in three steps: `sayso.extract.numbers` finds it, `_read_figure` reads the words around it by
`sayso.extract.figure_words` (or says that it counts nothing), and `_relate` ties figures to each other: conversions,
parts of a whole, nouns left out.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.extract.figure_words import (
    calendar_names,
    counts_nothing,
    distance_from,
    find_clause,
    find_unit,
    fold,
    is_designation,
    is_person,
    is_plural,
    is_trivial,
    load_words,
    nearest_measure,
    nearest_place,
    read_noun_phrase,
    subject_of_measure,
    unit_factors,
)
from sayso.extract.numbers import Number, find_numbers
from sayso.model import ArticleText, DateExpression, DateMention, Figure, Scope, Span, Statement, make_id
from sayso.rules.lines import load_rules
from sayso.spans import contains, overlaps

MOST_NUMBERS = 5000  # numbers read in one paragraph: a page with more of them is a table
NEIGHBOURS = 300  # characters between two figures that may still be tied to each other
CONVERSION_TOLERANCE = 0.012  # share by which a conversion may miss its rate besides rounding

_SHAPES: dict[str, tuple[str, str, Scope | None]] = {
    "fraction": ("fraction", "share", Scope.SHARE),
    "ratio": ("ratio", "ratio", None),
    "multiple": ("times", "ratio", Scope.RATE),
}


@dataclass(slots=True)
class _Draft:
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
    included_in: _Draft | None = None
    conversion_of: _Draft | None = None
    doubt: str | None = None
    as_of: DateExpression | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def extract_figures(
    item: ArticleText, statements: Sequence[Statement], dates: Sequence[DateMention]
) -> tuple[Figure, ...]:
    """The figures of headline and body, in the order of the page, each tied to the innermost statement around it."""
    blocks = [span for span in (item.article.headline, *item.article.body) if span is not None]
    drafts = _relate(item.text, _read_figures(item.text, blocks, dates))
    _date(item.text, drafts, blocks, dates)
    if item.article.headline is not None:
        _complete_headline(drafts)
    ids = {id(draft): make_id("figure", item.article.id, draft.start, draft.end) for draft in drafts}
    contents = _Contents(statements)
    figures = [_finish(item, draft, ids, contents) for draft in drafts]
    return tuple(sorted(figures, key=lambda figure: (figure.start, figure.end)))


def _read_figures(text: str, blocks: Sequence[Span], dates: Sequence[DateMention]) -> list[_Draft]:
    taken = _Taken(dates)
    return [
        draft
        for block, span in enumerate(blocks)
        for number in islice(find_numbers(text, span.start, span.end), MOST_NUMBERS)
        if not taken.covers(number) and (draft := _read_figure(text, number, span, block)) is not None
    ]


def _finish(item: ArticleText, draft: _Draft, ids: dict[int, str], contents: _Contents) -> Figure:
    statement = contents.innermost(draft.span)
    return Figure(
        id=ids[id(draft)],
        article=item.article.id,
        page=item.article.page,
        start=draft.start,
        end=draft.end,
        minimum=draft.minimum,
        maximum=draft.maximum,
        qualifier=draft.qualifier,
        unit=draft.unit,
        counted=draft.counted,
        measure=draft.measure,
        place=draft.place,
        scope=draft.scope,
        included_in=ids.get(id(draft.included_in)),
        conversion_of=ids.get(id(draft.conversion_of)),
        doubt=draft.doubt,
        as_of=draft.as_of or (statement.said if statement else None),
        statement=statement.id if statement else None,
    )


class _Taken:
    """The characters of date expressions, for quick look-up: their digits are no figures."""

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self._spans = sorted(Span(mention.start, mention.end) for mention in dates)
        self._starts = [span.start for span in self._spans]

    def covers(self, number: Number) -> bool:
        at = bisect_right(self._starts, number.end - 1)
        return any(overlaps(span, Span(number.start, number.end)) for span in self._spans[max(0, at - 2) : at])


class _Contents:
    """The parts of all statements' contents, to find the innermost around a figure."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._parts = sorted(
            ((part, statement.id, statement) for statement in statements for part in statement.content),
            key=lambda entry: entry[:2],
        )
        self._starts = [part.start for part, _, _ in self._parts]
        self._longest = max((part.end - part.start for part, _, _ in self._parts), default=0)

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the shortest content part that holds the span."""
        first = bisect_left(self._starts, span.end - self._longest)
        near = self._parts[first : bisect_right(self._starts, span.start)]
        around = [(part.end - part.start, name, statement) for part, name, statement in near if contains(part, span)]
        return min(around, key=lambda entry: entry[:2])[2] if around else None


# --- one figure -----------------------------------------------------------------------------------------------------


def _read_figure(text: str, number: Number, block_span: Span, block: int) -> _Draft | None:
    """The figure at a number, or None where the number counts nothing."""
    before = text[max(block_span.start, number.start - 60) : number.start]
    after = text[number.end : min(block_span.end, number.end + 100)]
    if counts_nothing(number, text[number.start : number.end], before, after):
        return None
    draft = _Draft(number, block, number.start, number.end, number.low, number.high)
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
    _read_context(text, draft, block_span)
    return draft


def _read_unit(draft: _Draft, after: str) -> None:
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


def _set_unit(draft: _Draft, match: re.Match[str], after: str) -> None:
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


def _read_more(text: str, draft: _Draft, before: str) -> None:
    """ "3,000 more", "an additional 500": the number comes on top of another."""
    more = load_words().more.match(text[draft.end : draft.end + 16])
    if more:
        draft.end += more.end()
    if (more and more["word"].lower() != "new") or load_words().additional.search(before):
        draft.scope = Scope.ADDITIONAL


def _read_qualifier(text: str, draft: _Draft, before: str) -> None:
    """The hedge before the number ("more than", "about") or after it ("or more"), and the side it leaves open."""
    tables, number = load_words(), draft.number
    match = tables.qualifier.search(before)
    hedge = fold(match["words"]) if match else ""
    # "over five years" is for so long, not for longer.
    if match and not (draft.kind == "duration" and hedge in ("over", "under", "beyond", "above", "below")):
        draft.start = number.start - len(before) + match.start("words")
    else:
        hedge = ""
    after = tables.qualifier_after.match(text, draft.end, draft.end + 16)
    if not hedge and after:
        hedge, draft.end = fold(after["words"]), after.end()
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
_CLOSING_MARK = re.compile(r"[\"”'’](?=\s)")


def _read_counted(text: str, draft: _Draft, block_span: Span) -> None:
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


def _phrase_after(text: str, draft: _Draft, stop: int) -> tuple[str, int]:
    of = _OF.match(text, draft.end, stop)
    if draft.kind in ("duration", "ratio"):
        return "", draft.end
    if draft.kind == "money" or (draft.kind == "share" and draft.number.kind != "fraction"):
        joint = of or _ON.match(text, draft.end, stop)
        return read_noun_phrase(text, joint.end(), stop) if joint else _rated_noun(text, draft, stop)
    if of and (draft.kind is not None or draft.number.kind == "vague" or _DETERMINER.search(of.group())):
        return read_noun_phrase(text, of.end(), stop)
    mark = _CLOSING_MARK.match(text, draft.end, stop)
    return read_noun_phrase(text, mark.end() if mark else draft.end, stop)


def _rated_noun(text: str, draft: _Draft, stop: int) -> tuple[str, int]:
    """ "100% tariffs on electric cars", "a 20% stake": the noun right after a percentage, with what it is on."""
    phrase, end = read_noun_phrase(text, draft.end, stop)
    if draft.kind != "share" or not phrase or not (is_plural(phrase) or load_words().measures.search(phrase)):
        return "", draft.end
    on = _PLAIN_ON.match(text, end, stop)
    what, what_end = read_noun_phrase(text, on.end(), stop) if on else ("", end)
    return (f"{phrase} on {what}", what_end) if what else (phrase, end)


def _read_context(text: str, draft: _Draft, block_span: Span) -> None:
    """Measure, place and scope from the clause around the figure."""
    clause = find_clause(text, draft.start, draft.end, block_span)
    if draft.unit == "percent of GDP":
        draft.measure = "share of GDP"
    elif draft.kind not in ("duration", "ratio"):
        draft.measure = nearest_measure(text, draft.span, draft.noun_end, clause)
    draft.place = nearest_place(text, draft.span, clause)
    is_quantity = draft.kind == "money" or (draft.kind == "share" and draft.number.kind != "fraction")
    if is_quantity and draft.counted is None:
        draft.counted = subject_of_measure(text, draft.span, clause)
    draft.scope = draft.scope or _find_scope(text, draft, clause)


def _find_scope(text: str, draft: _Draft, clause: tuple[int, int]) -> Scope | None:
    tables = load_words()
    after = text[draft.end : min(clause[1], draft.end + 60)]
    before = text[max(clause[0], draft.start - 40) : draft.number.start]
    if tables.remaining.match(after):
        return Scope.REMAINING
    if draft.kind != "duration" and tables.rate.match(after):
        return Scope.RATE
    is_total = tables.total.search(before) or re.match(r"\s+in\s+(?:total|all)\b", after)
    return Scope.TOTAL if is_total else None


# --- figures among each other ---------------------------------------------------------------------------------------

_OPENS_CONVERSION = re.compile(r"\s*\((?:about\s+|around\s+|roughly\s+|or\s+)?")
_OF_A_WHOLE = re.compile(r"\s*(?:out\s+)?of\s+(?:an?\s+|the\s+|some\s+)?")
_PART_OF_NUMBER = re.compile(r"\s+of\s+(?:an?\s+|the\s+|some\s+)?(?:[a-z]+\s+){0,2}\d")
_INCLUDING = re.compile(
    r"[^.;]{0,60}\b(?:including|of\s+(?:whom|which|them)|among\s+them)\s+(?:\w+\s+){0,2}", re.IGNORECASE
)
_WITH = re.compile(r"[^.;]{0,60},?\s+with\s+")
_OF_THEM = re.compile(r"\s+of\s+(?:which|whom|them)\b")
_NEXT_WORD = re.compile(r"\s*(?:[,.;:)\"”]|([A-Za-z'’]+)|$)")
_EXCHANGE_NOTE = re.compile(r"(?P<sign>[^\s\d(]{1,3})\s?1\s*=\s*$")


def _relate(text: str, drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts that say something, tied to the one before them in their paragraph."""
    kept: list[_Draft] = []
    rates: dict[tuple[str, str], float] = {}
    for draft in drafts:
        _read_exchange_rate(text, draft, rates)
        if kept and kept[-1].block == draft.block:
            _relate_to_previous(text, draft, kept[-1])
        if _says_something(text, draft):
            kept.append(draft)
    for draft in kept:
        if draft.conversion_of is not None:
            draft.doubt = _doubt_conversion(draft, draft.conversion_of, rates)
    return kept


def _says_something(text: str, draft: _Draft) -> bool:
    """A small number with neither unit nor hedge counts nothing that a reader could name; nor does a score."""
    number = draft.number
    if number.is_range and draft.unit is None:
        return False
    if draft.unit or draft.qualifier or number.kind in ("vague", "multiple"):
        return True
    is_bare = re.fullmatch(r"\d{4}", text[number.start : number.end]) and not draft.counted
    return number.low >= 1000 and number.kind == "digits" and not is_bare


def _relate_to_previous(text: str, draft: _Draft, previous: _Draft) -> None:
    if draft.start - previous.end > NEIGHBOURS:
        return
    between = text[previous.end : draft.start]
    is_convertible = draft.kind not in (None, "persons") and draft.kind == previous.kind and draft.unit != previous.unit
    if is_convertible and _OPENS_CONVERSION.fullmatch(between):
        draft.conversion_of = previous
        draft.counted, draft.measure, draft.place = previous.counted, previous.measure, previous.place
        draft.scope = previous.scope
    else:
        _inherit_noun(text, draft, previous)
        _include(text, draft, previous, between)


def _inherit_noun(text: str, draft: _Draft, previous: _Draft) -> None:
    """ "6,000 remain": a number right before a verb counts what the number before it counted."""
    if draft.counted or draft.unit or draft.number.kind == "vague" or _PART_OF_NUMBER.match(text, draft.end):
        return
    after = _NEXT_WORD.match(text, draft.end, draft.end + 24)
    verbs = load_rules("counted")["phrase"]["verbs_back"]
    is_before_verb = after is not None and (after[1] is None or after[1].lower() in verbs)
    if is_before_verb and previous.kind in ("persons", None) and previous.counted:
        draft.counted, draft.unit, draft.kind = previous.counted, previous.unit, previous.kind
        draft.place = draft.place or previous.place


def _include(text: str, draft: _Draft, previous: _Draft, between: str) -> None:
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
        or _OF_THEM.match(text, draft.end)
    )
    if is_part:
        whole = previous.conversion_of or previous
        draft.included_in = whole
        draft.scope = draft.scope or (Scope.SHARE if is_share else None)
        draft.counted = whole.counted if is_share else draft.counted or whole.counted


def _read_exchange_rate(text: str, draft: _Draft, rates: dict[tuple[str, str], float]) -> None:
    """ "($1 = 1.3905 Canadian dollars)": an agency's note, kept as a rate and used to check conversions."""
    note = _EXCHANGE_NOTE.search(text[max(0, draft.start - 16) : draft.start])
    signs = load_rules("units")["signs"]
    if note is None or draft.unit is None or draft.kind != "money" or note["sign"] not in signs:
        return
    base = signs[note["sign"]]
    rates[draft.unit, base] = draft.number.low
    draft.unit, draft.scope, draft.kind = f"{draft.unit} per {base}", Scope.RATE, "rate"
    draft.counted = draft.measure = "exchange rate"


def _doubt_conversion(draft: _Draft, original: _Draft, rates: dict[tuple[str, str], float]) -> str | None:
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


def _find_rate(draft: _Draft, original: _Draft, rates: dict[tuple[str, str], float]) -> float | None:
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


def _date(text: str, drafts: Sequence[_Draft], blocks: Sequence[Span], dates: Sequence[DateMention]) -> None:
    """Give each figure the nearest date of its own clause; a conversion that of its original."""
    ordered = sorted(dates, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for draft in drafts:
        source = draft.conversion_of or draft
        left, right = find_clause(text, source.start, source.end, blocks[source.block])
        near = [
            (distance_from(source.span, mention.start, mention.end), mention.start, mention.expression)
            for mention in ordered[bisect_left(starts, left) : bisect_right(starts, right)]
            if mention.end <= right + 1 and not _NOT_AS_OF.search(text[max(0, mention.start - 12) : mention.start])
        ]
        draft.as_of = min(near, key=lambda entry: entry[:2])[2] if near else None


def _complete_headline(drafts: Sequence[_Draft]) -> None:
    """A headline cuts short what the body says of the same number: what it counts, and as of when."""
    body = [draft for draft in drafts if draft.block]
    for draft in drafts:
        other = next((other for other in body if _is_same_number(draft, other)), None) if not draft.block else None
        if other is not None:
            draft.unit, draft.counted = draft.unit or other.unit, draft.counted or other.counted
            draft.as_of = draft.as_of or other.as_of


def _is_same_number(headline: _Draft, other: _Draft) -> bool:
    return (
        (headline.number.low, headline.number.high, headline.scope)
        == (other.number.low, other.number.high, other.scope)
    ) and headline.unit in (None, other.unit)
