"""Figures of one quantity that do not agree: a later count, two sides' counts, and what only looks like a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from sayso.link.amounts import is_same_count, values_agree
from sayso.link.figure_rivals import Clash, cannot_have_fallen, falls, list_clashes, measure_alike
from sayso.link.figure_scopes import split_scopes, tell_gap
from sayso.link.figure_told import date_figure, find_side, quote_figure, tell_counter
from sayso.link.figures import Setting
from sayso.link.ground import Ground, make_conflict
from sayso.link.periods import dates_agree, is_earlier
from sayso.link.slots import changing_measures, read_slots
from sayso.model import Conflict, ConflictKind, Date, Figure, Scope

_Pair = tuple[list[Figure], list[Figure]]  # an earlier count, and the one that took its place


def find_figure_conflicts(ground: Ground) -> list[Conflict]:
    """Figures of one quantity that cannot both hold, each count with the one that came next, and what only looks so."""
    found: list[Conflict] = []
    for series in ground.series:
        scopes = split_scopes(series, ground.settings)
        for figures in scopes:
            clashes = list_clashes(figures, ground)
            found += _find_revisions(figures, clashes, ground)
            found += [_make_difference(one, other, ground) for one, other in clashes]
        found += [c for one, other in combinations(scopes, 2) for c in _find_apparent(one, other, ground)]
    return found


def _find_revisions(series: Sequence[Figure], clashes: Sequence[Clash], ground: Ground) -> list[Conflict]:
    """Each dated count against the next one, and what is told as counted before against what is counted now.

    Of two counts that clash the one that fewer give is no step of the story's line, only of its own side's.
    """
    if not any(read_slots(f).measure in changing_measures() for f in series):
        return []
    former = [f for f in series if ground.settings.get(f.id, Setting()).former]
    rival = {f.id for pair in clashes for f in _pick_rival(pair, series, ground)}
    steps = _list_steps([f for f in series if f not in former and f.id not in rival], ground)
    told = {find_side(f, ground) for f in series}
    own = (
        [f for f in series if f not in former and find_side(f, ground) == side] for side in sorted(filter(None, told))
    )
    lines = [steps, *(_list_steps(figures, ground) for figures in own)]  # of the story, and of each side by itself
    pairs = [
        ([f for _, f in one], [f for _, f in other])
        for line in lines
        for one, other in pairwise(line)
        if _is_one_line(one[0][1], other[0][1], ground) and measure_alike([f for _, f in one], [f for _, f in other])
    ]
    pairs = [pair for pair in pairs if not _takes_back_another(*pair, ground)]
    for old in former:
        _join_former(old, series, pairs, former)
    _add_undated([f for f in series if f not in former], pairs, ground)
    revisions = [_make_revision(one, other, ground) for one, other in pairs]
    return revisions + _find_unordered([f for f in series if f not in former], pairs, ground)


def _pick_rival(clash: Clash, series: Sequence[Figure], ground: Ground) -> list[Figure]:
    """Of two counts that clash, all that somebody is said to give of the one that fewer figures give; none of a tie."""
    told = [[f for f in series if is_same_count(f, side[0])] for side in clash]
    fewer = min(told, key=len)
    return [] if len(told[0]) == len(told[1]) else [f for f in fewer if find_side(f, ground) is not None]


def _takes_back_another(one: Sequence[Figure], other: Sequence[Figure], ground: Ground) -> bool:
    """Whether a lower count of what never falls is told by others than those who gave the one before: they disagree."""
    before, after = ({find_side(f, ground) for f in side} for side in (one, other))
    return falls(one[0], other[0]) and None not in before | after and before.isdisjoint(after)


def _find_unordered(series: Sequence[Figure], pairs: Sequence[_Pair], ground: Ground) -> list[Conflict]:
    """Counts of one side that cannot both hold, in articles of which no page tells which came first: the nearest."""
    paired = {f.id for pair in pairs for side in pair for f in side}
    found = []
    for side in sorted({side for f in series if (side := find_side(f, ground))}):
        own = [f for f in series if find_side(f, ground) == side and f.minimum is not None]
        ordered = sorted(own, key=lambda f: (f.minimum or 0.0, f.id))
        for one, other in pairwise(ordered):
            undated = [f for f in (one, other) if date_figure(f, ground) is None and f.id not in paired]
            if undated and one.article != other.article and not values_agree(one, other):
                words = quote_figure(one, ground), quote_figure(other, ground)
                because = f"{words[0]} and {words[1]}: {side} counts both, and no page tells which came first"
                found.append(make_conflict(ConflictKind.REVISION, [one.id], [other.id], because))
    return found


def _make_revision(one: Sequence[Figure], other: Sequence[Figure], ground: Ground) -> Conflict:
    """A count and the one that took its place; only apparent where the later one tells what it adds to the earlier."""
    added = next((f for a in one for b in other if (f := _find_added(a, b, ground)) is not None), None)
    ids = [f.id for f in one], [f.id for f in other]
    a, b = _pick_told(one, ground), _pick_told(other, ground)
    words, leads = (quote_figure(a, ground), quote_figure(b, ground)), (a.id, b.id)
    if added is not None:
        because = f"{words[1]} is {words[0]} and {quote_figure(added, ground)}, which came on top"
        return make_conflict(ConflictKind.APPARENT, *ids, because, leads)
    because = f"{words[0]}, then {words[1]}: a later count of the same"
    return make_conflict(ConflictKind.REVISION, *ids, because, leads)


def _find_added(earlier: Figure, later: Figure, ground: Ground) -> Figure | None:
    """What the later count's article tells as coming on top, where it makes up the whole difference."""
    if earlier.minimum is None or later.minimum is None:
        return None
    gap = later.minimum - earlier.minimum
    beside = (f for f in ground.figures if f.article == later.article and f.scope is Scope.ADDITIONAL)
    return next((f for f in beside if gap > 0 and f.minimum == gap and f.unit == later.unit), None)


