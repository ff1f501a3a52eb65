"""Who wrote an article, whose it is, through whom it came, and when: from credits, notes around it, and metadata."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.model import DateExpression, FurnitureKind, MediaType, Page
from sayso.rules.credits import (
    bare_openers,
    byline_roles,
    cut_agency,
    cut_carried,
    cut_glued_outlet,
    cut_hour,
    cut_house,
    cut_places,
    cut_role,
    cut_signed,
    cut_writer,
    find_byline,
    find_byline_after_day,
    find_outlet,
    name_shape,
    split_bars,
    split_names,
    trim_names,
)
from sayso.rules.furniture import judge_bio
from sayso.rules.houses import (
    is_capitalised,
    is_outlet,
    is_publisher,
    may_name_person,
    portal_names,
    strip_bullet,
    wire_aliases,
)
from sayso.rules.outlet_rules import find_outlet_rules
from sayso.rules.sites import host_of, shows_anothers
from sayso.rules.tables import load_rules
from sayso.rules.times import is_time_line, tells_clock
from sayso.strip.body import Part, Piece, find_dateline
from sayso.strip.days import order_date, weigh_dates
from sayso.strip.masthead import Masthead, find_day_above, find_published


class Credit(NamedTuple):
    """What the credits of one article say."""

    outlet: str | None = None
    wire: str | None = None
    carrier: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    published: DateExpression | None = None
    modified: DateExpression | None = None


def read_credit(
    page: Page,
    own: Sequence[Piece],
    around: Sequence[Piece],
    carrier: str | None,
    masthead: Masthead,
    *,
    alone: bool,
    listed: bool = False,
) -> Credit:
    """The credit of the article with these pieces.

    `around` is the furniture below it, `carrier` the aggregator that made the page. Metadata of the page are used
    only where the article stands on it `alone`. Above the headline of one that is `listed` and has an hour stands who
    wrote it, where others name their outlet.
    """
    facts = page.facts
    lines = [(piece.start, page.text[piece.start : piece.end]) for piece in own if piece.part is Part.CREDIT]
    notes = [page.text[piece.start : piece.end] for piece in (*own, *around) if piece.part is Part.FURNITURE]
    headline = max((piece.start for piece in own if piece.part in (Part.HEADLINE, Part.HEADLINE_REPEAT)), default=-1)
    if listed and any(tells_clock(words) for _, words in lines):
        headline = -1
    datelines = [found for _, words in lines if (found := find_dateline(words))]
    agencies = [name for found in datelines if (name := _agency_of(found))]
    if masthead.outlet:  # then a known name in capitals heads a section: THE CONVERSATION
        rubrics = {words for _, words in lines if words.isupper() and words.casefold() != masthead.outlet.casefold()}
        names = list(_named_outlets([line for line in lines if line[1] not in rubrics], headline))
    else:
        names = list(_named_outlets(lines, headline))
    portals = [name for name in names if name.casefold() in portal_names()]
    rules = find_outlet_rules(facts.canonical) if alone else None
    stated = [
        name for name in (rules.name if rules else None, facts.outlet if alone else None, masthead.outlet) if name
    ]
    behind = [name for _, words in lines if (name := _name_behind_writer(words, agencies))]  # their house or agency
    houses = {name for _, words in lines if (name := cut_house(words))}  # "By Tarnpress", where an outlet is named
    noted = (facts.outlet if alone else None) or masthead.outlet or _find_noted_outlet(notes)
    own_names = [name for name in (*names, *stated, *behind) if name.casefold() not in portal_names()]
    own_names.sort(key=lambda name: _is_carried(name, houses, agencies))
    if noted and own_names and _is_carried(own_names[0], houses, agencies):
        own_names.insert(0, noted)
    outlets = [*own_names, *agencies]
    outlet = next(iter(outlets), None) or noted or (portals.pop(0) if portals else None)
    published, modified = (find_published(lines, updated=updated) for updated in (False, True))
    if rules is not None and rules.date_order:
        published, modified = (order_date(page, date, rules) for date in (published, modified))
    if alone:
        published = weigh_dates(page, published, "published") or _find_day_above(page, own)
        modified = weigh_dates(page, modified, "modified")
    carried = [named[0] for _, words in lines if (named := cut_carried(words))]  # an agency beside the outlet
    foreign = [name for name in (*agencies, *behind, *houses) if own_names and name != own_names[0]]
    wires = [
        wire_aliases().get(name, name)
        for name in (*agencies, *outlets, *carried, *behind)
        if name in wire_aliases() or name in carried or name in foreign or (name in agencies and not is_outlet(name))
    ]
    bylines = tuple(dict.fromkeys(_find_bylines(lines, headline, agencies))) or tuple(
        dict.fromkeys(_find_noted_writers(notes))
    )
    return Credit(
        outlet=outlet,
        wire=next(iter(wires), None),
        carrier=_name_carriers(outlet, [*portals, carrier, *(_list_channels(page, outlet) if alone else ())]),
        bylines=bylines or (tuple(_clean_authors(facts.authors)) if alone else ()),
        dateline=next((place for found in datelines if (place := _place_of(found))), None),
        published=published or masthead.published,
        modified=modified,
    )


def _is_carried(name: str, houses: Collection[str], agencies: Collection[str]) -> bool:
    """Whether the name goes after an outlet's: it signs as a writer does, or the dateline has its initials."""
    return name in houses or "".join(part[0] for part in name.split()) in agencies


