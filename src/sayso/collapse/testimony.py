"""What a printing says of whose text it is: its credits, notes like "originally published by", its canonical link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from sayso.model import ArticleText, Span
from sayso.rules.houses import is_outlet, wire_aliases
from sayso.rules.sites import are_alike, fold_name, host_of, shows_anothers
from sayso.rules.tables import load_rules

CLOSING = 2  # paragraphs at the end of a body in which a note may stand
SHORTEST_NOTE = 10  # characters; most gaps are a blank line
LONGEST_NOTE = 2_000  # characters of one gap between paragraphs that are read for notes
_PART = r"[^\W\d_a-zß-ÿ][\w&'’-]*(?:\.\w+)?"
_NAME = rf"(?P<name>(?:[Tt]he\s)?{_PART}(?:\s(?:(?:of|and|de|for)\s)?{_PART}){{0,5}})"


class Testimony(NamedTuple):
    """Who prints a text, and from whom: `sources` as the page names them, nearest first, the last one the origin.

    `address` is the page that its canonical link names, where that is another site's. `is_copied`: the page says that
    the text is not its own, whether it says whose or not.
    """

    printer: str | None
    sources: tuple[str, ...] = ()
    address: str | None = None
    is_copied: bool = False

    @property
    def origin(self) -> str | None:
        """Whose text the page says it is, where that is not the printer's own."""
        return self.sources[-1] if self.sources else None

    @property
    def chain(self) -> tuple[str, ...]:
        """From who shows it to whose it is."""
        return (*filter(None, (self.printer,)), *self.sources)


def read_testimony(item: ArticleText, known: Set[str] = frozenset()) -> Testimony:
    """What the page of a printing says. Notes may name any publication, and the folded names of those `known` here."""
    article = item.article
    carriers = [name.strip() for name in (article.carrier or "").split("<") if name.strip()][::-1]
    if (site := _find_site(item)) and not any(are_alike(site, name) for name in carriers):
        carriers.insert(0, site)
    inward = [*carriers, *filter(None, (article.outlet,))]
    printer = inward[0] if inward else None
    address = _find_foreign(item)
    notes = list(_find_notes(item, known))
    named = [name for name in notes if name] + ([host_of(address) or address] if address else [])
    names = [*inward[1:], *named, *filter(None, (article.wire,))]
    sources: dict[str, str] = {}
    for name in names:
        if not is_same_name(name, printer) and fold_name(name) not in sources:
            sources[fold_name(name)] = name
    return Testimony(printer, tuple(sources.values()), address, bool(sources or None in notes))


# --- names ----------------------------------------------------------------------------------------------------------


def is_same_name(a: str | None, b: str | None) -> bool:
    """Whether both name the same outlet or agency."""
    return a is not None and b is not None and fold_name(a) == fold_name(b)


def _find_site(item: ArticleText) -> str | None:
    """The site that shows another outlet's text."""
    site = item.facts.outlet
    hosts = [host for address in item.addresses if (host := host_of(address))]
    return site if shows_anothers(site, item.article.outlet, hosts) else None


# --- addresses ------------------------------------------------------------------------------------------------------


def fold_address(address: str) -> str:
    """An address for comparison: host and path."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return address
    return f"{host_of(address)}{path.rstrip('/')}"


def _find_foreign(item: ArticleText) -> str | None:
    """The canonical link, where it leads to another site than those where the page was found."""
    facts, hosts = item.facts, [host for address in item.addresses if (host := host_of(address))]
    canonical = host_of(facts.canonical)
    if canonical is None or not hosts or not facts.basis.get("canonical", "").startswith("link"):
        return None
    return None if any(_is_one_site(canonical, host) for host in hosts) else facts.canonical


def _is_one_site(a: str, b: str) -> bool:
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


# --- notes ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _note_shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A note with a name, and one without."""
    named, unnamed = (
        "|".join(sorted(map(re.escape, load_rules("originals")[name]), key=len, reverse=True))
        for name in ("before", "unnamed")
    )
    return re.compile(rf"(?i:\b(?:{named}))\s{_NAME}"), re.compile(rf"(?i:\b(?:{unnamed}))\b")


@lru_cache(maxsize=1)
def _note_words() -> frozenset[str]:
    """A word of each note: a text without any of them has none, and need not be searched for the rest."""
    rules = load_rules("originals")
    return frozenset(max(note.lower().split(), key=len) for name in ("before", "unnamed") for note in rules[name])


def _names_printer(name: str, known: Set[str]) -> bool:
    """Whether it is the name of a publication, and not of a month, a town or a language."""
    return is_outlet(name) or name in wire_aliases() or fold_name(name) in known


def _find_notes(item: ArticleText, known: Set[str]) -> Iterator[str | None]:
    """The names in the notes around the body and in its last paragraphs; None for a note that names nobody."""
    named, unnamed = _note_shapes()
    for span in _list_gaps(item):
        words = item.text[span.start : span.end]
        lowered = words.lower()
        if not any(word in lowered for word in _note_words()):
            continue
        match = named.search(words)
        if match is not None and _names_printer(name := match["name"].rstrip("’'-"), known):
            yield name
        elif unnamed.search(words):
            yield None


def _list_gaps(item: ArticleText) -> Sequence[Span]:
    """What of the block is no body, and the last paragraphs, which may be notes that were taken for body."""
    article = item.article
    taken = sorted([*article.body, *article.repeats, *filter(None, (article.headline,))])
    ends = [article.block.start, *(span.end for span in taken)]
    starts = [*(span.start for span in taken), article.block.end]
    gaps = [Span(end, min(start, end + LONGEST_NOTE)) for end, start in zip(ends, starts, strict=True) if end < start]
    closing = [span for span in article.body[-CLOSING:] if span.end - span.start <= LONGEST_NOTE // 10]
    return [span for span in (*gaps, *closing) if span.end - span.start >= SHORTEST_NOTE]
