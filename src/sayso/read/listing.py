"""Pages of many items by their elements: which template is repeated over the page, and what it holds.

A template is a class of lines (headings, links, times) that stand in boxes of the same path. Around each of them the
largest box that holds no other is its item; where there is none, an item reaches to the next line of the class. A long
article with sub-headings looks alike: so the items must hold most of what the page tells, and each must have
something that only items have: an element that says it is an article, a time, a headline that is a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.read.outline import NONE, Outline
from sayso.read.templates import Sign, Template, Written, find_templates, tells_time
from sayso.rules.credits import find_byline
from sayso.rules.lines import judge_line
from sayso.rules.moments import calls_live, match_fused, read_moment, runs_forward
from sayso.rules.shape import LineKind, count_sentences, count_words, is_dense
from sayso.rules.times import is_time_line

_AGREE = 0.7  # share of the items that must be alike
_ABOUT = 0.85  # share of the text of the widest template that a finer one may hold
_COVERAGE = 0.5  # share of the page's sentences that its items hold
_LEAST = 3  # items of a page
_LEAST_TEASERS = 4
_MOST_LINES = 40_000  # of a page whose template is looked for
_LONGEST_DECK = 130  # characters of a sentence under a headline that only announces
_BESIDE = 0.25  # share of the text that a single article beside linked items has at least
_LONE = 5  # how much longer than most an article is that stands among teasers
_STRAY = 250  # characters of sentences beside a list of teasers
_LEAST_CALLED = 2  # teasers of a page whose metadata call it a list
_LONGEST_CALLED = 300  # characters of a deck there
_LEAST_LEDE = 80  # characters that open an article which goes on under times


class Listing(NamedTuple):
    """Ranges of lines, one an item, with the line of its headline or None; and headlines that only lead elsewhere."""

    items: tuple[tuple[range, int | None], ...] = ()
    teasers: tuple[int, ...] = ()
    voices: tuple[range, ...] = ()  # what readers say below the page's article


def find_listing(
    outline: Outline, lines: Sequence[Written], *, live: bool, single: bool, listed: bool = False
) -> Listing | None:
    """The items, or the teasers, that are what the page is about; None for any other page.

    `live`: the metadata call the page a live blog; `single`: an article; `listed`: a list of other pages.
    """
    if len(lines) > _MOST_LINES:
        return None
    told = [_tells(outline, line) for line in lines]
    templates = list(find_templates(outline, lines))
    total = sum(told)
    items = [
        (template, mass)
        for template in templates
        if (mass := _weigh(told, template.ranges)) >= max(1, _COVERAGE * total)
        and _holds_items(outline, lines, told, template, live=live, single=single)
        and (live or not (_are_voices(lines, told, template) or _is_chronicle(lines, told, template)))
        and (live or not (single and _stands_below(lines, template, mass, total)))
    ]
    best = _choose_finest(items)
    if best is not None and not _is_section(lines, told, best, listed=listed):
        return Listing(items=tuple(zip(best.ranges, _find_titles(lines, best), strict=True)))
    if voices := next((template for template in templates if _are_voices(lines, told, template)), None):
        top = voices.ranges[0].start
        over = range(top - 1, top) if lines[top - 1].heading else range(top, top)
        return Listing(voices=(over, *voices.ranges))
    return None if single else _find_teasers(outline, lines, told, templates, listed=listed)


def _are_voices(lines: Sequence[Written], told: Sequence[int], template: Template) -> bool:
    """Whether these are readers' comments: below an article, under a name and a time each, without headlines."""
    first = template.ranges[0].start
    above = [size for size in told[:first] if size]
    if template.sign is not Sign.TIME or NONE in template.boxes or len(above) < 2 or 3 * sum(above) < sum(told):
        return False
    signed = [_is_signed(lines[number]) for number in template.markers]
    headed = any(
        lines[number].heading and number not in template.markers for span in template.ranges for number in span
    )
    below = sum(told[template.ranges[-1].stop :])
    return not headed and below <= sum(above) and sum(signed) >= _AGREE * len(signed)


