"""Who wrote an article, whose it is, through whom it came, and when: from credits, notes around it, and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.model import DateExpression, FurnitureKind, Page, Span
from sayso.rules.credits import (
    bare_openers,
    byline_roles,
    cut_glued_outlet,
    cut_role,
    find_byline,
    find_date,
    find_outlet,
    is_capitalised,
    is_outlet,
    is_time_line,
    portal_names,
    split_names,
    strip_bullet,
    trim_names,
    wire_aliases,
)
from sayso.rules.shape import Line, LineKind
from sayso.rules.tables import load_rules
from sayso.strip.body import Part, Piece, find_dateline


class Credit(NamedTuple):
    """What the credits of one article say."""

    outlet: str | None = None
    wire: str | None = None
    carrier: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    published: DateExpression | None = None
    modified: DateExpression | None = None


class Masthead(NamedTuple):
    """What stands at the top of a page above its first article: whose page it is, and its day."""

    outlet: str | None = None
    published: DateExpression | None = None


_MASTHEAD = 8  # lines


def read_masthead(text: str, lines: Sequence[Line], end: int) -> Masthead:
    """The outlet and the day that the page's first lines name, before the character `end`."""
    top = [line for line in lines[:_MASTHEAD] if line.end <= end]
    outlet = next((name for line in top if (name := _name_masthead(line.text))), None)
    times = [(line.start, line.text) for line in top if line.kind is LineKind.TIME]
    return Masthead(outlet, _find_published(times, updated=False))


def _name_masthead(words: str) -> str | None:
    """`THE VALLEY HERALD | Foreign pages`, `from The Valley Herald`, `Valley Herald` alone on a line."""
    if len(words) > 90:
        return None
    name = words.partition("|")[0].strip()
    name = name[5:] if name.startswith(("from ", "From ")) else name
    name = name.title() if name.isupper() and len(name.split()) > 1 else name
    return name if is_outlet(name) and name.casefold() not in portal_names() else None


def read_credit(
    page: Page, own: Sequence[Piece], around: Sequence[Piece], carrier: str | None, masthead: Masthead, *, alone: bool
) -> Credit:
    """The credit of the article with these pieces.

    `around` is the furniture below it, `carrier` the aggregator that made the page. Metadata of the page are used
    only where the article stands on it `alone`.
    """
    facts = page.facts
    lines = [(piece.start, page.text[piece.start : piece.end]) for piece in own if piece.part is Part.CREDIT]
    notes = [page.text[piece.start : piece.end] for piece in (*own, *around) if piece.part is Part.FURNITURE]
    headline = max((piece.start for piece in own if piece.part in (Part.HEADLINE, Part.HEADLINE_REPEAT)), default=-1)
    datelines = [found for _, words in lines if (found := find_dateline(words))]
    agencies = [name for found in datelines if (name := _agency_of(found))]
    names = list(_named_outlets(lines, headline))
    portals = [name for name in names if name.casefold() in portal_names()]
    stated = [name for name in ((facts.outlet if alone else None), masthead.outlet) if name]
    own_names = [name for name in (*names, *stated) if name.casefold() not in portal_names()]
    outlets = [*own_names, *agencies]
    noted = (facts.outlet if alone else None) or masthead.outlet or _find_noted_outlet(notes)
    outlet = next(iter(outlets), None) or noted or (portals.pop(0) if portals else None)
    published = _find_published(lines, updated=False) or (_date_of_fact(facts.published) if alone else None)
    initials = {found["wire4"] for found in datelines if found["wire4"] and found["wire4"].isupper()}
    wires = [
        wire_aliases().get(name, name) for name in (*agencies, *outlets) if name in wire_aliases() or name in initials
    ]
    bylines = tuple(dict.fromkeys(_find_bylines(lines, headline)))
    return Credit(
        outlet=outlet,
        wire=next(iter(wires), None),
        carrier=_name_carriers(outlet, [*portals, carrier]),
        bylines=bylines or (tuple(_clean_authors(facts.authors)) if alone else ()),
        dateline=next(
            (
                place
                for found in datelines
                if (place := found["place"] or found["place4"] or found["place2"] or found["place3"])
            ),
            None,
        ),
        published=published or masthead.published,
        modified=_find_published(lines, updated=True) or (_date_of_fact(facts.modified) if alone else None),
    )


def _place_of(dateline: re.Match[str]) -> str | None:
    return dateline["place"] or dateline["place4"] or dateline["place2"] or dateline["place3"]


def _agency_of(dateline: re.Match[str]) -> str | None:
    """The agency, or the outlet, that the dateline names."""
    printed = dateline["wire"] or dateline["wire2"] or dateline["wire3"] or dateline["wire4"]
    return wire_aliases().get(printed, printed) if printed else None


def _name_carriers(outlet: str | None, names: Sequence[str | None]) -> str | None:
    """Who shows it, from the outlet outward, each once: "Yahoo < Daily8"."""
    carriers = dict.fromkeys(name for name in names if name and name != outlet)
    return " < ".join(carriers) or None


# --- outlets --------------------------------------------------------------------------------------------------------


def _named_outlets(lines: Iterable[tuple[int, str]], headline: int) -> Iterator[str]:
    """Names in the credit lines: known ones, then the unknown one above the headline that comes twice or first."""
    unknown: list[str] = []
    for start, words in lines:
        plain = strip_bullet(words)
        if glued := cut_glued_outlet(words):
            yield glued[0]
        elif outlet := find_outlet(words):
            yield outlet
        elif not _says_else(words) and is_outlet(plain):
            yield plain
        elif not _says_else(words) and start < headline:
            unknown.append(plain)
    yield from sorted(unknown, key=lambda name: -unknown.count(name))[:1]


