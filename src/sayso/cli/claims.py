"""`sayso claims`: what is said in a story, and on how many origins it rests."""

from __future__ import annotations

import click

from sayso.brief import make_brief
from sayso.cli.output import cited, open_archive, paragraph, print_json


@click.command()
@click.argument("story", required=False)
@click.option("--disputed", is_flag=True, help="Only claims that somebody disputes.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def claims(context: click.Context, story: str | None, disputed: bool, as_json: bool) -> None:
    """What is said in STORY (default: the biggest), and on how many origins each claim rests."""
    with open_archive(context) as archive:
        brief = make_brief(archive.dossier(story), everything=True)
    found = [claim for claim in brief.claims if claim.disputed or not disputed]
    if as_json:
        print_json(found)
        return
    for claim in found:
        mark = click.style("  disputed", fg="red") if claim.disputed else ""
        click.echo(f"{click.style(claim.claim, dim=True)}  {claim.rests_on}{mark}")
        paragraph(f"{claim.speaker or 'speaker not known'}: {claim.words} {cited(claim.citations)}", indent=4)
