"""Conversions between currencies and units: the rates a page prints, and what is beyond rounding."""

from __future__ import annotations

import math
import re

from sayso.extract.figure_draft import Draft
from sayso.extract.figure_words import unit_factors
from sayso.model import Scope
from sayso.rules.lines import load_rules

CONVERSION_TOLERANCE = 0.012  # share by which a conversion may miss its rate besides rounding
_EXCHANGE_NOTE = re.compile(r"(?P<sign>[^\s\d(]{1,3})\s?1\s*=\s*$")


def read_exchange_rate(text: str, draft: Draft, rates: dict[tuple[str, str], float]) -> None:
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


def doubt_conversion(draft: Draft, original: Draft, rates: dict[tuple[str, str], float]) -> str | None:
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
