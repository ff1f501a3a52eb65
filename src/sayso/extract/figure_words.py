"""What the words around a number say: unit and hedge, what it counts, measure and place, or that it counts nothing.

All tables are `rules/units.toml`, `rules/counted.toml` and, for places, `rules/countries.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.numbers import Number, any_of
from sayso.model import Span
from sayso.rules.lines import load_rules

REACH = 120  # characters on either side of a figure that are searched for measure, place and date
NOUN_PENALTY = 20  # characters: how much further off a measure seems inside the words of what is counted
OTHER_PENALTY = 200  # … and one that is said of another number
CHANGE_PENALTY = 60  # … and one that only tells how a count moves
LONGEST_PLAIN = 9  # digits of a count without commas; longer ones are telephone numbers and names of records
LONGEST_PHRASE = 6  # words that name what is counted

_SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])(?<!\bMr)(?<!\bDr)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])|\n")
_CLAUSE_END = re.compile(
    r";|\s[–—-]\s|—"
    r"|,?\s(?:but|while|whereas|although|though|before|after|since|until|when|as|because|unless|if|which|who)\s"
    r"|,\s(?:and|with|so)\s|\sand\s(?=(?:could|will|would|have|has|had|are|were|is|was|may|might)\b)",
    re.IGNORECASE,
)
_PHRASE_WORD = re.compile(r"\s*[\"“‘]?((?:[A-Z]\.){2,4}|[^\W\d_][\w-]*(?:['’](?:s\b|(?=\s[a-z])))?)")
_PLACE = re.compile(
    r"\b(?:in|to|into|from|near|at|across|outside|inside)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w-]*['’]s|western|eastern|northern|southern|central)\s+)*"
    r"(?!(?:Mrs?|Ms|Dr|Sir|Lord|King|Queen|President|Prime|Minister|Gen|Sgt|Capt)\b)(?P<place>[A-Z][a-z'’-]+\w(?:\s+[A-Z][\w'’-]+){0,3})"
)


_NO_PLACE_BEFORE = re.compile(r"\b(?:according|next|due|owing|thanks)\s+$")


class Unit(NamedTuple):
    """A unit by its name; `factor` is one of it in the base unit of its kind."""

    name: str
    kind: str
    factor: float | None = None


class Words(NamedTuple):
    """The rule tables, compiled. `sides` tells which bound a hedge leaves, `measure_of` what a word measures."""

    unit: re.Pattern[str]
    joined: re.Pattern[str]
    qualifier: re.Pattern[str]
    qualifier_after: re.Pattern[str]
    more: re.Pattern[str]
    additional: re.Pattern[str]
    measures: re.Pattern[str]
    rate: re.Pattern[str]
    remaining: re.Pattern[str]
    total: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    idioms: re.Pattern[str]
    pointing: re.Pattern[str]
    units: dict[str, Unit]
    sides: dict[str, str]
    measure_of: dict[str, str]
    persons: frozenset[str]
    stops: frozenset[str]
    trivial: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The tables of `rules/units.toml` and `rules/counted.toml`, compiled once."""
    counted = load_rules("counted")
    units = _load_units()
    symbols = [word for word in units if not word[-1].isalpha()]
    names = any_of([word for word in units if word not in symbols])
    hedges, scopes, no = counted["qualifiers"], counted["scopes"], counted["not_counts"]
    sides = {word: side for side in ("minimum", "maximum", "about", "plain") for word in hedges[side]}
    measure_of = {cue: measure for measure, cues in counted["measures"].items() for cue in cues}

    def compile_any(before: str, words: list[str], after: str) -> re.Pattern[str]:
        return re.compile(f"{before}(?:{any_of(words)}){after}", re.IGNORECASE)

    return Words(
        unit=re.compile(
            rf"[\s-]?(?P<unit>{any_of(symbols)}|(?:{names})s?(?![\w-]|\.\w))"
            r"(?P<gdp>\s+of\s+(?:gross\s+domestic\s+product|GDP)\b(?:\s+\(GDP\))?)?",
            re.IGNORECASE,
        ),
        joined=re.compile(rf"-(?P<noun>{any_of(list(counted['joined']))})\b", re.IGNORECASE),
        qualifier=re.compile(
            rf"(?<![\w-])(?P<words>{any_of(list(sides))})\s+(?:the\s+)?(?:another\s+|an\s+additional\s+)?[\"“'‘]?$",
            re.IGNORECASE,
        ),
        qualifier_after=re.compile(rf",?\s+(?P<words>{any_of(list(hedges['after']))})\b(?!\s+than\b)", re.IGNORECASE),
        more=re.compile(r"\s+(?P<word>more|additional|further|extra|new)\b(?!\s+than\b)", re.IGNORECASE),
        additional=compile_any(r"\b", scopes["additional"], r"\s+(?!than\s+$)(?:[\w'’-]+\s+){0,4}$"),
        measures=compile_any(r"(?<![\w-])", list(measure_of), r"\b"),
        rate=compile_any(r"[^.;,()]{0,24}?\s", scopes["rate"], r"\b"),
        remaining=compile_any(r"\W+(?:[\w'’-]+\W+){0,3}?", scopes["remaining"], r"\b"),
        total=compile_any(r"\b", scopes["total"], r"\s*$"),
        not_before=compile_any(r"(?<![\w-])", no["before"], r"[\s#]+$"),
        not_after=compile_any(r"\s?", no["after"], r"(?!\w)"),
        idioms=compile_any(r"\s+", no["percent_idioms"], r"\b"),
        pointing=compile_any(r"\b", no["pointing"], r"\s+$"),
        units=units,
        sides=sides | hedges["after"],
        measure_of=measure_of,
        persons=frozenset(noun.lower() for noun in counted["persons"]["nouns"]),
        stops=frozenset(counted["phrase"]["stops"]),
        trivial=frozenset(no["trivial"]),
    )


