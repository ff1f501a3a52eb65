"""`sayso rebuild`: derive everything anew."""

from __future__ import annotations

import click

from sayso.cli.output import open_archive, show_progress


@click.command()
@click.option("--relearn", is_flag=True, help="Adopt what is known today of what each site prints again and again.")
@click.pass_context
def rebuild(context: click.Context, relearn: bool) -> None:
    """Derive everything anew from the pages as found. The same pages and version give the same ids."""
    with open_archive(context) as archive, show_progress() as progress:
        added = archive.rebuild(relearn=relearn, progress=progress)
    click.echo(f"{added.articles} articles read anew, {len(added.discards)} inputs discarded.")
