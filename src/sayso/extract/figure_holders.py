"""What an amount is of where nothing names a measure: the noun that has it, read from the amount backwards."""

from __future__ import annotations

from functools import lru_cache

from sayso.extract.figure_context import REACH, SENTENCE_END
from sayso.extract.figure_words import load_words
from sayso.model import Span
from sayso.rules.lines import load_rules

LONGEST_HOLDER = 5  # words
COMPARING = frozenset({"higher", "lower", "up", "down", "more", "less"})  # "closed 2% higher at 13"
MARKS = ',;:()"“”‘’—–'


def name_holder(text: str, figure: Span, block: Span, *, lasts: bool = False) -> str | None:
    """The noun phrase whose amount a figure is: "left its key rate at 4%", "coverage had slipped to 83 percent", "the
    fund holds 3 million"; None where the words before it name none. Of a time (`lasts`) also what took it: "fought the
    blaze for four hours".
    """
    words = _words_before(text, figure, block)
    holders = load_rules("counted")["holders"]
    link = words.pop().lower() if words and words[-1].lower() in holders["links"] else None
    verbs = _drop_verbs(words, is_led=link is not None)
    if not verbs and link not in (("at", "to", "for") if lasts else ("at", "to")):
        return None
    if words and verbs and words[-1].lower() in ("which", "that"):
        words.pop()
        if words and words[-1][-1] == ",":
            words[-1] = words[-1][:-1]
    elif words and verbs and words[-1][-1] == "," and verbs[0].lower() in holders["appended"]:
        words[-1] = words[-1][:-1]  # "the trial, expected to last six weeks"
    return _read_back(words)


def name_of_amount(text: str, figure: Span, block: Span) -> str | None:
    """The noun phrase right before "of" and an amount: "an offer of $3 billion", "a penalty of seven years"."""
    words = _words_before(text, figure, block)
    return _read_back(words[:-1]) if words[-1:] == ["of"] else None


def _words_before(text: str, figure: Span, block: Span) -> list[str]:
    """The words between the start of the sentence and the figure, as far as `REACH`."""
    left = max(block.start, figure.start - REACH)
    cut = text.find(" ", left, figure.start) if left > block.start else left
    for match in SENTENCE_END.finditer(text, left, figure.start + 1):
        cut = min(match.end(), figure.start)
    return text[max(cut, left) : figure.start].split()


def _drop_verbs(words: list[str], *, is_led: bool) -> list[str]:
    """Take the verbs right before an amount off the end, and give them in their order."""
    dropped: list[str] = []
    while words and _is_verb(words[-1]):
        dropped.insert(0, words.pop())
    is_object = not dropped and not is_led and len(words) > 1 and words[-1].islower() and words[-1].endswith("s")
    if is_object and words[-1].isalpha() and words[-2].lower() not in load_words().stops:
        dropped.append(words.pop())  # "the fund holds 3 million"
    return dropped if set(map(str.lower, dropped)) - _helpers() else []


def _is_verb(word: str) -> bool:
    low = word.lower()
    return word.isalpha() and word[0].islower() and (low in _verbs() or low in _helpers() or low.endswith("ed"))


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return frozenset(load_rules("counted")["holders"]["verbs"]) | frozenset(load_rules("counted")["persons"]["reach"])


@lru_cache(maxsize=1)
def _tellings() -> frozenset[str]:
    """Verbs in front of what has an amount: "analysts see | crude averaging"."""
    return frozenset(load_rules("counted")["holders"]["tellings"])


@lru_cache(maxsize=1)
def _helpers() -> frozenset[str]:
    return frozenset(load_rules("counted")["holders"]["helpers"])


def _read_back(words: list[str]) -> str | None:
    """The noun phrase that ends a list of words, without its article: "support for the mandate"."""
    found: list[str] = []
    stops = load_words().stops
    while words and len(found) < LONGEST_HOLDER:
        word = words.pop()
        low = word.lower()
        if (found and word[-1] in MARKS) or any(char.isdigit() for char in word):
            break
        if low in stops or not word[0].isalnum() or not word[-1].isalnum():
            joint = words.pop() if found and low == "the" and words else word
            if not found or joint.lower() not in ("of", "for") or not words or words[-1].lower() in stops:
                break
            found.insert(0, joint)
            continue
        if low.endswith(("ed", "'ll", "’ll", "'ve", "’ve", "'re", "’re")) or low in _verbs() | _tellings():
            break
        found.insert(0, word)
    while found and (found[0].lower() in stops or found[0].lower().endswith("ly")):
        found.pop(0)
    if not found or found[-1].lower() in COMPARING or found[-1].lower().endswith(("ing", "ly")):
        return None
    return " ".join(found)
