"""The main text of an HTML page, by the shape of its tree: prose, links, headings, and the names of its elements.

The container is the element whose paragraphs weigh most, as in Readability (each paragraph counts for its parent, less
for the elements above it), widened while what stands around it is prose too. What is in it and is not foreign by its
element's name or by its links is the main text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from resiliparse.parse.html import HTMLTree

from sayso.model import FurnitureKind
from sayso.read.elements import Element, is_hidden
from sayso.read.writer import Writer, write_page
from sayso.rules.furniture import find_ending
from sayso.rules.lines import judge_line
from sayso.rules.shape import LineKind

_LEAST_PROSE = 40  # characters of a block that may be a paragraph
_MOST_LINKED = 0.5  # share of a paragraph's characters that are links
_LINKS = 0.6  # share of a short block's characters above which it is a list of links
_SHORT = 100
_FADING = 0.6  # what a paragraph counts for the next element above, of what it counts for this one
_FARTHEST = 6  # elements above a paragraph for which it counts
_LARGE = 0.4  # share of the page's prose above which an element is not foreign by its name
_LARGEST = 0.8  # the same for the names that hold even where the element is large
_PROSE_AROUND = 0.75  # share of the text around a container that must be prose if it is widened
_WHOLE = 0.75  # share of the prose at which an article's own element is the whole article
_MOST = 0.7  # share of the page's prose below which the container may be but a part
_MORE = 1.2  # times as much prose as in the part
_MOSTLY = 0.6  # share of prose in the text of all parts
_LEADING = 0.8  # share of a heading's characters in a link that makes it one of another story
_LEAST_SURE = 300  # characters
_LEAST_SHARE = 0.1  # of the page's prose

_TOPS = frozenset(("h1", "article", "main"))


class MainText(NamedTuple):
    """The numbers of the lines that are a page's main text; whether they are sure to be it."""

    lines: tuple[int, ...]
    is_sure: bool


class Told(NamedTuple):
    """The lines that are a page's main text; whether they are sure to be it."""

    lines: tuple[str, ...]
    is_sure: bool


def read_main_text(markup: str) -> Told:
    """The main text alone of a page's decoded HTML, as `read_page` marks it where it is sure."""
    tree = HTMLTree.parse(markup)  # which must outlive its nodes
    body = tree.body
    root = body.parent_element if body else None
    if body is None or (root and is_hidden({name: root.getattr(name) or "" for name in root.attrs})):
        return Told((), is_sure=False)
    writer = write_page(body.html, notes_signed=False)
    found = find_main_text(writer)
    return Told(tuple(writer.lines[number] for number in found.lines), found.is_sure)


