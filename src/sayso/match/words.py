"""An article's body as words: folded for comparison, each with its place on the page."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.match.quotations import find_quotations
from sayso.model import ArticleText, Span

LONGEST_BODY = 120_000  # characters, about 20,000 words; what lies beyond is not compared
LARGE_PAGE = 100_000  # characters; readings of larger pages are not kept, so that they do not fill the memory
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text's words in order. `words[i]` (lower case) stands at `[starts[i], ends[i])` of the page."""

    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    quoted: bytes  # 1 where the word stands in quotation marks

    def __len__(self) -> int:
        return len(self.words)


def read_words(item: ArticleText) -> Words:
    """The words of the article's body; the last readings are kept, because each record is compared several times."""
    read = _read_kept if len(item.text) <= LARGE_PAGE else _read_spans
    return read(item.text, item.article.body)


@lru_cache(maxsize=256)
def _read_kept(text: str, body: tuple[Span, ...]) -> Words:
    return _read_spans(text, body)


def _read_spans(text: str, body: tuple[Span, ...]) -> Words:
    spans = _cut_spans(body)
    places = [match.span() for span in spans for match in _WORD.finditer(text, span.start, span.end)]
    starts = array("q", (start for start, _ in places))
    return Words(
        words=tuple(sys.intern(text[start:end].lower()) for start, end in places),
        starts=starts,
        ends=array("q", (end for _, end in places)),
        quoted=_mark_quoted(starts, find_quotations(text, spans)),
    )


def _cut_spans(spans: Sequence[Span]) -> list[Span]:
    """As many of the spans as make `LONGEST_BODY` characters, the last of them cut short."""
    kept: list[Span] = []
    left = LONGEST_BODY
    for span in spans:
        if left <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + left)))
        left -= span.end - span.start
    return kept


def fold_words(text: str, span: Span) -> list[str]:
    """The words of one span, as they are compared."""
    cut = _cut_spans([span])[0]
    return [match.group().lower() for match in _WORD.finditer(text, cut.start, cut.end)]


def _mark_quoted(starts: Sequence[int], quotations: list[Span]) -> bytes:
    marks = bytearray(len(starts))
    quotation = 0
    for index, start in enumerate(starts):
        while quotation < len(quotations) and quotations[quotation].end <= start:
            quotation += 1
        marks[index] = quotation < len(quotations) and quotations[quotation].start <= start
    return bytes(marks)
