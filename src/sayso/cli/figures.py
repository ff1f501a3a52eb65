"""`sayso figures`: who gives which number for when."""

from __future__ import annotations

import csv
import sys
from itertools import groupby

import click

from sayso.brief import FigureItem, make_brief
from sayso.cli.output import cited, open_archive, paragraph, print_json


@click.command()
@click.argument("story", required=False)
@click.option("--about", default="", metavar="WORDS", help="Only figures whose counted thing holds these words.")
@click.option("--json", "form", flag_value="json", help="Print as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print as CSV.")
@click.pass_context
def figures(context: click.Context, story: str | None, about: str, form: str | None) -> None:
    """The figures of STORY (default: the biggest): what they count, on whose say-so, as of when."""
    with open_archive(context) as archive:
        brief = make_brief(archive.dossier(story), everything=True)
    found = [figure for figure in brief.figures if about.casefold() in figure.counts.casefold()]
    if form == "json":
        print_json(found)
    elif form == "csv":
        _print_csv(found)
    else:
        _print_groups(found)


def _print_groups(figures: list[FigureItem]) -> None:
    for counts, group in groupby(figures, key=lambda figure: figure.counts):
        click.echo(click.style(counts, bold=True))
        for figure in group:
            facts = [figure.as_of or "no date", figure.speaker or "no speaker named"]
            facts += [fact for fact in (figure.scope if figure.scope != "total" else None, figure.doubt) if fact]
            paragraph(f"{figure.words}  · {' · '.join(facts)} {cited(figure.citations)}", indent=4, hang=4)


def _print_csv(figures: list[FigureItem]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["figure", "words", "counts", "scope", "speaker", "as_of", "doubt"])
    for figure in figures:
        writer.writerow(
            [figure.figure, figure.words, figure.counts, figure.scope, figure.speaker, figure.as_of, figure.doubt]
        )
