"""The main text of an HTML page, by the shape of its tree: prose, links, headings, and the names of its elements.

The container is the element whose paragraphs weigh most, as in Readability (each paragraph counts for its parent, less
for the elements above it), widened while what stands around it is prose too. What is in it and is not foreign by its
element's name or by its links is the main text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.read.elements import Element
from sayso.read.tokens import read_tokens
from sayso.read.writer import Writer
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
_LEAST_SURE = 300  # characters
_LEAST_SHARE = 0.1  # of the page's prose

_TOPS = frozenset(("h1", "article", "main"))


class MainText(NamedTuple):
    """The numbers of the lines that are a page's main text; whether they are sure to be it."""

    lines: tuple[int, ...]
    is_sure: bool


class _Tree(NamedTuple):
    """The elements of a page by number, in order, and its lines."""

    elements: Sequence[Element]
    parents: Sequence[int]
    containers: Sequence[int]  # the innermost element around each that is a block and no paragraph
    owners: Sequence[int]  # of each line, the innermost element around most of it
    sizes: Sequence[int]  # of each line, its characters
    prose: Sequence[int]  # of each line, those outside links, if it may be a paragraph


def find_main_text(writer: Writer) -> MainText:
    """The main text of a page that was read to its end; unsure where there is little of it."""
    tree = _read_tree(writer)
    foreign = _find_foreign(tree)
    chosen = _choose_container(tree, foreign)
    inside = [False] * len(tree.elements)
    inside[chosen] = True
    for number in range(chosen + 1, len(inside)):
        inside[number] = inside[tree.parents[number]] and not foreign[number]
    kept = tuple(
        number
        for number, owner in enumerate(tree.owners)
        if inside[owner] and not _is_link(tree.sizes[number], writer.written[number].linked)
    )
    kept = _drop_boxes(tree, writer, chosen, kept)
    size = sum(tree.sizes[number] + 1 for number in kept) - 1
    share = sum(tree.prose[number] for number in kept) / max(1, sum(tree.prose))
    return MainText(kept, is_sure=size >= _LEAST_SURE and share >= _LEAST_SHARE)


