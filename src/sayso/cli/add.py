"""`sayso add`: read pages into the archive."""

from __future__ import annotations

import click

from sayso.cli.output import explain, open_archive, print_json, show_progress


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|-...")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_context
def add(context: click.Context, inputs: tuple[str, ...], as_json: bool) -> None:
    """Read pages into the archive: text and HTML files, mails (.eml), feeds and WARC files (each entry or record is a
    page), folders of them, or - for standard input.

    An input that cannot be read is named with its reason and kept as a discard; the others are added all the same.
    Adding a page twice changes nothing.
    """
    with open_archive(context, create=True) as archive, show_progress() as progress:
        added = archive.add(inputs, progress=progress)
    for discard in added.discards:
        explain(ValueError(discard.reason if discard.input in discard.reason else f"{discard.input}: {discard.reason}"))
    if as_json:
        print_json(added)
    else:
        click.echo(
            f"{added.inputs} inputs: {added.new_pages} new pages, {added.articles} articles read, "
            f"{len(added.discards)} discarded."
        )
    context.exit(1 if added.discards else 0)