def _load_units() -> dict[str, Unit]:
    rules = load_rules("units")
    units = {name.lower(): Unit(code, "money") for code, names in rules["currencies"].items() for name in names}
    for name, entry in rules["measured"].items():
        units |= {word.lower(): Unit(name, entry["kind"], entry.get("factor")) for word in entry["words"]}
    return units


@lru_cache(maxsize=1)
def unit_factors() -> dict[str, float]:
    """One of each unit in the base unit of its kind, where the kind has one."""
    return {unit.name: unit.factor for unit in load_words().units.values() if unit.factor is not None}


def find_unit(words: str) -> Unit | None:
    """The unit that the words name, or None: a lone letter names none."""
    key = fold(words)
    unit = load_words().units.get(key) or load_words().units.get(key.removesuffix("s"))
    return None if len(words) == 1 and words.isalpha() else unit


def fold(words: str) -> str:
    """The words in small letters with single blanks, as the tables have them."""
    return " ".join(words.lower().split())


# --- what is no count -----------------------------------------------------------------------------------------------


def counts_nothing(number: Number, words: str, before: str, after: str) -> bool:
    """Ages, times, designations, list numbers, exchange notes. `words` are the number's own, the others around it."""
    if words.lower() in ("zero", "one") and not _is_counted_one(words, before, after):
        return True
    is_name = words.isdigit() and len(words) > LONGEST_PLAIN
    return (
        is_name
        or _is_time_or_name(after)
        or _is_numbered(number, before, after)
        or (words.isdigit() and number.low < 115 and _is_age(before, after))
    )


def _is_time_or_name(after: str) -> bool:
    """ "3 p.m.", "10:30", "7-inning", "$1 = ...": what follows makes the number something else than a count."""
    tables = load_words()
    if tables.not_after.match(after) or re.match(r"\s?:\s?\d|\s*=\s*", after):
        return True
    return bool(re.match(r"-\w", after)) and not (tables.joined.match(after) or tables.unit.match(after))


def _is_numbered(number: Number, before: str, after: str) -> bool:
    """ "Route 52", "#4", "1. First point": a number that names."""
    if re.search(r"[#№]\s?$", before) or (re.search(r"(?:^|\n)\s*$", before) and re.match(r"[.)]\s", after)):
        return True
    is_small = number.kind == "digits" and not number.sign and number.low < 200
    return is_small and bool(load_words().not_before.search(before))


def _is_age(before: str, after: str) -> bool:
    """ "Ana Ruiz, 34, said": a number between commas after a name; "he died at 84"."""
    if re.search(r"\b(?:die[sd]?)\s+(?:at|aged)\s+$", before) and re.match(r"[.,;]|\s+(?:in|on|after)\b", after):
        return True
    return bool(re.search(r"[A-Z][\w'’.-]+,\s$", before) and re.match(r"(?:,|\.(?:\s|$)|\s+and\b|\)|$)", after))


