"""When an article was published: printed, or inferred from what it tells and from other pages that tell the same.

An article without a date is never dated from the other articles of its page, only from its words and from articles of
its story that date what it tells; an inferred date has a sentence in `because`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso.extract.dates import SENTENCE_END
from sayso.link.dates import (
    NEAR,
    Period,
    complete_period,
    day_period,
    format_period,
    month_period,
    parse_date,
    resolve_date,
    season_period,
    year_period,
)
from sayso.link.words import Word, calendar_words, find_stem, fold, load_tables, read_words
from sayso.model import ArticleText, Basis, Date, DateExpression, DateMention, Direction, Precision, Span
from sayso.rules.lines import load_rules

Context = Sequence[tuple[ArticleText, Sequence[DateMention]]]

PRINT_DELAY = 2  # days that may pass between a report in the lead and the article that tells of it
SHARED_WORDS = 4  # content words that two sentences share when they tell of one event
SHARED_PART = 0.3  # share of the shorter sentence's content words that these must be
SAME_BREATH = 300  # characters between a day and the "this month" that means its month
OVER_NEW_YEAR = 4  # months that "in November" may lie back in the year before
SOON = 2  # months at most that lie between "in July" and "shortly after"
DEED_REACH = 80  # characters on either side of a date in which stands what was done then
LEAST_DEEDS = 2  # of those words, how many the other sentence shares: no names, no countries
LEAST_DEEDS_OF_SEASON = 3  # … where the other dates it to another month
QUOTED = 60  # characters of the other sentence that the reason quotes
FULL_YEAR = 4  # month from which on a yearly figure is the last full year's
ADJOINING = 92  # days between what began and "last fall" right after it


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
        if all(_may_be_told(value, month) for value in told) and all(0 < month - m <= SOON for m in soon)
    ]
    if not fitting or len(fitting) == 12 or fitting[-1] - fitting[0] >= len(fitting):
        return found
    first, last = (month_period(int(found.date), month) for month in (fitting[0], fitting[-1]))
    precision = Precision.RANGE if len(fitting) > 1 else Precision.MONTH
    telling = sorted(words for value, words in told.items() if not all(_may_be_told(value, m) for m in range(1, 13)))
    because = f"{found.because} It tells {', '.join(telling)} as past."
    return _inferred(Period(first.first, last.last, precision), because)


def _months_soon_before(article: ArticleText, mentions: Sequence[DateMention]) -> Iterator[int]:
    """July for "this month's rise came shortly after the strike in July"."""
    for sentence in _dated_sentences(article, mentions):
        now = next((mention for mention in sentence.mentions if mention.expression.value == "P0M"), None)
        if now is None:
            continue
        for mention in sentence.mentions:
            is_month = re.fullmatch(r"XXXX-\d\d", mention.expression.value)
            if is_month and _SOON_AFTER.search(article.text, now.end, mention.start):
                yield int(mention.expression.value[5:])


_SOON_AFTER = re.compile(r"\b(?:shortly|soon|days|weeks) after\b")


def _may_be_told(value: str, month: int) -> bool:
    """Whether an article of that month may call the value past: a bare month lies in the year, or a few months back."""
    match = _MONTH_TOLD.fullmatch(value)
    if match is None:
        return True
    if match["season"]:
        return month >= _SEASON_PAST[match["season"]]
    told = int(match["month"])
    return month >= told or (not match["year"] and (month - told) % 12 <= OVER_NEW_YEAR)


_MONTH_TOLD = re.compile(r"XXXX-(?:(?P<month>\d\d)(?:-\d\d)?(?P<year>@P0Y)?|(?P<season>SP|SU|FA)@P0Y)")
_SEASON_PAST = {"SP": 5, "SU": 8, "FA": 11}  # what "this summer" brought is told as past from its last month on


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


def _dated_sentences(article: ArticleText, mentions: Sequence[DateMention]) -> tuple[_Sentence, ...]:
    """The sentences of headline and body that hold a date, with their content words."""
    blocks = tuple(span for span in (article.article.headline, *article.article.body) if span is not None)
    return _read_dated_sentences(article.text, blocks, tuple(mentions))


@lru_cache(maxsize=256)  # each article of a story is looked at beside each other one
def _read_dated_sentences(
    text: str, blocks: tuple[Span, ...], mentions: tuple[DateMention, ...]
) -> tuple[_Sentence, ...]:
    found: list[_Sentence] = []
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for block in blocks:
        if bisect_left(starts, block.end) == bisect_left(starts, block.start):
            continue
        ends = [match.end() for match in SENTENCE_END.finditer(text, block.start, block.end)]
        for start, end in pairwise([block.start, *ends, block.end]):
            held = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            if held:
                found.append(_Sentence(_content_words(text[start:end]), start, end, tuple(held)))
    return tuple(found)


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(find_stem(word) for word in load_rules("dates")["names"]["common"]) | load_tables().stop


def _content_words(text: str) -> frozenset[str]:
    """What two sentences are compared by: stems, and countries whether named or in an adjective."""
    calendar, common = calendar_words(), _common_words()
    return frozenset(
        _key(word)
        for word in read_words(text)
        if word.country or (word.number is None and word.stem not in common and fold(word.text) not in calendar)
        if len(word.text) > 3 or word.proper
    )


def _key(word: Word) -> str:
    """A word as compared: "defense" is "defence"."""
    return re.sub(r"ens$", "enc", word.key)


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


def _past_years(mentions: Sequence[DateMention], *, bare: bool = False) -> Iterator[int]:
    """Years of months and days that are told as past; with `bare` also those of years alone."""
    for mention in mentions:
        match = re.match(r"(\d{4})(?:-|$)" if bare else r"(\d{4})-", mention.expression.value)
        if match and mention.expression.direction is Direction.PAST:
            yield int(match[1])


def _years_told(article: ArticleText, mentions: Sequence[DateMention], context: Context) -> Iterator[tuple[int, str]]:
    """Years that follow from the article's own words."""
    sentences = _dated_sentences(article, mentions)
    for sentence in sentences:
        yield from _year_beside_this_year(article, sentence)
        yield from _year_by_season(article, sentence, context)
        yield from _year_after_full_one(article, sentence, mentions)
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
            begun = complete_period(mention.expression.value)
            lead = article.text[max(sentence.start, mention.start - 24) : mention.start]
            if begun is None or begun.precision not in (Precision.MONTH, Precision.DAY) or mention.start < season.start:
                continue
            if not re.search(r"\b(?:began|begun|started|launched|erupted)\s+(?:in|on)\s+$", lead):
                continue
            code = season.expression.value[5:7]
            fitting = season_period(begun.first.year, code)
            year = begun.first.year + 1
            is_newest = not any(told >= year for _, others in context for told in _past_years(others))
            if 0 <= (fitting.first - begun.first).days <= ADJOINING and is_newest:
                words = article.text[season.start : season.end]
                yield year, f'"{words}" follows what began in {format_period(begun)}, so the article is of {year}.'


