"""Whom an article has named that a later word may mean: "the ministry", "the doctor", a family name, "she"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from sayso.extract.introductions import Introduction
from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import ARTICLE, fold_name, gender_by_name, is_thing_name
from sayso.extract.roster import NEAR_SUBJECT, REMEMBERED, Roster
from sayso.model import SpeakerKind

MOST_NEAR = 20  # introductions among which a pronoun looks
NEAR_LEAD = 1500  # characters before "the utility" in which a sentence begins with its name
NEAR = 250  # characters before "the government" in which its country stands


def find_body(roster: Roster, noun: str, place: int) -> str | None:
    """The one organisation named before a place that "the ministry" may mean; of several the one named last, where
    that was well after the others."""
    for nouns in ((noun,), sorted(_likes(noun))):
        named = [body for like in nouns for body in roster.bodies.get(like, ()) if body[0] < place]
        latest = sorted(((start, name) for name, start in {name: start for start, name in sorted(named)}.items()))
        if len(latest) == 1 or (latest and latest[-1][0] - latest[-2][0] > NEAR):
            return latest[-1][1]
        if latest:
            return None
    return None


def _likes(noun: str) -> frozenset[str]:
    return load_lexicon().stands_for.get(noun, frozenset())


def find_outlet_before(roster: Roster, noun: str, place: int) -> str | None:
    """The outlet named last before a place that "the newspaper" or "the agency" may mean."""
    called = [outlet for like in sorted(_likes(noun) | {noun}) for outlet in roster.outlets_as.get(like, ())]
    before = [outlet for outlet in called or roster.outlets if outlet[0] < place]
    return max(before)[1] if before else None


def find_introduced(roster: Roster, words: Set[str], head: str, place: int) -> Introduction | None:
    """The one person introduced before a place whom "the doctor" may mean; None where several may be meant."""
    heads = _likes(head) | {head}
    fitting = [
        introduction
        for like in sorted(heads)
        for introduction in roster.introduced_as.get(like, ())[:REMEMBERED]
        if introduction.place < place
        and is_like(words, heads, introduction.called, introduction.role, introduction.affiliation)
    ]
    names = {introduction.name for introduction in fitting}
    return max(fitting, key=lambda introduction: introduction.place) if len(names) == 1 else None


def find_led(roster: Roster, words: Set[str], head: str, place: int) -> Introduction | None:
    """The one introduced last, near before a place, whom a general word may mean: "the officer" for an inspector."""
    after = bisect_left(roster.introductions, place, key=lambda introduction: introduction.place)
    told = roster.introductions[after - 1] if after else None
    general = load_lexicon().general.get(head, frozenset())
    if told is None or place - told.place >= NEAR_SUBJECT or general.isdisjoint(told.called):
        return None
    return told if is_like(words, general | {head}, told.called, told.role, told.affiliation) else None


def is_like(words: Set[str], heads: Set[str], known: Set[str], role: str | None, affiliation: str | None) -> bool:
    """Whether "the energy minister" may be the one with these known words: whatever it says besides the noun is known
    of him, or nothing is known besides the noun and it names no country."""
    lexicon = load_lexicon()
    rest = words - heads - known - lexicon.ranks - (lexicon.organisations - lexicon.offices)
    lands = {lexicon.demonyms[word.title()] for word in rest if word.title() in lexicon.demonyms}
    if lands:
        return lands == {affiliation}
    return not rest or len(ARTICLE.sub("", role or "").split()) == 1


def find_introduced_by_gender(roster: Roster, gender: str, place: int) -> Introduction | None:
    """The person of a gender that was introduced last, near before a place."""
    after = bisect_left(roster.introductions, place, key=lambda introduction: introduction.place)
    for introduction in reversed(roster.introductions[max(0, after - MOST_NEAR) : after]):
        if introduction.gender == gender and place - introduction.place < NEAR_SUBJECT:
            return introduction
    return None


def find_last_body(roster: Roster, place: int) -> str | None:
    """The one organisation named near before a place."""
    after = bisect_left(roster.bodies_at, (place, ""))
    near = {name for start, name in roster.bodies_at[max(0, after - MOST_NEAR) : after] if place - start < NEAR}
    return near.pop() if len(near) == 1 else None


def find_whole_body(roster: Roster, name: str) -> str | None:
    """The one organisation whose name goes on from a bare one: "Marn" for "Marn Paper"."""
    if " " in name:
        return None
    fitting = {body for _, body in roster.bodies_at if body.startswith(name + " ") and " of " not in body}
    return fitting.pop() if len(fitting) == 1 else None


def find_lead(roster: Roster, place: int, near: int = NEAR_LEAD) -> str | None:
    """The name of one word, nobody's, with which a sentence near before a place begins: "Marnpower runs the dam"."""
    after = bisect_left(roster.leads, (place, ""))
    for start, name in reversed(roster.leads[max(0, after - MOST_NEAR) : after]):
        if place - start < near and name in roster.inside and not _is_somebody(roster, name):
            return name
    return None


def _is_somebody(roster: Roster, name: str) -> bool:
    """Whether a name of one word is a person's, a country's or a common word."""
    lexicon = load_lexicon()
    lower = name.lower()
    common = lexicon.people | lexicon.groups | lexicon.organisations | lexicon.documents | lexicon.data
    person = name in roster.people and roster.people[name].kind == SpeakerKind.PERSON
    place = name in lexicon.countries or name in lexicon.demonyms or name in lexicon.platforms
    return person or place or lower in common or lower in lexicon.pronouns or fold_name(name) in roster.names


def find_fullest(roster: Roster, name: str, place: int, gender: str | None = None) -> str:
    """The fullest name that ends (or, for names with the family first, begins) as this one does; of two of one family
    one whose first name is of that gender."""
    wanted = fold_name(name)
    fitting = [
        (start, full)
        for start, full in roster.names.get(wanted.split()[-1], ())
        if 1 < len(full.split()) <= 5
        and full != name
        and (fold_name(full).endswith(" " + wanted) or fold_name(full).startswith(wanted + " "))
        and not is_thing_name(full)
        and (gender is None or gender_by_name(full) in (None, gender))
    ]
    before = [full for start, full in fitting if start < place]
    last = [full for full in before if fold_name(full).endswith(" " + wanted)]
    if last:
        return last[-1]
    return before[-1] if before else next((full for _, full in fitting if fold_name(full).endswith(" " + wanted)), name)


def country_before(roster: Roster, place: int) -> str | None:
    """The country named last, near before a place."""
    after = bisect_left(roster.countries, (place, ""))
    if after and roster.countries[after - 1][0] >= place - NEAR:
        return roster.countries[after - 1][1]
    return None
