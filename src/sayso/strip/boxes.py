"""Short lines of an article that what stands around them shows to be furniture: offers, notes on authors, feet."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model import FurnitureKind
from sayso.rules.outlet_rules import OutletRules
from sayso.rules.shape import SHORT, Line, LineKind, count_sentences, count_words
from sayso.strip.body import Part, Piece

_OFFERS = frozenset({FurnitureKind.MEMBERSHIP, FurnitureKind.ADVERT})
_LONGEST_LOOSE = 12  # words of a line that may be part of an offer
_LEAST_PARAGRAPH = 20  # words after which a note on the author is no note
_LONGEST_FOOT = 300  # characters below the comments that are a note of the site
_LEAST_ABOVE = 4  # how much more must stand above them


def drop_notes(lines: Sequence[Line], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pieces of an article's lines, without notes on the author and of the site below its last paragraph."""
    return _drop_bios(lines, _drop_foot(lines, cut))


def drop_known(lines: Sequence[Line], cut: Sequence[list[Piece]], outlet: OutletRules) -> list[list[Piece]]:
    """The pieces of a page's lines, without those of a body that the outlet's own file knows."""
    return [
        [_furniture(line, FurnitureKind.OTHER, f"a line of {outlet.name}")]
        if any(piece.part is Part.BODY for piece in pieces)
        and len(line.text) <= SHORT
        and any(pattern.fullmatch(line.text) for pattern in outlet.furniture)
        else pieces
        for line, pieces in zip(lines, cut, strict=True)
    ]


def drop_offers(lines: Sequence[Line], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pieces of a page's lines, without short ones that stand between lines of furniture, one of them an offer."""
    result = list(cut)
    before: FurnitureKind | None = None
    open_lines: list[int] = []
    for number, (line, pieces) in enumerate(zip(lines, cut, strict=True)):
        if (kind := _kind_of(pieces)) is not None:
            if before is not None and not _OFFERS.isdisjoint((before, kind)):
                for other in open_lines:
                    result[other] = [_furniture(lines[other], FurnitureKind.MEMBERSHIP, "between lines of an offer")]
            before, open_lines = kind, []
        elif before is not None and _is_loose(line, pieces):
            open_lines.append(number)
        else:
            before, open_lines = None, []
    return result


def _kind_of(pieces: Sequence[Piece]) -> FurnitureKind | None:
    """The kind of a line that is furniture as a whole."""
    if len(pieces) != 1 or pieces[0].part is not Part.FURNITURE:
        return None
    return pieces[0].kind or FurnitureKind.OTHER


def _is_loose(line: Line, pieces: Sequence[Piece]) -> bool:
    """A line of the body that is too short to tell anything and quotes nobody."""
    return (
        [piece.part for piece in pieces] == [Part.BODY]
        and count_words(line.text) <= _LONGEST_LOOSE
        and count_sentences(line.text) <= 2
        and not any(mark in line.text for mark in '"“”«»')
    )


def _drop_bios(lines: Sequence[Line], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Without notes on the author after which no paragraph comes."""
    result = list(cut)
    for number in range(len(lines) - 1, 0, -1):
        if not any(piece.part is Part.BODY for piece in cut[number]):
            continue
        line = lines[number]
        if line.kind is LineKind.BIO and any(piece.part is Part.BODY for above in cut[:number] for piece in above):
            result[number] = [_furniture(line, FurnitureKind.BIO, "says who wrote it")]
        elif count_words(line.text) >= _LEAST_PARAGRAPH:
            break
    return result


def _drop_foot(lines: Sequence[Line], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Without the few words below the line that leads to the comments."""
    ends = [number for number, pieces in enumerate(cut) if _kind_of(pieces) is FurnitureKind.COMMENTS]
    if not ends:
        return list(cut)
    above, below = _measure(cut[: ends[-1]]), _measure(cut[ends[-1] :])
    if not 0 < below <= min(_LONGEST_FOOT, above / _LEAST_ABOVE):
        return list(cut)
    return [
        [_furniture(line, FurnitureKind.OTHER, "below the comments")]
        if number > ends[-1] and any(piece.part is Part.BODY for piece in pieces)
        else pieces
        for number, (line, pieces) in enumerate(zip(lines, cut, strict=True))
    ]


def _measure(cut: Sequence[list[Piece]]) -> int:
    """Characters of the body."""
    return sum(piece.end - piece.start for pieces in cut for piece in pieces if piece.part is Part.BODY)


def _furniture(line: Line, kind: FurnitureKind, because: str) -> Piece:
    return Piece(line.start, line.end, Part.FURNITURE, kind, because)
