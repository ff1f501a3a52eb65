"""What a claim rests on: speakers and occasions, not printings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.extract.media import is_media
from sayso.link.propositions import load_deeds
from sayso.link.speakers import Speakers, name_country, name_organisation, name_parts, normalise_organisation
from sayso.link.words import find_stem
from sayso.model import ArticleText, Date, Origin, Speaker, SpeakerKind, Statement
from sayso.rules.houses import is_outlet

OWNED = re.compile(r"^[^'’]{1,40}['’]s ")  # "morrend's ministry of waterways"
SPELLING = re.compile(r"\b([a-z]{3,})our\b|\b([a-z]{2,}t)re\b")
MAX_WORDINGS = 60  # of a claim, that are held against each other
MOST_BEFORE = 4  # words of a content that stand before the name of one whom it quotes …
MOST_BETWEEN = 3  # … and from that name to what they did: said, told
VOICES = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.DATA})


class Wording(NamedTuple):
    """The words of an utterance, and whether they are told in the reporter's words of one whom the text names there."""

    words: str
    named: bool


class Support(NamedTuple):
    """The counts of a claim, and the sentence that says them."""

    origins: tuple[Origin, ...]
    independent: int
    organisations: int
    unknown: int
    reports: int
    copies: int
    because: str


def count_origins(
    statements: Sequence[Statement],
    articles: Iterable[str],
    speakers: Speakers,
    work_of: Mapping[str, str],
    mirrors: Mapping[str, str],
    said: Mapping[str, Date],
    wording: Mapping[str, Wording] | None = None,
    houses: Mapping[str, Sequence[str]] | None = None,
) -> Support:
    """Who a claim rests on; `statements` are its own and their mirrors, `articles` those of its figures.

    Two houses of which one is named where nobody knows who wrote the article count as no more than that.

    `wording` has, by statement, the words of those that are long enough to tell an utterance; `houses` names by article
    the outlet and the agency that wrote it. A house that gives somebody else as its source only passes on, and two that
    give each other know nothing: one unknown origin.

    Origins are counted by speaker: two papers with one interview have one origin. An unnamed source is unknown, an
    organisation's nameless word is unknown beside its named official, and who only passes words on (an agency named as
    via of another statement) is none. A mirror adds nothing.
    """
    own = [s for s in statements if s.id not in mirrors]
    own = own or list(statements)
    by_speaker: dict[str, list[Statement]] = defaultdict(list)
    for statement in own:
        by_speaker[speakers.by_statement.get(statement.id, statement.id)].append(statement)
    found = speakers.by_id
    speaking = by_speaker.keys() - find_echoes(by_speaker, wording or {}) - find_quoted(by_speaker)
    speaking = speaking - find_messengers(by_speaker, wording or {}, found) or speaking
    passing = {name_house(via.name) for s in own for via in s.via}
    relaying = find_relays(own, speakers, houses or {}) | find_circle(own, speakers, houses or {})
    rows = [
        (found.get(speaker), occasion, group)
        for speaker, group in sorted(by_speaker.items())
        for occasion, group in _split_occasions(group, said)
    ]
    independent, organisations, unknown = count_speakers(
        _list_voices(sorted(speaking), found), passing | relaying, found
    )
    printings = {s.article for s in statements} | set(articles)
    works = {work_of.get(article, article) for article in printings}
    copies = len(printings) - len(works)
    origins = tuple(
        Origin(
            speaker=speaker.id if speaker else None,
            organisation=None if name_voice(speaker) in relaying else name_organisation(speaker),
            occasion=occasion,
            statements=tuple(sorted(s.id for s in group)),
        )
        for speaker, occasion, group in rows
    )
    because = _tell_counts(independent, organisations, unknown, len(works), copies)
    return Support(origins, independent, organisations, unknown, len(works), copies, because)


def list_houses(items: Mapping[str, ArticleText], work_of: Mapping[str, str]) -> dict[str, list[str]]:
    """By article the outlets and agencies that printed its text: who carries what another wrote passes on no less.

    A printing of which nobody knows the house stands as `""`.
    """
    of_work: dict[str, set[str]] = defaultdict(set)
    for article, item in items.items():
        houses = (item.article.outlet, item.article.wire, item.article.carrier)
        of_work[work_of.get(article, article)].update([house for house in houses if house] or [""])
    return {article: sorted(of_work[work_of.get(article, article)]) for article in items}