def _is_signed(line: Written) -> bool:
    """Whether a name stands before a time."""
    words = line.text.split()
    return 2 <= len(words) <= 8 and not words[0][:1].isdigit() and not is_time_line(line.text)


def _choose_finest(items: Sequence[tuple[Template, int]]) -> Template | None:
    """Of those that hold about as much as the one that holds most, the one with most items."""
    most = max((mass for _, mass in items), default=0)
    near = [template for template, mass in items if mass >= _ABOUT * most]
    return max(near, key=lambda template: len(template.ranges), default=None)


def _tells(outline: Outline, line: Written) -> int:
    """Characters of the line's sentences, if it is part of what the page tells."""
    if line.caption or line.heading or line.linked > 0.8 or (line.box != NONE and outline.apart[line.box]):
        return 0
    return len(line.text) if judge_line(line.text)[0] is LineKind.PROSE else 0


def _weigh(told: Sequence[int], ranges: Sequence[range]) -> int:
    return sum(told[number] for span in ranges for number in span)


# --- evidence --------------------------------------------------------------------------------------------------------


def _holds_items(
    outline: Outline, lines: Sequence[Written], told: Sequence[int], template: Template, *, live: bool, single: bool
) -> bool:
    """Whether the ranges are articles or entries of their own and not chapters of one article. Of a page that calls
    itself a single one, its links are no evidence: the ten places of "ten places" are linked, too."""
    masses = [_weigh(told, [span]) for span in template.ranges]
    filled = [number for number, mass in enumerate(masses) if mass]
    if len(filled) < 2 or len(filled) < _AGREE * len(template.ranges) or _is_lone(lines, template, masses):
        return False
    called = _share(_is_called_article(outline, lines, template, number) for number in filled)
    credited = _share(_is_credited(lines, template.ranges[number]) for number in filled)
    if len(filled) < _LEAST:
        return called >= _AGREE and credited >= _AGREE
    if max(called, credited) >= _AGREE or live:
        return True
    if single or _are_counted([_head(lines, span) for span in template.ranges]):
        return False
    linked = _share(lines[template.markers[number]].linked >= 0.5 for number in filled)
    leading = _share(_leads_on(lines, template.ranges[number]) for number in filled)
    if template.boxes[filled[0]] == NONE:
        outside = _share(_leads_outside(lines, template.ranges[number]) for number in filled)
        return template.sign is Sign.HEADING and leading - outside >= _AGREE
    return max(linked, leading) >= _AGREE


def _is_called_article(outline: Outline, lines: Sequence[Written], template: Template, number: int) -> bool:
    """Whether the item's box, or one in it around its marker, says that it is an article."""
    box, top = lines[template.markers[number]].box, template.boxes[number]
    if top == NONE:
        return False
    while box not in (top, NONE):
        if outline.articles[box]:
            return True
        box = outline.parents[box]
    return bool(outline.articles[top])


def _is_chronicle(lines: Sequence[Written], told: Sequence[int], template: Template) -> bool:
    """Whether an article goes on under times: it opens above them, they run forward, and no title stands under them."""
    times = [_find_time(lines, span) for span in template.ranges]
    opening = next((number for number, words in enumerate(times) if words), len(times))
    if opening > 1 or not times[opening:]:
        return False
    first = template.ranges[opening].start
    if any(line.heading and calls_live(line.text) for line in lines[:first]):
        return False
    titled = sum(title is not None for title in _find_titles(lines, template)[opening:])
    return (
        sum(told[:first]) >= _LEAST_LEDE
        and any(line.heading for line in lines[:first])
        and titled <= (1 - _AGREE) * len(times[opening:])
        and runs_forward([read_moment(words) for words in times[opening:]])
    )


