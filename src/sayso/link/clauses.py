"""The clauses of a content, and how each is told: yes or no, done or only expected, or left open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.link.words import Word, find_stem, irregular_forms, load_tables, load_verbs

CLAUSE = re.compile(
    r"[;:…\n]|[.!?]+[\"”’')\]]*\s"
    r"|,\s+(?=(?:and|but|or|while|although|though|which|who|after|with|adding|saying|so|if)\b)|\s+(?=(?:but|if|because)\b)"
    r"|,\s+(?=(?:we|they|he|she|it|I)\b)"
    r"|,\s+(?!(?:in|ex)cluding|according|regarding|concerning|following|during)(?=[a-z]{2,15}ing\b|in which\b)"
    r"|,\s+(?=with (?:[a-z]{1,15} ){0,3}\d)"
    r"|\s+(?=and (?:said|did|gave|told|kept|could|will|would|may|might|can|have|has|had|is|are|was|were)\b)"
)
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "any", "some"}
)
HEDGES = frozenset({"at", "least", "some", "about", "around", "another", "more", "than", "over", "nearly", "almost"})
COUNT_REACH = 5  # words after a number within which the verb stands that makes it a clause of its own
UNTURNED = frozenset({"only", "just", "far", "long", "merely", "least"})  # `not far from there`: no negation
ARTICLES = frozenset({"a", "an", "the"})
BE, HAVE, REMAIN, RULED = map(find_stem, ("be", "have", "remain", "rule"))
RULED_OUT = f"{RULED}_out"  # as one word, where verbs and their particles are joined
FAILING = frozenset(map(find_stem, ("fail", "refuse")))  # a wall that failed is no negation, who failed to come is


def split_clauses(content: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each clause: cut at punctuation with a linking word, at an infinitive of purpose, and
    before a second number with a verb of its own."""
    cuts = {match.end() for match in CLAUSE.finditer(content[: words[-1].end if words else 0])}
    clauses: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        previous = words[index - 1].end if index else 0
        opens = _opens_purpose(words, index, clauses[-1]) or _opens_count(words, index, clauses[-1])
        if opens or any(cut in cuts for cut in range(previous, word.start + 1)):
            clauses.append([])
        clauses[-1].append(word)
    return [clause for clause in clauses if clause]


def _opens_purpose(words: Sequence[Word], index: int, clause: Sequence[Word]) -> bool:
    """Whether `to` opens what an act already named is for: sent men | to supervise …"""
    if words[index].text != "to" or index + 1 >= len(words) or not any(w.act for w in clause):
        return False
    following = words[index + 1]
    bare = following.text.islower() and following.number is None and following.text not in DETERMINERS
    return bare and following.thing is None and following.country is None and words[index - 1].act is None


def _opens_count(words: Sequence[Word], index: int, clause: Sequence[Word]) -> bool:
    """Whether `and` opens a second count with a verb of its own: 34 people died | and 11 are missing."""
    if words[index].text != "and" or not any(w.number is not None and w.number > 1 for w in clause):
        return False
    if not any(map(_is_verbal, clause)) or any(w.text.casefold() == "between" for w in clause[-3:]):
        return False
    counted = index + 1
    while counted < len(words) and words[counted].text.casefold() in HEDGES:
        counted += 1
    if counted >= len(words) or words[counted].number is None:
        return False
    return any(map(_is_verbal, words[counted + 1 : counted + 1 + COUNT_REACH]))


def _is_verbal(word: Word) -> bool:
    text = word.text.casefold()
    past = text.endswith("ed") or (text in irregular_forms() and word.stem in load_verbs())
    return past or word.act is not None or word.stem in (BE, HAVE, REMAIN)


def leaves_open(words: Sequence[Word]) -> bool:
    """Whether a content is a question left open: `why she left`, `it is unclear where …`, `the reason why …`."""
    asking = load_tables().asking
    early = [w.text.casefold() for w in words[:6]]
    return bool(early) and (early[0] in asking or "why" in early or ("unclear" in early and bool(asking & set(early))))


def asks_for(words: Sequence[Word]) -> bool:
    """Whether a content asks somebody to do something: `please wait`, `do not go`."""
    early = [w.text.casefold() for w in words[:2]]
    return early[:1] == ["please"] or early[:1] == ["don't"] or early[:2] == ["do", "not"]


def find_missing(words: Sequence[Word]) -> frozenset[str]:
    """What a clause says there is none of: `no money`, `no secret talks`; the stems of what follows each `no`."""
    stop = load_tables().stop
    found: set[str] = set()
    for index, word in enumerate(words):
        if word.text.casefold() == "no":
            found.update(w.stem for w in words[index + 1 : index + 2] if w.stem not in stop and w.number is None)
    return frozenset(found)


def is_negated(words: Sequence[Word]) -> bool:
    """Whether an odd number of words turn the others; `not rule out` turns twice, `a key that opens nothing` none."""
    negation = load_tables().negation
    count = 0
    for index, word in enumerate(words):
        if _opens_relative(words, index):
            break
        following = words[index + 1].text.casefold() if index + 1 < len(words) else ""
        if word.stem == "not" and index + 1 < len(words) and words[index + 1].number not in (None, 1):
            continue  # 34, not 46: another number; "not one of them" is none
        if word.stem == "not" and following in UNTURNED:
            continue
        told = word.stem not in FAILING or following == "to"
        count += (word.stem in negation and told) or word.text.casefold().endswith(("n't", "n’t"))
        count += word.stem == RULED_OUT or (word.stem == RULED and following == "out")
    return count % 2 == 1


def _opens_relative(words: Sequence[Word], index: int) -> bool:
    """Whether a word opens a clause about the noun before it: `a badge that …`."""
    return (
        index > 1
        and words[index].text in ("that", "which", "who")
        and words[index - 2].text.casefold() in ARTICLES
        and words[index - 1].stem not in load_tables().negation
    )


def is_unreal(words: Sequence[Word]) -> bool:
    """Whether what is told has not happened (yet). `may have died` has, if it is so; `May 5` is no verb."""
    tables = load_tables()
    for index, word in enumerate(words):
        if word.stem not in tables.unreal or word.text == "May":
            continue
        following = [w.stem for w in words[index + 1 : index + 4]]
        if word.stem not in tables.perfect or HAVE not in following:
            return True
    return False
