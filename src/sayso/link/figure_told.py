"""Whose count a figure is, as of when, and how it is quoted."""

from __future__ import annotations

import re

from sayso.link.figures import Setting
from sayso.link.ground import Ground, quote_words
from sayso.link.periods import spans_days
from sayso.link.speakers import name_organisation
from sayso.model import Date, Figure

COMPARED = re.compile(r"\b(?:than|from)\s+(?:on|in|at|the)?\s*$")
COMPARED_REACH = 12  # characters before a date
LONGEST_ISSUE = 45  # days that the date of an article may span and still date its counts


def date_figure(figure: Figure, ground: Ground) -> Date | None:
    """As of when a figure holds: its own date, its statement's, else its article's where that is of a month at most."""
    if _is_compared(figure, ground):
        return ground.published.get(figure.article)
    own = ground.dates.get(figure.id) or (ground.dates.get(figure.statement) if figure.statement else None)
    if own is not None:
        return own
    published = ground.published.get(figure.article)
    return published if published is not None and spans_days(published) <= LONGEST_ISSUE else None


def quote_figure(figure: Figure, ground: Ground) -> str:
    """A figure in its own words, with the day for which it holds; the day of an article that only tells it as the count
    before is none."""
    former = ground.settings.get(figure.id, Setting()).former and figure.id not in ground.dates
    date = None if former else date_figure(figure, ground)
    return quote_words(ground.texts[figure.article][figure.start : figure.end]) + (f" ({date.date})" if date else "")


def find_side(figure: Figure, ground: Ground) -> str | None:
    """Whose count a figure is: the speaker's organisation, else the speaker; None for the article's own words."""
    speaker = ground.speakers.find(figure.statement or "")
    return (name_organisation(speaker) or speaker.name) if speaker else None


def tell_counter(figure: Figure, ground: Ground) -> str:
    speaker = ground.speakers.find(figure.statement or "")
    return speaker.name if speaker else "another source of the article"


def _is_compared(figure: Figure, ground: Ground) -> bool:
    """Whether the date of a figure is only that of what it is held against: "six, two more than on Sunday"."""
    span = figure.as_of.span if figure.as_of else None
    text = ground.texts.get(figure.article, "")
    return span is not None and COMPARED.search(text[max(0, span.start - COMPARED_REACH) : span.start]) is not None
