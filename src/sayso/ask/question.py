"""What a question asks for, by rules (`rules/questions.toml`): kind, speaker, stance, measure, matter, place, year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from sayso.ask.deeds import Deed, find_deed, is_done, is_past
from sayso.ask.kinds import PLACING, Draft, Kind, list_stems, load_pattern, load_question_rules, read_kind
from sayso.ask.sides import Sides, read_sides
from sayso.ask.wording import DOING, clean_question, name_countries, plain_question
from sayso.link.clauses import is_negated
from sayso.link.slots import find_measure
from sayso.link.words import Word, find_stem, fold, load_tables, load_verbs, read_rules, read_words
from sayso.model import Stance

LONGEST = 2_000
"""A longer text is no question: nothing is looked up."""

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = "|".join(MONTHS)
DAY = re.compile(
    rf"\b(?:(?P<first>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<after>{_MONTH})"
    rf"|(?P<before>{_MONTH}) (?P<last>[0-3]?\d))\b(?! ?%)",
    re.IGNORECASE,
)
PUT_SO = re.compile(
    r",?\s*\b(?:in|by|on)\s+([^,?]{2,60}?)(?:['’]s?|'s)\s+(?:own\s+)?(\w+)\b(?=\s*(?:,|$))", re.IGNORECASE
)
ACCORDING = re.compile(r",?\s*\baccording to\s+([^,?]+)", re.IGNORECASE)
QUOTED_BY = re.compile(r"\s+(?:as )?(?:quoted|cited|reported) by\s+", re.IGNORECASE)
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "other"})
PLAIN = re.compile(r"\b(?:did|does|do|will|would)\b", re.IGNORECASE)
"""What a verb in its plain form follows."""
NAMED_PLACING = PLACING | {"on"}  # before the name of an island, a river
LINKS = frozenset({"of", "the", "and", "&", "de"})


class Name(NamedTuple):
    """A name in the matter asked about: its tokens, folded; whether it stands as a place."""

    text: str
    keys: tuple[str, ...]
    placed: bool


class Question(NamedTuple):
    """A question as it is compared with the pages."""

    text: str
    kind: Kind
    plain: str = ""  # in the form that the rules of kinds know, without "according to"
    speaker: tuple[str, ...] = ()  # keys of who must have said it
    speaker_text: str = ""
    stance: Stance | None = None  # that must be met as asked
    quantity: str = ""  # count, amount, length …: which units a number must have
    dimension: frozenset[str] = frozenset()  # stems of which one must stand with the number: wide, width
    sort: str = ""  # stem of what who is asked for must be: "which minister"
    acts: bool = False  # who did something is asked, not who said so
    verb: str = ""  # stem of the verb of speech asked for, where it says more than "say"
    against: Name | None = None  # whom those asked for contradict, criticise …
    counted: tuple[Word, ...] = ()  # "North Korean soldiers"
    counted_text: str = ""
    measure: str | None = None
    names: tuple[Name, ...] = ()
    words: tuple[Word, ...] = ()  # further words of the matter
    numbers: frozenset[float] = frozenset()
    years: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()  # month and day
    either: bool = False  # whether who says that it is not so answers, too
    negated: bool = False
    done: bool = False  # whether it is asked of as of something that is so already
    deed: Deed | None = None  # who does what to whom
    sides: Sides = Sides()  # who buys, sells, wins, loses
    needed: frozenset[str] = frozenset()  # words that must stand somewhere: who did what is counted, what is paid for
    identity: bool = False  # who bears the name, or the office, in `speaker`
    order: str = ""  # newest, oldest: which of several numbers is asked for

    @property
    def asks_number(self) -> bool:
        """Whether figures answer it."""
        return self.kind in (Kind.COUNT, Kind.CHANGE)

    @property
    def matter_keys(self) -> frozenset[str]:
        """The keys of its further words and of all its names."""
        return frozenset(w.key for w in self.words).union(*(name.keys for name in self.names))

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing that could be looked up."""
        named = self.names or self.speaker or self.against
        return not (named or self.words or self.measure or self.counted)


def read_question(text: str) -> Question:
    """The question, understood as far as the rules go; where none fits it is asked what the pages say of its words."""
    clean = clean_question(text)
    if len(text) > LONGEST:
        return Question(clean, Kind.WHAT)
    bare, according = _cut_according(plain_question(name_countries(clean)))
    bare, order = _cut_order(bare)
    draft = read_kind(bare)
    return _fill(clean, draft, according or draft.speaker)._replace(plain=bare, order=order)


