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


def _name_piece(piece: Piece, line: Line, heading: FurnitureKind | None) -> Piece:
    if heading is FurnitureKind.COMMENTS and line.kind is LineKind.PROSE:
        return piece._replace(kind=heading, because="under a heading for comments")
    kind, because = _BY_SHAPE.get(line.kind, (FurnitureKind.OTHER, "outside the article"))
    return piece._replace(kind=kind, because=because)
