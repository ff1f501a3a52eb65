"""Where two sides do not agree: denials, refusals, figures that cannot both hold, and what only looks so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from sayso.link.claims import Cluster
from sayso.link.figures import (
    Setting,
    changing_measures,
    is_general,
    is_same_count,
    list_series,
    read_slots,
    values_agree,
)
from sayso.link.frames import (
    LEAST_CLAUSE,
    Reading,
    content_span,
    contradict,
    find_absent,
    find_force,
    is_unreal,
    points_back,
    share_slots,
    turns_content,
)
from sayso.link.periods import count_days, dates_agree, is_earlier, spans_days
from sayso.link.sentences import SENTENCE_END
from sayso.link.speakers import Speakers, name_organisation
from sayso.link.words import country_names, load_tables
from sayso.model import Conflict, ConflictKind, Date, Figure, Scope, Stance, Statement, make_id

REACH = 400  # characters that "the allegations" may stand behind what they point at
REACH_SENTENCES = 2  # … and sentence ends between the two
REACH_DAYS = 45  # days between a statement and a denial in another article that means it
LONGEST_ISSUE = 45  # days that the date of an article may span and still date its counts
LEAST_MATTER = 2  # words besides the act that a denial shares with what it denies
MAX_TOLD = 400  # statements of one act that a denial is held against
MAX_SERIES = 200  # figures of one quantity that are compared with each other
DEMANDING = frozenset({Stance.DEMAND, Stance.THREATEN})


class Ground(NamedTuple):
    """What conflicts are looked for in: one story's readings, speakers, claims, figures and dates."""

    readings: Mapping[str, Reading]  # by statement, in order of id
    speakers: Speakers
    clusters: Sequence[Cluster]
    figures: Sequence[Figure]
    dates: Mapping[str, Date]
    published: Mapping[str, Date]  # by article
    texts: Mapping[str, str] = {}  # of the pages, by article
    settings: Mapping[str, Setting] = {}  # what stands around a figure, by its id


def find_conflicts(ground: Ground) -> tuple[Conflict, ...]:
    """All conflicts of a story, by id."""
    found = [
        *find_denials(ground),
        *find_admissions(ground),
        *find_turns(ground),
        *find_refusals(ground),
        *find_assessments(ground),
        *find_figure_conflicts(ground),
    ]
    by_sides: dict[tuple[tuple[str, ...], tuple[str, ...]], Conflict] = {}
    for conflict in found:
        one, other = sorted(conflict.between)
        by_sides.setdefault((one, other), conflict)
    kept = [c for c in by_sides.values() if not any(_is_part(c, other) for other in by_sides.values())]
    return tuple(sorted(kept, key=lambda c: c.id))


def _is_part(conflict: Conflict, other: Conflict) -> bool:
    """Whether a conflict is all told by a larger one of its kind."""
    if conflict is other or conflict.kind is not other.kind:
        return False
    sides = [set(side) for side in conflict.between], [set(side) for side in other.between]
    return all(one <= more for one, more in zip(*sides, strict=True))


def make_conflict(kind: ConflictKind, one: Iterable[str], other: Iterable[str], because: str) -> Conflict:
    """A conflict between two lists of finding ids."""
    sides = tuple(sorted(one)), tuple(sorted(other))
    return Conflict(id=make_id("conflict", kind, *sides[0], "|", *sides[1]), kind=kind, between=sides, because=because)


# --- statements -----------------------------------------------------------------------------------------------------


def find_denials(ground: Ground) -> list[Conflict]:
    """Who says that what another says is not so; who says so of their own earlier words has gone back on them."""
    told = _list_told(ground)
    found: list[Conflict] = []
    denied: dict[frozenset[str], list[Reading]] = {}
    for reading in _in_order(ground):
        if not reading.negated and not any(f.negated for f in reading.frames) and find_absent(reading) is None:
            continue
        against = _find_denied(reading, told, ground)
        others = [r for r in against if not _same_speaker(reading, r, ground)]
        if others:
            denied.setdefault(frozenset(_with_claims(others, reading, ground)), []).append(reading)
        found += _find_reversals(reading, against, ground)
    return [*found, *(_make_denial(said, deniers, ground) for said, deniers in denied.items())]


