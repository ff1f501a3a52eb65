"""What one line of a page looks like by itself; what it means where it stands is for `sayso.split` and `sayso.strip`.

Patterns are tried only on lines of at most `SHORT` characters: a page of one line costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.model import FurnitureKind
from sayso.rules.credits import cut_signed, is_role, judge_credit, split_bars
from sayso.rules.datelines import name_agencies, opens_with_dateline
from sayso.rules.furniture import CONTACT, RATE, is_glued_links, judge_bio, judge_caption, judge_furniture
from sayso.rules.houses import may_be_section, may_name_person
from sayso.rules.shape import (
    LETTER,
    SHORT,
    Judgement,
    Line,
    LineKind,
    count_words,
    is_ended,
    is_title,
    judge_shape,
    split_lines,
)
from sayso.rules.tables import load_rules
from sayso.rules.times import find_date, is_age, is_minute

__all__ = ["is_note", "judge_line", "load_rules", "read_lines"]


@lru_cache(maxsize=1)  # split and strip ask for the lines of one page, one after the other
def read_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not empty, judged by itself."""
    lines = [
        Line(start, end, words, *judge_line(words)) for start, end in split_lines(text) for words in (text[start:end],)
    ]
    return tuple(_sign_writer(_quiet_tickers(lines)))


def _sign_writer(lines: list[Line]) -> list[Line]:
    """The lines; a name alone between the headline at the top and its buttons or picture is a byline."""
    for number in range(1, min(len(lines) - 1, _TOP)):
        if lines[number].kind in (LineKind.LABEL, LineKind.TITLE) and _is_signed(lines, number):
            lines[number] = lines[number]._replace(kind=LineKind.BYLINE)
            break
    return lines


def _is_signed(lines: Sequence[Line], number: int) -> bool:
    """Whether a person's name stands here, of whom headline and text do not speak, or one beside the agency that the
    dateline names."""
    words, below = lines[number].text, lines[number + 1 : number + _REACH]
    above = next((line for line in reversed(lines[:number]) if line.kind not in _BETWEEN), lines[number])
    if above.kind not in (LineKind.TITLE, LineKind.PROSE) or count_words(above.text) < _HEADED:
        return False
    if len(split_bars(words)) == 2 and cut_signed(
        words, [agency for line in below for agency in name_agencies(line.text)]
    ):
        return True
    if not may_name_person(words) or may_be_section(words) or not _WRITER.fullmatch(words):
        return False
    told = [line for line in below if line.kind is LineKind.PROSE]
    is_near = above is lines[number - 1] and below[0].kind in (LineKind.FURNITURE, LineKind.CAPTION)
    if not told or not (is_near or is_role(below[0].text) or is_age(below[0].text)):
        return False
    texts = [above.text, *(line.text for line in told)]
    spoken = {word.casefold() for text in texts for word in _WORD.findall(text[:_MOST])}
    return not spoken & {word.casefold() for word in _WORD.findall(words)}


_BETWEEN = frozenset((LineKind.FURNITURE, LineKind.TIME))  # lines between a headline and its writer's name
_HEADED = 4  # words of a headline over a name
_WRITER = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,3}")
_WORD = re.compile(r"[^\W\d_]{3,}")


def _quiet_tickers(lines: list[Line]) -> list[Line]:
    """The lines; those of other news above the headline of the page are furniture: "BREAKING: bridge closed". Hardly a
    word of theirs comes again in the text, and more of a title's below."""
    for number, line in enumerate(lines[:_TOP]):
        found = _ticker_shape().match(line.text) if line.kind in (LineKind.TITLE, LineKind.PROSE) else None
        if found is None:
            continue
        below = [other.text for other in lines[number + 1 : number + _REACH]]
        titles = [words for words in below[:_NEAR] if is_title(words)]
        share = _share_below(line.text[found.end() :], below)
        told = max((_share_below(words, [w for w in below if w != words]) for words in titles), default=-1.0)
        if told > share < _STRANGE or (titles and not share):
            because = "other news above a headline"
            lines[number] = line._replace(kind=LineKind.FURNITURE, furniture=FurnitureKind.NAVIGATION, because=because)
    return lines


