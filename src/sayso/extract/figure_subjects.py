"""Whose a figure is: the noun that is measured, the country that has it, the forces that suffered it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.extract.figure_context import REACH, SENTENCE_END
from sayso.extract.figure_words import load_words, read_noun_phrase
from sayso.extract.numbers import any_of
from sayso.model import Span
from sayso.rules.lines import load_rules

OWNER_REACH = 600  # characters before a figure in which an earlier sentence may name the country
SUBJECT_REACH = 24  # characters from the start of such a sentence: its subject
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
    return None


@lru_cache(maxsize=1)
def _country_names() -> re.Pattern[str]:
    names = [name for row in load_rules("countries").values() for name in (row["name"], *row.get("names", ()))]
    return re.compile(rf"\b(?:{any_of([name for name in names if name[:1].isupper()])})\b(?!\s+[A-Z])")


@lru_cache(maxsize=1)
def _demonym_of() -> dict[str, str]:
    """Name of a country → what its people and forces are called."""
    return {
        name: row["demonyms"][0]
        for row in load_rules("countries").values()
        for name in (row["name"], *row.get("names", ()))
        if row.get("demonyms")
    }


def name_sender(text: str, figure: Span, block: Span) -> str | None:
    """Whose forces are sent, as an adjective, where a country sends them: "Norway sent 3,000 more troops"."""
    return _demonym_of().get(find_sender(text, figure, block) or "")


def find_sender(text: str, figure: Span, block: Span) -> str | None:
    """The country of the sentence that sends or ships what is counted; None where none does."""
    left = max(block.start, figure.start - REACH)
    for match in SENTENCE_END.finditer(text, left, figure.start + 1):
        left = min(match.end(), figure.start)
    found = _country_names().search(text, left, figure.start)
    sends = load_rules("counted")["senders"]["verbs"]
    apposition = r"(?:,\s[^,.;]{3,60},)?"
    verb = found and re.match(
        rf"{apposition}\s+(?:\w+\s+){{0,2}}(?:{any_of(sends)})\b", text[found.end() : figure.start]
    )
    return found.group() if found and verb else None


def name_sufferer(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """Who had the casualties: "the northern forces had suffered about 4,000 casualties"."""
    found = _SUFFERED.search(text[max(clause[0], figure.start - REACH) : figure.start])
    who = re.sub(r"^(?:the|its|their)\s+", "", found["who"].rpartition(" that ")[2].strip()) if found else ""
    return who if who and who[-1].isalpha() and who.lower() not in load_words().stops else None


def subject_of_measure(text: str, figure: Span, clause: tuple[int, int]) -> str | None:
    """What money or percent is of, by the measuring noun and the words around it: "2026 defence spending".

    A verb of change is no noun: of "the import bill could swell by 9 billion" the subject is the bill.
    """
    changes = load_rules("counted")["persons"]["changes"]
    tables = load_words()
    for match in _measures_before_or_near(text, figure, clause):
        is_change = tables.measure_of[" ".join(match.group().lower().split())] in changes
        if match.start() >= figure.end:
            return f"{match.group()}{_read_of(text, match.end(), clause[1])}"
        named = _read_before(text, match, clause)
        if not is_change:
            return " ".join([*named, match.group()]) + _read_of(text, match.end(), figure.start)
    return None


def _read_before(text: str, match: re.Match[str], clause: tuple[int, int]) -> list[str]:
    """The adjectives and nouns right before a measuring noun."""
    tables = load_words()
    words = text[max(clause[0], match.start() - 60) : match.start()].split()
    named: list[str] = []
    while words and len(named) < LONGEST_SUBJECT and words[-1].lower() not in tables.stops:
        if words[-1][-1] in ",;:.)":
            break
        named.insert(0, words.pop())
    while named and tables.measures.fullmatch(named[0]):
        named.pop(0)
    return named


def _read_of(text: str, start: int, end: int) -> str:
    """ " of northern crude" after a measuring noun, else nothing."""
    of = _OF.match(text, start, end)
    phrase = read_noun_phrase(text, of.end(), end)[0] if of else ""
    return f" of {phrase}" if phrase else ""


def _measures_before_or_near(text: str, figure: Span, clause: tuple[int, int]) -> Iterator[re.Match[str]]:
    measures = load_words().measures
    yield from reversed(list(measures.finditer(text, clause[0], figure.start)))
    yield from measures.finditer(text, figure.end, min(clause[1], figure.end + 40))