def _cut_order(text: str) -> tuple[str, str]:
    """ "How many were missing at first?" """
    for order in ("newest", "oldest"):
        found = load_pattern("order", order).search(text)
        if found:
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return " ".join(rest.strip(" ,").split()), order
    return text, ""


def _cut_according(text: str) -> tuple[str, str]:
    found = ACCORDING.search(text) or _find_put_so(text)
    if found is None:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(rest.strip(" ,").split()), QUOTED_BY.sub(" ", found.group(1)).strip()


def _find_put_so(text: str) -> re.Match[str] | None:
    """ "in Ada Marn's estimate" """
    found = PUT_SO.search(text)
    return found if found and found.group(2).casefold() in load_question_rules()["saying"]["kinds"] else None


# --- the matter -------------------------------------------------------------------------------------------------------


def _fill(text: str, draft: Draft, speaker: str) -> Question:
    matter = read_words(f"x {draft.matter}")[1:]  # so that the first word is not taken for a sentence's
    matter = tuple(w._replace(start=w.start - 2, end=w.end - 2) for w in matter)
    counted = tuple(w for w in read_words(f"x {draft.counted}")[1:]) if draft.counted else ()
    names = list(_list_names(draft.matter, matter))
    measure = _find_asked_measure(draft)
    first = _find_opposed(draft, names)
    taken = {key for name in (*names, *([first] if first else [])) for key in name.keys} | {w.key for w in counted}
    names = [name for name in names if name is not first]
    days = frozenset(find_days(draft.matter))
    months = _find_months(draft.matter) | {month for month, _ in days}
    return Question(
        text=text,
        kind=draft.kind,
        speaker=list_keys(speaker),
        speaker_text=speaker,
        stance=draft.stance,
        quantity=draft.quantity,
        dimension=draft.dimension,
        verb="" if draft.verb in list_stems("saying", "plain") else draft.verb,
        sort=find_stem(draft.sort),
        acts=draft.acts,
        identity=draft.identity,
        against=first,
        counted=tuple(w for w in counted if w.stem not in load_tables().stop),
        counted_text=draft.counted,
        measure=measure,
        names=tuple(name for name in names if not set(name.keys) <= {w.key for w in counted}),
        words=tuple(_list_matter(matter, taken, months)),
        numbers=frozenset(_list_numbers(matter, {day for _, day in days})),
        years=frozenset(YEAR.findall(draft.matter)),
        months=months,
        days=days,
        negated=is_negated(matter),
        done=is_done(matter, text),
        deed=find_deed(matter, plain=bool(PLAIN.search(text))),
        sides=read_sides(matter),
        needed=frozenset(_list_needed(text, draft, matter)),
        either=draft.either,
    )


def _list_needed(text: str, draft: Draft, matter: Sequence[Word]) -> Iterator[str]:
    """ "doses did the union order": the union; "how much damage": the damage; "people recovered": that they did."""
    if draft.kind is not Kind.COUNT:
        return
    stop = load_tables().stop
    rest = dropwhile(lambda w: w.text.casefold() not in DOING, matter)
    doing = [w for w in rest if w.stem not in stop and w.text.casefold() not in DOING]
    yield from (w.key for w in doing[:1])
    yield from (w.key for w in matter if w.text.casefold() in ORDINALS or _is_act(matter, w))
    cost = next((i for i, w in enumerate(doing) if w.stem in list_stems("costs", "verbs")), 0)
    yield from (w.key for w in doing[:cost] if not w.proper)
    if text.casefold().startswith("how much ") and matter and matter[0].stem not in stop and not matter[0].proper:
        yield matter[0].key


def _is_light(word: Word) -> bool:
    return word.stem in list_stems("light")


def _is_act(matter: Sequence[Word], word: Word) -> bool:
    """Whether a word is a verb by its form, or by "to" before it: "recovered", "to build"."""
    place = matter.index(word)
    to = place > 0 and matter[place - 1].text.casefold() == "to" and word.text.islower()
    return not _is_light(word) and (is_past(word) or (to and word.stem in load_verbs()))


def _list_numbers(matter: Sequence[Word], days: Collection[int]) -> Iterable[float]:
    """The numbers that must stand there: of "the two sides" none is asked about, and a day's is a date."""
    for before, word in zip((None, *matter), matter, strict=False):
        is_known = before is not None and before.text.casefold() == "the" and word.text.isalpha()
        is_date = word.number in days or YEAR.fullmatch(word.text)
        if word.number is not None and not is_date and not is_known:
            yield word.number


