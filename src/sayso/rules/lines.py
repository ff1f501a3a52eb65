"""What one line of a page looks like, by `furniture.toml`, `credits.toml`, `wires.toml` and `outlets.toml`.

A line is judged by itself here; what it means where it stands is for `sayso.split` and `sayso.strip`. Patterns are
tried only on lines of at most `SHORT` characters, so that a page of one line costs no more than its length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

from sayso.model import FurnitureKind

SHORT = 500

_TERMINAL = re.compile(r"[.!?…。！？]\s?[\"'”’»)\]]{0,3}$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?=\s|$|[A-ZÀ-Þ\"“‘])")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w[\w'’.&-]*")


class LineKind(StrEnum):
    """What a line looks like by itself."""

    PROSE = "prose"  # one or more whole sentences
    TITLE = "title"  # a headline, sub-heading or list item: words without an end
    LABEL = "label"  # three words or fewer
    OUTLET = "outlet"  # the name of a publication
    TIME = "time"  # a date or an age ("44 minutes ago")
    BYLINE = "byline"
    CAPTION = "caption"
    BIO = "bio"
    FURNITURE = "furniture"
    ENDING = "ending"  # furniture after which the article is over: "Related articles"


CREDITS = frozenset({LineKind.OUTLET, LineKind.TIME, LineKind.BYLINE})


class Line(NamedTuple):
    """One line of a page without the white space at its edges: `page.text[start:end]`."""

    start: int
    end: int
    text: str
    kind: LineKind
    furniture: FurnitureKind | None = None
    because: str | None = None


@lru_cache(maxsize=8)
def load_rules(name: str) -> Mapping[str, Any]:
    """The table `rules/NAME.toml`."""
    return tomllib.loads(resources.files("sayso.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that holds more than white space, without the white space at its edges.

    In a text whose lines were broken at a width, lines that follow one another without an empty one are one line.
    """
    lines = [(match.start(), match.end()) for match in _PRINTED.finditer(text)]
    return _join_wrapped(text, lines) if _is_wrapped(text, lines) else iter(lines)


# A line from its first to its last character that is not white space.
_PRINTED = re.compile(r"[^\s](?:[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s])?")
_WIDTH = (50, 100)  # characters of a line that was broken at a width


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a quarter of the lines break off in mid sentence."""
    sample = lines[:1000]
    broken = sum(
        _WIDTH[0] <= end - start <= _WIDTH[1] and text[following].islower() and text.count("\n", end, following) == 1
        for (start, end), (following, _) in pairwise(sample)
    )
    return broken >= 3 and broken * 4 >= len(sample)


def _join_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for start, end in lines:
        if first >= 0 and text.count("\n", last, start) == 1 and last - _start_of_line(text, last) >= _WIDTH[0] - 10:
            last = end
            continue
        if first >= 0:
            yield first, last
        first, last = start, end
    if first >= 0:
        yield first, last


def _start_of_line(text: str, end: int) -> int:
    """Where the line that ends at `end` begins."""
    return text.rfind("\n", 0, end) + 1


@lru_cache(maxsize=1)  # split and strip ask for the lines of one page, one after the other
def read_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not empty, judged by itself."""
    return tuple(_make_line(text[start:end], start, end) for start, end in split_lines(text))


def _make_line(words: str, start: int, end: int) -> Line:
    kind, furniture, because = judge_line(words)
    return Line(start, end, words, kind, furniture, because)


Judgement = tuple[LineKind, FurnitureKind | None, str | None]


def judge_line(words: str) -> Judgement:
    """What the line looks like; for furniture also its kind and the rule that says so."""
    if len(words) > SHORT:
        return _judge_bio(words[:SHORT]) or _judge_long(words)
    if not _LETTER.search(words):
        return _judge_bare(words)
    return (
        _judge_credit(words)
        or _judge_furniture(words)
        or _judge_caption(words)
        or _judge_bio(words)
        or (_judge_shape(words), None, None)
    )


def _judge_long(words: str) -> Judgement:
    if len(words) <= 20 * SHORT and _is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    return LineKind.PROSE, None, None


def _judge_bare(words: str) -> Judgement:
    if find_date(words) is not None:
        return LineKind.TIME, None, None
    if _QUOTE_MARKS.fullmatch(words[:8]) or _ITEM_NUMBER.fullmatch(words[:8]):
        return LineKind.LABEL, None, None
    return LineKind.FURNITURE, FurnitureKind.OTHER, "no letters"


