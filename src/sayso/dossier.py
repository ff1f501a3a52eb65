"""All that the archive holds of one story, in one record: what every door (CLI, JSON, HTML) shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sayso.link.entities import Verdict
from sayso.model import (
    ArticleText,
    Capture,
    Conflict,
    ConflictKind,
    Date,
    DateMention,
    Event,
    Figure,
    Links,
    NameMention,
    Record,
    Speaker,
    Statement,
    Story,
    Work,
)
from sayso.spans import find_article


class Dossier(Record, frozen=True):
    """One story with its works, their printings, the findings in these, and what was linked. Keys are ids."""

    story: Story
    works: Mapping[str, Work]
    articles: Mapping[str, ArticleText]
    captures: Mapping[str, Capture]  # the first capture, by page
    statements: Mapping[str, Statement]
    figures: Mapping[str, Figure]
    dates: tuple[DateMention, ...]
    mirrors: Mapping[str, str]  # a copy's finding → the same words in the work's reference printing
    links: Links
    work_by_article: Mapping[str, str]
    speaker_by_statement: Mapping[str, Speaker]
    names: tuple[NameMention, ...] = ()
    verdicts: tuple[Verdict, ...] = ()  # what people judged of those who are named
    judged: Mapping[str, str] = {}  # finding → the judgement that added or changed it

    def work_of(self, article: str) -> Work:
        """The work that holds the article. Raises `KeyError` where it is not of this story."""
        return self.works[self.work_by_article[article]]

    @property
    def real_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that do not only seem so."""
        return tuple(conflict for conflict in self.links.conflicts if conflict.kind is not ConflictKind.APPARENT)

    def find_disputed(self) -> frozenset[str]:
        """The findings on either side of what two sides dispute; not those that a later word replaced."""
        sides = (conflict.between for conflict in self.links.conflicts if conflict.kind.is_open)
        return frozenset(finding for between in sides for side in between for finding in side)

    def list_series(self) -> list[list[Figure]]:
        """Figures that count one thing, as they were linked; those left out that are no more."""
        found = ([self.figures[f] for f in told.figures if f in self.figures] for told in self.links.series)
        return [figures for figures in found if len(figures) > 1]

    def date_of(self, record: str) -> Date | None:
        """When the article appeared, the statement was said, the figure holds, or the date mention is."""
        return self.links.dates.get(record)

    def speaker_of(self, statement: str) -> Speaker | None:
        """The resolved speaker of a statement, or None where nobody is known."""
        return self.speaker_by_statement.get(statement)

    def event_of(self, record: str) -> Event | None:
        """The event with this id; None for the id of anything else."""
        return next((event for event in self.links.events if event.id == record), None)

    def article_at(self, page: str, start: int) -> str | None:
        """The article of the story in which this character of a page stands."""
        return find_article(self.articles.values(), page, start)

    def article_of(self, event: Event) -> str:
        """The article that holds an event's words. Raises `KeyError` where none of this story does."""
        article = self.article_at(event.page, event.spans[0].start)
        if article is None:
            raise KeyError(event.id)
        return article

    def told_by(self, side: Iterable[str]) -> set[str]:
        """The findings of one side of a conflict; of an event also the statements that tell of it."""
        found = set(side)
        events = (event for event in self.links.events if event.id in found)
        return found.union(*(event.statements for event in events))

    def place_of(self, article: str) -> str:
        """Path or address of the page that carries the article."""
        return self.captures[self.articles[article].article.page].place