def name_house(name: str) -> str:
    """The name of an outlet as compared: British and American spelling are one (`Harbour Post`, `Harbor Post`)."""
    return SPELLING.sub(lambda m: f"{m[1]}or" if m[1] else f"{m[2]}er", normalise_organisation(name))


def find_relays(statements: Iterable[Statement], speakers: Speakers, houses: Mapping[str, Sequence[str]]) -> set[str]:
    """The houses among these articles that tell the matter by another's word, as organisations are compared."""
    found: set[str] = set()
    for statement in statements:
        told_by = name_voice(speakers.find(statement.id))
        found.update({name_house(house) for house in houses.get(statement.article, ()) if house} - {told_by})
    return found


def find_circle(statements: Iterable[Statement], speakers: Speakers, houses: Mapping[str, Sequence[str]]) -> set[str]:
    """The outlets and agencies that may give each other as their source, as compared: two and more are named, and one
    of them in an article of which nobody knows who wrote it. That may be the other."""
    named: set[str] = set()
    unknown = False
    for statement in statements:
        speaker = speakers.find(statement.id)
        if speaker is not None and is_house(speaker.name):  # whatever it was taken for
            named.add(name_house(speaker.name))
            unknown = unknown or "" in houses.get(statement.article, ("",))
    return named if unknown and len(named) > 1 else set()


def find_echoes(by_speaker: Mapping[str, Sequence[Statement]], wording: Mapping[str, Wording]) -> set[str]:
    """The speakers with the very words of another, who is named with them or has them more often.

    Two people do not find the same words: one of the two is named wrongly, as where "he" was taken for somebody else.
    """
    told: dict[str, dict[str, bool]] = defaultdict(dict)
    for speaker, statements in by_speaker.items():
        for statement in statements:
            words, named = wording.get(statement.id, Wording("", named=True))
            told[words][speaker] = told[words].get(speaker, False) or named
    told.pop("", None)
    found: set[str] = set()
    for words, others in _list_holders(told):
        speakers = told[words]
        for other in others:
            for speaker, named in told[other].items():
                speakers[speaker] = speakers.get(speaker, False) or named
        ranked = sorted(speakers, key=lambda i: (not speakers[i], -len(by_speaker[i]), i))
        found.update(speaker for speaker in ranked[1:] if not speakers[speaker])
    return found


def find_messengers(
    by_speaker: Mapping[str, Sequence[Statement]], wording: Mapping[str, Wording], found: Mapping[str, Speaker]
) -> set[str]:
    """The speakers who tell what another speaker of the claim has said: `Marn told the council that she was sorry`."""
    called: dict[str, set[str]] = defaultdict(set)
    for speaker in by_speaker:
        parts = name_parts(found[speaker].name) if speaker in found else []
        if parts and found[speaker].kind is SpeakerKind.PERSON:
            called[find_stem(parts[-1])].add(speaker)
    return {
        speaker
        for speaker, statements in by_speaker.items()
        for statement in statements
        if any(speaker not in called[name] for name in _list_quoted(wording.get(statement.id), called))
    }


def _list_quoted(wording: Wording | None, called: Mapping[str, object]) -> list[str]:
    """The surnames, as stems, of those of whom an utterance opens by telling what they said."""
    words, saying = wording.words.split() if wording else [], load_deeds().saying
    return [
        word
        for at, word in enumerate(words[:MOST_BEFORE])
        if word in called and not saying.isdisjoint(words[at + 1 : at + 1 + MOST_BETWEEN])
    ]


def _list_holders(told: Mapping[str, object]) -> list[tuple[str, list[str]]]:
    """Each wording with the longer ones that hold it whole; of very many wordings each alone."""
    listed = sorted(told)
    if len(listed) > MAX_WORDINGS:
        return [(words, []) for words in listed]
    return [(words, [other for other in listed if other != words and f" {words} " in f" {other} "]) for words in listed]


def find_quoted(by_speaker: Mapping[str, Sequence[Statement]]) -> set[str]:
    """The speakers known only from within another's words: `Marn said that the laboratories had counted 40`."""
    told: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for speaker, statements in by_speaker.items():
        for statement in statements:
            told[statement.article].append((statement.content[0].start, -statement.content[-1].end, speaker))
    apart: set[str] = set()
    for article in sorted(told):
        end, outer = -1, ""
        for start, closing, speaker in sorted(told[article]):
            if start >= end or speaker == outer:
                apart.add(speaker)
            if -closing > end:
                end, outer = -closing, speaker
    return set(by_speaker) - apart


