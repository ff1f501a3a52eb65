"""Pages of posts: texts one after the other, below each a line that counts what readers did with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sayso.rules.shape import CREDITS, Line, LineKind, fold_line
from sayso.rules.tables import load_rules
from sayso.split.headlines import is_headline, is_lone, weigh
from sayso.split.items import Items, Opening

_LEAST = 3  # posts of a page
_MOST_PARAGRAPHS = 6  # of one post
_COVERAGE = 0.8  # share of the page's sentences that its posts hold
_LONE_SHARE = 0.4  # of all that an article over its readers' comments holds
_LONGEST_COUNTER = 80  # characters

_NUMBER = re.compile(r"\d[\d.,:]*\s?[kKmMкК]?(?![^\W\d_])")


def find_posts(lines: Sequence[Line]) -> Items | None:
    """The posts of a channel or a blog, each over its counter; None for any other page."""
    counters = [number for number, line in enumerate(lines) if _counts(line)]
    usual = _find_usual([_NUMBER.sub("0", fold_line(lines[number].text)) for number in counters])
    own = [number for number, key in zip(counters, usual, strict=True) if key]
    if len(own) < _LEAST:
        return None
    spans = [range(before + 1, number) for before, number in pairwise([-1, *own])]
    posts = [post for span in spans if (post := _open_post(lines, span))]
    masses = [weigh(lines, post.body, end) for post, end in zip(posts, own, strict=False)]
    total = weigh(lines, 0, len(lines))
    if len(posts) < len(own) or sum(masses) < _COVERAGE * total or is_lone(masses, _LONE_SHARE):
        return None
    between = frozenset(own)
    return Items(posts, own[-1] + 1, between)


def _counts(line: Line) -> bool:
    if len(line.text) > _LONGEST_COUNTER or line.kind is LineKind.PROSE or not any(map(str.isdigit, line.text)):
        return False
    return _counter_words().search(line.text) is not None


def _find_usual(keys: Sequence[str]) -> list[bool]:
    """Which of the lines are of the form that comes most often, numbers apart."""
    usual = max(dict.fromkeys(keys), key=keys.count, default="")
    return [key == usual for key in keys]


def _open_post(lines: Sequence[Line], span: range) -> Opening | None:
    """The paragraphs directly above the counter, with a headline and the day or time over them."""
    body = span.stop
    while body > span.start and lines[body - 1].kind is LineKind.PROSE and not is_headline(lines[body - 1]):
        body -= 1
    if body == span.stop or span.stop - body > _MOST_PARAGRAPHS:
        return None
    below = _skip_name(lines, span, _skip_credits(lines, span, body), body)
    titled = below > span.start and is_headline(lines[below - 1])
    start = _skip_credits(lines, span, below - titled)
    credited = [*range(start, below - titled), *range(below, body)]
    return Opening(start, (below - 1,) if titled else (), tuple(credited), body)


def _skip_name(lines: Sequence[Line], span: range, number: int, body: int) -> int:
    """The line of a name between a headline and the credits that end above the body; else the first of these."""
    named = span.start + 1 < number < body and lines[number - 1].kind is LineKind.LABEL
    return number - 1 if named and is_headline(lines[number - 2]) else number


def _skip_credits(lines: Sequence[Line], span: range, number: int) -> int:
    """The first of the credits that end directly above this line."""
    while number > span.start and lines[number - 1].kind in CREDITS:
        number -= 1
    return number


@lru_cache(maxsize=1)
def _counter_words() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load_rules("items")["counters"]["words"]), key=len, reverse=True))
    return re.compile(words, re.IGNORECASE)
