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
    start = 0
    for number, end in enumerate((*(line.start for line in lines), len(text))):
        unseen = text[start:end]
        if unseen and not unseen.isspace():
            start, end = end - len(unseen.lstrip()), start + len(unseen.rstrip())
            _place_unseen(
                result, number, Piece(start, end, Part.FURNITURE, FurnitureKind.OTHER, "marks that are not seen")
            )
        start = lines[number].end if number < len(lines) else len(text)
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
        return Piece(piece.start, piece.end, piece.part, heading, "under a heading for comments")
    kind, because = _BY_SHAPE.get(line.kind, (FurnitureKind.OTHER, "outside the article"))
    return Piece(piece.start, piece.end, piece.part, kind, because)
