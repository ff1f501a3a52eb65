"""One line of an article cut into what is its text, what is a credit, and what is furniture glued to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.credits import find_byline, trim_names
from sayso.rules.datelines import dateline_shape
from sayso.rules.lines import is_note, judge_line
from sayso.rules.shape import LineKind
from sayso.rules.tables import load_rules
from sayso.strip.fragments import find_fragments

HEAD = 400  # characters at the start of a paragraph in which byline and dateline stand
_LONGEST_TAIL = 600  # characters after the last sentence that may be furniture
_LONGEST_PITCH = 240
_LEAST_NOTE = 8  # characters, of which a note has more


class Part(StrEnum):
    """What a piece of a page is."""

    HEADLINE = "headline"
    HEADLINE_REPEAT = "headline-repeat"
    CREDIT = "credit"
    BODY = "body"
    REPEAT = "repeat"
    FURNITURE = "furniture"


class Piece(NamedTuple):
    """The characters `[start, end)` of the page and what they are."""

    start: int
    end: int
    part: Part
    kind: FurnitureKind | None = None
    because: str | None = None


_END = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?=\s|$)")
_ASIDE = re.compile(r"[.!?]\s+\([^()]{1,200}\)(?:\s+\([^()]{1,200}\))*(?=\s|$)")


def cut_paragraph(words: str, offset: int, *, first: bool) -> list[Piece]:
    """The pieces of a paragraph that begins at `offset`; byline and dateline are looked for in the first one only."""
    head = find_head(words) if first else 0
    tail = _find_tail(words, head)
    notes = _find_notes(words, head, tail)
    pieces = [Piece(0, head, Part.CREDIT)] if head else []
    pieces += _cut_inline(words, head, notes)
    pieces += [Piece(notes, tail, Part.FURNITURE, FurnitureKind.OTHER, "a note after the last sentence")]
    pieces += _cut_tail(words, tail)
    return [trimmed for piece in pieces if (trimmed := _place(words, piece, offset))]


def _find_notes(words: str, head: int, tail: int) -> int:
    """Where notes of the newsroom begin that end a paragraph: who reported, that the story was updated, copyright."""
    start = max(head, tail - _LONGEST_TAIL)
    ends = [match.end() for match in _END.finditer(words, start, tail)] + [
        match.end() for match in _ASIDE.finditer(words, start, tail)
    ]
    borders = sorted({end for end in ends if end < tail}, reverse=True)
    for border in borders[:6]:
        note = words[border:tail].strip()
        if len(note) > _LEAST_NOTE and is_note(note):
            tail = border
    return tail


def _place(words: str, piece: Piece, offset: int) -> Piece | None:
    """The piece without white space at its edges, counted from the page's start."""
    start, end = piece.start, piece.end
    text = words[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    return Piece(start + offset, end + offset, *piece[2:]) if start < end else None


# --- the head: byline and dateline ----------------------------------------------------------------------------------


def find_head(words: str) -> int:
    """Where the text begins, after a byline and a dateline fused with it; 0 where there is none."""
    dateline = find_dateline(words)
    if dateline:
        return dateline.end()
    byline = find_byline(words)
    if byline is None:
        return 0
    names = trim_names(byline["names"])
    return byline.start("names") + len(names) if names and len(names) < len(byline["names"]) else 0


def find_dateline(words: str) -> re.Match[str] | None:
    """The dateline at the start, or after a byline at the start."""
    shape = dateline_shape()
    found = shape.match(words, 0, HEAD)
    if found or not find_byline(words):
        return found
    for start in _capital_words(words[:HEAD]):
        found = shape.match(words, start, HEAD)
        if (
            found
            and (
                found["wire"]
                or found["wire2"]
                or found["place2"]
                or found["wire3"]
                or found["wire4"]
                or found["place5"]
            )
            and _is_byline(words[:start])
        ):
            return found
    return None


_CAPITAL_WORD = re.compile(r"(?<=\s)[A-ZÀ-Þ]{2}")


def _capital_words(words: str) -> Iterator[int]:
    for match in _CAPITAL_WORD.finditer(words):
        yield match.start()


def _is_byline(words: str) -> bool:
    match = find_byline(words.strip())
    return match is not None and match.end() >= len(words.strip()) - 1


# --- the tail: what follows the last sentence -----------------------------------------------------------------------


def _find_tail(words: str, head: int) -> int:
    """Where the last sentence ends, if what follows it is furniture or a byline; else the end."""
    end = max((match.end() for match in _END.finditer(words, head)), default=0)
    end = max(end, max((match.end() for match in _ASIDE.finditer(words, head)), default=0))
    rest = words[end:].strip()
    if not end or not rest or len(rest) > _LONGEST_TAIL:
        return len(words)
    return end if _is_glued(rest) else len(words)


def _is_glued(rest: str) -> bool:
    return (
        find_byline(rest) is not None
        or judge_line(rest)[0] in (LineKind.FURNITURE, LineKind.ENDING, LineKind.CAPTION)
        or any(rest.startswith(phrase) for phrase, _ in _inline())
        or _is_promotion(rest)
    )


def _is_promotion(rest: str) -> bool:
    """A fragment of two to eight words that all begin with a capital: the name of something on offer."""
    parts = rest.split()
    return 2 <= len(parts) <= 8 and all(part[0].isupper() or part in _SMALL for part in parts) and rest[-1].isalnum()


_SMALL = frozenset(["a", "an", "the", "of", "for", "to", "in", "on", "and", "or", "&", "with", "your", "our"])


def _cut_tail(words: str, tail: int) -> list[Piece]:
    if tail >= len(words):
        return []
    start = tail + len(words[tail:]) - len(words[tail:].lstrip())
    byline = find_byline(words, start)
    if byline:
        names = trim_names(byline["names"])
        end = byline.start("names") + len(names)
        end += 4 if words.startswith(" for ", end) else 0
        return [Piece(start, end, Part.CREDIT), *_cut_known(words, end)]
    return _cut_known(words, start)


def _cut_known(words: str, start: int) -> list[Piece]:
    _, furniture, because = judge_line(words[start:].strip())
    if furniture is None:
        furniture = next((kind for phrase, kind in _inline() if phrase in words[start:]), FurnitureKind.ADVERT)
    return [Piece(start, len(words), Part.FURNITURE, furniture, because or "glued on after the last sentence")]


# --- known words inside ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _inline() -> tuple[tuple[str, FurnitureKind], ...]:
    table = load_rules("furniture")["inline"]
    pairs = [(phrase, FurnitureKind(kind)) for kind, phrases in table.items() for phrase in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1)
def _inline_shape() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase, _ in _inline()))


