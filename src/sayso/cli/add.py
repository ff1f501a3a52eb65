"""`sayso add`: read pages into the archive."""

from __future__ import annotations

import click

from sayso.cli.opening import opening_options
from sayso.cli.output import explain_discard, open_archive, print_json, show_progress


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-...")
@opening_options
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_context
def add(
    context: click.Context,
    inputs: tuple[str, ...],
    text_field: str | None,
    follow: bool,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Read pages into the archive: text, Markdown, HTML (saved whole, too) and PDF files, mails, transcripts and
    subtitles; feeds, WARC files, JSON Lines and exported Telegram chats, of which each entry, record or message is a
    page; folders, patterns and addresses of them; or - for standard input.

    An input that cannot be read is named with its reason and kept as a discard; the others are added all the same.
    Adding a page twice changes nothing.
    """
    from sayso.archive.inputs import Opening

    opening = Opening(text_field=text_field, follow=follow, allow_private=allow_private)
    with open_archive(context, create=True) as archive, show_progress() as progress:
        added = archive.add(inputs, opening=opening, progress=progress)
    for discard in added.discards:
        explain_discard(discard)
    if as_json:
        print_json(added)
    else:
        click.echo(
            f"{added.inputs} inputs: {added.new_pages} new pages, {added.articles} articles read, "
            f"{len(added.discards)} discarded."
        )
    context.exit(1 if added.discards else 0)
