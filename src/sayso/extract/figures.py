"""Figures of an article: numbers that count something, with hedge, unit, what they count and as of when.

A number becomes a figure in three steps: `sayso.extract.numbers` finds it, `_read_figure` reads the words around it (or says
that it counts nothing), and `_relate` ties figures to each other: conversions, parts of a whole, a noun left out the second time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sayso.extract.numbers import Number, any_of, find_numbers, load_rules
from sayso.model import ArticleText, DateExpression, DateMention, Figure, Scope, Span, Statement, make_id
from sayso.spans import contains, overlaps

REACH = 120  # characters on either side that are searched for measure, place and date
NOUN_PENALTY = 20  # characters: how much further off a measure seems inside the words of what is counted
CONVERSION_TOLERANCE = 0.012  # by how much a conversion may miss its rate besides rounding


@dataclass(slots=True)
class _Draft:
    """A figure being read. `number` is as found, `[start, end)` with hedge, unit and "more"."""

    number: Number
    start: int
    end: int
    block: int  # number of the headline or paragraph
    minimum: float | None
    maximum: float | None
    qualifier: str | None = None
    unit: str | None = None
    kind: str | None = None  # of the unit: money, share, area, persons ...
    counted: str | None = None
    noun_end: int = 0  # where the words of `counted` end, if they follow
    measure: str | None = None
    place: str | None = None
    scope: Scope | None = None
    included_in: _Draft | None = None
    conversion_of: _Draft | None = None
    doubt: str | None = None
    as_of: DateExpression | None = None


class _Unit(NamedTuple):
    name: str
    kind: str
    factor: float | None = None


class _Words(NamedTuple):
    """The rule tables, compiled."""

    unit: re.Pattern[str]
    joined: re.Pattern[str]
    qualifier: re.Pattern[str]
    qualifier_after: re.Pattern[str]
    more: re.Pattern[str]
    additional_before: re.Pattern[str]
    measures: re.Pattern[str]
    measure_of: dict[str, str]
    rate: re.Pattern[str]
    remaining: re.Pattern[str]
    total: re.Pattern[str]
    units: dict[str, _Unit]
    sides: dict[str, str]
    persons: frozenset[str]
    stops: frozenset[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    idioms: re.Pattern[str]
    pointing: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    units, counted = load_rules("units"), load_rules("counted")
    table: dict[str, _Unit] = {}
    for code, names in units["currencies"].items():
        table |= {name.lower(): _Unit(code, "money") for name in names}
    for name, entry in units["measured"].items():
        table |= {word.lower(): _Unit(name, entry["kind"], entry.get("factor")) for word in entry["words"]}
    qualifiers = counted["qualifiers"]
    sides = {word: side for side in ("minimum", "maximum", "about", "plain") for word in qualifiers[side]}
    measure_of = {cue: measure for measure, cues in counted["measures"].items() for cue in cues}
    symbols = [word for word in table if not word[-1].isalpha()]
    scopes, no = counted["scopes"], counted["not_counts"]
    return _Words(
        unit=re.compile(
            rf"[\s-]?(?P<unit>{any_of(symbols)}|(?:{any_of([word for word in table if word not in symbols])})s?(?![\w-]|\.\w))"
            r"(?P<gdp>\s+of\s+(?:gross\s+domestic\s+product|GDP)\b(?:\s+\(GDP\))?)?",
            re.IGNORECASE,
        ),
        joined=re.compile(rf"-(?P<noun>{any_of(list(counted['joined']))})\b", re.IGNORECASE),
        qualifier=re.compile(rf"(?<![\w-])(?P<words>{any_of(list(sides))})\s+(?:the\s+)?(?:another\s+|an\s+additional\s+)?[\"“'‘]?$", re.IGNORECASE),
        qualifier_after=re.compile(rf",?\s+(?:{any_of(qualifiers['after'])})\b", re.IGNORECASE),
        more=re.compile(r"\s+(?P<word>more|additional|further|extra|new)\b(?!\s+than\b)", re.IGNORECASE),
        additional_before=re.compile(rf"\b(?:{any_of(scopes['additional'])})\s+(?:[\w'’-]+\s+){{0,4}}$", re.IGNORECASE),
        measures=re.compile(rf"(?<![\w-])(?:{any_of(list(measure_of))})\b", re.IGNORECASE),
        measure_of=measure_of,
        rate=re.compile(rf"[^.;,()]{{0,24}}?\s(?:{any_of(scopes['rate'])})\b", re.IGNORECASE),
        remaining=re.compile(rf"\W+(?:[\w'’-]+\W+){{0,3}}?(?:{any_of(scopes['remaining'])})\b", re.IGNORECASE),
        total=re.compile(rf"\b(?:{any_of(scopes['total'])})\s*$", re.IGNORECASE),
        units=table,
        sides=sides,
        persons=frozenset(noun.lower() for noun in counted["persons"]["nouns"]),
        stops=frozenset(counted["phrase"]["stops"]),
        not_before=re.compile(rf"(?<![\w-])(?:{any_of(no['before'])})[\s#]+$", re.IGNORECASE),
        not_after=re.compile(rf"[\s]?(?:{any_of(no['after'])})(?!\w)", re.IGNORECASE),
        idioms=re.compile(rf"\s+(?:{any_of(no['percent_idioms'])})\b", re.IGNORECASE),
        pointing=re.compile(rf"\b(?:{any_of(no['pointing'])})\s+$", re.IGNORECASE),
    )  # fmt: skip


def extract_figures(
    item: ArticleText, statements: Sequence[Statement], dates: Sequence[DateMention]
) -> tuple[Figure, ...]:
    """The figures of headline and body, in the order of the page, each tied to the innermost statement around it."""
    drafts: list[_Draft] = []
    taken = _Taken(dates)
    blocks = [span for span in (item.article.headline, *item.article.body) if span is not None]
    for block, span in enumerate(blocks):
        for number in find_numbers(item.text, span.start, span.end):
            draft = None if taken.covers(number) else _read_figure(item.text, number, span, block)
            if draft is not None:
                drafts.append(draft)
    drafts = _relate(item.text, drafts)
    _date(item.text, drafts, dates, has_headline=item.article.headline is not None)
    ids = {id(draft): make_id("figure", item.article.id, draft.start, draft.end) for draft in drafts}
    contents = _Contents(statements)
    figures = [_finish(item, draft, ids, contents) for draft in drafts]
    return tuple(sorted(figures, key=lambda figure: (figure.start, figure.end)))


def _finish(item: ArticleText, draft: _Draft, ids: dict[int, str], contents: _Contents) -> Figure:
    statement = contents.innermost(Span(draft.start, draft.end))
    return Figure(
        id=ids[id(draft)],
        article=item.article.id,
        page=item.article.page,
        start=draft.start,
        end=draft.end,
        minimum=draft.minimum,
        maximum=draft.maximum,
        qualifier=draft.qualifier,
        unit=draft.unit,
        counted=draft.counted,
        measure=draft.measure,
        place=draft.place,
        scope=draft.scope,
        included_in=ids.get(id(draft.included_in)),
        conversion_of=ids.get(id(draft.conversion_of)),
        doubt=draft.doubt,
        as_of=draft.as_of or (statement.said if statement else None),
        statement=statement.id if statement else None,
    )


class _Taken:
    """The characters of date expressions, for quick look-up: their digits are no figures."""

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self._spans = sorted(Span(mention.start, mention.end) for mention in dates)
        self._starts = [span.start for span in self._spans]

    def covers(self, number: Number) -> bool:
        at = bisect_right(self._starts, number.end - 1)
        return any(overlaps(span, Span(number.start, number.end)) for span in self._spans[max(0, at - 2) : at])


class _Contents:
    """The parts of all statements' contents, to find the innermost around a figure."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._parts = sorted(
            ((part, statement.id, statement) for statement in statements for part in statement.content),
            key=lambda entry: entry[:2],
        )
        self._starts = [part.start for part, _, _ in self._parts]
        self._longest = max((part.end - part.start for part, _, _ in self._parts), default=0)

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the shortest content part that holds the span."""
        near = self._parts[bisect_left(self._starts, span.end - self._longest) : bisect_right(self._starts, span.start)]
        around = [(part.end - part.start, name, statement) for part, name, statement in near if contains(part, span)]
        return min(around, key=lambda entry: entry[:2])[2] if around else None


# --- one figure -----------------------------------------------------------------------------------------------------


def _read_figure(text: str, number: Number, block_span: Span, block: int) -> _Draft | None:
    """The figure at a number, or None where the number counts nothing."""
    words = _words()
    before = text[max(block_span.start, number.start - 60) : number.start]
    after = text[number.end : min(block_span.end, number.end + 100)]
    if _counts_nothing(number, text, before, after):
        return None
    draft = _Draft(
        number=number,
        start=number.start,
        end=number.end,
        block=block,
        minimum=number.low,
        maximum=number.low if number.high == number.low else number.high,
    )
    _read_unit(text, draft, after)
    if draft.unit == "percent" and words.idioms.match(text[draft.end : draft.end + 20]):
        return None
    _read_more(text, draft, before)
    _read_counted(text, draft, block_span)
    if _is_pointing_back(draft, text, before):
        return None
    _read_qualifier(draft, before)
    _read_context(text, draft, block_span)
    return draft


def _counts_nothing(number: Number, text: str, before: str, after: str) -> bool:
    """Ages, times, designations, list numbers, scores and the other numbers that are no count of anything."""
    words = _words()
    value = text[number.start : number.end]
    if words.not_after.match(after) or re.match(r"\s*=\s*", after):
        return True
    if re.match(r"\s?:\s?\d", after) or (
        re.match(r"-\w", after) and not words.joined.match(after) and not words.unit.match(after)
    ):
        return True
    if number.kind == "digits" and not number.sign and number.low < 200 and words.not_before.search(before):
        return True
    if re.search(r"[#№]\s?$", before) or (re.search(r"(?:^|\n)\s*$", before) and re.match(r"[.)]\s", after)):
        return True
    if value.lower() == "zero":
        return True
    if value.lower() == "one" and not _is_counted_one(before, after):
        return True
    return value.isdigit() and number.low < 115 and _is_age(before, after)


def _is_age(before: str, after: str) -> bool:
    """ "Ana Ruiz, 34, said": a number between commas after a name."""
    return bool(re.search(r"[A-Z][\w'’.-]+,\s$", before) and re.match(r"(?:,|\.(?:\s|$)|\s+and\b|\)|$)", after))


def _is_counted_one(before: str, after: str) -> bool:
    """ "killing one person" counts; "one of them", "no one" and "one analyst said" do not."""
    if re.search(r"\b(?:no|any|every|this|that|the|as|by|said|each|which|not)\s+$", before, re.IGNORECASE):
        return False
    noun = re.match(
        r"\s+(?:other\s+)?(person|man|woman|child|boy|girl|soldier|civilian|fatality|death|casualty|injury)\b", after
    )
    return bool(noun) and not re.match(r"\s+\w+\s+(?:said|told|who|that)\b", after)


def _read_unit(text: str, draft: _Draft, after: str) -> None:
    words, number = _words(), draft.number
    if number.sign:
        draft.unit, draft.kind = load_rules("units")["signs"][number.sign], "money"
        return
    if number.kind == "fraction":
        draft.unit, draft.kind, draft.scope = "fraction", "share", Scope.SHARE
        return
    if number.kind == "ratio":
        draft.unit, draft.kind = "ratio", "ratio"
        return
    if number.kind == "multiple":
        draft.unit, draft.kind, draft.scope = "times", "ratio", Scope.RATE
        return
    joined = words.joined.match(after)
    if joined:
        draft.unit, draft.end = load_rules("counted")["joined"][joined["noun"].lower()], number.end + joined.end()
        draft.kind = "persons" if draft.unit == "persons" else None
        return
    match = words.unit.match(after)
    if match is None:
        return
    unit = _find_unit(match["unit"])
    if (
        unit is None
        or (unit.name == "degrees C" and match["unit"] in "cC")
        or (len(match["unit"]) == 1 and match["unit"].isalpha())
    ):
        return
    draft.unit, draft.kind = unit.name, unit.kind
    draft.end = number.end + match.end()
    if unit.name == "percent":
        draft.unit = "percent of GDP" if match["gdp"] else "percent"
        draft.scope = Scope.SHARE if re.match(r"\s+of\b", text[draft.end :][:6]) else None
        if not match["gdp"]:
            draft.end = number.end + match.end("unit")
    else:
        draft.end = number.end + match.end("unit")
        draft.scope = Scope.RATE if unit.kind in ("rate", "speed") else None


def _find_unit(words: str) -> _Unit | None:
    key = " ".join(words.lower().split())
    table = _words().units
    return table.get(key) or table.get(key.removesuffix("s"))


def _read_more(text: str, draft: _Draft, before: str) -> None:
    """ "3,000 more", "an additional 500": the number comes on top of another."""
    words = _words()
    more = words.more.match(text[draft.end : draft.end + 16])
    if more:
        draft.end += more.end()
        if more["word"].lower() != "new":
            draft.scope = Scope.ADDITIONAL
    if words.additional_before.search(before[-60:]) and not re.search(
        r"\bmore\s+than\s+$|[.;:!?]", _last_words(before), re.IGNORECASE
    ):
        draft.scope = Scope.ADDITIONAL


def _last_words(before: str) -> str:
    match = re.search(
        r"\b(?:additional|another|further|extra|more|additionally)\b(?!.*\b(?:additional|another|further|extra|more)\b).*$",
        before,
        re.IGNORECASE | re.DOTALL,
    )
    return match.group() if match else ""


def _read_qualifier(draft: _Draft, before: str) -> None:
    """The hedge before the number ("more than", "about") or after it ("or more"), and the side it leaves open."""
    words = _words()
    if draft.number.is_range:
        draft.qualifier = "between"
        return
    if draft.number.kind == "vague":
        draft.qualifier = _vague_word(draft, before)
        return
    match = words.qualifier.search(before)
    if match is None:
        return
    qualifier = " ".join(match["words"].lower().split())
    side = words.sides[qualifier]
    if draft.kind == "duration" and qualifier in ("over", "under", "beyond", "above", "below"):
        return
    draft.start = draft.number.start - (len(before) - match.start("words"))
    if side == "plain":
        return
    draft.qualifier = qualifier
    if side == "minimum":
        draft.maximum = None
    elif side == "maximum":
        draft.minimum = None


def _vague_word(draft: _Draft, before: str) -> str:
    hedge = _words().qualifier.search(before)
    if hedge and _words().sides[" ".join(hedge["words"].lower().split())] in ("minimum", "about", "maximum"):
        draft.start = draft.number.start - (len(before) - hedge.start("words"))
    return "several" if draft.number.high is not None and draft.number.low != draft.number.high else "at least"


# --- what it counts -------------------------------------------------------------------------------------------------


def read_noun_phrase(text: str, start: int, end: int) -> tuple[str, int]:
    """The words from `start` that name what a number counts, and where they end: up to a preposition, verb or mark; at most six."""
    stops = _words().stops
    found: list[str] = []
    position = start
    while len(found) < 6 and (match := _PHRASE_WORD.match(text, position, end)) is not None:
        word = match[1]
        is_verbal = bool(found) and _looks_plural(found[-1]) and word.endswith(("ed", "ing"))
        if word.lower() in stops or is_verbal:
            break
        found.append(word)
        position = match.end()
    return " ".join(found), position


_PHRASE_WORD = re.compile(r"\s*[\"“‘]?((?:[A-Z]\.){2,4}|[^\W\d_][\w-]*(?:['’](?:s\b|(?=\s[a-z])))?)")


def _looks_plural(word: str) -> bool:
    return (
        word.lower() in _words().persons
        or (word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "is")))
        or word.endswith("men")
    )


def _is_person(head: str) -> bool:
    """Whether the noun names people: "soldiers", "Ukrainians"."""
    low = head.lower()
    persons = _words().persons
    singulars = (low, low.removesuffix("s"), low.removesuffix("es"), re.sub(r"ies$", "y", low))
    if any(noun in persons for noun in singulars):
        return True
    endings = tuple(load_rules("counted")["persons"]["nation_endings"])
    return (
        head[:1].isupper()
        and low.endswith(endings)
        and not head.isupper()
        and low.endswith(("ans", "ese", "is", "ks", "ards", "ns"))
    )


def _read_counted(text: str, draft: _Draft, block_span: Span) -> None:
    """What the number counts, where the words after it say so; for numbers without a unit its noun is the unit."""
    stop = min(block_span.end, draft.end + 100)
    phrase, end = _phrase_after(text, draft, stop)
    if not phrase or phrase.split()[0] in _calendar_names():
        return
    nouns = phrase.split()
    if draft.unit is None and draft.number.low != 1:
        while nouns and not _looks_plural(nouns[-1]):
            nouns.pop()
    draft.counted, draft.noun_end = " ".join(nouns) or phrase, end
    if draft.unit is None and nouns:
        is_person = _is_person(nouns[-1])
        draft.unit, draft.kind = ("persons", "persons") if is_person else (nouns[-1].lower(), None)


_OF = re.compile(r"(?:\s*\([^()]{0,40}\))?\s+of\s+(?:the\s+|its\s+|their\s+|all\s+)?(?!\w*(?:which|whom|them)\b)")
_ON = re.compile(
    r"\s+(?:on\s+(?:the\s+|its\s+|their\s+)?|in\s+(?:the\s+|its\s+|their\s+|this\s+year['’]s\s+)?(?=[a-z]))"
)
_DETERMINER = re.compile(r"\s(?:the|its|their|all)\s+$")
_CLOSING_MARK = re.compile(r"[\"”'’](?=\s)")


def _phrase_after(text: str, draft: _Draft, stop: int) -> tuple[str, int]:
    of = _OF.match(text, draft.end, stop)
    if draft.kind == "money" or draft.kind == "share" and draft.number.kind != "fraction":
        joint = of or _ON.match(text, draft.end, stop)
        return read_noun_phrase(text, joint.end(), stop) if joint else _rated_noun(text, draft, stop)
    if draft.kind in ("duration", "ratio"):
        return "", draft.end
    if of and (draft.kind is not None or draft.number.kind == "vague" or _DETERMINER.search(of.group())):
        return read_noun_phrase(text, of.end(), stop)
    mark = _CLOSING_MARK.match(text, draft.end, stop)
    return read_noun_phrase(text, mark.end() if mark else draft.end, stop)


def _rated_noun(text: str, draft: _Draft, stop: int) -> tuple[str, int]:
    """ "100% tariffs on electric cars", "a 20% stake": the noun right after a percentage, with what it is on."""
    phrase, end = read_noun_phrase(text, draft.end, stop)
    if draft.kind != "share" or not phrase or not (_looks_plural(phrase) or _words().measures.search(phrase)):
        return "", draft.end
    on = re.compile(r"\s+on\s+").match(text, end, stop)
    what, what_end = read_noun_phrase(text, on.end(), stop) if on else ("", end)
    return (f"{phrase} on {what}", what_end) if what else (phrase, end)


def _is_pointing_back(draft: _Draft, text: str, before: str) -> bool:
    """ "the two leaders", "both sides", "two countries": a small number in words that reports nothing."""
    words, number = _words(), draft.number
    if number.kind == "multiple":
        return False
    if number.kind != "words" or number.low > 12 or draft.kind in ("money", "share", "duration"):
        return _is_designation(draft, before)
    if words.pointing.search(before) and (number.low < 3 or draft.kind != "persons"):
        return True
    head = (draft.counted or "").split()[-1:] or [""]
    trivial = load_rules("counted")["not_counts"]["trivial"]
    return (
        head[0].lower() in trivial
        or head[0].lower().removesuffix("s") in trivial
        or re.sub(r"ies$", "y", head[0].lower()) in trivial
    )


def _is_designation(draft: _Draft, before: str) -> bool:
    """ "the Falcon 9 rocket": a bare number after a capitalised word that counts no plural noun."""
    number = draft.number
    if number.kind != "digits" or number.sign or draft.kind is not None or number.low >= 1000 or number.is_range:
        return False
    if not re.search(r"(?<![.!?:\n])\s[A-Z][\w-]*[A-Za-z]\s$", before):
        return False
    head = (draft.counted or "").split()[-1:]
    return not head or not _looks_plural(head[0])


def _read_context(text: str, draft: _Draft, block_span: Span) -> None:
    """Measure, place and scope from the clause around the figure."""
    words = _words()
    left, right = find_clause(text, draft.start, draft.end, block_span)
    after = text[draft.end : min(right, draft.end + 60)]
    before = text[max(left, draft.start - 40) : draft.start]
    if draft.kind not in ("duration", "ratio"):
        draft.measure = _nearest_measure(text, draft, left, right)
    if draft.unit == "percent of GDP":
        draft.measure = "share of GDP"
    draft.place = _nearest_place(text, draft, left, right)
    if draft.kind in ("money", "share") and draft.number.kind != "fraction" and draft.counted is None:
        draft.counted = _subject_of_measure(text, draft, left, right)
    if draft.scope is not None:
        return
    if words.remaining.match(after):
        draft.scope = Scope.REMAINING
    elif draft.kind != "duration" and words.rate.match(after):
        draft.scope = Scope.RATE
    elif words.total.search(before) or re.match(r"\s+in\s+(?:total|all)\b", after):
        draft.scope = Scope.TOTAL


_SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])(?<!\bMr)(?<!\bDr)[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])|\n")
_CLAUSE_END = re.compile(
    r";|\s[–—-]\s|—|,?\s(?:but|while|whereas|although|though|before|after|since|until|when|as|because|unless|if|which|who)\s"
    r"|,\s(?:and|with|so)\s|\sand\s(?=(?:could|will|would|have|has|had|are|were|is|was|may|might)\b)",
    re.IGNORECASE,
)


def find_clause(text: str, start: int, end: int, block: Span) -> tuple[int, int]:
    """The bounds of the clause around `[start, end)`, as far as `REACH` on either side."""
    left, right = find_sentence(text, start, end, block)
    for match in _CLAUSE_END.finditer(text, left, start):
        left = left if "since" in match.group() else match.end()
    after = _CLAUSE_END.search(text, end, right)
    return left, after.start() if after else right


def find_sentence(text: str, start: int, end: int, block: Span) -> tuple[int, int]:
    """The bounds of the sentence around `[start, end)`, as far as `REACH` on either side."""
    left, right = max(block.start, start - REACH), min(block.end, end + REACH)
    for match in _SENTENCE_END.finditer(text, left, start):
        left = match.end()
    after = _SENTENCE_END.search(text, end, right)
    return left, after.start() if after else right


def _nearest_measure(text: str, draft: _Draft, left: int, right: int) -> str | None:
    words = _words()
    noun_end = max(draft.end, draft.noun_end)
    found: list[tuple[int, str]] = []
    for match in words.measures.finditer(text, left, right):
        distance = _distance(match.start(), match.end(), draft, noun_end)
        # "a tariff of 25% on exports": what money or percent is of says less than what it is.
        if draft.end <= match.start() < noun_end and re.search(r"\b(?:of|on|in)\b", text[draft.end : match.start()]):
            distance += NOUN_PENALTY
        if not draft.number.start < match.start() < draft.end:
            found.append((distance, words.measure_of[" ".join(match.group().lower().split())]))
    return min(found)[1] if found else None


def _distance(start: int, end: int, draft: _Draft, figure_end: int = 0) -> int:
    """Characters between the figure, with its noun where `figure_end` says so, and `[start, end)`."""
    return draft.start - end if end <= draft.start else max(0, start - (figure_end or draft.end))


_PLACE = re.compile(
    r"\b(?:in|to|into|from|near|at|across|outside|inside|around|over)\s+(?:the\s+)?(?:(?:[A-Z][\w-]*['’]s|western|eastern|northern|southern|central)\s+)*"
    r"(?P<place>[A-Z][a-z'’-]+\w(?:\s+[A-Z][\w'’-]+){0,3})"
)


def _nearest_place(text: str, draft: _Draft, left: int, right: int) -> str | None:
    months, demonyms = _calendar_names(), _demonyms()
    found = [
        (_distance(match.start("place"), match.end(), draft), re.sub(r"['’]s?$", "", match["place"]))
        for match in _PLACE.finditer(text, left, right)
        if match["place"].split()[0] not in months and match["place"] not in demonyms
    ]
    return min(found)[1] if found else None


@lru_cache(maxsize=1)
def _calendar_names() -> frozenset[str]:
    rules = load_rules("dates")
    return frozenset(rules["months"]) | frozenset(rules["weekdays"])


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(word for country in load_rules("countries").values() for word in country.get("demonyms", ()))


def _subject_of_measure(text: str, draft: _Draft, left: int, right: int) -> str | None:
    """What money or percent is of, by the measuring noun and the words before it: "2026 defence spending"."""
    found = list(_words().measures.finditer(text, left, draft.start)) or list(
        _words().measures.finditer(text, draft.end, min(right, draft.end + 40))
    )
    if not found:
        return None
    words = text[max(left, found[-1].start() - 60) : found[-1].start()].split()
    stops = _words().stops
    while words and words[-1].lower() in stops:
        words.pop()
    named: list[str] = []
    while words and len(named) < 4 and words[-1].lower() not in stops and words[-1][-1] not in ",;:.)":
        named.insert(0, words.pop())
    while named and _words().measures.fullmatch(named[0]):
        named.pop(0)
    return " ".join([*named, found[-1].group()])


# --- figures among each other ---------------------------------------------------------------------------------------


def _relate(text: str, drafts: list[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    rates: dict[tuple[str, str], float] = {}
    for draft in drafts:
        previous = kept[-1] if kept and kept[-1].block == draft.block else None
        _read_exchange_rate(text, draft, rates)
        if previous is not None:
            _relate_to_previous(text, draft, previous)
        if _says_something(text, draft):
            kept.append(draft)
    for draft in kept:
        if draft.conversion_of is not None:
            draft.doubt = _doubt_conversion(draft, draft.conversion_of, rates)
    return kept


def _says_something(text: str, draft: _Draft) -> bool:
    """A number with neither unit nor noun, hedge nor story counts nothing that a reader could name."""
    number = draft.number
    if number.is_range and draft.unit is None:
        return False
    if draft.unit or number.kind in ("vague", "multiple") or draft.qualifier or (draft.counted and number.low >= 1000):
        return True
    return (
        draft.number.kind == "digits"
        and draft.number.low >= 1000
        and not re.fullmatch(r"\d{4}", text[draft.number.start : draft.number.end])
    )


def _relate_to_previous(text: str, draft: _Draft, previous: _Draft) -> None:
    between = text[previous.end : draft.start]
    if len(between) > 300:
        return
    if re.fullmatch(r"\s*\((?:about\s+|around\s+|roughly\s+|or\s+)?", between) and _can_convert(draft, previous):
        draft.conversion_of = previous
        draft.counted, draft.measure, draft.place = previous.counted, previous.measure, previous.place
        draft.scope = previous.scope
        return
    _inherit_noun(text, draft, previous)
    _include(text, draft, previous, between)


def _can_convert(draft: _Draft, previous: _Draft) -> bool:
    return (
        draft.kind is not None
        and draft.kind == previous.kind
        and draft.unit != previous.unit
        and draft.kind != "persons"
    )


def _inherit_noun(text: str, draft: _Draft, previous: _Draft) -> None:
    """ "6,000 remain": a number right before a verb counts what the number before it counted."""
    after = re.match(r"\s*(?:[,.;:)\"”]|([A-Za-z'’]+)|$)", text[draft.end : draft.end + 24])
    verbs = load_rules("counted")["phrase"]["verbs_back"]
    is_part = re.match(r"\s+of\s+(?:an?\s+|the\s+|some\s+)?(?:[a-z]+\s+){0,2}\d", text[draft.end : draft.end + 40])
    if after is None or is_part or draft.counted or draft.unit or draft.number.kind == "vague":
        return
    if (after[1] is None or after[1].lower() in verbs) and previous.kind in ("persons", None) and previous.counted:
        draft.counted, draft.unit, draft.kind = previous.counted, previous.unit, previous.kind
        draft.place = draft.place or previous.place


_WITH = re.compile(r"^[^.;]{0,60},?\s+with\s+$")
_PART = re.compile(
    r"^[^.;]{0,60}\b(?:including|of\s+(?:whom|which|them)|among\s+them)\s+(?:\w+\s+){0,2}$|^\s*(?:out\s+)?of\s+(?:an?\s+|the\s+|some\s+)?$",
    re.IGNORECASE,
)


def _include(text: str, draft: _Draft, previous: _Draft, between: str) -> None:
    """ "4,700 casualties, including 600 deaths"; "1,000 of an estimated 11,000"; "two-thirds of whom"."""
    if re.match(r"^\s*(?:out\s+)?of\s+(?:an?\s+|the\s+|some\s+)?$", between) and previous.number.kind != "vague":
        if draft.unit == "persons" or previous.unit is None:
            previous.included_in = draft
            previous.counted, previous.unit = previous.counted or draft.counted, previous.unit or draft.unit
        return
    after = text[draft.end : draft.end + 24]
    is_share_of = draft.kind == "share" and previous.kind == "persons" and _WITH.match(between)
    if (
        is_share_of
        or (_PART.match(between) and not draft.number.sign)
        or re.match(r"\s+of\s+(?:which|whom|them)\b", after)
    ):
        whole = previous.conversion_of or previous
        draft.included_in = whole
        draft.scope = draft.scope or (Scope.SHARE if draft.kind == "share" else None)
        draft.counted = whole.counted if draft.kind == "share" else draft.counted or whole.counted


def _read_exchange_rate(text: str, draft: _Draft, rates: dict[tuple[str, str], float]) -> None:
    """ "($1 = 1.3905 Canadian dollars)": an agency's note, kept as a rate and used to check conversions."""
    note = re.search(r"(?P<sign>[^\s\d(]{1,3})\s?1\s*=\s*$", text[max(0, draft.start - 16) : draft.start])
    signs = load_rules("units")["signs"]
    if note is None or draft.kind != "money" or note["sign"] not in signs:
        return
    base = signs[note["sign"]]
    rates[str(draft.unit), base] = draft.number.low
    draft.unit, draft.scope, draft.kind = f"{draft.unit} per {base}", Scope.RATE, "rate"
    draft.counted, draft.measure = "exchange rate", "exchange rate"


