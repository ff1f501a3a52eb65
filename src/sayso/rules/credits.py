"""Credit lines, by `credits.toml`, `wires.toml` and `outlets.toml`: who wrote it, whose it is, when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sayso.rules.shape import TERMINAL, WORD, Judgement, LineKind, count_words
from sayso.rules.tables import load_rules


@lru_cache(maxsize=1)
def outlet_names() -> Mapping[str, str]:
    """Casefolded name → name, of outlets, portals and agencies."""
    outlets = load_rules("outlets")
    names = {name.casefold(): name for name in (*outlets["names"], *outlets["portals"])}
    for name, aliases in load_rules("wires")["agencies"].items():
        names |= {alias.casefold(): name for alias in aliases if len(alias) > 2}
    return names


@lru_cache(maxsize=1)
def portal_names() -> frozenset[str]:
    """Casefolded names of portals and aggregators, which show what others wrote."""
    return frozenset(name.casefold() for name in load_rules("outlets")["portals"])


@lru_cache(maxsize=1)
def wire_aliases() -> Mapping[str, str]:
    """How an agency is printed → the name we use."""
    return {alias: name for name, aliases in load_rules("wires")["agencies"].items() for alias in aliases}


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    months = load_rules("credits")["time"]["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}


@lru_cache(maxsize=1)
def _date_shape() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        r"(?<!\d)(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s|-)(?:de\s)?(?P<month>{month})\.?,?(?:\s|-)(?:de\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
        rf"|\b(?P<month2>{month})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)(?!\d)"
        r"|(?P<a>\d{1,2})(?P<joint>[-/.])(?P<b>\d{1,2})(?P=joint)(?P<year3>(?:19|20)\d\d)(?!\d))",
        re.IGNORECASE,
    )


class FoundDate(NamedTuple):
    """An absolute date in a line: its TIMEX3 value and where it stands."""

    value: str
    start: int
    end: int


def find_date(words: str) -> FoundDate | None:
    """The first date with a year in the line; of `06/07/2025`, which may be June or July, only the year."""
    match = _date_shape().search(words)
    if match is None:
        return None
    value = match["iso"] or _month_date(match) or _digit_date(match)
    return FoundDate(value, match.start(), match.end()) if value else None


def _month_date(match: re.Match[str]) -> str | None:
    name = match["month"] or match["month2"]
    if not name:
        return None
    return _iso_date(match["year"] or match["year2"], _months()[name.casefold()], int(match["day"] or match["day2"]))


def _digit_date(match: re.Match[str]) -> str | None:
    if not match["year3"]:
        return None
    a, b = int(match["a"]), int(match["b"])
    if match["joint"] == "." or a > 12 or a == b:
        return _iso_date(match["year3"], b, a)
    return _iso_date(match["year3"], a, b) if b > 12 else match["year3"]


def _iso_date(year: str, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


@lru_cache(maxsize=1)
def _age_shape() -> re.Pattern[str]:
    table = load_rules("credits")["time"]
    units = "|".join(sorted(table["units"], key=len, reverse=True))
    openers = "|".join(sorted(map(re.escape, table["openers"]), key=len, reverse=True))
    number = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|eine[rm]?|un[ao]?)"
    age = rf"{number}\s?(?:{units})(?:e?[sn]|es)?"
    return re.compile(
        rf"(?:(?:{openers})\s?:?\s?)?(?:{age}\.?\s(?:ago|old)|(?:vor|il y a|hace)\s{age}"
        r"|just now|moments? ago|\d{1,3}\s?[smhdw]\s(?:ago)|yesterday|today|gestern|heute|hier|ayer)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _time_rest() -> frozenset[str]:
    table = load_rules("credits")["time"]
    words = {word for opener in table["openers"] for word in opener.split()}
    zones = [
        "am",
        "pm",
        "a.m",
        "p.m",
        "utc",
        "gmt",
        "est",
        "edt",
        "bst",
        "cet",
        "cest",
        "et",
        "pst",
        "pdt",
        "ist",
        "jst",
        "kst",
        "hrs",
        "h",
        "uhr",
        "o'clock",
        "at",
        "um",
        "à",
        "a",
        "las",
    ]
    return frozenset(words | set(table["weekdays"]) | set(zones))


def is_time_line(words: str) -> bool:
    """Whether the line holds a date or an age and nothing else of weight."""
    if len(words) > 90:
        return False
    if _age_shape().fullmatch(words.strip("•-–—| ")):
        return True
    tokens = [token.casefold().strip(".") for token in WORD.findall(words)]
    numbers = sum(token[0].isdigit() for token in tokens)
    if not numbers:
        return False
    if words.casefold().startswith(_stamps()) and numbers >= 2:
        return True
    dated = find_date(words) is not None or _CLOCK.search(words) or any(token in _months() for token in tokens)
    return bool(dated) and all(token[0].isdigit() or token in _time_rest() or token in _months() for token in tokens)


_CLOCK = re.compile(r"\d{1,2}[:.]\s?\d\d\b|\d\s?[ap]\.?m\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _stamps() -> tuple[str, ...]:
    """Openings of a line that says when something was published."""
    return tuple(f"{word} " for word in load_rules("credits")["time"]["stamps"]) + tuple(
        f"{word}:" for word in load_rules("credits")["time"]["stamps"]
    )


_NAME_PART = r"(?:[A-ZÀ-ÞĀ-Ž][\w'’.-]*)"
_BULLET = re.compile(r"^[•·*–—-]\s*(?=\w)")


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
    name = name_shape()
    return re.compile(
        rf"(?:{openers}):?\s(?P<names>{name}(?:(?:,\s(?:and\s)?|\s(?:and|und|et|y|&|with)\s){name}){{0,7}})"
    )


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(load_rules("credits")["byline"]["not_names"])


@lru_cache(maxsize=1)
def byline_roles() -> frozenset[str]:
    """Casefolded titles that stand under a writer's name: "Reporter"."""
    return frozenset(load_rules("credits")["byline"]["roles"])