def _place_of(dateline: re.Match[str]) -> str | None:
    return next((dateline[name] for name in ("place", "place4", "place2", "place3", "place5") if dateline[name]), None)


def _agency_of(dateline: re.Match[str]) -> str | None:
    """The agency, or the outlet, that the dateline names."""
    printed = dateline["wire"] or dateline["wire2"] or dateline["wire3"] or dateline["wire4"]
    return wire_aliases().get(printed, printed) if printed else None


def _name_carriers(outlet: str | None, names: Sequence[str | None]) -> str | None:
    """Who shows it, from the outlet outward, each once: "Yahoo < Daily8"."""
    carriers = dict.fromkeys(name for name in names if name and name != outlet)
    return " < ".join(carriers) or None


_CHANNELS = frozenset((MediaType.RSS, MediaType.ATOM, MediaType.JSON_FEED, MediaType.MAIL))


def _list_channels(page: Page, outlet: str | None) -> Iterator[str]:
    """The site, the feed or the mailing list by which the text of another outlet came, from that outlet outward."""
    if outlet is None:
        return
    if page.media_type not in _CHANNELS:
        host = host_of(page.facts.canonical)
        if host and shows_anothers(page.facts.outlet, outlet, [host]):
            yield str(page.facts.outlet)
        return
    own = outlet.casefold()
    for name in filter(None, (page.facts.outlet, page.facts.carrier)):
        if own not in name.casefold() and name.casefold() not in own:  # "Ellery Herald – World" is its own feed
            yield name


def _find_day_above(page: Page, own: Sequence[Piece]) -> DateExpression | None:
    """The one day that the furniture between headline and text names; only where the page's elements tell the text."""
    top = next((piece.end for piece in own if piece.part is Part.HEADLINE), None)
    text = next((piece.start for piece in own if piece.part is Part.BODY), 0)
    if top is None or not page.marks:
        return None
    between = (piece for piece in own if piece.part is Part.FURNITURE and top <= piece.start < text)
    return find_day_above((piece.start, page.text[piece.start : piece.end]) for piece in between)


# --- outlets --------------------------------------------------------------------------------------------------------


def _named_outlets(lines: Iterable[tuple[int, str]], headline: int) -> Iterator[str]:
    """Names in the credit lines: known ones, then the unknown one above the headline that comes twice or first."""
    unknown: list[str] = []
    for start, words in lines:
        plain = strip_bullet(words)
        if glued := cut_glued_outlet(words):
            yield glued[0]
        elif _name_behind_writer(words):
            continue
        elif outlet := find_outlet(words):
            yield outlet
        elif not _says_else(words) and is_outlet(plain):
            yield plain
        elif not _says_else(words) and start < headline:
            unknown.append(plain)
    yield from sorted(unknown, key=lambda name: -unknown.count(name))[:1]


def _name_behind_writer(words: str, agencies: Sequence[str] = ()) -> str | None:
    """The outlet or agency of `By Ada Finch, The Valley Herald`, `Ada Finch | The Valley Herald`."""
    if signed := cut_writer(words) or cut_signed(words, agencies):
        return signed[1]
    byline = find_byline(words)
    if byline is None:
        return None
    rest = words[byline.end("names") :].strip(" ,|•·–—-")
    *writers, last = [*split_names(byline["names"]), *([rest] if rest else [])]
    return last if writers and is_publisher(last) else None


_JOINTS = frozenset(("and", "&", "und", "et", "y"))


def _says_else(words: str) -> bool:
    """Whether the line is a time, a byline or what opens one, a dateline or a role."""
    return bool(
        is_time_line(words)
        or words.casefold() in bare_openers()
        or find_byline(words)
        or cut_hour(words)
        or find_dateline(words)
        or words.casefold() in byline_roles()
    )


