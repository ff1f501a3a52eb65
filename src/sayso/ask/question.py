"""What a question asks for, by rules (`rules/questions.toml`): kind, speaker, stance, measure, matter, place, year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sayso.link.clauses import is_negated
from sayso.link.slots import find_measure
from sayso.link.words import Word, find_stem, fold, irregular_forms, load_tables, read_rules, read_words
from sayso.model import Stance

MOST_CHARACTERS = 400
"""Of a question that are read: nobody asks longer."""

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
ACCORDING = re.compile(r",?\s*\baccording to\s+([^,?]+)", re.IGNORECASE)
AUXILIARY = r"(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could|may|might|should)"
LEADING = re.compile(r"^(?:and|so|but|then|by|at|for|to|in|of|on|please)\s+(?=how|what|which|who)", re.IGNORECASE)
PLACING = frozenset({"in", "at", "near", "outside", "above", "below", "from", "around", "of", "to"})
LINKS = frozenset({"of", "the", "and", "&", "de"})


class Kind(StrEnum):
    """What is asked for."""

    COUNT = "a number"
    CHANGE = "how a number changed"
    WHO = "who"
    SAID = "what somebody said"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    WHETHER = "whether"
    WHAT = "what"


class Name(NamedTuple):
    """A name in the matter asked about: its tokens, folded; whether it stands as a place."""

    text: str
    keys: tuple[str, ...]
    placed: bool


class Question(NamedTuple):
    """A question as it is compared with the pages."""

    text: str
    kind: Kind
    speaker: tuple[str, ...] = ()  # keys of who must have said it
    speaker_text: str = ""
    stance: Stance | None = None  # that must be met as asked
    quantity: str = ""  # count, amount, length …: which units a number must have
    counted: tuple[Word, ...] = ()  # "North Korean soldiers"
    measure: str | None = None
    names: tuple[Name, ...] = ()
    words: tuple[Word, ...] = ()  # further words of the matter
    numbers: frozenset[float] = frozenset()
    years: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()
    either: bool = False  # whether who says that it is not so answers, too
    negated: bool = False

    @property
    def asks_number(self) -> bool:
        """Whether figures answer it."""
        return self.kind in (Kind.COUNT, Kind.CHANGE)

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing that could be looked up."""
        return not (self.names or self.words or self.speaker or self.measure or self.counted)


class _Draft(NamedTuple):
    kind: Kind
    matter: str
    speaker: str = ""
    stance: Stance | None = None
    quantity: str = ""
    counted: str = ""
    either: bool = False


@lru_cache(maxsize=1)
def load_question_rules() -> dict[str, Any]:
    """The table `rules/questions.toml`."""
    return read_rules("questions")


@lru_cache(maxsize=1)
def load_verbs() -> dict[str, Stance]:
    """Stem of a verb of speech → its stance."""
    found: dict[str, Stance] = {find_stem(verb): Stance.ASSERT for verb in load_question_rules()["saying"]["verbs"]}
    for row in read_rules("cues")["verb"]:
        for verb in row["words"]:
            if " " not in verb:
                found.setdefault(find_stem(verb), Stance(row["stance"]))
    for stance, verbs in load_question_rules()["strict"]["verbs"].items():
        found.update({find_stem(verb): Stance(stance) for verb in verbs})
    return found


@lru_cache(maxsize=1)
def _strict_stances() -> frozenset[str]:
    return frozenset(load_question_rules()["strict"]["stances"])


@lru_cache(maxsize=16)
def _stems(section: str, field: str = "words") -> frozenset[str]:
    return frozenset(find_stem(word) for word in load_question_rules()[section][field])


