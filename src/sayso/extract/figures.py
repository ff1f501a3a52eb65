"""Figures of an article: numbers that count something, with hedge, unit, what they count and as of when.

A number becomes a figure in three steps: `numbers` finds it, `figure_drafts` reads the words around it (or says that
it counts nothing), and `figure_relations` ties figures to each other: conversions, parts of a whole, nouns left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from sayso.extract.figure_days import date_figures
from sayso.extract.figure_draft import Draft
from sayso.extract.figure_drafts import read_figure
from sayso.extract.figure_framed import frame_figures
from sayso.extract.figure_relations import complete_headline, relate_figures
from sayso.extract.numbers import Number, find_numbers
from sayso.model import ArticleText, DateMention, Figure, Span, Statement, make_id
from sayso.spans import contains, overlaps

_AGO = re.compile(r"[\s-](?:second|minute|hour|day|week|month|year|decade|season)s?\b", re.IGNORECASE)
FEW = 13  # speakers in words
MOST_NUMBERS = 5000  # numbers read in one paragraph: a page with more of them is a table


def extract_figures(
    item: ArticleText, statements: Sequence[Statement], dates: Sequence[DateMention]
) -> tuple[Figure, ...]:
    """The figures of headline and body, in the order of the page, each tied to the innermost statement around it."""
    return extract_all_figures([item], [statements], [dates])[0]


def extract_all_figures(
    items: Sequence[ArticleText],
    statements: Sequence[Sequence[Statement]],
    dates: Sequence[Sequence[DateMention]],
) -> list[tuple[Figure, ...]]:
    """`extract_figures` of each article; the sentences whose parse is asked and not kept are parsed together."""
    blocks = [_list_blocks(item) for item in items]
    drafts = [
        relate_figures(item.text, _read_figures(item.text, spans, dated, item.article.language or "en"))
        for item, spans, dated in zip(items, blocks, dates, strict=True)
    ]
    for item, found in zip(items, drafts, strict=True):
        if item.article.headline is not None:
            complete_headline(found)  # before a parse of the headline guesses; of days again, when they are known
    english = [at for at, item in enumerate(items) if (item.article.language or "en") == "en"]
    frame_figures([items[at].text for at in english], [drafts[at] for at in english], [blocks[at] for at in english])
    return [_finish_figures(*of_one) for of_one in zip(items, drafts, blocks, statements, dates, strict=True)]


def _list_blocks(item: ArticleText) -> list[Span]:
    return [span for span in (item.article.headline, *item.article.body) if span is not None]


def _finish_figures(
    item: ArticleText,
    drafts: Sequence[Draft],
    blocks: Sequence[Span],
    statements: Sequence[Statement],
    dates: Sequence[DateMention],
) -> tuple[Figure, ...]:
    date_figures(item.text, drafts, blocks, dates)
    if item.article.headline is not None:
        complete_headline(drafts)
    ids = {id(draft): make_id("figure", item.article.id, draft.start, draft.end) for draft in drafts}
    contents = _Contents(statements)
    figures = [_finish(item, draft, ids, contents) for draft in drafts]
    return tuple(sorted(figures, key=lambda figure: (figure.start, figure.end)))


def _read_figures(text: str, blocks: Sequence[Span], dates: Sequence[DateMention], language: str) -> list[Draft]:
    taken = _Taken(dates)
    drafts: list[Draft] = []
    for block, span in enumerate(blocks):
        found = islice(find_numbers(text, span.start, span.end, language), MOST_NUMBERS)
        numbers = [n for n in found if not taken.covers(n) or _AGO.match(text, n.end, span.end)]
        ends = [span.start, *(n.end for n in numbers)]
        starts = [*(n.start for n in numbers), span.end]
        for at, number in enumerate(numbers):
            draft = read_figure(text, number, span, block, Span(ends[at], starts[at + 1]), language)
            if draft is not None:
                draft.aside = draft.aside or ("mention" if taken.covers(number) else None)
                drafts.append(draft)
    return drafts


def _finish(item: ArticleText, draft: Draft, ids: dict[int, str], contents: _Contents) -> Figure:
    statement = contents.innermost(draft.span)
    if draft.aside is None and contents.counts_speakers(draft):
        draft.aside = "mention"
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
        aside=draft.aside,
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
        self._heads = {span.start for statement in statements for span in statement.source.spans}
        self._longest = max((part.end - part.start for part, _, _ in self._parts), default=0)

    def counts_speakers(self, draft: Draft) -> bool:
        """ "Two people familiar with the talks said": a few in words with which a source begins."""
        is_few = draft.number.kind == "words" and draft.number.low < FEW
        return draft.kind == "persons" and is_few and draft.start in self._heads

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the shortest content part that holds the span."""
        first = bisect_left(self._starts, span.end - self._longest)
        near = self._parts[first : bisect_right(self._starts, span.start)]
        around = [(part.end - part.start, name, statement) for part, name, statement in near if contains(part, span)]
        return min(around, key=lambda entry: entry[:2])[2] if around else None
