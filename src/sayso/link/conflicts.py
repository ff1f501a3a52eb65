"""Where two sides do not agree: denials, refusals, figures that cannot both hold, and what only looks so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.link.absent import find_turns
from sayso.link.clauses import is_unreal
from sayso.link.date_conflicts import find_date_conflicts
from sayso.link.denials import find_denials
from sayso.link.figure_conflicts import find_figure_conflicts
from sayso.link.figure_corrections import find_corrections
from sayso.link.ground import Ground, list_sides, make_conflict, same_speaker, tell_who
from sayso.link.readings import Reading, content_span
from sayso.link.reversals import find_admissions
from sayso.link.signalled import find_backtracking, find_concessions, find_signalled
from sayso.link.speakers import name_organisation
from sayso.link.words import country_names, load_tables
from sayso.model import Conflict, ConflictKind, Event, Stance

REACH = 800  # characters between a demand and its answer
SAID = frozenset({ConflictKind.DENIAL, ConflictKind.REVERSAL})  # between statements
DEMANDING = frozenset({Stance.DEMAND, Stance.THREATEN})


def find_conflicts(ground: Ground, events: Sequence[Event] = ()) -> tuple[Conflict, ...]:
    """All conflicts of a story, by id; `events` are those of its timeline."""
    found = [
        *find_denials(ground),
        *find_admissions(ground),
        *find_turns(ground),
        *find_signalled(ground),
        *find_concessions(ground),
        *find_backtracking(ground),
        *find_refusals(ground),
        *find_assessments(ground),
        *find_figure_conflicts(ground),
        *find_corrections(ground),
        *find_date_conflicts(ground, events),
    ]
    by_sides: dict[tuple[tuple[str, ...], tuple[str, ...]], Conflict] = {}
    for conflict in found:
        one, other = sorted(tuple(sorted(side)) for side in conflict.between)
        by_sides.setdefault((one, other), conflict)
    kept = [c for c in by_sides.values() if not any(_is_part(c, other) for other in by_sides.values())]
    return tuple(sorted(_join_alike(kept, ground), key=lambda c: c.id))


def _is_part(conflict: Conflict, other: Conflict) -> bool:
    """Whether a conflict is all told by a larger one of its kind."""
    if conflict is other or conflict.kind is not other.kind:
        return False
    sides = [set(side) for side in conflict.between], [set(side) for side in other.between]
    return all(one <= more for one, more in zip(*sides, strict=True))


def _join_alike(conflicts: Sequence[Conflict], ground: Ground) -> list[Conflict]:
    """The conflicts, with the denials and reversals of one thing between the same two sides as one.

    The largest one is compared with each further one, and gives the reason.
    """
    claims = _list_claims(ground)
    groups: list[list[tuple[Conflict, _Sides]]] = []
    ordered = sorted((c for c in conflicts if c.kind in SAID), key=lambda c: (-sum(map(len, c.between)), c.id))
    for conflict in ordered:
        sides = _describe_sides(conflict, claims, ground)
        home = next((group for group in groups if _are_alike(group[0], (conflict, sides))), None)
        if home is None:
            groups.append([(conflict, sides)])
        else:
            home.append((conflict, sides))
    return [*(c for c in conflicts if c.kind not in SAID), *(_join([c for c, _ in group]) for group in groups)]


def _join(group: Sequence[Conflict]) -> Conflict:
    first = group[0]
    one, other = (sorted({i for conflict in group for i in conflict.between[side]}) for side in (0, 1))
    leads = first.between[0][0], first.between[1][0]
    return make_conflict(first.kind, one, other, first.because, leads) if len(group) > 1 else first


class _Side(NamedTuple):
    """One side of a conflict: its statements, who makes them, and the claims that hold them."""

    statements: frozenset[str]
    speakers: frozenset[str]
    claims: frozenset[int]  # as places in the ground's clusters


_Sides = tuple[_Side, _Side]


def _list_claims(ground: Ground) -> dict[str, list[int]]:
    """The claims of each statement."""
    claims: dict[str, list[int]] = {}
    for place, cluster in enumerate(ground.clusters):
        for statement in cluster.statements:
            claims.setdefault(statement, []).append(place)
    return claims


def _describe_sides(conflict: Conflict, claims: Mapping[str, Sequence[int]], ground: Ground) -> _Sides:
    known = ground.speakers.by_statement
    one, other = (
        _Side(
            frozenset(side),
            frozenset(known[i] for i in side if i in known) | _name_sides(side, ground),
            frozenset(claim for i in side for claim in claims.get(i, ())),
        )
        for side in conflict.between
    )
    return one, other


def _name_sides(side: Sequence[str], ground: Ground) -> frozenset[str]:
    """The organisations and states that speak on one side of a conflict."""
    return frozenset(name for i in side if i in ground.readings for name in list_sides(ground.readings[i], ground))


def _are_alike(one: tuple[Conflict, _Sides], other: tuple[Conflict, _Sides]) -> bool:
    """Whether two conflicts of one kind are between the same speakers and about one thing: what one of them denies (or
    was said first) is all denied by the other, or both sides share a claim. Neither tells what the other denies."""
    (a, b), (c, d) = one[1], other[1]
    if one[0].kind is not other[0].kind or a.statements & d.statements or b.statements & c.statements:
        return False
    if not (_share_speaker(a, c) and _share_speaker(b, d)):
        return False
    contained = a.statements <= c.statements or c.statements <= a.statements
    return contained or (_share_claim(a, c) and _share_claim(b, d))


def _share_speaker(one: _Side, other: _Side) -> bool:
    return bool(one.statements & other.statements or one.speakers & other.speakers)


def _share_claim(one: _Side, other: _Side) -> bool:
    return bool(one.statements & other.statements or one.claims & other.claims)


def find_refusals(ground: Ground) -> list[Conflict]:
    """Who is told to do or stop something, and answers that they will go on as they like."""
    tables = load_tables()
    demands = [r for r in ground.in_order if r.statement.stance in DEMANDING]
    found = []
    for answer in ground.in_order:
        words = answer.words
        if not any(w.stem in tables.defiance for w in words) or answer.statement.stance in DEMANDING:
            continue
        told = [d for d in demands if _is_told(d, answer, ground)]
        if told:
            because = f"{tell_who(told[0], ground)} demands it, {tell_who(answer, ground)} will not"
            found.append(
                make_conflict(ConflictKind.DIFFERS, [d.statement.id for d in told], [answer.statement.id], because)
            )
    return found


def _is_told(demand: Reading, answer: Reading, ground: Ground) -> bool:
    """Whether a demand goes to the country that answers, in the same article and shortly before."""
    organisation = name_organisation(ground.speakers.find(answer.statement.id))
    if organisation is None or organisation != _find_told(demand) or same_speaker(demand, answer, ground):
        return False
    distance = content_span(answer.statement).start - content_span(demand.statement).end
    return demand.statement.article == answer.statement.article and 0 <= distance <= REACH


def _find_told(reading: Reading) -> str | None:
    """The country a demand is about: the first that its content names."""
    code = next((w.country for w in reading.words if w.country), None)
    return country_names()[code] if code else None


class Assessment(NamedTuple):
    """How well a statement says that somebody does something."""

    subject: frozenset[str]
    good: bool


def find_assessments(ground: Ground) -> list[Conflict]:
    """Two judgements of one subject's skill that point opposite ways."""
    judged = [(r, a) for r in ground.in_order if (a := judge_skill(r)) is not None]
    found = []
    for index, (one, first) in enumerate(judged):
        for other, second in judged[index + 1 :]:
            if first.good == second.good or first.subject != second.subject or same_speaker(one, other, ground):
                continue
            because = f"{tell_who(one, ground)} and {tell_who(other, ground)} judge the same skill in opposite ways"
            found.append(make_conflict(ConflictKind.DIFFERS, [one.statement.id], [other.statement.id], because))
    return found


def judge_skill(reading: Reading) -> Assessment | None:
    """What a statement says of somebody's skill, None where it says nothing or both."""
    tables = load_tables()
    words = reading.words
    stems = {w.stem for w in words}
    subject = frozenset(w.key for w in words if w.country)
    good, bad = bool(stems & tables.good), bool(stems & tables.bad)
    if not stems & tables.skill or good == bad or len(subject) != 1 or is_unreal(words):
        return None
    return Assessment(subject, good != reading.negated)
