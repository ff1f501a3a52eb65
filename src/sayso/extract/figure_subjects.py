"""Whose a figure is: the noun that is measured, the country that has it, the forces that suffered it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.extract.cues import load_cues
from sayso.extract.figure_context import REACH, SENTENCE_END
from sayso.extract.figure_words import fold, is_plural, load_words, read_noun_phrase
from sayso.extract.numbers import any_of
from sayso.model import Span
from sayso.rules.lines import load_rules

OWNER_REACH = 600  # characters before a figure in which an earlier sentence may name the country
SUBJECT_REACH = 24  # characters from the start of such a sentence: its subject
WORTH = frozenset({"worth", "valued", "priced"})  # words of measure that stand after what is measured
LONGEST_SUBJECT = 4  # words before the measuring noun

_OF = re.compile(r"\s+(?:of|on)\s+(?:the\s+|its\s+|their\s+)?")
_SUFFERED = re.compile(
    r"(?:\bthat\s+|^\W*)(?P<who>[^,;:.]{3,80}?)\s+(?:(?:had|has|have)\s+)?(?:also\s+)?"
    r"(?:suffered|sustained|incurred|lost|taken|seen|recorded|had)\s+$"
)


def find_owner(text: str, figure: Span, block: Span, clause: int) -> str | None:
    """The country that a sentence names first, before the figure: whose spending, whose exports.

    One that acts at the start of the figure's own clause comes before it ("China objected when Canada imposed 5%").
    Where the sentence names none, the one that a sentence shortly before it names first.
    """
    acting = _country_names().match(text, clause, figure.start)
    if acting and re.match(r"\s+[a-z]", text[acting.end() : figure.start]):
        return acting.group()
    left = max(block.start, figure.start - OWNER_REACH)
    starts = [left, *(m.end() for m in SENTENCE_END.finditer(text, left, figure.start + 1) if m.end() <= figure.start)]
    ends = [*starts[1:], figure.start]
    for start, end in reversed(list(zip(starts, ends, strict=True))):
        is_own = end == figure.start
        found = _country_names().search(text, max(start, end - REACH) if is_own else start, end)
        if found and (is_own or found.start() - start < SUBJECT_REACH):
            return found.group()
        opening = _OPENING_WORDS.match(text, start, end)
        nations = (opening.group("two"), opening.group("one")) if opening else ()
        if nation := next((name for name in nations if name in _country_of()), None):  # "Canadian ministers promised"
            return _country_of()[nation]
    return None


_OPENING_WORDS = re.compile(r"(?:The\s+)?(?P<two>(?P<one>[A-Z][a-z]+)(?:\s[A-Z][a-z]+)?)(?=\s)")


@lru_cache(maxsize=1)
def _country_names() -> re.Pattern[str]:
    names = [name for row in load_rules("countries").values() for name in (row["name"], *row.get("names", ()))]
    return re.compile(rf"\b(?:{any_of([name for name in names if name[:1].isupper()])})\b(?!\s+[A-Z])")


@lru_cache(maxsize=1)
def _actors() -> re.Pattern[str]:
    """Names of countries, and of the capitals that stand for their governments."""
    rows = load_rules("countries").values()
    names = [name for row in rows for name in (row["name"], *row.get("names", ()), *row.get("capitals", ()))]
    return re.compile(rf"\b(?:{any_of([name for name in names if name[:1].isupper()])})\b(?!\s+[A-Z])")


@lru_cache(maxsize=1)
def _country_of() -> dict[str, str]:
    """What a country's people are called → its name."""
    return {word: row["name"] for row in load_rules("countries").values() for word in row.get("demonyms", ())}


@lru_cache(maxsize=1)
def _demonym_of() -> dict[str, str]:
    """Name of a country or of its capital → what its people and forces are called."""
    return {
        name: row["demonyms"][0]
        for row in load_rules("countries").values()
        for name in (row["name"], *row.get("names", ()), *row.get("capitals", ()))
        if row.get("demonyms")
    }


