"""What a number is that counts nothing: an age, a score, a rank, a calibre, a name, or a word that points back.

Such a number is kept as an aside of its kind, so that it can be compared with others of that kind, and never with
counts. Times, telephone numbers, list numbers and idioms are nothing at all. The tables are `rules/counted.toml`.
"""

from __future__ import annotations

import re

from sayso.extract.figure_words import LONGEST_PLAIN, is_plural, load_words, read_noun_phrase, singulars
from sayso.extract.numbers import Number

NOTHING = "nothing"
OLDEST = 115

_OWN_KINDS = {"score": "score", "name": "name", "decade": "age"}  # kinds of numbers that are asides whatever is around
_TIME = re.compile(r"\s?:\s?\d|\s*=\s*")
_AFTER_COLON = re.compile(r"\d\s?:\s?$")
_CLOCK = re.compile(r"(?:a\s)?quarter|half|five|ten|twenty|twenty-five", re.IGNORECASE)  # "ten past four"
_CLOCK_AFTER = re.compile(
    r"\s+(?:minutes\s+)?past\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b"
)
_CLOCK_BEFORE = re.compile(r"\b(?:quarter|half|five|ten|twenty|twenty-five|minutes)\s+past\s+$", re.IGNORECASE)
_TELEPHONE = re.compile(r"[-–]\d{4}\b")
_LIST_NUMBER = re.compile(r"[.)]\s")
_AGE_AFTER = re.compile(r"[\s-]{1,3}(?:year|month|week|day)s?[\s-]{1,3}olds?\b|\s+years?\s+of\s+age\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|age\s+of)\s+(?:(?:between\s+)?\d{1,3}(?:,\s\d{1,3}){0,6},?\s+(?:and|to|or)\s+)?$", re.IGNORECASE
)
_TURNED = re.compile(r"\b(?:turn(?:ed|s)?)\s+$")
_NOT_TURNED = re.compile(r"\s+[a-z]")
_DIED_AT = re.compile(r"\bdie[sd]?\s+(?:at|aged)\s+$")
_AFTER_AGE = re.compile(r"[.,;]|\s+(?:in|on|after)\b")
_AFTER_NAME = re.compile(r"[A-Z][\w'’.-]+,\s(?:(?:now|then)\s)?$")
_BETWEEN_COMMAS = re.compile(r"\s?(?:,|\.(?:\s|$)|\s+and\b|\)|;|$)")
_RANK_BEFORE = re.compile(r"\b(?:No|Nos|no)\.\s?#?$|[#№]\s?$|\b(?:[Nn]umber|rank(?:ed|s|ing)?|seeded|seed)\s+$")
_COUNTED_RANK = re.compile(r"\s+[a-z]+s\b")
_CALIBRE_AFTER = re.compile(r"\s?-?\s?(?:mm\b|-?\s?calib(?:er|re)s?\b|cal\b|gauge\b)(?!\s+of\b)", re.IGNORECASE)
_WEATHER = re.compile(
    r"\b(?:rain|rains|rainfall|snow|snowfall|hail|precipitation|flood|floods|downpours?|ice)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Square|Way|Highway)\b"
)
_BARE_ADDRESS = re.compile(r"\s+[A-Z][a-z]+[,;.]")
_EMERGENCY = ("999", "911", "112", "101", "111", "000", "110", "119", "988")
_RANG = re.compile(
    r"\b(?:rang|ring(?:s|ing)?|dial(?:s|ed|led|ing|ling)?|call(?:s|ed|ing)?|phon(?:e|ed|es|ing)|on)\s+$", re.IGNORECASE
)
_JOINED = re.compile(r"-[A-Za-z]|\s-\s(?=\w+\s)")
_COUNTED_ONE = re.compile(
    r"\s+(?:other\s+)?(?:person|man|woman|child|boy|girl|soldier|civilian|death|casualty|injury)\b"
)


