"""The article of an HTML page, whose elements say what its main text is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.model import MarkKind, Page
from sayso.rules.shape import CREDITS, Line, LineKind
from sayso.split.blocks import Draft, find_end
from sayso.split.openings import fold

_LIST = 5  # lines under a headline that are an article though none is a sentence: results, a calendar
_FAIR = 0.3  # share of the main text that stands under a headline
_NEAR = 12  # lines around headline and first paragraph in which credits are looked for

Kinds = Mapping[int, set[MarkKind]]


def draft_marked(page: Page, lines: Sequence[Line]) -> list[Draft]:
    """One article, the lines of main text with the headline above; none where there is no text."""
    kinds = _kinds_by_line(page, lines)
    main = [number for number in range(len(lines)) if MarkKind.MAIN in kinds[number]]
    headlines = _find_headlines(page, lines, kinds, main)
    main = [number for number in main if number not in headlines and (not headlines or number > headlines[0])]
    main = main[: find_end([lines[number] for number in main], 0, len(main))]
    credited = _find_credits(lines, headlines, main)
    body = [number for number in main if number not in credited]
    if not any(lines[number].kind is LineKind.PROSE for number in body) and not (headlines and len(body) >= _LIST):
        return []
    return [Draft(lines, headlines, credited, tuple(body), ())]


def _kinds_by_line(page: Page, lines: Sequence[Line]) -> Kinds:
    kinds: dict[int, set[MarkKind]] = {number: set() for number in range(len(lines))}
    numbers = {line.start: number for number, line in enumerate(lines)}
    for mark in page.marks:
        if mark.start in numbers:
            kinds[numbers[mark.start]].add(mark.kind)
    return kinds


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


def _find_credits(lines: Sequence[Line], headlines: Sequence[int], main: Sequence[int]) -> tuple[int, ...]:
    """Outlet, byline and time lines near the headline."""
    if not main:
        return ()
    top = headlines[0] if headlines else main[0]
    near = range(max(0, top - 3), min(max(top + _NEAR, main[0] + 3), len(lines)))
    return tuple(number for number in near if lines[number].kind in CREDITS and number not in headlines)
