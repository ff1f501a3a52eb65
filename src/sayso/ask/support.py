"""Whether a piece of evidence says what was asked: each point of the question is held against it, and told.

A point that does not fit (another speaker, side, place, year, measure, stance) is a gap. Evidence with a gap never
answers, however much else fits; it may come near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.ask.evidence import Evidence, Scene, list_places
from sayso.ask.quantities import find_quantity, fits_quantity, names_unit
from sayso.ask.question import MONTHS, YEAR, Kind, Name, Question, load_question_rules
from sayso.group.terms import rate_word
from sayso.link.settings import name_places
from sayso.link.slots import exclude_measures, measure_words, noun_classes
from sayso.link.thesaurus import list_senses
from sayso.link.words import Word, country_names, find_stem, load_tables
from sayso.model import Figure, Scope, Stance, Statement

NEAR, FAR, SETTING = 1.0, 0.8, 0.6
LEAST_SAID = 0.62  # share of the matter's words, by weight, that a statement must have
LEAST_COUNT = 0.5  # … and the sentence of a number, where nouns and measure agree already
MOST_OF_STORY = 0.5  # a place in the lead of so many works is where the story is set
LIGHT = 0.3  # weight of a word that says little
COMMONEST = 2.0  # rarity that weighs nothing
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our", "my"})
TITLES = ("north", "south", "east", "west", "new", "mr", "mrs", "ms", "judge", "university", "port", "house")
PARTIAL = frozenset(
    map(find_stem, ("additional", "further", "another", "more", "remaining", "still", "share", "left", "extra"))
)
GAPS = "; "


class Support(NamedTuple):
    """How one piece of evidence meets a question."""

    evidence: Evidence
    score: float
    because: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def answers(self) -> bool:
        """Whether it says what was asked."""
        return not self.gaps


class _Point(NamedTuple):
    score: float = 0.0
    because: str = ""
    gap: str = ""


FITS = _Point()
Check = Callable[[Question, Evidence, Scene], _Point]


def rate_evidence(question: Question, evidence: Evidence, scene: Scene, *, whole: bool = False) -> Support:
    """How a statement, or a figure where a number is asked for, meets a question. At the first gap the look is over,
    unless `whole`: then all gaps are listed."""
    points: list[_Point] = []
    for check in FIGURE_CHECKS if question.asks_number else STATEMENT_CHECKS:
        points.append(check(question, evidence, scene))
        if points[-1].gap and not whole:
            break
    gaps = tuple(point.gap for point in points if point.gap)
    score = sum(point.score for point in points)
    return Support(evidence, round(score - len(gaps), 3), tuple(p.because for p in points if p.because), gaps)


# --- who --------------------------------------------------------------------------------------------------------------


def _check_speaker(question: Question, evidence: Evidence, scene: Scene) -> _Point:
    if not question.speaker:
        return FITS
    asked = frozenset(question.speaker)
    who = evidence.speaker or "nobody named"
    if asked <= evidence.tellers:
        return _Point(2.0, f"said by {who}")
    if asked <= evidence.through:
        return _Point(1.5, f"through {question.speaker_text}")
    if any(role <= evidence.tellers for role in scene.roles_of(question.speaker)):
        return _Point(1.5, f"said by {who}, as {question.speaker_text} is called")
    return _Point(gap=f"said by {who}, not by {question.speaker_text}")


@lru_cache(maxsize=1)
def _pledging() -> re.Pattern[str]:
    return re.compile(load_question_rules()["pledging"]["pattern"], re.IGNORECASE)


def _check_stance(question: Question, evidence: Evidence, _: Scene) -> _Point:
    statement = evidence.finding
    if not isinstance(statement, Statement):
        return FITS
    wanted, told = question.stance, statement.stance in (Stance.ASSERT, Stance.ANNOUNCE, Stance.CONFIRM)
    if wanted is None:
        return _check_polarity(question, evidence, statement)
    if statement.stance is wanted and not statement.negated:
        return _Point(1.0, f"stance: {wanted}")
    has_matter = bool(question.words or question.names)
    if wanted is Stance.DENY and has_matter and told and evidence.negated:
        return _Point(0.7, "says that it is not so")
    if wanted is Stance.PLEDGE and told and _pledging().search(evidence.text):
        return _Point(0.7, "says what will be done")
    return _Point(gap=f"stance: {statement.stance}, not {wanted}")


def _check_polarity(question: Question, evidence: Evidence, statement: Statement) -> _Point:
    """Who says that it is so must not say that it is not; a question whether takes both."""
    if question.either or question.kind in (Kind.WHETHER, Kind.SAID, Kind.WHAT, Kind.WHY):
        return FITS
    if statement.stance is Stance.DENY and not question.negated:
        return _Point(gap="denies it")
    if evidence.negated != question.negated and not evidence.text.startswith(('"', "“", "‘", "'")):
        return _Point(gap="says that it is not so")
    return FITS


# --- names and places -------------------------------------------------------------------------------------------------


def _check_names(question: Question, evidence: Evidence, scene: Scene) -> _Point:
    levels = [(name, _find_name(name, evidence, scene)) for name in question.names]
    missing = [name.text for name, level in levels if not level]
    told = [f"{name.text}: {'in its words' if level >= FAR else 'what it is about'}" for name, level in levels if level]
    gap = f"does not name {', '.join(missing)}" if missing else ""
    return _Point(sum(level for _, level in levels), GAPS.join(told), gap)


def _find_name(name: Name, evidence: Evidence, scene: Scene) -> float:
    """How near a name stands; 0 where it does not belong to the evidence."""
    if _holds(name, evidence.near_keys):
        return NEAR
    is_country = all(key.startswith("@") for key in name.keys)
    if isinstance(evidence.finding, Figure) and (name.placed or is_country):
        return _find_place(name, evidence, scene)
    if _holds(name, evidence.far_keys) or _speaks_of_self(name, evidence):
        return FAR
    if _is_called_again(name, evidence, scene):
        return SETTING
    return SETTING if name.placed and _is_setting(name, scene) and not name_places(evidence.near) else 0.0


def _holds(name: Name, keys: frozenset[str]) -> bool:
    """All of a name, or the surname of a person."""
    if set(name.keys) <= keys:
        return True
    return len(name.keys) == 2 and name.keys[-1] in keys and name.keys[0] not in _body_nouns()


@lru_cache(maxsize=1)
def _body_nouns() -> frozenset[str]:
    return frozenset(find_stem(noun) for noun in (*load_question_rules()["again"]["nouns"], *TITLES))


def _speaks_of_self(name: Name, evidence: Evidence) -> bool:
    own = any(w.text.casefold() in PRONOUNS for w in evidence.near)
    return own and set(name.keys) <= evidence.tellers


def _is_called_again(name: Name, evidence: Evidence, scene: Scene) -> bool:
    """Whether the words say "the ministry", or "the company", of a body that the article names at its beginning."""
    nouns = {w.stem for w in evidence.near if not w.proper} & _body_nouns()
    own = set(name.keys) & _body_nouns()
    if not nouns or any(key.startswith("@") for key in name.keys) or (own and not own & nouns):
        return False
    others = {w.key for w in evidence.near if w.proper} - set(name.keys)
    known = scene.lead_keys(evidence.finding.article) | evidence.tellers
    return set(name.keys) <= known and not (own and others & scene.body_keys)


def _find_place(name: Name, evidence: Evidence, scene: Scene) -> float:
    """How a number belongs to a place: by its slot, by others of the same count, or because the story is set there."""
    keys = set(name.keys)
    countries = {f"@{country}" for country in evidence.slots.countries} if evidence.slots else set()
    if keys <= countries:
        return NEAR
    if keys & scene.places_of(evidence):
        return SETTING
    others = {key for key in list_places(evidence) if scene.settings.get(key, 0.0) < MOST_OF_STORY}
    return SETTING if _is_setting(name, scene) and not others else 0.0


def _is_setting(name: Name, scene: Scene) -> bool:
    return all(scene.settings.get(key, 0.0) >= MOST_OF_STORY for key in name.keys)


# --- what it is about -------------------------------------------------------------------------------------------------


def _check_matter(question: Question, evidence: Evidence, scene: Scene) -> _Point:
    """The share of the question's words, by weight, that the evidence has, in the same or another word for it."""
    named = measure_words().get(question.measure or "", frozenset())
    words = [w for w in question.words if w.stem not in named]
    if not words:
        return FITS
    is_tied = question.asks_number or (bool(question.speaker) and len(words) > 1)
    lead = scene.lead_keys(evidence.finding.article) if is_tied else frozenset()
    levels = [_find_word(word, evidence.near_keys, evidence.far_keys, lead) for word in words]
    weights = [_weigh(word) for word in words]
    share = sum(level * weight for (level, _), weight in zip(levels, weights, strict=True)) / sum(weights)
    missing = [word.text for word, (level, _) in zip(words, levels, strict=True) if not level]
    told = any(level > SETTING for level, _ in levels)
    lacks_one_of_two = len(words) <= 2 and bool(missing) and not question.asks_number
    if not told or lacks_one_of_two or share < (LEAST_COUNT if question.asks_number else LEAST_SAID):
        return _Point(2 * share, gap=f"says nothing of {', '.join(missing[:4]) or 'it'}")
    same = [f"{word.text} = {other}" for word, (_, other) in zip(words, levels, strict=True) if other]
    return _Point(2 * share, GAPS.join([f"{share:.0%} of the words asked for", *same[:3]]))


