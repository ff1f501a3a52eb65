"""`sayso show`: an article's page with the findings marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from sayso.cli.layers import Layer, find_layers, print_layers
from sayso.cli.output import heading, open_archive, paragraph, print_json
from sayso.cli.printings import print_printings
from sayso.dossier import Dossier
from sayso.model import ArticleText, Figure, Furniture, Page, Span, Statement
from sayso.spans import slice_text

if TYPE_CHECKING:
    from sayso.archive import Archive

STYLES = {
    "headline": "bold",
    "credit": "cyan",
    "repeat": "dim italic",
    "furniture": "dim strike",
    "content": "on grey19",
    "source": "bold green",
    "cue": "yellow",
    "figure": "bold magenta",
    "date": "blue underline",
}


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print the article's lines of the export as JSON.")
@click.option("--layers", "as_layers", is_flag=True, help="Print what each stretch of its page was taken for, and why.")
@click.pass_context
def show(context: click.Context, article: str, as_json: bool, as_layers: bool) -> None:
    """The page's text around ARTICLE with its findings marked, in colour on a terminal, then a list of them.

    With --layers, ARTICLE may be the id of a page too: one that is a list of headlines has no article.
    """
    with open_archive(context) as archive:
        if as_layers:
            page, layers = _read_layers(archive, article)
            print_json(layers) if as_json else print_layers(page, layers)
            return
        item, dossier = archive.show(article)
        furniture = archive.furniture(item.article.page)
        printings = archive.printings(item.article.id)
    if as_json:
        print_json(_lines_of(item, dossier))
        return
    _print_text(item, dossier, furniture)
    _print_statements(item, dossier)
    _print_figures(item, dossier)
    if printings:
        print_printings(printings, item)


def _read_layers(archive: Archive, wanted: str) -> tuple[Page, list[Layer]]:
    """What was taken for what on a page, which is named by its own id or by that of an article on it."""
    from sayso.read.links import find_addresses
    from sayso.split import find_teasers

    page = archive.page(wanted if wanted.startswith("page-") else archive.show(wanted)[0].article.page)
    capture = next(iter(archive.captures([page.id])))
    addresses = find_addresses(page, find_teasers(page), archive.page_bytes(page.id), capture)
    return page, find_layers(page, archive.articles_on(page.id), archive.furniture(page.id), addresses)


def _lines_of(item: ArticleText, dossier: Dossier) -> list[object]:
    from sayso.export import dossier_lines

    lines = [msgspec.to_builtins(line) for line in dossier_lines(dossier)]
    return [line for line in lines if item.article.id in (line.get("id"), line.get("article"))]


def _marks(item: ArticleText, dossier: Dossier, furniture: Iterable[Furniture]) -> Iterator[tuple[str, Span]]:
    """Each finding's kind and span; later marks lie on top of earlier ones."""
    article = item.article
    yield from (("furniture", Span(piece.start, piece.end)) for piece in furniture)
    yield from (("repeat", span) for span in article.repeats)
    yield from (("credit", span) for span in article.credits)
    yield from (("headline", span) for span in (article.headline, *article.headline_repeats) if span)
    for statement in _statements(item, dossier):
        yield from (("content", span) for span in statement.content)
        yield from (("source", span) for span in statement.source.spans)
        if statement.cue:
            yield "cue", statement.cue
    yield from (("date", Span(d.start, d.end)) for d in dossier.dates if d.article == article.id)
    yield from (("figure", Span(f.start, f.end)) for f in _figures(item, dossier))


def _print_text(item: ArticleText, dossier: Dossier, furniture: Iterable[Furniture]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    block = item.article.block
    text = Text(item.text[block.start : block.end])
    for kind, span in _marks(item, dossier, furniture):
        start, end = max(span.start, block.start), min(span.end, block.end)
        if start < end:
            text.stylize(STYLES[kind], start - block.start, end - block.start)
    if console.is_terminal:
        legend = Text("  ".join(STYLES), style="dim")
        for kind, style in STYLES.items():
            legend.highlight_words([kind], style)
        console.print(legend, end="\n\n")
    console.print(text, soft_wrap=not console.is_terminal)


def _statements(item: ArticleText, dossier: Dossier) -> list[Statement]:
    return [statement for statement in dossier.statements.values() if statement.article == item.article.id]


def _figures(item: ArticleText, dossier: Dossier) -> list[Figure]:
    return [figure for figure in dossier.figures.values() if figure.article == item.article.id]


def _print_statements(item: ArticleText, dossier: Dossier) -> None:
    heading("Statements")
    for statement in _statements(item, dossier):
        speaker = dossier.speaker_of(statement.id)
        name = (speaker.name if speaker else statement.source.name) or "speaker not known"
        cue = f" {item.text[statement.cue.start : statement.cue.end]}" if statement.cue else ""
        content = slice_text(item.text, statement.content)
        paragraph(f"{statement.id}  {name} | {statement.stance} |{cue} | {content}", indent=2, hang=4)


def _print_figures(item: ArticleText, dossier: Dossier) -> None:
    heading("Figures")
    for figure in _figures(item, dossier):
        counts = " ".join(part for part in (figure.counted, figure.measure, figure.place) if part)
        value = f"{_number(figure.minimum)}..{_number(figure.maximum)} {figure.unit or ''}"
        paragraph(f"{figure.id}  {item.text[figure.start : figure.end]} | {value} | {counts}", indent=2, hang=4)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
