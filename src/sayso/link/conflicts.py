"""Where two sides do not agree: denials, refusals, figures that cannot both hold, and what only looks so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.link.claims import Cluster
from sayso.link.figures import Slots, growing_measures, read_slots, share_quantity, values_agree
from sayso.link.frames import Reading, content_span, is_unreal, share_slots, turns_content
from sayso.link.periods import count_days, dates_agree, is_earlier
from sayso.link.speakers import Speakers, name_organisation
from sayso.link.words import country_names, load_tables
from sayso.model import Conflict, ConflictKind, Date, Figure, Scope, Stance, Statement, make_id

REACH = 400  # characters that "the allegations" may stand behind what they point at
REACH_DAYS = 45  # days between a statement and a denial in another article that means it
DEMANDING = frozenset({Stance.DEMAND, Stance.THREATEN})


class Ground(NamedTuple):
    """What conflicts are looked for in: one story's readings, speakers, claims, figures and dates."""

    readings: Mapping[str, Reading]
    speakers: Speakers
    clusters: Sequence[Cluster]
    figures: Sequence[Figure]
    dates: Mapping[str, Date]
    published: Mapping[str, Date]  # by article


def find_conflicts(ground: Ground) -> tuple[Conflict, ...]:
    """All conflicts of a story, by id."""
    found = [
        *find_denials(ground),
        *find_admissions(ground),
        *find_refusals(ground),
        *find_assessments(ground),
        *find_figure_conflicts(ground),
    ]
    by_sides: dict[tuple[tuple[str, ...], tuple[str, ...]], Conflict] = {}
    for conflict in found:
        one, other = sorted(conflict.between)
        by_sides.setdefault((one, other), conflict)
    return tuple(sorted(by_sides.values(), key=lambda c: c.id))


def make_conflict(kind: ConflictKind, one: Iterable[str], other: Iterable[str], because: str) -> Conflict:
    """A conflict between two lists of finding ids."""
    sides = tuple(sorted(one)), tuple(sorted(other))
    return Conflict(id=make_id("conflict", kind, *sides[0], "|", *sides[1]), kind=kind, between=sides, because=because)


# --- statements -----------------------------------------------------------------------------------------------------


def find_denials(ground: Ground) -> list[Conflict]:
    """Who says that what another says is not so; who says so of their own earlier words has gone back on them."""
    found = []
    for reading in _in_order(ground):
        if not reading.negated and not any(f.negated for f in reading.frames):
            continue
        against = _find_denied(reading, ground)
        others = [r for r in against if not _same_speaker(reading, r, ground)]
        if others:
            wider = _with_claims(others, reading, ground)
            words = "points back at it" if points_back(reading) else "the same act is denied"
            found.append(
                make_conflict(
                    ConflictKind.DENIAL,
                    wider,
                    [reading.statement.id],
                    f"{_who(reading, ground)} {_verb(reading)} what {_who(others[0], ground)} says: {words}",
                )
            )
        found += _find_reversals(reading, against, ground)
    return found


def _find_reversals(reading: Reading, against: Sequence[Reading], ground: Ground) -> list[Conflict]:
    """The same speaker on another day said the opposite."""
    found = []
    for other in against:
        when, before = _date_of(reading, ground), _date_of(other, ground)
        if not _same_speaker(reading, other, ground) or when is None or before is None:
            continue
        if is_earlier(when, before) or is_earlier(before, when):
            first, last = (reading, other) if is_earlier(when, before) else (other, reading)
            because = f"{_who(last, ground)} said the opposite before"
            found.append(make_conflict(ConflictKind.REVERSAL, [first.statement.id], [last.statement.id], because))
    return found


def find_admissions(ground: Ground) -> list[Conflict]:
    """A side confirms what it denied: the same country or organisation, the same things, the same people's."""
    readings = _in_order(ground)
    denials = [r for r in readings if r.statement.stance is Stance.DENY and not points_back(r)]
    found = []
    for admission in readings:
        if admission.statement.stance is not Stance.CONFIRM:
            continue
        before = [d for d in denials if _sides(d, ground) & _sides(admission, ground) and _share_matter(d, admission)]
        if before:
            because = f"{_who(admission, ground)} confirms what {_who(before[0], ground)} denied"
            sides = [d.statement.id for d in before], [admission.statement.id]
            found.append(make_conflict(ConflictKind.REVERSAL, *sides, because))
    return found


