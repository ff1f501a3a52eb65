"""`sayso trace`: one claim, from pages down to its origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import click

from sayso.archive import Archive, Trace
from sayso.brief import rests_on
from sayso.cli.output import open_archive, paragraph, print_json
from sayso.cli.printings import MOST_PRINTED, tell_reason, tell_way
from sayso.dossier import Dossier
from sayso.model import Origin, Statement
from sayso.spans import slice_text

MOST_EXPLAINED = 30
"""Statements of which it is said which other printings have them, and why these are printings of one text."""


@click.command()
@click.argument("claim")
@click.option("--json", "as_json", is_flag=True, help="Print the claim as JSON.")
@click.pass_context
def trace(context: click.Context, claim: str, as_json: bool) -> None:
    """The tree behind CLAIM: its origins, what each said, through whom, and on which pages it stands.

    CLAIM is the beginning of a claim's id, or of a statement's or figure's in it.
    """
    with open_archive(context) as archive:
        found = archive.trace(claim)
        copies = {} if as_json else _explain_copies(archive, found)
    if as_json:
        print_json(found.claim)
    else:
        print_trace(found, copies)


def _explain_copies(archive: Archive, trace: Trace) -> dict[str, list[str]]:
    """By statement that other printings have, too: these, each with the way it came and why it is a printing."""
    known = trace.dossier.statements
    copies: dict[str, set[str]] = defaultdict(set)
    for copy, first in trace.dossier.mirrors.items():
        copies[first].update([known[copy].article] if copy in known else [])
    told = [statement for origin in trace.claim.origins for statement in origin.statements if statement in copies]
    told = told[:MOST_EXPLAINED]
    printings = {article: archive.printings(article) for article in {known[statement].article for statement in told}}
    lines = {}
    for statement in told:
        found = printings[known[statement].article]
        ties = [tie for tie in found.others if tie.article in copies[statement]] if found else []
        lines[statement] = [
            f"{tell_way(tie.way)}: {tie.place} (because: {tell_reason(tie)})" for tie in ties[:MOST_PRINTED]
        ]
    return lines


def print_trace(trace: Trace, copies: Mapping[str, Sequence[str]]) -> None:
    """The tree as text; `copies` are the lines on further printings, by statement."""
    click.echo(click.style(trace.claim.text, bold=True))
    click.echo(click.style(f"{trace.claim.id}: {rests_on(trace.claim)}", dim=True))
    if trace.claim.because:
        paragraph(f"({trace.claim.because})", indent=2)
    names = {speaker.id: speaker.name for speaker in trace.dossier.links.speakers}
    for origin in trace.claim.origins:
        _print_origin(origin, names, trace.dossier, copies)


def _print_origin(origin: Origin, names: dict[str, str], dossier: Dossier, copies: Mapping[str, Sequence[str]]) -> None:
    who = names.get(origin.speaker or "", origin.speaker) or "origin not known"
    facts = [part for part in (origin.organisation, origin.occasion) if part]
    paragraph(f"{click.style(who, bold=True)}{' · ' if facts else ''}{' · '.join(facts)}", indent=2, hang=2)
    for statement in origin.statements:
        if statement in dossier.statements:
            _print_statement(dossier.statements[statement], dossier)
            for line in copies.get(statement, ()):
                paragraph(click.style(f"also {line}", dim=True), indent=6, hang=2)


def _print_statement(statement: Statement, dossier: Dossier) -> None:
    item = dossier.articles[statement.article]
    chain = " < ".join(
        click.style(via.name, underline=True) + " (read)" if via.read else via.name for via in statement.via
    )
    outlet = item.article.outlet or item.article.wire or "outlet not known"
    carrier = f" < {item.article.carrier}" if item.article.carrier else ""
    copy = f" (copy of {dossier.mirrors[statement.id]})" if statement.id in dossier.mirrors else ""
    route = " < ".join(part for part in (chain, outlet) if part) + carrier
    place = (
        f"{dossier.place_of(statement.article)}, characters {statement.content[0].start}-{statement.content[-1].end}"
    )
    paragraph(f"{route}: {slice_text(item.text, statement.content)}", indent=4, hang=2)
    click.echo(click.style(f"      {place}{copy}", dim=True))
