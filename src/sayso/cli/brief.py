"""`sayso brief`: a story, or all that is new, on one page; each line cited and checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from sayso.brief import Brief, ClaimItem, DisputeItem, FigureItem, ForetoldItem, MoveItem, WorkItem
from sayso.brief.page import write_page
from sayso.brief.telling import (
    join_parts,
    summarise,
    tell_chapter,
    tell_citation,
    tell_claim,
    tell_date,
    tell_part,
    tell_place,
    tell_reason,
    tell_stance,
    tell_turned,
)
from sayso.brief.writing import draw_bars, write_markdown
from sayso.cli.output import cited, heading, open_archive, paragraph, print_json

if TYPE_CHECKING:
    from sayso.brief import Briefing

FORMATS = ("text", "md", "html", "json")


@click.command()
@click.argument("story", required=False)
@click.option("--all", "every", is_flag=True, help="All stories, each with its share.")
@click.option("--topic", metavar="WORDS", help="Stories whose articles hold these words.")
@click.option("--since", metavar="WHEN", help="What is new: 24h, 7d or a day (2024-04-01).")
@click.option("--minutes", type=click.IntRange(1, 120), help="As much as is read in so many minutes.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write it."
)
@click.option("--everything", is_flag=True, help="All claims, figures and events, not only the first.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def brief(
    context: click.Context,
    story: str | None,
    *,
    every: bool,
    topic: str | None,
    since: str | None,
    minutes: int | None,
    form: str,
    everything: bool,
    as_json: bool,
) -> None:
    """What STORY (default: the biggest) says and on whose say-so: claims, figures, disputes, timeline, citations.

    STORY is the beginning of the id of a story, or of an article, work, claim or finding in it. A line whose words do
    not stand on their page is not printed, and the brief says so.
    """
    day = read_since(since) if since else None
    many = every or topic is not None or day is not None or minutes is not None
    with open_archive(context) as archive:
        if many:
            found: Brief | Briefing = archive.briefing(story, every=every, since=day, topic=topic, minutes=minutes)
        else:
            found = archive.brief(story, everything=everything)
    _write(found, "json" if as_json else form, in_short=minutes is not None)


def read_since(text: str) -> str:
    """The ISO day that `24h`, `7d` or a day says."""
    count = re.fullmatch(r"(\d{1,5})([hd])", text)
    if count:
        step = timedelta(**{"hours" if count.group(2) == "h" else "days": int(count.group(1))})
        return (datetime.now(UTC) - step).date().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter("give 24h, 7d or a day as 2024-04-01", param_hint="--since") from None


def _write(found: Brief | Briefing, form: str, *, in_short: bool) -> None:
    briefs = (found,) if isinstance(found, Brief) else found.stories
    if form == "json":
        print_json(found)
    elif form == "md":
        click.echo(write_markdown(briefs), nl=False)
    elif form == "html":
        click.echo(write_page(briefs), nl=False)
    else:
        for number, one in enumerate(briefs):
            click.echo("\n" if number else "", nl=False)
            print_brief(one, in_short=in_short)
        if not briefs:
            click.echo("Nothing to brief on: no story fits.")


def print_brief(brief: Brief, *, in_short: bool = False) -> None:
    """The brief as text; `in_short` without its printings."""
    click.echo(click.style(brief.title, bold=True))
    click.echo(click.style(brief.story, dim=True))
    paragraph(summarise(brief))
    _print_list("Chapters", [tell_chapter(chapter) for chapter in brief.chapters])
    heading("What is said", _of(brief.claims, brief.claims_in_all))
    for claim in brief.claims:
        _print_claim(claim)
    if brief.figures:
        heading("Figures", _of(brief.figures, brief.figures_in_all))
        for figure in brief.figures:
            _print_figure(figure)
    _print_moves(brief.moves)
    _print_disputes("Disputed", brief.open_disputes, brief.disputes_in_all)
    if not brief.disputes_in_all:
        click.echo("  Nothing in these pages disputes anything else in them, as far as sayso can tell.")
    if brief.revisions:
        _print_disputes("Revised", brief.revisions, brief.revisions_in_all)
    _print_list("Changed position", tell_turned(brief))
    _print_list("Said beforehand", [_tell_foretold(item) for item in brief.foretold])
    if brief.events:
        heading("Timeline", _of(brief.events, brief.events_in_all))
        for event in brief.events:
            paragraph(f"{tell_date(event.date)}: {tell_part(event.words)} {cited(event.citations)}", indent=2, hang=4)
    if not in_short:
        heading("Printings")
        for work in brief.works:
            _print_work(work)
    _print_list("Refused", brief.refused)
    _print_list("Not known", brief.unknown)
    heading("Citations")
    for citation in brief.citations:
        paragraph(f"[{citation.number}] {tell_citation(citation)}", indent=2, hang=4)


def _print_list(title: str, lines: Sequence[str]) -> None:
    if lines:
        heading(title)
    for line in lines:
        paragraph(line, indent=2, hang=2)


def _tell_foretold(item: ForetoldItem) -> str:
    told = f" {cited(item.told_by)}" if item.told_by else ""
    who = join_parts((item.speaker or "speaker not known", tell_stance(item.stance), tell_date(item.said)))
    return f"{who}: {item.words} {cited(item.citations)} · {item.outcome}{told}"


def _print_moves(moves: Sequence[MoveItem]) -> None:
    if moves:
        heading("How figures moved")
    for move in moves:
        click.echo(f"  {click.style(draw_bars(move), fg='blue')}  {move.counts}")
        for point in move.points:
            said = join_parts((point.words, point.speaker or ""))
            paragraph(f"{tell_date(point.as_of)}: {said} {cited(point.citations)}", indent=4, hang=4)


def _print_disputes(title: str, disputes: tuple[DisputeItem, ...], in_all: int) -> None:
    heading(title, _of(disputes, in_all))
    for dispute in disputes:
        click.echo(f"  {click.style(dispute.kind, fg='red')}")
        for side in dispute.sides:
            who = join_parts((side.speaker or "speaker not known", tell_date(side.said)))
            counts = f" {tell_reason(side.counts)}" if side.counts else ""
            paragraph(f"{who}: {side.words}{counts} {cited(side.citations)}", indent=4, hang=2)
        paragraph(f"({tell_reason(dispute.because)})", indent=4)


def _of(shown: tuple[object, ...], in_all: int) -> str:
    return f"{len(shown)} of {in_all}; --everything shows all" if len(shown) < in_all else ""


def _print_claim(claim: ClaimItem) -> None:
    speaker = claim.speaker or "speaker not known"
    role = f", {claim.role}" if claim.role and claim.role.casefold() not in speaker.casefold() else ""
    paragraph(join_parts((f"{click.style(speaker, bold=True)}{role}", tell_claim(claim))), indent=2, hang=2)
    paragraph(f"{claim.words} {cited(claim.citations)}", indent=4)
    disputed = click.style("  disputed", fg="red") if claim.disputed else ""
    click.echo(click.style(f"    {claim.rests_on}", dim=True) + disputed)


def _print_figure(figure: FigureItem) -> None:
    scope = figure.scope if figure.scope != "total" else None
    facts = (figure.counts, figure.speaker, tell_date(figure.as_of), scope, figure.doubt)
    line = (
        f"{click.style(figure.words, bold=True)}  {join_parts(part or '' for part in facts)} {cited(figure.citations)}"
    )
    paragraph(line, indent=2, hang=4)


def _print_work(work: WorkItem) -> None:
    paragraph(work.headline or "(no headline)", indent=2, hang=2)
    for printing in work.printings:
        outlet = printing.outlet or "outlet not known"
        carrier = f", carried by {printing.carrier}" if printing.carrier else ""
        where = ", ".join(part for part in (tell_date(printing.published), tell_place(printing.place)) if part)
        paragraph(f"{printing.relation}: {outlet}{carrier}, {where} ({printing.article})", indent=4, hang=2)
    if len(work.printings) > 1 and work.because:
        paragraph(f"({work.because})", indent=4)
