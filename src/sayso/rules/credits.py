"""Credit lines, by `credits.toml`, `wires.toml` and `outlets.toml`: who wrote it, whose it is, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.rules.houses import (
    AGENCY,
    is_capitalised,
    is_outlet,
    is_publisher,
    may_name_person,
    outlet_names,
    strip_bullet,
    wire_aliases,
)
from sayso.rules.moments import is_placed_time
from sayso.rules.shape import Judgement, LineKind, count_words, is_ended
from sayso.rules.tables import load_rules
from sayso.rules.times import FoundDate, age_pattern, find_date, is_short_age, is_time_line, may_hold_date, time_words

# A full stop stands inside initials and after a short part (`J.R.`, `Jr.`), not after a name.
_NAME_PART = r"(?:[A-ZÀ-ÞĀ-Ž]\w{0,2}\.(?:[A-Z]\.)*|[A-ZÀ-ÞĀ-Ž][\w'’-]*(?:\.[\w'’-]+)*)"


@lru_cache(maxsize=1)
def name_shape() -> str:
    """A pattern for a person's name of two to five parts, or initials and a name."""
    particles = "|".join(sorted(map(re.escape, load_rules("credits")["byline"]["particles"]), key=len, reverse=True))
    return rf"{_NAME_PART}(?:\s(?:(?:{particles})\s){{0,2}}{_NAME_PART}){{1,3}}"


@lru_cache(maxsize=1)
def byline_shape() -> re.Pattern[str]:
    """`By A`, `By A and B`, `By A, B and C`: group `names`."""
    table = load_rules("credits")["byline"]
    openers = "|".join(
        sorted(
            ("|".join(map(re.escape, (o, o.capitalize(), o.upper()))) for o in table["openers"]), key=len, reverse=True
        )
    )
    labels = "|".join(map(re.escape, table["labels"]))
    name = name_shape()
    return re.compile(
        rf"(?:(?:{openers}):?|(?i:{labels})\s?:)\s(?P<names>{name}(?:(?:,\s(?:and\s)?|\s(?:and|und|et|y|&|with)\s){name}){{0,7}})"
    )


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(load_rules("credits")["byline"]["not_names"])


@lru_cache(maxsize=1)
def byline_roles() -> frozenset[str]:
    """Casefolded titles that stand under a writer's name: "Reporter"."""
    return frozenset(load_rules("credits")["byline"]["roles"])


@lru_cache(maxsize=1)
def _role_ends() -> frozenset[str]:
    return frozenset(role.split()[-1] for role in byline_roles())


def find_byline(words: str, start: int = 0) -> re.Match[str] | None:
    """A byline that begins at `start`; its first name is no word of the calendar and no article."""
    match = byline_shape().match(words, start, start + 400)
    if match and match["names"].split()[0].casefold() not in _not_names():
        return match
    return _find_sender(words) if start == 0 else None


def _find_sender(words: str) -> re.Match[str] | None:
    """A line that is `From NAME of AGENCY in PLACE` and nothing else."""
    if not words.startswith(("From ", "FROM ")) or len(words) > 90 or is_ended(words):
        return None
    match = _sender_shape().fullmatch(words)
    return match if match and match["names"].split()[0].casefold() not in _not_names() else None


@lru_cache(maxsize=1)
def _sender_shape() -> re.Pattern[str]:
    return re.compile(rf"(?:From|FROM) (?P<names>{name_shape()}) (?:of|in|at|for) [\w ,.'’&-]{{2,60}}")


def find_byline_after_day(words: str) -> re.Match[str] | None:
    """The byline with which a line of a day ends: `Posted on 6 March 2031 by Ada Finch`."""
    match = byline_shape().search(words) if len(words) <= 120 and may_hold_date(words) else None
    if match is None or match.end() < len(words) or match["names"].split()[0].casefold() in _not_names():
        return None
    day = words[: match.start()].rstrip(" ,|•·–—-")
    return match if find_date(day) and is_time_line(day) else None


