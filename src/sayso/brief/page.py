"""Briefs as one HTML file that needs nothing else: for paper, a phone, and the dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

from sayso.brief.records import Brief, Citation, ClaimItem, DisputeItem, DisputeSide, ForetoldItem, MoveItem
from sayso.brief.telling import (
    join_parts,
    summarise,
    tell_chapter,
    tell_citation,
    tell_claim,
    tell_date,
    tell_part,
    tell_reason,
    tell_short_date,
    tell_stance,
    tell_turned,
)
from sayso.brief.writing import middle

WIDTH, HEIGHT, BASE, TOP, WIDEST = 320, 96, 74, 18, 56

STYLE = """
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1c1b19;--soft:#6b675f;--line:#d9d4c8;--mark:#9a2b1f;--bar:#3d5a80}

@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ece8df;--soft:#a39d90;--line:#3a3731;--mark:#f08a78;--bar:#9cbbe0}
}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.55 Georgia,"Times New Roman",serif}
main{max-width:42rem;margin:0 auto;padding:2rem 1.25rem 4rem}
header{border-bottom:3px double var(--line);margin-bottom:1.5rem}
.mast,.facts,figcaption,.cites,h2,.kind{font-family:system-ui,sans-serif}
.mast{font-size:.8rem;letter-spacing:.04em;color:var(--soft)}
article+article{margin-top:4rem;border-top:1px solid var(--line);padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2em 0 .4em}
h2{font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--soft);margin:2.2rem 0 .6rem}
ul,ol{padding:0;margin:0;list-style:none}li{margin:0 0 1.1rem;overflow-wrap:anywhere}ol li{margin-bottom:.45rem}
blockquote{margin:.15rem 0;padding:0}
.who{font-weight:700}.role,.facts{color:var(--soft);font-size:.85rem}.facts{margin:.1rem 0}
.disputed,.kind{color:var(--mark);font-weight:600}
.kind{font-size:.75rem;text-transform:uppercase;letter-spacing:.06em}
.sides{border-left:3px solid var(--mark);padding-left:.9rem}.sides blockquote{margin:.35rem 0}
.later{border-color:var(--line)}.later .kind{color:var(--soft)}
dl{margin:0;display:grid;grid-template-columns:minmax(6.5rem,max-content) 1fr;gap:.45rem 1rem}
dd{margin:0;overflow-wrap:anywhere}
dt{font:.85rem/1.8 system-ui,sans-serif;color:var(--soft);max-width:9rem}
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .8rem}}
a{color:inherit;text-decoration-color:var(--line)}
sup{line-height:0}
sup a{font:600 .72rem system-ui,sans-serif;text-decoration:none;color:var(--bar);padding:0 .1em}
figure{margin:0 0 1.4rem}svg{width:100%;height:auto;max-width:32rem;display:block}
svg text{fill:var(--ink);font:11px system-ui,sans-serif}
svg .day{fill:var(--soft);font-size:9.5px}svg rect{fill:var(--bar)}svg line{stroke:var(--line)}
figcaption{font-size:.85rem;color:var(--soft)}
.cites{font-size:.8rem;color:var(--soft)}
.cites :target,li:target{outline:2px solid var(--bar);outline-offset:4px}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#999;--mark:#000;--bar:#555}body{font-size:10.5pt}
main{max-width:none;padding:0}
li,figure{break-inside:avoid}h2{break-after:avoid}article+article{break-before:page;border:0}@page{margin:18mm}}
"""


def style_policy() -> str:
    """The content security policy under which a page of `write_page` is shown as meant: its own style, no more."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"


def write_page(briefs: Sequence[Brief]) -> str:
    """The briefs as one HTML document. Text of pages is escaped; nothing in it runs, nothing is loaded."""
    title = _text(briefs[0].title) if briefs else "Nothing to brief on"
    body = write_body(briefs)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{style_policy()}">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body><main>"
        f"{body or f'<p>{title}.</p>'}</main></body></html>\n"
    )


class Addresses(NamedTuple):
    """Where a reader finds a whole story, and the words of a citation on their page."""

    story: Callable[[Brief], str]
    words: Callable[[Citation], str]


def write_body(briefs: Sequence[Brief], addresses: Addresses | None = None) -> str:
    """The briefs as elements of HTML, for a page that has a style of its own."""
    numbered = enumerate(briefs, 1)
    return "".join(part for number, brief in numbered for part in _write_brief(brief, f"s{number}", addresses))


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _write_brief(brief: Brief, name: str, addresses: Addresses | None) -> Iterator[str]:
    title = _link(_text(brief.title), addresses.story(brief) if addresses else None)
    yield f'<article id="{name}"><header><p class="mast">sayso brief</p><h1>{title}</h1>'
    yield f'<p class="facts">{_text(summarise(brief))}</p></header>\n'
    yield _section("Chapters", "ol", (f"<li>{_text(tell_chapter(chapter))}</li>" for chapter in brief.chapters))
    yield _section("What is said", "ul", (_write_claim(claim, name) for claim in brief.claims))
    if brief.moves:
        yield "<section><h2>How figures moved</h2>" + "".join(draw_move(move) for move in brief.moves) + "</section>\n"
    yield _section("Disputed", "ul", (_write_dispute(dispute, name) for dispute in brief.open_disputes))
    yield _section("Revised", "ul", (_write_dispute(dispute, name) for dispute in brief.revisions))
    yield _section("Changed position", "ul", (f"<li>{_text(line)}</li>" for line in tell_turned(brief)))
    yield _section("Said beforehand", "ul", (_write_foretold(item, name) for item in brief.foretold))
    events = (
        f"<dt>{_text(tell_date(e.date))}</dt><dd>{_text(tell_part(e.words))}{_cite(e.citations, name)}</dd>"
        for e in brief.events
    )
    yield _section("Timeline", "dl", events)
    unknown = (f"<li>{_text(line)}</li>" for line in (*brief.unknown, *brief.refused))
    yield _section("Not known", "ul", unknown)
    yield _section("Citations", 'ol class="cites"', (_write_citation(c, name, addresses) for c in brief.citations))
    yield "</article>\n"


