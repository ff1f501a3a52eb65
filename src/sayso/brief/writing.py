"""A brief as Markdown, and the small chart of a figure's moves in signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.brief.records import Brief, Citation, DisputeItem, DisputeSide, ForetoldItem, MoveItem

BARS = " ▁▂▃▄▅▆▇█"
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def write_markdown(briefs: Sequence[Brief]) -> str:
    """The briefs as one Markdown text."""
    return "\n".join(line for brief in briefs for line in _list_lines(brief)).rstrip() + "\n"


def draw_bars(move: MoveItem) -> str:
    """The moves as bars of one sign each, highest full: "▃▄▇█"."""
    values = [middle(point.low, point.high) for point in move.points]
    most = max(values, default=0.0) or 1.0
    return "".join(BARS[max(1, round(value / most * (len(BARS) - 1)))] for value in values)


def middle(low: float | None, high: float | None) -> float:
    """The middle of a number's bounds, or the one that is known."""
    known = [bound for bound in (low, high) if bound is not None]
    return max(0.0, sum(known) / len(known)) if known else 0.0


def escape_markdown(text: str) -> str:
    """Text of a page in one line, its signs of Markdown and HTML made harmless."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _list_lines(brief: Brief) -> Iterator[str]:
    plain = escape_markdown
    yield from (f"# {plain(brief.title)}", "")
    for claim in brief.claims:
        role = f", {plain(claim.role)}" if claim.role else ""
        disputed = " **disputed**" if claim.disputed else ""
        yield f"- **{plain(claim.speaker or 'speaker not known')}**{role} ({claim.stance}): {plain(claim.words)}"
        yield f"  *{claim.rests_on}*{disputed} {_cite(claim.citations)}"
    yield ""
    if brief.moves:
        yield from ("## How figures moved", "")
    for move in brief.moves:
        yield f"- {plain(move.counts)} `{draw_bars(move)}`"
        yield from (
            f"    - {p.as_of}: {plain(p.words)}, {plain(p.speaker or 'no speaker named')} {_cite(p.citations)}"
            for p in move.points
        )
    for title, disputes in (("Disputed", brief.open_disputes), ("Revised", brief.revisions)):
        if disputes:
            yield from ("", f"## {title}", "", *map(_write_dispute, disputes))
    if brief.foretold:
        yield from ("", "## Said beforehand", "", *map(_write_foretold, brief.foretold))
    if brief.turned:
        yield from ("", f"Changed position: {', '.join(map(plain, brief.turned))}.")
    yield from ("", "## Not known", "", *(f"- {plain(line)}" for line in (*brief.unknown, *brief.refused)), "")
    yield from ("## Citations", "", *(_write_citation(citation) for citation in brief.citations), "")


def _write_foretold(item: ForetoldItem) -> str:
    who = f"{escape_markdown(item.speaker or 'speaker not known')} ({item.stance})"
    return (
        f"- {who}: {escape_markdown(item.words)} {_cite(item.citations)}: {item.outcome} {_cite(item.told_by)}".rstrip()
    )


def _write_dispute(dispute: DisputeItem) -> str:
    left, right = map(_write_side, dispute.sides)
    return f"- {dispute.kind}: {left} ↔ {right}"


def _write_side(side: DisputeSide) -> str:
    words = f"{side.words} {side.counts or ''}".strip()
    return f"{escape_markdown(side.speaker or 'no speaker named')}: {escape_markdown(words)} {_cite(side.citations)}"


def _cite(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _write_citation(citation: Citation) -> str:
    where = ", ".join(f"{span.start}-{span.end}" for span in citation.spans)
    parts = (citation.outlet or "outlet not known", citation.published, citation.place, f"characters {where}")
    words = " … ".join(escape_markdown(part) for part in citation.words)
    return f"- [{citation.number}] {', '.join(escape_markdown(part) for part in parts if part)}: “{words}”"
