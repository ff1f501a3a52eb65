"""Whether evidence is about what a question asks about: its words, by rarity, or other words for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

from sayso.ask.evidence import Evidence
from sayso.ask.kinds import Kind, list_stems, load_pattern, load_question_rules
from sayso.ask.points import FAR, FITS, GAPS, NEAR, SETTING, Point
from sayso.ask.question import Question
from sayso.ask.scene import Scene
from sayso.ask.sides import load_verbs
from sayso.group.terms import rate_word
from sayso.link.slots import measure_words, noun_classes
from sayso.link.thesaurus import list_senses
from sayso.link.words import Word, find_stem, load_tables

LEAST_SAID = 0.62  # share of the matter's words, by weight, that a statement must have
LEAST_COUNT = 0.5  # … and the sentence of a number, where nouns and measure agree already
LEAST_OPEN = 2  # words of a number's matter of which one may stand in the lead only
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
POINTING = frozenset({"it", "its", "they", "them", "their", "this", "these", "those"})
LIGHT = 0.3  # weight of a word that says little
COMMONEST = 2.0  # rarity that weighs nothing


def check_matter(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """The share of the question's words, by weight, that the evidence has, in the same or another word for it."""
    named = measure_words().get(question.measure or "", frozenset())
    words = [w for w in question.words if w.stem not in named]
    if question.acts and not question.words and not question.numbers:
        return Point(gap="says nothing of what was done")
    if all(word.stem in list_stems("light") for word in words):
        return FITS
    is_tied = _may_stand_in_lead(question, len(words))
    lead = scene.lead_keys(evidence.finding.article) if is_tied else frozenset()
    levels = [_find_word(word, evidence.near_keys, evidence.far_keys, lead) for word in words]
    weights = [_weigh(word) for word in words]
    days = [word.text for word, (level, _) in zip(words, levels, strict=True) if level < FAR and _is_day(word)]
    if days:
        return Point(gap=f"not of {days[0]}")
    if any(_is_missed(word, level, question, evidence) for word, (level, _) in zip(words, levels, strict=True)):
        return Point(gap="says it of somebody else")
    share = sum(level * weight for (level, _), weight in zip(levels, weights, strict=True)) / sum(weights)
    missing = [word.text for word, (level, _) in zip(words, levels, strict=True) if not level]
    counts = evidence.slots is not None and question.measure is not None and evidence.slots.measure == question.measure
    told = _is_told(question, evidence, weights, levels) or (counts and not missing)
    if not question.asks_number:
        told = told and not _lacks_act(question, words, levels)
    told = told and not (evidence.event and missing and any(other for _, other in levels))
    lacks_one_of_two = len(words) <= 2 and bool(missing) and not question.asks_number
    if not told or lacks_one_of_two or share < _least_share(question):
        return Point(2 * share, gap=f"says nothing of {', '.join(missing[:4]) or 'it'}")
    others = [(word, other) for word, (_, other) in zip(words, levels, strict=True) if other]
    same = [f"“{_find_printed(other, evidence)}” for “{word.text}”" for word, other in others]
    return Point(2 * share, GAPS.join([_tell_share(len(words), len(missing), len(same)), *same[:3]]))


def _tell_share(words: int, missing: int, others: int) -> str:
    """How many of the words of a question stand there, said in words."""
    if missing:
        return f"has {words - missing} of the {words} telling words of the question"
    if others:
        return "has the words of the question, or others for them"
    return "has all telling words of the question" if words > 1 else "has the word asked for"


def _find_printed(key: str, evidence: Evidence) -> str:
    """A word as the page prints it."""
    return next((word.text for word in (*evidence.near, *evidence.far) if word.key == key), key)


def _may_stand_in_lead(question: Question, words: int) -> bool:
    """Whether a word may stand in the article's lead only: where a speaker, names or a kind of count tie the rest."""
    if question.asks_number:
        return bool(question.measure or question.counted or question.names or question.speaker) or words > LEAST_OPEN
    return bool(question.speaker) or (bool(question.names) and words > LEAST_OPEN)


def _is_day(word: Word) -> bool:
    return word.text.casefold() in WEEKDAYS


def _lacks_act(question: Question, words: Sequence[Word], levels: Sequence[tuple[float, str]]) -> bool:
    """Whether what somebody is asked to have done, the first word after "who", stands nowhere."""
    return question.acts and question.words[:1] == tuple(words[:1]) and not levels[0][0]


