"""The article that opens a page of plain lines, which needs no credit."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.rules.houses import strip_bullet
from sayso.rules.shape import CREDITS, Line, LineKind, count_words, is_title
from sayso.split.credited import is_credit, is_long_deck
from sayso.split.headlines import fold, has_text, is_headline, is_question, weigh
from sayso.split.items import Opening

_LEAST_FIRST = 150  # characters of text above the first opening that are an article
_TOP = 6  # lines above the first paragraph of a page that begins with its headline
_HEAD = 12  # lines between headline and first paragraph
_GAP = 4  # lines between two paragraphs of one cluster


def find_first(lines: Sequence[Line], end: int) -> Opening | None:
    """The article that opens the page, if text stands before the first opening found otherwise."""
    body = _find_body_start(lines, end)
    if body is None or (end < len(lines) and weigh(lines, body, end) < _LEAST_FIRST):
        return None
    headlines = _find_headlines(lines, body)
    deck = headlines[0] if len(headlines) == 1 else body
    if len(headlines) <= 1 and is_long_deck(lines, deck):
        headlines = (deck - 1,)
    top = min(headlines, default=body)
    credited = tuple(
        number for number in range(max(0, top - 4), body) if is_credit(lines, number) and number not in headlines
    )
    start = min((*headlines, *credited, body))
    deck = _find_deck(lines, headlines, body)
    return Opening(start, headlines, credited, deck)


def _is_credited(lines: Sequence[Line], title: int, body: int) -> bool:
    """Whether a byline or a time stands directly below, or a name in capitals."""
    if any(is_credit(lines, number) for number in range(title + 1, min(title + 3, body))):
        return True
    following = lines[title + 1]
    return (
        title + 1 < body
        and following.kind is LineKind.LABEL
        and following.text.isupper()
        and count_words(following.text) > 1
    )


def _find_deck(lines: Sequence[Line], headlines: Sequence[int], body: int) -> int:
    """The first line of a deck under the headline, else the first paragraph."""
    if not headlines:
        return body
    number = headlines[-1] + 1
    while number < body and lines[number].kind in CREDITS:
        number += 1
    is_deck = (
        number < body
        and lines[number].kind in (LineKind.TITLE, LineKind.PROSE)
        and count_words(lines[number].text) >= 6
        and strip_bullet(lines[number].text) == lines[number].text
        and not (lines[number].kind is LineKind.TITLE and is_credit(lines, number + 1))
    )
    return number if is_deck else body


def _find_body_start(lines: Sequence[Line], end: int) -> int | None:
    """The first paragraph of the first cluster that is not small beside the largest."""
    clusters: list[list[int]] = []
    for number in range(end):
        if lines[number].kind is not LineKind.PROSE or is_question(lines[number].text):
            continue
        if clusters and number - clusters[-1][-1] <= _GAP:
            clusters[-1].append(number)
        else:
            clusters.append([number])
    if not clusters:
        return _find_bare_body(lines) if end == len(lines) else None
    sizes = [sum(len(lines[number].text) for number in cluster) for cluster in clusters]
    return next(cluster[0] for cluster, size in zip(clusters, sizes, strict=True) if size >= 0.3 * max(sizes))


def _find_bare_body(lines: Sequence[Line]) -> int | None:
    """On a page of a few lines without one full stop the longest is the text."""
    longest = max(range(len(lines)), key=lambda number: len(lines[number].text), default=None)
    if (
        longest is None
        or len(lines) > 5
        or lines[longest].kind is not LineKind.TITLE
        or count_words(lines[longest].text) < 8
    ):
        return None
    return longest


def _find_headlines(lines: Sequence[Line], body: int) -> tuple[int, ...]:
    """The headline above the first paragraph and its other printings there."""
    titles = [
        number
        for number in range(max(0, body - 40), body)
        if is_headline(lines[number]) and not _is_captioned(lines, number)
    ]
    by_text: dict[str, list[int]] = {}
    for number in titles:
        by_text.setdefault(fold(lines[number].text), []).append(number)
    printed_twice = [numbers for numbers in by_text.values() if len(numbers) > 1 and body - numbers[-1] <= 12]
    if printed_twice:
        return tuple(printed_twice[-1])
    open_titles = [number for number in titles if not has_text(lines[number + 1 : body])]
    credited = [number for number in open_titles if _is_credited(lines, number, body)]
    if credited and (
        body - credited[-1] > _HEAD or not is_title(lines[open_titles[-1]].text) or credited[-1] != open_titles[-1]
    ):
        return (credited[-1],)
    near = [number for number in open_titles if body - number <= _HEAD]
    if not near:
        return _find_over_deck(lines, titles, body)
    if body <= _TOP and all(line.kind not in (LineKind.FURNITURE, LineKind.ENDING) for line in lines[:body]):
        return (near[0],)
    headline = near[-1]
    if headline - 1 in near and headline - 2 not in near and len(lines[headline].text) > len(lines[headline - 1].text):
        headline -= 1
    return (headline,)


def _find_over_deck(lines: Sequence[Line], titles: Sequence[int], body: int) -> tuple[int, ...]:
    """The title over one paragraph that stands over a credit, nothing else told between it and the text."""
    for number in reversed(titles):
        if number + 2 < body and lines[number + 1].kind is LineKind.PROSE and lines[number + 2].kind in CREDITS:
            return () if has_text(lines[number + 2 : body]) else (number,)
    return ()


def _is_captioned(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is printed in place of a picture: the caption below begins with it."""
    below = lines[number + 1]
    return below.kind is LineKind.CAPTION and below.text.startswith(lines[number].text)
