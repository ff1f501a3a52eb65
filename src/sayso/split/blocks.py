"""Where an article ends, what it prints again, and which credits stand below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.credits import byline_roles, cut_glued_outlet
from sayso.rules.houses import is_capitalised
from sayso.rules.shape import CREDITS, Line, LineKind, count_sentences, count_words, fold_line
from sayso.split.headlines import fold, is_headline, is_turn
from sayso.split.items import Opening

_LEAST_REPEAT = 25  # characters of a paragraph that is not just a refrain
_LONGEST_DECK = 350
_TEASER_WORDS = 6  # a sub-heading is shorter, the headline of another article longer
_TAGS = frozenset(("hashtags", "tags", "topics"))
_LIST = 8  # lines in which two dated headlines make a list of other articles
_SLIGHT = 450  # characters of an article that stands beside a much longer one
_LEAST_SHARE = 4  # how much longer
_FAR = 5  # lines between a paragraph and the foot of the page
_RESUMED = 3  # paragraphs in a row after which an article goes on below "Related articles"


class Draft(NamedTuple):
    """The lines of an article, by number."""

    lines: Sequence[Line]
    headlines: tuple[int, ...]
    credits: tuple[int, ...]
    body: tuple[int, ...]
    repeats: tuple[int, ...]
    boxes: tuple[int, ...] = ()


def end_article(lines: Sequence[Line], opening: Opening, end: int) -> Draft:
    """The article that opens here and ends before line `end`."""
    last = find_end(lines, opening.body, end)
    body = [
        number
        for number in range(opening.body, last)
        if number not in opening.headlines and number not in opening.credits
    ]
    boxes = _find_boxes(lines, body)
    body = [number for number in body if number not in boxes]
    repeats = _find_repeats(lines, body)
    body = _drop_far(lines, _drop_tail(lines, [number for number in body if number not in repeats]))
    below = _find_credits_below(lines, max((*body, *repeats, opening.body)) + 1, end)
    return Draft(
        lines, opening.headlines, (*opening.credits, *below), tuple(body), tuple(sorted(repeats)), tuple(sorted(boxes))
    )


def drop_between(draft: Draft, between: frozenset[int]) -> Draft:
    """Without lines that stand between items and are no item's."""
    body = tuple(number for number in draft.body if number not in between)
    last = max(body, default=-1)
    boxes = tuple(number for number in draft.body if number in between and number < last)
    return draft._replace(body=body, boxes=(*draft.boxes, *boxes)) if body else draft


def drop_slight(drafts: Sequence[Draft]) -> list[Draft]:
    """Without drafts that are a headline and a deck beside a whole article: teasers, a site's notices."""
    whole = max((_weigh(draft) for draft in drafts), default=0)
    return [
        draft
        for draft in drafts
        if (size := _measure(draft)) >= _SLIGHT or size * _LEAST_SHARE >= whole or _weigh(draft) == whole
    ]


def _weigh(draft: Draft) -> int:
    """Characters of the article's whole sentences."""
    return sum(len(draft.lines[number].text) for number in draft.body if draft.lines[number].kind is LineKind.PROSE)


def _measure(draft: Draft) -> int:
    """Characters of the longest run of whole sentences that no headline breaks: a list of teasers has none."""
    size = most = 0
    for number in draft.body:
        line = draft.lines[number]
        if line.kind is LineKind.TITLE and count_words(line.text) >= _TEASER_WORDS:
            size = 0
        size += len(line.text) if line.kind is LineKind.PROSE else 0
        most = max(most, size)
    return most


def find_end(lines: Sequence[Line], start: int, end: int) -> int:
    """The number of the first line that ends the article: comments, related articles, a note on the author."""
    size, number = 0, start
    while number < end:
        line = lines[number]
        if line.kind is LineKind.PROSE:
            size += len(line.text)
        elif size and _is_end(lines, number, end, size):
            return number
        number += 1
    return end


def _is_end(lines: Sequence[Line], number: int, end: int, size: int) -> bool:
    if lines[number].kind is LineKind.BIO:
        return _is_note(lines, number, end)
    if lines[number].kind is LineKind.TITLE:
        return _is_dated_list(lines[number : min(number + _LIST, end)])
    if lines[number].furniture is FurnitureKind.COMMENTS and number + 1 < end and lines[number + 1].text.isdigit():
        return False  # a button with its count
    return lines[number].kind is LineKind.ENDING and not _goes_on(lines, number, end, size)


def _is_dated_list(lines: Sequence[Line]) -> bool:
    """Whether headlines with a date or byline under each follow one another, no paragraph between."""
    kinds = [line.kind for line in lines]
    dated = sum(one is LineKind.TITLE and two in CREDITS for one, two in pairwise(kinds))
    return dated >= 2 and LineKind.PROSE not in kinds


def _is_note(lines: Sequence[Line], number: int, end: int) -> bool:
    """Whether what is said of a journalist is a note on the author: it stands apart, or is the last word."""
    if lines[number - 1].kind is not LineKind.PROSE:
        return True
    return all(line.kind is not LineKind.PROSE for line in lines[number + 1 : min(number + 4, end)])


def _goes_on(lines: Sequence[Line], number: int, end: int, size: int) -> bool:
    """Whether most of the article is still to come, or paragraphs follow one another after a box of links."""
    runs: list[list[int]] = [[]]
    for other in range(number + 1, end):
        kind = lines[other].kind
        if kind is LineKind.PROSE:
            runs[-1].append(other)
        elif kind is LineKind.ENDING and lines[other].furniture is FurnitureKind.COMMENTS:
            break
        elif kind not in (LineKind.FURNITURE, LineKind.CAPTION):
            runs.append([])
    best = max(runs, key=len)
    rest = sum(len(lines[other].text) for other in best)
    if lines[number].furniture is FurnitureKind.TEASER:
        return (len(best) >= _RESUMED or _closes_box(lines, number, best)) and rest * 4 >= size
    return len(best) >= _RESUMED and rest > 2 * size


