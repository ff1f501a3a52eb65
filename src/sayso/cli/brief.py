"""`sayso brief`: a story on one page, each line cited."""

from __future__ import annotations

import click

from sayso.brief import Brief, Citation, ClaimItem, FigureItem, WorkItem, count_words
from sayso.cli.output import cited, heading, open_archive, paragraph, print_json


@click.command()
@click.argument("story", required=False)
@click.option("--everything", is_flag=True, help="All claims, figures and events, not only the first.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def brief(context: click.Context, story: str | None, everything: bool, as_json: bool) -> None:
    """What STORY (default: the biggest) says and on whose say-so: claims, figures, disputes, timeline, citations.

    STORY is the beginning of the id of a story, or of an article, work, claim or finding in it.
    """
    with open_archive(context) as archive:
        found = archive.brief(story, everything=everything)
    if as_json:
        print_json(found)
    else:
        print_brief(found)


def print_brief(brief: Brief) -> None:
    """The brief as text."""
    click.echo(click.style(brief.title, bold=True))
    click.echo(click.style(brief.story, dim=True))
    paragraph(summarise(brief))
    heading("What is said", _of(brief.claims, brief.claims_in_all))
    for claim in brief.claims:
        _print_claim(claim)
    if brief.figures:
        heading("Figures", _of(brief.figures, brief.figures_in_all))
        for figure in brief.figures:
            _print_figure(figure)
    heading("Disputed")
    for dispute in brief.disputes:
        click.echo(f"  {click.style(dispute.kind, fg='red')}")
        for side in dispute.sides:
            when = f", {side.said}" if side.said else ""
            paragraph(
                f"{side.speaker or 'speaker not known'}{when}: {side.words} {cited(side.citations)}", indent=4, hang=2
            )
        paragraph(f"({dispute.because})", indent=4)
    if not brief.disputes:
        click.echo("  Nothing in these pages disputes anything else in them, as far as sayso can tell.")
    if brief.events:
        heading("Timeline", _of(brief.events, brief.events_in_all))
        for event in brief.events:
            paragraph(f"{event.date}  {event.words} {cited(event.citations)}", indent=2, hang=12)
    heading("Printings")
    for work in brief.works:
        _print_work(work)
    if brief.unknown:
        heading("Not known")
        for sentence in brief.unknown:
            paragraph(sentence, indent=2, hang=2)
    heading("Citations")
    for citation in brief.citations:
        _print_citation(citation)


def summarise(brief: Brief) -> str:
    """The story in one line of numbers."""
    printings = [printing for work in brief.works for printing in work.printings]
    outlets = {printing.outlet for printing in printings if printing.outlet}
    parts = [
        count_words(len(brief.works), "text"),
        count_words(len(printings), "printing"),
        count_words(len(outlets), "outlet") + " credited",
        count_words(brief.claims_in_all, "claim"),
        count_words(len(brief.disputes), "dispute"),
    ]
    dates = sorted(part for printing in printings if printing.published for part in printing.published.split("/"))
    return " · ".join(parts + ([f"{dates[0]} to {dates[-1]}"] if dates else []))


def _of(shown: tuple[object, ...], in_all: int) -> str:
    return f"{len(shown)} of {in_all}; --everything shows all" if len(shown) < in_all else ""


def _print_claim(claim: ClaimItem) -> None:
    speaker = claim.speaker or "speaker not known"
    facts = [claim.stance, *(f"via {via}" for via in claim.via), *([claim.said] if claim.said else [])]
    role = f", {claim.role}" if claim.role and claim.role.casefold() not in speaker.casefold() else ""
    paragraph(f"{click.style(speaker, bold=True)}{role} ({'; '.join(facts)})", indent=2, hang=2)
    paragraph(f"{claim.words} {cited(claim.citations)}", indent=4)
    disputed = click.style("  disputed", fg="red") if claim.disputed else ""
    click.echo(click.style(f"    {claim.rests_on}", dim=True) + disputed)


def _print_figure(figure: FigureItem) -> None:
    facts = [figure.speaker or "no speaker named", f"as of {figure.as_of}" if figure.as_of else "no date"]
    facts += [part for part in (figure.scope if figure.scope != "total" else None, figure.doubt) if part]
    line = f"{click.style(figure.words, bold=True)}  {figure.counts} · {' · '.join(facts)} {cited(figure.citations)}"
    paragraph(line, indent=2, hang=4)


def _print_work(work: WorkItem) -> None:
    paragraph(work.headline or "(no headline)", indent=2, hang=2)
    for printing in work.printings:
        outlet = printing.outlet or "outlet not known"
        carrier = f", carried by {printing.carrier}" if printing.carrier else ""
        when = f", {printing.published}" if printing.published else ""
        paragraph(
            f"{printing.relation}: {outlet}{carrier}{when}, {printing.place} ({printing.article})", indent=4, hang=2
        )
    if len(work.printings) > 1 and work.because:
        paragraph(f"({work.because})", indent=4)


def _print_citation(citation: Citation) -> None:
    characters = ", ".join(f"{span.start}-{span.end}" for span in citation.spans)
    parts = [citation.outlet or "outlet not known", citation.published, citation.place, f"characters {characters}"]
    paragraph(f"[{citation.number}] {', '.join(part for part in parts if part)}", indent=2, hang=4)
