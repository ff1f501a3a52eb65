"""A statement as claims compare it: its words, its clauses and the acts they tell of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sayso.link.clauses import find_missing, is_negated, leaves_open, split_clauses
from sayso.link.frames import AUXILIARIES, EXPECTING, MAX_CLAUSES, TELLING, Frame, is_year, read_frames
from sayso.link.propositions import Proposition, read_propositions
from sayso.link.thesaurus import list_senses, load_particles
from sayso.link.words import POSSESSIVE, Word, find_stem, irregular_forms, load_tables, read_words
from sayso.model import Span, Stance, Statement
from sayso.spans import slice_text

BE, HAVE, THERE = find_stem("be"), find_stem("have"), find_stem("there")
CURRENCIES = "$€£¥₽₴"
LEAST_CLAUSE = 4  # words of a content that says something by itself
ABSENT_REACH = 5  # words before "no" in which "there was" stands
ABSENT_JOINTS = frozenset(
    {"had", "has", "have", "never", "not", "ever", "simply", "hadn't", "hasn't", "haven't", "also"}
)
PARTICLE_REACH = 4  # words behind a verb within which its particle stands
WOULD = frozenset({"would", "could", "might", "may", "Would", "Could", "Might"})  # `May` is a month
LEAST_PHRASE = 4  # … and its words of content where it has no verb


class Part(NamedTuple):
    """One clause of a content: what it says, and how."""

    keys: frozenset[str]
    senses: frozenset[str]
    negated: bool
    expected: bool  # told as what will be
    ahead: bool  # … or as what would be, or is planned
    counts: frozenset[tuple[str, float]]  # numbers with the word they count
    missing: frozenset[str] = frozenset()  # what there is none of
    propositions: tuple[Proposition, ...] = ()  # what it says was done


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
    words = join_particles(read_words(content))
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
    tables = load_tables()
    expected = statement.stance is Stance.PREDICT or any(w.stem in tables.future for w in clause)
    ahead = expected or statement.stance in EXPECTING or is_ahead(clause)
    negated, counts = is_negated(clause) != turned, frozenset(_list_counts(clause))
    missing = find_missing(clause) - tables.planning
    deeds = read_propositions(clause, negated=negated, expected=ahead)
    return Part(keys, _list_meanings(keys), negated, expected, ahead, counts, missing, deeds)


def is_ahead(clause: Sequence[Word]) -> bool:
    """Whether a clause tells what would or could be, or is planned: `would close`, `agreed to close`; not `would have
    closed`."""
    planning = load_tables().planning
    followed = zip(clause, [*(w.stem for w in clause[1:]), ""], strict=True)
    return any(word.stem in planning or (word.text in WOULD and after != HAVE) for word, after in followed)


def join_particles(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with each verb and its particle as one: `switched off`, `switched the sirens off`."""
    known = load_particles()
    joined: list[Word] = []
    for word in words:
        text = word.text.casefold()
        back = next((i for i in range(1, PARTICLE_REACH + 1) if _takes_particle(joined, i, text, known)), None)
        if back is None:
            joined.append(word)
        else:
            verb = joined[-back]
            end = word.end if back == 1 else verb.end
            joined[-back] = verb._replace(end=end, stem=f"{verb.stem}_{text}")
    return tuple(joined)


def _takes_particle(words: Sequence[Word], back: int, text: str, known: frozenset[tuple[str, str]]) -> bool:
    """Whether a verb stands that many words before its particle: not "ruled that she was out"."""
    if len(words) < back or (words[-back].stem, text) not in known:
        return False
    return all(word.stem != "that" for word in words[len(words) - back + 1 :])


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
    """The stem of what a statement says does not exist: `there was no letter`, `there had never been any letter`; None
    where it says no such thing, or only tells of when that was said."""
    tables = load_tables()
    words = reading.words
    if turns_content(reading.statement) and not is_negated(words):
        return None
    if words and words[0].text.casefold() in ("when", "if", "had"):
        return None
    for index in range(2, len(words) - 1):
        if not _says_none(words, index):
            continue
        named = [*takewhile(lambda w: w.stem not in tables.stop and w.act is None, words[index + 1 : index + 4])]
        if named and named[-1].stem not in tables.abstract and named[0].stem not in tables.abstract:
            return named[-1].stem
    return None


def _says_none(words: Sequence[Word], index: int) -> bool:
    """Whether `no`, or `any` after `never` or `not`, stands here behind `there was` or `there had been`."""
    before = words[max(0, index - ABSENT_REACH) : index]
    stems = [word.stem for word in before]
    if THERE not in stems or BE not in stems[stems.index(THERE) :]:
        return False
    if any(word.text.casefold() not in ABSENT_JOINTS and word.stem != BE for word in before[stems.index(THERE) + 1 :]):
        return False
    text = words[index].text.casefold()
    turned = any(word.text.casefold() in ("never", "not") or word.text.endswith(("n't", "n’t")) for word in before)
    return text == "no" or (text == "any" and turned)


def find_force(statement: Statement) -> str:
    """What a statement does with its content: `told` (as fact or expectation), or the stance that does neither."""
    if statement.stance in TELLING or statement.stance in EXPECTING:
        return "told"
    return Stance.DEMAND.value if statement.stance is Stance.THREATEN else statement.stance.value


def _content_keys(words: Sequence[Word]) -> list[str]:
    """What is compared of each word of content: `the dam's wall` tells of a dam; a contraction tells of nothing."""
    stop = load_tables().stop
    return [
        w.key
        for w in words
        if w.country
        or w.number is not None
        or (w.stem not in stop and POSSESSIVE.sub("", w.text).replace(" ", "").isalnum())
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
