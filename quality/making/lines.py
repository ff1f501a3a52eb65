"""Text that remembers what its words are, and the grammar that writes it.

A template is text with choices `[a|b]`, slots `{name}` and cues `<said>`. What stands in a slot keeps its marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from random import Random
from typing import Any, NamedTuple

Node = Any  # a string, a Slot, or a Choice

MEND = ".,:;"
"""Before these signs the comma that closes an apposition is dropped."""


class Mark(NamedTuple):
    """The characters `[start, end)` of a line are a part (`source`, `cue`, `content`, `via`, `figure`) of `ref`."""

    start: int
    end: int
    part: str
    ref: Any


class Line(NamedTuple):
    """Words of a paragraph or a part of it, with marks."""

    text: str
    marks: tuple[Mark, ...] = ()


class Slot(NamedTuple):
    """A name to be filled in; a cue's name begins with `<`."""

    name: str


class Choice(NamedTuple):
    """One of several continuations."""

    branches: tuple[tuple[Node, ...], ...]


@cache
def compile_template(template: str) -> tuple[Node, ...]:
    """The template as nodes. Raises `ValueError` where its brackets do not close."""
    nodes, end = _read_nodes(template, 0, "")
    if end != len(template):
        raise ValueError(f"A bracket too many in {template!r}.")
    return nodes


def _read_nodes(template: str, start: int, stops: str) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    text_start = position = start
    while position < len(template) and template[position] not in (stops or "]"):
        sign = template[position]
        if sign not in "[{<":
            position += 1
            continue
        if text_start < position:
            nodes.append(template[text_start:position])
        if sign == "[":
            choice, position = _read_choice(template, position + 1)
            nodes.append(choice)
        else:
            end = template.index("}" if sign == "{" else ">", position)
            nodes.append(Slot(template[position + (sign == "{") : end]))
            position = end + 1
        text_start = position
    if text_start < position:
        nodes.append(template[text_start:position])
    return tuple(nodes), position


def _read_choice(template: str, start: int) -> tuple[Choice, int]:
    branches: list[tuple[Node, ...]] = []
    while True:
        nodes, end = _read_nodes(template, start, "|]")
        branches.append(nodes)
        if end >= len(template):
            raise ValueError(f"A choice is not closed in {template!r}.")
        if template[end] == "]":
            return Choice(tuple(branches)), end + 1
        start = end + 1


class Writer:
    """Joins text and lines, moving their marks. A comma at the end of a line goes where a stop follows it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.length = 0
        self._comma = False

    def add(self, piece: str | Line) -> None:
        """Write at the end."""
        text, marks = (piece, ()) if isinstance(piece, str) else piece
        if not text:
            return
        if self._comma and text[0] not in MEND:
            self.parts.append(",")
            self.length += 1
        self._comma = text.endswith(",") and not isinstance(piece, str)
        if self._comma:
            text = text[:-1]
        for mark in marks:
            self.marks.append(Mark(mark.start + self.length, mark.end + self.length, mark.part, mark.ref))
        self.parts.append(text)
        self.length += len(text)

    def line(self) -> Line:
        """What was written."""
        if self._comma:
            self._comma = False
            self.parts.append(",")
            self.length += 1
        return Line("".join(self.parts), tuple(self.marks))


def expand(template: str, rng: Random, slots: Mapping[str, str | Line]) -> Line:
    """The template written out: choices taken, slots filled. Raises `KeyError` for an unknown slot."""
    writer = Writer()
    _expand_nodes(compile_template(template), rng, slots, writer)
    return writer.line()


def _expand_nodes(nodes: tuple[Node, ...], rng: Random, slots: Mapping[str, str | Line], writer: Writer) -> None:
    for node in nodes:
        if isinstance(node, str):
            writer.add(node)
        elif isinstance(node, Slot):
            writer.add(slots[node.name])
        else:
            _expand_nodes(node.branches[int(rng.random() * len(node.branches))], rng, slots, writer)


def join(pieces: list[str | Line], joint: str = "") -> Line:
    """The pieces one after another."""
    writer = Writer()
    for number, piece in enumerate(pieces):
        if number and joint:
            writer.add(joint)
        writer.add(piece)
    return writer.line()


def mark(line: str | Line, part: str, ref: Any) -> Line:
    """The line, all of it marked as a part of `ref`."""
    text, marks = (line, ()) if isinstance(line, str) else line
    return Line(text, (*marks, Mark(0, len(text), part, ref)))


def capitalise(line: Line) -> Line:
    """The line with its first letter in capitals; a quotation mark may stand before it."""
    for index, sign in enumerate(line.text[:3]):
        if sign.isalnum():
            return Line(line.text[:index] + sign.upper() + line.text[index + 1 :], line.marks)
    return line


@lru_cache(maxsize=8)
def compile_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of these words, whole, capitals or not."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b", re.IGNORECASE)


def replace_words(line: Line, table: Mapping[str, str]) -> Line:
    """The line with words exchanged for others, marks moved along. The table's words are in small letters."""
    found = list(compile_words(tuple(table)).finditer(line.text))
    if not found:
        return line
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []  # (end in the old text, what later offsets are moved by)
    position = moved = 0
    for match in found:
        new = table[match[0].lower()]
        new = new.capitalize() if match[0][0].isupper() else new
        parts += [line.text[position : match.start()], new]
        position = match.end()
        moved += len(new) - len(match[0])
        shifts.append((position, moved))
    marks = tuple(
        Mark(_shift(mark.start, shifts), _shift(mark.end, shifts), mark.part, mark.ref) for mark in line.marks
    )
    return Line("".join([*parts, line.text[position:]]), marks)


def _shift(offset: int, shifts: list[tuple[int, int]]) -> int:
    moved = 0
    for end, total in shifts:
        if offset < end:
            break
        moved = total
    return offset + moved
