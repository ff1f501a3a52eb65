"""Pages with their marks in them: what a careful reader finds on a page stands in the page's own source.

A line `a|` begins an article; `h| `, `b| `, `c| ` and `t| ` before a line say that it is a headline, body, a credit, or
the headline of a teaser. Within a line, and in HTML, `{a}` begins an article, and `{h}`, `{b}`, `{c}`, `{t}` hold up to
the next `{/}`.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_LINE = re.compile(r"^([hbct])\| (.*)$", re.MULTILINE)
_ARTICLE = re.compile(r"^a\|\n", re.MULTILINE)
_MARK = re.compile(r"\{(a|h|b|c|t)\}|\{/\}")
_TAG = re.compile(r"<[^<>]*>")


class Marked(NamedTuple):
    """An article by its words without white space; a teaser has no body."""

    headline: str
    body: tuple[str, ...]


def read_marks(source: str) -> tuple[str, list[Marked]]:
    """The page without its marks, and what they say, in order of the page."""
    source = _ARTICLE.sub("{a}", _LINE.sub(r"{\1}\2{/}", source))
    parts: list[str] = []
    found: list[dict[str, list[str]]] = []
    kind, done = "", 0
    for match in _MARK.finditer(source):
        words = source[done : match.start()]
        parts.append(words)
        if kind and kind != "a":
            found[-1][kind].append(fold(words))
        kind, done = match[1] or "", match.end()
        if kind in ("a", "t"):
            found.append({name: [] for name in "hbct"})
    parts.append(source[done:])
    return "".join(parts), [Marked("".join((one["h"] or one["t"])[:1]), tuple(one["b"])) for one in found]


def fold(words: str) -> str:
    """Without markup and white space."""
    return "".join(html.unescape(_TAG.sub("", words)).split())
