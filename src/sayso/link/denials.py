"""Who says that what another says is not so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.link.absent import find_present
from sayso.link.abstaining import abstains
from sayso.link.frames import contradict, share_slots
from sayso.link.ground import (
    Ground,
    agree_verb,
    find_date,
    is_one_side,
    make_conflict,
    same_speaker,
    tell_gap,
    tell_turned,
    tell_verb,
    tell_who,
)
from sayso.link.opposed import feigns, find_accused, find_feigned, find_uncaused, is_plea
from sayso.link.periods import count_days, is_earlier
from sayso.link.pointed import find_pointed, find_reported
from sayso.link.readings import Reading, content_span, find_absent, points_back, turns_content
from sayso.link.reversals import find_reversals
from sayso.link.turned import find_same_deed, find_undone, find_worded, only_contrasts
from sayso.link.words import load_tables
from sayso.model import Conflict, ConflictKind, Date, Statement

REACH_DAYS = 45  # days between a statement and a denial in another article that means it
LEAST_MATTER = 2  # words besides the act that a denial shares with what it denies
MAX_TOLD = 400  # statements of one act that a denial is held against


def find_denials(ground: Ground) -> list[Conflict]:
    """Who says that what another says is not so; who says so of their own earlier words has gone back on them."""
    told = _list_told(ground)
    found: list[Conflict] = []
    denied: dict[str, set[str]] = {}
    for reading in ground.in_order:
        if not _may_deny(reading):
            continue
        against = _find_denied(reading, told, ground)
        others = [r for r in against if not same_speaker(reading, r, ground)]
        turned = _list_turned(reading, others, ground)
        said = _with_claims(others, reading, ground) - {r.statement.id for r in turned}
        if said:
            denied[reading.statement.id] = said
        found += find_reversals(reading, [*against, *turned], ground)
    joined: dict[frozenset[str], list[Reading]] = {}
    for denier, said in denied.items():
        own = frozenset(i for i in said if not denied.get(i, set()) & said)  # who denies it, too, is no other side
        if own:
            joined.setdefault(own, []).append(ground.readings[denier])
    return [*found, *(_make_denial(said, deniers, ground) for said, deniers in joined.items())]


def _may_deny(reading: Reading) -> bool:
    """Whether a content says of something that it is not so."""
    if abstains(reading.statement, reading.text) or (only_contrasts(reading) and not turns_content(reading.statement)):
        return False
    turned = reading.negated or any(f.negated for f in reading.frames)
    return turned or find_absent(reading) is not None or is_plea(reading) or feigns(reading)


def _list_turned(denial: Reading, others: Sequence[Reading], ground: Ground) -> list[Reading]:
    """Of what is denied, and of what is said alike, the words of the denier's own side on another day."""
    ids = {r.statement.id for r in others}
    alike = {i for cluster in ground.clusters if ids & set(cluster.statements) for i in cluster.statements}
    when = find_date(denial, ground)
    return [
        told
        for told in (ground.readings[i] for i in sorted(ids | alike) if i in ground.readings)
        if told is not denial
        and is_one_side(denial, told, ground)
        and (then := find_date(told, ground)) is not None
        and when is not None
        and (is_earlier(when, then) or is_earlier(then, when))
    ]


def _make_denial(said: frozenset[str], deniers: Sequence[Reading], ground: Ground) -> Conflict:
    first = deniers[0]
    own = first.statement.article
    held = (ground.readings[i] for i in sorted(said))
    told = max(held, key=lambda r: (points_back(first) and r.statement.article == own, len(r.keys & first.keys)))
    because = (
        f"{tell_who(told, ground)} {agree_verb('says', told, ground)} it, {tell_who(first, ground)} "
        f"{tell_verb(first, ground)} it: {tell_turned(first, told)}{tell_gap(first, told, ground)}"
    )
    leads = told.statement.id, first.statement.id
    return make_conflict(ConflictKind.DENIAL, said, [r.statement.id for r in deniers], because, leads)