def _weigh(word: Word) -> float:
    return LIGHT if word.stem in _light_words() else rate_word(word.text.casefold()) - COMMONEST


@lru_cache(maxsize=1)
def _light_words() -> frozenset[str]:
    return frozenset(find_stem(word) for word in load_question_rules()["light"]["words"])


def _find_word(word: Word, near: frozenset[str], far: frozenset[str], lead: Iterable[str]) -> tuple[float, str]:
    """How near a word stands, and the other word that means it; 0 where it does not."""
    if word.key in near:
        return NEAR, ""
    if word.key in far:
        return FAR, ""
    wanted, stop = _list_meanings(word.key), load_tables().stop
    for level, keys in ((0.9, near), (0.7, far)):
        other = min((key for key in keys if key not in stop and wanted & _list_meanings(key)), default="")
        if other:
            return level, other
    return (SETTING, "") if word.key in lead else (0.0, "")


@lru_cache(maxsize=65536)
def _list_meanings(key: str) -> frozenset[str]:
    thing, noun = load_tables().things.get(key), noun_classes().get(key)
    return list_senses(key) | ({f"thing:{thing}"} if thing else set()) | ({f"noun:{noun}"} if noun else set())


def _check_numbers(question: Question, evidence: Evidence, _: Scene) -> _Point:
    """Numbers of the matter must stand there."""
    if not question.numbers:
        return FITS
    missing = question.numbers - {w.number for w in (*evidence.near, *evidence.far) if w.number is not None}
    return _Point(gap=f"does not give {min(missing):g}") if missing else _Point(1.0, "the number asked about")