def _share_matter(a: Reading, b: Reading) -> bool:
    """Whether two contents deal with the same things of the same country."""
    things = {w.thing for w in a.words if w.thing} & {w.thing for w in b.words if w.thing}
    return bool(things and {w.country for w in a.words if w.country} & {w.country for w in b.words if w.country})


def _sides(reading: Reading, ground: Ground) -> set[str]:
    """The organisations and countries whose word a statement is."""
    speaker = ground.speakers.find(reading.statement.id)
    members = [s for s in ground.speakers.speakers if speaker and s.id in speaker.members]
    return {name for s in (speaker, *members) if s and (name := name_organisation(s))}


def _date_of(reading: Reading, ground: Ground) -> Date | None:
    return ground.dates.get(reading.statement.id) or ground.published.get(reading.statement.article)


def points_back(reading: Reading) -> bool:
    """Whether a content only points back at what was said before: `the allegations`, `it`, `which`."""
    back = load_tables().back
    words = reading.words
    return bool(words) and all(w.stem in back for w in words)


def _find_denied(reading: Reading, ground: Ground) -> list[Reading]:
    if points_back(reading):
        before = _find_before(reading, ground)
        return [before] if before else []
    opposed = []
    for other in _in_order(ground):
        if other.statement.id == reading.statement.id or _inside(other.statement, reading.statement):
            continue
        if not _in_reach(reading, other, ground):
            continue
        if any(share_slots(f, g, opposite=True) is not None for f in reading.frames if f.negated for g in other.frames):
            opposed.append(other)
    return opposed


def _in_reach(reading: Reading, other: Reading, ground: Ground) -> bool:
    """Whether a denial can mean a statement: told by the same article, within `REACH_DAYS`, or both undated."""
    if reading.statement.article == other.statement.article or _same_speaker(reading, other, ground):
        return True
    when, then = _date_of(reading, ground), _date_of(other, ground)
    if when is None or then is None:
        return when is then
    days = count_days(when, then)
    return days is not None and days <= REACH_DAYS