def _is_counted_one(words: str, before: str, after: str) -> bool:
    """ "killing one person" counts; "one of them", "no one", "one analyst said" and "zero interest" do not."""
    if words.lower() == "zero":
        return bool(re.match(r"\s+(?:people|deaths|casualties|percent|per\s+cent)\b", after))
    if re.search(r"\b(?:no|any|every|this|that|the|as|by|said|each|which|not)\s+$", before, re.IGNORECASE):
        return False
    noun = re.match(
        r"\s+(?:other\s+)?(?:person|man|woman|child|boy|girl|soldier|civilian|death|casualty|injury)\b", after
    )
    return bool(noun) and not re.match(r"\s+\w+\s+(?:said|told|who|that)\b", after)


def is_designation(number: Number, before: str, counted: str) -> bool:
    """ "the Falcon 9 rocket": a bare number after a capitalised word that counts no plural noun."""
    if number.kind != "digits" or number.sign or number.low >= 1000 or number.is_range:
        return False
    is_after_name = re.search(r"(?<![.!?:\n])\s[A-Z][\w-]*[A-Za-z]\s$", before)
    return bool(is_after_name) and not (counted and is_plural(counted.split()[-1]))


def is_trivial(number: Number, before: str, counted: str, *, is_persons: bool) -> bool:
    """ "the two leaders", "both sides", "two countries": a small number in words that reports nothing."""
    if number.kind != "words" or number.low > 12:
        return False
    if load_words().pointing.search(before) and (number.low < 3 or not is_persons):
        return True
    head = counted.split()[-1] if counted else ""
    return any(noun in load_words().trivial for noun in _singulars(head))


# --- what is counted ------------------------------------------------------------------------------------------------


def read_noun_phrase(text: str, start: int, end: int) -> tuple[str, int]:
    """The words from `start` that name what a number counts, and where they end: up to a preposition, verb or mark."""
    stops = load_words().stops
    found: list[str] = []
    position = start
    while len(found) < LONGEST_PHRASE and (match := _PHRASE_WORD.match(text, position, end)) is not None:
        word = match[1]
        is_verbal = bool(found) and is_plural(found[-1]) and word.endswith(("ed", "ing"))
        if word.lower() in stops or is_verbal:
            break
        found.append(word)
        position = match.end()
    return " ".join(found), position


def is_plural(word: str) -> bool:
    """Whether the word looks like a plural, or is a noun for people that has no other form."""
    if word.lower() in load_words().persons or word.endswith("men"):
        return True
    return word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "is"))


def _singulars(word: str) -> tuple[str, ...]:
    low = word.lower()
    return low, low.removesuffix("s"), low.removesuffix("es"), re.sub(r"ies$", "y", low)


def is_person(noun: str) -> bool:
    """Whether the noun names people: "soldiers", "Ukrainians"."""
    if any(word in load_words().persons for word in _singulars(noun)):
        return True
    endings = tuple(load_rules("counted")["persons"]["nation_endings"])
    return noun[:1].isupper() and not noun.isupper() and noun.endswith(endings)


# --- the clause -----------------------------------------------------------------------------------------------------


def find_clause(text: str, start: int, end: int, block: Span) -> tuple[int, int]:
    """The bounds of the clause around `[start, end)` inside the block, as far as `REACH` on either side."""
    left, right = max(block.start, start - REACH), min(block.end, end + REACH)
    # One character more, so that the capital after the stop is seen where the figure opens the sentence.
    for match in _SENTENCE_END.finditer(text, left, start + 1):
        left = min(match.end(), start)
    sentence_end = _SENTENCE_END.search(text, end, right)
    right = sentence_end.start() if sentence_end else right
    for match in _CLAUSE_END.finditer(text, left, start):
        left = left if "since" in match.group() else match.end()
    clause_end = _CLAUSE_END.search(text, end, right)
    return left, clause_end.start() if clause_end else right


def distance_from(figure: Span, start: int, end: int) -> int:
    """Characters between the figure and `[start, end)`; 0 where they overlap."""
    return max(0, figure.start - end, start - figure.end)


def nearest_measure(
    text: str, figure: Span, noun_end: int, clause: tuple[int, int], beside: Span, *, is_count: bool
) -> str | None:
    """The measure said of a figure in its clause; `noun_end` is where the words of what it counts end.

    The nearest one wins. What stands beyond another number, or belongs to one before ("34 had died and 96 ..."), counts
    only where the figure has no verb of its own. Of a count, that it rises says less than what it counts.
    """
    measure_of, changes = load_words().measure_of, load_rules("counted")["persons"]["changes"]
    with_noun = Span(figure.start, max(figure.end, noun_end))
    found: list[tuple[int, str]] = []
    for match in load_words().measures.finditer(text, *clause):
        if figure.start <= match.start() < figure.end:
            continue
        distance = distance_from(with_noun, match.start(), match.end())
        # "a tariff of 25% on exports": what money or percent is of says less than what it is.
        if distance == 0 and re.search(r"\b(?:of|on|in)\b", text[figure.end : match.start()]):
            distance = NOUN_PENALTY
        if _is_of_another(text, match, figure, with_noun.end, beside):
            distance += OTHER_PENALTY
        measure = measure_of[fold(match.group())]
        found.append((distance + CHANGE_PENALTY * (is_count and measure in changes), measure))
    if not found:
        return None
    distance, measure = min(found)
    return None if distance >= OTHER_PENALTY and _OWN_VERB.match(text, with_noun.end, clause[1]) else measure