_JOINTS = frozenset(("and", "&", "und", "et", "y"))


def _says_else(words: str) -> bool:
    """Whether the line is a time, a byline, a dateline or a role."""
    return bool(is_time_line(words) or find_byline(words) or find_dateline(words) or words.casefold() in byline_roles())


_PART = r"[A-ZÀ-Þ][\w&'’-]*(?:\.\w+)?"
_OUTLET_NAME = rf"(?:the\s|The\s)?(?P<outlet>{_PART}(?:\s(?:of\s|and\s|de\s)?{_PART}){{0,4}})"


@lru_cache(maxsize=1)
def _note_shapes() -> tuple[re.Pattern[str], ...]:
    roles = "|".join(sorted(map(re.escape, load_rules("furniture")["bio"]["roles"]), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{roles})s?\s(?:for|at|with)\s{_OUTLET_NAME}"),
        re.compile(rf"\b(?:covers|writes|reports)\s[^.]{{1,160}}?\s(?:for|at)\s{_OUTLET_NAME}"),
        re.compile(
            rf"\b(?:[Cc]onsider\ssupporting|[Ss]upport|[Ss]ubscribe\sto|[Bb]ecome\sa\smember\sof|[Dd]onate\sto)\s{_OUTLET_NAME}"
        ),
        re.compile(
            rf"(?:©|\([cC]\)|Copyright)\s(?:Copyright\s)?(?:(?:19|20)\d\d\s?(?:[-–]\s?(?:19|20)\d\d)?,?\s)?{_OUTLET_NAME}"
        ),
    )


def _find_noted_outlet(notes: Sequence[str]) -> str | None:
    """The outlet that a note on the author, an appeal for support or a copyright line names."""
    for shape in _note_shapes():
        for words in notes:
            match = shape.search(words[:1000])
            name = match["outlet"].rstrip(".,") if match else None
            if name and name.casefold() not in _NO_OUTLET and (shape is not _note_shapes()[-1] or is_outlet(name)):
                return name
    return None


_NO_OUTLET = frozenset(["us", "our", "your", "my", "all", "this", "independent", "quality", "reuters.", "the"])

_APP = re.compile(
    r"\b(?:[Dd]ownload|[Gg]et|[Ii]nstall|[Oo]pen)\s(?:the\s)?(?P<name>[A-Z][\w.-]*\w)\s[Aa]pp\b|\bwhat\s(?P<name2>[A-Z][\w.-]*\w)\s(?:AI\s)?can\sdo\b"
)


def find_carrier(text: str, furniture: Iterable[Piece]) -> str | None:
    """The aggregator that made the page, as its own promotions name it; None for an outlet's own app."""
    for piece in furniture:
        if piece.kind is not FurnitureKind.ADVERT or piece.end - piece.start > 400:
            continue
        match = _APP.search(text[piece.start : piece.end])
        name = (match["name"] or match["name2"]) if match else None
        if name and (name.casefold() in portal_names() or not is_outlet(name)):
            return name
    return None


# --- bylines --------------------------------------------------------------------------------------------------------


def _find_bylines(lines: Sequence[tuple[int, str]], headline: int) -> Iterator[str]:
    for number, (start, words) in enumerate(lines):
        dateline = find_dateline(words)
        if glued := cut_glued_outlet(words):
            yield glued[1]
        elif name := cut_role(words):
            yield name
        elif byline := find_byline(words):
            end = dateline.start() if dateline and dateline.start() else byline.end("names")
            names = trim_names(words[byline.start("names") : end].strip())
            yield from (name for name in split_names(names) if not is_outlet(name))
        elif _is_person(words, above=start < headline) or (
            number and lines[number - 1][1].casefold() in bare_openers()
        ):
            yield from split_names(words)
        elif number + 1 < len(lines) and lines[number + 1][1].casefold() in byline_roles():
            yield words


def _is_person(words: str, *, above: bool) -> bool:
    """Two to four capitalised words below the headline that name no outlet, time or role."""
    plain = strip_bullet(words)
    if above or plain != words or _says_else(words) or is_outlet(words) or find_outlet(words):
        return False
    return 2 <= len(words.split()) <= 4 and is_capitalised(words)


def _clean_authors(authors: Iterable[str]) -> Iterator[str]:
    for words in authors:
        byline = find_byline(words)
        yield from split_names(byline["names"]) if byline else (words,)


# --- dates ----------------------------------------------------------------------------------------------------------


def _find_published(lines: Sequence[tuple[int, str]], *, updated: bool) -> DateExpression | None:
    """The first absolute date of a time or outlet line before (or after) the word that says it was updated."""
    for start, words in lines:
        if len(words) > 120:
            continue
        border = _find_update(words)
        first, last = (border, len(words)) if updated else (0, border)
        found = find_date(words[first:last])
        if found:
            span = Span(start + first + found.start, start + first + found.end)
            return DateExpression(value=found.value, span=span)
    return None


def _find_update(words: str) -> int:
    """Where the line begins to say when it was updated; its end where it does not."""
    folded = words.casefold()
    places = (folded.find(word) for word in ("updat", "modif", "aktualisiert", "mis à jour", "actualizado"))
    return min((place for place in places if place >= 0), default=len(words))


def _date_of_fact(printed: str | None) -> DateExpression | None:
    """A date of the metadata, without its hour."""
    found = find_date(printed) if printed else None
    return DateExpression(value=found.value, because="the page's metadata") if found else None