def name_aside(number: Number, words: str, before: str, after: str) -> str | None:
    """The kind of aside that a number is, `NOTHING`, or None for what may be a count.

    `words` are the number's own; `before` and `after` stand around it.
    """
    if _is_nothing(number, words, before, after):
        return NOTHING
    if number.kind in _OWN_KINDS:
        return _OWN_KINDS[number.kind]
    if _is_age(number, before, after):
        return "age"
    if number.kind == "digits" and _CALIBRE_AFTER.match(after) and not _WEATHER.search(f"{before} {after[:60]}"):
        return "calibre"
    return _name_label(number, words, before, after)


def _is_nothing(number: Number, words: str, before: str, after: str) -> bool:
    """ "zero interest", "3 p.m.", "10:30", "555-0134", "1. First point", a record of twelve digits."""
    if words.lower() in ("zero", "one") and not _is_counted_one(words, before, after):
        return True
    if words.isdigit() and (len(words) > LONGEST_PLAIN or _TELEPHONE.match(after)):
        return True
    if (_CLOCK_AFTER.match(after) and _CLOCK.fullmatch(words)) or _CLOCK_BEFORE.search(before):
        return True
    if words in _EMERGENCY and _RANG.search(before):
        return True
    opens_line = re.search(r"(?:^|\n)\s*$", before) is not None
    return bool(
        load_words().not_after.match(after)
        or _TIME.match(after)
        or _AFTER_COLON.search(before)
        or (opens_line and number.kind == "digits" and _LIST_NUMBER.match(after))
    )


def _is_counted_one(words: str, before: str, after: str) -> bool:
    """ "killing one person" counts; "one of them", "no one", "one analyst said" and "zero interest" do not."""
    if words.lower() == "zero":
        return bool(re.match(r"\s+(?:people|deaths|casualties|percent|per\s+cent)\b", after))
    if re.search(r"\b(?:no|any|every|this|that|the|as|by|said|each|which|not)\s+$", before, re.IGNORECASE):
        return False
    return bool(_COUNTED_ONE.match(after)) and not re.match(r"\s+\w+\s+(?:said|told|who|that)\b", after)


def _is_age(number: Number, before: str, after: str) -> bool:
    """ "a 34-year-old", "Ana Ruiz, 34, said", "aged 34", "he died at 84", "turned 40"."""
    if number.kind not in ("digits", "words") or number.sign or number.low >= OLDEST:
        return False
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    if _DIED_AT.search(before) and _AFTER_AGE.match(after):
        return True
    if _TURNED.search(before) and not _NOT_TURNED.match(after):
        return True
    return number.kind == "digits" and bool(_AFTER_NAME.search(before) and _BETWEEN_COMMAS.match(after))


def _name_label(number: Number, words: str, before: str, after: str) -> str | None:
    """ "No. 4 seed" is a rank, "Route 52" a name, "a four-step plan" a word that belongs to its noun."""
    if _RANK_BEFORE.search(before) and not number.sign and number.low < 1000 and not _COUNTED_RANK.match(after):
        return "rank"
    if words.isdigit() and (_ADDRESS.match(after) or (len(words) > 2 and _BARE_ADDRESS.match(after))):
        return "name"
    tables = load_words()
    is_small = number.kind == "digits" and not number.sign and number.low < 1000
    label = tables.not_before.search(before) if is_small else None
    if label is not None and (label.group()[0].isupper() or not _counts_many(after)):
        return "name"
    belongs = tables.joined.match(after) or tables.unit.match(after) or tables.mark_after.match(after)
    if _JOINED.match(after) and not belongs:
        return "name" if re.match(r"-[A-Z]", after) else "mention"
    return None


def _counts_many(after: str) -> bool:
    """Whether a plural noun follows: "on that day 15 more people came" counts people."""
    more = re.match(r"\s+(?:more|other|further|new)\b", after)
    words = read_noun_phrase(after, more.end() if more else 0, len(after))[0].split()
    return bool(words) and is_plural(words[-1])


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
    if set(counted.lower().split()[:-1]) & load_words().telling:  # "six suspected cases"
        return False
    head = counted.split()[-1] if counted else ""
    return any(noun in load_words().trivial for noun in singulars(head))
