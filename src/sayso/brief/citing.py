"""The places that a brief cites, and the words it takes from there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.brief.records import Citation
from sayso.dossier import Dossier
from sayso.model import Date, Directness, Span, Stance, Statement
from sayso.spans import slice_text

PLAIN = frozenset({"said", "says", "say", "saying", "told", "tells", "added", "adds", "adding"})
"""Verbs that say no more than that something was said."""


BETWEEN = re.compile(r"(?:\s+[a-z]+){0,3}\s*")
"""What may stand between such a verb and what is said: "denied once more that …"."""


class Citations:
    """Numbers the places that a brief cites: the same place gets the same number."""

    def __init__(self, dossier: Dossier) -> None:
        self.given: list[Citation] = []
        self._dossier = dossier
        self._numbers: dict[tuple[str, tuple[Span, ...]], int] = {}

    def cite(self, article: str, spans: Sequence[Span]) -> int:
        key = (article, tuple(spans))
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.given.append(self._citation(article, tuple(spans)))
        return self._numbers[key]

    def _citation(self, article: str, spans: tuple[Span, ...]) -> Citation:
        item = self._dossier.articles[article]
        return Citation(
            number=len(self.given) + 1,
            article=article,
            page=item.article.page,
            place=self._dossier.place_of(article),
            outlet=item.article.outlet or item.article.wire,
            published=iso_date(self._dossier.date_of(article)),
            spans=spans,
            words=tuple(item.text[span.start : span.end] for span in spans),
        )


def iso_date(date: Date | None) -> str | None:
    """The date in its ISO form."""
    return date.date if date else None


def find_day(record: str, article: str, dossier: Dossier) -> str | None:
    """The day, or days, of what is said or counted; else those on which its article appeared."""
    return iso_date(dossier.date_of(record)) or iso_date(dossier.date_of(article))


def content_words(statement: Statement, dossier: Dossier) -> str:
    """What is said, as the page has it."""
    return slice_text(dossier.articles[statement.article].text, statement.content)


def name_speaker(statement: Statement, dossier: Dossier) -> str | None:
    """Who says it, by the name that the story knows best."""
    speaker = dossier.speaker_of(statement.id)
    return speaker.name if speaker else statement.source.name


def list_own(ids: Iterable[str], dossier: Dossier) -> list[Statement]:
    """The statements among these that are no mirror of another: one for each report."""
    return [dossier.statements[i] for i in ids if i in dossier.statements and i not in dossier.mirrors]


def list_spans(statement: Statement, dossier: Dossier) -> tuple[Span, ...]:
    """What a line quotes of a statement: its content, and the verb before it where the content is no clause by itself:
    "demanded his resignation"."""
    content, cue = statement.content, statement.cue
    is_clause = statement.stance is Stance.ASSERT or statement.directness is Directness.DIRECT
    if cue is None or is_clause or len(content) > 1 or cue.end >= content[0].start:
        return content
    text = dossier.articles[statement.article].text
    between = text[cue.end : content[0].start]
    if not BETWEEN.fullmatch(between) or text[cue.start : cue.end].casefold() in PLAIN:
        return content
    return (Span(cue.start, content[0].end),)