_PART = r"[A-ZÀ-Þ][\w&'’-]*(?:\.\w+)?"
_OUTLET_NAME = rf"(?:the\s|The\s)?(?P<outlet>{_PART}(?:\s(?:of\s|and\s|de\s)?{_PART}){{0,4}})"


@lru_cache(maxsize=1)
def _note_shapes() -> tuple[re.Pattern[str], ...]:
    roles = "|".join(sorted(map(re.escape, load_rules("furniture")["bio"]["roles"]), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{roles})s?\s(?:for|at|with)\s{_OUTLET_NAME}"),
        re.compile(
            rf"(?:^|\.\s){_OUTLET_NAME}\s(?:is|are)\s[^.]{{2,80}}\b[Pp]ress\s(?:[Cc]ouncil|[Ss]tandards|[Cc]omplaints|[Cc]ode)"
        ),
        re.compile(rf"\b(?:covers|writes|reports|has\swritten\sabout)\s[^.]{{1,160}}?\s(?:for|at)\s{_OUTLET_NAME}"),
        re.compile(rf"\b(?:[Cc]onsider\ssupporting|[Ss]upport|[Bb]ecome\sa\smember\sof|[Dd]onate\sto)\s{_OUTLET_NAME}"),
        re.compile(rf"\b[Ss]ubscribe\sto\s{_OUTLET_NAME}"),
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
            is_sure = shape not in _note_shapes()[-2:]  # a newsletter is subscribed to, too; a company holds the rights
            if name and name.casefold() not in _NO_OUTLET and (is_sure or is_publisher(name)):
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


def _find_bylines(lines: Sequence[tuple[int, str]], headline: int, agencies: Sequence[str]) -> Iterator[str]:
    for number, (start, words) in enumerate(lines):
        dateline = find_dateline(words)
        if glued := cut_glued_outlet(words):
            yield from (glued[1],) if may_name_person(glued[1]) and not is_publisher(glued[1]) else ()
        elif signed := cut_writer(words) or cut_signed(words, agencies):
            yield signed[0]
        elif name := cut_role(words) or cut_agency(words) or cut_hour(words):
            yield name
        elif placed := cut_places(split_bars(words)[-1]):
            yield from placed
        elif byline := find_byline(words) or find_byline_after_day(words):
            end = dateline.start() if dateline and dateline.start() else byline.end("names")
            names = trim_names(words[byline.start("names") : end].strip())
            yield from (name for name in split_names(names) if not is_publisher(name))
        elif _is_person(words, above=start < headline) or (
            number and lines[number - 1][1].casefold() in bare_openers() and not is_time_line(words)
        ):
            yield from split_names(words)
        elif number + 1 < len(lines) and lines[number + 1][1].casefold() in byline_roles():
            yield words


def _find_noted_writers(notes: Sequence[str]) -> Iterator[str]:
    """Whom a note says to have reported it, `(Reporting by Ada Finch; editing by Jo Adler)`; or to be a writer, if the
    name stands on a line of its own too: `HESPER QUILL` under a headline."""
    for words in notes:
        if reported := _reported_by().match(words):
            yield from (name.partition(" in ")[0] for name in split_names(reported["names"]))
    alone = {name.casefold() for words in notes for name in words.split("\n")}
    for words in notes:
        found = _NOTED.match(words) if judge_bio(words) else None
        if found and found["name"].casefold() in alone:
            yield found["name"]


@lru_cache(maxsize=1)
def _reported_by() -> re.Pattern[str]:
    name, place = name_shape(), r"(?:\sin\s[A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]*){0,2})?"
    return re.compile(
        rf"\(?(?:Reporting|REPORTING)\sby\s(?P<names>{name}{place}(?:(?:,\s(?:and\s)?|\sand\s){name}{place}){{0,4}})(?=[;,.)]|\sin\s|$)"
    )


_NOTED = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){1,3})\s(?=[a-z])")


def _is_person(words: str, *, above: bool) -> bool:
    """Two to four capitalised words below the headline that name no outlet, time or role."""
    plain = strip_bullet(words)
    if above or plain != words or ":" in words or _says_else(words) or is_outlet(words) or find_outlet(words):
        return False
    return 2 <= len(words.split()) <= 4 and is_capitalised(words) and words.split()[0].casefold() not in bare_openers()


def _clean_authors(authors: Iterable[str]) -> Iterator[str]:
    for words in authors:
        byline = find_byline(words)
        name, _, outlet = words.partition(", ")
        yield from split_names(byline["names"]) if byline else (name if is_outlet(outlet) else words,)
