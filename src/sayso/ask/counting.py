"""Whether a figure is the number that a question asks for: unit, measure, what is counted, scope."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sayso.ask.evidence import Evidence
from sayso.ask.kinds import list_stems, load_question_rules
from sayso.ask.matter import list_meanings
from sayso.ask.points import FITS, Point
from sayso.ask.quantities import find_quantity, fits_quantity, names_unit
from sayso.ask.question import Question
from sayso.ask.scene import Scene
from sayso.link.slots import Slots, exclude_measures, measure_words, noun_classes
from sayso.link.words import Word, country_names, find_stem, load_tables
from sayso.model import Figure, Scope

PARTIAL = frozenset(
    map(find_stem, ("additional", "further", "another", "more", "remaining", "still", "share", "left", "extra"))
)
REACH_OF_PART = 6  # words between "1,000 of" and the number it is a part of, these among them
COMPARING = frozenset({"against", "from", "not", "than", "versus", "instead"})


def check_unit(question: Question, evidence: Evidence, _: Scene) -> Point:
    figure = evidence.finding
    if isinstance(figure, Figure) and not fits_quantity(question, figure):
        return Point(gap="a number of another kind")
    lasts = isinstance(figure, Figure) and find_quantity(figure) == "duration"
    if question.dimension and not lasts and not question.dimension & {w.stem for w in (*evidence.near, *evidence.far)}:
        return Point(gap="a length of another kind")
    return Point(0.5)


def check_measure(question: Question, evidence: Evidence, _: Scene) -> Point:
    if question.measure is None or evidence.slots is None:
        return FITS
    measure, figure = evidence.slots.measure, evidence.finding
    if isinstance(figure, Figure) and _counts_no_people(question, figure):
        return Point(gap=f"counts {figure.counted}, no people")
    if measure == question.measure:
        return Point(1.5, f"counts what was asked for: {measure}")
    if question.measure == "cost" and _is_paid(question, evidence):
        return Point(1.0, "tells what was paid")
    return _check_other_measure(question, evidence, measure)


def _check_other_measure(question: Question, evidence: Evidence, measure: str | None) -> Point:
    """A number of another measure, or of none, may stand with the word for the one asked for."""
    named = measure_words().get(question.measure or "", frozenset()) - load_tables().stop  # of "in training" not "in"
    if not exclude_measures(measure, question.measure) and any(w.stem in named and not w.proper for w in evidence.near):
        return Point(1.0, f"counts what was asked for: {question.measure}")
    if measure is None and _list_alike(named) & frozenset().union(*(list_meanings(w.key) for w in evidence.near)):
        return Point(0.8, f"counts what was asked for: {question.measure}")
    if question.measure in _weak_measures():
        return FITS
    return Point(gap=f"counts {measure or 'something else'}, not {question.measure}")


def _list_alike(stems: frozenset[str]) -> frozenset[str]:
    """The groups of `[alike]` that words are in."""
    return frozenset(m for stem in stems for m in list_meanings(stem) if m.startswith("alike:"))


def _counts_no_people(question: Question, figure: Figure) -> bool:
    """Whether people are asked for, and things counted: 46 houses are no dead."""
    of_people = question.measure in load_question_rules()["people"]["measures"]
    nouns = {find_stem(word) for word in (figure.counted or "").split()}
    named = measure_words().get(question.measure or "", frozenset())
    return of_people and find_quantity(figure) == "count" and bool(nouns) and not nouns & named and not question.counted


def _is_paid(question: Question, evidence: Evidence) -> bool:
    """Whether a sum of no other measure is what somebody paid for what is asked about: a price."""
    free = evidence.slots is not None and evidence.slots.measure in (None, "cost")
    stand = {*evidence.near_keys, *evidence.far_keys}
    cost = measure_words().get("cost", frozenset())
    told = all(w.key in stand for w in question.words if w.stem not in cost)
    return free and told and any(w.stem in list_stems("paid", "verbs") for w in evidence.near)


@lru_cache(maxsize=1)
def _weak_measures() -> frozenset[str]:
    return frozenset(load_question_rules()["weak"]["measures"])


def check_scope(question: Question, evidence: Evidence, _: Scene) -> Point:
    """A part, a rest or what comes on top is told after the whole, unless it was asked for."""
    scope = evidence.slots.scope if evidence.slots else Scope.TOTAL
    if _is_compared(evidence) or _is_taken_from(question, evidence) or (evidence.is_old and not question.years):
        return Point(-0.8)
    if scope is Scope.TOTAL:
        return FITS
    asked = question.measure == "remaining" or {w.stem for w in (*question.words, *question.counted)} & PARTIAL
    return Point(0.5, f"{scope}") if asked else Point(-0.6)


def _is_compared(evidence: Evidence) -> bool:
    """Whether a number only stands beside the one that is told: "against 700,000 in its licence"."""
    before = evidence.sentence_text[: evidence.spans[0].start - evidence.sentence.start].split()
    return bool(before) and before[-1].casefold() in COMPARING


def _is_taken_from(question: Question, evidence: Evidence) -> bool:
    """Whether a number is what those asked for are a part of: the 11,000 of "1,000 of some 11,000 were killed"."""
    if question.measure not in load_question_rules()["people"]["measures"]:
        return False
    start = evidence.spans[0].start - evidence.sentence.start
    before = [w for w in evidence.words if w.end <= start][-REACH_OF_PART:]
    place = next((i for i, w in reversed([*enumerate(before)]) if w.text.casefold() == "of"), 0)
    return place > 0 and before[place - 1].number is not None


def check_counted(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """The nouns asked for, the country before them included."""
    figure, slots = evidence.finding, evidence.slots
    if not question.counted or not isinstance(figure, Figure) or slots is None:
        return FITS
    countries = {w.country for w in question.counted if w.country}
    if countries and not _is_of_country(countries, evidence):
        names = ", ".join(sorted(country_names().get(c, c) for c in countries))
        return Point(gap=f"of another side, not of {names}")
    noun = question.counted[-1]
    if countries and _is_part_of_those(noun, figure, evidence, scene):
        return Point(1.2, f"counts {figure.counted or 'those'} of a sum of the same side")
    if _is_told_by_measure(question, figure) and noun.key in scene.lead_keys(figure.article):
        return Point(0.6, f"“{figure.counted}” for “{noun.text}”")
    return _check_nouns(question, evidence, figure, slots, scene)


def _is_part_of_those(noun: Word, figure: Figure, evidence: Evidence, scene: Scene) -> bool:
    """Whether a number that names only its measure is a part of a sum of the side asked for, in an article about those
    asked for: the deaths of "4,700 Elmish casualties, including 600 deaths", where it has a word for soldiers."""
    if evidence.whole is None or not evidence.whole.countries or not _names_measure_only(evidence, figure):
        return False
    wanted = list_meanings(noun.key)
    return any(key == noun.key or wanted & list_meanings(key) for key in scene.article_keys(figure.article))


def _names_measure_only(evidence: Evidence, figure: Figure) -> bool:
    measure = evidence.slots.measure if evidence.slots else None
    words = {find_stem(word) for word in (figure.counted or "").split()}
    return words <= measure_words().get(measure or "", frozenset())


def _is_told_by_measure(question: Question, figure: Figure) -> bool:
    """Whether a figure says by one word what it measures, not of whom: "5,200 strikers", where the article is about
    those asked for."""
    named = measure_words().get(question.measure or "", frozenset())
    words = [find_stem(word) for word in (figure.counted or "").split()]
    return len(words) == 1 and words[0] in named and noun_classes().get(words[0]) != "people*"


def _check_nouns(question: Question, evidence: Evidence, figure: Figure, slots: Slots, scene: Scene) -> Point:
    nouns = [w for w in question.counted if not w.country and w.number is None]
    counts = figure.counted or "something else"
    if all(noun_classes().get(w.stem) == "people*" or w.stem in list_stems("inhabitants") for w in nouns):
        is_people = not nouns or find_quantity(figure) == "persons" or _counts_nothing_named(question, evidence)
        return Point(0.5) if is_people else Point(gap=f"counts {counts}, no people")
    if names_unit(question, figure):
        return _check_measured(question, evidence, figure, scene)
    if len(nouns) == 1 and (_is_of_measure(nouns[0], question, evidence) or _became(nouns[0], question, evidence)):
        return Point(0.8, f"“{figure.counted or 'persons'}” for “{nouns[0].text}”")
    missing = [w for w in nouns if not _is_counted(w, slots.counted, figure, evidence.near_keys)]
    head = _find_head(question, nouns)
    if head in missing and not (_are_joined(question) and len(missing) < len(nouns)):
        return _are_called_so(head, question, evidence) or Point(gap=f"counts {counts}, not {head.text}")
    around = evidence.near_keys | evidence.far_keys
    absent = [w for w in missing if w.start > head.start and w.key not in around]
    if absent:
        return Point(gap=f"counts {counts}, not of {absent[0].text}")
    return Point(1.5 - 0.3 * len(missing), f"counts {figure.counted or nouns[-1].text}")


def _check_measured(question: Question, evidence: Evidence, figure: Figure, scene: Scene) -> Point:
    """Of what a number in tonnes, in hours is: of "tonnes of mud" the mud, where the sentence has it."""
    of = question.counted_text.casefold().partition(" of ")[2]
    around = evidence.near_keys | evidence.far_keys
    known = around | scene.lead_keys(figure.article)
    absent = [w.text for w in question.counted if w.text.casefold() in of.split() and not _stands(w, known)]
    return Point(gap=f"is not of {absent[0]}") if absent else Point(1.0, f"in {figure.unit}")


def _stands(word: Word, around: frozenset[str]) -> bool:
    return word.key in around or any(list_meanings(word.key) & list_meanings(key) for key in around)


def _counts_nothing_named(question: Question, evidence: Evidence) -> bool:
    """Whether a number stands without a noun, and with all the words asked for: "80,000 had taken part"."""
    figure = evidence.finding
    bare = isinstance(figure, Figure) and not figure.counted and find_quantity(figure) == "count"
    return bare and bool(question.words) and all(w.key in evidence.near_keys for w in question.words)


def _find_head(question: Question, nouns: Sequence[Word]) -> Word:
    """What is counted: of "doses of vaccine" doses."""
    of = question.counted_text.casefold().split(" of ")[0]
    return next((w for w in reversed(nouns) if w.end <= len(of) + 2), nouns[-1])


def _are_called_so(noun: Word, question: Question, evidence: Evidence) -> Point | None:
    """Whether the people of a number are called by the noun asked for in the sentence before, and all else is said."""
    figure = evidence.finding
    if (
        not isinstance(figure, Figure)
        or find_quantity(figure) != "persons"
        or noun_classes().get(noun.stem) != "people*"
    ):
        return None
    plain = {find_stem(word) for word in (figure.counted or "").split()} <= list_stems("plain_people")
    around = evidence.near_keys | evidence.far_keys
    told = all(w.key in around for w in question.words) and bool(question.words)
    return (
        Point(0.6, f"“{figure.counted}” for “{noun.text}”")
        if plain and told and noun.key in evidence.before_keys
        else None
    )


def _became(noun: Word, question: Question, evidence: Evidence) -> bool:
    """Whether people are the patients, the survivors asked for by what the words near the number say of them."""
    figure, slots = evidence.finding, evidence.slots
    if not isinstance(figure, Figure) or find_quantity(figure) != "persons" or (slots and slots.counted):
        return False
    is_told = bool(question.words) and all(w.key in evidence.near_keys for w in question.words)
    return is_told and noun.stem in list_stems("becoming", "nouns")


def _is_of_measure(noun: Word, question: Question, evidence: Evidence) -> bool:
    """Whether the noun asked for says what the people of a number are: employees are who is employed."""
    figure, slots = evidence.finding, evidence.slots
    if not isinstance(figure, Figure) or slots is None or find_quantity(figure) != "persons":
        return False
    classes = {noun_classes().get(stem) for stem in measure_words().get(slots.measure or "", frozenset())} - {None}
    return slots.measure == question.measure and noun_classes().get(noun.stem) in classes


def _are_joined(question: Question) -> bool:
    """Whether two kinds of things are counted together: divers and soldiers."""
    words: Sequence[Word] = question.counted
    return len(words) > 1 and words[-1].start - words[0].end > 1 and " and " in question.text


def _is_counted(word: Word, counted: frozenset[str], figure: Figure, around: frozenset[str]) -> bool:
    kinds = {noun_classes().get(word.stem), word.thing, word.stem} - {None}
    printed = {find_stem(part) for part in (figure.counted or "").split()}
    if kinds & counted or word.stem in printed:
        return True
    wanted = list_meanings(word.key)
    if any(wanted & list_meanings(key) for key in counted | printed):
        return True
    return not figure.counted and word.key in around


def _is_of_country(countries: set[str], evidence: Evidence) -> bool:
    if evidence.slots is not None and evidence.slots.countries:
        return countries <= evidence.slots.countries
    if evidence.whole is not None and evidence.whole.countries:
        return countries <= evidence.whole.countries
    named = {key for key in evidence.near_keys if key.startswith("@")}
    return named == {f"@{country}" for country in countries}