def _drop_boxes(tree: _Tree, writer: Writer, chosen: int, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Without the boxes in an article that lead to others: a known heading over no paragraph, or a list of teasers."""
    headings = [
        number
        for number in kept
        if writer.written[number].heading and tree.sizes[number] <= _SHORT and _leads_away(writer.lines[number])
    ]
    boxes = _find_teaser_lists(tree, writer, kept)
    if headings:
        prose = _sum_up(tree, tree.prose)
        boxes |= {_find_box(tree, prose, tree.owners[number], chosen) for number in headings}
    boxes -= {0, chosen}
    if not boxes:
        return kept
    inside = [number in boxes for number in range(len(tree.elements))]
    for number in range(1, len(inside)):
        inside[number] = inside[number] or inside[tree.parents[number]]
    return tuple(number for number in kept if not inside[tree.owners[number]])


def _leads_away(words: str) -> bool:
    kind, furniture, _ = judge_line(words)
    return kind is LineKind.ENDING and furniture is FurnitureKind.TEASER


def _find_box(tree: _Tree, prose: Sequence[int], number: int, chosen: int) -> int:
    """The largest element around a heading, below the container, that holds no paragraph; 0 where there is none."""
    box = 0
    while number > chosen and not prose[number]:
        box = number if tree.elements[number].contains else box
        number = tree.parents[number]
    return box


def _find_teaser_lists(tree: _Tree, writer: Writer, kept: Sequence[int]) -> set[int]:
    """Lists of two points or more, each of which is a line that is a link and a line that says what it leads to."""
    lists: dict[int, dict[int, bool]] = {}
    for number in kept:
        point = tree.owners[number]
        if tree.elements[point].tag == "li":
            above = number and tree.owners[number - 1] == point and writer.written[number - 1].linked == 1
            own = lists.setdefault(tree.parents[point], {})
            own[point] = own.get(point, True) and bool(above)
    return {number for number, points in lists.items() if len(points) > 1 and all(points.values())}


def is_sure(markup: str) -> bool:
    """Whether the shape of a page tells what its main text is; `markup` is its tree written out again."""
    writer = Writer()
    writer.read(read_tokens(markup))
    return find_main_text(writer).is_sure


def _read_tree(writer: Writer) -> _Tree:
    elements, parents = writer.outline.elements, writer.outline.around
    containers: list[int] = []
    for number, (element, parent) in enumerate(zip(elements, parents, strict=True)):
        containers.append(number if element.contains else containers[parent])
    sizes = [len(line) for line in writer.lines]
    prose = [_weigh(size, line.linked) for size, line in zip(sizes, writer.written, strict=True)]
    return _Tree(elements, parents, containers, writer.owners, sizes, prose)


def _weigh(size: int, linked: float) -> int:
    """The weight of a line: the characters outside links, if it may be a paragraph."""
    return size - int(linked * size) if size >= _LEAST_PROSE and linked <= _MOST_LINKED else 0


def _is_link(size: int, linked: float) -> bool:
    return linked > _LINKS and (linked == 1 or size < _SHORT)


# --- the container ---------------------------------------------------------------------------------------------------


def _sum_up(tree: _Tree, values: Sequence[int]) -> list[int]:
    """Of each element, the sum over the lines in it and below."""
    sums = [0] * len(tree.elements)
    for owner, value in zip(tree.owners, values, strict=True):
        sums[owner] += value
    parents = tree.parents
    for number in range(len(sums) - 1, 0, -1):
        if sums[number]:
            sums[parents[number]] += sums[number]
    return sums


def _find_foreign(tree: _Tree) -> list[bool]:
    """Of each element, whether it or one around it is foreign by its name and holds no large part of the prose."""
    sums = _sum_up(tree, tree.prose)
    tops = _hold_tops(tree)
    foreign = [False]
    for number in range(1, len(sums)):
        names = tree.elements[number].names
        own = False
        if names.foreign:
            most = _LARGEST if names.large and not tops[number] else _LARGE
            own = sums[number] < most * max(1, sums[0])
        foreign.append(own or foreign[tree.parents[number]])
    return foreign


def _hold_tops(tree: _Tree) -> list[bool]:
    """Of each element, whether it is or holds one that bears an article."""
    tops = [element.names.body or element.tag in _TOPS for element in tree.elements]
    for number in range(len(tops) - 1, 0, -1):
        if tops[number]:
            tops[tree.parents[number]] = True
    return tops


def _choose_container(tree: _Tree, foreign: Sequence[bool]) -> int:
    """The element whose own paragraphs weigh most, or one above it around which nearly all is prose."""
    own = [0 if foreign[owner] else value for owner, value in zip(tree.owners, tree.prose, strict=True)]
    scores = _score_containers(tree, own)
    chosen = max(range(len(scores)), key=scores.__getitem__)
    sums = _sum_up(tree, own)
    headed = _find_headed(tree, sums)
    if headed is not None and not _is_inside(tree, chosen, headed) and not _is_inside(tree, headed, chosen):
        return headed
    sizes = [0 if foreign[owner] else size for owner, size in zip(tree.owners, tree.sizes, strict=True)]
    return _widen(tree, chosen, sums, _sum_up(tree, sizes))


def _score_containers(tree: _Tree, own: Sequence[int]) -> list[float]:
    """What the paragraphs in each element weigh, those in elements below it less and less."""
    scores = [0.0] * len(tree.elements)
    for owner, value in zip(tree.owners, own, strict=True):
        number, part = tree.containers[owner], float(value)
        for _ in range(_FARTHEST if value else 0):
            scores[number] += part
            number, part = tree.parents[number], part * _FADING
            if not number:
                break
    return scores


def _find_headed(tree: _Tree, prose: Sequence[int]) -> int | None:
    """The one `article` that holds an `h1` and enough prose: beside it may stand the beginnings of others."""
    headed = set()
    for number in (number for number, element in enumerate(tree.elements) if element.tag == "h1"):
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


def _widen(tree: _Tree, chosen: int, prose: Sequence[int], sizes: Sequence[int]) -> int:
    """The highest element, not above the article's own, between which and the chosen one nearly all text is prose."""
    number = chosen
    while tree.elements[chosen].tag not in ("article", "main"):
        if tree.elements[chosen].names.body and prose[chosen] >= _WHOLE * prose[0]:
            break
        number = tree.parents[number]
        if tree.elements[number].tag in ("html", "body", "#"):
            break
        around, text = prose[number] - prose[chosen], sizes[number] - sizes[chosen]
        if not text or (around >= _PROSE_AROUND * text and prose[chosen] < 0.97 * prose[number]):
            chosen = number
    return chosen