def _list_steps(series: Sequence[Figure], ground: Ground) -> list[list[tuple[Date, Figure]]]:
    """The dated counts in order, those that give one count together: the same value printed twice is one step."""
    dated = [(date, f) for f in series if (date := date_figure(f, ground))]
    sides = Counter(find_side(f, ground) for f in series)
    steps: list[list[tuple[Date, Figure]]] = []

    def order(found: tuple[Date, Figure]) -> tuple[str, int, bool, float, str]:
        """By day, of one day the side that counts most; open bounds before numbers, the lower ones first."""
        date, figure = found
        is_open = figure.maximum is None
        low = figure.minimum or 0.0
        return date.date, -sides[find_side(figure, ground)], not is_open, low if is_open else 0.0, figure.id

    for date, figure in sorted(dated, key=order):
        known = next((step for step in steps if is_same_count(step[0][1], figure)), None)
        if known is not None:  # an older count that is told again is no news
            known.append((date, figure))
        elif not steps or _follows(date, figure, *steps[-1][0]) or _outgrows(date, figure, *steps[-1][0], ground):
            steps.append([(date, figure)])
    return steps


def _add_undated(series: Sequence[Figure], pairs: list[_Pair], ground: Ground) -> None:
    """Add each count that nothing dates to the step that gives it."""
    for figure in (f for f in series if date_figure(f, ground) is None):
        homes = [side for pair in pairs for side in pair if any(is_same_count(figure, f) for f in side)]
        for side in homes:
            side.append(figure)


def _join_former(old: Figure, series: Sequence[Figure], pairs: list[_Pair], former: Sequence[Figure]) -> None:
    """Add what an article tells as the count before to the step that it repeats, else as a step of its own."""
    known = next((one for one, _ in pairs if any(is_same_count(old, f) for f in one)), None)
    if known is not None:
        known.append(old)
        return
    now = [f for f in series if f.article == old.article and f not in former]
    nearest = min(now, key=lambda f: (abs(f.start - old.start), f.id), default=None)
    if nearest is not None and not values_agree(old, nearest):
        pairs.append(([old, *(f for f in series if f not in former and is_same_count(old, f))], [nearest]))


def _follows(date: Date, later: Figure, before: Date, earlier: Figure) -> bool:
    """Whether a count is news after another: of a later day, and not allowed by it, or beyond an open one.

    19 is news after "at least 14", "at least 14" is none after 19; a rival's count of the same day is no step.
    """
    beyond = earlier.maximum is None and (later.minimum or 0) > (earlier.minimum or 0)
    return is_earlier(before, date) and (beyond or not values_agree(earlier, later))


def _outgrows(date: Date, later: Figure, before: Date, earlier: Figure, ground: Ground) -> bool:
    """Whether one side tells two open counts on one day, in two articles: "at least 14" is news after "at least 11"."""
    if earlier.maximum is not None or later.maximum is not None or later.article == earlier.article:
        return False
    side = find_side(later, ground)
    more = (later.minimum or 0) > (earlier.minimum or 0)
    return more and side is not None and side == find_side(earlier, ground) and dates_agree(before, date) is True


def _is_one_line(a: Figure, b: Figure, ground: Ground) -> bool:
    """Whether the later of two counts takes the place of the earlier: not where two sides count against each other."""
    one, other = find_side(a, ground), find_side(b, ground)
    return a.article != b.article or (one is not None and one == other)


def _make_difference(one: Sequence[Figure], other: Sequence[Figure], ground: Ground) -> Conflict:
    a, b = _pick_told(one, ground), _pick_told(other, ground)
    fallen = all(cannot_have_fallen(x, y, ground) for x in one for y in other)
    time = ", which only grows" if fallen else " at one time, and neither is a part of the other"
    because = (
        f"{quote_figure(a, ground)} by {tell_counter(a, ground)}, {quote_figure(b, ground)} by "
        f"{tell_counter(b, ground)}: one thing{time}"
    )
    ids = [f.id for f in one], [f.id for f in other]
    return make_conflict(ConflictKind.DIFFERS, *ids, because, (a.id, b.id))


def _pick_told(figures: Sequence[Figure], ground: Ground) -> Figure:
    """The figure that is shown for all that give its count: a dated one, and one that somebody gives, if any is."""
    return min(figures, key=lambda f: (date_figure(f, ground) is None, find_side(f, ground) is None, f.id))


def _find_apparent(one: Sequence[Figure], other: Sequence[Figure], ground: Ground) -> list[Conflict]:
    """Counts of one thing in two scopes that need not agree, and why: a part, an addition, what is left."""
    known = next(((a, b) for a in one for b in other if not is_same_count(a, b)), None)
    because = tell_gap(*known, ground.settings) if known else None
    if because is None:
        return []
    return [make_conflict(ConflictKind.APPARENT, [f.id for f in one], [f.id for f in other], because)]
