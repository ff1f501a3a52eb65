"""What a claim rests on: speakers and occasions, not printings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.link.speakers import Speakers, name_country, name_organisation, normalise_organisation
from sayso.model import Date, Origin, Speaker, SpeakerKind, Statement

VOICES = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.DATA})


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
) -> Support:
    """Who a claim rests on; `statements` are its own and their mirrors, `articles` those of its figures.

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
    passing = {normalise_organisation(via.name) for s in own for via in s.via}
    rows = [
        (found.get(speaker), occasion, group)
        for speaker, group in sorted(by_speaker.items())
        for occasion, group in _split_occasions(group, said)
    ]
    independent, organisations, unknown = count_speakers(_list_voices(by_speaker, found), passing, found)
    printings = {s.article for s in statements} | set(articles)
    works = {work_of.get(article, article) for article in printings}
    copies = len(printings) - len(works)
    origins = tuple(
        Origin(
            speaker=speaker.id if speaker else None,
            organisation=name_organisation(speaker),
            occasion=occasion,
            statements=tuple(sorted(s.id for s in group)),
        )
        for speaker, occasion, group in rows
    )
    because = _tell_counts(independent, organisations, unknown, len(works), copies)
    return Support(origins, independent, organisations, unknown, len(works), copies, because)


def _list_voices(speakers: Iterable[str], found: Mapping[str, Speaker]) -> list[Speaker | None]:
    """The speakers by id, each once; those who speak together are one voice, and none where each speaks alone too."""
    ids = sorted(speakers)
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
    staffed = {name_organisation(s) for s in people} - {None}
    named = {s.id: s for s in people}
    voices = {name_country(s) for s in speakers if s is not None and s.kind in VOICES}
    unknown = 0
    for speaker in speakers:
        if speaker is not None and speaker.id in named:
            continue
        if speaker is not None and speaker.kind is SpeakerKind.COUNTRY and speaker.name in voices:
            continue
        organisation = name_organisation(speaker)
        if len(speakers) > 1 and organisation in passed_on and not _is_unnamed(speaker):
            continue
        if speaker is None or _is_unnamed(speaker) or organisation in staffed:
            unknown += 1
        else:
            named[speaker.id] = speaker
    members = [found.get(i) or s for s in named.values() for i in (s.members or (s.id,))]
    houses = {name_organisation(s) or s.id for s in members}
    return len(named), len(houses), unknown


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
