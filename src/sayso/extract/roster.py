"""Who an article has named so far: names in full, countries, subjects of sentences, who spoke last."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.extract.descriptions import NAME, POSSESSIVE, find_head
from sayso.extract.lexicon import load_lexicon
from sayso.model import Source, Span, SpeakerKind

REMEMBERED = 200  # speakers among whom a pronoun or a role looks for its own
NEAR_SUBJECT = 400  # characters before "she" in which a sentence about her begins
NEAR = 250  # characters before "the government" in which its country stands
OWNER = re.compile(r"[’']s\s+")
LEADING = frozenset({"the", "a", "an", "but", "and", "in", "when", "while", "if", "as"})  # no part of a name
APPENDED = re.compile(r", (?:the|a|an) (?P<words>[^,.;]{3,70}),")
SUBJECT_BODY = re.compile(r"The (?P<noun>[a-z]+) (?!of\b)")


@dataclass(slots=True)
class Person:
    """Somebody the article names in full."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    called: set[str] = field(default_factory=set)  # the words it was called by, in small letters
    gender: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


@dataclass(slots=True)
class Roster:
    """Who an article has named so far, and who spoke last."""

    names: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # by first and last word: names and places
    countries: list[tuple[int, str]] = field(default_factory=list)  # countries and where they stand
    people: dict[str, Person] = field(default_factory=dict)  # by full name
    subjects: list[tuple[int, str]] = field(default_factory=list)  # names with which a sentence begins, and where
    bodies: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # organisations by their noun, and where
    things: set[str] = field(default_factory=set)  # names that the article shows to be no person's
    press: set[str] = field(default_factory=set)  # names that the article calls an agency's or a paper's
    body_subjects: list[tuple[int, str]] = field(default_factory=list)  # nouns of "The ministry …", and where
    last: deque[Source] = field(default_factory=lambda: deque(maxlen=REMEMBERED))  # speakers, the latest one last


def open_roster(text: str, spans: Sequence[Span]) -> Roster:
    """The names that stand in an article's headline and body."""
    roster = Roster()
    for span in spans:
        found = list(NAME.finditer(text, span.start, span.end))
        for place, name in _find_names(found):
            words = fold_name(name).split()
            if place == span.start and not _is_thing(name):
                roster.subjects.append((place, name))
            for word in {words[0], words[-1]}:
                roster.names.setdefault(word, []).append((place, name))
        roster.countries += _find_countries(found)
        _note_bodies(roster, text, span, found)
    return roster


def _note_bodies(roster: Roster, text: str, span: Span, found: Sequence[re.Match[str]]) -> None:
    """Learn the organisations of one sentence: by a word of their name, by the noun before it, by a "which"."""
    organisations, press = load_lexicon().organisations, load_lexicon().media_words
    for number, match in enumerate(found):
        name, start, end = match.group(), match.start(), match.end()
        behind = found[number + 1] if number + 1 < len(found) else None
        if behind and text[end : behind.start()] in (" of ", " of the "):
            name, end = text[start : behind.end()], behind.end()
        name = POSSESSIVE.sub("", name.removeprefix("The "))
        nouns = [word for word in name.lower().split() if word in organisations]
        if nouns and " " in name:
            roster.bodies.setdefault(nouns[-1] if " of " not in name else nouns[0], []).append((start, name))
            continue
        noun = _noun_before(text, start) or _noun_behind(text, end)
        if noun in organisations:
            roster.bodies.setdefault(noun, []).append((start, name))
        if noun in organisations or noun in press or text.startswith(", which ", end):
            roster.things.add(name)
        if noun in press:
            roster.press.add(name)
    subject = SUBJECT_BODY.match(text, span.start, span.end)
    if subject and subject["noun"] in organisations:
        roster.body_subjects.append((span.start, subject["noun"]))