def clean_question(text: str) -> str:
    """The question in one line of at most `MOST_CHARACTERS`, without control characters."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in text[:20_000])
    return " ".join(kept.split())[:MOST_CHARACTERS]


def read_question(text: str) -> Question:
    """The question, understood as far as the rules go; where none fits it is asked what the pages say of its words."""
    clean = clean_question(text)
    if len(text) > LONGEST:
        return Question(clean, Kind.WHAT)
    bare = LEADING.sub("", clean.rstrip(" ?!."))
    bare, according = _cut_according(bare)
    draft = _read_kind(bare)
    speaker = according or draft.speaker
    return _fill(clean, draft, speaker)


def _cut_according(text: str) -> tuple[str, str]:
    found = ACCORDING.search(text)
    if found is None:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(rest.strip(" ,").split()), found.group(1).strip()


def _read_kind(text: str) -> _Draft:
    low = text.casefold()
    for read in (_read_change, _read_quantity, _read_who, _read_what, _read_adverb, _read_whether):
        draft = read(text, low)
        if draft is not None:
            return draft
    return _Draft(Kind.WHAT, text)


def _read_change(text: str, low: str) -> _Draft | None:
    found = re.match(rf"how (?:much )?{AUXILIARY} (.+)$", low)
    verbs = _stems("change", "verbs")
    words = low.split()
    if not found or not any(find_stem(word) in verbs for word in words[-3:]):
        return None
    last = max(index for index, word in enumerate(words) if find_stem(word) in verbs)
    kept = text.split()
    return _Draft(Kind.CHANGE, " ".join(kept[2:last] + kept[last + 1 :]), quantity="any")


def _read_quantity(text: str, low: str) -> _Draft | None:
    quantities = load_question_rules()["quantities"]
    opening = next((words for words in quantities if low.startswith(words + " ")), None)
    found = re.match(r"what (?:is|was|are|were) the (?:total )?(number|toll|cost|price|population|size|value)\b", low)
    if opening is None:
        costs = {find_stem(word) for word in low.split()} & _stems("costs", "verbs")
        if found:
            quantity = "amount" if found.group(1) in ("cost", "price", "value") else "any"
            return _Draft(Kind.COUNT, text[found.start(1) :], quantity=quantity)
        return _Draft(Kind.COUNT, text[4:], quantity="amount") if low.startswith("what") and costs else None
    rest = text[len(opening) :].strip()
    rest, speaker = _cut_teller(rest)
    counted = _read_counted(rest) if quantities[opening] == "count" else ""
    return _Draft(Kind.COUNT, rest, speaker, quantity=quantities[opening], counted=counted)


def _cut_teller(text: str) -> tuple[str, str]:
    """ "people did the ministry say were hurt" → "people were hurt", "the ministry"."""
    verbs = _stems("counting", "verbs")
    words = text.split()
    places = [i for i, w in enumerate(words) if w.casefold() in ("did", "does", "do", "has", "have")]
    for first in places:
        ends = [
            i
            for i in range(first + 2, min(first + 9, len(words)))
            if find_stem(words[i].strip(",")) in verbs and not _is_inside(words, i)
        ]
        if ends:
            end = ends[0]
            teller = " ".join(words[first + 1 : end])
            return " ".join(words[:first] + words[end + 1 :]), teller
    return text, ""


def _read_counted(text: str) -> str:
    """The nouns that are counted: what stands before the verb."""
    taken: list[str] = []
    for word in text.split():
        low = word.casefold().strip(",")
        is_verb = re.fullmatch(AUXILIARY, low) or low in ("there", "be", "been") or find_measure(low, known=True)
        if (is_verb and taken) or (taken and ((low in PLACING and low != "of") or low in ("that", "who", "by", "on"))):
            break
        if taken and low.islower() and (low in irregular_forms() or (len(low) > 4 and low.endswith("ed"))):
            break
        taken.append(word)
    return " ".join(taken[:6])


def _read_who(text: str, low: str) -> _Draft | None:
    found = re.match(
        rf"(?:who|which \w+|whom)(?:'s| else)?\s+((?:{AUXILIARY}\s+)?(?:not\s+|also\s+|first\s+|already\s+)*)", low
    )
    if not found:
        return None
    rest = text[found.end() :]
    verb = rest.split(" ", 1)[0] if rest else ""
    stance = load_verbs().get(find_stem(verb))
    if stance is None:
        return _Draft(Kind.WHO, rest)
    either = find_stem(verb) in _stems("saying", "calling")
    return _Draft(Kind.WHO, rest[len(verb) :], stance=_strict(stance), either=either)


def _read_what(text: str, low: str) -> _Draft | None:
    found = re.match(rf"(?:what|(?:which|how)\s+(\w+))\s+(?:else\s+)?{AUXILIARY}\s+", low)
    if not found:
        return None
    asked = _split_speech(text[found.end() :])
    quality = found.group(1) or ""
    if asked is None:
        return _Draft(Kind.WHAT, f"{quality} {text[found.end() :]}")
    speaker, stance, matter = asked
    return _Draft(Kind.SAID, f"{quality} {matter}", speaker, stance)


def _read_adverb(text: str, low: str) -> _Draft | None:
    found = re.match(rf"(when|where|why)\s+{AUXILIARY}\s+", low)
    if not found:
        return None
    kind = Kind(found.group(1))
    rest = text[found.end() :]
    asked = _split_speech(rest)
    if asked is None or (asked[1] is None and kind is not Kind.WHEN):
        return _Draft(kind, rest)
    speaker, stance, matter = asked
    return _Draft(kind, matter, speaker, stance) if stance else _Draft(kind, rest)


def _read_whether(text: str, low: str) -> _Draft | None:
    found = re.match(rf"{AUXILIARY}(?:n't|n’t)?\s+", low)
    if not found:
        return None
    rest = text[found.end() :]
    asked = _split_speech(rest)
    if asked is None or not asked[2].strip():
        return _Draft(Kind.WHETHER, rest)
    speaker, stance, matter = asked
    return _Draft(Kind.WHETHER, matter, speaker, stance)


def _split_speech(text: str) -> tuple[str, Stance | None, str] | None:
    """ "Ilse Vantor deny that …" → who, the stance that must be met, and the matter; None without a verb of speech."""
    words = text.split()
    for index, word in enumerate(words[1:8], 1):
        low = word.casefold().strip(",")
        stance = load_verbs().get(find_stem(low))
        if (
            stance is not None
            and low.islower()
            and word[0].islower()
            and _is_base(low)
            and not _is_inside(words, index)
        ):
            asks_for = find_stem(low) == "ask" and words[index + 1 : index + 2] == ["for"]
            wanted = Stance.DEMAND if asks_for else _strict(stance)
            return " ".join(words[:index]), wanted, " ".join(words[index + 1 :])
    return None


def _is_base(word: str) -> bool:
    return not word.endswith(("ing", "ings")) and word not in (
        "report",
        "reports",
        "claim",
        "claims",
        "answer",
        "answers",
    )


def _is_inside(words: Sequence[str], index: int) -> bool:
    """Whether a word right after an article is a noun: "a demand", "the warning"."""
    return words[index - 1].casefold() in ("a", "an", "the", "his", "her", "its", "their", "of", "to")


def _strict(stance: Stance) -> Stance | None:
    return stance if stance.value in _strict_stances() else None


# --- the matter -------------------------------------------------------------------------------------------------------


def _fill(text: str, draft: _Draft, speaker: str) -> Question:
    matter = read_words(f"x {draft.matter}")[1:]  # so that the first word is not taken for a sentence's
    matter = tuple(w._replace(start=w.start - 2, end=w.end - 2) for w in matter)
    counted = tuple(w for w in read_words(f"x {draft.counted}")[1:]) if draft.counted else ()
    names = tuple(_list_names(draft.matter, matter))
    taken = {key for name in names for key in name.keys} | {w.key for w in counted}
    measure = _find_asked_measure(draft)
    low = draft.matter.casefold()
    return Question(
        text=text,
        kind=draft.kind,
        speaker=list_keys(speaker),
        speaker_text=speaker,
        stance=draft.stance,
        quantity=draft.quantity,
        counted=tuple(w for w in counted if w.stem not in load_tables().stop),
        measure=measure,
        names=tuple(name for name in names if not set(name.keys) <= {w.key for w in counted}),
        words=tuple(_list_matter(matter, taken)),
        numbers=frozenset(w.number for w in matter if w.number is not None and not YEAR.fullmatch(w.text)),
        years=frozenset(YEAR.findall(draft.matter)),
        months=frozenset(
            n for n, m in enumerate(MONTHS, 1) if re.search(rf"\b(?:in|on|of|since|and|last) (?:\d+ )?{m}\b", low)
        ),
        negated=is_negated(matter),
        either=draft.either,
    )


def _find_asked_measure(draft: _Draft) -> str | None:
    """The measure of a number asked for: of a sum, none of those that count people (the families of the dead)."""
    measure = find_measure(draft.matter, known=True) if draft.quantity else None
    of_people = draft.quantity == "amount" and measure not in read_rules("measures")["apart"]["money"]
    return None if of_people or (draft.quantity == "amount" and measure == "damage") else measure


@lru_cache(maxsize=16_384)
def list_keys(text: str) -> tuple[str, ...]:
    """The keys of a name: stems and countries, without articles and titles."""
    stop = load_tables().stop
    return tuple(
        dict.fromkeys(w.key for w in read_words(f"x {text}")[1:] if w.stem not in stop and w.text[0].isalnum())
    )


def _list_matter(matter: Iterable[Word], taken: set[str]) -> Iterable[Word]:
    """The words that say what it is about."""
    stop = load_tables().stop | _stems("empty")
    months = {find_stem(month) for month in MONTHS}
    for word in {word.key: word for word in matter}.values():
        is_number = word.number is not None and word.text.casefold() != "one"
        said = word.stem not in stop and word.stem not in months and word.text[0].isalnum()
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
    placed = any(w in PLACING for w in before[-1:]) or (before[-1:] == ["the"] and before[0] in PLACING)
    keys = tuple(w.key for w in run)
    return Name(text[run[0].start : run[-1].end], keys, placed)
