"""The templates that an HTML page repeats: lines of one path that are headings, links or times, with a box each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from sayso.read.outline import NONE, Outline
from sayso.rules.credits import find_outlet
from sayso.rules.lines import judge_line
from sayso.rules.shape import LineKind, count_words
from sayso.rules.times import is_time_line

_AGREE = 0.7  # share of the items that must be alike
_LEAST = 3  # items of a page
_HIGHEST = 40  # boxes around a line that are looked at
_LONGEST_TITLE = 300  # characters


class Sign(StrEnum):
    """What marks the line that opens an item."""

    HEADING = "heading"
    LINK = "link"
    TIME = "time"


class Written(NamedTuple):
    """A line of an HTML page and what its elements say of it."""

    text: str
    box: int  # the innermost one it stands in
    heading: bool  # in `h1` to `h6`, or wholly bold
    linked: float  # share of its characters inside links
    opens_linked: bool  # whether it begins inside a link and holds no other
    timed: bool  # whether a `time` element stands in it
    outside: bool  # whether one of its links leads to another site
    caption: bool
    lead: int = 0  # characters in bold with which it begins, if it goes on otherwise


class Template(NamedTuple):
    """A class of lines, the range of lines that each opens, and the box around that."""

    sign: Sign
    markers: list[int]
    ranges: list[range]
    boxes: list[int]  # around each item, NONE where it reaches to the next marker


def find_templates(outline: Outline, lines: Sequence[Written]) -> Iterator[Template]:
    """Every class of two lines or more, with what each of them opens."""
    classes: dict[tuple[int, Sign], list[int]] = {}
    for number, line in enumerate(lines):
        if line.box != NONE and not outline.apart[line.box] and len(line.text) <= _LONGEST_TITLE:
            for sign in _read_signs(line):
                classes.setdefault((outline.paths[line.box], sign), []).append(number)
    for (_, sign), markers in classes.items():
        own = _first_of_each(outline, lines, markers)
        pointers = sign is Sign.LINK and 2 * len({lines[number].text for number in own}) <= len(own)
        if len(own) > 1 and not pointers:
            yield _take_times_above(lines, _lift(outline, lines, sign, own))


def _take_times_above(lines: Sequence[Written], template: Template) -> Template:
    """Items that no box holds, from the times over their headings on, where these stand over most and the first."""
    flat = template.sign is Sign.HEADING and template.boxes[0] == NONE
    last = template.ranges[-1]
    if not flat or any(_is_time(lines[number]) for number in last):
        return template
    own = [number - 1 for number in template.markers if number and _is_time(lines[number - 1])]
    if len(own) < max(2, _AGREE * len(template.markers)):
        return template
    spans = [range(start, following) for start, following in pairwise([*own, last.stop])]
    return Template(Sign.TIME, own, spans, [NONE] * len(own))


def _is_time(line: Written) -> bool:
    return len(line.text) <= 60 and (line.timed or tells_time(line.text))


def _read_signs(line: Written) -> Iterator[Sign]:
    if line.heading and count_words(line.text) >= 2:
        yield Sign.HEADING
    if line.opens_linked and line.linked >= 0.35 and count_words(line.text) >= 3:
        yield Sign.LINK
    if (line.timed and count_words(line.text) <= 12) or (len(line.text) <= 60 and tells_time(line.text)):
        yield Sign.TIME


def tells_time(words: str) -> bool:
    """Whether the line is a time, alone or beside the outlet or a number of the release."""
    kind = judge_line(words)[0]
    if kind is LineKind.OUTLET and find_outlet(words) is not None:
        return True
    return kind is LineKind.TIME or is_time_line(words)


def _first_of_each(outline: Outline, lines: Sequence[Written], markers: Sequence[int]) -> list[int]:
    """Of several lines of a class in one box only the first, if there are as many boxes as makes a list."""
    first = {lines[number].box: number for number in reversed(markers)}
    return sorted(first.values()) if len(first) >= _LEAST else list(markers)


def _lift(outline: Outline, lines: Sequence[Written], sign: Sign, markers: list[int]) -> Template:
    """The largest boxes that hold one marker each; where these hold nothing else, the lines from marker to marker."""
    chains = [_climb(outline, lines[number].box) for number in markers]
    counts: dict[int, int] = {}
    for chain in chains:
        for box in chain:
            counts[box] = counts.get(box, 0) + 1
    alone = [[box for box in chain if counts[box] == 1] for chain in chains]
    tops = [own[-1] if own else NONE for own in alone]
    paths = [outline.paths[top] if top != NONE else NONE for top in tops]
    usual = max(dict.fromkeys(paths), key=paths.count)
    tops = [next((box for box in own if outline.paths[box] == usual), NONE) for own in alone]
    spans = [
        range(outline.firsts[top], outline.lasts[top]) if top != NONE else range(number, number + 1)
        for top, number in zip(tops, markers, strict=True)
    ]
    if sum(len(span) > 1 for span in spans) >= _AGREE * len(spans):
        return _add_unmarked(outline, Template(sign, markers, spans, tops), usual)
    around = next((box for box in chains[-1] if counts[box] > 1), NONE)
    end = outline.lasts[around] if around != NONE else len(lines)
    starts = [*(span.start for span in spans), max(end, spans[-1].stop)]
    flat = [range(start, following) for start, following in pairwise(starts)]
    return Template(sign, markers, flat, [NONE] * len(flat))


def _add_unmarked(outline: Outline, template: Template, path: int) -> Template:
    """With the few boxes beside the items' that are of their path and hold no such line: an entry without a time."""
    around = {outline.parents[box] for box in template.boxes if box != NONE}
    own = set(template.boxes)
    others = [box for box in outline.list_boxes(path) if outline.parents[box] in around and box not in own]
    others = [box for box in others if outline.firsts[box] < outline.lasts[box]]
    if not others or len(others) > (1 - _AGREE) * len(template.boxes):
        return template
    spans = [range(outline.firsts[box], outline.lasts[box]) for box in others]
    rows = sorted(
        [
            *zip(template.ranges, template.markers, template.boxes, strict=True),
            *((span, span.start, box) for span, box in zip(spans, others, strict=True)),
        ],
        key=lambda row: (row[0].start, row[1]),
    )
    return Template(template.sign, [row[1] for row in rows], [row[0] for row in rows], [row[2] for row in rows])


def _climb(outline: Outline, box: int) -> list[int]:
    """The box and those around it, from inside out."""
    chain: list[int] = []
    while box != NONE and len(chain) < _HIGHEST:
        chain.append(box)
        box = outline.parents[box]
    return chain
