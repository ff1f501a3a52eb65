"""As of when a figure is told: by the dates of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.extract.figure_context import distance_from, find_clause
from sayso.extract.figure_draft import Draft
from sayso.model import DateMention, Span

_NOT_AS_OF = re.compile(r"\b(?:since|after|before|until|till|from)\s+$", re.IGNORECASE)
_BEFORE_THAT = re.compile(r"\b(?:from|against|than|with)\s+(?:the\s+|just\s+|only\s+)?$")
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
