"""Items of one line each: points behind bullets, and headlines in the line of their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sayso.rules.shape import Line, LineKind, count_sentences, count_words
from sayso.split.digest_signs import (
    AGREE,
    BULLET,
    LEAST,
    LONGEST_INTRO,
    NUMBER,
    SHORTEST,
    end_alike,
    end_last,
    is_regular,
    match_place,
    measure,
    tells_one_story,
)
from sayso.split.headlines import fold, is_headline, weigh
from sayso.split.items import Items, Opening


def find_points(lines: Sequence[Line], *, called: bool) -> Items | None:
    """Items of one line each behind a bullet or number, on a page that calls itself a digest and tells little else."""
    found = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.PROSE and (BULLET.match(line.text) or NUMBER.match(line.text))
    ]
    if len(found) <= LEAST or not (called or _are_pictured(lines, found) or _are_all(lines, found)):
        return None
    told = sum(len(lines[number].text) for number in found)
    if told < AGREE * weigh(lines, 0, len(lines)):
        return None
    return Items(_open_each(found), found[-1] + 1)


def _are_pictured(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether the paragraphs stand behind pictures of different things, and tell of different people and places."""
    pictures = {lines[number].text.split()[0] for number in found}
    if len(pictures) < AGREE * len(found) or any(not _is_picture(picture) for picture in pictures):
        return False
    return not tells_one_story(lines, _open_each(found), found[-1] + 1)


def _are_all(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether all that the page tells stands behind one bullet, under no headline, and is of different things."""
    told = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.PROSE or (number < found[0] and is_headline(line))
    ]
    bullets = {lines[number].text.split()[0] for number in found}
    return told == list(found) and len(bullets) == 1 and not tells_one_story(lines, _open_each(found), found[-1] + 1)


def _open_each(found: Iterable[int]) -> list[Opening]:
    return [Opening(number, (), (), number) for number in found]


def _is_picture(mark: str) -> bool:
    return len(mark) <= 8 and any("\u2600" <= letter <= "\u27bf" or letter >= "\U0001f300" for letter in mark)


def find_run_in(lines: Sequence[Line], *, called: bool) -> Items | None:
    """Items of one line each, `Headline: text`, that end alike or whose page calls itself a digest."""
    found = {n: head for n, line in enumerate(lines) if (head := _read_head(line, called=called))}
    if len(found) < LEAST + 1:
        return None
    first, last = min(found), max(found)
    between = [line for line in lines[first:last] if line.kind is LineKind.PROSE]
    if weigh(lines, 0, first) > LONGEST_INTRO or len(found) < AGREE * len(between):
        return None
    if len({fold(head) for head in found.values()}) < len(found):
        return None
    if not (called or end_alike([lines[number].text for number in found])):
        return None
    spans = {number: (0, len(head)) for number, head in found.items() if not head.endswith((",", "."))}
    return Items(_open_each(found), last + 1, heads=spans)


def find_placed(lines: Sequence[Line]) -> Items | None:
    """Items of one line each that begin with a place in capitals and a dash, each with another, on a page that tells
    nothing else.
    """
    told = [number for number, line in enumerate(lines) if line.kind is LineKind.PROSE and not is_headline(line)]
    places = [match[0] for number in told if (match := match_place(lines[number].text)) and ":" not in match[0]]
    if len(places) <= LEAST or len(places) < len(told) or len(set(places)) < AGREE * len(places):
        return None
    items = _open_each(told)
    if any(map(is_headline, lines[told[0] : told[-1]])) or tells_one_story(lines, items, told[-1] + 1):
        return None
    return Items(items, told[-1] + 1)


def find_led(lines: Sequence[Line], leads: Mapping[int, int]) -> Items | None:
    """Items of a digest that begin with words set apart from their text: `leads` is how many characters, by line."""
    found = sorted(number for number in leads if measure(lines[number].text) - leads[number] >= SHORTEST)
    if len(found) < LEAST or weigh(lines, 0, found[0]) > LONGEST_INTRO:
        return None
    openings = _open_each(found)
    end = end_last(lines, openings) if len(found) < found[-1] - found[0] + 1 else found[-1] + 1
    if not is_regular(lines, openings, end, least=SHORTEST) or tells_one_story(lines, openings, end):
        return None
    return Items(openings, end, heads={number: (0, leads[number]) for number in found})


_HEAD = re.compile(r"([^:：.!。]{4,140})(?::\s+|：\s*)(?=[\w\"“‘«„])")
_NAMED = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?:[ -][A-ZÀ-Þ'’-]{2,}){0,3},)\s[A-ZÀ-Þ]")  # "ORRIN, Tamsin", in notices
# "LOWER IMS. The mill may keep its weir": the place that a short item is about.
_PLACED = re.compile(
    r"([A-ZÀ-ÞĀ-ſЀ-Я][A-ZÀ-ÞĀ-ſЀ-Я'’-]+(?: [A-ZÀ-ÞĀ-ſЀ-Я'’-]{2,}){0,3}[.,]?)(?<=[.])\s(?=[^\W\d_a-zà-ÿ])"
)
_LEAST_HEAD = 8  # characters of a headline before a colon, and words
_LEAST_HEAD_WORDS = 3


def _read_head(line: Line, *, called: bool) -> str | None:
    """The headline with which a paragraph begins, before a colon, or the name; any word where the page is a digest."""
    words = line.text
    if line.kind is not LineKind.PROSE:
        return None
    if called and (named := _NAMED.match(words[:160])):
        return named[1]
    if called and (placed := _PLACED.match(words[:160])):
        return placed[1]
    match = _HEAD.match(words[:160])
    if match is None or measure(words) - match.end() < 40 or count_sentences(match[1]) > 1:
        return None
    whole = len(match[1]) >= _LEAST_HEAD and count_words(match[1]) >= _LEAST_HEAD_WORDS
    return match[1] if whole or called else None
