"""Which printing the others were made from, and why; None where a careful reader could not tell.

What the pages say comes first (credits, notes, canonical links), then what they show: who printed it first, who names
its writer, who has it whole. Where the evidence contradicts itself, the original is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sayso.collapse.compare import MOST, VERBATIM, compare_words
from sayso.collapse.testimony import Testimony, fold_address, read_testimony
from sayso.match.readings import read_words
from sayso.model import Article, ArticleText, Basis
from sayso.rules.houses import wire_aliases
from sayso.rules.sites import fold_name

DROPPED = 8  # words that the others must lack for a printing to be the fuller one
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})")


class Choice(NamedTuple):
    """The article the others were made from, or None, with the reason as a sentence."""

    article: str | None
    because: str


class Kept(NamedTuple):
    """What a rule leaves of the printings, and the reason; all of them where it tells nothing."""

    items: Sequence[ArticleText]
    because: str


Rule = Callable[[Sequence[ArticleText]], Kept | None]


def choose_original(items: Sequence[ArticleText]) -> Choice:
    """Narrow the printings down: by what the pages say of whose text it is, then by what they show."""
    known = frozenset(fold_name(item.article.outlet) for item in items if item.article.outlet)
    said = {item.article.id: read_testimony(item, known) for item in items}
    kept = _follow_testimony(items, said)
    if isinstance(kept, Choice):
        return Choice(None, kept.because + _tell_chain(said))
    reasons = [kept.because] if len(kept.items) < len(items) else []
    left, contradiction = _weigh_signs(kept.items, reasons)
    if contradiction:
        return Choice(None, f"The original is not known: {contradiction}.")
    if len(left) == 1 and reasons:
        because = f"It is taken for the original because {' and '.join(reasons)}."
        return Choice(left[0].article.id, because + _tell_chain(said))
    return Choice(
        None, "The original is not known: nothing on the pages tells its printings apart." + _tell_chain(said)
    )


def _tell_chain(said: Mapping[str, Testimony]) -> str:
    """The longest way that a page names, from who shows the text to whose it is."""
    chain = min((testimony.chain for testimony in said.values()), key=lambda chain: (-len(chain), chain))
    return f" The way it came: {' < '.join(chain)}." if len(chain) > 2 else ""


# --- what the pages say ---------------------------------------------------------------------------------------------


def _follow_testimony(items: Sequence[ArticleText], said: Mapping[str, Testimony]) -> Kept | Choice:
    """The printings of whose text the pages say it is; a choice of none where that one is not here or not agreed on."""
    roots: dict[str, str] = {}
    for item in items:
        root = _find_root(item, items, said)
        if root is None:
            return Choice(None, "The original is not known: its printings name one another.")
        if said[item.article.id].origin is not None:
            roots.setdefault(fold_name(root), root)
    if not roots:
        own = [item for item in items if not said[item.article.id].is_copied]
        return Kept(own or items, "the others say that they took it from elsewhere")
    agencies = [name for name in roots.values() if name in wire_aliases()]
    names = list(roots.values())
    if len(names) > 1:  # an outlet that is not here may have had it from the agency that others name
        others = [name for name in names if name not in agencies]
        if len(agencies) != 1 or any(_find_printings(name, items, said) for name in others):
            return Choice(None, f"The original is not known: the pages name {_list_names(names)} as its source.")
        names = agencies
    return _keep_printings(names[0], items, said)


def _find_root(item: ArticleText, items: Sequence[ArticleText], said: Mapping[str, Testimony]) -> str | None:
    """Whose text it is in the end: what a page names as its origin may be here, and name another. None in a circle."""
    by_address = {fold_address(address): other for other in items for address in other.addresses}
    passed: set[str] = set()
    testimony, name = said[item.article.id], said[item.article.id].printer or ""
    while testimony.origin is not None:
        there = by_address.get(fold_address(testimony.address)) if testimony.address else None
        name = (said[there.article.id].printer if there else None) or testimony.origin
        if fold_name(name) in passed:
            return None
        passed.add(fold_name(name))
        printings = _find_printings(name, items, said)
        if not printings:
            break
        onward = [said[other.article.id] for other in printings]
        if any(testimony.origin is None for testimony in onward):
            break
        testimony = onward[0]
    return name


def _find_printings(name: str, items: Sequence[ArticleText], said: Mapping[str, Testimony]) -> list[ArticleText]:
    """The printings that this outlet or agency shows itself."""
    folded = fold_name(name)
    return [item for item in items if fold_name(said[item.article.id].printer or "") == folded]


def _keep_printings(name: str, items: Sequence[ArticleText], said: Mapping[str, Testimony]) -> Kept | Choice:
    """The printings of the one whose text it is; of an outlet's also one that names nobody, shown by no carrier."""
    own = _find_printings(name, items, said)
    if own:
        return Kept(own, f"{said[own[0].article.id].printer} prints it under its own credit and the others carry it")
    nameless = [item for item in items if said[item.article.id].printer is None and not said[item.article.id].is_copied]
    if nameless and name not in wire_aliases():
        return Kept(nameless, "the others are shown by a carrier")
    return Choice(None, f"The original is {name}'s, whose own printing is not among these.")