def cut_role(words: str) -> str | None:
    """The name of a line that is a name and a role, `Ada Finch Political editor`; None for any other line."""
    last = words.rsplit(maxsplit=1)[-1:]
    if not last or last[0].casefold() not in _role_ends():
        return None
    name, comma, role = (part.strip() for part in words.partition(","))
    if (
        comma
        and len(role.split()) <= _ROLE
        and may_name_person(name)
        and name.split()[0].casefold() not in _not_names()
    ):
        return name  # "Ada Finch, Tarnby correspondent"
    parts = words.split()
    if parts[0].casefold() in _not_names():
        return None
    for size in (2, 3):
        if len(parts) > size and " ".join(parts[size:]).casefold() in byline_roles():
            return " ".join(parts[:size]) if is_capitalised(" ".join(parts[:size])) else None
    return None


_ROLE = 4  # words behind a name and a comma, or below a name


def is_role(words: str) -> bool:
    """Whether the words are what a writer is, and perhaps where: "Tarnby correspondent", "Corresponsal en Tarnby"."""
    parts = words.casefold().split() if words[:1].isupper() and len(words) <= 60 else []
    if not 1 <= len(parts) <= _ROLE:
        return False
    return parts[-1] in _role_ends() or (len(parts) > 2 and parts[0] in byline_roles() and parts[1] in _placers())


@lru_cache(maxsize=1)
def _placers() -> frozenset[str]:
    return frozenset(load_rules("credits")["byline"]["places"])


def cut_places(words: str) -> tuple[str, ...]:
    """The names of a line that is names and where they write, `Ada Finch in Tarnby and Jo Adler in Marn`; else none."""
    if len(words) > 120:
        return ()
    parts = _AND.split(words.removesuffix(" and agencies").rstrip(","))
    found = [match for part in parts if (match := _placed_shape().fullmatch(part))]
    names = tuple(match["name"] for match in found if match["name"].split()[0].casefold() not in _not_names())
    return names if len(names) == len(parts) else ()


_AND = re.compile(r",?\s(?:and|und|et|y|&)\s|,\s")


def cut_agency(words: str) -> str | None:
    """The name of `14 March 2024 · Jo Adler, XYZ`, `[ Jo Adler • XYZ PRESS ]`: a person's beside an agency's."""
    if len(words) > 90:
        return None
    parts = split_bars(strip_brackets(words).strip())
    for part in parts if len(parts) > 1 else ():
        name, comma, agency = part.partition(", ")
        agencies = [agency] if comma else [other for other in parts if other != part]
        if may_name_person(name) and any(_may_name_agency(other) for other in agencies):
            return name
    return None


def cut_writer(words: str) -> tuple[str, str] | None:
    """Writer and outlet of a line that is both: `Ada Finch | The Valley Herald`, `Tarnpress | Ada Finch`, and with a
    comma before a name that is known: `Ada Finch, Associated Press`."""
    parts = split_bars(words) if len(words) <= 90 else []
    if len(parts) == 1 and ", " in words and words.partition(", ")[2].casefold() in outlet_names():
        parts = words.split(", ")
    if len(parts) != 2:
        return None
    for writer, outlet in (parts, parts[::-1]):
        writer = _OPENER.sub("", writer)
        writer = writer.title() if writer.isupper() and "," in words else writer
        if may_name_person(writer) and writer.split()[0].casefold() not in _not_names() and is_publisher(outlet):
            return writer, outlet
    return None


def cut_signed(words: str, agencies: Sequence[str]) -> tuple[str, str] | None:
    """Writer and agency of `Ada Finch | Inter-Tarnia`, an agency that a dateline of the page names."""
    parts = split_bars(words) if agencies and len(words) <= 90 else []
    if len(parts) != 2:
        return None
    for writer, agency in (parts, parts[::-1]):
        if agency in agencies and may_name_person(_OPENER.sub("", writer)):
            return _OPENER.sub("", writer), agency
    return None


def cut_house(words: str) -> str | None:
    """The agency or outlet that signs without a person's name: `By Tarnpress`, `By Inter-Tarnia`."""
    name = _OPENER.sub("", words) if len(words) <= 60 and words[:2].casefold() == "by" else words
    return (
        name if name != words and not _JOINED.search(name) and (is_publisher(name) or AGENCY.fullmatch(name)) else None
    )


_WITH = re.compile(r"(?P<outlet>[^|,]{3,60}) (?:with|avec|mit|con|com|met) (?P<agency>[\w-]{2,30})")
_JOINED = re.compile(r"[,|•·]")


