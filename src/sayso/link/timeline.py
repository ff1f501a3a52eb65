"""One event on the timeline for what several pages, or places of one, tell alike with one date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.link.likeness import measure_likeness
from sayso.link.readings import Reading, read_statement
from sayso.link.words import load_tables
from sayso.model import Basis, Date, Event, Passage, Source, Statement

ALIKE = 0.45  # weighted share of words (Dice) from where two tell one event
LEAST_SHARED = 3  # words of both
COMPARED = 30  # events of one date that one is compared with, those that share most words
SUREST = (Basis.STATED, Basis.RELATIVE, Basis.INFERRED)


class _Worded(NamedTuple):
    keys: frozenset[str]
    senses: frozenset[str]


def merge_events(events: Sequence[Event], texts: Mapping[str, str], weights: Mapping[str, float]) -> tuple[Event, ...]:
    """The events, those that tell the same with the same date in one, which bears the smallest of their ids.

    `texts` are those of the pages; `weights` say how much a word tells within the story. Who tells a thing and who says
    that it was not so do not tell the same; other numbers (of dead, say) are no other event.
    """
    by_date: dict[tuple[str, bool], list[Event]] = {}
    for event in sorted(events, key=lambda e: e.id):
        by_date.setdefault((event.date.date, event.ahead), []).append(event)
    merged = [event for same in by_date.values() for event in _merge_dated(same, texts, weights)]
    return tuple(sorted(merged, key=lambda e: (e.date.date, e.id)))


def read_event(event: Event, text: str) -> Reading:
    """The words of an event as those of a statement are read."""
    return read_statement(
        Statement(id=event.id, article="", page=event.page, source=Source(), content=event.spans), text
    )


def _merge_dated(events: Sequence[Event], texts: Mapping[str, str], weights: Mapping[str, float]) -> list[Event]:
    """The events of one date; each goes to the first of those before it that it is most like."""
    heads: list[tuple[Reading, _Worded, list[Event]]] = []
    holding: dict[str, list[int]] = {}
    for event in events:
        reading = read_event(event, texts[event.page])
        worded = _list_words(reading)
        shared = Counter(place for key in sorted(worded.keys) for place in holding.get(key, ()))
        near = sorted(shared, key=lambda place: (-shared[place], place))[:COMPARED]
        best = max(((_compare(worded, reading, heads[p], weights), -p) for p in near), default=(0.0, 0))
        if best[0] >= ALIKE:
            heads[-best[1]][2].append(event)
            continue
        for key in worded.keys:
            holding.setdefault(key, []).append(len(heads))
        heads.append((reading, worded, [event]))
    return [_merge(same) for _, _, same in heads]


def _list_words(reading: Reading) -> _Worded:
    """What tells which event it is: no numbers, no words of time."""
    timing = load_tables().timing
    keys = frozenset(key for key in reading.keys if key not in timing and not key.startswith("="))
    return _Worded(keys, reading.senses)


def _compare(
    worded: _Worded, reading: Reading, head: tuple[Reading, _Worded, list[Event]], weights: Mapping[str, float]
) -> float:
    if reading.negated != head[0].negated:
        return 0.0
    likeness = measure_likeness(worded, head[1], weights)
    return likeness.dice if likeness.words >= LEAST_SHARED else 0.0


def _merge(events: Sequence[Event]) -> Event:
    head, *others = events
    if not others:
        return head
    own = {(head.page, span.start, span.end) for span in head.spans}
    told = {(event.page, span.start, span.end) for event in others for span in event.spans} - own
    return msgspec.structs.replace(
        head,
        date=_choose_date([event.date for event in events]),
        statements=tuple(sorted({statement for event in events for statement in event.statements})),
        reports=tuple(Passage(*place) for place in sorted(told)),
    )


def _choose_date(dates: Sequence[Date]) -> Date:
    """The date as it is best known. One of another page loses its span, which says nothing without the page."""
    best = min(dates, key=lambda date: SUREST.index(date.basis))
    return dates[0] if best.basis is dates[0].basis else msgspec.structs.replace(best, span=None)