def _is_of_another(text: str, match: re.Match[str], figure: Span, noun_end: int, beside: Span) -> bool:
    """Whether a word of measure is said of the number before or after the figure rather than of the figure."""
    if match.start() >= noun_end:
        return match.start() >= beside.end
    if match.end() <= beside.start:
        return True
    # Between two numbers: "34 had died and 96" is said of the first, "19 dead, injuring 300" of the second.
    is_after_number = beside.start > 0 and text[beside.start - 1 : beside.start].isalnum()
    return is_after_number and bool(_JOINT.search(text, match.end(), figure.start))


_JOINT = re.compile(r"\band\b|\bbut\b|[,;]")
_OWN_VERB = re.compile(
    r"\s+(?:had|has|have|were|was|are|is|will|would|could|may|might|must|should|remain(?:s|ed)?|told|ordered|asked|forced|"
    r"given|left|made|taken|moved|still)\b",
    re.IGNORECASE,
)


def nearest_place(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """The capitalised name nearest to the figure after "in", "to" and their like; no month, no nation's adjective."""
    months, demonyms = calendar_names(), _demonyms()
    bodies = load_rules("counted")["places"]["not_places"]
    found = [
        (distance_from(figure, match.start("place"), match.end()), re.sub(r"['’]s?$", "", match["place"]))
        for match in _PLACE.finditer(text, *clause)
        if match["place"].split()[0] not in months
        and match["place"] not in demonyms
        and not any(word.lower() in bodies for word in match["place"].split())
        and not _NO_PLACE_BEFORE.search(text, max(clause[0], match.start() - 12), match.start())
    ]
    return min(found)[1] if found else None


def find_owner(text: str, figure: Span, block: Span) -> str | None:
    """The country that a sentence names first, before the figure: whose spending, whose exports."""
    left = max(block.start, figure.start - REACH)
    for match in _SENTENCE_END.finditer(text, left, figure.start + 1):
        left = min(match.end(), figure.start)
    found = _country_names().search(text, left, figure.start)
    return found.group() if found else None


@lru_cache(maxsize=1)
def _country_names() -> re.Pattern[str]:
    names = [name for row in load_rules("countries").values() for name in (row["name"], *row.get("names", ()))]
    return re.compile(rf"\b(?:{any_of([name for name in names if name[:1].isupper()])})\b(?!\s+[A-Z])")


def subject_of_measure(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """What money or percent is of, by the measuring noun and the words before it: "2026 defence spending"."""
    match = next(_measures_before_or_near(text, figure, clause), None)
    if match is None:
        return None
    tables = load_words()
    words = text[max(clause[0], match.start() - 60) : match.start()].split()
    while words and words[-1].lower() in tables.stops:
        words.pop()
    named: list[str] = []
    while words and len(named) < 4 and words[-1].lower() not in tables.stops and words[-1][-1] not in ",;:.)":
        named.insert(0, words.pop())
    while named and tables.measures.fullmatch(named[0]):
        named.pop(0)
    return " ".join([*named, match.group()])


def _measures_before_or_near(text: str, figure: Span, clause: tuple[int, int]) -> Iterator[re.Match[str]]:
    measures = load_words().measures
    yield from reversed(list(measures.finditer(text, clause[0], figure.start)))
    yield from measures.finditer(text, figure.end, min(clause[1], figure.end + 40))


@lru_cache(maxsize=1)
def person_measures() -> frozenset[str]:
    """Measures of what happens to people: a number of them with no noun is a number of people."""
    return frozenset(load_rules("counted")["persons"]["measures"])


@lru_cache(maxsize=1)
def calendar_names() -> frozenset[str]:
    """Months and weekdays."""
    rules = load_rules("dates")
    return frozenset(rules["months"]) | frozenset(rules["weekdays"])


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(word for country in load_rules("countries").values() for word in country.get("demonyms", ()))
