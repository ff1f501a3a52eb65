"""`sayso search`: articles that hold the words."""

from __future__ import annotations

import click

from sayso.cli.output import explain, open_archive, paragraph, print_json
from sayso.model import Span


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="How many articles at the most.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def search(context: click.Context, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Articles whose headline or body hold all WORDS, best first. Words in quotation marks must stand together."""
    with open_archive(context) as archive:
        hits = archive.search(" ".join(words), limit=limit)
    if as_json:
        print_json(hits)
        return
    for hit in hits:
        click.echo(click.style(hit.article, dim=True))
        paragraph(_mark(hit.snippet, hit.marks), indent=4)
    if not hits:
        explain("No article holds these words.")
        context.exit(1)


def _mark(snippet: str, marks: tuple[Span, ...]) -> str:
    """The snippet with the words found in bold."""
    text, last = "", 0
    for mark in marks:
        text += snippet[last : mark.start] + click.style(snippet[mark.start : mark.end], bold=True)
        last = mark.end
    return text + snippet[last:]
