"""Who an article has named so far: names in full, countries, subjects of sentences, who spoke last."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.extract.introductions import PAST, Introduction, find_introductions
from sayso.extract.lexicon import load_lexicon
from sayso.extract.names import (
    NAME,
    POSSESSIVE,
    drop_honours,
    drop_stop,
    find_head,
    fold_name,
    is_outlet,
    is_thing_name,
)
from sayso.model import Source, Span, SpeakerKind

REMEMBERED = 200  # speakers among whom a pronoun or a role looks for its own
NEAR_SUBJECT = 400  # characters before "she" in which a sentence about her begins
OWNER = re.compile(r"[’']s\s+")
APPENDED = re.compile(r", (?:the|a|an) (?P<words>[^,.;]{3,70}),")
WORD = re.compile(r"[\w’'-]+")
MOST_ROLE = 4  # words of "The former site engineer"
SUBJECT_BODY = re.compile(r"The (?P<noun>[a-z]+) (?!of\b)")
RUNS = re.compile(
    r",?\s(?:which\s)?(?:runs|operates|owns|supplies|makes|produces|employs|manages|provides|manufactures|distributes)\s"
)
LED_SUBJECT = re.compile(  # "Asked whether she had regrets, Ms. Lee thought for a moment."
    r"(?:Asked|Pressed|Questioned|Speaking|Addressing|Replying|Responding|Writing|Taking|Giving|Born|Raised|In|At|On"
    r"|After|Before|When|While|During|For|By)\b[^.;:“”\"\n]{3,200}?, "
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? |Sir |Dame |Lord |Lady )?"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2})"
    rf"(?=,? (?:had|has|is|was|would|[a-z]{{2,}}ed|{PAST})\b)"
)
STATE = re.compile(
    r"\s(?:[a-z]+\s){0,2}(?:president|premier|minister|ministry|government|parliament|army|navy|military|ambassador|capital|coast|borders?|economy"
    r"|constitution|shares|staff|customers|employees|board|headquarters|spokes(?:man|woman|person))\b"
)
SUBJECT_GROUP = re.compile(
    r"(?:The\s)?(?:[A-Z][\w.-]*\s|[a-z]+\s){0,2}?(?P<head>[A-Za-z]+s)"
    r"(?:,\s(?:whose|who|which|in|at|after)\s[^,.;:]{3,80},)?(?:\s(?:at|from|with|of|in)\s[^,.;:“”\"]{2,80}?)?(?=\s(?:[a-z]+ed|have|had|were|are|found|took|looked|went|met|drew|set)\s)"
)
SUBJECT_TEXT = re.compile(
    r"(?:The|A|An|Its|Their|His|Her)\s(?:[\w-]+\s){0,2}?(?P<noun>[a-z]+)\s(?:by|of|from|on|into|for|commissioned|seen|runs|was|is|has)\b"
)


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
    outlets: list[tuple[int, str]] = field(default_factory=list)  # outlets by name, and where
    outlets_as: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # by the noun for them
    bodies_at: list[tuple[int, str]] = field(default_factory=list)  # organisations in order of the text
    leads: list[tuple[int, str]] = field(default_factory=list)  # names of one word with which a sentence begins
    inside: set[str] = field(default_factory=set)  # names of one word that stand within a sentence
    groups: list[tuple[int, str]] = field(default_factory=list)  # "Researchers at …" with which a sentence begins
    body_subjects: list[tuple[int, str]] = field(default_factory=list)  # nouns of "The ministry …", and where
    roles: list[tuple[int, int]] = field(default_factory=list)  # where "The engineer" begins a sentence, and its end
    introductions: list[Introduction] = field(default_factory=list)  # in order of the text
    introduced: dict[str, list[Introduction]] = field(default_factory=dict)  # by full name
    introduced_as: dict[str, list[Introduction]] = field(default_factory=dict)  # by the words of the role
    last: deque[Source] = field(default_factory=lambda: deque(maxlen=REMEMBERED))  # speakers, the latest one last


def open_roster(text: str, spans: Sequence[Span]) -> Roster:
    """The names that stand in an article's headline and body."""
    roster = Roster()
    for span in spans:
        found = list(NAME.finditer(text, span.start, span.end))
        for place, name in _find_names(found):
            words = fold_name(name).split()
            if place == span.start and not is_thing_name(name):
                roster.subjects.append((place, name))
            for word in {words[0], words[-1]}:
                known = roster.names.setdefault(word, [])
                if not known or known[-1][1] != name:
                    known.append((place, name))
        roster.countries += _find_countries(found)
        _note_words(roster, text, span, found)
        _note_role(roster, text, span)
        _note_bodies(roster, text, span, found)
        for introduction in find_introductions(text, span, found):
            _note_introduction(roster, introduction)
    roster.subjects.sort()
    return roster