def _check_time(question: Question, evidence: Evidence, _: Scene) -> _Point:
    """The year and month asked for: as the words say, or as the date they hold for, or the article's own."""
    if not question.years and not question.months:
        return FITS
    around = [*evidence.near, *evidence.far]
    printed = {w.text for w in around if YEAR.fullmatch(w.text)}
    date = evidence.date or ("" if printed else evidence.published or "")
    for year in sorted(question.years):
        if year not in printed and year not in date:
            return _Point(gap=f"not of {year}")
    months = {int(m) for m in re.findall(r"\d{4}-(\d\d)", date)}
    named = {n for n, m in enumerate(MONTHS, 1) if m in {w.text.casefold() for w in around}}
    if question.months and not question.months & (named or months):
        return _Point(gap="not of that month")
    return _Point(1.0, "of that time")


# --- what kind of answer ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _reasons() -> re.Pattern[str]:
    return re.compile(load_question_rules()["reasons"]["pattern"], re.IGNORECASE)


def _check_asked(question: Question, evidence: Evidence, scene: Scene) -> _Point:
    """Whether there is what was asked for: a date, a place, a reason, somebody."""
    if question.kind is Kind.WHY and not _reasons().search(evidence.sentence_text):
        return _Point(gap="gives no reason")
    if question.kind is Kind.WHEN and not (evidence.date or _has_date(evidence, scene)):
        return _Point(gap="gives no date")
    if question.kind is Kind.WHERE and not name_places((*evidence.near, *evidence.far)):
        return _Point(gap="names no place")
    if question.kind is Kind.WHO and not evidence.speaker:
        return _Point(gap="names no speaker")
    return FITS