def _noun_before(text: str, start: int) -> str:
    """The noun for a body right before a name: "the utility Marn"; "" where there is none."""
    lexicon = load_lexicon()
    noun = text[max(0, start - 30) : start].rstrip(" ").rpartition(" ")[2].lower()
    return noun if noun in lexicon.organisations or noun in lexicon.media_words else ""


def _noun_behind(text: str, end: int) -> str:
    """The noun of ", the state news agency," behind a name, else ""."""
    found = APPENDED.match(text, end, end + 80)
    return find_head(found["words"]) if found else ""


def find_body(roster: Roster, noun: str, place: int) -> str | None:
    """The one organisation named before a place that "the ministry" may mean; None where several may be meant."""
    names = {name for start, name in roster.bodies.get(noun, ()) if start < place}
    return names.pop() if len(names) == 1 else None


def body_between(roster: Roster, last: Source | None, place: int) -> str | None:
    """The noun for the organisation of which the sentence before "it" tells, if it is later than the last speaker."""
    after = bisect_left(roster.body_subjects, (place, ""))
    if not after:
        return None
    start, noun = roster.body_subjects[after - 1]
    heard = last is not None and bool(last.spans) and last.spans[-1].end > start
    return noun if not heard and place - start < NEAR_SUBJECT else None


def _find_countries(found: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    countries = load_lexicon().countries
    for match in found:
        words = POSSESSIVE.sub("", match.group()).split()
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                name = POSSESSIVE.sub("", " ".join(words[start : start + length]))
                if name in countries:
                    yield match.start(), countries[name]


def _find_names(found: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    lexicon = load_lexicon()
    for match in found:
        words = OWNER.split(POSSESSIVE.sub("", match.group()))[-1].split()
        while words and (words[0].lower() in LEADING or words[0].lower().strip(".,") in lexicon.people):
            words.pop(0)
        while words and words[0].lower() in lexicon.offices:
            words.pop(0)
        titles = [number for number, word in enumerate(words) if word.lower() in lexicon.people]
        words = words[titles[-1] + 1 :] if titles else words
        if len(words) > 1:
            yield match.start(), " ".join(words)


def fold_name(name: str) -> str:
    """A name for comparison: no accents, no case."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def find_fullest(roster: Roster, name: str, place: int) -> str:
    """The fullest name that ends (or, for names with the family first, begins) as this one does."""
    wanted = fold_name(name)
    fitting = [
        (start, full)
        for start, full in roster.names.get(wanted.split()[-1], ())
        if 1 < len(full.split()) <= 5
        and full != name
        and (fold_name(full).endswith(" " + wanted) or fold_name(full).startswith(wanted + " "))
        and not _is_thing(full)
    ]
    before = [full for start, full in fitting if start < place]
    last = [full for full in before if fold_name(full).endswith(" " + wanted)]
    if last:
        return last[-1]
    return before[-1] if before else next((full for _, full in fitting if fold_name(full).endswith(" " + wanted)), name)


def _is_thing(name: str) -> bool:
    lexicon = load_lexicon()
    words = name.split()
    return (
        words[-1].lower() in lexicon.organisations
        or name in lexicon.media
        or name in lexicon.countries
        or words[0] in lexicon.demonyms
    )


def country_before(roster: Roster, place: int) -> str | None:
    """The country named last, near before a place."""
    after = bisect_left(roster.countries, (place, ""))
    if after and roster.countries[after - 1][0] >= place - NEAR:
        return roster.countries[after - 1][1]
    return None


def subject_between(roster: Roster, last: Source, place: int) -> str | None:
    """Whoever is the subject of a sentence between the last speaker's and the pronoun's."""
    after = bisect_left(roster.subjects, (place, ""))
    if not after or not last.spans:
        return None
    start, name = roster.subjects[after - 1]
    near = last.spans[-1].end < start and place - start < NEAR_SUBJECT
    return name if near and name not in roster.people else None  # who has spoken was looked at before