def _is_missed(word: Word, level: float, question: Question, evidence: Evidence) -> bool:
    """Whether a word without which a number is another one stands nowhere; a person or a body must stand in the
    sentence or say it, not only in the lead."""
    if word.key not in question.needed or level > SETTING or word.key in evidence.tellers:
        return False
    is_person = noun_classes().get(word.stem) == "people*" or load_pattern("office").fullmatch(word.text)
    return bool(is_person) or word.stem in list_stems("again", "nouns") or not level


def _least_share(question: Question) -> float:
    if question.asks_number:
        return LEAST_COUNT
    return SETTING if question.speaker and question.kind is Kind.SAID else LEAST_SAID


def _is_told(
    question: Question, evidence: Evidence, weights: Sequence[float], levels: Sequence[tuple[float, str]]
) -> bool:
    """Whether enough stands in the words themselves: where no name and no speaker was asked for, one of three or more
    may stand in another word for it. What a speaker says of "it" may be what the article begins with."""
    said = bool(question.speaker) and question.kind is Kind.SAID
    least = SETTING - 0.1 if said and _points_back(evidence, question) else SETTING
    if not any(level > least for level, _ in levels):
        return False
    if question.acts:
        near = (weight for weight, (level, other) in zip(weights, levels, strict=True) if level == NEAR and not other)
        return sum(near) >= sum(weights) / 2
    named = question.names or question.speaker or question.against
    if named or question.stance or question.measure or question.counted:
        return True
    others = [weight for weight, (_, other) in zip(weights, levels, strict=True) if other]
    return not others or (len(weights) > LEAST_OPEN and len(others) == 1)


def _points_back(evidence: Evidence, question: Question) -> bool:
    """Whether words speak of something named before, of "it"; or the sentence before has a word asked for."""
    points = any(word.text.casefold() in POINTING for word in evidence.near)
    reads_before = bool(evidence.before_keys & evidence.far_keys - evidence.own_keys)
    return points or reads_before or any(word.key in evidence.before_keys for word in question.words)


def _weigh(word: Word) -> float:
    return LIGHT if word.stem in list_stems("light") else rate_word(word.text.casefold()) - COMMONEST


def tells_all(question: Question, evidence: Evidence) -> bool:
    """Whether the sentence has all the telling words asked for, two at least, or one and who must say it."""
    named = measure_words().get(question.measure or "", frozenset())
    words = [
        word
        for word in (*question.words, *question.counted)
        if word.stem not in named | list_stems("light") | list_stems("plain_people") and word.number is None
    ]
    counts = question.measure is not None and evidence.slots is not None and evidence.slots.measure == question.measure
    enough = len({word.key for word in words}) + bool(question.speaker) + counts >= LEAST_OPEN
    return enough and all(_find_word(w, evidence.near_keys, evidence.far_keys)[0] for w in words)


def _find_word(word: Word, near: frozenset[str], far: frozenset[str], lead: Collection[str] = ()) -> tuple[float, str]:
    """How near a word stands, and the other word that means it; 0 where it does not."""
    if word.key in near:
        return NEAR, ""
    if word.key in far:
        return FAR, ""
    wanted, stop = list_meanings(word.key), load_tables().stop
    for level, keys in ((0.9, near), (0.7, far)):
        other = min((key for key in keys if key not in stop and wanted & list_meanings(key)), default="")
        if other:
            return level, other
    return (SETTING, "") if word.key in lead else (0.0, "")


@lru_cache(maxsize=1)
def _list_alike() -> dict[str, set[str]]:
    """Stem → the groups of `[alike]` that it is in."""
    found: dict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(load_question_rules()["alike"]["groups"]):
        for word in group:
            found[find_stem(word)].add(f"alike:{number}")
    return dict(found)


@lru_cache(maxsize=65536)
def list_meanings(key: str) -> frozenset[str]:
    """The senses, things and classes of nouns that a word stands for."""
    thing, noun = load_tables().things.get(key), noun_classes().get(key)
    classes = {f"thing:{thing}"} if thing else set()
    classes.update(_list_alike().get(key, ()))
    if key in load_verbs():
        classes.add(f"pair:{load_verbs()[key][0]}")
    if noun and noun != "people*":  # children are no soldiers
        classes.add(f"noun:{noun}")
    return list_senses(key) | classes
