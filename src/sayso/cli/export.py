"""`sayso export`: everything, line by line, as EXPORT.md says."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from sayso.cli.output import open_archive


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "schema"]), default="jsonl", show_default=True)
@click.option("--with-text", is_flag=True, help="Put each page's text into its line.")
@click.option("--selectors", is_flag=True, help="Give each span a W3C TextQuoteSelector.")
@click.option(
    "--wikidata",
    type=click.File(encoding="utf-8"),
    envvar="SAYSO_WIKIDATA",
    help="Give entities the Wikidata ids that this file has for their names: lines of name, tab, id and more names, "
    "or JSON lines. No network is asked.",
)
@click.pass_context
def export(context: click.Context, form: str, with_text: bool, selectors: bool, wikidata: Iterable[str] | None) -> None:
    """Print all findings as JSON lines, or the JSON Schema of a line."""
    if form == "schema":
        from sayso.cli.output import print_json
        from sayso.export.records import export_schema

        print_json(export_schema())
        return
    from sayso.export import export_lines
    from sayso.link.wikidata import read_known_names

    known = read_known_names(wikidata or ())
    with open_archive(context) as archive:
        for line in export_lines(archive, with_text=with_text, selectors=selectors, known=known):
            sys.stdout.buffer.write(line + b"\n")