def _cut_inline(words: str, head: int, tail: int) -> list[Piece]:
    """The text between head and tail, with known furniture taken out."""
    pieces: list[Piece] = []
    done = head
    for start, length, kind in sorted([*_find_known(words, head, tail), *find_fragments(words, head, tail)]):
        if start < done:
            continue
        end = _end_pitch(words, start + length, tail, kind)
        glued = bool(pieces) and not words[done:start].strip()
        if glued or _stands_alone(words, head, start, end, kind):
            pieces += [
                Piece(done, start, Part.BODY),
                Piece(start, end, Part.FURNITURE, kind, "known words inside a paragraph"),
            ]
            done = end
    return [*pieces, Piece(done, tail, Part.BODY)]


def _find_known(words: str, head: int, tail: int) -> Iterator[tuple[int, int, FurnitureKind]]:
    """(start, length, kind) of each known phrase."""
    if not _inline_shape().search(words, head, tail):
        return
    for phrase, kind in _inline():
        start = words.find(phrase, head, tail)
        while start >= 0:
            yield start, len(phrase), kind
            start = words.find(phrase, start + len(phrase), tail)


def _end_pitch(words: str, start: int, tail: int, kind: FurnitureKind) -> int:
    """Fixed words end where they end; a pitch or a pointer goes on to the end of its sentence."""
    if kind in (FurnitureKind.NAVIGATION, FurnitureKind.ADVERT):
        return start
    match = _END.search(words, start, min(tail, start + _LONGEST_PITCH))
    if match:
        return match.end()
    return tail if tail - start <= _LONGEST_PITCH else start


def _stands_alone(words: str, head: int, start: int, end: int, kind: FurnitureKind) -> bool:
    """Whether a sentence ends before the words, and, where they are no sentence themselves, another begins after."""
    after = words[end : end + 8].lstrip()
    if kind in (FurnitureKind.NAVIGATION, FurnitureKind.ADVERT) and after and (after[0].islower() or after[0] in ",;:"):
        return False
    before = words[max(head, start - 8) : start].rstrip()
    return not before or before[-1] in ".!?…\"'”’»)]"
