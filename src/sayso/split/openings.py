"""Where articles open on a page of plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model import FurnitureKind
from sayso.rules.shape import CREDITS, Line, LineKind
from sayso.split.credited import LEAST_BODY, find_credited
from sayso.split.first import find_first
from sayso.split.headlines import fold, is_headline, repeats_above, weigh
from sayso.split.items import Opening

_WHOLE_ARTICLE = 500  # characters of one line that make it an article under "Related articles"


def find_openings(lines: Sequence[Line]) -> list[Opening]:
    """All openings in order of the page; each article reaches to the next one's start."""
    found: dict[int, Opening] = {}
    taken = bytearray(len(lines))  # from an opening's first line to its first paragraph
    for opening in (*find_credited(lines), *_find_whole(lines), *_find_reprinted(lines)):
        if not taken[opening.start]:
            found[opening.start] = opening
            taken[opening.start : opening.body + 1] = b"\1" * (opening.body + 1 - opening.start)
    openings = [found[start] for start in sorted(found)]
    first = find_first(lines, openings[0].start if openings else len(lines))
    return [first, *openings] if first else openings


def _find_whole(lines: Sequence[Line]) -> Iterator[Opening]:
    """Under "Related articles": a headline and a line that holds a whole article."""
    told = below = False  # whether an article came before; whether only headings and whole articles came since
    for number, line in enumerate(lines[:-1]):
        if line.kind is LineKind.ENDING:
            below = told and line.furniture is FurnitureKind.TEASER
        elif line.kind is LineKind.PROSE and not is_headline(line):
            told = True
            below = below and _is_whole(line)
        if below and is_headline(line) and _is_whole(lines[number + 1]):
            above = repeats_above(lines, number, fold(line.text))
            yield Opening(above[0] if above else number, (*above, number), (), number + 1)


def _is_whole(line: Line) -> bool:
    return line.kind is LineKind.PROSE and len(line.text) >= _WHOLE_ARTICLE


def _find_reprinted(lines: Sequence[Line]) -> Iterator[Opening]:
    """A headline that was printed before, above text that stood under it before."""
    seen: set[tuple[str, str]] = set()
    headline: int | None = None
    for number, line in enumerate(lines):
        if line.kind is LineKind.PROSE and not is_headline(line):
            text = fold(line.text)
            if headline is not None:
                title = fold(lines[headline].text)
                if (title, text) in seen and weigh(lines, number, number + 6) >= LEAST_BODY:
                    above = repeats_above(lines, headline, title)
                    credited = tuple(other for other in range(headline + 1, number) if lines[other].kind in CREDITS)
                    yield Opening(above[0] if above else headline, (*above, headline), credited, number)
                seen.add((title, text))
            headline = None
        elif is_headline(line):
            headline = number
