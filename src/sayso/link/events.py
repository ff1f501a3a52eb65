"""The timeline: what a story tells with a date, each event once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.link.periods import is_earlier
from sayso.link.sentences import find_sentence
from sayso.link.words import load_tables, read_words
from sayso.model import (
    ArticleText,
    Date,
    DateMention,
    Event,
    Precision,
    Span,
    Statement,
)
from sayso.spans import overlaps, trim_span

LINK = re.compile(r",? (?:to|that|which|who|and|but|while|after|before|when|as|citing|saying)\b|,")
LONGEST = 220  # characters of an event's text
COMPARED = re.compile(r"\bthan\s+(?:on|in|at|the|last)?\s*$")  # "two more than on Sunday"
# "the flood of 1938": the year names the flood; "the spring of 1938" is a part of the year.
_PARTS = "start|beginning|outset|dawn|middle|end|close|eve|half|quarter|rest|course|part|most|spring|summer|autumn|fall"
_PARTS += "|winter|months?|weeks?|days?|years?|season"
NAMING = re.compile(rf"\b(?!(?:{_PARTS})\b)[^\W\d_]+\s+of\s+(?:the\s+)?$", re.IGNORECASE)
REACH = 40  # characters before a date that are read for these
PREPOSITIONS = frozenset(
    {"in", "since", "of", "until", "by", "during", "from", "to", "before", "after", "late", "early", "mid", "back"}
)


def find_events(
    items: Mapping[str, ArticleText],
    mentions: Sequence[DateMention],
    dates: Mapping[str, Date],
    statements: Sequence[Statement],
    mirrors: Mapping[str, str],
) -> tuple[Event, ...]:
    """One event for each date that a story's articles tell, first dates first; a mirror tells none of its own, and what
    several tell alike is not merged (`sayso.link.timeline`).

    Its spans are the part of the sentence that the date belongs to, its text the sentence.
    """
    by_article: dict[str, list[Statement]] = {}
    for statement in statements:
        by_article.setdefault(statement.article, []).append(statement)
    places: dict[str, list[Span]] = {}
    for mention in mentions:
        places.setdefault(mention.article, []).append(Span(mention.start, mention.end))
    found: dict[tuple[str, Span, str], Event] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        item = items.get(mention.article)
        date = dates.get(mention.id)
        if item is None or date is None or mention.id in mirrors or not tells_event(item, mention, date):
            continue
        sentence = find_sentence(item, mention.start, mention.end)
        part = cut_part(item.text, sentence, mention, places[mention.article])
        own = by_article.get(mention.article, ())
        key = (mention.page, part, date.date)
        if key not in found and not asks(item.text, sentence) and not only_attributes(item.text, part, mention, own):
            touched = touch_statements(sentence, own)
            event = make_event(item.text, mention, date, sentence, part, touched)
            found[key] = msgspec.structs.replace(event, ahead=_is_ahead(date, dates.get(mention.article)))
    return tuple(sorted(found.values(), key=lambda e: (e.date.date, e.id)))


def _is_ahead(date: Date, published: Date | None) -> bool:
    """Whether an article tells of what is still to come."""
    return published is not None and is_earlier(published, date)


def cut_part(text: str, sentence: Span, mention: DateMention, places: Iterable[Span]) -> Span:
    """The part of a sentence that a date belongs to: up to its neighbours' parts, cut where a clause begins."""
    others = [p for p in places if sentence.start <= p.start and p.end <= sentence.end]
    left = max((p.end for p in others if p.end <= mention.start), default=None)
    right = min((p.start for p in others if p.start >= mention.end), default=None)
    start = sentence.start if left is None else _find_cut(text, left, mention.start)
    end = sentence.end if right is None else _find_cut(text, mention.end, right)
    return trim_span(text, start, end) or sentence


def asks(text: str, sentence: Span) -> bool:
    """Whether a sentence is a question: it tells nothing."""
    return text[sentence.start : sentence.end].rstrip("\"'”’)]").endswith("?")


def only_attributes(text: str, part: Span, mention: DateMention, statements: Iterable[Statement]) -> bool:
    """Whether a date's part of a sentence only says who spoke on that day: "the fire service said on Sunday"."""
    for statement in statements:
        if statement.cue is None or not overlaps(statement.cue, part):
            continue
        if any(overlaps(span, part) for span in statement.content):
            continue
        named = [Span(mention.start, mention.end), statement.cue, *statement.source.spans]
        rest = "".join(
            " " if any(s.start <= i < s.end for s in named) else text[i] for i in range(part.start, part.end)
        )
        if all(word.stem in load_tables().stop for word in read_words(rest)):
            return True
    return False


def _find_cut(text: str, left: int, right: int) -> int:
    """Where the second of two neighbouring dates' clauses begins: at the first linking word, else at once."""
    match = LINK.search(text, left, right)
    cut = match.start() if match else left
    while cut < right and text[cut] in ',;:”"’ ':
        cut += 1
    return cut


def touch_statements(sentence: Span, statements: Iterable[Statement]) -> tuple[str, ...]:
    """The statements with words in a sentence, in order."""
    return tuple(sorted(s.id for s in statements if any(overlaps(part, sentence) for part in _parts(s))))


def tells_event(item: ArticleText, mention: DateMention, date: Date) -> bool:
    """Whether a mention in an article's body dates something; a bare year before a noun (`2030 plan`) does not, nor one
    that names a thing (`the flood of 1938`), nor a day that another is held against (`more than on Sunday`)."""
    article = item.article
    if not any(part.start <= mention.start and mention.end <= part.end for part in article.body):
        return False
    ahead = item.text[max(0, mention.start - REACH) : mention.start]
    if COMPARED.search(ahead):
        return False
    if (
        date.precision is Precision.YEAR
        and mention.expression.value.startswith("P")
        and "-" not in mention.expression.value
    ):
        return False  # next year is when something is meant to happen
    words = item.text[mention.start : mention.end].split()
    if date.precision is not Precision.YEAR or len(words) != 1:
        return True
    if NAMING.search(ahead):
        return False
    before = ahead[-12:].split()
    return bool(before) and before[-1].casefold() in PREPOSITIONS


def make_event(
    text: str, mention: DateMention, date: Date, sentence: Span, part: Span, statements: tuple[str, ...]
) -> Event:
    """The event that a sentence tells; its text is the sentence, shortened at a word."""
    return Event(
        id=f"event-{mention.id.rpartition('-')[2]}",
        date=date,
        text=shorten(text[sentence.start : sentence.end], mention.start - sentence.start),
        page=mention.page,
        spans=(part,),
        statements=statements,
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
