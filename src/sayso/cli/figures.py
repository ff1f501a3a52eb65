"""`sayso figures`: who gives which number for when."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from sayso.brief import FigureItem, make_brief
from sayso.cli.output import cited, heading, open_archive, paragraph, print_json

if TYPE_CHECKING:
    from sayso.server.series import Point, Series

BAR = 28  # columns of the longest bar
TOLD = 44  # columns of a speaker's name


@click.command()
@click.argument("story", required=False)
@click.option("--about", default="", metavar="WORDS", help="Only figures whose counted thing holds these words.")
@click.option("--json", "form", flag_value="json", help="Print as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print as CSV.")
@click.pass_context
def figures(context: click.Context, story: str | None, about: str, form: str | None) -> None:
    """The figures of STORY (default: the biggest): what they count, on whose say-so, as of when."""
    with open_archive(context) as archive:
        dossier = archive.dossier(story)
    brief = make_brief(dossier, everything=True)
    found = [figure for figure in brief.figures if about.casefold() in figure.counts.casefold()]
    if form == "json":
        print_json(found)
    elif form == "csv":
        _print_csv(found)
    else:
        from sayso.server.series import find_series

        _print_groups(found)
        _print_series([s for s in find_series(dossier) if about.casefold() in s.title.casefold()])


def _print_series(found: Sequence[Series]) -> None:
    """Each series as a small chart: a bar for each figure, by date, with what it is to the one before it."""
    from sayso.server.series import tell_change

    if found:
        heading("How the figures moved")
    for series in found:
        click.echo(click.style(series.title or series.unit or "", bold=True))
        most = max((_longest(point) for point in series.points), default=0.0)
        for place, point in enumerate(series.points):
            click.echo(_draw_point(point, most, tell_change(series, place)))


def _longest(point: Point) -> float:
    return max((abs(bound) for bound in (point.low, point.high) if bound is not None), default=0.0)


def _draw_point(point: Point, most: float, change: str | None) -> str:
    """ "2024-03-19  ███████▸ more than 30   Civil Protection Service   revised up": an arrow where a side is open."""
    length = max(1, round(BAR * _longest(point) / most)) if most else 1
    sign = "▸" if point.high is None else "◂" if point.low is None else " "
    words = " ".join(point.words.split())[:TOLD]
    told = [words, (point.speaker or "no speaker named")[:TOLD], change]
    day = point.as_of.date if point.as_of else "no date"
    return f"  {day:<23}{'█' * length + sign:<{BAR + 2}}" + " · ".join(part for part in told if part)


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
