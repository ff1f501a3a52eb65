"""The table of quantities, one case a line, and numbers that are rendered and read again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality.quantities import TABLE, Case, is_right, read_cases, read_figures

from sayso.extract.dates import extract_dates
from sayso.extract.figures import extract_figures
from sayso.extract.numbers import find_numbers
from sayso.model import Article, ArticleText, Span

CASES = list(read_cases(TABLE))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{number}-{case.words or case.text}" for number, case in enumerate(CASES)]
)
def test_case(case: Case) -> None:
    figures = read_figures(case)
    read = [(case.text[f.start : f.end], f.minimum, f.maximum, f.unit, f.aside) for f in figures]
    assert is_right(case, figures), read


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 300


# --- what is rendered is read again ---------------------------------------------------------------------------------

GROUPS = {"en": ",", "de": ".", "fr": "\u202f", "uk": "\u00a0"}
DECIMALS = {"en": ".", "de": ",", "fr": ",", "uk": ","}
MAGNITUDES = {
    "en": {"million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12},
    "de": {"Millionen": 10**6, "Mio.": 10**6, "Milliarden": 10**9, "Billionen": 10**12},
    "fr": {"millions": 10**6, "milliards": 10**9},
    "uk": {"тис.": 10**3, "млн": 10**6, "мільярдів": 10**9},
}
UNITS = {"%": "percent", "km": "km", "€": "EUR", "kg": "kg"}
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def render_digits(whole: int, decimals: str, language: str) -> str:
    """`1234567` and `5` as the language writes them."""
    grouped = f"{whole:,}".replace(",", GROUPS[language])
    return grouped + (DECIMALS[language] + decimals if decimals else "")


def render_words(number: int) -> str:
    """A number below a billion in English words."""
    for size, name in ((10**6, "million"), (10**3, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{render_words(number // size)} {name}" + (f"{joint}{render_words(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" and {render_words(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 999_999_999),
    st.from_regex(r"\A(?:[0-9][1-9])?\Z"),
    st.sampled_from(sorted(GROUPS)),
    st.sampled_from(sorted(UNITS)),
)
def test_digits_are_read_as_they_were_rendered(whole: int, decimals: str, language: str, unit: str) -> None:
    number = render_digits(whole, decimals, language)
    text = f"x {unit}{number} x" if unit == "€" else f"x {number} {unit} x"
    article = Article(id="a", page="p", block=Span(0, len(text)), body=(Span(0, len(text)),), language=language)
    item = ArticleText(article=article, text=text)
    [figure] = extract_figures(item, (), extract_dates(item))
    assert figure.minimum == pytest.approx(float(f"{whole}.{decimals or 0}"))
    assert figure.unit == UNITS[unit]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 999), st.sampled_from(["", "1", "25"]), st.sampled_from(sorted(GROUPS)), st.integers(0, 3))
def test_magnitudes_are_read_as_they_were_rendered(whole: int, decimals: str, language: str, at: int) -> None:
    words = sorted(MAGNITUDES[language])
    word = words[at % len(words)]
    text = f"x {render_digits(whole, decimals, language)} {word} x"
    [number] = find_numbers(text, 0, len(text), language)
    assert number.low == pytest.approx(float(f"{whole}.{decimals or 0}") * MAGNITUDES[language][word])


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 999_999_999))
def test_words_are_read_as_they_were_rendered(value: int) -> None:
    text = f"They saw {render_words(value)} ships."
    [number] = find_numbers(text, 0, len(text))
    assert number.low == number.high == value


# --- what no page should bring down -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400,
        "9," * 400,
        "1,2,3,4",
        "1.2.3.4",
        "one " * 400,
        "hundred and " * 300,
        "5-" * 300,
        "1 to " * 300,
        "(1 = " * 200,
        "more than " * 300,
        "$" * 500,
        "minus " * 300 + "5",
        "a million and a half " * 100,
        "٣٤٥ people and ４５ ships",
        "12 " + "word" * 500,
    ],
    ids=lambda text: text[:12],
)
def test_bad_input_gives_finite_values(text: str) -> None:
    article = Article(id="a", page="p", block=Span(0, len(text)), body=(Span(0, len(text)),))
    for figure in extract_figures(ArticleText(article=article, text=text), (), ()):
        assert all(math.isfinite(bound) for bound in (figure.minimum, figure.maximum) if bound is not None)


def test_four_hundred_digits_are_no_figure() -> None:
    text = f"They counted {'7' * 400} ships and 1,2,3,4 boats."
    assert list(find_numbers(text, 0, len(text))) == []
