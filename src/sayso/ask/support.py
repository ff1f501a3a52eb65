"""Whether a piece of evidence says what was asked: each point of the question is held against it, and told.

A point that does not fit (another speaker, side, place, year, measure, stance) is a gap. Evidence with a gap never
answers, however much else fits; it may come near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.ask.counting import check_counted, check_measure, check_scope, check_unit
from sayso.ask.evidence import Evidence
from sayso.ask.kinds import Kind, load_pattern
from sayso.ask.matter import check_matter
from sayso.ask.naming import check_names, check_reach
from sayso.ask.points import FITS, Check, Point
from sayso.ask.question import MONTHS, YEAR, Question, find_days
from sayso.ask.scene import Scene
from sayso.ask.telling import check_against, check_sort, check_speaker, check_stance
from sayso.ask.truth import check_acts, check_forecast, check_roles, check_sides, check_told, list_asked
from sayso.link.settings import name_places

MOST_PARSED = 8  # statements or numbers of a story that are held against the acts asked about
UNITS = "(day|week|month|quarter|season|year|decade|spring|summer|autumn|winter)"
RELATIVE = re.compile(rf"\b(last|this|next|previous|past|coming)\s+{UNITS}\b", re.IGNORECASE)
OVER = re.compile(
    r"\b(?:over|within|during) (?:the (?:last|past|next) )?(\w+ (?:days|weeks|months|years|decades))\b", re.IGNORECASE
)
BOTH = frozenset({"both", "pair", "coupl"})


class Support(NamedTuple):
    """How one piece of evidence meets a question."""

    evidence: Evidence
    score: float
    because: tuple[str, ...]
    gaps: tuple[str, ...]
    held: int = 0  # checks that were made: all of them, or up to the first gap

    @property
    def answers(self) -> bool:
        """Whether it says what was asked."""
        return not self.gaps


def rate_evidence(question: Question, evidence: Evidence, scene: Scene, *, whole: bool = False) -> Support:
    """How a statement, or a figure where a number is asked for, meets a question. At the first gap the look is over,
    unless `whole`: then all gaps are listed."""
    points: list[Point] = []
    for check in FIGURE_CHECKS if question.asks_number else STATEMENT_CHECKS:
        points.append(check(question, evidence, scene))
        if points[-1].gap and not whole:
            break
    gaps = tuple(dict.fromkeys(point.gap for point in points if point.gap))
    score = sum(point.score for point in points)
    because = tuple(point.because for point in points if point.because)
    return Support(evidence, round(score - len(gaps), 3), because, gaps, len(points))


def hold_against_acts(question: Question, rated: Sequence[Support], scene: Scene) -> list[Support]:
    """The same, with a gap where a parse shows that the words tell an act otherwise. Only the best of a story are
    parsed; what fits less is then no answer."""
    if not list_asked(question):
        return list(rated)
    fitting = sorted((s for s in rated if s.answers), key=lambda s: (-s.score, s.evidence.finding.id))
    parsed = {id(support) for support in fitting[:MOST_PARSED]}
    return [_hold(question, s, scene, parsed=id(s) in parsed) if s.answers else s for s in rated]


def _hold(question: Question, support: Support, scene: Scene, *, parsed: bool) -> Support:
    gap = check_acts(question, support.evidence, scene).gap if parsed else "fits less than others"
    return support._replace(score=round(support.score - 1, 3), gaps=(gap,), held=support.held + 1) if gap else support


def check_numbers(question: Question, evidence: Evidence, _: Scene) -> Point:
    """Numbers of the matter must stand there."""
    if not question.numbers:
        return FITS
    near, far = ({2.0 if w.stem in BOTH else w.number for w in words} for words in (evidence.near, evidence.far))
    missing = question.numbers - near - far
    if missing:
        return Point(gap=f"does not give {min(missing):g}")
    return Point(1.0 if question.numbers <= near else 0.5, "gives the number asked about")


def check_relative(question: Question, evidence: Evidence, _: Scene) -> Point:
    """ "Last season" is not this one; "over five years" must be said."""
    text = evidence.sentence_text
    asked, told = ({(m[1].casefold(), m[2].casefold()) for m in RELATIVE.finditer(t)} for t in (question.plain, text))
    if any(unit in {u for _, u in told} and (which, unit) not in told for which, unit in asked):
        return Point(gap="is of another time")
    spans = {m[1].casefold() for m in OVER.finditer(question.plain)}
    return FITS if all(span in text.casefold() for span in spans) else Point(gap="is not of that time")


def check_time(question: Question, evidence: Evidence, _: Scene) -> Point:
    """The year and month asked for: as the words say, or as the date they hold for, or the article's own."""
    if not question.years and not question.months:
        return FITS
    around = [*evidence.near, *evidence.far]
    printed = {w.text for w in around if YEAR.fullmatch(w.text)}
    date = evidence.date or ("" if printed else evidence.published or "")
    for year in sorted(question.years):
        if year not in printed and year not in date:
            return Point(gap=f"not of {year}")
    months = {int(m) for m in re.findall(r"\d{4}-(\d\d)", date)}
    named = {n for n, m in enumerate(MONTHS, 1) if m in {w.text.casefold() for w in around}}
    if question.months and not question.months & (named or months):
        return Point(gap="not of that month")
    if question.days and not _is_of_day(question, evidence, date):
        return Point(gap="not of that day")
    near = {n for n, m in enumerate(MONTHS, 1) if m in {w.text.casefold() for w in evidence.near}}
    return Point(1.0 if not question.months or question.months & (near or months) else 0.0, "is of that time")