def _closes_box(lines: Sequence[Line], number: int, told: Sequence[int]) -> bool:
    """Whether two paragraphs follow a box in an article: a heading, a title or two, and the pointer that closes it."""
    box = lines[number + 1 : told[0]] if told else ()
    return len(told) > 1 and 1 < len(box) <= _BOX and box[-1].furniture is FurnitureKind.NAVIGATION


_BOX = 4  # lines of a box that leads to other articles


def _find_boxes(lines: Sequence[Line], body: list[int]) -> set[int]:
    """Boxes that lead to other articles: a headline, perhaps a deck, then outlet and writer glued together."""
    boxes: set[int] = set()
    for number in body[2:]:
        if not cut_glued_outlet(lines[number].text) or all(
            lines[other].kind is not LineKind.PROSE for other in body if other > number
        ):
            continue
        title = next((other for other in (number - 1, number - 2) if is_headline(lines[other])), number)
        boxes.update(range(title, number + 1))
    return boxes


def _find_repeats(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    seen: set[str] = set()
    repeats: set[int] = set()
    for number in body:
        line = lines[number]
        if line.kind is not LineKind.PROSE or len(line.text) < _LEAST_REPEAT:
            continue
        text = fold(line.text)
        if text in seen:
            repeats.add(number)
        seen.add(text)
    return repeats


def _drop_tail(lines: Sequence[Line], body: list[int]) -> list[int]:
    """Without what follows the last paragraph, nor teasers (a headline, perhaps a deck) that look like paragraphs."""
    while True:
        while body and not _is_text(lines, body, len(body) - 1):
            body.pop()
        if len(body) < 4 or not _ends_in_teaser(lines, body):
            return body
        del body[-2:]


def _drop_far(lines: Sequence[Line], body: list[int]) -> list[int]:
    """Without single paragraphs far below the article: a page's foot, under a menu."""
    paragraphs = [number for number in body if lines[number].kind is LineKind.PROSE]
    before, total = 0, sum(len(lines[number].text) for number in paragraphs)
    for number, following in pairwise(paragraphs):
        before += len(lines[number].text)
        between = lines[number + 1 : following]
        if _is_foot(between, before, total - before):
            return [other for other in body if other <= number]
    return body


def _is_foot(between: Sequence[Line], before: int, after: int) -> bool:
    """Whether what follows these lines is the foot of a page: little text under a menu, or under a long one."""
    loose = [line for line in between if not _is_item(line)]
    marked = any(line.kind in (LineKind.FURNITURE, LineKind.ENDING) for line in between)
    if len(loose) >= (_FAR if marked else 2 * _FAR) and after < before / 2:
        return True
    return marked and len(loose) >= 4 * _FAR and after < 2 * before


def _is_text(lines: Sequence[Line], body: Sequence[int], index: int) -> bool:
    """A paragraph, or an item of a list."""
    line = lines[body[index]]
    if line.kind is LineKind.PROSE:
        return True
    return line.kind is LineKind.TITLE and (
        (_is_item(line) and index > 0 and _is_item(lines[body[index - 1]])) or index == 0
    )


def _is_item(line: Line) -> bool:
    return line.text[0] in "•·*-–—▪●" or line.text[:1].isdigit()


def _ends_in_teaser(lines: Sequence[Line], body: Sequence[int]) -> bool:
    title, deck = lines[body[-2]], lines[body[-1]]
    if (
        not is_headline(title)
        or title.kind is not LineKind.TITLE
        or is_turn(title.text)
        or len(deck.text) > _LONGEST_DECK
        or count_sentences(deck.text) > 2
    ):
        return False
    if count_words(title.text) <= _TEASER_WORDS:
        return False
    headings = sum(lines[number].kind is LineKind.TITLE for number in body[1:-2])
    return headings == 0 or count_words(title.text) > 2 * _TEASER_WORDS


def _find_credits_below(lines: Sequence[Line], start: int, end: int) -> tuple[int, ...]:
    """Byline, outlet and the writer's name over a note about him, below the last paragraph."""
    found: list[int] = []
    for number in range(start, min(start + 10, end)):
        line = lines[number]
        if line.kind is LineKind.BIO:
            break
        if (
            line.kind in (LineKind.BYLINE, LineKind.OUTLET, LineKind.TIME)
            or cut_glued_outlet(line.text)
            or _is_signature(lines, number, end)
        ):
            found.append(number)
        elif (line.kind is LineKind.ENDING and line.furniture is not FurnitureKind.BIO) or fold_line(
            line.text
        ) in _TAGS:
            break
    return tuple(found)


def _is_signature(lines: Sequence[Line], number: int, end: int) -> bool:
    """A name over its role or over a note that begins with it; or the role below such a name."""
    line = lines[number]
    if line.kind not in (LineKind.LABEL, LineKind.TITLE) or count_words(line.text) > 5:
        return False
    if fold(line.text) in byline_roles():
        return True
    following = lines[number + 1 : min(number + 3, end)]
    if following and fold(following[0].text) in byline_roles():
        return is_capitalised(line.text)
    return any(other.kind is LineKind.BIO and other.text.startswith(line.text) for other in following)
