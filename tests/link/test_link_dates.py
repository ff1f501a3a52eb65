"""Dates resolved against an article's own, and that date where no page prints it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.dates import extract_dates
from sayso.link.dates import parse_date, resolve_date
from sayso.link.published import infer_published
from sayso.model import (
    Article,
    ArticleText,
    Basis,
    Date,
    DateExpression,
    DateMention,
    Direction,
    Precision,
    Span,
)

PAST, FUTURE, NEAREST = Direction.PAST, Direction.FUTURE, Direction.NEAREST
WEDNESDAY = "2025-06-18"


def anchor_at(text: str, basis: Basis = Basis.STATED) -> Date:
    period = parse_date(text)
    assert period is not None
    return Date(date=text, precision=period.precision, basis=basis, because="The desk says so.")


def resolve(value: str, direction: Direction, anchor: str | None) -> str | None:
    expression = DateExpression(value=value, direction=direction)
    found = resolve_date(expression, anchor_at(anchor) if anchor else None)
    return found.date if found else None


@pytest.mark.parametrize(
    ("value", "direction", "anchor", "expected"),
    [
        # complete: no anchor needed
        ("2025-04-09", PAST, None, "2025-04-09"),
        ("2024-08", PAST, None, "2024-08"),
        ("2022", NEAREST, None, "2022"),
        ("198X", PAST, None, "1980/1989"),
        ("2024-SU", PAST, None, "2024-06/2024-08"),
        ("2024-Q1", PAST, None, "2024-01/2024-03"),
        ("2024-H2", PAST, None, "2024-07/2024-12"),
        ("2023-11/2024-03", PAST, None, "2023-11/2024-03"),
        ("2019/2021", PAST, None, "2019/2021"),
        # a year that nobody gives is not made up
        ("XXXX-04-09", PAST, None, None),
        ("P-1Y", PAST, None, None),
        ("XXXX-04", PAST, "2025", None),
        ("PT44M", PAST, WEDNESDAY, None),
        # days and weeks need a day
        ("P-1D", PAST, WEDNESDAY, "2025-06-17"),
        ("P-1D", PAST, "2025-06", None),
        ("P-1W", PAST, WEDNESDAY, "2025-06-09/2025-06-15"),
        ("P0W", PAST, WEDNESDAY, "2025-06-16/2025-06-22"),
        ("P-1W", PAST, "2025-06-17/2025-06-19", "2025-06-09/2025-06-15"),
        ("P-1W", PAST, "2025-06-14/2025-06-16", None),
        ("XXXX-WXX-3", PAST, WEDNESDAY, WEDNESDAY),
        ("XXXX-WXX-4", PAST, WEDNESDAY, "2025-06-12"),
        ("XXXX-WXX-4", FUTURE, WEDNESDAY, "2025-06-19"),
        ("XXXX-WXX-4", NEAREST, WEDNESDAY, None),
        ("XXXX-WXX-4", PAST, "2025-06", None),
        ("XXXX-WXX-2@P-1W", PAST, WEDNESDAY, "2025-06-10"),
        ("XXXX-WXX-WE", PAST, WEDNESDAY, "2025-06-14/2025-06-15"),
        ("XXXX-WXX-4<", PAST, WEDNESDAY, "2025-06-12"),
        ("XXXX-WXX-1<", PAST, WEDNESDAY, None),  # this week's Monday, or the one before?
        # months and years
        ("P-1M", PAST, WEDNESDAY, "2025-05"),
        ("P-1M", PAST, "2025-01", "2024-12"),
        ("P0M", PAST, "2025-06", "2025-06"),
        ("P-1Y", PAST, WEDNESDAY, "2024"),
        ("P1Y", FUTURE, "2025", "2026"),
        ("P-12M~", PAST, WEDNESDAY, "2024-05/2024-07"),
        ("P-2Y~", PAST, WEDNESDAY, "2022-12/2023-12"),
        ("P-3W~", PAST, WEDNESDAY, "2025-05-19/2025-06-08"),
        ("XXXX-04", PAST, WEDNESDAY, "2025-04"),
        ("XXXX-11", PAST, WEDNESDAY, "2024-11"),
        ("XXXX-06", PAST, WEDNESDAY, "2025-06"),
        ("XXXX-07", PAST, WEDNESDAY, None),  # eleven months back: rather the one to come
        ("XXXX-08", FUTURE, WEDNESDAY, "2025-08"),
        ("XXXX-04", NEAREST, WEDNESDAY, "2025-04"),
        ("XXXX-12", NEAREST, WEDNESDAY, None),
        ("XXXX-12-28", PAST, "2025-01-03", "2024-12-28"),
        ("XXXX-02-29", PAST, WEDNESDAY, None),
        ("XXXX-01/XXXX-02", PAST, WEDNESDAY, "2025-01/2025-02"),
        ("XXXX-11/XXXX-02", PAST, "2025-04", "2024-11/2025-02"),
        ("XXXX-11@P-1Y", PAST, WEDNESDAY, "2024-11"),
        ("XXXX-03@P0Y", PAST, "2025", "2025-03"),
        ("XXXX-11@P0Y", PAST, "2025-02-03", None),
        ("XXXX-11<", PAST, WEDNESDAY, "2024-11"),
        ("XXXX-04<", PAST, WEDNESDAY, None),
        # seasons
        ("XXXX-FA<", PAST, "2025-03-27", "2024-09/2024-11"),
        ("XXXX-SP<", PAST, "2025-10-01", None),
        ("XXXX-SU@P0Y", PAST, "2025-10-01", "2025-06/2025-08"),
        ("XXXX-WI<", PAST, "2025-04-15", "2024-12/2025-02"),
        ("XXXX-SP", PAST, WEDNESDAY, "2025-03/2025-05"),
    ],
)
def test_resolve(value: str, direction: Direction, anchor: str | None, expected: str | None) -> None:
    assert resolve(value, direction, anchor) == expected


def test_basis_follows_the_anchor() -> None:
    complete, relative = DateExpression(value="2024-08"), DateExpression(value="P-1Y", span=Span(3, 9))
    inferred = anchor_at("2025", Basis.INFERRED)
    assert resolve_date(complete, None) == Date(date="2024-08", precision=Precision.MONTH, basis=Basis.STATED)
    stated = resolve_date(relative, anchor_at("2025"))
    assert stated is not None and stated.basis is Basis.RELATIVE and stated.span == Span(3, 9)
    guessed = resolve_date(relative, inferred)
    assert guessed is not None and guessed.basis is Basis.INFERRED
    assert guessed.because == "Counted from the article's own date, 2025: The desk says so."


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-02-30", "2025/2024", "2024/2025/2026", "XXXX-04"])
def test_no_date_to_parse(text: str) -> None:
    assert parse_date(text) is None


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
VALUES = st.sampled_from(
    [
        "P-1D",
        "P0W",
        "P-1M",
        "P-1Y",
        "P-6M~",
        "XXXX-04",
        "XXXX-02-29",
        "XXXX-WXX-4",
        "XXXX-FA<",
        "XXXX-SU@P0Y",
        "XXXX-WXX-2@P-1W",
        "XXXX-11@P-1Y",
        "XXXX-01/XXXX-02",
        "XXXX-WXX-WE",
    ]
)


@settings(max_examples=60, deadline=None)
@given(VALUES, DAYS, st.integers(0, 400), st.sampled_from(list(Direction)))
def test_a_vaguer_anchor_never_says_something_else(value: str, day: date, more: int, direction: Direction) -> None:
    exact = resolve(value, direction, day.isoformat())
    vague = resolve(value, direction, f"{day}/{day + timedelta(days=more)}")
    # That it is past may tell which part of a vague anchor is meant: there the exact one may fail.
    assert vague is None or exact in (None, vague)


@settings(max_examples=60, deadline=None)
@given(VALUES, DAYS)
def test_what_is_past_does_not_begin_later(value: str, day: date) -> None:
    found = resolve(value, PAST, day.isoformat())
    period = parse_date(found) if found else None
    assert period is None or period.first <= day


# --- the article's own date -----------------------------------------------------------------------------------------


def write(
    body: str, *, name: str = "article-1", credit: str = "", headline: str = ""
) -> tuple[ArticleText, list[DateMention]]:
    """An article and its date mentions; each line of the body is a paragraph."""
    text = "\n".join([headline, credit, body])
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    head = spans.pop(0) if headline else None
    lines = (spans.pop(0),) if credit else ()
    article = Article(id=name, page="page-1", block=Span(0, len(text)), headline=head, credits=lines, body=tuple(spans))
    item = ArticleText(article=article, text=text)
    return item, list(extract_dates(item))


def test_printed_date_comes_first() -> None:
    item, mentions = write("The Courier reported on March 27 that it fell last year.", credit="Gazette 18-06-2025")
    found = infer_published(item, mentions)
    assert found is not None
    assert (found.date, found.basis, found.precision) == ("2025-06-18", Basis.STATED, Precision.DAY)
    assert found.span is not None and item.text[found.span.start : found.span.end] == "18-06-2025"


def test_minutes_ago_and_days_without_a_year_give_nothing() -> None:
    item, mentions = write("The mayor said on Thursday it was shut last year.", credit="44 minutes ago")
    assert infer_published(item, mentions) is None


def test_metadata_date() -> None:
    item, mentions = write("It was shut.")
    dated = ArticleText(article=_with_published(item.article, DateExpression(value="2025-04-15")), text=item.text)
    found = infer_published(dated, mentions)
    assert found is not None and found.date == "2025-04-15"


def _with_published(article: Article, published: DateExpression) -> Article:
    return Article(id=article.id, page=article.page, block=article.block, body=article.body, published=published)


SEASON = "Up to 900 miners were sent to Kesh last fall in answer to a strike that began in August 2024."


def test_year_by_season_and_day_by_report() -> None:
    item, mentions = write(f"Vell sent more miners in February, the Courier reported on March 27.\n{SEASON}")
    found = infer_published(item, mentions)
    assert found is not None
    assert (found.date, found.basis) == ("2025-03-27/2025-03-29", Basis.INFERRED)
    assert found.because is not None and "March 27" in found.because and found.because.endswith(".")


def test_a_season_long_after_the_beginning_says_nothing() -> None:
    item, mentions = write("Miners were sent last fall in the strike that began in February 2022.")
    assert infer_published(item, mentions) is None


def test_year_by_another_article_of_the_story() -> None:
    other = write(SEASON, name="article-2")
    item, mentions = write(
        "Vell may strike again, its envoy told the Courier in remarks published on April 15.\n"
        "Kesh says the miners were sent there last year in answer to a strike."
    )
    found = infer_published(item, mentions, [other])
    assert found is not None and found.date == "2025-04-15/2025-04-17"
    assert infer_published(item, mentions) is None


def test_sentences_with_little_in_common_give_no_year() -> None:
    other = write("A fire in Orrin in August 2019 burned the old mill.", name="article-2")
    item, mentions = write("Kesh says the miners were sent there last year.")
    assert infer_published(item, mentions, [other]) is None


def test_a_day_printed_without_its_year() -> None:
    item, mentions = write(SEASON, credit="Gazette, April 2")
    found = infer_published(item, mentions)
    assert found is not None
    assert (found.date, found.basis) == ("2025-04-02", Basis.INFERRED)


def test_month_by_a_day_and_this_month() -> None:
    item, mentions = write(f"{SEASON}\nThe envoy came on April 11. Two miners were held earlier this month.")
    found = infer_published(item, mentions)
    assert found is not None and found.date == "2025-04"


def test_copies_share_what_they_know() -> None:
    item, mentions = write("The warning followed a speech on April 9.")
    copy = write(
        f"The envoy said on April 15 he left.\nThe warning followed a speech on April 9.\n{SEASON}", name="article-2"
    )
    alone, shared = infer_published(item, mentions), infer_published(item, mentions, [], [copy])
    assert alone is None
    assert shared is not None and shared.date == "2025-04-15/2025-04-17"


def test_a_copy_with_a_printed_date_dates_the_other() -> None:
    item, mentions = write("It was shut.")
    found = infer_published(item, mentions, [], [write("It was shut.", name="article-2", credit="9 April 2025")])
    assert found is not None
    assert (found.date, found.basis) == ("2025-04-09", Basis.INFERRED)


def test_what_is_called_next_year_and_by_number() -> None:
    item, mentions = write(
        "Vell plans to raise harbour dues by a fifth next year.\n"
        "Its 2026 harbour dues would reach 9 million euros, Vell said."
    )
    found = infer_published(item, mentions)
    assert found is not None and (found.date, found.precision) == ("2025", Precision.YEAR)


def test_evidence_that_disagrees_gives_no_date() -> None:
    item, mentions = write(
        "Vell plans to raise harbour dues next year.\n"
        "The 2026 harbour dues hurt Vell.\nThe 2024 harbour dues hurt Vell."
    )
    assert infer_published(item, mentions) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("March 14, 2031", "April 3, 2031", "April 23, 2031"), "2031-03-12/2031-04-23"),
        (("March 14, 2031", "April 3, 2031"), None),  # too few
        (("March 14, 2030", "April 3, 2031", "April 23, 2031"), None),  # of two years
        (("September 14, 2031", "October 3, 2031", "October 23, 2031"), None),  # not around the day
    ],
)
def test_dated_articles_of_a_story_date_another(days: tuple[str, ...], expected: str | None) -> None:
    item, mentions = write("A wall at Orrin gave way on March 12, officials said.")
    others = [write("The wall fell.", name=f"article-{n + 2}", credit=f"Gazette, {day}") for n, day in enumerate(days)]
    found = infer_published(item, mentions, others)
    assert (found.date if found else None) == expected


RUN = ("March 13, 2031", "March 14, 2031", "March 15, 2031", "April 23, 2031")


@pytest.mark.parametrize(
    ("told", "days", "expected"),
    [
        ("officials said on Tuesday", RUN, "2031-03-12/2031-03-15"),
        ("officials said", RUN, "2031-03-12/2031-04-23"),  # it may be a look back
        ("officials said on Tuesday", ("March 14, 2031", "April 3, 2031", "April 23, 2031"), "2031-03-12/2031-04-23"),
    ],
    ids=["of that week", "of any time", "no run"],
)
def test_an_article_that_names_a_bare_weekday_is_of_the_run_of_coverage(
    told: str, days: tuple[str, ...], expected: str
) -> None:
    item, mentions = write(f"A wall at Orrin gave way on March 12, {told}.")
    others = [write("The wall fell.", name=f"article-{n + 2}", credit=f"Gazette, {day}") for n, day in enumerate(days)]
    found = infer_published(item, mentions, others)
    assert found is not None and found.date == expected


def test_a_year_loses_the_months_in_which_what_it_tells_would_not_be_past() -> None:
    item, mentions = write(
        "Vell plans to raise harbour dues next year.\nIts 2026 harbour dues would reach 9 million euros, Vell said.\n"
        "In April it raised them by a tenth. It holds drills each year, the last in June."
    )
    found = infer_published(item, mentions)
    assert found is not None and found.date == "2025-06/2025-12"
    assert found.because is not None and "April, June as past" in found.because


def test_this_month_shortly_after_a_month() -> None:
    item, mentions = write(
        "Vell shipped 4 million tons of barley to Kesh in 2024.\n"
        "This month's duties came shortly after Vell taxed steel in July."
    )
    found = infer_published(item, mentions)
    assert found is not None and found.date == "2025-08/2025-09"


def test_a_full_year_is_told_by_what_is_shipped_in_it_only() -> None:
    item, mentions = write("In 2024 the mayor resigned after 3 weeks. Vell taxed steel in July.")
    assert infer_published(item, mentions) is None


def test_this_summer_by_another_article_of_the_story() -> None:
    item, mentions = write("This comes after Kesh and Vell signed a mutual harbour pact this summer, with songs.")
    dated = write(
        "In November last year, Kesh and Vell signed a mutual harbour treaty.", name="article-2", credit="18-06-2025"
    )
    other = write("Kesh and Vell held harbour talks in June 2025.", name="article-3")
    found = infer_published(item, mentions, [dated, other])
    assert found is not None and found.date == "2024-08/2024-12"
    assert found.because is not None and "In November last year" in found.because
    assert infer_published(item, mentions, [other]) is None


@pytest.mark.parametrize(
    ("value", "anchor", "day"),
    [
        ("P-1Y~", "2025-08", "2024-02/2025-02"),
        ("P-1Y~", "2025-08/2025-09", "2024-02/2025-03"),  # all that "a year ago" means within the article's two months
        ("P-3W~", "2025-08/2025-09", None),  # too long a time to count weeks from
        ("P-1Y", "2025-08/2025-09", "2024"),
        ("P-1M", "2025-08/2025-09", None),
    ],
)
def test_rough_words_seen_from_an_article_of_several_days(value: str, anchor: str, day: str | None) -> None:
    assert resolve(value, PAST, anchor) == day