def cut_carried(words: str) -> tuple[str, str] | None:
    """Agency and outlet of `Tarnpress | The Valley Herald`, `By Tarnpress, The Valley Herald`, `Tarn FM with AFP`."""
    if len(words) <= 90 and words.rpartition(" ")[2] in wire_aliases() and (found := _WITH.fullmatch(words)):
        return (found["agency"], found["outlet"]) if is_capitalised(found["outlet"]) else None
    bare = _OPENER.sub("", words)
    parts = bare.split(", ") if bare != words else split_bars(words)
    if len(parts) != 2 or len(words) > 90 or not all(map(is_capitalised, parts)):
        return None
    return (parts[0], parts[1]) if is_publisher(parts[1]) and _may_carry(parts[0]) else None


def _may_carry(name: str) -> bool:
    """Whether a name beside an outlet's may be an agency's, not a section's: `Tarnpress`, `ABC`, `Inter-Tarnia`."""
    is_short = name.isupper() and name.isalpha() and len(name) <= 5
    return is_short or name in wire_aliases() or is_publisher(name) or AGENCY.fullmatch(name) is not None


def _may_name_agency(words: str) -> bool:
    first = words.partition(" / ")[0].strip()
    if first in wire_aliases():
        return True
    return first.isupper() and ((first.isalpha() and len(first) <= 5) or is_outlet(first.title()))


def split_names(names: str) -> tuple[str, ...]:
    """The names of a byline, one by one."""
    parts = re.split(r",\s(?:and\s)?|\s(?:and|und|et|y|&|with)\s", names)
    return tuple(part.strip(" .,") for part in parts if part.strip(" .,"))


def strip_brackets(words: str) -> str:
    """Without brackets around all of it."""
    return words[1:-1].strip() if words[:1] + words[-1:] in ("[]", "()") else words


def cut_outlet_date(words: str) -> tuple[str, FoundDate] | None:
    """`BBC News18-06-2025` → the outlet and the date, with or without something between them."""
    found = find_date(words) if len(words) <= 90 else None
    if found is None:
        return None
    before = words[: found.start]
    name = before.strip(" |•·,–—-:")
    glued = before[-1:].isalpha() and is_capitalised(name) and name.casefold() not in time_words()
    return (name, found) if name and (glued or is_outlet(name)) else None


def is_placed(words: str) -> bool:
    """Whether the words are a name and where its bearer writes: `Ada Finch in Tarnby`."""
    return bool(cut_places(words))


@lru_cache(maxsize=1)
def _placed_shape() -> re.Pattern[str]:
    places = "|".join(map(re.escape, load_rules("credits")["byline"]["places"]))
    return re.compile(rf"(?P<name>{name_shape()}),?\s(?:{places})\s{_NAME_PART}(?:\s{_NAME_PART}){{0,2}}")


_BARS = re.compile(r"\s+[•|·–—-]\s+|\s*\|\s*")
_BAR = re.compile(r"[•|·–—-](?:(?<=\|)|(?=\s))")


def split_bars(words: str) -> list[str]:
    """What stands between the bars, dots and dashes of a line."""
    return _BARS.split(words) if _BAR.search(words) else [words]


_OPENER = re.compile(r"^(?:by|By|BY)\s(?:[Tt]he\s)?(?=[A-ZÀ-Þ])")


def find_outlet(words: str) -> str | None:
    """The outlet of a line that holds it with a date or an age, or as the writer: `BBC News • 3 hours ago`."""
    if dated := cut_outlet_date(words):
        return dated[0]
    if len(words) > 90:
        return None
    if words[:2].casefold() == "by" and (house := _find_known_house(words) or cut_house(words)):
        return house
    signed = cut_writer(words) or cut_carried(words)
    parts = split_bars(words)
    if signed or len(parts) < 2:
        return signed[1] if signed else None
    names = [part for part in parts if is_outlet(part)]
    if names and all(part in names or is_time_line(part) for part in parts):
        return names[0]
    return _find_beside_age(parts)


def _find_known_house(words: str) -> str | None:
    """The outlet of `By BBC News`, `By REUTERS STAFF`."""
    name = _OPENER.sub("", words)
    return (
        name.removesuffix(" STAFF")
        if name != words and name.removesuffix(" STAFF").casefold() in outlet_names()
        else None
    )


def _find_beside_age(parts: Sequence[str]) -> str | None:
    """Of `Section · Outlet · 5h`, `Outlet | Writer | 3 hours` the outlet: two names or more before an age, of which one
    that sounds like a publication's goes before the last."""
    *names, age = parts
    if len(names) < 2 or not (is_short_age(age) or age_pattern().fullmatch(age)):
        return None
    if not all(is_capitalised(name) for name in names):
        return None
    return next(filter(is_outlet, names), names[-1])