def _list_told(ground: Ground) -> dict[str, list[Reading]]:
    """The statements that tell of an act, by act; of a very common act the first `MAX_TOLD`."""
    told: dict[str, list[Reading]] = {}
    for reading in ground.in_order:
        for act in {f.act for f in reading.frames if not f.negated}:
            told.setdefault(act, []).append(reading)
    return {act: readings[:MAX_TOLD] for act, readings in told.items()}


def _find_denied(reading: Reading, told: Mapping[str, Sequence[Reading]], ground: Ground) -> list[Reading]:
    """What a statement says is not so: what it points back at, the same act told as done, or a matter told of."""
    if points_back(reading):
        pointed = find_pointed(reading, ground)
        return _list_alike(reading, pointed, ground) if pointed else []
    negated = [f for f in reading.frames if f.negated]
    candidates = {r.statement.id: r for f in negated for r in told.get(f.act, ())}
    opposed = [
        other
        for _, other in sorted(candidates.items())
        if any(share_slots(f, g, opposite=True) is not None for f in negated for g in other.frames)
        or _denies_matter(reading, other)
    ]
    opposed += [other for other in find_worded(reading, ground) if other not in opposed]
    for find in (find_undone, find_accused, find_feigned, find_uncaused):
        opposed += [other for other in find(reading, ground) if other not in opposed]
    opposed = [
        other
        for other in opposed
        if not _inside(other.statement, reading.statement) and _in_reach(reading, other, ground)
    ]
    present = (other for other in find_present(reading, ground) if _in_reach(reading, other, ground))
    return opposed or list(present) or find_reported(reading, ground)


def _list_alike(denial: Reading, pointed: Reading, ground: Ground) -> list[Reading]:
    """What a denial points back at, with all that tells of the same deed: who denies the one denies the others."""
    others = (r for r in find_same_deed(pointed, ground) if r is not denial and _in_reach(denial, r, ground))
    return [pointed, *others]


def _denies_matter(denial: Reading, told: Reading) -> bool:
    """Whether one statement turns an act that the other tells, in the same words besides: `no warning in writing`."""
    acts = [
        f.act
        for f in denial.frames
        for g in told.frames
        if f.act == g.act and f.negated and not g.negated and f.mode == g.mode == "done" and not contradict(f, g)
    ]
    shared = (denial.keys & told.keys) - load_tables().back - load_tables().negation
    return any(sum(load_tables().acts.get(key) != act for key in shared) >= LEAST_MATTER for act in acts)


def _in_reach(reading: Reading, other: Reading, ground: Ground) -> bool:
    """Whether a denial can mean a statement: told by the same article, within `REACH_DAYS`, or both undated."""
    if reading.statement.article == other.statement.article or same_speaker(reading, other, ground):
        return True
    when, then = find_date(reading, ground), find_date(other, ground)
    if when is None or then is None:
        return when is then or _is_of_main_time(when or then, ground)
    days = count_days(when, then)
    return days is not None and days <= REACH_DAYS


def _is_of_main_time(date: Date | None, ground: Ground) -> bool:
    """Whether a day is near that by which half of a story's dated articles had appeared: one without a date most likely
    is of that time, too."""
    dates = sorted(ground.published.values(), key=lambda date: date.date)
    days = count_days(date, dates[len(dates) // 2]) if dates and date is not None else None
    return days is not None and days <= REACH_DAYS


def _inside(inner: Statement, outer: Statement) -> bool:
    """Whether one statement stands inside another's content: the claim that a denial quotes is no other side."""
    one, other = content_span(inner), content_span(outer)
    return inner.article == outer.article and one.start < other.end and other.start < one.end


def _with_claims(others: Sequence[Reading], denier: Reading, ground: Ground) -> set[str]:
    """The denied statements with all that say the same, the denier's own words left out."""
    ids = {r.statement.id for r in others}
    for cluster in ground.clusters:
        shared = ids & set(cluster.statements)
        if not shared or (
            cluster.act and not points_back(denier) and cluster.act not in {f.act for f in denier.frames}
        ):
            continue
        ids |= {
            i
            for i in cluster.statements
            if i in ground.readings and not same_speaker(denier, ground.readings[i], ground)
        }
    return ids - {denier.statement.id}
