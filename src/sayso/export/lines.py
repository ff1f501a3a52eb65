"""A record of the archive → its line of the export: words added to spans, dates resolved, ids joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import UNSET

from sayso.dossier import Dossier
from sayso.export import records as out
from sayso.link.dates import resolve_date
from sayso.model import (
    Article,
    Capture,
    Date,
    DateMention,
    Discard,
    Event,
    Figure,
    Furniture,
    Judgement,
    Page,
    Span,
    Speaker,
    Statement,
    Work,
)

CONTEXT = 32
"""Characters of prefix and suffix in a TextQuoteSelector."""

Quote = Callable[[Span], out.Words]


def quote_from(text: str, *, selectors: bool = False) -> Quote:
    """A function that gives a span of this text its words."""

    def quote(span: Span) -> out.Words:
        words = text[span.start : span.end]
        if not selectors:
            return out.Words(start=span.start, end=span.end, text=words)
        return out.Words(
            start=span.start,
            end=span.end,
            text=words,
            exact=words,
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
        )

    return quote


def _quote_all(quote: Quote, spans: Iterable[Span]) -> list[out.Words]:
    return [quote(span) for span in spans]


def _offsets(spans: Iterable[Span]) -> list[out.Offsets]:
    return [out.Offsets(start=span.start, end=span.end) for span in spans]


def date_part(date: Date | None, quote: Quote | None) -> out.ResolvedDate | None:
    """A date with the words it was printed in; `quote` is None where its span is on another page."""
    if date is None:
        return None
    span = quote(date.span) if quote and date.span else None
    return out.ResolvedDate(date=date.date, precision=date.precision, basis=date.basis, span=span, because=date.because)


def page_line(page: Page, capture: Capture, *, with_text: bool) -> out.PageLine:
    return out.PageLine(
        id=page.id,
        path=capture.path,
        url=capture.url,
        media_type=page.media_type,
        language=page.language,
        text=page.text if with_text else UNSET,
    )


def capture_line(capture: Capture) -> out.CaptureLine:
    return out.CaptureLine(
        page=capture.page,
        path=capture.path,
        url=capture.url,
        retrieved=capture.retrieved,
        container=capture.container,
    )


def article_line(article: Article, dossier: Dossier, quote: Quote) -> out.ArticleLine:
    published = dossier.date_of(article.id)
    modified = resolve_date(article.modified, published) if article.modified else None
    return out.ArticleLine(
        id=article.id,
        page=article.page,
        headline=quote(article.headline) if article.headline else None,
        headline_repeats=_quote_all(quote, article.headline_repeats),
        credits=_quote_all(quote, article.credits),
        outlet=article.outlet,
        wire=article.wire,
        carrier=article.carrier,
        bylines=list(article.bylines),
        dateline=article.dateline,
        published=date_part(published, quote),
        modified=date_part(modified, quote),
        language=article.language,
        body=_offsets(article.body),
        repeats=_offsets(article.repeats),
        work=dossier.work_of(article.id).id,
    )


def furniture_line(furniture: Furniture) -> out.FurnitureLine:
    return out.FurnitureLine(page=furniture.page, start=furniture.start, end=furniture.end, kind=furniture.kind)


def work_line(work: Work) -> out.WorkLine:
    return out.WorkLine(
        id=work.id,
        articles=[out.PrintingPart(article=p.article, relation=p.relation) for p in work.articles],
        original=work.original,
        because=work.because,
    )


def speaker_line(speaker: Speaker) -> out.SpeakerLine:
    return out.SpeakerLine(
        id=speaker.id,
        name=speaker.name,
        kind=speaker.kind,
        members=list(speaker.members),
        role=speaker.role,
        affiliation=speaker.affiliation,
        aliases=list(speaker.aliases),
    )


def statement_line(statement: Statement, dossier: Dossier, quote: Quote) -> out.StatementLine:
    speaker = dossier.speaker_of(statement.id)
    source = statement.source
    return out.StatementLine(
        id=statement.id,
        article=statement.article,
        page=statement.page,
        mirror_of=_mirror_of(statement, dossier),
        source=out.SourcePart(
            spans=_quote_all(quote, source.spans),
            speaker=speaker.id if speaker else None,
            name=(speaker.name if speaker else source.name) or None,
            anonymous=source.anonymous,
        ),
        cue=quote(statement.cue) if statement.cue else None,
        content=_quote_all(quote, statement.content),
        directness=statement.directness,
        via=[
            out.ViaPart(name=via.name, span=quote(via.span) if via.span else None, read=via.read)
            for via in statement.via
        ],
        said=date_part(dossier.date_of(statement.id), quote),
        stance=statement.stance,
        negated=statement.negated,
        parent=statement.parent,
        confidence=statement.confidence,
        basis="judged" if statement.id in dossier.judged else "found",
        judgement=dossier.judged.get(statement.id),
    )


def figure_line(figure: Figure, dossier: Dossier, quote: Quote) -> out.FigureLine:
    return out.FigureLine(
        id=figure.id,
        article=figure.article,
        page=figure.page,
        mirror_of=_mirror_of(figure, dossier),
        start=figure.start,
        end=figure.end,
        text=quote(Span(figure.start, figure.end)).text,
        value=out.ValuePart(min=figure.minimum, max=figure.maximum),
        qualifier=figure.qualifier,
        unit=figure.unit,
        counted=figure.counted,
        measure=figure.measure,
        place=figure.place,
        scope=figure.scope,
        included_in=figure.included_in,
        conversion_of=figure.conversion_of,
        doubt=figure.doubt,
        as_of=date_part(dossier.date_of(figure.id), quote),
        statement=figure.statement,
    )


def date_mention_line(mention: DateMention, dossier: Dossier, quote: Quote) -> out.DateMentionLine:
    date = dossier.date_of(mention.id)
    anchor = dossier.date_of(mention.article) if date and mention.expression.value != date.date else None
    return out.DateMentionLine(
        page=mention.page,
        start=mention.start,
        end=mention.end,
        text=quote(Span(mention.start, mention.end)).text,
        date=date_part(date, quote),
        anchor=anchor.date if anchor else None,
    )


def _mirror_of(finding: Statement | Figure, dossier: Dossier) -> str | None:
    """The same words in the original; null where nobody knows which printing that is."""
    mirrored = dossier.mirrors.get(finding.id)
    return mirrored if mirrored and dossier.work_of(finding.article).original else None


def linked_lines(dossier: Dossier, quotes: dict[str, Quote]) -> Iterator[out.AnyLine]:
    """Claims, conflicts, events, expectations and the story itself. `quotes` is by page."""
    for claim in dossier.links.claims:
        yield out.ClaimLine(
            id=claim.id,
            text=claim.text,
            statements=list(claim.statements),
            figures=list(claim.figures),
            origins=[
                out.OriginPart(
                    speaker=origin.speaker,
                    organisation=origin.organisation,
                    occasion=origin.occasion,
                    statements=list(origin.statements),
                )
                for origin in claim.origins
            ],
            independent_origins=claim.independent_origins,
            organisations=claim.organisations,
            unknown_origins=claim.unknown_origins,
            reports=claim.reports,
            copies=claim.copies,
            because=claim.because,
        )
    for conflict in dossier.links.conflicts:
        left, right = conflict.between
        yield out.ConflictLine(
            id=conflict.id, kind=conflict.kind, between=(list(left), list(right)), because=conflict.because
        )
    for event in dossier.links.events:
        yield _event_line(event, quotes)
    for expectation in dossier.links.expectations:
        yield out.ExpectationLine(
            id=expectation.id,
            of=expectation.of,
            came_true=expectation.came_true,
            by=list(expectation.by),
            because=expectation.because,
        )
    yield _story_line(dossier)


def _event_line(event: Event, quotes: dict[str, Quote]) -> out.EventLine:
    places = [(event.page, span) for span in event.spans]
    places += [(report.page, Span(report.start, report.end)) for report in event.reports]
    words = [(page, quotes[page](span)) for page, span in places]
    return out.EventLine(
        id=event.id,
        date=date_part(event.date, None),
        text=event.text,
        spans=[out.PageWords(page=page, start=w.start, end=w.end, text=w.text) for page, w in words],
        statements=list(event.statements),
        ahead=event.ahead,
    )


def _story_line(dossier: Dossier) -> out.StoryLine:
    """The story, from the first to the last day on which one of its articles appeared."""
    story = dossier.story
    dates = sorted(filter(None, map(dossier.date_of, dossier.articles)), key=lambda date: date.date)
    return out.StoryLine(
        id=story.id,
        title=story.title,
        parts=[out.StoryPartPart(work=part.work, spans=None) for part in story.parts],
        first=date_part(dates[0] if dates else None, None),
        last=date_part(dates[-1] if dates else None, None),
        chapters=[out.ChapterPart(title=chapter.title, works=list(chapter.works)) for chapter in story.chapters],
    )


def judgement_line(judgement: Judgement) -> out.JudgementLine:
    return out.JudgementLine(
        id=judgement.id,
        author=judgement.author,
        time=judgement.time,
        kind=judgement.kind,
        about=[out.PageWords(page=a.page, start=a.start, end=a.end, text=a.words) for a in judgement.about],
        value=judgement.value,
        reason=judgement.reason,
        undone=judgement.undone,
    )


def discard_line(discard: Discard) -> out.DiscardLine:
    return out.DiscardLine(input=discard.input, page=discard.page, station=discard.station, reason=discard.reason)