def _make_denial(said: frozenset[str], deniers: Sequence[Reading], ground: Ground) -> Conflict:
    first = deniers[0]
    how = "the denial points back at it" if points_back(first) else "the same act or matter, denied"
    because = (
        f"{_who(ground.readings[min(said)], ground)} says it, {_who(first, ground)} {_verb(first, ground)} it: {how}"
    )
    return make_conflict(ConflictKind.DENIAL, said, [r.statement.id for r in deniers], because)


def _list_told(ground: Ground) -> dict[str, list[Reading]]:
    """The statements that tell of an act, by act; of a very common act the first `MAX_TOLD`."""
    told: dict[str, list[Reading]] = {}
    for reading in _in_order(ground):
        for act in {f.act for f in reading.frames if not f.negated}:
            told.setdefault(act, []).append(reading)
    return {act: readings[:MAX_TOLD] for act, readings in told.items()}


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
    """A side confirms what it denied: one speaker of one matter, or a country or house of the same things."""
    readings = _in_order(ground)
    denials = [r for r in readings if r.statement.stance is Stance.DENY and not points_back(r)]
    joined: list[tuple[set[str], list[Reading]]] = []
    for admission in readings:
        if admission.statement.stance is not Stance.CONFIRM:
            continue
        before = {d.statement.id for d in denials if _takes_back(d, admission, ground)}
        home = next((pair for pair in joined if pair[0] & before), None)
        if home is not None:
            home[0].update(before)
            home[1].append(admission)
        elif before:
            joined.append((before, [admission]))
    return [
        make_conflict(
            ConflictKind.REVERSAL,
            before,
            [r.statement.id for r in admissions],
            f"{_who(admissions[0], ground)} confirms what {_who(ground.readings[min(before)], ground)} denied",
        )
        for before, admissions in joined
    ]


def _takes_back(denial: Reading, admission: Reading, ground: Ground) -> bool:
    """Whether a confirmation is of what was denied: one word of matter in common for one person, two for a side."""
    if denial.statement.article == admission.statement.article:
        return False
    when, then = _date_of(denial, ground), _date_of(admission, ground)
    if when is not None and then is not None and not is_earlier(when, then):
        return False
    if _same_speaker(denial, admission, ground):
        back = load_tables().back
        return bool({k for k in denial.keys & admission.keys if k not in back})
    if not _sides(denial, ground) & _sides(admission, ground):
        return False
    things = {w.thing for w in denial.words if w.thing} & {w.thing for w in admission.words if w.thing}
    countries = {w.country for w in denial.words if w.country} & {w.country for w in admission.words if w.country}
    return bool(things and countries)


def _sides(reading: Reading, ground: Ground) -> set[str]:
    """The organisations and countries whose word a statement is."""
    speaker = ground.speakers.find(reading.statement.id)
    members = [ground.speakers.by_id.get(i) for i in speaker.members] if speaker else []
    return {name for s in (speaker, *members) if s and (name := name_organisation(s))}


def _date_of(reading: Reading, ground: Ground) -> Date | None:
    return ground.dates.get(reading.statement.id) or ground.published.get(reading.statement.article)


