"""`sayso history`: how an article changed where it stood."""

from __future__ import annotations

import click

from sayso.brief import count_words
from sayso.cli.output import open_archive, paragraph, print_json


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def history(context: click.Context, article: str, as_json: bool) -> None:
    """The versions of ARTICLE that were found at the same path or address, and what changed from one to the next."""
    with open_archive(context) as archive:
        versions = archive.history(article)
    if as_json:
        print_json(versions)
        return
    for version in versions:
        when = f", {version.retrieved}" if version.retrieved else ""
        click.echo(f"{click.style(version.article, dim=True)}  {version.place}{when}")
        if version.because:
            paragraph(f"One text with the version before. Of the shorter one: {version.because}", indent=4, hang=2)
        for change in version.changes:
            if change.before:
                paragraph(click.style(f"- {change.before}", fg="red"), indent=4, hang=2)
            if change.after:
                paragraph(click.style(f"+ {change.after}", fg="green"), indent=4, hang=2)
        for figure in version.figures:
            counted = f" ({figure.counted})" if figure.counted else ""
            paragraph(f"Figure changed{counted}: {figure.before} → {figure.after}", indent=4, hang=2)
        for statement in version.removed:
            paragraph(f"Statement removed: {statement.speaker or 'Unknown'}: {statement.words}", indent=4, hang=2)
    click.echo(f"{count_words(len(versions), 'version')} in this archive.")
