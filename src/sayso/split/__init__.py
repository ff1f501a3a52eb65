"""Page → Blocks: where each article that is printed on the page begins and ends.

An article opens with its headline, with a credit (outlet, age, byline) and a headline, or with its first paragraph. A
block printed again with a headline or credit of its own is a second article; one without is a repeat of the first.
`sayso.strip` then says what inside a block is the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sayso.model import MarkKind, MediaType, Page, Record, Span
from sayso.rules.lines import read_lines
from sayso.rules.moments import match_fused
from sayso.rules.shape import Line
from sayso.split.blocks import Draft, drop_between, drop_slight, end_article
from sayso.split.digests import find_digest
from sayso.split.entries import find_fused, find_voices
from sayso.split.frames import find_framed
from sayso.split.items import Items, Opening
from sayso.split.marked import draft_listed, draft_marked, draft_message, find_marked_digest, find_marked_frames
from sayso.split.openings import find_openings
from sayso.split.teasers import find_listed, skip_kicker


class Block(Record, frozen=True):
    """One article as it is printed on a page. Spans are whole lines, without the white space at their edges.

    Only a headline may be a part of its line: after a number or a time, which then is a credit, or before the text; and
    a credit, if it is the time with which a paragraph begins.
    """

    span: Span  # from the first to the last line that belongs to it
    headline: Span | None = None
    headline_repeats: tuple[Span, ...] = ()
    credits: tuple[Span, ...] = ()  # outlet, time and byline lines
    body: Span | None = None  # from its first to its last paragraph; furniture between them included
    repeats: tuple[Span, ...] = ()  # paragraphs printed again
    boxes: tuple[Span, ...] = ()  # lines between paragraphs that lead to other articles
    listed: bool = False  # an item of a page whose outlet and day are those of all its items


def split_page(page: Page) -> tuple[Block, ...]:
    """The articles on the page, in order; none where it holds only furniture, or headlines that lead elsewhere."""
    lines = read_lines(page.text)
    told = {mark.kind for mark in page.marks}
    if MarkKind.ITEM in told:
        return tuple(_make_block(draft, _cut_heads(draft), listed=True) for draft in draft_listed(page, lines))
    marked = MarkKind.MAIN in told
    if MarkKind.TEASER in told or (not marked and find_listed(lines)):
        return ()
    if items := _find_items(page, lines, marked=marked):
        drafts = [drop_between(draft, items.between) for draft in _end_all(lines, items.openings, items.end)]
        return tuple(_make_block(draft, items.heads, items.times, listed=not items.foreign) for draft in drafts)
    drafts = draft_marked(page, lines) if marked else _draft_openings(lines[: find_voices(lines)])
    if not drafts and page.media_type in _ENTRIES:
        drafts = draft_message(page, lines)
    return tuple(_make_block(draft) for draft in drafts)


_ENTRIES = frozenset((MediaType.RSS, MediaType.ATOM, MediaType.JSON_FEED))


def _draft_openings(lines: Sequence[Line]) -> list[Draft]:
    return drop_slight(_end_all(lines, find_openings(lines), len(lines)))


def _find_items(page: Page, lines: Sequence[Line], *, marked: bool) -> Items | None:
    """The items of a live blog, digest or collection; of a page whose elements speak only sure ones."""
    if marked:
        return find_marked_frames(page, lines) or find_fused(lines) or find_marked_digest(page, lines)
    return find_framed(lines) or find_fused(lines) or find_digest(lines)


def find_teasers(page: Page) -> tuple[Span, ...]:
    """The headlines on a page that is a list of them: sections, feeds of links. They are no articles."""
    kinds = {mark.kind for mark in page.marks}
    if kinds & {MarkKind.MAIN, MarkKind.TEASER, MarkKind.ITEM}:
        found = [(mark.start, mark.end) for mark in page.marks if mark.kind is MarkKind.TEASER]
    else:
        lines = read_lines(page.text)
        found = [(lines[number].start, lines[number].end) for number in find_listed(lines)]
    return tuple(Span(start + skip_kicker(page.text[start:end]), end) for start, end in found)


def _end_all(lines: Sequence[Line], openings: Sequence[Opening], end: int) -> list[Draft]:
    """Each article reaches to the next one's opening, the last to line `end`."""
    ends = [*(opening.start for opening in openings[1:]), end]
    return [end_article(lines, opening, end) for opening, end in zip(openings, ends, strict=False)]


_WHOLE: Mapping[int, tuple[int, int]] = MappingProxyType({})
_UNTIMED: Mapping[int, int] = MappingProxyType({})


def _make_block(
    draft: Draft,
    heads: Mapping[int, tuple[int, int]] = _WHOLE,
    timed: Mapping[int, int] = _UNTIMED,
    *,
    listed: bool = False,
) -> Block:
    def span(number: int) -> Span:
        return Span(draft.lines[number].start, draft.lines[number].end)

    body = Span(span(draft.body[0]).start, span(draft.body[-1]).end) if draft.body else None
    own = [*draft.headlines, *draft.credits, *draft.body, *draft.repeats]
    headed = draft.headlines[:1] or tuple(number for number in draft.body[:1] if number in heads)
    headline = _cut_headline(draft.lines[headed[0]], heads.get(headed[0])) if headed else None
    times = tuple(span(number) for number in draft.headlines[:1] if number in heads and _opens_with_time(draft, number))
    return Block(
        span=Span(span(min(own)).start, span(max(own)).end),
        headline=headline,
        headline_repeats=tuple(span(number) for number in draft.headlines[1:]),
        credits=(*times, *_cut_times(draft, timed), *(span(number) for number in sorted(draft.credits))),
        body=body,
        repeats=tuple(span(number) for number in draft.repeats),
        boxes=tuple(span(number) for number in draft.boxes),
        listed=listed,
    )


def _cut_heads(draft: Draft) -> Mapping[int, tuple[int, int]]:
    """Which characters of an entry's headline are left where a time stands before it."""
    found = {number: match_fused(draft.lines[number].text) for number in draft.headlines[:1]}
    return {number: (match.end(), len(draft.lines[number].text)) for number, match in found.items() if match}


def _cut_times(draft: Draft, timed: Mapping[int, int]) -> Iterator[Span]:
    """The times with which lines of the body begin."""
    for number in draft.body:
        if number in timed:
            start = draft.lines[number].start
            yield Span(start, start + timed[number])


_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)|\[(?=[^\]\n]+\]\([^\s()]+\)$)")


def _cut_headline(line: Line, head: tuple[int, int] | None) -> Span:
    """The headline on its line: all of it but the marks of Markdown, where nothing else is known."""
    start, end = head or (0, len(line.text))
    mark = _MARKDOWN.match(line.text, start, end) if head is None else None
    if mark:
        start = mark.end()
        end = line.text.index("](", start) if mark[0] == "[" else end
    return Span(line.start + start, line.start + end)


def _opens_with_time(draft: Draft, number: int) -> bool:
    """Whether a time stands before the headline on its line."""
    return _CLOCK.search(draft.lines[number].text[:12]) is not None


_CLOCK = re.compile(r"\d\s?[:.hH]\s?\d\d")