def _find_denied(reading: Reading, told: Mapping[str, Sequence[Reading]], ground: Ground) -> list[Reading]:
    """What a statement says is not so: what it points back at, the same act told as done, or a matter told of."""
    if points_back(reading):
        before = _find_before(reading, ground)
        return [before] if before else []
    negated = [f for f in reading.frames if f.negated]
    candidates = {r.statement.id: r for f in negated for r in told.get(f.act, ())}
    opposed = [
        other
        for _, other in sorted(candidates.items())
        if (
            any(share_slots(f, g, opposite=True) is not None for f in negated for g in other.frames)
            or _denies_matter(reading, other)
        )
        and not _inside(other.statement, reading.statement)
        and _in_reach(reading, other, ground)
    ]
    return opposed or _find_present(reading, ground) or _find_reported(reading, ground)


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


def _find_present(reading: Reading, ground: Ground) -> list[Reading]:
    """What speaks of a thing as there of which a statement says that there is none."""
    absent = find_absent(reading)
    if absent is None:
        return []
    return [
        other
        for other in _in_order(ground)
        if _tells_of(other, absent) and _in_reach(reading, other, ground) and not _is_before(reading, other, ground)
    ]


def _tells_of(reading: Reading, thing: str) -> bool:
    """Whether a statement speaks of a thing as there: told as fact, and neither denied nor asked."""
    if (
        thing not in reading.keys
        or len(reading.words) < LEAST_CLAUSE
        or reading.negated
        or reading.open
        or turns_content(reading.statement)
    ):
        return False
    return find_absent(reading) is None and find_force(reading.statement) == "told" and not is_unreal(reading.words)


def find_turns(ground: Ground) -> list[Conflict]:
    """Who said that there is no such thing, and later speaks of it as there."""
    denials: dict[tuple[str, str], list[Reading]] = {}
    for reading in _in_order(ground):
        speaker = ground.speakers.by_statement.get(reading.statement.id)
        absent = find_absent(reading)
        if absent is not None and speaker is not None:
            denials.setdefault((speaker, absent), []).append(reading)
    found = []
    for (_, thing), said in denials.items():
        after = [
            r
            for r in _in_order(ground)
            if _tells_of(r, thing) and _same_speaker(r, said[0], ground) and any(_is_before(s, r, ground) for s in said)
        ]
        if after:
            because = f"{_who(after[0], ground)} had said that there was none"
            ids = [r.statement.id for r in said], [r.statement.id for r in after]
            found.append(make_conflict(ConflictKind.REVERSAL, *ids, because))
    return found


def _is_before(reading: Reading, other: Reading, ground: Ground) -> bool:
    when, then = _date_of(reading, ground), _date_of(other, ground)
    return when is not None and then is not None and is_earlier(when, then)


def _find_reported(reading: Reading, ground: Ground) -> list[Reading]:
    """What `reports of a letter` means: what one other speaker said of it before in the same article."""
    tables = load_tables()
    telling = {w.stem for w in reading.words} & tables.back - tables.stop
    if reading.statement.stance is not Stance.DENY or not telling:
        return []
    matter = {key for key in reading.keys if key not in tables.back}
    start = content_span(reading.statement).start
    before = [r for r in _list_before(reading, ground) if matter & r.keys]
    last = max(before, key=lambda r: content_span(r.statement).end, default=None)
    if last is None or start - content_span(last.statement).end > 3 * REACH:
        return []
    return [r for r in before if _same_speaker(r, last, ground)]


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
    candidates = [r for r in _list_before(reading, ground) if start - content_span(r.statement).end <= REACH]
    last = max(candidates, key=lambda r: content_span(r.statement).end, default=None)
    if last is None:
        return None
    between = ground.texts[reading.statement.article][content_span(last.statement).end - 1 : start]
    reach = 0 if "which" in reading.text.casefold().split() else REACH_SENTENCES
    return last if len(SENTENCE_END.findall(between)) <= reach else None