def _section(title: str, kind: str, items: Iterator[str]) -> str:
    inside = "\n".join(items)
    return f"<section><h2>{title}</h2><{kind}>{inside}</{kind.split()[0]}></section>\n" if inside else ""


def _write_claim(claim: ClaimItem, name: str) -> str:
    role = f' <span class="role">{_text(claim.role)}</span>' if claim.role else ""
    facts = join_parts((tell_claim(claim), claim.rests_on))
    disputed = ' · <span class="disputed">disputed</span>' if claim.disputed else ""
    return (
        f'<li><span class="who">{_text(claim.speaker or "Speaker not known")}</span>{role}'
        f"<blockquote>{_text(claim.words)}{_cite(claim.citations, name)}</blockquote>"
        f'<p class="facts">{_text(facts)}{disputed}</p></li>'
    )


def _write_dispute(dispute: DisputeItem, name: str) -> str:
    sides = "".join(_write_side(side, name) for side in dispute.sides)
    kind = f'<span class="kind">{_text(dispute.kind)}</span>'
    later = " later" if dispute.kind.is_revision else ""
    return f'<li class="sides{later}">{kind}{sides}<p class="facts">{_text(tell_reason(dispute.because))}</p></li>'


def _write_side(side: DisputeSide, name: str) -> str:
    when = f' <span class="role">{_text(tell_date(side.said))}</span>' if side.said else ""
    words = f"{side.words} {tell_reason(side.counts or '')}"
    who = f'<span class="who">{_text(side.speaker or "No speaker named")}</span>{when}'
    return f"<blockquote>{who}<br>{_text(words)}{_cite(side.citations, name)}</blockquote>"


def _write_foretold(item: ForetoldItem, name: str) -> str:
    when = _text(join_parts((tell_stance(item.stance), tell_date(item.said))))
    who = f'<span class="who">{_text(item.speaker or "Speaker not known")}</span> <span class="role">{when}</span>'
    return (
        f"<li>{who}<blockquote>{_text(item.words)}{_cite(item.citations, name)}</blockquote>"
        f'<p class="facts">{item.outcome}{_cite(item.told_by, name)}</p></li>'
    )


def _cite(numbers: Sequence[int], name: str) -> str:
    return "".join(f'<sup><a href="#{name}-{number}">{number}</a></sup>' for number in numbers)


def _write_citation(citation: Citation, name: str, addresses: Addresses | None) -> str:
    words = _text(" … ".join(citation.words))
    where = _link(_text(tell_citation(citation)), addresses.words(citation) if addresses else None)
    return f'<li id="{name}-{citation.number}"><b>{citation.number}</b> {where}: “{words}”</li>'


def _link(inside: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{inside}</a>' if address else inside


def draw_move(move: MoveItem) -> str:
    """A bar for each count, with its number and day; the words are in the caption for who sees no picture."""
    values = [middle(point.low, point.high) for point in move.points]
    most, step = max(values) or 1.0, min(WIDTH / len(values), WIDEST)
    bars = []
    for place, (point, value) in enumerate(zip(move.points, values, strict=True)):
        tall = round((BASE - TOP) * value / most, 1)
        x, middle_x = round(place * step + step * 0.18, 1), round(place * step + step / 2, 1)
        sign = "+" if point.high is None else "≤" if point.low is None else ""
        bars.append(f'<rect x="{x}" y="{BASE - tall}" width="{round(step * 0.64, 1)}" height="{tall}" rx="2"/>')
        bars.append(f'<text x="{middle_x}" y="{BASE - tall - 5}" text-anchor="middle">{_label(value)}{sign}</text>')
        day = tell_short_date(point.as_of)
        bars.append(f'<text class="day" x="{middle_x}" y="{BASE + 16}" text-anchor="middle">{day}</text>')
    told = "; ".join(f"{tell_date(p.as_of)}: {p.words}{f' ({p.speaker})' if p.speaker else ''}" for p in move.points)
    return (
        f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{_text(move.counts)}">'
        f'<line x1="0" x2="{WIDTH}" y1="{BASE}" y2="{BASE}"/>{"".join(bars)}</svg>'
        f"<figcaption><b>{_text(move.counts)}</b> — {_text(told)}</figcaption></figure>"
    )


def _label(value: float) -> str:
    for size, sign in ((1e9, " bn"), (1e6, " m")):
        if value >= size:
            return f"{value / size:,.3g}{sign}"
    return f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}"
