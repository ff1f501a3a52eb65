"""Pages that are a list of headlines which lead elsewhere: sections, feeds of links, as plain lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from sayso.rules.credits import split_bars
from sayso.rules.houses import is_capitalised
from sayso.rules.shape import CREDITS, Line, LineKind, count_words
from sayso.rules.tables import load_rules
from sayso.rules.times import age_pattern, find_date

_LEAST = 4
_LEAST_WORDS = 4
_LONGEST = 300  # characters of a headline with what stands beside it
_LONGEST_DECK = 200
_SHARE = 0.5  # of the characters of the list, that other sentences on the page may have

_CREDITED = "a credit below"
_READING = re.compile(
    r"\d{1,3}\s?(?:-\s?)?min(?:\.|s|ute|utes|uten|uti|utos)?(?:\s[\w\s]{1,20})?|\d{1,3}분.{0,10}", re.IGNORECASE
)
_LINK = re.compile(r"(?:[*•-]\s|\d{1,3}[.)]\s)?\[([^\]\n]{15,250})\]\((?:https?:/)?/[^\s()]{1,500}\)")
_CLOCK_END = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?$|\d{4}$")


def find_listed(lines: Sequence[Line]) -> tuple[int, ...]:
    """Numbers of the lines that hold the headlines; none where the page tells more than headlines."""
    forms = [(number, form) for number in range(len(lines)) if (form := _read_form(lines, number))]
    usual = max(dict.fromkeys(form for _, form in forms), key=[form for _, form in forms].count, default=None)
    chosen = {number for number, form in forms if form == usual}
    found = _drop_decks(chosen) if usual == _CREDITED else sorted(chosen)
    if len(found) < _LEAST:
        return ()
    own = {*found, *(number + 1 for number in found if _is_deck(lines, number + 1))}
    size = sum(len(lines[number].text) for number in found)
    told = sum(len(line.text) for number, line in enumerate(lines) if line.kind is LineKind.PROSE and number not in own)
    return tuple(found) if told <= _SHARE * size else ()


def _drop_decks(chosen: Collection[int]) -> list[int]:
    """Of two headlines one over the other the first: the second is its deck, but where few have one, the name of the
    list stands over a headline.
    """
    decks = {number for number in chosen if number - 1 in chosen}
    if 3 * len(decks) < len(chosen) - len(decks):
        decks = {number - 1 for number in decks}
    return sorted(set(chosen) - decks)


def skip_kicker(words: str) -> int:
    """Where the headline begins behind a word that says what kind of text it leads to: "Live", "Analysis"."""
    found = _kicker_shape().match(words)
    return found.end() if found else 0


@lru_cache(maxsize=1)
def _kicker_shape() -> re.Pattern[str]:
    kickers = load_rules("items")["kickers"]["words"]
    words = "|".join(re.escape(word) for kicker in kickers for word in (kicker, kicker.upper()))
    return re.compile(rf"(?:{words})(?:\s?[:|•·–—.-]\s?|\s)(?=[\"'“‘«„¿¡]?[^\W\d_a-zß-öø-ÿа-яіїєґё]\S*(?:\s\S+){{2}})")


def _read_form(lines: Sequence[Line], number: int) -> str | None:
    """How the line says that it is a headline of a list; None for any other line."""
    words = lines[number].text
    if len(words) > _LONGEST or count_words(words) < _LEAST_WORDS:
        return None
    if _LINK.fullmatch(words):
        return "a link"
    if lines[number].kind not in CREDITS and _ends_in_time(words):
        return "a time at its end"
    if (
        lines[number].kind is LineKind.TITLE
        and not _tells_reading(words)
        and _stands_over_credit(lines[number + 1 : number + 4])
    ):
        return _CREDITED
    return None


def _stands_over_credit(below: Sequence[Line]) -> bool:
    """Whether a credit follows, or how long it takes to read; perhaps after a deck and a name."""
    rest = list(below)
    if rest and rest[0].kind is LineKind.TITLE and _may_be_deck(rest[0].text):
        del rest[0]
    if rest and rest[0].kind is LineKind.LABEL and is_capitalised(rest[0].text):
        del rest[0]
    return bool(rest) and (rest[0].kind in CREDITS or _tells_reading(rest[0].text))


def _may_be_deck(words: str) -> bool:
    return len(words) <= _LONGEST_DECK and not _tells_reading(words)


def _tells_reading(words: str) -> bool:
    """Whether the line says how long a text takes to read, perhaps beside its writer's name."""
    return any(map(_READING.fullmatch, split_bars(words)))


def _ends_in_time(words: str) -> bool:
    """Whether a day, an hour or an age stands at the end, after a headline."""
    tail = words[-24:]
    if not any(letter.isdigit() for letter in tail):
        return False
    ages = [match.end() for match in age_pattern().finditer(tail)]
    if ages and ages[-1] == len(tail):
        return True
    return find_date(tail) is not None and _CLOCK_END.search(tail) is not None


def _is_deck(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and len(lines[number].text) <= _LONGEST_DECK