def _list_before(reading: Reading, ground: Ground) -> list[Reading]:
    """What other speakers say before a statement in the same article, denials left out."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    return [
        other
        for other in _in_order(ground)
        if other.statement.article == reading.statement.article
        and content_span(other.statement).end <= start
        and not turns_content(other.statement)
        and not _same_speaker(reading, other, ground)
    ]


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
    """Figures of one quantity that cannot both hold, each count with the one that came next, and what only looks so."""
    found: list[Conflict] = []
    for series in list_series(ground.figures, ground.settings):
        found += _find_revisions(series, ground)
        found += _find_differences(series, ground)
        found += _find_apparent(series)
    return found


def _find_revisions(series: Sequence[Figure], ground: Ground) -> list[Conflict]:
    """Each dated count against the next one, and what is told as counted before against what is counted now."""
    if not any(read_slots(f).measure in changing_measures() for f in series):
        return []
    former = [f for f in series if ground.settings.get(f.id, Setting()).former]
    steps = _list_steps([f for f in series if f not in former], ground)
    pairs = [
        ([f for _, f in one], [f for _, f in other])
        for one, other in pairwise(steps)
        if _is_one_line(one[0][1], other[0][1], ground)
    ]
    for old in former:
        _join_former(old, series, pairs, former)
    return [
        make_conflict(ConflictKind.REVISION, [f.id for f in one], [f.id for f in other], "a later count of the same")
        for one, other in pairs
    ]


def _list_steps(series: Sequence[Figure], ground: Ground) -> list[list[tuple[Date, Figure]]]:
    """The dated counts in order, those that give one count together: the same value printed twice is one step."""
    dated = [(date, f) for f in series if (date := _figure_date(f, ground)) and f.scope is not Scope.ADDITIONAL]
    sides = Counter(_figure_side(f, ground) for f in series)
    steps: list[list[tuple[Date, Figure]]] = []
    for date, figure in sorted(dated, key=lambda d: (d[0].date, -sides[_figure_side(d[1], ground)], d[1].id)):
        known = next((step for step in steps if is_same_count(step[0][1], figure)), None)
        if known is not None:  # an older count that is told again is no news
            known.append((date, figure))
        elif not steps or _follows(date, figure, *steps[-1][0]):
            steps.append([(date, figure)])
    return steps


def _join_former(
    old: Figure, series: Sequence[Figure], pairs: list[tuple[list[Figure], list[Figure]]], former: Sequence[Figure]
) -> None:
    """Add what an article tells as the count before to the step that it repeats, else as a step of its own."""
    known = next((one for one, _ in pairs if any(is_same_count(old, f) for f in one)), None)
    if known is not None:
        known.append(old)
        return
    now = [f for f in series if f.article == old.article and f not in former and f.scope is not Scope.ADDITIONAL]
    nearest = min(now, key=lambda f: (abs(f.start - old.start), f.id), default=None)
    if nearest is not None and not values_agree(old, nearest):
        pairs.append(([old, *(f for f in series if f not in former and is_same_count(old, f))], [nearest]))


def _follows(date: Date, later: Figure, before: Date, earlier: Figure) -> bool:
    """Whether a count is news after another: of a later day, and not allowed by it, or beyond an open one.

    19 is news after "at least 14", "at least 14" is none after 19; a rival's count of the same day is no step.
    """
    beyond = earlier.maximum is None and (later.minimum or 0) > (earlier.minimum or 0)
    return is_earlier(before, date) and (beyond or not values_agree(earlier, later))


def _is_one_line(a: Figure, b: Figure, ground: Ground) -> bool:
    """Whether the later of two counts takes the place of the earlier: not where two sides count against each other."""
    one, other = _figure_side(a, ground), _figure_side(b, ground)
    alike = (a.scope or Scope.TOTAL) is (b.scope or Scope.TOTAL)
    return a.article != b.article or (one is not None and one == other and alike)


def _find_differences(series: Sequence[Figure], ground: Ground) -> list[Conflict]:
    """Two speakers' counts for the same day that cannot both hold."""
    found = []
    for a, b in combinations(series[:MAX_SERIES], 2):
        alike = (a.scope or Scope.TOTAL) is (b.scope or Scope.TOTAL)
        if alike and not values_agree(a, b) and _are_rivals(a, b, series, ground) and _share_day(a, b, ground):
            because = f"{_who_counts(a, ground)} and {_who_counts(b, ground)} count the same differently"
            found.append(make_conflict(ConflictKind.DIFFERS, [a.id], [b.id], because))
    return found