def _year_after_full_one(
    article: ArticleText, sentence: _Sentence, mentions: Sequence[DateMention]
) -> Iterator[tuple[int, str]]:
    """ "shipped 4 million tons in 2024", told from a later month than March: 2024 is the last full year."""
    annual = re.compile(rf"\b(?:{'|'.join(load_rules('dates')['annual']['words'])})\b", re.IGNORECASE)
    months = [int(m.expression.value[5:7]) for m in mentions if _is_past_month(m)]
    if not months or not all(month >= FULL_YEAR for month in months[-1:]) or not _fit_one_year(months):
        return
    latest = max(_past_years(mentions, bare=True), default=0)
    for mention in _bare_years(sentence):
        before = article.text[sentence.start : mention.start]
        if not before.endswith(" in ") or mention.expression.direction is not Direction.PAST:
            continue
        if int(mention.expression.value) == latest and annual.search(before) and re.search(r"\d", before):
            year = latest + 1
            yield year, f"It gives figures of the whole of {latest}, and months since without their year."


def _is_past_month(mention: DateMention) -> bool:
    expression = mention.expression
    return expression.direction is Direction.PAST and re.fullmatch(r"XXXX-\d\d(?:@P0Y)?", expression.value) is not None


def _fit_one_year(months: Sequence[int]) -> bool:
    """Whether the latest of some months is one from which the others are told without their year."""
    return any(
        all(_may_be_told(f"XXXX-{told:02}", month) for told in months)
        for month in range(max(FULL_YEAR, max(months)), 13)
    )