def _find_months(matter: str) -> frozenset[int]:
    """The months asked about: after a preposition, before a year or at the end."""
    low = matter.casefold()
    shape = (
        r"\b(?:in|on|of|since|and|last|during) (?:\d+ )?{0}\b|\b{0}(?: \d+)?,? (?:19|20)\d\d\b"
        r"|(?<!\ba)(?<!\bthe) {0}$"
    )
    return frozenset(n for n, month in enumerate(MONTHS, 1) if re.search(shape.format(month), low))


def find_days(matter: str) -> Iterable[tuple[int, int]]:
    """The days asked about, as month and day: "on March 14", "on 14 March"."""
    for found in DAY.finditer(matter):
        month, day = found.group("after") or found.group("before"), found.group("first") or found.group("last")
        yield MONTHS.index(month.casefold()) + 1, int(day)


def _find_opposed(draft: Draft, names: Sequence[Name]) -> Name | None:
    """Whom those asked for are against: the name that the matter begins with, or an office: "the ministry's head"."""
    if not draft.against:
        return None
    if names and _begins_with(draft.matter, names[0].text):
        return names[0]
    office = load_pattern("office").match(draft.matter.strip())
    return Name(office.group(), list_keys(office.group()), placed=False) if office else None


def _begins_with(matter: str, name: str) -> bool:
    return bool(re.match(rf"\s*(?:the\s+)?{re.escape(name)}", matter, re.IGNORECASE))


def _find_asked_measure(draft: Draft) -> str | None:
    """The measure of a number asked for: of a sum, none of those that count people (the families of the dead); of a
    count, no age (the steps of an old tower)."""
    measure = find_measure(draft.matter, known=True) if draft.quantity else None
    if draft.quantity == "count" and measure == "age":
        return None
    of_people = draft.quantity == "amount" and measure not in read_rules("measures")["apart"]["money"]
    return None if of_people or (draft.quantity == "amount" and measure == "damage") else measure


@lru_cache(maxsize=16_384)
def list_keys(text: str) -> tuple[str, ...]:
    """The keys of a name: stems and countries, without articles and titles."""
    stop = load_tables().stop
    words = [w for w in read_words(f"x {text}")[1:] if w.stem not in stop and w.text[0].isalnum()]
    return tuple(dict.fromkeys(level_spelling(w.key) for w in words))


def level_spelling(stem: str) -> str:
    """The stem of a word in British spelling: that of "defense" is that of "defence"."""
    return load_spellings().get(stem, stem)


@lru_cache(maxsize=1)
def load_spellings() -> dict[str, str]:
    """Stem in American spelling → stem in British spelling."""
    return {find_stem(one): find_stem(other) for one, other in load_question_rules()["spellings"].items()}


def _list_matter(matter: Iterable[Word], taken: set[str], months: Iterable[int]) -> Iterable[Word]:
    """The words that say what it is about; a month that is asked about is none."""
    stop = load_tables().stop | list_stems("empty")
    dates = {MONTHS[number - 1] for number in months}
    for word in {word.key: word for word in matter}.values():
        is_number = word.number is not None and word.text.casefold() != "one"
        said = word.stem not in stop and word.text.casefold() not in dates and word.text[0].isalnum()
        if said and not is_number and word.key not in taken:
            yield word


def _list_names(text: str, matter: Sequence[Word]) -> Iterable[Name]:
    """Runs of capitalised words and countries; "Ministry of Waterways" is one."""
    run: list[Word] = []
    for index, word in enumerate((*matter, None)):
        if word is not None and _is_named(word) and not (run and _is_apart(text, run[-1], word)):
            run.append(word)
            continue
        joins = word is not None and run and word.text.casefold() in LINKS and index + 1 < len(matter)
        if joins and word is not None and _is_named(matter[index + 1]) and word.text != "and" and not run[-1].country:
            continue
        if run:
            yield _make_name(text, run)
        run = [word] if word is not None and _is_named(word) else []


def _is_named(word: Word) -> bool:
    return bool(word.proper or word.country) and word.number is None


def _is_apart(text: str, last: Word, word: Word) -> bool:
    """Whether two names right after one another are two: a possessive, a comma, or a country's people between them."""
    between = text[last.end : word.start].strip()
    return bool(last.country or word.country or last.text.endswith(("'s", "’s")) or between.strip("ofthe& "))


def _make_name(text: str, run: Sequence[Word]) -> Name:
    before = [fold(w) for w in text[: run[0].start].split()[-2:]]
    placed = any(w in NAMED_PLACING for w in before[-1:]) or (before[-1:] == ["the"] and before[0] in NAMED_PLACING)
    keys = tuple(w.key for w in run)
    return Name(text[run[0].start : run[-1].end], keys, placed)
