"""Two accounts that date one deed apart: "signed the pact this summer", "signed the treaty in November".

Only deeds that are done once to the same thing clash so (`once` in `rules/conflicts.toml`): talks are held again, a
treaty is signed once. A page that tells of both days knows of two deeds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from sayso.link.clauses import split_clauses
from sayso.link.ground import Ground, make_conflict, quote_words
from sayso.link.likeness import count_otherwise
from sayso.link.periods import count_days, dates_agree, spans_days
from sayso.link.propositions import Proposition, are_one_deed, contradict, list_marks, load_converse
from sayso.link.readings import Part, Reading
from sayso.link.thesaurus import are_alike, stem_phrase
from sayso.link.timeline import read_event
from sayso.link.words import Word, find_stem, read_rules
from sayso.model import Basis, Conflict, ConflictKind, Date, Event

LETTERS = re.compile(r"[^\W\d_]+")
LEAST_SHARED = 2  # words of what it is done to that both accounts name
LONGEST_GAP = 366  # days between two dates of one deed: what lies further apart is another one
WIDEST_DATE = 100  # days that a date may span and still clash with another
SURE_GAP = 8  # days from which on a day that was counted from an article's own date may clash, too
MAX_TOLD = 60  # accounts of one deed that are compared with each other


class _Once(NamedTuple):
    deeds: frozenset[str]
    persons: frozenset[str]
    lives: frozenset[str]
    again: frozenset[str]

    @property
    def all_deeds(self) -> frozenset[str]:
        return self.deeds | self.persons | self.lives


class _Account(NamedTuple):
    """A dated clause and the deed that it tells of."""

    event: Event
    article: str
    articles: frozenset[str]  # all that tell the event with this date
    part: Part
    deed: Proposition
    dated: str  # the words of the date
    told: str  # … and of the deed with what it is done to


@lru_cache(maxsize=1)
def load_once() -> _Once:
    """The table `once`, by stem."""
    rules = read_rules("conflicts")["once"]
    return _Once(*(frozenset(map(stem_phrase, rules[name])) for name in _Once._fields))


@lru_cache(maxsize=1)
def load_openings() -> frozenset[str]:
    """The first words of all these deeds: of `step_down`, `step`."""
    return frozenset(deed.partition("_")[0] for deed in load_once().all_deeds)


def find_date_conflicts(ground: Ground, events: Sequence[Event]) -> list[Conflict]:
    """Events that tell one deed with dates that share no day."""
    by_deed: dict[str, list[_Account]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.id):
        if event.ahead or spans_days(event.date) > WIDEST_DATE:
            continue
        for account in _list_accounts(event, ground):
            for mark in sorted(_list_meetings(account.deed)):
                by_deed[mark].append(account)
    found: dict[tuple[str, ...], Conflict] = {}
    for accounts in by_deed.values():
        for a, b in combinations(accounts[:MAX_TOLD], 2):
            if _clash(a, b) and not _know_two(a, b, accounts):
                conflict = _make_conflict(a, b, ground)
                found.setdefault(tuple(sorted((a.event.id, b.event.id))), conflict)
    return list(found.values())


def _list_meetings(deed: Proposition) -> frozenset[str]:
    """The keys under which accounts of one deed meet: who sold is told where it is told who bought."""
    others = (deed._replace(deed=other) for other in load_converse().get(deed.deed, ()))
    return list_marks(deed).union(*map(list_marks, others))


def _list_accounts(event: Event, ground: Ground) -> list[_Account]:
    """The deeds done once of which the dated clause of an event tells as done."""
    text = ground.pages[event.page]
    if not _may_tell(event, text):
        return []
    reading = read_event(event, text)
    clause = _find_clause(event, reading)
    if clause is None:
        return []
    words, part = clause
    if part.negated or any(word.stem in load_once().again for word in words):
        return []
    article = ground.find_article(event.page, event.spans[0].start)
    if article is None:
        return []
    places = ((report.page, report.start) for report in event.reports)
    articles = frozenset({article, *filter(None, (ground.find_article(*place) for place in places))})
    span = event.date.span
    dated = text[span.start : span.end] if span else event.date.date
    return [
        _Account(event, article, articles, part, deed, dated, _cut_deed(reading.text, words, deed))
        for deed in part.propositions
        if not (deed.negated or deed.expected) and deed.deed in load_once().all_deeds
    ]


def _may_tell(event: Event, text: str) -> bool:
    """Whether a word of the event may be of a deed that is done once: the others need not be read."""
    told = (find_stem(word) for span in event.spans for word in LETTERS.findall(text, span.start, span.end))
    return any(stem in load_openings() for stem in told)


def _find_clause(event: Event, reading: Reading) -> tuple[Sequence[Word], Part] | None:
    """The clause that the date stands in; where the date is known from another page, the only clause."""
    clauses = split_clauses(reading.text, reading.words)
    parts = list(zip(clauses, reading.parts, strict=False))
    if event.date.span is None:
        return parts[0] if len(parts) == 1 else None
    at = event.date.span.start - event.spans[0].start
    return next(((words, part) for words, part in parts if words[0].start <= at < words[-1].end), None)


def _cut_deed(text: str, words: Sequence[Word], deed: Proposition) -> str:
    """The words of a clause from the first to the last that tells of the deed or of what it is done to."""
    telling = [word for word in words if word.stem == deed.deed or word.key in deed.patients] or words
    return text[telling[0].start : telling[-1].end]


def _clash(a: _Account, b: _Account) -> bool:
    """Whether two accounts tell one deed and cannot both be right about its date."""
    if a.articles & b.articles or dates_agree(a.event.date, b.event.date) is not False:
        return False
    gap = count_days(a.event.date, b.event.date) or 0
    least = 0 if _is_sure(a.event.date) and _is_sure(b.event.date) else SURE_GAP
    return least < gap <= LONGEST_GAP and _tell_one(a, b)


def _is_sure(date: Date) -> bool:
    """Whether a date is written out: not counted from the day of an article that may be a day off."""
    return date.basis is Basis.STATED


def _tell_one(a: _Account, b: _Account) -> bool:
    """Whether two deeds are one, done to the same thing or person."""
    one, other = (account.deed._replace(times=frozenset()) for account in (a, b))  # the dates are what clashes
    if not are_one_deed(one, other) or contradict(one, other) or count_otherwise(*map(_leave_days, (a.part, b.part))):
        return False
    if not _agree(_countries(one), _countries(other)) or not _agree(_people(one), _people(other), subset=False):
        return False
    if one.deed in load_once().lives:
        return bool(_people(one) & one.patients & other.patients & _people(other))
    if {one.deed, other.deed} & load_once().persons and not _is_one_person(one, other):
        return False
    shared = _list_shared(one, other)
    return len(shared) >= LEAST_SHARED or bool(shared and one.names & other.names) or _tell_alike(one, other)


def _is_one_person(one: Proposition, other: Proposition) -> bool:
    """Whether a name of who a deed is done to stands in the other clause, too: "a man of Tarn" may be anybody."""
    return bool(one.names & one.patients & _list_words(other) or other.names & other.patients & _list_words(one))


def _tell_alike(one: Proposition, other: Proposition) -> bool:
    """Whether all that one names of what the deed is done to stands in the other clause, and two words of both do."""
    words = _list_words(one), _list_words(other)
    held = any(
        all(any(are_alike(key, told) for told in there) for key in here)
        for here, there in ((one.patients, words[1]), (other.patients, words[0]))
        if here
    )
    return held and len(words[0] & words[1] - {one.deed, other.deed}) >= LEAST_SHARED


def _list_words(deed: Proposition) -> frozenset[str]:
    """All words of the clause of a deed."""
    return deed.agents | deed.patients | deed.rest | deed.names


def _leave_days(part: Part) -> Part:
    """The clause without numbers that count nothing: the day of a month is none of what was done."""
    return part._replace(counts=frozenset(count for count in part.counts if count[0]))


def _list_shared(one: Proposition, other: Proposition) -> list[str]:
    """The words of what a deed is done to, names left out, that the other tells, too."""
    return [
        key
        for key in sorted(one.patients - one.names)
        if any(are_alike(key, told) for told in other.patients - other.names)
    ]


def _countries(deed: Proposition) -> frozenset[str]:
    return frozenset(name for name in deed.names if name.startswith("@"))


def _people(deed: Proposition) -> frozenset[str]:
    return deed.names - _countries(deed)


def _agree(one: frozenset[str], other: frozenset[str], *, subset: bool = True) -> bool:
    """Whether what both name is the same: all that one of them names, or some of it."""
    if not (one and other):
        return True
    return one <= other or other <= one if subset else bool(one & other)


def _know_two(a: _Account, b: _Account, accounts: Sequence[_Account]) -> bool:
    """Whether the article of one tells such a deed of the other's date, too: then there were two."""
    return any(
        here.article in told.articles and dates_agree(told.event.date, there.event.date) is True
        for here, there in ((a, b), (b, a))
        for told in accounts
    )


def _make_conflict(a: _Account, b: _Account, ground: Ground) -> Conflict:
    first, last = sorted((a, b), key=lambda account: (account.event.date.date, account.event.id))
    sides = (
        f"{quote_words(side.told)} is dated {quote_words(side.dated)} ({side.event.date.date}) by "
        f"{ground.name_house(side.article)}"
        for side in (first, last)
    )
    because = f"{', '.join(sides)}: this is done once, and the two dates share no day."
    return make_conflict(ConflictKind.DIFFERS, [first.event.id], [last.event.id], because)
