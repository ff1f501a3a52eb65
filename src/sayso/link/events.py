"""The timeline: what a story tells with a date, each event once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.model import (
    Article,
    ArticleText,
    Date,
    DateMention,
    Event,
    Precision,
    Span,
    Statement,
    group_id,
)

SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|\n")
ABBREVIATIONS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Rev|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"vs|Inc|Ltd|Co|Corp)|\b[A-Za-z])\.$"
)
REACH = 600  # characters of a sentence looked at to each side
LONGEST = 220  # characters of an event's text
PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "of",
        "until",
        "by",
        "during",
        "from",
        "to",
        "before",
        "after",
        "around",
        "about",
        "late",
        "early",
        "mid",
        "back",
    ]
)


def find_events(
    items: Mapping[str, ArticleText],
    mentions: Sequence[DateMention],
    dates: Mapping[str, Date],
    statements: Sequence[Statement],
    mirrors: Mapping[str, str],
) -> tuple[Event, ...]:
    """One event for each dated sentence of a story's articles, first dates first; a mirror tells none of its own."""
    by_article: dict[str, list[Statement]] = {}
    for statement in statements:
        by_article.setdefault(statement.article, []).append(statement)
    found: dict[tuple[str, Span, str], Event] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        item = items.get(mention.article)
        date = dates.get(mention.id)
        if item is None or date is None or mention.id in mirrors or not tells_event(item, mention, date):
            continue
        span = find_sentence(item, mention)
        key = (mention.page, span, date.date)
        if key not in found:
            near = by_article.get(mention.article, [])
            found[key] = make_event(item.text, mention, date, span, near)
    return tuple(sorted(found.values(), key=lambda e: (e.date.date, e.id)))


def tells_event(item: ArticleText, mention: DateMention, date: Date) -> bool:
    """Whether a mention in an article's body dates something; a bare year before a noun (`2030 plan`) does not."""
    article = item.article
    if not any(part.start <= mention.start and mention.end <= part.end for part in article.body):
        return False
    words = item.text[mention.start : mention.end].split()
    if date.precision is not Precision.YEAR or len(words) != 1:
        return True
    before = item.text[max(0, mention.start - 12) : mention.start].split()
    return bool(before) and before[-1].casefold() in PREPOSITIONS


def find_sentence(item: ArticleText, mention: DateMention) -> Span:
    """The sentence around a mention, within its paragraph and `REACH` characters to each side."""
    part = _find_part(item.article, mention)
    low, high = max(part.start, mention.start - REACH), min(part.end, mention.end + REACH)
    ends = [low, *_list_ends(item.text, low, high), high]
    start = max((end for end in ends if end <= mention.start), default=low)
    end = min((end for end in ends if end >= mention.end), default=high)
    while start < end and item.text[start].isspace():
        start += 1
    return Span(start, end)


def _find_part(article: Article, mention: DateMention) -> Span:
    return next(part for part in article.body if part.start <= mention.start and mention.end <= part.end)


def _list_ends(text: str, low: int, high: int) -> list[int]:
    return [
        match.end()
        for match in SENTENCE_END.finditer(text, low, high)
        if not ABBREVIATIONS.search(text, max(low, match.start() - 8), match.start() + 1)
    ]


def make_event(text: str, mention: DateMention, date: Date, span: Span, statements: Sequence[Statement]) -> Event:
    """The event that a sentence tells; its text is the sentence, shortened at a word."""
    touched = [s.id for s in statements if any(p.start < span.end and span.start < p.end for p in _parts(s))]
    return Event(
        id=group_id("event", [mention.id]),
        date=date,
        text=shorten(text[span.start : span.end], mention.start - span.start),
        page=mention.page,
        spans=(span,),
        statements=tuple(sorted(touched)),
    )


def _parts(statement: Statement) -> list[Span]:
    return [*statement.content, *([statement.cue] if statement.cue else []), *statement.source.spans]


def shorten(sentence: str, place: int, longest: int = LONGEST) -> str:
    """A sentence's words on one line; where it is too long, those around `place`, cut at words."""
    if len(sentence) <= longest:
        return " ".join(sentence.split())
    start = max(0, min(place - longest // 2, len(sentence) - longest))
    piece = sentence[start : start + longest]
    if start:
        piece = "… " + piece.partition(" ")[2]
    if start + longest < len(sentence):
        piece = piece.rpartition(" ")[0] + " …"
    return " ".join(piece.split())
