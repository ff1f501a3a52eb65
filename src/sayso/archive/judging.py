"""What people decided, applied to what stations found: people outrank machines.

A judgement hangs on a page's bytes, a span and the words that stood there, never on an id that a rebuild might not give
again. Where the words are no longer found it is an orphan: it stays, `sayso judge list` names it, it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from sayso.errors import UnknownIdError
from sayso.model import (
    Anchor,
    Article,
    ArticleText,
    Edge,
    Figure,
    Finding,
    Judgement,
    Source,
    Span,
    SpeakerKind,
    Statement,
    make_id,
)
from sayso.store import Store

ANCHOR_CHARACTERS = 80
"""How much of an article's beginning a judgement on it remembers."""

SAME, DIFFERENT, REJECT, SPEAKER = "same", "different", "reject", "speaker"


KINDS = {SAME: ("article", "article"), DIFFERENT: ("article", "article"), REJECT: ("finding",), SPEAKER: ("statement",)}
"""What each kind of judgement is about."""


def make_judgement(
    store: Store, kind: str, ids: Sequence[str], *, author: str, value: str | None, reason: str | None
) -> Judgement:
    """A judgement of now on these records. Raises `UnknownIdError` where they are not what the kind is about."""
    wanted = KINDS[kind]
    if len(ids) != len(wanted):
        raise UnknownIdError(f"`{kind}` is about {' and '.join(wanted)}; {len(ids)} ids were given.")
    about = tuple(_anchor(store, record, what) for record, what in zip(ids, wanted, strict=True))
    time = datetime.now(UTC).isoformat(timespec="seconds")
    return Judgement(
        id=make_id("judgement", author, time, kind, *ids, value),
        author=author,
        time=time,
        kind=kind,
        about=about,
        value=value,
        reason=reason,
    )


def _anchor(store: Store, record: str, wanted: str) -> Anchor:
    kind = record.rpartition("-")[0]
    if wanted == "article" == kind:
        return anchor_article(next(store.article_texts([record])))
    if kind == wanted or (wanted == "finding" and kind in ("statement", "figure")):
        finding = store.finding(record)
        if isinstance(finding, Statement | Figure):
            return anchor_finding(finding, store.page(finding.page).text)
    raise UnknownIdError(f"{record} is no {wanted}.")


def anchor_article(item: ArticleText) -> Anchor:
    """The first characters of the article's body (of its block, where it has none)."""
    start = item.article.body[0].start if item.article.body else item.article.block.start
    end = min(start + ANCHOR_CHARACTERS, item.article.block.end)
    return Anchor(page=item.article.page, start=start, end=end, words=item.text[start:end])


def anchor_finding(finding: Statement | Figure, text: str) -> Anchor:
    """From the first to the last character of what was found."""
    span = _extent(finding)
    return Anchor(page=finding.page, start=span.start, end=span.end, words=text[span.start : span.end])


def active_judgements(store: Store, *kinds: str) -> list[Judgement]:
    """Judgements of these kinds that were not undone, oldest first."""
    return [judgement for judgement in store.judgements() if judgement.kind in kinds and not judgement.undone]


def find_anchored(store: Store, anchor: Anchor) -> Article | None:
    """The article that holds the anchor today; None where the words do not stand there any more."""
    for item in store.article_texts(article.id for article in store.articles(page=anchor.page)):
        inside = item.article.block.start <= anchor.start < item.article.block.end
        if inside and item.text[anchor.start : anchor.end] == anchor.words:
            return item.article
    return None


def judged_edges(store: Store, articles: Iterable[str]) -> Iterator[Edge]:
    """What people said of these articles: "copy" edges of score 1 (same work) or 0 (not the same)."""
    wanted = set(articles)
    for judgement in active_judgements(store, SAME, DIFFERENT):
        found = [find_anchored(store, anchor) for anchor in judgement.about]
        a, b = (article.id if article else None for article in found)
        if a and b and a != b and wanted & {a, b}:
            verdict = "are" if judgement.kind == SAME else "are not"
            yield Edge(
                kind="copy",
                a=min(a, b),
                b=max(a, b),
                score=1.0 if judgement.kind == SAME else 0.0,
                because=f"{judgement.author} judged that they {verdict} one text. {judgement.reason or ''}".strip(),
            )


def judge_findings(store: Store, findings: Sequence[Finding]) -> list[Finding]:
    """The findings as people left them: rejected ones gone, speakers corrected."""
    judgements = active_judgements(store, REJECT, SPEAKER)
    if not judgements:
        return list(findings)
    rejected = {_place(judgement.about[0]) for judgement in judgements if judgement.kind == REJECT}
    speakers = {_place(judgement.about[0]): judgement for judgement in judgements if judgement.kind == SPEAKER}
    judged: list[Finding] = []
    for finding in findings:
        if not isinstance(finding, Statement | Figure):
            judged.append(finding)
            continue
        span = _extent(finding)
        place = (finding.page, span.start, span.end)
        if place in rejected:
            continue
        if isinstance(finding, Statement) and place in speakers:
            finding = _correct_speaker(finding, speakers[place])
        judged.append(finding)
    return judged


def _correct_speaker(statement: Statement, judgement: Judgement) -> Statement:
    source = Source(
        spans=statement.source.spans,
        name=judgement.value,
        kind=statement.source.kind if judgement.value else SpeakerKind.ANONYMOUS,
        because=f"{judgement.author} judged so. {judgement.reason or ''}".strip(),
    )
    return msgspec.structs.replace(statement, source=source)


def _extent(finding: Statement | Figure) -> Span:
    if isinstance(finding, Figure):
        return Span(finding.start, finding.end)
    return Span(finding.content[0].start, finding.content[-1].end)


def _place(anchor: Anchor) -> tuple[str, int, int]:
    return anchor.page, anchor.start, anchor.end
