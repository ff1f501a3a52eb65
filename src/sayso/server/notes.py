"""The findings on an article's page as marks, each with a note that says why it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from sayso.archive.topics import name_place_key
from sayso.dossier import Dossier
from sayso.link.figure_labels import join_counted
from sayso.model import (
    Anchor,
    Article,
    ArticleText,
    Basis,
    Claim,
    Date,
    DateMention,
    Figure,
    Furniture,
    Judgement,
    NameKind,
    NameMention,
    Span,
    Statement,
)
from sayso.server.chart import shorten_number
from sayso.server.days import tell_days
from sayso.server.marks import Layer, Mark, fold_line
from sayso.server.printings import Differences
from sayso.server.strings import family_of, load_strings, say
from sayso.server.tree import claims_by_finding, name_claim
from sayso.spans import slice_text

MOST_WORDS = 600
"""Characters of a passage that a note repeats."""

MOST_PARTS = 64
"""Spans that an address names."""


class Row(NamedTuple):
    """One line of a note; `href` leads to what it names."""

    label: str
    text: str
    href: str | None = None


class Note(NamedTuple):
    """Why a mark was made. `finding` is the id of what was found, where it has one."""

    number: int
    layer: Layer
    kind: str
    title: str
    finding: str | None
    rows: tuple[Row, ...]
    because: str | None
    at: str  # the marked characters, as an address names them


class _Draft(NamedTuple):
    """A note before it has its number."""

    spans: tuple[tuple[Layer, Span], ...]
    kind: str
    title: str
    rows: tuple[Row, ...] = ()
    because: str | None = None
    finding: str | None = None


def mark_article(
    item: ArticleText,
    dossier: Dossier,
    furniture: Iterable[Furniture],
    neighbours: Iterable[Article],
    differences: Differences | None,
    cited: Sequence[Span] = (),
    remarks: Iterable[Judgement] = (),
) -> tuple[list[Mark], list[Note]]:
    """All marks on the page of an article and the notes to them, numbered in the order of the text."""
    drafts = [
        *_draft_article(item, dossier.date_of(item.article.id)),
        *(_draft_furniture(piece) for piece in furniture),
        *(_draft_neighbour(article, item.text) for article in neighbours),
        *_draft_findings(item, dossier),
        *_draft_names(item, dossier),
        *(_draft_remark(remark) for remark in remarks if _stands_in(remark.about[0], item)),
        *(_draft_differences(item, differences, dossier) if differences else ()),
        *([_Draft(tuple((Layer.CITED, span) for span in cited), "cited", say("note.cited.title"))] if cited else ()),
    ]
    return _number(drafts)


def mark_page(text: str, articles: Iterable[Article], furniture: Iterable[Furniture]) -> tuple[list[Mark], list[Note]]:
    """What was taken for what on a page: its articles and what is none of theirs."""
    drafts = [draft for article in articles for draft in _draft_article(ArticleText(article=article, text=text), None)]
    return _number([*drafts, *(_draft_furniture(piece) for piece in furniture)])


def _number(drafts: list[_Draft]) -> tuple[list[Mark], list[Note]]:
    """The drafts as marks and notes, in the order of the text."""
    drafts.sort(key=lambda draft: min((span.start, -span.end) for _, span in draft.spans))
    marks: list[Mark] = []
    notes: list[Note] = []
    for number, draft in enumerate(drafts, 1):
        marks += [Mark(span.start, span.end, layer, number) for layer, span in draft.spans]
        notes.append(_make_note(number, draft))
    return marks, notes


def _make_note(number: int, draft: _Draft) -> Note:
    layer = draft.spans[0][0]
    at = write_spans([span for found, span in draft.spans if found is layer][:MOST_PARTS])
    return Note(number, layer, draft.kind, draft.title, draft.finding, draft.rows, draft.because, at)


# --- what people wrote, and whom the article names ---


def _stands_in(anchor: Anchor, item: ArticleText) -> bool:
    block = item.article.block
    here = block.start <= anchor.start < block.end
    return here and item.text[anchor.start : anchor.end] == anchor.words


def _draft_remark(remark: Judgement) -> _Draft:
    anchor = remark.about[0]
    return _Draft(
        ((Layer.REMARK, Span(anchor.start, anchor.end)),),
        "remark",
        say(f"note.remark.{remark.kind}", text=fold_line(remark.value or "", MOST_WORDS)),
        (_row("author", fold_line(remark.author, 100)), _row("written", remark.time[:10], "/judgements#" + remark.id)),
    )


def _draft_names(item: ArticleText, dossier: Dossier) -> Iterator[_Draft]:
    speakers = {speaker.name: speaker.id for speaker in dossier.links.speakers}
    for mention in dossier.names:
        if mention.article == item.article.id:
            row = _row("named", say(f"named.{mention.kind.value}"), _lead_to_name(mention, speakers))
            spans = tuple((Layer.NAME, span) for span in mention.spans)
            yield _Draft(spans, "name", fold_line(mention.name, 120), (row,), mention.because)


def _lead_to_name(mention: NameMention, speakers: Mapping[str, str]) -> str | None:
    """The page of whoever or whatever bears the name, where there is one."""
    if mention.kind in (NameKind.PLACE, NameKind.COUNTRY):
        return f"/places/{quote(name_place_key(mention), safe='')}"
    return f"/speakers/{speakers[mention.name]}" if mention.name in speakers else None


# --- what strip found ---------------------------------------------------------------------------------------------


def _draft_article(item: ArticleText, published: Date | None) -> Iterator[_Draft]:
    article = item.article
    if article.headline:
        yield _Draft(((Layer.HEADLINE, article.headline),), "headline", say("note.headline.title"))
    for span in article.headline_repeats:
        yield _Draft(((Layer.HEADLINE, span),), "headline", say("note.headline.again"))
    for span in article.credits:
        rows = tuple(_credit_rows(article, published))
        yield _Draft(((Layer.CREDIT, span),), "credit", say("note.credit.title"), rows)
    if article.body:
        spans = tuple((Layer.BODY, span) for span in article.body)
        yield _Draft(spans, "body", say("note.body.title"), because=say("note.body.because"))
    for span in article.repeats:
        yield _Draft(((Layer.REPEAT, span),), "repeat", say("note.repeat.title"), because=say("note.repeat.because"))


def _credit_rows(article: Article, published: Date | None) -> Iterator[Row]:
    told = {
        "outlet": article.outlet,
        "wire": article.wire,
        "carrier": article.carrier,
        "byline": ", ".join(article.bylines),
        "dateline": article.dateline,
        "published": _tell_date(published) if published else None,
    }
    yield from (_row(name, text) for name, text in told.items() if text)


def _draft_furniture(piece: Furniture) -> _Draft:
    title = say("note.furniture.title", kind=say(f"furniture.{piece.kind.value}"))
    return _Draft(((Layer.FURNITURE, Span(piece.start, piece.end)),), "furniture", title, because=piece.because)


def _draft_neighbour(article: Article, text: str) -> _Draft:
    headline = fold_line(slice_text(text, [article.headline]), 120) if article.headline else say("untitled")
    row = _row("article", headline, f"/articles/{article.id}")
    return _Draft(((Layer.NEIGHBOUR, article.block),), "neighbour", say("note.neighbour.title"), (row,))


# --- what extract found -------------------------------------------------------------------------------------------


def _draft_findings(item: ArticleText, dossier: Dossier) -> Iterator[_Draft]:
    claim_of = claims_by_finding(dossier)
    article = item.article.id
    for statement in dossier.statements.values():
        if statement.article == article:
            yield _draft_statement(statement, item, dossier, claim_of.get(statement.id))
    for figure in dossier.figures.values():
        if figure.article == article:
            yield _draft_figure(figure, item, dossier, claim_of.get(figure.id))
    for mention in dossier.dates:
        if mention.article == article:
            yield _draft_mention(mention, item, dossier)


def _draft_statement(statement: Statement, item: ArticleText, dossier: Dossier, claim: Claim | None) -> _Draft:
    spans = [(family_of(statement.stance), span) for span in statement.content]
    spans += [(Layer.SOURCE, span) for span in statement.source.spans]
    spans += [(Layer.CUE, statement.cue)] if statement.cue else []
    spans += [(Layer.VIA, via.span) for via in statement.via if via.span]
    speaker = dossier.speaker_of(statement.id)
    name = (speaker.name if speaker else statement.source.name) or say("unknown.speaker")
    stance = say(f"stance.{statement.stance.value}.label")
    return _Draft(
        tuple(spans),
        "statement",
        say("note.statement.title", speaker=fold_line(name, 120), stance=stance),
        tuple(_statement_rows(statement, item, dossier, claim)),
        statement.source.because,
        statement.id,
    )


def _statement_rows(statement: Statement, item: ArticleText, dossier: Dossier, claim: Claim | None) -> Iterator[Row]:
    source, speaker, said = statement.source, dossier.speaker_of(statement.id), dossier.date_of(statement.id)
    words = slice_text(item.text, source.spans)
    if speaker and speaker.name:
        yield _row("speaker", speaker.name, f"/speakers/{speaker.id}")
    told = {
        "source": words or say("note.statement.carried"),
        "role": (speaker.role if speaker else None) or source.role,
        "affiliation": (speaker.affiliation if speaker else None) or source.affiliation,
        "cue": slice_text(item.text, [statement.cue]) if statement.cue else None,
        "via": " < ".join(f"{via.name}{say('via.read') if via.read else ''}" for via in statement.via),
        "said": _tell_date(said) if said else None,
        "directness": say(f"directness.{statement.directness.value}"),
        "negated": say("note.statement.negated") if statement.negated else None,
        "sure": f"{statement.confidence:.0%}",
    }
    yield from (_row(name, text) for name, text in told.items() if text)
    yield from _link_rows(statement.id, dossier, claim)


def _link_rows(finding: str, dossier: Dossier, claim: Claim | None) -> Iterator[Row]:
    if finding in dossier.mirrors:
        twin = dossier.mirrors[finding]
        found = dossier.statements.get(twin) or dossier.figures.get(twin)
        if found:
            yield _row("mirror", dossier.place_of(found.article), f"/articles/{found.article}#{found.id}")
    if claim:
        yield _row("claim", name_claim(claim, dossier), f"/claims/{claim.id}")


def _draft_figure(figure: Figure, item: ArticleText, dossier: Dossier, claim: Claim | None) -> _Draft:
    words = fold_line(item.text[figure.start : figure.end], 120)
    counts = join_counted(figure.counted, figure.measure, figure.unit)
    as_of = dossier.date_of(figure.id)
    told = {
        "value": tell_value(figure),
        "counts": counts,
        "place": figure.place,
        "scope": say(f"scope.{figure.scope.value}") if figure.scope else None,
        "as_of": _tell_date(as_of) if as_of else None,
        "doubt": figure.doubt,
        "conversion": _figure_words(figure.conversion_of, item, dossier),
        "included": _figure_words(figure.included_in, item, dossier),
    }
    rows = [_row(name, text) for name, text in told.items() if text]
    rows += _link_rows(figure.id, dossier, claim)
    span = (Layer.FIGURE, Span(figure.start, figure.end))
    return _Draft((span,), "figure", say("note.figure.title", words=words), tuple(rows), None, figure.id)


def _figure_words(other: str | None, item: ArticleText, dossier: Dossier) -> str | None:
    figure = dossier.figures.get(other or "")
    return item.text[figure.start : figure.end] if figure and figure.article == item.article.id else None


def tell_value(figure: Figure) -> str:
    """ "30 or more people", "2,000 to 9,999", "34"."""
    low, high = figure.minimum, figure.maximum
    unit = f" {load_strings().get(f'unit.{figure.unit}', figure.unit)}" if figure.unit else ""
    if low is None and high is None:
        return say("value.none")
    if low is None or high is None:
        name = "value.up_to" if low is None else "value.from"
        return say(name, n=shorten_number(high if high is not None else low or 0.0)) + unit
    if low == high:
        return shorten_number(low) + unit
    return say("value.between", low=shorten_number(low), high=shorten_number(high)) + unit


def _draft_mention(mention: DateMention, item: ArticleText, dossier: Dossier) -> _Draft:
    words = fold_line(item.text[mention.start : mention.end], 120)
    date = dossier.date_of(mention.id)
    rows = (_row("date", _tell_date(date) if date else say("unknown.date")),)
    because = (date.because if date else None) or mention.expression.because
    span = (Layer.DATE, Span(mention.start, mention.end))
    return _Draft((span,), "date", say("note.date.title", words=words), rows, because, mention.id)


def _draft_differences(item: ArticleText, differences: Differences, dossier: Dossier) -> Iterator[_Draft]:
    original = dossier.articles[differences.original]
    row = _row("original", dossier.place_of(differences.original), f"/articles/{differences.original}")
    for span in differences.added:
        words = fold_line(item.text[span.start : span.end], 80)
        yield _Draft(((Layer.DIFFERENCE, span),), "added", say("note.added.title", words=words), (row,))
    for missing in differences.missing:
        words = fold_line(slice_text(original.text, missing.spans), MOST_WORDS)
        at = min(missing.at, len(item.text) - 1)
        link = f"/articles/{differences.original}?at={write_spans(missing.spans)}#cited"
        rows = (_row("missing", words, link),)
        yield _Draft(((Layer.DIFFERENCE, Span(at, at)),), "missing", say("note.missing.title"), rows)


# --- shared -------------------------------------------------------------------------------------------------------


def _row(name: str, text: str, href: str | None = None) -> Row:
    return Row(say(f"row.{name}"), fold_line(text, MOST_WORDS), href)


def _tell_date(date: Date) -> str:
    """ "12 March 2024 (worked out from another date)"; of a date that stands there the day alone."""
    day = tell_days(date.date)
    return day if date.basis is Basis.STATED else f"{day} ({say(f'basis.{date.basis.value}')})"


def write_spans(spans: Iterable[Span]) -> str:
    """`10-20,30-40`: spans in an address; see `read_spans`."""
    return ",".join(f"{span.start}-{span.end}" for span in spans)


def read_spans(text: str, length: int, most: int = MOST_PARTS) -> tuple[Span, ...]:
    """The spans of an address, those that lie in a text of this length; what is none is passed over."""
    spans = []
    for part in text.split(",")[:most]:
        start, _, end = part.partition("-")
        if start.isdecimal() and end.isdecimal() and len(part) < 24 and int(start) < int(end) <= length:
            spans.append(Span(int(start), int(end)))
    return tuple(spans)
