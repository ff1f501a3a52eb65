"""What one line of a page looks like by itself; what it means where it stands is for `sayso.split` and `sayso.strip`.

Patterns are tried only on lines of at most `SHORT` characters: a page of one line costs no more than its length.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.model import FurnitureKind
from sayso.rules.credits import find_date, judge_credit
from sayso.rules.furniture import is_glued_links, judge_bio, judge_caption, judge_furniture
from sayso.rules.shape import LETTER, SHORT, Judgement, Line, LineKind, judge_shape, split_lines
from sayso.rules.tables import load_rules

__all__ = ["judge_line", "load_rules", "read_lines"]


@lru_cache(maxsize=1)  # split and strip ask for the lines of one page, one after the other
def read_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not empty, judged by itself."""
    return tuple(_make_line(text[start:end], start, end) for start, end in split_lines(text))


def _make_line(words: str, start: int, end: int) -> Line:
    kind, furniture, because = judge_line(words)
    return Line(start, end, words, kind, furniture, because)


def judge_line(words: str) -> Judgement:
    """What the line looks like; for furniture also its kind and the rule that says so."""
    if len(words) > SHORT:
        return judge_bio(words[:SHORT]) or _judge_long(words)
    if not LETTER.search(words):
        return _judge_bare(words)
    return (
        judge_credit(words)
        or judge_furniture(words)
        or judge_caption(words)
        or judge_bio(words)
        or (judge_shape(words), None, None)
    )


def _judge_long(words: str) -> Judgement:
    if len(words) <= 20 * SHORT and is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    return LineKind.PROSE, None, None


def _judge_bare(words: str) -> Judgement:
    if find_date(words) is not None:
        return LineKind.TIME, None, None
    if _QUOTE_MARKS.fullmatch(words[:8]) or _ITEM_NUMBER.fullmatch(words[:8]):
        return LineKind.LABEL, None, None
    return LineKind.FURNITURE, FurnitureKind.OTHER, "no letters"


_QUOTE_MARKS = re.compile(r"[\"'“”‘’«»„`()\[\].,;\s]{1,5}")
_ITEM_NUMBER = re.compile(r"\d{1,3}[.)]")
