"""Live logs: pages that follow one event in short entries, each under the time of day it was written.

An entry of two sentences names next to nobody: its readers know from the page what it is about. So does group.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from sayso.model import ArticleText, Span

TOP = 3_000  # characters of a page in which it says that it is a live log
READ = 100_000  # characters of a page that are searched for entries and read as their surroundings
FEWEST_TIMES = 3  # lines that are a time of day, on a page that is a log
FEWEST_WORDS = 6  # of a line that is prose and not a button
LONGEST_TIME = 40  # characters of a line that may be a time of day
_WORD = re.compile(r"\w+")
_TIME = re.compile(r"(?:\w{2,9} )?\d{1,2}[.:h]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4}| Uhr)?", re.IGNORECASE)


def is_log_entry(item: ArticleText) -> bool:
    """Whether the article begins with a line that is a time of day, on a page that says that it is a live log."""
    start = item.article.block.start
    first_line = item.text[start : start + LONGEST_TIME].lstrip().partition("\n")[0]
    return _is_time(first_line) and bool(read_log(item.text[:READ]))


@lru_cache(maxsize=64)
def read_log(text: str) -> tuple[Span, ...]:
    """The lines of prose of a live log, in order; none where the page is no log."""
    if not _says_live(text[:TOP]):
        return ()
    lines = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    times = sum(_is_time(text[line.start : line.end]) for line in lines if line.end - line.start <= LONGEST_TIME)
    if times < FEWEST_TIMES:
        return ()
    return tuple(line for line in lines if _is_prose(text[line.start : line.end]))


def _is_time(line: str) -> bool:
    return _TIME.fullmatch(line.strip()) is not None


def _is_prose(line: str) -> bool:
    return len(line.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS


def _says_live(top: str) -> bool:
    """Whether a line of a page's top begins or ends with words like "live updates"."""
    lines = [f" {' '.join(_WORD.findall(line.lower()))} " for line in top.splitlines()]
    return any(line.startswith(mark) or line.endswith(mark) for line in lines for mark in _load_marks())


@lru_cache(maxsize=1)
def _load_marks() -> tuple[str, ...]:
    rules = tomllib.loads(files("sayso.rules").joinpath("story_words.toml").read_text(encoding="utf-8"))
    return tuple(f" {mark} " for mark in rules["live_log"])
