"""Who says it, and how: the speaker and the stance that a question asks for."""

from __future__ import annotations

import re

from sayso.ask.evidence import Evidence
from sayso.ask.kinds import Kind, load_pattern, load_question_rules, load_verbs
from sayso.ask.matter import list_meanings
from sayso.ask.points import FITS, Point
from sayso.ask.question import Question
from sayso.ask.scene import Scene
from sayso.link.slots import noun_classes
from sayso.link.words import load_tables
from sayso.model import SpeakerKind, Stance, Statement


def check_speaker(question: Question, evidence: Evidence, scene: Scene) -> Point:
    if not question.speaker:
        return FITS
    asked = frozenset(question.speaker)
    who = evidence.speaker or "nobody named"
    called = any(role <= evidence.tellers for role in scene.roles_of(question.speaker))
    ways = (
        (asked <= evidence.own_names, 2.0, f"said by {who}"),
        (asked <= evidence.tellers, 1.7, f"said by {who}"),
        (asked <= evidence.own_names | scene.offices_of(evidence.speaker), 1.6, f"said by {who}"),
        (asked <= evidence.through, 1.5, f"through {question.speaker_text}"),
        (asked <= evidence.tellers | evidence.through, 1.5, f"said by {who}"),
        (called, 1.5, f"said by {who}, as {question.speaker_text} is called"),
        (_is_described(question, evidence, scene), 1.2, f"said by {who}"),
    )
    found = next(((score, because) for holds, score, because in ways if holds), None)
    return Point(*found) if found else Point(gap=f"said by {who}, not by {question.speaker_text}")


def _is_described(question: Question, evidence: Evidence, scene: Scene) -> bool:
    """Whether who is asked for by office, "the chairman of the port authority", is called by most of these words, and
    the article has the others."""
    if any(word[:1].isupper() for word in question.speaker_text.split()) or len(question.speaker) < 3:
        return False
    missing = set(question.speaker) - evidence.tellers
    return len(missing) == 1 and missing <= scene.article_keys(evidence.finding.article)


def check_sort(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """Whether who is told is what was asked for: of "which minister" a minister, by role, name or the words around."""
    if not question.sort or evidence.narrated:
        return FITS
    around = evidence.tellers | evidence.own_keys | scene.offices_of(evidence.speaker)
    wanted = list_meanings(question.sort)
    if question.sort in around or any(wanted & list_meanings(key) for key in evidence.tellers):
        return FITS
    is_person = noun_classes().get(question.sort) == "people*" or evidence.kind is not SpeakerKind.ORGANISATION
    known = not is_person and question.sort in scene.article_keys(evidence.finding.article)
    return FITS if known else Point(gap=f"is told of no {question.sort}")


def check_against(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """Who contradicts, criticises somebody is not that somebody."""
    if question.against is None:
        return FITS
    asked = set(question.against.keys)
    named = asked <= evidence.near_keys | evidence.far_keys
    if asked <= evidence.tellers:
        return Point(gap="is who is asked about")
    if evidence.finding.id in scene.opponents_of(question.against.keys):
        return Point(2.0, "disputes what was said there")
    return Point(1.0, "names who is asked about") if named else Point(gap="is against somebody else")


def check_stance(question: Question, evidence: Evidence, scene: Scene) -> Point:
    statement = evidence.finding
    if not isinstance(statement, Statement):
        return FITS
    wanted = question.stance
    if question.identity:
        return FITS
    if wanted is None:
        return _check_verb(question, evidence) if question.verb else _check_polarity(question, evidence, statement)
    if statement.stance is wanted and not statement.negated:
        return _check_hearer(question, evidence) or Point(1.0, tell_stance(wanted))
    if wanted is Stance.DENY and question.against and statement.id in scene.opponents_of(question.against.keys):
        return FITS
    return _amounts_to(question, evidence, statement) or Point(
        gap=f"{tell_stance(statement.stance)}; asked was who {tell_stance(wanted)}"
    )


def _check_hearer(question: Question, evidence: Evidence) -> Point | None:
    """Who warned, accused, praised somebody is not that somebody."""
    first = next(iter(question.names), None)
    if question.kind is not Kind.WHO or first is None or not set(first.keys) <= evidence.own_names:
        return None
    object_ = re.search(rf"^\w+ \w+ (?:the )?{re.escape(first.text)}(?!['’\w])", question.plain, re.IGNORECASE)
    return Point(gap="is who is asked about") if object_ else None


def tell_stance(stance: Stance) -> str:
    """What somebody of a stance does, as a person says it: "denies it"."""
    return str(load_question_rules()["stances"][stance.value])


def _amounts_to(question: Question, evidence: Evidence, statement: Statement) -> Point | None:
    """What is a denial, an admission or a promise though its verb only says."""
    told = statement.stance in (Stance.ASSERT, Stance.ANNOUNCE, Stance.CONFIRM)
    if question.stance is Stance.CONFIRM:
        plain = told and not any(w.stem in load_tables().negation for w in evidence.near)
        return _admits(question, statement, told=plain and _touches(question, evidence))
    has_matter = bool(question.words or question.names)
    if question.stance is Stance.DENY and has_matter and told and evidence.negated and not question.negated:
        return Point(0.7, "says that it is not so")
    if question.stance is Stance.DEMAND and told and load_pattern("demanding").search(evidence.text):
        return Point(0.5, "says what should be done")
    if question.stance is Stance.PLEDGE and told and load_pattern("pledging").search(evidence.text):
        return Point(0.7, "says what will be done")
    return None


def _check_verb(question: Question, evidence: Evidence) -> Point:
    """What somebody fears, blames, proposes is told with that word, or with another of its stance; where nothing else
    was asked that must be so."""
    statement = evidence.finding
    stems = {*evidence.near_keys, *evidence.cue_keys}
    wanted = load_verbs().get(question.verb)
    meant = wanted is not Stance.ASSERT and isinstance(statement, Statement) and statement.stance is wanted
    if question.verb in stems or meant:
        return Point(0.8, "says it with that word")
    return FITS if question.words or question.names else Point(gap="says it in other words")


def _touches(question: Question, evidence: Evidence) -> bool:
    """Whether a word or a name of what is asked about stands in the sentence, in that word or another for it."""
    stand = evidence.near_keys | evidence.far_keys
    meant = frozenset[str]().union(*(list_meanings(key) for key in stand))
    return any(key in stand or list_meanings(key) & meant for key in question.matter_keys)


def _admits(question: Question, statement: Statement, *, told: bool) -> Point | None:
    """What a named speaker admitted of a matter may be told in plain words; and whether he did is answered by his
    denial, too."""
    if not question.speaker or not (question.words or question.names):
        return None
    if told and question.kind in (Kind.SAID, Kind.WHETHER, Kind.WHEN):
        return Point(0.3)
    denied = question.kind is Kind.WHETHER and statement.stance is Stance.DENY
    return Point(0.5, "denies it") if denied else None


def _check_polarity(question: Question, evidence: Evidence, statement: Statement) -> Point:
    """Who says that it is so must not say that it is not; a question whether takes both."""
    if question.either or question.kind in (Kind.WHETHER, Kind.SAID, Kind.WHAT, Kind.WHY):
        return FITS
    if statement.stance is Stance.DENY:
        return FITS if question.negated else Point(gap="denies it")
    if evidence.negated != question.negated and not evidence.text.startswith(('"', "“", "‘", "'")):
        return Point(gap="says that it is not so")
    return FITS
