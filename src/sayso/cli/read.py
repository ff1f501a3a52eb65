"""`sayso read`: the stations from read to strip, without an archive."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
import msgspec

from sayso.cli.layers import Layer, find_layers, print_layers
from sayso.cli.opening import opening_options
from sayso.cli.output import explain_discard, paragraph
from sayso.errors import InputError
from sayso.model import Article, Capture, Discard, Found, Page
from sayso.settings import Settings


class Sight(msgspec.Struct, frozen=True):
    """What the stations see on one page."""

    page: Page
    capture: Capture
    articles: tuple[Article, ...]
    layers: list[Layer]


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-...")
@opening_options
@click.option("--json", "as_json", is_flag=True, help="Print pages, articles and layers as JSON, one a line.")
@click.pass_context
def read(
    context: click.Context,
    inputs: tuple[str, ...],
    text_field: str | None,
    follow: bool,
    allow_private: bool,
    as_json: bool,
) -> None:
    """What sayso takes for what in these inputs (as for `add`), without an archive: pages, articles and, for every
    stretch of a page, its layer and why.
    """
    from sayso.archive.inputs import Opening  # the stations are imported only where pages are read

    settings: Settings = context.obj[1]
    opening = Opening(text_field=text_field, follow=follow, allow_private=allow_private)
    discarded = False
    for seen in _see_inputs(inputs, settings.page_bytes, opening):
        if isinstance(seen, Discard):
            discarded = True
            explain_discard(seen)
        if as_json:
            for line in _lines_of(seen):
                click.echo(msgspec.json.encode(line))
        elif isinstance(seen, Sight):
            _print_sight(seen)
    context.exit(1 if discarded else 0)


def _see_inputs(inputs: Iterable[str], max_bytes: int, opening: Any) -> Iterator[Sight | Discard]:
    from sayso.archive.inputs import list_inputs, load_inputs

    for name in list_inputs(inputs):
        if isinstance(name, Discard):
            yield name
            continue
        for part in load_inputs(name, max_bytes=max_bytes, stdin=sys.stdin.buffer, opening=opening):
            yield _see_page(part, max_bytes) if isinstance(part, Found) else part


def _see_page(found: Found, max_bytes: int) -> Sight | Discard:
    from sayso.read import read_page
    from sayso.read.links import find_addresses
    from sayso.split import find_teasers, split_page
    from sayso.strip import strip_page

    try:
        page = read_page(found.data, found.capture, max_bytes=max_bytes)
    except InputError as error:
        return Discard(input=found.capture.place, station=error.station, reason=str(error), page=found.capture.page)
    stripped = strip_page(page, split_page(page))
    addresses = find_addresses(page, find_teasers(page), found.data, found.capture)
    layers = find_layers(page, stripped.articles, stripped.furniture, addresses)
    return Sight(page=page, capture=found.capture, articles=stripped.articles, layers=layers)


def _lines_of(seen: Sight | Discard) -> Iterator[dict[str, Any]]:
    """The page, its captures and text; its articles; its layers with their words."""
    if isinstance(seen, Discard):
        yield {"type": "discard", **msgspec.to_builtins(seen)}
        return
    page = msgspec.to_builtins(seen.page)
    yield {"type": "page", **page, "capture": msgspec.to_builtins(seen.capture)}
    for article in seen.articles:
        yield {"type": "article", **msgspec.to_builtins(article)}
    for layer in seen.layers:
        words = seen.page.text[layer.start : layer.end]
        yield {"type": "layer", "page": seen.page.id, **msgspec.to_builtins(layer), "words": words}


def _print_sight(seen: Sight) -> None:
    page, facts = seen.page, seen.page.facts
    told = f"{page.media_type}, {page.language or 'language not known'}, {page.id}"
    click.echo(f"\n{click.style(seen.capture.place, bold=True)}  {click.style(told, dim=True)}")
    for field in facts.__struct_fields__:
        value = getattr(facts, field)
        if value and field != "basis":
            told = "; ".join(value) if isinstance(value, tuple) else value
            paragraph(f"{field}: {told} ({facts.basis.get(field, 'says the page')})", indent=2, hang=2)
    if not seen.articles:
        paragraph("no article was found on this page", indent=2)
    for article in seen.articles:
        span = article.headline
        said = [page.text[span.start : span.end] if span else "without headline", *article.bylines]
        said += [part for part in (article.outlet, article.wire, article.published and article.published.value) if part]
        paragraph(f"{article.id}  {' | '.join(said)}", indent=2, hang=2)
    print_layers(page, seen.layers)
