"""Plain text → Page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model import Mark, MarkKind, MediaType, Page
from sayso.read.language import detect_language

_LINE = re.compile(r"\S[^\n]*")


def read_plain(page: str, text: str, headline: str | None = None) -> Page:
    """The text as it is. A headline that was given beside it stands above it, unless it is the text's first line; the
    lines below are then known to be what the page is about."""
    text = text.replace("\r\n", "\n")
    marks: tuple[Mark, ...] = ()
    if headline:
        if text.lstrip().partition("\n")[0].strip() != headline:
            text = f"{headline}\n\n{text}"
        start = text.index(headline)
        end = start + len(headline)
        marks = (Mark(start, end, MarkKind.HEADLINE), *_mark_lines(text, end))
    return Page(id=page, media_type=MediaType.TEXT, text=text, language=detect_language(text), marks=marks)


def _mark_lines(text: str, start: int) -> Iterator[Mark]:
    return (Mark(line.start(), line.end(), MarkKind.MAIN) for line in _LINE.finditer(text, start))