def _doubt_conversion(draft: _Draft, original: _Draft, rates: dict[tuple[str, str], float]) -> str | None:
    """A sentence where the conversion cannot be that of the original: beyond rounding and the hedge's open side."""
    rate = rates.get((str(original.unit), str(draft.unit)))
    if draft.kind != "money":
        factors = [
            unit.factor for name in (draft.unit, original.unit) for unit in _words().units.values() if unit.name == name
        ]
        known = [factor for factor in dict.fromkeys(factors) if factor]
        rate = known[0] / known[1] if len(known) == 2 else None
    if not rate:
        return None
    expected, found = original.number.low / rate, draft.number.low
    slack = (
        CONVERSION_TOLERANCE * expected
        + _rounding(draft.number)
        + (_rounding(original.number) / rate if original.qualifier is None else 0)
    )
    is_below = original.minimum is None and found <= expected + _rounding(draft.number)
    is_above = original.maximum is None and found >= expected - _rounding(draft.number)
    if is_below or is_above:
        return None
    one_sided = original.minimum is None or original.maximum is None
    if abs(found - expected) <= slack and not (one_sided and abs(found - expected) > _rounding(draft.number)):
        return None
    return f"At the rate given, {original.number.low:g} {original.unit} would be {expected:.4g} {draft.unit}, not {found:.4g}."


