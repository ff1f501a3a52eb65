"""Whether evidence belongs to the names and places that a question asks about."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from sayso.ask.evidence import Evidence
from sayso.ask.kinds import PLACING, load_pattern, load_question_rules
from sayso.ask.matter import tells_all
from sayso.ask.points import CONTEXT, FAR, FITS, GAPS, NEAR, SETTING, Point
from sayso.ask.question import Name, Question
from sayso.ask.scene import Scene, fold_letters, list_places
from sayso.link.settings import name_places
from sayso.link.words import find_stem
from sayso.model import Figure

BORDER = "border"
BORDER_REACH = 6  # words behind "borders" among which it names what lies beyond
BEGINNING = 5  # letters by which a name is looked for in an article
MOST_OF_STORY = 0.5  # a place in the lead of so many works is where the story is set
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our", "my"})
TITLES = ("north", "south", "east", "west", "new", "mr", "mrs", "ms", "judge", "university", "port", "house")


def check_names(question: Question, evidence: Evidence, scene: Scene) -> Point:
    levels = [
        (name, 0.0)
        if scene.is_namesake(name.keys)
        else (name, _find_name(name, evidence, scene) or _find_context(name, question, evidence, scene))
        for name in question.names
    ]
    missing = [name.text for name, level in levels if not level]
    told = [f"names {name.text}" if level >= FAR else f"is about {name.text}" for name, level in levels if level]
    gap = f"does not name {', '.join(missing)}" if missing else ""
    return Point(sum(level for _, level in levels), GAPS.join(told), gap)


def check_reach(question: Question, evidence: Evidence, scene: Scene) -> Point:
    """Whether the article has the names at all: where it has not, nothing of it needs to be read. Countries have many
    names, and a place may be where the story is set: these are looked for by `check_names` only."""
    for name in question.names:
        if not name.placed and not any(key.startswith("@") for key in name.keys):
            start = fold_letters(name.text.split()[-1])[:BEGINNING].rstrip("'s")
            if start not in scene.article_text(evidence.finding.article) and not set(name.keys) <= evidence.tellers:
                return Point(gap=f"does not name {name.text}")
    return FITS


def _find_name(name: Name, evidence: Evidence, scene: Scene) -> float:
    """How near a name stands; 0 where it does not belong to the evidence."""
    is_number = isinstance(evidence.finding, Figure)
    is_country = all(key.startswith("@") for key in name.keys)
    is_beyond = is_number and name.placed and _is_beyond_border(name, evidence)
    if is_beyond or (is_country and not name.placed and _is_of_another(name, evidence)):
        return 0.0
    if _holds(name, evidence.near_keys):
        return NEAR
    if is_number and (name.placed or is_country):
        return _find_place(name, evidence, scene) or _find_before(name, evidence)
    tells_of_others = is_number and any(w.proper for w in evidence.near) and not _holds(name, evidence.own_keys)
    if (_holds(name, evidence.far_keys) and not tells_of_others) or _speaks_of_self(name, evidence):
        return FAR
    if _is_called_again(name, evidence, scene):
        return SETTING
    return SETTING if name.placed and _is_setting(name, scene) and not name_places(evidence.near) else 0.0


def _is_beyond_border(name: Name, evidence: Evidence) -> bool:
    """Whether a place is only what another one borders: "were sent to Elm, which borders the Orrow district"."""
    words = evidence.words
    places = [i for i, w in enumerate(words) if w.key in name.keys and w.proper]
    beyond = [any(w.stem == BORDER for w in words[max(0, i - BORDER_REACH) : i]) for i in places]
    return bool(beyond) and all(beyond)


def _find_context(name: Name, question: Question, evidence: Evidence, scene: Scene) -> float:
    """How a name that the sentence has not belongs to it: who says it bears it; or it is asked for as a place, the
    article begins with it, and the sentence names no other and has all the other words asked for."""
    if not isinstance(evidence.finding, Figure) and set(name.keys) <= evidence.tellers:
        return SETTING
    in_lead = set(name.keys) <= scene.lead_keys(evidence.finding.article)
    is_country = any(key.startswith("@") for key in name.keys)
    if is_country or not (name.placed and in_lead and tells_all(question, evidence)):
        return 0.0
    others = {w.key for w in evidence.near if w.proper or w.country} - evidence.own_names - set(name.keys)
    return CONTEXT if not others else 0.0


def _find_before(name: Name, evidence: Evidence) -> float:
    """Whether "they", "it" of a number's sentence stand for what the sentence before tells of one place."""
    opening = evidence.words[0].text.casefold() if evidence.words else ""
    points_back = opening in PRONOUNS and _holds(name, evidence.before_keys)
    points_back = points_back and not name_places(evidence.before) - set(name.keys)
    return SETTING if points_back and not list_places(evidence) else 0.0


def _is_of_another(name: Name, evidence: Evidence) -> bool:
    """Whether the words of a number name another country, and nothing near it the one asked for."""
    others = any(key.startswith("@") for key in evidence.near_keys)
    return (
        isinstance(evidence.finding, Figure)
        and others
        and not set(name.keys) & (evidence.near_keys | evidence.far_keys)
    )


def _holds(name: Name, keys: frozenset[str]) -> bool:
    """All of a name, or the surname of a person; of "the Prime Minister" no other minister."""
    if set(name.keys) <= keys:
        return True
    is_office = load_pattern("office").fullmatch(name.text.split()[-1])
    return len(name.keys) == 2 and name.keys[-1] in keys and name.keys[0] not in _body_nouns() and not is_office


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
    is_called = bool(own) or set(name.keys) <= scene.body_keys or any(r & nouns for r in scene.roles_of(name.keys))
    return is_called and set(name.keys) <= known and not (own and others & scene.body_keys)


def _find_place(name: Name, evidence: Evidence, scene: Scene) -> float:
    """How a number belongs to a place: by its slot, by others of the same count, or because the story is set there."""
    keys = set(name.keys)
    countries = {f"@{country}" for country in evidence.slots.countries} if evidence.slots else set()
    if keys <= countries:
        return NEAR
    if keys & scene.places_of(evidence):
        return SETTING
    if all(key.startswith("@") for key in keys) and _is_in_another(evidence):
        return 0.0
    others = {key for key in list_places(evidence) if scene.settings.get(key, 0.0) < MOST_OF_STORY}
    return SETTING if _is_setting(name, scene) and not others else 0.0


def _is_in_another(evidence: Evidence) -> bool:
    """Whether the words near a number name a country that it is in: "15,000 are working in Ilvany"."""
    pairs = pairwise(evidence.near)
    return any(w.country and not w.demonym and before.text.casefold() in PLACING for before, w in pairs)


def _is_setting(name: Name, scene: Scene) -> bool:
    return all(scene.settings.get(key, 0.0) >= MOST_OF_STORY for key in name.keys)