class _Tree:
    """The elements of a page by number, in order, and its lines; whether an element is foreign is found when asked."""

    def __init__(self, writer: Writer) -> None:
        self.outline = writer.outline
        self.elements: Sequence[Element] = writer.outline.elements
        self.parents: Sequence[int] = writer.outline.around
        self.owners: Sequence[int] = writer.owners  # of each line, the innermost element around most of it
        self.sizes = [len(line) for line in writer.lines]  # of each line, its characters
        self.prose = list(map(_weigh, self.sizes, writer.linked))  # those outside links, if it may be a paragraph
        self.masses = self.sum_up(self.prose)
        self._containers: dict[int, int] = {}
        self._foreign: list[bool | None] = [False, *repeat(None, len(self.elements) - 1)]

    def sum_up(self, values: Sequence[int]) -> list[int]:
        """Of each element, the sum over the lines in it and below."""
        sums = [0] * len(self.elements)
        for owner, value in zip(self.owners, values, strict=True):
            sums[owner] += value
        parents = self.parents
        for number in range(len(sums) - 1, 0, -1):
            if sums[number]:
                sums[parents[number]] += sums[number]
        return sums

    def find_end(self, number: int) -> int:
        """The number after the last element in this one."""
        end, parents = number + 1, self.parents
        while end < len(parents) and parents[end] >= number:
            end += 1
        return end

    def find_container(self, number: int) -> int:
        """The innermost element around this one, or itself, that is a block and no paragraph."""
        chain, known = [], self._containers
        while number not in known and not self.elements[number].contains:
            chain.append(number)
            number = self.parents[number]
        found = known.get(number, number)
        known.update(dict.fromkeys(chain, found))
        return found

    def is_foreign(self, number: int) -> bool:
        """Whether an element or one around it is foreign by its name and holds no large part of the prose."""
        chain = []
        while (foreign := self._foreign[number]) is None:
            chain.append(number)
            number = self.parents[number]
        for number in reversed(chain):
            foreign = self._foreign[number] = foreign or self._is_named_foreign(number)
        return foreign

    def _is_named_foreign(self, number: int) -> bool:
        names = self.outline.read_names(number)
        if not names.foreign:
            return False
        mass, whole = self.masses[number], max(1, self.masses[0])
        return mass < _LARGE * whole or (names.large and mass < _LARGEST * whole and not self._tops[number])

    @cached_property
    def texts(self) -> list[int]:
        """Of each element, the characters in it that are not foreign."""
        own = [0 if self.is_foreign(owner) else size for owner, size in zip(self.owners, self.sizes, strict=True)]
        return self.sum_up(own)

    @cached_property
    def _tops(self) -> list[bool]:
        """Of each element, whether it is or holds one that bears an article."""
        tops = [
            element.tag in _TOPS or self.outline.read_names(number).body for number, element in enumerate(self.elements)
        ]
        for number in range(len(tops) - 1, 0, -1):
            if tops[number]:
                tops[self.parents[number]] = True
        return tops


def find_main_text(writer: Writer) -> MainText:
    """The main text of a page that was read to its end; unsure where there is little of it."""
    tree = _Tree(writer)
    chosen = _choose_container(tree, writer)
    end = tree.find_end(chosen)
    kept = tuple(
        number
        for number, owner in enumerate(tree.owners)
        if chosen <= owner < end
        and not _is_link(tree.sizes[number], writer.linked[number])
        and (owner == chosen or not tree.is_foreign(owner))
    )
    kept = _drop_boxes(tree, writer, chosen, kept)
    size = sum(tree.sizes[number] + 1 for number in kept) - 1
    share = sum(tree.prose[number] for number in kept) / max(1, tree.masses[0])
    return MainText(kept, is_sure=size >= _LEAST_SURE and share >= _LEAST_SHARE)


