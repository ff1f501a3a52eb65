"""`sayso search`: articles that hold the words, and statements that fit."""

from __future__ import annotations

import click

from sayso.cli.output import explain, open_archive, paragraph, print_json
from sayso.model import Span

NAMED = ("speaker", "outlet", "place")
"""Filters whose value is a name, of several words maybe."""


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="How many articles at the most.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def search(context: click.Context, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Articles whose headline or body hold all WORDS, best first. Words in quotation marks must stand together.

    With speaker:NAME, stance:deny or disputed:yes, statements; outlet:NAME, place:NAME, before:2024-03 and after:2023
    narrow both. A NAME of several words stands in quotation marks.
    """
    with open_archive(context) as archive:
        hits = archive.search(" ".join(map(_quote, words)), limit=limit)
    if as_json:
        print_json(hits)
        return
    for hit in hits:
        facts = [hit.outlet, hit.published, hit.speaker, hit.stance, "disputed" if hit.disputed else None]
        click.echo(click.style(" · ".join([hit.statement or hit.article, *(fact for fact in facts if fact)]), dim=True))
        paragraph(_mark(hit.snippet, hit.marks), indent=4)
    if not hits:
        explain("No article holds these words.")
        context.exit(1)


def _quote(word: str) -> str:
    """A filter whose name has blanks, as the shell handed it over: `outlet:Elm Courier`.

    A whole search in one argument (`stance:deny letter`) stays as it is: only a name begins and ends in capitals.
    """
    filtered, _, value = word.partition(":")
    names = value.split()
    named = filtered.casefold() in NAMED and len(names) > 1 and names[0][0].isupper() and names[-1][0].isupper()
    return f'{filtered}:"{value}"' if named and '"' not in value and ":" not in value else word


def _mark(snippet: str, marks: tuple[Span, ...]) -> str:
    """The snippet with the words found in bold."""
    text, last = "", 0
    for mark in marks:
        text += snippet[last : mark.start] + click.style(snippet[mark.start : mark.end], bold=True)
        last = mark.end
    return text + snippet[last:]