def _list_names(names: Sequence[str]) -> str:
    ordered = sorted(names)
    return f"{', '.join(ordered[:-1])} and {ordered[-1]}"


# --- what they show -------------------------------------------------------------------------------------------------


def _weigh_signs(items: Sequence[ArticleText], reasons: list[str]) -> tuple[Sequence[ArticleText], str | None]:
    """The printings that the signs leave, and what contradicts them. `reasons` receives what each sign says.

    An outlet that printed it first without the writer's name, or without words that a later one of another outlet has,
    may have cut it from a text that it had before the other was printed.
    """
    if len(items) == 1:
        return items, None
    first = _keep_earliest(items)
    signs = [kept for rule in (_keep_signed, _keep_placed, _keep_complete) if (kept := rule(items))]
    if first is not None:
        for sign in signs:
            if _are_apart(first.items, sign.items) and not _is_update(first.items, sign):
                return items, f"{first.because}, but of another {sign.because}"
        signs = [first, *signs]
    left = items
    if first is None and len(signs) == 1 and signs[0].because != _COMPLETE:
        return items, None  # a copy may have gained a writer's name or a dateline, or the original lost it
    for kept in signs:
        both = [item for item in left if item in kept.items]
        if not both and first is None:
            return items, f"of one {signs[0].because}, of another {kept.because}"
        if both and len(both) < len(left):
            left = both
            reasons.append(kept.because)
    return left, None


def _are_apart(a: Sequence[ArticleText], b: Sequence[ArticleText]) -> bool:
    """Whether the printings are of outlets that are known and differ."""
    ours, theirs = ({item.article.outlet for item in items} for items in (a, b))
    return None not in ours | theirs and ours.isdisjoint(theirs)


def _is_update(first: Sequence[ArticleText], sign: Kept) -> bool:
    """Whether the fuller printing has other words too, so that it may have been made from the first one."""
    if sign.because != _COMPLETE:
        return False
    fuller = read_words(sign.items[0])
    return any(compare_words(read_words(item), fuller).share < VERBATIM for item in first)


def _read_published(article: Article, pattern: re.Pattern[str]) -> str | None:
    """The day (or minute) of publication, where the page states it in full."""
    published = article.published
    if published is None or published.basis is not Basis.STATED:
        return None
    match = pattern.match(published.value)
    return match.group() if match else None


def _keep_earliest(items: Sequence[ArticleText]) -> Kept | None:
    """The printings with the earliest stated date, where all state one. Hours are compared where all name their zone,
    or none does."""
    zoned = [_read_published(item.article, _ZONED) for item in items]
    patterns = (_TIME, _DAY) if not any(zoned) else (_DAY,)
    if all(zoned):
        return _keep_first(items, [_shift_to_utc(date) for date in zoned if date])
    for pattern in patterns:
        dates = [_read_published(item.article, pattern) for item in items]
        if all(dates):
            return _keep_first(items, [date for date in dates if date])
    return None


def _keep_first(items: Sequence[ArticleText], dates: Sequence[str]) -> Kept | None:
    first = min(dates)
    kept = [item for item, date in zip(items, dates, strict=True) if date == first]
    return Kept(kept, f"it bears the earliest date, {first.replace('T', ' ')}") if len(kept) < len(items) else None


def _shift_to_utc(printed: str) -> str:
    try:
        return datetime.fromisoformat(printed.replace("Z", "+00:00")).astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return printed[:16]


def _keep_signed(items: Sequence[ArticleText]) -> Kept | None:
    """The one printing that names its writer."""
    return _keep_one(items, lambda item: bool(item.article.bylines), "it alone names its writer")


def _keep_placed(items: Sequence[ArticleText]) -> Kept | None:
    """The one printing with a dateline."""
    return _keep_one(items, lambda item: item.article.dateline is not None, "it alone has a dateline")


def _keep_one(items: Sequence[ArticleText], has: Callable[[ArticleText], bool], because: str) -> Kept | None:
    kept = [item for item in items if has(item)]
    return Kept(kept, because) if len(kept) == 1 else None


_COMPLETE = "it has all that the others have, and words that they lack"


def _keep_complete(items: Sequence[ArticleText]) -> Kept | None:
    """The longest printing, where all that the others have stands in it and more: a lead dropped, an end cut. What one
    outlet prints anew grows as well as it is cut: there the others must be cut word by word."""
    outlets = {item.article.outlet for item in items}
    least = VERBATIM if len(outlets) == 1 and None not in outlets else MOST
    longest, *others = sorted(items, key=lambda item: (-len(read_words(item)), item.article.id))
    words = read_words(longest)
    for other in others:
        if len(words) - len(read_words(other)) < DROPPED or compare_words(read_words(other), words).share < least:
            return None
    return Kept([longest], _COMPLETE)