def name_sender(text: str, figure: Span, block: Span) -> str | None:
    """Whose forces are sent, as an adjective, where a country sends them: "Norway sent 3,000 more troops"."""
    return _demonym_of().get(_find_acting(_actors(), text, figure, block) or "")


def find_sender(text: str, figure: Span, block: Span) -> str | None:
    """The country of the sentence that sends or ships what is counted; None where none does."""
    return _find_acting(_country_names(), text, figure, block)


def _find_acting(names: re.Pattern[str], text: str, figure: Span, block: Span) -> str | None:
    """The last of the names before a figure in its sentence that a verb of sending follows."""
    left = max(block.start, figure.start - REACH)
    for match in SENTENCE_END.finditer(text, left, figure.start + 1):
        left = min(match.end(), figure.start)
    acting = [
        found for found in names.finditer(text, left, figure.start) if _sends().match(text, found.end(), figure.start)
    ]
    return acting[-1].group() if acting else None


@lru_cache(maxsize=1)
def _sends() -> re.Pattern[str]:
    sends = any_of(load_rules("counted")["senders"]["verbs"])
    return re.compile(rf"(?:,\s[^,.;]{{3,60}},)?\s+(?:\w+\s+){{0,2}}(?:{sends})\b")


def name_sufferer(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """Who had the casualties: "the northern forces had suffered about 4,000 casualties"."""
    found = _SUFFERED.search(text[max(clause[0], figure.start - REACH) : figure.start])
    who = re.sub(r"^(?:the|its|their)\s+", "", found["who"].rpartition(" that ")[2].strip()) if found else ""
    return who if who and who[-1].isalpha() and who.lower() not in load_words().stops else None


def subject_of_measure(text: str, figure: Span, clause: tuple[int, int], only: str | None = None) -> str | None:
    """What money or percent is of, by the measuring noun and the words around it: "2026 defence spending".

    A verb of change is no noun: of "the import bill could swell by 9 billion" the subject is the bill. With `only`
    the words of no other measure are asked.
    """
    changes = load_rules("counted")["persons"]["changes"]
    tables = load_words()
    for match in _measures_before_or_near(text, figure, clause):
        if only is not None and tables.measure_of[fold(match.group())] != only:
            continue
        is_change = tables.measure_of[" ".join(match.group().lower().split())] in changes
        if match.start() >= figure.end:
            return f"{match.group()}{_read_of(text, match.end(), clause[1])}"
        named = _read_before(text, match, clause)
        if not is_change:
            if named and match.group().lower() in WORTH:  # "a five-year deal worth 80 million"
                return " ".join(named)
            head = match.group() + _read_compound(text, match.end(), figure.start)
            return " ".join([*named, head]) + _read_of(text, match.end() + len(head) - len(match.group()), figure.start)
    return None


_COMPOUND = re.compile(r"\s[a-z]{3,20}s(?=\s)")


def _read_compound(text: str, start: int, end: int) -> str:
    """ " proposals" after "defence budget": the plural that a measuring noun belongs to, else nothing."""
    found = _COMPOUND.match(text, start, end)
    word = found.group().strip() if found else ""
    is_noun = word not in load_words().stops and word not in load_words().measure_of and is_plural(word)
    return found.group() if found and is_noun else ""


def _read_before(text: str, match: re.Match[str], clause: tuple[int, int]) -> list[str]:
    """The adjectives and nouns right before a measuring noun."""
    tables = load_words()
    words = text[max(clause[0], match.start() - 60) : match.start()].split()
    named: list[str] = []
    while words and len(named) < LONGEST_SUBJECT and words[-1].lower() not in tables.stops:
        if words[-1][-1] in ",;:.)":
            break
        named.insert(0, words.pop())
    cut = [at for at, word in enumerate(named) if word.lower() in _QUANTIFIERS or word in _POINTING]
    named = named[cut[-1] + 1 :] if cut else named
    verbs = [at for at, word in enumerate(named) if word in _told()]
    named = named[verbs[-1] + 1 :] if verbs else named
    while named and tables.measures.fullmatch(named[0]):
        named.pop(0)
    return named


@lru_cache(maxsize=1)
def _told() -> frozenset[str]:
    """The past forms of words of speech: "the analyst | predicted | peak sales"."""
    verbs = load_cues()
    return frozenset(word for word in verbs.verbs if word.endswith("ed") and word not in verbs.nouns)


_QUANTIFIERS = frozenset({"several", "some", "many", "various", "other", "any", "both", "two", "three"})
_POINTING = frozenset(
    {"country's", "country’s", "nation's", "nation’s", "government's", "government’s", "company's", "company’s"}
)


def _read_of(text: str, start: int, end: int) -> str:
    """ " of northern crude" after a measuring noun, else nothing."""
    of = _OF.match(text, start, end)
    phrase = read_noun_phrase(text, of.end(), end)[0] if of else ""
    return f" of {phrase}" if phrase else ""


_OPENS_SUBJECT = re.compile(
    r"(?:[^,]{0,40}\d[^,]{0,10},|(?:On|In|Last|By)\s[^,]{2,30},)?\s*(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+)?"
)
_SUBJECT_WORD = re.compile(r"([^\W\d_][\w'’-]*)(\s+)")
JOINTS = frozenset({"of", "for", "in", "on"})  # small words that a subject may hold: "support for the treaty"


def subject_of_clause(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """ "The bridge will cost 310 million euros": the nouns that open a clause, up to its verb; None without a verb."""
    opening = _OPENS_SUBJECT.match(text, clause[0], figure.start)
    position, found = (opening.end() if opening else clause[0]), list[str]()
    while word := _SUBJECT_WORD.match(text, position, figure.start):
        low = word[1].lower()
        if found and _opens_predicate(word[1]):
            break
        if not found and (low in load_words().stops or low.endswith("ing")):
            return None
        if low in load_words().stops and low not in JOINTS and low != "the":
            break
        found.append(word[1])
        position = word.end()
    else:
        return None
    while found and found[-1].lower() in load_words().stops:
        found.pop()
    predicate = _PREDICATE.fullmatch(text, position, figure.start)
    if predicate and (awaited := _AWAITED.match(predicate.group())):
        return awaited["what"]
    if predicate is None or predicate["last"].lower() not in load_rules("counted")["persons"]["reach"]:
        return None
    return " ".join(found) if found and len(found) <= LONGEST_SUBJECT + 2 else None


_FINED = re.compile(r"\b(?:fined|fines?|fining)\s+(?:the\s+|an?\s+)?(?P<whom>[^\d,.;:]{2,60}?)\s+$")


def find_fined(text: str, start: int, clause: tuple[int, int]) -> str | None:
    """ "fined the bank $25 million": who has to pay."""
    found = _FINED.search(text, max(clause[0], start - REACH), start)
    is_noun = found is not None and not set(found["whom"].lower().split()) & load_words().stops
    return found["whom"] if found and is_noun else None


# Between a subject and its amount nothing else is named: "rose to", "could cost", "is expected to reach".
_PREDICATE = re.compile(r"(?:(?!(?:an?|the|its|their|that|who|which|and)\b)(?P<last>[a-z'’-]+)\s+){1,6}")


# "The insurer expects claims to reach 350 million": it is claims that reach it.
_AWAITED = re.compile(
    r"(?:expects?|expected|sees|saw|forecasts?|predicts?|predicted|wants?|wanted)\s"
    r"(?P<what>[a-z]+(?:\s[a-z]+)?)\sto\s"
)


def _opens_predicate(word: str) -> bool:
    """Whether a word after a subject is its verb: a word of measure or change in the form of a verb, or in -ed."""
    tables = load_words()
    low = word.lower()
    return low.endswith("ed") or (low in tables.measure_of and low in load_rules("counted")["persons"]["verbs"])


def _measures_before_or_near(text: str, figure: Span, clause: tuple[int, int]) -> Iterator[re.Match[str]]:
    measures = load_words().measures
    yield from reversed(list(measures.finditer(text, clause[0], figure.start)))
    yield from measures.finditer(text, figure.end, min(clause[1], figure.end + 40))