def _drop_boxes(tree: _Tree, writer: Writer, chosen: int, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Without the boxes in an article that lead to others: a known heading over no paragraph, or a list of teasers."""
    headings = [
        number
        for number in kept
        if writer.headings[number] and tree.sizes[number] <= _SHORT and _leads_away(writer.lines[number])
    ]
    boxes = _find_teaser_lists(tree, writer, kept)
    if headings:
        boxes |= {_find_box(tree, tree.owners[number], chosen) for number in headings}
    boxes -= {0, chosen}
    if not boxes:
        return kept
    inside = [number in boxes for number in range(len(tree.elements))]
    for number in range(1, len(inside)):
        inside[number] = inside[number] or inside[tree.parents[number]]
    return tuple(number for number in kept if not inside[tree.owners[number]])


def _leads_away(words: str) -> bool:
    return find_ending(words) is FurnitureKind.TEASER and judge_line(words)[0] is LineKind.ENDING


def _find_box(tree: _Tree, number: int, chosen: int) -> int:
    """The largest element around a heading, below the container, that holds no paragraph; 0 where there is none."""
    box = 0
    while number > chosen and not tree.masses[number]:
        box = number if tree.elements[number].contains else box
        number = tree.parents[number]
    return box


def _find_teaser_lists(tree: _Tree, writer: Writer, kept: Sequence[int]) -> set[int]:
    """Lists of two points or more, each of which is a line that is a link and a line that says what it leads to."""
    lists: dict[int, dict[int, bool]] = {}
    for number in kept:
        point = tree.owners[number]
        if tree.elements[point].tag == "li":
            above = number and tree.owners[number - 1] == point and writer.linked[number - 1] == 1
            own = lists.setdefault(tree.parents[point], {})
            own[point] = own.get(point, True) and bool(above)
    return {number for number, points in lists.items() if len(points) > 1 and all(points.values())}


def _weigh(size: int, linked: float) -> int:
    """The weight of a line: the characters outside links, if it may be a paragraph."""
    return size - int(linked * size) if size >= _LEAST_PROSE and linked <= _MOST_LINKED else 0


def _is_link(size: int, linked: float) -> bool:
    return linked > _LINKS and (linked == 1 or size < _SHORT)


# --- the container ---------------------------------------------------------------------------------------------------


def _choose_container(tree: _Tree, writer: Writer) -> int:
    """The element whose own paragraphs weigh most, or one above it around which nearly all is prose; where it holds but
    a part of the page's prose, one above it that holds more of it and leads nowhere else."""
    own = [
        value if value and not tree.is_foreign(owner) else 0
        for owner, value in zip(tree.owners, tree.prose, strict=True)
    ]
    scores = _score_containers(tree, own)
    chosen = max(sorted(scores), key=scores.__getitem__, default=0)
    sums = tree.sum_up(own)
    headed = _find_headed(tree, sums)
    if headed is not None and not _is_inside(tree, chosen, headed) and not _is_inside(tree, headed, chosen):
        return headed
    widened = _widen(tree, chosen, sums)
    if sums[widened] >= _MOST * sums[0]:
        return widened
    leading = [
        int(heading and linked >= _LEADING) for heading, linked in zip(writer.headings, writer.linked, strict=True)
    ]
    return _gather_parts(tree, widened, sums, tree.sum_up(leading))


def _score_containers(tree: _Tree, own: Sequence[int]) -> dict[int, float]:
    """What the paragraphs in each element weigh, those in elements below it less and less."""
    scores: dict[int, float] = {}
    for owner, value in zip(tree.owners, own, strict=True):
        if not value:
            continue
        number, part = tree.find_container(owner), float(value)
        for _ in range(_FARTHEST):
            scores[number] = scores.get(number, 0.0) + part
            number, part = tree.parents[number], part * _FADING
            if not number:
                break
    return scores


def _find_headed(tree: _Tree, prose: Sequence[int]) -> int | None:
    """The one `article` that holds an `h1` and enough prose: beside it may stand the beginnings of others."""
    headed = set()
    for number in [number for number, element in enumerate(tree.elements) if element.tag == "h1"]:
        while number and tree.elements[number].tag != "article":
            number = tree.parents[number]
        if number:
            headed.add(number)
    (found, *others) = headed or (0,)
    return found if found and not others and prose[found] >= _LEAST_SURE else None


def _is_inside(tree: _Tree, number: int, other: int) -> bool:
    """Whether an element is the other one or stands in it."""
    while number > other:
        number = tree.parents[number]
    return number == other


def _widen(tree: _Tree, chosen: int, prose: Sequence[int]) -> int:
    """The highest element, not above the article's own, between which and the chosen one nearly all text is prose."""
    number = chosen
    while tree.elements[chosen].tag not in ("article", "main"):
        if prose[chosen] >= _WHOLE * prose[0] and tree.outline.read_names(chosen).body:
            break
        number = tree.parents[number]
        if tree.elements[number].tag in ("html", "body", "#"):
            break
        around, text = prose[number] - prose[chosen], tree.texts[number] - tree.texts[chosen]
        if not text or (around >= _PROSE_AROUND * text and prose[chosen] < 0.97 * prose[number]):
            chosen = number
    return chosen


def _gather_parts(tree: _Tree, chosen: int, prose: Sequence[int], leading: Sequence[int]) -> int:
    """The highest element that holds more prose than the chosen one, most of it prose, and no more headings that are
    links: sites build a page of boxes, each with a part of the text."""
    number = chosen
    while number := tree.parents[number]:
        if leading[number] > leading[chosen]:
            break
        if prose[number] >= max(_MORE * prose[chosen], _MOSTLY * tree.texts[number]):
            chosen = number
    return chosen
