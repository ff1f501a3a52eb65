"""The articles of an HTML page, whose elements say what its main text is, or where its items begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from sayso.model import Mark, MarkKind, Page
from sayso.rules.moments import is_entry_time
from sayso.rules.shape import CREDITS, Line, LineKind
from sayso.split.blocks import Draft, find_end
from sayso.split.called import is_mail, says_digest
from sayso.split.digest_signs import AGREE
from sayso.split.digests import find_digest
from sayso.split.frames import find_framed
from sayso.split.headlines import fold
from sayso.split.items import Items, Opening
from sayso.split.single_lines import find_led

_LIST = 5  # lines under a headline that are an article though none is a sentence: results, a calendar
_FAIR = 0.3  # share of the main text that stands under a headline
_NEAR = 12  # lines around headline and first paragraph in which credits are looked for

_LEAST_PARAGRAPHS = 2  # under a page's name that are an article
_LEAST_LEAD = 300  # characters of the paragraphs above the first item that are an article

Kinds = Mapping[int, set[MarkKind]]


def draft_marked(page: Page, lines: Sequence[Line]) -> list[Draft]:
    """One article, the lines of main text with the headline above; none where there is no text."""
    kinds = _kinds_by_line(page, lines)
    main = [number for number in range(len(lines)) if MarkKind.MAIN in kinds[number]]
    headlines = _find_headlines(page, lines, kinds, main)
    main = [number for number in main if number not in headlines and (not headlines or number > headlines[0])]
    main = main[: find_end([lines[number] for number in main], 0, len(main))]
    credited = _find_credits(lines, kinds, headlines, main)
    body = [number for number in main if number not in credited]
    while body and MarkKind.HEADING in kinds[body[-1]]:  # over what was found to be no text
        body.pop()
    if not any(lines[number].kind is LineKind.PROSE for number in body) and not (headlines and len(body) >= _LIST):
        return []
    return [Draft(lines, headlines, credited, tuple(body), ())]


def draft_message(page: Page, lines: Sequence[Line]) -> list[Draft]:
    """An entry of a feed, or a message, of a few lines without a full stop: all that is no headline or furniture."""
    kinds = _kinds_by_line(page, lines)
    headlines = tuple(number for number in kinds if MarkKind.HEADLINE in kinds[number])
    body = tuple(
        number
        for number, line in enumerate(lines)
        if number not in headlines and line.kind in (LineKind.TITLE, LineKind.LABEL, LineKind.PROSE)
    )
    return [Draft(lines, headlines, (), body, ())] if body else []


def draft_listed(page: Page, lines: Sequence[Line]) -> list[Draft]:
    """The items that the elements tell apart, and above them the article that leads the page."""
    kinds = _kinds_by_line(page, lines)
    starts = [line.start for line in lines]
    items = [mark for mark in page.marks if mark.kind is MarkKind.ITEM]
    drafts = _draft_lead(page, lines[: bisect_left(starts, items[0].start)])
    ranges = [range(bisect_left(starts, item.start), bisect_left(starts, item.end)) for item in items]
    told = [draft for numbers in ranges for draft in _draft_item(lines, kinds, numbers)]
    if told and _is_page_lead(kinds, told):
        del told[0]
    return [draft._replace(lines=lines) for draft in (*drafts, *told)]


def _is_page_lead(kinds: Kinds, drafts: Sequence[Draft]) -> bool:
    """Whether the first item is the page's own name over a paragraph: no other stands under such a heading."""
    first, *others = [any(MarkKind.HEADLINE in kinds[number] for number in draft.headlines) for draft in drafts]
    return first and bool(others) and not any(others) and len(drafts[0].body) < _LEAST_PARAGRAPHS


def find_marked_digest(page: Page, lines: Sequence[Line]) -> Items | None:
    """The items of a page that calls itself a digest, in its headings and main text alone."""
    kinds = _kinds_by_line(page, lines)
    numbers = [number for number in range(len(lines)) if kinds[number] & _TOLD]
    told = [lines[number] for number in numbers]
    mailed, named = is_mail(lines), says_digest(told)
    if not (mailed or named or _stands_under_name(lines, numbers)):
        return None
    sizes = _find_leads(page, lines)
    leads = {place: sizes[number] for place, number in enumerate(numbers) if number in sizes}
    items = find_digest(told, run_in=False, called=mailed or not named) or find_led(told, leads)
    if items is None:
        return None
    openings = [
        Opening(
            numbers[opening.start],
            tuple(numbers[number] for number in opening.headlines),
            tuple(numbers[number] for number in opening.credits),
            numbers[opening.body],
        )
        for opening in items.openings
    ]
    between = frozenset(numbers[number] for number in items.between)
    heads = {numbers[number]: span for number, span in items.heads.items()}
    return Items(openings, numbers[items.end - 1] + 1, between, heads)


def find_marked_frames(page: Page, lines: Sequence[Line]) -> Items | None:
    """The items that stand in frames which tell hours, if their texts are main text: readers' comments are none."""
    items = find_framed(lines, timed=True)
    if items is None:
        return None
    main = {mark.start for mark in page.marks if mark.kind is MarkKind.MAIN}
    told = sum(lines[opening.body].start in main for opening in items.openings)
    return items if told >= AGREE * len(items.openings) else None


