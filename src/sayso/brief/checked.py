"""Every quoted word is held against its page before it is printed: what does not stand there is refused, and named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from sayso.brief.records import (
    Brief,
    Citation,
    ClaimItem,
    DisputeItem,
    DisputeSide,
    EventItem,
    FigureItem,
    ForetoldItem,
    MoveItem,
    MovePoint,
)

Item = TypeVar("Item", ClaimItem, FigureItem, EventItem, DisputeSide, ForetoldItem, MovePoint)
JOINT = " … "


def check_brief(brief: Brief, texts: Mapping[str, str]) -> Brief:
    """The brief without the lines whose words do not stand on their page, which `refused` names.

    `texts`: the text of each page by its id, as the archive holds it now. A line is refused where a citation of it
    points beside its words, or beyond the page, or the words printed are not those cited.
    """
    checker = _Checker(brief.citations, texts)
    claims = checker.keep(brief.claims)
    figures = checker.keep(brief.figures)
    events = checker.keep(brief.events)
    disputes = tuple(d for d in brief.disputes if _are_kept(checker, d))
    foretold = checker.keep(brief.foretold)
    moves = tuple(checker.keep_move(move) for move in brief.moves)
    return msgspec.structs.replace(
        brief,
        claims=claims,
        figures=figures,
        events=events,
        disputes=disputes,
        foretold=foretold,
        moves=tuple(move for move in moves if len(move.points) > 1),
        citations=tuple(citation for citation in brief.citations if citation.number in checker.good),
        refused=tuple(dict.fromkeys(checker.refused)),
    )


def _are_kept(checker: _Checker, dispute: DisputeItem) -> bool:
    return len(checker.keep(dispute.sides)) == len(dispute.sides)


class _Checker:
    def __init__(self, citations: Iterable[Citation], texts: Mapping[str, str]) -> None:
        self._citations = {citation.number: citation for citation in citations}
        self.good = {number for number, citation in self._citations.items() if is_verbatim(citation, texts)}
        self.refused: list[str] = []

    def keep(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items whose words stand where their citations say; citations that fail are taken off."""
        kept = []
        for item in items:
            good = tuple(number for number in item.citations if number in self.good)
            if self._says(item.words, good):
                kept.append(msgspec.structs.replace(item, citations=good))
            else:
                self._refuse(item)
        return tuple(kept)

    def keep_move(self, move: MoveItem) -> MoveItem:
        return msgspec.structs.replace(move, points=self.keep(move.points))

    def _says(self, words: str, numbers: Sequence[int]) -> bool:
        return any(JOINT.join(self._citations[number].words) == words for number in numbers)

    def _refuse(self, item: Item) -> None:
        cited = self._citations.get(item.citations[0]) if item.citations else None
        where = f"{cited.place}, characters {cited.spans[0].start}-{cited.spans[-1].end}" if cited else "no citation"
        self.refused.append(f"A line is left out: its words do not stand where it says ({where}).")


def is_verbatim(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether each part of the citation's words stands on the page where its span says."""
    text = texts.get(citation.page)
    if text is None or not citation.spans or len(citation.spans) != len(citation.words):
        return False
    return all(
        0 <= span.start < span.end <= len(text) and text[span.start : span.end] == words
        for span, words in zip(citation.spans, citation.words, strict=True)
    )
