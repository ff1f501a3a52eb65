"""Page → Blocks: where each article that is printed on the page begins and ends.

An article opens with its headline, with a credit (outlet, age, byline) and a headline, or with its first paragraph. A
block printed again with a headline or credit of its own is a second article; one without is a repeat of the first.
`sayso.strip` then says what inside a block is the article's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model import MarkKind, Page, Record, Span
from sayso.rules.lines import read_lines
from sayso.rules.shape import Line
from sayso.split.blocks import Draft, drop_slight, end_article
from sayso.split.items import find_items
from sayso.split.marked import draft_marked
from sayso.split.openings import Opening, find_openings


class Block(Record, frozen=True):
    """One article as it is printed on a page. Spans are whole lines, without the white space at their edges."""

    span: Span  # from the first to the last line that belongs to it
    headline: Span | None = None
    headline_repeats: tuple[Span, ...] = ()
    credits: tuple[Span, ...] = ()  # outlet, time and byline lines
    body: Span | None = None  # from its first to its last paragraph; furniture between them included
    repeats: tuple[Span, ...] = ()  # paragraphs printed again
    boxes: tuple[Span, ...] = ()  # lines between paragraphs that lead to other articles


def split_page(page: Page) -> tuple[Block, ...]:
    """The articles on the page, in order; none where it holds nothing but furniture."""
    lines = read_lines(page.text)
    marked = any(mark.kind is MarkKind.MAIN for mark in page.marks)
    if items := find_items(lines, marked=marked):
        drafts = _end_all(lines, items.openings, items.end)
    elif marked:
        drafts = draft_marked(page, lines)
    else:
        drafts = drop_slight(_end_all(lines, find_openings(lines), len(lines)))
    return tuple(_make_block(draft) for draft in drafts)


def _end_all(lines: Sequence[Line], openings: Sequence[Opening], end: int) -> list[Draft]:
    """Each article reaches to the next one's opening, the last to line `end`."""
    ends = [*(opening.start for opening in openings[1:]), end]
    return [end_article(lines, opening, end) for opening, end in zip(openings, ends, strict=False)]


def _make_block(draft: Draft) -> Block:
    def span(number: int) -> Span:
        return Span(draft.lines[number].start, draft.lines[number].end)

    body = Span(span(draft.body[0]).start, span(draft.body[-1]).end) if draft.body else None
    own = [*draft.headlines, *draft.credits, *draft.body, *draft.repeats]
    return Block(
        span=Span(span(min(own)).start, span(max(own)).end),
        headline=span(draft.headlines[0]) if draft.headlines else None,
        headline_repeats=tuple(span(number) for number in draft.headlines[1:]),
        credits=tuple(span(number) for number in sorted(draft.credits)),
        body=body,
        repeats=tuple(span(number) for number in draft.repeats),
        boxes=tuple(span(number) for number in draft.boxes),
    )