def find_byline(words: str, start: int = 0) -> re.Match[str] | None:
    """A byline that begins at `start`; its first name is no word of the calendar and no article."""
    match = byline_shape().match(words, start, start + 400)
    if match and match["names"].split()[0].casefold() not in _not_names():
        return match
    return _find_sender(words) if start == 0 else None


def _find_sender(words: str) -> re.Match[str] | None:
    """A line that is `From NAME of AGENCY in PLACE` and nothing else."""
    match = _sender_shape().fullmatch(words) if len(words) <= 90 and not TERMINAL.search(words) else None
    return match if match and match["names"].split()[0].casefold() not in _not_names() else None


@lru_cache(maxsize=1)
def _sender_shape() -> re.Pattern[str]:
    return re.compile(rf"(?:From|FROM) (?P<names>{name_shape()}) (?:of|in|at|for) [\w ,.'’&-]{{2,60}}")


def cut_role(words: str) -> str | None:
    """The name of a line that is a name and a role, `Ada Finch Political editor`; None for any other line."""
    parts = words.split()
    if not parts or parts[0].casefold() in _not_names():
        return None
    for size in (2, 3):
        if len(parts) > size and " ".join(parts[size:]).casefold() in byline_roles():
            return " ".join(parts[:size]) if is_capitalised(" ".join(parts[:size])) else None
    return None


def split_names(names: str) -> tuple[str, ...]:
    """The names of a byline, one by one."""
    parts = re.split(r",\s(?:and\s)?|\s(?:and|und|et|y|&|with)\s", names)
    return tuple(part.strip(" .,") for part in parts if part.strip(" .,"))


def is_outlet(words: str) -> bool:
    """Whether the words are a publication's name: known, or capitalised and ending in a word such as "Times"."""
    if words.casefold() in outlet_names():
        return True
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not all(
        part[0].isupper() or part in ("of", "and", "de", "&", "the") for part in parts
    ):
        return False
    return parts[-1] in _outlet_words()


