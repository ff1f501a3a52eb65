"""Who says that what another says is not so, and who goes back on their own word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.link.clauses import is_unreal
from sayso.link.frames import contradict, share_slots
from sayso.link.ground import (
    Ground,
    agree_verb,
    find_date,
    is_one_side,
    list_sides,
    make_conflict,
    order_turned,
    same_speaker,
    tell_gap,
    tell_order,
    tell_turned,
    tell_verb,
    tell_who,
)
from sayso.link.opposed import feigns, find_accused, find_feigned, is_plea
from sayso.link.periods import count_days, is_earlier
from sayso.link.readings import (
    LEAST_CLAUSE,
    Reading,
    content_span,
    find_absent,
    find_force,
    points_back,
    turns_content,
)
from sayso.link.sentences import SENTENCE_END
from sayso.link.turned import find_undone, find_worded
from sayso.link.words import load_tables
from sayso.model import Conflict, ConflictKind, Stance, Statement

REACH = 400  # characters of body that "the allegations" may stand behind what they point at …
FAR = 4000  # … and of the page, furniture between included
REACH_SENTENCES = 2  # … and sentence ends between the two
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
        found += _find_reversals(reading, [*against, *turned], ground)
    joined: dict[frozenset[str], list[Reading]] = {}
    for denier, said in denied.items():
        own = frozenset(i for i in said if not denied.get(i, set()) & said)  # who denies it, too, is no other side
        if own:
            joined.setdefault(own, []).append(ground.readings[denier])
    return [*found, *(_make_denial(said, deniers, ground) for said, deniers in joined.items())]


def _may_deny(reading: Reading) -> bool:
    """Whether a content says of something that it is not so."""
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


def _find_reversals(reading: Reading, against: Sequence[Reading], ground: Ground) -> list[Conflict]:
    """The same speaker or side on another day said the opposite."""
    found = []
    for other in against:
        when, before = find_date(reading, ground), find_date(other, ground)
        if not is_one_side(reading, other, ground):
            continue
        if when is None or before is None:
            found += _tell_undated(reading, other, ground)
            continue
        if is_earlier(when, before) or is_earlier(before, when):
            first, last = (reading, other) if is_earlier(when, before) else (other, reading)
            because = f"{tell_order(first, last, ground)}: {tell_turned(*order_turned(first, last))}"
            found.append(make_conflict(ConflictKind.REVERSAL, [first.statement.id], [last.statement.id], because))
    return found


def _tell_undated(denial: Reading, told: Reading, ground: Ground) -> list[Conflict]:
    """One speaker is quoted both ways by two articles of which no page tells the order."""
    if not same_speaker(denial, told, ground) or denial.statement.article == told.statement.article:
        return []
    if not (denial.negated or turns_content(denial.statement)) or turns_content(told.statement) or _turns_any(told):
        return []
    because = f"{tell_who(told, ground)} is quoted both ways, and no page tells which came first: "
    because += tell_turned(denial, told)
    return [make_conflict(ConflictKind.REVERSAL, [denial.statement.id], [told.statement.id], because)]


def _turns_any(reading: Reading) -> bool:
    """Whether a content says of anything that it is not so, or only what would be."""
    modal = any(word.stem in load_tables().perfect and word.text != "May" for word in reading.words)
    return modal or find_absent(reading) is not None or any(part.negated for part in reading.parts)


def find_admissions(ground: Ground) -> list[Conflict]:
    """A side confirms what it denied: one speaker of one matter, or a country or house of the same things."""
    readings = ground.in_order
    denials = [r for r in readings if (r.statement.stance is Stance.DENY or r.negated) and not points_back(r)]
    joined: list[tuple[set[str], list[Reading]]] = []
    for admission in readings:
        if admission.statement.stance is not Stance.CONFIRM or admission.negated:
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
            f"{tell_order(ground.readings[min(before)], admissions[0], ground)}: "
            f"{tell_turned(ground.readings[min(before)], admissions[0])}",
        )
        for before, admissions in joined
    ]


def _takes_back(denial: Reading, admission: Reading, ground: Ground) -> bool:
    """Whether a confirmation is of what was denied: one word of matter in common for one person, two for a side."""
    if denial.statement.article == admission.statement.article:
        return False
    when, then = find_date(denial, ground), find_date(admission, ground)
    if when is not None and then is not None and not is_earlier(when, then):
        return False
    if same_speaker(denial, admission, ground):
        shared = (denial.keys & admission.keys) - load_tables().back - load_tables().negation
        return len(shared) >= (1 if denial.statement.stance is Stance.DENY else LEAST_MATTER)
    if not list_sides(denial, ground) & list_sides(admission, ground):
        return False
    things = {w.thing for w in denial.words if w.thing} & {w.thing for w in admission.words if w.thing}
    countries = {w.country for w in denial.words if w.country} & {w.country for w in admission.words if w.country}
    return bool(things and countries)


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
        if any(share_slots(f, g, opposite=True) is not None for f in negated for g in other.frames)
        or _denies_matter(reading, other)
    ]
    opposed += [other for other in find_worded(reading, ground) if other not in opposed]
    for find in (find_undone, find_accused, find_feigned):
        opposed += [other for other in find(reading, ground) if other not in opposed]
    opposed = [
        other
        for other in opposed
        if not _inside(other.statement, reading.statement) and _in_reach(reading, other, ground)
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
        for other in _list_holding(absent, ground)
        if _tells_of(other, absent) and _in_reach(reading, other, ground) and not _is_before(reading, other, ground)
    ]


def _list_holding(word: str, ground: Ground) -> list[Reading]:
    """The readings with a word, in order; of a very common one the first `MAX_TOLD`."""
    return [ground.in_order[place] for place in ground.by_word.get(word, ())[:MAX_TOLD]]


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
    for reading in ground.in_order:
        speaker = ground.speakers.by_statement.get(reading.statement.id)
        absent = find_absent(reading)
        if absent is not None and speaker is not None:
            denials.setdefault((speaker, absent), []).append(reading)
    found = []
    for (_, thing), said in denials.items():
        after = [
            r
            for r in _list_holding(thing, ground)
            if _tells_of(r, thing) and same_speaker(r, said[0], ground) and any(_is_before(s, r, ground) for s in said)
        ]
        if after:
            because = f"{tell_order(said[0], after[0], ground)}: there was none, and now it is spoken of as there"
            ids = [r.statement.id for r in said], [r.statement.id for r in after]
            found.append(make_conflict(ConflictKind.REVERSAL, *ids, because))
    return found


def _is_before(reading: Reading, other: Reading, ground: Ground) -> bool:
    when, then = find_date(reading, ground), find_date(other, ground)
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
    return [r for r in before if same_speaker(r, last, ground)]


def _in_reach(reading: Reading, other: Reading, ground: Ground) -> bool:
    """Whether a denial can mean a statement: told by the same article, within `REACH_DAYS`, or both undated."""
    if reading.statement.article == other.statement.article or same_speaker(reading, other, ground):
        return True
    when, then = find_date(reading, ground), find_date(other, ground)
    if when is None or then is None:
        return when is then or _is_short(ground)
    days = count_days(when, then)
    return days is not None and days <= REACH_DAYS


def _is_short(ground: Ground) -> bool:
    """Whether all dated articles of a story are within `REACH_DAYS`: one without a date is of that time too."""
    dates = sorted(ground.published.values(), key=lambda date: date.date)
    days = count_days(dates[0], dates[-1]) if dates else None
    return days is not None and days <= REACH_DAYS


def _find_before(reading: Reading, ground: Ground) -> Reading | None:
    """The statement right before in the same article, of another speaker, that says something positive."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    candidates = [
        r for r in _list_before(reading, ground) if start - content_span(r.statement).end <= FAR and len(r.words) > 1
    ]
    last = max(candidates, key=lambda r: content_span(r.statement).end, default=None)
    if last is None:
        return None
    last = next((r for r in candidates if r.statement.id == last.statement.parent), last)
    between = ground.read_body(reading.statement.article, content_span(last.statement).end - 1, start)
    reach = 0 if "which" in reading.text.casefold().split() else REACH_SENTENCES
    return last if len(between) <= REACH and len(SENTENCE_END.findall(between)) <= reach else None


def _list_before(reading: Reading, ground: Ground) -> list[Reading]:
    """What other speakers say before a statement in the same article, denials left out."""
    start = (reading.statement.cue or content_span(reading.statement)).start
    return [
        other
        for other in ground.by_article[reading.statement.article]
        if content_span(other.statement).end <= start
        and not turns_content(other.statement)
        and not same_speaker(reading, other, ground)
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
            if i in ground.readings and not same_speaker(denier, ground.readings[i], ground)
        }
    return ids - {denier.statement.id}
