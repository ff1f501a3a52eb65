"""What was said before it happened: predicted, warned of, pledged, or dated ahead; and whether it came to be.

A clause that looks ahead is held against clauses that tell alike, later, as done or as not done. All its names must be
there and half of its other words; else the act itself must be told of the same things and the same side. Whoever says
so. Where pages disagree nothing is concluded. That a count would rise or fall, the counts tell (`expected_counts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.link.clauses import is_unreal, split_clauses
from sayso.link.expected_counts import Move, find_moved, read_move
from sayso.link.frames import Frame, are_rivals, contradict
from sayso.link.ground import Ground, find_date, tell_who
from sayso.link.likeness import measure_likeness
from sayso.link.periods import dates_agree, is_earlier
from sayso.link.readings import Reading, find_force, is_substantial
from sayso.link.timeline import read_event
from sayso.link.words import load_tables
from sayso.model import Date, Event, Expectation, Figure, Stance, make_id

AHEAD = frozenset({Stance.PREDICT, Stance.WARN, Stance.PLEDGE})
ALIKE = 0.55  # weighted share of words (Dice) from where a clause tells what another expected
LEAST_SHARED = 3  # words of both, names included
COMPARED = 60  # clauses that one is compared with, those that share most words
MOST_BY = 10  # statements and events that are named
WHEN = frozenset({"when", "while", "after", "before", "as", "once"})  # a clause that opens so tells when, not what


class _Clause(NamedTuple):
    """A clause of a statement or event: what it tells, when it was told."""

    id: str
    date: Date
    keys: frozenset[str]
    senses: frozenset[str]
    names: frozenset[str]
    negated: bool
    who: str
    frames: tuple[Frame, ...] = ()  # of the whole content


def find_expectations(ground: Ground, events: Sequence[Event], texts: Mapping[str, str]) -> tuple[Expectation, ...]:
    """What a story's statements predict, warn of or pledge, and its events that were ahead, by id, each with what came
    of it. `texts` are those of the pages."""
    done = [*_list_done(ground), *_list_happened(events, ground, texts)]
    holding: dict[str, list[int]] = {}
    for place, clause in enumerate(done):
        for key in (*clause.keys, *{f"act:{frame.act}" for frame in clause.frames}):
            holding.setdefault(key, []).append(place)
    expected: dict[str, list[_Clause]] = {}
    moves: list[Expectation] = []
    for reading in ground.in_order:
        move = read_move(reading) if looks_ahead(reading) else None
        if move is not None:
            moves.append(_conclude_move(reading, move, events, ground))
        elif looks_ahead(reading):
            date = find_date(reading, ground)
            who = tell_who(reading, ground)
            expected[reading.statement.id] = _cut_expected(reading, date, who) if date else []
    for event in events:
        if event.ahead:
            expected[event.id] = _cut_expected(read_event(event, texts[event.page]), event.date, "a page")
    concluded = [_conclude(i, clauses, done, holding, ground) for i, clauses in expected.items()]
    return tuple(sorted([*moves, *concluded], key=lambda e: e.id))


def looks_ahead(reading: Reading) -> bool:
    """Whether a statement says what will be: a prediction or pledge, or a warning of what is not (yet) so."""
    statement = reading.statement
    if statement.stance not in AHEAD or not is_substantial(reading):
        return False
    unreal = is_unreal(reading.words)
    return unreal or (statement.stance is not Stance.WARN and reading.words[0].text.casefold() not in WHEN)


def _list_done(ground: Ground) -> Iterator[_Clause]:
    """What statements tell as done or not done."""
    for reading in ground.in_order:
        date = find_date(reading, ground)
        told = find_force(reading.statement) == "told" and reading.statement.stance not in AHEAD and not reading.open
        if told and date is not None and not is_unreal(reading.words):
            yield from _cut_clauses(reading, date, tell_who(reading, ground))


def _list_happened(events: Sequence[Event], ground: Ground, texts: Mapping[str, str]) -> Iterator[_Clause]:
    """What events tell; not those in whose sentence somebody looks ahead."""
    for event in events:
        said = [ground.readings[i] for i in event.statements if i in ground.readings]
        if not event.ahead and not any(reading.statement.stance in AHEAD for reading in said):
            reading = read_event(event, texts[event.page])
            if not is_unreal(reading.words):
                yield from _cut_clauses(reading, event.date, "a page")


def _cut_expected(reading: Reading, date: Date, who: str) -> list[_Clause]:
    """The clauses of an expectation that look ahead; all of a pledge, and of a prediction without such a clause."""
    clauses = list(_cut_clauses(reading, date, who))
    words = split_clauses(reading.text, reading.words)
    ahead = [clause for clause, told in zip(clauses, words, strict=False) if is_unreal(told)]
    stance = reading.statement.stance
    return clauses if stance is Stance.PLEDGE or (stance is Stance.PREDICT and not ahead) else ahead


def _cut_clauses(reading: Reading, date: Date, who: str) -> Iterator[_Clause]:
    tables = load_tables()
    idle = tables.timing | tables.future | tables.planning | tables.negation | tables.back
    for part in reading.parts:
        keys = part.keys - idle
        names = reading.names & keys
        yield _Clause(reading.statement.id, date, keys, part.senses, names, part.negated, who, reading.frames)


def _conclude_move(reading: Reading, move: Move, events: Sequence[Event], ground: Ground) -> Expectation:
    """What became of a count that was to move, told by the statements and events that hold the later counts."""
    of = reading.statement.id
    name = make_id("expectation", of)
    moved = find_moved(reading, move, ground)
    by = [i for figure in moved.figures for i in _list_tellers(figure, events) if i != of]
    if moved.as_expected is None or not by:
        return Expectation(id=name, of=of)
    return Expectation(
        id=name, of=of, came_true=moved.as_expected, by=tuple(dict.fromkeys(by))[:MOST_BY], because=moved.because
    )


def _list_tellers(figure: Figure, events: Sequence[Event]) -> list[str]:
    """The statement that a figure stands in, else the events."""
    if figure.statement is not None:
        return [figure.statement]
    return [e.id for e in events if e.page == figure.page and any(s.start <= figure.start < s.end for s in e.spans)]


def _conclude(
    of: str, clauses: Sequence[_Clause], done: Sequence[_Clause], holding: Mapping[str, Sequence[int]], ground: Ground
) -> Expectation:
    """What became of an expectation."""
    found = [
        (told, told.negated == clause.negated) for clause in clauses for told in _match(clause, done, holding, ground)
    ]
    if clauses and not found:
        found = list(_match_acts(clauses[0], done, holding))
    name = make_id("expectation", of)
    if len({came for _, came in found}) != 1:
        return Expectation(id=name, of=of)
    told = sorted((told for told, _ in found if told.id != of), key=lambda clause: (clause.date.date, clause.id))
    came_true = found[0][1]
    verdict = "tells it as done" if came_true else "tells that it was not so"
    by = tuple(dict.fromkeys(clause.id for clause in told))[:MOST_BY]
    because = f"Expected by {clauses[0].date.date}; {told[0].who} {verdict} on {told[0].date.date}."
    return Expectation(id=name, of=of, came_true=came_true, by=by, because=because)


def _match(
    clause: _Clause, done: Sequence[_Clause], holding: Mapping[str, Sequence[int]], ground: Ground
) -> Iterator[_Clause]:
    """The clauses that tell alike of a later time."""
    shared = Counter(place for key in sorted(clause.keys) for place in holding.get(key, ()))
    near = sorted(shared, key=lambda place: (-shared[place], place))[:COMPARED]
    for told in (done[place] for place in near if shared[place] + 1 >= LEAST_SHARED):
        if told.id == clause.id or not clause.names <= told.keys or not _is_after(clause, told):
            continue
        if any(are_rivals(own, frame) for own in clause.frames for frame in told.frames if own.act == frame.act):
            continue
        likeness = measure_likeness(clause, told, ground.weights)
        if likeness.words >= LEAST_SHARED and likeness.dice >= ALIKE:
            yield told


def _match_acts(
    clause: _Clause, done: Sequence[_Clause], holding: Mapping[str, Sequence[int]]
) -> Iterator[tuple[_Clause, bool]]:
    """What tells, of a later time, of the act that is expected, of the same things and sides, in whatever words; and
    whether as done. How many is no matter: who "will send more men" has said no number."""
    expected = [frame for frame in clause.frames if frame.mode == "expected" and frame.things]
    acts = sorted({frame.act for frame in expected})
    places = dict.fromkeys(place for act in acts for place in holding.get(f"act:{act}", ())[:COMPARED])
    for told in (done[place] for place in places):
        if told.id == clause.id or not _is_after(clause, told):
            continue
        for frame in told.frames:
            own = next((own for own in expected if _is_same_act(own, frame)), None)
            if own is not None:
                yield told, frame.negated == own.negated


def _is_same_act(expected: Frame, told: Frame) -> bool:
    """Whether an act that was done, or was not, is the one that was expected: of one side, with the same things."""
    if expected.act != told.act or told.mode != "done" or expected.additional != told.additional:
        return False
    shared = expected.things & told.things and expected.whose & told.whose
    return bool(shared) and not contradict(expected._replace(numbers=told.numbers), told)


def _is_after(clause: _Clause, told: _Clause) -> bool:
    """Whether something is told of a time after a statement looked ahead; of an event, also of its own day."""
    on_the_day = clause.id.startswith("event-") and dates_agree(clause.date, told.date)
    return bool(on_the_day) or is_earlier(clause.date, told.date)
