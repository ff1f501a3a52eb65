"""What an answer is: every word of it stands on a page that is named."""

from __future__ import annotations

from sayso.model import Record, Span


class Source(Record, frozen=True, omit_defaults=False):
    """Where the words stand: `page.text[start:end] == words`, for each of the parts."""

    finding: str
    article: str
    page: str
    place: str  # path or address
    outlet: str | None
    published: str | None
    spans: tuple[Span, ...]
    words: tuple[str, ...]


class Side(Record, frozen=True, omit_defaults=False):
    """Who says otherwise: the other side of a conflict that an answer is part of."""

    kind: str  # of the conflict
    speaker: str | None
    date: str | None
    source: Source
    because: str


class Answer(Record, frozen=True, omit_defaults=False):
    """One claim that answers: who says so, in which words, on how many origins, and who says otherwise."""

    claim: str | None  # None where the words are part of no claim
    text: str
    statements: tuple[str, ...]
    figures: tuple[str, ...]
    events: tuple[str, ...]  # dated things that pages tell themselves; they answer when and where only
    story: str
    speaker: str | None
    stance: str | None
    date: str | None  # when it was said, or what the figure holds for
    rests_on: str | None
    because: tuple[str, ...]  # why it answers
    score: float
    sources: tuple[Source, ...]
    disputes: tuple[Side, ...]
    alike: tuple[Source, ...] = ()  # where the same speaker says it again, in other words


class Near(Record, frozen=True, omit_defaults=False):
    """What comes near and does not answer."""

    claim: str | None
    text: str
    statements: tuple[str, ...]
    figures: tuple[str, ...]
    story: str
    missing: tuple[str, ...]  # what is not as asked
    score: float
    sources: tuple[Source, ...]


class Answers(Record, frozen=True, omit_defaults=False):
    """All that answers a question; nothing where `answered` is false. Then `nearest` shows what came near."""

    question: str
    answered: bool
    answers: tuple[Answer, ...]
    nearest: tuple[Near, ...]
    asked: str  # how the question was understood
    note: str | None = None  # why a question was not looked into
