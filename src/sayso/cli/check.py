"""`sayso check`: is the archive whole?"""

from __future__ import annotations

import click

from sayso.cli.output import open_archive


@click.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Check that bytes, findings and groups of the archive are whole and fit together."""
    faults = 0
    with open_archive(context) as archive:
        for fault in archive.check():
            faults += 1
            click.echo(fault)
        counts = archive.counts()
    click.echo(", ".join(f"{number} {table}" for table, number in counts.items()))
    click.echo("The archive is whole." if not faults else f"{faults} faults.")
    context.exit(1 if faults else 0)