def judge_credit(words: str) -> Judgement | None:
    if len(words) > 200:
        return None
    words = strip_brackets(words)
    if is_time_line(words) or (may_hold_date(words) and _tells_time_beside(split_bars(words))):
        return LineKind.TIME, None, None
    if (is_placed_time(words) and not find_outlet(words)) or find_byline_after_day(words):
        return LineKind.TIME, None, None
    plain = strip_bullet(words)
    if words.casefold() in outlet_names() or (plain != words and is_outlet(plain)) or find_outlet(words):
        return LineKind.OUTLET, None, None
    if cut_glued_outlet(words):
        return LineKind.OUTLET, None, None
    return (LineKind.BYLINE, None, None) if _is_byline_line(words) else None


def _is_byline_line(words: str) -> bool:
    if words.casefold() in bare_openers() or cut_role(words) or cut_agency(words):
        return True
    byline = find_byline(words)
    return byline is not None and (_is_label(words[: byline.start("names")]) or _is_byline_rest(words[byline.end() :]))


def _is_label(opener: str) -> bool:
    """Whether the names stand behind a colon, `Interview: Ada Finch`, whatever follows them."""
    return opener.rstrip().endswith(":")


def _tells_time_beside(parts: Sequence[str]) -> bool:
    """Whether one of the parts is a day and the others are counters, labels, or who wrote it, in a few words."""
    dated = [part for part in parts if find_date(part) and is_time_line(part)] if len(parts) > 1 else []
    if not dated:
        return False
    most = 6 if dated[0] == parts[0] else 3
    return all(part in dated or (count_words(part) <= most and not is_outlet(part)) for part in parts)


@lru_cache(maxsize=1)
def bare_openers() -> frozenset[str]:
    """Openers of a byline that may stand on a line of their own, the name below."""
    return frozenset(load_rules("credits")["byline"]["openers"])


def _is_byline_rest(rest: str) -> bool:
    """After the names only an outlet, a role, a date or nothing."""
    rest = " | ".join(part for part in split_bars(rest) if not is_time_line(part))
    rest = rest.strip(" ,|•·–—-:/").removeprefix("for ").removeprefix("in ")
    if not rest:
        return True
    return rest.casefold() in byline_roles() or is_outlet(rest) or (count_words(rest) <= 8 and not is_ended(rest))


def cut_glued_outlet(words: str) -> tuple[str, str] | None:
    """`The Valley HeraldAnna Berg` → outlet and the name of a writer or an agency; None where none is glued to it."""
    if len(words) > 80:
        return None
    for match in _GLUE.finditer(words):
        outlet, name = words[: match.end()], words[match.end() :]
        if is_outlet(outlet) and (_PERSON.fullmatch(name) or is_publisher(name) or AGENCY.fullmatch(name)):
            return outlet, name
    return None


_GLUE = re.compile(r"[a-z0-9.](?=[A-ZÀ-Þ])")
_PERSON = re.compile(rf"{_NAME_PART}(?:\s(?:[a-z]{{1,3}}\s)?{_NAME_PART}){{1,3}}")


def trim_names(names: str) -> str:
    """The names of a byline without what is fused to them: the first words of a sentence, `Published`."""
    words = names.split(" ")
    stamps = load_rules("credits")["time"]["stamps"]
    for number, word in enumerate(words):
        folded = word.casefold().strip(",")
        if number and word[0].isupper() and (folded in _not_names() or folded in stamps):
            return " ".join(words[:number])
    return names


def cut_hour(words: str) -> str | None:
    """The name that stands behind an hour, `11:47Ada Finch`, `11:47 GMT | Ada Finch`; None for any other line."""
    match = _HOUR_BEFORE.match(words) if len(words) <= 60 else None
    name = words[match.end() :] if match else ""
    return name if may_name_person(name) else None


_HOUR_BEFORE = re.compile(
    r"(?:[01]?\d|2[0-3])[:.hH][0-5]\d(?:\s?[ap]\.?m\b\.?|\s?[AP]M(?![a-z])|\s[A-Z]{2,4}(?=\s))?[\s|•·–—-]{0,3}(?=[^\W\d_])"
)