def _are_rivals(a: Figure, b: Figure, series: Sequence[Figure], ground: Ground) -> bool:
    """Whether two counts are of two sides; within an article "put at 27" is a side of its own, though none is found."""
    one, other = _figure_side(a, ground), _figure_side(b, ground)
    if one is not None and other is not None:
        return one != other
    if a.article != b.article or read_slots(a).measure not in changing_measures():
        return False
    voiced = [f for f in series if f.article == a.article and _figure_side(f, ground) is not None]
    if any(f not in (a, b) and (is_same_count(f, a) or is_same_count(f, b)) for f in voiced):
        return False  # the same count stands in the article with its speaker
    here, there = (ground.settings.get(f.id, Setting()) for f in (a, b))
    return here.sentence != there.sentence and (here.claimed or there.claimed) and not (here.former or there.former)


def _share_day(a: Figure, b: Figure, ground: Ground) -> bool:
    """Whether two counts are of one day: of one article, where it does not date them apart, or dated alike."""
    if a.article == b.article:
        return dates_agree(ground.dates.get(a.id), ground.dates.get(b.id)) is not False
    return dates_agree(_figure_date(a, ground), _figure_date(b, ground)) is True


def _find_apparent(series: Sequence[Figure]) -> list[Conflict]:
    """What comes on top of a total beside that total."""
    extra = [f for f in series if f.scope is Scope.ADDITIONAL]
    total = [f for f in series if f.scope in (None, Scope.TOTAL) and all(not values_agree(f, e) for e in extra)]
    if not extra or not total or is_general(read_slots(series[0])):
        return []
    because = "one comes on top of the total of the other"
    return [make_conflict(ConflictKind.APPARENT, [f.id for f in extra], [f.id for f in total], because)]


def _figure_date(figure: Figure, ground: Ground) -> Date | None:
    """As of when a figure holds: its own date, its statement's, else its article's where that is of a month at most."""
    own = ground.dates.get(figure.id) or (ground.dates.get(figure.statement) if figure.statement else None)
    if own is not None:
        return own
    published = ground.published.get(figure.article)
    return published if published is not None and spans_days(published) <= LONGEST_ISSUE else None


def _who_counts(figure: Figure, ground: Ground) -> str:
    speaker = ground.speakers.find(figure.statement or "")
    return speaker.name if speaker else "another source of the article"


def _figure_side(figure: Figure, ground: Ground) -> str | None:
    """Whose count a figure is: the speaker's organisation, else the speaker; None for the article's own words."""
    speaker = ground.speakers.find(figure.statement or "")
    return (name_organisation(speaker) or speaker.name) if speaker else None


# --- shared ---------------------------------------------------------------------------------------------------------


def _in_order(ground: Ground) -> list[Reading]:
    return list(ground.readings.values())


def _same_speaker(a: Reading, b: Reading, ground: Ground) -> bool:
    one = ground.speakers.by_statement.get(a.statement.id)
    return one is not None and one == ground.speakers.by_statement.get(b.statement.id)


def _who(reading: Reading, ground: Ground) -> str:
    speaker = ground.speakers.find(reading.statement.id)
    return (speaker.name if speaker else reading.statement.source.name) or "an unnamed source"


def _verb(reading: Reading, ground: Ground) -> str:
    speaker = ground.speakers.find(reading.statement.id)
    verb = "denies" if turns_content(reading.statement) else "contradicts"
    several = speaker is not None and len(speaker.members) > 1
    return {"denies": "deny", "contradicts": "contradict"}[verb] if several else verb
