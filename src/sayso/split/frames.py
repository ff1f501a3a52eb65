"""Pages whose texts stand in frames that come again: a time over each, buttons or a counter below, who posted it.

What opens two texts of a page opens the others, and what closes the last one closes all: the convention is learned from
the page. Between two texts is a *gap*, the lines that tell nothing; one above the first, one below the last. The lines
of gaps have *forms*, and a form that comes again in most gaps cuts the page. It closes the texts if it also stands
below the last one, where it stands elsewhere; else it opens them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.houses import is_capitalised
from sayso.rules.moments import BARE_TIME, is_entry_time, match_fused, read_moment
from sayso.rules.shape import CREDITS, Line, LineKind, count_words, fold_line, has_digit, is_title
from sayso.rules.times import CLOCK, age_pattern, is_short_age, tells_clock
from sayso.split.called import counts_readers
from sayso.split.digest_signs import AGREE, LEAST, measure, tells_one_story
from sayso.split.entries import are_signed, cut_time, is_chronicle, with_lead
from sayso.split.headlines import fold, is_headline, is_lone, weigh
from sayso.split.items import Items, Opening

_LONGEST_FORM = 60  # characters of a line that comes again
_COMMON = 0.6  # share of the borders in which a form comes again that frames the texts
_MOST_PARAGRAPHS = 6  # of one item
_COVERAGE = 0.7  # share of the page's sentences that its items hold
_LONE_SHARE = 0.4  # of all that an article over its readers' comments holds
_SHORTEST = 60  # characters that most items have at least
_LEAST_HEADED = 2  # items with a headline that make it a custom of the page
_FEW = 0.3  # share of the headlines that begin all their words with capitals where that is how headlines are written
_CANDIDATES = 6  # forms that are tried
_FAR = 12  # lines below the last text in which its frame is looked for
_STRAY = 1  # of them that may stand in none of the others
_HOUR, _DAY, _BYLINE, _OUTLET = "an hour or age", "a day", "a byline", "an outlet"
_ADDRESS, _POINTER = "an address", "a pointer"
_TIMES = (_HOUR, _DAY)
_ARROWS = ("→", "➔", "➜", "»", "›", ">", "⟶")
_LINK = re.compile(r"#{0,6}\s?https?://\S{8,400}")
_NUMBER = re.compile(r"\d[\d.,:]*\s?[kKmMкК]?(?![^\W\d_])")


class Frame(NamedTuple):
    """A page cut by the lines of one form."""

    lines: Sequence[Line]
    forms: Mapping[int, str]  # by line of a gap
    cut: str
    closes: bool  # whether lines of this form stand below the texts, not above
    gaps: Sequence[range]
    borders: Sequence[range]  # gaps between texts that hold the form
    closers: frozenset[str]  # forms that stand below the texts
    said: Mapping[str, int]  # how often headlines, and forms of other lines, stand in gaps

    def find_cut(self, gap: range) -> int | None:
        """The line of the form that cuts: of several the nearest to the text that it belongs to."""
        return _find_form(self.forms, self.cut, gap if self.closes else gap[::-1])


def find_framed(lines: Sequence[Line], *, timed: bool = False) -> Items | None:
    """The items of a page whose texts stand in frames, or only in frames that tell hours (`timed`); else None."""
    gaps = list(_list_gaps(lines))
    if timed and not _tell_hours(lines, gaps):
        return None
    forms = {number: form for gap in gaps for number in gap if (form := _read_form(lines[number]))}
    said = Counter(_name(lines, forms, number) for number in forms)
    held = Counter(form for gap in gaps for form in dict.fromkeys(forms.get(number, "") for number in gap) if form)
    often = [form for form, count in held.most_common(_CANDIDATES) if count >= LEAST and (form == _HOUR or not timed)]
    frames = [_make_frame(lines, gaps, forms, form, said) for form in often]
    found = [(items, frame) for frame in frames if (items := _read_items(frame))]
    best = max(found, key=lambda pair: (pair[1].cut == _HOUR, len(pair[0].openings), pair[1].closes), default=None)
    return best[0] if best else None


def _tell_hours(lines: Sequence[Line], gaps: Sequence[range]) -> bool:
    """Whether hours or ages stand in gaps enough to cut a page: in those of an ordinary article there are none."""
    held = 0
    for number, gap in enumerate(gaps):
        if held + len(gaps) - number < LEAST:
            return False
        held += any(_may_tell_hour(lines[other]) and _read_form(lines[other]) == _HOUR for other in gap)
    return held >= LEAST


def _may_tell_hour(line: Line) -> bool:
    """Whether the line has what all those have that tell an hour or age: digits, or words that are known as a time."""
    return len(line.text) <= _LONGEST_FORM and (line.kind is LineKind.TIME or has_digit(line.text))


def _name(lines: Sequence[Line], forms: Mapping[int, str], number: int) -> str:
    """All words of what may be a headline, the form of any other line."""
    return fold(lines[number].text) if is_headline(lines[number]) else forms.get(number, "")


def _list_gaps(lines: Sequence[Line]) -> Iterator[range]:
    """The runs of lines around texts, perhaps empty ones at both ends of the page."""
    start = 0
    for number, line in enumerate(lines):
        if line.kind is LineKind.PROSE and not is_headline(line):
            if start == 0 or number > start:
                yield range(start, number)
            start = number + 1
    yield range(start, len(lines))


def _read_form(line: Line) -> str | None:
    """What a line has in common with others of its kind; None for what may stand anywhere: adverts, captions."""
    if line.furniture is FurnitureKind.ADVERT or line.kind is LineKind.CAPTION or len(line.text) > _LONGEST_FORM:
        return _ADDRESS if _LINK.fullmatch(line.text) else None
    return _read_kind(line) or _NUMBER.sub("0", fold_line(line.text) or line.text)


def _read_kind(line: Line) -> str | None:
    """What is a form whatever its words are."""
    words = line.text
    if _LINK.fullmatch(words):
        return _ADDRESS
    if is_entry_time(words) or tells_clock(words) or is_short_age(words) or _cut_fused(line):
        return _HOUR
    if line.kind is LineKind.TIME:
        return _HOUR if CLOCK.search(words) or age_pattern().search(words) else _DAY
    if line.kind in CREDITS:
        return _BYLINE if line.kind is LineKind.BYLINE else _OUTLET
    return _POINTER if words.startswith(_ARROWS) or words.endswith(_ARROWS) else None


def _cut_fused(line: Line) -> tuple[int, int] | None:
    """Which characters of the line are a headline behind an hour."""
    match = match_fused(line.text) if line.kind in (LineKind.TITLE, LineKind.LABEL) else None
    head = cut_time(line.text, match) if match else None
    return head if head and is_title(line.text[slice(*head)]) else None


def _find_form(forms: Mapping[int, str], form: str, numbers: Sequence[int]) -> int | None:
    return next((number for number in numbers if forms.get(number) == form), None)


def _make_frame(
    lines: Sequence[Line], gaps: Sequence[range], forms: Mapping[int, str], cut: str, said: Mapping[str, int]
) -> Frame:
    borders = [gap for gap in gaps[1:-1] if _find_form(forms, cut, gap) is not None]
    held = Counter(form for gap in borders for form in {forms.get(number, "") for number in gap})
    common = {form for form, count in held.items() if form and count >= _COMMON * len(borders)}
    below = [number for number in gaps[-1][:_FAR] if forms.get(number) in common]
    run = [number for place, number in enumerate(below) if number - gaps[-1].start <= place + _STRAY]
    closes = _closes(gaps, borders, forms, cut)
    closers = {forms[number] for number in run} - {cut} | ({cut} if closes else set())
    return Frame(lines, forms, cut, closes, gaps, borders, frozenset(closers), said)


def _closes(gaps: Sequence[range], borders: Sequence[range], forms: Mapping[int, str], cut: str) -> bool:
    """Whether the form stands as near below the last text as below others; if also as near above the first, whether
    it is always equally far below them.
    """
    below = {number - gap.start for gap in borders if (number := _find_form(forms, cut, gap)) is not None}
    above = {gap.stop - number for gap in borders if (number := _find_form(forms, cut, gap[::-1])) is not None}
    last, first = _find_form(forms, cut, gaps[-1]), _find_form(forms, cut, gaps[0][::-1])
    ends = last is not None and last - gaps[-1].start <= max(below, default=-1)
    opens = first is not None and gaps[0].stop - first <= max(above, default=-1)
    return ends and (not opens or len(below) <= len(above))


def _read_items(frame: Frame) -> Items | None:
    zones = _find_zones(frame)
    if len(zones) < LEAST:
        return None
    titles = _choose_titles(frame, zones)
    heads = {
        cut: head
        for zone in zones
        if (cut := frame.find_cut(zone)) is not None and (head := _cut_fused(frame.lines[cut]))
    }
    titles = [
        frame.find_cut(zone) if title is None and frame.find_cut(zone) in heads else title
        for title, zone in zip(titles, zones, strict=True)
    ]
    openings = [_open_item(frame, zone, title) for zone, title in zip(zones, titles, strict=True)]
    end = _find_end(frame)
    if not _are_items(frame, openings, end):
        return None
    gaps = (*frame.borders, frame.gaps[-1])
    between = frozenset(number for gap in gaps for number in gap if frame.forms.get(number) in frame.closers)
    return Items(with_lead(frame.lines, openings), end, between, heads, foreign=frame.cut == _ADDRESS)


def _find_end(frame: Frame) -> int:
    """After what closes the last text."""
    below = [number for number in frame.gaps[-1][:_FAR] if frame.forms.get(number) in frame.closers]
    return below[-1] + 1 if frame.closes and below else len(frame.lines)


# --- what opens a text ----------------------------------------------------------------------------------------------


def _find_zones(frame: Frame) -> list[range]:
    """The lines that open each item: as many above the first text as above most others."""
    zones = [range(_skip_closers(frame, gap), gap.stop) for gap in frame.borders]
    if not frame.closes:
        zones = _trim_zones(frame, zones)
    usual = Counter(map(len, zones)).most_common(1)
    first = frame.gaps[0]
    if not usual or not first.stop:
        return zones if not frame.closes or not usual else [first, *zones]
    top = range(max(first.start, first.stop - usual[0][0]), first.stop)
    return [top, *zones] if frame.closes or frame.find_cut(top) is not None else zones


def _skip_closers(frame: Frame, gap: range) -> int:
    """The line after what closes the text above the gap."""
    cut = frame.find_cut(gap)
    last = gap.stop if frame.closes or cut is None else cut
    closing = [number for number in range(gap.start, last) if _closes_text(frame, number)]
    return closing[-1] + 1 if closing else gap.start


def _closes_text(frame: Frame, number: int) -> bool:
    loose = not frame.closes and frame.lines[number].kind in (LineKind.FURNITURE, LineKind.ENDING, LineKind.CAPTION)
    return loose or frame.forms.get(number) in frame.closers


def _trim_zones(frame: Frame, zones: Sequence[range]) -> list[range]:
    """With as many lines above the one that cuts as most have."""
    cuts = [frame.find_cut(zone) or zone.start for zone in zones]
    above = Counter(cut - zone.start for cut, zone in zip(cuts, zones, strict=True)).most_common(1)
    return [range(max(zone.start, cut - above[0][0]), zone.stop) for cut, zone in zip(cuts, zones, strict=True)]


def _choose_titles(frame: Frame, zones: Sequence[range]) -> list[int | None]:
    """The headline in each zone: where most have one, counted from the line that cuts or from the text."""
    offered = [[number for number in zone if _may_head(frame, number)] for zone in zones]
    if sum(map(bool, offered)) < _LEAST_HEADED or _are_names(frame, [one for numbers in offered for one in numbers]):
        return [None] * len(zones)
    from_text = [zone.stop for zone in zones]
    from_cut = [
        base if (cut := frame.find_cut(zone)) is None else cut for zone, base in zip(zones, from_text, strict=True)
    ]
    bases, place = max(
        ((bases, *_find_usual(frame, offered, bases)) for bases in (from_text, from_cut)), key=lambda found: found[2]
    )[:2]
    near = [
        min(numbers, key=lambda number: (abs(number - base - place), number), default=None)
        for numbers, base in zip(offered, bases, strict=True)
    ]
    if _are_names(frame, [number for number in near if number is not None], _FEW):
        return near
    spots = [base + place for base in bases]
    return [
        None if number is None or _is_stray(frame.lines[number], spotted=number == spot) else number
        for number, spot in zip(near, spots, strict=True)
    ]


def _is_stray(line: Line, *, spotted: bool) -> bool:
    """Whether the line is a name where headlines are none, or a word that does not stand where headlines do."""
    return _may_be_name(line) and (not spotted or (line.text.isascii() and len(line.text.split()) > 1))


def _find_usual(frame: Frame, offered: Sequence[Sequence[int]], bases: Sequence[int]) -> tuple[int, int]:
    """How far from these lines most headlines stand, and how many do; a line that looks like one counts twice."""
    places: Counter[int] = Counter()
    for numbers, base in zip(offered, bases, strict=True):
        for number in numbers:
            places[number - base] += 1 + is_headline(frame.lines[number])
    return places.most_common(1)[0]


def _may_head(frame: Frame, number: int) -> bool:
    """Whether the line may be a headline: it is said once on the page, and is no credit, time or counter."""
    line, form = frame.lines[number], frame.forms.get(number, "")
    if form in (*_TIMES, _BYLINE, _OUTLET) or frame.said.get(_name(frame.lines, frame.forms, number), 0) > 1:
        return False
    noted = line.furniture is FurnitureKind.OTHER and is_title(line.text)  # "Correction: ninety, not nine hundred"
    return not counts_readers(line) and (noted or is_headline(line) or line.kind is LineKind.LABEL)


def _are_names(frame: Frame, numbers: Sequence[int], share: float = AGREE) -> bool:
    """Whether so many of what may be headlines are a few words with capitals: people's names."""
    names = [number for number in numbers if _may_be_name(frame.lines[number])]
    return len(names) >= share * len(numbers)