def _rounding(number: Number) -> float:
    """Half of the last digit that is not a trailing nought: 500 is good to 50, 3.63 billion to 5 million."""
    value, step = number.low, 1.0
    if value <= 0:
        return 0.0
    digits = f"{value:.9f}".rstrip("0").rstrip(".")
    if "." in digits:
        return 0.5 * 10.0 ** -len(digits.partition(".")[2])
    while value % (step * 10) == 0:
        step *= 10
    return step / 2


# --- as of when -----------------------------------------------------------------------------------------------------


def _date(text: str, drafts: Iterable[_Draft], dates: Sequence[DateMention], *, has_headline: bool) -> None:
    """Give each figure the nearest date of its own clause; a headline's figure that of the same number in the body."""
    ordered = sorted(dates, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    drafts = list(drafts)
    for draft in drafts:
        source = draft.conversion_of or draft
        near = ordered[bisect_left(starts, source.start - REACH) : bisect_right(starts, source.end + REACH)]
        draft.as_of = _nearest_date(text, source, near)
    if has_headline:
        for draft in drafts:
            if draft.block == 0:
                _follow_body(draft, drafts)


def _follow_body(draft: _Draft, drafts: Iterable[_Draft]) -> None:
    """A headline cuts short what the body says of the same number: what it counts, and as of when."""
    for other in drafts:
        is_same = (
            other.number.low == draft.number.low
            and other.number.high == draft.number.high
            and other.scope == draft.scope
        )
        if other.block and is_same and draft.unit in (None, other.unit):
            draft.unit, draft.counted = draft.unit or other.unit, draft.counted or other.counted
            draft.as_of = draft.as_of or other.as_of
            return


_SINCE = re.compile(r"\b(?:since|after|before|until|till|from)\s+$", re.IGNORECASE)


def _nearest_date(text: str, draft: _Draft, near: Sequence[DateMention]) -> DateExpression | None:
    block = Span(max(0, draft.start - REACH * 2), min(len(text), draft.end + REACH * 2))
    left, right = find_clause(text, draft.start, draft.end, block)
    inside = [
        (_distance(mention.start, mention.end, draft), mention.start, mention.expression)
        for mention in near
        if left <= mention.start
        and mention.end <= right + 1
        and not _SINCE.search(text[max(0, mention.start - 12) : mention.start])
    ]
    return min(inside, key=lambda entry: entry[:2])[2] if inside else None
