"""A statement as claims compare it: its words, its clauses and the acts they tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sayso.link.clauses import find_missing, is_negated, leaves_open, split_clauses
from sayso.link.frames import AUXILIARIES, EXPECTING, MAX_CLAUSES, TELLING, Frame, is_year, read_frames
from sayso.link.thesaurus import list_senses
from sayso.link.words import Word, find_stem, irregular_forms, load_tables, read_words
from sayso.model import Span, Stance, Statement
from sayso.spans import slice_text

BE, THERE = find_stem("be"), find_stem("there")
CURRENCIES = "$€£¥₽₴"
LEAST_CLAUSE = 4  # words of a content that says something by itself
LEAST_PHRASE = 4  # … and its words of content where it has no verb


class Part(NamedTuple):
    """One clause of a content: what it says, and how."""

    keys: frozenset[str]
    senses: frozenset[str]
    negated: bool
    expected: bool  # told as what will be
    counts: frozenset[tuple[str, float]]  # numbers with the word they count
    missing: frozenset[str] = frozenset()  # what there is none of


class Reading(NamedTuple):
    """A statement as claims compare it: its words as a whole and its clauses."""

    statement: Statement
    text: str
    words: tuple[Word, ...]
    keys: frozenset[str]
    senses: frozenset[str]  # what the keys mean: senses of the thesaurus, and acts
    names: frozenset[str]
    negated: bool  # of its main clause
    open: bool  # a question left open: why, whether …
    parts: tuple[Part, ...]
    frames: tuple[Frame, ...]


def read_statement(statement: Statement, text: str) -> Reading:
    """The slots of a statement; `text` is its page's text."""
    content = slice_text(text, statement.content)
    words = read_words(content)
    clauses = split_clauses(content, words)
    main = next((clause for clause in clauses if len(clause) > 2), words)
    turned = turns_content(statement) and not (statement.stance is Stance.DENY and is_negated(main))
    keys = frozenset(_content_keys(words))
    return Reading(
        statement,
        content,
        words,
        keys,
        _list_meanings(keys),
        frozenset(w.stem for w in words if w.proper),
        is_negated(main) != turned,
        leaves_open(words),
        tuple(_read_part(statement, clause, turned) for clause in clauses[:MAX_CLAUSES]),
        tuple(read_frames(statement, content, words, turned)),
    )


def _read_part(statement: Statement, clause: Sequence[Word], turned: bool) -> Part:
    keys = frozenset(_content_keys(clause))
    expected = statement.stance is Stance.PREDICT or any(w.stem in load_tables().future for w in clause)
    negated, counts = is_negated(clause) != turned, frozenset(_list_counts(clause))
    missing = find_missing(clause) - load_tables().planning
    return Part(keys, _list_meanings(keys), negated, expected, counts, missing)


def _list_meanings(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(sense for key in keys for sense in list_senses(key))


def _list_counts(clause: Sequence[Word]) -> Iterator[tuple[str, float]]:
    """Each number of a clause that is no year, with the next word of content after it; money counts as one thing."""
    stop = load_tables().stop
    for index, word in enumerate(clause):
        if word.number is None or is_year(word):
            continue
        is_money = index > 0 and clause[index - 1].text[0] in CURRENCIES
        counted = (w.stem for w in clause[index + 1 : index + 4] if w.stem not in stop and w.number is None)
        yield "$" if is_money else next(counted, ""), word.number


def turns_content(statement: Statement) -> bool:
    """Whether the speaker says that the content is not so.

    Of a flat denial ("There was no letter") the content holds the negation itself, and is not turned once more.
    """
    return statement.stance is Stance.DENY or statement.negated


def find_absent(reading: Reading) -> str | None:
    """The stem of what a statement says does not exist: `there was no letter`; None where it says no such thing."""
    tables = load_tables()
    words = reading.words
    for index in range(2, len(words) - 1):
        if [w.stem for w in words[index - 2 : index]] != [THERE, BE] or words[index].text.casefold() != "no":
            continue
        named = [*takewhile(lambda w: w.stem not in tables.stop and w.act is None, words[index + 1 : index + 4])]
        if named and named[-1].stem not in tables.abstract and named[0].stem not in tables.abstract:
            return None if turns_content(reading.statement) else named[-1].stem
    return None


def find_force(statement: Statement) -> str:
    """What a statement does with its content: `told` (as fact or expectation), or the stance that does neither."""
    if statement.stance in TELLING or statement.stance in EXPECTING:
        return "told"
    return Stance.DEMAND.value if statement.stance is Stance.THREATEN else statement.stance.value


def _content_keys(words: Sequence[Word]) -> list[str]:
    stop = load_tables().stop
    return [
        w.key
        for w in words
        if w.country or w.number is not None or (w.stem not in stop and w.text.replace(" ", "").isalnum())
    ]


def points_back(reading: Reading) -> bool:
    """Whether a content only points back at what was said before: `the allegations`, `it`, `which`."""
    back = load_tables().back
    words = reading.words
    weighty = [w for w in words if w.stem not in back]
    return bool(words) and (not weighty or (len(weighty) <= 2 and any(w.text.casefold() == "such" for w in words)))


def is_substantial(reading: Reading) -> bool:
    """Whether a content says something by itself: a clause, or a noun phrase of some weight; not `the report`."""
    words = reading.words
    if len(words) < LEAST_CLAUSE or points_back(reading):
        return False
    stems = {w.stem for w in words}
    verbal = any(w.act or w.text.endswith(("ed", "ing")) or w.text.casefold() in irregular_forms() for w in words)
    return bool(verbal or stems & AUXILIARIES) or len(reading.keys) >= LEAST_PHRASE


def content_span(statement: Statement) -> Span:
    """From the first to the last character of the content."""
    return Span(statement.content[0].start, statement.content[-1].end)