def _find_time(lines: Sequence[Written], span: range) -> str:
    """The first line of the item that is a time; nothing where there is none."""
    return next((lines[number].text for number in span if _is_dated(lines[number])), "")


def _is_dated(line: Written) -> bool:
    return line.timed or tells_time(line.text)


def _head(lines: Sequence[Written], span: range) -> str:
    """The words of an item's first heading."""
    return next((lines[number].text for number in span if lines[number].heading), "")


def _are_counted(headings: Sequence[str]) -> bool:
    """Whether the headings are numbered through, up or down: the parts of one article."""
    numbers = [int(match[1]) for words in headings if (match := _NUMBER.match(words))]
    steps = [two - one for one, two in pairwise(numbers)]
    return (
        len(numbers) >= _AGREE * len(headings) and bool(steps) and max(map(steps.count, (1, -1))) >= _AGREE * len(steps)
    )


_NUMBER = re.compile(r"(?:\D{1,12}\s)?(\d{1,3})(?:\s?[.):]|\s)\s?\D")


def _share(answers: Iterator[bool]) -> float:
    values = list(answers)
    return sum(values) / max(1, len(values))


def _is_credited(lines: Sequence[Written], span: range) -> bool:
    """Whether a time or a byline stands on a line of its own in the item, or a time before its headline."""
    return any(lines[number].timed or _is_credit(lines[number].text) for number in span)


def _is_credit(words: str) -> bool:
    return len(words) <= 90 and (tells_time(words) or find_byline(words) is not None or match_fused(words) is not None)


def _leads_on(lines: Sequence[Written], span: range) -> bool:
    """Whether the item ends in a line that is a link."""
    return any(lines[number].linked > 0.8 and not lines[number].heading for number in span[1:])


def _leads_outside(lines: Sequence[Written], span: range) -> bool:
    """Whether a link in the item leads to another site: to a shop, to a source."""
    return any(lines[number].outside for number in span)