_TOP, _REACH, _NEAR, _MOST = 15, 16, 3, 2000
_STRANGE = 0.4  # of its longer words that come again


def _share_below(words: str, below: Sequence[str]) -> float:
    """How many of the longer words come again below."""
    own = _long_words(words[:_MOST])
    told = {word for line in below for word in _long_words(line[:_MOST])}
    return len(own & told) / len(own) if own else 0.0


def _long_words(words: str) -> set[str]:
    return {word.casefold() for word in _LONG_WORD.findall(words)}


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


@lru_cache(maxsize=1)
def _ticker_shape() -> re.Pattern[str]:
    openers = sorted(load_rules("items")["tickers"]["openers"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, openers))})\s?[:|]\s", re.IGNORECASE)


def judge_line(words: str) -> Judgement:
    """What the line looks like; for furniture also its kind and the rule that says so."""
    return _judge_short(words) if len(words) <= SHORT else judge_bio(words[:SHORT]) or _judge_long(words)


def is_note(words: str) -> bool:
    """Whether `judge_line` says furniture of kind `other`, as of a note of the newsroom, in a third of its time for
    sentences of an article. Whom to write to, and what a currency is worth, are notes only on a line of their own.
    """
    if len(words) > SHORT:
        return False
    if LETTER.search(words) and not _judge_outline(words):
        furniture = judge_furniture(words)
        if furniture is None or furniture[1] is not FurnitureKind.OTHER:
            return False
    kind, own, because = _judge_short(words)
    return kind is LineKind.FURNITURE and own is FurnitureKind.OTHER and because not in (CONTACT, RATE)


@lru_cache(maxsize=8192)  # the lines of a site's menus come again on each of its pages
def _judge_short(words: str) -> Judgement:
    if not LETTER.search(words):
        return _judge_bare(words)
    if special := _judge_outline(words):
        return special
    return (
        judge_credit(words)
        or judge_furniture(words)
        or judge_caption(words)
        or judge_bio(words)
        or (LineKind.PROSE if opens_with_dateline(words) else judge_shape(words), None, None)
    )


def _judge_outline(words: str) -> Judgement | None:
    """Lines that are told by their outline: a picture, a bar of tools, the slug of an agency."""
    if words.startswith("![") and _PICTURE.fullmatch(words):
        return LineKind.CAPTION, FurnitureKind.CAPTION, "a picture"
    if words[:1].isupper() and "-" in words and _SLUG.fullmatch(words):
        return LineKind.FURNITURE, FurnitureKind.OTHER, "an agency's slug"
    parts = _GAPS.split(words) if "   " in words or "\t" in words or "\u00a0" in words else ()
    if len(parts) > 2 and all(count_words(part) <= 5 for part in parts) and not is_ended(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "a bar of short words"
    return None


def _judge_long(words: str) -> Judgement:
    if len(words) <= 20 * SHORT and is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    return LineKind.PROSE, None, None


def _judge_bare(words: str) -> Judgement:
    if find_date(words) is not None or is_minute(words):
        return LineKind.TIME, None, None
    if _QUOTE_MARKS.fullmatch(words[:8]) or _ITEM_NUMBER.fullmatch(words[:8]) or _YEAR.fullmatch(words):
        return LineKind.LABEL, None, None
    return LineKind.FURNITURE, FurnitureKind.OTHER, "no letters"


_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^\n]*\)")  # as Markdown has it
_SLUG = re.compile(r"[A-Z]{2,8}(?:-[A-Z0-9]{2,20}){1,5}(?:\s\([A-Z0-9 ,.-]{1,40}\))?")
_GAPS = re.compile(r"[ \u00a0]{3,}|\s*\t\s*")
_QUOTE_MARKS = re.compile(r"[\"'“”‘’«»„`()\[\].,;\s]{1,5}")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")  # the heading of a chronicle
_ITEM_NUMBER = re.compile(r"\d{1,3}[.)]")
