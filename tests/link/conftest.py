"""A desk that writes invented articles and marks their statements, figures and dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.link import link_story
from sayso.model import (
    Article,
    ArticleText,
    Date,
    DateExpression,
    DateMention,
    Directness,
    Figure,
    Links,
    Printing,
    Relation,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    Via,
    Work,
)


class Desk:
    """Articles of one story. Words are marked by quoting them; each must stand in the article."""

    def __init__(self) -> None:
        self.items: dict[str, ArticleText] = {}
        self.printings: dict[str, list[str]] = {}
        self.statements: list[Statement] = []
        self.figures: list[Figure] = []
        self.dates: list[DateMention] = []
        self.mirrors: dict[str, str] = {}

    def write(
        self, name: str, text: str, *, work: str | None = None, published: str | None = None, outlet: str | None = None
    ) -> str:
        """An article of one paragraph; `work` joins copies."""
        expression = DateExpression(value=published) if published else None
        article = Article(
            id=f"article-{name}",
            page=f"page-{name}",
            block=Span(0, len(text)),
            body=(Span(0, len(text)),),
            published=expression,
            outlet=outlet,
        )
        self.items[article.id] = ArticleText(article=article, text=text)
        self.printings.setdefault(work or name, []).append(article.id)
        return article.id

    def find(self, article: str, words: str) -> Span:
        start = self.items[article].text.index(words)
        return Span(start, start + len(words))

    def say(self, article: str, speaker: str | None, *contents: str, **marks: Any) -> Statement:
        """A statement; `marks` are kind, stance, negated, via, affiliation, members, anonymous, said, mirror_of."""
        kind = marks.get("kind", SpeakerKind.PERSON)
        statement = Statement(
            id=f"statement-{len(self.statements):03}",
            article=article,
            page=self.items[article].article.page,
            source=Source(
                name=speaker,
                kind=kind,
                affiliation=marks.get("affiliation"),
                anonymous=marks.get("anonymous", kind is SpeakerKind.ANONYMOUS),
                members=tuple(marks.get("members", ())),
            ),
            content=tuple(self.find(article, words) for words in contents),
            directness=marks.get("directness", Directness.INDIRECT),
            stance=marks.get("stance", Stance.ASSERT),
            negated=marks.get("negated", False),
            via=tuple(Via(name=name) for name in marks.get("via", ())),
            said=DateExpression(value=marks["said"]) if "said" in marks else None,
            confidence=marks.get("confidence", 0.9),
        )
        self.statements.append(statement)
        if "mirror_of" in marks:
            self.mirrors[statement.id] = marks["mirror_of"].id
        return statement

    def count(self, article: str, words: str, minimum: float | None, maximum: float | None, **marks: Any) -> Figure:
        """A figure; `marks` are the fields of a `Figure` beside span and value."""
        span = self.find(article, words)
        if isinstance(marks.get("as_of"), str):
            marks["as_of"] = DateExpression(value=marks["as_of"])
        figure = Figure(
            id=f"figure-{len(self.figures):03}",
            article=article,
            page=self.items[article].article.page,
            start=span.start,
            end=span.end,
            minimum=minimum,
            maximum=maximum,
            **marks,
        )
        self.figures.append(figure)
        return figure

    def date(self, article: str, words: str, value: str) -> DateMention:
        """A date mention with its TIMEX3 value."""
        span = self.find(article, words)
        mention = DateMention(
            id=f"date-mention-{len(self.dates):03}",
            article=article,
            page=self.items[article].article.page,
            start=span.start,
            end=span.end,
            expression=DateExpression(value=value, span=span),
        )
        self.dates.append(mention)
        return mention

    def link(self, *, backwards: bool = False) -> Links:
        """The links of all that was written; `backwards` hands the records over in the other order."""
        works = [
            Work(
                id=f"work-{name}",
                articles=tuple(
                    Printing(article=article, relation=Relation.NEAR if n else Relation.ORIGINAL)
                    for n, article in enumerate(articles)
                ),
                original=articles[0],
            )
            for name, articles in self.printings.items()
        ]
        step = -1 if backwards else 1
        return link_story(
            Story(id="story-1", title="", parts=()),
            works[::step],
            dict(list(self.items.items())[::step]),
            self.statements[::step],
            self.figures[::step],
            self.dates[::step],
            self.mirrors,
        )


@pytest.fixture(scope="session")
def make_desk() -> Callable[[], Desk]:
    """Makes empty desks, one for each example of a property."""
    return Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def on() -> Callable[[str], Date]:
    """A date that a page states."""
    from sayso.model import Basis, Precision

    return lambda day: Date(date=day, precision=Precision.DAY, basis=Basis.STATED)
