"""The day of an article: as its outlet prints days, and with what the page's metadata say against it."""

from __future__ import annotations

import re

import msgspec

from sayso.model import DateExpression, Page
from sayso.rules.outlet_rules import OutletRules
from sayso.rules.times import find_date

_DIGITS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


def order_date(page: Page, printed: DateExpression | None, rules: OutletRules) -> DateExpression | None:
    """`06/07/2031`, of which the text alone gives but the year, as the outlet prints its dates."""
    if printed is None or printed.span is None or len(printed.value) > 4:
        return printed
    found = _DIGITS.fullmatch(page.text[printed.span.start : printed.span.end])
    if found is None:
        return printed
    first, second = int(found[1]), int(found[2])
    day, month = (first, second) if rules.date_order == "dmy" else (second, first)
    value = f"{found[3]}-{month:02}-{day:02}"
    return msgspec.structs.replace(printed, value=value, because=f"printed as {rules.name} prints its dates")


def weigh_dates(page: Page, printed: DateExpression | None, field: str) -> DateExpression | None:
    """The date that the text prints, with what the page's metadata say against it; their date where it prints none.

    Of `06/07/2025` the text gives but the year: the metadata's day is taken where it is one of the two.
    """
    facts = page.facts
    said = facts.published if field == "published" else facts.modified
    found = find_date(said) if said else None
    if found is None:
        return printed
    source = f"the page's metadata ({facts.basis[field]})" if field in facts.basis else "the page's metadata"
    if printed is None:
        return DateExpression(value=found.value, because=source)
    if printed.value == found.value:
        return printed
    words = page.text[printed.span.start : printed.span.end] if printed.span else ""
    if {int(part) for part in found.value.split("-")} <= {int(part) for part in re.findall(r"\d{1,4}", words)}:
        return msgspec.structs.replace(printed, value=found.value, because=f"printed; which day, by {source}")
    return msgspec.structs.replace(printed, because=f"printed; {source} say {found.value}")