_QUOTE_MARKS = re.compile(r"[\"'“”‘’«»„`()\[\].,;\s]{1,5}")
_ITEM_NUMBER = re.compile(r"\d{1,3}[.)]")


def _judge_shape(words: str) -> LineKind:
    count = count_words(words)
    if count >= 6 and (_QUOTED_END.search(words) or (count >= 12 and words.startswith(_PRONOUNS))):
        return LineKind.PROSE
    if count >= 2 and words.endswith(".") and not words.endswith("..") and words[0].isupper():
        return LineKind.PROSE
    if _TERMINAL.search(words) and count >= 4:
        return LineKind.PROSE
    if len(_SENTENCE_END.findall(words)) > 1 and count > 25:
        return LineKind.PROSE
    if count > 45 and count <= 40 * len(_PAUSE.findall(words)):
        return LineKind.PROSE
    return LineKind.TITLE if count >= 4 else LineKind.LABEL


_QUOTED_END = re.compile(r"[,:]\s?[\"'”’»]{1,2}$")
_PAUSE = re.compile(r"[,;.!?:、，。](?=\s|$)|[、，。]")
_PRONOUNS = ("She ", "He ", "They ", "It ", "We ", "But ", "And ", "I ")


def count_words(words: str) -> int:
    """Words, or a guess at them where a script writes none apart."""
    spaced = len(words.split())
    return max(spaced, len(words) // 12)


def count_sentences(words: str) -> int:
    """Ends of sentences, roughly: abbreviations count too."""
    return len(_SENTENCE_END.findall(words))


def is_title(words: str) -> bool:
    """Whether the line could be a headline: 3 to 45 words in at most 300 characters that are not plain sentences."""
    if not 3 <= count_words(words) <= 45 or len(words) > 300 or _is_mostly_digits(words):
        return False
    return not words.endswith((".", "。", ":", ",", ";")) or words.endswith(("...", " U.S.", " U.K."))


def _is_mostly_digits(words: str) -> bool:
    """Whether fewer than six in ten of the printed characters are letters."""
    letters = sum(character.isalpha() for character in words)
    return letters < 0.6 * (len(words) - words.count(" "))


# --- furniture -----------------------------------------------------------------------------------------------------


def fold_line(words: str) -> str:
    """Case, curly apostrophes, and punctuation at the ends taken off: what `equal` tables hold."""
    return words.casefold().replace("’", "'").strip(" \t.:…!|›»«<>→←•·–—-*")


@lru_cache(maxsize=1)
def _equal() -> Mapping[str, Judgement]:
    rules = load_rules("furniture")
    found: dict[str, Judgement] = {}
    for kind, lines in rules["equal"].items():
        found |= {fold_line(line): (LineKind.FURNITURE, FurnitureKind(kind), "known words") for line in lines}
    for kind, lines in rules["ends"].items():
        found |= {fold_line(line): (LineKind.ENDING, FurnitureKind(kind), "the article is over") for line in lines}
    return found


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[str, FurnitureKind], ...]:
    table = load_rules("furniture")["starts"]
    return tuple((start.casefold(), FurnitureKind(kind)) for kind, starts in table.items() for start in starts)


@lru_cache(maxsize=1)
def _start_texts() -> tuple[str, ...]:
    return tuple(start for start, _ in _starts())


@lru_cache(maxsize=2)
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], FurnitureKind], ...]:
    table = load_rules("furniture")[name]
    return tuple(
        (re.compile(pattern, re.IGNORECASE), FurnitureKind(kind))
        for kind, patterns in table.items()
        for pattern in patterns
    )


def _judge_furniture(words: str) -> Judgement | None:
    folded = fold_line(words)
    if not folded:
        return LineKind.FURNITURE, FurnitureKind.OTHER, "no words"
    if known := _equal().get(folded):
        return known
    if folded.startswith(_start_texts()):
        start, kind = next((start, kind) for start, kind in _starts() if folded.startswith(start))
        if start.endswith(":") or _is_pitch(words):
            return LineKind.FURNITURE, kind, "known opening"
    return _judge_pattern(words)


def _judge_pattern(words: str) -> Judgement | None:
    if _is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    if count_sentences(words) > 2:
        return None
    for pattern, kind in _patterns("pattern"):
        if pattern.fullmatch(words):
            return LineKind.FURNITURE, kind, "known shape"
    for pattern, kind in _patterns("ends_pattern"):
        if pattern.fullmatch(words):
            return LineKind.ENDING, kind, "the article is over"
    return None