def _list_voices(speakers: Iterable[str], found: Mapping[str, Speaker]) -> list[Speaker | None]:
    """The speakers by id, each once; those who speak together are one voice, and none where each speaks alone too."""
    ids = list(speakers)
    alone = {i for i in ids if not (i in found and found[i].members)}
    return [found.get(i) for i in ids if i in alone or not set(found[i].members) & alone]


def count_speakers(
    speakers: Sequence[Speaker | None], passing: Iterable[str], found: Mapping[str, Speaker]
) -> tuple[int, int, int]:
    """Independent origins, their organisations, and unknown origins among distinct speakers.

    `passing` names who only hands on: an organisation among them is no origin while another speaker is there.
    Neither is a country beside one who speaks for it: "Oslo says" is short for its minister.
    """
    passed_on = set(passing)
    people = [s for s in speakers if s is not None and s.kind is SpeakerKind.PERSON]
    name_body = _OneName(speakers)
    staffed = {name_body(s) for s in people} - {None}
    named = {s.id: s for s in people if len(speakers) == 1 or name_voice(s) not in passed_on or not is_house(s.name)}
    voices = {name_country(s) for s in speakers if s is not None and s.kind in VOICES}
    unknown = 0
    for speaker in speakers:
        if speaker is not None and speaker.id in named:
            continue
        if speaker is not None and speaker.kind is SpeakerKind.COUNTRY and speaker.name in voices:
            continue
        organisation = name_body(speaker)
        if len(speakers) > 1 and name_voice(speaker) in passed_on and not _is_unnamed(speaker):
            continue
        if speaker is None or _is_unnamed(speaker) or organisation in staffed:
            unknown += 1
        else:
            named[speaker.id] = speaker
    if not named and not unknown and speakers:
        unknown = 1  # all only pass on: somebody said it first
    members = [found.get(i) or s for s in named.values() for i in (s.members or (s.id,))]
    houses = {name_body(s) or s.id for s in members}
    return len(named), len(houses), unknown


class _OneName:
    """`name_organisation` among these speakers: "Morrend's Ministry of Waterways" is "the Ministry of Waterways" where
    somebody speaks for one without an owner."""

    def __init__(self, speakers: Iterable[Speaker | None]) -> None:
        self._names = {name_organisation(speaker) for speaker in speakers}

    def __call__(self, speaker: Speaker | None) -> str | None:
        name = name_organisation(speaker)
        bare = OWNED.sub("", name or "")
        return bare if " " in bare and bare in self._names else name


def is_house(name: str) -> bool:
    """Whether a name is an outlet's or an agency's, by the names known and by its last word."""
    return is_media(name) or is_outlet(name)


def name_voice(speaker: Speaker | None) -> str | None:
    """The house or organisation whose word a speaker's is, as compared; of an outlet taken for a person its name."""
    if speaker is None:
        return None
    organisation = speaker.name if is_house(speaker.name) else name_organisation(speaker)
    return name_house(organisation) if organisation else None


def _is_unnamed(speaker: Speaker | None) -> bool:
    return speaker is None or speaker.kind is SpeakerKind.ANONYMOUS


def _split_occasions(
    statements: Sequence[Statement], said: Mapping[str, Date]
) -> list[tuple[str | None, list[Statement]]]:
    """One speaker's statements by occasion: the day they were said, else through whom; others join the only one."""
    groups: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[_find_occasion(statement, said)].append(statement)
    dated = [key for key in groups if key is not None]
    if len(dated) == 1 and None in groups:
        groups[dated[0]] += groups.pop(None)
    return sorted(groups.items(), key=lambda item: item[0] or "")


def _find_occasion(statement: Statement, said: Mapping[str, Date]) -> str | None:
    if statement.id in said:
        return said[statement.id].date
    return statement.via[0].name if statement.via else None


def _tell_counts(independent: int, organisations: int, unknown: int, reports: int, copies: int) -> str:
    """`2 origins (in 1 organisation), 3 reports, 4 copies, 1 unknown`."""

    def number(count: int, word: str) -> str:
        return f"{count} {word if count == 1 else word + 's'}"

    origins = f"{number(independent, 'origin')} (in {number(organisations, 'organisation')})"
    return f"{origins}, {number(reports, 'report')}, {copies} {'copy' if copies == 1 else 'copies'}, {unknown} unknown"