def _find_before(reading: Reading, ground: Ground) -> Reading | None:
    """The statement right before in the same article, of another speaker, that says something positive."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    candidates = [
        other
        for other in ground.readings.values()
        if other.statement.article == reading.statement.article
        and 0 <= start - content_span(other.statement).end <= REACH
        and not turns_content(other.statement)
        and not _same_speaker(reading, other, ground)
    ]
    return max(candidates, key=lambda r: content_span(r.statement).end, default=None)


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
            if i in ground.readings and not _same_speaker(denier, ground.readings[i], ground)
        }
    return ids - {denier.statement.id}


def find_refusals(ground: Ground) -> list[Conflict]:
    """Who is told to do or stop something, and answers that they will go on as they like."""
    tables = load_tables()
    demands = [r for r in _in_order(ground) if r.statement.stance in DEMANDING]
    found = []
    for answer in _in_order(ground):
        words = answer.words
        if not any(w.stem in tables.defiance for w in words) or answer.statement.stance in DEMANDING:
            continue
        told = [d for d in demands if _is_told(d, answer, ground)]
        if told:
            because = f"{_who(told[0], ground)} demands it, {_who(answer, ground)} will not"
            found.append(
                make_conflict(ConflictKind.DIFFERS, [d.statement.id for d in told], [answer.statement.id], because)
            )
    return found


def _is_told(demand: Reading, answer: Reading, ground: Ground) -> bool:
    """Whether a demand goes to the country that answers, in the same article and shortly before."""
    organisation = name_organisation(ground.speakers.find(answer.statement.id))
    if organisation is None or organisation != _find_told(demand) or _same_speaker(demand, answer, ground):
        return False
    distance = content_span(answer.statement).start - content_span(demand.statement).end
    return demand.statement.article == answer.statement.article and 0 <= distance <= 2 * REACH


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
    judged = [(r, a) for r in _in_order(ground) if (a := judge_skill(r)) is not None]
    found = []
    for index, (one, first) in enumerate(judged):
        for other, second in judged[index + 1 :]:
            if first.good == second.good or first.subject != second.subject or _same_speaker(one, other, ground):
                continue
            because = f"{_who(one, ground)} and {_who(other, ground)} judge the same skill in opposite ways"
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


# --- figures --------------------------------------------------------------------------------------------------------


def find_figure_conflicts(ground: Ground) -> list[Conflict]:
    """Figures of one quantity that cannot both hold, later counts, and those that only look different."""
    slots = {f.id: read_slots(f) for f in ground.figures}
    buckets: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in sorted(ground.figures, key=lambda f: f.id):
        slot = slots[figure.id]
        buckets[(slot.unit, slot.measure, slot.countries)].append(figure)
    found = []
    for bucket in buckets.values():
        for index, one in enumerate(bucket[:200]):
            for other in bucket[index + 1 : 200]:
                conflict = compare_figures(one, other, slots, ground)
                if conflict:
                    found.append(conflict)
    return found


def compare_figures(a: Figure, b: Figure, slots: Mapping[str, Slots], ground: Ground) -> Conflict | None:
    """The conflict between two figures of one quantity, None where both can hold or they count different things."""
    if a.conversion_of == b.id or b.conversion_of == a.id or a.included_in == b.id or b.included_in == a.id:
        return None
    if not share_quantity(slots[a.id], slots[b.id]) or values_agree(a, b):
        return None
    if slots[a.id].scope != slots[b.id].scope:
        if Scope.ADDITIONAL in (slots[a.id].scope, slots[b.id].scope):
            return make_conflict(ConflictKind.APPARENT, [a.id], [b.id], "one comes on top of the total of the other")
        return None
    return _tell_difference(a, b, slots[a.id], ground)


def _tell_difference(a: Figure, b: Figure, slot: Slots, ground: Ground) -> Conflict | None:
    first, last = sorted((a, b), key=lambda f: (_date_key_of(f, ground), f.id))
    when, then = _figure_date(first, ground), _figure_date(last, ground)
    meet = dates_agree(when, then)
    if meet is False:
        if slot.measure not in growing_measures():
            return None
        return make_conflict(ConflictKind.REVISION, [first.id], [last.id], "a later count of the same")
    if a.article == b.article or _same_figure_speaker(a, b, ground):
        return None
    return make_conflict(ConflictKind.DIFFERS, [a.id], [b.id], "two counts of the same that cannot both hold")


def _date_key_of(figure: Figure, ground: Ground) -> str:
    date = _figure_date(figure, ground)
    return date.date if date else ""


def _figure_date(figure: Figure, ground: Ground) -> Date | None:
    return (
        ground.dates.get(figure.id)
        or (ground.dates.get(figure.statement) if figure.statement else None)
        or ground.published.get(figure.article)
    )


def _same_figure_speaker(a: Figure, b: Figure, ground: Ground) -> bool:
    one = ground.speakers.by_statement.get(a.statement or "")
    return one is not None and one == ground.speakers.by_statement.get(b.statement or "")


# --- shared ---------------------------------------------------------------------------------------------------------


def _in_order(ground: Ground) -> list[Reading]:
    return [ground.readings[i] for i in sorted(ground.readings)]


def _same_speaker(a: Reading, b: Reading, ground: Ground) -> bool:
    one = ground.speakers.by_statement.get(a.statement.id)
    return one is not None and one == ground.speakers.by_statement.get(b.statement.id)


def _who(reading: Reading, ground: Ground) -> str:
    speaker = ground.speakers.find(reading.statement.id)
    return (speaker.name if speaker else reading.statement.source.name) or "an unnamed source"


def _verb(reading: Reading) -> str:
    return "denies" if turns_content(reading.statement) else "contradicts"