def _may_be_name(line: Line) -> bool:
    """Whether the line is a few words with capitals, or one word of any kind: what somebody may be called."""
    return line.kind is LineKind.LABEL and (is_capitalised(line.text) or count_words(line.text) == 1)


def _open_item(frame: Frame, zone: range, title: int | None) -> Opening:
    lines = frame.lines
    credited = tuple(
        number
        for number in zone
        if number != title
        and (lines[number].kind in CREDITS or frame.forms.get(number) in _TIMES or _may_be_name(lines[number]))
    )
    return Opening(zone.start, () if title is None else (title,), credited, zone.stop)


# --- what says that these are items ---------------------------------------------------------------------------------


def _are_items(frame: Frame, openings: Sequence[Opening], end: int) -> bool:
    """Whether the texts are short, tell something, hold most of the page, and are nobody's chapters or comments."""
    lines = frame.lines
    stops = [*(opening.start for opening in openings[1:]), end]
    spans = [lines[opening.body : stop] for opening, stop in zip(openings, stops, strict=True)]
    masses = [weigh(span, 0, len(span)) for span in spans]
    short = sum(sum(line.kind is LineKind.PROSE for line in span) <= _MOST_PARAGRAPHS for span in spans)
    told = sum(measure(span[0].text) >= _SHORTEST for span in spans)
    lead = with_lead(lines, openings)[0]
    led = weigh(lines, lead.body, openings[0].start) if lead is not openings[0] else 0
    return (
        min(short, told) >= AGREE * len(openings)
        and led + sum(masses) >= _COVERAGE * weigh(lines, 0, len(lines))
        and led <= sum(masses)
        and not is_lone(masses, _LONE_SHARE)
        and not (led and _may_be_readers(frame, openings))
        and _are_cut(frame, openings)
        and (frame.cut in (_HOUR, _ADDRESS) or not tells_one_story(lines, openings, end))
    )


