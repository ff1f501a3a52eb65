"""Where an article ends, what it prints again, and which credits stand below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.lines import Line, LineKind, byline_roles, count_sentences, count_words, cut_glued_outlet
from sayso.split.openings import Opening, fold, is_headline

_LEAST_REPEAT = 25  # characters of a paragraph that is not just a refrain
_LONGEST_DECK = 350
_TEASER_WORDS = 6  # a sub-heading is shorter, the headline of another article longer
_FAR = 5  # lines between a paragraph and the foot of the page
_RESUMED = 3  # paragraphs in a row after which an article goes on below "Related articles"


class Draft(NamedTuple):
    """The lines of an article, by number."""

    lines: Sequence[Line]
    headlines: tuple[int, ...]
    credits: tuple[int, ...]
    body: tuple[int, ...]
    repeats: tuple[int, ...]


def end_article(lines: Sequence[Line], opening: Opening, end: int) -> Draft:
    """The article that opens here and ends before line `end`."""
    last = find_end(lines, opening.body, end)
    body = [
        number
        for number in range(opening.body, last)
        if number not in opening.headlines and number not in opening.credits
    ]
    repeats = _find_repeats(lines, body)
    body = _drop_far(lines, _drop_tail(lines, [number for number in body if number not in repeats]))
    below = _find_credits_below(lines, max((*body, *repeats, opening.body)) + 1, end)
    return Draft(lines, opening.headlines, (*opening.credits, *below), tuple(body), tuple(sorted(repeats)))


def find_end(lines: Sequence[Line], start: int, end: int) -> int:
    """The number of the first line that ends the article: comments, related articles, a note on the author."""
    size, number = 0, start
    while number < end:
        line = lines[number]
        if line.kind is LineKind.PROSE:
            size += len(line.text)
        elif line.kind is LineKind.BIO and size and _is_note(lines, number, end):
            return number
        elif line.kind is LineKind.ENDING and size and not _goes_on(lines, number, end, size):
            return number
        number += 1
    return end


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
        return len(best) >= _RESUMED and rest * 4 >= size
    return len(best) >= _RESUMED and rest > 2 * size


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
        marked = any(line.kind is LineKind.FURNITURE for line in between)
        if len(between) >= (_FAR if marked else 2 * _FAR) and total - before < before / 2:
            return [other for other in body if other <= number]
    return body


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
        elif line.kind is LineKind.ENDING and line.furniture is not FurnitureKind.BIO:
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
    return any(
        fold(other.text) in byline_roles() or (other.kind is LineKind.BIO and other.text.startswith(line.text))
        for other in following[:2]
    )
