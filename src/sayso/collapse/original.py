"""Which printing the others were made from, and why; None where a careful reader could not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sayso.collapse.compare import MOST, compare_words
from sayso.match.words import read_words
from sayso.model import Article, ArticleText, Basis

DROPPED = 8  # words that the others must lack for a printing to be the fuller one
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


class Choice(NamedTuple):
    """The article the others were made from, or None, with the reason as a sentence."""

    article: str | None
    because: str


Rule = Callable[[Sequence[ArticleText]], tuple[list[ArticleText], str]]


def choose_original(items: Sequence[ArticleText]) -> Choice:
    """Narrow the printings down, rule by rule, until one is left. The strongest evidence comes first."""
    agency = _find_absent_agency(items)
    if agency:
        return Choice(None, f"The original is {agency}'s, whose own printing is not among these.")
    left = list(items)
    reasons: list[str] = []
    for rule in (_keep_own, _keep_earliest, _keep_complete):
        kept, reason = rule(left)
        if 0 < len(kept) < len(left):
            left = kept
            reasons.append(reason)
        if len(left) == 1:
            return Choice(left[0].article.id, f"It is taken for the original because {' and '.join(reasons)}.")
    return Choice(None, "The original is not known: nothing on the pages tells its printings apart.")


def _fold_name(name: str) -> str:
    return re.sub(r"^the\s+", "", name.strip().casefold())


def _find_absent_agency(items: Sequence[ArticleText]) -> str | None:
    """The agency that supplied the text, where none of the printings is its own."""
    outlets = {_fold_name(item.article.outlet) for item in items if item.article.outlet and not item.article.carrier}
    agencies = sorted({item.article.wire for item in items if item.article.wire})
    return agencies[0] if agencies and outlets.isdisjoint(map(_fold_name, agencies)) else None


def _prints_own(article: Article) -> bool:
    """Whether the outlet prints under its own credit what no one else is named to have supplied."""
    if article.outlet is None or article.carrier is not None:
        return False
    return article.wire is None or _fold_name(article.wire) == _fold_name(article.outlet)


def _keep_own(items: Sequence[ArticleText]) -> tuple[list[ArticleText], str]:
    """Printings under the outlet's own credit, where others came through a carrier or an agency."""
    own = [item for item in items if _prints_own(item.article)]
    if own and any(item.article.carrier or item.article.wire for item in items if item not in own):
        return own, f"{own[0].article.outlet} prints it under its own credit and the others carry it"
    direct = [item for item in items if item.article.carrier is None]
    if direct:
        return direct, "the others are shown by a carrier"
    return list(items), ""


def _read_published(article: Article, pattern: re.Pattern[str]) -> str | None:
    """The day (or minute) of publication, where the page states it in full."""
    published = article.published
    if published is None or published.basis is not Basis.STATED:
        return None
    match = pattern.match(published.value)
    return match.group() if match else None


def _keep_earliest(items: Sequence[ArticleText]) -> tuple[list[ArticleText], str]:
    """The printings with the earliest stated date, where all state one."""
    for pattern in (_TIME, _DAY):
        dates = [_read_published(item.article, pattern) for item in items]
        if all(dates):
            first = min(date for date in dates if date)
            return [item for item, date in zip(items, dates, strict=True) if date == first], (
                f"it bears the earliest date, {first.replace('T', ' ')}"
            )
    return list(items), ""


def _keep_complete(items: Sequence[ArticleText]) -> tuple[list[ArticleText], str]:
    """The longest printing, where all that the others have stands in it and more: a lead dropped, an end cut."""
    longest, *others = sorted(items, key=lambda item: (-len(read_words(item)), item.article.id))
    words = read_words(longest)
    for other in others:
        agreement = compare_words(read_words(other), words)
        if agreement.longer - agreement.shorter < DROPPED or agreement.share < MOST:
            return list(items), ""
    return [longest], "it has all that the others have, and words that they lack"
