"""`sayso backup`: a whole copy of the archive."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.output import open_archive


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Write a whole copy of the archive to FILE, which must not exist yet. Others may go on reading and writing."""
    with open_archive(context) as archive:
        archive.backup(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes.")
