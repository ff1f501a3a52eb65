"""`sayso who`: what somebody said."""

from __future__ import annotations

import click

from sayso.brief import PositionItem
from sayso.cli.output import explain, open_archive, paragraph, print_json


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def who(context: click.Context, name: str, as_json: bool) -> None:
    """What the speaker NAME said, story by story, oldest first."""
    with open_archive(context) as archive:
        found = archive.who(name)
    if as_json:
        print_json(found)
        return
    for speaker in found:
        facts = [part for part in (speaker.role, speaker.affiliation, speaker.kind) if part]
        click.echo(f"{click.style(speaker.name, bold=True)}  {', '.join(facts)}  in “{speaker.title}”")
        places = {citation.number: citation for citation in speaker.citations}
        for saying in speaker.sayings:
            paragraph(f"{saying.said or 'no date'}  {saying.stance}: {saying.words}", indent=4, hang=4)
            place = places[saying.citations[0]]
            click.echo(click.style(f"        {place.place}, characters {place.spans[0].start}", dim=True))
        for position in speaker.positions:
            _print_position(position)
    if not found:
        explain(f"Nobody named {name!r} speaks in this archive.")
        context.exit(1)


def _print_position(position: PositionItem) -> None:
    """What a side said of a claim in dispute over time, and where it changed."""
    paragraph(f"On the claim: {position.text}", indent=4, hang=4)
    for stand in position.stands:
        turned = click.style("  changed its position", bold=True) if stand.changed else ""
        click.echo(f"        {stand.said or 'no date'}  {position.side} {stand.does}{turned}")
