"""Figures in invented news sentences."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.extract.numbers import find_numbers, read_digits, read_words
from sayso.model import Article, ArticleText, DateExpression, Figure, Scope, Source, Span, Statement


def set_article(text: str, headline: str = "") -> ArticleText:
    """An article whose headline, if any, is the first line and whose paragraphs are the others."""
    text = f"{headline}\n{text}" if headline else text
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    head = spans.pop(0) if headline else None
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), headline=head, body=tuple(spans))
    return ArticleText(article=article, text=text)


def read(text: str, headline: str = "") -> dict[str, Figure]:
    """The figures by their words."""
    item = set_article(text, headline)
    figures = extract_figures(item, (), extract_dates(item))
    return {item.text[f.start : f.end]: f for f in figures if f.aside is None}


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "qualifier", "unit"),
    [
        ("More than 11,000 Vellish troops were sent.", "More than 11,000", 11000, None, "more than", "persons"),
        ("At least nine people were killed.", "At least nine", 9, None, "at least", "persons"),
        ("Up to 12,000 workers came.", "Up to 12,000", None, 12000, "up to", "persons"),
        ("Nearly 300 houses burned.", "Nearly 300", None, 300, "nearly", "houses"),
        ("Roughly 5,000 soldiers remain.", "Roughly 5,000", 5000, 5000, "roughly", "persons"),
        ("There were an estimated 15,000 miners.", "an estimated 15,000", 15000, 15000, "an estimated", "persons"),
        ("Several hundred miners came.", "Several hundred", 200, 999, "several", "persons"),
        ("He saw “several thousand” miners.", "several thousand", 2000, 9999, "several", "persons"),
        ("Thousands of miners came.", "Thousands", 2000, None, "thousands", "persons"),
        ("Tens of thousands of homes were lost.", "Tens of thousands", 20000, None, "tens of thousands", "homes"),
        ("More than a million Vellians fled.", "More than a million", 1e6, None, "more than", "persons"),
        ("Some 11 000 men came.", "Some 11 000", 11000, 11000, "some", "persons"),
        ("Twenty-five ships sank.", "Twenty-five", 25, 25, None, "ships"),
        ("Two hundred and five ships sank.", "Two hundred and five", 205, 205, None, "ships"),
        ("Between four and seven ships sank.", "Between four and seven", 4, 7, "between", "ships"),
        ("Discounts lay between 5% and 7%.", "between 5% and 7%", 5, 7, "between", "percent"),
        ("It needs 3 to 4 million euros.", "3 to 4 million euros", 3e6, 4e6, "between", "EUR"),
        ("About 80% of it was seed.", "About 80%", 80, 80, "about", "percent"),
        ("It grew by 22.9 per cent.", "22.9 per cent", 22.9, 22.9, None, "percent"),
        ("It spends 3.32% of GDP.", "3.32% of GDP", 3.32, 3.32, None, "percent of GDP"),
        ("It cost C$5 billion.", "C$5 billion", 5e9, 5e9, None, "CAD"),
        ("It cost Hr 4.8 trillion in all.", "Hr 4.8 trillion", 4.8e12, 4.8e12, None, "UAH"),
        ("It cost 1.78 trillion yuan.", "1.78 trillion yuan", 1.78e12, 1.78e12, None, "CNY"),
        ("It cost £5m or €20k.", "£5m", 5e6, 5e6, None, "GBP"),
        ("They seized 1,300 square kilometers.", "1,300 square kilometers", 1300, 1300, None, "km2"),
        ("The mine has only 100 acres.", "only 100 acres", 100, 100, None, "acres"),
        ("It pumps some 1.7 million bpd.", "some 1.7 million bpd", 1.7e6, 1.7e6, "some", "barrels/day"),
        ("It lasted over the past five years.", "the past five years", 5, 5, None, "years"),
        ("Two-thirds of the miners left.", "Two-thirds", 2 / 3, 2 / 3, None, "fraction"),
        ("Spending will rise by a fifth.", "by a fifth", 0.2, 0.2, None, "fraction"),
        ("More than a quarter of the ships sank.", "More than a quarter", 0.25, None, "more than", "fraction"),
        ("One in five miners left.", "One in five", 0.2, 0.2, None, "fraction"),
        ("They led by up to 20 to one.", "up to 20 to one", None, 20, "up to", "ratio"),
        ("Sales doubled.", "doubled", 2, 2, None, "times"),
        ("A 125-strong choir came.", "125-strong", 125, 125, None, "persons"),
        ("It takes 300 or more ships.", "300 or more", 300, None, "or more", "ships"),
        ("The blast killed one person.", "one", 1, 1, None, "persons"),
    ],
)
def test_value(text: str, words: str, low: float | None, high: float | None, qualifier: str | None, unit: str) -> None:
    found = read(text)[words]
    assert found.minimum == pytest.approx(low)
    assert found.maximum == pytest.approx(high)
    assert (found.qualifier, found.unit) == (qualifier, unit)


@pytest.mark.parametrize(
    "text",
    [
        "You are never 100% sure.",
        "It fired 170 mm howitzers and 155mm shells.",
        "Ana Ruiz, 34, left. A 34-year-old man, aged 40, stayed.",
        "It was the second-biggest of them, the 3rd or 19th.",
        "The F-16 and the Falcon 9 rocket flew.",
        "At 10:30 a.m. or 8 p.m. she left.",
        "Call 555-0134.",
        "The Owls won 91-73.",
        "Take Route 52 to Room 7.",
        "He left in 2024, on 9 April.",
        "No one, said one of the two leaders, knows both sides.",
        "She had zero interest in it.",
        "1. Mix the flour",
        "It helps those under 30 and over 65.",
        "See record 783492272595750912.",
        "In the first half of the match a third goal fell.",
    ],
)
def test_no_count(text: str) -> None:
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "words", "scope"),
    [
        ("Vell sent 3,000 more troops.", "3,000 more", Scope.ADDITIONAL),
        ("Vell sent around 3,000 additional soldiers.", "around 3,000 additional", Scope.ADDITIONAL),
        ("They would need an additional 100,000 men.", "100,000", Scope.ADDITIONAL),
        ("It set an additional tariff of 25% on cloth.", "25%", Scope.ADDITIONAL),
        ("It will further increase by $11 billion.", "$11 billion", Scope.ADDITIONAL),
        ("But 6,000 soldiers remain in the valley.", "6,000", Scope.REMAINING),
        ("A total of 40 ships sank.", "A total of 40", Scope.TOTAL),
        ("It won 5.5 square miles a day.", "5.5 square miles", Scope.RATE),
        ("It holds 85% of the trade.", "85%", Scope.SHARE),
        ("More than 3,000 soldiers came.", "More than 3,000", None),
    ],
)
def test_scope(text: str, words: str, scope: Scope | None) -> None:
    assert read(text)[words].scope is scope


def test_what_is_counted_and_how() -> None:
    found = read("The envoy said more than 11,000 Vellish troops have been deployed to Kesh Province.")
    figure = found["more than 11,000"]
    assert (figure.counted, figure.measure, figure.place) == ("Vellish troops", "deployed", "Kesh Province")


def test_a_noun_left_out_is_that_of_the_figure_before() -> None:
    found = read("Some 11,000 Vellish troops came to Kesh. Roughly 5,000 were killed, but 6,000 remain.")
    assert found["Roughly 5,000"].counted == found["6,000"].counted == "Vellish troops"
    assert found["6,000"].unit == "persons"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("There were about 4,700 casualties, including 600 deaths.", "600", "about 4,700"),
        ("At least 1,000 of an estimated 11,000 troops were killed.", "At least 1,000", "an estimated 11,000"),
        ("They had 4,000 casualties, with two-thirds killed.", "two-thirds", "4,000"),
        ("It shipped goods worth C$5 billion, about 80% of which was seed.", "about 80%", "C$5 billion"),
    ],
)
def test_part_of_a_whole(text: str, part: str, whole: str) -> None:
    found = read(text)
    assert found[part].included_in == found[whole].id
    assert found[whole].included_in is None


def test_conversion_points_at_its_original() -> None:
    found = read("They seized 1,300 square kilometers (500 square miles) of forest.")
    original, conversion = found["1,300 square kilometers"], found["500 square miles"]
    assert conversion.conversion_of == original.id
    assert conversion.doubt is None
    assert conversion.counted == original.counted == "forest"


@pytest.mark.parametrize(
    ("amounts", "is_doubted"),
    [
        ("C$5 billion ($3.60 billion)", False),
        ("almost C$5 billion ($3.58 billion)", False),
        ("almost C$5 billion ($3.63 billion)", True),
        ("more than C$5 billion ($3.63 billion)", False),
        ("C$5 billion ($6.95 billion)", True),
    ],
)
def test_conversion_that_does_not_fit_its_rate(amounts: str, is_doubted: bool) -> None:
    found = read(f"Vell shipped {amounts} of oil. ($1 = 1.3905 Canadian dollars)")
    conversion = next(f for f in found.values() if f.conversion_of)
    assert (conversion.doubt is not None) is is_doubted
    assert found["1.3905 Canadian dollars"].unit == "CAD per USD"
    assert found["1.3905 Canadian dollars"].scope is Scope.RATE


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Vell sent 3,000 men to Kesh in January and February, the Courier said.", "3,000", "XXXX-01/XXXX-02"),
        ("They had seized 300 ships before the navy struck earlier this month.", "300", None),
        ("It is 3% for the first time since 2009.", "3%", None),
        ("The 2026 harbour budget would reach C$9 billion.", "C$9 billion", "2026"),
    ],
)
def test_as_of_is_the_nearest_date_of_the_clause(text: str, words: str, value: str | None) -> None:
    as_of = read(text)[words].as_of
    assert (as_of.value if as_of else None) == value


def test_headline_takes_date_and_noun_from_the_body() -> None:
    found = read("It sent around 3,000 more miners to Kesh in March.", headline="Vell sends 3,000 more to Kesh")
    headline = found["3,000 more"]
    assert headline.start < 30
    assert headline.as_of is not None and headline.as_of.value == "XXXX-03"
    assert headline.counted == "miners"


def test_figure_belongs_to_the_innermost_statement() -> None:
    item = set_article("The mayor said the Courier wrote that 40 ships sank.")
    said = DateExpression(value="XXXX-WXX-4")

    def state(name: str, start: str) -> Statement:
        span = Span(item.text.index(start), len(item.text))
        return Statement(id=name, article="article-1", page="page-1", source=Source(), content=(span,), said=said)

    (figure,) = extract_figures(item, [state("outer", "the Courier"), state("inner", "40 ships")], ())
    assert figure.statement == "inner"
    assert figure.as_of == said


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,300", 1300),
        ("1.78 trillion", 1.78e12),
        ("11 000", 11000),
        ("1.1 million", 1.1e6),
        ("20k", 20000),
        ("5.50", 5.5),
    ],
)
def test_digits(words: str, value: float) -> None:
    assert read_digits(words) == value


@pytest.mark.parametrize(
    ("words", "value"), [("nineteen", 19), ("sixty-four", 64), ("one hundred and two thousand and one", 102001)]
)
def test_number_words(words: str, value: float) -> None:
    assert read_words(words) == value


PIECES = st.sampled_from(
    [
        "3,000",
        "$5",
        "bn",
        "billion",
        "5%",
        "of",
        "GDP",
        "two",
        "hundred",
        "and",
        "thirds",
        "more",
        "than",
        "between",
        "to",
        "-",
        "(",
        ")",
        "=",
        "1",
        "C$",
        "miners",
        "were",
        "killed",
        "including",
        "additional",
        ".",
        "\n",
        "a",
        "half",
        "1e9",
        "square",
        "miles",
        "km",
        "99999999999999999999999",
        "several",
        "thousand",
        "one",
        "in",
        "’s",
        "up",
        "at",
        "least",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=80))
def test_figures_point_home_and_are_numbers(text: str) -> None:
    item = set_article(text)
    figures = extract_figures(item, (), extract_dates(item))
    ids = {figure.id for figure in figures}
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        bounds = [bound for bound in (figure.minimum, figure.maximum) if bound is not None]
        assert bounds and all(math.isfinite(bound) for bound in bounds)
        assert {figure.included_in, figure.conversion_of} <= ids | {None}
    numbers = list(find_numbers(text, 0, len(text)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))


@pytest.mark.parametrize(
    ("text", "words", "counted", "measure"),
    [
        ("The service said 34 people had died and 96 were missing.", "96", "people", "missing"),
        ("The service said 34 people had died and 96 were missing.", "34", "people", "killed"),
        ("More than 30 dead, another 3,000 told to leave as gate jams", "3,000", "people", "displaced"),
        ("Nine dead as mine wall bursts", "Nine", "people", "killed"),
        ("Death toll climbs to 19 in Vell", "19", "people", "killed"),
        ("The agency put the number of dead at 27, citing hospital staff.", "27", "people", "killed"),
        ("Missing cut to 96 after names found twice", "96", "people", "missing"),
        ("The blast left 19 dead and 61 injured.", "61", "people", "injured"),
        ("The blast killed 19 and injured 40 in Vell.", "40", "people", "injured"),
        ("Nine people, four of them children, died.", "Nine", "people", "killed"),
        ("The order brings the number of people moved out to 9,200.", "9,200", "people", "displaced"),
        ("The raid injured 40 in Vell. Thirty people were arrested.", "Thirty", "people", "arrested"),
        ("The number of seats rose from 65 to 125.", "125", "seats", "seats"),
        ("Norway plans to boost defence spending by a fifth.", "by a fifth", "defence spending", "rise"),
        ("The city saw five days of riots.", "five days", "days of riots", "duration"),
        ("The bill was 4 billion crowns, but others say 7 billion.", "7 billion", "bill", "cost"),
    ],
)
def test_each_number_has_the_measure_of_its_own_clause(text: str, words: str, counted: str, measure: str) -> None:
    figures = extract_figures(set_article(text), (), ())
    [figure] = [figure for figure in figures if text[figure.start : figure.end] == words]
    assert (figure.counted, figure.measure) == (counted, measure)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Nine people died in Vell, according to the Rescue Service.", "Nine", "Vell"),
        ("Nine people died, according to the Rescue Service.", "Nine", None),
        ("Norway exported grain worth $5 million last year.", "$5 million", "Norway"),
    ],
)
def test_bodies_that_speak_are_no_places(text: str, words: str, place: str | None) -> None:
    figures = extract_figures(set_article(text), (), ())
    [figure] = [figure for figure in figures if text[figure.start : figure.end] == words]
    assert figure.place == place


@pytest.mark.parametrize(
    ("text", "words", "aside", "counted"),
    [
        ("The founder died at 84. He was a baker.", "84", "age", None),
        ("Police held Ana Ruiz, 34, in Vell.", "34", "age", "Ana Ruiz"),
        ("A 15-year-old, Bo Lind, was hurt.", "15-year-old", "age", "Bo Lind"),
        ("A 15-year-old boy was hurt.", "15-year-old", "age", "boy"),
        ("The council was split 9-3.", "9", "score", None),
        ("The council was split 9-3.", "3", "score", None),
        ("He took Route 52 north.", "52", "name", "Route"),
        ("She stole their two boats.", "two", "mention", "boats"),
        ("It flooded eight days ago.", "eight days", "mention", None),
    ],
)
def test_what_is_no_count_is_kept_as_an_aside(text: str, words: str, aside: str, counted: str | None) -> None:
    item = set_article(text)
    found = {text[f.start : f.end]: f for f in extract_figures(item, (), extract_dates(item))}
    assert (found[words].aside, found[words].counted) == (aside, counted)


@pytest.mark.parametrize(
    ("text", "original", "conversion", "unit"),
    [
        ("It cost 44 million talents ($3.62 million).", "44 million talents", "$3.62 million", "talents"),
        ("It cost $3.6 million (90 million thalers).", "$3.6 million", "90 million thalers", "USD"),
        ("It cost 5 billion dollars (1.2 billion kroner).", "5 billion dollars", "1.2 billion kroner", "USD"),
        ("It cost 7 million old marks (about €90,000).", "7 million old marks", "about €90,000", "old marks"),
    ],
)
def test_a_conversion_makes_money_of_an_unknown_currency(text: str, original: str, conversion: str, unit: str) -> None:
    found = read(text)
    assert found[conversion].conversion_of == found[original].id
    assert found[original].unit == unit


def test_brackets_with_people_or_things_convert_nothing() -> None:
    found = read("It gave $5 million (3,000 workers). It sold 4,000 boats (1,200 miles of rope).")
    assert all(figure.conversion_of is None for figure in found.values())


@pytest.mark.parametrize(
    ("text", "words", "counted", "place"),
    [
        ("Norway sent 3,000 more troops to Vell.", "3,000 more", "Norwegian troops", "Vell"),
        (
            "The envoy said that northern forces had suffered about 4,000 casualties.",
            "about 4,000",
            "northern forces",
            None,
        ),
        ("Norway's import bill could swell by $9 million.", "$9 million", "Norway's import bill", "Norway"),
        (
            "Norway's port budget is $9 million. That is a rise of 22% a year.",
            "22%",
            "Norway's port budget",
            "Norway",
        ),
        ("The number of protesters had risen to 40,900 from 24,800.", "24,800", "protesters", None),
        (
            "In a sudden end of purchases of northern crude, with some 1.7 million bpd lost, ports would close.",
            "some 1.7 million bpd",
            "purchases of northern crude",
            None,
        ),
        ("Latvia protested when Norway imposed 12% tariffs on ropes.", "12%", "tariffs on ropes", "Norway"),
        (
            "Norway, the largest maker of rope, shipped $5 million of fine ropes to Latvia.",
            "$5 million",
            "Norway's fine ropes",
            "Latvia",
        ),
        (
            "Norway's port budget is $9 million, past a threshold of 3%. It met protests. That is a rise of 22%.",
            "22%",
            "Norway's port budget",
            "Norway",
        ),
        ("Boats docked in Vell. The firm sent about 150 new labourers there.", "about 150 new", "labourers", "Vell"),
        ("Deaths reach 46 in a mill fire.", "46", "people", None),
        ("22,000 walk out of mills.", "22,000", "people", None),
        ("It was the worst of two riots Norway has seen.", "two", "riots", None),
        ("On that day 15 more people came in with injuries.", "15 more", "people", None),
    ],
)
def test_whose_figure_it_is(text: str, words: str, counted: str, place: str | None) -> None:
    figure = read(text)[words]
    assert (figure.counted, figure.place) == (counted, place)


@pytest.mark.parametrize(
    ("text", "words", "low", "unit", "counted"),
    [
        ("Marn said four of the dead were children.", "four", 4, "persons", "dead"),
        ("Marn denies 14 counts of fraud.", "14", 14, "counts", "counts"),
        ("Marn denies 14 counts of fraud and two of theft.", "two", 2, "counts", "counts"),
        ("The storm destroyed 212 homes and left a further 90 damaged.", "a further 90", 90, "homes", "homes"),
        ("Three hurt in a fire at Elbing mill.", "Three", 3, "persons", "people"),
        ("Ferry sinks, 28 feared dead.", "28", 28, "persons", "people"),
        ("Elbing won five of the 14 medals.", "five", 5, "medals", "medals"),
        ("There were 514 cases. Of the 514, 48 have needed care.", "48", 48, "cases", "cases"),
        ("Measles cases in Elbing pass 500.", "500", 500, "cases", "cases"),
        ("Hours will be cut from 48 to 36 hours a week.", "48", 48, "hours", None),
        ("The council voted by 23 to 19 to close it.", "23", 23, "votes", "votes"),
        ("The council voted by 23 to 19 to close it.", "19", 19, "votes", "votes"),
        ("They counted 1,146 dead birds on the beach.", "1,146", 1146, "birds", "dead birds"),
        ("A 6,000-signature petition was handed in.", "6,000-signature", 6000, "signatures", "signatures of petition"),
        ("Rain fell all night and another 60 mm is due.", "60 mm", 60, "mm", None),
        ("Marn Paper paid SEK 2.50 a share.", "SEK 2.50", 2.5, "SEK", "share"),
        ("The ship lay eleven nautical miles from the coast.", "eleven nautical miles", 11, "nmi", "ship"),
        ("Sales rose 3 percent to $14 million.", "3 percent", 3, "percent", "Sales"),
        ("Pellets fell by about half.", "about half", 0.5, "fraction", "Pellets"),
    ],
)
def test_a_count_whose_noun_stands_elsewhere(text: str, words: str, low: float, unit: str, counted: str | None) -> None:
    figure = read(text)[words]
    assert (figure.minimum, figure.unit, figure.counted) == (low, unit, counted)


@pytest.mark.parametrize("text", ["The women, aged 23 and 61, were taken home.", "He rang 999 and left."])
def test_ages_in_a_row_and_calls_for_help_are_no_counts(text: str) -> None:
    assert read(text) == {}


def test_the_toll_is_of_the_dead_however_long_its_subject() -> None:
    figures = read("The death toll from a slide that buried part of the mountain town of Elbing rose to 46 on Monday.")
    assert (figures["46"].measure, figures["46"].unit) == ("killed", "persons")


def test_the_date_of_the_count_before_is_not_that_of_the_count_now() -> None:
    figures = read("Profit was $132 million, down from $171 million a year earlier.")
    assert figures["$132 million"].as_of is None
    assert figures["$171 million"].as_of is not None
