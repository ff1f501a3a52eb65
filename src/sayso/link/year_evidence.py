"""The year in which an undated article appeared: from its own words, or from articles that date what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.link.dated_sentences import DatedSentence, find_printed, key_word, list_content_words, list_dated_sentences
from sayso.link.dates import (
    Period,
    complete_period,
    format_period,
    parse_date,
    resolve_date,
    season_period,
)
from sayso.link.words import read_words
from sayso.model import ArticleText, DateMention, Direction, Precision
from sayso.rules.lines import load_rules

Context = Sequence[tuple[ArticleText, Sequence[DateMention]]]

SHARED_WORDS = 4  # content words that two sentences share when they tell of one event
SHARED_PART = 0.3  # share of the shorter sentence's content words that these must be
DEED_REACH = 80  # characters on either side of a date in which stands what was done then
LEAST_DEEDS = 2  # of those words, how many the other sentence shares: no names, no countries
LEAST_DEEDS_OF_SEASON = 3  # … where the other dates it to another month
QUOTED = 60  # characters of the other sentence that the reason quotes
FULL_YEAR = 4  # month from which on a yearly figure is the last full year's
ADJOINING = 92  # days between what began and "last fall" right after it
_THIS_SEASON = re.compile(r"XXXX-(?P<season>SP|SU|FA)@P0Y")
OVER_NEW_YEAR = 4  # months that "in November" may lie back in the year before
_MONTH_TOLD = re.compile(r"XXXX-(?:(?P<month>\d\d)(?:-\d\d)?(?P<year>@P0Y)?|(?P<season>SP|SU|FA)@P0Y)")
_SEASON_PAST = {"SP": 5, "SU": 8, "FA": 11}  # what "this summer" brought is told as past from its last month on


def find_year(own: Context, context: Context) -> tuple[int, str] | None:
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
    sentences = list_dated_sentences(article, mentions)
    for sentence in sentences:
        yield from _year_beside_this_year(article, sentence)
        yield from _year_by_season(article, sentence, context)
        yield from _year_after_full_one(article, sentence, mentions)
    yield from _year_called_next(article, sentences)


def _bare_years(sentence: DatedSentence) -> list[DateMention]:
    return [mention for mention in sentence.mentions if re.fullmatch(r"\d{4}", mention.expression.value)]


def _year_beside_this_year(article: ArticleText, sentence: DatedSentence) -> Iterator[tuple[int, str]]:
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


def _year_called_next(article: ArticleText, sentences: Sequence[DatedSentence]) -> Iterator[tuple[int, str]]:
    """ "its 2026 harbour budget" and "harbour budget ... next year": the same thing, once with its number."""
    coming = [sentence for sentence in sentences if any(m.expression.value == "P1Y" for m in sentence.mentions)]
    for sentence in sentences:
        for mention in _bare_years(sentence):
            year = int(mention.expression.value)
            of_what = re.match(r"\s+[a-z]+(?:\s+[a-z]+)?", article.text[mention.end : mention.end + 40])
            named = list_content_words(of_what.group()) if of_what else frozenset()
            if any(
                named & other.words and len(sentence.words & other.words) >= 3
                for other in coming
                if other is not sentence
            ):
                yield year - 1, f'What the article calls "next year" it also calls {year}.'


def _year_by_season(article: ArticleText, sentence: DatedSentence, context: Context) -> Iterator[tuple[int, str]]:
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
    article: ArticleText, sentence: DatedSentence, mentions: Sequence[DateMention]
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
        all(may_be_told(f"XXXX-{told:02}", month) for told in months)
        for month in range(max(FULL_YEAR, max(months)), 13)
    )


def _years_by_context(
    article: ArticleText, mentions: Sequence[DateMention], context: Context
) -> Iterator[tuple[int, str]]:
    """ "last year", "this summer", "in April" of an event that another article of the story dates."""
    for sentence in list_dated_sentences(article, mentions):
        for mention in sentence.mentions:
            if mention.expression.value == "P-1Y" or _THIS_SEASON.fullmatch(mention.expression.value):
                yield from _year_of_event(article, sentence, mention, context)


_THIS_SEASON = re.compile(r"XXXX-(?P<season>SP|SU|FA)@P0Y")


def _year_of_event(
    article: ArticleText, sentence: DatedSentence, mention: DateMention, context: Context
) -> Iterator[tuple[int, str]]:
    season = _THIS_SEASON.fullmatch(mention.expression.value)
    if season and mention.expression.direction is not Direction.PAST:
        return
    words = article.text[mention.start : mention.end]
    deeds = _deeds_beside(article.text, sentence, mention)
    for other, other_mentions in context:
        for dated in list_dated_sentences(other, other_mentions):
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


def _deeds_beside(text: str, sentence: DatedSentence, mention: DateMention) -> frozenset[str]:
    """The words about a date that tell what was done: no names, no countries."""
    left, right = max(sentence.start, mention.start - DEED_REACH), min(sentence.end, mention.end + DEED_REACH)
    return frozenset(key_word(word) for word in read_words(text[left:right]) if not word.proper and not word.country)


def _year_with(season: str, period: Period) -> int | None:
    """The year whose season lies within half a year of what another article dates."""
    near = [
        y for y in range(period.first.year - 1, period.first.year + 2) if _lies_near(season_period(y, season), period)
    ]
    return near[0] if len(near) == 1 else None


def _lies_near(season: Period, period: Period) -> bool:
    return max((season.first - period.last).days, (period.first - season.last).days) <= ADJOINING


def _dated_periods(article: ArticleText, mentions: Sequence[DateMention], sentence: DatedSentence) -> list[Period]:
    """The days and months of a sentence, those counted from a printed date included."""
    printed = find_printed(article, mentions)
    dates = (resolve_date(mention.expression, printed) for mention in sentence.mentions)
    periods = (parse_date(found.date) for found in dates if found is not None)
    return [period for period in periods if period is not None and period.precision in (Precision.MONTH, Precision.DAY)]


def may_be_told(value: str, month: int) -> bool:
    """Whether an article of that month may call the value past: a bare month lies in the year, or a few months back."""
    match = _MONTH_TOLD.fullmatch(value)
    if match is None:
        return True
    if match["season"]:
        return month >= _SEASON_PAST[match["season"]]
    told = int(match["month"])
    return month >= told or (not match["year"] and (month - told) % 12 <= OVER_NEW_YEAR)