def _has_date(evidence: Evidence, scene: Scene) -> bool:
    page, sentence = evidence.finding.page, evidence.sentence
    return any(d.page == page and sentence.start <= d.start < sentence.end for d in scene.dossier.dates)


# --- numbers ----------------------------------------------------------------------------------------------------------


def _check_unit(question: Question, evidence: Evidence, _: Scene) -> _Point:
    figure = evidence.finding
    if not isinstance(figure, Figure) or fits_quantity(question, figure):
        return _Point(0.5)
    return _Point(gap="a number of another kind")


def _check_measure(question: Question, evidence: Evidence, _: Scene) -> _Point:
    if question.measure is None or evidence.slots is None:
        return FITS
    measure = evidence.slots.measure
    if measure == question.measure:
        return _Point(1.5, f"measure: {measure}")
    named = measure_words().get(question.measure, frozenset())
    if exclude_measures(measure, question.measure) or not any(w.stem in named for w in evidence.near):
        return _Point(gap=f"counts {measure or 'something else'}, not {question.measure}")
    return _Point(1.0, f"measure: {question.measure}")


def _check_scope(question: Question, evidence: Evidence, _: Scene) -> _Point:
    """A part, a rest or what comes on top is told after the whole, unless it was asked for."""
    scope = evidence.slots.scope if evidence.slots else Scope.TOTAL
    if scope is Scope.TOTAL:
        return FITS
    asked = {w.stem for w in (*question.words, *question.counted)} & PARTIAL
    return _Point(0.5, f"{scope}") if asked else _Point(-0.6)


def _check_counted(question: Question, evidence: Evidence, _: Scene) -> _Point:
    """The nouns asked for, the country before them included."""
    figure, slots = evidence.finding, evidence.slots
    if not question.counted or not isinstance(figure, Figure) or slots is None:
        return FITS
    countries = {w.country for w in question.counted if w.country}
    if countries and not _is_of_country(countries, evidence):
        names = ", ".join(sorted(country_names().get(c, c) for c in countries))
        return _Point(gap=f"of another side, not of {names}")
    nouns = [w for w in question.counted if not w.country and w.number is None]
    if all(noun_classes().get(w.stem) == "people*" for w in nouns):
        is_people = not nouns or find_quantity(figure) == "persons"
        return _Point(0.5) if is_people else _Point(gap=f"counts {figure.counted or 'something else'}, no people")
    if names_unit(question, figure):
        return _Point(1.0, f"in {figure.unit}")
    missing = [w for w in nouns if not _is_counted(w, slots.counted, figure, evidence.near_keys)]
    if nouns[-1] in missing and not (_are_joined(question) and len(missing) < len(nouns)):
        return _Point(gap=f"counts {figure.counted or 'something else'}, not {nouns[-1].text}")
    return _Point(1.5 - 0.3 * len(missing), f"counts {figure.counted or nouns[-1].text}")


def _are_joined(question: Question) -> bool:
    """Whether two kinds of things are counted together: divers and soldiers."""
    words: Sequence[Word] = question.counted
    return len(words) > 1 and words[-1].start - words[0].end > 1 and " and " in question.text


def _is_counted(word: Word, counted: frozenset[str], figure: Figure, around: frozenset[str]) -> bool:
    kinds = {noun_classes().get(word.stem), word.thing, word.stem} - {None}
    if kinds & counted or word.stem in {find_stem(part) for part in (figure.counted or "").split()}:
        return True
    wanted = _list_meanings(word.key)
    if any(wanted & _list_meanings(key) for key in counted):
        return True
    return not figure.counted and word.key in around


def _is_of_country(countries: set[str], evidence: Evidence) -> bool:
    if evidence.slots is not None and evidence.slots.countries:
        return countries <= evidence.slots.countries
    named = {key for key in evidence.near_keys if key.startswith("@")}
    return named == {f"@{country}" for country in countries}


STATEMENT_CHECKS: tuple[Check, ...] = (
    _check_speaker,
    _check_stance,
    _check_matter,
    _check_names,
    _check_numbers,
    _check_time,
    _check_asked,
)
FIGURE_CHECKS: tuple[Check, ...] = (
    _check_unit,
    _check_speaker,
    _check_measure,
    _check_counted,
    _check_time,
    _check_scope,
    _check_matter,
    _check_names,
)
"""What is held against evidence, the cheapest first."""