def _stands_under_name(lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Whether the lines directly above the main text call the page a digest: no element says that they are headings."""
    top = numbers[0] if numbers else 0
    return says_digest(lines[max(0, top - _ABOVE) : top])


_ABOVE = 3  # lines above a page's main text in which it may say what it is


_TOLD = {MarkKind.HEADLINE, MarkKind.HEADING, MarkKind.MAIN}


def _draft_lead(page: Page, above: Sequence[Line]) -> list[Draft]:
    """The article above the items, if it has paragraphs enough to be one."""
    leads = draft_marked(page, above)
    told = [above[number] for lead in leads for number in lead.body if above[number].kind is LineKind.PROSE]
    return leads if len(told) >= 2 and sum(len(line.text) for line in told) >= _LEAST_LEAD else []


def _draft_item(lines: Sequence[Line], kinds: Kinds, numbers: range) -> Iterator[Draft]:
    """One item; nothing where it tells nothing."""
    headed = [number for number in numbers if kinds[number] & {MarkKind.HEADLINE, MarkKind.HEADING}]
    headline = next((number for number in headed if lines[number].kind not in CREDITS), None)
    first = next((number for number in numbers if _tells(lines, kinds, number) and number != headline), None)
    if first is None:
        return
    credited = [
        number for number in range(numbers.start, first) if number != headline and _is_credit(lines, kinds, number)
    ]
    body = [number for number in range(first, numbers.stop) if MarkKind.MAIN in kinds[number] and number != headline]
    while body and not _ends_item(lines, body):
        body.pop()
    below = [number for number in range(body[-1] + 1, numbers.stop) if _is_credit(lines, kinds, number)]
    yield Draft(lines, () if headline is None else (headline,), (*credited, *below), tuple(body), ())


def _tells(lines: Sequence[Line], kinds: Kinds, number: int) -> bool:
    return MarkKind.MAIN in kinds[number] and lines[number].kind is LineKind.PROSE


def _is_credit(lines: Sequence[Line], kinds: Kinds, number: int) -> bool:
    return lines[number].kind in CREDITS or MarkKind.TIME in kinds[number] or is_entry_time(lines[number].text)


def _ends_item(lines: Sequence[Line], body: Sequence[int]) -> bool:
    """Whether the last of these lines is a paragraph, or a point of a list."""
    line = lines[body[-1]]
    return line.kind is LineKind.PROSE or (line.kind is LineKind.TITLE and len(body) > 1 and body[-2] == body[-1] - 1)


def _kinds_by_line(page: Page, lines: Sequence[Line]) -> Kinds:
    kinds: dict[int, set[MarkKind]] = {number: set() for number in range(len(lines))}
    numbers = {line.start: number for number, line in enumerate(lines)}
    for mark in page.marks:
        if mark.start in numbers and not _is_lead(mark, lines[numbers[mark.start]]):
            kinds[numbers[mark.start]].add(mark.kind)
    return kinds


def _is_lead(mark: Mark, line: Line) -> bool:
    """Whether the mark is that of the words in bold with which a paragraph begins."""
    return mark.kind is MarkKind.HEADING and mark.end < line.end


def _find_leads(page: Page, lines: Sequence[Line]) -> dict[int, int]:
    """How many characters of a paragraph are the bold words with which it begins."""
    numbers = {line.start: number for number, line in enumerate(lines)}
    marks = [mark for mark in page.marks if mark.start in numbers]
    return {numbers[mark.start]: mark.end - mark.start for mark in marks if _is_lead(mark, lines[numbers[mark.start]])}


def _find_headlines(page: Page, lines: Sequence[Line], kinds: Kinds, main: Sequence[int]) -> tuple[int, ...]:
    """The heading that most of the main text follows, with its other printings near it.

    An `h1` that the metadata name goes before another heading that they name, and that before another `h1`.
    """
    named = fold(page.facts.headline or "")
    headings = [number for number in kinds if kinds[number] & {MarkKind.HEADLINE, MarkKind.HEADING}]
    matching = [number for number in headings if named and _is_same(fold(lines[number].text), named)]
    tops = [number for number in headings if MarkKind.HEADLINE in kinds[number]]
    both = [number for number in matching if number in tops]
    chosen: int | None = None
    for candidates in (both, matching, tops):
        chosen = _choose_heading(lines, candidates, main) if chosen is None else chosen
    if chosen is None:
        return ()
    text = fold(lines[chosen].text)
    near = range(max(0, chosen - 10), min(chosen + 10, len(lines)))
    return tuple(number for number in near if fold(lines[number].text) == text)


def _choose_heading(lines: Sequence[Line], candidates: Sequence[int], main: Sequence[int]) -> int | None:
    """The candidate that most of the main text follows, if that is a fair share of it."""
    ends = [*candidates[1:], len(lines)]
    masses = [_weigh(lines, main, start, end) for start, end in zip(candidates, ends, strict=False)]
    if not masses or max(masses) <= _FAIR * _weigh(lines, main, -1, len(lines)):
        return None
    return candidates[masses.index(max(masses))]


def _weigh(lines: Sequence[Line], main: Sequence[int], start: int, end: int) -> int:
    """Characters of main text between two lines."""
    return sum(len(lines[number].text) for number in main if start < number < end)


def _is_same(heading: str, named: str) -> bool:
    """Equal, or one begins with the other (titles carry the outlet's name behind a dash)."""
    return len(heading) > 12 and (named.startswith(heading) or heading.startswith(named) or heading in named)


def _find_credits(
    lines: Sequence[Line], kinds: Kinds, headlines: Sequence[int], main: Sequence[int]
) -> tuple[int, ...]:
    """Outlet, byline and time lines near the headline."""
    if not main:
        return ()
    top = headlines[0] if headlines else main[0]
    near = range(max(0, top - 3), min(max(top + _NEAR, main[0] + 3), len(lines)))
    return tuple(
        number
        for number in near
        if lines[number].kind in CREDITS and number not in headlines and MarkKind.HEADING not in kinds[number]
    )