def _is_lone(lines: Sequence[Written], template: Template, masses: Sequence[int]) -> bool:
    """Whether one of the items is the page's article and the others are teasers beside it.

    Its headline leads nowhere and theirs do, or they are next to nothing.
    """
    if len(masses) < _LEAST:
        return False
    longest = max(range(len(masses)), key=masses.__getitem__)
    linked = [_holds_link(lines, span) for span in template.ranges]
    beside = [other for number, other in enumerate(linked) if number != longest]
    if not linked[longest] and sum(beside) >= _AGREE * len(beside):
        return True
    usual = sorted(masses)[len(masses) // 2]
    return masses[longest] >= _LONE * max(1, usual) and masses[longest] * 4 >= sum(masses)


def _stands_below(lines: Sequence[Written], template: Template, mass: int, total: int) -> bool:
    """Whether the items lead to other pages of the site, beside a fair share of text that is none of theirs."""
    led = _share(_is_link_inside(lines, span) for span in template.ranges)
    return led >= _AGREE and mass < (1 - _BESIDE) * total


def _holds_link(lines: Sequence[Written], span: range) -> bool:
    """Whether the headline of the item is a link: its heading, where it has one."""
    headings = [number for number in span if lines[number].heading] or list(span)
    return any(lines[number].linked > 0.5 for number in headings[:1])


def _is_section(lines: Sequence[Written], told: Sequence[int], template: Template, *, listed: bool) -> bool:
    """Whether the items are headlines that lead elsewhere on the site, with no more than a deck under each."""
    decks = [_measure(lines, told, span) for span in template.ranges]
    led = _share(_is_link_inside(lines, span) for span in template.ranges)
    return led >= _AGREE and sorted(decks)[len(decks) // 2] <= (_LONGEST_CALLED if listed else _LONGEST_DECK)


def _is_link_inside(lines: Sequence[Written], span: range) -> bool:
    """Whether the item's headline is a link to a page of the same site."""
    return any(
        lines[number].linked > 0.3 and not lines[number].outside and count_words(lines[number].text) >= 3
        for number in span
    )


def _measure(lines: Sequence[Written], told: Sequence[int], span: range) -> int:
    """Characters told in the item, two for one of a script that writes no words apart; many where sentences follow."""
    size = 0
    for number in span:
        if told[number]:
            words = lines[number].text
            wide = 2 if count_words(words) > 2 * len(words.split()) or is_dense(words) else 1
            size += wide * told[number] + (_LONGEST_DECK if count_sentences(words) > 2 else 0)
    return size


# --- headlines -------------------------------------------------------------------------------------------------------


def _find_titles(lines: Sequence[Written], template: Template) -> list[int | None]:
    """The title of each item; what stands in more than half, numbers apart, is the name of a writer or an account."""
    titles = [_find_title(lines, template, span) for span in template.ranges]
    names = ["" if title is None else _drop_numbers(lines[title].text) for title in titles]
    said = Counter(names)
    return [None if 2 * said[name] > max(2, len(names)) else title for title, name in zip(titles, names, strict=True)]


def _drop_numbers(words: str) -> str:
    return " ".join(word for word in words.split() if not any(map(str.isdigit, word))) or words


def _find_title(lines: Sequence[Written], template: Template, span: range) -> int | None:
    """The heading of an item, else its first line that is a link or a title, above all that it tells."""
    for number in span:
        if lines[number].heading and count_words(lines[number].text) >= 2 and not tells_time(lines[number].text):
            return number
    if template.sign is Sign.LINK:
        return next((number for number in template.markers if number in span), None)
    return _find_bare_title(lines, span) if template.sign is Sign.TIME else None


def _find_bare_title(lines: Sequence[Written], span: range) -> int | None:
    """The title directly above or below the time of an item whose elements call nothing a heading."""
    for number in span:
        kind = judge_line(lines[number].text)[0]
        if kind is LineKind.TITLE and lines[number].linked < 0.8:
            return number
        if kind is LineKind.PROSE:
            return None
    return None


def _find_teasers(
    outline: Outline, lines: Sequence[Written], told: Sequence[int], templates: Sequence[Template], *, listed: bool
) -> Listing | None:
    """Headlines of the list that is the page: the template with most of them, with the other headings that are links.

    They stand beside next to no text.
    """
    deck, least = (_LONGEST_CALLED, _LEAST_CALLED) if listed else (_LONGEST_DECK, _LEAST_TEASERS)
    led = [
        number for number, line in enumerate(lines) if _leads_headline(outline, line) and (listed or not line.outside)
    ]
    found = [led]
    spans: list[Sequence[range]] = [[range(number, number + 1) for number in led]]
    for template in templates:
        own = [number for number in template.markers if _is_teaser(lines[number])]
        short = [span for span in template.ranges if _measure(lines, told, span) <= deck]
        if len(own) >= _AGREE * len(template.markers) and len(short) >= _AGREE * len(own):
            found.append(own if template.sign is Sign.LINK else sorted({*own, *led}))
            spans.append(short)  # a long one is no deck: the last of a menu's reaches over the article
    masses = [sum(len(lines[number].text) for number in own) for own in found]
    strays = [sum(told) - _weigh(told, ranges) for ranges in spans]
    best = max(range(len(found)), key=lambda number: (masses[number], -strays[number]))
    allowed = max(_STRAY, masses[best]) if listed else min(_STRAY, masses[best])
    return Listing(teasers=tuple(found[best])) if len(found[best]) >= least and strays[best] <= allowed else None


def _leads_headline(outline: Outline, line: Written) -> bool:
    """Whether the line is a heading that leads to another page, in what the page is about."""
    apart = line.box != NONE and bool(outline.apart[line.box])
    return line.heading and not apart and _is_teaser(line)


def _is_teaser(line: Written) -> bool:
    return line.linked >= 0.35 and count_words(line.text) >= 3
