"""The sentence around a place of an article, within bounds: a page of one endless line costs no more than another."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.model import ArticleText, Span

SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s)|(?<=[a-z])[.!?][\"”’]?(?=[A-Z“])|\n")
ABBREVIATIONS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Rev|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"vs|Inc|Ltd|Co|Corp)|\b[A-Za-z])\.$"
)
REACH = 600  # characters of a sentence looked at to each side


def find_sentence(item: ArticleText, start: int, end: int) -> Span:
    """The sentence around `[start, end)`, within its paragraph and `REACH` characters to each side."""
    parts = [part for part in item.article.body if part.start <= start and end <= part.end]
    low, high = max([start - REACH, *(p.start for p in parts), 0]), min([end + REACH, *(p.end for p in parts)])
    ends = [low, *_list_ends(item.text, low, high), high]
    first = max((place for place in ends if place <= start), default=low)
    last = min((place for place in ends if place >= end), default=high)
    while first < last and item.text[first].isspace():
        first += 1
    return Span(first, last)


def list_sentences(item: ArticleText, part: Span) -> list[Span]:
    """The sentences of a paragraph."""
    ends = [part.start, *_list_ends(item.text, part.start, part.end), part.end]
    return [Span(low, high) for low, high in pairwise(ends) if item.text[low:high].strip()]


def _list_ends(text: str, low: int, high: int) -> list[int]:
    return [
        match.end()
        for match in SENTENCE_END.finditer(text, low, high)
        if not ABBREVIATIONS.search(text, max(low, match.start() - 8), match.start() + 1)
    ]
