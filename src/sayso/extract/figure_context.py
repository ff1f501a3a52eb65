"""Where a figure stands: its clause, the measure, place and owner that the words around it name.

The tables are `rules/counted.toml` and, for places, `rules/countries.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from sayso.extract.figure_words import fold, load_words
from sayso.extract.numbers import any_of
from sayso.model import Span
from sayso.rules.lines import load_rules

REACH = 120  # characters on either side of a figure that are searched for measure, place and date
NOUN_PENALTY = 20  # characters: how much further off a measure seems inside the words of what is counted
OTHER_PENALTY = 200  # … and one that is said of another number
CHANGE_PENALTY = 60  # … and one that only tells how a count moves, or what it costs

SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<![A-Z]\.[A-Z].)(?<!\bMr.)(?<!\bDr.)[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z]))"
)
_CLAUSE_END = re.compile(
    r";|\s[–—-]\s|—"
    r"|,?\s(?:but|while|whereas|although|though|before|after|since|until|when|as|because|unless|if|which|who)\s"
    r"|,\s(?:and|with|so)\s|\sand\s(?=(?:could|will|would|have|has|had|are|were|is|was|may|might)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|to|into|from|near|at|across|outside|inside|off)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w-]*['’]s|western|eastern|northern|southern|central)\s+)*"
    r"(?!(?:Mrs?|Ms|Dr|Sir|Lord|King|Queen|President|Prime|Minister|Gen|Sgt|Capt)\b)(?P<place>[A-Z][a-z'’-]+\w(?:\s+[A-Z][\w'’-]+){0,3})"
)


_REGION = re.compile(
    r"\bof\s+the\s+(?P<place>[A-Z][a-z'’-]+\w(?:\s+[A-Z][\w'’-]+)?)\s+"
    r"(?:valley|islands?|province|region|district|county|peninsula|delta|basin|archipelago)\b"
)
_NO_PLACE_BEFORE = re.compile(r"\b(?:according|next|due|owing|thanks)\s+$")


def find_clause(text: str, start: int, end: int, block: Span) -> tuple[int, int]:
    """The bounds of the clause around `[start, end)` inside the block, as far as `REACH` on either side."""
    left, right = max(block.start, start - REACH), min(block.end, end + REACH)
    # One character more, so that the capital after the stop is seen where the figure opens the sentence.
    for match in SENTENCE_END.finditer(text, left, start + 1):
        left = min(match.end(), start)
    sentence_end = SENTENCE_END.search(text, end, right)
    right = sentence_end.start() if sentence_end else right
    for match in _CLAUSE_END.finditer(text, left, start):
        left = left if "since" in match.group() else match.end()
    clause_end = _CLAUSE_END.search(text, end, right)
    return left, clause_end.start() if clause_end else right


def distance_from(figure: Span, start: int, end: int) -> int:
    """Characters between the figure and `[start, end)`; 0 where they overlap."""
    return max(0, figure.start - end, start - figure.end)


def nearest_measure(
    text: str,
    figure: Span,
    noun_end: int,
    clause: tuple[int, int],
    beside: Span,
    *,
    is_count: bool,
    barred: Container[str] = (),
) -> tuple[str | None, int]:
    """The measure said of a figure in its clause, and how far off; `noun_end` is where the words of what it counts end.

    The nearest one wins, none of `barred`. What stands beyond another number, or belongs to one before ("34 had died
    and 96 ..."), counts only where the figure has no verb of its own. Of a count, that it rises says less than what it
    counts.
    """
    measure_of, persons = load_words().measure_of, load_rules("counted")["persons"]
    weak = set(persons["changes"]) if is_count else set()
    roles = persons["roles"]
    with_noun = Span(figure.start, max(figure.end, noun_end))
    found: list[tuple[int, str]] = []
    for match in load_words().measures.finditer(text, *clause):
        if figure.start <= match.start() < figure.end:
            continue
        if _measures_nothing(text, match, clause[1]) or _tells_level(text, match, figure.start):
            continue
        distance = distance_from(with_noun, match.start(), match.end())
        # "a tariff of 25% on exports": what money or percent is of says less than what it is.
        if distance == 0 and re.search(r"\b(?:of|on)\b", text[figure.end : match.start()]):
            distance = NOUN_PENALTY
        if _is_of_another(text, match, figure, with_noun.end, beside):
            distance += OTHER_PENALTY
        if match.start() > with_noun.end and _JOINT.search(text, with_noun.end, match.start()):
            distance += CHANGE_PENALTY  # "damaging 48 homes and knocking out power"
        measure = measure_of[fold(match.group())]
        if measure in barred:
            continue
        if measure in weak and _BREAK.search(text, min(match.end(), figure.end), max(match.start(), figure.start)):
            continue  # "who cut short a trip, promised 1,000 tents"
        is_weak = measure in weak or (is_count and fold(match.group()) in roles)
        found.append((distance + CHANGE_PENALTY * is_weak, measure))
    distance, nearest = min(found, default=(0, ""))
    if distance >= OTHER_PENALTY and _OWN_VERB.match(text, with_noun.end, clause[1]):
        return None, 0
    return nearest or None, distance


def find_change(text: str, start: int, clause: tuple[int, int], *, is_by: bool) -> str | None:
    """ "a rise of 7% in spending", and with `is_by` "raise spending by 7%": the change that an amount is of."""
    left, words = max(clause[0], start - REACH), load_words()
    found = _load_changes().search(text, left, start)
    if found is None and is_by:
        changes = load_rules("counted")["persons"]["changes"]
        named = [words.measure_of[fold(m.group())] for m in words.measures.finditer(text, left, start)]
        return next((measure for measure in reversed(named) if measure in changes), None)
    return words.measure_of[fold(found["change"])] if found else None


def find_sum_measure(text: str, start: int, clause: tuple[int, int]) -> str | None:
    """ "the state would have to find 210 million euros": what words that are said of money alone measure."""
    before = text[max(clause[0], start - REACH) : start].lower()
    sums = load_rules("counted")["sums"].items()
    return next((measure for measure, words in sums if any(before.rstrip().endswith(word) for word in words)), None)


def find_act(text: str, start: int, counted: str | None, clause: tuple[int, int]) -> str | None:
    """ "to cut 1,200 jobs": the measure that a verb right before a number and the noun after it name together."""
    noun = (counted or "").split()[-1:]
    for measure, act in load_rules("counted")["acts"].items():
        if noun and noun[0].lower() in act["nouns"]:
            before = text[max(clause[0], start - REACH) : start]
            if re.search(rf"\b(?:{any_of(act['verbs'])})\s+(?:off\s+)?$", before, re.IGNORECASE):
                return str(measure)
    return None


@lru_cache(maxsize=1)
def _load_changes() -> re.Pattern[str]:
    counted = load_rules("counted")
    words = [word for name in counted["persons"]["changes"] for word in counted["measures"][name]]
    return re.compile(rf"\b(?:[Aa]n?|[Tt]he)\s+(?:[a-z]+\s+)?(?P<change>{any_of(words)})\s+of\s+(?:[a-z]+\s+){{0,2}}$")


def _is_of_another(text: str, match: re.Match[str], figure: Span, noun_end: int, beside: Span) -> bool:
    """Whether a word of measure is said of the number before or after the figure rather than of the figure."""
    if match.start() >= noun_end:
        return match.start() >= beside.end
    if match.end() <= beside.start:
        return True
    # Between two numbers: "34 had died and 96" is said of the first, "19 dead, injuring 300" of the second.
    is_after_number = beside.start > 0 and text[beside.start - 1 : beside.start].isalnum()
    return is_after_number and bool(_JOINT.search(text, match.end(), figure.start))


def _measures_nothing(text: str, match: re.Match[str], end: int) -> bool:
    """ "strike fund", "cut short", "spent the night"."""
    no_measure, time_spent = _load_no_measure()
    if fold(match.group()) in load_rules("counted")["no_measure"]["spent"] and time_spent.match(text, match.end(), end):
        return True
    return no_measure.match(text, match.end(), end) is not None


@lru_cache(maxsize=1)
def _load_no_measure() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind a word of measure that measures nothing, and behind one of spending that spends time."""
    table = load_rules("counted")["no_measure"]
    of = r"(?:(?:most|much|part|all|half|the\s(?:rest|whole|best|better\spart|bulk))\s(?:of\s)?)?"
    whose = r"(?:(?:the|an?|his|her|its|their|our|my|that|another|every)\s)?(?:[a-z]+\s)?"
    return (
        re.compile(rf"\s(?:{any_of(table['before'])})\b"),
        re.compile(rf"\s(?=[a-zA-Z]+\s[a-zA-Z]){of}{whose}(?:{any_of(table['times'])})\b(?!['’])"),
    )


_LEVEL = re.compile(r"(?:\s(?P<first>[^\s;:]+))?(?:\s[^\s;:]+){0,8}?\s(?:to|from)\s+(?:(?:an?|the)\s+)?(?:record\s+)?")
_MOVES = frozenset({"rise", "fall"})


def _tells_level(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a word of change leads to the number that a count reached: "has been cut to 6%", "rose 2% to 30%".

    Where a verb follows, it is the change that reached it: "the rise slowed to 2%".
    """
    if match.end() >= start or load_words().measure_of[fold(match.group())] not in _MOVES:
        return False
    level = _LEVEL.fullmatch(text, match.end(), start)
    first = (level["first"] or "").lower() if level else ""
    return level is not None and not first.endswith("ed") and first not in load_rules("counted")["persons"]["reach"]


_BREAK = re.compile(r"[,;:](?!\d)")
_JOINT = re.compile(r"\band\b|\bbut\b|[,;]")
_OWN_VERB = re.compile(
    r"\s+(?:had|has|have|were|was|are|is|will|would|could|may|might|must|should|remain(?:s|ed)?|told|ordered|asked|forced|"
    r"given|left|made|taken|moved|still)\b",
    re.IGNORECASE,
)


def nearest_place(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """The capitalised name nearest to the figure after "in", "to" and their like; no month, no nation's adjective."""
    found = [
        (distance_from(figure, match.start("place"), match.end()), re.sub(r"['’]s?$", "", match["place"]))
        for match in (*_PLACE.finditer(text, *clause), *_REGION.finditer(text, *clause))
        if _is_place(match["place"])
        and not _NO_PLACE_BEFORE.search(text, max(clause[0], match.start() - 12), match.start())
    ]
    return min(found)[1] if found else None


_THERE = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|could|can|be)\b)")
THERE_REACH = 300  # characters before a figure in which the place that "there" points at is named


def place_pointed_at(text: str, figure: Span, clause: tuple[int, int], block: Span) -> str | None:
    """The last place named before a figure of which is said that it is "there"; None where nothing is."""
    if not _THERE.search(text, figure.end, clause[1]):
        return None
    start = max(block.start, figure.start - THERE_REACH)
    sentence = max((m.end() for m in SENTENCE_END.finditer(text, start, figure.start)), default=start)
    named = [m for m in _PLACE.finditer(text, start, figure.start) if _is_place(m["place"])]
    before = [m for m in named if m.end() <= sentence]  # "sources in Vell said that it sent 20 men there": not to Vell
    found = before or named
    return found[-1]["place"] if found else None


def _is_place(name: str) -> bool:
    """Whether a capitalised name may be a place: no month, no nation's adjective, no body."""
    bodies = load_rules("counted")["places"]["not_places"]
    first = name.split()[0]
    return (
        first not in calendar_names()
        and name not in _demonyms()
        and not any(word.lower() in bodies for word in name.split())
    )


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