def _years_by_context(
    article: ArticleText, mentions: Sequence[DateMention], context: Context
) -> Iterator[tuple[int, str]]:
    """ "last year", "this summer", "in April" of an event that another article of the story dates."""
    for sentence in _dated_sentences(article, mentions):
        for mention in sentence.mentions:
            if mention.expression.value == "P-1Y" or _THIS_SEASON.fullmatch(mention.expression.value):
                yield from _year_of_event(article, sentence, mention, context)


_THIS_SEASON = re.compile(r"XXXX-(?P<season>SP|SU|FA)@P0Y")


def _year_of_event(
    article: ArticleText, sentence: _Sentence, mention: DateMention, context: Context
) -> Iterator[tuple[int, str]]:
    season = _THIS_SEASON.fullmatch(mention.expression.value)
    if season and mention.expression.direction is not Direction.PAST:
        return
    words = article.text[mention.start : mention.end]
    deeds = _deeds_beside(article.text, sentence, mention)
    for other, other_mentions in context:
        for dated in _dated_sentences(other, other_mentions):
            shared = sentence.words & dated.words
            fewest = max(SHARED_WORDS, SHARED_PART * min(len(sentence.words), len(dated.words)))
            if len(shared) < fewest or len(shared & deeds) < (LEAST_DEEDS_OF_SEASON if season else LEAST_DEEDS):
                continue
            periods = _dated_periods(other, other_mentions, dated)
            years = {_year_with(season["season"], p) if season else p.first.year + 1 for p in periods}
            year = years.pop() if len(years) == 1 else None
            if year is not None:
                told = " ".join(other.text[dated.start : dated.end].split())[:QUOTED]
                because = f'What it places in "{words}" another article of the story dates to'
                yield year, f'{because} {format_period(periods[0])}: "{told}…".'


def _deeds_beside(text: str, sentence: _Sentence, mention: DateMention) -> frozenset[str]:
    """The words about a date that tell what was done: no names, no countries."""
    left, right = max(sentence.start, mention.start - DEED_REACH), min(sentence.end, mention.end + DEED_REACH)
    return frozenset(_key(word) for word in read_words(text[left:right]) if not word.proper and not word.country)


def _year_with(season: str, period: Period) -> int | None:
    """The year whose season lies within half a year of what another article dates."""
    near = [
        y for y in range(period.first.year - 1, period.first.year + 2) if _lies_near(season_period(y, season), period)
    ]
    return near[0] if len(near) == 1 else None


def _lies_near(season: Period, period: Period) -> bool:
    return max((season.first - period.last).days, (period.first - season.last).days) <= ADJOINING


def _dated_periods(article: ArticleText, mentions: Sequence[DateMention], sentence: _Sentence) -> list[Period]:
    """The days and months of a sentence, those counted from a printed date included."""
    printed = _printed_date(article, mentions)
    dates = (resolve_date(mention.expression, printed) for mention in sentence.mentions)
    periods = (parse_date(found.date) for found in dates if found is not None)
    return [period for period in periods if period is not None and period.precision in (Precision.MONTH, Precision.DAY)]


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
