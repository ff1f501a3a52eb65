"""What was taken for what on a page, and why: each stretch of its text with its layer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sayso.cli.output import heading, paragraph
from sayso.model import Article, Furniture, Mark, MarkKind, Page, Record, Span

LEFT = "nothing"
"""The layer of words that no station spoke for; there should be none."""

_UNKNOWN: Mapping[int, str] = MappingProxyType({})


class Layer(Record, frozen=True):
    """The characters `[start, end)` of the page, what they were taken for, and why."""

    start: int
    end: int
    layer: str  # headline, headline-repeat, credit, body, repeat, or a kind of furniture
    because: str
    article: str | None = None
    address: str | None = None  # of a teaser: where it leads


def find_layers(
    page: Page, articles: Iterable[Article], furniture: Iterable[Furniture], addresses: Mapping[int, str] = _UNKNOWN
) -> list[Layer]:
    """Every stretch of the page, in order, from its first character to its last; space between lines is left out.

    `addresses` are where the teasers lead, by where each begins.
    """
    from sayso.split import find_teasers

    marks = _marks_by_start(page)
    teasers = find_teasers(page)
    found = [layer for article in articles for layer in _layers_of(article, page, marks)]
    found += [layer for piece in furniture for layer in _layers_in(piece, page, teasers, addresses)]
    found.sort(key=_place)
    return sorted([*found, *_find_left(page, found)], key=_place)


def _layers_in(piece: Furniture, page: Page, teasers: Sequence[Span], addresses: Mapping[int, str]) -> Iterator[Layer]:
    """The stretches of a piece of furniture: the teasers in it, and what stands around them."""
    because = piece.because or "no article holds it"
    end = piece.start
    for teaser in teasers[bisect_left(teasers, Span(piece.start, 0)) :]:
        if teaser.end > piece.end:
            break
        if page.text[end : teaser.start].strip():
            yield _layer_between(page, end, teaser.start, piece.kind, because)
        told, address = "a headline of the list that the page is", addresses.get(teaser.start)
        yield Layer(start=teaser.start, end=teaser.end, layer="teaser", because=told, address=address)
        end = teaser.end
    if page.text[end : piece.end].strip():
        yield _layer_between(page, end, piece.end, piece.kind, because)


def _layer_between(page: Page, start: int, end: int, kind: str, because: str) -> Layer:
    """Without the white space at its edges."""
    words = page.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    return Layer(start=start, end=end, layer=kind, because=because)


def _place(layer: Layer) -> tuple[int, int]:
    return layer.start, layer.end


def _marks_by_start(page: Page) -> dict[int, list[Mark]]:
    marks: dict[int, list[Mark]] = {}
    for mark in page.marks:
        marks.setdefault(mark.start, []).append(mark)
    return marks


def _layers_of(article: Article, page: Page, marks: dict[int, list[Mark]]) -> Iterator[Layer]:
    def layer(span: Span, name: str, because: str) -> Layer:
        return Layer(start=span.start, end=span.end, layer=name, because=because, article=article.id)

    if article.headline:
        yield layer(article.headline, "headline", _why_headline(article.headline, page, marks))
    for span in article.headline_repeats:
        yield layer(span, "headline-repeat", "the headline once more")
    for span in article.credits:
        yield layer(span, "credit", "names an outlet, a writer, a place or a time, beside the text")
    for span in article.body:
        main = any(mark.kind is MarkKind.MAIN for mark in marks.get(span.start, ()))
        told = "its markup stands with the main text" if main else "a paragraph between the opening and the end"
        yield layer(span, "body", told)
    for span in article.repeats:
        yield layer(span, "repeat", "printed above already")


def _why_headline(span: Span, page: Page, marks: dict[int, list[Mark]]) -> str:
    if any(mark.kind is MarkKind.HEADLINE for mark in marks.get(span.start, ())):
        return "its markup says so"
    if page.facts.headline and page.facts.headline == page.text[span.start : span.end]:
        return f"the page's own facts name it ({page.facts.basis.get('headline', 'metadata')})"
    return "a title above the text"


def _find_left(page: Page, layers: Iterable[Layer]) -> Iterator[Layer]:
    """Words between the layers, which are in order: taken for nothing."""
    end = 0
    for start, following in [*((layer.start, layer.end) for layer in layers), (len(page.text), len(page.text))]:
        if page.text[end:start].strip():
            yield Layer(start=end, end=start, layer=LEFT, because="no station spoke for it")
        end = max(end, following)


def print_layers(page: Page, layers: Iterable[Layer]) -> None:
    """A line for each stretch: layer, words, reason."""
    heading("Layers", "every stretch of the page, what it was taken for, and why")
    for layer in layers:
        words = " ".join(page.text[layer.start : layer.end].split())
        shown = words if len(words) <= 160 else f"{words[:110]} … {words[-40:]}"
        led = f" → {layer.address}" if layer.address else ""
        paragraph(f"{layer.layer:>16}  {layer.start}–{layer.end}  {shown}{led}  ({layer.because})", indent=2, hang=18)
