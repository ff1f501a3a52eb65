"""Which kind of furniture a line is that no rule knows by its words: by where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model import FurnitureKind
from sayso.rules.shape import Line, LineKind
from sayso.strip.body import Part, Piece

_BY_SHAPE = {
    LineKind.TITLE: (FurnitureKind.TEASER, "a headline outside the article"),
    LineKind.PROSE: (FurnitureKind.TEASER, "a sentence outside the article"),
    LineKind.LABEL: (FurnitureKind.NAVIGATION, "a label outside the article"),
}


def name_furniture(lines: Sequence[Line], cut: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """All pieces of the page in order; furniture of unknown kind is named by its shape and the heading above it."""
    heading: FurnitureKind | None = None
    for line, pieces in zip(lines, cut, strict=True):
        if line.kind is LineKind.ENDING:
            heading = line.furniture
        for piece in pieces:
            if piece.part is not Part.FURNITURE:
                heading = None
            elif piece.kind is None:
                piece = _name_piece(piece, line, heading)
            yield piece


def add_unseen(text: str, lines: Sequence[Line], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pieces of a page's lines, with the marks between lines that are no white space and yet not seen."""
    result = [list(pieces) for pieces in cut]
    borders = [0, *(place for line in lines for place in (line.start, line.end)), len(text)]
    for number in range(len(lines) + 1):
        start, end = borders[2 * number], borders[2 * number + 1]
        if start < end and not text[start:end].isspace():
            unseen = text[start:end]
            start, end = end - len(unseen.lstrip()), start + len(unseen.rstrip())
            _place_unseen(
                result, number, Piece(start, end, Part.FURNITURE, FurnitureKind.OTHER, "marks that are not seen")
            )
    return result


def _place_unseen(cut: Sequence[list[Piece]], number: int, unseen: Piece) -> None:
    """Put it to furniture beside it, else behind the line above (`number` lines stand above it)."""
    if number and cut[number - 1][-1].part is Part.FURNITURE:
        cut[number - 1][-1] = cut[number - 1][-1]._replace(end=unseen.end)
    elif number < len(cut) and cut[number][0].part is Part.FURNITURE:
        cut[number][0] = cut[number][0]._replace(start=unseen.start)
    elif number:
        cut[number - 1].append(unseen)
    elif cut:
        cut[0].insert(0, unseen)


def _name_piece(piece: Piece, line: Line, heading: FurnitureKind | None) -> Piece:
    if heading is FurnitureKind.COMMENTS and line.kind is LineKind.PROSE:
        return piece._replace(kind=heading, because="under a heading for comments")
    kind, because = _BY_SHAPE.get(line.kind, (FurnitureKind.OTHER, "outside the article"))
    return piece._replace(kind=kind, because=because)
