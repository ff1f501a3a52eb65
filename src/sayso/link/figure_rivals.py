"""Counts of one quantity by two sides that cannot both hold: of one time, or the later one lower of what only grows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from sayso.link.amounts import find_bounds, is_same_count, values_agree
from sayso.link.figure_told import date_figure, find_side
from sayso.link.figures import Setting, is_of_one_size
from sayso.link.ground import Ground
from sayso.link.periods import dates_agree, is_earlier, spans_days
from sayso.link.slots import changing_measures, growing_measures, is_known_measure, read_slots
from sayso.model import Date, Figure

ONE_TIME = 4  # days that the date of a count may span and still be of one time with another
MAX_SERIES = 200  # figures of one quantity that are compared with each other

Clash = tuple[list[Figure], list[Figure]]  # all that give one count, and all that give another


def list_clashes(series: Sequence[Figure], ground: Ground) -> list[Clash]:
    """Two speakers' counts that cannot both hold; all that give one count stand on one side."""
    counts: list[list[Figure]] = []
    for figure in series[:MAX_SERIES]:
        home = next((count for count in counts if all(is_same_count(figure, f) for f in count)), None)
        if home is None:
            counts.append([figure])
        else:
            home.append(figure)
    found: list[Clash] = []
    for one, other in combinations(counts, 2):
        rivals = [(a, b) for a in one for b in other if _cannot_both_hold(a, b, series, ground)]
        if rivals:
            left, right = (list({f.id: f for f in side}.values()) for side in zip(*rivals, strict=True))
            found.append((left, right))
    return found


def _cannot_both_hold(a: Figure, b: Figure, series: Sequence[Figure], ground: Ground) -> bool:
    """Whether two sides give other numbers for one time: such as exclude each other, or, where one article sets the one
    beside the other, one far above the other's "at least". What is told as counted before is no side's count."""
    if any(ground.settings.get(f.id, Setting()).former for f in (a, b)) or not measure_alike([a], [b]):
        return False
    apart = not is_same_count(a, b) if a.article == b.article else not values_agree(a, b)
    if not apart or not _are_rivals(a, b, series, ground):
        return False
    return _share_day(a, b, series, ground) or cannot_have_fallen(a, b, ground)


def cannot_have_fallen(a: Figure, b: Figure, ground: Ground) -> bool:
    """Whether the later of two dated counts of what only grows is the lower one."""
    one, other = date_figure(a, ground), date_figure(b, ground)
    if one is None or other is None or a.article != b.article:
        return False
    return falls(a, b) if is_earlier(one, other) else is_earlier(other, one) and falls(b, a)


def _are_rivals(a: Figure, b: Figure, series: Sequence[Figure], ground: Ground) -> bool:
    """Whether two counts are of two sides. In an article its own words are one side, and "put at 27" is another though
    nobody is found who does; not where one of its speakers gives the count of its own words, too."""
    one, other = find_side(a, ground), find_side(b, ground)
    if one is not None and other is not None:
        return one != other
    if a.article != b.article or read_slots(a).measure not in changing_measures():
        return False
    own = [f for f, side in ((a, one), (b, other)) if side is None]
    voiced = [f for f in series if f.article == a.article and f not in (a, b) and find_side(f, ground) is not None]
    if any(is_same_count(f, mine) for f in voiced for mine in own):
        return False
    here, there = (ground.settings.get(f.id, Setting()) for f in (a, b))
    if here.sentence == there.sentence:
        return False
    return here.claimed or there.claimed or (len(own) == 1 and _told_together(a, b, ground))


def _told_together(a: Figure, b: Figure, ground: Ground) -> bool:
    """Whether no date of two counts of an article, its own day included, sets them apart."""
    return dates_agree(date_figure(a, ground), date_figure(b, ground)) is not False


def _share_day(a: Figure, b: Figure, series: Sequence[Figure], ground: Ground) -> bool:
    """Whether two counts are of one day: of one article, where it does not date them apart, or dated alike."""
    if a.article == b.article:
        return dates_agree(ground.dates.get(a.id), ground.dates.get(b.id)) is not False
    dates = [_list_dates(figure, series, ground) for figure in (a, b)]
    return any(dates_agree(one, other) is True for one in dates[0] for other in dates[1])


def _list_dates(figure: Figure, series: Sequence[Figure], ground: Ground) -> list[Date]:
    """The times at which a count was told: its own; where that is of several days, the days within it on which others
    give that count, if any do."""
    own = date_figure(figure, ground)
    if own is None or spans_days(own) > ONE_TIME:
        return []
    if spans_days(own) == 1:
        return [own]
    others = (date_figure(f, ground) for f in series if f is not figure and is_same_count(f, figure))
    exact = [date for date in others if date is not None and spans_days(date) == 1 and dates_agree(own, date)]
    return exact or [own]


def falls(one: Figure, other: Figure) -> bool:
    """Whether the second of two counts of what only grows is lower than the first allows."""
    if read_slots(one).measure not in growing_measures():
        return False
    return find_bounds(other)[1] < find_bounds(one)[0]


def measure_alike(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Whether two counts are told of one measure, or one of them of none that a table has and the numbers are of one
    size: "29 workers were listed" may be another count of those "unaccounted for"."""
    for a, b in product(one, other):
        here, there = read_slots(a).measure, read_slots(b).measure
        named = is_known_measure(here) and is_known_measure(there)
        if here == there or (not named and is_of_one_size(a, b)):
            return True
    return False