def _may_be_readers(frame: Frame, openings: Sequence[Opening]) -> bool:
    """Whether texts below an article have no headlines, and more than an hour over them: names, days, ages."""
    headed = sum(bool(opening.headlines) for opening in openings)
    bare = sum(any(BARE_TIME.fullmatch(frame.lines[number].text) for number in opening.credits) for opening in openings)
    return max(headed, bare) < AGREE * len(openings)


def _are_cut(frame: Frame, openings: Sequence[Opening]) -> bool:
    """Whether the lines by which the page is cut are such as stand around items."""
    if frame.cut in _TIMES:
        return frame.closes or _are_timed(frame, openings)
    return frame.cut == _ADDRESS or _are_sealed(frame, openings)


def _are_timed(frame: Frame, openings: Sequence[Opening]) -> bool:
    """Whether times that cut the page are those of entries, not of an article's chapters or its readers' comments.

    Days without headlines are entries where the latest is on top and nothing is told above it.
    """
    cuts = [frame.find_cut(range(opening.start, opening.body)) for opening in openings]
    moments = [read_moment(frame.lines[cut].text) if cut is not None else None for cut in cuts]
    if frame.cut == _HOUR:
        return not are_signed(frame.lines, openings) and not is_chronicle(frame.lines, openings, moments)
    if sum(bool(opening.headlines) for opening in openings) >= AGREE * len(openings):
        return True
    known = [moment for moment in moments if moment is not None]
    runs_back = len(known) == len(moments) and all(one > two for one, two in pairwise(known))
    return runs_back and not weigh(frame.lines, 0, openings[0].start)


def _are_sealed(frame: Frame, openings: Sequence[Opening]) -> bool:
    """Whether nearly all gaps hold the form, which stands below the last text too or over headlines."""
    headed = sum(bool(opening.headlines) for opening in openings) >= AGREE * len(openings)
    seals = frame.closes and any(map(str.isalnum, frame.cut))  # a row of asterisks stands between chapters too
    return (seals or (headed and frame.cut != _POINTER)) and len(frame.borders) >= AGREE * len(frame.gaps[1:-1])
