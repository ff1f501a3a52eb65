"""What is no news, or too much of it: bounded time, no error, and every span inside the text."""

from __future__ import annotations

import importlib
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from sayso.extract.attributions import find_attributions
from sayso.extract.edges import load_occasion
from sayso.extract.quotes import find_quotations
from sayso.extract.stances import load_stances
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Span, Statement

LONG = 5_000_000
PATIENCE = 120  # seconds after which a test gives up: what is linear needs one, what is quadratic an hour
MODULES = ("cues", "dialogue", "edges", "narration", "parse", "quotes", "sentences", "sieve", "statements", "verb_cues")


@contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(text: str) -> tuple[Statement, ...]:
    body = tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text))
    article = Article(id="article-1", page="page-1", block=Span(0, len(text)), body=body)
    with patience():
        statements = extract_statements([ArticleText(article=article, text=text)])[0]
    for statement in statements:
        spans = [*statement.content, *statement.source.spans, *([statement.cue] if statement.cue else [])]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
    return statements


def test_five_megabytes_without_a_full_stop() -> None:
    read(("the water rose over the fields and the road " * (LONG // 44))[:LONG])


def test_five_megabytes_without_a_blank() -> None:
    read("a" * LONG)


@pytest.mark.parametrize(
    "text", ["In the words of", "It rained, in the words of", "In the words of.", "By the words of"]
)
def test_a_cue_at_the_end_names_nobody(text: str) -> None:
    assert read(text) == ()


NESTED = {
    "double": '"' * 10_000 + " she said",
    "curly": "“" * 10_000 + "it rains" + "”" * 10_000 + ", she said.",
    "opened": "“it rains and " * 10_000 + "she said.",
    "single": "'it rains and " * 10_000 + "she said.",
    "two quotes": "''it rains '' and " * 10_000 + "she said.",
    "guillemets": "«" * 10_000 + " it rains, she said.",
    "mixed": "“'\"‘«„" * 2_000 + " it rains, she said.",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_ten_thousand_quotation_marks(text: str) -> None:
    read(text)


def test_capitals() -> None:
    found = read("ANN MARN SAID THE DAM HAD BURST. “WE MUST LEAVE,” SAID THE MAYOR.")
    assert len(found) <= 2


def test_noise_of_a_scanner() -> None:
    draw = random.Random(7)
    sentence = "Ann Marn told reporters on Monday that the dam had burst, and “the road is gone,” she added. "
    letters = [draw.choice("~|l1I0O.,'“-") if draw.random() < 0.15 else letter for letter in sentence * 40]
    read("".join(letters))


def test_code() -> None:
    code = (
        "def say(x):\n    if x['claims'] == \"said\":\n        return {'told': [f(y) for y in x]}  # asked: why?\n" * 50
    )
    assert not [statement for statement in read(code) if statement.confidence >= 0.9]


def test_surrogates_controls_and_blanks() -> None:
    read("Ann Marn said \ud800 that \x00 the dam\u200b had\u00a0burst.\u2028“\udfff”\n \n\t\n: said")


def test_empty() -> None:
    assert read("") == ()
    assert find_attributions([]) == []
    assert find_quotations("") == ()


WORST = {
    "a": "a" * 60_000,
    "blanks": " " * 60_000,
    "words": "in the " * 10_000,
    "commas": ", which " * 8_000,
    "quotes": '"' * 60_000,
    "curly": "“x" * 30_000,
    "ands": ', and "aaa' * 6_000,
    "days": " on Monday" * 6_000,
    "numbers": "at 1 " * 12_000,
    "capitals": "A " * 30_000,
    "dashes": "a - " * 15_000,
    "hyphens": "a-" * 30_000,
    "colons": "A: " * 20_000,
    "not": "is not was not " * 4_000,
}


def list_patterns() -> dict[str, re.Pattern[str]]:
    found = {"occasion": load_occasion()}
    for name in MODULES:
        module = importlib.import_module(f"sayso.extract.{name}")
        found |= {f"{name}.{key}": value for key, value in vars(module).items() if isinstance(value, re.Pattern)}
    for number, rule in enumerate(load_stances()):
        found[f"stance {number} {rule.stance}"] = rule.pattern
        if rule.unless:
            found[f"stance {number} {rule.stance} unless"] = rule.unless
    return found


@pytest.mark.parametrize("pattern", list_patterns().values(), ids=list_patterns())
def test_no_pattern_is_quadratic(pattern: re.Pattern[str]) -> None:
    with patience(60):
        for text in WORST.values():
            sum(1 for _ in pattern.finditer(text))
            pattern.match(text)
