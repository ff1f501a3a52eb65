"""Whether what fits by its words is told as so: not asked, not only expected, not the other way round, not denied."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.ask.acts import Act, find_fault, read_acts, tells_of_somebody
from sayso.ask.deeds import list_turns
from sayso.ask.evidence import Evidence
from sayso.ask.kinds import Kind, list_stems, load_pattern
from sayso.ask.points import FITS, Point
from sayso.ask.question import Question
from sayso.ask.scene import Scene
from sayso.ask.sides import Sides, is_turned, read_sides
from sayso.link.clauses import is_negated, is_unreal, leaves_open, split_clauses
from sayso.link.words import Word, read_words
from sayso.model import Stance, Statement

SENTENCE = re.compile(r"[.!?]+")
WANTING = (Stance.DEMAND, Stance.THREATEN, Stance.QUESTION)
CLAIMING = (Kind.WHO, Kind.WHEN, Kind.WHERE)
"""Kinds of questions that take a matter for a fact: who says it, when it was."""


def check_told(question: Question, evidence: Evidence, _: Scene) -> Point:
    """A question, a condition or a forecast does not say that something is so."""
    if question.kind not in CLAIMING or question.stance is not None:
        return FITS
    if _is_only_wanted(question, evidence):
        return Point(gap="says only that it is wanted")
    if not question.verb and (leaves_open(evidence.near) or _is_only_asked(question, evidence)):
        return Point(gap="asks, and does not say so")
    if question.done and not question.verb and _is_only_expected(question, evidence):
        return Point(gap="says only that it may be so")
    if not question.negated and _is_denied_in_quote(question, evidence):
        return Point(gap="says that it is not so")
    return FITS


def check_forecast(question: Question, evidence: Evidence, _: Scene) -> Point:
    """A number for a time after its article was printed is not what something was."""
    begins, published = (evidence.date or "").split("/")[0], (evidence.published or "").split("/")[-1]
    is_ahead = bool(begins and published) and begins > published[: len(begins)]
    is_hoped = not (question.speaker or question.stance) and _is_only_hoped(question, evidence)
    return Point(gap="is only expected") if question.done and (is_ahead or is_hoped) else FITS


def _is_only_hoped(question: Question, evidence: Evidence) -> bool:
    """Whether a number is of what somebody hopes or plans to do, and nobody is asked about that."""
    hoped = load_pattern("hoping")
    return bool(hoped.search(evidence.sentence_text)) and not hoped.search(question.text)


def check_roles(question: Question, evidence: Evidence, _: Scene) -> Point:
    """Who does something to whom is told as asked, not the other way round."""
    if question.deed is None:
        return FITS
    turns = list(list_turns(question.deed, evidence.words, evidence.tellers))
    return Point(gap="tells it the other way round") if turns and all(turns) else FITS


def check_acts(question: Question, evidence: Evidence, _: Scene) -> Point:
    """Each act asked about that the words tell of, too, is told of the same parties, by somebody where "who" asks for
    him, and as done where it is asked of as done."""
    told: list[Act] = []
    for asked in list_asked(question):
        told = told or list_told(evidence)
        alike = [act for act in told if act.verb == asked.verb]
        faults = [_find_fault(question, asked, act, evidence) for act in alike]
        if faults and all(faults):
            return Point(gap=faults[0])
        of_whom = question.kind is Kind.WHO and question.acts and asked.asked == "patient"
        if of_whom and not any(tells_of_somebody(act.patient) for act in alike):
            return Point(gap="does not tell of whom")
    return FITS


def list_asked(question: Question) -> list[Act]:
    """The acts of a question's matter: not what is said, not light verbs."""
    named = {w.stem for w in question.words} - list_stems("light")
    return [act for act in read_acts(question.plain) if act.verb in named]


def list_told(evidence: Evidence) -> list[Act]:
    """The acts of the sentence, and of what stands behind it in the words themselves."""
    sentence, text = evidence.sentence_text, evidence.text
    own = [*read_acts(sentence), *(read_acts(text) if text[-40:] not in sentence else ())]
    before = read_acts(evidence.text_before) if evidence.before_keys & evidence.far_keys - evidence.own_keys else ()
    return [*own, *before]


def _find_fault(question: Question, asked: Act, told: Act, evidence: Evidence) -> str:
    by_teller = question.kind is Kind.WHO and not question.acts
    fault = find_fault(asked, told, evidence.tellers, by_teller=by_teller)
    if fault or question.kind not in (*CLAIMING, Kind.COUNT) or question.stance is not None or question.verb:
        return fault
    if question.done and told.open and not asked.open:
        return "says only that it may be so"
    return "says that it is not so" if told.negated != asked.negated and not question.negated else ""


def check_sides(question: Question, evidence: Evidence, _: Scene) -> Point:
    """Who buys, sells, wins, loses is told on the side asked for."""
    if question.sides == Sides():
        return FITS
    told = read_sides(evidence.words, evidence.tellers)
    return Point(gap="tells it the other way round") if is_turned(question.sides, told) else FITS


def _is_only_wanted(question: Question, evidence: Evidence) -> bool:
    """Whether a demand, a threat is told, and the question takes the matter as something that is or will be."""
    finding = evidence.finding
    wanted = isinstance(finding, Statement) and finding.stance in WANTING
    return wanted and not load_pattern("demanding").search(question.text)


def _is_only_asked(question: Question, evidence: Evidence) -> bool:
    """Whether the words asked about stand only in sentences that ask."""
    if "?" not in evidence.text:
        return False
    ends = [0, *(match.end() for match in SENTENCE.finditer(evidence.text)), len(evidence.text)]
    told = " ".join(evidence.text[a:b] for a, b in pairwise(ends) if "?" not in evidence.text[a:b])
    asked = question.matter_keys & evidence.near_keys
    return bool(asked) and not asked & {w.key for w in read_words(told)}


def _list_clauses(question: Question, evidence: Evidence) -> list[list[Word]]:
    """The clauses of the words in which the most of what is asked about stands."""
    keys = question.matter_keys
    clauses = split_clauses(evidence.text, evidence.near)
    counts = [len(keys & {w.key for w in clause}) for clause in clauses]
    return [clause for clause, count in zip(clauses, counts, strict=True) if count and count == max(counts)]


def _is_only_expected(question: Question, evidence: Evidence) -> bool:
    clauses = _list_clauses(question, evidence)
    return bool(clauses) and all(is_unreal(clause) or clause[0].text.casefold() == "if" for clause in clauses)


def _is_denied_in_quote(question: Question, evidence: Evidence) -> bool:
    """Whether a quotation says of what is asked about that it is not so."""
    if not evidence.text.startswith(('"', "“", "‘", "'")):
        return False
    clauses = _list_clauses(question, evidence)
    return bool(clauses) and all(map(is_negated, clauses))
