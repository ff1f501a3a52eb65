"""A brief as Markdown, and the small chart of a figure's moves in signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.brief.records import (
    Brief,
    Citation,
    ClaimItem,
    DisputeItem,
    DisputeSide,
    EventItem,
    ForetoldItem,
    MoveItem,
)
from sayso.brief.telling import (
    join_parts,
    summarise,
    tell_chapter,
    tell_citation,
    tell_claim,
    tell_date,
    tell_part,
    tell_reason,
    tell_stance,
    tell_turned,
)

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
    yield from (f"# {plain(brief.title)}", "", f"*{plain(summarise(brief))}*", "")
    if brief.chapters:
        yield from ("## Chapters", "", *(f"- {plain(tell_chapter(chapter))}" for chapter in brief.chapters), "")
    yield from ("## What is said", "", *map(_write_claim, brief.claims), "")
    if brief.moves:
        yield from ("## How figures moved", "")
    for move in brief.moves:
        yield f"- {plain(move.counts)} `{draw_bars(move)}`"
        yield from (
            f"    - {tell_date(p.as_of)}: {plain(join_parts((p.words, p.speaker or '')))} {_cite(p.citations)}"
            for p in move.points
        )
    for title, disputes in (("Disputed", brief.open_disputes), ("Revised", brief.revisions)):
        if disputes:
            yield from ("", f"## {title}", "", *map(_write_dispute, disputes))
    if brief.turned:
        yield from ("", "Changed position:", "", *(f"- {plain(line)}" for line in tell_turned(brief)))
    if brief.foretold:
        yield from ("", "## Said beforehand", "", *map(_write_foretold, brief.foretold))
    if brief.events:
        yield from ("", "## Timeline", "", *map(_write_event, brief.events))
    if brief.unknown or brief.refused:
        yield from ("", "## Not known", "", *(f"- {plain(line)}" for line in (*brief.unknown, *brief.refused)))
    yield from ("", "## Citations", "", *(_write_citation(citation) for citation in brief.citations), "")


def _write_claim(claim: ClaimItem) -> str:
    role = f", {escape_markdown(claim.role)}" if claim.role else ""
    speaker = f"**{escape_markdown(claim.speaker or 'speaker not known')}**{role}"
    who = join_parts((speaker, escape_markdown(tell_claim(claim))))
    disputed = " · **disputed**" if claim.disputed else ""
    words = f"{escape_markdown(claim.words)} {_cite(claim.citations)}"
    return f"- {who}: {words}  \n  *{claim.rests_on}*{disputed}"


def _write_event(event: EventItem) -> str:
    return f"- {tell_date(event.date)}: {escape_markdown(tell_part(event.words))} {_cite(event.citations)}"


def _write_foretold(item: ForetoldItem) -> str:
    who = join_parts((item.speaker or "speaker not known", tell_stance(item.stance), tell_date(item.said)))
    words = f"{escape_markdown(item.words)} {_cite(item.citations)}"
    return f"- {escape_markdown(who)}: {words} · {item.outcome} {_cite(item.told_by)}".rstrip()


def _write_dispute(dispute: DisputeItem) -> str:
    left, right = map(_write_side, dispute.sides)
    return f"- *{dispute.kind}*\n    - {left}\n    - {right}"


def _write_side(side: DisputeSide) -> str:
    words = f"{side.words} {tell_reason(side.counts or '')}".strip()
    who = join_parts((side.speaker or "no speaker named", tell_date(side.said)))
    return f"{escape_markdown(who)}: {escape_markdown(words)} {_cite(side.citations)}"


def _cite(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _write_citation(citation: Citation) -> str:
    words = " … ".join(escape_markdown(part) for part in citation.words)
    return f"- [{citation.number}] {escape_markdown(tell_citation(citation))}: “{words}”"
