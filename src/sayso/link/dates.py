"""Which day it was: date expressions resolved against the article's own date, and that date where no page prints it.

A resolved date is never finer than what is known. The anchor is an interval of days; an expression is resolved at both
its ends, and only where both give the same answer is it given. So "last year" needs the anchor's year, "last week" its
week, "on Thursday" its day, and a year that nobody gives is not made up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.model import ArticleText, Basis, Date, DateExpression, DateMention, Direction, Precision
from sayso.rules.lines import load_rules

Context = Sequence[tuple[ArticleText, Sequence[DateMention]]]

FAR_BACK = 300  # days: a day or month without its year is not taken to lie further from the anchor
NEAR = 120  # days: how far off a month may be where no word says whether it is past or to come
PRINT_DELAY = 2  # days that may pass between a report in the lead and the article that tells of it
SHARED_WORDS = 4  # content words that two sentences share when they tell of one event
SHARED_PART = 0.3  # share of the shorter sentence's content words that these must be
SAME_BREATH = 300  # characters between a day and the "this month" that means its month
ADJOINING = 92  # days between what began and "last fall" right after it

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Period(NamedTuple):
    """Days from first to last, both included."""

    first: date
    last: date
    precision: Precision


# --- resolving one expression ---------------------------------------------------------------------------------------


def resolve_date(expression: DateExpression, anchor: Date | None) -> Date | None:
    """The date that an expression names, seen from `anchor`, or None where that is not known."""
    period = _complete_period(expression.value)
    if period is not None:
        return _make_date(period, expression, Basis.STATED, expression.because)
    known = parse_date(anchor.date) if anchor is not None else None
    if anchor is None or known is None:
        return None
    found = _seen_from(known, lambda day: _period_at(expression.value, day, expression.direction))
    if found is None or (expression.direction is Direction.PAST and found.first > known.last):
        return None
    if anchor.basis is not Basis.INFERRED:
        return _make_date(found, expression, Basis.RELATIVE, None)
    return _make_date(
        found, expression, Basis.INFERRED, f"Counted from the article's own date, {anchor.date}: {anchor.because}"
    )


def parse_date(text: str) -> Period | None:
    """The days of `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `A/B` of two of them; None for anything else."""
    parts = [_complete_period(part) for part in text.split("/")]
    if not 1 <= len(parts) <= 2 or parts[0] is None or parts[-1] is None:
        return None
    if len(parts) == 1:
        return parts[0]
    return Period(parts[0].first, parts[1].last, Precision.RANGE) if parts[0].first <= parts[1].last else None  # type: ignore[union-attr]


def _seen_from(anchor: Period, resolve: Callable[[date], Period | None]) -> Period | None:
    """What `resolve` says at the anchor's first and last day, where it says the same."""
    first = resolve(anchor.first)
    return first if first is not None and (anchor.first == anchor.last or first == resolve(anchor.last)) else None


def _make_date(period: Period, expression: DateExpression, basis: Basis, because: str | None) -> Date:
    return Date(date=_format(period), precision=period.precision, basis=basis, span=expression.span, because=because)


def _format(period: Period) -> str:
    first, last, precision = period
    if precision is Precision.DAY:
        return first.isoformat()
    if precision is Precision.MONTH:
        return first.isoformat()[:7]
    if precision is Precision.YEAR:
        return first.isoformat()[:4]
    whole_months = first.day == 1 and last == _month(last.year, last.month).last
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first.year:04}/{last.year:04}"
    return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}" if whole_months else f"{first}/{last}"


def _day(day: date) -> Period:
    return Period(day, day, Precision.DAY)


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH)


def _months(year: int, month: int, count: int, precision: Precision) -> Period:
    """`count` months from a month of a year; `month` may lie outside 1 to 12."""
    first = year * 12 + month - 1
    last = first + count - 1
    return Period(_month(first // 12, first % 12 + 1).first, _month(last // 12, last % 12 + 1).last, precision)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), Precision.WEEK)


def _complete_period(value: str) -> Period | None:
    """The days of a value that needs no anchor."""
    if "/" in value:
        return parse_date(value) if re.fullmatch(r"[\d-]+/[\d-]+", value) else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-([QH])(\d)|-(SP|SU|FA))?|(\d{3})X", value)
    if match is None:
        return None
    if match[7]:
        return Period(date(int(match[7]) * 10, 1, 1), date(int(match[7]) * 10 + 9, 12, 31), Precision.RANGE)
    year = int(match[1])
    try:
        return _part_of_year(year, match)
    except ValueError:
        return None


def _part_of_year(year: int, match: re.Match[str]) -> Period:
    if match[3]:
        return _day(date(year, int(match[2]), int(match[3])))
    if match[2]:
        return _month(year, int(match[2]))
    if match[4]:
        length = 3 if match[4] == "Q" else 6
        return _months(year, (int(match[5]) - 1) * length + 1, length, Precision.RANGE)
    return _season(year, match[6]) if match[6] else _year(year)


def _season(year: int, code: str) -> Period:
    """The season that begins in that year: winter ends in the next."""
    return _months(year, _SEASONS[code][0], 3, Precision.SEASON)


def _period_at(value: str, day: date, direction: Direction) -> Period | None:
    """What an incomplete value names for someone writing on `day`."""
    try:
        if "/" in value:
            return _span_at(value, day, direction)
        if "@" in value:
            inner, offset = value.split("@")
            outer = _offset_at(offset, day)
            return _inside(inner, outer) if outer is not None else None
        if value.startswith("P"):
            return _offset_at(value, day)
        if value.endswith("<"):
            return _last_one(value.removesuffix("<"), day)
        return _occurrence(value, day, direction)
    except (ValueError, OverflowError):  # no such day of the calendar, or outside it
        return None


def _span_at(value: str, day: date, direction: Direction) -> Period | None:
    first, last = (_occurrence(part, day, direction) for part in value.split("/"))
    if first is None or last is None:
        return None
    if first.first > last.first:
        first = _shift_year(first, -1)
    return Period(first.first, last.last, Precision.RANGE) if (last.last - first.first).days <= 366 else None


def _shift_year(period: Period, years: int) -> Period:
    if period.precision is Precision.DAY:
        return _day(period.first.replace(year=period.first.year + years))
    return _months(period.first.year + years, period.first.month, 1, period.precision)


_OFFSET = re.compile(r"P(-?\d+)([DWMY])(~?)")


def _offset_at(value: str, day: date) -> Period | None:
    """The day, week, month or year so many away; with `~` ("six months ago") only as near as such words are meant."""
    match = _OFFSET.fullmatch(value)
    if match is None:
        return None
    count, unit, loose = int(match[1]), match[2], bool(match[3])
    if unit == "D":
        return _day(day + timedelta(days=count))
    if loose:
        return _about(count, unit, day)
    if unit == "W":
        return _week(day + timedelta(weeks=count))
    if unit == "Y":
        return _year(day.year + count)
    return _months(day.year, day.month + count, 1, Precision.MONTH)


def _about(count: int, unit: str, day: date) -> Period:
    """ "three weeks ago" is a week more or less, "six months ago" a month, "two years ago" half a year."""
    if unit == "W":
        week = _week(day + timedelta(weeks=count))
        return Period(week.first - timedelta(days=7), week.last + timedelta(days=7), Precision.RANGE)
    months, slack = (count, 1) if unit == "M" else (12 * count, 6 if count > -10 else 18)
    return _months(day.year, day.month + months - slack, 2 * slack + 1, Precision.RANGE)


def _inside(value: str, outer: Period) -> Period | None:
    """The month, day, season or weekday within a year or week."""
    weekday = re.fullmatch(r"XXXX-WXX-(\d)", value)
    if weekday:
        return _day(outer.first + timedelta(days=int(weekday[1]) - 1)) if outer.precision is Precision.WEEK else None
    if outer.precision is not Precision.YEAR or value.endswith("-WI"):
        return None
    return _complete_period(value.replace("XXXX", f"{outer.first.year:04}"))


def _candidates(value: str, day: date) -> Iterator[Period]:
    """Occurrences of an incomplete value around a day, oldest first."""
    weekday = re.fullmatch(r"XXXX-WXX-(\d|WE)", value)
    if weekday:
        for week in (_week(day + timedelta(weeks=step)) for step in (-2, -1, 0, 1)):
            if weekday[1] == "WE":
                yield Period(week.first + timedelta(days=5), week.last, Precision.RANGE)
            else:
                yield _day(week.first + timedelta(days=int(weekday[1]) - 1))
        return
    for year in range(day.year - 2, day.year + 2):
        code = value.removeprefix("XXXX-")
        period = _season(year, code) if code in _SEASONS else _complete_period(f"{year:04}-{code}")
        if period is not None:
            yield period


def _occurrence(value: str, day: date, direction: Direction) -> Period | None:
    """The last one begun by `day`, the next one not yet over, or the nearest; None where it is too far off."""
    found = list(_candidates(value, day))
    is_weekly = value.startswith("XXXX-W")
    if direction is Direction.PAST:
        past = [period for period in found if period.first <= day]
        return past[-1] if past and (day - past[-1].last).days <= FAR_BACK else None
    if direction is Direction.FUTURE:
        coming = [period for period in found if period.last >= day]
        return coming[0] if coming and (coming[0].first - day).days <= FAR_BACK else None
    if is_weekly:
        return next((period for period in found if period.first <= day <= period.last), None)
    near = [period for period in found if _days_between(period, day) <= NEAR]
    return near[0] if len(near) == 1 else None


def _days_between(period: Period, day: date) -> int:
    return max((period.first - day).days, (day - period.last).days, 0)


def _last_one(value: str, day: date) -> Period | None:
    """ "last fall", "last November": None where one is just over and the one before may be meant as well."""
    over = [period for period in _candidates(value, day) if period.last < day]
    if not over:
        return None
    latest = over[-1]
    if value.startswith("XXXX-W"):
        return latest if latest.last < _week(day).first else None
    return latest if latest.last.year < day.year or value.endswith("-WI") else None


# --- the article's own date -----------------------------------------------------------------------------------------


def infer_published(
    article: ArticleText, mentions: Sequence[DateMention], context: Context = (), copies: Context = ()
) -> Date | None:
    """When the article was published: printed, or inferred from what it tells, or None.

    `context` holds the other articles of the story; `copies` those of the same work, whose words and dates count as
    this article's own. "44 minutes ago" says nothing without the time of capture. An inferred date has a sentence in
    `because`.
    """
    printed = _printed_date(article, mentions)
    if printed is not None:
        return printed
    for copy, copy_mentions in copies:
        printed = _printed_date(copy, copy_mentions)
        if printed is not None:
            return Date(
                date=printed.date,
                precision=printed.precision,
                basis=Basis.INFERRED,
                because=f"Another printing of the same text bears the date {printed.date}.",
            )
    own: Context = [(article, mentions), *copies]
    year = _find_year(own, context)
    return _with_month_and_day(own, *year) if year is not None else _date_within_story(own, context)


def _printed_date(article: ArticleText, mentions: Sequence[DateMention]) -> Date | None:
    """The date in the article's metadata or credits, if it has a year."""
    for expression in _printed_expressions(article, mentions):
        found = resolve_date(expression, None)
        if found is not None and found.precision in (Precision.DAY, Precision.MONTH):
            return found
    return None


def _printed_expressions(article: ArticleText, mentions: Sequence[DateMention]) -> list[DateExpression]:
    """The expressions of metadata and credits."""
    published = article.article.published
    credited = [
        mention.expression
        for mention in mentions
        if any(span.start <= mention.start < span.end for span in article.article.credits)
    ]
    return [published, *credited] if published is not None else credited


DATED_ARTICLES = 3  # articles of a story that must bear a date before they lend their year
STORY_DAYS = 180  # … and the days within which they lie


class _Sentence(NamedTuple):
    words: frozenset[str]
    start: int
    end: int
    mentions: tuple[DateMention, ...]


_SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])|\n")


def _dated_sentences(article: ArticleText, mentions: Sequence[DateMention]) -> tuple[_Sentence, ...]:
    """The sentences of headline and body that hold a date, with their content words."""
    return _read_dated_sentences(article, tuple(mentions))


@lru_cache(maxsize=256)  # each article of a story is looked at beside each other one
def _read_dated_sentences(article: ArticleText, mentions: tuple[DateMention, ...]) -> tuple[_Sentence, ...]:
    found: list[_Sentence] = []
    blocks = [span for span in (article.article.headline, *article.article.body) if span is not None]
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for block in blocks:
        if bisect_left(starts, block.end) == bisect_left(starts, block.start):
            continue
        ends = [match.end() for match in _SENTENCE_END.finditer(article.text, block.start, block.end)]
        for start, end in pairwise([block.start, *ends, block.end]):
            held = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            if held:
                found.append(_Sentence(_content_words(article.text[start:end]), start, end, tuple(held)))
    return tuple(found)


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(load_rules("dates")["names"]["common"])


def _content_words(text: str) -> frozenset[str]:
    common = _common_words()
    words = (word.lower() for word in re.findall(r"[A-Za-z][A-Za-z]{3,}", text))
    return frozenset(word.removesuffix("s") for word in words if word not in common)


def _find_year(own: Context, context: Context) -> tuple[int, str] | None:
    """The year of publication and a sentence on how it is known; None where evidence is missing or disagrees."""
    found = [evidence for article, mentions in own for evidence in _years_told(article, mentions, context)]
    if not found:
        found = [evidence for article, mentions in own for evidence in _years_by_context(article, mentions, context)]
    years = {year for year, _ in found}
    if len(years) != 1:
        return None
    latest = max((year for article, mentions in own for year in _past_years(mentions)), default=0)
    return found[0] if found[0][0] >= latest else None


def _past_years(mentions: Sequence[DateMention]) -> Iterator[int]:
    """Years of months and days that are told as past."""
    for mention in mentions:
        match = re.match(r"(\d{4})-", mention.expression.value)
        if match and mention.expression.direction is Direction.PAST:
            yield int(match[1])


def _years_told(article: ArticleText, mentions: Sequence[DateMention], context: Context) -> Iterator[tuple[int, str]]:
    """Years that follow from the article's own words."""
    sentences = _dated_sentences(article, mentions)
    for sentence in sentences:
        yield from _year_beside_this_year(article, sentence)
        yield from _year_by_season(article, sentence, context)
    yield from _year_called_next(article, sentences)


def _bare_years(sentence: _Sentence) -> list[DateMention]:
    return [mention for mention in sentence.mentions if re.fullmatch(r"\d{4}", mention.expression.value)]


def _year_beside_this_year(article: ArticleText, sentence: _Sentence) -> Iterator[tuple[int, str]]:
    """ "this year's spending ... its 2025 target": one sentence, one year, after a word that makes it an attribute."""
    this_year = [mention for mention in sentence.mentions if mention.expression.value == "P0Y"]
    attributes = [
        mention
        for mention in _bare_years(sentence)
        if re.search(r"\b(?:its|their|his|her|the)\s+$", article.text[max(0, mention.start - 8) : mention.start])
        and re.match(
            r"\s+(?:[a-z]+\s+){0,3}(?:target|goal|budget|forecast|plan|estimate|projection)",
            article.text[mention.end : mention.end + 60],
        )
    ]
    if this_year and len(attributes) == 1:
        year = int(attributes[0].expression.value)
        yield year, f'The article speaks of "this year" and of the {year} aims beside it in one sentence.'


def _year_called_next(article: ArticleText, sentences: Sequence[_Sentence]) -> Iterator[tuple[int, str]]:
    """ "its 2026 harbour budget" and "harbour budget ... next year": the same thing, once with its number."""
    coming = [sentence for sentence in sentences if any(m.expression.value == "P1Y" for m in sentence.mentions)]
    for sentence in sentences:
        for mention in _bare_years(sentence):
            year = int(mention.expression.value)
            of_what = re.match(r"\s+[a-z]+(?:\s+[a-z]+)?", article.text[mention.end : mention.end + 40])
            named = _content_words(of_what.group()) if of_what else frozenset()
            if any(
                named & other.words and len(sentence.words & other.words) >= 3
                for other in coming
                if other is not sentence
            ):
                yield year - 1, f'What the article calls "next year" it also calls {year}.'


def _year_by_season(article: ArticleText, sentence: _Sentence, context: Context) -> Iterator[tuple[int, str]]:
    """ "last fall, in a strike that began in August 2024": the season right after a dated beginning."""
    seasons = [
        mention for mention in sentence.mentions if re.fullmatch(r"XXXX-(?:SP|SU|FA)<", mention.expression.value)
    ]
    for season in seasons:
        for mention in sentence.mentions:
            begun = _complete_period(mention.expression.value)
            lead = article.text[max(sentence.start, mention.start - 24) : mention.start]
            if begun is None or begun.precision not in (Precision.MONTH, Precision.DAY) or mention.start < season.start:
                continue
            if not re.search(r"\b(?:began|begun|started|launched|erupted)\s+(?:in|on)\s+$", lead):
                continue
            code = season.expression.value[5:7]
            fitting = _season(begun.first.year, code)
            year = begun.first.year + 1
            is_newest = not any(told >= year for _, others in context for told in _past_years(others))
            if 0 <= (fitting.first - begun.first).days <= ADJOINING and is_newest:
                words = article.text[season.start : season.end]
                yield year, f'"{words}" follows what began in {_format(begun)}, so the article is of {year}.'


def _years_by_context(
    article: ArticleText, mentions: Sequence[DateMention], context: Context
) -> Iterator[tuple[int, str]]:
    """ "last year" of an event that another article of the story dates."""
    for sentence in _dated_sentences(article, mentions):
        if not any(mention.expression.value == "P-1Y" for mention in sentence.mentions):
            continue
        for other, other_mentions in context:
            for dated in _dated_sentences(other, other_mentions):
                shared = sentence.words & dated.words
                years = {period.first.year for period in _complete_periods(dated)}
                fewest = max(SHARED_WORDS, SHARED_PART * min(len(sentence.words), len(dated.words)))
                if len(shared) >= fewest and len(years) == 1:
                    year = years.pop()
                    words = ", ".join(sorted(shared))
                    yield (
                        year + 1,
                        f'What it places in "last year" another article of the story dates to {year} ({words}).',
                    )


def _date_within_story(own: Context, context: Context) -> Date | None:
    """From the latest past day that an undated article names to the last of its story, if that is of one half-year."""
    printed = [date for other, others in context if (date := _printed_date(other, others)) is not None]
    periods = [period for date in printed if (period := parse_date(date.date)) is not None]
    if len(periods) < DATED_ARTICLES:
        return None
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    if (last - first).days > STORY_DAYS or first.year != last.year:
        return None
    named = [
        day
        for _, mentions in own
        for mention in mentions
        if mention.expression.direction is Direction.PAST and mention.expression.value.startswith("XXXX")
        if (day := _day_in(mention.expression.value, first.year)) is not None
    ]
    if not named or max(named) > last or (first - max(named)).days > STORY_DAYS / 6:
        return None
    because = f"{len(periods)} dated articles of its story are of {first.year}, around the latest day that it names."
    return _inferred(Period(max(named), last, Precision.RANGE), because)


def _complete_periods(sentence: _Sentence) -> list[Period]:
    found = (_complete_period(mention.expression.value) for mention in sentence.mentions)
    return [period for period in found if period is not None and period.precision in (Precision.MONTH, Precision.DAY)]


_REPORTING = re.compile(
    r"\b(?:said|told|reported|published|announced|posted|wrote|issued|released|stated|declared|confirmed|revealed|added)"
    r"(?:\s+[\w'’.-]+){0,4}?\s+(?:late\s+|early\s+)?(?:on\s+)?$"
)


def _with_month_and_day(own: Context, year: int, because: str) -> Date:
    """A printed day or a report in the lead gives the day, "this month" the month; else only the year is known."""
    for article, mentions in own:
        for expression in _printed_expressions(article, mentions):
            printed = _day_in(expression.value, year)
            if printed is not None:
                return _inferred(_day(printed), f"The day is printed, the year is not. {because}")
    days = sorted(
        (
            (found, mention.start, mention, article, mentions)
            for article, mentions in own
            for mention in mentions
            if mention.expression.direction is Direction.PAST
            and (found := _day_in(mention.expression.value, year)) is not None
        ),
        key=lambda entry: entry[:2],
    )
    # A December among the days may be that of the year before.
    if not days or (days[-1][0] - days[0][0]).days > NEAR or days[-1][0] > date(year, 12, 24):
        return _inferred(_year(year), because)
    latest, _, mention, article, mentions = days[-1]
    words = article.text[mention.start : mention.end]
    if _is_reported_in_lead(article, mention):
        period = Period(latest, latest + timedelta(days=PRINT_DELAY), Precision.RANGE)
        return _inferred(period, f"Its lead tells of a report of {words}, its latest date. {because}")
    if any(other.expression.value == "P0M" and 0 < other.start - mention.end <= SAME_BREATH for other in mentions):
        return _inferred(
            _month(year, latest.month), f'After {words}, its latest date, it speaks of "this month". {because}'
        )
    return _inferred(_year(year), because)


def _day_in(value: str, year: int) -> date | None:
    match = re.fullmatch(r"(\d{4}|XXXX)-(\d\d)-(\d\d)", value)
    if match is None or match[1] not in ("XXXX", f"{year:04}"):
        return None
    try:
        return date(year, int(match[2]), int(match[3]))
    except ValueError:
        return None


def _is_reported_in_lead(article: ArticleText, mention: DateMention) -> bool:
    lead = next(iter(article.article.body), None)
    if lead is None or not lead.start <= mention.start < min(lead.end, lead.start + 600):
        return False
    return bool(_REPORTING.search(article.text[max(lead.start, mention.start - 60) : mention.start]))


def _inferred(period: Period, because: str) -> Date:
    return Date(date=_format(period), precision=period.precision, basis=Basis.INFERRED, because=because)
