"""How the prose forms of a brief tell dates, stances and places; JSON keeps them as they are."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable
from itertools import takewhile

from sayso.brief.records import Brief, ChapterItem, Citation, ClaimItem, DisputeSide
from sayso.model import ConflictKind, Stance
from sayso.rules.sites import join_names

SAYING = {
    Stance.ASSERT: "",
    Stance.DENY: "denies",
    Stance.WARN: "warns",
    Stance.PREDICT: "predicts",
    Stance.ESTIMATE: "estimates",
    Stance.CANNOT_RULE_OUT: "does not rule out",
    Stance.ACCUSE: "accuses",
    Stance.PLEDGE: "promises",
    Stance.CONDEMN: "condemns",
    Stance.QUESTION: "asks",
    Stance.DEMAND: "demands",
    Stance.CONFIRM: "confirms",
    Stance.ANNOUNCE: "announces",
    Stance.PRAISE: "praises",
    Stance.THREATEN: "threatens",
    Stance.OPPOSE: "opposes",
    Stance.CONCERN: "is concerned",
    Stance.ASSESS: "judges",
    Stance.HINT: "hints",
}
"""What a speaker does; nothing is told of who only says so."""

ISO = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?\b")


def tell_date(iso: str | None) -> str:
    """ "2024-03-12" → "12 March 2024", "2024-03-12/2024-03-22" → "12–22 March 2024"; a year alone stays; None → ""."""
    begin, _, end = (iso or "").partition("/")
    if not end or begin == end:
        return _tell_day(begin)
    first, last = _tell_day(begin).split(), _tell_day(end).split()
    alike = zip(reversed(first), reversed(last), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike))
    kept = first[: max(1, len(first) - shared)]
    return f"{' '.join(kept)}{'–' if len(kept) == 1 else ' – '}{' '.join(last)}"


def tell_short_date(iso: str) -> str:
    """The day under a bar, without its year: "12 Mar"; of a month or a year what there is: "Mar 2024", "2024"."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    if not month:
        return year
    return f"{int(day)} {month_abbr[int(month)]}" if day else f"{month_abbr[int(month)]} {year}"


def _tell_day(iso: str) -> str:
    year, month, day = [*iso.split("-"), "", ""][:3]
    return " ".join(
        part for part in (str(int(day)) if day else "", month_name[int(month)] if month else "", year) if part
    )


def count_words(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def tell_stance(stance: str) -> str:
    """ "denies"; nothing of who only says so."""
    return SAYING[Stance(stance)]


def tell_claim(claim: ClaimItem) -> str:
    """How a claim was said: "denies · via NHK · 15 April 2025"."""
    return join_parts((tell_stance(claim.stance), *(f"via {via}" for via in claim.via), tell_date(claim.said)))


def tell_chapter(chapter: ChapterItem) -> str:
    """A chapter with its texts and days."""
    days = tell_date("/".join(dict.fromkeys(day for day in (chapter.first, chapter.last) if day)))
    return join_parts((chapter.title, count_words(chapter.texts, "text"), days or "no date known"))


def tell_citation(citation: Citation) -> str:
    """Where cited words stand: outlet, date, file and characters."""
    characters = ", ".join(f"{span.start}–{span.end}" for span in citation.spans)
    outlet = citation.outlet or "outlet not known"
    parts = (outlet, tell_date(citation.published), tell_place(citation.place), f"characters {characters}")
    return ", ".join(part for part in parts if part)


def tell_place(place: str) -> str:
    """The name of a file, without its folders; an address stays."""
    return place if "://" in place else place.rstrip("/").rpartition("/")[2] or place


def tell_reason(because: str) -> str:
    """Why two sides do not agree, its dates told as in prose."""
    return ISO.sub(lambda found: tell_date(found.group()), because)


def tell_part(words: str) -> str:
    """Words cut from a sentence, with a sign that they do not begin it."""
    return f"… {words}" if words[:1].islower() else words


def join_parts(parts: Iterable[str]) -> str:
    """What there is of them, between middle dots."""
    return " · ".join(part for part in parts if part)


def summarise(brief: Brief) -> str:
    """The story in one line of numbers."""
    printings = [printing for work in brief.works for printing in work.printings]
    outlets = join_names(printing.outlet for printing in printings if printing.outlet)
    counts = (
        (len(brief.works), "text", "texts"),
        (len(printings) if len(printings) > len(brief.works) else 0, "printing", "printings"),
        (len(outlets), "outlet", "outlets"),
        (brief.claims_in_all, "claim", "claims"),
        (brief.disputes_in_all, "dispute", "disputes"),
        (brief.revisions_in_all, "revision", "revisions"),
    )
    dates = sorted(part for printing in printings if printing.published for part in printing.published.split("/"))
    when = tell_date(f"{dates[0]}/{dates[-1]}") if dates else ""
    since = f"since {tell_date(brief.since)}" if brief.since else ""
    return join_parts((*(f"{n:,} {one if n == 1 else many}" for n, one, many in counts if n), when, since))


def tell_turned(brief: Brief) -> list[str]:
    """Who changed position, with whose words turned and when; what was said stands among the revisions."""
    reversals = [item for item in brief.disputes if item.kind is ConflictKind.REVERSAL]
    turns = {item.sides[1].speaker: item.sides for item in reversed(reversals)}  # of several the first
    return [f"{who}{_tell_turn(*turns[who])}" if who in turns else who for who in brief.turned]


def _tell_turn(first: DisputeSide, later: DisputeSide) -> str:
    """ ": between August 2024 and 18 June 2025", with the name of who spoke before where it is another one."""
    before = join_parts((first.speaker or "", tell_date(first.said))) if first.speaker != later.speaker else ""
    now = tell_date(later.said)
    if before:
        return f", {now} (before: {before})" if now else f" (before: {before})"
    return f": between {tell_date(first.said)} and {now}" if first.said and now else ""
