"""When an article was published: printed, or inferred from what it tells and from other pages that tell the same.

An article without a date is never dated from the other articles of its page, only from its words and from articles of
its story that date what it tells; an inferred date has a sentence in `because`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sayso.link.dated_sentences import find_printed, list_dated_sentences, list_printed
from sayso.link.dates import NEAR, Period, day_period, format_period, month_period, parse_date, year_period
from sayso.link.year_evidence import Context, find_year, may_be_told
from sayso.model import ArticleText, Basis, Date, DateMention, Direction, Precision

PRINT_DELAY = 2  # days that may pass between a report in the lead and the article that tells of it
SAME_BREATH = 300  # characters between a day and the "this month" that means its month
SOON = 2  # months at most that lie between "in July" and "shortly after"
_SOON_AFTER = re.compile(r"\b(?:shortly|soon|days|weeks) after\b")
DATED_ARTICLES = 3  # articles of a story that must bear a date before they lend their year
STORY_DAYS = 180  # … and the days within which they lie
_WEEKDAY = re.compile(r"XXXX-WXX-\d")
PAUSE_DAYS = 7  # without an article: the run of coverage is over


def infer_published(
    article: ArticleText, mentions: Sequence[DateMention], context: Context = (), copies: Context = ()
) -> Date | None:
    """When the article was published: printed, or inferred from what it tells, or None.

    `context` holds the other articles of the story; `copies` those of the same work, whose words and dates count as
    this article's own. "44 minutes ago" says nothing without the time of capture. An inferred date has a sentence in
    `because`.
    """
    printed = find_printed(article, mentions)
    if printed is not None:
        return printed
    for copy, copy_mentions in copies:
        printed = find_printed(copy, copy_mentions)
        if printed is not None:
            return Date(
                date=printed.date,
                precision=printed.precision,
                basis=Basis.INFERRED,
                because=f"Another printing of the same text bears the date {printed.date}.",
            )
    own: Context = [(article, mentions), *copies]
    year = find_year(own, context)
    if year is None:
        return _date_within_story(own, context)
    found = _with_month_and_day(own, *year)
    return _narrow(found, own) if found.precision is Precision.YEAR else found


def _narrow(found: Date, own: Context) -> Date:
    """A year less the months in which the article's "in July" and "this summer" would not be past."""
    told = {
        mention.expression.value: article.text[mention.start : mention.end]
        for article, mentions in own
        for mention in mentions
        if mention.expression.direction is Direction.PAST
    }
    soon = [month for article, mentions in own for month in _months_soon_before(article, mentions)]
    fitting = [
        month
        for month in range(1, 13)
        if all(may_be_told(value, month) for value in told) and all(0 < month - m <= SOON for m in soon)
    ]
    if not fitting or len(fitting) == 12 or fitting[-1] - fitting[0] >= len(fitting):
        return found
    first, last = (month_period(int(found.date), month) for month in (fitting[0], fitting[-1]))
    precision = Precision.RANGE if len(fitting) > 1 else Precision.MONTH
    telling = sorted(words for value, words in told.items() if not all(may_be_told(value, m) for m in range(1, 13)))
    because = f"{found.because} It tells {', '.join(telling)} as past."
    return _inferred(Period(first.first, last.last, precision), because)


def _months_soon_before(article: ArticleText, mentions: Sequence[DateMention]) -> Iterator[int]:
    """July for "this month's rise came shortly after the strike in July"."""
    for sentence in list_dated_sentences(article, mentions):
        now = next((mention for mention in sentence.mentions if mention.expression.value == "P0M"), None)
        if now is None:
            continue
        for mention in sentence.mentions:
            is_month = re.fullmatch(r"XXXX-\d\d", mention.expression.value)
            if is_month and _SOON_AFTER.search(article.text, now.end, mention.start):
                yield int(mention.expression.value[5:])


def _date_within_story(own: Context, context: Context) -> Date | None:
    """From the latest past day that an undated article names to the last of its story, if that is of one half-year."""
    printed = [date for other, others in context if (date := find_printed(other, others)) is not None]
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
    end = _end_run(max(named), [p.last for p in periods]) if _is_of_that_week(own) else last
    return _inferred(Period(max(named), end, Precision.RANGE), because)


def _is_of_that_week(own: Context) -> bool:
    """Whether the article calls a past day by its name only, as it is done for a week: "reported on Tuesday"."""
    return any(
        mention.expression.direction is Direction.PAST and _WEEKDAY.fullmatch(mention.expression.value)
        for _, mentions in own
        for mention in mentions
    )


def _end_run(start: date, days: Iterable[date]) -> date:
    """The last day of the run of coverage that begins on a day: it ends where a story pauses for more than a week. A
    few articles far apart are no run."""
    later = sorted(day for day in days if day >= start)
    run = [start]
    for day in later:
        if len(run) > 1 and (day - run[-1]).days > PAUSE_DAYS:
            break
        run.append(day)
    return run[-1] if len(run) > DATED_ARTICLES else max((start, *later))


_REPORTING = re.compile(
    r"\b(?:said|told|reported|published|announced|posted|wrote|issued|released|stated|declared|confirmed|revealed|added)"
    r"(?:\s+[\w'’.-]+){0,4}?\s+(?:late\s+|early\s+)?(?:on\s+)?$"
)


def _with_month_and_day(own: Context, year: int, because: str) -> Date:
    """A printed day or a report in the lead gives the day, "this month" the month; else only the year is known."""
    for article, mentions in own:
        for expression in list_printed(article, mentions):
            printed = _day_in(expression.value, year)
            if printed is not None:
                return _inferred(day_period(printed), f"The day is printed, the year is not. {because}")
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
        return _inferred(year_period(year), because)
    latest, _, mention, article, mentions = days[-1]
    words = article.text[mention.start : mention.end]
    if _is_reported_in_lead(article, mention):
        period = Period(latest, latest + timedelta(days=PRINT_DELAY), Precision.RANGE)
        return _inferred(period, f"Its lead tells of a report of {words}, its latest date. {because}")
    if any(other.expression.value == "P0M" and 0 < other.start - mention.end <= SAME_BREATH for other in mentions):
        return _inferred(
            month_period(year, latest.month), f'After {words}, its latest date, it speaks of "this month". {because}'
        )
    return _inferred(year_period(year), because)


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
    return Date(date=format_period(period), precision=period.precision, basis=Basis.INFERRED, because=because)
