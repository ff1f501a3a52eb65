"""`sayso stories`: the stories of the archive."""

from __future__ import annotations

import click

from sayso.brief import count_words
from sayso.cli.output import open_archive, paragraph, print_json
from sayso.rules.sites import join_names


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def stories(context: click.Context, as_json: bool) -> None:
    """All stories, the one that most pages tell first."""
    with open_archive(context) as archive:
        found = archive.stories()
    if as_json:
        print_json(found)
        return
    for story in found:
        click.echo(f"{click.style(story.id, dim=True)}  {story.title}")
        span = f"{story.first} to {story.last}" if story.first != story.last else story.first or "no date known"
        facts = [
            count_words(story.works, "work"),
            count_words(story.articles, "article"),
            count_words(story.claims, "claim"),
            f"{story.disputed} disputed",
            f"{story.revised} revised",
            span,
            ", ".join(join_names(story.outlets)) or "no outlet credited",
        ]
        paragraph(" · ".join(facts), indent=4)
    if not found:
        click.echo("No story yet. Add pages with `sayso add`.")