def _is_of_day(question: Question, evidence: Evidence, date: str) -> bool:
    """Whether a day asked for is printed in the sentence, or is the date: a week, a range has none."""
    dates = {(int(month), int(day)) for month, day in re.findall(r"^\d{4}-(\d\d)-(\d\d)$", date)}
    return bool(question.days & dates or question.days & set(find_days(evidence.sentence_text)))


def check_reason(question: Question, evidence: Evidence, _: Scene) -> Point:
    """Whether there is a reason, where one was asked for."""
    is_given = question.kind is not Kind.WHY or load_pattern("reasons").search(evidence.sentence_text)
    return FITS if is_given else Point(gap="gives no reason")


def check_asked(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """Whether there is what was asked for: a date, a place, somebody."""
    if question.kind is Kind.WHEN:
        return _check_when(question, evidence, scene)
    if question.kind is Kind.WHERE and not name_places((*evidence.near, *evidence.far)):
        return Point(gap="names no place")
    if question.identity and not evidence.tells_office:
        return Point(gap="does not tell who that is")
    if question.kind is Kind.WHO and not evidence.speaker and not evidence.narrated:
        return Point(gap="names no speaker")
    return FITS


def _check_when(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """A date or a time of day; where what is asked is no act of speech, one that stands in the sentence first."""
    stands = _has_date(evidence, scene) or bool(load_pattern("clock").search(evidence.sentence_text))
    if not (stands or evidence.date):
        return Point(gap="gives no date")
    return Point(0.5) if stands and not question.stance else FITS


def _has_date(evidence: Evidence, scene: Scene) -> bool:
    page, sentence = evidence.finding.page, evidence.sentence
    return any(d.page == page and sentence.start <= d.start < sentence.end for d in scene.dossier.dates)


STATEMENT_CHECKS: tuple[Check, ...] = (
    check_reach,
    check_speaker,
    check_against,
    check_sort,
    check_stance,
    check_reason,
    check_matter,
    check_names,
    check_numbers,
    check_relative,
    check_time,
    check_told,
    check_roles,
    check_sides,
    check_asked,
)
FIGURE_CHECKS: tuple[Check, ...] = (
    check_reach,
    check_unit,
    check_speaker,
    check_measure,
    check_counted,
    check_relative,
    check_time,
    check_forecast,
    check_scope,
    check_matter,
    check_names,
    check_sides,
)
"""What is held against evidence, the cheapest first."""