def _note_words(roster: Roster, text: str, span: Span, found: Sequence[re.Match[str]]) -> None:
    """Learn the names of one word: those with which a sentence begins, and those within it; what runs or makes
    something is a name by that."""
    for match in found:
        name = _drop_courtesy(drop_stop(POSSESSIVE.sub("", match.group().removeprefix("The "))))
        if match.start() == span.start:
            name = _drop_leading(name)
        if " " in name:
            continue
        if match.start() != span.start:
            roster.inside.add(name)
            continue
        if name.lower() in load_lexicon().leading:
            continue
        roster.leads.append((match.start(), name))
        if RUNS.match(text, match.end(), span.end):
            roster.inside.add(name)
    led = LED_SUBJECT.match(text, span.start, min(span.end, span.start + NEAR_SUBJECT))
    if led:
        roster.leads.append((led.start("name"), led["name"].split()[-1]))


def _drop_courtesy(name: str) -> str:
    """ "Ms. Ayrton" without the word before it."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in load_lexicon().courtesy else name


def _drop_leading(name: str) -> str:
    """ "But Judge Marn", "Sir Bo Marn": without the words before the name."""
    lexicon, words = load_lexicon(), name.split()
    while len(words) > 1 and (words[0].lower() in lexicon.leading or words[0].lower() in lexicon.people):
        words.pop(0)
    return " ".join(words)


def _note_role(roster: Roster, text: str, span: Span) -> None:
    """Learn that a sentence begins with "The engineer": a role of which it tells."""
    people = load_lexicon().people
    words = list(WORD.finditer(text, span.start, min(span.end, span.start + 60)))[:MOST_ROLE]
    if not words or words[0].group() != "The":
        return
    end = next((word.end() for word in words[1:] if word.group() in people), None)
    if end:
        roster.roles.append((span.start, end))


def _note_introduction(roster: Roster, introduction: Introduction) -> None:
    roster.introductions.append(introduction)
    if introduction.acts:
        roster.subjects.append((introduction.place, introduction.name))
    roster.introduced.setdefault(introduction.name, []).append(introduction)
    for word in introduction.called:
        roster.introduced_as.setdefault(word, []).append(introduction)


def _note_bodies(roster: Roster, text: str, span: Span, found: Sequence[re.Match[str]]) -> None:
    """Learn the organisations of one sentence: by a word of their name, by the noun before it, by a "which"."""
    organisations, press = load_lexicon().organisations, load_lexicon().media_words
    for number, match in enumerate(found):
        name, start, end = match.group(), match.start(), match.end()
        behind = found[number + 1] if number + 1 < len(found) else None
        if behind and text[end : behind.start()] in (" of ", " of the "):
            name, end = text[start : behind.end()], behind.end()
        name = drop_stop(POSSESSIVE.sub("", name.removeprefix("The ")))
        noun = _noun_before(text, start) or _noun_behind(text, end)
        if noun in press or is_outlet(name):
            _note_outlet(roster, name, noun or name.rpartition(" ")[2].lower(), start)
        nouns = [word for word in name.lower().split() if word in organisations]
        if nouns and " " in name:
            roster.bodies.setdefault(nouns[-1] if " of " not in name else nouns[0], []).append((start, name))
            roster.bodies_at.append((start, name))
            if start == span.start and not match.group().endswith(("'s", "’s")):
                roster.body_subjects.append((span.start, name))
            continue
        if noun in organisations:
            roster.bodies.setdefault(noun, []).append((start, name))
            roster.bodies_at.append((start, name))
        owns = match.group().endswith(("'s", "’s")) and STATE.match(text, match.end(), match.end() + 60)
        if noun in organisations or text.startswith(", which ", end) or (owns and " " not in name):
            roster.things.add(name)
    subject = SUBJECT_BODY.match(text, span.start, span.end)
    if subject and subject["noun"] in organisations:
        roster.body_subjects.append((span.start, subject["noun"]))
    group = SUBJECT_GROUP.match(text, span.start, span.end)
    if group and group["head"].lower() in load_lexicon().groups:
        roster.groups.append((span.start, group.group().partition(",")[0]))
    written = SUBJECT_TEXT.match(text, span.start, span.end)
    if written and written["noun"] in load_lexicon().documents:
        roster.body_subjects.append((span.start, written["noun"]))


def _note_outlet(roster: Roster, name: str, noun: str, place: int) -> None:
    name = load_lexicon().media.get(name, name)
    roster.press.add(name)
    roster.things.add(name)
    roster.outlets.append((place, name))
    roster.outlets_as.setdefault(noun, []).append((place, name))


def _noun_before(text: str, start: int) -> str:
    """The noun for a body right before a name: "the utility Marn"; "" where there is none."""
    lexicon = load_lexicon()
    noun = text[max(0, start - 30) : start].rstrip(" ").rpartition(" ")[2].lower()
    return noun if noun in lexicon.organisations or noun in lexicon.media_words else ""


def _noun_behind(text: str, end: int) -> str:
    """The noun of ", the state news agency," behind a name, else ""."""
    found = APPENDED.match(text, end, end + 80)
    return find_head(found["words"]) if found else ""


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
        words = OWNER.split(drop_stop(POSSESSIVE.sub("", match.group())))[-1].split()
        while words and (words[0].lower() in lexicon.leading or words[0].lower().strip(".,") in lexicon.people):
            words.pop(0)
        while words and words[0].lower() in lexicon.offices:
            words.pop(0)
        titles = [number for number, word in enumerate(words) if word.lower() in lexicon.people]
        words = words[titles[-1] + 1 :] if titles else words
        if len(words) > 1:
            yield match.start(), drop_honours(" ".join(words))