def _is_pitch(words: str) -> bool:
    """Whether the line speaks to the reader about the site; a whole sentence must name what it offers."""
    if _judge_shape(words) is not LineKind.PROSE:
        return True
    table = load_rules("furniture")["pitch"]
    folded = f" {' '.join(_WORD.findall(words.casefold()))} "
    if (
        count_words(words) > 40
        or '"' in words
        or "“" in words
        or any(f" {word} " in folded for word in table["speech"])
    ):
        return False
    return any(f" {word.replace('-', ' ')} " in folded for word in table["words"])


_JOINT = re.compile(r"[a-z][A-ZÀ-Þ]")


def _is_glued_links(words: str) -> bool:
    """Many words joined without a blank, no sentence: `Budget NewsRain todayBank holidays`."""
    joints = len(_JOINT.findall(words))
    return joints >= 4 and joints * 8 >= len(words.split()) and count_sentences(words) == 0


@lru_cache(maxsize=1)
def _caption_end() -> re.Pattern[str]:
    agencies = "|".join(sorted(map(re.escape, load_rules("furniture")["caption"]["agencies"]), key=len, reverse=True))
    name = r"[\w.'’ -]{0,60}"
    return re.compile(
        rf"(?:[(\[][^()\[\]]{{0,60}}(?:/|via|\||©|by|Photo:|Foto:)\s?(?:[^()\[\]]{{0,30}})\b(?:{agencies})[^()\[\]]{{0,20}}[)\]]"
        rf"|\((?:{agencies})\)|[(\[](?:Photo|Foto|Image|Credit|Picture|AP Photo|File photo)\b[^()\[\]]{{0,80}}[)\]]"
        rf"|\bvia\s(?:{agencies})|^\[\d/\d+\].{{1,300}}"
        rf"|\b(?:{agencies})\s?/\s?{name}|{name}/\s?(?:{agencies})(?: via (?:{agencies}))?)\.?$"
    )


@lru_cache(maxsize=1)
def _caption_starts() -> tuple[str, ...]:
    return tuple(load_rules("furniture")["caption"]["starts"])


@lru_cache(maxsize=1)
def _picture_agencies() -> frozenset[str]:
    return frozenset(load_rules("furniture")["caption"]["agencies"])


# "(State Rescue Service/Telegram)", "(Ada Finch via X)" at the end of a line without a full stop.
_CREDIT_END = re.compile(r"\([^()]{2,50}(?:\s?/\s?|\svia\s)[^()\d]{2,30}\)$")


def _judge_caption(words: str) -> Judgement | None:
    folded = words.casefold()
    if folded.startswith(_caption_starts()) and count_words(words) <= 60:
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "begins as a picture credit"
    if words in _picture_agencies() and words.casefold() not in outlet_names():
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "the name of a picture agency"
    if _caption_end().search(words[-160:]) or (len(words) < 300 and _CREDIT_END.search(words)):
        kind = FurnitureKind.CAPTION if count_words(words) > 8 else FurnitureKind.PICTURE_CREDIT
        return LineKind.CAPTION, kind, "ends in a picture credit"
    return None


@lru_cache(maxsize=1)
def _bio_shape() -> re.Pattern[str]:
    roles = "|".join(sorted(map(re.escape, load_rules("furniture")["bio"]["roles"]), key=len, reverse=True))
    name = r"(?:[A-ZÀ-Þ][\w.'’-]*\s){1,4}"
    role = rf"(?:[\w’'&/-]+\s){{0,5}}?(?:{roles})s?\b"
    return re.compile(
        rf"{name}(?:is|was|has been|works as|serves as)\s(?:an?\s|the\s|our\s)?{role}(?P<rest>.{{0,120}})"
    )


_BIO_REST = re.compile(
    r"^(?:\s+(?:for|at|with|from|based|in|on|covering|of|who|and|specializing|specialising|focus)|,\s(?:based|covering|who|speciali[sz]|writing|reporting|focus)|\.|’s|'s|$)"
)


def _judge_bio(words: str) -> Judgement | None:
    match = _bio_shape().match(words)
    if match and _BIO_REST.match(match["rest"]):
        return LineKind.BIO, FurnitureKind.BIO, "says who wrote it"
    return None


# --- credits -------------------------------------------------------------------------------------------------------


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
    tokens = [token.casefold().strip(".") for token in _WORD.findall(words)]
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


def _judge_credit(words: str) -> Judgement | None:
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
    if byline and _is_byline_rest(words[byline.end() :]):
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
        rest.casefold() in byline_roles() or is_outlet(rest) or (count_words(rest) <= 8 and not _TERMINAL.search(rest))
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