@lru_cache(maxsize=1)
def _outlet_words() -> frozenset[str]:
    return frozenset(load_rules("outlets")["words"])


def strip_bullet(words: str) -> str:
    """Without a dash or bullet at the start."""
    return _BULLET.sub("", words)


def cut_outlet_date(words: str) -> tuple[str, FoundDate] | None:
    """`BBC News18-06-2025` → the outlet and the date, with or without something between them."""
    found = find_date(words) if len(words) <= 90 else None
    if found is None:
        return None
    before = words[: found.start]
    name = before.strip(" |•·,–—-:")
    glued = before[-1:].isalpha() and is_capitalised(name) and name.casefold() not in _time_rest()
    return (name, found) if name and (glued or is_outlet(name)) else None


def is_capitalised(words: str) -> bool:
    """Up to five words, each with a capital: what a person or an outlet that nobody knows may be called."""
    parts = strip_bullet(words).split()
    return 1 <= len(parts) <= 5 and all(part[0].isupper() or part in ("of", "the", "and", "de", "&") for part in parts)


_BARS = re.compile(r"\s+[•|·–—-]\s+|\s*\|\s*")
_OPENER = re.compile(r"^(?:by|By|BY)\s(?:[Tt]he\s)?(?=[A-ZÀ-Þ])")


def find_outlet(words: str) -> str | None:
    """The outlet of a line that holds it with a date or an age, or as the writer: `BBC News • 3 hours ago`."""
    if dated := cut_outlet_date(words):
        return dated[0]
    if len(words) > 90:
        return None
    writer = _OPENER.sub("", words)
    if writer != words and writer.removesuffix(" STAFF").casefold() in outlet_names():
        return writer.removesuffix(" STAFF")
    parts = _BARS.split(words)
    names = [part for part in parts if is_outlet(part)]
    told = all(part in names or is_time_line(part) for part in parts)
    return names[0] if len(parts) > 1 and names and told else None


def judge_credit(words: str) -> Judgement | None:
    if len(words) > 200:
        return None
    if is_time_line(words):
        return LineKind.TIME, None, None
    plain = strip_bullet(words)
    if words.casefold() in outlet_names() or (plain != words and is_outlet(plain)) or find_outlet(words):
        return LineKind.OUTLET, None, None
    if words.casefold() in bare_openers():
        return LineKind.BYLINE, None, None
    byline = find_byline(words)
    if cut_role(words) or (byline and _is_byline_rest(words[byline.end() :])):
        return LineKind.BYLINE, None, None
    return None


@lru_cache(maxsize=1)
def bare_openers() -> frozenset[str]:
    """Openers of a byline that may stand on a line of their own, the name below."""
    return frozenset(load_rules("credits")["byline"]["openers"])


def _is_byline_rest(rest: str) -> bool:
    """After the names only an outlet, a role, a date or nothing."""
    rest = rest.strip(" ,|•·–—-:/").removeprefix("for ").removeprefix("in ")
    if not rest:
        return True
    return (
        rest.casefold() in byline_roles() or is_outlet(rest) or (count_words(rest) <= 8 and not TERMINAL.search(rest))
    )


def cut_glued_outlet(words: str) -> tuple[str, str] | None:
    """`The Valley HeraldAnna Berg` → outlet and name; None where no outlet is glued to a name."""
    if len(words) > 80:
        return None
    for match in _GLUE.finditer(words):
        outlet, name = words[: match.end()], words[match.end() :]
        if is_outlet(outlet) and _PERSON.fullmatch(name):
            return outlet, name
    return None


_GLUE = re.compile(r"[a-z0-9.](?=[A-ZÀ-Þ])")
_PERSON = re.compile(rf"{_NAME_PART}(?:\s(?:[a-z]{{1,3}}\s)?{_NAME_PART}){{1,3}}")


def trim_names(names: str) -> str:
    """The names of a byline without the first words of a sentence fused to them."""
    words = names.split(" ")
    for number, word in enumerate(words):
        if number and word[0].isupper() and word.casefold().strip(",") in _not_names():
            return " ".join(words[:number])
    return names
